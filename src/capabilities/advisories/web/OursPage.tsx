import { advisoryTypes } from '#domain/advisory-type.ts'
import { severities } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { SeverityMark, TlpChip } from '#ui/kit/marks.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { useText } from '#ui/text/text.ts'
import { advisoriesApi, type OurListed } from '../contract.ts'
import { readWanted } from './filter.ts'
import { advisoriesTexts } from './texts.ts'

/** What we have been warned about, newest first. */
export function OursPage() {
  const t = useText(advisoriesTexts)
  const kit = useText(kitTexts)
  const [params] = useAddress()
  const { type, severity, q } = readWanted(params)
  const waiting = params.waiting === 'true'
  const asked = {
    ...(waiting && { waiting: 'true' as const }),
    ...(type && { type }),
    ...(severity && { severity }),
    ...(q && { q }),
    ...(params.after && { after: params.after }),
  }
  const { data, error, isFetching, refetch } = useCall(advisoriesApi.ours, asked)
  const isFiltered = Boolean(type || severity || q || waiting)
  const columns: Column<OurListed>[] = [
    { key: 'title', title: t('column.title'), cell: ({ title }) => title },
    { key: 'waiting', title: t('ours.waiting'), cell: (row) => <Waiting row={row} /> },
    ...(data?.several ? [{ key: 'whom', title: t('ours.whom'), cell: (row: OurListed) => <Whom row={row} /> }] : []),
    { key: 'severity', title: t('column.severity'), tight: true, cell: (row) => <SeverityMark severity={row.severity} /> },
    { key: 'label', title: t('column.label'), tight: true, cell: ({ tlp, pap }) => <TlpChip tlp={tlp} pap={pap} /> },
  ]
  return (
    <Page title={t('ours.title')} lead={t('ours.lead')}>
      {data && <Sum count={data.count} />}
      <Filters
        filters={[
          { kind: 'search', name: 'q', label: t('filter.q') },
          {
            kind: 'one',
            name: 'waiting',
            label: t('ours.waiting'),
            choices: [{ value: 'true', label: t('ours.waiting.yes') }],
          },
          {
            kind: 'many',
            name: 'type',
            label: t('column.type'),
            choices: advisoryTypes.map((value) => ({ value, label: t(`type.${value}`) })),
          },
          {
            kind: 'many',
            name: 'severity',
            label: t('column.severity'),
            choices: severities.map((value) => ({ value, label: kit(`severity.${value}`) })),
          },
        ]}
      />
      <DataTable<OurListed>
        caption={t('ours.title')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ title }) => title}
        rowLink={({ id }) => `/our-advisories/${id}`}
        rowNote={({ trackingId, type, publishedAt, ended }) => (
          <>
            {trackingId} · {t(`type.${type}`)} · {t('ours.sent')} <TimeText at={publishedAt} only="day" />
            {ended && <> · {t(`ended.${ended.how}`)}</>}
          </>
        )}
        empty={
          <Empty title={t(isFiltered ? 'ours.filtered' : 'ours.none')}>
            <p>{t(isFiltered ? 'list.filtered.next' : 'ours.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
    </Page>
  )
}

/** How much waits for an answer, and until when. */
function Sum({ count: { measures, warnings, dueAt } }: { count: { measures: number; warnings: number; dueAt: Utc | null } }) {
  const t = useText(advisoriesTexts)
  if (measures === 0) return <p role="status">{t('ours.waiting.all')}</p>
  return (
    <p role="status">
      {t('ours.waiting.sum', { count: measures, warnings })} {dueAt && <TimeText at={dueAt} />}
    </p>
  )
}

/** What of a warning waits for an answer, its deadline, and the way to answer. */
function Waiting({ row: { id, asked, waiting, dueAt, overdue } }: { row: OurListed }) {
  const t = useText(advisoriesTexts)
  if (waiting === 0) return <span className="blank">{t('ours.waiting.none')}</span>
  return (
    <>
      {t('ours.waiting.of', { count: waiting, of: asked })}
      {dueAt && (
        <div className="field-hint">
          {t(overdue ? 'ours.waiting.overdue' : 'ours.waiting.due')} <TimeText at={dueAt} only="moment" />
        </div>
      )}
      <TextLink to={`/measures?advisory=${id}`}>{t('ours.waiting.answer')}</TextLink>
    </>
  )
}

const mostNamed = 3

/** Which of our organisations it concerns, those that have not answered first. */
function Whom({ row: { organisations } }: { row: OurListed }) {
  const t = useText(advisoriesTexts)
  const sorted = organisations.toSorted((one, other) => other.waiting - one.waiting)
  return (
    <>
      {sorted.slice(0, mostNamed).map(({ id, name, waiting }) => (
        <div key={id}>{waiting > 0 ? t('ours.whom.one', { name, count: waiting }) : name}</div>
      ))}
      {sorted.length > mostNamed && <div>+ {sorted.length - mostNamed}</div>}
    </>
  )
}
