import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { empty, raw, sql, type Tx } from '#platform/db/db.ts'
import type { DisputeDecision, disputeStates, HoldingForm, rivalPlaces } from './contract.ts'

export interface DisputeRow {
  id: Id<'dsp'>
  claim: Id<'clm'>
  organisation: Id<'org'>
  rivalOrganisation: Id<'org'>
  rivalHolding: Id<'hol'> | null
  rivalClaim: Id<'clm'> | null
  rivalValue: string
  how: (typeof rivalPlaces)[number]
  state: (typeof disputeStates)[number]
  foundAt: Utc
  decision: DisputeDecision | null
  reason: string | null
  decidedAt: Utc | null
  decidedBy: string | null
}

type Stored = Record<'id' | 'claim' | 'organisation' | 'rivalOrganisation', string> &
  Record<'rivalHolding' | 'rivalClaim', string | null> &
  Omit<DisputeRow, 'id' | 'claim' | 'organisation' | 'rivalOrganisation' | 'rivalHolding' | 'rivalClaim'>

const columns = raw(`id, claim_id as claim, organisation_id as organisation, rival_organisation_id as "rivalOrganisation",
  rival_holding_id as "rivalHolding", rival_claim_id as "rivalClaim", rival_value as "rivalValue", how, state, found_at as "foundAt",
  decision, reason, decided_at as "decidedAt", decided_name as "decidedBy"`)

const toDispute = (row: Stored): DisputeRow => ({
  ...row,
  id: toId('dsp', row.id),
  claim: toId('clm', row.claim),
  organisation: toId('org', row.organisation),
  rivalOrganisation: toId('org', row.rivalOrganisation),
  rivalHolding: row.rivalHolding === null ? null : toId('hol', row.rivalHolding),
  rivalClaim: row.rivalClaim === null ? null : toId('clm', row.rivalClaim),
})

/** The other side of a claim. */
export interface Rival {
  organisation: Id<'org'>
  holding: Id<'hol'> | null
  claim: Id<'clm'> | null
  value: string
  how: DisputeRow['how']
}

/** Notes that a claim meets a rival; the dispute that there is already when it was found before. */
export async function meet(
  tx: Tx,
  claim: { id: Id<'clm'>; organisationId: Id<'org'> },
  rival: Rival,
  now: Utc,
): Promise<{ dispute: DisputeRow; isNew: boolean }> {
  const known = await tx.one<Stored>(sql`
    select ${columns} from claim_dispute where claim_id = ${uuidOf(claim.id)} and rival_organisation_id = ${uuidOf(rival.organisation)}
      and rival_value = ${rival.value} and state <> 'over' order by id desc limit 1 for update`)
  if (known) {
    await tx.run(sql`
      update claim_dispute set rival_holding_id = coalesce(${rival.holding && uuidOf(rival.holding)}, rival_holding_id),
        rival_claim_id = coalesce(${rival.claim && uuidOf(rival.claim)}, rival_claim_id), changed_at = ${now}
      where id = ${known.id} and state = 'open'`)
    return { dispute: toDispute(known), isNew: false }
  }
  const row = await tx.one<Stored>(sql`
    insert into claim_dispute (id, claim_id, organisation_id, rival_organisation_id, rival_holding_id, rival_claim_id, rival_value, how, state,
      found_at, changed_at)
    values (${uuidOf(newId('dsp'))}, ${uuidOf(claim.id)}, ${uuidOf(claim.organisationId)}, ${uuidOf(rival.organisation)},
      ${rival.holding && uuidOf(rival.holding)}, ${rival.claim && uuidOf(rival.claim)}, ${rival.value}, ${rival.how}, 'open', ${now}, ${now})
    returning ${columns}`)
  return { dispute: toDispute(row!), isNew: true }
}

export async function disputePage(
  tx: Tx,
  scope: Scope,
  filter: { state?: readonly string[] | undefined },
  page: { after?: Id<'dsp'> | undefined; limit: number },
): Promise<DisputeRow[]> {
  const rows = await tx.rows<Stored>(sql`
    select ${columns} from claim_dispute where ${scope.team}::boolean
      ${filter.state?.length ? sql`and state = any (${[...filter.state]}::text[])` : empty}
      ${page.after ? sql`and id < ${uuidOf(page.after)}` : empty}
    order by id desc limit ${page.limit}`)
  return rows.map(toDispute)
}

export async function countDisputes(tx: Tx, scope: Scope, state: readonly string[] | undefined, most: number): Promise<number> {
  const row = await tx.one<{ n: number }>(sql`
    select count(*)::int as n from (select from claim_dispute where ${scope.team}::boolean
      ${state?.length ? sql`and state = any (${[...state]}::text[])` : empty} limit ${most}) counted`)
  return row!.n
}

