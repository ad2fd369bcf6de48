import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Pap } from '#domain/pap.ts'
import type { Scope } from '#domain/scope.ts'
import { rank, type Severity, severities } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import { empty, jsonText, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Justification, ReplyState, Shown, SupplierReply } from './contract.ts'
import type { Said } from './rules.ts'

const uuids = (ids: readonly string[]): string[] => ids.map(uuidOf)

/** The first wall: the team, and the supplier itself. */
const within = (scope: Scope, of = 'organisation_id'): Sql =>
  scope.team ? sql`true` : sql`${raw(of)} = any (${uuids(scope.organisations)}::uuid[])`

const severityOf = (stored: number): Severity => severities.find((one) => rank(one) === stored)!

// --- who is asked -------------------------------------------------------------------------------------------------

/** A supplier that is asked about a warning. */
export interface AskRow {
  advisory: Id<'adv'>
  supplier: Id<'org'>
  shown: Shown
  version: number
  severity: Severity
  tlp: Tlp
  pap: Pap
  how: 'relation' | 'named'
  askedAt: Utc
  askedBy: string
  remindedAt: Utc | null
  reminders: number
  overAt: Utc | null
}

type StoredAsk = Omit<AskRow, 'advisory' | 'supplier' | 'severity'> & { advisory: string; supplier: string; severity: number }

const askColumns =
  raw(`a.advisory_id as advisory, a.organisation_id as supplier, a.shown, a.version, a.severity, a.tlp, a.pap, a.how,
  a.asked_at as "askedAt", a.asked_by as "askedBy", a.reminded_at as "remindedAt", a.reminders, a.over_at as "overAt"`)

const toAsk = (row: StoredAsk): AskRow => ({
  ...row,
  advisory: toId('adv', row.advisory),
  supplier: toId('org', row.supplier),
  severity: severityOf(row.severity),
})

/** Asks a supplier, or says anew what it is asked. Returns whether it was asked before. */
export async function saveAsk(tx: Tx, scope: Scope, ask: Omit<AskRow, 'remindedAt' | 'reminders' | 'overAt'>): Promise<boolean> {
  const row = await tx.one<{ known: boolean }>(sql`
    insert into supplier_ask as a (advisory_id, organisation_id, shown, version, severity, tlp, pap, how, asked_at, asked_by)
    select ${uuidOf(ask.advisory)}::uuid, ${uuidOf(ask.supplier)}::uuid, ${jsonText(ask.shown)}::jsonb, ${ask.version}::int, ${rank(ask.severity)}::smallint,
      ${ask.tlp}, ${ask.pap}, ${ask.how}, ${ask.askedAt}::timestamptz, ${ask.askedBy} where ${scope.team}::boolean
    on conflict (advisory_id, organisation_id) do update set shown = excluded.shown, version = excluded.version, severity = excluded.severity,
      tlp = excluded.tlp, pap = excluded.pap, over_at = null
    returning (a.xmax <> 0) as known`)
  return row!.known
}

/** Nothing is asked of anybody about a warning any more. */
export const endAsks = (tx: Tx, scope: Scope, advisory: Id<'adv'>, now: Utc): Promise<number> =>
  tx.run(sql`
    update supplier_ask set over_at = ${now} where advisory_id = ${uuidOf(advisory)}::uuid and over_at is null and ${scope.team}::boolean`)

export const noteReminder = (tx: Tx, scope: Scope, advisory: Id<'adv'>, supplier: Id<'org'>, now: Utc): Promise<number> =>
  tx.run(sql`
    update supplier_ask set reminded_at = ${now}, reminders = reminders + 1
    where advisory_id = ${uuidOf(advisory)}::uuid and organisation_id = ${uuidOf(supplier)}::uuid and ${scope.team}::boolean`)

/** One supplier that is asked about a warning, as far as the scope sees it; without a supplier the first of one's own. */
export async function askRow(
  tx: Tx,
  scope: Scope,
  advisory: Id<'adv'>,
  supplier: Id<'org'> | undefined,
): Promise<AskRow | undefined> {
  const row = await tx.one<StoredAsk>(sql`
    select ${askColumns} from supplier_ask a where a.advisory_id = ${uuidOf(advisory)}::uuid and ${within(scope, 'a.organisation_id')}
      ${supplier ? sql`and a.organisation_id = ${uuidOf(supplier)}::uuid` : empty} order by a.organisation_id limit 1`)
  return row && toAsk(row)
}

