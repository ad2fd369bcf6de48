import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '#domain/endpoint.ts'
import { type Id, newId, toId } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { readConfig } from '#platform/config.ts'
import { sql } from '#platform/db/db.ts'
import { errorTexts } from '#platform/errors.ts'
import { type App, createApp } from '#platform/http/app.ts'
import { createLog } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { feedsCapability } from './capability.ts'
import { at, type History, openHistory } from './fixtures/history.ts'

const asset = '198.18.0.1'
let history: History
let app: App
let caller: Scope
const asked: string[] = []
const as = (roles: readonly Role[], ...organisations: Id<'org'>[]): Scope => ({
  who: { kind: 'person', id: newId('usr'), name: 'Kari' },
  roles,
  team: organisations.length === 0,
  organisations,
})
beforeEach(async () => {
  history = await openHistory()
  caller = as(['analyst'])
  asked.length = 0
  app = await createApp({
    db: history.db,
    jobs: { ask: async (name: string) => void asked.push(name), unschedule: async () => undefined } as never,
    clock: history.clock,
    config: readConfig({}),
    log: createLog('silent'),
    metrics: createMetrics(),
    errors: { ...errorTexts, ...feedsCapability.errors },
    authenticate: async () => ({ scope: caller, locale: 'nb' }),
  })
  feedsCapability.routes(app)
})
afterEach(async () => {
  await app.fastify.close()
  await history.close()
})
const ask = async (path: string, method: 'GET' | 'POST' | 'PUT' = 'GET', body?: object) => {
  const answer = await app.fastify.inject({ method, url: `/api${path}`, ...(body && { payload: body }) })
  return { status: answer.statusCode, body: answer.json() }
}
const findingId = async (which = asset) => toId('fnd', (await history.finding(which))!.id)

describe('What would close a finding', () => {
  it('is told to the team, the owner and the operator, and to nobody else', async () => {
    await history.bring(0, [asset])
    await history.deliver(0, 2)
    history.clock.set(at(4, 12))
    const id = await findingId()
    const other = await history.organisation('Vik', '198.20.0.0/16')
    await history.rows(sql`update finding set operator_id = ${'018f0000-0000-7000-8000-000000000001'} returning 1`)
    const expected = {
      outcome: 'by-absence',
      unmeasuredSince: null,
      sources: [
        {
          source: 'shadowserver',
          says: 'counts',
          without: 2,
          needed: 3,
          lastDeliveryAt: at(3, 6),
          since: at(1, 0),
          uncounted: [
            { from: at(4, 0), verdict: 'too-new', words: 'Filer kan fortsatt komme.' },
            { from: at(3, 0), verdict: 'too-new' },
          ],
          words:
            'shadowserver har levert uten å nevne dette 2 av 3 ganger. Leveranser fra 2. nov. 2026 kl. 01.00 og senere teller. Siste leveranse kom 4. nov. 2026.',
        },
      ],
    }
    expect((await ask(`/findings/${id}/proof`)).body).toMatchObject(expected)
    for (const [organisation, status] of [
      [history.member, 200],
      [toId('org', '018f0000-0000-7000-8000-000000000001'), 200],
      [other, 404],
    ] as const) {
      caller = as(['member-reader'], organisation)
      const answer = await ask(`/findings/${id}/proof`)
      expect(answer.status).toBe(status)
      if (status === 200) expect(answer.body).toMatchObject(expected)
    }
  })

  it('says why nothing measures it', async () => {
    await history.source('abuse', { provider: 'abuse.ch', rhythmHours: null })
    await history.bring(0, [asset, '198.18.0.2'])
    await history.bring(3, [asset], { source: 'abuse' })
    history.clock.set(at(4))
    const { body } = await ask(`/findings/${await findingId()}/proof`)
    expect(body).toMatchObject({ outcome: 'unproven', sources: [{ says: 'silent' }, { says: 'no-rhythm' }] })
    await history.deliver(3)
    const again = await ask(`/findings/${await findingId()}/proof`)
    expect(again.body).toMatchObject({ outcome: 'unproven', sources: [{ says: 'saw-it-before-another' }, { says: 'no-rhythm' }] })
    const [paused] = await history.rows(sql`update source set paused = true where name = 'shadowserver' returning 1`)
    expect(paused).toBeDefined()
    expect((await ask(`/findings/${await findingId('198.18.0.2')}/proof`)).body).toMatchObject({
      outcome: 'unproven',
      sources: [{ says: 'paused' }],
    })
  })

  it('is nothing any more when it is settled, and the member’s answer where nobody outside can see', async () => {
    await history.bring(0, ['ola@fjord.example'], { type: 'compromised_account' })
    expect((await ask(`/findings/${await findingId('ola')}/proof`)).body).toMatchObject({ outcome: 'answer-only', sources: [] })
    await history.rows(sql`update finding set state = 'fixed', closed_at = now(), closed_by = 'team' returning 1`)
    expect((await ask(`/findings/${await findingId('ola')}/proof`)).body).toMatchObject({ outcome: 'settled' })
  })

  it('is the day until which it is accepted, or the team’s decision when it is disputed', async () => {
    await history.bring(0, [asset])
    const proof = async () => (await ask(`/findings/${await findingId()}/proof`)).body
    await history.rows(
      sql`update finding set state = 'accepted', answer = 'accepted', answer_until = '2027-01-31T22:59:59.999Z' returning 1`,
    )
    expect(await proof()).toMatchObject({ outcome: 'accepted', words: expect.stringContaining('31. jan. 2027') })
    await history.rows(sql`update finding set state = 'disputed', answer = 'not-ours', answer_until = null returning 1`)
    expect(await proof()).toMatchObject({ outcome: 'disputed', words: expect.stringContaining('Teamet ser på det') })
  })

  it('says nothing of what became of the same address at another', async () => {
    await history.bring(0, [asset])
    await history.rows(sql`
      insert into ignore_rule (id, network, reason, author, author_name, created_at, expires_at)
      values (gen_random_uuid(), '198.18.0.1/32', 'lab network', 'x', 'x', ${at(0)}, ${at(90)}) returning 1`)
    await history.bring(1, [asset])
    caller = as(['member-security'], history.member)
    expect((await ask(`/findings/${await findingId()}/proof`)).body.sources).toMatchObject([{ says: 'kept-open' }])
  })
})

