import type { z } from 'zod'
import { numberText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import type { EffectGroup, EffectRow, Span } from '../contract.ts'
import { durationText } from './duration.ts'
import { measuresTexts } from './texts.ts'

const stages = ['read', 'answered', 'proved'] as const
type Stage = (typeof stages)[number]
type SpanOf = z.infer<typeof Span>

/** So many groups are drawn; the table has them all. */
const drawn = 15

/** A bar to the median and a whisker to the 90th percentile; each stage has its own scale, from nothing to its slowest. */
export function EffectPicture({ rows }: { rows: readonly EffectRow[] }) {
  const t = useText(measuresTexts)
  const locale = useLocale()
  const slowest = (stage: Stage) => Math.max(...rows.slice(0, drawn).map((row) => row[stage].p90Hours ?? 0), 1)
  const scale = { read: slowest('read'), answered: slowest('answered'), proved: slowest('proved') }
  return (
    <figure className="effect">
      <figcaption>{t('effect.caption')}</figcaption>
      <div className="effect-head" aria-hidden="true">
        <span />
        {stages.map((stage) => (
          <span key={stage}>
            <b>{t(`effect.${stage}`)}</b>
            <span className="effect-scale">
              <span>0</span>
              <span>{durationText(scale[stage], locale)}</span>
            </span>
          </span>
        ))}
      </div>
      <ol className="effect-rows">
        {rows.slice(0, drawn).map((row) => (
          <li key={row.group}>
            <p className="effect-name">
              {row.words} <span className="faint">{t('effect.of', { told: row.told, organisations: row.organisations })}</span>
            </p>
            {stages.map((stage) => (
              <div key={stage} className="effect-cell">
                <span className="effect-stage">{t(`effect.${stage}`)}</span>
                <Bar span={row[stage]} longest={scale[stage]} />
                <SpanWords stage={stage} span={row[stage]} />
              </div>
            ))}
          </li>
        ))}
      </ol>
      {rows.length > drawn && <p className="faint">{t('effect.rest', { count: rows.length - drawn })}</p>}
    </figure>
  )
}

function Bar({ span: { medianHours, p90Hours }, longest }: { span: SpanOf; longest: number }) {
  const at = (hours: number) => (hours / longest) * 100
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" className="effect-bar" aria-hidden="true">
      {medianHours === null || p90Hours === null ? (
        // Not known is another thing than nothing.
        <path d="M0 5H100" className="effect-unknown" />
      ) : (
        <>
          <rect x="0" y="1" width={Math.max(at(medianHours), 0.6)} height="8" className="effect-median" />
          <path d={`M${at(medianHours)} 5H${at(p90Hours)}M${Math.min(at(p90Hours), 99.7)} 1.5V8.5`} className="effect-whisker" />
        </>
      )}
    </svg>
  )
}

function SpanWords({ stage, span: { medianHours, p90Hours, known, of } }: { stage: Stage; span: SpanOf }) {
  const t = useText(measuresTexts)
  const locale = useLocale()
  return (
    <span className="effect-words">
      {medianHours === null || p90Hours === null
        ? t('span.unknown', { of })
        : t(`span.${stage}`, {
            median: durationText(medianHours, locale),
            p90: durationText(p90Hours, locale),
            known,
            left: of - known,
            of,
          })}
    </span>
  )
}

/** The same figures as a table. */
export function EffectTable({ rows, by }: { rows: readonly EffectRow[]; by: EffectGroup }) {
  const t = useText(measuresTexts)
  const locale = useLocale()
  const time = (hours: number | null) => (hours === null ? '–' : durationText(hours, locale))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that is wider than its frame is moved by the arrow keys
    <section className="table-frame effect-frame" tabIndex={0} aria-label={t('effect.table')}>
      <table className="ds-table effect-table" data-color="neutral">
        <caption className="ds-sr-only">{t('effect.table')}</caption>
        <thead>
          <tr>
            <th rowSpan={2} scope="col">
              {t(`by.${by}`)}
            </th>
            <th rowSpan={2} scope="col" data-align="end">
              {t('stage.told')}
            </th>
            <th rowSpan={2} scope="col" data-align="end">
              {t('effect.organisations')}
            </th>
            {stages.map((stage) => (
              <th key={stage} colSpan={3} scope="colgroup">
                {t(`effect.${stage}`)}
              </th>
            ))}
          </tr>
          <tr>
            {stages.flatMap((stage) =>
              (['known', 'median', 'p90'] as const).map((what) => (
                <th key={stage + what} scope="col" data-align="end">
                  {t(`effect.${what}`)}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.group}>
              <th scope="row">{row.words}</th>
              <td data-align="end">{numberText(row.told, locale)}</td>
              <td data-align="end">{numberText(row.organisations, locale)}</td>
              {stages.flatMap((stage) => [
                <td key={`${stage}known`} data-align="end">
                  {numberText(row[stage].known, locale)}
                </td>,
                <td key={`${stage}median`} data-align="end">
                  {time(row[stage].medianHours)}
                </td>,
                <td key={`${stage}p90`} data-align="end">
                  {time(row[stage].p90Hours)}
                </td>,
              ])}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
