import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from '#capabilities/notices/fixtures/desk.ts'
import { answerToken, linkKey } from '#capabilities/notices/link.ts'
import { type Id, uuidOf } from '#domain/id.ts'
import { linkScope, systemScope } from '#domain/scope.ts'
import { day, later } from '#domain/time.ts'
import { raw, sql } from '#platform/db/db.ts'
import { type SmtpPeer, startSmtpPeer } from '../../../tests/setup/peers.ts'
import { withdraw } from './actions.ts'
import { warn, warningContent } from './fixtures/warn.ts'
import { tellPage } from './tell.ts'

const team = systemScope('test')
let peer: SmtpPeer
let desk: Desk
beforeAll(async () => {
  peer = await startSmtpPeer()
  desk = await openDesk({ settings: { VARDE_SMTP_URL: peer.url, VARDE_PUBLIC_URL: 'https://varde.example' } })
})
afterAll(async () => {
  await desk.close()
  await peer.stop()
})
beforeEach(async () => {
  await desk.clear()
  // Another minute: how often an address may try is counted by the minute.
  desk.pass(2)
  peer.taken.length = 0
})

const linksIn = (mail: string): string[] =>
  [...mail.replaceAll(/=\r?\n/g, '').matchAll(/answer-warning#([\w-]+)/g)].map(([, token]) => token!)

const member = (name: string) =>
  desk.member(name, [{ name: `Vakta på ${name}`, email: `${name.toLowerCase()}@varde.example` }], 0)

interface Told {
  advisory: Id<'adv'>
  notice: Id<'ntc'>
  token: string
}

/** Publishes a warning to these, tells them and sends the mails; what the first of them got. */
async function told(
  organisations: readonly Id<'org'>[],
  more: Parameters<typeof warningContent>[0] = {},
  again?: Id<'adv'>,
): Promise<Told> {
  peer.taken.length = 0
  const advisory = await warn(
    desk.db,
    { organisations, content: warningContent(more), ...(again && { again }) },
    desk.clock.now(),
  )
  await desk.turn()
  const [row] = await desk.rows<{ version: number }>(sql`select version from advisory where id = ${uuidOf(advisory)}::uuid`)
  await desk.db.in(team, (tx) =>
    tellPage(tx, { advisory, version: row!.version, url: 'https://varde.example' }, desk.clock.now()),
  )
  await desk.send()
  const [sent] = await desk.rows<{ id: Id<'ntc'>; address: string }>(sql`
    select 'ntc_' || replace(n.id::text, '-', '') as id, d.address from notice n join delivery d on d.notice_id = n.id
    where n.about_id = ${uuidOf(advisory)}::uuid and n.recipient_id = ${uuidOf(organisations[0]!)}::uuid and n.state <> 'cancelled' order by n.id desc limit 1`)
  const mail = peer.taken.find(({ raw: text }) => text.includes(sent!.address))!
  return { advisory, notice: sent!.id, token: linksIn(mail.raw)[0]! }
}

const post = (path: string, body: object, locale = 'nb') => desk.ask('', path, { method: 'POST', body, locale })
const read = (token: string, locale = 'nb') => post('/answer-link/warning', { token }, locale)
const answer = (token: string, ids: readonly string[], said: object) =>
  post('/answer-link/warning/answer', { token, ids, ...said })
const undo = (token: string, answering: string) => post('/answer-link/warning/undo', { token, answering })
const idsOf = async (token: string): Promise<string[]> => (await read(token)).json.measures.map(({ id }: { id: string }) => id)
const states = async (token: string): Promise<string[]> =>
  (await read(token)).json.measures.map(({ state }: { state: string }) => state)
const address = (advisory: Id<'adv'>, organisation: Id<'org'>) =>
  desk.rows<{ read: string | null; answered: string | null }>(sql`
    select read_at as read, answered_at as answered from advisory_address
    where advisory_id = ${uuidOf(advisory)}::uuid and organisation_id = ${uuidOf(organisation)}::uuid order by version desc limit 1`)

describe('The answer link of a warning', () => {
  it('2.02 stands in text and HTML of the mail, shows what is asked in the reader’s language, and answers it without a sign-in', async () => {
    const org = await member('Lenkevik')
    const { advisory, notice, token } = await told([org])
    expect(new Set(linksIn(peer.taken[0]!.raw))).toEqual(new Set([token]))
    expect(linksIn(peer.taken[0]!.raw)).toHaveLength(2)
    const shown = await read(token)
    expect(shown.json).toMatchObject({
      notice: { id: notice, tlp: 'TLP:AMBER', severity: 'critical', recipient: { id: org, name: 'Lenkevik' } },
      warning: { title: 'Steng fjernpålogging', summary: 'Feilen utnyttes nå.', ended: null, updated: false },
      contact: 'Vakta på Lenkevik',
    })
    expect(shown.json.measures).toMatchObject([
      { what: 'Steng porten', state: 'open' },
      { what: 'Oppgrader', state: 'open' },
    ])
    expect((await read(token, 'en')).json.measures[1].what).toBe('Oppgrader (en)')
    const [first, second] = await idsOf(token)
    expect((await answer(token, [first!], { state: 'claimed' })).json).toMatchObject({ answered: 1, refused: [] })
    await desk.turn()
    expect(await address(advisory, org)).toMatchObject([{ read: desk.clock.now(), answered: null }])
    const until = later(desk.clock.now(), 60 * day).slice(0, 10)
    const instead = { state: 'compensated', words: 'Eget nett for apparatet', until, by: 'IKT-leder' }
    expect((await answer(token, [second!], instead)).json.answered).toBe(1)
    await desk.turn()
    expect(await address(advisory, org)).toMatchObject([{ read: desk.clock.now(), answered: desk.clock.now() }])
    expect((await read(token)).json.measures).toMatchObject([
      { state: 'claimed', answeredBy: 'Vakta på Lenkevik' },
      { state: 'compensated', answeredBy: 'IKT-leder', answerWords: 'Eget nett for apparatet', answerUntil: until },
    ])
    const stand = await desk.stand(notice)
    expect(stand).toMatchObject({ state: 'answered', answer_by: null, opened_by: 'Vakta på Lenkevik' })
    expect(stand.steps).toContain('opened')
    const steps = await desk.rows<{ by: string }>(
      sql`select as_who as by from measure_step where measure_id = any (${[first!, second!].map(uuidOf)}::uuid[])`,
    )
    expect(steps.map(({ by }) => by)).toEqual(['link', 'link'])
  })

  it('2.11 offers what the warning names to do instead, also of equipment that nobody can patch, and writes down what was chosen', async () => {
    const words = (text: string) => ({ nb: text, nn: `${text} (nn)`, en: `${text} (en)` })
    const org = await member('Apparatvik')
    const until = later(desk.clock.now(), 60 * day).slice(0, 10)
    const { token } = await told([org])
    const measures = (await read(token, 'en')).json.measures
    expect(measures.map(({ instead }: { instead: object[] }) => instead)).toEqual(
      measures.map(() => [{ key: 'm3', text: 'Koble fra nettet (en)' }]),
    )
    const ids = measures.map(({ id }: { id: string }) => id)
    expect((await answer(token, ids, { state: 'compensated', words: 'abc', until })).json.code).toBe('answer-needs-measure')
    expect((await answer(token, ids, { state: 'compensated', instead: 'm3', until })).json.answered).toBe(ids.length)
    expect((await read(token)).json.measures[0]).toMatchObject({
      state: 'compensated',
      answerWords: 'Koble fra nettet',
      answerUntil: until,
    })

    // Where nothing can be patched, choosing one of these is what is asked.
    const medical = {
      clinicalRisk: words('Pumpen kan stoppe'),
      compensations: [{ key: 'c1', text: words('Eget nett for pumpene') }],
    }
    const device = await told([await member('Pumpevik')], { type: 'medical-device', measures: [], medical })
    const [only, ...more] = (await read(device.token)).json.measures
    expect(more).toEqual([])
    expect(only).toMatchObject({ state: 'open', instead: [{ key: 'c1', text: 'Eget nett for pumpene' }] })
    expect(only.what).toContain('Velg hva dere gjør')
    const chosen = { state: 'compensated', instead: 'c1', words: 'Fra mandag.', until }
    expect((await answer(device.token, [only.id], chosen)).json.answered).toBe(1)
    expect((await read(device.token)).json.measures[0].answerWords).toBe('Eget nett for pumpene Fra mandag.')
  })

  it('is changed in nothing by being read, however often and by whatever method: whoever follows links does no harm', async () => {
    const { token } = await told([await member('Skannvik')])
    const all = async () =>
      JSON.stringify(
        await desk.rows(sql`
      select (select jsonb_agg(n order by id) from notice n) as n, (select jsonb_agg(d order by id) from delivery d) as d,
        (select jsonb_agg(m order by id) from measure m) as m, (select count(*) from measure_step) as s, (select count(*) from event) as e,
        (select jsonb_agg(a) from advisory_address a) as w, (select count(*) from audit) as a`),
      )
    await desk.turn()
    const before = await all()
    for (let times = 0; times < 5; times += 1) expect((await read(token)).status).toBe(200)
    for (const path of ['/answer-link/warning', '/answer-link/warning/answer', '/answer-link/warning/undo'])
      expect((await desk.ask('', path)).status).toBe(404)
    await desk.turn()
    expect(await all()).toBe(before)
  })

  it('takes an answer back within ten minutes, whatever stood before it, and not after', async () => {
    const { token, advisory } = await told([await member('Angrevik')])
    const ids = await idsOf(token)
    await answer(token, [ids[0]!], { state: 'doing' })
    const all = await answer(token, ids, { state: 'claimed' })
    expect(await states(token)).toEqual(['claimed', 'claimed'])
    desk.pass(9)
    expect((await undo(token, all.json.answering)).json).toEqual({ restored: 2 })
    expect(await states(token)).toEqual(['doing', 'open'])
    expect((await undo(token, all.json.answering)).json).toEqual({ restored: 0 })
    const late = await answer(token, ids, { state: 'not-relevant' })
    desk.pass(11)
    expect((await undo(token, late.json.answering)).json).toEqual({ restored: 0 })
    await desk.turn()
    expect(await states(token)).toEqual(['not-relevant', 'not-relevant'])
    const other = await told([await member('Annavik')])
    expect((await undo(other.token, late.json.answering)).json).toEqual({ restored: 0 })
    expect(advisory).not.toBe(other.advisory)
  })

  it('says one and the same to what is forged, changed, cut, expired, of another key, or of a notice of findings', async () => {
    const { token, notice } = await told([await member('Falskvik')])
    const ids = await idsOf(token)
    const [delivery] = await desk.rows<{ id: Id<'dlv'> }>(
      sql`select 'dlv_' || replace(id::text, '-', '') as id from delivery where notice_id = ${uuidOf(notice)}::uuid`,
    )
    const key = linkKey(desk.config)
    const now = desk.clock.now()
    const other = linkKey({ VARDE_SECRET_KEY: 'another key for tests and for nothing', dataDir: '/' })
    const findings = await desk.member('Funnvik', [{ email: 'funn@varde.example' }], 1)
    const ofFindings = await desk.notice(findings)
    const wrong = [
      answerToken(key, delivery!.id, notice, now),
      answerToken(other, delivery!.id, notice, later(now, 1e9)),
      answerToken(key, delivery!.id, `ntc_${'1'.repeat(32)}`, later(now, 1e9)),
      answerToken(key, delivery!.id, ofFindings, later(now, 1e9)),
      token.slice(0, -1),
      `${token.slice(0, 30)}${token[30] === 'A' ? 'B' : 'A'}${token.slice(31)}`,
      'x'.repeat(92),
    ]
    const answers = await Promise.all([
      ...wrong.map((text) => read(text)),
      ...wrong.map((text) => answer(text, ids, { state: 'claimed' })),
      ...wrong.map((text) => undo(text, `mas_${'1'.repeat(32)}`)),
    ])
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 404, json: { code: 'bad-link' } })
    // A link opens its own page alone.
    expect((await post('/answer-link', { token })).json.code).toBe('bad-link')
    desk.pass(30 * 24 * 60)
    expect((await read(token)).json.code).toBe('bad-link')
    expect(
      await desk.rows(sql`select from measure where answered_at is not null and id = any(${ids.map(uuidOf)}::uuid[])`),
    ).toEqual([])
  })

  it('says that its warning was withdrawn, and why; then nothing is answered', async () => {
    const { advisory, token } = await told([await member('Trekkvik')])
    const ids = await idsOf(token)
    await desk.db.in(team, (tx) => withdraw(tx, team, { id: advisory, reason: 'Gjaldt en annen utgave' }, desk.clock.now()))
    await desk.turn()
    const shown = await read(token)
    expect(shown.json).toMatchObject({ warning: { ended: { how: 'withdrawn', words: 'Gjaldt en annen utgave' } }, measures: [] })
    expect((await answer(token, ids, { state: 'claimed' })).json.code).toBe('warning-over')
    const cancelled = await told([await member('Avlysvik')])
    await desk.rows(sql`update notice set state = 'cancelled' where id = ${uuidOf(cancelled.notice)} returning 1`)
    expect((await read(cancelled.token)).json.code).toBe('notice-cancelled')
    expect((await answer(cancelled.token, ids, { state: 'claimed' })).json.code).toBe('notice-cancelled')
  })

  it('of an older version answers what holds now, and says that it has been updated', async () => {
    const org = await member('Nyvik')
    const first = await told([org])
    desk.pass(60)
    const measures = warningContent().measures.filter(({ key }) => key !== 'm1')
    const second = await told([org], { measures }, first.advisory)
    expect(second.token).not.toBe(first.token)
    const shown = await read(first.token)
    expect(shown.json.warning.updated).toBe(true)
    expect(shown.json.measures).toMatchObject([{ what: 'Oppgrader' }])
    expect((await read(second.token)).json.warning.updated).toBe(false)
  })

  it('answers nothing that is asked of somebody else, nor what a finding asks, and names neither', async () => {
    const [own, foreign] = [await member('Egenvik'), await member('Fremmedvik')]
    const { token, advisory } = await told([own, foreign])
    const [theirs] = await desk.rows<{ id: string }>(sql`
      select 'msr_' || replace(id::text, '-', '') as id from measure where cause_id = ${uuidOf(advisory)}::uuid and organisation_id = ${uuidOf(foreign)}::uuid`)
    const [mine] = await idsOf(token)
    expect((await answer(token, [mine!, theirs!.id], { state: 'claimed' })).json).toMatchObject({
      answered: 1,
      refused: [{ id: theirs!.id, reason: 'unknown' }],
    })
    expect((await read(token)).text).not.toContain('Fremmedvik')
    const bearer = await desk.ask(token, '/measures')
    expect(bearer.status).toBe(401)
  })

  it('behind the first wall sees one notice in the database, and of measures only what its warning asks', async () => {
    const [own, foreign] = [await member('Veggvik'), await member('Bakvik')]
    const { notice, advisory, token } = await told([own, foreign])
    const ids = await idsOf(token)
    const scope = linkScope(notice, 'dlv_00000000000000000000000000000000', 'Kari')
    const tables = await desk.rows<{ name: string }>(
      sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
    )
    const found: Record<string, unknown> = {}
    for (const { name } of tables) {
      const rows = await desk.db
        .read(scope, async (tx) => (await tx.rows(raw(`select from "${name}"`))).length)
        .catch((error: { code?: string }) => (error.code === '42501' ? 0 : error.code))
      if (rows !== 0) found[name] = rows
    }
    expect(found).toMatchObject({ notice: 1 })
    for (const name of [
      'measure',
      'measure_step',
      'advisory',
      'advisory_version',
      'advisory_address',
      'organisation',
      'delivery',
    ])
      expect(found).not.toHaveProperty(name)
    const seen = (query: string) => desk.db.read(scope, async (tx) => (await tx.rows(raw(query))).length)
    expect(await seen('select from measure_link()')).toBe(2)
    expect(await seen('select from notice_link_warning()')).toBe(1)
    const all = await desk.rows<{ id: string }>(sql`select id from measure where cause_id = ${uuidOf(advisory)}::uuid`)
    const answered = await desk.db.in(scope, (tx) =>
      tx.rows<{ id: string }>(
        sql`select measure_answer(${all.map(({ id }) => id)}::uuid[], 'claimed', null, null, 'Kari', now(), null) as id`,
      ),
    )
    expect(answered.map(({ id }) => id).sort()).toEqual(ids.map(uuidOf).sort())
    const nobodys = linkScope('ntc_00000000000000000000000000000000', 'dlv_00000000000000000000000000000000', 'Kari')
    expect(await desk.db.read(nobodys, async (tx) => (await tx.rows(raw('select from measure_link()'))).length)).toBe(0)
  })

  it('is in no mail that is not encrypted when the warning is for its recipients alone', async () => {
    const org = await member('Strengvik')
    peer.taken.length = 0
    const advisory = await warn(desk.db, { organisations: [org], content: warningContent({ tlp: 'TLP:RED' }) }, desk.clock.now())
    await desk.turn()
    await desk.db.in(team, (tx) => tellPage(tx, { advisory, version: 1, url: 'https://varde.example' }, desk.clock.now()))
    await desk.send()
    expect(peer.taken).toHaveLength(1)
    expect(linksIn(peer.taken[0]!.raw)).toEqual([])
    expect(peer.taken[0]!.raw).not.toContain('Steng')
  })

  it('may be tried sixty times a minute from one address', async () => {
    const { token } = await told([await member('Fartvik')])
    const statuses: number[] = []
    for (let tries = 0; tries < 61; tries += 1) statuses.push((await read(tries % 2 ? token : 'x'.repeat(92))).status)
    expect(statuses.slice(0, 60).every((status) => status !== 429)).toBe(true)
    expect(statuses[60]).toBe(429)
  })
})
