import { countSources } from '#capabilities/feeds/index.ts'
import { allKinds, findingsVersion, unsettledByOrganisation } from '#capabilities/findings/index.ts'
import { type Placed, placedOrganisations, registerVersion } from '#capabilities/members/index.ts'
import { rsitTypes } from '#domain/rsit.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import type { MapFilter } from './contract.ts'
import type { Counted } from './rules.ts'

/** The whole register with what is unsettled at each, as it stood at a moment. */
export interface Country {
  at: Utc
  sources: number
  live: number
  organisations: (Placed & Counted)[]
}

const kindsOf = (classes: MapFilter['class']): string[] | undefined =>
  classes && allKinds.filter(({ type }) => classes.includes(rsitTypes[type].class)).map(({ id }) => id)

async function counted(tx: Tx, scope: Scope, filter: MapFilter, now: Utc): Promise<Country['organisations']> {
  const everybody = await placedOrganisations(tx, scope, now)
  const unsettled = await unsettledByOrganisation(tx, scope, { severity: filter.severity, kind: kindsOf(filter.class) })
  const at = new Map(unsettled.map((row) => [row.organisation, row]))
  const { constituency } = filter
  const wanted = constituency ? everybody.filter(({ constituencies }) => constituencies.includes(constituency)) : everybody
  return wanted.map((placed) => ({ ...placed, ...at.get(placed.id) }))
}

interface Kept {
  version: string
  at: Utc
  tookMs: number
  organisations: Country['organisations']
}

const mostKept = 20
/** Holdings begin and end, and findings are removed with a withdrawn file, without a change of version. */
const longestKeptMs = 15_000
const slowMs = 250
/** A count that was slow is kept for so many times as long as it took, whatever changes, so that counting never fills the machine. */
const restsAfterSlow = 10

function isFresh({ version, at, tookMs }: Kept, present: string, now: Utc): boolean {
  const age = Date.parse(now) - Date.parse(at)
  return age >= 0 && age < (version === present ? longestKeptMs : tookMs < slowMs ? 0 : tookMs * restsAfterSlow)
}

/** Counts the country, and keeps the count while nothing has changed. Only the team is served, so all see the same. */
export function countryOf(db: Db) {
  const kept = new Map<string, Kept>()
  return (scope: Scope, filter: MapFilter, now: Utc): Promise<Country> =>
    db.read(scope, async (tx) => {
      const key = JSON.stringify([filter.severity, filter.class, filter.constituency])
      const version = `${await findingsVersion(tx, scope)} ${await registerVersion(tx)}`
      const known = kept.get(key)
      const sources = await countSources(tx, scope, now)
      if (known && isFresh(known, version, now)) return { at: known.at, ...sources, organisations: known.organisations }
      const began = performance.now()
      const organisations = await counted(tx, scope, filter, now)
      if (kept.size >= mostKept) kept.clear()
      kept.set(key, { version, at: now, tookMs: performance.now() - began, organisations })
      return { at: now, ...sources, organisations }
    })
}
