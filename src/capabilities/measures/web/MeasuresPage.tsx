import { useState } from 'react'
import { severities } from '#domain/severity.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable, nothing, type Selection } from '#ui/kit/DataTable.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { type Filter, Filters } from '#ui/kit/Filters.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { Views } from '#ui/kit/Views.tsx'
import { useLocale, useText } from '#ui/text/text.ts'
import { type Measure, measureStates, measuresApi, undone } from '../contract.ts'
import { AnswerDialog, type Chosen } from './AnswerDialog.tsx'
import { everyState, readWanted, type Wanted } from './filter.ts'
import { Due, MeasureStateWord } from './MeasureWords.tsx'
import { useReader } from './reader.ts'
import { SayDialog } from './SayDialog.tsx'
import { measuresTexts } from './texts.ts'
import './measures.css'

/** What somebody shall do by when, shortest deadline first; for members, who does it. */
export function MeasuresPage() {
  const t = useText(measuresTexts)
  const locale = useLocale()
  const { team } = useReader()
  const [params] = useAddress()
  const wanted = readWanted(params)
  // A member that comes from a warning comes to answer it.
  const whose = team ? '' : wanted.filter.advisory ? '.answer' : '.member'
  return (
    <Page
      title={t(`list.title${whose}`)}
      lead={t(`list.lead${whose}`)}
      actions={
        <>
          {team && <ButtonLink to="/effect">{t('effect.open')}</ButtonLink>}
          <TableDownloads csv={measuresApi.export} xlsx={measuresApi.exportXlsx} input={{ ...wanted.filter, locale }} />
        </>
      }
    >
      <MeasureFilters />
      <StateViews wanted={wanted} />
      <List key={JSON.stringify(wanted.filter)} wanted={wanted} />
    </Page>
  )
}

const { compare } = new Intl.Collator('nb', { numeric: true })
/** So many measures are looked at to name those whose they are. */
const mostLooked = 200

function MeasureFilters() {
  const t = useText(measuresTexts)
  const kit = useText(kitTexts)
  const { team, organisations } = useReader()
  const { data } = useCall(measuresApi.list, { state: [...undone], limit: mostLooked }, { enabled: !team })
  const owners = new Map(
    [...organisations, ...(data?.rows ?? []).map(({ organisation }) => organisation)].map(({ id, name }) => [id, name]),
  )
  const filters: Filter[] = [
    { kind: 'search', name: 'q', label: t(team ? 'filter.q' : 'filter.q.member') },
    {
      kind: 'many',
      name: 'severity',
      label: t('column.severity'),
      choices: severities.map((value) => ({ value, label: kit(`severity.${value}`) })),
    },
    {
      kind: 'one',
      name: 'cause',
      label: t('filter.cause'),
      choices: (['finding', 'advisory'] as const).map((value) => ({ value, label: t(`cause.${value}`) })),
    },
    { kind: 'one', name: 'overdue', label: t('column.due'), choices: [{ value: 'true', label: t('filter.overdue') }] },
  ]
  if (!team && owners.size > 1)
    filters.push({
      kind: 'one',
      name: 'organisation',
      label: t('column.whose'),
      choices: [...owners].map(([value, label]) => ({ value, label })).sort((one, other) => compare(one.label, other.label)),
    })
  return <Filters filters={filters} />
}

function StateViews({ wanted: { filter } }: { wanted: Wanted }) {
  const t = useText(measuresTexts)
  const { state: shown, ...others } = filter
  const { data } = useCall(measuresApi.count, others)
  const of = (states: readonly string[]) =>
    data && { value: states.reduce((sum, state) => sum + (data.byState[state] ?? 0), 0), more: data.count.more }
  const isShown = (states: readonly string[]) => shown?.length === states.length && shown.every((state) => states.includes(state))
  const present = measureStates.filter((state) => data?.byState[state] || isShown([state]))
  return (
    <Views
      label={t('column.state')}
      views={[
        { key: 'undone', title: t('view.undone'), sets: { state: undefined }, current: isShown(undone), count: of(undone) },
        ...present.map((state) => ({
          key: state,
          title: t(`state.${state}`),
          sets: { state },
          current: isShown([state]),
          count: of([state]),
        })),
        { key: everyState, title: t('view.all'), sets: { state: everyState }, current: shown === undefined, count: data?.count },
      ]}
    />
  )
}

