import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { day, later } from '#domain/time.ts'
import { raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import { rowTable } from '../../../tests/walls/row-table.ts'
import { accessCapability } from './capability.ts'
import { makeKey } from './commands.ts'
import { add, addOrganisation, asSuperuser, type House, openHouse, start } from './fixtures/house.ts'
import * as store from './store.ts'

let house: House
let own: { organisation: Id<'org'>; person: Id<'usr'>; scope: Scope }
let foreign: typeof own & { token: string; key: Id<'key'> }

async function settle(name: string): Promise<typeof foreign> {
  const organisation = await addOrganisation(house, `${name} kommune`)
  const person = await add(house, name, { organisations: [{ id: organisation, role: 'member-security' }] })
  const browser = house.browser()
  await browser.signIn(name)
  const made = await makeKey(house.db, house.clock, {
    name: `nøkkel ${name}`,
    organisationId: organisation,
    roles: ['member-reader'],
    expiresAt: later(start, day),
  })
  if (!made.ok) throw new Error(made.reason)
  const [session] = await asSuperuser<{ token_hash: string }>(house, 'select token_hash from session where person_id = $1', [
    uuidOf(person),
  ])
  const scope: Scope = {
    who: { kind: 'person', id: person, name },
    roles: ['member-security'],
    team: false,
    organisations: [organisation],
  }
  return { organisation, person, scope, token: session!.token_hash, key: made.value.id }
}
beforeAll(async () => {
  house = await openHouse()
  own = await settle('fjordby')
  foreign = await settle('viddal')
})
afterAll(() => house.close())

/** Direct SQL in a transaction of a member of Fjordby, as if the first wall had a hole. */
const asMember = <Value>(work: (tx: Tx) => Promise<Value>) => house.db.in(own.scope, work)
const run = (statement: Sql) => asMember((tx) => tx.run(statement))

/** In each table, the column that says whose a row is, for both sides. */
const whose = () => ({
  person: ['id', own.person, foreign.person],
  person_role: ['organisation_id', own.organisation, foreign.organisation],
  session: ['person_id', own.person, foreign.person],
  api_key: ['organisation_id', own.organisation, foreign.organisation],
})

it('has a second wall on every table it owns', () => {
  expect(accessCapability.owns.filter((table) => !(table in rowTable))).toEqual([])
})

it.each(['person', 'person_role', 'session', 'api_key'] as const)(
  'shows a member its own rows of %s and none of the neighbour, even by direct SQL',
  async (table) => {
    const [column, mine, theirs] = whose()[table] as [string, string, string]
    const seen = await asMember((tx) => tx.rows<{ id: string }>(sql`select ${raw(column)}::text as id from ${raw(table)}`))
    expect(seen.map(({ id }) => id)).toEqual([uuidOf(mine)])
    const before = await asSuperuser(house, `select * from ${table} where ${column} = $1`, [uuidOf(theirs)])
    expect(before).toHaveLength(1)
    expect(
      await run(sql`update ${raw(table)} set ${raw(column)} = ${raw(column)} where ${raw(column)} = ${uuidOf(theirs)}`),
    ).toBe(0)
    expect(await run(sql`delete from ${raw(table)} where ${raw(column)} = ${uuidOf(theirs)}`)).toBe(0)
    expect(await asSuperuser(house, `select * from ${table} where ${column} = $1`, [uuidOf(theirs)])).toEqual(before)
  },
)

it('lets nobody give themselves a role, a seat or a name, even by direct SQL', async () => {
  const id = uuidOf(own.person)
  const refused = 'only the team changes'
  await expect(run(sql`update person set team_roles = '{admin}' where id = ${id}`)).rejects.toThrow(refused)
  await expect(run(sql`update person set name = 'administrator' where id = ${id}`)).rejects.toThrow(refused)
  const policy = 'row-level security'
  await expect(
    run(sql`insert into person_role values (${id}, ${uuidOf(foreign.organisation)}, 'member-security')`),
  ).rejects.toThrow(policy)
  await expect(run(sql`insert into person_role values (${id}, ${uuidOf(own.organisation)}, 'member-reader')`)).rejects.toThrow(
    policy,
  )
  await expect(
    run(
      sql`insert into person (id, name, display_name, password_hash, created_at) values (${uuidOf(newId('usr'))}, 'ny', 'Ny', '', ${start})`,
    ),
  ).rejects.toThrow(policy)
  expect(await run(sql`delete from person where id = ${id}`)).toBe(0)
  expect(await run(sql`update person set locale = 'nn' where id = ${id}`)).toBe(1)
})

it('lets nobody open a session as somebody else, or make a key for a neighbour or with a role of the team', async () => {
  const policy = 'row-level security'
  await expect(
    run(sql`insert into session values ('token', ${uuidOf(foreign.person)}, '', ${start}, ${start}, ${start}, '', '')`),
  ).rejects.toThrow(policy)
  const key = (organisation: string | null, roles: string[]) =>
    run(sql`insert into api_key (id, name, token_hash, organisation_id, roles, created_by, created_at, expires_at)
            values (${uuidOf(newId('key'))}, 'k', ${newId('key')}, ${organisation}, ${roles}, '', ${start}, ${start})`)
  await expect(key(uuidOf(foreign.organisation), ['member-reader'])).rejects.toThrow(policy)
  await expect(key(null, ['admin'])).rejects.toThrow(policy)
  await expect(key(uuidOf(own.organisation), ['admin'])).rejects.toThrow('check constraint')
})

it('has a first wall in the store: past the second one, a member still meets nothing of the neighbour', async () => {
  // The owner of the schema is bound by no policy, so only what the store itself asks for is left.
  await house.db.asOwner(async (tx) => {
    const { scope } = own
    expect(await store.accountByName(tx, scope, 'viddal')).toBeUndefined()
    expect(await store.accountById(tx, scope, foreign.person)).toBeUndefined()
    expect(await store.accountInTurn(tx, scope, foreign.person)).toBeUndefined()
    expect(await store.administratorsInTurn(tx, scope)).toEqual([])
    expect((await store.peopleAfter(tx, scope, { limit: 9 })).map(({ id }) => id)).toEqual([own.person])
    expect(await store.sessionWithAccount(tx, scope, foreign.token)).toBeUndefined()
    expect(await store.sessionsOf(tx, scope, foreign.person)).toEqual([])
    expect(await store.touchSession(tx, scope, foreign.token, later(start, day))).toBe(0)
    expect(await store.deleteSession(tx, scope, foreign.token)).toBe(0)
    expect(await store.deleteSessionsOf(tx, scope, foreign.person)).toBe(0)
    expect(await store.deleteEndedSessions(tx, scope, later(start, 9 * day))).toBe(0)
    expect(await store.keyById(tx, scope, foreign.key)).toBeUndefined()
    expect((await store.keysAfter(tx, scope, { limit: 9 })).map(({ organisation }) => organisation)).toEqual([own.organisation])
    expect(await store.revokeKey(tx, scope, foreign.key, start)).toBe(false)
    expect(await store.touchKey(tx, scope, foreign.key, start)).toBe(0)
    const key = {
      ...(await store.keysAfter(tx, scope, { limit: 1 }))[0]!,
      id: newId('key'),
      tokenHash: 'x',
      organisation: foreign.organisation,
    }
    expect(await store.insertKey(tx, scope, key)).toBe(0)
    const account = (await store.accountById(tx, scope, own.person))!
    expect(await store.insertPerson(tx, scope, { ...account, id: newId('usr'), name: 'ny' })).toBe(false)
    await store.changeAccount(tx, scope, foreign.person, { locale: 'en' })
    await store.replaceSeats(tx, scope, foreign.person, [])
  })
  const [left] = await asSuperuser(
    house,
    'select locale, (select count(*) from person_role where person_id = id) as seats from person where id = $1',
    [uuidOf(foreign.person)],
  )
  expect(left).toEqual({ locale: 'nb', seats: 1 })
})
