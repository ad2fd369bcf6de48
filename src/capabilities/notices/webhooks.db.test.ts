import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Id, uuidOf } from '#domain/id.ts'
import { sql } from '#platform/db/db.ts'
import { machines, report } from '../../../tests/loop/house.ts'
import { type HttpPeer, startHttpPeer } from '../../../tests/setup/peers.ts'
import { type Desk, openDesk } from './fixtures/desk.ts'

let receiver: HttpPeer
let slow: HttpPeer
let desk: Desk
beforeAll(async () => {
  receiver = await startHttpPeer()
  slow = await startHttpPeer()
  desk = await openDesk({
    settings: { VARDE_OUTBOUND_ALLOW: `${receiver.host},${slow.host}`, VARDE_PUBLIC_URL: 'https://varde.example' },
  })
})
afterAll(async () => {
  await desk.close()
  await receiver.stop()
  await slow.stop()
})
beforeEach(async () => {
  await desk.turn()
  await desk.db.asOwner((tx) => tx.run(sql`delete from webhook`))
  receiver.received.length = 0
  receiver.answer({})
})

const calls = () => desk.turn('notices.webhooks')
const add = async (key: string, org: Id<'org'>, more: object = {}) => {
  const answer = await desk.ask(key, `/organisations/${org}/webhooks`, {
    method: 'POST',
    body: { url: `${receiver.url}/hook`, ...more },
  })
  return answer.json as { id: Id<'hok'>; secret: string; code?: string }
}
/** What Standard Webhooks 1.0 tells a receiver to do. */
const isGenuine = (secret: string, { headers, body }: HttpPeer['received'][number]): boolean => {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
  return headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(content).digest('base64')}`
}
interface Body {
  type: string
  timestamp: string
  data: { findings: { id: string; asset: string; severity: string; link: string }[] }
}
const bodies = () => receiver.received.map(({ body }) => JSON.parse(body) as Body)

let number = 0
/** Opens findings on a network of an organisation. */
async function open(owner: Id<'org'>, count: number, operator?: Id<'org'>): Promise<void> {
  number += 1
  const net = `203.0.${number}`
  await desk.holding(owner, `${net}.0/24`)
  if (operator) await desk.holding(operator, `${net}.0/24`, { relation: 'operates' })
  const seen = machines(count).map((machine, index) => ({ ...machine, ip: `${net}.${index + 1}` }))
  await desk.bring(report(seen), { fileName: `hook-${number}.csv` })
}

describe('Webhooks', () => {
  it('tell owner and operator of their findings and of nobody else’s, signed so that the receiver can check', async () => {
    const [owner, operator, stranger] = [
      await desk.organisation('Eierby'),
      await desk.organisation('Drift AS'),
      await desk.organisation('Fremmedby'),
    ]
    const secrets = new Map<string, string>()
    for (const org of [owner, operator, stranger]) {
      const { secret } = await add(await desk.key(org), org, { url: `${receiver.url}/${org}` })
      expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
      secrets.set(`/${org}`, secret)
    }
    await open(owner, 3, operator)
    await desk.turn()
    await calls()
    expect(receiver.received.map(({ path }) => path).sort()).toEqual([`/${owner}`, `/${operator}`].sort())
    for (const call of receiver.received) {
      expect(isGenuine(secrets.get(call.path)!, call)).toBe(true)
      expect(isGenuine(secrets.get(`/${stranger}`)!, call)).toBe(false)
    }
    const [first] = bodies()
    expect(first).toMatchObject({ type: 'finding.opened', data: { findings: [{ severity: 'medium' }, {}, {}] } })
    expect(first!.data.findings[0]!.link).toBe(`https://varde.example/findings/${first!.data.findings[0]!.id}`)
    const stored = await desk.rows<{ secret: string }>(sql`select secret from webhook`)
    for (const { secret } of stored) expect([...secrets.values()].some((shown) => secret.includes(shown.slice(6)))).toBe(false)
  })

  it('come in the order of what happened, in pieces of a hundred, only of the kinds that were chosen', async () => {
    const org = await desk.organisation('Rekkeby')
    const key = await desk.key(org)
    await add(key, org)
    await add(key, org, { url: `${receiver.url}/fixed`, kinds: ['finding.fixed'] })
    await open(org, 130)
    await desk.turn()
    await calls()
    expect(bodies().map(({ type, data }) => `${type} ${data.findings.length}`)).toEqual([
      'finding.opened 100',
      'finding.opened 30',
    ])
    const ids = bodies().flatMap(({ data }) => data.findings.map(({ id }) => id))
    expect(new Set(ids).size).toBe(130)
    await desk.ask(key, '/findings/answers', { method: 'POST', body: { ids: [ids[0]], answer: { answer: 'fixed' } } })
    await desk.turn()
    await calls()
    expect(bodies().at(-1)).toMatchObject({
      type: 'finding.answered',
      data: { findings: [{ id: ids[0], answer: 'fixed', state: 'answered' }] },
    })
    const list = await desk.ask(key, `/organisations/${org}/webhooks`)
    const shown = await desk.ask(key, `/webhooks/${list.json.webhooks[0].id}/calls`)
    expect(
      shown.json.rows.map(({ kind, state, tries }: { kind: string; state: string; tries: number }) => [kind, state, tries]),
    ).toEqual([
      ['finding.answered', 'done', 1],
      ['finding.opened', 'done', 1],
      ['finding.opened', 'done', 1],
    ])
  })

  it('are tried again under the same id, in order and ever more seldom; after twenty failures in a row they are switched off and somebody is told', async () => {
    const org = await desk.organisation('Nedeby')
    const key = await desk.key(org)
    const { id } = await add(key, org)
    await open(org, 1)
    await desk.turn()
    receiver.answer({ status: 500, body: 'oops' })
    await calls()
    await calls()
    expect(receiver.received.length).toBe(1)
    desk.pass(1)
    await calls()
    expect(receiver.received.length).toBe(2)
    const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
    expect(ids[0]).toBe(ids[1])
    expect(bodies()[0]).toEqual(bodies()[1])
    const state = () =>
      desk.one<{ active: boolean; failures: number }>`select active, failures from webhook where id = ${uuidOf(id)}`
    for (let tries = 3; tries <= 19; tries += 1) {
      desk.pass(tries < 10 ? 400 : 10)
      await desk.rows(sql`update webhook set next_try_at = null returning 1`)
      await calls()
    }
    expect(await state()).toEqual({ active: true, failures: 19 })
    await desk.rows(sql`update webhook set next_try_at = null returning 1`)
    await calls()
    expect(await state()).toEqual({ active: false, failures: 20 })
    expect(await desk.events('notices.webhook-failed')).toEqual([
      expect.objectContaining({ recipient: org, address: id, reply: '500 oops', subject: receiver.host }),
    ])
    expect(await desk.rows(sql`select state from webhook_call`)).toEqual([{ state: 'failed' }])
    receiver.answer({})
    const before = receiver.received.length
    expect((await desk.ask(key, `/webhooks/${id}`, { method: 'PATCH', body: { active: true } })).status).toBe(200)
    await open(org, 1)
    await desk.turn()
    await calls()
    expect(receiver.received.length).toBe(before + 1)
    expect(await state()).toEqual({ active: true, failures: 0 })
  })

  it('are switched off at once by who answers 410, and after five days in which nothing was taken', async () => {
    const org = await desk.organisation('Borteby')
    const key = await desk.key(org)
    const gone = await add(key, org)
    await open(org, 1)
    await desk.turn()
    receiver.answer({ status: 410 })
    await calls()
    const active = async (id: Id<'hok'>) =>
      (await desk.one<{ active: boolean }>`select active from webhook where id = ${uuidOf(id)}`).active
    expect(await active(gone.id)).toBe(false)
    const slow = await add(key, org)
    await open(org, 1)
    await desk.turn()
    receiver.answer({ status: 302, headers: { location: `${receiver.url}/elsewhere` } })
    await calls()
    desk.pass(5 * 24 * 60 - 1)
    await calls()
    expect(await active(slow.id)).toBe(true)
    desk.pass(24 * 60)
    await calls()
    expect(await active(slow.id)).toBe(false)
    expect(receiver.received.every(({ path }) => path === '/hook')).toBe(true)
  })

  it('do not hold each other up: one that hangs or cannot be signed for waits alone', async () => {
    const org = await desk.organisation('Delt by')
    const key = await desk.key(org)
    const broken = await add(key, org, { url: `${receiver.url}/broken` })
    await add(key, org, { url: `${receiver.url}/well` })
    await desk.rows(sql`update webhook set secret = 'v1.nonsense' where id = ${uuidOf(broken.id)} returning 1`)
    await open(org, 2)
    await desk.turn()
    await calls()
    expect(receiver.received.map(({ path }) => path)).toEqual(['/well'])
  })

  it('are called several at once, each by itself in turn: one that is slow holds up no other; each finding has its label', async () => {
    const org = await desk.organisation('Treg by')
    const key = await desk.key(org)
    await add(key, org, { url: `${slow.url}/a` })
    await add(key, org, { url: `${receiver.url}/b` })
    await open(org, 130)
    await desk.turn()
    slow.answer({ slow: 3_000 })
    const running = calls()
    while (receiver.received.length < 2) await new Promise((resolve) => setTimeout(resolve, 5))
    // The slow one has had its first and no more.
    expect(slow.received.length).toBeLessThanOrEqual(1)
    expect(bodies()[0]!.data.findings[0]).toMatchObject({ tlp: expect.stringMatching(/^TLP:/) })
    await running
    expect(slow.received.length).toBe(2)
  })

  it('can be tried, also when they are switched off, and a test says nothing of findings', async () => {
    const org = await desk.organisation('Prøveby')
    const key = await desk.key(org)
    const { id, secret } = await add(key, org)
    await desk.ask(key, `/webhooks/${id}`, { method: 'PATCH', body: { active: false } })
    await desk.ask(key, `/webhooks/${id}`, { method: 'PATCH', body: { test: true } })
    await desk.work()
    expect(receiver.received.length).toBe(1)
    expect(isGenuine(secret, receiver.received[0]!)).toBe(true)
    expect(JSON.parse(receiver.received[0]!.body)).toMatchObject({ type: 'test', data: {} })
  })

  it('may not lead inside, nor be reached without https', async () => {
    const org = await desk.organisation('Innoverby')
    const key = await desk.key(org)
    for (const url of ['http://hooks.example/a', `http://127.0.0.1:1/x`, 'https://user:secret@hooks.example/'])
      expect((await add(key, org, { url })).code).toBe('bad-webhook-url')
    await add(key, org, { url: 'https://127.0.0.1:9/x' })
    await add(key, org, { url: 'https://169.254.169.254/latest/meta-data' })
    await open(org, 1)
    await desk.turn()
    await calls()
    const replies = await desk.rows<{ reply: string }>(sql`select last_reply as reply from webhook order by id`)
    for (const { reply } of replies) expect(reply).toContain('not public')
    expect(receiver.received).toEqual([])
  })

  it('belong to their organisation: nobody else sees, tries, changes or removes them, and a reader changes none', async () => {
    const [own, other] = [await desk.organisation('Egenby'), await desk.organisation('Naboby')]
    const { id } = await add(await desk.key(own), own)
    const stranger = await desk.key(other)
    expect((await add(stranger, own)).code).toBe('not-found')
    expect((await desk.ask(stranger, `/organisations/${own}/webhooks`)).status).toBe(404)
    expect((await desk.ask(stranger, `/webhooks/${id}/calls`)).status).toBe(404)
    expect((await desk.ask(stranger, `/webhooks/${id}`, { method: 'PATCH', body: { active: false } })).status).toBe(404)
    expect((await desk.ask(stranger, `/webhooks/${id}`, { method: 'DELETE' })).status).toBe(404)
    expect((await desk.rows(sql`select from webhook where active`)).length).toBe(1)
    expect((await desk.ask(await desk.key(own), `/webhooks/${id}`, { method: 'DELETE' })).status).toBe(200)
    expect((await desk.rows(sql`select from webhook`)).length).toBe(0)
  })
})
