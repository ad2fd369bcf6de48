import { isPageKey } from '#domain/endpoint.ts'
import { type Id, toId, uuidOf } from '#domain/id.ts'
import { readAddress, readNetwork } from '#domain/network.ts'
import type { Pap } from '#domain/pap.ts'
import type { Asset, AssetForm } from '#domain/reading.ts'
import type { Scope } from '#domain/scope.ts'
import { rank, type Severity, severities } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { labelsWithin, type Tlp } from '#domain/tlp.ts'
import { column, empty, join, jsonText, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import { type Answer, type FindingFilter, type FindingState, unsettled } from './contract.ts'
import { type Change, type Known, kindsLike, type NewStep, naturalKey, type Taken } from './rules.ts'

/** The first wall: what a scope may see of findings. The second stands in the database. */
export const visible = (scope: Scope, alias = 'f'): Sql =>
  scope.team
    ? sql`true`
    : sql`(${raw(alias)}.organisation_id = any(${scope.organisations.map(uuidOf)}::uuid[]) or ${raw(alias)}.operator_id = any(${scope.organisations.map(uuidOf)}::uuid[]))`

/** Bulk statements join by key: a plan that reads the whole table instead is never right here, whatever the statistics say. */
export async function preferIndexes(tx: Tx): Promise<void> {
  await tx.run(
    sql`select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('enable_seqscan', 'off', true)`,
  )
}

const knownColumns = raw(
  `f.id, f.version, f.organisation_id as organisation, f.kind, f.asset_key as key, f.state, f.severity, f.first_seen as "firstSeen",
   f.last_seen as "lastSeen", f.closed_at as "closedAt", f.opened_at as "openedAt", f.due_at as "dueAt", f.steps, f.tlp, f.pap, f.tlp_floor as "tlpFloor", f.pap_floor as "papFloor",
   case when f.state in ('answered', 'fixed', 'withdrawn') then jsonb_build_object(
     'toldAt', utc_text(f.told_at), 'readAt', utc_text(f.read_at), 'answer', f.answer, 'answeredAt', utc_text(f.answered_at),
     'answerUntil', utc_text(f.answer_until), 'closedBy', f.closed_by,
     'judgedOn', case when f.state = 'withdrawn' and f.closed_by = 'team' then f.holding_id end) end as past`,
)

/** The findings that already have one of these natural keys. */
export async function findKnown(
  tx: Tx,
  keys: readonly { organisation: string; kind: string; key: string }[],
): Promise<Map<string, Known>> {
  const rows = await tx.rows<Known>(sql`
    select ${knownColumns} from unnest(${column(
      keys.map((key) => key.organisation),
      'uuid',
    )}, ${keys.map((key) => key.kind)}::text[], ${keys.map((key) => key.key)}::text[]) as k (organisation, kind, key)
    cross join lateral (
      select * from finding where organisation_id = k.organisation and kind = k.kind and asset_key = k.key limit 1
    ) f`)
  return new Map(rows.map((row) => [naturalKey(row.organisation, row.kind, row.key), row]))
}

/** Inserts new findings; the ids that come back are in, a missing one was opened by somebody else at the same moment. */
export async function insertFindings(tx: Tx, changes: readonly Change[]): Promise<Set<string>> {
  if (changes.length === 0) return new Set()
  const of = <Value>(pick: (change: Change) => Value) => changes.map(pick)
  const rows = await tx.rows<{ id: string }>(sql`
    insert into finding (id, organisation_id, operator_id, holding_id, kind, asset_key, asset, ip, host, asn, state, severity, tlp, pap, sources,
                         first_seen, last_seen, sightings, opened_at, due_at, steps)
    select id, organisation, operator, holding, kind, key, asset, ip, host, asn, state, severity, tlp, pap, array[source], first, last, sightings, opened, due, steps
    from unnest(
      ${column(
        of((c) => c.finding.id),
        'uuid',
      )}, ${column(
        of((c) => c.finding.organisation),
        'uuid',
      )}, ${column(
        of((c) => operatorOf(c.first)),
        'uuid',
      )},
      ${column(
        of((c) => holdingOf(c.first)),
        'uuid',
      )}, ${of((c) => c.finding.kind)}::text[], ${of((c) => c.finding.key)}::text[],
      ${column(
        of((c) => jsonText(c.first.asset)),
        'jsonb',
      )}, ${column(
        of((c) => c.first.asset.ip ?? null),
        'inet',
      )},
      ${of((c) => (c.first.form === 'address' ? null : (c.first.asset.host ?? null)))}::text[], ${column(
        of((c) => c.first.asset.asn ?? null),
        'bigint',
      )},
      ${of((c) => c.finding.state)}::text[], ${column(
        of((c) => c.finding.severity),
        'smallint',
      )}, ${of((c) => c.finding.tlp)}::text[], ${of((c) => c.finding.pap)}::text[],
      ${of((c) => c.source)}::text[], ${column(
        of((c) => c.finding.firstSeen),
        'timestamptz',
      )}, ${column(
        of((c) => c.finding.lastSeen),
        'timestamptz',
      )},
      ${column(
        of((c) => c.sightings.length),
        'int',
      )}, ${column(
        of((c) => c.finding.openedAt),
        'timestamptz',
      )}, ${column(
        of((c) => c.finding.dueAt),
        'timestamptz',
      )},
      ${column(
        of((c) => c.finding.steps),
        'int',
      )}
    ) as n (id, organisation, operator, holding, kind, key, asset, ip, host, asn, state, severity, tlp, pap, source, first, last, sightings, opened, due, steps)
    on conflict (organisation_id, kind, asset_key) do nothing
    returning id`)
  return new Set(rows.map((row) => row.id))
}

const operatorOf = (taken: Taken): string | null => (taken.verdict.state === 'attributed' ? taken.verdict.operator : null)
const holdingOf = (taken: Taken): string | null => (taken.verdict.state === 'attributed' ? taken.verdict.holding : null)

/** Writes what changed; the ids that come back are written, a missing one was changed by somebody else since it was read. */
export async function updateFindings(tx: Tx, changes: readonly Change[]): Promise<Set<string>> {
  if (changes.length === 0) return new Set()
  const of = <Value>(pick: (change: Change) => Value) => changes.map(pick)
  const rows = await tx.rows<{ id: string }>(sql`
    update finding f set
      first_seen = u.first, last_seen = u.last, sightings = f.sightings + u.sightings, state = u.state, severity = u.severity, tlp = u.tlp, pap = u.pap,
      closed_at = u.closed, due_at = u.due, steps = u.steps, version = f.version + 1,
      operator_id = u.operator, holding_id = u.holding,
      -- A sighting changes the state of what opens again, and of nothing else: a new round begins, of which nobody was told.
      told_at = case when u.state = f.state then f.told_at end, read_at = case when u.state = f.state then f.read_at end,
      answer = case when u.state = f.state then f.answer end, answered_at = case when u.state = f.state then f.answered_at end,
      answer_until = case when u.state = f.state then f.answer_until end, closed_by = case when u.state = f.state then f.closed_by end,
      unmeasured_since = null,
      changed_in = case when u.steps = f.steps then f.changed_in else pg_current_xact_id() end,
      sources = case when u.source = any(f.sources) then f.sources else f.sources || u.source end
    from unnest(
      ${column(
        of((c) => c.finding.id),
        'uuid',
      )}, ${column(
        of((c) => c.finding.version),
        'int',
      )}, ${column(
        of((c) => c.finding.firstSeen),
        'timestamptz',
      )},
      ${column(
        of((c) => c.finding.lastSeen),
        'timestamptz',
      )}, ${column(
        of((c) => c.sightings.length),
        'int',
      )}, ${of((c) => c.finding.state)}::text[],
      ${column(
        of((c) => c.finding.severity),
        'smallint',
      )}, ${of((c) => c.finding.tlp)}::text[], ${of((c) => c.finding.pap)}::text[], ${column(
        of((c) => c.finding.closedAt),
        'timestamptz',
      )},
      ${column(
        of((c) => c.finding.dueAt),
        'timestamptz',
      )}, ${column(
        of((c) => c.finding.steps),
        'int',
      )}, ${of((c) => c.source)}::text[],
      ${column(
        of((c) => operatorOf(c.sightings.at(-1)!)),
        'uuid',
      )}, ${column(
        of((c) => holdingOf(c.sightings.at(-1)!)),
        'uuid',
      )}
    ) as u (id, version, first, last, sightings, state, severity, tlp, pap, closed, due, steps, source, operator, holding)
    where f.id = u.id and f.version = u.version
    returning f.id`)
  return new Set(rows.map((row) => row.id))
}

export async function insertSteps(tx: Tx, steps: readonly NewStep[]): Promise<void> {
  if (steps.length === 0) return
  const of = <Value>(pick: (step: NewStep) => Value) => steps.map(pick)
  await tx.run(sql`
    insert into finding_step (finding_id, number, at, what, before, after, who_kind, who, import_id, because)
    select n.finding, n.number, n.at, n.what, n.before, n.after, ${tx.scope.who.kind}, ${tx.scope.who.name}, n.import, n.because
    from unnest(
      ${column(
        of((s) => s.finding),
        'uuid',
      )}, ${column(
        of((s) => s.number),
        'int',
      )}, ${column(
        of((s) => s.at),
        'timestamptz',
      )}, ${of((s) => s.what)}::text[],
      ${of((s) => s.before)}::text[], ${of((s) => s.after)}::text[], ${column(
        of((s) => s.import),
        'uuid',
      )}, ${column(
        of((s) => jsonText(s.because)),
        'jsonb',
      )}
    ) as n (finding, number, at, what, before, after, import, because)`)
}

/** The insert of sightings, all but when they are recorded and the findings they went to: returns the statement once these are known. */
export function sightingsInsert(batch: readonly Taken[]): (findingOf: (taken: Taken) => string | null, now: Utc) => Sql {
  const of = <Value>(pick: (taken: Taken) => Value) => batch.map(pick)
  const what = join([
    column(
      of((t) => t.import),
      'uuid',
    ),
    column(
      of((t) => t.number),
      'bigint',
    ),
    column(
      of((t) => t.line),
      'bigint',
    ),
    column(
      of((t) => t.seenAt),
      'timestamptz',
    ),
    sql`${of((t) => t.source)}::text[]`,
    sql`${of((t) => t.kind.id)}::text[]`,
    sql`${of((t) => t.form)}::text[]`,
    sql`${of((t) => t.verdict.state)}::text[]`,
    column(of(organisationOf), 'uuid'),
    column(of(holdingOf), 'uuid'),
    column(
      of((t) => t.asset.ip ?? null),
      'inet',
    ),
    sql`${of((t) => t.asset.host ?? null)}::text[]`,
    column(
      of((t) => t.asset.asn ?? null),
      'bigint',
    ),
    column(
      of((t) => jsonText(t.asset)),
      'jsonb',
    ),
    column(
      of((t) => rank(t.severity)),
      'smallint',
    ),
    sql`${of((t) => t.tlp)}::text[]`,
    sql`${of((t) => t.pap)}::text[]`,
    column(
      of((t) => jsonText(t.evidence)),
      'jsonb',
    ),
    column(
      of((t) => (t.verdict.state === 'ignored' ? t.verdict.rule : null)),
      'uuid',
    ),
  ])
  return (findingOf, now) => sql`
    insert into sighting (import_id, number, line, seen_at, recorded_at, source, kind, form, state, finding_id, organisation_id, holding_id, ip, host, asn,
                          asset, severity, tlp, pap, evidence, rule_id)
    select n.import, n.number, n.line, n.seen, ${now}, n.source, n.kind, n.form, n.state, n.finding, n.organisation, n.holding, n.ip, n.host, n.asn, n.asset, n.severity, n.tlp, n.pap,
           n.evidence, n.rule
    from unnest(${what}, ${column(of(findingOf), 'uuid')})
      as n (import, number, line, seen, source, kind, form, state, organisation, holding, ip, host, asn, asset, severity, tlp, pap, evidence, rule, finding)`
}

export const insertSightings = (tx: Tx, insert: Sql): Promise<number> => tx.run(insert)

const organisationOf = (taken: Taken): string | null => ('organisation' in taken.verdict ? taken.verdict.organisation : null)

/** A finding as a reader sees it, before names and words are added. */
export interface FindingRow {
  id: Id<'fnd'>
  organisation: Id<'org'>
  operator: Id<'org'> | null
  kind: string
  asset: Asset
  assetText: string
  state: FindingState
  severity: Severity
  tlp: Tlp
  pap: Pap
  sources: string[]
  firstSeen: Utc
  lastSeen: Utc
  sightings: number
  openedAt: Utc
  dueAt: Utc
  closedAt: Utc | null
  toldAt: Utc | null
  readAt: Utc | null
  answer: Answer | null
  answeredAt: Utc | null
  answerUntil: Utc | null
  closedBy: 'absence' | 'team' | null
  unproven: boolean
}

export const findingColumns = raw(
  `f.id, f.organisation_id, f.operator_id, f.kind, f.asset, f.asset_key, f.state, f.severity, f.tlp, f.pap, f.sources, f.first_seen, f.last_seen,
   f.sightings, f.opened_at, f.due_at, f.closed_at, f.told_at, f.read_at, f.answer, f.answered_at, f.answer_until, f.closed_by, f.unmeasured_since`,
)

export type Row = Record<string, never> & {
  id: string
  organisation_id: string
  operator_id: string | null
  kind: string
  asset: Asset
  asset_key: string
  state: FindingState
  severity: number
  tlp: Tlp
  pap: Pap
  sources: string[]
  first_seen: Utc
  last_seen: Utc
  sightings: number
  opened_at: Utc
  due_at: Utc
  closed_at: Utc | null
  told_at: Utc | null
  read_at: Utc | null
  answer: Answer | null
  answered_at: Utc | null
  answer_until: Utc | null
  closed_by: 'absence' | 'team' | null
  unmeasured_since: Utc | null
}

export const toFinding = (row: Row): FindingRow => ({
  id: toId('fnd', row.id),
  organisation: toId('org', row.organisation_id),
  operator: row.operator_id ? toId('org', row.operator_id) : null,
  kind: row.kind,
  asset: row.asset,
  assetText: row.asset_key,
  state: row.state,
  severity: severities[4 - row.severity]!,
  tlp: row.tlp,
  pap: row.pap,
  sources: row.sources,
  firstSeen: row.first_seen,
  lastSeen: row.last_seen,
  sightings: row.sightings,
  openedAt: row.opened_at,
  dueAt: row.due_at,
  closedAt: row.closed_at,
  toldAt: row.told_at,
  readAt: row.read_at,
  answer: row.answer,
  answeredAt: row.answered_at,
  answerUntil: row.answer_until,
  closedBy: row.closed_by,
  unproven: row.unmeasured_since !== null,
})

/** What a person types into the search box: an id, an address or network, a host or domain, or part of the name of a kind or organisation. */
export function searchFor(text: string, organisations: readonly Id<'org'>[]): Sql {
  const wanted = text.trim().toLowerCase()
  if (/^fnd_[0-9a-f]{32}$/.test(wanted)) return sql`f.id = ${uuidOf(wanted)}::uuid`
  const network = readAddress(wanted) ?? readNetwork(wanted)?.text
  if (network)
    return sql`f.ip is not null and f.ip >= host(network(${network}::inet))::inet and f.ip <= host(broadcast(${network}::inet))::inet and f.ip <<= ${network}::inet`
  if (!wanted.includes('.'))
    return sql`(f.kind = any(${kindsLike(wanted)}::text[]) or f.organisation_id = any(${organisations.map(uuidOf)}::uuid[]))`
  return within('f', wanted.replace(/^\*?\./, ''))
}

/** A domain itself and what lies below it. */
function within(alias: string, domain: string): Sql {
  const key = [...domain].reverse().join('')
  const column = raw(`${alias}.host_key`)
  // '/' is the character after '.'.
  return sql`(${column} = ${key} or (${column} >= ${`${key}.`} and ${column} < ${`${key}/`}))`
}

/** A filter, with the organisations whose name the search text is part of. */
export type Filter = FindingFilter & { named?: readonly Id<'org'>[] }

/** The conditions of a filter, for lists, counts, exports and bulk work alike. */
function matching(scope: Scope, filter: Filter, now: Utc): Sql {
  const conditions: Sql[] = [visible(scope)]
  if (filter.state?.length) conditions.push(sql`f.state = any(${filter.state}::text[])`)
  if (filter.severity?.length) conditions.push(sql`f.severity = any(${filter.severity.map(rank)}::smallint[])`)
  if (filter.kind?.length) conditions.push(sql`f.kind = any(${filter.kind}::text[])`)
  if (filter.organisation?.length) conditions.push(sql`f.organisation_id = any(${filter.organisation.map(uuidOf)}::uuid[])`)
  if (filter.operator) conditions.push(sql`f.operator_id = ${uuidOf(filter.operator)}::uuid`)
  if (filter.source) conditions.push(sql`${filter.source} = any(f.sources)`)
  if (filter.overdue) conditions.push(sql`f.state in (${join([...unsettled])}) and f.due_at < ${now}`)
  if (filter.answer?.length) conditions.push(sql`f.answer = any(${filter.answer}::text[])`)
  if (filter.unproven !== undefined)
    conditions.push(filter.unproven ? sql`f.unmeasured_since is not null` : sql`f.unmeasured_since is null`)
  if (filter.upTo) conditions.push(sql`f.tlp = any(${labelsWithin(filter.upTo)}::text[])`)
  if (filter.q?.trim()) conditions.push(searchFor(filter.q, filter.named ?? []))
  return join(conditions, ' and ')
}

type OrderName = 'severity' | 'newest' | 'due'

/** The key of a page is what the list is sorted by, and the id. */
const pageKey = (row: FindingRow, order: OrderName): string =>
  order === 'severity'
    ? `${rank(row.severity)}~${uuidOf(row.id)}`
    : order === 'due'
      ? `${row.dueAt}~${uuidOf(row.id)}`
      : uuidOf(row.id)

const keyForms = { severity: ['number', 'id'], due: ['moment', 'id'], newest: ['id'] } as const

/** Where a page begins; after the key of another order there is nothing. */
function afterKey(order: OrderName, after: string | undefined): Sql {
  if (!after) return empty
  if (!isPageKey(after, ...keyForms[order])) return sql` and false`
  if (order === 'severity') {
    const [severity, id] = after.split('~')
    return sql` and (f.severity, f.id) < (${Math.min(Number(severity), 9)}::smallint, ${id}::uuid)`
  }
  if (order === 'due') {
    const [due, id] = after.split('~')
    return sql` and (f.due_at, f.id) > (${due}::timestamptz, ${id}::uuid)`
  }
  return sql` and f.id < ${after}::uuid`
}

const orderBy: Record<OrderName, Sql> = {
  severity: sql`f.severity desc, f.id desc`,
  newest: sql`f.id desc`,
  due: sql`f.due_at, f.id`,
}

/** One page of the findings that a scope may see. Sorted by due date only what is unsettled has a place. */
export async function listFindings(
  tx: Tx,
  scope: Scope,
  filter: Filter,
  page: { after?: string | undefined; limit: number; order: OrderName },
  now: Utc,
) {
  const dueOnly = page.order === 'due' ? sql` and f.state in (${join([...unsettled])})` : empty
  const rows = await tx.rows<Row>(
    sql`select ${findingColumns} from finding f where ${matching(scope, filter, now)}${dueOnly}${afterKey(page.order, page.after)} order by ${orderBy[page.order]} limit ${page.limit + 1}`,
  )
  const shown = rows.slice(0, page.limit).map(toFinding)
  return { rows: shown, ...(rows.length > page.limit && { next: pageKey(shown.at(-1)!, page.order) }) }
}

/**
 * Counts by state and severity; stops at 100,000 (20,000 for a member, whose rows lie apart), since nobody acts on the difference
 * between that and more.
 */
export async function countFindings(tx: Tx, scope: Scope, filter: Filter, now: Utc, most = scope.team ? 100_000 : 20_000) {
  const rows = await tx.rows<{ state: FindingState; severity: number; n: number }>(
    sql`select state, severity, count(*)::int as n from (
          select f.state, f.severity from finding f where ${matching(scope, filter, now)} limit ${most + 1}
        ) s group by state, severity`,
  )
  const total = rows.reduce((sum, row) => sum + row.n, 0)
  const tallied = <Key extends string>(key: (row: (typeof rows)[number]) => Key) => {
    const tally: Partial<Record<Key, number>> = {}
    for (const row of rows) tally[key(row)] = (tally[key(row)] ?? 0) + row.n
    return tally as Record<string, number>
  }
  return {
    count: { value: Math.min(total, most), more: total > most },
    byState: tallied((row) => row.state),
    bySeverity: tallied((row) => severities[4 - row.severity]!),
  }
}

export async function getFinding(tx: Tx, scope: Scope, id: Id<'fnd'>): Promise<FindingRow | undefined> {
  const row = await tx.one<Row>(
    sql`select ${findingColumns} from finding f where f.id = ${uuidOf(id)}::uuid and ${visible(scope)}`,
  )
  return row && toFinding(row)
}

/** The ids of all findings that fit a filter, a page at a time, for bulk work. */
export async function matchingIds(tx: Tx, scope: Scope, filter: Filter, now: Utc, most: number): Promise<Id<'fnd'>[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`select f.id from finding f where ${matching(scope, filter, now)} order by f.id desc limit ${most}`,
  )
  return rows.map((row) => toId('fnd', row.id))
}

