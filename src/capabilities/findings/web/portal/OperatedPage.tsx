import { useId, useState } from 'react'
import { type Severity, severities } from '#domain/severity.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable, nothing, type Selection } from '#ui/kit/DataTable.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { useText } from '#ui/text/text.ts'
import { findingsApi, type Operated, operatedOrders, unsettled } from '../../contract.ts'
import { AnswerDialog } from '../AnswerDialog.tsx'
import { NewsOfFindings } from '../live.tsx'
import { useReader } from '../reader.ts'
import { type OperatedWanted, readOperated, useOperated } from './operated.ts'
import { portalTexts } from './texts.ts'
import '../findings.css'
import './portal.css'

/** Everybody an operator runs something for, on one page: what must be followed up at each, by when, and who has heard of it. */
export function OperatedPage() {
  const t = useText(portalTexts)
  const [params] = useAddress()
  const wanted = readOperated(params)
  const { after: _, ...filter } = wanted
  if (useOperated()?.of === 0)
    return (
      <Page title={t('operated.title')}>
        <Nobody />
      </Page>
    )
  return (
    <Page
      title={t('operated.title')}
      lead={t('operated.lead')}
      actions={<TableDownloads csv={findingsApi.operatedExport} xlsx={findingsApi.operatedExportXlsx} input={filter} />}
    >
      <OperatedFilters order={wanted.order} />
      <List key={JSON.stringify(filter)} wanted={wanted} />
    </Page>
  )
}

function OperatedFilters({ order }: { order: OperatedWanted['order'] }) {
  const t = useText(portalTexts)
  const kit = useText(kitTexts)
  const id = useId()
  const [, change] = useAddress()
  return (
    <Filters
      filters={[
        { kind: 'search', name: 'q', label: t('operated.q') },
        {
          kind: 'many',
          name: 'severity',
          label: kit('severity.label'),
          choices: severities.map((value) => ({ value, label: kit(`severity.${value}`) })),
        },
        { kind: 'one', name: 'overdue', label: t('operated.due'), choices: [{ value: 'true', label: t('operated.overdue') }] },
        { kind: 'one', name: 'silent', label: t('operated.state'), choices: [{ value: 'true', label: t('operated.silent') }] },
      ]}
    >
      <div className="filter">
        <label className="ds-label" htmlFor={id}>
          {t('operated.order')}
        </label>
        <select
          id={id}
          className="ds-input"
          value={order}
          onChange={({ target }) => change({ order: target.value === 'worst' ? undefined : target.value })}
        >
          {operatedOrders.map((each) => (
            <option key={each} value={each}>
              {t(`operated.order.${each}`)}
            </option>
          ))}
        </select>
      </div>
    </Filters>
  )
}

function List({ wanted }: { wanted: OperatedWanted }) {
  const t = useText(portalTexts)
  const { mayAnswer } = useReader()
  const { data, error, refetch, isFetching } = useCall(findingsApi.operated, wanted)
  const [selection, setSelection] = useState<Selection>(nothing)
  const [answering, setAnswering] = useState(false)
  const chosen = data?.rows.filter((row) => selection.kind === 'some' && selection.keys.has(row.organisation.id)) ?? []
  const filter = { organisation: chosen.map(({ organisation }) => organisation.id), state: [...unsettled] }
  const count = { value: chosen.reduce((sum, row) => sum + row.unsettled, 0), more: false }
  return (
    <>
      <div className="list-head">
        {data && (
          <p>
            <CountText
              parts={[
                { value: data.rows.length, what: t('operated.shown'), of: data.count },
                ...(data.count === data.of ? [] : [{ value: data.of, what: t('operated.inAll') }]),
              ]}
            />
          </p>
        )}
        <NewsOfFindings onShow={() => void refetch()} />
      </div>
      <DataTable<Operated>
        caption={t('operated.title')}
        columns={useColumns()}
        rows={data?.rows}
        rowKey={({ organisation }) => organisation.id}
        rowName={({ organisation }) => organisation.name}
        rowLink={({ organisation }) => `/findings?organisation=${organisation.id}`}
        isLit={({ worst, unanswered }) => worst === 'critical' && unanswered > 0}
        {...(mayAnswer && {
          selection,
          onSelect: setSelection,
          bulk: (
            <Button disabled={count.value === 0} onClick={() => setAnswering(true)}>
              {t('operated.answer', { count: chosen.length })}
            </Button>
          ),
        })}
        empty={<Nobody />}
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
      {answering && (
        <AnswerDialog chosen={{ filter, count }} onClose={() => setAnswering(false)} onDone={() => setSelection(nothing)} />
      )}
    </>
  )
}

