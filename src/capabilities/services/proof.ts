import { ownedBy } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { isVerified } from './rules.ts'
import * as store from './store.ts'

/** Each target as it is proved at this moment: what was proved since counts, and what is proved no more counts no more. */
async function asProved<Target extends Pick<store.TargetRow, 'organisation' | 'form' | 'value'>>(
  tx: Tx,
  targets: readonly Target[],
  now: Utc,
): Promise<(Target & { verified: boolean })[]> {
  const owned = await ownedBy(tx, [...new Set(targets.map(({ organisation }) => organisation))], now)
  return targets.map((target) => ({ ...target, verified: isVerified(target, owned.get(target.organisation) ?? []) }))
}

/** The targets of one organisation. */
export const targetsOf = async (tx: Tx, scope: Scope, organisation: Id<'org'>, now: Utc): Promise<store.TargetRow[]> =>
  asProved(tx, await store.targetsOf(tx, scope, organisation), now)

export async function target(tx: Tx, scope: Scope, id: Id<'tgt'>, now: Utc): Promise<store.TargetRow | undefined> {
  const row = await store.target(tx, scope, id)
  return row && (await asProved(tx, [row], now))[0]
}

/** Those of which nobody decided and that need no decision. */
async function proven(tx: Tx, scope: Scope, filter: store.Which, now: Utc): Promise<Id<'tgt'>[]> {
  const targets = await asProved(tx, await store.undecidedTargets(tx, scope, filter), now)
  return targets.filter(({ verified }) => verified).map(({ id }) => id)
}

/** The enrolments of one subject, of one organisation, or of both. */
export const enrolments = async (tx: Tx, scope: Scope, filter: store.Which, now: Utc): Promise<store.EnrolmentRow[]> =>
  store.enrolments(tx, scope, filter, await proven(tx, scope, filter, now), now)

/** How many of these organisations have the same facts, subject by subject. */
export const tallies = async (tx: Tx, scope: Scope, organisations: readonly Id<'org'>[], now: Utc) =>
  store.tallies(tx, scope, organisations, await proven(tx, scope, {}, now), now)
