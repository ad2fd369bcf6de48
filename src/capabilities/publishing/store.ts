import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { rank, type Severity, severities } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { empty, join, jsonText, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { OpenFilter, OpenLife, WeekDeed } from './contract.ts'
import { type OpenForm, searchOf } from './rules.ts'

const team = (scope: Scope): Sql => sql`${scope.team}::boolean`

/** Keeps what everybody may read of a warning, with its steps. */
export async function saveOpen(tx: Tx, scope: Scope, id: Id<'adv'>, open: OpenForm): Promise<void> {
  const { content, source, news, steps } = open
  await tx.run(sql`
    insert into open_warning (advisory_id, tracking_id, version, type, severity, content, source, news, search, life, first_published_at, published_at,
      ended_at, changed_at)
    select ${uuidOf(id)}::uuid, ${open.trackingId}, ${open.version}::int, ${content.type}, ${rank(content.severity)}::smallint, ${jsonText(content)}::jsonb,
      ${source && jsonText(source)}::jsonb, ${news && jsonText(news)}::jsonb, ${searchOf(open)}, ${open.life}, ${open.firstPublishedAt}::timestamptz,
      ${open.publishedAt}::timestamptz, ${open.endedAt}::timestamptz, ${open.changedAt}::timestamptz
    where ${team(scope)}
    on conflict (advisory_id) do update set version = excluded.version, type = excluded.type, severity = excluded.severity, content = excluded.content,
      source = excluded.source, news = excluded.news, search = excluded.search, life = excluded.life, first_published_at = excluded.first_published_at,
      published_at = excluded.published_at, ended_at = excluded.ended_at, changed_at = excluded.changed_at`)
  await tx.run(sql`
    insert into open_step (advisory_id, version, what, at)
    select ${uuidOf(id)}::uuid, version, what, at
    from unnest(${steps.map(({ version }) => version)}::int[], ${steps.map(({ what }) => what)}::text[], ${steps.map(({ at }) => at)}::timestamptz[])
      as one (version, what, at)
    where ${team(scope)} on conflict do nothing`)
}

/** Takes a warning away from the open, with its steps. */
export const takeAway = (tx: Tx, scope: Scope, id: Id<'adv'>): Promise<number> =>
  tx.run(sql`delete from open_warning where advisory_id = ${uuidOf(id)}::uuid and ${team(scope)}`)

interface StoredOpen {
  advisory_id: string
  tracking_id: string
  version: number
  content: OpenForm['content']
  source: OpenForm['source']
  news: OpenForm['news']
  life: OpenLife
  first_published_at: Utc
  published_at: Utc
  ended_at: Utc | null
  changed_at: Utc
}

/** A warning that everybody may read. */
export interface OpenRecord extends Omit<OpenForm, 'steps'> {
  id: Id<'adv'>
}

const toOpen = (row: StoredOpen): OpenRecord => ({
  id: toId('adv', row.advisory_id),
  trackingId: row.tracking_id,
  version: row.version,
  content: row.content,
  source: row.source,
  news: row.news,
  life: row.life,
  firstPublishedAt: row.first_published_at,
  publishedAt: row.published_at,
  endedAt: row.ended_at,
  changedAt: row.changed_at,
})

const columns = sql`advisory_id, tracking_id, version, content, source, news, life, first_published_at, published_at, ended_at, changed_at`

const wanted = ({ type, severity, q }: OpenFilter): Sql =>
  join(
    [
      sql`true`,
      ...(type?.length ? [sql`type = any (${type}::text[])`] : []),
      ...(severity?.length ? [sql`severity = any (${severity.map(rank)}::smallint[])`] : []),
      ...(q ? [sql`search like ${`%${q.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`}`] : []),
    ],
    ' and ',
  )

/** One page of open warnings, newest first. Everything in the table is everybody's. */
export async function openPage(
  tx: Tx,
  filter: OpenFilter,
  { after, limit }: { after?: { at: Utc; trackingId: string } | undefined; limit: number },
): Promise<OpenRecord[]> {
  const rows = await tx.rows<StoredOpen>(sql`
    select ${columns} from open_warning
    where ${wanted(filter)} ${after ? sql`and (published_at, tracking_id) < (${after.at}::timestamptz, ${after.trackingId})` : empty}
    order by published_at desc, tracking_id desc limit ${limit}`)
  return rows.map(toOpen)
}

/** Open warnings whose last change is newest. */
export const openLately = async (tx: Tx, limit: number): Promise<OpenRecord[]> =>
  (
    await tx.rows<StoredOpen>(sql`select ${columns} from open_warning order by changed_at desc, tracking_id desc limit ${limit}`)
  ).map(toOpen)

/** One open warning by its number. */
export async function openRow(tx: Tx, trackingId: string): Promise<OpenRecord | undefined> {
  const row = await tx.one<StoredOpen>(sql`select ${columns} from open_warning where tracking_id = ${trackingId}`)
  return row && toOpen(row)
}

export const countOpen = async (tx: Tx): Promise<number> =>
  (await tx.one<{ count: number }>(sql`select count(*)::int as count from open_warning`))!.count

/** What happened with an open warning, with what it is called now. */
export interface StepRecord {
  what: WeekDeed
  at: Utc
  trackingId: string
  content: OpenForm['content']
  severity: Severity
  type: OpenForm['content']['type']
  id: Id<'adv'>
}

/** What happened with open warnings from one moment until another, worst first, then newest. */
export async function stepsBetween(tx: Tx, { from, until }: { from: Utc; until: Utc }, limit: number): Promise<StepRecord[]> {
  const rows = await tx.rows<StoredOpen & { what: WeekDeed; at: Utc; severity: number; type: OpenForm['content']['type'] }>(sql`
    select s.what, s.at, o.severity, o.type, o.advisory_id, o.tracking_id, o.content
    from open_step s join open_warning o using (advisory_id)
    where s.at >= ${from}::timestamptz and s.at < ${until}::timestamptz
    order by o.severity desc, s.at desc, o.tracking_id desc, s.version desc limit ${limit}`)
  return rows.map((row) => ({
    what: row.what,
    at: row.at,
    trackingId: row.tracking_id,
    content: row.content,
    severity: severities.find((one) => rank(one) === row.severity)!,
    type: row.type,
    id: toId('adv', row.advisory_id),
  }))
}

/** When the first step of all was. */
export const firstStepAt = async (tx: Tx): Promise<Utc | null> =>
  (await tx.one<{ at: Utc | null }>(sql`select min(at) as at from open_step`))!.at
