import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Id } from '#domain/id.ts'
import { day, hour } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { mailIsHere } from '../setup/mail.ts'
import { startSmtpPeer } from '../setup/peers.ts'
import { answerLinkIn } from './told.ts'
import { openTellingHouse, type TellingHouse } from './told-mail.ts'

const ours = 'varsel@kommunecert.example'
const kindsOf = (tasks: readonly { what: string }[]) => tasks.map(({ what }) => what).sort()

describe.skipIf(!mailIsHere())('A bad day for mail', () => {
  let house: TellingHouse
  beforeAll(async () => {
    house = await openTellingHouse()
  })
  afterAll(() => house?.close())

  const tasksOf = async (name: string) => (await house.watch()).filter(({ organisation }) => organisation?.name === name)
  const everyMinute = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute += 1) {
      await house.turn('notices.gather', 'notices.send', 'notices.escalate')
      house.pass(60_000)
    }
  }
  const stateOf = async (key: string) =>
    (await house.ask(key, '/findings')).json.rows.map(({ state }: { state: string }) => state)

  it('when postfix is away for an hour: nothing is told as sent meanwhile, and then each mail comes once', async () => {
    const members: Awaited<ReturnType<typeof house.member>>[] = []
    for (const index of [0, 1, 2, 3, 4, 5, 6, 7]) members.push(await house.member(`Borte${index}`, `198.18.${index}.0/24`))
    await house.mail.restart('postfix', async () => {
      await house.see(...members.map((_, index) => `198.18.${index}.7`))
      await everyMinute(60)
      expect(await stateOf(members[0]!.key)).toEqual(['open'])
    })
    house.pass(hour)
    await house.send()
    for (const { box } of members) expect(await house.inbox(box, 1)).toHaveLength(1)
    await everyMinute(3)
    expect(await Promise.all(members.map(async ({ box }) => (await house.mail.read(box)).length))).toEqual(members.map(() => 1))
    expect(await stateOf(members[0]!.key)).toEqual(['told'])
  })

  it('when postfix refuses one of two contacts, and puts off one of many: the others have theirs, and the team knows which address is wrong', async () => {
    const half = await house.member('Halvby', '198.18.16.0/24', { email: 'refused-vakt@halvby.example' })
    await house.contact(half.id, { role: 'security', name: 'Den andre', email: 'andre@halvby.example' })
    const busy = await house.member('Opptattby', '198.18.17.0/24', { email: 'busy-vakt@opptattby.example' })
    const others = []
    for (const index of [0, 1, 2]) others.push(await house.member(`Andre${index}`, `198.18.${18 + index}.0/24`))
    await house.see('198.18.16.7', '198.18.17.7', '198.18.18.7', '198.18.19.7', '198.18.20.7')
    await house.tell()
    for (const box of ['andre@halvby.example', ...others.map(({ box }) => box)]) expect(await house.inbox(box, 1)).toHaveLength(1)
    expect(await house.mail.read(half.box)).toEqual([])
    expect([await stateOf(half.key), await stateOf(busy.key)]).toEqual([['told'], ['open']])
    expect(kindsOf(await tasksOf('Halvby'))).toEqual(['bounce'])
    // For two days it is tried; then nobody else is there to be told, and somebody must find out whom to call.
    house.pass(2 * day + hour)
    await house.turn('notices.send')
    expect(kindsOf(await tasksOf('Opptattby'))).toEqual(['bounce', 'no-contact'])
  })

  it('when our own mail comes back to us, again and again: nothing is sent, nothing is a task', async () => {
    const member = await house.member('Sirkelby', '198.18.24.0/24')
    await house.see('198.18.24.7')
    await house.tell()
    const [mail] = await house.inbox(member.box, 1)
    const before = await house.one<{ n: number }>(sql`select count(*)::int as n from delivery`)
    for (let round = 0; round < 3; round += 1) {
      house.mail.put(ours, [mail!.raw, mail!.raw])
      await house.turn('notices.collect', 'notices.gather', 'notices.send')
    }
    expect(await house.one(sql`select count(*)::int as n from inbound_mail where form = 'loop'`)).toEqual({ n: 6 })
    expect(await house.one(sql`select count(*)::int as n from delivery`)).toEqual(before)
    expect(await house.mail.read(member.box)).toHaveLength(1)
    expect(await tasksOf('Sirkelby')).toEqual([])
  })

  it('when a machine answers 2,000 times and one person once: the one letter is the one task', async () => {
    const member = await house.member('Feriby', '198.18.25.0/24')
    await house.see('198.18.25.7')
    await house.tell()
    const [mail] = await house.inbox(member.box, 1)
    const letter = (headers: string[], text: string) =>
      ['From: <vakt@feriby.example>', `To: <${ours}>`, 'Subject: SV', 'MIME-Version: 1.0', ...headers, '', text, ''].join('\r\n')
    const away = (number: number) =>
      letter(
        [
          `Message-ID: <away-${number}@feriby.example>`,
          'Auto-Submitted: auto-replied',
          ...(number % 2 ? [`In-Reply-To: ${mail!.messageId}`] : []),
        ],
        'Jeg er på ferie.',
      )
    const letters = Array.from({ length: 2_000 }, (_, number) => away(number))
    letters.splice(1_234, 0, letter(['Message-ID: <1@feriby.example>', `In-Reply-To: ${mail!.messageId}`], 'Vi ordner det.'))
    const tasks = (await house.watch()).length
    house.mail.put(ours, letters)
    await house.turn('notices.collect')
    expect(await house.one(sql`select count(*)::int as n from inbound_mail where sender = 'vakt@feriby.example'`)).toEqual({
      n: 2_001,
    })
    expect(kindsOf(await tasksOf('Feriby'))).toEqual(['reply'])
    expect((await house.watch()).length).toBe(tasks + 1)
  }, 120_000)

  it('when somebody forges answers: a stranger’s mail, a bounce of nothing of ours, bent, old and foreign links change no finding', async () => {
    const member = await house.member('Falskby', '198.18.26.0/24')
    const other = await house.member('Naboby', '198.18.27.0/24')
    await house.see('198.18.26.7', '198.18.27.7')
    await house.tell()
    const [mail] = await house.inbox(member.box, 1)
    const [foreign] = await house.inbox(other.box, 1)
    const token = answerLinkIn(mail!)
    const findings = () => house.rows(sql`select id, state, answer, closed_at from finding order by id`)
    const before = await findings()
    await house.write('fremmed@ukjent.example', ours, {
      subject: `SV: ${mail!.subject}`,
      text: 'Alt er rettet. Lukk saken.',
      headers: { 'In-Reply-To': mail!.messageId! },
    })
    const bounce = [
      'From: MAILER-DAEMON@ukjent.example',
      `To: ${ours}`,
      'Subject: Undelivered',
      'Auto-Submitted: auto-replied',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b\r\nContent-Type: text/plain\r\n\r\nNo.\r\n--b\r\nContent-Type: message/delivery-status\r\n',
      'Reporting-MTA: dns; ukjent.example\r\n',
      `Final-Recipient: rfc822; ${member.box}\r\nAction: failed\r\nStatus: 5.1.1\r\n`,
      `--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <${crypto.randomUUID()}@kommunecert.example>\r\n\r\n--b--\r\n`,
    ].join('\r\n')
    await house.mail.arrived(ours)
    house.mail.put(ours, [bounce])
    await house.turn('notices.collect', 'notices.send')
    expect(await findings()).toEqual(before)
    expect(kindsOf(await tasksOf('Falskby'))).toEqual(['reply'])

    const ids = async (of: string) =>
      (await house.ask('', '/answer-link', { method: 'POST', body: { token: of } })).json.findings.map(
        ({ id }: { id: string }) => id,
      )
    const [own, theirs] = [await ids(token), await ids(answerLinkIn(foreign!))]
    const answer = (of: string, to: string[]) =>
      house.ask('', '/answer-link/answer', {
        method: 'POST',
        body: { token: of, ids: to, answer: { answer: 'fixed' }, name: 'Hvem som helst' },
      })
    const bent = `${token.slice(0, 40)}${token[40] === 'A' ? 'B' : 'A'}${token.slice(41)}`
    expect((await answer(bent, own)).json.code).toBe('bad-link')
    expect((await answer(token, theirs)).json).toEqual({ changed: 0, unchanged: 1 })
    expect(await findings()).toEqual(before)
    expect((await answer(token, own)).json).toEqual({ changed: 1, unchanged: 0 })
    expect((await answer(token, own)).json).toEqual({ changed: 0, unchanged: 1 })
    house.pass(31 * day)
    expect((await answer(answerLinkIn(foreign!), theirs)).json.code).toBe('bad-link')
  })

  it('when a member has no contact at all: no mail, but a task; once there is one, the mail goes', async () => {
    const id = await house.organisation('Tomby', { constituencies: ['municipal'] })
    await house.holding(id, '198.18.28.0/24')
    await house.see('198.18.28.7')
    await house.tell()
    const [task] = await tasksOf('Tomby')
    expect(task!.what).toBe('no-contact')
    expect(task!.words).toContain('Tomby')
    await house.contact(id, { role: 'security', name: 'Ny vakt', email: 'ny@tomby.example' })
    house.pass(4 * hour)
    await house.turn('notices.escalate', 'notices.send')
    const [mail] = await house.inbox('ny@tomby.example', 1)
    expect(mail!.text).toContain('198.18.28.7')
  })
})

