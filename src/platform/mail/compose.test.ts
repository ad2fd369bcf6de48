import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { KeyError, makeKey } from '../pgp.ts'
import { composeMail, type Outgoing } from './compose.ts'

const date = '2026-11-22T07:10:00.000Z'
const message: Outgoing = {
  from: { name: 'HelseCERT', address: 'varsel@varde.example' },
  to: { name: 'Drift, Åse', address: 'sikkerhet@granly.example' },
  replyTo: { name: 'HelseCERT', address: 'svar+dlv_1@varde.example' },
  subject: '[TLP:AMBER] Tre åpne dører hos Granly',
  text: 'TLP:AMBER\n\nTre dører står åpne.\nFrom here on: \n-- \nHelseCERT',
  html: '<p>Tre dører står åpne.</p>',
  attachments: [{ fileName: 'funn-ø.csv', contentType: 'text/csv; charset=utf-8', content: 'adresse,port\n198.18.4.4,3389\n' }],
  messageId: 'dlv_1@varde.example',
  date,
  headers: { 'List-Id': 'Varde <varsel.varde.example>' },
}
const headOf = (raw: Buffer): string => raw.toString('latin1').split('\r\n\r\n', 1)[0]!
const namesIn = (raw: Buffer): string[] =>
  headOf(raw)
    .split(/\r\n(?![ \t])/)
    .map((line) => line.split(':', 1)[0]!)

describe('a mail of ours', () => {
  it('is read by others as it was meant: text, HTML, attachment, who and when', async () => {
    const raw = await composeMail(message)
    const mail = await PostalMime.parse(raw)
    expect(mail).toMatchObject({
      from: { name: 'HelseCERT', address: 'varsel@varde.example' },
      to: [{ name: 'Drift, Åse', address: 'sikkerhet@granly.example' }],
      replyTo: [{ address: 'svar+dlv_1@varde.example' }],
      subject: message.subject,
      messageId: '<dlv_1@varde.example>',
      date,
    })
    expect(mail.text?.trimEnd()).toBe(message.text)
    expect(mail.html?.trimEnd()).toBe(message.html)
    expect(mail.attachments).toMatchObject([{ filename: 'funn-ø.csv', mimeType: 'text/csv' }])
    expect(new TextDecoder().decode(mail.attachments[0]!.content as ArrayBuffer)).toBe('adresse,port\n198.18.4.4,3389\n')
  })

  it('says that a machine wrote it, and is known again when it comes back', async () => {
    const head = headOf(await composeMail(message))
    expect(head).toContain('\r\nX-Varde-Notice: dlv_1@varde.example\r\n')
    expect(`\r\n${head}`).toContain('\r\nAuto-Submitted: auto-generated\r\n')
  })

  it('is plain ASCII in lines that every server takes', async () => {
    const raw = await composeMail({ ...message, text: `${'ø'.repeat(5_000)}`, html: `<p>${'x'.repeat(5_000)}</p>` })
    expect(raw.every((byte) => byte < 128)).toBe(true)
    const lines = raw.toString('latin1').split('\r\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(998)
    expect(lines.some((line) => /[\r\n]/.test(line))).toBe(false)
  })

  it('has no header line more, whatever stands in names, subject, file names and ids', async () => {
    const usual = namesIn(await composeMail(message))
    const evil = 'x\r\nBcc: thief@away.example\r\n\r\n<script>\n\u0000\u2028Cc: y'
    const raw = await composeMail({
      ...message,
      from: { name: evil, address: `varsel@varde.example${evil}` },
      to: { name: evil, address: 'sikkerhet@granly.example, thief@away.example' },
      replyTo: { name: evil, address: `"${evil}"@varde.example` },
      subject: evil,
      messageId: `dlv_1@varde.example>${evil}`,
      headers: { 'List-Id': evil },
      attachments: [{ fileName: evil, contentType: `text/csv${evil}`, content: 'a' }],
    })
    expect(namesIn(raw)).toEqual(usual)
    expect((await PostalMime.parse(raw)).to).toHaveLength(1)
    const heads = raw.toString('latin1').split('\r\n\r\n')
    expect(heads.filter((part) => /^(?:bcc|cc):/im.test(part))).toEqual([])
  })
})

describe('a mail to a key', () => {
  it('is refused with the reason when the key cannot be used that day, and not sent open instead', async () => {
    const { publicKey } = await makeKey({ name: 'Kari', address: 'kari@granly.example', madeAt: '2026-12-01T00:00:00.000Z' })
    const error = await composeMail({ ...message, pgp: { encryptTo: publicKey } }).catch((problem: unknown) => problem)
    expect(error).toBeInstanceOf(KeyError)
    expect((error as KeyError).problem).toBe('cannot-encrypt')
  })

  it('shows the subject and who writes to whom, and nothing of the rest', async () => {
    const { publicKey, privateKey } = await makeKey({
      name: 'Kari',
      address: 'kari@granly.example',
      madeAt: '2026-01-01T00:00:00.000Z',
    })
    const raw = await composeMail({ ...message, pgp: { encryptTo: publicKey, signWith: privateKey } })
    expect(await PostalMime.parse(raw)).toMatchObject({ subject: message.subject, messageId: '<dlv_1@varde.example>' })
    expect(raw.toString('latin1')).not.toMatch(/198\.18\.4\.4|text\/csv|text\/html/)
    expect(headOf(raw)).toMatch(/Content-Type: multipart\/encrypted; protocol="application\/pgp-encrypted";/)
  })
})
