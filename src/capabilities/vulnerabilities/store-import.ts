import { type Cve, cveAt, placeOfCve } from '#domain/cve.ts'
import { type Id, toId, uuidOf } from '#domain/id.ts'
import { rank } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { column, jsonText, sql, type Tx } from '#platform/db/db.ts'
import type { FactSource, Said, Source } from './contract.ts'
import type { Summary } from './rules.ts'

/** A file that was read, or is being read. */
export interface ImportRow {
  id: Id<'vim'>
  source: Source
  fileName: string
  sha256: string
  version: string | null
  asOf: Utc | null
  readAt: Utc
  touchedAt: Utc
  endedAt: Utc | null
  by: string
  records: number
  added: number
  changed: number
  same: number
  gone: number
  refused: number
  issues: StoredIssue[]
}

export interface StoredIssue {
  record: number
  line: number
  code: string
  field?: string | undefined
  found?: string | undefined
  cve?: string | undefined
}

export type Tally = Pick<ImportRow, 'records' | 'added' | 'changed' | 'same' | 'gone' | 'refused'>

const importColumns = sql`id, source, file_name as "fileName", sha256, version, as_of as "asOf", read_at as "readAt", touched_at as "touchedAt",
  ended_at as "endedAt", who_name as by, records, added, changed, same, gone, refused, issues`

export const addImport = (
  tx: Tx,
  row: Pick<ImportRow, 'id' | 'source' | 'fileName' | 'sha256' | 'readAt' | 'by'>,
): Promise<number> =>
  tx.run(sql`insert into vulnerability_import (id, source, file_name, sha256, read_at, touched_at, who_name)
    values (${uuidOf(row.id)}::uuid, ${row.source}, ${row.fileName}, ${row.sha256}, ${row.readAt}, ${row.readAt}, ${row.by})`)

/** Says how far it is, in the transaction of what was written. */
export const touchImport = (
  tx: Tx,
  id: Id<'vim'>,
  { version, asOf, ...tally }: Tally & Pick<ImportRow, 'version' | 'asOf'>,
  issues: readonly StoredIssue[],
  now: Utc,
): Promise<number> =>
  tx.run(sql`update vulnerability_import set version = ${version}, as_of = ${asOf}::timestamptz, records = ${tally.records}, added = ${tally.added},
      changed = ${tally.changed}, same = ${tally.same}, gone = ${tally.gone}, refused = ${tally.refused}, issues = ${jsonText(issues)}::jsonb,
      touched_at = ${now}
    where id = ${uuidOf(id)}::uuid`)

export const endImport = (tx: Tx, id: Id<'vim'>, now: Utc): Promise<number> =>
  tx.run(sql`update vulnerability_import set ended_at = ${now}, touched_at = ${now} where id = ${uuidOf(id)}::uuid`)

/** The last files, newest first; of one source or of all. */
export async function lastImports(tx: Tx, most: number, source?: Source): Promise<ImportRow[]> {
  const rows = await tx.rows<ImportRow>(sql`
    select ${importColumns} from vulnerability_import where ${source ? sql`source = ${source}` : sql`true`}
    order by read_at desc, id desc limit ${most}`)
  return rows.map((row) => ({ ...row, id: toId('vim', row.id) }))
}

/** Makes a row for each CVE that has none. */
export async function ensure(tx: Tx, cves: readonly Cve[], now: Utc): Promise<void> {
  await tx.run(sql`insert into vulnerability (place, cve, changed_at)
    select place, cve, ${now} from unnest(${column(cves.map(placeOfCve), 'bigint')}, ${[...cves]}::text[]) as n (place, cve)
    on conflict (place) do nothing`)
}

export interface NewFact {
  cve: Cve
  asOf: Utc | null
  said: Said
}

