import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Day, Utc } from '#domain/time.ts'
import { column, jsonText, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Facet } from './contract.ts'
import { type Cell, type Counted, everybody, type Life } from './rules.ts'

/** The counts are the team's: small groups would tell of each of their members. */
const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

const uuids = (ids: readonly string[]): string[] => ids.map(uuidOf)

/** One at a time changes what is counted, so that no finding is taken out twice. */
export const holdCounts = (tx: Tx): Promise<number> => tx.run(sql`select pg_advisory_xact_lock(hashtextextended('overview', 0))`)

const lifeColumns = raw(
  `finding_id as finding, organisation_id as organisation, family, severity, county, constituencies, opened::text[] as opened, settled::text[] as settled`,
)

/** How findings are counted now. */
export async function countedLives(tx: Tx, ids: readonly Id<'fnd'>[]): Promise<Map<Id<'fnd'>, Life>> {
  const rows = await tx.rows<Omit<Life, 'organisation'> & { finding: string; organisation: string }>(
    sql`select ${lifeColumns} from overview_finding where finding_id = any(${uuids(ids)}::uuid[])`,
  )
  return new Map(
    rows.map(({ finding, organisation, ...life }) => [
      toId('fnd', finding),
      { ...life, organisation: toId('org', organisation) },
    ]),
  )
}

/** Days and names hold neither space nor comma, so a list of them goes as one text. */
const listed = (values: readonly string[]): string => values.join(' ')

export async function saveLives(tx: Tx, lives: ReadonlyMap<Id<'fnd'>, Life>): Promise<void> {
  if (lives.size === 0) return
  const rows = [...lives]
  const of = <Value>(pick: (life: Life) => Value) => rows.map(([, life]) => pick(life))
  await tx.run(sql`
    insert into overview_finding (finding_id, organisation_id, family, severity, county, constituencies, opened, settled)
    select finding, organisation, family, severity, county, string_to_array(constituencies, ' '), string_to_array(opened, ' ')::date[], string_to_array(settled, ' ')::date[]
    from unnest(${uuids(rows.map(([id]) => id))}::uuid[], ${uuids(of(({ organisation }) => organisation))}::uuid[], ${of(({ family }) => family)}::text[],
      ${column(
        of(({ severity }) => severity),
        'smallint',
      )}, ${of(({ county }) => county)}::text[], ${of(({ constituencies }) => listed(constituencies))}::text[],
      ${of(({ opened }) => listed(opened))}::text[], ${of(({ settled }) => listed(settled))}::text[])
      as n (finding, organisation, family, severity, county, constituencies, opened, settled)
    on conflict (finding_id) do update set organisation_id = excluded.organisation_id, family = excluded.family, severity = excluded.severity,
      county = excluded.county, constituencies = excluded.constituencies, opened = excluded.opened, settled = excluded.settled`)
}

export const forgetLives = (tx: Tx, ids: readonly Id<'fnd'>[]): Promise<number> =>
  tx.run(sql`delete from overview_finding where finding_id = any(${uuids(ids)}::uuid[])`)

/** Counted findings in their order, a page after one of them. */
export const countedAfter = async (tx: Tx, after: Id<'fnd'> | undefined, limit: number): Promise<Id<'fnd'>[]> =>
  (
    await tx.rows<{ id: string }>(
      sql`select finding_id as id from overview_finding where ${after ? sql`finding_id > ${uuidOf(after)}::uuid` : sql`true`} order by finding_id limit ${limit}`,
    )
  ).map(({ id }) => toId('fnd', id))

/** Adds to the counts of days. */
export async function addCounts(tx: Tx, cells: readonly Cell[]): Promise<void> {
  if (cells.length === 0) return
  const of = <Value>(pick: (cell: Cell) => Value) => cells.map(pick)
  await tx.run(sql`
    insert into overview_count as c (whose, facet, part, day, opened, settled)
    select * from unnest(${of(({ whose }) => whose)}::text[], ${of(({ facet }) => facet)}::text[], ${of(({ part }) => part)}::text[], ${of(({ day }) => day)}::date[],
      ${column(
        of(({ opened }) => opened),
        'int',
      )}, ${column(
        of(({ settled }) => settled),
        'int',
      )})
    on conflict (whose, facet, part, day) do update set opened = c.opened + excluded.opened, settled = c.settled + excluded.settled`)
}

