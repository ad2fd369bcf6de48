import { dayText } from '#domain/dates.ts'
import type { Day } from '#domain/time.ts'
import { type Mark, TrendChart } from '#ui/chart/TrendChart.tsx'
import { TextLink } from '#ui/kit/Button.tsx'
import { numberText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import type { Trend, TrendEvent } from '../contract.ts'
import { overviewTexts } from './texts.ts'
import './overview.css'

/** Events of one day share a number, in the order of the days. */
export function numbered(events: readonly TrendEvent[]): {
  marks: Mark[]
  list: { number: number; day: Day; events: TrendEvent[] }[]
} {
  const list = [...Map.groupBy(events, ({ day }) => day)].map(([day, events], index) => ({ number: index + 1, day, events }))
  return { marks: list.map(({ number, day }) => ({ number, day })), list }
}

const noon = (day: Day) => `${day}T12:00:00.000Z`

/** What the numbers in the pictures stand for. */
export function Events({ trend: { events, happened } }: { trend: Pick<Trend, 'events' | 'happened'> }) {
  const t = useText(overviewTexts)
  const locale = useLocale()
  const { list } = numbered(events)
  if (list.length === 0) return null
  return (
    <div>
      <p>{happened > events.length ? t('trend.events.some', { shown: events.length, count: happened }) : t('trend.events')}</p>
      <ol className="chart-events">
        {list.map(({ day, events }) => (
          <li key={day}>
            {dayText(noon(day), locale)}:{' '}
            {events.map(({ at, words, link }, index) => (
              <span key={at + words}>
                {index > 0 && '; '}
                {link ? <TextLink to={link}>{words}</TextLink> : words}
              </span>
            ))}
          </li>
        ))}
      </ol>
    </div>
  )
}

/** The same figures as a table, the newest day first; what is not known says so. */
export function DaysTable({
  trend: { days, known },
  columns,
}: {
  trend: Pick<Trend, 'days' | 'known'>
  /** `always`: known also on days on which no file came. */
  columns: readonly { key: string; title: string; values: readonly number[]; always?: boolean }[]
}) {
  const t = useText(overviewTexts)
  const locale = useLocale()
  return (
    <details className="overview-more">
      <summary>{t('trend.table')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that is larger than its frame is moved by the arrow keys */}
      <section className="table-frame overview-table" tabIndex={0} aria-label={t('trend.table')}>
        <table className="ds-table" data-color="neutral">
          <caption className="ds-sr-only">{t('trend.table')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('table.day')}</th>
              {columns.map(({ key, title }) => (
                <th key={key} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days
              .map((day, index) => (
                <tr key={day}>
                  <th scope="row">{dayText(noon(day), locale)}</th>
                  {columns.map(({ key, values, always }) => (
                    <td key={key}>{known[index] || always ? numberText(values[index]!, locale) : t('table.unknown')}</td>
                  ))}
                </tr>
              ))
              .toReversed()}
          </tbody>
        </table>
      </section>
    </details>
  )
}

/** One picture of one measure. */
export function MeasureChart({
  trend,
  title,
  values,
  isPart = false,
  compared = false,
}: {
  trend: Trend
  title: string
  values: readonly number[]
  /** One of many small pictures: it has a scale of its own, says so, and leaves the events to the large one. */
  isPart?: boolean
  /** Draws how its like stood. */
  compared?: boolean
}) {
  return (
    <TrendChart
      title={title}
      days={trend.days}
      known={trend.known}
      values={values}
      marks={isPart ? [] : numbered(trend.events).marks}
      band={compared && trend.like ? trend.like : undefined}
      saysScale={isPart}
    />
  )
}