export interface StepRow {
  number: number
  at: Utc
  what: string
  before: FindingState | null
  after: FindingState | null
  who_kind: string
  who: string
  team_only: boolean
  because: Record<string, unknown>
}

export const stepsOf = (tx: Tx, scope: Scope, id: Id<'fnd'>): Promise<StepRow[]> =>
  tx.rows<StepRow>(
    sql`select s.number, s.at, s.what, s.before, s.after, s.who_kind, s.who, s.team_only, s.because from finding_step s
        where s.finding_id = ${uuidOf(id)}::uuid and (${scope.team} or not s.team_only)
          and exists (select from finding f where f.id = s.finding_id and ${visible(scope)})
        order by s.number`,
  )

export interface SightingRow {
  import_id: string
  number: number
  line: number
  seen_at: Utc
  source: string
  evidence: Record<string, string>
}

/** What was seen of a finding, newest first. */
export async function sightingsOf(tx: Tx, scope: Scope, id: Id<'fnd'>, page: { after?: string | undefined; limit: number }) {
  const [seen, importId, number] = page.after?.split('~') ?? []
  const rows = await tx.rows<SightingRow>(
    sql`select s.import_id, s.number, s.line, s.seen_at, s.source, s.evidence from sighting s
        where s.finding_id = ${uuidOf(id)}::uuid and s.state = 'attributed'
          and exists (select from finding f where f.id = s.finding_id and (${scope.team} or f.state <> 'withdrawn') and ${visible(scope)})
          ${page.after ? sql` and (s.seen_at, s.import_id, s.number) < (${seen}::timestamptz, ${importId}::uuid, ${Number(number)}::bigint)` : empty}
        order by s.seen_at desc, s.import_id desc, s.number desc limit ${page.limit + 1}`,
  )
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return { rows: shown, ...(rows.length > page.limit && last && { next: `${last.seen_at}~${last.import_id}~${last.number}` }) }
}

