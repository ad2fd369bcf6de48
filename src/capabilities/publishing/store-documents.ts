import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import { empty, jsonText, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { DocumentFailure, DocumentState } from './contract.ts'
import type { WantedDocument } from './rules.ts'

const team = (scope: Scope): Sql => sql`${scope.team}::boolean`

/** What lists say of a document, as `formats/csaf/provider` takes it from the document. */
export interface Listed {
  id: string
  title: string
  summary?: string
  label: 'WHITE' | 'GREEN' | 'AMBER' | 'RED'
  released: Utc
  changed: Utc
  version: '2.0' | '2.1'
  terms: string[]
}

/**
 * Holds the documents of a warning until the transaction ends. Each has the number after the newest: a new version and what suppliers answered
 * would else take the same, and one of them would not be wanted.
 */
export const holdDocuments = (tx: Tx, id: Id<'adv'>): Promise<unknown> =>
  tx.one(sql`select pg_advisory_xact_lock(hashtextextended(${`csaf_document ${id}`}, 37))`)

/** Notes which documents a warning that is held is to have; what is known of them stays. TLP:RED is kept back at once. */
export async function noteWanted(
  tx: Tx,
  scope: Scope,
  { id, trackingId }: { id: Id<'adv'>; trackingId: string },
  wanted: readonly WantedDocument[],
  now: Utc,
): Promise<void> {
  await tx.run(sql`
    insert into csaf_document (advisory_id, number, version, ended, tracking_id, tlp, state, changed_at)
    select ${uuidOf(id)}::uuid, ${lastNumber(id)} + row_number() over (order by version, ended nulls first), version, ended, ${trackingId}, tlp,
      case when tlp = 'TLP:RED' then 'kept' else 'waiting' end, ${now}::timestamptz
    from unnest(${wanted.map(({ version }) => version)}::int[], ${wanted.map(({ ended }) => ended)}::text[],
      ${wanted.map(({ tlp }) => tlp)}::text[]) as one (version, ended, tlp)
    where ${team(scope)} and not exists (select from csaf_document d
      where d.advisory_id = ${uuidOf(id)}::uuid and d.version = one.version and d.ended is not distinct from one.ended)`)
}

const lastNumber = (id: Id<'adv'>): Sql =>
  sql`coalesce((select max(number) from csaf_document where advisory_id = ${uuidOf(id)}::uuid), 0)`

/** The newest document of a warning, if it has been made and the warning goes on: what it carries of suppliers' answers. */
export const newestMade = (
  tx: Tx,
  scope: Scope,
  id: Id<'adv'>,
): Promise<{ number: number; version: number; tlp: Tlp; said: unknown } | undefined> =>
  tx.one(sql`
    select number, version, tlp, said from csaf_document
    where advisory_id = ${uuidOf(id)}::uuid and ${team(scope)} and bytes is not null and ended is null
      and number = (select max(number) from csaf_document where advisory_id = ${uuidOf(id)}::uuid)`)

/** Wants one document more of the version that the newest says, since suppliers have answered; the warning is held. */
export const noteRound = (tx: Tx, scope: Scope, id: Id<'adv'>, newest: number, now: Utc): Promise<number> =>
  tx.run(sql`
    insert into csaf_document (advisory_id, number, version, round, said_at, tracking_id, tlp, open, state, changed_at)
    select advisory_id, number + 1, version, round + 1, ${now}::timestamptz, tracking_id, tlp, open, 'waiting', ${now}::timestamptz
    from csaf_document where advisory_id = ${uuidOf(id)}::uuid and number = ${newest} and ${team(scope)}`)

/** Every document of a warning up to one, oldest first. */
export const historyOf = (
  tx: Tx,
  scope: Scope,
  id: Id<'adv'>,
  number: number,
): Promise<{ number: number; version: number; ended: boolean; saidAt: Utc | null }[]> =>
  tx.rows(sql`
    select number, version, ended is not null as ended, said_at as "saidAt" from csaf_document
    where advisory_id = ${uuidOf(id)}::uuid and number <= ${number} and ${team(scope)} order by number`)

/** Warnings that have a document, also those that have ended: what suppliers say of them may have changed. */
export const withDocuments = async (tx: Tx, scope: Scope, after: Id<'adv'> | undefined, limit: number): Promise<Id<'adv'>[]> =>
  (
    await tx.rows<{ id: string }>(sql`
      select distinct advisory_id as id from csaf_document
      where ${team(scope)} ${after ? sql`and advisory_id > ${uuidOf(after)}::uuid` : empty} order by advisory_id limit ${limit}`)
  ).map(({ id }) => toId('adv', id))

/** Opens the CLEAR documents of a warning to everybody, or closes all that it has. */
export const setOpen = (tx: Tx, scope: Scope, id: Id<'adv'>, open: boolean): Promise<number> =>
  tx.run(sql`
    update csaf_document set open = ${open}::boolean and tlp = 'TLP:CLEAR'
    where advisory_id = ${uuidOf(id)}::uuid and open is distinct from (${open}::boolean and tlp = 'TLP:CLEAR') and ${team(scope)}`)

/** A document that is still to be made. */
export interface Due {
  id: Id<'adv'>
  number: number
  version: number
  ended: 'withdrawn' | 'closed' | null
  bytes: Uint8Array | null
}

/** Documents that wait, of one warning or of all. */
export async function dueDocuments(tx: Tx, scope: Scope, id: Id<'adv'> | undefined, limit: number): Promise<Due[]> {
  const rows = await tx.rows<StoredDue>(sql`
    select advisory_id, number, version, ended, bytes from csaf_document
    where state = 'waiting' ${id ? sql`and advisory_id = ${uuidOf(id)}::uuid` : empty} and ${team(scope)}
    order by advisory_id, number limit ${limit}`)
  return rows.map(toDue)
}

interface StoredDue {
  advisory_id: string
  number: number
  version: number
  ended: 'withdrawn' | 'closed' | null
  bytes: Uint8Array | null
}

const toDue = ({ advisory_id, ...rest }: StoredDue): Due => ({ id: toId('adv', advisory_id), ...rest })

export interface Made {
  path: string
  listed: Listed
  bytes: Uint8Array
  /** What it carries of suppliers' answers. */
  said: unknown
}

/** Keeps a document that passed its tests. Its bytes are never others again. */
export const saveMade = (
  tx: Tx,
  scope: Scope,
  { id, number }: Pick<Due, 'id' | 'number'>,
  made: Made,
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    update csaf_document set path = ${made.path}, label = ${made.listed.label}, listed = ${jsonText(made.listed)}::jsonb, bytes = ${made.bytes}, said = ${jsonText(made.said)}::jsonb,
      made_at = ${now}, changed_at = ${now}
    where advisory_id = ${uuidOf(id)}::uuid and number = ${number} and bytes is null and state <> 'kept' and ${team(scope)}`)

/** Signs a document, or signs it anew; from now on it is served. */
export const saveSignature = (
  tx: Tx,
  scope: Scope,
  { id, number }: Pick<Due, 'id' | 'number'>,
  { signature, fingerprint }: { signature: string; fingerprint: string },
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    update csaf_document set signature = ${signature}, fingerprint = ${fingerprint}, signed_at = ${now}, tried_at = ${now}, changed_at = ${now},
      state = 'ready', failures = '[]'
    where advisory_id = ${uuidOf(id)}::uuid and number = ${number} and bytes is not null and ${team(scope)}`)

/** Notes why a document is not served. */
export const saveFailures = (
  tx: Tx,
  scope: Scope,
  { id, number }: Pick<Due, 'id' | 'number'>,
  failures: readonly DocumentFailure[],
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    update csaf_document set state = 'failed', failures = ${jsonText(failures)}::jsonb, tried_at = ${now}, changed_at = ${now}
    where advisory_id = ${uuidOf(id)}::uuid and number = ${number} and state in ('waiting', 'failed') and ${team(scope)}`)

/** Lets what failed wait for another try; of one warning or of all. */
export const waitAgain = (tx: Tx, scope: Scope, id: Id<'adv'> | undefined): Promise<number> =>
  tx.run(sql`
    update csaf_document set state = 'waiting'
    where state = 'failed' ${id ? sql`and advisory_id = ${uuidOf(id)}::uuid` : empty} and ${team(scope)}`)

/** Whether there is a warning with documents. */
export const hasDocuments = async (tx: Tx, scope: Scope, id: Id<'adv'>): Promise<boolean> =>
  (await tx.one(sql`select from csaf_document where advisory_id = ${uuidOf(id)}::uuid and ${team(scope)} limit 1`)) !== undefined

/** Documents that another key has signed. */
export async function signedByOthers(tx: Tx, scope: Scope, fingerprint: string, limit: number): Promise<Due[]> {
  const rows = await tx.rows<StoredDue>(sql`
    select advisory_id, number, version, ended, bytes from csaf_document
    where state = 'ready' and fingerprint <> ${fingerprint} and ${team(scope)} order by advisory_id, number limit ${limit}`)
  return rows.map(toDue)
}

/** The newest served document of each warning, of those that the reader of the transaction may see. */
const newest = sql`state = 'ready' and not exists (select from csaf_document later
  where later.advisory_id = csaf_document.advisory_id and later.number > csaf_document.number and later.state = 'ready')`

/**
 * What a reader may fetch under a label, as lists say it. Row-level security decides what that is: everybody what is open, a member's
 * program what was addressed to the member, the team all.
 */
export const listedDocuments = async (tx: Tx, label: Listed['label']): Promise<Listed[]> =>
  (
    await tx.rows<{ listed: Listed }>(
      sql`select listed from csaf_document where label = ${label} and ${newest} order by advisory_id`,
    )
  ).map(({ listed }) => listed)

export interface Served {
  bytes: Uint8Array
  signature: string
  fingerprint: string
  signedAt: Utc
}

/** The document that a reader finds at a path; nothing where it has none there. */
export const servedDocument = (tx: Tx, path: string): Promise<Served | undefined> =>
  tx.one<Served>(sql`
    select bytes, signature, fingerprint, signed_at as "signedAt" from csaf_document where path = ${path} and ${newest}`)

/** Where the open document of a warning lies. */
export const openPathOf = async (tx: Tx, id: Id<'adv'>): Promise<string | undefined> =>
  (
    await tx.one<{ path: string }>(
      sql`select path from csaf_document where advisory_id = ${uuidOf(id)}::uuid and open and ${newest}`,
    )
  )?.path

interface StoredDocument {
  advisory_id: string
  tracking_id: string
  number: number
  version: number
  ended: 'withdrawn' | 'closed' | null
  tlp: Tlp
  state: DocumentState
  open: boolean
  path: string | null
  made_at: Utc | null
  signed_at: Utc | null
  tried_at: Utc | null
  fingerprint: string | null
  failures: DocumentFailure[]
  changed_at: Utc
}

/** A document as the team follows it. */
export interface DocumentRecord {
  id: Id<'adv'>
  trackingId: string
  number: number
  version: number
  ended: 'withdrawn' | 'closed' | null
  tlp: Tlp
  state: DocumentState
  open: boolean
  path: string | null
  madeAt: Utc | null
  signedAt: Utc | null
  triedAt: Utc | null
  fingerprint: string | null
  failures: DocumentFailure[]
  changedAt: Utc
}

const toDocument = (row: StoredDocument): DocumentRecord => ({
  id: toId('adv', row.advisory_id),
  trackingId: row.tracking_id,
  number: row.number,
  version: row.version,
  ended: row.ended,
  tlp: row.tlp,
  state: row.state,
  open: row.open,
  path: row.path,
  madeAt: row.made_at,
  signedAt: row.signed_at,
  triedAt: row.tried_at,
  fingerprint: row.fingerprint,
  failures: row.failures,
  changedAt: row.changed_at,
})

const inStates = (states: readonly DocumentState[] | undefined): Sql =>
  states?.length ? sql`and state = any (${states}::text[])` : empty

/** One page of documents for the team, last changed first. */
export async function documentPage(
  tx: Tx,
  scope: Scope,
  { states, after, limit }: { states?: DocumentState[] | undefined; after?: string | undefined; limit: number },
): Promise<DocumentRecord[]> {
  const [at, id, number] = after?.split('_') ?? []
  const rows = await tx.rows<StoredDocument>(sql`
    select advisory_id, tracking_id, number, version, ended, tlp, state, open, path, made_at, signed_at, tried_at, fingerprint, failures, changed_at
    from csaf_document where ${team(scope)} ${inStates(states)}
      ${at ? sql`and (changed_at, advisory_id, number) < (${at}::timestamptz, ${id}::uuid, ${number}::int)` : empty}
    order by changed_at desc, advisory_id desc, number desc limit ${limit}`)
  return rows.map(toDocument)
}

const mostCounted = 20_000

/** How many documents there are in these states; counting stops at 20,000. */
export async function countDocuments(
  tx: Tx,
  scope: Scope,
  states: readonly DocumentState[] | undefined,
): Promise<{ value: number; more: boolean }> {
  const row = await tx.one<{ count: number }>(sql`
    select count(*)::int as count from (select from csaf_document where ${team(scope)} ${inStates(states)} limit ${mostCounted + 1}) counted`)
  return { value: Math.min(row!.count, mostCounted), more: row!.count > mostCounted }
}

/** How far all documents have come. */
export async function tallyDocuments(
  tx: Tx,
  scope: Scope,
  fingerprint: string | null,
): Promise<{ byState: Record<DocumentState, number>; resign: number; lastMadeAt: Utc | null }> {
  const row = (await tx.one<Record<DocumentState | 'resign', number> & { lastMadeAt: Utc | null }>(sql`
    select count(*) filter (where state = 'waiting')::int as waiting, count(*) filter (where state = 'ready')::int as ready,
      count(*) filter (where state = 'failed')::int as failed, count(*) filter (where state = 'kept')::int as kept,
      count(*) filter (where state = 'ready' and fingerprint is distinct from ${fingerprint}::text)::int as resign, max(signed_at) as "lastMadeAt"
    from csaf_document where ${team(scope)}`))!
  const { resign, lastMadeAt, ...byState } = row
  return { byState, resign, lastMadeAt }
}
