import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Id, uuidOf } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { sql } from '#platform/db/db.ts'
import { type HttpPeer, type SmtpPeer, startHttpPeer, startSmtpPeer } from '../../../tests/setup/peers.ts'
import { takeBack } from './answered.ts'
import { cancel, noteCall, resend } from './by-hand.ts'
import { type Desk, openDesk } from './fixtures/desk.ts'
import { memberOf } from './fixtures/told.ts'
import { escalate } from './ladder.ts'
import { openedNotices } from './store.ts'
import { noticeStepsOf } from './store-delivery.ts'
import { noticeStepInWords } from './words/steps.ts'

const at = (name: string) => ({ email: `${name}@varde.example` })
const team = systemScope('test')
const day = 24 * 60

let peer: SmtpPeer
let gateway: HttpPeer
let desk: Desk
beforeAll(async () => {
  peer = await startSmtpPeer()
  gateway = await startHttpPeer()
  desk = await openDesk({
    settings: { VARDE_SMTP_URL: peer.url, VARDE_GATEWAY_URL: gateway.url, VARDE_OUTBOUND_ALLOW: gateway.host },
  })
})
afterAll(async () => {
  await desk.close()
  await gateway.stop()
  await peer.stop()
})
beforeEach(async () => {
  await desk.clear()
  peer.behave({})
  peer.taken.length = 0
  gateway.received.length = 0
})

/** Lets the ladder look, and what it queued be sent. */
const look = () => desk.turn('notices.escalate', 'notices.send')
const whole = [
  { ...at('ada'), telephone: '+47 90 00 00 01', name: 'Ada' },
  { role: 'operations-24/7' as const, ...at('night'), telephone: '90 00 00 02', name: 'Night' },
  { role: 'management' as const, ...at('boss'), name: 'Boss' },
]