/** A step of a person in the stories of many findings; returns how many. */
export async function addNotes(
  tx: Tx,
  scope: Scope,
  ids: readonly Id<'fnd'>[],
  what: string,
  because: object,
  teamOnly: boolean,
  now: Utc,
): Promise<number> {
  return tx.run(sql`
    with touched as (
      update finding f set steps = steps + 1, version = version + 1, changed_in = pg_current_xact_id() where f.id = any(${ids.map(uuidOf)}::uuid[]) and ${visible(scope)} returning f.id, f.steps
    )
    insert into finding_step (finding_id, number, at, what, who_kind, who, team_only, because)
    select id, steps, ${now}, ${what}, ${scope.who.kind}, ${scope.who.name}, ${teamOnly}, ${JSON.stringify(because)}::jsonb from touched`)
}

// --- sightings that are looked at again ---------------------------------------------------------------------------

/** A sighting as it lies in the table, to be decided anew. Kinds are ids here: the catalogue may have changed since. */
export interface StoredSighting {
  import: string
  number: number
  line: number
  source: string
  seenAt: Utc
  kind: string
  form: AssetForm
  asset: Asset
  severity: number
  tlp: Tlp
  pap: Pap
  evidence: Record<string, string>
  state: string
  finding: string | null
  organisation: string | null
}