/** All that are asked about a warning, by when. */
export const asksOf = async (tx: Tx, scope: Scope, advisory: Id<'adv'>): Promise<AskRow[]> =>
  (
    await tx.rows<StoredAsk>(sql`
      select ${askColumns} from supplier_ask a where a.advisory_id = ${uuidOf(advisory)}::uuid and ${within(scope, 'a.organisation_id')}
      order by a.asked_at, a.organisation_id`)
  ).map(toAsk)

/** Pairs of product and vulnerability of an ask without an answer. */
const missing = raw(`(jsonb_array_length(a.shown->'products') * greatest(1, jsonb_array_length(a.shown->'cves'))
  - (select count(distinct (r.product, r.cve))::int from supplier_reply r
     where r.advisory_id = a.advisory_id and r.organisation_id = a.organisation_id
       and exists (select from jsonb_array_elements(a.shown->'products') p where p->>'key' = r.product)
       and (case when jsonb_array_length(a.shown->'cves') = 0 then r.cve = '' else a.shown->'cves' ? r.cve end)))`)

/** One page of who is asked about what, last asked first. */
export async function askPage(
  tx: Tx,
  scope: Scope,
  filter: { missing?: boolean | undefined; after?: string | undefined; limit: number },
): Promise<AskRow[]> {
  const [at, advisory, supplier] = filter.after?.split('~') ?? []
  const rows = await tx.rows<StoredAsk>(sql`
    select ${askColumns} from supplier_ask a where ${within(scope, 'a.organisation_id')}
      ${filter.missing ? sql`and a.over_at is null and ${missing} > 0` : empty}
      ${at ? sql`and (a.asked_at, a.advisory_id, a.organisation_id) < (${at}::timestamptz, ${advisory}::uuid, ${supplier}::uuid)` : empty}
    order by a.asked_at desc, a.advisory_id desc, a.organisation_id desc limit ${filter.limit}`)
  return rows.map(toAsk)
}

/** How many suppliers are asked, and of how many an answer is missing. */
export async function countAsks(tx: Tx, scope: Scope): Promise<{ asked: number; missing: number }> {
  const row = await tx.one<{ asked: number; missing: number }>(sql`
    select count(*)::int as asked, count(*) filter (where a.over_at is null and ${missing} > 0)::int as missing
    from supplier_ask a where ${within(scope, 'a.organisation_id')}`)
  return row!
}

// --- what they say ------------------------------------------------------------------------------------------------

/** An answer as it is kept. */
export interface ReplyRow extends Said {
  id: Id<'rpl'>
  advisory: Id<'adv'>
  supplier: Id<'org'>
  supplierName: string
  about: Pick<Shown, 'trackingId' | 'title'>
  severity: Severity
  tlp: Tlp
  pap: Pap
  number: number
  source: SupplierReply['source']
  as: SupplierReply['as']
  by: string
  saidBy: string
  at: Utc
  current: boolean
}

type StoredReply = Omit<ReplyRow, 'id' | 'advisory' | 'supplier' | 'severity' | 'state' | 'justification'> & {
  id: string
  advisory: string
  supplier: string
  severity: number
  state: ReplyState
  justification: Justification | null
}

const replyColumns =
  raw(`r.id, r.advisory_id as advisory, r.organisation_id as supplier, r.supplier_name as "supplierName", r.about, r.severity,
  r.tlp, r.pap, r.product, r.versions, r.cve, r.number, r.state, r.fixed_in as "fixedIn", r.justification, r.words, r.source, r.as_who as "as",
  r.by_name as "by", r.said_by as "saidBy", r.at`)

/** Nothing else was said to the same since. A member that was not told of the later one does not know of it. */
const isCurrent =
  raw(`not exists (select from supplier_reply l where l.advisory_id = r.advisory_id and l.organisation_id = r.organisation_id
  and l.product = r.product and l.versions = r.versions and l.cve = r.cve and l.number > r.number) as current`)

const toReply = (row: StoredReply): ReplyRow => ({
  ...row,
  id: toId('rpl', row.id),
  advisory: toId('adv', row.advisory),
  supplier: toId('org', row.supplier),
  severity: severityOf(row.severity),
})

