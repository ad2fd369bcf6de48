import { operateAdvised, operatorLabels } from '#capabilities/measures/index.ts'
import { ownersOf, soleOperators } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { addressedNow, operateAddresses } from './store-addresses.ts'

const scope = systemScope('advisories.operators')

/** A page of members is looked at in one transaction. */
const pageRows = 500

/**
 * Puts the warnings of these members, and what they ask, in the hands of whoever runs them now. Whoever does no longer meets neither
 * from this moment on. May be asked again at any time. Returns how many changed.
 */
export async function operate(tx: Tx, organisations: readonly Id<'org'>[], now: Utc): Promise<number> {
  if (organisations.length === 0) return 0
  const operators = await soleOperators(tx, scope, organisations, now)
  return (await operateAddresses(tx, scope, operators, operatorLabels)) + (await operateAdvised(tx, operators, now))
}

/** The same for whoever owns ground of which the register says something else now. */
export async function operateAnew(tx: Tx, grounds: readonly { form: string; value: string }[], now: Utc): Promise<number> {
  const owners = await ownersOf(tx, scope, grounds)
  let changed = 0
  for (let at = 0; at < owners.length; at += pageRows) changed += await operate(tx, owners.slice(at, at + pageRows), now)
  return changed
}

/** The same for all: what begins or ends on a day that was agreed before is told by no event. Returns how many changed. */
export async function operateAll(db: Db, clock: { now(): Utc }): Promise<number> {
  let changed = 0
  for (let after: Id<'org'> | undefined, more = true; more; ) {
    const page = await db.in(scope, async (tx) => {
      const some = await addressedNow(tx, scope, after, pageRows)
      return { some, changed: await operate(tx, some, clock.now()) }
    })
    changed += page.changed
    after = page.some.at(-1)
    more = page.some.length === pageRows
  }
  return changed
}
