import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync } from 'node:fs'
import { link, open, readFile, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { type Utc, utc } from '#domain/time.ts'

/** A mail server that keeps what it is given and passes nothing on. */
export interface Sink {
  /** For `VARDE_SMTP_URL` of this process. */
  url: string
  close(): Promise<void>
}

const ending = '.eml'
/** The header that says for whom a mail was kept: its recipients may be hidden. */
const keptFor = 'x-varde-kept-for'
const mostMails = 5_000
const mostBytes = 10 * 1024 * 1024
/** How many may come before the oldest are cleared away: looking through the folder for each would cost more than the mail. */
const clearEvery = 100

/** What the servers of some mailboxes of the demo say: gone for good, or full for now. */
const refusals = [
  { begins: 'borte.', responseCode: 550, words: '5.1.1 There is no such mailbox here' },
  { begins: 'full.', responseCode: 452, words: '4.2.2 The mailbox is full' },
] as const

function refusalOf(address: string): Error | undefined {
  const refusal = refusals.find(({ begins }) => address.toLowerCase().startsWith(begins))
  return refusal && Object.assign(new Error(refusal.words), { responseCode: refusal.responseCode })
}

/** Starts a sink on loopback, on a port that is free. Mails lie in `folder`, one file each; older ones than the newest `keeps` are cleared away now and then. */
export async function openSink(folder: string, keeps = mostMails): Promise<Sink> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  let last = Number(keptIds(folder)[0] ?? 0)
  const keep = async (raw: Buffer): Promise<void> => {
    const draft = join(folder, `${randomUUID()}.part`)
    await writeFile(draft, raw, { mode: 0o600 })
    // Linked into place whole, so that no reader meets half a mail and no other process's mail is lost.
    do last += 1
    while (!(await isLinked(draft, fileOf(folder, String(last)))))
    await rm(draft)
    if (last % clearEvery === 0) for (const id of keptIds(folder).slice(keeps)) await rm(fileOf(folder, id), { force: true })
  }
  const { SMTPServer } = await import('smtp-server')
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: mostBytes,
    onRcptTo: ({ address }, _session, done) => done(refusalOf(address)),
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = [Buffer.from(`${keptFor}: ${envelope.rcptTo.map(({ address }) => address).join(', ')}\r\n`)]
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(Object.assign(new Error('5.3.4 The mail is too large'), { responseCode: 552 }))
        keep(Buffer.concat(parts)).then(() => done(), done)
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve())
  })
  const { port } = server.server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

/** False when somebody else has the name already. */
const isLinked = (draft: string, path: string): Promise<boolean> =>
  link(draft, path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false
      throw error
    },
  )

const fileOf = (folder: string, id: string): string => join(folder, `${id.padStart(9, '0')}${ending}`)

/** Ids of kept mails, newest first. */
function keptIds(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^\d+\.eml$/.test(name))
      .sort()
      .reverse()
      .map((name) => String(Number(name.slice(0, -ending.length))))
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return []
    throw error
  }
}

/** A kept mail, understood as a mail program does. */
export interface Kept {
  id: string
  at: Utc | null
  from: string
  to: string
  subject: string
  text: string
  html: string | null
  encrypted: boolean
  attachments: { name: string; bytes: number }[]
}

/** One page of kept mails, newest first; `after` is the last id of the page before, `q` words that recipient and subject have. */
export async function keptMails(
  folder: string,
  page: { after?: string | undefined; limit: number; q?: string | undefined },
): Promise<{ mails: Kept[]; next?: string }> {
  const older = keptIds(folder).filter((id) => page.after === undefined || Number(id) < Number(page.after))
  const words = (page.q ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const ids = words.length > 0 ? await idsWith(folder, older, words, page.limit + 1) : older
  const shown = ids.slice(0, page.limit)
  const mails = await Promise.all(shown.map((id) => keptMail(folder, id)))
  return { mails: mails.filter((mail) => mail !== undefined), ...(ids.length > shown.length && { next: shown.at(-1)! }) }
}

const readAtOnce = 100

/** The first of some mails that have every word in recipient or subject; no more are read than are needed. */
async function idsWith(folder: string, ids: readonly string[], words: readonly string[], most: number): Promise<string[]> {
  const found: string[] = []
  for (let at = 0; at < ids.length && found.length < most; at += readAtOnce) {
    const some = ids.slice(at, at + readAtOnce)
    const texts = await Promise.all(some.map((id) => headText(fileOf(folder, id))))
    found.push(...some.filter((_, index) => words.every((word) => texts[index]!.includes(word))))
  }
  return found
}

const headBytes = 8_192

/** Recipient and subject of a kept mail in small letters; nothing when it is gone. */
async function headText(path: string): Promise<string> {
  const file = await open(path).catch(ifThere)
  if (!file) return ''
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    const [head = ''] = buffer.toString('latin1', 0, bytesRead).split('\r\n\r\n')
    const { headers, subject } = await PostalMime.parse(Buffer.from(`${head}\r\n\r\n`, 'latin1'))
    return `${headers.find(({ key }) => key === keptFor)?.value ?? ''} ${subject ?? ''}`.toLowerCase()
  } finally {
    await file.close()
  }
}

const ifThere = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ENOENT') throw error
}

/** One kept mail; nothing when there is none with this id. */
export async function keptMail(folder: string, id: string): Promise<Kept | undefined> {
  const raw = await readFile(fileOf(folder, id)).catch(ifThere)
  if (!raw) return undefined
  const mail = await PostalMime.parse(raw)
  const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value ?? ''
  return {
    id,
    at: mail.date && !Number.isNaN(Date.parse(mail.date)) ? utc(Date.parse(mail.date)) : null,
    from: mail.from?.address ?? '',
    to: header(keptFor),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? null,
    encrypted: /^multipart\/encrypted/i.test(header('content-type')),
    attachments: mail.attachments.map(({ filename, mimeType, content }) => ({
      name: filename ?? mimeType,
      bytes: typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength,
    })),
  }
}