/** Adds answers, each under the number that it names. Returns how many: fewer when somebody else answered the same meanwhile. */
export function addReplies(tx: Tx, scope: Scope, replies: readonly Omit<ReplyRow, 'current'>[]): Promise<number> {
  const of = <Value>(pick: (reply: Omit<ReplyRow, 'current'>) => Value) => replies.map(pick)
  return tx.run(sql`
    insert into supplier_reply (id, advisory_id, organisation_id, supplier_name, about, severity, tlp, pap, product, versions, cve, number, state, fixed_in,
      justification, words, source, as_who, by_name, said_by, at)
    select * from unnest(${of(({ id }) => uuidOf(id))}::uuid[], ${of(({ advisory }) => uuidOf(advisory))}::uuid[], ${of(({ supplier }) => uuidOf(supplier))}::uuid[],
      ${of((r) => r.supplierName)}::text[], ${of((r) => jsonText(r.about))}::jsonb[], ${of((r) => rank(r.severity))}::smallint[], ${of((r) => r.tlp)}::text[],
      ${of((r) => r.pap)}::text[], ${of((r) => r.product)}::text[], ${of((r) => r.versions)}::text[], ${of((r) => r.cve)}::text[], ${of((r) => r.number)}::int[],
      ${of((r) => r.state)}::text[], ${of((r) => r.fixedIn)}::text[], ${of((r) => r.justification)}::text[], ${of((r) => r.words)}::text[],
      ${of((r) => r.source)}::text[], ${of((r) => r.as)}::text[], ${of((r) => r.by)}::text[], ${of((r) => r.saidBy)}::text[], ${of((r) => r.at)}::timestamptz[])
      as one (id, advisory_id, organisation_id, supplier_name, about, severity, tlp, pap, product, versions, cve, number, state, fixed_in, justification,
        words, source, as_who, by_name, said_by, at)
    where ${within(scope, 'one.organisation_id')}
    on conflict (advisory_id, organisation_id, product, versions, cve, number) do nothing`)
}

const mostReplies = 2_000

/** What suppliers have answered to a warning, newest first; the last 2,000. */
export const repliesOf = async (tx: Tx, scope: Scope, advisory: Id<'adv'>, supplier?: Id<'org'>): Promise<ReplyRow[]> =>
  (
    await tx.rows<StoredReply>(sql`
      select ${replyColumns}, ${isCurrent} from supplier_reply r where r.advisory_id = ${uuidOf(advisory)}::uuid and ${within(scope, 'r.organisation_id')}
        ${supplier ? sql`and r.organisation_id = ${uuidOf(supplier)}::uuid` : empty} order by r.at desc, r.id desc limit ${mostReplies}`)
  ).map(toReply)

/** Which pairs each of these asks has an answer to. */
export const answeredIn = async (
  tx: Tx,
  scope: Scope,
  asks: readonly Pick<AskRow, 'advisory' | 'supplier'>[],
): Promise<{ advisory: Id<'adv'>; supplier: Id<'org'>; product: string; cve: string }[]> =>
  (
    await tx.rows<{ advisory: string; supplier: string; product: string; cve: string }>(sql`
      select distinct r.advisory_id as advisory, r.organisation_id as supplier, r.product, r.cve
      from unnest(${asks.map(({ advisory }) => uuidOf(advisory))}::uuid[], ${asks.map(({ supplier }) => uuidOf(supplier))}::uuid[]) as a (advisory, supplier)
      join supplier_reply r on r.advisory_id = a.advisory and r.organisation_id = a.supplier where ${within(scope, 'r.organisation_id')}`)
  ).map((row) => ({ ...row, advisory: toId('adv', row.advisory), supplier: toId('org', row.supplier) }))

// --- who was told -------------------------------------------------------------------------------------------------

/** A member that has what an answer is about, and what that is. */
export interface ToldLine {
  text: string
  why: Record<string, string>
}

/** Notes that members are told of an answer. Returns those that had not been told before. */
export const addTold = async (
  tx: Tx,
  scope: Scope,
  reply: Id<'rpl'>,
  to: readonly { organisation: Id<'org'>; lines: readonly ToldLine[] }[],
  now: Utc,
): Promise<Id<'org'>[]> =>
  (
    await tx.rows<{ id: string }>(sql`
      insert into reply_told (reply_id, organisation_id, lines, told_at)
      select ${uuidOf(reply)}::uuid, one.organisation, one.lines, ${now}::timestamptz
      from unnest(${to.map(({ organisation }) => uuidOf(organisation))}::uuid[], ${to.map(({ lines }) => jsonText(lines))}::jsonb[]) as one (organisation, lines)
      where ${scope.team}::boolean on conflict do nothing returning organisation_id as id`)
  ).map(({ id }) => toId('org', id))

/** An answer of which a member is to get a notice. */
export interface Untold {
  organisation: Id<'org'>
  reply: ReplyRow
  lines: ToldLine[]
}

