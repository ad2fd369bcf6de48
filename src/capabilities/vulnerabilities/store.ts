import { type Cve, cveAt, placeOfCve, placesLike } from '#domain/cve.ts'
import { type Count, isPageKey } from '#domain/endpoint.ts'
import type { Scope } from '#domain/scope.ts'
import { rank, severities } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { empty, join, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Epss, Fact, Filter, Said, Source, Vulnerability } from './contract.ts'
import { searchText } from './rules.ts'

/** EPSS stands in the table in hundred thousandths. */
export const epssScale = 100_000

const columns = raw(
  `v.place, v.state, v.title, v.severity, v.score, v.score_version as "scoreVersion", v.kev_on as "kevOn", v.eukev_on as "euKevOn", v.ransomware,
   v.published_at as "publishedAt", e.score as "epssScore", e.percentile, e.as_of as "epssAsOf", e.before_score as "beforeScore",
   e.before_percentile as "beforePercentile", e.before_as_of as "beforeAsOf"`,
)
const tables = raw('vulnerability v left join vulnerability_epss e on e.place = v.place')

interface Stored extends Omit<Vulnerability, 'cve' | 'severity' | 'epss'> {
  place: number
  severity: number | null
  epssScore: number | null
  percentile: number | null
  epssAsOf: Utc | null
  beforeScore: number | null
  beforePercentile: number | null
  beforeAsOf: Utc | null
}

const toVulnerability = (row: Stored): Vulnerability => ({
  cve: cveAt(row.place),
  state: row.state,
  title: row.title,
  severity: row.severity === null ? null : severities[4 - row.severity]!,
  score: row.score,
  scoreVersion: row.scoreVersion,
  kevOn: row.kevOn,
  euKevOn: row.euKevOn,
  ransomware: row.ransomware,
  publishedAt: row.publishedAt,
  epss: epssOf(row),
})

const epssOf = (row: Stored): Epss | null =>
  row.epssScore === null
    ? null
    : {
        score: row.epssScore / epssScale,
        percentile: row.percentile! / epssScale,
        asOf: row.epssAsOf!,
        before:
          row.beforeScore === null
            ? null
            : { score: row.beforeScore / epssScale, percentile: row.beforePercentile! / epssScale, asOf: row.beforeAsOf! },
      }

/** The first wall: public knowledge, for whoever is signed in. */
const visible = (scope: Scope): Sql => sql`${scope.roles.length > 0}::boolean`

/** A filter made ready: words as a search takes them, and the places of names that begin like what was typed. */
interface Wanted {
  filter: Filter
  words: string | undefined
  product: string | undefined
  places: { from: number; to: number }[] | undefined
}

/** Nothing when what was typed holds neither a name nor a word: that finds nothing. */
function wantedBy(filter: Filter): Wanted | undefined {
  const [q, product] = [filter.q?.trim(), filter.product?.trim()]
  const places = q ? placesLike(q) : undefined
  const wanted: Wanted = {
    filter,
    places,
    words: q && !places ? searchText(q) : undefined,
    product: product ? searchText(product) : undefined,
  }
  const isEmpty = (q && !places && !wanted.words) || (product && !wanted.product) || places?.length === 0
  return isEmpty ? undefined : wanted
}

const epssFrom = ({ epss }: Filter): number | null => (epss === undefined ? null : Math.round(epss * epssScale))

/** Words are looked for by a function of the database: no index answers that past a policy. */
const found = ({ filter, words, product, places }: Wanted, before: number | null, most: number): Sql =>
  sql`vulnerabilities_found(${words ?? null}::tsquery, ${product ?? null}::tsquery, ${places?.map(({ from }) => from) ?? null}::bigint[],
    ${places?.map(({ to }) => to) ?? null}::bigint[], ${filter.exploited ?? null}, ${filter.severity?.length ? filter.severity.map(rank) : null}::smallint[],
    ${epssFrom(filter)}::int, ${before}::bigint, ${most}::int)`

