import { type AdvisedAnswered, advisedAnswered } from '#capabilities/measures/contract.ts'
import { type Claimed, claimedOf, claimedWarnings, type Judged, judge } from '#capabilities/measures/index.ts'
import { type InventoryMatch, inventoriesChanged, matchInventory } from '#capabilities/products/index.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { affected } from './audience.ts'
import { measuredBy, type SeenLine } from './rules-measured.ts'
import * as store from './store.ts'

const scope = systemScope('advisories.measured')

/** Warnings are looked at so many at a time, each in a transaction of its own. */
const pageRows = 100

/**
 * Compares what members say they have done with what their inventories have said since: a version that is still affected contradicts it,
 * one that is not proves it. Only inventories that have changed since the answer, and since they were last compared, are read. Returns how
 * many answers changed.
 */
export async function measureAnswers(db: Db, clock: { now(): Utc }): Promise<number> {
  let changed = 0
  for (let after: Id<'adv'> | undefined, more = true; more; ) {
    const some = await db.read(scope, (tx) => claimedWarnings(tx, after, pageRows))
    for (const advisory of some) changed += await db.in(scope, (tx) => measureWarning(tx, advisory, clock.now()))
    after = some.at(-1)
    more = some.length === pageRows
  }
  return changed
}

async function measureWarning(tx: Tx, advisory: Id<'adv'>, now: Utc): Promise<number> {
  const content = (await store.versionsOf(tx, scope, advisory)).find(({ ended }) => ended === null)?.content
  const parts = content?.measures.flatMap(({ key, proof }) => (proof === 'version' ? [key] : [])) ?? []
  if (!content || content.products.length === 0 || parts.length === 0) return 0
  const claimed = await toCompare(tx, await claimedOf(tx, advisory, parts))
  if (claimed.length === 0) return 0
  const among = [...new Set(claimed.map(({ organisation }) => organisation))]
  const inVersion = await matchInventory(tx, content.products.map(affected), among)
  const inAny = await matchInventory(
    tx,
    content.products.map(({ vendor, product }) => ({ product, ...(vendor && { vendor }) })),
    among,
  )
  const judged = claimed.flatMap(({ id, organisation, saidAt }): Judged[] => {
    const found = measuredBy(saidAt, {
      affected: seen(inVersion.organisations.get(organisation)),
      all: seen(inAny.organisations.get(organisation)),
    })
    return found ? [{ id, ...found }] : []
  })
  const changed = await judge(
    tx,
    claimed.map(({ id }) => id),
    judged,
    now,
  )
  if (changed > 0) {
    const ids = new Set(judged.map(({ id }) => id))
    const organisations = [...new Set(claimed.flatMap(({ id, organisation }) => (ids.has(id) ? [organisation] : [])))]
    await emit(tx, advisedAnswered, { advisory, organisations, isSaid: false } satisfies AdvisedAnswered, now)
  }
  return changed
}

/** Those whose inventory has said something since they answered, and since it was last looked at. */
async function toCompare(tx: Tx, claimed: readonly Claimed[]): Promise<Claimed[]> {
  const changed = await inventoriesChanged(tx, scope, [...new Set(claimed.map(({ organisation }) => organisation))])
  return claimed.filter(({ organisation, saidAt, measuredAt }) => {
    const at = changed.get(organisation)
    return at !== undefined && at > saidAt && (measuredAt === null || at > measuredAt)
  })
}

const seen = (matches: readonly InventoryMatch[] = []): SeenLine[] =>
  matches.map(({ sureness, compared: { vendor = '', product = '', version = '', seenAt } }) => ({
    product: [vendor, product].filter(Boolean).join(' '),
    version,
    seenAt,
    sureness,
  }))
