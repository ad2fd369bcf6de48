import { z } from 'zod'
import { colleagues } from '#capabilities/access/index.ts'
import { findOrganisation, organisationNames } from '#capabilities/members/index.ts'
import { type Id, idOf, newId } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holds, type Scope } from '#domain/scope.ts'
import { Day, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import type { SecretBox } from '#platform/secret-box.ts'
import type { ActDecision, Clearance } from './contract.ts'
import { isStretch, shareADay } from './rules.ts'
import * as store from './store-act.ts'

/*
 * Which bodies are under the Security Act. Who is not cleared by name meets nothing here: no row, no number, no other answer than where
 * there is none. The trail says that somebody cleared wrote, and never about whom.
 */

const Kept = z.object({
  organisation: idOf('org'),
  decidedBy: z.string(),
  ministry: z.string(),
  from: Day,
  to: Day.nullable(),
  note: z.string(),
  who: z.string(),
})
type Kept = z.infer<typeof Kept>

const open = (box: SecretBox, row: store.SealedRow): Kept => Kept.parse(JSON.parse(box.open(row.sealed, row.id)))
const seal = (box: SecretBox, id: Id<'sec'>, kept: Kept): string => box.seal(JSON.stringify(kept), id)

/** The decisions that whoever acts is cleared to see; to everybody else there are none. */
export async function decisionsShown(
  tx: Tx,
  scope: Scope,
  box: SecretBox,
  organisation: Id<'org'> | undefined,
): Promise<{ cleared: boolean; mayClear: boolean; rows: ActDecision[] }> {
  const cleared = await store.isCleared(tx, scope)
  const kept = (await store.sealedRows(tx, scope)).map((row) => ({ row, said: open(box, row) }))
  const wanted = kept.filter(({ said }) => organisation === undefined || said.organisation === organisation)
  const names = await organisationNames(tx, [...new Set(wanted.map(({ said }) => said.organisation))])
  const rows = wanted.map(({ row, said: { organisation: id, ...said } }) => ({
    ...said,
    id: row.id,
    organisation: { id, name: names.get(id) ?? '' },
    enteredAt: row.createdAt,
  }))
  const { compare } = new Intl.Collator('nb')
  return {
    cleared,
    mayClear: holds(scope, 'admin'),
    rows: rows.sort((one, other) => compare(one.organisation.name, other.organisation.name)),
  }
}

/** Records a decision. Whether somebody may is asked before anything else, so that no answer tells of what is there. */
export async function addDecision(
  tx: Tx,
  scope: Scope,
  box: SecretBox,
  { organisationId, ...given }: Omit<Kept, 'organisation' | 'who'> & { organisationId: Id<'org'> },
  now: Utc,
): Promise<Result<{ id: Id<'sec'> }, 'not-cleared' | 'nobody-named' | 'bad-period' | 'decision-overlaps'>> {
  if (!(await store.isCleared(tx, scope))) return no('not-cleared')
  if (!(await findOrganisation(tx, organisationId))) return no('nobody-named')
  if (!isStretch(given)) return no('bad-period')
  await store.holdDecisions(tx)
  const kept: Kept = { ...given, organisation: organisationId, who: scope.who.name }
  if (await overlapsAnother(tx, scope, box, kept)) return no('decision-overlaps')
  const id = newId('sec')
  await store.addSealed(tx, scope, { id, sealed: seal(box, id, kept), createdAt: now })
  await audit(tx, { action: 'restricted.add', object: id }, now)
  return ok({ id })
}

async function overlapsAnother(tx: Tx, scope: Scope, box: SecretBox, kept: Kept, besides?: Id<'sec'>): Promise<boolean> {
  const others = (await store.sealedRows(tx, scope)).filter(({ id }) => id !== besides).map((row) => open(box, row))
  return others.some((other) => other.organisation === kept.organisation && shareADay(other, kept))
}

/** Ends a decision, or takes the end away. */
export async function endDecision(
  tx: Tx,
  scope: Scope,
  box: SecretBox,
  { id, to }: { id: Id<'sec'>; to: Day | null },
  now: Utc,
): Promise<Result<Record<string, never>, 'not-cleared' | 'not-found' | 'bad-period' | 'decision-overlaps'>> {
  if (!(await store.isCleared(tx, scope))) return no('not-cleared')
  await store.holdDecisions(tx)
  const row = (await store.sealedRows(tx, scope)).find((one) => one.id === id)
  if (!row) return no('not-found')
  const kept = { ...open(box, row), to }
  if (!isStretch(kept, { mayBeEmpty: true })) return no('bad-period')
  if (await overlapsAnother(tx, scope, box, kept, id)) return no('decision-overlaps')
  await store.saveSealed(tx, scope, id, seal(box, id, kept))
  await audit(tx, { action: 'restricted.change', object: id }, now)
  return ok({})
}

/** Who is cleared and who was, and who of the team can be. */
export async function clearancesShown(tx: Tx, scope: Scope): Promise<{ rows: Clearance[]; people: Clearance['person'][] }> {
  const people = await colleagues(tx, scope)
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const rows = await store.clearanceRows(tx, scope)
  return {
    rows: rows.map(({ person, ...row }) => ({ ...row, person: { id: person, name: names.get(person) ?? person } })),
    people: people.filter(({ id }) => id !== scope.who.id),
  }
}

/** Clears somebody of the team by name. Nobody clears themselves: two always know. */
export async function clear(
  tx: Tx,
  scope: Scope,
  { personId, reason }: { personId: Id<'usr'>; reason: string },
  now: Utc,
): Promise<Result<{ id: Id<'clr'> }, 'person-needed' | 'not-for-yourself' | 'not-of-the-team' | 'already-cleared'>> {
  if (scope.who.kind === 'key') return no('person-needed')
  if (personId === scope.who.id) return no('not-for-yourself')
  if (!(await colleagues(tx, scope)).some(({ id }) => id === personId)) return no('not-of-the-team')
  const id = newId('clr')
  const row = { id, person: personId, reason, givenBy: scope.who.name, givenAt: now, takenAt: null }
  if ((await store.addClearance(tx, scope, row)) === 0) return no('already-cleared')
  await audit(tx, { action: 'clearance.give', object: personId, detail: { clearance: id, reason } }, now)
  return ok({ id })
}

/** Takes a clearance away: the next question finds nothing. */
export async function takeClearance(
  tx: Tx,
  scope: Scope,
  id: Id<'clr'>,
  now: Utc,
): Promise<Result<Record<string, never>, 'person-needed' | 'not-found'>> {
  if (scope.who.kind === 'key') return no('person-needed')
  const row = (await store.clearanceRows(tx, scope)).find((one) => one.id === id && one.takenAt === null)
  if (!row || (await store.endClearance(tx, scope, id, now)) === 0) return no('not-found')
  await audit(tx, { action: 'clearance.take', object: row.person, detail: { clearance: id } }, now)
  return ok({})
}
