import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Id, newId } from '#domain/id.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { audit, noteReading } from '#platform/audit.ts'
import { type Link, sealOf } from '#platform/audit-chain.ts'
import { headKey, signDays } from '#platform/audit-days.ts'
import type { Config } from '#platform/config.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Log } from '#platform/log.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { accessCapability } from './capability.ts'
import { auditHead, verifyAudit } from './commands.ts'
import { add, addOrganisation, asSuperuser, type House, openHouse, teamBrowser } from './fixtures/house.ts'
import { trailJobs } from './sign-days.ts'

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

it('takes what is looked for as it stands: no letter of it is a wildcard', async () => {
  const found = async (query: string) => (await lead.get(`/audit?${query}`)).json.rows.length
  expect(await found('q=the%20LES')).toBeGreaterThan(0)
  expect([
    await found('q=%25'),
    await found('q=The_leser'),
    await found('action=session_opened'),
    await found('action=%25'),
  ]).toEqual([0, 0, 0, 0])
})

it('lets others do what they do while one deed takes long, and seals both', async () => {
  const scope = systemScope('test')
  const deed = (object: string) => (tx: Tx) => audit(tx, { action: 'finding.judge', object }, house.clock.now())
  const last = await length()
  await house.db.in(scope, async (long) => {
    await deed('lang')(long)
    await house.db.in(scope, deed('kort'))
    await deed('lang igjen')(long)
  })
  const rows = (await lead.get('/audit?limit=3')).json.rows
  expect(rows.map(({ position, object }: { position: number; object: string }) => [position, object])).toEqual([
    [last + 3, 'lang igjen'],
    [last + 2, 'lang'],
    [last + 1, 'kort'],
  ])
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
  expect((await member.get(`/organisations/${fjordby}/readings?form=read`)).json).toMatchObject({
    rows: [{ at: house.clock.now(), who: 'Vaktlaget', side: 'team', object: 'findings' }],
  })
  expect(await member.get(`/organisations/${viddal}/readings`)).toMatchObject({ status: 404, json: { code: 'not-found' } })
  expect((await lead.get(`/organisations/${viddal}/readings?form=read`)).json.rows).toHaveLength(1)
  expect((await lead.get(`/organisations/${newId('org')}/readings`)).status).toBe(404)
})

const verified = () => verifyAudit(house.db, house.app.config)
const doctor = (config: Config = house.app.config) =>
  house.db.read(systemScope('test'), (tx) => accessCapability.examine!(tx, house.clock.now(), config))
const tamper = (statement: string, values: unknown[] = []) =>
  asSuperuser<Link & { organisation_id: string }>(house, statement, values)

/** Lets somebody with the database's own password do something to the trail, and puts everything back when it was looked at. */
async function tampered<Seen>(work: () => Promise<Seen>): Promise<Seen> {
  for (const name of ['audit', 'audit_head', 'audit_day']) await tamper(`create table kept_${name} as table ${name}`)
  try {
    return await work()
  } finally {
    for (const name of ['audit', 'audit_head', 'audit_day']) {
      await tamper(`delete from ${name}`)
      await tamper(`insert into ${name} select * from kept_${name}`)
      await tamper(`drop table kept_${name}`)
    }
  }
}

it('F.04 verifies an untouched trail from first to last', async () => {
  const entries = await length()
  expect(await verified()).toEqual({ whole: true, entries, signedDays: 0, unsigned: entries, faults: [], days: [], kept: 'none' })
  expect((await lead.get('/audit/verification')).json).toMatchObject({ whole: true, entries })
})

it.each([
  ['another action', "update audit set action = 'session.closed' where position = $1"],
  ['another person', "update audit set who = 'usr_0' where position = $1"],
  ['another moment', "update audit set at = at + interval '1 second' where position = $1"],
  ['another detail', `update audit set detail = detail || '{"x": 1}' where position = $1`],
  ['another organisation', 'update audit set organisation_id = gen_random_uuid() where position = $1'],
  ['another seal', "update audit set hash = repeat('a', 64) where position = $1"],
])('F.04 one entry that the owner of the database changed is named: %s', async (_, tampering) => {
  const { faults } = await tampered(async () => {
    await tamper(tampering, [4])
    expect((await lead.get('/audit/verification')).json).toMatchObject({ whole: false })
    return verified()
  })
  expect(faults).toMatchObject([{ what: 'changed', position: 4 }])
  expect(await verified()).toMatchObject({ whole: true })
})

