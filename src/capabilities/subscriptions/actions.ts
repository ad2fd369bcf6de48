import { addressees } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { mayFor, type Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Choice } from './contract.ts'
import * as store from './store.ts'

type Done = Record<never, never>
type Wall = 'not-found' | 'not-your-role'

/** An organisation for which this scope may choose. */
async function spokenFor(tx: Tx, scope: Scope, id: Id<'org'>) {
  const organisation = (await addressees(tx, [id])).get(id)
  if (!organisation) return no('not-found')
  return mayFor(scope, id, 'contacts') ? ok(organisation) : no('not-your-role')
}

const asWho = (scope: Scope) => (scope.team ? 'team' : 'member')

const isSame = (one: Choice | null, other: Choice | null): boolean => JSON.stringify(one) === JSON.stringify(other)

/**
 * Chooses for an organisation or one of its contacts; without a choice the usual holds again. What was chosen before is kept, so that
 * it can be undone. The team says why it does so for a member.
 */
export async function choose(
  tx: Tx,
  scope: Scope,
  wanted: { organisation: Id<'org'>; contact: Id<'con'> | null; choice: Choice | null; reason: string },
  now: Utc,
): Promise<Result<Done, Wall | 'no-such-reader' | 'why-for-member'>> {
  const { organisation, contact, choice, reason } = wanted
  const whose = await spokenFor(tx, scope, organisation)
  if (!whose.ok) return whose
  if (contact !== null && !whose.value.contacts.some(({ id }) => id === contact)) return no('no-such-reader')
  if (scope.team && reason === '') return no('why-for-member')
  const before = await store.heldChoice(tx, scope, { organisation, contact })
  if (isSame(before, choice)) return ok({})
  await store.saveChoice(tx, scope, { organisation, contact }, choice, now)
  const step = { organisation, contact, what: 'set' as const, as: asWho(scope), reason, before, after: choice } as const
  await store.addStep(tx, scope, step, now)
  const detail = { contact, reason, ...(choice && { atOnce: choice.atOnce, rest: choice.rest, ways: choice.ways }) }
  await audit(tx, { action: 'subscription.set', object: contact ?? organisation, organisation, detail }, now)
  return ok({})
}

/** Takes the last change back that has not been taken back; also when somebody ended a letter by its link. */
export async function undo(
  tx: Tx,
  scope: Scope,
  { organisation, reason }: { organisation: Id<'org'>; reason: string },
  now: Utc,
): Promise<Result<Done, Wall | 'nothing-to-undo' | 'why-for-member'>> {
  const whose = await spokenFor(tx, scope, organisation)
  if (!whose.ok) return whose
  if (scope.team && reason === '') return no('why-for-member')
  const step = toUndo(await store.stepsOf(tx, scope, organisation, mostSteps))
  if (!step) return no('nothing-to-undo')
  const { contact, before } = step
  const after = await store.heldChoice(tx, scope, { organisation, contact })
  await store.saveChoice(tx, scope, { organisation, contact }, before, now)
  await store.markUndone(tx, scope, step.id)
  const done = { organisation, contact, what: 'undone' as const, as: asWho(scope), reason, before: after, after: before } as const
  await store.addStep(tx, scope, done, now)
  const detail = { contact, reason }
  await audit(tx, { action: 'subscription.undo', object: contact ?? organisation, organisation, detail }, now)
  return ok({})
}

/** So many changes are shown, and can be undone. */
export const mostSteps = 30

/** The change that undoing takes back. */
export const toUndo = (steps: readonly store.StepRow[]): store.StepRow | undefined =>
  steps.find(({ what, undone }) => what !== 'undone' && !undone)