const storedColumns = raw(
  `s.import_id as import, s.number, s.line, s.source, s.seen_at as "seenAt", s.kind, s.form, s.asset, s.severity, s.tlp, s.pap, s.evidence, s.state,
   s.finding_id as finding, s.organisation_id as organisation`,
)

export interface Ground {
  form: 'network' | 'asn' | 'domain'
  value: string
  from: Utc
  to: Utc | null
}

/** Which sightings lie on a piece of ground: by address, host or AS number. */
function onGround(ground: Ground, alias: string): Sql {
  const column = (name: string) => raw(`${alias}.${name}`)
  if (ground.form === 'asn') return sql`${column('asn')} = ${Number(ground.value)}`
  if (ground.form === 'domain') return within(alias, ground.value)
  return sql`${column('ip')} is not null and ${column('ip')} >= host(network(${ground.value}::inet))::inet and ${column('ip')} <= host(broadcast(${ground.value}::inet))::inet`
}

const duringOf = (ground: Ground): Sql =>
  sql`s.seen_at >= ${ground.from}::timestamptz ${ground.to ? sql`and s.seen_at < ${ground.to}::timestamptz` : empty}`

/** Loose sightings on a piece of ground, a page by key. */
export const looseOn = (
  tx: Tx,
  ground: Ground,
  after: { import: string; number: number } | undefined,
  limit: number,
): Promise<StoredSighting[]> =>
  tx.rows<StoredSighting>(
    sql`select ${storedColumns} from sighting s where s.state <> 'attributed' and s.state <> 'ignored' and ${onGround(ground, 's')} and ${duringOf(ground)}
        ${after ? sql` and (s.import_id, s.number) > (${after.import}::uuid, ${after.number}::bigint)` : empty}
        order by s.import_id, s.number limit ${limit}`,
  )

