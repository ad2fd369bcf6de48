import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MailForm, type Understood, understand } from './understand.ts'

const folder = join(import.meta.dirname, 'fixtures')
const read = (name: string): Promise<Understood> => understand(readFileSync(join(folder, `${name}.eml`)), 'varde.example')
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => name.slice(0, -4))

const forms: Record<string, MailForm> = {
  'bounce-exchange': 'bounce',
  'bounce-two-recipients': 'bounce',
  'bounce-qmail': 'bounce',
  'bounce-exim': 'bounce',
  'delay-sendmail': 'delay',
  'auto-rfc3834': 'auto-reply',
  'auto-exchange-nb': 'auto-reply',
  'auto-subject-nn': 'auto-reply',
  'auto-subject-en': 'auto-reply',
  'auto-old-headers': 'auto-reply',
  'auto-read-receipt': 'auto-reply',
  'reply-outlook-nb': 'reply',
  'reply-gmail-nb': 'reply',
  'reply-inline-nn': 'reply',
  'reply-outlook-nn': 'reply',
  'reply-apple-en': 'reply',
  'reply-html-only': 'reply',
  'loop-own-notice': 'loop',
  'loop-own-message-id': 'loop',
  'loop-in-circles': 'loop',
  'other-new-mail': 'unknown',
  'other-own-colleague': 'reply',
  'broken-no-charset': 'reply',
  'broken-open-multipart': 'reply',
  'broken-nul': 'reply',
}

describe('a mail that came in', () => {
  it.each(Object.entries(forms))('%s is known as %s', async (name, form) => {
    expect((await read(name)).form).toBe(form)
  })

  it('is among the lines above, whichever fixture it is', () => {
    expect(Object.keys(forms).sort()).toEqual(names.sort())
  })

  it('may be our own under another domain, which we then cannot know', async () => {
    expect((await understand(readFileSync(join(folder, 'loop-own-message-id.eml')), 'other.example')).form).toBe('auto-reply')
  })
})

describe('a report of a mail server', () => {
  it('names the mail, the recipient, the status and the reason', async () => {
    expect((await read('bounce-exchange')).about).toEqual({
      messageId: 'dlv_0199@varde.example',
      envelopeId: null,
      recipient: 'sikkerhet@granly.example',
      status: '5.1.10',
      diagnostic:
        '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient sikkerhet@granly.example not found by SMTP address lookup',
    })
    expect((await read('delay-sendmail')).about).toEqual({
      messageId: 'dlv_0203@varde.example',
      envelopeId: 'dlv_0203',
      recipient: 'it@vik.example',
      status: '4.4.1',
      diagnostic: '421 4.4.1 connection timed out',
    })
  })

  it('is about the recipient that failed, under the address we wrote to', async () => {
    expect((await read('bounce-two-recipients')).about).toEqual({
      messageId: 'dlv_0200@varde.example',
      envelopeId: 'dlv_0200',
      recipient: 'leder@granly.example',
      status: '5.2.2',
      diagnostic: '552 5.2.2 mailbox full',
    })
  })

  it('is understood in the words of servers that know no RFC 3464', async () => {
    expect((await read('bounce-qmail')).about).toMatchObject({
      messageId: 'dlv_0201@varde.example',
      recipient: 'it@vik.example',
      status: '5.1.1',
      diagnostic: '550 5.1.1 no such user here',
    })
    expect((await read('bounce-exim')).about).toMatchObject({
      messageId: 'dlv_0202@varde.example',
      recipient: 'it@vik.example',
      status: '5.7.1',
      diagnostic: '554 5.7.1 Service refused',
    })
  })
})