function matching(scope: Scope, { filter, places }: Wanted): Sql {
  const conditions: Sql[] = [visible(scope)]
  if (places)
    conditions.push(
      sql`(${join(
        places.map(({ from, to }) => sql`(v.place >= ${from}::bigint and v.place < ${to}::bigint)`),
        ' or ',
      )})`,
    )
  if (filter.exploited === 'any') conditions.push(sql`(v.kev_on is not null or v.eukev_on is not null)`)
  if (filter.exploited === 'cisa') conditions.push(sql`v.kev_on is not null`)
  if (filter.exploited === 'eu') conditions.push(sql`v.eukev_on is not null`)
  if (filter.epss !== undefined) conditions.push(sql`e.score >= ${epssFrom(filter)}::int`)
  if (filter.severity?.length) conditions.push(sql`v.severity = any(${filter.severity.map(rank)}::smallint[])`)
  return join(conditions, ' and ')
}

const hasWords = ({ words, product }: Wanted): boolean => words !== undefined || product !== undefined

/** One page of what is known, newest CVE first. */
export async function listVulnerabilities(
  tx: Tx,
  scope: Scope,
  filter: Filter,
  page: { after?: string | undefined; limit: number },
): Promise<{ rows: Vulnerability[]; next?: string }> {
  const wanted = wantedBy(filter)
  if (!wanted) return { rows: [] }
  const before = page.after && isPageKey(page.after, 'number') ? Number(page.after) : null
  const where = hasWords(wanted)
    ? sql`${visible(scope)} and v.place = any(array(select ${found(wanted, before, page.limit + 1)}))`
    : sql`${matching(scope, wanted)}${before === null ? empty : sql` and v.place < ${before}::bigint`}`
  const rows = await tx.rows<Stored>(
    sql`select ${columns} from ${tables} where ${where} order by v.place desc limit ${page.limit + 1}`,
  )
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return { rows: shown.map(toVulnerability), ...(rows.length > page.limit && last && { next: String(last.place) }) }
}

const mostCounted = 10_000
/** Each of those that have a word is looked at. */
const mostCountedByWord = 1_000

/** How many a filter finds; counting stops at 10,000, and at 1,000 where words are looked for. */
export async function countVulnerabilities(tx: Tx, scope: Scope, filter: Filter): Promise<Count> {
  const wanted = wantedBy(filter)
  if (!wanted) return { value: 0, more: false }
  const most = hasWords(wanted) ? mostCountedByWord : mostCounted
  const rows = hasWords(wanted)
    ? sql`select from ${found(wanted, null, most + 1)} where ${visible(scope)}`
    : sql`select from ${tables} where ${matching(scope, wanted)} limit ${most + 1}`
  const n = (await tx.one<{ n: number }>(sql`select count(*)::int as n from (${rows}) s`))?.n ?? 0
  return { value: Math.min(n, most), more: n > most }
}

/** These CVEs in short, by name; what nobody knows is not there. */
export async function vulnerabilitiesNamed(tx: Tx, scope: Scope, cves: readonly Cve[]): Promise<Map<Cve, Vulnerability>> {
  const rows = await tx.rows<Stored>(
    sql`select ${columns} from ${tables} where ${visible(scope)} and v.place = any(${cves.map(placeOfCve)}::bigint[])`,
  )
  return new Map(rows.map(toVulnerability).map((row) => [row.cve, row]))
}

/** What each source says of these CVEs. */
export async function factsOf(tx: Tx, scope: Scope, cves: readonly Cve[]): Promise<Map<Cve, Fact[]>> {
  const rows = await tx.rows<{ place: number; source: Fact['source']; asOf: Utc | null; readAt: Utc; statement: Said }>(sql`
    select place, source, as_of as "asOf", read_at as "readAt", statement from vulnerability_fact
    where ${visible(scope)} and place = any(${cves.map(placeOfCve)}::bigint[]) order by place, source`)
  const facts = new Map<Cve, Fact[]>()
  for (const { place, statement: said, ...rest } of rows) {
    const cve = cveAt(place)
    facts.set(cve, [...(facts.get(cve) ?? []), { ...rest, said }])
  }
  return facts
}

/** How fresh a source is, as its last file left it. */
export interface SourceRow {
  source: Source
  version: string | null
  asOf: Utc | null
  readAt: Utc
  known: number
}

export const sourceRows = (tx: Tx, scope: Scope): Promise<SourceRow[]> =>
  tx.rows<SourceRow>(
    sql`select source, version, as_of as "asOf", read_at as "readAt", known from vulnerability_source where ${visible(scope)}`,
  )
