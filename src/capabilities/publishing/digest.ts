import { inLocale } from '#capabilities/advisories/index.ts'
import type { Locale } from '#domain/locale.ts'
import { rank } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { type Digest, type DigestLine, type Week, weekDeeds } from './contract.ts'
import { boundsOf } from './rules-week.ts'
import * as store from './store.ts'

/** A letter that holds more than this is read by nobody. */
export const mostLines = 200

/** Who reads: a language, and where the site is reached, without a stroke at the end. */
export interface Reader {
  locale: Locale
  site: string
}

/**
 * What was published, changed, withdrawn and closed in a week of the calendar in Norway, of what is TLP:CLEAR. The same week always says
 * the same, except of what has lost its place in the open since. Nothing when the year has no such week.
 */
export async function weeklyDigest(tx: Tx, week: Week, { locale, site }: Reader, now: Utc): Promise<Digest | undefined> {
  const bounds = boundsOf(week)
  if (!bounds) return undefined
  const lines = sorted((await store.stepsBetween(tx, bounds, mostLines + 1)).map((step) => openLine(step, locale, site)))
  return {
    week,
    from: bounds.from,
    until: bounds.until,
    isOver: bounds.until <= now,
    lines: lines.slice(0, mostLines),
    more: lines.length > mostLines,
  }
}

const openLine = ({ what, at, trackingId, content }: store.StepRecord, locale: Locale, site: string): DigestLine => ({
  what,
  at,
  trackingId,
  title: inLocale(content.title, locale),
  summary: inLocale(content.summary, locale),
  type: content.type,
  severity: content.severity,
  tlp: content.tlp,
  link: `${site}/warnings/${trackingId}?lang=${locale}`,
})

const sorted = (lines: readonly DigestLine[]): DigestLine[] =>
  lines.toSorted(
    (one, other) =>
      weekDeeds.indexOf(one.what) - weekDeeds.indexOf(other.what) ||
      rank(other.severity) - rank(one.severity) ||
      (one.at === other.at ? (one.trackingId < other.trackingId ? 1 : -1) : one.at < other.at ? 1 : -1),
  )