/** Answers of which members have had no notice, those of one member together; of one warning, or what waits for the digest. */
export async function unnoticed(
  tx: Tx,
  scope: Scope,
  of: { advisory: Id<'adv'> } | { severities: readonly Severity[] },
  limit: number,
): Promise<Untold[]> {
  const rows = await tx.rows<StoredReply & { organisation: string; lines: ToldLine[] }>(sql`
    select ${replyColumns}, ${isCurrent}, t.organisation_id as organisation, t.lines from reply_told t join supplier_reply r on r.id = t.reply_id
    where t.noticed_at is null and ${scope.team}::boolean
      and ${'advisory' in of ? sql`r.advisory_id = ${uuidOf(of.advisory)}::uuid` : sql`r.severity = any (${of.severities.map(rank)}::smallint[])`}
    order by t.organisation_id, r.at, r.id limit ${limit}`)
  return rows.map(({ organisation, lines, ...row }) => ({ organisation: toId('org', organisation), lines, reply: toReply(row) }))
}

export const noteNoticed = (tx: Tx, scope: Scope, told: readonly Untold[], now: Utc): Promise<number> =>
  tx.run(sql`
    update reply_told t set noticed_at = ${now}
    from unnest(${told.map(({ reply }) => uuidOf(reply.id))}::uuid[], ${told.map(({ organisation }) => uuidOf(organisation))}::uuid[]) as one (reply, organisation)
    where t.reply_id = one.reply and t.organisation_id = one.organisation and ${scope.team}::boolean`)

/** How many members were told of answers of each supplier to a warning. */
export async function countTold(tx: Tx, scope: Scope, advisory: Id<'adv'>): Promise<Map<Id<'org'>, number>> {
  const rows = await tx.rows<{ supplier: string; told: number }>(sql`
    select r.organisation_id as supplier, count(distinct t.organisation_id)::int as told from supplier_reply r join reply_told t on t.reply_id = r.id
    where r.advisory_id = ${uuidOf(advisory)}::uuid and ${scope.team}::boolean group by r.organisation_id`)
  return new Map(rows.map(({ supplier, told }) => [toId('org', supplier), told]))
}

/** An answer that a member was told of. */
export interface OurRow {
  reply: ReplyRow
  organisation: Id<'org'>
  lines: ToldLine[]
  toldAt: Utc
}

/** One page of what suppliers say of products that the organisations of a scope have, newest first. */
export async function oursPage(
  tx: Tx,
  scope: Scope,
  filter: { advisory?: Id<'adv'> | undefined; after?: string | undefined; limit: number },
): Promise<OurRow[]> {
  const [reply, organisation] = filter.after?.split('~') ?? []
  const rows = await tx.rows<StoredReply & { organisation: string; lines: ToldLine[]; toldAt: Utc }>(sql`
    select ${replyColumns}, ${isCurrent}, t.organisation_id as organisation, t.lines, t.told_at as "toldAt"
    from reply_told t join supplier_reply r on r.id = t.reply_id where t.organisation_id = any (${uuids(scope.organisations)}::uuid[])
      ${filter.advisory ? sql`and r.advisory_id = ${uuidOf(filter.advisory)}::uuid` : empty}
      ${reply ? sql`and (t.reply_id, t.organisation_id) < (${reply}::uuid, ${organisation}::uuid)` : empty}
    order by t.reply_id desc, t.organisation_id desc limit ${filter.limit}`)
  return rows.map(({ organisation: of, lines, toldAt, ...row }) => ({
    reply: toReply(row),
    organisation: toId('org', of),
    lines,
    toldAt,
  }))
}

/** Warnings with answers that are still open, for the night to look whether others have the product now. */
export const openWithReplies = async (tx: Tx, scope: Scope): Promise<Id<'adv'>[]> =>
  (
    await tx.rows<{ id: string }>(sql`
      select distinct a.advisory_id as id from supplier_ask a where a.over_at is null and ${scope.team}::boolean
        and exists (select from supplier_reply r where r.advisory_id = a.advisory_id and r.organisation_id = a.organisation_id)`)
  ).map(({ id }) => toId('adv', id))

export async function figures(tx: Tx, scope: Scope): Promise<{ asked: number; missing: number; replies: number; told: number }> {
  const counted = await countAsks(tx, scope)
  const row = await tx.one<{ replies: number; told: number }>(sql`
    select (select count(*)::int from supplier_reply where ${scope.team}::boolean) as replies,
      (select count(*)::int from reply_told where ${scope.team}::boolean) as told`)
  return { ...counted, ...row! }
}