export async function disputeRow(tx: Tx, scope: Scope, id: Id<'dsp'>): Promise<DisputeRow | undefined> {
  const row = await tx.one<Stored>(
    sql`select ${columns} from claim_dispute where id = ${uuidOf(id)} and ${scope.team}::boolean for update`,
  )
  return row && toDispute(row)
}

/** Disputes in which this claim is a side, those that are open first. */
export async function disputesOf(tx: Tx, scope: Scope, claim: Id<'clm'>): Promise<DisputeRow[]> {
  const rows = await tx.rows<Stored>(sql`
    select ${columns} from claim_dispute where (claim_id = ${uuidOf(claim)} or rival_claim_id = ${uuidOf(claim)}) and ${scope.team}::boolean
    order by state = 'open' desc, id desc limit 100`)
  return rows.map(toDispute)
}

export const decideDispute = (
  tx: Tx,
  id: Id<'dsp'>,
  decided: { state: 'decided' | 'over'; decision: DisputeDecision | null; reason: string | null },
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    update claim_dispute set state = ${decided.state}, decision = ${decided.decision}, reason = ${decided.reason}, decided_at = ${now},
      decided_by = ${tx.scope.who.id}, decided_name = ${tx.scope.who.name}, changed_at = ${now}
    where id = ${uuidOf(id)}`)

/** Takes the decision of a dispute back. */
export const reopenDispute = (tx: Tx, id: Id<'dsp'>, now: Utc): Promise<number> =>
  tx.run(sql`
    update claim_dispute set state = 'open', decision = null, reason = null, decided_at = null, decided_by = null, decided_name = null,
      changed_at = ${now}
    where id = ${uuidOf(id)}`)

/** Opens what ended with a claim at a moment again. */
export async function reopenDisputes(tx: Tx, claim: Id<'clm'>, endedAt: Utc, now: Utc): Promise<DisputeRow[]> {
  const rows = await tx.rows<Stored>(sql`
    update claim_dispute set state = 'open', decided_at = null, decided_by = null, decided_name = null, changed_at = ${now}
    where (claim_id = ${uuidOf(claim)} or rival_claim_id = ${uuidOf(claim)}) and state = 'over' and decided_at = ${endedAt}
    returning ${columns}`)
  return rows.map(toDispute)
}

// --- registries ---------------------------------------------------------------------------------------------------

export interface RangeRow {
  organisation: Id<'org'>
  form: HoldingForm
  value: string
  object: string
  key: string
  line: number
  byWhat: 'number' | 'handle'
}

export interface ImportRow {
  id: string
  name: string
  sha256: string
  at: Utc
  by: string
  objects: number
  ranges: number
  proven: number
  issues: { rows: { line: number; code: string; found: string }[]; count: number }
}

export const addImport = (tx: Tx, row: ImportRow): Promise<number> =>
  tx.run(sql`
    insert into registry_import (id, name, sha256, at, who_name, objects, ranges, proven, issues)
    values (${row.id}, ${row.name}, ${row.sha256}, ${row.at}, ${row.by}, ${row.objects}, ${row.ranges}, ${row.proven}, ${JSON.stringify(row.issues)}::jsonb)`)

/** What a snapshot of a name said before gives way to the next. */
export const forgetRanges = (tx: Tx, name: string): Promise<number> =>
  tx.run(sql`delete from registry_range where import_id in (select id from registry_import where name = ${name})`)

export const addRanges = (tx: Tx, importId: string, rows: readonly RangeRow[]): Promise<number> =>
  tx.run(sql`
    insert into registry_range (id, import_id, organisation_id, form, value, object, key, line, by_what)
    select gen_random_uuid(), ${importId}, r.* from unnest(${rows.map((row) => uuidOf(row.organisation))}::uuid[],
      ${rows.map((row) => row.form)}::text[], ${rows.map((row) => row.value)}::text[], ${rows.map((row) => row.object)}::text[],
      ${rows.map((row) => row.key)}::text[], ${rows.map((row) => row.line)}::int[], ${rows.map((row) => row.byWhat)}::text[]) r`)

export const imports = (tx: Tx, scope: Scope): Promise<ImportRow[]> =>
  tx.rows<ImportRow>(sql`
    select id, name, sha256, at, who_name as by, objects, ranges, proven, issues from registry_import where ${scope.team}::boolean
    order by at desc, id desc limit 50`)

/** What the registries say is an organisation's, with the snapshot that says so. */
export async function rangesOf(
  tx: Tx,
  organisations: readonly Id<'org'>[],
  values?: { form: HoldingForm; covering: readonly string[] },
): Promise<(RangeRow & { snapshot: string; at: Utc })[]> {
  const rows = await tx.rows<Omit<RangeRow, 'organisation'> & { organisation: string; snapshot: string; at: Utc }>(sql`
    select r.organisation_id as organisation, r.form, r.value, r.object, r.key, r.line, r.by_what as "byWhat", i.name as snapshot, i.at
    from registry_range r join registry_import i on i.id = r.import_id
    where r.organisation_id = any (${organisations.map(uuidOf)}::uuid[])
      ${values ? sql`and r.form = ${values.form} and r.value = any (${[...values.covering]}::text[])` : empty}
    order by i.at desc, r.value limit 10000`)
  return rows.map((row) => ({ ...row, organisation: toId('org', row.organisation) }))
}

/** As `rangesOf` for whoever may see them; without the snapshot, which only the team reads. */
export async function suggestedRanges(tx: Tx, scope: Scope, organisation: Id<'org'>): Promise<RangeRow[]> {
  const visible = scope.team || scope.organisations.includes(organisation)
  const rows = await tx.rows<Omit<RangeRow, 'organisation'>>(sql`
    select distinct on (form, value) form, value, object, key, line, by_what as "byWhat" from registry_range
    where organisation_id = ${uuidOf(organisation)} and ${visible}::boolean order by form, value, line limit 500`)
  return rows.map((row) => ({ ...row, organisation }))
}

export async function handles(tx: Tx, scope: Scope): Promise<{ handle: string; organisation: Id<'org'>; at: Utc; by: string }[]> {
  const rows = await tx.rows<{ handle: string; organisation: string; at: Utc; by: string }>(
    sql`select handle, organisation_id as organisation, at, who_name as by from registry_handle where ${scope.team}::boolean order by handle limit 1000`,
  )
  return rows.map((row) => ({ ...row, organisation: toId('org', row.organisation) }))
}

/** Whose these handles are. */
export async function organisationsOfHandles(tx: Tx, scope: Scope, names: readonly string[]): Promise<Map<string, Id<'org'>>> {
  const rows = await tx.rows<{ handle: string; organisation: string }>(sql`
    select handle, organisation_id as organisation from registry_handle where handle = any (${[...names]}::text[]) and ${scope.team}::boolean`)
  return new Map(rows.map(({ handle, organisation }) => [handle, toId('org', organisation)]))
}

export const putHandle = (tx: Tx, handle: string, organisation: Id<'org'>, now: Utc): Promise<number> =>
  tx.run(sql`
    insert into registry_handle (handle, organisation_id, at, who_name) values (${handle}, ${uuidOf(organisation)}, ${now}, ${tx.scope.who.name})
    on conflict (handle) do update set organisation_id = excluded.organisation_id, at = excluded.at, who_name = excluded.who_name`)

/** Whose it was, if it was anybody's. */
export async function removeHandle(tx: Tx, handle: string): Promise<Id<'org'> | undefined> {
  const row = await tx.one<{ organisation_id: string }>(
    sql`delete from registry_handle where handle = ${handle} returning organisation_id`,
  )
  return row && toId('org', row.organisation_id)
}

// --- operators ----------------------------------------------------------------------------------------------------

export interface DelegationRow {
  id: Id<'dlg'>
  organisation: Id<'org'>
  holding: Id<'hol'>
  form: HoldingForm
  value: string
  operatorNumber: string
  until: Utc
  state: 'given' | 'withdrawn' | 'ended'
  givenAt: Utc
  givenBy: string
}

type StoredDelegation = Omit<DelegationRow, 'id' | 'organisation' | 'holding'> & Record<'id' | 'organisation' | 'holding', string>

const delegationColumns =
  raw(`id, organisation_id as organisation, holding_id as holding, form, value, operator_number as "operatorNumber",
  until, state, given_at as "givenAt", given_name as "givenBy"`)

const toDelegation = (row: StoredDelegation): DelegationRow => ({
  ...row,
  id: toId('dlg', row.id),
  organisation: toId('org', row.organisation),
  holding: toId('hol', row.holding),
})

const visible = (scope: Scope) =>
  scope.team ? sql`true` : sql`organisation_id = any (${scope.organisations.map(uuidOf)}::uuid[])`

export const addDelegation = (tx: Tx, row: DelegationRow): Promise<number> =>
  tx.run(sql`
    insert into claim_delegation (id, organisation_id, holding_id, form, value, operator_number, until, state, given_at, given_name)
    values (${uuidOf(row.id)}, ${uuidOf(row.organisation)}, ${uuidOf(row.holding)}, ${row.form}, ${row.value}, ${row.operatorNumber},
      ${row.until}, ${row.state}, ${row.givenAt}, ${row.givenBy})`)

export async function delegationsOf(tx: Tx, scope: Scope, organisation: Id<'org'>): Promise<DelegationRow[]> {
  const rows = await tx.rows<StoredDelegation>(sql`
    select ${delegationColumns} from claim_delegation where organisation_id = ${uuidOf(organisation)} and ${visible(scope)}
    order by id desc limit 500`)
  return rows.map(toDelegation)
}

export async function delegationRow(tx: Tx, scope: Scope, id: Id<'dlg'>): Promise<DelegationRow | undefined> {
  const row = await tx.one<StoredDelegation>(
    sql`select ${delegationColumns} from claim_delegation where id = ${uuidOf(id)} and ${visible(scope)}`,
  )
  return row && toDelegation(row)
}

export const endDelegation = (tx: Tx, id: Id<'dlg'>, state: 'withdrawn' | 'ended', now: Utc): Promise<number> =>
  tx.run(sql`
    update claim_delegation set state = ${state}, withdrawn_at = ${now}
    where id = ${uuidOf(id)} and (state = 'given' or (state = 'ended' and ${state} = 'withdrawn'))`)

/** Gives again what ended with a holding at a moment. */
export async function reopenDelegations(tx: Tx, holding: Id<'hol'>, endedAt: Utc): Promise<DelegationRow[]> {
  const rows = await tx.rows<StoredDelegation>(sql`
    update claim_delegation set state = 'given', withdrawn_at = null
    where holding_id = ${uuidOf(holding)} and state = 'ended' and withdrawn_at = ${endedAt}
    returning ${delegationColumns}`)
  return rows.map(toDelegation)
}

export const linkDelegation = (tx: Tx, delegation: Id<'dlg'>, claim: Id<'clm'>): Promise<number> =>
  tx.run(
    sql`insert into claim_delegated (delegation_id, claim_id) values (${uuidOf(delegation)}, ${uuidOf(claim)}) on conflict do nothing`,
  )

/** The operator's claim that a delegation proves. */
export async function delegatedClaim(tx: Tx, delegation: Id<'dlg'>): Promise<Id<'clm'> | undefined> {
  const row = await tx.one<{ claim: string }>(
    sql`select claim_id as claim from claim_delegated where delegation_id = ${uuidOf(delegation)}`,
  )
  return row && toId('clm', row.claim)
}

/** Until when delegations that are given carry a claim; nothing when there is none. */
export async function carriedUntil(tx: Tx, claim: Id<'clm'>): Promise<Utc | null> {
  const row = await tx.one<{ until: Utc | null }>(sql`
    select max(g.until) as until from claim_delegated d join claim_delegation g on g.id = d.delegation_id
    where d.claim_id = ${uuidOf(claim)} and g.state = 'given'`)
  return row?.until ?? null
}

/** Delegations in pages by key: those that are given, of these those that lead to nobody yet, or those that ended before their day. */
export async function delegationPage(
  tx: Tx,
  wanted: { state: 'given' | 'unlinked' } | { state: 'ended'; since: Utc; now: Utc },
  after: Id<'dlg'> | undefined,
  limit: number,
): Promise<DelegationRow[]> {
  const condition =
    wanted.state === 'ended'
      ? sql`state = 'ended' and until > ${wanted.now} and withdrawn_at >= ${wanted.since}`
      : wanted.state === 'given'
        ? sql`state = 'given'`
        : sql`state = 'given' and not exists (select from claim_delegated d where d.delegation_id = claim_delegation.id)`
  const rows = await tx.rows<StoredDelegation>(sql`
    select ${delegationColumns} from claim_delegation where ${condition} ${after ? sql`and id > ${uuidOf(after)}` : empty}
    order by id limit ${limit}`)
  return rows.map(toDelegation)
}

/** Gives one again that ended with the right to its holding. */
export const giveAgain = (tx: Tx, id: Id<'dlg'>): Promise<number> =>
  tx.run(sql`update claim_delegation set state = 'given', withdrawn_at = null where id = ${uuidOf(id)} and state = 'ended'`)

/** Delegations that stand on a holding, or whose day has come. */
export async function delegationsWhere(tx: Tx, wanted: { holding: Id<'hol'> } | { until: Utc }): Promise<DelegationRow[]> {
  const condition = 'holding' in wanted ? sql`holding_id = ${uuidOf(wanted.holding)}` : sql`until <= ${wanted.until}`
  const rows = await tx.rows<StoredDelegation>(
    sql`select ${delegationColumns} from claim_delegation where state = 'given' and ${condition} order by id limit 500`,
  )
  return rows.map(toDelegation)
}
