import { useState } from 'react'
import { membersApi } from '#capabilities/members/contract.ts'
import { answers, upload, useAction, useCall } from '#ui/api.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { FileDrop } from '#ui/kit/FileDrop.tsx'
import { CheckField, Form, TextField } from '#ui/kit/Form.tsx'
import { type Found, Lookup } from '#ui/kit/Lookup.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { claimsApi, type RegistryImport } from '../contract.ts'
import { useReader } from './reader.ts'
import { claimsTexts } from './texts.ts'

/** Snapshots of internet registries: what was read, what it proved, what could not be understood, and whose each handle is. */
export function RegistryPage() {
  const t = useText(claimsTexts)
  const { mayImport, mayDecide } = useReader()
  const { data, error, refetch } = useCall(claimsApi.registries, {})
  const [name, setName] = useState('ripe')
  const [force, setForce] = useState(false)
  const [report, setReport] = useState<RegistryImport>()
  return (
    <Page title={t('registry.title')} lead={t('registry.lead')}>
      {mayImport && (
        <div className="form">
          <TextField
            name="name"
            label={t('registry.name')}
            hint={t('registry.name.hint')}
            value={name}
            onChange={({ target }) => setName(target.value)}
            spellCheck={false}
          />
          <CheckField
            name="force"
            label={t('registry.force')}
            hint={t('registry.force.hint')}
            checked={force}
            onChange={({ target }) => setForce(target.checked)}
          />
          <FileDrop
            label={t('registry.file')}
            hint={t('registry.file.hint')}
            send={async (file, onProgress) => {
              setReport(await upload(claimsApi.registry, file, { name, ...(force && { force: 'true' as const }) }, onProgress))
              setForce(false)
              await answers.invalidateQueries()
            }}
          />
        </div>
      )}
      {report && <Report report={report} />}
      <Section title={t('registry.read')}>
        {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
        <DataTable<RegistryImport>
          caption={t('registry.read')}
          columns={[
            { key: 'name', title: t('registry.name'), cell: (row) => row.name },
            {
              key: 'at',
              title: t('registry.at'),
              cell: ({ at, by }) => (
                <>
                  <TimeText at={at} />
                  <div className="faint">{by}</div>
                </>
              ),
            },
            { key: 'objects', title: t('registry.objects'), align: 'end', cell: ({ objects }) => objects },
            { key: 'ranges', title: t('registry.ranges'), align: 'end', cell: ({ ranges }) => ranges },
            { key: 'proven', title: t('registry.proven'), align: 'end', cell: ({ proven }) => proven },
            { key: 'issues', title: t('registry.issues'), align: 'end', cell: ({ issueCount }) => issueCount },
          ]}
          rows={data?.rows}
          rowKey={({ id }) => id}
          rowName={(row) => row.name}
          rowNote={(row) => row.issues.length > 0 && <Issues report={row} />}
          empty={
            <Empty title={t('registry.none')}>
              <p>{t('registry.none.why')}</p>
            </Empty>
          }
        />
      </Section>
      <Section title={t('handles.title')}>
        <p>{t('handles.lead')}</p>
        {mayDecide && <HandleForm />}
        <Handles handles={data?.handles} mayChange={mayDecide} />
      </Section>
    </Page>
  )
}

function Report({ report }: { report: RegistryImport }) {
  const t = useText(claimsTexts)
  return (
    <Notice
      tone={report.issueCount > 0 ? 'warning' : 'success'}
      title={t('registry.done', { ranges: report.ranges, objects: report.objects, proven: report.proven })}
    >
      <Issues report={report} />
    </Notice>
  )
}

function Issues({ report }: { report: RegistryImport }) {
  const t = useText(claimsTexts)
  if (report.issueCount === 0) return null
  return (
    <details>
      <summary>{t('registry.unread', { count: report.issueCount, of: report.objects })}</summary>
      <ul className="ds-list">
        {report.issues.slice(0, 50).map(({ line, words, found }) => (
          <li key={`${line} ${found}`}>
            {t('registry.line', { line })}: {words} <code>{found}</code>
          </li>
        ))}
      </ul>
    </details>
  )
}

function useFound(typed: string): readonly Found[] | undefined {
  const { data } = useCall(membersApi.list, { q: typed, limit: 10 }, { enabled: typed !== '' })
  return typed === ''
    ? undefined
    : data?.rows.map(({ id, name, number }) => ({ value: id, label: number ? `${name} (${number})` : name }))
}

function HandleForm() {
  const t = useText(claimsTexts)
  const [chosen, setChosen] = useState<Found>()
  const [saved, setSaved] = useState(0)
  const put = useAction(claimsApi.putHandle, {
    onDone: () => {
      tell(t('handles.saved'))
      setChosen(undefined)
      setSaved((before) => before + 1)
    },
  })
  return (
    <Form
      key={saved}
      action={t('handles.save')}
      busy={put.isPending}
      fault={put.error}
      onSubmit={({ handle = '' }) => chosen && put.mutate({ handle, organisation: chosen.value as `org_${string}` })}
    >
      <TextField
        name="handle"
        label={t('handles.handle')}
        hint={t('handles.handle.hint')}
        autoCapitalize="characters"
        spellCheck={false}
      />
      <Lookup label={t('column.organisation')} chosen={chosen} useSearch={useFound} onChoose={setChosen} />
    </Form>
  )
}

type Handle = { handle: string; organisation: { id: `org_${string}`; name: string }; at: string; by: string }

function Handles({ handles, mayChange }: { handles: readonly Handle[] | undefined; mayChange: boolean }) {
  const t = useText(claimsTexts)
  const put = useAction(claimsApi.putHandle, { onDone: () => tell(t('handles.removed')) })
  return (
    <DataTable<Handle>
      caption={t('handles.title')}
      columns={[
        { key: 'handle', title: t('handles.handle'), cell: ({ handle }) => <code>{handle}</code> },
        {
          key: 'organisation',
          title: t('column.organisation'),
          cell: ({ organisation }) => <TextLink to={`/organisations/${organisation.id}`}>{organisation.name}</TextLink>,
        },
        {
          key: 'at',
          title: t('handles.told'),
          cell: ({ at, by }) => (
            <>
              {by} <TimeText at={at} only="distance" />
            </>
          ),
        },
        ...(mayChange
          ? [
              {
                key: 'remove',
                title: t('handles.change'),
                cell: ({ handle }: Handle) => (
                  <Button look="tertiary" onClick={() => put.mutate({ handle, organisation: null })}>
                    {t('handles.remove', { handle })}
                  </Button>
                ),
              },
            ]
          : []),
      ]}
      rows={handles}
      rowKey={({ handle }) => handle}
      rowName={({ handle }) => handle}
      empty={<Empty title={t('handles.none')} />}
    />
  )
}
