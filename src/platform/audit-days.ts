import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Utc } from '#domain/time.ts'
import { type ChainFault, chainStart, verifyChain } from './audit-chain.ts'
import { sql, type Tx } from './db/db.ts'
import type { SecretBox } from './secret-box.ts'

/** Signs heads of the trail (Ed25519, RFC 8032). Made of `VARDE_SECRET_KEY`, so that whoever has only the database cannot sign. */
export interface HeadKey {
  /** Raw public key as base64url: whoever verifies elsewhere needs it. */
  publicKey: string
  sign(text: string): string
  fits(text: string, signature: string): boolean
}

/** An Ed25519 seed in PKCS #8 (RFC 8410, 7): what stands before its 32 bytes. */
const beforeSeed = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The key of this house. */
export function headKey(secrets: Pick<SecretBox, 'keyFor'>): HeadKey {
  const seed = secrets.keyFor('audit heads')
  const privateKey = createPrivateKey({ key: Buffer.concat([beforeSeed, seed]), format: 'der', type: 'pkcs8' })
  const publicKey: KeyObject = createPublicKey(privateKey)
  return {
    publicKey: publicKey.export({ format: 'jwk' }).x!,
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
    fits: (text, signature) => verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64url')),
  }
}

interface Day {
  day: string
  first: number
  last: number
  hash: string
  previous: string
  key: string
  signature: string
}

const dayText = ({ day, first, last, hash, previous }: Omit<Day, 'key' | 'signature'>): string =>
  JSON.stringify(['varde-audit-day-1', day, first, last, hash, previous])

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

const daysOf = (tx: Tx): Promise<Day[]> =>
  tx.rows<Day>(
    sql`select day::text as day, first_position as first, last_position as last, hash, previous, key, signature
        from audit_day order by first_position`,
  )

/**
 * Signs the end of every day (UTC) that is over and has no signature yet. An entry that was written late for a day that is signed
 * counts to the day after. Gives how many days were signed.
 */
export async function signDays(tx: Tx, key: HeadKey, now: Utc): Promise<number> {
  await tx.run(sql`select from audit_head for update`)
  const signed = (await daysOf(tx)).at(-1)
  const today = now.slice(0, 10)
  const ends = await tx.rows<{ day: string; last: number }>(
    sql`select (at at time zone 'UTC')::date::text as day, max(position) as last from audit
        where position > ${signed?.last ?? 0} and at < ${`${today}T00:00:00.000Z`} group by 1 order by 1`,
  )
  let before = signed
  let count = 0
  for (const end of ends) {
    if (end.last <= (before?.last ?? 0) || (before && end.day <= before.day)) continue
    const entry = await tx.one<{ hash: string }>(sql`select hash from audit where position = ${end.last}`)
    const text = {
      day: end.day,
      first: (before?.last ?? 0) + 1,
      last: end.last,
      hash: entry!.hash,
      previous: before ? digest(dayText(before)) : '',
    }
    const signature = key.sign(dayText(text))
    await tx.run(
      sql`insert into audit_day (day, first_position, last_position, hash, previous, key, signature, signed_at)
          values (${text.day}, ${text.first}, ${text.last}, ${text.hash}, ${text.previous}, ${key.publicKey}, ${signature}, ${now})`,
    )
    before = { ...text, key: key.publicKey, signature }
    count += 1
  }
  return count
}

/**
 * What is wrong with a signed day: `rewritten`, the trail no longer ends that day as it was signed; `forged`, the signature is not
 * by the key of this house; `missing`, days between two signed ones have entries and no signature.
 */
export interface DayFault {
  what: 'rewritten' | 'forged' | 'missing'
  day: string
  first: number
  last: number
}

/** The head of the trail at a moment, signed, to be kept outside the house. */
export interface Head {
  position: number
  hash: string
  at: Utc
  key: string
  signature: string
}

const headText = ({ position, hash, at }: Pick<Head, 'position' | 'hash' | 'at'>): string =>
  JSON.stringify(['varde-audit-head-1', position, hash, at])

/** The head that this house keeps in its data folder: whoever has only the database cannot take it away. */
const headFile = (dataDir: string): string => join(dataDir, 'audit-head.json')

/** Keeps the head of now beside the database. */
export function keepHead(dataDir: string, head: Head): void {
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(headFile(dataDir), `${JSON.stringify(head)}\n`, { mode: 0o600 })
}

/** What the trail says to the head that was kept: `none` where none is, for instance on a machine that signs nothing. */
export async function keptHead(tx: Tx, key: HeadKey, dataDir: string): Promise<'none' | 'holds' | 'forged' | 'rewritten'> {
  const head = readHead(headFile(dataDir))
  return head ? ((await headFault(tx, key, head)) ?? 'holds') : 'none'
}

function readHead(file: string): Head | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Head
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined
    // What cannot be read was changed: no house signed it.
    return { position: 0, hash: '', at: '', key: '', signature: '' }
  }
}

/** The head as it stands now, signed. */
export async function signedHead(tx: Tx, key: HeadKey, now: Utc): Promise<Head> {
  const head = await tx.one<{ position: number; hash: string }>(sql`select position, hash from audit_head`)
  const text = { position: head!.position, hash: head!.hash, at: now }
  return { ...text, key: key.publicKey, signature: key.sign(headText(text)) }
}

/** Whether the trail still holds what a head that was kept outside says: `forged` when this house did not sign it. */
export async function headFault(tx: Tx, key: HeadKey, head: Head): Promise<'forged' | 'rewritten' | undefined> {
  if (!key.fits(headText(head), head.signature)) return 'forged'
  if (head.position === 0) return head.hash === chainStart ? undefined : 'rewritten'
  const entry = await tx.one<{ hash: string }>(sql`select hash from audit where position = ${head.position}`)
  return entry?.hash === head.hash ? undefined : 'rewritten'
}

export interface Verification {
  entries: number
  /** Days whose end is signed, and entries that lie in no signed day yet. */
  signedDays: number
  unsigned: number
  faults: ChainFault[]
  days: DayFault[]
}

/** Verifies the whole trail: each entry against the one before, and each signed day. Without a key the signatures are not looked at. */
export async function verifyTrail(tx: Tx, key?: HeadKey): Promise<Verification> {
  const chain = await verifyChain(tx)
  const days = await daysOf(tx)
  const ends = await tx.rows<{ position: number; hash: string }>(
    sql`select position, hash from audit where position = any(${days.map(({ last }) => last)}::bigint[])`,
  )
  const hashes = new Map(ends.map(({ position, hash }) => [position, hash]))
  const last = days.at(-1)?.last ?? 0
  const rest = await tx.one<{ count: number }>(sql`select count(*)::int as count from audit where position > ${last}`)
  return {
    ...chain,
    signedDays: days.length,
    unsigned: rest!.count,
    days: days.flatMap((one, index) => dayFaults(one, days[index - 1], hashes.get(one.last), key)),
  }
}

function dayFaults(one: Day, before: Day | undefined, hash: string | undefined, key: HeadKey | undefined): DayFault[] {
  const place = { day: one.day, first: one.first, last: one.last }
  if (key && !(one.key === key.publicKey && key.fits(dayText(one), one.signature))) return [{ what: 'forged', ...place }]
  const from = (before?.last ?? 0) + 1
  if (one.first !== from || one.previous !== (before ? digest(dayText(before)) : ''))
    return [{ what: 'missing', ...place, first: from }]
  return hash === one.hash ? [] : [{ what: 'rewritten', ...place }]
}