function List({ wanted: { filter, after } }: { wanted: Wanted }) {
  const t = useText(measuresTexts)
  const { mayWrite, several, organisations } = useReader()
  const list = useCall(measuresApi.list, { ...filter, ...(after && { after }) })
  const { data: counted } = useCall(measuresApi.count, filter)
  const [selection, setSelection] = useState<Selection>(nothing)
  const [saying, setSaying] = useState<'owner' | 'evidence' | 'answer'>()
  const rows = list.data?.rows
  // An operator sees what others shall do: then each line says whose it is.
  const isForeign = rows?.some(({ organisation }) => !organisations.some(({ id }) => id === organisation.id)) ?? false
  const chosen = rows?.filter((row) => selection.kind === 'all' || selection.keys.has(row.id)) ?? []
  const answered: Chosen = selection.kind === 'all' ? { filter, count: counted?.count } : { measures: chosen }
  return (
    <>
      {counted && rows && rows.length > 0 && (
        <p>
          <CountText parts={[{ value: rows.length, what: t('count.shown'), of: counted.count }]} />
          {counted.overdue > 0 && <span className="overdue"> · {t('count.overdue', { count: counted.overdue })}</span>}
        </p>
      )}
      <div className="measures-list">
        <DataTable<Measure>
          caption={t('list.title')}
          columns={useColumns(several || isForeign)}
          rows={rows}
          rowKey={(row) => row.id}
          rowName={(row) => [row.kindName, row.assetText].filter(Boolean).join(', ')}
          rowLink={(row) => `/measures/${row.id}`}
          // Only of warnings all that fit can be answered at once: what is chosen unseen must be what is asked.
          {...(filter.cause === 'advisory' || filter.advisory ? counted && { total: counted.count } : {})}
          {...(mayWrite && {
            selection,
            onSelect: setSelection,
            bulk: (
              <>
                {chosen.some(({ cause }) => cause === 'advisory') && (
                  <Button onClick={() => setSaying('answer')}>{t('answer.open')}</Button>
                )}
                {selection.kind === 'some' && (
                  <>
                    <Button look="secondary" onClick={() => setSaying('owner')}>
                      {t('say.owner.open')}
                    </Button>
                    <Button look="secondary" onClick={() => setSaying('evidence')}>
                      {t('say.evidence.open')}
                    </Button>
                  </>
                )}
              </>
            ),
          })}
          empty={<NothingFound />}
          fault={list.error}
          onRetry={() => void list.refetch()}
          busy={list.isFetching}
        />
      </div>
      <Pager next={list.data?.next} />
      {saying === 'answer' && chosen.length > 0 && (
        <AnswerDialog chosen={answered} onClose={() => setSaying(undefined)} onDone={() => setSelection(nothing)} />
      )}
      {saying && saying !== 'answer' && chosen.length > 0 && (
        <SayDialog what={saying} measures={chosen} onClose={() => setSaying(undefined)} onDone={() => setSelection(nothing)} />
      )}
    </>
  )
}

function useColumns(several: boolean): Column<Measure>[] {
  const t = useText(measuresTexts)
  return [
    {
      key: 'what',
      title: t('column.what'),
      cell: (row) => row.what,
    },
    {
      key: 'where',
      title: t(several ? 'column.whoseWhere' : 'column.where'),
      cell: (row) => (
        <>
          {several && <span className="whose">{row.organisation.name}</span>}
          <span className="asset">{row.assetText}</span>
        </>
      ),
    },
    { key: 'severity', title: t('column.severity'), tight: true, cell: (row) => <SeverityMark severity={row.severity} /> },
    { key: 'state', title: t('column.state'), tight: true, cell: (row) => <MeasureStateWord state={row.state} /> },
    { key: 'owner', title: t('column.owner'), cell: (row) => row.owner ?? <span className="faint">{t('owner.none')}</span> },
    { key: 'due', title: t('column.due'), tight: true, cell: (row) => <Due measure={row} /> },
  ]
}

/** Why the list is empty: nothing fits, everything is done, or there has been nothing to do. */
function NothingFound() {
  const t = useText(measuresTexts)
  const { team } = useReader()
  const [params, change] = useAddress()
  const { data, error, refetch } = useCall(measuresApi.count, {})
  if (error) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  if (!data) return null
  if (data.count.value === 0)
    return (
      <Empty title={t('empty.none')}>
        <p>{t(team ? 'empty.none.why' : 'empty.none.member')}</p>
      </Empty>
    )
  const filtered = Object.keys(params).some((name) => !['after', 'trail'].includes(name))
  return (
    <Empty
      title={t(filtered ? 'empty.filtered' : 'empty.settled')}
      actions={
        <Button
          look="secondary"
          onClick={() =>
            change({ ...Object.fromEntries(Object.keys(params).map((name) => [name, undefined])), state: everyState })
          }
        >
          {t('empty.showAll')}
        </Button>
      }
    >
      <p>
        <CountText parts={[{ value: data.count, what: t('empty.inAll') }]} />
      </p>
    </Empty>
  )
}