describe('Silence', () => {
  it('1.06 goes up the ladder: next contact, other channel, telephone; each step stands in the log, and an answer ends it', async () => {
    const org = await desk.member('Stilleby', whole)
    const notice = await desk.notice(org, { severity: 4 })
    await desk.send()
    desk.pass(4 * 60 - 1)
    await look()
    expect(await desk.stand(notice)).toMatchObject({ state: 'sent', rung: 0 })
    desk.pass(1)
    await look()
    expect(await desk.stand(notice)).toMatchObject({ state: 'silent', rung: 1, states: ['sent', 'sent'] })
    for (let hours = 0; hours < 4; hours += 1) {
      desk.pass(4 * 60)
      await look()
    }
    const stand = await desk.stand(notice)
    expect(stand.deliveries.map(({ channel, address, rung }) => `${rung} ${channel} ${address}`)).toEqual([
      '0 mail ada@varde.example',
      '1 mail night@varde.example',
      '2 mail boss@varde.example',
      '3 sms +47 90 00 00 01',
      '4 sms 90 00 00 02',
      '5 telephone +47 90 00 00 01',
    ])
    expect(stand.steps).toEqual([
      'queued',
      'sent',
      ...Array.from({ length: 4 }, () => ['silent', 'queued', 'sent']).flat(),
      'silent',
      'call',
    ])
    expect((await desk.events('notice.silent')).length).toBe(1)
    expect(await desk.events('notice.call')).toEqual([
      expect.objectContaining({ notice, recipient: org, severity: 4, contact: 'Ada', address: '+47 90 00 00 01' }),
    ])
    expect(gateway.received.length).toBe(2)

    // An answer to all that it told of settles it, and nothing more is asked of anybody.
    const key = await desk.key(org)
    const answered = await desk.ask(key, '/findings/answers', {
      method: 'POST',
      body: { ids: desk.findingsOf(org), answer: { answer: 'fixed' } },
    })
    expect(answered.json).toEqual({ changed: 1, unchanged: 0 })
    await desk.turn()
    expect(await desk.stand(notice)).toMatchObject({ state: 'answered', answer_by: null })
    desk.pass(30 * day)
    await look()
    expect((await desk.stand(notice)).deliveries.length).toBe(6)
  })

  it('is loud again when everybody was asked and still nobody answers', async () => {
    const notice = await desk.notice(await desk.member('Taus', [{ ...at('ada'), telephone: '90 00 00 01', name: 'Ada' }]), {
      severity: 2,
    })
    await desk.send()
    for (let rounds = 0; rounds < 3; rounds += 1) {
      desk.pass(14 * day)
      await look()
    }
    expect((await desk.events('notice.call')).map(({ contact }) => contact)).toEqual(['Ada', 'Ada', 'Ada'])
    expect((await desk.stand(notice)).deliveries.map(({ channel }) => channel)).toEqual(['mail', 'telephone'])
  })

  it('of whom no number is known, says that they were written to, once, and never that there is no contact', async () => {
    const notice = await desk.notice(await desk.member('Nummerlos', [at('ada')]))
    await desk.send()
    for (let rounds = 0; rounds < 3; rounds += 1) {
      desk.pass(14 * day)
      await look()
    }
    expect(await desk.events('notice.call')).toEqual(
      Array.from({ length: 3 }, () => expect.objectContaining({ notice, written: true })),
    )
    expect((await desk.stand(notice)).steps).toEqual(['queued', 'sent', 'silent', 'no-contact', 'silent', 'silent'])
    const [step] = await desk.rows<{ because: Record<string, unknown> }>(
      sql`select because from notice_step where notice_id = ${uuidOf(notice)} and what = 'no-contact'`,
    )
    expect(noticeStepInWords('no-contact', step!.because, 'nb')).toMatch(/^Alle kontaktene er skrevet til/)
  })

  it('is waited for three days for what is high, two weeks for what is medium, and never for what is milder', async () => {
    const org = await desk.member('Ulikby', whole)
    const notices: Id<'ntc'>[] = []
    for (const severity of [3, 2, 1, 0]) notices.push(await desk.notice(org, { severity }))
    await desk.send()
    const rungs = async () => Promise.all(notices.map(async (notice) => (await desk.stand(notice)).rung))
    desk.pass(3 * day - 1)
    await look()
    expect(await rungs()).toEqual([0, 0, 0, 0])
    desk.pass(1)
    await look()
    expect(await rungs()).toEqual([1, 0, 0, 0])
    desk.pass(11 * day)
    await look()
    expect((await rungs()).slice(1)).toEqual([1, 0, 0])
    desk.pass(300 * day)
    await look()
    expect((await rungs()).slice(2)).toEqual([0, 0])
  })

  it('is not looked at while all sending is held, nor of whom it is frozen for', async () => {
    const frozen = await desk.member('Frosset', whole)
    const notices = [await desk.notice(frozen), await desk.notice(await desk.member('Fri', whole))]
    await desk.send()
    desk.pass(5 * 60)
    await desk.db.asOwner(async (tx) => {
      await tx.run(sql`update sending_hold set held = true`)
      await tx.run(sql`insert into notice_preference (organisation_id, frozen_until, changed_at, changed_by)
        values (${uuidOf(frozen)}, ${new Date(Date.parse(desk.clock.now()) + 3_600_000)}, now(), 'test')`)
    })
    await look()
    const rungs = () => Promise.all(notices.map(async (notice) => (await desk.stand(notice)).rung))
    expect(await rungs()).toEqual([0, 0])
    await desk.db.asOwner((tx) => tx.run(sql`update sending_hold set held = false`))
    await look()
    expect(await rungs()).toEqual([0, 1])
    desk.pass(60)
    await look()
    expect((await rungs())[0]).toBe(1)
  })

  it('asks for calls also while all sending is held, and for nothing else', async () => {
    const ring = await desk.notice(await desk.member('Ringby', [{ ...at('ada'), telephone: '+47 90 00 00 01', name: 'Ada' }]), {
      severity: 2,
    })
    const mail = await desk.notice(await desk.member('Postby', whole), { severity: 2 })
    await desk.send()
    desk.pass(14 * day)
    await desk.db.asOwner((tx) => tx.run(sql`update sending_hold set held = true`))
    await look()
    await desk.db.asOwner((tx) => tx.run(sql`update sending_hold set held = false`))
    expect((await desk.events('notice.call')).map(({ notice }) => notice)).toEqual([ring])
    expect(await desk.stand(mail)).toMatchObject({ rung: 0, states: ['sent'] })
  })

  it('goes on for who opened a notice and never answered, past addresses that are wrong', async () => {
    const notice = await desk.notice(
      await desk.member('Leserby', [at('ada'), { role: 'operations-24/7', ...at('wrong') }, whole[2]!]),
    )
    await desk.send()
    peer.behave({ refuse: ['wrong@varde.example'] })
    await desk.db.asOwner((tx) =>
      tx.run(
        sql`update notice set opened_at = ${desk.clock.now()}, opened_by = 'Ada', state = 'opened' where id = ${uuidOf(notice)}`,
      ),
    )
    desk.pass(4 * 60)
    await look()
    expect(await desk.stand(notice)).toMatchObject({ state: 'opened', rung: 2, states: ['sent', 'bounced', 'sent'] })
    for (const calls of [1, 2]) {
      desk.pass(4 * 60)
      await look()
      expect((await desk.events('notice.call')).length).toBe(calls)
    }
  })

  it('goes on for who opened a notice before its mail bounced; of what nobody waits for nobody else is asked', async () => {
    peer.behave({ refuse: ['wrong@varde.example'] })
    const org = await desk.member('Forutby', [at('wrong'), whole[2]!])
    const notices = [await desk.notice(org, { severity: 4 }), await desk.notice(org, { severity: 1 })]
    await desk.db.asOwner((tx) => tx.run(sql`update notice set opened_at = ${desk.clock.now()}, opened_by = 'Leser'`))
    await desk.send()
    const [critical, low] = await Promise.all(notices.map((notice) => desk.stand(notice)))
    expect(critical).toMatchObject({ rung: 1, states: ['bounced', 'sent'], answer_by: expect.any(String) })
    expect(low).toMatchObject({ rung: 0, states: ['bounced'], answer_by: null })
  })

  it('lets the same notice go up once, however many look at the same time', async () => {
    const notice = await desk.notice(await desk.member('Samtidby', whole))
    await desk.send()
    desk.pass(4 * 60)
    const risen = await Promise.all([1, 2, 3].map(() => escalate(desk)))
    expect(risen.reduce((sum, count) => sum + count)).toBe(1)
    expect(await desk.stand(notice)).toMatchObject({ rung: 1, states: ['sent', 'queued'] })
  })
})