/** Networks, hosts and accounts in which something of at least a severity (0 info … 4 critical) is still nobody's. */
export const looseIn = async (tx: Tx, places: readonly string[], severity: number): Promise<Set<string>> => {
  const networks = places.filter((place) => readNetwork(place) !== undefined)
  const names = places.filter((place) => readNetwork(place) === undefined)
  const rows = await tx.rows<{ place: string }>(sql`
    select place from unnest(${networks}::text[]) as place where exists (
      select from sighting s where s.state = 'unattributed' and s.ip <<= place::inet and s.severity >= ${severity})
    union all
    select place from unnest(${names}::text[]) as place where exists (
      select from sighting s where s.state = 'unattributed' and (s.host = place or s.asset ->> 'account' = place) and s.severity >= ${severity})`)
  return new Set(rows.map(({ place }) => place))
}

/** Findings on a piece of ground, also those that the team judged not theirs; their sightings of that time may belong to somebody else. */
export const findingsOn = async (tx: Tx, ground: Ground, after: string | undefined, limit: number): Promise<string[]> =>
  (
    await tx.rows<{ id: string }>(
      sql`select f.id from finding f where ${onGround(ground, 'f')} and (f.state <> 'withdrawn' or f.sightings > 0) ${after ? sql` and f.id > ${after}::uuid` : empty} order by f.id limit ${limit}`,
    )
  ).map((row) => row.id)

export const sightingsOfFindings = (tx: Tx, findings: readonly string[], ground: Ground): Promise<StoredSighting[]> =>
  tx.rows<StoredSighting>(
    sql`select ${storedColumns} from unnest(${[...findings]}::uuid[]) as k (id) join sighting s on s.finding_id = k.id where ${duringOf(ground)} order by s.import_id, s.number`,
  )

/** A finding as deciding anew who operates it needs it: with the asset as it was seen last. */
export interface Operable {
  finding: string
  organisation: string
  operator: string | null
  isOver: boolean
  form: AssetForm
  asset: Asset
}

export const operableOf = (tx: Tx, findings: readonly string[]): Promise<Operable[]> =>
  tx.rows<Operable>(sql`
    select f.id as finding, f.organisation_id as organisation, f.operator_id as operator, f.state in ('fixed', 'withdrawn') as "isOver", s.form, s.asset
    from finding f cross join lateral (select form, asset from sighting where finding_id = f.id order by seen_at desc limit 1) s
    where f.id = any(${[...findings]}::uuid[])`)

/** Writes who operates findings now; returns those that had another operator, or none. */
export const changeOperators = (tx: Tx, changes: readonly { finding: string; operator: string | null }[]): Promise<Touched[]> =>
  tx.rows<Touched>(sql`
    update finding f set operator_id = n.operator, version = f.version + 1, changed_in = pg_current_xact_id()
    from unnest(${column(
      changes.map(({ finding }) => finding),
      'uuid',
    )}, ${column(
      changes.map(({ operator }) => operator),
      'uuid',
    )}) as n (id, operator)
    where f.id = n.id and f.operator_id is distinct from n.operator
    returning f.id, f.organisation_id as organisation, f.operator_id as operator, f.severity`)

