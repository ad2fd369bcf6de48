import { scaleLinear } from 'd3-scale'
import { useId } from 'react'
import { Section } from '#ui/kit/Page.tsx'
import { numberText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import type { Curve } from '../contract.ts'
import { CountOf, useDuration } from './Figures.tsx'
import { silenceTexts } from './texts.ts'

const size = { width: 400, height: 120, left: 34, right: 8, top: 8, bottom: 20 } as const

/** When each measure was said and proved to be done, one small picture each on the same scale; the figures stand in a table beside them. */
export function CurvePicture({ curves }: { curves: readonly Curve[] }) {
  const t = useText(silenceTexts)
  const last = Math.max(24, ...curves.flatMap(({ points }) => points.map(({ hour }) => hour)))
  return (
    <Section title={t('curve.title')}>
      <div className="silence-curves">
        {curves.map((curve) => (
          <One key={curve.part} curve={curve} last={last} />
        ))}
      </div>
      <p className="field-hint">{t('curve.legend')}</p>
      <Figures curves={curves} />
    </Section>
  )
}

type Point = Curve['points'][number]

/** Said or proved to be done; what is not relevant was never to be. */
const doneIn = ({ claimed, proved }: Point): number => claimed + proved

function One({ curve: { words, of, points }, last }: { curve: Curve; last: number }) {
  const t = useText(silenceTexts)
  const locale = useLocale()
  const id = useId()
  const x = scaleLinear([0, last], [size.left, size.width - size.right])
  const y = scaleLinear([0, Math.max(of, 1)], [size.height - size.bottom, size.top])
  const end = points.at(-1)
  const line = (pick: (point: Point) => number) => points.map((point) => `H${x(point.hour)}V${y(pick(point))}`).join('')
  // What is asked is part of a longer sentence here.
  const asked = words.replace(/\.\s*$/, '')
  const label = end
    ? t('curve.label', { words: asked, claimed: end.claimed, proved: end.proved, of, hours: numberText(end.hour, locale) })
    : t('curve.none', { words: asked, of })
  return (
    <figure>
      <figcaption id={id}>{label}</figcaption>
      <svg viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-labelledby={id} className="silence-curve">
        <title>{label}</title>
        <path d={`M${x(0)} ${y(of)}H${x(last)}`} className="silence-curve-whole" />
        <path d={`M${x(0)} ${size.top}V${y(0)}H${x(last)}`} className="silence-curve-axis" />
        <path d={`M${x(0)} ${y(0)}${line(doneIn)}H${x(last)}`} className="silence-curve-line" />
        <path d={`M${x(0)} ${y(0)}${line(({ proved }) => proved)}H${x(last)}`} className="silence-curve-line" data-of="proved" />
        <text x={size.left - 4} y={y(of) + 4} textAnchor="end">
          {numberText(of, locale)}
        </text>
        <text x={size.left - 4} y={y(0)} textAnchor="end">
          0
        </text>
        <text x={x(last)} y={size.height - 4} textAnchor="end">
          {numberText(last, locale)}
        </text>
        <text x={x(0)} y={size.height - 4}>
          {t('curve.axis')}
        </text>
      </svg>
    </figure>
  )
}

/** The same in figures: how many say so, are proved or are not concerned, and when half of those concerned had done it. */
function Figures({ curves }: { curves: readonly Curve[] }) {
  const t = useText(silenceTexts)
  const duration = useDuration()
  return (
    <div className="table-frame">
      <table className="ds-table table">
        <caption className="ds-sr-only">{t('curve.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('curve.measure')}</th>
            <th scope="col">{t('column.claimed')}</th>
            <th scope="col">{t('column.proved')}</th>
            <th scope="col">{t('column.notRelevant')}</th>
            <th scope="col">{t('curve.half')}</th>
          </tr>
        </thead>
        <tbody>
          {curves.map(({ part, words, of, points }) => {
            const end = points.at(-1) ?? { claimed: 0, proved: 0, notRelevant: 0 }
            const half = points.find((point) => doneIn(point) * 2 >= of - end.notRelevant && doneIn(point) > 0)
            return (
              <tr key={part}>
                <td data-title={t('curve.measure')}>{words}</td>
                {(['claimed', 'proved', 'notRelevant'] as const).map((so) => (
                  <td key={so} data-title={t(`column.${so}`)}>
                    <CountOf count={end[so]} of={of} />
                  </td>
                ))}
                <td data-title={t('curve.half')}>{half ? duration(half.hour) : t('curve.never')}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
