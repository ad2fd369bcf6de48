import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Script } from '#capabilities/watch/contract.ts'
import { day, hour } from '#domain/time.ts'
import { mailIsHere } from '../setup/mail.ts'
import { type HttpPeer, startHttpPeer } from '../setup/peers.ts'
import { answerLinkIn } from './told.ts'
import { flowing, openTellingHouse, type TellingHouse } from './told-mail.ts'

const ours = 'varsel@kommunecert.example'

describe.skipIf(!mailIsHere())('Whoever does not answer', () => {
  let house: TellingHouse
  let gateway: HttpPeer
  beforeAll(async () => {
    gateway = await startHttpPeer()
    house = await openTellingHouse({
      settings: { VARDE_GATEWAY_URL: gateway.url, VARDE_OUTBOUND_ALLOW: gateway.host },
    })
  })
  afterAll(async () => {
    await house?.close()
    await gateway?.stop()
  })

  const look = () => house.turn('notices.escalate', 'notices.send')
  const tasksOf = async (name: string) =>
    (await house.watch()).filter(({ words, organisation }) => organisation?.name === name || words.includes(name))
  const noticeOf = async (key: string) => {
    const [{ id }] = (await house.ask(key, '/notices')).json.rows
    return (await house.ask(house.team, `/notices/${id}`)).json
  }
  const whats = ({ steps }: { steps: { what: string }[] }) => steps.map(({ what }) => what)

  it('is reminded through the next contact, by message and by telephone, until somebody answers by the link', async () => {
    const member = await house.member('Stilleby', '198.18.1.0/24', { telephone: '+47 90 00 00 01' })
    await house.contact(member.id, { role: 'management', name: 'Beredskapsledelsen', email: 'natt@stilleby.example' })
    await house.see('198.18.1.7')
    await house.tell()
    const [first] = await house.inbox(member.box, 1)
    house.pass(4 * hour - 60_000)
    await look()
    expect(await house.mail.read('natt@stilleby.example')).toEqual([])
    house.pass(60_000)
    await look()
    const [second] = await house.inbox('natt@stilleby.example', 1)
    expect(second!.subject).toBe(first!.subject)
    expect(second!.messageId).not.toBe(first!.messageId)
    expect(answerLinkIn(second!)).not.toBe(answerLinkIn(first!))
    expect(gateway.received).toEqual([])

    house.pass(4 * hour)
    await look()
    expect(gateway.received).toHaveLength(1)
    const message = JSON.parse(gateway.received[0]!.body)
    expect(message).toMatchObject({ to: '+47 90 00 00 01', id: expect.stringMatching(/^dlv_/) })
    // A message crosses a network that anybody reads: it says that there is a mail, and nothing of what stands in it.
    expect(message.text).toContain('KommuneCERT')
    expect(message.text).not.toMatch(/198\.18|Stilleby|answer#/)

    house.pass(4 * hour)
    await look()
    const [call] = (await tasksOf('Stilleby')).filter(({ what }) => what === 'call')
    const task = (await house.ask(house.team, `/watch/${call!.id}`)).json
    expect(task.call).toMatchObject({ contact: 'Vakta i Stilleby', number: '+47 90 00 00 01' })
    const { language, parts } = task.call.script as Script
    expect(language).toBe('nb')
    const lines = parts.flatMap((part) => part.lines)
    expect(lines).toContainEqual({ text: '«Hei, jeg ringer fra KommuneCERT.»', said: true })
    expect(lines).toContainEqual({ text: 'Nummer: +47 90 00 00 01.', said: false })
    expect(whats(await noticeOf(member.key))).toEqual([
      ...['queued', 'sent'],
      ...['silent', 'queued', 'sent'],
      ...['silent', 'queued', 'sent'],
      ...['silent', 'call'],
    ])

    const token = answerLinkIn(second!)
    const link = await house.ask('', '/answer-link', { method: 'POST', body: { token } })
    const ids = link.json.findings.map(({ id }: { id: string }) => id)
    const answer = { token, ids, answer: { answer: 'fixed' }, name: 'Natt Vakt' }
    expect((await house.ask('', '/answer-link/answer', { method: 'POST', body: answer })).status).toBe(200)
    await house.turn()
    expect((await noticeOf(member.key)).notice.state).toBe('answered')
    expect(await tasksOf('Stilleby')).toEqual([])
    house.pass(30 * day)
    await look()
    expect([(await house.mail.read(member.box)).length, (await house.mail.read('natt@stilleby.example')).length]).toEqual([1, 1])
    expect(gateway.received).toHaveLength(1)
  })

  it('because there is no such mailbox: what postfix returns is read, and the next contact is told at once', async () => {
    const member = await house.member('Returby', '198.18.2.0/24', { email: 'unknown-vakt@returby.example' })
    await house.contact(member.id, { role: 'management', name: 'Beredskapsledelsen', email: 'natt@returby.example' })
    await house.see('198.18.2.7')
    await house.tell()
    expect((await noticeOf(member.key)).notice.state).toBe('sent')
    const before = house.clock.now()
    await house.collect()
    await house.turn('notices.send')
    const [mail] = await house.inbox('natt@returby.example', 1)
    expect(mail!.text).toContain('198.18.2.7')
    expect(house.clock.now()).toBe(before)
    const notice = await noticeOf(member.key)
    expect(whats(notice)).toEqual(['queued', 'sent', 'bounced', 'queued', 'sent'])
    expect(notice.deliveries.map(({ state, address }: Record<string, string>) => [state, address]).sort()).toEqual([
      ['bounced', 'unknown-vakt@returby.example'],
      ['sent', 'natt@returby.example'],
    ])
    expect((await tasksOf('Returby')).map(({ what }) => what)).toEqual(['bounce'])
    const { contacts } = (await house.ask(house.team, `/organisations/${member.id}`)).json
    const lost = contacts.find(({ email }: { email: string }) => email === 'unknown-vakt@returby.example')
    expect(lost.bounces).toMatchObject({ count: 1, lost: true })
  })

  it('but writes: the mail lies under the notice and before the team, and the ladder rests; an automatic answer changes nothing', async () => {
    const member = await house.member('Skriveby', '198.18.3.0/24')
    await house.contact(member.id, { role: 'management', name: 'Beredskapsledelsen', email: 'natt@skriveby.example' })
    await house.see('198.18.3.7')
    await house.tell()
    const [mail] = await house.inbox(member.box, 1)
    const about = { 'In-Reply-To': mail!.messageId!, References: mail!.messageId! }
    const subject = `Automatisk svar: ${mail!.subject}`
    await house.write(member.box, ours, {
      subject,
      text: 'Jeg er på ferie.',
      headers: { ...about, 'Auto-Submitted': 'auto-replied' },
    })
    await house.collect()
    const away = await noticeOf(member.key)
    expect([away.notice.state, whats(away)]).toEqual(['sent', ['queued', 'sent', 'auto-reply']])
    expect(away.mails.map(({ form }: { form: string }) => form)).toEqual(['auto-reply'])
    expect(await tasksOf('Skriveby')).toEqual([])

    const text = `Vi stenger porten i kveld.\n\n> ${mail!.text!.split('\n').join('\n> ')}`
    await house.write(member.box, ours, { subject: `SV: ${mail!.subject}`, text, headers: about })
    await house.collect()
    const replied = await noticeOf(member.key)
    expect([replied.notice.state, whats(replied)]).toEqual(['opened', ['queued', 'sent', 'auto-reply', 'reply']])
    const reply = replied.mails.find(({ form }: { form: string }) => form === 'reply')
    expect(reply).toMatchObject({ sender: member.box, handledAt: null })
    expect(flowing(reply.text)).toContain('Vi stenger porten i kveld.')
    expect((await tasksOf('Skriveby')).map(({ what }) => what)).toEqual(['reply'])
    house.pass(30 * day)
    await look()
    expect(await house.mail.read('natt@skriveby.example')).toEqual([])
    // What a person wrote is no answer: the finding waits for one.
    const { rows } = (await house.ask(member.key, '/findings')).json
    expect(rows).toMatchObject([{ state: 'told' }])
  })
})
