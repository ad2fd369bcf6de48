import { beforeAll, describe, expect, it } from 'vitest'
import { type Id, uuidOf } from '#domain/id.ts'
import { sql } from '#platform/db/db.ts'
import { addHolding, putContact } from './actions.ts'
import { membersApi } from './contract.ts'
import { analyst, memberOf, now, register, team } from './fixtures/register.ts'

const house = register()
let own: Id<'org'>
let foreign: Id<'org'>
let parent: Id<'org'>
let foreignHolding: Id<'hol'>
let foreignContact: Id<'con'>

beforeAll(async () => {
  parent = await house.add({ name: 'Regionen over' })
  own = await house.add({ name: 'Vi selv', parentId: parent })
  foreign = await house.add({ name: 'De andre', parentId: own })
  for (const id of [own, foreign]) {
    const holding = await hold(id, `${id === own ? 'vi' : 'de'}.example`)
    const contact = await house.db.in(team, (tx) =>
      putContact(
        tx,
        team,
        id,
        { role: 'security', name: 'Vakt', email: null, telephone: null, pgpKey: null, language: 'nb' },
        now,
      ),
    )
    if (id === foreign && contact.ok) [foreignHolding, foreignContact] = [holding, contact.value.id]
  }
})

async function hold(id: Id<'org'>, value: string): Promise<Id<'hol'>> {
  const input = { relation: 'owns', form: 'domain', value, from: now, to: null, proof: 'declared', criticality: 0 } as const
  const made = await house.db.in(team, (tx) => addHolding(tx, team, id, input, now))
  if (!made.ok) throw new Error(made.reason)
  return made.value.id
}

const roles = ['member-security', 'member-reader'] as const
const organisation = { name: 'Overtatt', kinds: ['other'] }
const holding = { form: 'domain', value: 'overtatt.example', from: now }
const contact = { role: 'security', name: 'Overtatt' }

/** Every endpoint, asked about another organisation. */
const foreignRequests = (): Record<keyof typeof membersApi, ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string, object?]> => ({
  list: ['GET', '/organisations?q=andre'],
  get: ['GET', `/organisations/${foreign}`],
  create: ['POST', '/organisations', organisation],
  change: ['PUT', `/organisations/${foreign}`, organisation],
  holdings: ['GET', `/organisations/${foreign}/holdings?ended=true`],
  addHolding: ['POST', `/organisations/${foreign}/holdings`, holding],
  changeHolding: ['PATCH', `/holdings/${foreignHolding}`, { to: now }],
  putContact: ['PUT', `/organisations/${foreign}/contacts`, contact],
  removeContact: ['DELETE', `/contacts/${foreignContact}`],
  ownerOf: ['GET', '/owner-of?what=de.example'],
  import: ['POST', '/organisations/import', {}],
  export: ['GET', '/organisations.csv'],
})

describe.each(roles)('%s of one organisation', (role) => {
  it.each(Object.keys(membersApi) as (keyof typeof membersApi)[])(
    'learns nothing of another by %s and changes nothing there',
    async (name) => {
      const [method, path, body] = foreignRequests()[name]
      const answer = await house.ask(memberOf([role], own), method, path, body)
      expect(answer.text).not.toContain('De andre')
      expect(answer.text).not.toContain('de.example')
      if (name === 'list') expect(answer.body).toMatchObject({ rows: [], count: { value: 0 } })
      else if (name === 'export') expect(answer.text.split('\r\n')).toHaveLength(3)
      else if (name === 'putContact' || name === 'removeContact')
        expect(answer.status).toBe(role === 'member-security' ? 404 : 403)
      else expect(answer.status).toBe(404)
    },
  )

  it('sees itself, with the name of its parent and nothing else of it', async () => {
    const scope = memberOf([role], own)
    const page = await house.ask(scope, 'GET', `/organisations/${own}`)
    expect(page.body.organisation.parent).toEqual({ id: parent, name: 'Regionen over' })
    expect(page.body.parts).toEqual([])
    expect((await house.ask(scope, 'GET', `/organisations/${parent}`)).status).toBe(404)
    expect((await house.ask(scope, 'GET', '/organisations')).body.rows).toMatchObject([{ id: own, holdings: 1, contacts: 1 }])
  })

  it('gets no further by taking the page after another organisation', async () => {
    const answer = await house.ask(memberOf([role], own), 'GET', `/organisations?after=${foreign}`)
    expect(answer.body.rows).toEqual([])
  })
})

it('whoever is not signed in is told to sign in, whatever is asked', async () => {
  for (const [method, path, body] of Object.values(foreignRequests()))
    expect((await house.ask(undefined, method, path, body)).status, path).toBe(401)
})

it('what was left alone is as it was', async () => {
  const page = await house.ask(analyst, 'GET', `/organisations/${foreign}`)
  expect(page.body).toMatchObject({ organisation: { name: 'De andre' }, contacts: [{ id: foreignContact, name: 'Vakt' }] })
  expect((await house.ask(analyst, 'GET', `/organisations/${foreign}/holdings`)).body.rows).toMatchObject([
    { id: foreignHolding, to: null },
  ])
})

describe('the second wall: SQL without any condition, in the scope of a member', () => {
  const member = () => memberOf(['member-security'], own)

  it.each([
    ['organisation', 'id'],
    ['holding', 'organisation_id'],
    ['contact', 'organisation_id'],
  ])('sees of %s only its own', async (table, column) => {
    const ask = (text: string) => house.db.read(member(), (tx) => tx.rows<{ id: string }>({ text, values: [] } as never))
    expect(await ask(`select ${column} as id from ${table}`)).toEqual([{ id: uuidOf(own) }])
  })

  it('learns by the name of a parent only of its own', async () => {
    const named = (id: Id<'org'>) =>
      house.db.read(member(), (tx) => tx.one<{ name: string | null }>(sql`select parent_name_of(${uuidOf(id)}) as name`))
    expect(await named(own)).toEqual({ name: 'Regionen over' })
    expect(await named(foreign)).toEqual({ name: null })
  })

  it('changes nothing of what the team keeps, not even of itself, and no contact of another', async () => {
    const run = (query: ReturnType<typeof sql>) => house.db.in(member(), (tx) => tx.run(query))
    expect(await run(sql`update organisation set membership = 'none'`)).toBe(0)
    expect(await run(sql`update holding set valid_to = valid_from`)).toBe(0)
    expect(await run(sql`update register_version set version = 0`)).toBe(0)
    expect(await run(sql`delete from contact where organisation_id = ${uuidOf(foreign)}`)).toBe(0)
    const insert = sql`insert into holding (id, organisation_id, relation, form, value, valid_from, proof, source, confirmed_at, created_at, changed_at)
      values (gen_random_uuid(), ${uuidOf(own)}, 'owns', 'domain', 'tatt.example', ${now}, 'declared', 'manual', ${now}, ${now}, ${now})`
    await expect(run(insert)).rejects.toThrow(/row-level security/)
    await expect(run(sql`delete from organisation`)).rejects.toThrow(/permission denied/)
  })
})
