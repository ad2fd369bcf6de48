import { chownSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MailHouse, startMail } from '../../../tests/setup/mail.ts'
import { composeMail, type Outgoing } from './compose.ts'
import { type Fetched, openMailbox } from './imap.ts'
import { openSmtp, type Smtp } from './smtp.ts'
import { understand } from './understand.ts'

let house: MailHouse
let smtp: Smtp
beforeAll(async () => {
  house = await startMail()
  smtp = openSmtp(house.smtpUrl)
})
afterAll(async () => {
  await smtp.close()
  await house.stop()
})

const from = 'svar@varde.example'
const message = (to: string, id: string): Outgoing => ({
  from: { name: 'HelseCERT', address: from },
  to: { name: 'Åse Ødegård', address: to },
  subject: '[TLP:AMBER] Tre åpne dører hos Granly',
  text: 'Tre dører står åpne.',
  html: '<p>Tre dører står åpne.</p>',
  attachments: [{ fileName: 'funn.csv', contentType: 'text/csv; charset=utf-8', content: 'adresse\n198.18.4.4\n' }],
  messageId: `${id}@varde.example`,
  date: '2026-11-22T07:10:00.000Z',
})
const send = async (to: string, id: string, back = 'svar') =>
  smtp.send({ raw: await composeMail(message(to, id)), from: `${back}+${id}@varde.example`, to, envelopeId: id })

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** What is still held after everything that nobody needs has been collected, so that no collector's mood decides. */
function heldBytes(): number {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

async function all(mails: AsyncIterable<Fetched>): Promise<Fetched[]> {
  const found: Fetched[] = []
  for await (const mail of mails) found.push(mail)
  return found
}

describe('postfix', () => {
  it('takes a mail of ours, and dovecot shows it as it was written', async () => {
    expect(await send('sikkerhet@granly.example', 'dlv_1')).toMatchObject({
      state: 'sent',
      reply: expect.stringMatching(/^250 2\.0\.0 Ok/),
    })
    const [mail] = await house.arrived('sikkerhet@granly.example')
    expect(mail).toMatchObject({
      subject: '[TLP:AMBER] Tre åpne dører hos Granly',
      text: 'Tre dører står åpne.\n',
      messageId: '<dlv_1@varde.example>',
    })
    expect(mail!.attachments[0]).toMatchObject({ filename: 'funn.csv' })
  })

  it('takes an address beyond ASCII by SMTPUTF8, and what is said of it is read (RFC 6533)', async () => {
    // Debian's dovecot delivers to no such address, so postfix returns it.
    expect(await send('blåbær@granly.example', 'dlv_2', 'letters')).toMatchObject({ state: 'sent' })
    const [bounce] = await house.arrived('letters')
    expect(house.log()).toContain('from=<letters+dlv_2@varde.example>')
    expect(await understand(bounce!.raw)).toMatchObject({
      form: 'bounce',
      about: { recipient: 'blåbær@granly.example', messageId: 'dlv_2@varde.example', envelopeId: 'dlv_2' },
    })
  })

  it('refuses and puts off in its own words, and takes the next mail by the same connection', async () => {
    expect(await send('refused@granly.example', 'dlv_3')).toMatchObject({
      state: 'refused',
      reply: '550 5.1.1 <refused@granly.example>: Recipient address rejected: no such mailbox here',
    })
    expect(await send('busy@granly.example', 'dlv_4')).toMatchObject({
      state: 'deferred',
      reply: expect.stringMatching(/^450 4\.2\.1/),
    })
    expect(await send('somebody@elsewhere.test', 'dlv_5')).toMatchObject({
      state: 'refused',
      reply: expect.stringMatching(/^554 5\.7\.1/),
    })
    expect(await send('drift@granly.example', 'dlv_6')).toMatchObject({ state: 'sent' })
  })

  it('returns what it cannot deliver, and the bounce names our mail', async () => {
    await send('unknown@granly.example', 'dlv_7', 'bounces')
    const [bounce] = await house.arrived('bounces')
    expect(await understand(bounce!.raw, 'varde.example')).toMatchObject({
      form: 'bounce',
      about: {
        messageId: 'dlv_7@varde.example',
        envelopeId: 'dlv_7',
        recipient: 'unknown@granly.example',
        status: '5.1.1',
        diagnostic: 'no such mailbox here',
      },
    })
  })

  it('says when a mail is late, and that is a delay, not a bounce', async () => {
    await send('later@granly.example', 'dlv_8', 'delays')
    const [delay] = await house.arrived('delays')
    expect(await understand(delay!.raw, 'varde.example')).toMatchObject({
      form: 'delay',
      about: { messageId: 'dlv_8@varde.example', envelopeId: 'dlv_8', recipient: 'later@granly.example', status: '4.4.1' },
    })
  })

  it('hands us our own mail when somebody forwards all to us, and we know it', async () => {
    await send('loop@varde.example', 'dlv_9')
    const [mail] = await house.arrived('loop')
    expect(await understand(mail!.raw)).toMatchObject({ form: 'loop', messageId: 'dlv_9@varde.example' })
  })
})

describe('a mailbox', () => {
  /** As after a restored backup: the same mails under numbers of another series. */
  const remake = (maildir: string, uidValidity = 1_000): void => {
    for (const name of readdirSync(maildir).filter((each) => each.startsWith('dovecot'))) rmSync(join(maildir, name))
    writeFileSync(join(maildir, 'dovecot-uidlist'), `3 V${uidValidity} N1 G${'a'.repeat(32)}\n`)
    chownSync(join(maildir, 'dovecot-uidlist'), 65_534, 65_534)
  }
  const mailOf = (number: number, more = ''): string =>
    `From: a@granly.example\r\nSubject: ${number}\r\nMessage-ID: <${number}@granly.example>\r\nAuto-Submitted: auto-replied\r\n\r\nHei ${number}${more}\r\n`

  it('gives what came after a mail we know, oldest first, and no more than asked for', async () => {
    house.put(
      'after',
      [1, 2, 3, 4, 5].map((number) => mailOf(number)),
    )
    const box = await openMailbox(house.imapUrl('after'))
    const first = await all(box.fetchAfter(0, 2))
    expect(first.map(({ raw }) => raw.toString())).toEqual([mailOf(1), mailOf(2)])
    expect(first[0]).toMatchObject({ uidValidity: box.uidValidity, cut: false, size: mailOf(1).length })
    expect((await all(box.fetchAfter(first[1]!.uid, 100))).map(({ uid }) => uid)).toEqual([3, 4, 5])
    expect(await all(box.fetchAfter(5, 100))).toEqual([])
    house.put('after', [mailOf(6)])
    expect((await all(box.fetchAfter(5, 100))).map(({ uid }) => uid)).toEqual([6])
    await box.close()
  })

  it('has what is done with in a folder of its own, read', async () => {
    house.put(
      'done',
      [1, 2, 3].map((number) => mailOf(number)),
    )
    const box = await openMailbox(house.imapUrl('done'))
    await all(box.fetchAfter(0, 10))
    await box.markDone([1, 3])
    expect((await house.read('done')).map(({ subject }) => subject)).toEqual(['2'])
    const moved = readdirSync(join(house.maildir('done'), '.Varde', 'cur'))
    expect(moved.map((name) => name.split(':2,')[1])).toEqual(['S', 'S'])
    await box.markDone([])
    await box.close()
    const again = await openMailbox(house.imapUrl('done'))
    expect((await all(again.fetchAfter(0, 10))).map(({ uid }) => uid)).toEqual([2])
    await again.markDone([2])
    expect(await house.read('done')).toEqual([])
    await again.close()
  })

  it('keeps what is done with, read, where no folder can be made', async () => {
    house.put('flagged', [mailOf(1)])
    writeFileSync(join(house.maildir('flagged'), '.Varde'), 'in the way')
    const box = await openMailbox(house.imapUrl('flagged'))
    await all(box.fetchAfter(0, 10))
    await box.markDone([1])
    expect(readdirSync(join(house.maildir('flagged'), 'cur')).map((name) => name.split(':2,')[1])).toEqual(['S'])
    await box.close()
  })

  it('that was made anew is read from the beginning, and old numbers mark nothing in it', async () => {
    house.put(
      'anew',
      [1, 2, 3].map((number) => mailOf(number)),
    )
    const box = await openMailbox(house.imapUrl('anew'))
    expect(await all(box.fetchAfter(0, 10))).toHaveLength(3)
    await house.restart('dovecot', () => remake(house.maildir('anew')))
    await box.markDone([1, 2, 3])
    expect((await house.read('anew')).map(({ subject }) => subject)).toEqual(['1', '2', '3'])
    expect(box.uidValidity).toBe(1_000)
    await box.close()
    const other = await openMailbox(house.imapUrl('anew'))
    await house.restart('dovecot', () => remake(house.maildir('anew'), 2_000))
    expect((await all(other.fetchAfter(3, 10))).map(({ uid, uidValidity }) => [uid, uidValidity])).toEqual([
      [1, 2_000],
      [2, 2_000],
      [3, 2_000],
    ])
    await other.close()
  })

  it('is reached again after the connection was lost', async () => {
    house.put(
      'lost',
      [1, 2, 3].map((number) => mailOf(number)),
    )
    const box = await openMailbox(house.imapUrl('lost'))
    expect(await all(box.fetchAfter(0, 1))).toHaveLength(1)
    await house.restart('dovecot')
    expect((await all(box.fetchAfter(1, 10))).map(({ uid }) => uid)).toEqual([2, 3])
    await house.restart('dovecot')
    await box.markDone([1])
    expect(await house.read('lost')).toHaveLength(2)
    await box.close()
  })

  it('that cannot be opened is an error with its reason', async () => {
    await expect(openMailbox(house.imapUrl('x').replace(':secret@', ':wrong@'))).rejects.toThrow()
    await expect(openMailbox(house.imapUrl('x').replace('/INBOX', '/Nothing'))).rejects.toThrow()
  })

  it('gives the beginning of a mail over 10 MB, and says that it is cut', async () => {
    const large = mailOf(2, '\r\nlang linje'.repeat(1_000_000))
    house.put('large', [mailOf(1), large, mailOf(3)])
    const box = await openMailbox(house.imapUrl('large'))
    const mails = await all(box.fetchAfter(0, 10))
    expect(mails.map(({ cut }) => cut)).toEqual([false, true, false])
    expect(mails[1]).toMatchObject({ size: large.length })
    expect(mails[1]!.raw.length).toBe(1_048_576)
    expect(await understand(mails[1]!.raw)).toMatchObject({ form: 'auto-reply', subject: '2' })
    await box.close()
  })

  it('with 10,000 automatic answers is read page by page, in a memory that does not grow with it', async () => {
    const filler = `\r\n${'fyll '.repeat(2_000)}`
    house.put(
      'full',
      Array.from({ length: 10_000 }, (_, number) => mailOf(number, filler)),
    )
    const box = await openMailbox(house.imapUrl('full'))
    let count = 0
    let bytes = 0
    const before = heldBytes()
    let most = 0
    for await (const { raw } of box.fetchAfter(0, 10_000)) {
      count += 1
      bytes += raw.length
      if (count % 500 === 0) most = Math.max(most, heldBytes() - before)
    }
    expect(count).toBe(10_000)
    expect(bytes).toBeGreaterThan(100_000_000)
    expect(most).toBeLessThan(25_000_000)
    await box.close()
  })
})
