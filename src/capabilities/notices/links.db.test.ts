import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Id, uuidOf } from '#domain/id.ts'
import { linkScope } from '#domain/scope.ts'
import { later } from '#domain/time.ts'
import { raw, sql } from '#platform/db/db.ts'
import { type SmtpPeer, startSmtpPeer } from '../../../tests/setup/peers.ts'
import { type Desk, openDesk } from './fixtures/desk.ts'
import { answerToken, linkKey } from './link.ts'

const at = (name: string) => ({ email: `${name}@varde.example` })

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

/** The token in a mail, as its reader gets it. */
const tokenIn = (raw: string): string => /answer#([\w-]+)/.exec(raw.replaceAll(/=\r?\n/g, ''))![1]!

interface Sent {
  org: Id<'org'>
  notice: Id<'ntc'>
  token: string
  findings: readonly Id<'fnd'>[]
}

async function sent(name: string, count = 2): Promise<Sent> {
  const org = await desk.member(name, [at('vakt')], count)
  const notice = await desk.notice(org)
  await desk.send()
  return { org, notice, token: tokenIn(peer.taken.at(-1)!.raw), findings: desk.findingsOf(org) }
}

const read = (token: string, locale = 'nb') => desk.ask('', '/answer-link', { method: 'POST', body: { token }, locale })
const answer = (token: string, ids: readonly string[], how: object = { answer: 'fixed' }, name = 'Kari Vakt') =>
  desk.ask('', '/answer-link/answer', { method: 'POST', body: { token, ids, answer: how, name } })
const steps = (finding: string) =>
  desk.rows<{ what: string; who_kind: string; who: string; actor: string }>(
    sql`select what, who_kind, who, because ->> 'actor' as actor from finding_step where finding_id = ${uuidOf(finding)} order by number`,
  )

