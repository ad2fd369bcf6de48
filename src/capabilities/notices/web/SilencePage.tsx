import { useId } from 'react'
import type { z } from 'zod'
import { rank } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable, readSort, type Sort, sortText } from '#ui/kit/DataTable.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { Views } from '#ui/kit/Views.tsx'
import { useText } from '#ui/text/text.ts'
import { noticesApi, type SilenceRow as SilenceSchema } from '../contract.ts'
import { Desk } from './Desk.tsx'
import { noticesTexts } from './texts.ts'

type SilenceRow = z.output<typeof SilenceSchema>

const spans = [7, 30, 90, 365]
const usualSpan = 30
const perPage = 200

/** Who was told and has not answered: a row a recipient, told, read, answered and done; what has not happened is drawn. */
export function SilencePage() {
  const t = useText(noticesTexts)
  const label = useId()
  const [params, change] = useAddress()
  const days = spans.find((span) => String(span) === params.days) ?? usualSpan
  const all = params.who === 'all'
  const { data, error, refetch, isFetching } = useCall(noticesApi.silence, {
    days,
    limit: perPage,
    ...(all && { all: 'true' }),
    ...(params.after && { after: params.after }),
  })
  // Only a list that is here as a whole can be put in order here; a longer one keeps the server's, oldest silence first.
  const whole = data !== undefined && !data.next && !params.after
  const sort = whole ? (readSort(params.sort) ?? { by: 'toldAt', direction: 'ascending' }) : undefined
  const rows = data && (sort ? [...data.rows].sort(orderOf(sort)) : data.rows)
  return (
    <Desk title={t('silence.title')} lead={t('silence.lead')}>
      <div className="filters-row">
        <div className="filter">
          <label className="ds-label" htmlFor={label}>
            {t('silence.days')}
          </label>
          <select
            id={label}
            className="ds-input"
            value={days}
            onChange={({ target }) => change({ days: target.value === String(usualSpan) ? undefined : target.value })}
          >
            {spans.map((span) => (
              <option key={span} value={span}>
                {t('silence.span', { count: span })}
              </option>
            ))}
          </select>
        </div>
      </div>
      <Views
        label={t('silence.views')}
        views={[
          { key: 'silent', title: t('silence.silent'), sets: { who: undefined }, current: !all },
          { key: 'all', title: t('silence.all'), sets: { who: 'all' }, current: all },
        ]}
      />
      {rows && rows.length > 0 && <Sum rows={rows} days={days} />}
      <div className="times">
        <DataTable<SilenceRow>
          caption={t('silence.title')}
          columns={useColumns(whole)}
          rows={rows}
          rowKey={({ organisation }) => organisation.id}
          rowName={({ organisation }) => organisation.name}
          rowLink={({ organisation }) => `/notices?organisation=${organisation.id}`}
          isLit={({ worst, answeredAt }) => worst === 'critical' && !answeredAt}
          {...(sort && { sort, onSort: (next: Sort) => change({ sort: sortText(next) }) })}
          empty={
            <Empty title={t(all ? 'silence.none.all' : 'silence.none', { days: days })}>
              <p>{t('silence.none.why')}</p>
            </Empty>
          }
          fault={error}
          onRetry={() => void refetch()}
          busy={isFetching}
        />
      </div>
      <Pager next={data?.next} />
    </Desk>
  )
}

type Order = (one: SilenceRow, other: SilenceRow) => number

/** What has not happened comes first when the oldest is asked for: a blank is older than any time. */
const byTime =
  (pick: (row: SilenceRow) => Utc | null): Order =>
  (one, other) =>
    (pick(one) ?? '').localeCompare(pick(other) ?? '')

const orders: Record<string, Order> = {
  organisation: (one, other) => one.organisation.name.localeCompare(other.organisation.name, 'nb'),
  worst: (one, other) => rank(one.worst) - rank(other.worst),
  unanswered: (one, other) => one.unanswered - other.unanswered,
  toldAt: byTime(({ toldAt }) => toldAt),
  openedAt: byTime(({ openedAt }) => openedAt),
  answeredAt: byTime(({ answeredAt }) => answeredAt),
  doneAt: byTime(({ doneAt }) => doneAt),
}

function orderOf({ by, direction }: Sort): Order {
  const order = orders[by] ?? orders.toldAt!
  return direction === 'ascending' ? order : (one, other) => order(other, one)
}

function Sum({ rows, days }: { rows: readonly SilenceRow[]; days: number }) {
  const t = useText(noticesTexts)
  const count = (fits: (row: SilenceRow) => boolean) => rows.filter(fits).length
  return (
    <p role="status">
      <CountText
        parts={[
          { value: count(({ answeredAt }) => !answeredAt), what: t('silence.sum.unanswered'), of: rows.length },
          { value: count(({ openedAt }) => !openedAt), what: t('silence.sum.unread') },
          { value: count(({ contacts }) => contacts === 0), what: t('silence.sum.unreachable') },
        ]}
      />{' '}
      · {t('silence.sum.days', { count: days })}
    </p>
  )
}

function useColumns(sortable: boolean): readonly Column<SilenceRow>[] {
  const t = useText(noticesTexts)
  return [
    {
      key: 'organisation',
      title: t('column.recipient'),
      sortable,
      cell: ({ organisation }) => organisation.name,
    },
    { key: 'worst', title: t('waiting.worst'), tight: true, sortable, cell: ({ worst }) => <SeverityMark severity={worst} /> },
    {
      key: 'unanswered',
      title: t('silence.unanswered'),
      tight: true,
      sortable,
      cell: ({ unanswered, findings, contacts }) => (
        <div>
          <CountText parts={[{ value: unanswered, what: '', of: findings }]} />
          {contacts === 0 && (
            <div>
              <span className="blank">{t('silence.noContact')}</span>
            </div>
          )}
        </div>
      ),
    },
    {
      key: 'toldAt',
      title: t('silence.told'),
      sortable,
      cell: ({ toldAt }) => <When at={toldAt} blank={t('blank.told')} />,
    },
    {
      key: 'openedAt',
      title: t('silence.read'),
      sortable,
      // Whoever answers without opening the portal has read it all the same.
      cell: ({ openedAt, answeredAt }) => <When at={openedAt} blank={t('blank.read')} quiet={Boolean(answeredAt)} />,
    },
    {
      key: 'answeredAt',
      title: t('silence.answered'),
      sortable,
      cell: ({ answeredAt, doneAt }) => <When at={answeredAt} blank={t('blank.answered')} quiet={Boolean(doneAt)} />,
    },
    {
      key: 'doneAt',
      title: t('silence.done'),
      sortable,
      cell: ({ doneAt, answeredAt }) => <When at={doneAt} blank={t('blank.done')} quiet={Boolean(answeredAt)} />,
    },
  ]
}

/** When it happened, or that it has not. */
function When({ at, blank, quiet = false }: { at: Utc | null; blank: string; quiet?: boolean }) {
  if (at) return <TimeText at={at} only="moment" />
  return (
    <span className="blank" data-quiet={quiet || undefined}>
      {blank}
    </span>
  )
}