export const deleteSightings = async (
  tx: Tx,
  sightings: readonly { import: string; number: number; seenAt: Utc }[],
): Promise<number> =>
  sightings.length === 0
    ? 0
    : tx.run(sql`
        delete from sighting s using unnest(${sightings.map((s) => s.import)}::uuid[], ${sightings.map((s) => s.number)}::bigint[], ${sightings.map((s) => s.seenAt)}::timestamptz[]) as k (import, number, seen)
        where s.import_id = k.import and s.number = k.number and s.seen_at = k.seen`)

/** Takes a page of an import's sightings out; returns the findings they belonged to, and whether more are left. */
export async function deleteSightingsOfImport(
  tx: Tx,
  importId: string,
  limit: number,
): Promise<{ findings: string[]; deleted: number }> {
  const rows = await tx.rows<{ finding: string | null }>(sql`
    delete from sighting s using (
      select import_id, number, seen_at from sighting where import_id = ${importId}::uuid order by number limit ${limit}
    ) k where s.import_id = k.import_id and s.number = k.number and s.seen_at = k.seen_at
    returning s.finding_id as finding`)
  return { findings: [...new Set(rows.flatMap((row) => (row.finding ? [row.finding] : [])))], deleted: rows.length }
}

/** What is left of findings after sightings were taken from them. */
export interface Remains {
  id: string
  organisation: string
  operator: string | null
  state: FindingState
  severity: number
  left: number
  firstSeen: Utc | null
  lastSeen: Utc | null
  sources: string[] | null
  /** Of the sightings that are left, how bad the worst is by itself; and how vital the asset was when the story began. */
  worst: number | null
  criticality: number
  /** When the story began, or began again, and when it should be mended. */
  began: Utc
  dueAt: Utc
  /** Steps that no sighting caused: somebody was told, answered, or wrote a note. */
  otherSteps: number
}

export const remainsOf = (tx: Tx, findings: readonly string[]): Promise<Remains[]> =>
  tx.rows<Remains>(sql`
    select f.id, f.organisation_id as organisation, f.operator_id as operator, f.state, f.severity, f.due_at as "dueAt", s.left, s.first as "firstSeen", s.last as "lastSeen", s.sources, s.worst,
      coalesce((p.because ->> 'criticality')::int, 0) as criticality, p.at as began,
      (select count(*)::int from finding_step p where p.finding_id = f.id and p.import_id is null) as "otherSteps"
    from unnest(${[...findings]}::uuid[]) as k (id) join finding f on f.id = k.id
    cross join lateral (
      select count(*)::int as left, min(seen_at) as first, max(seen_at) as last, array_agg(distinct source) as sources,
        max(severity) as worst
      from sighting where finding_id = f.id
    ) s
    cross join lateral (
      select at, because from finding_step where finding_id = f.id and what in ('opened', 'reopened', 'contradicted') order by number desc limit 1
    ) p`)

export async function recount(tx: Tx, remains: readonly Remains[]): Promise<void> {
  for (const left of remains) {
    await tx.run(
      sql`update finding set sightings = ${left.left}, first_seen = ${left.firstSeen}, last_seen = ${left.lastSeen}, sources = ${left.sources},
            (tlp, pap) = (select tlp, pap from varde_finding_labels(${left.id}::uuid)),
            severity = ${left.severity}, due_at = ${left.dueAt}, version = version + 1, changed_in = pg_current_xact_id()
          where id = ${left.id}::uuid`,
    )
  }
}

/** Findings of a file's story that no sighting is left of. */
export const emptiedOf = async (tx: Tx, importId: string): Promise<string[]> =>
  (
    await tx.rows<{ id: string }>(
      sql`select distinct f.id from finding_step s join finding f on f.id = s.finding_id
          where s.import_id = ${importId}::uuid and f.sightings = 0 and f.state <> 'withdrawn'`,
    )
  ).map(({ id }) => id)

/** Findings that no sighting is left of count none, and a judgement of them has lost its ground. */
export const emptyCounters = (tx: Tx, findings: readonly string[]): Promise<number> =>
  tx.run(
    sql`update finding set sightings = 0, sources = '{}', closed_by = null, version = version + 1 where id = any(${[...findings]}::uuid[])`,
  )

export async function deleteFindings(tx: Tx, findings: readonly string[]): Promise<void> {
  await tx.run(sql`delete from finding_step where finding_id = any(${[...findings]}::uuid[])`)
  await tx.run(sql`delete from finding where id = any(${[...findings]}::uuid[])`)
}

/** What was between the member and us stays in its story whatever becomes of the finding; what was seen does not. */
const dealings = ['told', 'read', 'called', 'answered', 'taken-back', 'judged', 'lapsed', 'withdrawn', 'restored']

/** Keeps what was seen in the stories of findings to the team from now on. */
export const hideSteps = (tx: Tx, findings: readonly string[]): Promise<number> =>
  tx.run(
    sql`update finding_step set team_only = true where finding_id = any(${[...findings]}::uuid[]) and what <> all(${dealings}::text[])`,
  )

/** Closes findings as withdrawn: their members still read that they were told and what they answered, and that it was taken back. */
export async function withdrawFindings(tx: Tx, findings: readonly string[], because: object, now: Utc): Promise<void> {
  await hideSteps(tx, findings)
  await tx.run(sql`
    with touched as (
      update finding f set state = 'withdrawn', closed_at = ${now}, closed_by = null, answer_until = null, steps = f.steps + 1, version = f.version + 1,
        changed_in = pg_current_xact_id()
      from (select id, state from finding where id = any(${[...findings]}::uuid[]) for update) old
      where f.id = old.id returning f.id, f.steps, old.state as before
    )
    insert into finding_step (finding_id, number, at, what, before, after, who_kind, who, because)
    select id, steps, ${now}, 'withdrawn', before, 'withdrawn', ${tx.scope.who.kind}, ${tx.scope.who.name}, ${JSON.stringify(because)}::jsonb from touched`)
}