it('F.04 an entry that was changed and sealed anew is named by the one after it', async () => {
  const { faults } = await tampered(async () => {
    const [entry] = await tamper('select * from audit where position = 4')
    const forged = { ...entry!, at: new Date(entry!.at).toISOString(), who_name: 'Somebody else' }
    await tamper('update audit set who_name = $1, hash = $2 where position = 4', [
      forged.who_name,
      sealOf(forged.previous, forged),
    ])
    return verified()
  })
  expect(faults).toMatchObject([{ what: 'changed', position: 4, who: 'Somebody else' }])
})

it.each([
  ['leaving its place empty', ''],
  [
    'closing the gap',
    'update audit set position = -position where position > 4; update audit set position = -position - 1 where position < 0',
  ],
])('F.04 one entry that was removed is named, %s', async (_, then) => {
  const { faults } = await tampered(async () => {
    await tamper('delete from audit where position = 4')
    for (const statement of then.split(';').filter(Boolean)) await tamper(statement)
    return verified()
  })
  expect(faults).toMatchObject([{ what: 'removed', position: 4, count: 1 }])
})

it('F.04 one entry that was put in between is named, well sealed or not', async () => {
  for (const isSealed of [true, false]) {
    const { faults } = await tampered(async () => {
      await tamper('update audit set position = -position where position > 4')
      await tamper('update audit set position = -position + 1 where position < 0')
      const [before] = await tamper('select * from audit where position = 4')
      const entry = {
        ...before!,
        position: 5,
        at: new Date(before!.at).toISOString(),
        action: 'finding.accept',
        previous: before!.hash,
      }
      const hash = isSealed ? sealOf(entry.previous, entry) : 'b'.repeat(64)
      await tamper(
        `insert into audit select 5, at, who_kind, who, who_name, 'finding.accept', object, organisation_id, detail, $1, $2
         from audit where position = 4`,
        [entry.previous, hash],
      )
      return verified()
    })
    expect(faults).toMatchObject([{ what: 'inserted', position: 5, action: 'finding.accept' }])
  }
})

it('F.04 notices when the newest entries are cut off, and when some are put behind the head', async () => {
  const entries = await length()
  const cut = await tampered(async () => {
    await tamper('delete from audit where position > $1', [entries - 2])
    return verified()
  })
  expect(cut.faults).toMatchObject([{ what: 'removed', position: entries - 1, count: 2 }])
  const put = await tampered(async () => {
    await tamper(
      `insert into audit select position + 1, at, who_kind, who, who_name, action, object, organisation_id, detail, hash, repeat('c', 64)
       from audit where position = $1`,
      [entries],
    )
    return verified()
  })
  expect(put.faults).toMatchObject([{ what: 'inserted', position: entries + 1 }])
})

it('finds who decided what and why: by object, by person, by organisation and by day', async () => {
  const finding = newId('fnd')
  const decided = { action: 'finding.judge', object: finding, organisation: viddal, detail: { reason: 'Seen on the spot' } }
  const judge: Scope = { ...systemScope('x'), who: { kind: 'person', id: newId('usr'), name: 'The judge' } }
  await house.db.in(judge, (tx) => audit(tx, decided, house.clock.now()))
  const today = house.clock.now().slice(0, 10)
  const found = async (asked: string) => (await lead.get(`/audit?${asked}`)).json.rows
  for (const asked of [`object=${finding}`, `who=${judge.who.id}`, `organisation=${viddal}&from=${today}`])
    expect(await found(asked)).toMatchObject([{ object: finding, who: { name: 'The judge' }, why: 'Seen on the spot' }])
  expect(await found(`object=${finding}&to=2020-01-01`)).toEqual([])
  const { text } = await lead.get(`/audit.csv?object=${finding}`)
  expect(text.trimEnd().split('\r\n')).toHaveLength(2)
  expect((await lead.get('/audit?from=yesterday')).json.code).toBe('invalid')
})

/** Seals every entry anew from a position on, and moves the head: what somebody can do who has the whole database. */
async function sealAnew(from: number): Promise<void> {
  let [{ hash: previous }] = (await tamper('select hash from audit where position = $1', [from - 1])) as [Link]
  for (const entry of await tamper('select * from audit where position >= $1 order by position', [from])) {
    const hash = sealOf(previous, { ...entry, position: Number(entry.position), at: new Date(entry.at).toISOString() })
    await tamper('update audit set previous = $2, hash = $3 where position = $1', [entry.position, previous, hash])
    previous = hash
  }
  await tamper('update audit_head set hash = $1', [previous])
}

