import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Id, newId } from '#domain/id.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { audit, noteReading } from '#platform/audit.ts'
import { verifyTrail } from './commands.ts'
import { add, addOrganisation, asSuperuser, type House, openHouse, teamBrowser } from './fixtures/house.ts'

let house: House
let fjordby: Id<'org'>
let viddal: Id<'org'>
let lead: Awaited<ReturnType<typeof teamBrowser>>
let member: ReturnType<House['browser']>
beforeAll(async () => {
  house = await openHouse()
  fjordby = await addOrganisation(house, 'Fjordby kommune')
  viddal = await addOrganisation(house, 'Viddal kommune')
  await add(house, 'leder', { teamRoles: ['lead'] })
  await add(house, 'leser', { organisations: [{ id: fjordby, role: 'member-reader' }] })
  lead = await teamBrowser(house, 'leder')
  member = house.browser()
  await member.signIn('leser')
})
afterAll(() => house.close())

const length = async () =>
  (await asSuperuser<{ position: number }>(house, 'select max(position)::int as position from audit'))[0]!.position

it('shows the trail newest first, in pages, by action and by name', async () => {
  const positions: number[] = []
  for (let after = ''; ; ) {
    const page = (await lead.get(`/audit?limit=2${after && `&after=${after}`}`)).json
    positions.push(...page.rows.map(({ position }: { position: number }) => position))
    if (!page.next) break
    after = page.next
  }
  expect(positions).toEqual(Array.from({ length: await length() }, (_, index) => positions.length - index))
  const opened = (await lead.get('/audit?action=session.opened&q=The%20leser')).json.rows
  expect(opened).toMatchObject([{ who: { kind: 'person', name: 'The leser' }, action: 'session.opened' }])
  expect((await lead.get('/audit?after=nonsense')).json.code).toBe('invalid')
})

it('says in the reader’s words what was done, and names what it was done to, with where it stands', async () => {
  const [opened] = (await lead.get('/audit?action=session.opened&limit=1')).json.rows
  expect(opened).toMatchObject({ words: 'Logget inn', thing: { words: 'Konto · The leser', link: '/people' } })
  const finding = newId('fnd')
  await house.db.in(systemScope('test'), (tx) =>
    audit(
      tx,
      { action: 'finding.answer', object: finding, organisation: fjordby, detail: { answer: 'fixed' } },
      house.clock.now(),
    ),
  )
  await house.db.in(systemScope('test'), (tx) => audit(tx, { action: 'finding.judge', object: '7 findings' }, house.clock.now()))
  const [several, one] = (await lead.get('/audit?action=finding.&limit=2')).json.rows
  expect(one).toMatchObject({ words: 'Svarte på funn', thing: { words: 'Funn · Fjordby kommune', link: `/findings/${finding}` } })
  expect(several).toMatchObject({ words: 'Avgjorde en tvist om funn', thing: { words: '7 funn', link: null } })
})

it('exports the trail as CSV, whole, with cells that start no formula', async () => {
  await house.browser().signIn('=HYPERLINK("evil")', { password: 'wrong password' })
  const { text, status } = await lead.get('/audit.csv')
  expect(status).toBe(200)
  const lines = text.trimEnd().split('\r\n')
  expect(lines[0]).toBe('position,at,who_kind,who,who_name,action,object,organisation,detail,hash')
  // The export is itself in the trail, and so in the file.
  expect(lines).toHaveLength((await length()) + 1)
  expect(lines[1]).toContain(',audit.exported,')
  expect(lines[2]).toContain(`,session.refused,"'=hyperlink(""evil"")",`)
})

it('exports more than one page holds', async () => {
  await asSuperuser(
    house,
    `insert into audit select position, now(), 'system', 'x', 'x', 'filler', 'x', null, '{}', '', '' from generate_series(100001, 102500) position`,
  )
  const { text } = await lead.get('/audit.csv')
  await asSuperuser(house, 'delete from audit where position > 100000')
  expect(text.match(/,filler,/g)).toHaveLength(2_500)
})

it('shows an organisation who of the team read what of it, and nobody else’s', async () => {
  const team: Scope = {
    who: { kind: 'person', id: newId('usr'), name: 'Vaktlaget' },
    roles: ['duty'],
    team: true,
    organisations: [],
  }
  for (const organisation of [fjordby, viddal])
    await house.db.in(team, (tx) => noteReading(tx, organisation, 'findings', house.clock.now()))
  expect((await member.get(`/organisations/${fjordby}/readings`)).json).toEqual({
    rows: [{ at: house.clock.now(), who: 'Vaktlaget', object: 'findings' }],
  })
  expect(await member.get(`/organisations/${viddal}/readings`)).toMatchObject({ status: 404, json: { code: 'not-found' } })
  expect((await lead.get(`/organisations/${viddal}/readings`)).json.rows).toHaveLength(1)
  expect((await lead.get(`/organisations/${newId('org')}/readings`)).status).toBe(404)
})

it('F.04 verifies an untouched trail from first to last', async () => {
  const entries = await length()
  expect(await verifyTrail(house.db)).toEqual({ entries })
  expect((await lead.get('/audit/verification')).json).toEqual({ entries })
})

it.each([
  ['another action', "update audit set action = 'session.closed' where position = $1"],
  ['another person', "update audit set who = 'usr_0' where position = $1"],
  ['another moment', "update audit set at = at + interval '1 second' where position = $1"],
  ['another detail', `update audit set detail = detail || '{"x": 1}' where position = $1`],
  ['another organisation', 'update audit set organisation_id = gen_random_uuid() where position = $1'],
  ['a removed entry', 'delete from audit where position = $1'],
])('F.04 names the entry at which the owner of the database tampered: %s', async (_, tampering) => {
  const position = 4
  const kept = await asSuperuser<{ entry: string }>(
    house,
    'select to_jsonb(audit)::text as entry from audit where position = $1',
    [position],
  )
  await asSuperuser(house, tampering, [position])
  expect(await verifyTrail(house.db)).toEqual({ entries: position - 1, broken: position })
  expect((await lead.get('/audit/verification')).json).toEqual({ entries: position - 1, broken: position })

  await asSuperuser(house, 'delete from audit where position = $1', [position])
  await asSuperuser(house, 'insert into audit select * from jsonb_populate_record(null::audit, $1::jsonb)', [kept[0]!.entry])
  expect(await verifyTrail(house.db)).toEqual({ entries: await length() })
})

it('F.04 notices when the newest entries are cut off', async () => {
  const entries = await length()
  await asSuperuser(house, 'delete from audit where position = $1', [entries])
  expect(await verifyTrail(house.db)).toEqual({ entries: entries - 1, broken: entries })
})
