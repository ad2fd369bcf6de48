import { daysReceived, deliveredDays, receivedOn } from '#capabilities/feeds/index.ts'
import { idsAfter, kindFor, livesOf, sightingsOfImports } from '#capabilities/findings/index.ts'
import { alike, placesOf } from '#capabilities/members/index.ts'
import { type Id, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { systemScope } from '#domain/scope.ts'
import { type Day, day, later, type Utc } from '#domain/time.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import type { TrendAsked, TrendLike } from './contract.ts'
import { difference, everybody, isSame, type Life, type Line, lastDays, linesOf, placesOf as placesInCounts } from './rules.ts'
import * as store from './store.ts'

/** Rows of one statement: few enough that pages stay quick on the embedded database. */
const pageRows = 500

const familyOf = (kind: string): string => kindFor(kind, undefined).family
const nowhere = { county: null, constituencies: [] }

/** Counts findings as they are now, whatever they were counted as before; those that are gone count no more. Returns how many changed. */
export async function follow(tx: Tx, ids: readonly Id<'fnd'>[]): Promise<number> {
  const wanted = [...new Set(ids)]
  let changed = 0
  for (let at = 0; at < wanted.length; at += pageRows) changed += await followPage(tx, wanted.slice(at, at + pageRows))
  return changed
}

async function followPage(tx: Tx, ids: readonly Id<'fnd'>[]): Promise<number> {
  await store.holdCounts(tx)
  const before = await store.countedLives(tx, ids)
  const after = await livesNow(tx, ids)
  const changed = new Map([...after].filter(([id, life]) => !isSame(before.get(id), life)))
  const gone = [...before.keys()].filter((id) => !after.has(id))
  const replaced = [...changed.keys(), ...gone].flatMap((id) => before.get(id) ?? [])
  await store.addCounts(tx, difference(replaced, [...changed.values()]))
  await store.saveLives(tx, changed)
  await store.forgetLives(tx, gone)
  return changed.size + gone.length
}

async function livesNow(tx: Tx, ids: readonly Id<'fnd'>[]): Promise<Map<Id<'fnd'>, Life>> {
  const lived = await livesOf(tx, ids)
  const places = await placesOf(tx, [...new Set(lived.map(({ organisation }) => organisation))])
  return new Map(
    lived.map(({ id, kind, ...life }) => [
      id,
      { ...life, family: familyOf(kind), ...(places.get(life.organisation) ?? nowhere) },
    ]),
  )
}

const system = systemScope('overview.repair')

/**
 * Counts anew what is counted wrongly, in pages of their own transactions: for the findings that were there before counts were, for
 * organisations that moved, and for whatever no event told of. It may end at any moment and begin again. Returns how many changed.
 */
export async function repair(db: Db): Promise<number> {
  let changed = 0
  for (let after: Id<'fnd'> | undefined, more = true; more; ) {
    const page = await db.in(system, async (tx) => {
      const ids = await idsAfter(tx, after, pageRows)
      return { last: ids.at(-1), changed: await follow(tx, ids) }
    })
    changed += page.changed
    after = page.last
    more = after !== undefined
  }
  return changed + (await forgetVanished(db))
}

/** Takes findings out of the counts that vanished with a withdrawn report. Returns how many. */
export async function forgetVanished(db: Db): Promise<number> {
  let gone = 0
  for (let after: Id<'fnd'> | undefined, more = true; more; ) {
    const page = await db.in(system, async (tx) => {
      const ids = await store.countedAfter(tx, after, pageRows)
      return { last: ids.at(-1), gone: await follow(tx, ids) }
    })
    gone += page.gone
    after = page.last
    more = after !== undefined
  }
  return gone
}

/** Whether there are findings and none is counted: the house was brought forward to counts. */
export const isNew = (db: Db): Promise<boolean> =>
  db.read(system, async (tx) => !(await store.hasAny(tx)) && (await idsAfter(tx, undefined, 1)).length > 0)

/** Counts the sightings of the files that came on some days, as they lie now. */
export async function countSightings(db: Db, days: readonly Day[]): Promise<void> {
  for (const day of days) await db.in(system, (tx) => countSightingsOf(tx, day))
}

async function countSightingsOf(tx: Tx, day: Day): Promise<void> {
  await store.holdCounts(tx)
  const found = await sightingsOfImports(tx, await receivedOn(tx, day))
  const places = await placesOf(tx, [...new Set(found.map(({ organisation }) => organisation))])
  const sums = new Map<string, Parameters<typeof store.setSightings>[2][number]>()
  for (const { organisation, kind, severity, sightings } of found) {
    const { county, constituencies } = places.get(organisation) ?? nowhere
    for (const place of placesInCounts({ organisation, family: familyOf(kind), severity, county, constituencies })) {
      const key = `${place.whose} ${place.facet} ${place.part}`
      sums.set(key, { ...place, sightings: (sums.get(key)?.sightings ?? 0) + sightings })
    }
  }
  const inOrder = [...sums].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, sum]) => sum)
  await store.setSightings(tx, day, inOrder)
}

const recountedDays = 400

/** The days whose sightings may have changed: those on which files came, and those that count sightings of files that are gone. */
export const sightingDays = (db: Db, now: Utc): Promise<Day[]> =>
  db.read(system, async (tx) => {
    const from = later(now, -recountedDays * day).slice(0, 10)
    return [...new Set([...(await deliveredDays(tx, from)), ...(await store.daysWithSightings(tx, from))])].sort()
  })

/** On which days files came, when they are still there. */
export const daysOf = (tx: Tx, imports: readonly Id<'imp'>[]): Promise<Day[]> => daysReceived(tx, imports)

/** What was counted in the last days, told apart as asked; before names and words are added. */
export async function counted(
  tx: Tx,
  scope: Scope,
  asked: TrendAsked,
  now: Utc,
): Promise<{ days: Day[]; known: boolean[]; lines: Line[]; like: TrendLike | null; events: store.Noted[] }> {
  const days = lastDays(now, asked.days)
  const span = { from: days[0]!, to: days.at(-1)! }
  const whose = asked.organisation ? uuidOf(asked.organisation) : (asked.constituency ?? everybody)
  const delivered = new Set(await deliveredDays(tx, span.from))
  return {
    days,
    known: days.map((each) => delivered.has(each)),
    lines: linesOf(days, await store.countsOf(tx, scope, { whose, facet: asked.by }, span)),
    like: asked.organisation ? await likeOf(tx, scope, asked.organisation, span, now) : null,
    events: await store.eventsSince(tx, scope, span.from),
  }
}

async function likeOf(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  span: { from: Day; to: Day },
  now: Utc,
): Promise<TrendLike | null> {
  const group = await alike(tx, scope, organisation, now)
  if (!group || group.organisations.length === 0) return null
  const band = await store.bandOf(tx, scope, group.organisations, span)
  return {
    kind: group.kind,
    holdings: group.holdings,
    organisations: group.organisations.length,
    lower: band.map(({ quarters }) => quarters[0]),
    median: band.map(({ quarters }) => quarters[1]),
    upper: band.map(({ quarters }) => quarters[2]),
  }
}