describe('A slow server', () => {
  it('gets each mail once, and whoever asks the house meanwhile has an answer at once', async () => {
    const peer = await startSmtpPeer({ slow: 150 })
    const house = await openTellingHouse({ settings: { VARDE_SMTP_URL: peer.url } })
    try {
      for (let index = 0; index < 10; index += 1) await house.member(`Treg${index}`, `198.18.${index}.0/24`)
      await house.see(...Array.from({ length: 10 }, (_, index) => `198.18.${index}.7`))
      await house.turn()
      house.pass(30_000)
      await house.turn('notices.gather')
      const sending = house.turn('notices.send')
      let asked = 0
      const isDone = sending.then(() => true)
      while (!(await Promise.race([isDone, house.ask(house.team, '/findings/count').then(({ status }) => status !== 200)])))
        asked += await sleep(50, 1)
      expect(asked).toBeGreaterThan(5)
      expect(peer.taken.map(({ to }) => to[0]).sort()).toEqual(
        Array.from({ length: 10 }, (_, index) => `sikkerhet@treg${index}.example`),
      )
    } finally {
      await house.close()
      await peer.stop()
    }
  }, 60_000)
})

describe.skipIf(!mailIsHere())('One report about 700 members', () => {
  it('is 700 mails, none twice, and nobody reads of anybody else', async () => {
    const house = await openTellingHouse()
    try {
      const count = 700
      const network = (index: number) => `198.${18 + (index >> 8)}.${index & 255}`
      await addMembers(house, count, network)
      await house.see(...Array.from({ length: count }, (_, index) => `${network(index)}.7`))
      await house.tell()
      const boxes = await Promise.all(Array.from({ length: 7 }, (_, box) => house.inbox(`m${box}@many.example`, count / 7)))
      await house.tell()
      const told = boxes.flat().map(({ to, text, messageId }) => ({
        number: Number(/\+(\d+)@/.exec(to![0]!.address!)![1]),
        named: [...new Set(text!.match(/198\.\d+\.\d+\.7\b/g))],
        messageId,
      }))
      expect(told.sort((one, other) => one.number - other.number).map(({ number, named }) => [number, ...named])).toEqual(
        Array.from({ length: count }, (_, index) => [index, `${network(index)}.7`]),
      )
      expect(new Set(told.map(({ messageId }) => messageId)).size).toBe(count)
      const after = await Promise.all(boxes.map((_, box) => house.mail.read(`m${box}@many.example`)))
      expect(after.flat()).toHaveLength(count)
    } finally {
      await house.close()
    }
  }, 240_000)
})

/** So many members, each with a network and a contact at one of seven mailboxes. */
async function addMembers(house: TellingHouse, count: number, network: (index: number) => string): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const id: Id<'org'> = await house.organisation(`Kommune ${index}`, { constituencies: ['municipal'] })
    await house.holding(id, `${network(index)}.0/24`)
    await house.contact(id, { role: 'security', name: 'Vakt', email: `m${index % 7}+${index}@many.example` })
  }
}
