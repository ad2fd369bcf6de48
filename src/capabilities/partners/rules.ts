import { type Pap, strictestPap, unmarkedPap } from '#domain/pap.ts'
import { hour, later, type Utc } from '#domain/time.ts'
import { strictest, type Tlp } from '#domain/tlp.ts'
import type { Outcome } from './contract.ts'

/** What a thing that came does to what is known under its key. */
export type Step = 'fresh' | 'newer' | 'same'

/** What was known of an item before. */
export interface Known {
  sha256: string
  changedAt: Utc | null
}

/** The same bytes change nothing, and neither does a version that is older than the one we have: lists may be served from a mirror. */
export function stepFor(known: Known | undefined, came: Known): Step {
  if (!known) return 'fresh'
  if (known.sha256 === came.sha256) return 'same'
  return known.changedAt !== null && came.changedAt !== null && came.changedAt < known.changedAt ? 'same' : 'newer'
}

/**
 * Under which label a thing stands: its own and that of the list that named it, the stricter of both; what neither says is labelled as
 * agreed for this partner.
 */
export function labelOf(own: Tlp | undefined, ofList: Tlp | undefined, agreed: Tlp): { tlp: Tlp; labelled: boolean } {
  const said = [own, ofList].filter((label) => label !== undefined)
  return said.length > 0 ? { tlp: strictest(...said), labelled: true } : { tlp: agreed, labelled: false }
}

/**
 * The PAP that binds what is made of a thing: the one that it says; else the one agreed for the partner. What anybody may read and says none
 * is bound by none, unless something stricter than the usual has been agreed: what the house takes for unmarked is only a proposal there.
 */
export const papBinding = ({ tlp, pap, papSaid }: { tlp: Tlp; pap: Pap; papSaid: Pap | null }): Pap | null =>
  papSaid ?? (tlp === 'TLP:CLEAR' && strictestPap(pap, unmarkedPap) === unmarkedPap ? null : pap)

/** So many tries of one document; after that it waits until its list tells of another version. */
export const mostTries = 10

/** A fetch that has not moved for so long has died with its worker. */
export const deadAfterMs = hour / 4

/** What was put aside can be taken back for so long. */
export const undoMs = hour / 6

/** The least silence that counts: a server may be away for a night. */
const patience = 24 * hour

/** Whether a partner should have answered long ago: three rhythms, and at least a day, since it did or since it was added. */
export function isSilent(
  partner: { everyMinutes: number; paused: boolean; heardAt: Utc | null; createdAt: Utc },
  now: Utc,
): boolean {
  const since = partner.heardAt ?? partner.createdAt
  return !partner.paused && later(since, Math.max(3 * partner.everyMinutes * 60_000, patience)) <= now
}

/** How a fetch ended. `reached`: lists could be read. */
export const outcomeOf = (reached: boolean, problems: number): Outcome => (!reached ? 'failed' : problems > 0 ? 'partly' : 'good')

/**
 * From where to go on: never back, since what is tried again is old; and a list that speaks of days to come must not hide what comes
 * before them. Without a date nobody can tell.
 */
export function goOnFrom(until: Utc | undefined, since: Utc, now: Utc): Utc | undefined {
  if (until === undefined) return undefined
  const present = until > now ? now : until
  return present < since ? since : present
}

/** When to ask again: by its rhythm, or soon when something was left over for want of time. */
export const nextAt = (everyMinutes: number, left: number, now: Utc): Utc =>
  later(now, Math.min(everyMinutes, left > 0 ? 5 : everyMinutes) * 60_000)

/**
 * Text of somebody else as text: line breaks and tabs stay, other control signs and half signs go, and so do the signs that turn the
 * direction of reading and could make one name look like another.
 */
export const plainText = (text: string, most: number): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .slice(0, most)
    .toWellFormed()
    .trim()

/** The same on one line. */
export const plainLine = (text: string, most: number): string =>
  plainText(text, 10 * most)
    .replaceAll(/\s+/g, ' ')
    .slice(0, most)
    .toWellFormed()