describe('An answer link', () => {
  it('shows its notice and what to do, and answers its findings in the name that was given', async () => {
    const { notice, token, findings, org } = await sent('Lenkeby')
    const shown = await read(token)
    expect(shown.status).toBe(200)
    expect(shown.json).toMatchObject({
      notice: { id: notice, tlp: 'TLP:AMBER', severity: 'critical', recipient: { id: org, name: 'Lenkeby' } },
      sender: { name: 'HelseCERT' },
      more: 0,
    })
    expect(shown.json.findings.length).toBe(2)
    expect(shown.json.findings[0]).toMatchObject({
      id: findings[0],
      organisation: { name: 'Lenkeby' },
      settled: false,
      answer: null,
    })
    expect(shown.json.findings[0].whatToDo.length).toBeGreaterThan(0)
    expect((await answer(token, [findings[0]!])).json).toEqual({ changed: 1, unchanged: 0 })
    expect((await steps(findings[0]!)).at(-1)).toMatchObject({
      what: 'answered',
      who_kind: 'link',
      who: 'Kari Vakt',
      actor: 'Lenkeby',
    })
    const after = await read(token)
    expect(after.json.findings.map(({ answer, settled }: { answer: string; settled: boolean }) => [answer, settled])).toEqual([
      ['fixed', false],
      [null, false],
    ])
    await desk.turn()
    expect((await desk.stand(notice)).state).not.toBe('answered')
    await answer(token, findings, {
      answer: 'accepted',
      until: later(desk.clock.now(), 86_400_000 * 30),
      reason: 'byttes til våren',
    })
    await desk.turn()
    expect(await desk.stand(notice)).toMatchObject({ state: 'answered', answer_by: null })
  })

  it('is changed in nothing by being read, however often: whoever follows links does no harm', async () => {
    const { token } = await sent('Skannby')
    const all = async () =>
      JSON.stringify(
        await desk.rows(sql`
      select (select jsonb_agg(n order by id) from notice n) as n, (select jsonb_agg(d order by id) from delivery d) as d,
        (select jsonb_agg(f order by id) from finding f) as f, (select count(*) from finding_step) as s, (select count(*) from event) as e,
        (select count(*) from audit) as a`),
      )
    await desk.turn()
    const before = await all()
    for (let times = 0; times < 10; times += 1) expect((await read(token)).status).toBe(200)
    await desk.turn()
    expect(await all()).toBe(before)
    for (const path of ['/answer-link', '/answer-link/answer']) expect((await desk.ask('', path)).status).toBe(404)
  })

  it('says one and the same to what is forged, changed, cut, expired, or made with another key', async () => {
    const { token, notice, findings } = await sent('Falskby')
    const [delivery] = await desk.rows<{ id: Id<'dlv'> }>(sql`select 'dlv_' || replace(id::text, '-', '') as id from delivery`)
    const key = linkKey(desk.config)
    const now = desk.clock.now()
    const wrong = [
      answerToken(key, delivery!.id, notice, now),
      answerToken(
        linkKey({ VARDE_SECRET_KEY: 'another key for tests and for nothing', dataDir: '/' }),
        delivery!.id,
        notice,
        later(now, 1e9),
      ),
      answerToken(key, delivery!.id, `ntc_${'1'.repeat(32)}`, later(now, 1e9)),
      token.slice(0, -1),
      `${token.slice(0, 30)}${token[30] === 'A' ? 'B' : 'A'}${token.slice(31)}`,
      'x'.repeat(92),
    ]
    const answers = await Promise.all([...wrong.map((text) => read(text)), ...wrong.map((text) => answer(text, findings))])
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 404, json: { code: 'bad-link', message: expect.stringContaining('svarlenken') } })
    expect((await read(wrong[0]!, 'en')).json.message).toContain('answer link')
    desk.pass(30 * 24 * 60)
    expect((await read(token)).json.code).toBe('bad-link')
    expect(
      await desk.rows(sql`select from finding where answer is not null and id = any(${findings.map(uuidOf)}::uuid[])`),
    ).toEqual([])
  })

  it('changes nothing when it is played again after all is over, and takes nothing back', async () => {
    const { token, findings } = await sent('Gjenby', 1)
    expect((await answer(token, findings)).json).toEqual({ changed: 1, unchanged: 0 })
    expect((await answer(token, findings)).json).toEqual({ changed: 0, unchanged: 1 })
    await desk.rows(
      sql`update finding set state = 'fixed', closed_by = 'absence', closed_at = now() where id = ${uuidOf(findings[0]!)} returning 1`,
    )
    expect((await answer(token, findings, { answer: 'not-ours', reason: 'ikke vår' })).json).toEqual({ changed: 0, unchanged: 1 })
    expect((await read(token)).json.findings).toMatchObject([{ settled: true }])
    expect((await steps(findings[0]!)).filter(({ what }) => what === 'answered').length).toBe(1)
  })

  it('is not over when it is disputed or accepted: the answer stands there and can be changed', async () => {
    const { token, findings } = await sent('Uenigby')
    const [one, other] = findings as [Id<'fnd'>, Id<'fnd'>]
    await answer(token, [one], { answer: 'not-ours', reason: 'en annen har adressen' })
    await answer(token, [other], { answer: 'accepted', until: later(desk.clock.now(), 86_400_000 * 30), reason: 'byttes snart' })
    expect((await read(token)).json.findings).toMatchObject([
      { settled: false, answer: 'not-ours', answeredAt: desk.clock.now() },
      { settled: false, answer: 'accepted' },
    ])
    expect((await answer(token, findings)).json).toEqual({ changed: 2, unchanged: 0 })
    expect((await read(token)).json.findings).toMatchObject([{ answer: 'fixed' }, { answer: 'fixed' }])
  })

  it('says that its notice was cancelled, or that what it told of was taken back', async () => {
    const cancelled = await sent('Avlysby')
    await desk.rows(sql`update notice set state = 'cancelled' where id = ${uuidOf(cancelled.notice)} returning 1`)
    expect((await read(cancelled.token)).json.code).toBe('notice-cancelled')
    expect((await answer(cancelled.token, cancelled.findings)).json.code).toBe('notice-cancelled')
    const withdrawn = await sent('Trukketby')
    await desk.rows(
      sql`update finding set state = 'withdrawn' where id = any(${withdrawn.findings.map(uuidOf)}::uuid[]) returning 1`,
    )
    expect((await read(withdrawn.token)).json.code).toBe('notice-taken-back')
    expect((await answer(withdrawn.token, withdrawn.findings)).json).toEqual({ changed: 0, unchanged: 2 })
  })

  it('answers no finding of another notice, nor one that has since got another owner', async () => {
    const one = await sent('Enby')
    const other = await sent('Toby')
    expect((await answer(one.token, other.findings)).json).toEqual({ changed: 0, unchanged: 2 })
    expect((await answer(one.token, [...one.findings, ...other.findings])).json).toEqual({ changed: 2, unchanged: 2 })
    await desk.rows(
      sql`update finding set organisation_id = ${uuidOf(one.org)} where id = ${uuidOf(other.findings[0]!)} returning 1`,
    )
    expect((await answer(other.token, other.findings)).json).toEqual({ changed: 1, unchanged: 1 })
    expect((await read(other.token)).json.findings[0]).toMatchObject({ settled: true, answer: null })
  })

  it('acts by itself, whoever is signed in beside it', async () => {
    const own = await sent('Bortby')
    const other = await sent('Hjemby')
    const key = await desk.key(other.org)
    const done = await desk.ask(key, '/answer-link/answer', {
      method: 'POST',
      body: { token: own.token, ids: [...own.findings, ...other.findings], answer: { answer: 'fixed' }, name: 'Ola' },
    })
    expect(done.json).toEqual({ changed: 2, unchanged: 2 })
    expect((await steps(own.findings[0]!)).at(-1)).toMatchObject({ who_kind: 'link', who: 'Ola' })
  })

  it('refuses an identity number in what is written, and a name that is none', async () => {
    const { token, findings } = await sent('Personby')
    const secret = await answer(token, findings, { answer: 'not-ours', reason: 'pasient 13097248022' })
    expect(secret.json.code).toBe('identity-number')
    expect((await answer(token, findings, { answer: 'fixed' }, ' ')).json.code).toBe('invalid')
    expect((await answer(token, findings, { answer: 'accepted' })).json.code).toBe('invalid')
  })

  it('may be tried sixty times a minute from one address', async () => {
    const { token } = await sent('Fartby')
    const statuses: number[] = []
    for (let tries = 0; tries < 61; tries += 1) statuses.push((await read(tries % 2 ? token : 'x'.repeat(92))).status)
    expect(statuses.slice(0, 60).every((status) => status !== 429)).toBe(true)
    expect(statuses[60]).toBe(429)
    desk.pass(1)
    expect((await read(token)).status).toBe(200)
  })

  it('opens nothing else behind the first wall: its scope sees one notice in the database, and changes only answers of its findings', async () => {
    const own = await sent('Veggby')
    const other = await sent('Naboby')
    const scope = linkScope(own.notice, 'dlv_00000000000000000000000000000000', 'Kari')
    const seen = async (query: string): Promise<unknown> =>
      desk.db
        .read(scope, async (tx) => (await tx.rows(raw(query))).length)
        .catch((error: { code?: string; message: string }) => (error.code === '42501' ? 'refused' : error.message))
    const tables = await desk.rows<{ name: string }>(
      sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
    )
    const found: Record<string, unknown> = {}
    for (const { name } of tables) {
      const rows = await seen(`select from "${name}"`)
      if (rows !== 0 && rows !== 'refused') found[name] = rows
    }
    // The head of the trail and the version of the register say nothing of anybody; windows of everybody's would.
    expect(found).toEqual({ notice: 1, notice_finding: 2, audit_head: 1, register_version: 1 })
    expect(await seen(`select from notice where id = '${uuidOf(other.notice)}'`)).toBe(0)
    expect(await seen('select from notice_link_names()')).toBe(1)
    expect(await seen('select from notice_link_findings()')).toBe(2)
    const tries = [
      `update notice set state = 'answered'`,
      `update notice_finding set answer = 'fixed'`,
      `update finding set state = 'fixed'`,
      `delete from notice`,
      `delete from delivery`,
      `insert into sending_hold (one, held) values (true, true)`,
      `update sending_hold set held = true`,
      `update webhook set url = 'https://x.example'`,
      `update contact set email = 'x@x.example'`,
    ]
    for (const statement of tries) {
      const done = await desk.db
        .in(scope, (tx) => tx.run(raw(statement)))
        .catch((error: { code?: string }) => (error.code === '42501' ? 0 : error.code))
      expect(done, statement).toBe(0)
    }
    const at = desk.clock.now()
    const answered = await desk.db.in(scope, (tx) =>
      tx.rows(sql`select finding from finding_answer(${[...own.findings, ...other.findings].map(uuidOf)}::uuid[], ${[uuidOf(other.org)]}::uuid[],
        'fixed', null, null, 'link', 'Kari', ${at}::timestamptz)`),
    )
    expect(answered.length).toBe(2)
    const back = await desk.db.in(scope, (tx) =>
      tx.rows(
        sql`select finding from finding_take_back(${own.findings.map(uuidOf)}::uuid[], ${[uuidOf(own.org)]}::uuid[], ${later(at, -1)}::timestamptz, 'link', 'Kari', ${at}::timestamptz)`,
      ),
    )
    expect(back).toEqual([])
    const nobodys = linkScope(other.notice, 'dlv_00000000000000000000000000000000', 'Kari')
    expect(
      await desk.db.read(nobodys, async (tx) => (await tx.rows(sql`select from notice where id = ${uuidOf(own.notice)}`)).length),
    ).toBe(0)
  })

  it('opens no other endpoint: as a bearer token it is nobody', async () => {
    const { token } = await sent('Portby')
    for (const path of ['/notices', '/findings', '/notices/hold', '/notices/inbox', '/organisations'])
      expect((await desk.ask(token, path)).status, path).toBe(401)
  })
})