describe('the answer of a person', () => {
  it.each([
    [
      'reply-outlook-nb',
      'Hei!\n\nVi har stengt port 3389 nå. Den siste står hos leverandøren – de gjør det på fredag.\n\nHilsen Kari',
    ],
    ['reply-gmail-nb', 'Takk, vi ser på det!'],
    ['reply-inline-nn', 'Denne er stengd no.\nDenne er ikkje vår.'],
    ['reply-outlook-nn', 'Vi har skrive til leverandøren. Dei skreiv: vi ser på det.'],
    ['reply-apple-en', 'Done. We closed it this morning.'],
    ['reply-html-only', 'Dette er ikke vårt nett.\nSpør Hemit.\nMvh Kari & co <IT>'],
    ['broken-no-charset', 'Det er vår maskin.'],
    ['broken-open-multipart', 'Vi fikser det i dag.'],
  ])('%s is what was written, without what was quoted', async (name, text) => {
    expect((await read(name)).text).toBe(text)
  })

  it('says who wrote it, when, and about which of our mails', async () => {
    expect(await read('reply-outlook-nb')).toMatchObject({
      messageId: 'k1@granly.example',
      inReplyTo: 'dlv_0207@varde.example',
      references: ['dlv_0100@varde.example', 'dlv_0207@varde.example'],
      from: { name: 'Nordmann, Kari', address: 'kari@granly.example' },
      subject: 'SV: [TLP:AMBER] 3 funn hos Granly',
      date: '2026-11-19T08:12:00.000Z',
    })
  })

  it('is read in the letters it was written in, header lines without a charset too', async () => {
    expect(await read('broken-no-charset')).toMatchObject({
      from: { name: 'Kåre Sørbø', address: 'kaare@granly.example' },
      subject: 'Sv: åpen port',
    })
    expect(await read('auto-exchange-nb')).toMatchObject({
      from: { name: 'Pål Østby' },
      text: 'Jeg er på ferie til 1. desember.\nKontakt driftsvakta.',
    })
  })

  it('stays whole when nothing but a quote is in it', async () => {
    const mail = 'Subject: Re: x\nIn-Reply-To: <a@varde.example>\n\n> alt dette\n> stemmer\n'
    expect((await understand(Buffer.from(mail))).text).toBe('> alt dette\n> stemmer')
  })
})

describe('a mail that is broken or hostile', () => {
  it('gives what can be read, without the NUL that a database refuses', async () => {
    const mail = await read('broken-nul')
    expect(JSON.stringify(mail)).not.toContain('\\u0000')
    expect(mail).toMatchObject({ messageId: 'z1@b.example', subject: 'Re: xy', date: null })
  })

  it('is unknown when its parts lie deeper than anybody writes, and still tells who wrote', async () => {
    const parts = Array.from({ length: 200 }, (_, depth) => `Content-Type: multipart/mixed; boundary=b${depth}\n\n--b${depth}\n`)
    const mail = await understand(Buffer.from(`From: Kari <kari@granly.example>\nSubject: dypt\n${parts.join('')}`))
    expect(mail).toMatchObject({ form: 'unknown', subject: 'dypt', from: { name: 'Kari', address: 'kari@granly.example' } })
  })

  it('is read in seconds, however long and however made', async () => {
    const long = [
      'a'.repeat(20_000_000),
      '\n'.repeat(5_000_000),
      `Subject: Re: x\nContent-Type: text/html\n\n${'<div'.repeat(500_000)}`,
      `Subject: Re: x\nContent-Type: text/html\n\n${'<blockquote>'.repeat(90_000)}`,
      `Subject: Re: x\n\n${'-'.repeat(900_000)}`,
      `Subject: Re: x\n\n${'Den 19.11.2026 08:00 '.repeat(40_000)}`,
      `From: MAILER-DAEMON@x.example\nSubject: failure notice\n\n${'a'.repeat(900_000)}`,
      `Subject: Re: x\n\n${' \n'.repeat(19_000)}`,
      `References: ${'<a@b> '.repeat(150_000)}\n\nx`,
    ]
    for (const text of long) {
      const started = performance.now()
      await understand(Buffer.from(text))
      expect(performance.now() - started, text.slice(0, 60)).toBeLessThan(10_000)
    }
  })

  it('never throws, whatever the bytes', async () => {
    const pieces = fc.constantFrom(
      ...[
        'From: ',
        'Subject: ',
        'Content-Type: multipart/report; boundary=b\n',
        '--b\n',
        '--b--\n',
        '\n',
        '\n\n',
        '=?utf-8?Q?=',
        '?=',
      ],
      ...[
        'Content-Type: message/delivery-status\n\n',
        'Action: failed\n',
        'Content-Transfer-Encoding: base64\n',
        '> ',
        'skrev:',
        '<',
        '>',
      ],
    )
    const mail = fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }).map((all) => Buffer.from(all.join('')))
    await fc.assert(
      fc.asyncProperty(fc.oneof(mail, fc.uint8Array({ maxLength: 400 })), async (raw) => {
        expect((await understand(raw)).form).toBeTypeOf('string')
      }),
    )
  })
})