describe('A closing that waits', () => {
  const machines = (from: number, to: number) => Array.from({ length: to - from }, (_, place) => `198.18.1.${from + place}`)
  const waiting = async () => {
    await history.bring(0, machines(0, 20))
    for (const days of [1, 2, 3]) await history.bring(days, machines(8, 20))
    await history.prove(5)
    return (await ask('/closings?state=waiting')).body.rows[0].id as string
  }

  it('shows what would be closed and what the source delivered', async () => {
    const id = await waiting()
    const { body } = await ask(`/closings/${id}`)
    expect(body.closing).toMatchObject({
      source: { name: 'shadowserver', title: 'shadowserver' },
      kind: 'open-rdp',
      findings: 8,
      of: 20,
      state: 'waiting',
    })
    expect(body.sample).toHaveLength(8)
    expect(body.sample[0]).toMatchObject({
      organisation: { name: 'Fjord' },
      assetText: '198.18.1.0:3389/tcp',
      lastSeen: at(0, 10),
    })
    expect(body.stretches.slice(0, 6)).toMatchObject([
      { from: at(5), verdict: 'too-new' },
      { verdict: 'too-new' },
      { from: at(3), to: at(4), verdict: 'proves', files: 1 },
      { verdict: 'proves' },
      { verdict: 'proves' },
      { verdict: 'proves' },
    ])
    expect((await ask(`/findings/${body.sample[0].id}/proof`)).body).toMatchObject({ outcome: 'waits-for-person' })
  })

  it('is released by whoever handles findings, once, and the closing is asked for', async () => {
    const id = await waiting()
    expect((await ask(`/closings/${id}/release`, 'POST', {})).status).toBe(200)
    expect(asked).toEqual(['feeds.prove'])
    expect((await ask(`/closings/${id}/refuse`, 'POST', { reason: 'too late for that' })).status).toBe(409)
    await history.prove(5)
    expect(await history.states()).toEqual({ open: 12, fixed: 8 })
    expect(await history.rows(sql`select action, detail ->> 'kind' as kind from audit where action like 'closing.%'`)).toEqual([
      { action: 'closing.release', kind: 'open-rdp' },
    ])
  })

  it('is refused with a reason only', async () => {
    const id = await waiting()
    expect((await ask(`/closings/${id}/refuse`, 'POST', { reason: 'no' })).status).toBe(422)
    expect((await ask(`/closings/${id}/refuse`, 'POST', { reason: 'their scan was changed' })).status).toBe(200)
    expect((await ask(`/closings/${id}`)).body.closing).toMatchObject({
      state: 'refused',
      reason: 'their scan was changed',
      decidedBy: 'Kari',
    })
    expect((await history.prove(5)).held).toBe(0)
  })

  it('is nothing that a member may see', async () => {
    const id = await waiting()
    caller = as(['member-security'], history.member)
    for (const [path, method] of [
      ['/closings', 'GET'],
      [`/closings/${id}`, 'GET'],
      [`/closings/${id}/release`, 'POST'],
      [`/closings/${id}/refuse`, 'POST'],
    ] as const)
      expect((await ask(path, method, method === 'POST' ? { reason: 'because I can' } : undefined)).status, path).toBe(404)
  })
})