describe('By hand', () => {
  it('cancels what waits, with a reason; what was sent stays sent', async () => {
    const org = await desk.member('Avlystby', whole)
    const waiting = await desk.notice(org)
    const say = (id: Id<'ntc'>) => desk.db.in(team, (tx) => cancel(tx, { id, reason: 'feil mottaker' }, desk.clock.now()))
    expect((await say(waiting)).ok).toBe(true)
    await desk.send()
    expect(peer.taken).toEqual([])
    expect(await desk.stand(waiting)).toMatchObject({ state: 'cancelled', states: ['cancelled'], steps: ['queued', 'cancelled'] })
    expect((await desk.events('notice.cancelled')).map(({ notice }) => notice)).toEqual([waiting])
    const sent = await desk.notice(org)
    await desk.send()
    expect(await say(sent)).toEqual({ ok: false, reason: 'nothing-waits' })
    expect((await desk.stand(sent)).state).toBe('sent')
    expect(await say(`ntc_${'0'.repeat(32)}`)).toEqual({ ok: false, reason: 'not-found' })
  })

  it('counts what a server may have taken as on its way: it goes no more, and is corrected when it was wrong', async () => {
    const org = await desk.member('Usikkerby', [at('u')])
    const notice = await desk.notice(org)
    peer.behave({ dropAfterData: 1 })
    await desk.send()
    const say = () => desk.db.in(team, (tx) => cancel(tx, { id: notice, reason: 'feil mottaker' }, desk.clock.now()))
    expect((await say()).ok).toBe(true)
    expect(await say()).toEqual({ ok: false, reason: 'nothing-waits' })
    desk.pass(60)
    await desk.send()
    expect(peer.taken.length).toBe(1)
    expect(await desk.stand(notice)).toMatchObject({ state: 'deferred', states: ['unsure'] })
    const [finding] = desk.findingsOf(org)
    const withdrawn = { findings: [{ id: finding!, organisation: org, severity: 4 }], cause: 'report-withdrawn' } as never
    await desk.db.in(team, (tx) => takeBack(tx, withdrawn, desk.clock.now()))
    expect(await desk.rows(sql`select cause from untold`)).toEqual([{ cause: 'withdrawn' }])
  })

  it('shows what the team typed to the team and to nobody else', async () => {
    const org = await desk.member('Lesby', [{ telephone: '90 00 00 01', name: 'Vakt' }])
    const notice = await desk.notice(org)
    await desk.db.in(team, (tx) =>
      noteCall(tx, { id: notice, reached: true, contact: 'Vakt', text: 'virket sur' }, desk.clock.now()),
    )
    const reader = memberOf(org, 'member-reader')
    const own = await desk.db.in(reader, (tx) => noticeStepsOf(tx, reader, notice))
    expect(own.at(-1)!.because).toEqual({ reached: true, contact: 'Vakt' })
    const steps = await desk.db.in(team, (tx) => noticeStepsOf(tx, team, notice))
    expect(steps.at(-1)!.because).toMatchObject({ text: 'virket sur' })
  })

  it('sends again to a contact that somebody chose, under an id of its own', async () => {
    const org = await desk.member('Gjentaby', whole)
    const notice = await desk.notice(org)
    await desk.send()
    const contacts = await desk.rows<{ id: Id<'con'>; name: string }>(
      sql`select 'con_' || replace(id::text, '-', '') as id, name from contact where organisation_id = ${uuidOf(org)}`,
    )
    const contactId = contacts.find(({ name }) => name === 'Boss')!.id
    const again = await desk.db.in(team, (tx) => resend(tx, { id: notice, contactId }, desk.clock.now()))
    expect(again.ok).toBe(true)
    await desk.send()
    expect(peer.taken.map(({ to }) => to[0])).toEqual(['ada@varde.example', 'boss@varde.example'])
    expect((await desk.stand(notice)).steps).toEqual(['queued', 'sent', 'resent', 'sent'])
    const stranger = await desk.db.in(team, (tx) =>
      resend(tx, { id: notice, contactId: `con_${'0'.repeat(32)}` }, desk.clock.now()),
    )
    expect(stranger).toEqual({ ok: false, reason: 'not-found' })
  })

  it('sends again to whoever had it last, but not while that mail may still be on its way', async () => {
    const org = await desk.member('Omigjenby', [...whole, { telephone: '90 00 00 01', name: 'Tove' }])
    const notice = await desk.notice(org)
    const again = () => desk.db.in(team, (tx) => resend(tx, { id: notice }, desk.clock.now()))
    expect(await again()).toEqual({ ok: false, reason: 'sent-just-now' })
    await desk.send()
    desk.pass(9)
    expect(await again()).toEqual({ ok: false, reason: 'sent-just-now' })
    desk.pass(2)
    expect((await again()).ok).toBe(true)
    expect(await again()).toEqual({ ok: false, reason: 'sent-just-now' })
    await desk.send()
    expect(peer.taken.map(({ to }) => to[0])).toEqual(['ada@varde.example', 'ada@varde.example'])
    expect((await desk.stand(notice)).steps).toEqual(['queued', 'sent', 'resent', 'sent'])
    const mute = await desk.notice(await desk.member('Telefonby', [{ telephone: '90 00 00 01', name: 'Vakt' }]))
    expect(await desk.db.in(team, (tx) => resend(tx, { id: mute }, desk.clock.now()))).toEqual({
      ok: false,
      reason: 'no-address',
    })
  })

  it('notes a call: whoever was reached has been told and has opened it, whoever was not is called again', async () => {
    const org = await desk.member('Ringby', [{ telephone: '90 00 00 01', name: 'Vakt' }])
    const notice = await desk.notice(org)
    const call = (reached: boolean) =>
      desk.db.in(team, (tx) => noteCall(tx, { id: notice, reached, contact: 'Vakt', text: 'sa ja' }, desk.clock.now()))
    await call(false)
    expect(await desk.stand(notice)).toMatchObject({ states: ['not-reached'], steps: ['call', 'called'] })
    expect(await desk.rows(sql`select state from finding where organisation_id = ${uuidOf(org)}`)).toEqual([{ state: 'open' }])
    for (const channels of [
      ['telephone', 'sms'],
      ['telephone', 'sms'],
    ]) {
      desk.pass(4 * 60)
      await look()
      expect((await desk.stand(notice)).deliveries.map(({ channel }) => channel)).toEqual(channels)
    }
    expect((await desk.events('notice.call')).length).toBe(2)
    await call(true)
    expect(await desk.stand(notice)).toMatchObject({ state: 'opened', opened_by: 'Vakt' })
    expect(await desk.db.in(team, (tx) => openedNotices(tx, [notice]))).toMatchObject([{ name: 'Vakt', rung: true }])
    expect(await desk.rows(sql`select state from finding where organisation_id = ${uuidOf(org)}`)).toEqual([{ state: 'told' }])
    expect(
      await desk.rows(
        sql`select because ->> 'channel' as channel from finding_step where what = 'told' and because ->> 'notice' = ${notice}`,
      ),
    ).toEqual([{ channel: 'telephone' }])
  })
})
