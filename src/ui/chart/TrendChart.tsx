import { scaleLinear } from 'd3-scale'
import { area } from 'd3-shape'
import { useId } from 'react'
import { dayText } from '#domain/dates.ts'
import type { Day } from '#domain/time.ts'
import { numberText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { gapsOf, linePath, signsOf, stretches } from './shape.ts'
import { chartTexts } from './texts.ts'
import './chart.css'

const size = { width: 400, height: 150, left: 38, right: 10, top: 16, bottom: 20 } as const

/** How others stood on the same days: the middle, and the middle half. */
export interface Band {
  lower: readonly number[]
  median: readonly number[]
  upper: readonly number[]
}

/** Something that happened on a day; its number is explained beside the picture. */
export interface Mark {
  number: number
  day: Day
}

interface Drawn {
  title: string
  days: readonly Day[]
  /** Days of which nothing is known are hatched gaps, never zero. */
  known: readonly boolean[]
  values: readonly number[]
  marks?: readonly Mark[]
  band?: Band | undefined
  /** Says how far the scale goes, where pictures beside each other have different ones. */
  saysScale?: boolean
}

const noon = (day: Day) => `${day}T12:00:00.000Z`

/** One line over days. Its figures stand in a table beside it. */
export function TrendChart({ title, days, known, values, marks = [], band, saysScale = false }: Drawn) {
  const t = useText(chartTexts)
  const locale = useLocale()
  const number = (value: number) => numberText(value, locale)
  const seen = values.filter((_, index) => known[index])
  const highest = Math.max(...seen, ...(band?.upper ?? []), 1)
  const x = scaleLinear([0, Math.max(days.length - 1, 1)], [size.left, size.width - size.right])
  const y = scaleLinear([0, highest], [size.height - size.bottom, size.top]).nice(4)
  const last = known.lastIndexOf(true)
  const unknown = days.length - seen.length
  const label = [
    last < 0
      ? t('chart.label.none', { title, days: days.length })
      : t('chart.label', {
          title,
          last: number(values[last]!),
          day: dayText(noon(days[last]!), locale),
          least: number(Math.min(...seen)),
          most: number(Math.max(...seen)),
          days: days.length,
        }),
    ...(unknown > 0 ? [t('chart.unknown', { count: unknown })] : []),
  ].join(' ')
  return (
    <figure className="chart">
      <figcaption>
        <b>{title}</b>
        <span>{last < 0 ? t('chart.nothing') : number(values[last]!)}</span>
        {saysScale && last >= 0 && <span className="chart-scale">{t('chart.scale', { top: number(y.domain()[1]!) })}</span>}
      </figcaption>
      <svg viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={label}>
        <Unknown known={known} x={x} />
        {band && <Others band={band} known={known} x={x} y={y} />}
        {y
          .ticks(2)
          .filter(Number.isInteger)
          .map((tick) => (
            <g key={tick}>
              <line className="chart-grid" x1={size.left} x2={size.width - size.right} y1={y(tick)} y2={y(tick)} />
              <text x={size.left - 6} y={y(tick) + 4} textAnchor="end">
                {number(tick)}
              </text>
            </g>
          ))}
        <Happened marks={marks.map(({ number: numbered, day }) => ({ number: numbered, at: x(days.indexOf(day)) }))} />
        <path className="chart-line" d={linePath(values, known, x, y)} />
        {stretches(known)
          .filter(([first, end]) => first === end)
          .map(([index]) => (
            <circle key={index} className="chart-dot" cx={x(index)} cy={y(values[index]!)} r="2.5" />
          ))}
        <text x={size.left} y={size.height - 4}>
          {dayText(noon(days[0]!), locale)}
        </text>
        <text x={size.width - size.right} y={size.height - 4} textAnchor="end">
          {dayText(noon(days.at(-1)!), locale)}
        </text>
      </svg>
    </figure>
  )
}

type Scale = (value: number) => number

/** Where nothing is known: hatching, as on maps and bars. */
function Unknown({ known, x }: { known: readonly boolean[]; x: Scale }) {
  const id = useId()
  const half = (x(1) - x(0)) / 2
  const from = (index: number) => Math.max(x(index) - half, size.left)
  const to = (index: number) => Math.min(x(index) + half, size.width - size.right)
  return (
    <>
      <Hatching id={id} />
      {gapsOf(known).map(([first, last]) => (
        <rect
          key={first}
          x={from(first)}
          width={Math.max(to(last) - from(first), 1)}
          y={size.top}
          height={size.height - size.top - size.bottom}
          fill={`url(#${id})`}
        />
      ))}
    </>
  )
}

function Hatching({ id }: { id: string }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line className="chart-hatch" x1="0" x2="0" y1="0" y2="6" />
    </pattern>
  )
}

function Others({ band: { lower, median, upper }, known, x, y }: { band: Band; known: readonly boolean[]; x: Scale; y: Scale }) {
  const between = area<number>()
    .defined((_, index) => known[index] ?? false)
    .x((_, index) => x(index))
    .y0((_, index) => y(lower[index]!))
    .y1((_, index) => y(upper[index]!))
  return (
    <>
      <path className="chart-band" d={between(upper as number[]) ?? ''} />
      <path className="chart-middle" d={linePath(median, known, x, y)} />
    </>
  )
}

/** A line where something happened, and its number above. */
function Happened({ marks }: { marks: readonly { number: number; at: number }[] }) {
  return (
    <>
      {marks.map(({ number, at }) => (
        <line key={number} className="chart-event" x1={at} x2={at} y1={size.top} y2={size.height - size.bottom} />
      ))}
      {signsOf(marks).map(({ at, text }) => (
        <text key={text} className="chart-event-number" x={at} y={size.top - 4}>
          {text}
        </text>
      ))}
    </>
  )
}

/** What the signs of the pictures mean; only those that are in them. */
export function ChartLegend({ unknown, events, band }: { unknown: boolean; events: boolean; band: boolean }) {
  const t = useText(chartTexts)
  const id = useId()
  return (
    <ul className="chart-legend">
      {band && (
        <>
          <li>
            <svg viewBox="0 0 28 14" aria-hidden="true">
              <path className="chart-line" d="M0 7H28" />
            </svg>
            {t('legend.own')}
          </li>
          <li>
            <svg viewBox="0 0 28 14" aria-hidden="true">
              <path className="chart-middle" d="M0 7H28" />
            </svg>
            {t('legend.middle')}
          </li>
          <li>
            <svg viewBox="0 0 28 14" aria-hidden="true">
              <rect className="chart-band" width="28" height="14" />
            </svg>
            {t('legend.band')}
          </li>
        </>
      )}
      {unknown && (
        <li>
          <svg viewBox="0 0 28 14" aria-hidden="true">
            <Hatching id={id} />
            <rect width="28" height="14" fill={`url(#${id})`} />
          </svg>
          {t('legend.unknown')}
        </li>
      )}
      {events && (
        <li>
          <svg viewBox="0 0 28 14" aria-hidden="true">
            <path className="chart-event" d="M14 0V14" />
          </svg>
          {t('legend.event')}
        </li>
      )}
    </ul>
  )
}
