import { useState } from 'react'
import { useAction } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { FileDrop } from '#ui/kit/FileDrop.tsx'
import { SelectField, TextAreaField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { claimsApi, type Verdict } from '../contract.ts'
import { useReader } from './reader.ts'
import { claimsTexts } from './texts.ts'

/** What a spreadsheet in Norwegian writes is Windows-1252; what is no UTF-8 is read as that. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Many claims at once: pasted or from a file, each line with its own verdict before anything is stored. */
export function ListPage() {
  const t = useText(claimsTexts)
  const { claimsFor } = useReader()
  const [{ organisation = '' }] = useAddress()
  const [text, setText] = useState('')
  const [relation, setRelation] = useState<'owns' | 'operates'>('owns')
  const [id, setId] = useState(organisation)
  const send = useAction(claimsApi.addList, {
    onDone: ({ claimed }, asked) => {
      if (!asked.dryRun) tell(t('many.done', { count: claimed }))
    },
  })
  const own = claimsFor.find((one) => one.id === id) ?? claimsFor[0]
  const ask = (dryRun: boolean) => own && send.mutate({ id: own.id, text, relation, dryRun })
  const good = send.data?.rows.filter(({ verdict }) => verdict === 'claimed' || verdict === 'to-team').length ?? 0
  if (!own)
    return (
      <Page title={t('many.title')}>
        <Empty title={t('many.nobody')} actions={<ButtonLink to="/claims">{t('many.back')}</ButtonLink>}>
          <p>{t('many.nobody.why')}</p>
        </Empty>
      </Page>
    )
  return (
    <Page title={t('many.title')} lead={t('many.lead')}>
      <div className="form">
        {claimsFor.length > 1 && (
          <SelectField
            name="organisation"
            label={t('add.organisation')}
            value={own.id}
            onChange={({ target }) => setId(target.value)}
            choices={claimsFor.map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
        <TextAreaField
          name="text"
          label={t('many.text')}
          hint={t('many.text.hint')}
          rows={8}
          value={text}
          onChange={({ target }) => setText(target.value)}
          spellCheck={false}
        />
        <FileDrop
          label={t('many.file')}
          hint={t('many.file.hint')}
          accept=".csv,.txt,text/csv,text/plain"
          send={async (file) => setText(await textOf(file))}
        />
        <SelectField
          name="relation"
          label={t('add.relation')}
          value={relation}
          onChange={({ target }) => setRelation(target.value === 'operates' ? 'operates' : 'owns')}
          choices={(['owns', 'operates'] as const).map((value) => ({ value, label: t(`relation.${value}`) }))}
        />
        <div className="actions">
          <Button busy={send.isPending} disabled={text.trim() === ''} onClick={() => ask(true)}>
            {t('many.preview')}
          </Button>
        </div>
      </div>
      {send.error && <FaultNotice fault={send.error} />}
      {send.data && (
        <Section title={t('many.verdicts', { good, of: send.data.rows.length })}>
          <DataTable<Verdict>
            caption={t('many.table')}
            columns={[
              { key: 'line', title: t('many.line'), align: 'end', tight: true, cell: ({ line }) => line },
              { key: 'text', title: t('column.what'), cell: (row) => <code>{row.value ?? row.text}</code> },
              { key: 'verdict', title: t('many.verdict'), cell: ({ verdict }) => t(`verdict.${verdict}`) },
              { key: 'reason', title: t('many.why'), cell: ({ reason }) => reason },
            ]}
            rows={send.data.rows}
            rowKey={({ line }) => String(line)}
            rowName={({ text }) => text}
            empty={<Empty title={t('many.empty')} />}
          />
          <div className="actions">
            {send.variables?.dryRun && good > 0 && (
              <Button busy={send.isPending} onClick={() => ask(false)}>
                {t('many.perform', { count: good })}
              </Button>
            )}
            <ButtonLink to="/claims">{t('many.back')}</ButtonLink>
          </div>
        </Section>
      )}
    </Page>
  )
}