/** Steps that tell the team, and nobody else, what became of findings. */
export async function addTeamSteps(
  tx: Tx,
  what: string,
  steps: readonly { finding: string; because: object }[],
  now: Utc,
): Promise<void> {
  if (steps.length === 0) return
  await tx.run(sql`
    with told as (
      select id, because from unnest(${column(
        steps.map((step) => step.finding),
        'uuid',
      )}, ${column(
        steps.map((step) => jsonText(step.because)),
        'jsonb',
      )}) as t (id, because)
    ), touched as (
      update finding f set steps = f.steps + 1, version = f.version + 1, changed_in = pg_current_xact_id() from told where f.id = told.id returning f.id, f.steps, told.because
    )
    insert into finding_step (finding_id, number, at, what, who_kind, who, team_only, because)
    select id, steps, ${now}, ${what}, ${tx.scope.who.kind}, ${tx.scope.who.name}, true, because from touched`)
}

/** A finding as events name it. */
export interface Touched {
  id: string
  organisation: string
  operator: string | null
  severity: number
  state?: FindingState
  answer?: Answer | null
  before?: number
}

/** A finding as it was before a step opened it again. */
const asBefore = sql`state = p.before, closed_at = (p.because ->> 'closedAt')::timestamptz, due_at = (p.because ->> 'wasDueAt')::timestamptz,
      told_at = (p.because #>> '{was,toldAt}')::timestamptz, read_at = (p.because #>> '{was,readAt}')::timestamptz, answer = p.because #>> '{was,answer}',
      answered_at = (p.because #>> '{was,answeredAt}')::timestamptz, answer_until = (p.because #>> '{was,answerUntil}')::timestamptz,
      closed_by = p.because #>> '{was,closedBy}', version = f.version + 1, changed_in = pg_current_xact_id()`

/**
 * Takes the steps that one import caused out of the stories that go on without it. A reopening by it is undone, unless somebody
 * else saw the thing after it was closed, or claimed to be: then it is theirs. Where something followed from it, such as that the
 * member was told, it stays in the story, with a step that takes it back. Returns the findings that are as they were before.
 */
export async function deleteStepsOfImport(tx: Tx, importId: string, findings: readonly string[], now: Utc): Promise<Touched[]> {
  const ours = sql`p.finding_id = f.id and f.id = any(${[...findings]}::uuid[]) and p.import_id = ${importId}::uuid`
  const opensAgain = sql`p.what in ('reopened', 'contradicted')`
  const restored = sql`f.id, f.organisation_id as organisation, f.operator_id as operator, f.severity, f.state, f.answer`
  await tx.run(sql`
    update finding_step p set import_id = s.import_id, because = p.because || jsonb_build_object('source', s.source, 'line', s.line, 'seenAt', utc_text(s.seen_at))
    from finding f cross join lateral (
      select import_id, source, line, seen_at from sighting where finding_id = f.id and import_id <> ${importId}::uuid order by seen_at, import_id, number
    ) s
    where ${ours} and ${opensAgain}
      and (p.before = 'withdrawn' or s.seen_at > coalesce(p.because ->> 'after', p.because ->> 'closedAt')::timestamptz)`)
  const unseen = await tx.rows<Touched>(sql`
    update finding f set ${asBefore} from finding_step p
    where ${ours} and ${opensAgain} and f.state = 'open'
      and not exists (select from finding_step q where q.finding_id = f.id and q.number > p.number and q.import_id is distinct from ${importId}::uuid)
    returning ${restored}`)
  const seen = await tx.rows<Touched>(sql`
    with last as (
      select p.*, f.state as present from finding f cross join lateral (
        select * from finding_step s where s.finding_id = f.id and s.what in ('opened', 'reopened', 'contradicted', 'lapsed', 'judged', 'restored')
        order by s.number desc limit 1
      ) p
      where ${ours} and ${opensAgain} and f.state not in ('fixed', 'withdrawn')
        and exists (select from finding_step q where q.finding_id = f.id and q.number > p.number and q.import_id is null)
    ), back as (
      update finding f set ${asBefore}, steps = f.steps + 1 from last p where f.id = p.finding_id
      returning ${restored}, f.steps, p.number as undone, p.present
    ), kept as (
      update finding_step p set import_id = null from back b where p.finding_id = b.id and p.number = b.undone
    ), told as (
      insert into finding_step (finding_id, number, at, what, before, after, who_kind, who, because)
      select b.id, b.steps, ${now}, 'restored', b.present, b.state, ${tx.scope.who.kind}, ${tx.scope.who.name}, '{"cause": "report-withdrawn"}' from back b
    )
    select id, organisation, operator, severity, state, answer from back`)
  await tx.run(
    sql`delete from finding_step where import_id = ${importId}::uuid and finding_id = any(${[...findings]}::uuid[]) and what <> 'opened'`,
  )
  // The first step of a story that goes on tells of the earliest sighting that is left.
  await tx.run(sql`
    update finding_step p set import_id = s.import_id, because = p.because || jsonb_build_object('source', s.source, 'line', s.line, 'seenAt', utc_text(s.seen_at))
    from finding f cross join lateral (select import_id, source, line, seen_at from sighting where finding_id = f.id order by seen_at, import_id, number limit 1) s
    where ${ours} and p.what = 'opened'`)
  return [...unseen, ...seen]
}

// --- what has no finding ---------------------------------------------------------------------------------------------

export interface LooseFilter {
  state: string
  q?: string | undefined
  kind?: string[] | undefined
  asn?: number | undefined
}