/** What a source has said of these CVEs so far: from when, and whether it is other than now. */
export async function knownFacts(tx: Tx, source: FactSource, facts: readonly NewFact[]) {
  const rows = await tx.rows<{ place: number; asOf: Utc | null; differs: boolean }>(sql`
    select f.place, f.as_of as "asOf", f.statement <> n.statement as differs
    from unnest(${column(
      facts.map(({ cve }) => placeOfCve(cve)),
      'bigint',
    )}, ${column(
      facts.map(({ said }) => jsonText(said)),
      'jsonb',
    )}) as n (place, statement)
    join vulnerability_fact f on f.place = n.place and f.source = ${source}`)
  return new Map(rows.map(({ place, ...known }) => [cveAt(place), known]))
}

/** Writes what a source says now in place of what it said before. */
export const putFacts = (tx: Tx, source: FactSource, importId: Id<'vim'>, facts: readonly NewFact[], now: Utc): Promise<number> =>
  tx.run(sql`
    insert into vulnerability_fact as f (place, source, import_id, as_of, read_at, statement)
    select place, ${source}, ${uuidOf(importId)}::uuid, as_of, ${now}, statement
    from unnest(${column(
      facts.map(({ cve }) => placeOfCve(cve)),
      'bigint',
    )}, ${column(
      facts.map(({ asOf }) => asOf),
      'timestamptz',
    )}, ${column(
      facts.map(({ said }) => jsonText(said)),
      'jsonb',
    )}) as n (place, as_of, statement)
    on conflict (place, source) do update set
      import_id = excluded.import_id, as_of = excluded.as_of, read_at = excluded.read_at, statement = excluded.statement`)

/** Notes that a catalogue still names these. */
export const keepFacts = (
  tx: Tx,
  source: FactSource,
  importId: Id<'vim'>,
  facts: readonly NewFact[],
  now: Utc,
): Promise<number> =>
  tx.run(sql`update vulnerability_fact f set import_id = ${uuidOf(importId)}::uuid, as_of = n.as_of, read_at = ${now}
    from unnest(${column(
      facts.map(({ cve }) => placeOfCve(cve)),
      'bigint',
    )}, ${column(
      facts.map(({ asOf }) => asOf),
      'timestamptz',
    )}) as n (place, as_of)
    where f.place = n.place and f.source = ${source}`)

/** Writes CVEs in short. */
export const putSummaries = (tx: Tx, rows: readonly (readonly [Cve, Summary])[], now: Utc): Promise<number> => {
  const of = <Value>(pick: (summary: Summary) => Value) => rows.map(([, summary]) => pick(summary))
  return tx.run(sql`
    update vulnerability v set state = n.state, title = n.title, severity = n.severity, score = n.score::numeric, score_version = n.version,
      kev_on = n.kev::date, eukev_on = n.eu::date, ransomware = n.ransom, published_at = n.published, words = n.words,
      product_words = n.products, changed_at = ${now}
    from unnest(${column(
      rows.map(([cve]) => placeOfCve(cve)),
      'bigint',
    )}, ${of(({ state }) => state)}::text[], ${of(({ title }) => clean(title))}::text[], ${column(
      of(({ severity }) => (severity === null ? null : rank(severity))),
      'smallint',
    )}, ${of(({ score }) => (score === null ? null : String(score)))}::text[], ${of(({ scoreVersion }) => scoreVersion)}::text[],
      ${of(({ kevOn }) => kevOn)}::text[], ${of(({ euKevOn }) => euKevOn)}::text[], ${of(({ ransomware }) => ransomware)}::boolean[], ${column(
        of(({ publishedAt }) => publishedAt),
        'timestamptz',
      )}, ${of(({ words }) => words)}::text[], ${of(({ productWords }) => productWords)}::text[]
    ) as n (place, state, title, severity, score, version, kev, eu, ransom, published, words, products)
    where v.place = n.place`)
}

/** Text that the database takes. */
const clean = (text: string | null): string | null => text?.toWellFormed().replaceAll('\0', '\u2400') ?? null

export interface NewEpss {
  cve: Cve
  score: number
  percentile: number
}

