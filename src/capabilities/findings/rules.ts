import type { Asset, AssetForm } from '#domain/reading.ts'
import { rank, type Severity } from '#domain/severity.ts'
import { day, later, type Utc } from '#domain/time.ts'
import type { FindingState } from './contract.ts'
import type { Kind, Nature } from './kinds/kind.ts'

/** What a sighting does to the finding it belongs to. */
export type Happening = 'opened' | 'seen-again' | 'seen-late' | 'reopened'

export interface Seen {
  state: FindingState
  lastSeen: Utc
  closedAt: Utc | null
}

/** What a sighting does to the finding it belongs to. */
export function happening(finding: Seen | undefined, seenAt: Utc): Happening {
  if (!finding) return 'opened'
  // Withdrawn was: not theirs. A sighting that is theirs after all opens it, however old.
  if (finding.state === 'withdrawn') return 'reopened'
  const fixed = finding.state === 'fixed'
  // Feeds arrive out of order: an old sighting is kept and counted, but never reopens what was fixed after it.
  if (seenAt <= finding.lastSeen || (fixed && finding.closedAt !== null && seenAt <= finding.closedAt)) return 'seen-late'
  return fixed ? 'reopened' : 'seen-again'
}

/**
 * What the finding is about, in canonical text; with organisation and kind the natural key.
 * An exposure is one service of one machine. For an event the port is that of a moment and says nothing of which machine it is.
 */
export function assetKey(nature: Nature, form: AssetForm, asset: Asset): string {
  switch (form) {
    case 'url':
      return asset.url ?? asset.host ?? addressKey(nature, asset)
    case 'host':
      return asset.host ?? addressKey(nature, asset)
    case 'network':
      return asset.network ?? addressKey(nature, asset)
    case 'account':
      return asset.account ?? asset.host ?? addressKey(nature, asset)
    case 'address':
      return addressKey(nature, asset)
  }
}

function addressKey(nature: Nature, asset: Asset): string {
  if (!asset.ip) return asset.host ?? asset.url ?? asset.network ?? asset.account ?? ''
  if (nature === 'event' || asset.port === undefined) return asset.ip
  const port = `${asset.port}/${asset.transport ?? 'tcp'}`
  return asset.ip.includes(':') ? `[${asset.ip}]:${port}` : `${asset.ip}:${port}`
}

/** Days until it should be mended, by severity; the team may choose others in a later agreement. */
export const daysToMend: Record<Severity, number> = { critical: 2, high: 7, medium: 30, low: 90, info: 180 }

/** When it should be mended, counted from when it was opened or reopened. */
export const dueAt = (severity: Severity, openedAt: Utc): Utc => later(openedAt, daysToMend[severity] * day)

/** States in which somebody still has to do something. */
export const unsettled: readonly FindingState[] = ['open', 'told', 'answered']

export const isOverdue = (finding: { state: FindingState; dueAt: Utc }, now: Utc): boolean =>
  unsettled.includes(finding.state) && finding.dueAt < now

/** The severity of a sighting: what the source says of this very row, else what its kind is worth. */
export const severityOf = (kind: Kind, stated: Severity | undefined): Severity => stated ?? kind.severity

/** A finding grows worse when a sighting says so; only a person or its end makes it milder. */
export const worse = (present: number, sighted: Severity): number => Math.max(present, rank(sighted))
