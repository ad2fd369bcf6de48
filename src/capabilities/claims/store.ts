import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { empty, join, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type {
  CheckOutcome,
  ClaimFilter,
  ClaimState,
  HoldingForm,
  HoldingProof,
  ProofMethod,
  Relation,
  ReviewReason,
} from './contract.ts'

const uuids = (ids: readonly string[]): string[] => ids.map(uuidOf)

/** The first wall. */
export const within = (scope: Scope, column = 'organisation_id'): Sql =>
  scope.team ? sql`true` : sql`${raw(column)} = any (${uuids(scope.organisations)}::uuid[])`

/** What stood before the team decided. */
export interface Before {
  state: ClaimState
  level: HoldingProof
  allowed: boolean
  said: string | null
  provenAt: Utc | null
  provenUntil: Utc | null
  nextCheckAt: Utc | null
  holding: Id<'hol'> | null
  /** The proof that the holding had which the decision found; null when the decision made it. */
  holdingProof: HoldingProof | null
  /** When the holding was to end. */
  holdingTo: Utc | null
  /** When what it held was ended by somebody else: it stands again as soon as that does. */
  lost?: Utc
  /** When it was a dispute that was settled: it is taken back as a whole, by way of the claim of the claimant. */
  settled?: Settled
}

/** What settling a dispute changed. */
export interface Settled {
  dispute: Id<'dsp'>
  relation: Relation
  /** The claims of the sides that it changed. */
  sides: Id<'clm'>[]
  /** What both sides held, as it was. */
  held: { id: Id<'hol'>; to: Utc | null; proof: HoldingProof }[]
  /** What it made: claims to parts, and holdings. */
  made: { claims: Id<'clm'>[]; holdings: Id<'hol'>[] }
}

/** A claim as it is kept. */
export interface ClaimRow {
  id: Id<'clm'>
  organisationId: Id<'org'>
  relation: Relation
  form: HoldingForm
  value: string
  from: Utc
  to: Utc | null
  state: ClaimState
  level: HoldingProof
  review: ReviewReason[]
  allowed: boolean
  token: string
  said: string | null
  holding: Id<'hol'> | null
  claimedBy: string
  claimedName: string
  createdAt: Utc
  provenAt: Utc | null
  provenUntil: Utc | null
  nextCheckAt: Utc | null
  misses: number
  before: Before | null
  decidedAt: Utc | null
}

type Stored = Omit<ClaimRow, 'id' | 'organisationId' | 'holding'> & { id: string; organisationId: string; holding: string | null }

const columns =
  raw(`claim.id, claim.organisation_id as "organisationId", claim.relation, claim.form, claim.value, claim.valid_from as "from",
  claim.valid_to as "to", claim.state, claim.level, claim.review, claim.allowed, claim.token, claim.said, claim.holding_id as holding,
  claim.claimed_by as "claimedBy", claim.claimed_name as "claimedName", claim.created_at as "createdAt", claim.proven_at as "provenAt",
  claim.proven_until as "provenUntil", claim.next_check_at as "nextCheckAt", claim.misses, claim.before, claim.decided_at as "decidedAt"`)

const toClaim = (row: Stored): ClaimRow => ({
  ...row,
  id: toId('clm', row.id),
  organisationId: toId('org', row.organisationId),
  holding: row.holding === null ? null : toId('hol', row.holding),
})

/** A filter, with the organisations whose name the search text is part of. */
export type Filter = ClaimFilter & { named?: readonly Id<'org'>[] }

/** The states that are asked for: only the team tells what is disputed from what is open. */
const statesFor = (scope: Scope, asked: readonly ClaimState[]): ClaimState[] => {
  if (scope.team) return [...asked]
  const told = asked.filter((state) => state !== 'disputed')
  return told.includes('open') ? [...told, 'disputed'] : told
}

function matching(scope: Scope, filter: Filter): Sql {
  const conditions: Sql[] = [within(scope, 'claim.organisation_id')]
  if (filter.state?.length) conditions.push(sql`claim.state = any (${statesFor(scope, filter.state)}::text[])`)
  if (filter.form?.length) conditions.push(sql`claim.form = any (${filter.form}::text[])`)
  if (filter.organisation) conditions.push(sql`claim.organisation_id = ${uuidOf(filter.organisation)}`)
  if (filter.review)
    conditions.push(sql`((claim.state = 'open' and claim.review <> '{}' and not claim.allowed) or claim.state = 'disputed')`)
  const text = filter.q
    ?.trim()
    .toLowerCase()
    .replace(/^as(?=\d)/, '')
  if (text)
    conditions.push(
      sql`(position(${text} in claim.value) > 0 or claim.organisation_id = any (${uuids(filter.named ?? [])}::uuid[]))`,
    )
  return join(conditions, ' and ')
}

/** One page of claims, newest first. */
export async function claimPage(
  tx: Tx,
  scope: Scope,
  filter: Filter,
  page: { after?: Id<'clm'> | undefined; limit: number },
): Promise<ClaimRow[]> {
  const after = page.after ? sql`and claim.id < ${uuidOf(page.after)}` : empty
  const rows = await tx.rows<Stored>(
    sql`select ${columns} from claim where ${matching(scope, filter)} ${after} order by claim.id desc limit ${page.limit}`,
  )
  return rows.map(toClaim)
}

export async function countClaims(tx: Tx, scope: Scope, filter: Filter, most: number): Promise<number> {
  const row = await tx.one<{ n: number }>(
    sql`select count(*)::int as n from (select from claim where ${matching(scope, filter)} limit ${most}) counted`,
  )
  return row!.n
}

export async function claimRow(tx: Tx, scope: Scope, id: Id<'clm'>): Promise<ClaimRow | undefined> {
  const row = await tx.one<Stored>(sql`select ${columns} from claim where id = ${uuidOf(id)} and ${within(scope)}`)
  return row && toClaim(row)
}

/** As `claimRow`, for whoever is going to change it: nobody else does so meanwhile. */
export async function heldClaims(tx: Tx, scope: Scope, ids: readonly Id<'clm'>[]): Promise<ClaimRow[]> {
  const rows = await tx.rows<Stored>(
    sql`select ${columns} from claim where id = any (${uuids(ids)}::uuid[]) and ${within(scope)} order by id for update`,
  )
  return rows.map(toClaim)
}

/** What an organisation claims and has not given up or been refused. */
export async function standingClaims(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  same?: { relation: Relation; form: HoldingForm; value: string },
): Promise<ClaimRow[]> {
  const rows = await tx.rows<Stored>(sql`
    select ${columns} from claim where organisation_id = ${uuidOf(organisation)} and state in ('open', 'proven', 'disputed', 'expired')
      and ${within(scope)} ${same ? sql`and relation = ${same.relation} and form = ${same.form} and value = ${same.value}` : empty}
    order by id desc`)
  return rows.map(toClaim)
}

/** Adds a claim; `false` when the same stands already, as after two clicks at once. */
export async function addClaim(tx: Tx, row: ClaimRow, now: Utc): Promise<boolean> {
  const added = await tx.run(sql`
    insert into claim (id, organisation_id, relation, form, value, valid_from, valid_to, state, level, review, allowed, token, said,
      claimed_by, claimed_name, created_at, changed_at, next_check_at)
    values (${uuidOf(row.id)}, ${uuidOf(row.organisationId)}, ${row.relation}, ${row.form}, ${row.value}, ${row.from}, ${row.to},
      ${row.state}, ${row.level}, ${row.review}::text[], ${row.allowed}, ${row.token}, ${row.said}, ${row.claimedBy}, ${row.claimedName},
      ${row.createdAt}, ${now}, ${row.nextCheckAt})
    on conflict do nothing`)
  return added === 1
}

/** Writes where a claim stands; what it is to and whose never changes, what it is (owned, operated) only by a decision. */
export const saveClaim = (tx: Tx, row: ClaimRow, now: Utc): Promise<number> =>
  tx.run(sql`
    update claim set state = ${row.state}, level = ${row.level}, relation = ${row.relation}, allowed = ${row.allowed}, said = ${row.said},
      holding_id = ${row.holding === null ? null : uuidOf(row.holding)}, proven_at = ${row.provenAt}, proven_until = ${row.provenUntil},
      next_check_at = ${row.nextCheckAt}, misses = ${row.misses}, before = ${row.before === null ? null : JSON.stringify(row.before)}::jsonb,
      decided_at = ${row.decidedAt}, decided_by = ${row.decidedAt === null ? null : tx.scope.who.id}, changed_at = ${now}
    where id = ${uuidOf(row.id)}`)

/** Claims of others to one of these values that are not decided. */
export async function claimsOfOthers(
  tx: Tx,
  scope: Scope,
  claim: Pick<ClaimRow, 'organisationId' | 'form'>,
  values: readonly string[],
  states: readonly ClaimState[],
): Promise<ClaimRow[]> {
  const rows = await tx.rows<Stored>(sql`
    select ${columns} from claim where form = ${claim.form} and value = any (${[...values]}::text[]) and relation = 'owns'
      and organisation_id <> ${uuidOf(claim.organisationId)} and state = any (${[...states]}::text[]) and ${scope.team}::boolean
    order by id limit 100`)
  return rows.map(toClaim)
}

/** Claims for which DNS is to be asked again now. */
export async function dueClaims(tx: Tx, scope: Scope, now: Utc, limit: number): Promise<ClaimRow[]> {
  const rows = await tx.rows<Stored>(
    sql`select ${columns} from claim where next_check_at <= ${now} and ${within(scope)} order by next_check_at limit ${limit}`,
  )
  return rows.map(toClaim)
}

/** Claims whose proof ended, and those that nobody proved since a moment; `only` this one, held until the transaction ends. */
export async function lapsedClaims(tx: Tx, scope: Scope, now: Utc, madeBefore: Utc, only?: Id<'clm'>): Promise<ClaimRow[]> {
  const rows = await tx.rows<Stored>(sql`
    select ${columns} from claim where ${within(scope)}
      and ((state = 'proven' and proven_until <= ${now}) or (state = 'open' and proven_at is null and created_at <= ${madeBefore} and
        (review = '{}' or allowed)))
      ${only ? sql`and id = ${uuidOf(only)} for update skip locked` : sql`order by id limit 500`}`)
  return rows.map(toClaim)
}

// --- proof --------------------------------------------------------------------------------------------------------

export interface CheckRow {
  claim: Id<'clm'>
  organisation: Id<'org'>
  method: ProofMethod
  outcome: CheckOutcome
  at: Utc
  seen: Record<string, string | string[]>
}

export const addCheck = (tx: Tx, id: string, row: CheckRow): Promise<number> =>
  tx.run(sql`
    insert into claim_check (id, claim_id, organisation_id, method, outcome, at, seen)
    values (${id}, ${uuidOf(row.claim)}, ${uuidOf(row.organisation)}, ${row.method}, ${row.outcome}, ${row.at}, ${JSON.stringify(row.seen)}::jsonb)`)

/** The looks for proof of claims, newest first, at most 50 a claim. */
export async function checksOf(tx: Tx, scope: Scope, claims: readonly Id<'clm'>[]): Promise<CheckRow[]> {
  const rows = await tx.rows<Omit<CheckRow, 'claim' | 'organisation'> & { claim: string; organisation: string }>(sql`
    select claim_id as claim, organisation_id as organisation, method, outcome, at, seen from (
      select *, row_number() over (partition by claim_id order by id desc) as place from claim_check
      where claim_id = any (${uuids(claims)}::uuid[]) and ${within(scope)}) numbered
    where place <= 50 order by id desc`)
  return rows.map((row) => ({ ...row, claim: toId('clm', row.claim), organisation: toId('org', row.organisation) }))
}

export interface StepRow {
  at: Utc
  what: string
  who: string
  text: string
}

/** Notes what happened to a claim. `who` is empty where the team as such did it. */
export const addStep = (
  tx: Tx,
  { id, organisationId }: Pick<ClaimRow, 'id' | 'organisationId'>,
  { at, what, who, text }: StepRow,
): Promise<number> =>
  tx.run(sql`
    insert into claim_step (claim_id, number, organisation_id, at, what, who_name, text)
    select ${uuidOf(id)}, coalesce(max(number), 0) + 1, ${uuidOf(organisationId)}, ${at}::timestamptz, ${what}, ${who}, ${text}
    from claim_step where claim_id = ${uuidOf(id)}`)

export const stepsOf = (tx: Tx, scope: Scope, id: Id<'clm'>): Promise<StepRow[]> =>
  tx.rows<StepRow>(sql`
    select at, what, who_name as who, text from claim_step where claim_id = ${uuidOf(id)} and ${within(scope)} order by number desc limit 100`)

/** A step that nobody has written to the organisation about. */
export interface UntoldStep extends StepRow {
  claim: Id<'clm'>
}

/** Organisations with claims to which one of these things happened within a time, and of which nobody has written since. */
export async function organisationsToTell(
  tx: Tx,
  scope: Scope,
  whats: readonly string[],
  time: { from: Utc; until: Utc },
): Promise<Id<'org'>[]> {
  const rows = await tx.rows<{ organisation: string }>(sql`
    select distinct organisation_id as organisation from claim_step s where at > ${time.from} and at <= ${time.until}
      and what = any (${[...whats]}::text[]) and ${within(scope)}
      and not exists (select from claim_step n where n.claim_id = s.claim_id and n.number > s.number and n.what = 'told')
    order by organisation`)
  return rows.map(({ organisation }) => toId('org', organisation))
}

/**
 * What happened to the claims of an organisation since it was last written to about them, in order; without claims to which something
 * happened after that time.
 */
export async function untoldSteps(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  time: { from: Utc; until: Utc },
): Promise<UntoldStep[]> {
  const rows = await tx.rows<StepRow & { claim: string }>(sql`
    select claim_id as claim, at, what, who_name as who, text from claim_step s
    where organisation_id = ${uuidOf(organisation)} and at > ${time.from} and at <= ${time.until} and ${within(scope)}
      and not exists (select from claim_step n where n.claim_id = s.claim_id and n.number > s.number and (n.what = 'told' or n.at > ${time.until}))
      and what <> 'told'
    order by claim_id, number`)
  return rows.map((row) => ({ ...row, claim: toId('clm', row.claim) }))
}

export interface CodeRow {
  id: string
  claim: Id<'clm'>
  organisation: Id<'org'>
  address: string
  hash: string
  sentAt: Utc
  expiresAt: Utc
  tries: number
}

export const addCode = (tx: Tx, row: CodeRow): Promise<number> =>
  tx.run(sql`
    insert into claim_code (id, claim_id, organisation_id, address, code_hash, sent_at, expires_at)
    values (${row.id}, ${uuidOf(row.claim)}, ${uuidOf(row.organisation)}, ${row.address}, ${row.hash}, ${row.sentAt}, ${row.expiresAt})`)

/** The newest code of a claim, held until this transaction ends, when it can still be used. */
export async function usableCode(tx: Tx, claim: Id<'clm'>, now: Utc): Promise<CodeRow | undefined> {
  const row = await tx.one<Omit<CodeRow, 'claim' | 'organisation'>>(sql`
    select id, address, code_hash as hash, sent_at as "sentAt", expires_at as "expiresAt", tries from claim_code
    where claim_id = ${uuidOf(claim)} and used_at is null and expires_at > ${now} order by sent_at desc limit 1 for update`)
  return row && { ...row, claim, organisation: '' as Id<'org'> }
}

export const noteTry = (tx: Tx, id: string): Promise<number> =>
  tx.run(sql`update claim_code set tries = tries + 1 where id = ${id}`)

export const spendCode = (tx: Tx, id: string, now: Utc): Promise<number> =>
  tx.run(sql`update claim_code set used_at = ${now} where id = ${id}`)

/** How many codes were sent since a moment, for a claim and for its organisation. */
export async function codesSince(tx: Tx, claim: ClaimRow, since: Utc): Promise<{ claim: number; organisation: number }> {
  const row = await tx.one<{ claim: number; organisation: number }>(sql`
    select (count(*) filter (where claim_id = ${uuidOf(claim.id)}))::int as claim, count(*)::int as organisation
    from claim_code where organisation_id = ${uuidOf(claim.organisationId)} and sent_at > ${since}`)
  return row!
}

export async function figures(tx: Tx, scope: Scope): Promise<Record<string, number>> {
  const rows = await tx.rows<{ state: string; n: number }>(
    sql`select state, count(*)::int as n from claim where ${within(scope)} group by state`,
  )
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]))
}

