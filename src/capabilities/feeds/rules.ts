import { hour, type Utc } from '#domain/time.ts'
import type { Source, Tally } from './contract.ts'
import { rhythmsUntilSilent, windowBegins, windowOf } from './rules-proof.ts'

/** How a source is doing. Silence is not the same as nothing wrong: after three rhythms without a file we are blind. */
export function healthOf(
  source: { paused: boolean; rhythmHours: number | null; lastFileAt: Utc | null; lastError: string | null; createdAt: Utc },
  now: Utc,
): Source['health'] {
  if (source.paused) return 'paused'
  if (source.lastError !== null) return 'failing'
  if (source.lastFileAt === null) return 'never'
  if (source.rhythmHours === null) return 'no-rhythm'
  const waited = (Date.parse(now) - Date.parse(source.lastFileAt)) / (source.rhythmHours * hour)
  return waited <= 1.25 ? 'on-time' : waited <= rhythmsUntilSilent ? 'late' : 'silent'
}

/**
 * Where a delivery begins that a file without rows is the same one in, and what it is called there: such a file says every time that
 * nothing was to be reported, and two of them differ in name or day alone. Without a rhythm a delivery is a day.
 */
export function deliveryOf(fileName: string, rhythmHours: number | null, now: Utc): { since: Utc; name: string } {
  const window = windowOf(now, rhythmHours ?? 24)
  return { since: windowBegins(window, rhythmHours ?? 24), name: `${window} ${fileName.slice(0, 200)}` }
}

export const noTally: Tally = {
  rows: 0,
  sightings: 0,
  attributed: 0,
  unattributed: 0,
  opened: 0,
  seenAgain: 0,
  seenLate: 0,
  reopened: 0,
  ignored: 0,
  ambiguous: 0,
  outsiders: 0,
  issues: 0,
}

export const addTally = (one: Tally, other: Partial<Tally>): Tally =>
  Object.fromEntries(
    Object.entries(one).map(([name, count]) => [name, count + (other[name as keyof Tally] ?? 0)]),
  ) as unknown as Tally
