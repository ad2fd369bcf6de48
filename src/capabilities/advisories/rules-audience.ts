import type { Id } from '#domain/id.ts'
import type { Audience, Reason, Sureness } from './contract.ts'

/** What the register says of a member, as far as an audience asks for it. */
export interface Candidate {
  id: Id<'org'>
  name: string
  kinds: readonly Audience['kinds'][number][]
  constituencies: readonly Audience['constituencies'][number][]
  county: string | null
}

/** Somebody whom a warning goes to, with every reason. */
export interface Chosen {
  organisation: { id: Id<'org'>; name: string }
  reasons: Reason[]
  sureness: Sureness
}

/**
 * Why the register alone makes a warning go to a member: whatever is asked for of constituency, kind and county must all fit.
 * Nothing when none of the three is asked for, or one does not fit.
 */
export function registerReason(audience: Audience, one: Candidate): Reason | undefined {
  const { constituencies, kinds, counties } = audience
  if (constituencies.length + kinds.length + counties.length === 0) return undefined
  const fitting = <Value extends string>(wanted: readonly Value[], has: readonly Value[]) =>
    has.filter((value) => wanted.includes(value))
  const byKind = fitting(kinds, one.kinds)
  const bySector = fitting(constituencies, one.constituencies)
  const inCounty = one.county !== null && counties.includes(one.county)
  if (kinds.length > 0 && byKind.length === 0) return undefined
  if (constituencies.length > 0 && bySector.length === 0) return undefined
  if (counties.length > 0 && !inCounty) return undefined
  return { kind: 'register', kinds: byKind, constituencies: bySector, county: inCounty ? one.county : null }
}

/** A reason that somebody else has found, with how sure it is. */
export interface Found {
  organisation: Id<'org'>
  reason: Reason
  sureness: Sureness
}

const order: readonly Sureness[] = ['certain', 'likely', 'unsure']

/** The surest of several; unsure when there is none. */
export const surestOf = (several: readonly Sureness[]): Sureness => order.find((one) => several.includes(one)) ?? 'unsure'

/** Everybody whom an audience names, by name, each with all its reasons; as sure as the surest of them. */
export function chosenBy(audience: Audience, candidates: readonly Candidate[], found: readonly Found[]): Chosen[] {
  const others = Map.groupBy(found, ({ organisation }) => organisation)
  return candidates.flatMap((one) => {
    const register = registerReason(audience, one)
    const more = others.get(one.id) ?? []
    if (!register && more.length === 0) return []
    const sureness = register ? 'certain' : surestOf(more.map((other) => other.sureness))
    const reasons = [...(register ? [register] : []), ...more.map(({ reason }) => reason)]
    return [{ organisation: { id: one.id, name: one.name }, reasons, sureness }]
  })
}

/** How many there are by each kind of reason; one with several reasons counts in each. */
export function countByReason(chosen: readonly Chosen[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { reasons } of chosen)
    for (const kind of new Set(reasons.map((reason) => reason.kind))) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
