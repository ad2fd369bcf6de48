import { generateKey } from 'openpgp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Id, uuidOf } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { sql } from '#platform/db/db.ts'
import { createLog } from '#platform/log.ts'
import { makeKey } from '#platform/pgp.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { type MailHouse, mailIsHere, startMail } from '../../../tests/setup/mail.ts'
import { type SmtpPeer, startHttpPeer, startSmtpPeer } from '../../../tests/setup/peers.ts'
import { resend } from './by-hand.ts'
import { type Desk, openDesk } from './fixtures/desk.ts'
import { sendWaiting } from './send.ts'

const at = (name: string) => ({ email: `${name}@varde.example` })

describe.skipIf(!mailIsHere())('Sending to postfix, read back by IMAP', () => {
  let mail: MailHouse
  let desk: Desk
  beforeAll(async () => {
    mail = await startMail()
    desk = await openDesk({ settings: { VARDE_SMTP_URL: mail.smtpUrl, VARDE_PUBLIC_URL: 'https://varde.example' } })
  })
  afterAll(async () => {
    await desk?.close()
    await mail?.stop()
  })

  it('hands a notice to each security contact, each with its own answer link, and what it told is told from then on', async () => {
    const org = await desk.member('Fjordby', [at('ada'), at('bo'), { role: 'management', email: 'boss@varde.example' }], 2)
    const notice = await desk.notice(org)
    await desk.send()
    const [ada] = await mail.arrived('ada')
    const [bo] = await mail.arrived('bo')
    expect(await mail.read('boss')).toEqual([])
    expect(ada!.subject).toBe('[TLP:AMBER] Åpen RDP')
    expect(ada!.from?.address).toBe('varsel@helsecert.example')
    expect(ada!.attachments.map(({ filename }) => filename)).toEqual(['funn.csv'])
    const links = [ada!, bo!].map(({ text }) => /https:\/\/varde\.example\/answer#\S+/.exec(text!)![0])
    expect(new Set(links).size).toBe(2)
    expect(ada!.html).toContain(links[0])
    const ids = await desk.rows<{ message: string }>(
      sql`select '<' || message_id || '>' as message from delivery where notice_id = ${uuidOf(notice)} order by address`,
    )
    expect([ada!.messageId, bo!.messageId]).toEqual(ids.map(({ message }) => message))
    expect(ids[0]!.message).toMatch(/^<[0-9a-f-]{36}@helsecert\.example>$/)

    const stand = await desk.stand(notice)
    expect(stand).toMatchObject({ state: 'sent', rung: 0, states: ['sent', 'sent'], steps: ['queued', 'queued', 'sent', 'sent'] })
    expect(Date.parse(stand.answer_by!) - Date.parse(desk.clock.now())).toBe(4 * 3_600_000)
    const findings = await desk.rows(
      sql`select state, told_at is not null as told from finding where organisation_id = ${uuidOf(org)}`,
    )
    expect(findings).toEqual([
      { state: 'told', told: true },
      { state: 'told', told: true },
    ])
    // Two contacts, and one word of it in each story.
    const told = await desk.rows(
      sql`select because ->> 'recipient' as recipient, because ->> 'channel' as channel from finding_step s join finding f on f.id = s.finding_id
          where what = 'told' and organisation_id = ${uuidOf(org)}`,
    )
    expect(told).toEqual([
      { recipient: 'Fjordby', channel: 'mail' },
      { recipient: 'Fjordby', channel: 'mail' },
    ])
  })

  it('signs with the key of the sender and encrypts to whoever has a key', async () => {
    const member = await makeKey({ name: 'Vakt', address: 'pgp@varde.example', madeAt })
    const org = await desk.member('Nøkkelby', [{ ...at('pgp'), pgpKey: member.publicKey }])
    const notice = await desk.notice(org)
    await desk.send()
    const [received] = await mail.arrived('pgp')
    expect(received!.raw.toString()).toContain('multipart/encrypted')
    expect(received!.raw.toString()).not.toContain('answer#')
    expect(await desk.rows(sql`select encrypted from delivery where notice_id = ${uuidOf(notice)}`)).toEqual([
      { encrypted: true },
    ])
  })

  it('keeps back what is above GREEN from a key that has ended, tells so and asks the next contact; GREEN goes in clear', async () => {
    const ended = await endedKey('ended@varde.example')
    const org = await desk.member('Gammelby', [
      { ...at('ended'), pgpKey: ended },
      { role: 'management', ...at('leader') },
    ])
    const amber = await desk.notice(org, { tlp: 'TLP:AMBER' })
    await desk.send()
    await mail.arrived('leader')
    expect(await mail.read('ended')).toEqual([])
    const stand = await desk.stand(amber)
    expect(stand).toMatchObject({
      state: 'sent',
      rung: 1,
      states: ['failed', 'sent'],
      steps: ['queued', 'failed', 'queued', 'sent'],
    })
    expect(stand.deliveries[0]!.reply).toBe('key: expired')
    expect(await desk.events('notice.bounced')).toContainEqual(
      expect.objectContaining({ notice: amber, address: 'ended@varde.example', reply: 'key: expired' }),
    )
    const green = await desk.notice(org, { tlp: 'TLP:GREEN' })
    await desk.send()
    await mail.arrived('ended')
    expect((await desk.stand(green)).states).toEqual(['sent'])
  })

  it('sends what is TLP:RED sealed, or says only that it lies in the portal', async () => {
    const org = await desk.member('Rødby', [at('without-key')])
    const red = await desk.notice(org, { tlp: 'TLP:RED', subject: '[TLP:RED] Porten står åpen' })
    await desk.send()
    const [letter] = await mail.arrived('without-key')
    expect(letter!.subject).not.toContain('Porten')
    expect(letter!.text).toContain(`/notices/${red}`)
    expect(letter!.text).not.toContain('/answer#')
  })

  it('tells 700 members in one run, each once and signed', { timeout: 240_000 }, async () => {
    await signingKey(desk)
    await desk.crowd(700, (number) => `m${number % 7}@many.example`)
    await desk.send()
    const boxes = await Promise.all(Array.from({ length: 7 }, (_, box) => mail.arrived(`m${box}@many.example`, 100)))
    expect(boxes.map((box) => box.length)).toEqual(Array.from({ length: 7 }, () => 100))
    expect(new Set(boxes.flat().map(({ messageId }) => messageId)).size).toBe(700)
    expect(boxes[0]![0]!.raw.toString()).toContain('multipart/signed')
  })
})

/** Keys are made by the real clock, and that of the house stands still. */
const madeAt = '2026-01-01T00:00:00.000Z'

/** Gives the sender of the health sector a key. */
async function signingKey(desk: Desk): Promise<void> {
  const { privateKey, publicKey } = await makeKey({ name: 'HelseCERT', address: 'varsel@helsecert.example', madeAt })
  const sealed = createSecretBox(desk.config).seal(privateKey, 'sender:health')
  await desk.db.asOwner((tx) =>
    tx.run(sql`
      insert into team_key (constituency, public_key, sealed_key, made_at, made_by)
      values ('health', ${publicKey}, ${sealed}, now(), 'test')`),
  )
}

/** A public key that ended before now. */
async function endedKey(address: string): Promise<string> {
  const { publicKey } = await generateKey({
    type: 'ecc',
    curve: 'ed25519Legacy',
    userIDs: [{ name: 'Gammel', email: address }],
    date: new Date('2020-01-01'),
    keyExpirationTime: 86_400,
    format: 'armored',
  })
  return publicKey
}

describe('Sending to servers with bad manners', () => {
  let peer: SmtpPeer
  let desk: Desk
  beforeAll(async () => {
    peer = await startSmtpPeer()
    desk = await openDesk({ settings: { VARDE_SMTP_URL: peer.url } })
  })
  afterAll(async () => {
    await desk.close()
    await peer.stop()
  })
  beforeEach(async () => {
    await desk.clear()
    peer.behave({})
    peer.taken.length = 0
  })
  const several = (count: number) => desk.crowd(count, (number) => `c${number}@varde.example`)

  it('loses nothing when the server is away for an hour, tries one at a time meanwhile, and sends each once when it is back', async () => {
    const notices = await several(20)
    await peer.down()
    for (let minute = 0; minute < 60; minute += 1) {
      await desk.send()
      desk.pass(1)
    }
    const tries = await desk.one<{ tries: number; most: number; states: string[] }>`
      select sum(tries)::int as tries, max(tries) as most, array_agg(distinct state) as states from delivery`
    // A run ends with the first that meets nobody: sixty runs, at most sixty tries for twenty mails.
    expect(tries.tries).toBeLessThanOrEqual(60)
    expect(tries.states.filter((state) => !['queued', 'deferred'].includes(state))).toEqual([])
    await peer.up()
    desk.pass(60)
    const before = peer.connections()
    await desk.send()
    expect(peer.taken.map(({ to }) => to[0]).sort()).toEqual(notices.map((_, number) => `c${number}@varde.example`).sort())
    expect(peer.connections() - before).toBe(1)
    expect(await desk.rows(sql`select from delivery where state <> 'sent'`)).toEqual([])
  })

  it('comes back to who greylists, and to the others at once', async () => {
    peer.behave({ greylist: 1 })
    const [notice] = await desk.crowd(2, (number) => `grey${number}@varde.example`)
    await desk.send()
    expect((await desk.stand(notice!)).deliveries[0]).toMatchObject({ state: 'deferred', tries: 1 })
    expect((await desk.stand(notice!)).state).toBe('deferred')
    await desk.send()
    expect(peer.taken).toEqual([])
    desk.pass(1)
    await desk.send()
    expect(peer.taken.length).toBe(2)
    expect(await desk.stand(notice!)).toMatchObject({ state: 'sent', steps: ['queued', 'deferred', 'sent'] })
  })

  it('stops when the server says that it is busy, and goes on in the next minute', async () => {
    peer.behave({ busy: 1 })
    await several(5)
    await desk.send()
    expect(await desk.one`select sum(tries)::int as tries from delivery`).toEqual({ tries: 1 })
    desk.pass(1)
    await desk.send()
    expect(peer.taken.length).toBe(5)
  })

  it('goes on to the next role when one is refused, and sends to the others as if nothing were', async () => {
    peer.behave({ refuse: ['wrong@varde.example'] })
    const org = await desk.member('Feilby', [at('wrong'), { role: 'operations-24/7', ...at('night') }], 1)
    const notice = await desk.notice(org)
    const [other] = await several(1)
    await desk.send()
    expect(peer.taken.map(({ to }) => to[0]).sort()).toEqual(['c0@varde.example', 'night@varde.example'])
    expect(await desk.stand(notice)).toMatchObject({
      state: 'sent',
      rung: 1,
      states: ['bounced', 'sent'],
      steps: ['queued', 'bounced', 'queued', 'sent'],
    })
    expect((await desk.stand(other!)).state).toBe('sent')
    expect(await desk.events('notice.bounced')).toEqual([
      expect.objectContaining({ notice, recipient: org, address: 'wrong@varde.example', reply: expect.stringContaining('550') }),
    ])
  })

  it('shows as unsure, and sends again under the same Message-ID, what a server took without saying so', async () => {
    peer.behave({ dropAfterData: 1 })
    const [notice] = await several(1)
    await desk.send()
    expect(await desk.stand(notice!)).toMatchObject({ states: ['unsure'], steps: ['queued', 'unsure'] })
    desk.pass(1)
    await desk.send()
    const ids = peer.taken.map(({ raw }) => /^message-id: *(\S+)/im.exec(raw)![1])
    expect(ids.length).toBe(2)
    expect(ids[0]).toBe(ids[1])
    expect(await desk.stand(notice!)).toMatchObject({
      state: 'sent',
      states: ['sent'],
      steps: ['queued', 'unsure', 'sent-again'],
    })
    expect(await desk.one`select sent_again_at is not null as again from delivery`).toEqual({ again: true })
  })

  it('gives up after two days, and the ladder goes on by telephone where nothing else is left', async () => {
    peer.behave({ greylist: 1_000 })
    const org = await desk.member('Tregby', [{ ...at('slow'), telephone: '+47 90 00 00 01' }], 1)
    const notice = await desk.notice(org)
    for (const hours of [0, 24, 23.5, 1]) {
      desk.pass(hours * 60)
      await desk.send()
    }
    const stand = await desk.stand(notice)
    expect(stand.states).toEqual(['failed', 'queued'])
    expect(stand.steps.slice(-2)).toEqual(['failed', 'call'])
    expect(await desk.events('notice.call')).toEqual([
      expect.objectContaining({ notice, contact: 'security 1', address: '+47 90 00 00 01' }),
    ])
    expect(await desk.rows(sql`select state from finding where organisation_id = ${uuidOf(org)}`)).toEqual([{ state: 'open' }])
  })

  it('loses nothing when the server is away for a week, and gives whoever greylists afterwards two days from then on', async () => {
    const [notice] = await desk.crowd(3, (number) => `week${number}@varde.example`)
    await peer.down()
    for (let days = 0; days < 7; days += 1) {
      await desk.send()
      desk.pass(24 * 60)
    }
    expect(await desk.rows(sql`select distinct state from delivery order by state`)).toEqual([{ state: 'deferred' }])
    expect(await desk.events('notice.bounced')).toEqual([])
    await peer.up()
    peer.behave({ greylist: 1 })
    await desk.send()
    expect((await desk.stand(notice!)).states).toEqual(['deferred'])
    desk.pass(60)
    await desk.send()
    expect(peer.taken.length).toBe(3)
    expect((await desk.stand(notice!)).state).toBe('sent')
  })

  it('counts no time in which nothing might be sent: after two days of holding, the first that puts a mail off is tried again', async () => {
    const [notice] = await desk.crowd(1, () => 'held@varde.example')
    desk.pass(49 * 60)
    peer.behave({ greylist: 1 })
    await desk.send()
    expect(await desk.stand(notice!)).toMatchObject({ states: ['deferred'] })
    desk.pass(1)
    await desk.send()
    expect((await desk.stand(notice!)).states).toEqual(['sent'])
  })

  it('does not send again what was put off when its notice is answered, save what somebody sends again by hand', async () => {
    peer.behave({ greylist: 1, slow: 300 })
    const org = await desk.member('Svarby', [at('early'), { role: 'management', ...at('chosen') }], 0)
    const notice = await desk.notice(org)
    const settled = () => desk.db.asOwner((tx) => tx.run(sql`update notice set state = 'answered', answer_by = null`))
    const running = desk.send()
    while ((await desk.stand(notice)).states[0] !== 'sending') await new Promise((resolve) => setTimeout(resolve, 5))
    await settled()
    await running
    expect(await desk.stand(notice)).toMatchObject({ state: 'answered', states: ['cancelled'], steps: ['queued', 'cancelled'] })
    const contact = await desk.one<{ id: Id<'con'> }>`
      select 'con_' || replace(id::text, '-', '') as id from contact where email = 'chosen@varde.example'`
    await desk.db.in(systemScope('test'), (tx) => resend(tx, { id: notice, contactId: contact.id }, desk.clock.now()))
    await desk.send()
    desk.pass(1)
    await desk.send()
    expect(peer.taken.map(({ to }) => to[0])).toEqual(['chosen@varde.example'])
    // One that waits although its notice is over is taken by nobody.
    const late = await desk.notice(await desk.member('Sentby', [at('late')], 0))
    await settled()
    await desk.send()
    expect(await desk.stand(late)).toMatchObject({ states: ['cancelled'] })
  })

  it('sends nothing while all sending is held or the recipient is frozen, and all of it afterwards', async () => {
    const [notice] = await several(1)
    const frozen = await desk.member('Frosset', [at('frozen')], 0)
    const other = await desk.notice(frozen)
    await desk.db.asOwner(async (tx) => {
      await tx.run(sql`update sending_hold set held = true`)
      await tx.run(sql`insert into notice_preference (organisation_id, frozen_until, changed_at, changed_by)
        values (${uuidOf(frozen)}, ${new Date(Date.parse(desk.clock.now()) + 3_600_000)}, now(), 'test')`)
    })
    await desk.send()
    expect(peer.taken).toEqual([])
    await desk.db.asOwner((tx) => tx.run(sql`update sending_hold set held = false`))
    await desk.send()
    expect(peer.taken.map(({ to }) => to[0])).toEqual(['c0@varde.example'])
    desk.pass(61)
    await desk.send()
    expect([(await desk.stand(notice!)).state, (await desk.stand(other)).state]).toEqual(['sent', 'sent'])
  })

  it('does not send to an address that is no longer a contact', async () => {
    const org = await desk.member('Sluttby', [at('gone'), { role: 'management', ...at('boss') }], 0)
    const notice = await desk.notice(org)
    await desk.db.asOwner((tx) => tx.run(sql`delete from contact where email = 'gone@varde.example'`))
    await desk.send()
    expect(peer.taken.map(({ to }) => to[0])).toEqual(['boss@varde.example'])
    expect((await desk.stand(notice)).deliveries[0]).toMatchObject({ state: 'failed', reply: 'no longer a contact' })
  })

  it('is done once by two workers at once', async () => {
    await several(40)
    const world = { db: desk.db, clock: desk.clock, config: desk.config, log: createLog('silent') }
    const [one, two] = await Promise.all([sendWaiting(world), sendWaiting(world)])
    expect(one.sent + two.sent).toBe(40)
    expect(Math.min(one.sent, two.sent)).toBeGreaterThan(0)
    expect(new Set(peer.taken.map(({ to }) => to[0])).size).toBe(40)
    expect(peer.taken.length).toBe(40)
  })
})

describe('Whoever has no address', () => {
  it('is telephoned to, and whoever has no contact at all is a task at once: never silence', async () => {
    const desk = await openDesk()
    const reachable = await desk.notice(await desk.member('Ringby', [{ telephone: '90 00 00 01', name: 'Vakt' }]))
    const unknown = await desk.notice(await desk.member('Tomby', []))
    expect(await desk.stand(reachable)).toMatchObject({
      state: 'queued',
      deliveries: [{ channel: 'telephone', state: 'queued' }],
      steps: ['call'],
    })
    expect(await desk.stand(unknown)).toMatchObject({ state: 'bounced', deliveries: [], steps: ['no-contact'] })
    const calls = await desk.events('notice.call')
    expect(calls).toEqual([
      expect.objectContaining({ notice: reachable, contact: 'Vakt', address: '90 00 00 01' }),
      expect.not.objectContaining({ contact: expect.anything() }),
    ])
    expect(calls[1]).toMatchObject({ notice: unknown, severity: 4 })
    await desk.close()
  })
})

describe('Messages by the gateway', () => {
  it('go to who is paged, with one id however often they are tried, and to the telephone when the gateway will not', async () => {
    const gateway = await startHttpPeer()
    const peer = await startSmtpPeer({ refuse: ['ada@varde.example'] })
    const desk = await openDesk({
      settings: {
        VARDE_SMTP_URL: peer.url,
        VARDE_GATEWAY_URL: gateway.url,
        VARDE_GATEWAY_TOKEN: 'gateway-token',
        VARDE_OUTBOUND_ALLOW: gateway.host,
      },
    })
    const org = await desk.member('Smsby', [{ ...at('ada'), telephone: '+47 90 00 00 01' }], 1)
    const notice = await desk.notice(org)
    gateway.answer({ status: 503, body: 'later' })
    await desk.send()
    expect(await desk.stand(notice)).toMatchObject({ rung: 1, states: ['bounced', 'deferred'] })
    gateway.answer({ status: 200, body: 'queued' })
    desk.pass(1)
    await desk.send()
    expect(await desk.stand(notice)).toMatchObject({ state: 'bounced', states: ['bounced', 'sent'] })
    expect(gateway.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer gateway-token', 'Bearer gateway-token'])
    const bodies = gateway.received.map(({ body }) => JSON.parse(body) as { to: string; text: string; id: string })
    expect(bodies[0]).toEqual(bodies[1])
    expect(bodies[0]).toMatchObject({ to: '+47 90 00 00 01', id: expect.stringMatching(/^dlv_/) })
    // It says that there is a notice and nothing of what stands in it: nobody has been told by it, and the ladder goes on.
    expect(bodies[0]!.text).not.toContain('RDP')
    expect(await desk.rows(sql`select state from finding`)).toEqual([{ state: 'open' }])
    expect((await desk.stand(notice)).answer_by).not.toBeNull()

    gateway.answer({ status: 400, body: 'unknown number' })
    const other = await desk.notice(org)
    await desk.send()
    expect(await desk.stand(other)).toMatchObject({ rung: 2, states: ['bounced', 'failed', 'queued'] })
    expect((await desk.events('notice.call')).map(({ notice }) => notice)).toEqual([other])
    await desk.close()
    await peer.stop()
    await gateway.stop()
  })
})