/** Writes how many sightings came on a day, over what stood there. */
export async function setSightings(
  tx: Tx,
  day: Day,
  cells: readonly (Pick<Cell, 'whose' | 'facet' | 'part'> & { sightings: number })[],
): Promise<void> {
  await tx.run(sql`update overview_count set sightings = 0 where day = ${day}::date and sightings <> 0`)
  await tx.run(sql`
    insert into overview_count as c (whose, facet, part, day, sightings)
    select whose, facet, part, ${day}::date, sightings
    from unnest(${cells.map(({ whose }) => whose)}::text[], ${cells.map(({ facet }) => facet)}::text[], ${cells.map(({ part }) => part)}::text[],
      ${column(
        cells.map(({ sightings }) => sightings),
        'int',
      )}) as n (whose, facet, part, sightings)
    on conflict (whose, facet, part, day) do update set sightings = excluded.sightings`)
}

/** The days on which sightings are counted, from one on. */
export const daysWithSightings = async (tx: Tx, from: Day): Promise<Day[]> =>
  (
    await tx.rows<{ day: Day }>(
      sql`select distinct day::text as day from overview_count where day >= ${from}::date and sightings <> 0 and whose = ${everybody} and facet = 'severity' order by 1`,
    )
  ).map(({ day }) => day)

/** Counts by part and day; all before the first day is one sum without a day. */
export const countsOf = (
  tx: Tx,
  scope: Scope,
  asked: { whose: string; facet: Facet },
  { from, to }: { from: Day; to: Day },
): Promise<Counted[]> =>
  tx.rows<Counted>(sql`
    select part, null::text as day, sum(opened)::int as opened, sum(settled)::int as settled, 0 as sightings from overview_count
    where whose = ${asked.whose} and facet = ${asked.facet} and day < ${from}::date and ${visible(scope)} group by part
    union all
    select part, day::text, opened, settled, sightings from overview_count
    where whose = ${asked.whose} and facet = ${asked.facet} and day between ${from}::date and ${to}::date and ${visible(scope)}`)

/** How much was unsettled at the end of each day at a quarter, half and three quarters of some organisations. */
export async function bandOf(
  tx: Tx,
  scope: Scope,
  organisations: readonly Id<'org'>[],
  { from, to }: { from: Day; to: Day },
): Promise<{ day: Day; quarters: [number, number, number] }[]> {
  return tx.rows(sql`
    with each as (
      select o.whose, greatest(c.day, ${from}::date - 1) as day, sum(c.opened - c.settled) as turned
      from unnest(${uuids(organisations)}::text[]) as o (whose) join overview_count c on c.whose = o.whose and c.facet = 'severity'
      where c.day <= ${to}::date and ${visible(scope)} group by 1, 2
    ), every as (
      select o.whose, d.day::date as day from unnest(${uuids(organisations)}::text[]) as o (whose)
      cross join generate_series(${from}::date - 1, ${to}::date, interval '1 day') as d (day)
    ), standing as (
      select every.day, sum(coalesce(each.turned, 0)) over (partition by every.whose order by every.day) as unsettled
      from every left join each on each.whose = every.whose and each.day = every.day
    )
    select day::text as day, percentile_cont(array[0.25, 0.5, 0.75]) within group (order by unsettled::float8) as quarters
    from standing where day >= ${from}::date group by day order by day`)
}

export interface Noted {
  position: number
  at: Utc
  kind: string
  facts: Record<string, string | number>
}

/** Keeps what explains a bend of the line; each event once. */
export const noteEvents = async (tx: Tx, events: readonly Noted[]): Promise<void> => {
  if (events.length === 0) return
  await tx.run(sql`
    insert into overview_event (position, at, kind, facts)
    select * from unnest(${column(
      events.map(({ position }) => position),
      'bigint',
    )}, ${column(
      events.map(({ at }) => at),
      'timestamptz',
    )}, ${events.map(({ kind }) => kind)}::text[], ${column(
      events.map(({ facts }) => jsonText(facts)),
      'jsonb',
    )})
    on conflict do nothing`)
}

const mostEvents = 200

/** What happened from a day on, oldest first; of more than 200 the newest. */
export const eventsSince = async (tx: Tx, scope: Scope, from: Day): Promise<Noted[]> =>
  (
    await tx.rows<Noted>(sql`
      select position, at, kind, facts from overview_event where at >= ${from}::date and ${visible(scope)} order by at desc, position desc limit ${mostEvents}`)
  ).toReversed()

export const hasAny = async (tx: Tx): Promise<boolean> => (await tx.one(sql`select from overview_finding limit 1`)) !== undefined

/** For the doctor: what is unsettled by the days of each finding, and by the sum of the counts. They are the same. */
export const figures = async (tx: Tx): Promise<{ counted: number; unsettled: number; summed: number }> =>
  (await tx.one(sql`
    select (select count(*)::int from overview_finding) as counted,
      (select coalesce(sum(cardinality(opened) - cardinality(settled)), 0)::int from overview_finding) as unsettled,
      (select coalesce(sum(opened - settled), 0)::int from overview_count where whose = ${everybody} and facet = 'severity') as summed`))!