/** Proven claims whose holding is not there, and open disputes of claims that are decided. */
export async function broken(tx: Tx, scope: Scope): Promise<{ unheld: number; orphaned: number }> {
  const row = await tx.one<{ unheld: number; orphaned: number }>(sql`
    select (select count(*)::int from claim where state = 'proven' and holding_id is null and ${within(scope)}) as unheld,
      (select count(*)::int from claim_dispute d join claim on claim.id = d.claim_id
        where d.state = 'open' and claim.state in ('refused', 'withdrawn') and ${within(scope, 'claim.organisation_id')}) as orphaned`)
  return row!
}

/** Claims that ended since a moment because what they held was ended by somebody else. */
export async function lostSince(tx: Tx, scope: Scope, since: Utc): Promise<ClaimRow[]> {
  const rows = await tx.rows<Stored>(sql`
    select ${columns} from claim where state = 'expired' and holding_id is not null and before ->> 'lost' > ${since} and ${within(scope)}
    order by id limit 10000`)
  return rows.map(toClaim)
}

/** The claims that count by a holding, in turn. */
export async function claimsHolding(tx: Tx, scope: Scope, holding: Id<'hol'>): Promise<ClaimRow[]> {
  const rows = await tx.rows<Stored>(sql`
    select ${columns} from claim where holding_id = ${uuidOf(holding)} and state = 'proven' and ${within(scope)} order by id for update`)
  return rows.map(toClaim)
}

