import { useId } from 'react'
import { dayText } from '#domain/dates.ts'
import { numberText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type SourceDay, sourceDayStates } from '../../contract.ts'
import { healthTexts } from './texts.ts'
import './health.css'

type State = SourceDay['state']
const box = { width: 9, height: 20, step: 11 } as const

/** Each state has a shape of its own: full, half, outlined, crossed, hatched; colour says nothing alone. */
function Shape({ state, hatch }: { state: State; hatch: string }) {
  const { width, height } = box
  switch (state) {
    case 'delivered':
      return <rect className="strip-full" width={width} height={height} />
    case 'late':
      return (
        <>
          <rect className="strip-full" y={height / 2} width={width} height={height / 2} />
          <rect className="strip-frame" x="0.5" y="0.5" width={width - 1} height={height - 1} />
        </>
      )
    case 'thin':
      return (
        <>
          <rect className="strip-full" y={height * 0.75} width={width} height={height / 4} />
          <path className="strip-bad" d={`M${width / 2} 1V${height * 0.6}`} />
        </>
      )
    case 'broken':
      return <path className="strip-bad" d={`M1 4L${width - 1} ${height - 4}M${width - 1} 4L1 ${height - 4}`} />
    case 'empty':
      return <rect className="strip-frame" x="0.5" y="0.5" width={width - 1} height={height - 1} />
    case 'nothing':
      return <rect width={width} height={height} fill={`url(#${hatch})`} />
    default:
      return <circle className="strip-rest" cx={width / 2} cy={height / 2} r={state === 'not-due' ? 2 : 1} />
  }
}

function Hatch({ id }: { id: string }) {
  return (
    <pattern id={id} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line className="strip-hatch" x1="0" x2="0" y1="0" y2="4" />
    </pattern>
  )
}

const noon = (day: string) => `${day}T12:00:00.000Z`

/** The last days of a source, a shape a day; the same in words for whoever does not see it. */
export function Strip({ title, days }: { title: string; days: readonly SourceDay[] }) {
  const t = useText(healthTexts)
  const locale = useLocale()
  const hatch = useId()
  const counts = sourceDayStates.flatMap((state) => {
    const count = days.filter((day) => day.state === state).length
    return count > 0 ? [t('strip.count', { count, what: t(`day.${state}`) })] : []
  })
  const width = days.length * box.step
  return (
    <div>
      <svg
        className="strip"
        viewBox={`0 0 ${width} ${box.height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('strip.label', { title, said: counts.join(', ') })}
      >
        <Hatch id={hatch} />
        {days.map(({ day, state }, index) => (
          <g key={day} transform={`translate(${index * box.step} 0)`}>
            <Shape state={state} hatch={hatch} />
          </g>
        ))}
      </svg>
      <div className="strip-ends" aria-hidden="true">
        <span>{dayText(noon(days[0]!.day), locale)}</span>
        <span>{dayText(noon(days.at(-1)!.day), locale)}</span>
      </div>
    </div>
  )
}

/** What the shapes mean. */
export function StripLegend() {
  const t = useText(healthTexts)
  const hatch = useId()
  return (
    <ul className="strip-legend">
      {sourceDayStates
        .filter((state) => state !== 'not-yet')
        .map((state) => (
          <li key={state}>
            <svg viewBox={`0 0 ${box.width} ${box.height}`} aria-hidden="true">
              <Hatch id={hatch} />
              <Shape state={state} hatch={hatch} />
            </svg>
            {t(`day.${state}`)}
          </li>
        ))}
    </ul>
  )
}

/** The same as a table, the newest day first. */
export function DaysOf({ title, days }: { title: string; days: readonly SourceDay[] }) {
  const t = useText(healthTexts)
  const locale = useLocale()
  return (
    <details className="source-days">
      <summary aria-label={`${t('strip.table')}: ${title}`}>{t('strip.table')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that is larger than its frame is moved by the arrow keys */}
      <section className="table-frame" tabIndex={0} aria-label={`${t('strip.table')}: ${title}`}>
        <table className="ds-table" data-color="neutral">
          <thead>
            <tr>
              <th scope="col">{t('table.day')}</th>
              <th scope="col">{t('table.state')}</th>
              <th scope="col">{t('table.files')}</th>
              <th scope="col">{t('table.rows')}</th>
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map(({ day, state, files, rows }) => (
              <tr key={day}>
                <th scope="row">{dayText(noon(day), locale)}</th>
                <td>{t(`day.${state}`)}</td>
                <td>{files > 0 ? numberText(files, locale) : '–'}</td>
                <td>{files > 0 ? numberText(rows, locale) : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}
