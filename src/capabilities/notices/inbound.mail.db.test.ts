import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Id, uuidOf } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { sql } from '#platform/db/db.ts'
import { createLog } from '#platform/log.ts'
import { type MailHouse, mailIsHere, startMail } from '../../../tests/setup/mail.ts'
import { type Desk, openDesk } from './fixtures/desk.ts'
import { collect, fileMail } from './inbound.ts'

const box = 'varsel@helsecert.example'
const at = (name: string) => ({ email: `${name}@varde.example` })
const team = systemScope('test')

describe.skipIf(!mailIsHere())('The mailbox', () => {
  let mail: MailHouse
  let desk: Desk
  beforeAll(async () => {
    mail = await startMail()
    desk = await openDesk({ settings: { VARDE_SMTP_URL: mail.smtpUrl, VARDE_IMAP_URL: mail.imapUrl(box) } })
  })
  afterAll(async () => {
    await desk?.close()
    await mail?.stop()
  })
  let came = 0
  beforeEach(async () => {
    await read()
    await desk.clear()
  })

  const world = () => ({ db: desk.db, clock: desk.clock, config: desk.config, log: createLog('silent') })
  const read = () => collect(world())
  /** Lays mails into the mailbox and reads them. */
  const bring = async (...mails: string[]) => {
    mail.put(box, mails)
    return read()
  }
  /** Waits until so many more have come by themselves, and reads them. */
  const expectBy = async (count: number) => {
    const all: Awaited<ReturnType<typeof read>>[] = []
    for (let tries = 0; tries < 100 && all.reduce((sum, { recorded }) => sum + recorded, 0) < count; tries += 1) {
      all.push(await read())
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  const ids = async (notice: Id<'ntc'>) =>
    desk.one<{ message: string; delivery: Id<'dlv'> }>`
      select message_id as message, 'dlv_' || replace(id::text, '-', '') as delivery from delivery where notice_id = ${uuidOf(notice)} order by id limit 1`
  const inbox = () =>
    desk.rows<{ form: string; notice: boolean; open: boolean; text: string; raw: boolean; subject: string }>(
      sql`select form, notice_id is not null as notice, handled_at is null as open, text, raw is not null as raw, subject from inbound_mail order by id`,
    )
  const heard = async (kind: string) =>
    (await desk.rows<{ payload: object }>(sql`select payload from event where kind = ${kind} order by position`)).map(
      ({ payload }) => payload,
    )
  const letter = (headers: Record<string, string>, body = 'Hei') => {
    came += 1
    const all = {
      From: 'Vakt <vakt@varde.example>',
      To: box,
      Subject: 'SV: [TLP:AMBER] Åpen RDP',
      Date: 'Fri, 20 Nov 2026 12:00:00 +0000',
      'Message-ID': `<${came}@varde.example>`,
      'MIME-Version': '1.0',
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Transfer-Encoding': '8bit',
      ...headers,
    }
    return `${Object.entries(all)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\r\n')}\r\n\r\n${body}\r\n`
  }
  const sentNotice = async (contacts: Parameters<Desk['member']>[1] = [at('vakt')], findings = 1) => {
    const org = await desk.member('Fjordby', contacts, findings)
    const notice = await desk.notice(org)
    await desk.send()
    return { org, notice, ...(await ids(notice)) }
  }

  it('bounces a delivery by what postfix returns, and the next role is told at once', async () => {
    const { notice } = await sentNotice([at('unknown'), { role: 'operations-24/7', ...at('night') }])
    expect((await desk.stand(notice)).state).toBe('sent')
    await expectBy(1)
    expect(await desk.stand(notice)).toMatchObject({
      state: 'bounced',
      rung: 1,
      states: ['bounced', 'queued'],
      steps: ['queued', 'sent', 'bounced', 'queued'],
    })
    const [event] = await desk.events('notice.bounced')
    expect(event).toMatchObject({ notice, address: 'unknown@varde.example', reply: expect.stringContaining('5.1.1') })
    await desk.send()
    await mail.arrived('night')
    expect((await desk.stand(notice)).state).toBe('sent')
    expect(await inbox()).toMatchObject([{ form: 'bounce', notice: true, open: false }])
  })

  it('notes a delay once and waits', async () => {
    const { notice } = await sentNotice([at('later')])
    await expectBy(1)
    expect(await desk.stand(notice)).toMatchObject({ state: 'sent', states: ['sent'], steps: ['queued', 'sent', 'delayed'] })
  })

  it('recognises an automatic answer: one line in the story, nothing for a person, and the ladder goes on', async () => {
    const { notice, message } = await sentNotice()
    const away = (subject: string) =>
      letter({ 'Auto-Submitted': 'auto-replied', 'In-Reply-To': `<${message}>`, Subject: subject })
    await bring(away('Fravær'), away('Fravær igjen'))
    const stand = await desk.stand(notice)
    expect(stand).toMatchObject({ state: 'sent', steps: ['queued', 'sent', 'auto-reply'] })
    expect(stand.answer_by).not.toBeNull()
    expect((await inbox()).map(({ form, open }) => [form, open])).toEqual([
      ['auto-reply', false],
      ['auto-reply', false],
    ])
    expect(await desk.events('notice.replied')).toEqual([])
  })

  it('lays what a person writes under the notice and before the team; the ladder rests until somebody has dealt with it', async () => {
    const { notice, message } = await sentNotice()
    const number = '13097248022'
    await bring(letter({ References: `<other@x.example> <${message}>` }, `Vi ser på det. Pasient ${number}.`))
    const stand = await desk.stand(notice)
    expect(stand).toMatchObject({
      state: 'opened',
      answer_by: null,
      opened_by: 'vakt@varde.example',
      steps: ['queued', 'sent', 'reply'],
    })
    const [kept] = await inbox()
    expect(kept).toMatchObject({
      form: 'reply',
      notice: true,
      open: true,
      raw: false,
      text: 'Vi ser på det. Pasient ***********.',
    })
    expect(await desk.events('notice.replied')).toMatchObject([{ notice, address: 'vakt@varde.example' }])
    expect(await desk.events('notice.opened')).toMatchObject([{ notice }])

    const { id } = await desk.one<{ id: Id<'mai'> }>`select 'mai_' || replace(id::text, '-', '') as id from inbound_mail`
    const handle = () => desk.db.in(team, (tx) => fileMail(tx, { id, text: 'Ringt' }, desk.clock.now()))
    expect(await handle()).toEqual({ ok: true, value: {} })
    expect((await desk.stand(notice)).answer_by).not.toBeNull()
    expect(await handle()).toEqual({ ok: false, reason: 'mail-handled' })
  })

  it('keeps a mail as it came where it can be sure that no identity number is in it', async () => {
    const { message } = await sentNotice()
    const clean = letter({ 'In-Reply-To': `<${message}>` }, 'Takk, rettet.')
    const hidden = letter(
      { 'In-Reply-To': `<${message}>`, 'Content-Transfer-Encoding': 'base64' },
      Buffer.from('13097248022').toString('base64'),
    )
    await bring(clean, hidden)
    expect((await inbox()).map(({ raw, text }) => [raw, text])).toEqual([
      [true, 'Takk, rettet.'],
      [false, '***********'],
    ])
  })

  it('lets somebody say under which notice a mail belongs that named none', async () => {
    const { notice } = await sentNotice()
    await bring(letter({ Subject: 'Om varselet deres' }))
    expect(await inbox()).toMatchObject([{ notice: false, open: true }])
    expect(await heard('notices.mail-unfiled')).toMatchObject([{ sender: 'vakt@varde.example', subject: 'Om varselet deres' }])
    const { id } = await desk.one<{ id: Id<'mai'> }>`select 'mai_' || replace(id::text, '-', '') as id from inbound_mail`
    const filed = await desk.db.in(team, (tx) => fileMail(tx, { id, noticeId: notice, text: '' }, desk.clock.now()))
    expect(filed.ok).toBe(true)
    expect(await inbox()).toMatchObject([{ notice: true, open: false }])
    expect((await desk.stand(notice)).steps).toContain('mail-filed')
    expect(await heard('notices.mail-filed')).toEqual([{ mail: id }])
  })

  const returned = (about: { message: string; envelope?: string; recipient?: string }) => {
    came += 1
    return [
      'From: MAILER-DAEMON@elsewhere.example',
      `To: ${box}`,
      'Subject: Undelivered Mail Returned to Sender',
      `Message-ID: <${came}@elsewhere.example>`,
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'No such user.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; elsewhere.example',
      ...(about.envelope ? [`Original-Envelope-Id: ${about.envelope}`] : []),
      '',
      `Final-Recipient: rfc822; ${about.recipient ?? 'Vakt@varde.example'}`,
      'Action: failed',
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 5.1.1 no such user',
      '',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: <${about.message}>`,
      'Subject: x',
      '',
      '--b--',
      '',
    ].join('\r\n')
  }

  it('believes no bounce that names none of ours', async () => {
    const { notice } = await sentNotice()
    await bring(
      returned({ message: '019354c0-a1b2-7c3d-8e4f-5a6b7c8d9e0f@helsecert.example' }),
      returned({ message: 'x@y.example', envelope: 'dlv_019354c0a1b27c3d8e4f5a6b7c8d9e0f' }),
      returned({ message: 'x@y.example', envelope: "dlv_' or true --" }),
    )
    expect(await desk.stand(notice)).toMatchObject({ state: 'sent', states: ['sent'] })
    expect((await inbox()).map(({ form, open }) => [form, open])).toEqual(Array.from({ length: 3 }, () => ['unknown', false]))
  })

  it('changes nothing when what was answered comes back, and nothing twice when it comes back twice', async () => {
    const answered = await sentNotice()
    await desk.rows(sql`update notice set state = 'answered' where id = ${uuidOf(answered.notice)} returning 1`)
    await bring(returned({ message: answered.message }))
    expect(await desk.stand(answered.notice)).toMatchObject({ state: 'answered', states: ['sent'] })
    const other = await sentNotice([at('vakt'), { role: 'management', ...at('boss') }])
    await bring(returned(other.delivery ? { message: 'x@y.example', envelope: other.delivery } : other), returned(other))
    expect(await desk.stand(other.notice)).toMatchObject({ rung: 1, states: ['bounced', 'queued'] })
    expect((await desk.events('notice.bounced')).length).toBe(1)
  })

  it('notes what came back from an address to which the recipient passes mail on, and changes nothing else', async () => {
    const { notice, message } = await sentNotice([at('vakt'), { role: 'management', ...at('boss') }])
    await bring(
      returned({ message, recipient: 'gone@elsewhere.example' }),
      returned({ message, recipient: 'gone@elsewhere.example' }),
    )
    const stand = await desk.stand(notice)
    expect(stand).toMatchObject({ state: 'sent', rung: 0, states: ['sent'], steps: ['queued', 'sent', 'bounced-elsewhere'] })
    expect(stand.answer_by).not.toBeNull()
    expect(await desk.events('notice.bounced')).toEqual([])
  })

  it('notes that its own mail came back in a loop, and does nothing else', async () => {
    const { notice, message } = await sentNotice()
    const [own] = (await mail.arrived('vakt')).filter(({ messageId }) => messageId === `<${message}>`)
    await bring(own!.raw.toString('latin1'))
    expect(await inbox()).toMatchObject([{ form: 'loop', open: false }])
    expect((await desk.stand(notice)).steps).toEqual(['queued', 'sent'])
  })

  it('records each mail once, whoever reads at the same time and wherever the reader died', async () => {
    const { notice, message } = await sentNotice()
    mail.put(
      box,
      Array.from({ length: 250 }, (_, number) => letter({ 'In-Reply-To': `<${message}>`, Subject: `Svar ${number}` })),
    )
    const [one, two] = await Promise.all([read(), read()])
    const third = await read()
    expect(one.recorded + two.recorded + third.recorded).toBe(250)
    expect(await desk.one`select count(*)::int as mails, count(distinct subject)::int as different from inbound_mail`).toEqual({
      mails: 250,
      different: 250,
    })
    expect((await desk.stand(notice)).steps.filter((what) => what === 'reply').length).toBe(250)
  })

  it('takes in what nobody can read, and what the database would refuse, without stopping', async () => {
    await bring(
      '\u0000\u0001 no mail at all',
      letter({ Subject: 'NUL \u0000 in it' }, 'a\u0000b'),
      letter({ From: '' }),
      letter({}, 'siste'),
    )
    expect((await inbox()).length).toBe(4)
    expect((await inbox()).at(-1)).toMatchObject({ text: 'siste' })
  })

  it('works off 10,000 automatic answers page by page, in bounded memory, and none becomes a task', {
    timeout: 300_000,
  }, async () => {
    const { notice, message } = await sentNotice()
    mail.put(
      box,
      Array.from({ length: 10_000 }, (_, number) =>
        letter(
          { From: `a${number}@many.example`, 'Auto-Submitted': 'auto-replied', 'In-Reply-To': `<${message}>` },
          'Jeg er på ferie. '.repeat(200),
        ),
      ),
    )
    const events = (await desk.rows(sql`select from event`)).length
    const before = process.memoryUsage().rss
    const started = performance.now()
    let peak = before
    const watching = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss)
    }, 50)
    const first = await read()
    expect(first).toMatchObject({ recorded: 5_000, more: true, byForm: { 'auto-reply': 5_000 } })
    const second = await read()
    const third = await read()
    clearInterval(watching)
    expect(first.recorded + second.recorded + third.recorded).toBe(10_000)
    expect(third.more).toBe(false)
    const megabytes = Math.round((peak - before) / 1_048_576)
    console.log(
      `10,000 automatic answers in ${((performance.now() - started) / 1_000).toFixed(1)} s, ${megabytes} MB more at most`,
    )
    expect(megabytes).toBeLessThan(250)
    expect((await desk.rows(sql`select from event`)).length).toBe(events)
    expect((await desk.stand(notice)).steps).toEqual(['queued', 'sent', 'auto-reply'])
  })
})
