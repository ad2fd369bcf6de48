import { useState } from 'react'
import { idOf } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { type AddressParams, useAddress } from '#ui/kit/address.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable, nothing, type Selection } from '#ui/kit/DataTable.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { type Filter, Filters, readMany } from '#ui/kit/Filters.tsx'
import { Form, SelectField, TextField } from '#ui/kit/Form.tsx'
import { Empty, Notice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import {
  type Claim,
  type ClaimFilter,
  ClaimState,
  claimStates,
  claimsApi,
  HoldingForm,
  type TeamDecision,
  teamDecisions,
} from '../contract.ts'
import { ClaimStateWord, ProofText } from './ClaimWords.tsx'
import { DecideDialog } from './DecideDialog.tsx'
import { useReader } from './reader.ts'
import { claimsTexts } from './texts.ts'

type Asked = Omit<ClaimFilter, 'review'> & { review?: 'true' }

/** What the address asks for; what it says wrongly is left out. */
function wantedOf(params: AddressParams): Asked {
  const state = readMany(params.state).flatMap((one) => ClaimState.safeParse(one).data ?? [])
  const form = readMany(params.form).flatMap((one) => HoldingForm.safeParse(one).data ?? [])
  const organisation = idOf('org').safeParse(params.organisation).data
  return {
    ...(params.q?.trim() && { q: params.q.trim() }),
    ...(state.length > 0 && { state }),
    ...(form.length > 0 && { form }),
    ...(organisation && { organisation }),
    ...(params.review === 'true' && { review: 'true' as const }),
  }
}

/** What organisations say is theirs: a member's own with a field to claim more, or all for the team. */
export function ClaimsPage() {
  const t = useText(claimsTexts)
  const { team, claimsFor } = useReader()
  const [params] = useAddress()
  const filter = wantedOf(params)
  return (
    <Page
      title={t(team ? 'list.title' : 'list.title.member')}
      lead={t(team ? 'list.lead' : 'list.lead.member')}
      actions={
        <>
          {team ? (
            <>
              <ButtonLink to="/claims/disputes">{t('disputes.open')}</ButtonLink>
              <ButtonLink to="/claims/registry">{t('registry.open')}</ButtonLink>
            </>
          ) : (
            <ButtonLink to="/operators">{t('operators.open')}</ButtonLink>
          )}
          <TableDownloads csv={claimsApi.export} xlsx={claimsApi.exportXlsx} input={filter} />
        </>
      }
    >
      {claimsFor.length > 0 && <ClaimForm />}
      {claimsFor.map(({ id }) => (
        <Suggested key={id} id={id} />
      ))}
      <Section title={t('list.section')}>
        <ClaimFilters />
        <List key={JSON.stringify(filter)} filter={filter} after={params.after} />
      </Section>
    </Page>
  )
}

function ClaimForm() {
  const t = useText(claimsTexts)
  const { claimsFor } = useReader()
  const [typed, setTyped] = useState(0)
  const add = useAction(claimsApi.add, {
    onDone: ({ claim, already }) => {
      tell(t(already ? 'add.already' : 'add.done', { what: claim.shown }))
      setTyped((before) => before + 1)
    },
  })
  return (
    <Section title={t('add.title')} actions={<ButtonLink to="/claims/list">{t('add.list')}</ButtonLink>}>
      <Form
        key={typed}
        action={t('add.action')}
        busy={add.isPending}
        fault={add.error}
        onSubmit={({ text = '', relation, organisation }) =>
          add.mutate({
            id: claimsFor.find(({ id }) => id === organisation)?.id ?? claimsFor[0]!.id,
            text,
            relation: relation === 'operates' ? 'operates' : 'owns',
          })
        }
      >
        {claimsFor.length > 1 && (
          <SelectField
            name="organisation"
            label={t('add.organisation')}
            choices={claimsFor.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <TextField name="text" label={t('add.text')} hint={t('add.text.hint')} autoCapitalize="none" spellCheck={false} />
        <SelectField
          name="relation"
          label={t('add.relation')}
          choices={(['owns', 'operates'] as const).map((value) => ({ value, label: t(`relation.${value}`) }))}
        />
      </Form>
      {add.data && (
        <Notice tone="success" title={t('add.next', { what: add.data.claim.shown })}>
          <p>{add.data.claim.next}</p>
          <ButtonLink to={`/claims/${add.data.claim.id}`}>{t('add.prove')}</ButtonLink>
        </Notice>
      )}
    </Section>
  )
}

/** What a registry says is theirs and nobody has claimed: one press each. */
function Suggested({ id }: { id: `org_${string}` }) {
  const t = useText(claimsTexts)
  const { data } = useCall(claimsApi.suggested, { id })
  const add = useAction(claimsApi.add, { onDone: ({ claim }) => tell(t('add.done', { what: claim.shown })) })
  if (!data || data.rows.length === 0) return null
  return (
    <Notice title={t('suggested.title', { count: data.rows.length })}>
      <ul className="ds-list">
        {data.rows.slice(0, 20).map(({ value, shown, form, object }) => (
          <li key={`${form} ${value}`}>
            <code>{shown}</code> <span className="faint">({object})</span>{' '}
            <Button look="tertiary" busy={add.isPending} onClick={() => add.mutate({ id, text: shown, form, relation: 'owns' })}>
              {t('suggested.claim', { what: shown })}
            </Button>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function ClaimFilters() {
  const t = useText(claimsTexts)
  const { team, organisations } = useReader()
  const filters: Filter[] = [
    { kind: 'search', name: 'q', label: t(team ? 'filter.q' : 'filter.q.member') },
    {
      kind: 'many',
      name: 'state',
      label: t('column.state'),
      choices: claimStates
        .filter((value) => team || value !== 'disputed')
        .map((value) => ({ value, label: t(`state.${value}`) })),
    },
    {
      kind: 'many',
      name: 'form',
      label: t('column.form'),
      choices: HoldingForm.options.map((value) => ({ value, label: t(`form.${value}`) })),
    },
  ]
  if (team)
    filters.push({
      kind: 'one',
      name: 'review',
      label: t('filter.review'),
      choices: [{ value: 'true', label: t('filter.review.only') }],
    })
  if (!team && organisations.length > 1)
    filters.push({
      kind: 'one',
      name: 'organisation',
      label: t('column.organisation'),
      choices: organisations.map(({ id, name }) => ({ value: id, label: name })),
    })
  return <Filters filters={filters} />
}

function List({ filter, after }: { filter: Asked; after: string | undefined }) {
  const t = useText(claimsTexts)
  const { team, mayDecide, organisations } = useReader()
  const list = useCall(claimsApi.list, { ...filter, ...(after?.startsWith('clm_') && { after }) })
  const [selection, setSelection] = useState<Selection>(nothing)
  const [deciding, setDeciding] = useState<TeamDecision>()
  const rows = list.data?.rows
  const chosen = rows?.filter(({ id }) => selection.kind === 'some' && selection.keys.has(id)) ?? []
  const columns: Column<Claim>[] = [
    {
      key: 'what',
      title: t('column.what'),
      cell: (row) => (
        <>
          <code>{row.shown}</code>
          <div className="faint">{t(`relation.${row.relation}`)}</div>
        </>
      ),
    },
    ...(team || organisations.length > 1
      ? [{ key: 'organisation', title: t('column.organisation'), cell: (row: Claim) => row.organisation.name }]
      : []),
    { key: 'state', title: t('column.state'), tight: true, cell: (row) => <ClaimStateWord claim={row} /> },
    { key: 'proof', title: t('column.proof'), cell: (row) => <ProofText claim={row} /> },
    ...(team
      ? [{ key: 'claimed', title: t('claim.claimed'), cell: (row: Claim) => <TimeText at={row.claimedAt} only="distance" /> }]
      : [{ key: 'next', title: t('column.next'), cell: (row: Claim) => row.next }]),
  ]
  return (
    <>
      {list.data && rows && rows.length > 0 && (
        <p>
          <CountText parts={[{ value: rows.length, what: t('count.shown'), of: list.data.count }]} />
        </p>
      )}
      <DataTable<Claim>
        caption={t('list.section')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        rowName={({ shown }) => shown}
        rowLink={({ id }) => `/claims/${id}`}
        {...(mayDecide && {
          selection,
          onSelect: setSelection,
          bulk: teamDecisions.map((decision) => (
            <Button key={decision} look="secondary" onClick={() => setDeciding(decision)}>
              {t(`decide.${decision}`)}
            </Button>
          )),
        })}
        empty={
          <Empty title={t(Object.keys(filter).length > 0 ? 'empty.filtered' : team ? 'empty.none' : 'empty.none.member')}>
            <p>{t(Object.keys(filter).length > 0 ? 'empty.filtered.why' : team ? 'empty.none.why' : 'empty.none.member.why')}</p>
          </Empty>
        }
        fault={list.error}
        onRetry={() => void list.refetch()}
        busy={list.isFetching}
      />
      <Pager next={list.data?.next} />
      {deciding && chosen.length > 0 && (
        <DecideDialog
          decision={deciding}
          ids={chosen.map(({ id }) => id)}
          onClose={() => setDeciding(undefined)}
          onDone={() => setSelection(nothing)}
        />
      )}
    </>
  )
}
