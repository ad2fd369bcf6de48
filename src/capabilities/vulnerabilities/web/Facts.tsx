import { dayText } from '#domain/dates.ts'
import type { Severity } from '#domain/severity.ts'
import type { Day } from '#domain/time.ts'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { numberForm } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import type { Epss, SourceState, Vulnerability } from '../contract.ts'
import { vulnerabilitiesTexts } from './texts.ts'

/** A day of a catalogue, which has no hour. */
export function useDay(): (day: Day) => string {
  const locale = useLocale()
  return (day) => dayText(`${day}T12:00:00.000Z`, locale)
}

/** A part of one as people say it: *94 %*, *0,01 %*. */
export function usePercent(): (part: number) => string {
  const locale = useLocale()
  return (part) => {
    // What is nearly all is never said to be all.
    const isNearlyAll = part > 0.99 && part < 1
    const digits = part < 0.01 ? 2 : part < 0.1 || isNearlyAll ? 1 : 0
    const said = isNearlyAll ? Math.floor(part * 1_000) / 1_000 : part
    return numberForm(locale, { style: 'percent', maximumFractionDigits: digits }).format(said)
  }
}

/** A score with its one decimal: *9,8*. */
export function useScore(): (score: number) => string {
  const locale = useLocale()
  return (score) => numberForm(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(score)
}

/** How bad it is, by whoever gives it the worst; or that nobody has said. */
export function SeverityText({ severity }: { severity: Severity | null }) {
  const t = useText(vulnerabilitiesTexts)
  return severity ? <SeverityMark severity={severity} /> : <span className="faint">{t('row.unscored')}</span>
}

/** The score of EPSS as a number and a bar as long as it. */
export function EpssBar({ epss }: { epss: Epss | null }) {
  const t = useText(vulnerabilitiesTexts)
  const percent = usePercent()
  if (!epss) return <span className="faint">{t('row.noEpss')}</span>
  return (
    <span className="epss-small">
      <span>{percent(epss.score)}</span>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect className="epss-track" width="100" height="6" />
        <rect className="epss-fill" width={Math.max(1, epss.score * 100)} height="6" />
      </svg>
    </span>
  )
}

/** Who knows that it is exploited, and since when. */
export function ExploitedText({ kevOn, euKevOn, ransomware }: Pick<Vulnerability, 'kevOn' | 'euKevOn' | 'ransomware'>) {
  const t = useText(vulnerabilitiesTexts)
  const day = useDay()
  const said = [kevOn && t('exploited.cisa', { day: day(kevOn) }), euKevOn && t('exploited.eu', { day: day(euKevOn) })].filter(
    Boolean,
  )
  if (said.length === 0) return <span className="faint">{t('exploited.no')}</span>
  return (
    <span className="exploited">
      {said.map((words) => (
        <span key={words as string} className="exploited-mark">
          {words}
        </span>
      ))}
      {ransomware && <span>{t('exploited.ransomware')}</span>}
    </span>
  )
}

/** From when each source is; what is too old says so. */
export function Freshness({ states }: { states: readonly SourceState[] | undefined }) {
  const t = useText(vulnerabilitiesTexts)
  const locale = useLocale()
  if (!states) return null
  const words = ({ source, asOf, readAt }: SourceState): string => {
    const name = t(`source.${source}`)
    if (asOf) return t('fresh.of', { source: name, day: dayText(asOf, locale) })
    return readAt ? t('fresh.read', { source: name, day: dayText(readAt, locale) }) : t('fresh.never', { source: name })
  }
  return (
    <ul className="freshness" aria-label={t('fresh.label')}>
      {states.map((state) => (
        <li key={state.source} data-stale={state.isStale || undefined}>
          {words(state)}
          {state.isStale && state.readAt && <b> · {t('fresh.stale')}</b>}
        </li>
      ))}
    </ul>
  )
}