describe('The label of a source', () => {
  const settings = { name: 'partner', title: 'Partner', provider: 'Partner', format: 'shadowserver', rhythmHours: 24 }
  const consent = {
    givenBy: 'Vakten hos partneren',
    givenOn: '2026-11-20',
    reference: 'Sak 26/118',
    reason: 'Rapportene deles åpent fra nå.',
  }
  const labels = async (id: string) => {
    const { tlp, pap, labelConsent } = (await ask(`/sources/${id}`)).body.source
    return { tlp, pap, labelConsent }
  }

  it('becomes stricter at will, and milder only with a consent that is recorded with who, when, where and why', async () => {
    const { id } = (await ask('/sources', 'POST', { ...settings, tlp: 'TLP:GREEN' })).body
    const put = (change: object) => ask(`/sources/${id}`, 'PUT', { ...settings, ...change })
    expect((await put({ tlp: 'TLP:RED', pap: 'PAP:RED' })).status).toBe(200)
    const strict = { tlp: 'TLP:RED', pap: 'PAP:RED', labelConsent: null }
    for (const milder of [{ tlp: 'TLP:AMBER', pap: 'PAP:RED' }, { tlp: 'TLP:RED', pap: 'PAP:AMBER' }, {}]) {
      const refused = await put(milder)
      expect(refused).toMatchObject({ status: 422, body: { code: 'provider-consent-needed' } })
      expect(refused.body.message).toContain('TLP:RED, PAP:RED')
    }
    expect((await put({ tlp: 'TLP:GREEN', consent: { ...consent, reason: '' } })).status).toBe(422)
    expect(await labels(id)).toEqual(strict)
    expect((await put({ tlp: 'TLP:GREEN', consent })).status).toBe(200)
    const recorded = { ...consent, from: { tlp: 'TLP:RED', pap: 'PAP:RED' }, recordedBy: 'Kari', recordedAt: history.clock.now() }
    expect(await labels(id)).toEqual({ tlp: 'TLP:GREEN', pap: 'PAP:AMBER', labelConsent: recorded })
    const [entry] = await history.rows<{ detail: object }>(
      sql`select detail from audit where action = 'source.change' order by position desc limit 1`,
    )
    expect(entry!.detail).toMatchObject({ consent, reason: consent.reason, to: { tlp: 'TLP:GREEN', pap: 'PAP:AMBER' } })
    // What bears the labels stays while they do, and bears no milder ones than it was given for.
    await put({ tlp: 'TLP:GREEN', title: 'Partneren' })
    expect((await labels(id)).labelConsent).toEqual(recorded)
    expect((await put({ tlp: 'TLP:CLEAR' })).status).toBe(422)
    await expect(history.rows(sql`update source set tlp = 'TLP:CLEAR' returning 1`)).rejects.toThrow('consent that is recorded')
    await put({ tlp: 'TLP:AMBER' })
    expect((await labels(id)).labelConsent).toBeNull()
  })
})