it('F.04 a day that is over is signed with a key that is not in the database: a chain sealed anew does not pass', async () => {
  const days = [house.clock.now()]
  for (const _ of [1, 2]) {
    house.nextMorning()
    days.push(house.clock.now())
    await house.browser().signIn('leser')
  }
  house.nextMorning()
  const key = headKey(createSecretBox(house.app.config))
  const sign = () => house.db.in(systemScope('test'), (tx) => signDays(tx, key, house.clock.now()))
  expect([await sign(), await sign()]).toEqual([3, 0])
  const whole = await verified()
  expect(whole).toMatchObject({ whole: true, signedDays: 3 })

  const rewritten = await tampered(async () => {
    await tamper("update audit set who_name = 'Somebody else' where position = 4")
    await sealAnew(4)
    return verified()
  })
  expect(rewritten.faults).toEqual([])
  expect(rewritten.days.map(({ what, day }) => [what, day])).toEqual(days.map((at) => ['rewritten', at.slice(0, 10)]))

  const missing = await tampered(async () => {
    await tamper('delete from audit_day where day = $1', [days[1]!.slice(0, 10)])
    return verified()
  })
  expect(missing.days).toMatchObject([{ what: 'missing', day: days[2]!.slice(0, 10) }])

  const forged = await tampered(async () => {
    const own = headKey(createSecretBox({ ...house.app.config, VARDE_SECRET_KEY: 'the key of somebody else' }))
    await tamper('delete from audit_day')
    await house.db.in(systemScope('test'), (tx) => signDays(tx, own, house.clock.now()))
    const withoutKey = { ...house.app.config, VARDE_SECRET_KEY: undefined, dataDir: '/nowhere' }
    return { ...(await verified()), doctor: await doctor(), blind: await doctor(withoutKey) }
  })
  expect(forged.doctor).toMatchObject({
    figures: { signatures: 'verified with the key of this house' },
    problems: days.map((at) => `the audit trail: the signed day ${at.slice(0, 10)} is forged`),
    broken: true,
  })
  expect(forged.blind).toMatchObject({ figures: { signatures: 'not looked at: no key here' }, problems: [], broken: false })
  expect(forged.days.map(({ what }) => what)).toEqual(['forged', 'forged', 'forged'])
  expect(await verified()).toEqual(whole)
})

it('F.04 a head that was kept elsewhere tells that today’s entries were rewritten, though no day was signed', async () => {
  const head = await auditHead(house.db, house.app.config, house.clock.now())
  const against = async (kept = head) =>
    (await verifyAudit(house.db, house.app.config, kept)) as { head?: string; whole: boolean }
  await house.browser().signIn('leser')
  expect(await against()).toMatchObject({ head: 'holds', whole: true })
  expect(await against({ ...head, position: head.position - 1 })).toMatchObject({ head: 'forged', whole: false })
  const cut = await tampered(async () => {
    await tamper('delete from audit where position >= $1', [head.position])
    await tamper('update audit_head set (position, hash) = (select position, hash from audit order by position desc limit 1)')
    return against()
  })
  expect(cut).toMatchObject({ head: 'rewritten', whole: false, faults: [] })
})

it('F.04 who rewrites the trail, seals it anew and takes the signed days away is found by the head that the data folder keeps', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'varde-head-'))
  const world = { ...house.app, config: { ...house.app.config, dataDir } } as unknown as Parameters<typeof trailJobs>[0]
  const said: string[] = []
  const log = { error: (_facts: object, text: string) => said.push(text) } as unknown as Log
  const [job] = trailJobs(world)
  await job!.run({}, { log })
  const look = () => verifyAudit(house.db, world.config)
  expect(await look()).toMatchObject({ whole: true, kept: 'holds' })
  const found = await tampered(async () => {
    await tamper("update audit set who_name = 'Somebody else' where position = 4")
    await sealAnew(4)
    await tamper('delete from audit_day')
    await job!.run({}, { log })
    expect(await tamper('select * from audit_day')).toEqual([])
    expect((await doctor(world.config)).problems).toEqual(['the audit trail: the head that the data folder keeps is rewritten'])
    return look()
  })
  expect(found).toMatchObject({ whole: false, faults: [], days: [], kept: 'rewritten' })
  expect(said).toEqual(['the audit trail was changed'])
  rmSync(dataDir, { recursive: true })
})
