import { useId } from 'react'
import type { z } from 'zod'
import { rank } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable, readSort, type Sort, sortText } from '#ui/kit/DataTable.tsx'
import { LinkViews } from '#ui/kit/LinkViews.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { SureMark } from '#ui/kit/SureMark.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { Views } from '#ui/kit/Views.tsx'
import { useText } from '#ui/text/text.ts'
import { noticesApi, type SilenceRow as SilenceSchema } from '../contract.ts'
import { Desk } from './Desk.tsx'
import { noticesTexts } from './texts.ts'

type SilenceRow = z.output<typeof SilenceSchema>
type SilenceSum = z.output<typeof noticesApi.silence.output>['sum']

const spans = [7, 30, 90, 365]
const usualSpan = 365
const silences = [0, 3, 7, 14, 30]
const perPage = 200

/** Who was told and has not answered: a row a recipient, told, read, answered and done; what has not happened is drawn. */
export function SilencePage() {
  const t = useText(noticesTexts)
  const [params, change] = useAddress()
  const days = spans.find((span) => String(span) === params.days) ?? usualSpan
  const quiet = silences.find((least) => String(least) === params.quiet) ?? 0
  const all = params.who === 'all'
  const { data, error, refetch, isFetching } = useCall(noticesApi.silence, {
    days,
    quiet,
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
      <LinkViews
        label={t('silence.about')}
        links={[
          { to: '/silence', title: t('silence.about.warnings'), current: false },
          { to: '/notices/silence', title: t('silence.about.findings'), current: true },
        ]}
      />
      <div className="filters-row">
        {!all && (
          <Choice
            label={t('silence.quiet')}
            value={quiet}
            usual={0}
            choices={silences}
            onChoose={(next) => change({ quiet: next })}
          >
            {(least) => (least === 0 ? t('silence.quiet.any') : t('silence.span', { count: least }))}
          </Choice>
        )}
        <Choice
          label={t('silence.days')}
          value={days}
          usual={usualSpan}
          choices={spans}
          onChoose={(next) => change({ days: next })}
        >
          {(span) => t('silence.span', { count: span })}
        </Choice>
      </div>
      <Views
        label={t('silence.views')}
        views={[
          { key: 'silent', title: t('silence.silent'), sets: { who: undefined }, current: !all },
          { key: 'all', title: t('silence.all'), sets: { who: 'all' }, current: all },
        ]}
      />
      {data && rows && rows.length > 0 && <Sum sum={data.sum} days={days} quiet={all ? 0 : quiet} />}
      <div className="times">
        <DataTable<SilenceRow>
          caption={t('silence.title')}
          columns={useColumns(whole)}
          rows={rows}
          rowKey={({ organisation }) => organisation.id}
          rowName={({ organisation }) => organisation.name}
          rowLink={({ organisation }) => `/notices?organisation=${organisation.id}`}
          rowNote={(row) => <WhomToRing row={row} />}
          isLit={({ worst, answeredAt }) => worst === 'critical' && !answeredAt}
          {...(sort && { sort, onSort: (next: Sort) => change({ sort: sortText(next) }) })}
          empty={
            <Empty title={t(all ? 'silence.none.all' : quiet > 0 ? 'silence.none.quiet' : 'silence.none', { days, quiet })}>
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

/** One of some numbers; the usual one does not stand in the address. */
function Choice({
  label,
  value,
  usual,
  choices,
  onChoose,
  children,
}: {
  label: string
  value: number
  usual: number
  choices: readonly number[]
  onChoose: (value: string | undefined) => void
  children: (choice: number) => string
}) {
  const id = useId()
  return (
    <div className="filter">
      <label className="ds-label" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="ds-input"
        value={value}
        onChange={({ target }) => onChoose(target.value === String(usual) ? undefined : target.value)}
      >
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {children(choice)}
          </option>
        ))}
      </select>
    </div>
  )
}

function Sum({ sum, days, quiet }: { sum: SilenceSum; days: number; quiet: number }) {
  const t = useText(noticesTexts)
  return (
    <p role="status">
      <CountText
        parts={[
          {
            value: sum.unanswered,
            what: quiet > 0 ? t('silence.sum.quiet', { count: quiet }) : t('silence.sum.unanswered'),
            of: sum.told,
          },
          { value: sum.unread, what: t('silence.sum.unread'), of: sum.unanswered },
        ]}
      />{' '}
      · {t('silence.sum.days', { count: days })}
    </p>
  )
}

function WhomToRing({ row: { call, contacts } }: { row: SilenceRow }) {
  const t = useText(noticesTexts)
  if (!call) return <span className="blank">{t(contacts === 0 ? 'silence.noContact' : 'silence.noTelephone')}</span>
  return (
    <>
      <a className="ds-link" href={`tel:${call.telephone.replaceAll(/[^+\d]/g, '')}`}>
        {call.telephone}
      </a>{' '}
      {call.name}
      <div>
        <SureMark state={call.sureness.state}>{call.sureness.words}</SureMark>
      </div>
    </>
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
      cell: ({ unanswered, findings }) => <CountText parts={[{ value: unanswered, what: '', of: findings }]} />,
    },
    {
      key: 'toldAt',
      title: t('silence.told'),
      sortable,
      cell: ({ toldAt }) => <When at={toldAt} blank={t('blank.told')} howLong />,
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
      cell: ({ answeredAt, doneAt, unanswered, findings }) =>
        !answeredAt && unanswered < findings ? (
          t('silence.partly', { answered: findings - unanswered, of: findings })
        ) : (
          <When at={answeredAt} blank={t('blank.answered')} quiet={Boolean(doneAt)} />
        ),
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
function When({
  at,
  blank,
  quiet = false,
  howLong = false,
}: {
  at: Utc | null
  blank: string
  quiet?: boolean
  howLong?: boolean
}) {
  if (at) return <TimeText at={at} {...(!howLong && { only: 'moment' })} />
  return (
    <span className="blank" data-quiet={quiet || undefined}>
      {blank}
    </span>
  )
}
