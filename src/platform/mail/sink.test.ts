import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keptMail, keptMails, openSink, type Sink } from './sink.ts'
import { openSmtp, type Smtp } from './smtp.ts'

const folder = mkdtempSync(join(tmpdir(), 'varde-sink-'))
let sink: Sink
let smtp: Smtp
beforeAll(async () => {
  sink = await openSink(folder)
  smtp = openSmtp(sink.url)
})
afterAll(async () => {
  await smtp.close()
  await sink.close()
  rmSync(folder, { recursive: true })
})

const mail = [
  'From: varsel@cert.example',
  'To: post@eigersund.kommune.example',
  'Date: Sun, 22 Nov 2026 03:10:00 +0100',
  'Subject: =?utf-8?q?Fjernskrivebord_p=C3=A5_nett?=',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: multipart/alternative; boundary=a',
  '',
  '--a',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Steng porten.',
  '--a',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>Steng porten.</p>',
  '--a--',
  '--b',
  'Content-Type: text/csv; name=funn.csv',
  'Content-Disposition: attachment; filename=funn.csv',
  '',
  'ip,port',
  '--b--',
  '',
].join('\r\n')

const send = (to: string | string[], raw = mail) =>
  smtp.send({ raw: Buffer.from(raw), from: 'varsel@cert.example', to, envelopeId: 'x' })

it('keeps a mail whole, and shows it as its recipient would read it', async () => {
  expect(await send('post@eigersund.kommune.example')).toMatchObject({ state: 'sent' })
  const { mails } = await keptMails(folder, { limit: 10 })
  expect(mails).toEqual([
    {
      id: '1',
      at: '2026-11-22T02:10:00.000Z',
      from: 'varsel@cert.example',
      to: 'post@eigersund.kommune.example',
      subject: 'Fjernskrivebord på nett',
      text: 'Steng porten.\n',
      html: expect.stringContaining('<p>Steng porten.</p>'),
      encrypted: false,
      attachments: [{ name: 'funn.csv', bytes: 8 }],
    },
  ])
})

it('refuses a mailbox that is gone for good, and takes the same mail for the others', async () => {
  expect(await send('borte.post@eigersund.kommune.example')).toMatchObject({
    state: 'refused',
    reply: expect.stringContaining('5.1.1'),
  })
  const sent = await send(['post@fjell.example', 'Borte.post@fjell.example'])
  expect(sent.recipients.map(({ state }) => state)).toEqual(['sent', 'refused'])
  expect((await keptMail(folder, '2'))?.to).toBe('post@fjell.example')
})

it('pages by key, newest first, and finds nothing behind an id that nobody gave', async () => {
  await send('post@vik.example')
  const first = await keptMails(folder, { limit: 2 })
  expect(first.mails.map(({ id }) => id)).toEqual(['3', '2'])
  const second = await keptMails(folder, { limit: 2, after: first.next! })
  expect(second).toMatchObject({ mails: [{ id: '1' }] })
  expect(second.next).toBeUndefined()
  expect(await keptMail(folder, '4')).toBeUndefined()
})

it('finds by words of recipient and subject, whatever their case, page by page', async () => {
  const idsOf = async (q: string, page: { after?: string; limit?: number } = {}) => {
    const { mails, next } = await keptMails(folder, { limit: 10, ...page, q })
    return [mails.map(({ id }) => id), next]
  }
  expect(await idsOf('FJELL')).toEqual([['2'], undefined])
  expect(await idsOf('fjernskrivebord PÅ vik.example')).toEqual([['3'], undefined])
  expect(await idsOf('fjernskrivebord', { limit: 2 })).toEqual([['3', '2'], '2'])
  expect(await idsOf('fjernskrivebord', { limit: 2, after: '2' })).toEqual([['1'], undefined])
  // What stands in the mail itself is not looked at.
  expect(await idsOf('steng')).toEqual([[], undefined])
})

it('loses no mail when two processes keep at once', async () => {
  const both = [sink, await openSink(folder)]
  const before = (await keptMails(folder, { limit: 200 })).mails.length
  const senders = both.map(({ url }) => openSmtp(url))
  const letter = { raw: Buffer.from('Subject: x\r\n\r\nx\r\n'), from: 'a@cert.example', to: 'post@vik.example', envelopeId: 'x' }
  await Promise.all(senders.flatMap((sender) => Array.from({ length: 10 }, () => sender.send(letter))))
  expect((await keptMails(folder, { limit: 200 })).mails.length).toBe(before + 20)
  for (const sender of senders) await sender.close()
  await both[1]!.close()
})

it('refuses what is too large, and keeps only the newest', async () => {
  expect(await send('post@vik.example', `${mail}${'x'.repeat(11 * 1024 * 1024)}`)).toMatchObject({ state: 'refused' })
  const small = await openSink(folder, 20)
  const other = openSmtp(small.url)
  const letter = { raw: Buffer.from('Subject: x\r\n\r\nx\r\n'), from: 'a@cert.example', to: 'post@vik.example', envelopeId: 'x' }
  for (let count = 0; count < 100; count += 1) await other.send(letter)
  await other.close()
  await small.close()
  const { mails } = await keptMails(folder, { limit: 200 })
  expect(mails.map(({ id }) => Number(id))).toEqual(Array.from({ length: mails.length }, (_, place) => 123 - place))
  expect(mails.at(-1)?.id).toBe('81')
}, 30_000)