function useColumns(): Column<Operated>[] {
  const t = useText(portalTexts)
  return [
    { key: 'who', title: t('operated.who'), cell: ({ organisation }) => organisation.name },
    { key: 'worst', title: t('operated.worst'), tight: true, cell: (row) => <BySeverity row={row} /> },
    {
      key: 'unsettled',
      title: t('operated.unsettled'),
      tight: true,
      cell: ({ unsettled, findings, unanswered }) => (
        <div className="operated-count">
          <CountText parts={[{ value: unsettled, what: '', of: findings }]} />
          {unsettled > 0 && (
            <span className="faint">
              <CountText parts={[{ value: unanswered, what: t('operated.unanswered'), of: unsettled }]} />
            </span>
          )}
        </div>
      ),
    },
    {
      key: 'due',
      title: t('operated.due'),
      tight: true,
      cell: ({ nextDue, overdue, unsettled }) =>
        nextDue ? (
          <div className="operated-count">
            <TimeText at={nextDue} only="day" />
            {overdue > 0 && (
              <span className="overdue">
                <CountText parts={[{ value: overdue, what: t('operated.overdue.count'), of: unsettled }]} />
              </span>
            )}
          </div>
        ) : (
          <span className="faint">–</span>
        ),
    },
    {
      key: 'told',
      title: t('operated.told'),
      tight: true,
      cell: ({ lastToldAt, silent, told, unsettled }) =>
        unsettled === 0 ? (
          <span className="faint">–</span>
        ) : (
          <div className="operated-count">
            {lastToldAt ? <TimeText at={lastToldAt} only="distance" /> : <span className="faint">{t('operated.never')}</span>}
            {silent > 0 && (
              <span>
                <CountText parts={[{ value: silent, what: t('operated.silent.count'), of: told }]} />
              </span>
            )}
          </div>
        ),
    },
  ]
}

/** How many of each severity must be followed up, gravest first. */
function BySeverity({ row: { bySeverity, unanswered } }: { row: Operated }) {
  const t = useText(portalTexts)
  const present = severities.filter((severity): severity is Severity => Boolean(bySeverity[severity]))
  if (present.length === 0) return <span className="faint">{t('operated.well')}</span>
  return (
    <div className="operated-worst">
      {present.map((severity) => (
        <span key={severity}>
          <SeverityMark severity={severity} lit={severity === 'critical' && unanswered > 0} /> <b>{bySeverity[severity]}</b>
        </span>
      ))}
    </div>
  )
}

function Nobody() {
  const t = useText(portalTexts)
  const [params, change] = useAddress()
  const filtered = ['q', 'severity', 'overdue', 'silent'].some((name) => params[name])
  if (!filtered)
    return (
      <Empty title={t('operated.none')}>
        <p>{t('operated.none.why')}</p>
      </Empty>
    )
  return (
    <Empty
      title={t('operated.filtered')}
      actions={
        <Button
          look="secondary"
          onClick={() => change({ q: undefined, severity: undefined, overdue: undefined, silent: undefined })}
        >
          {t('operated.showAll')}
        </Button>
      }
    />
  )
}