/** Sightings without a finding, newest first; for the team. */
export async function looseSightings(
  tx: Tx,
  scope: Scope,
  filter: LooseFilter,
  page: { after?: string | undefined; limit: number },
) {
  if (!scope.team) return { rows: [] }
  const [seen, importId, number] = page.after?.split('~') ?? []
  const conditions: Sql[] = [sql`s.state = ${filter.state}`]
  if (filter.kind?.length) conditions.push(sql`s.kind = any(${filter.kind}::text[])`)
  if (filter.asn !== undefined) conditions.push(sql`s.asn = ${filter.asn}`)
  const network = filter.q && (readAddress(filter.q.trim()) ?? readNetwork(filter.q.trim())?.text)
  if (network) conditions.push(onGround({ form: 'network', value: network, from: '', to: null }, 's'))
  else if (filter.q?.trim())
    conditions.push(onGround({ form: 'domain', value: filter.q.trim().toLowerCase(), from: '', to: null }, 's'))
  if (page.after)
    conditions.push(
      sql`(s.seen_at, s.import_id, s.number) < (${seen}::timestamptz, ${importId}::uuid, ${Number(number)}::bigint)`,
    )
  const rows = await tx.rows<StoredSighting>(
    sql`select ${storedColumns} from sighting s where s.state <> 'attributed' and ${join(conditions, ' and ')} order by s.seen_at desc, s.import_id desc, s.number desc limit ${page.limit + 1}`,
  )
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return { rows: shown, ...(rows.length > page.limit && last && { next: `${last.seenAt}~${last.import}~${last.number}` }) }
}

export async function looseCounts(tx: Tx, scope: Scope, since: Utc, most = 100_000) {
  if (!scope.team) return { all: { value: 0, more: false }, byState: {} }
  const loose = await tx.rows<{ state: string; n: number }>(
    sql`select state, count(*)::int as n from (select state from sighting where state <> 'attributed' and seen_at >= ${since}::timestamptz limit ${most}) s group by state`,
  )
  const all = await tx.one<{ n: number }>(
    sql`select count(*)::int as n from (select from sighting where seen_at >= ${since}::timestamptz limit ${most + 1}) s`,
  )
  return {
    all: { value: Math.min(all?.n ?? 0, most), more: (all?.n ?? 0) > most },
    byState: Object.fromEntries(loose.map((row) => [row.state, row.n])),
  }
}

/** How many sightings of an AS number are still nobody's; counting stops at `most + 1`. */
export const looseOfAsn = async (tx: Tx, scope: Scope, asn: number, most: number): Promise<number> =>
  (await tx.one<{ n: number }>(sql`
    select count(*)::int as n from (
      select from sighting where state = 'unattributed' and asn = ${asn}::bigint and ${scope.team}::boolean limit ${most + 1}
    ) s`))!.n

/** Unattributed sightings by AS number and /24 or /48 or domain, largest first: what one new holding would solve. */
export const looseGroups = (tx: Tx, scope: Scope, since: Utc, limit: number) =>
  tx.rows<{
    key: string
    asn: number | null
    sightings: number
    assets: number
    worst: number
    first: Utc
    last: Utc
    sample: string[]
  }>(sql`
    select coalesce(network(set_masklen(s.ip, case family(s.ip) when 4 then 24 else 48 end))::text, s.host, s.other, '?') as key, s.asn, count(*)::int as sightings,
      count(distinct coalesce(host(s.ip), s.host, s.other))::int as assets, max(s.severity) as worst, min(s.seen_at) as first, max(s.seen_at) as last,
      coalesce((array_agg(distinct coalesce(host(s.ip), s.host, s.other)) filter (where coalesce(host(s.ip), s.host, s.other) is not null))[1:3], '{}') as sample
    from (select ip, host, coalesce(asset ->> 'account', asset ->> 'network') as other, asn, severity, seen_at from sighting where state = 'unattributed' and ${scope.team} and seen_at >= ${since}::timestamptz limit 200000) s
    group by 1, 2 order by sightings desc, key limit ${limit}`)

/** A recount of everything, for `varde doctor`: also what the counters in the findings should be. */
export const countAll = async (tx: Tx) =>
  (await tx.one<{
    findings: number
    sightings: number
    orphans: number
    miscounted: number
    hasNextPartition: boolean
    findingsByState: Record<string, number>
    sightingsByState: Record<string, number>
  }>(sql`
    select (select count(*)::int from finding) as findings, (select count(*)::int from sighting) as sightings,
      (select count(*)::int from sighting s where s.state = 'attributed' and not exists (select from finding f where f.id = s.finding_id)) as orphans,
      (select count(*)::int from finding f left join (select finding_id, count(*) as n from sighting where finding_id is not null group by finding_id) s on s.finding_id = f.id
        where f.sightings is distinct from coalesce(s.n, 0)) as miscounted,
      to_regclass('sighting_' || to_char(now() + interval '1 month', 'YYYY_MM')) is not null as "hasNextPartition",
      (select coalesce(jsonb_object_agg(state, n), '{}') from (select state, count(*)::int as n from finding group by state) s) as "findingsByState",
      (select coalesce(jsonb_object_agg(state, n), '{}') from (select state, count(*)::int as n from sighting group by state) s) as "sightingsByState"`))!

/** How many sightings each ignore rule has kept from being told. */
export async function ignoredByRule(tx: Tx, rules: readonly Id<'ign'>[]): Promise<Map<Id<'ign'>, number>> {
  const rows = await tx.rows<{ rule: string; n: number }>(
    sql`select rule_id as rule, count(*)::int as n from sighting where rule_id = any(${rules.map(uuidOf)}::uuid[]) group by rule_id`,
  )
  return new Map(rows.map((row) => [toId('ign', row.rule), row.n]))
}

/** Names of the owners and operators of findings that the scope may see. */
export async function partyNames(tx: Tx, ids: readonly Id<'org'>[]): Promise<Map<Id<'org'>, string>> {
  const rows = await tx.rows<{ id: string; name: string }>(
    sql`select id, name from finding_party_names(${ids.map(uuidOf)}::uuid[])`,
  )
  return new Map(rows.map((row) => [toId('org', row.id), row.name]))
}
