import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import type { Pap } from '#domain/pap.ts'
import type { Scope } from '#domain/scope.ts'
import { later, type Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import { empty, jsonText, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Came, KeyState, Outcome, PartnerInput, PartnerKey, PartnerKind } from './contract.ts'
import { deadAfterMs, mostTries } from './rules.ts'

/** Partners and what they say are the team's alone. */
export const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

/** A partner as it is kept. */
export interface PartnerRecord extends PartnerInput {
  id: Id<'par'>
  paused: boolean
  readUntil: Record<string, Utc>
  nextAt: Utc
  begunAt: Utc | null
  touchedAt: Utc | null
  progress: number
  fetchedAt: Utc | null
  outcome: Outcome | null
  came: Partial<Came>
  heardAt: Utc | null
  createdAt: Utc
}

interface StoredPartner {
  id: string
  name: string
  kind: PartnerKind
  address: string
  tlp: Tlp
  pap: Pap
  every_minutes: number
  days_back: number
  take_unsigned: boolean
  paused: boolean
  read_until: Record<string, Utc>
  next_at: Utc
  begun_at: Utc | null
  touched_at: Utc | null
  progress: number
  fetched_at: Utc | null
  outcome: Outcome | null
  came: Partial<Came>
  heard_at: Utc | null
  created_at: Utc
}

const columns =
  raw(`id, name, kind, address, tlp, pap, every_minutes, days_back, take_unsigned, paused, read_until, next_at, begun_at,
  touched_at, progress, fetched_at, outcome, came, heard_at, created_at`)

const toPartner = (row: StoredPartner): PartnerRecord => ({
  id: toId('par', row.id),
  name: row.name,
  kind: row.kind,
  address: row.address,
  tlp: row.tlp,
  pap: row.pap,
  everyMinutes: row.every_minutes,
  daysBack: row.days_back,
  takeUnsigned: row.take_unsigned,
  paused: row.paused,
  readUntil: row.read_until,
  nextAt: row.next_at,
  begunAt: row.begun_at,
  touchedAt: row.touched_at,
  progress: row.progress,
  fetchedAt: row.fetched_at,
  outcome: row.outcome,
  came: row.came,
  heardAt: row.heard_at,
  createdAt: row.created_at,
})

/** Partners by the order in which they were added. */
export async function partnerPage(
  tx: Tx,
  scope: Scope,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<PartnerRecord[]> {
  const rows = await tx.rows<StoredPartner>(sql`
    select ${columns} from partner where removed_at is null and ${visible(scope)} ${after ? sql`and id > ${after}::uuid` : empty}
    order by id limit ${limit}`)
  return rows.map(toPartner)
}

/** One partner that has not been removed; `hold` lets only this transaction change it until it ends. */
export async function partnerRow(tx: Tx, scope: Scope, id: Id<'par'>, { hold = false } = {}): Promise<PartnerRecord | undefined> {
  const row = await tx.one<StoredPartner>(sql`
    select ${columns} from partner where id = ${uuidOf(id)}::uuid and removed_at is null and ${visible(scope)} ${hold ? sql`for update` : empty}`)
  return row && toPartner(row)
}

/** A partner by its name, in any case of letters. */
export async function partnerNamed(tx: Tx, scope: Scope, name: string): Promise<PartnerRecord | undefined> {
  const row = await tx.one<StoredPartner>(
    sql`select ${columns} from partner where lower(name) = lower(${name}) and removed_at is null and ${visible(scope)}`,
  )
  return row && toPartner(row)
}

/** Adds a partner that is due at once; nothing when one has this name. */
export async function addPartner(tx: Tx, scope: Scope, input: PartnerInput, now: Utc): Promise<Id<'par'> | undefined> {
  const id = newId('par')
  const added = await tx.run(sql`
    insert into partner (id, name, kind, address, tlp, pap, every_minutes, days_back, take_unsigned, next_at, created_at, created_name, changed_at)
    select ${uuidOf(id)}::uuid, ${input.name}, ${input.kind}, ${input.address}, ${input.tlp}, ${input.pap}, ${input.everyMinutes}::int,
      ${input.daysBack}::int, ${input.takeUnsigned}::boolean, ${now}::timestamptz, ${now}::timestamptz, ${scope.who.name}, ${now}::timestamptz
    where ${visible(scope)} on conflict do nothing`)
  return added === 1 ? id : undefined
}

/** Changes what a person decides; `anew` forgets how far it was read and what its servers said. */
export async function savePartner(
  tx: Tx,
  scope: Scope,
  id: Id<'par'>,
  input: PartnerInput,
  anew: boolean,
  now: Utc,
): Promise<void> {
  await tx.run(sql`
    update partner set name = ${input.name}, kind = ${input.kind}, address = ${input.address}, tlp = ${input.tlp}, pap = ${input.pap},
      every_minutes = ${input.everyMinutes}, days_back = ${input.daysBack}, take_unsigned = ${input.takeUnsigned}, changed_at = ${now}
      ${anew ? sql`, read_until = '{}', next_at = ${now}, outcome = null, fetched_at = null, came = '{}'` : empty}
    where id = ${uuidOf(id)}::uuid and ${visible(scope)}`)
  if (!anew) return
  await tx.run(sql`delete from partner_page where partner_id = ${uuidOf(id)}::uuid and ${visible(scope)}`)
  await tx.run(sql`delete from partner_problem where partner_id = ${uuidOf(id)}::uuid and ${visible(scope)}`)
}

export const pausePartner = (tx: Tx, scope: Scope, id: Id<'par'>, paused: boolean, now: Utc): Promise<number> =>
  tx.run(sql`
    update partner set paused = ${paused}, changed_at = ${now}, next_at = case when ${paused}::boolean then next_at else ${now}::timestamptz end
    where id = ${uuidOf(id)}::uuid and removed_at is null and ${visible(scope)}`)

export const removePartner = (tx: Tx, scope: Scope, id: Id<'par'>, now: Utc): Promise<number> =>
  tx.run(sql`update partner set removed_at = ${now} where id = ${uuidOf(id)}::uuid and removed_at is null and ${visible(scope)}`)

/** Partners that are to be asked again now. */
export async function duePartners(tx: Tx, scope: Scope, now: Utc): Promise<Id<'par'>[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    select id from partner where removed_at is null and not paused and next_at <= ${now} and ${visible(scope)}
      and (touched_at is null or touched_at < ${later(now, -deadAfterMs)}) order by next_at limit 100`)
  return rows.map(({ id }) => toId('par', id))
}

/** Takes up the fetch of a partner, unless somebody is at it. */
export const beginFetch = (tx: Tx, scope: Scope, id: Id<'par'>, now: Utc): Promise<number> =>
  tx.run(sql`
    update partner set begun_at = ${now}, touched_at = ${now}, progress = 0
    where id = ${uuidOf(id)}::uuid and removed_at is null and ${visible(scope)}
      and (touched_at is null or touched_at < ${later(now, -deadAfterMs)})`)

/** Says that a fetch goes on, and how many items it has looked at. */
export const touchFetch = (tx: Tx, scope: Scope, id: Id<'par'>, progress: number, now: Utc): Promise<number> =>
  tx.run(sql`update partner set touched_at = ${now}, progress = ${progress} where id = ${uuidOf(id)}::uuid and ${visible(scope)}`)

/** Remembers from where one provider of a partner is read on. */
export const keepPlace = (tx: Tx, scope: Scope, id: Id<'par'>, provider: string, until: Utc): Promise<number> =>
  tx.run(sql`
    update partner set read_until = read_until || ${jsonText({ [provider]: until })}::jsonb
    where id = ${uuidOf(id)}::uuid and ${visible(scope)}`)

/** Ends a fetch with what came of it. */
export const endFetch = (
  tx: Tx,
  scope: Scope,
  id: Id<'par'>,
  ended: { outcome: Outcome; came: Came; heard: boolean; nextAt: Utc },
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    update partner set begun_at = null, touched_at = null, fetched_at = ${now}, outcome = ${ended.outcome}, came = ${jsonText(ended.came)}::jsonb,
      heard_at = case when ${ended.heard}::boolean then ${now}::timestamptz else heard_at end, next_at = ${ended.nextAt}
    where id = ${uuidOf(id)}::uuid and ${visible(scope)}`)

/** Gives up a fetch that broke, so that another may begin. */
export const letGo = (tx: Tx, scope: Scope, id: Id<'par'>, next: Utc): Promise<number> =>
  tx.run(sql`
    update partner set begun_at = null, touched_at = null, next_at = ${next} where id = ${uuidOf(id)}::uuid and ${visible(scope)}`)

// --- keys --------------------------------------------------------------------------------------------------------

/** The keys of these partners, the first seen first. */
export async function keysOf(tx: Tx, scope: Scope, ids: readonly Id<'par'>[]): Promise<Map<Id<'par'>, PartnerKey[]>> {
  const rows = await tx.rows<Omit<PartnerKey, 'decidedBy'> & { partner_id: string; decidedBy: string | null }>(sql`
    select partner_id, fingerprint, state, seen_at as "seenAt", decided_at as "decidedAt", decided_name as "decidedBy" from partner_key
    where partner_id = any (${ids.map(uuidOf)}::uuid[]) and ${visible(scope)} order by seen_at, fingerprint`)
  return new Map(
    [...Map.groupBy(rows, ({ partner_id }) => toId('par', partner_id))].map(([id, keys]) => [
      id,
      keys.map(({ partner_id: _, ...key }) => key),
    ]),
  )
}

/** Adds a key that was met; nothing changes when it is known. */
export const addKey = (
  tx: Tx,
  scope: Scope,
  id: Id<'par'>,
  key: { fingerprint: string; state: KeyState },
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    insert into partner_key (partner_id, fingerprint, state, seen_at)
    select ${uuidOf(id)}::uuid, ${key.fingerprint}, ${key.state}, ${now}::timestamptz where ${visible(scope)} on conflict do nothing`)

/** Keeps a key as the partner shows it, where its fingerprint is known. */
export const keepBlock = (
  tx: Tx,
  scope: Scope,
  id: Id<'par'>,
  { fingerprint, armoured }: { fingerprint: string; armoured: string },
): Promise<number> =>
  tx.run(sql`
    update partner_key set armoured = ${armoured}
    where partner_id = ${uuidOf(id)}::uuid and fingerprint = ${fingerprint} and armoured is distinct from ${armoured} and ${visible(scope)}`)

/** A key of some partner; `armoured` is null until the partner has shown it to us. */
export interface KnownKey {
  partner: string
  fingerprint: string
  state: KeyState
  armoured: string | null
}

/** The keys of all partners; of one that several have, whoever accepted it first. */
export const knownKeys = (tx: Tx, scope: Scope): Promise<KnownKey[]> =>
  tx.rows<KnownKey>(sql`
    select p.name as partner, k.fingerprint, k.state, k.armoured from partner_key k join partner p on p.id = k.partner_id
    where p.removed_at is null and ${visible(scope)} order by k.state, k.seen_at, k.fingerprint`)

/** Accepts or refuses a key. */
export const decideKey = (tx: Tx, scope: Scope, id: Id<'par'>, fingerprint: string, state: KeyState, now: Utc): Promise<number> =>
  tx.run(sql`
    update partner_key set state = ${state}, decided_at = ${now}, decided_name = ${scope.who.name}
    where partner_id = ${uuidOf(id)}::uuid and fingerprint = ${fingerprint} and ${visible(scope)}`)

/** Lets a partner be asked at the next look. */
export const makeDue = (tx: Tx, scope: Scope, id: Id<'par'>, now: Utc): Promise<number> =>
  tx.run(sql`update partner set next_at = ${now} where id = ${uuidOf(id)}::uuid and ${visible(scope)}`)

// --- what servers said -------------------------------------------------------------------------------------------

/** What a server said at an address, and by what it can be asked whether that still holds. */
export interface KeptPage {
  etag: string | null
  modified: string | null
  body: Buffer
}

export const pageAt = (tx: Tx, scope: Scope, id: Id<'par'>, url: string): Promise<KeptPage | undefined> =>
  tx.one<KeptPage>(
    sql`select etag, modified, body from partner_page where partner_id = ${uuidOf(id)}::uuid and url = ${url} and ${visible(scope)}`,
  )

export const keepPage = (tx: Tx, scope: Scope, id: Id<'par'>, url: string, page: KeptPage, now: Utc): Promise<number> =>
  tx.run(sql`
    insert into partner_page (partner_id, url, etag, modified, body, kept_at)
    select ${uuidOf(id)}::uuid, ${url}, ${page.etag}, ${page.modified}, ${page.body}::bytea, ${now}::timestamptz where ${visible(scope)}
    on conflict (partner_id, url) do update set etag = excluded.etag, modified = excluded.modified, body = excluded.body, kept_at = excluded.kept_at`)

// --- problems ----------------------------------------------------------------------------------------------------

/** What was not taken, as it is kept. */
export interface ProblemRow {
  place: string
  reason: string
  line: number
  detail: string
  firstAt: Utc
  lastAt: Utc
  tries: number
}

/** Notes what was not taken; the same once more counts a try. */
export const noteProblem = (
  tx: Tx,
  scope: Scope,
  id: Id<'par'>,
  { place, reason, line = 0, detail = '' }: { place: string; reason: string; line?: number; detail?: string },
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    insert into partner_problem (partner_id, place, reason, line, detail, first_at, last_at)
    select ${uuidOf(id)}::uuid, ${place}, ${reason}, ${line}::int, ${detail}, ${now}::timestamptz, ${now}::timestamptz where ${visible(scope)}
    on conflict (partner_id, place, reason, line) do update set detail = excluded.detail, last_at = excluded.last_at, tries = partner_problem.tries + 1`)

/** Forgets what was wrong at an address: it was taken after all. */
export const forgetProblem = (tx: Tx, scope: Scope, id: Id<'par'>, place: string): Promise<number> =>
  tx.run(sql`delete from partner_problem where partner_id = ${uuidOf(id)}::uuid and place = ${place} and ${visible(scope)}`)

/** Forgets what a fetch that began then did not meet again; what is no longer tried stays. */
export const forgetOldProblems = (tx: Tx, scope: Scope, id: Id<'par'>, begunAt: Utc): Promise<number> =>
  tx.run(sql`
    delete from partner_problem where partner_id = ${uuidOf(id)}::uuid and last_at < ${begunAt} and tries < ${mostTries} and ${visible(scope)}`)

/** Addresses that are worth another try. */
export async function placesToTry(tx: Tx, scope: Scope, id: Id<'par'>): Promise<string[]> {
  const rows = await tx.rows<{ place: string }>(sql`
    select distinct place from partner_problem where partner_id = ${uuidOf(id)}::uuid and tries < ${mostTries} and ${visible(scope)} limit 200`)
  return rows.map(({ place }) => place)
}

/** What was not taken, last met first. */
export const problemsOf = (tx: Tx, scope: Scope, id: Id<'par'>): Promise<ProblemRow[]> =>
  tx.rows<ProblemRow>(sql`
    select place, reason, line, detail, first_at as "firstAt", last_at as "lastAt", tries from partner_problem
    where partner_id = ${uuidOf(id)}::uuid and ${visible(scope)} order by last_at desc, place, line limit 200`)

/** How many items and problems these partners have. */
export async function countsOf(
  tx: Tx,
  scope: Scope,
  ids: readonly Id<'par'>[],
): Promise<Map<Id<'par'>, { fresh: number; items: number; problems: number }>> {
  const rows = await tx.rows<{ id: string; fresh: number; items: number; problems: number }>(sql`
    select p.id, (select count(*)::int from partner_item i where i.partner_id = p.id) as items,
      (select count(*)::int from partner_item i where i.partner_id = p.id and i.state = 'new') as fresh,
      (select count(*)::int from partner_problem x where x.partner_id = p.id) as problems
    from partner p where p.id = any (${ids.map(uuidOf)}::uuid[]) and ${visible(scope)}`)
  return new Map(rows.map(({ id, ...counts }) => [toId('par', id), counts]))
}
