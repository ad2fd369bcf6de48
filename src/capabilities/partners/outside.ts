import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Answer, NoAnswer, Outside } from '#formats/csaf/provider/outside.ts'
import { largestDocument } from '#formats/csaf/read.ts'
import type { Config } from '#platform/config.ts'
import type { Db } from '#platform/db/db.ts'
import { allowList, DoorError, fetchOut, talkOut } from '#platform/door.ts'
import { keyFacts, worthOfSignature } from '#platform/pgp.ts'
import { packed, unpacked } from './come.ts'
import { type KeptPage, keepPage, pageAt } from './store.ts'

const scope = systemScope('partners')

/** One answer may take so long. */
const secondsEach = 60
/** What is larger is asked for whole each time. */
const mostKept = 16 * 1024 * 1024

/** What is remembered of servers between two fetches of a partner; nothing while an address is only tried. */
export interface Memory {
  at(url: string): Promise<KeptPage | undefined>
  keep(url: string, page: KeptPage): Promise<void>
}
const forgetful: Memory = { at: async () => undefined, keep: async () => undefined }

/** What the servers of a partner said before, in the database. */
export const memoryOf = (db: Db, partner: Id<'par'>, now: () => Utc): Memory => ({
  at: (url) => db.read(scope, (tx) => pageAt(tx, scope, partner, url)),
  keep: (url, page) => db.in(scope, async (tx) => void (await keepPage(tx, scope, partner, url, page, now()))),
})

/** By when a fetch must have ended, as `performance.now()` counts. */
interface Terms {
  config: Pick<Config, 'VARDE_OUTBOUND_ALLOW'>
  until: number
  now: Utc
  memory?: Memory
}

const allowed = ({ config, until }: Terms, maxBytes: number) => ({
  allow: allowList(config.VARDE_OUTBOUND_ALLOW),
  maxBytes,
  timeoutSeconds: Math.min(secondsEach, Math.max(1, (until - performance.now()) / 1_000)),
})

/** Lists say by ETag and date whether they are as they were. Documents, hashes and signatures are only asked for when they changed. */
const isList = (url: string, most: number): boolean =>
  most !== largestDocument && !/\.(?:asc|sha256|sha512)$/.test(new URL(url).pathname)

/** The world of the reader of CSAF providers, through the one door out. */
export function outsideOf(terms: Terms): Outside {
  const memory = terms.memory ?? forgetful
  const get = async (url: string, most: number): Promise<Result<Answer, NoAnswer>> => {
    if (performance.now() >= terms.until) return no('timeout')
    const kept = URL.canParse(url) && isList(url, most) ? await memory.at(url) : undefined
    const answer = await talkOut(url, { headers: askedWith(kept) }, allowed(terms, most)).then(ok, refused)
    if (!answer.ok) return answer
    if (answer.value.status === 304 && kept) return ok({ ...answer.value, status: 200, bytes: unpacked(kept.body) })
    const { status, headers, bytes } = answer.value
    const page = status === 200 && isList(url, most) ? pageOf(headers, bytes) : undefined
    if (page) await memory.keep(url, page)
    return answer
  }
  return {
    get,
    readKey: async (bytes) => {
      const armoured = new TextDecoder().decode(bytes)
      const facts = await keyFacts(armoured, terms.now)
      return facts && { ...facts, armoured }
    },
    worth: (bytes, signature, keys) => worthOfSignature(bytes, signature, keys, terms.now),
    now: terms.now,
  }
}

/** A feed as it was fetched; `keep` remembers it as read, once everything of it has been taken. */
export interface FetchedFeed {
  /** `undefined`: nothing has changed since the last time. */
  bytes: Uint8Array | undefined
  keep(): Promise<void>
}

/**
 * Fetches a feed through the one door out: news sites move, so at most three redirects are followed, each looked at anew.
 */
export async function feedAt(url: string, maxBytes: number, terms: Terms): Promise<Result<FetchedFeed, NoAnswer>> {
  const memory = terms.memory ?? forgetful
  const kept = await memory.at(url)
  const answer = await fetchOut(url, allowed(terms, maxBytes), askedWith(kept))
    .then(async ({ status, headers, bytes }) => ({ headers, bytes: status === 304 ? undefined : await whole(bytes) }))
    .then(ok, refused)
  if (!answer.ok) return answer
  const { headers, bytes } = answer.value
  const page = bytes && pageOf(headers, bytes)
  const keep = async () => {
    // Only what it can be asked by: what the feed said stands in the inbox.
    if (page) await memory.keep(url, { ...page, body: Buffer.alloc(0) })
  }
  return ok({ bytes, keep })
}

async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of bytes) pieces.push(piece)
  return Buffer.concat(pieces)
}

function refused(error: unknown): Result<never, NoAnswer> {
  if (!(error instanceof DoorError)) throw error
  return no(error.reason, error.message)
}

const askedWith = (kept: KeptPage | undefined): Record<string, string> => ({
  ...(kept?.etag && { 'if-none-match': kept.etag }),
  ...(kept?.modified && { 'if-modified-since': kept.modified }),
})

/** An answer as it is kept, when its server gave something to ask by. */
function pageOf(headers: Answer['headers'], bytes: Uint8Array): KeptPage | undefined {
  const [etag, modified] = [headers.etag, headers['last-modified']].map((value) =>
    typeof value === 'string' && value.length <= 500 ? value : null,
  )
  return (etag || modified) && bytes.length <= mostKept
    ? { etag: etag ?? null, modified: modified ?? null, body: packed(bytes) }
    : undefined
}
