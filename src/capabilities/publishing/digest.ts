import { addressedBetween, inLocale, type OursRecord } from '#capabilities/advisories/index.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { rank } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { type Digest, type DigestLine, type Week, weekDeeds } from './contract.ts'
import { boundsOf } from './rules-week.ts'
import * as store from './store.ts'

/** A letter that holds more than this is read by nobody. */
export const mostLines = 200

/** For whom a letter is: everybody, or an organisation, which also hears of what was addressed to it. */
export interface ForWhom {
  organisation?: Id<'org'> | undefined
  locale: Locale
  /** Where the site is reached, without a stroke at the end. */
  site: string
}

/**
 * What was published, changed, withdrawn and closed in a week of the calendar in Norway: of what is TLP:CLEAR, and for an organisation
 * also of what was addressed to it. The same week always says the same, except of what has lost its place in the open since. The
 * transaction must be allowed to see what was addressed to the organisation. Nothing when the year has no such week.
 */
export async function weeklyDigest(
  tx: Tx,
  week: Week,
  { organisation, locale, site }: ForWhom,
  now: Utc,
): Promise<Digest | undefined> {
  const bounds = boundsOf(week)
  if (!bounds) return undefined
  const open = (await store.stepsBetween(tx, bounds, mostLines + 1)).map((step) => openLine(step, locale, site))
  const addressed = organisation ? await addressedBetween(tx, organisation, bounds, mostLines + 1) : []
  const ours = addressed.flatMap((one) => ourLines(one, bounds, locale, site))
  const lines = sorted([...ours, ...withoutDoubles(open, ours)])
  return {
    week,
    from: bounds.from,
    until: bounds.until,
    isOver: bounds.until <= now,
    lines: lines.slice(0, mostLines),
    more: lines.length > mostLines || addressed.length > mostLines,
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

/** What happened in a week with a version that went to an organisation: it was published, it ended, or both. */
function ourLines(
  { id, trackingId, content, version, publishedAt, ended }: OursRecord,
  { from, until }: { from: Utc; until: Utc },
  locale: Locale,
  site: string,
): DigestLine[] {
  const isWithin = (at: Utc) => at >= from && at < until
  const said = {
    trackingId,
    title: inLocale(content.title, locale),
    summary: inLocale(content.summary, locale),
    type: content.type,
    severity: content.severity,
    tlp: content.tlp,
    link: `${site}/our-advisories/${id}`,
  }
  return [
    ...(isWithin(publishedAt)
      ? [{ ...said, what: version === 1 ? ('published' as const) : ('updated' as const), at: publishedAt }]
      : []),
    ...(ended && ended.how !== 'replaced' && isWithin(ended.at) ? [{ ...said, what: ended.how, at: ended.at }] : []),
  ]
}

/** What was addressed to a reader stands there once, with the link to the portal. */
function withoutDoubles(open: readonly DigestLine[], ours: readonly DigestLine[]): DigestLine[] {
  const named = new Set(ours.map(({ trackingId, at }) => `${trackingId} ${at}`))
  return open.filter(({ trackingId, at }) => !named.has(`${trackingId} ${at}`))
}

const sorted = (lines: readonly DigestLine[]): DigestLine[] =>
  lines.toSorted(
    (one, other) =>
      weekDeeds.indexOf(one.what) - weekDeeds.indexOf(other.what) ||
      rank(other.severity) - rank(one.severity) ||
      (one.at === other.at ? (one.trackingId < other.trackingId ? 1 : -1) : one.at < other.at ? 1 : -1),
  )