/** The other claims that count by what a claim holds. */
export async function carriersOf(tx: Tx, scope: Scope, claim: Pick<ClaimRow, 'id' | 'holding'>): Promise<ClaimRow[]> {
  if (claim.holding === null) return []
  const rows = await tx.rows<Stored>(sql`
    select ${columns} from claim where holding_id = ${uuidOf(claim.holding)} and id <> ${uuidOf(claim.id)} and state = 'proven'
      and ${within(scope)} order by id`)
  return rows.map(toClaim)
}

/** What claims that count hold, in pages by key. */
export async function heldPage(
  tx: Tx,
  scope: Scope,
  after: Id<'clm'> | undefined,
  limit: number,
): Promise<{ id: Id<'clm'>; holding: Id<'hol'> }[]> {
  const rows = await tx.rows<{ id: string; holding: string }>(sql`
    select id, holding_id as holding from claim where state = 'proven' and holding_id is not null and ${within(scope)}
      ${after ? sql`and id > ${uuidOf(after)}` : empty} order by id limit ${limit}`)
  return rows.map((row) => ({ id: toId('clm', row.id), holding: toId('hol', row.holding) }))
}

/** Claims that stand by a snapshot of this name: it was the last to prove them. */
export async function provenByRegistry(tx: Tx, scope: Scope, snapshot: string): Promise<ClaimRow[]> {
  const rows = await tx.rows<Stored>(sql`
    select ${columns} from claim where state = 'proven' and level = 'registry' and ${within(scope)}
      and (select c.seen ->> 'snapshot' from claim_check c where c.claim_id = claim.id and c.method = 'registry' and c.outcome = 'proven'
        order by c.id desc limit 1) = ${snapshot}
    order by id for update`)
  return rows.map(toClaim)
}

export async function claimsById(tx: Tx, scope: Scope, ids: readonly Id<'clm'>[]): Promise<ClaimRow[]> {
  const rows = await tx.rows<Stored>(
    sql`select ${columns} from claim where id = any (${uuids(ids)}::uuid[]) and ${within(scope)}`,
  )
  return rows.map(toClaim)
}
