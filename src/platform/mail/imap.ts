import type { ImapFlow } from 'imapflow'
import { isLoopback } from './loopback.ts'

/** A mail as it lies in the mailbox. */
export interface Fetched {
  uid: number
  /** Uids count only within this, RFC 3501, 2.3.1.1. */
  uidValidity: number
  /** As received; its first MiB only when `cut`. */
  raw: Buffer
  /** Of the whole mail, in bytes. */
  size: number
  /** Larger than 10 MB, so that the head and the first part are all we have. */
  cut: boolean
}

export interface MailFolder {
  /** As it was when the mailbox was last looked at. */
  readonly uidValidity: number
  /**
   * At most so many mails with a greater uid, oldest first, a few in memory at a time. Begins anew when the mailbox was made anew
   * since `uidValidity` was read. Throws when the server cannot be reached a second time either.
   */
  fetchAfter(uid: number, most: number): AsyncGenerator<Fetched>
  /** Marks as read, and moves to the folder `Varde` where there is one or one can be made. */
  markDone(uids: readonly number[]): Promise<void>
  close(): Promise<void>
}

export interface ImapOptions {
  /** Milliseconds in which a connection must stand; 10,000 unless told. */
  connectTimeout?: number
  /** Milliseconds in which an answer must come; 60,000 unless told. */
  answerTimeout?: number
  /** The operator listed this server: its certificate may be its own. On loopback it always may. */
  unverified?: boolean
}

const doneFolder = 'Varde'
const largestWhole = 10_000_000
const firstBytes = 1_048_576
/** Limits of what is in memory at a time. */
const batchBytes = 8_000_000
const batchMails = 100

/**
 * The mailbox in which bounces and replies arrive: `imaps://user:password@host/INBOX`. Reconnects when the connection was lost. A
 * password crosses no network without TLS. Throws when the mailbox cannot be opened.
 */
export async function openMailbox(url: string, options: ImapOptions = {}): Promise<MailFolder> {
  let client = await connect(url, options)
  let seen = validityOf(client)
  let given = seen
  let moves = true

  const alive = async (): Promise<ImapFlow> => {
    if (!client.usable) {
      client.close()
      client = await connect(url, options)
      seen = validityOf(client)
    }
    return client
  }
  /** Work that may be done twice; the second time on a new connection. */
  const steadily = async <Value>(work: (client: ImapFlow) => Promise<Value>): Promise<Value> => {
    const first = await alive()
    try {
      return await work(first)
    } catch (error) {
      if (first.usable) throw error
      return work(await alive())
    }
  }

  async function* fetchAfter(uid: number, most: number): AsyncGenerator<Fetched> {
    const known = seen
    await alive()
    const uids = await steadily((present) => uidsAfter(present, seen === known ? uid : 0))
    const validity = seen
    for (const page of pagesOf(uids.slice(0, most), batchMails)) {
      const sizes = await steadily((present) => sizesOf(present, page))
      for (const batch of batchesOf(
        page.filter((each) => sizes.has(each)),
        sizes,
      )) {
        const mails = await steadily((present) => contents(present, batch, sizes, validity))
        if (seen !== validity) return
        given = validity
        yield* mails
      }
    }
  }

  async function markDone(uids: readonly number[]): Promise<void> {
    for (const page of pagesOf(uids, 500)) {
      await steadily(async (present) => {
        // Uids of a mailbox that was made anew since mean other mails.
        if (seen !== given) return
        const range = page.join(',')
        await present.messageFlagsAdd(range, ['\\Seen'], { uid: true })
        moves &&= await canMove(present)
        if (moves) await present.messageMove(range, doneFolder, { uid: true })
      })
    }
  }

  return {
    get uidValidity() {
      return seen
    },
    fetchAfter,
    markDone,
    close: async () => {
      await client.logout().catch(() => client.close())
    },
  }
}

async function connect(url: string, options: ImapOptions): Promise<ImapFlow> {
  const { protocol, hostname, port, username, password, pathname } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  const near = isLoopback(host)
  const secure = protocol === 'imaps:'
  // Thirty megabytes that only whoever collects mail needs.
  const { ImapFlow } = await import('imapflow')
  const client = new ImapFlow({
    host,
    port: Number(port) || (secure ? 993 : 143),
    secure,
    ...(!secure && !near ? { doSTARTTLS: true } : {}),
    tls: { rejectUnauthorized: !near && !options.unverified },
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    connectionTimeout: options.connectTimeout ?? 10_000,
    greetingTimeout: options.answerTimeout ?? 60_000,
    socketTimeout: options.answerTimeout ?? 60_000,
    disableAutoIdle: true,
    logger: false,
  })
  // What ends a connection is told by the command that waits; without a listener it would end the process too.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.mailboxOpen(decodeURIComponent(pathname.slice(1)) || 'INBOX')
    return client
  } catch (error) {
    client.close()
    throw error
  }
}

const validityOf = ({ mailbox }: ImapFlow): number => Number(mailbox ? mailbox.uidValidity : 0)

async function uidsAfter(client: ImapFlow, uid: number): Promise<number[]> {
  // Tells the server to look again, RFC 3501, 6.1.2.
  await client.noop()
  const found = await client.search({ uid: `${uid + 1}:*` }, { uid: true })
  // `n:*` names the last mail even when its uid is smaller, RFC 3501, 6.4.8.
  return (found || []).filter((each) => each > uid).sort((one, other) => one - other)
}

async function sizesOf(client: ImapFlow, uids: readonly number[]): Promise<Map<number, number>> {
  const found = await client.fetchAll(uids.join(','), { uid: true, size: true }, { uid: true })
  return new Map(found.map(({ uid, size }) => [uid, size ?? 0]))
}

async function contents(
  client: ImapFlow,
  uids: readonly number[],
  sizes: ReadonlyMap<number, number>,
  uidValidity: number,
): Promise<Fetched[]> {
  const cut = uids.some((uid) => isLarge(sizes.get(uid)!))
  const found = await client.fetchAll(
    uids.join(','),
    { uid: true, source: cut ? { start: 0, maxLength: firstBytes } : true },
    { uid: true },
  )
  return found.map(({ uid, source = Buffer.alloc(0) }) => ({
    uid,
    uidValidity,
    raw: source,
    size: sizes.get(uid) ?? source.length,
    cut,
  }))
}

const isLarge = (size: number): boolean => size > largestWhole

/** Uids that are fetched together: few bytes, and a large mail by itself. */
export function batchesOf(uids: readonly number[], sizes: ReadonlyMap<number, number>): number[][] {
  const batches: number[][] = []
  let room = 0
  for (const uid of uids) {
    const size = sizes.get(uid) ?? 0
    if (batches.length === 0 || isLarge(size) || size > room) {
      batches.push([uid])
      room = isLarge(size) ? 0 : batchBytes - size
    } else {
      batches.at(-1)!.push(uid)
      room -= size
    }
  }
  return batches
}

const pagesOf = <Item>(items: readonly Item[], most: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / most) }, (_, page) => items.slice(page * most, (page + 1) * most))

async function canMove(client: ImapFlow): Promise<boolean> {
  try {
    if (await client.status(doneFolder, { messages: true })) return true
  } catch {
    // It is not there, or the server does not say so in a known way.
  }
  return client.mailboxCreate(doneFolder).then(
    () => true,
    () => false,
  )
}
