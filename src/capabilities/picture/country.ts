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
/** A count that took so long is counted again behind the answer; its age is said with it, and never more than this. */
const slowMs = 250
const longestBehindMs = 120_000

/** Counts the country, and keeps the count while nothing has changed. Only the team is served, so all see the same. */
export function countryOf(db: Db) {
  const kept = new Map<string, Kept>()
  const counting = new Set<string>()

  async function count(tx: Tx, scope: Scope, filter: MapFilter, now: Utc): Promise<Kept> {
    const version = await versionOf(tx, scope)
    const began = performance.now()
    const organisations = await counted(tx, scope, filter, now)
    const fresh = { version, at: now, tookMs: performance.now() - began, organisations }
    if (kept.size >= mostKept) kept.clear()
    kept.set(keyOf(filter), fresh)
    return fresh
  }

  function countBehind(scope: Scope, filter: MapFilter, now: Utc): void {
    const key = keyOf(filter)
    if (counting.has(key)) return
    counting.add(key)
    // A failure is met by whoever asks when what is kept has grown too old.
    void db
      .read(scope, (tx) => count(tx, scope, filter, now))
      .catch(() => undefined)
      .finally(() => counting.delete(key))
  }

  async function current(tx: Tx, scope: Scope, filter: MapFilter, now: Utc): Promise<Kept> {
    const known = kept.get(keyOf(filter))
    const ageMs = known ? Date.parse(now) - Date.parse(known.at) : Number.POSITIVE_INFINITY
    if (!known || ageMs < 0 || ageMs >= longestBehindMs) return count(tx, scope, filter, now)
    if (ageMs < longestKeptMs && known.version === (await versionOf(tx, scope))) return known
    if (known.tookMs < slowMs) return count(tx, scope, filter, now)
    countBehind(scope, filter, now)
    return known
  }

  return (scope: Scope, filter: MapFilter, now: Utc): Promise<Country> =>
    db.read(scope, async (tx) => {
      const { at, organisations } = await current(tx, scope, filter, now)
      return { at, ...(await countSources(tx, scope, now)), organisations }
    })
}

const keyOf = ({ severity, class: classes, constituency }: MapFilter): string => JSON.stringify([severity, classes, constituency])

const versionOf = async (tx: Tx, scope: Scope): Promise<string> =>
  `${await findingsVersion(tx, scope)} ${await registerVersion(tx)}`
