import { organisationNames, organisationsFitting } from '#capabilities/members/index.ts'
import { today } from '#domain/dates.ts'
import { type Id, newId } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import type { Day, Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import type { Job } from '#platform/jobs.ts'
import type { GroupKind, GroupRule } from './contract.ts'
import { isStretch, shareADay } from './rules.ts'
import * as store from './store-groups.ts'

/** Makes a group. One that lives by a rule is looked up at once. */
export async function addGroup(
  tx: Tx,
  scope: Scope,
  given: { name: string; kind: GroupKind; note: string; rule: GroupRule | null },
  now: Utc,
): Promise<Result<{ id: Id<'grp'> }, 'group-name-taken' | 'rule-empty'>> {
  if (given.rule && isEmpty(given.rule)) return no('rule-empty')
  const id = newId('grp')
  if ((await store.addGroup(tx, scope, { ...given, id }, now)) === 0) return no('group-name-taken')
  await audit(tx, { action: 'group.add', object: id, detail: { ...given } }, now)
  if (given.rule) await renew(tx, scope, id, given.rule, now)
  return ok({ id })
}

/** A rule without a condition would take the whole register. */
const isEmpty = ({ kinds, constituency, county }: GroupRule): boolean =>
  kinds.length === 0 && constituency === null && county === null

export async function changeGroup(
  tx: Tx,
  scope: Scope,
  id: Id<'grp'>,
  given: { name?: string | undefined; note?: string | undefined; closed?: boolean | undefined },
  now: Utc,
): Promise<Result<Record<string, never>, 'not-found' | 'group-name-taken'>> {
  await store.holdGroup(tx, scope, id)
  const before = await store.groupRow(tx, scope, id, { at: today(now) })
  if (!before) return no('not-found')
  const after = { name: given.name ?? before.name, note: given.note ?? before.note, closed: given.closed ?? before.closed }
  if (!after.closed && (await store.isNameTaken(tx, scope, id, after.name))) return no('group-name-taken')
  await store.saveGroup(tx, scope, id, after, now)
  const { name, note, closed } = before
  await audit(tx, { action: 'group.change', object: id, detail: { before: { name, note, closed }, after } }, now)
  return ok({})
}

/** The organisations of the register that belong to a group on a day; who stands there by name alone is left out. */
export async function organisationsInGroup(tx: Tx, scope: Scope, id: Id<'grp'>, day: Day): Promise<Id<'org'>[]> {
  const rows = await store.standing(tx, scope, id)
  return rows.flatMap(({ organisation, from, to }) =>
    organisation && from <= day && (to === null || to > day) ? [organisation] : [],
  )
}

type MemberFault = 'not-found' | 'not-by-hand' | 'bad-period' | 'nobody-named' | 'already-in-group'

/** Adds organisations, or somebody by name, from a day. What is there already in these days is refused, and nothing half saved. */
export async function addToGroup(
  tx: Tx,
  scope: Scope,
  id: Id<'grp'>,
  given: { organisationIds: readonly Id<'org'>[]; name: string; from: Day; to: Day | null },
  now: Utc,
): Promise<Result<{ added: number }, MemberFault>> {
  await store.holdGroup(tx, scope, id)
  const group = await store.groupRow(tx, scope, id, { at: today(now) })
  if (!group) return no('not-found')
  if (group.rule) return no('not-by-hand')
  if (!isStretch(given)) return no('bad-period')
  const wanted = [...new Set(given.organisationIds)]
  const names = await organisationNames(tx, wanted)
  if (names.size < wanted.length || (wanted.length === 0 && given.name === '')) return no('nobody-named')
  const base = { group: id, from: given.from, to: given.to, enteredAt: now, enteredBy: scope.who.name, removedAt: null }
  const rows: store.MemberRow[] = [
    ...wanted.map((organisation) => ({ ...base, id: newId('gmb'), organisation, name: names.get(organisation)! })),
    ...(given.name === '' ? [] : [{ ...base, id: newId('gmb'), organisation: null, name: given.name }]),
  ]
  const there = await store.standing(tx, scope, id)
  const twice = rows.find((row) => there.some((other) => isSame(row, other) && shareADay(row, other)))
  if (twice) return no('already-in-group', twice.name)
  const added = await store.addMembers(tx, scope, rows)
  await audit(
    tx,
    { action: 'group.join', object: id, detail: { names: rows.map(({ name }) => name), from: given.from, to: given.to } },
    now,
  )
  return ok({ added })
}

const isSame = (one: store.MemberRow, other: store.MemberRow): boolean =>
  one.organisation === null
    ? other.organisation === null && one.name.toLowerCase() === other.name.toLowerCase()
    : one.organisation === other.organisation

/** Corrects when somebody belonged: the row that was known is removed from now on, and another stands in its place. */
export async function changeMember(
  tx: Tx,
  scope: Scope,
  id: Id<'gmb'>,
  given: { from?: Day | undefined; to?: Day | null | undefined },
  now: Utc,
): Promise<Result<Record<string, never>, 'not-found' | 'not-by-hand' | 'bad-period' | 'already-in-group'>> {
  const before = await store.memberRow(tx, scope, id)
  if (!before) return no('not-found')
  await store.holdGroup(tx, scope, before.group)
  const group = await store.groupRow(tx, scope, before.group, { at: today(now) })
  if (group!.rule) return no('not-by-hand')
  const after = corrected(
    before,
    { from: given.from ?? before.from, to: given.to === undefined ? before.to : given.to },
    scope,
    now,
  )
  if (!isStretch(after, { mayBeEmpty: true })) return no('bad-period')
  const others = (await store.standing(tx, scope, before.group)).filter((other) => other.id !== id)
  if (others.some((other) => isSame(after, other) && shareADay(after, other))) return no('already-in-group', before.name)
  await store.removeMembers(tx, scope, [id], scope.who.name, now)
  await store.addMembers(tx, scope, [after])
  const { from, to } = before
  const detail = { name: before.name, before: { from, to }, after: { from: after.from, to: after.to } }
  await audit(tx, { action: 'group.correct', object: before.group, detail }, now)
  return ok({})
}

const corrected = (row: store.MemberRow, days: { from: Day; to: Day | null }, scope: Scope, now: Utc): store.MemberRow => ({
  ...row,
  ...days,
  id: newId('gmb'),
  enteredAt: now,
  enteredBy: scope.who.name,
})

/** Looks a rule up again: whoever fits belongs from today on, whoever does not belongs until today. */
export async function renewGroup(
  tx: Tx,
  scope: Scope,
  id: Id<'grp'>,
  now: Utc,
): Promise<Result<{ joined: number; left: number; members: number }, 'not-found' | 'no-rule'>> {
  await store.holdGroup(tx, scope, id)
  const group = await store.groupRow(tx, scope, id, { at: today(now) })
  if (!group) return no('not-found')
  if (!group.rule) return no('no-rule')
  return ok(await renew(tx, scope, id, group.rule, now))
}

async function renew(tx: Tx, scope: Scope, id: Id<'grp'>, rule: GroupRule, now: Utc) {
  const fits = await organisationsFitting(tx, rule)
  const there = (await store.standing(tx, scope, id)).filter(({ to }) => to === null)
  const known = new Set(there.map(({ organisation }) => organisation))
  const left = there.filter(({ organisation }) => organisation === null || !fits.has(organisation))
  const joined = [...fits].filter(([organisation]) => !known.has(organisation))
  await store.removeMembers(
    tx,
    scope,
    left.map((row) => row.id),
    scope.who.name,
    now,
  )
  const day = today(now)
  const rows = [
    ...left.map((row) => corrected(row, { from: row.from, to: [row.from, day].sort()[1]! }, scope, now)),
    ...joined.map(
      ([organisation, name]): store.MemberRow => ({
        id: newId('gmb'),
        group: id,
        organisation,
        name,
        from: day,
        to: null,
        enteredAt: now,
        enteredBy: scope.who.name,
        removedAt: null,
      }),
    ),
  ]
  await store.addMembers(tx, scope, rows)
  await store.noteRenewal(tx, scope, id, now)
  const counts = { joined: joined.length, left: left.length, members: fits.size }
  if (counts.joined + counts.left > 0) await audit(tx, { action: 'group.renew', object: id, detail: counts }, now)
  return counts
}

export const renewJobName = 'directory.renew-groups'
const keeper = systemScope(renewJobName)

/** Every night the groups that live by a rule are looked up again, each in a transaction of its own. */
export const renewJob = (db: Db, clock: Clock): Job => ({
  name: renewJobName,
  cron: '20 2 * * *',
  async run() {
    const groups = await db.read(keeper, (tx) => store.ruledGroups(tx, keeper))
    for (const id of groups) await db.in(keeper, (tx) => renewGroup(tx, keeper, id, clock.now()))
  },
})
