import type { AdvisoryType } from '#domain/advisory-type.ts'
import type { SourceChecked } from '#domain/checked.ts'
import { type Id, idOf, toId, uuidOf } from '#domain/id.ts'
import type { Pap } from '#domain/pap.ts'
import type { Scope } from '#domain/scope.ts'
import { rank, type Severity, severities } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import { empty, join, jsonText, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type {
  AdvisoryContent,
  AdvisoryFilter,
  AdvisorySource,
  AdvisoryState,
  Audience,
  DraftState,
  LeftOut,
  Life,
  StepWord,
  Version,
  Words,
} from './contract.ts'

/** Warnings and their drafts are the team's; members meet the versions that were addressed to them. */
const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

/** The next number of a team in a year; the row is held, so that no two warnings get one number. */
export async function nextNumber(tx: Tx, scope: Scope, prefix: string, year: number): Promise<number> {
  const row = await tx.one<{ last: number }>(sql`
    insert into advisory_number (prefix, year, last) select ${prefix}, ${year}::smallint, 1 where ${visible(scope)}
    on conflict (prefix, year) do update set last = advisory_number.last + 1 returning last`)
  return row!.last
}

interface StoredAdvisory {
  id: string
  tracking_id: string
  type: AdvisoryType
  severity: number
  tlp: Tlp
  pap: Pap
  title: string
  life: Life
  draft: AdvisoryContent | null
  draft_state: DraftState | null
  revision: number
  writers: string[]
  audience: Audience
  source: AdvisorySource | null
  imported: boolean
  version: number
  reviewed_name: string | null
  created_at: Utc
  changed_at: Utc
  changed_name: string
  published_at: Utc | null
  cites: Record<Id<'adb'>, number>
  left_out: LeftOut[]
  source_checked: SourceChecked | null
  audience_out: Audience | null
  news: Words | null
  no_measures: string
  withdraw_at: Utc | null
  withdraw_reason: string | null
  withdraw_by: string | null
  withdraw_name: string | null
}

/** A warning as it is kept. */
export interface AdvisoryRecord {
  id: Id<'adv'>
  trackingId: string
  type: AdvisoryType
  severity: Severity
  tlp: Tlp
  pap: Pap
  title: string
  life: Life
  draft: AdvisoryContent | null
  draftState: DraftState | null
  revision: number
  writers: string[]
  audience: Audience
  source: AdvisorySource | null
  imported: boolean
  version: number
  reviewedBy: string | null
  createdAt: Utc
  changedAt: Utc
  changedBy: string
  publishedAt: Utc | null
  /** Which blocks of the advice library it cites, and in which version. */
  cites: Record<Id<'adb'>, number>
  /** What of the document that it was imported from is not in it. */
  leftOut: LeftOut[]
  /** What of that document was checked. */
  sourceChecked: SourceChecked | null
  /** Whom the last version was for. */
  audienceOut: Audience | null
  /** What is new in the draft, and why it has no measures, as a second person reads them. */
  news: Words | null
  noMeasures: string
  /** A withdrawal that was asked for and is not carried out yet. */
  withdrawal: { at: Utc; reason: string; who: string; name: string } | null
}

const severityOf = (stored: number): Severity => severities.find((one) => rank(one) === stored)!

const toAdvisory = (row: StoredAdvisory): AdvisoryRecord => ({
  id: toId('adv', row.id),
  trackingId: row.tracking_id,
  type: row.type,
  severity: severityOf(row.severity),
  tlp: row.tlp,
  pap: row.pap,
  title: row.title,
  life: row.life,
  draft: row.draft,
  draftState: row.draft_state,
  revision: row.revision,
  writers: row.writers,
  audience: row.audience,
  source: row.source,
  imported: row.imported,
  version: row.version,
  reviewedBy: row.reviewed_name,
  createdAt: row.created_at,
  changedAt: row.changed_at,
  changedBy: row.changed_name,
  publishedAt: row.published_at,
  cites: row.cites,
  leftOut: row.left_out,
  sourceChecked: row.source_checked,
  audienceOut: row.audience_out,
  news: row.news,
  noMeasures: row.no_measures,
  withdrawal: row.withdraw_at && {
    at: row.withdraw_at,
    reason: row.withdraw_reason ?? '',
    who: row.withdraw_by ?? '',
    name: row.withdraw_name ?? '',
  },
})

const columns =
  raw(`id, tracking_id, type, severity, tlp, pap, title, life, draft, draft_state, revision, writers, audience, source, imported,
  version, reviewed_name, created_at, changed_at, changed_name, published_at, cites, left_out, source_checked, audience_out, news, no_measures, withdraw_at, withdraw_reason,
  withdraw_by, withdraw_name`)

/** One warning; `hold` lets only this transaction change it until it ends. */
export async function advisoryRow(
  tx: Tx,
  scope: Scope,
  id: Id<'adv'>,
  { hold = false } = {},
): Promise<AdvisoryRecord | undefined> {
  const row = await tx.one<StoredAdvisory>(
    sql`select ${columns} from advisory where id = ${uuidOf(id)}::uuid and ${visible(scope)} ${hold ? sql`for update` : empty}`,
  )
  return row && toAdvisory(row)
}

/** The warning of a tracking id, for whoever types one. */
export async function advisoryNamed(tx: Tx, scope: Scope, trackingId: string): Promise<Id<'adv'> | undefined> {
  const row = await tx.one<{ id: string }>(
    sql`select id from advisory where tracking_id = ${trackingId.toUpperCase()} and ${visible(scope)}`,
  )
  return row && toId('adv', row.id)
}

/** What is shown and searched of a warning without opening it. */
interface Shown {
  type: AdvisoryType
  severity: Severity
  tlp: Tlp
  pap: Pap
  title: string
  search: string
  cites: Record<string, number>
}

/** The columns of a list, from what a warning says. */
export const shownOf = (trackingId: string, content: AdvisoryContent): Shown => ({
  type: content.type,
  severity: content.severity,
  tlp: content.tlp,
  pap: content.pap,
  title: content.title.nb || content.title.nn || content.title.en,
  search: [
    trackingId,
    ...Object.values(content.title),
    ...content.vulnerabilities.map(({ cve }) => cve),
    ...content.products.flatMap(({ vendor, product }) => [`${vendor} ${product}`]),
  ]
    .join('\n')
    .toLowerCase(),
  cites: Object.fromEntries(content.advice.map(({ id, version }) => [id, version])),
})

export interface NewAdvisory {
  id: Id<'adv'>
  trackingId: string
  content: AdvisoryContent
  audience: Audience
  source: AdvisorySource | null
  imported: boolean
  leftOut: readonly LeftOut[]
  sourceChecked: SourceChecked | null
}

/** Adds a warning with its first draft. */
export async function addAdvisory(tx: Tx, scope: Scope, made: NewAdvisory, now: Utc): Promise<void> {
  const shown = shownOf(made.trackingId, made.content)
  await tx.run(sql`
    insert into advisory (id, tracking_id, type, severity, tlp, pap, title, search, life, draft, draft_state, revision, writers, audience, source,
      imported, created_at, created_by, changed_at, changed_name, cites, left_out, source_checked)
    select ${uuidOf(made.id)}::uuid, ${made.trackingId}, ${shown.type}, ${rank(shown.severity)}::smallint, ${shown.tlp}, ${shown.pap}, ${shown.title},
      ${shown.search}, 'unpublished', ${jsonText(made.content)}::jsonb, 'draft', 1, ${[scope.who.id]}::text[], ${jsonText(made.audience)}::jsonb,
      ${made.source && jsonText(made.source)}::jsonb, ${made.imported}::boolean, ${now}::timestamptz, ${scope.who.id}, ${now}::timestamptz, ${scope.who.name},
      ${jsonText(shown.cites)}::jsonb, ${jsonText(made.leftOut)}::jsonb, ${made.sourceChecked && jsonText(made.sourceChecked)}::jsonb
    where ${visible(scope)}`)
}

/** Saves a draft as it stands now; whoever saves is one of its writers, and what was approved is not any more. */
export async function saveDraft(
  tx: Tx,
  scope: Scope,
  advisory: Pick<AdvisoryRecord, 'id' | 'trackingId'>,
  saved: { content: AdvisoryContent; audience: Audience; source: AdvisorySource | null },
  now: Utc,
): Promise<void> {
  const shown = shownOf(advisory.trackingId, saved.content)
  await tx.run(sql`
    update advisory set type = ${shown.type}, severity = ${rank(shown.severity)}, tlp = ${shown.tlp}, pap = ${shown.pap}, title = ${shown.title},
      search = ${shown.search}, cites = ${jsonText(shown.cites)}::jsonb, draft = ${jsonText(saved.content)}::jsonb, audience = ${jsonText(saved.audience)}::jsonb,
      source = ${saved.source && jsonText(saved.source)}::jsonb, draft_state = 'draft', revision = revision + 1,
      writers = case when ${scope.who.id} = any (writers) then writers else writers || ${scope.who.id}::text end,
      reviewed_by = null, reviewed_name = null, changed_at = ${now}, changed_name = ${scope.who.name}
    where id = ${uuidOf(advisory.id)}::uuid and ${visible(scope)}`)
}

/** Moves a draft on without changing what it says. */
export const moveDraft = (tx: Tx, scope: Scope, id: Id<'adv'>, state: DraftState, now: Utc): Promise<number> =>
  tx.run(sql`
    update advisory set draft_state = ${state}, revision = revision + 1, changed_at = ${now}, changed_name = ${scope.who.name},
      reviewed_by = case when ${state} = 'approved' then ${scope.who.id} end, reviewed_name = case when ${state} = 'approved' then ${scope.who.name} end
    where id = ${uuidOf(id)}::uuid and ${visible(scope)}`)

/** Sends a draft to a second person, with what is new in it and why it has no measures. */
export const sendDraft = (
  tx: Tx,
  scope: Scope,
  id: Id<'adv'>,
  { news, noMeasures }: { news: Words | null; noMeasures: string },
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    update advisory set draft_state = 'review', revision = revision + 1, news = ${news && jsonText(news)}::jsonb, no_measures = ${noMeasures},
      reviewed_by = null, reviewed_name = null, changed_at = ${now}, changed_name = ${scope.who.name}
    where id = ${uuidOf(id)}::uuid and ${visible(scope)}`)

/** Begins the draft of the next version with what the last one says. */
export const beginDraft = (tx: Tx, scope: Scope, id: Id<'adv'>, content: AdvisoryContent, now: Utc): Promise<number> =>
  tx.run(sql`
    update advisory set draft = ${jsonText(content)}::jsonb, draft_state = 'draft', revision = revision + 1, writers = ${[scope.who.id]}::text[],
      news = null, no_measures = '', changed_at = ${now}, changed_name = ${scope.who.name}
    where id = ${uuidOf(id)}::uuid and draft_state is null and ${visible(scope)}`)

/** Throws the draft away: lists show the last version again, and the next draft begins with whom that was for. */
export async function dropDraft(
  tx: Tx,
  scope: Scope,
  { id, trackingId }: Pick<AdvisoryRecord, 'id' | 'trackingId'>,
  last: Pick<VersionRecord, 'content' | 'source'>,
  now: Utc,
): Promise<void> {
  const shown = shownOf(trackingId, last.content)
  await tx.run(sql`
    update advisory set type = ${shown.type}, severity = ${rank(shown.severity)}, tlp = ${shown.tlp}, pap = ${shown.pap}, title = ${shown.title},
      search = ${shown.search}, cites = ${jsonText(shown.cites)}::jsonb, draft = null, draft_state = null, writers = '{}',
      audience = coalesce(audience_out, audience), source = ${last.source && jsonText(last.source)}::jsonb, news = null, no_measures = '',
      reviewed_by = null, reviewed_name = null, revision = revision + 1, changed_at = ${now}, changed_name = ${scope.who.name}
    where id = ${uuidOf(id)}::uuid and ${visible(scope)}`)
}

/** Notes that a warning is to be withdrawn at a moment; without, that it is not. */
export const setWithdrawal = (tx: Tx, scope: Scope, id: Id<'adv'>, asked: { at: Utc; reason: string } | null): Promise<number> =>
  tx.run(sql`
    update advisory set withdraw_at = ${asked?.at ?? null}::timestamptz, withdraw_reason = ${asked?.reason ?? null}::text,
      withdraw_by = ${asked ? scope.who.id : null}::text, withdraw_name = ${asked ? scope.who.name : null}::text
    where id = ${uuidOf(id)}::uuid and ${visible(scope)}`)

/** Warnings whose withdrawal is due; at most 100. */
export const withdrawalsDue = async (tx: Tx, scope: Scope, now: Utc): Promise<AdvisoryRecord[]> =>
  (
    await tx.rows<StoredAdvisory>(sql`
      select ${columns} from advisory where withdraw_at <= ${now} and ${visible(scope)} order by id limit 100`)
  ).map(toAdvisory)

export interface NewVersion {
  advisory: AdvisoryRecord
  content: AdvisoryContent
  news: Words | null
  noMeasures: string | null
}

/** Publishes: the version as it stands for good, the one before as replaced, and no draft any more. Returns its number. */
export async function addVersion(
  tx: Tx,
  scope: Scope,
  { advisory, content, news, noMeasures }: NewVersion,
  now: Utc,
): Promise<number> {
  const version = advisory.version + 1
  await tx.run(sql`
    update advisory_version set ended_how = 'replaced', ended_at = ${now}, ended_words = ''
    where advisory_id = ${uuidOf(advisory.id)}::uuid and ended_how is null and ${visible(scope)}`)
  await tx.run(sql`
    insert into advisory_version (advisory_id, version, tracking_id, type, severity, tlp, pap, content, source, news, no_measures, published_at)
    select ${uuidOf(advisory.id)}::uuid, ${version}::int, ${advisory.trackingId}, ${content.type}, ${rank(content.severity)}::smallint, ${content.tlp},
      ${content.pap}, ${jsonText(content)}::jsonb, ${advisory.source && jsonText(advisory.source)}::jsonb, ${news && jsonText(news)}::jsonb,
      ${noMeasures}::text, ${now}::timestamptz
    where ${visible(scope)}`)
  await tx.run(sql`
    update advisory set life = 'published', draft = null, draft_state = null, writers = '{}', version = ${version}, revision = revision + 1,
      audience_out = audience, news = null, no_measures = '',
      published_at = ${now}, changed_at = ${now}, changed_name = ${scope.who.name}
    where id = ${uuidOf(advisory.id)}::uuid and ${visible(scope)}`)
  return version
}

/** Ends a warning: nobody writes on it any more, its last version says how it ended, and what was never published can still be read. */
export async function endAdvisory(
  tx: Tx,
  scope: Scope,
  id: Id<'adv'>,
  how: 'withdrawn' | 'closed',
  words: string,
  now: Utc,
): Promise<void> {
  await tx.run(sql`
    update advisory set life = ${how}, draft_state = null, revision = revision + 1, withdraw_at = null, withdraw_reason = null, withdraw_by = null,
      withdraw_name = null, changed_at = ${now},
      changed_name = ${scope.who.name}
    where id = ${uuidOf(id)}::uuid and ${visible(scope)}`)
  await tx.run(sql`
    update advisory_version set ended_how = ${how}, ended_at = ${now}, ended_words = ${words}
    where advisory_id = ${uuidOf(id)}::uuid and ended_how is null and ${visible(scope)}`)
}

/** Writes down what was done with a warning. */
export const addStep = (
  tx: Tx,
  scope: Scope,
  id: Id<'adv'>,
  step: { what: StepWord; words?: string; version?: number; audience?: Audience },
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    insert into advisory_step (advisory_id, number, at, who, who_name, what, words, version, audience)
    select ${uuidOf(id)}::uuid, coalesce((select max(number) from advisory_step where advisory_id = ${uuidOf(id)}::uuid), 0) + 1, ${now}::timestamptz,
      ${scope.who.id}, ${scope.who.name}, ${step.what}, ${step.words ?? ''}, ${step.version ?? null}::int,
      ${step.audience ? jsonText(step.audience) : null}::jsonb
    where ${visible(scope)}`)

/** What was done with a warning, newest first, at most 100. */
export const stepsOf = (tx: Tx, scope: Scope, id: Id<'adv'>) =>
  tx.rows<{ at: Utc; who: string; what: StepWord; words: string; version: number | null }>(sql`
    select at, who_name as who, what, words, version from advisory_step
    where advisory_id = ${uuidOf(id)}::uuid and ${visible(scope)} order by number desc limit 100`)

/** Whom each version was for, by its number. */
export async function audiencesOut(tx: Tx, scope: Scope, id: Id<'adv'>): Promise<Map<number, Audience>> {
  const rows = await tx.rows<{ version: number; audience: Audience }>(sql`
    select version, audience from advisory_step
    where advisory_id = ${uuidOf(id)}::uuid and what = 'published' and audience is not null and ${visible(scope)}`)
  return new Map(rows.map(({ version, audience }) => [version, audience]))
}

interface StoredVersion {
  version: number
  tracking_id: string
  content: AdvisoryContent
  source: AdvisorySource | null
  news: Words | null
  no_measures: string | null
  published_at: Utc
  ended_how: 'replaced' | 'withdrawn' | 'closed' | null
  ended_at: Utc | null
  ended_words: string | null
}

/** A version as it was published, with how it ended. */
export interface VersionRecord {
  version: number
  trackingId: string
  content: AdvisoryContent
  source: AdvisorySource | null
  news: Words | null
  noMeasures: string | null
  publishedAt: Utc
  ended: Version['ended']
}

const toVersion = (row: StoredVersion): VersionRecord => ({
  version: row.version,
  trackingId: row.tracking_id,
  content: row.content,
  source: row.source,
  news: row.news,
  noMeasures: row.no_measures,
  publishedAt: row.published_at,
  ended: row.ended_how && { how: row.ended_how, at: row.ended_at!, words: row.ended_words ?? '' },
})

/** All versions of a warning, newest first. */
export async function versionsOf(tx: Tx, scope: Scope, id: Id<'adv'>): Promise<VersionRecord[]> {
  const rows = await tx.rows<StoredVersion>(sql`
    select version, tracking_id, content, source, news, no_measures, published_at, ended_how, ended_at, ended_words from advisory_version
    where advisory_id = ${uuidOf(id)}::uuid and ${visible(scope)} order by version desc`)
  return rows.map(toVersion)
}

/** A filter as SQL asks it: what cites less than these versions of advice, in place of the wish for it. */
export interface AdvisoryWish extends Omit<AdvisoryFilter, 'adviceChanged'> {
  citesLess?: ReadonlyMap<Id<'adb'>, number> | undefined
}

/** Open warnings that cite a block in a version before the one that counts. */
const outdated = (
  now: ReadonlyMap<Id<'adb'>, number>,
): Sql => sql`(cites <> '{}' and life not in ('withdrawn', 'closed') and exists (
  select from jsonb_each_text(cites) cited where cited.value::int < (${jsonText(Object.fromEntries(now))}::jsonb ->> cited.key)::int))`

const conditionsOf = (scope: Scope, filter: AdvisoryWish): Sql => {
  const lives = (filter.state ?? []).filter((one) => ['published', 'withdrawn', 'closed'].includes(one))
  const drafts = (filter.state ?? []).filter((one) => !lives.includes(one))
  return join(
    [
      visible(scope),
      ...(filter.state?.length ? [sql`(life = any (${lives}::text[]) or draft_state = any (${drafts}::text[]))`] : []),
      ...(filter.type?.length ? [sql`type = any (${filter.type}::text[])`] : []),
      ...(filter.severity?.length ? [sql`severity = any (${filter.severity.map(rank)}::smallint[])`] : []),
      ...(filter.citesLess ? [outdated(filter.citesLess)] : []),
      ...(filter.mine ? [sql`created_by = ${scope.who.id}`] : []),
      ...(filter.q?.trim() ? [searched(filter.q.trim())] : []),
    ],
    ' and ',
  )
}

function searched(text: string): Sql {
  const id = idOf('adv').safeParse(text)
  if (id.success) return sql`id = ${uuidOf(id.data)}::uuid`
  return sql`search like ${`%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`}`
}

export interface ListedAdvisory extends Omit<AdvisoryRecord, 'draft'> {
  addressed: number
}

/** One page of warnings, last changed first, with how many the last version went to. */
export async function advisoryPage(
  tx: Tx,
  scope: Scope,
  filter: AdvisoryWish & { after?: string | undefined; limit: number },
): Promise<ListedAdvisory[]> {
  const [at, id] = filter.after?.split('~') ?? []
  const rows = await tx.rows<StoredAdvisory & { addressed: number }>(sql`
    select ${columns}, (select count(*)::int from advisory_address a where a.advisory_id = advisory.id and a.version = advisory.version) as addressed
    from advisory where ${conditionsOf(scope, filter)} ${at ? sql`and (changed_at, id) < (${at}::timestamptz, ${id}::uuid)` : empty}
    order by changed_at desc, id desc limit ${filter.limit}`)
  return rows.map((row) => ({ ...toAdvisory(row), addressed: row.addressed }))
}

const mostCounted = 20_000

/** How many warnings fit, by where the draft stands and by what members meet; of both, one counts in both. */
export async function countAdvisories(
  tx: Tx,
  scope: Scope,
  filter: AdvisoryWish,
): Promise<{ count: { value: number; more: boolean }; byState: Record<AdvisoryState, number> }> {
  const row = (await tx.one<Record<AdvisoryState | 'value', number>>(sql`
    select count(*)::int as value, count(*) filter (where draft_state = 'draft')::int as draft, count(*) filter (where draft_state = 'review')::int as review,
      count(*) filter (where draft_state = 'approved')::int as approved, count(*) filter (where life = 'published')::int as published,
      count(*) filter (where life = 'withdrawn')::int as withdrawn, count(*) filter (where life = 'closed')::int as closed
    from (select life, draft_state from advisory where ${conditionsOf(scope, filter)} limit ${mostCounted + 1}) counted`))!
  const { value, ...byState } = row
  return { count: { value: Math.min(value, mostCounted), more: value > mostCounted }, byState }
}

/** Those of these warnings that are published now, with what they are called. */
export async function publishedAmong(
  tx: Tx,
  scope: Scope,
  ids: readonly Id<'adv'>[],
): Promise<{ id: Id<'adv'>; trackingId: string; version: number }[]> {
  const rows = await tx.rows<{ id: string; tracking_id: string; version: number }>(sql`
    select id, tracking_id, version from advisory where id = any (${ids.map(uuidOf)}::uuid[]) and life = 'published' and ${visible(scope)}
    order by id for update`)
  return rows.map(({ id, tracking_id, version }) => ({ id: toId('adv', id), trackingId: tracking_id, version }))
}

/** What these warnings are called. */
export const trackingIdsOf = async (tx: Tx, scope: Scope, ids: readonly Id<'adv'>[]): Promise<Map<Id<'adv'>, string>> =>
  new Map(
    (
      await tx.rows<{ id: string; tracking_id: string }>(
        sql`select id, tracking_id from advisory where id = any (${ids.map(uuidOf)}::uuid[]) and ${visible(scope)}`,
      )
    ).map(({ id, tracking_id }) => [toId('adv', id), tracking_id]),
  )

/** Ids of warnings that have been published at some time, in the order in which they were made. */
export async function onceIssued(
  tx: Tx,
  scope: Scope,
  { after, limit }: { after?: Id<'adv'> | undefined; limit: number },
): Promise<Id<'adv'>[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    select id from advisory where version > 0 and ${visible(scope)} ${after ? sql`and id > ${uuidOf(after)}::uuid` : empty}
    order by id limit ${limit}`)
  return rows.map(({ id }) => toId('adv', id))
}
