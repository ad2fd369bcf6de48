import { isDemo } from '#capabilities/demo/index.ts'
import { dayText } from '#domain/dates.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { severityWords } from '#domain/severity.ts'
import type { Db } from '#platform/db/db.ts'
import { column, type Table } from '#platform/documents/table.ts'
import { csvFile, xlsxFile } from '#platform/documents/table-file.ts'
import { type App, serve } from '#platform/http/app.ts'
import { type ImportFault, importFile } from './actions.ts'
import { type Filter, type Vulnerability, vulnerabilitiesApi } from './contract.ts'
import { fetchJobName, putFetch, stopFetch } from './fetch.ts'
import { shownFetch, shownImport, sourceStates } from './show.ts'
import { countVulnerabilities, factsOf, listVulnerabilities, vulnerabilitiesNamed } from './store.ts'
import { fetchRows } from './store-fetch.ts'
import { lastImports } from './store-import.ts'
import { issueInWords, stateWords } from './words.ts'

const megabyte = 1024 * 1024
const shownImports = 50

/** The endpoints of what is known of vulnerabilities. */
export function routes(app: App): void {
  const { db, clock, config, jobs } = app
  serve(app, vulnerabilitiesApi.list, ({ after, limit, ...filter }, { scope }) =>
    db.read(scope, async (tx) => ok(await listVulnerabilities(tx, scope, filter, { after, limit }))),
  )
  serve(app, vulnerabilitiesApi.count, (filter, { scope }) =>
    db.read(scope, async (tx) => ok({ count: await countVulnerabilities(tx, scope, filter) })),
  )
  serve(app, vulnerabilitiesApi.sources, (_input, { scope, now }) =>
    db.read(scope, async (tx) => ok({ sources: await sourceStates(tx, scope, now) })),
  )
  serve(app, vulnerabilitiesApi.export, async ({ locale, for: wanted, ...filter }, context) =>
    ok(csvFile(asTable(db, context.scope, filter, locale ?? context.locale), wanted)),
  )
  serve(app, vulnerabilitiesApi.exportXlsx, async ({ locale, ...filter }, context) =>
    ok(xlsxFile(asTable(db, context.scope, filter, locale ?? context.locale))),
  )
  serve(app, vulnerabilitiesApi.imports, (_input, { scope, locale, now }) =>
    db.read(scope, async (tx) => ok({ rows: (await lastImports(tx, shownImports)).map((row) => shownImport(row, locale, now)) })),
  )
  serve(app, vulnerabilitiesApi.upload, async ({ source, force }, { scope, locale, now, upload }) => {
    if (!upload) return no('no-file')
    const read = await importFile(
      db,
      scope,
      clock,
      { source, force, ...upload },
      { maxBytes: config.VARDE_MAX_UPLOAD_MB * megabyte, maxUnpackedBytes: config.VARDE_MAX_UNPACKED_MB * megabyte },
    )
    return read.ok ? ok(shownImport(read.value, locale, now)) : no(read.reason, detailOf(read, locale))
  })
  serve(app, vulnerabilitiesApi.fetches, (_input, { scope, locale }) =>
    db.read(scope, async (tx) => ok({ fetches: (await fetchRows(tx, scope)).map((row) => shownFetch(row, locale)) })),
  )
  serve(app, vulnerabilitiesApi.putFetch, async ({ id, ...input }, { scope, now }) => {
    if (await isDemo(db)) return no('fetch-demo')
    await db.in(scope, (tx) => putFetch(tx, id, input, now))
    await jobs.ask(fetchJobName, { source: id }, { once: id })
    return ok({})
  })
  serve(app, vulnerabilitiesApi.stopFetch, async ({ id }, { scope, now }) => {
    await db.in(scope, (tx) => stopFetch(tx, scope, id, now))
    return ok({})
  })
  serve(app, vulnerabilitiesApi.fetchNow, async ({ id }, { scope }) => {
    if (await isDemo(db)) return no('fetch-demo')
    const [row] = await db.read(scope, (tx) => fetchRows(tx, scope, id))
    if (!row) return no('not-found')
    await jobs.ask(fetchJobName, { source: id }, { once: id })
    return ok({})
  })
  serve(app, vulnerabilitiesApi.vulnerability, ({ id }, { scope }) =>
    db.read(scope, async (tx) => {
      const vulnerability = (await vulnerabilitiesNamed(tx, scope, [id])).get(id)
      if (!vulnerability) return no('not-found')
      const facts = (await factsOf(tx, scope, [id])).get(id) ?? []
      return ok({ vulnerability, facts })
    }),
  )
}

/** What is told beside a refusal: from when what we have is, or what was wrong first. */
function detailOf({ reason, detail }: { reason: ImportFault; detail?: string }, locale: Locale): string | undefined {
  if (detail === undefined) return undefined
  return reason === 'older-file' ? dayText(detail, locale) : reason === 'nothing-read' ? issueInWords(detail, locale) : detail
}

const { text, number, moment, day, yesNo } = column

const columns = {
  cve: text('CVE', 'CVE', 'CVE'),
  title: text('Hva', 'Kva', 'What'),
  state: text('Tilstand', 'Tilstand', 'State', stateWords),
  severity: text('Alvor', 'Alvor', 'Severity', severityWords),
  cvss: number('CVSS', 'CVSS', 'CVSS'),
  cvss_version: text('CVSS-versjon', 'CVSS-versjon', 'CVSS version'),
  epss: number('EPSS', 'EPSS', 'EPSS'),
  epss_percentile: number('EPSS-prosentil', 'EPSS-prosentil', 'EPSS percentile'),
  epss_of: moment('EPSS fra', 'EPSS frå', 'EPSS of'),
  kev_added: day('I CISA KEV siden', 'I CISA KEV sidan', 'In CISA KEV since'),
  eu_kev_added: day('I EU KEV siden', 'I EU KEV sidan', 'In EU KEV since'),
  ransomware: yesNo('Brukt til løsepenger', 'Brukt til løysepengar', 'Used for ransom'),
  published_at: moment('Offentlig siden', 'Offentleg sidan', 'Published'),
}
const rowsAtOnce = 1_000

/** Public knowledge: no row is anybody's. */
const asTable = (db: Db, scope: Scope, filter: Filter, locale: Locale): Table => ({
  name: 'vulnerabilities',
  columns,
  pages: exportPages(db, scope, filter),
  locale,
  owners: 'nobody',
})

async function* exportPages(db: Db, scope: Scope, filter: Filter) {
  for (let after: string | undefined, more = true; more; ) {
    const page = await db.read(scope, (tx) => listVulnerabilities(tx, scope, filter, { after, limit: rowsAtOnce }))
    yield page.rows.map(cells)
    after = page.next
    more = after !== undefined
  }
}

const cells = (row: Vulnerability) => [
  row.cve,
  row.title,
  row.state,
  row.severity,
  row.score,
  row.scoreVersion,
  row.epss?.score,
  row.epss?.percentile,
  row.epss?.asOf,
  row.kevOn,
  row.euKevOn,
  row.ransomware,
  row.publishedAt,
]