const epssOf = (scores: readonly NewEpss[]) =>
  sql`unnest(${column(
    scores.map(({ cve }) => placeOfCve(cve)),
    'bigint',
  )}, ${column(
    scores.map(({ score }) => score),
    'int',
  )}, ${column(
    scores.map(({ percentile }) => percentile),
    'int',
  )}) as n (place, score, percentile)`

/** How many of these scores are new, and how many are others than before. */
export const compareEpss = async (tx: Tx, scores: readonly NewEpss[]): Promise<{ added: number; changed: number }> =>
  (await tx.one<{ added: number; changed: number }>(sql`
    select (count(*) filter (where e.place is null))::int as added,
      (count(*) filter (where e.score <> n.score or e.percentile <> n.percentile))::int as changed
    from ${epssOf(scores)} left join vulnerability_epss e on e.place = n.place`)) ?? { added: 0, changed: 0 }

/** Writes the scores of a day; those of the day before stay beside them, and nothing older. */
export const putEpss = (tx: Tx, importId: Id<'vim'>, asOf: Utc, scores: readonly NewEpss[], now: Utc): Promise<number> =>
  tx.run(sql`
    insert into vulnerability_epss as e (place, import_id, score, percentile, as_of, read_at)
    select place, ${uuidOf(importId)}::uuid, score, percentile, ${asOf}::timestamptz, ${now}::timestamptz from ${epssOf(scores)}
    on conflict (place) do update set
      before_score = case when excluded.as_of > e.as_of then e.score else e.before_score end,
      before_percentile = case when excluded.as_of > e.as_of then e.percentile else e.before_percentile end,
      before_as_of = case when excluded.as_of > e.as_of then e.as_of else e.before_as_of end,
      score = excluded.score, percentile = excluded.percentile, as_of = excluded.as_of, read_at = excluded.read_at, import_id = excluded.import_id`)

const tableOf = (source: Source) =>
  source === 'epss' ? sql`vulnerability_epss where true` : sql`vulnerability_fact where source = ${source}`

/** Of how many CVEs a source speaks, and how many of these its last file does not name. */
export const countKnown = async (tx: Tx, source: Source, importId: Id<'vim'>): Promise<{ known: number; gone: number }> =>
  (await tx.one<{ known: number; gone: number }>(sql`
    select count(*)::int as known, (count(*) filter (where import_id <> ${uuidOf(importId)}::uuid))::int as gone from ${tableOf(source)}`)) ?? {
    known: 0,
    gone: 0,
  }

/** Takes away some of what a catalogue does not name any more; which CVEs these were. */
export async function takeAwayGone(tx: Tx, source: Source, importId: Id<'vim'>, most: number): Promise<Cve[]> {
  const some = sql`(select place from ${tableOf(source)} and import_id <> ${uuidOf(importId)}::uuid order by place limit ${most})`
  const rows = await tx.rows<{ place: number }>(
    source === 'epss'
      ? sql`delete from vulnerability_epss where place in ${some} returning place`
      : sql`delete from vulnerability_fact where source = ${source} and place in ${some} returning place`,
  )
  return rows.map(({ place }) => cveAt(place))
}

/** Lets the database count its tables anew: they are others than before. */
export const measure = (tx: Tx): Promise<number> => tx.run(sql`select vulnerabilities_measure()`)

/** Notes how fresh a source is now. */
export const putSource = (
  tx: Tx,
  { source, version, asOf, readAt }: Pick<ImportRow, 'source' | 'version' | 'asOf' | 'readAt'>,
  known: number,
): Promise<number> =>
  tx.run(sql`
    insert into vulnerability_source as s (source, version, as_of, read_at, known)
    values (${source}, ${version}, ${asOf}::timestamptz, ${readAt}, ${known})
    on conflict (source) do update set version = excluded.version, as_of = excluded.as_of,
      read_at = excluded.read_at, known = excluded.known`)
