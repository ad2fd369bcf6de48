import { assetKey, kindFor, severityOf, wordsOf } from '#capabilities/findings/index.ts'
import { know, ownerAt } from '#capabilities/intake/index.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Batch } from '#domain/reading.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { hour, type Utc } from '#domain/time.ts'
import { suggestMapping } from '#formats/delimited/read.ts'
import { audit } from '#platform/audit.ts'
import type { Db } from '#platform/db/db.ts'
import { type App, serve } from '#platform/http/app.ts'
import { rawBytes, receive, replay, withdraw } from './actions.ts'
import { fetchJob, readJob } from './arrival.ts'
import { type FeedFormat, feedsApi, type Source } from './contract.ts'
import { watchable } from './folder.ts'
import { healthOfSources } from './health.ts'
import { issueInWords } from './issues.ts'
import { changeSource } from './labels.ts'
import { unpacked } from './raw.ts'
import { readerFor } from './readers.ts'
import { routesOfProof } from './routes-proof.ts'
import { healthOf } from './rules.ts'
import * as store from './store.ts'

const toSource = ({ mapping, createdAt, ...row }: store.SourceRow, now: Utc): Source => ({
  ...row,
  health: healthOf({ ...row, createdAt }, now),
  lagHours: row.lastSeenAt ? Math.round((Date.parse(now) - Date.parse(row.lastSeenAt)) / (hour / 10)) / 10 : null,
  hasMapping: mapping !== null,
})

const cron = /^(\S+\s+){4}\S+$/

export function routes(app: App): void {
  const { db, jobs } = app
  routesOfProof(app)
  serve(app, feedsApi.sources, (_input, { scope, now }) =>
    db.read(scope, async (tx) => ok({ sources: (await store.listSources(tx, scope, now)).map((row) => toSource(row, now)) })),
  )
  serve(app, feedsApi.health, (_input, { scope, now }) =>
    db.read(scope, async (tx) => ok(await healthOfSources(tx, scope, toSource, now))),
  )
  serve(app, feedsApi.source, ({ id }, { scope, now }) =>
    db.read(scope, async (tx) => {
      const row = await store.getSource(tx, scope, { id }, now)
      return row ? ok({ source: toSource(row, now), mapping: row.mapping }) : no('not-found')
    }),
  )
  serve(app, feedsApi.addSource, async (input, { scope, now }) => {
    const fault = await faultOf(app, input)
    if (fault) return fault
    const id = await db.in(scope, async (tx) => {
      const added = await store.insertSource(tx, scope, input, now)
      if (added) await audit(tx, { action: 'source.add', object: added, detail: { name: input.name, format: input.format } }, now)
      return added
    })
    if (!id) return no('source-name-taken')
    if (input.fetchCron) await jobs.schedule(fetchJob, id, input.fetchCron, { source: id })
    return ok({ id })
  })
  serve(app, feedsApi.changeSource, async (input, { scope, now }) => {
    const fault = await faultOf(app, input)
    if (fault) return fault
    const changed = await db.in(scope, (tx) => changeSource(tx, scope, input, now))
    if (!changed.ok) return changed
    await (input.fetchCron
      ? jobs.schedule(fetchJob, input.id, input.fetchCron, { source: input.id })
      : jobs.unschedule(fetchJob, input.id))
    return ok({})
  })
  serve(app, feedsApi.imports, (input, { scope }) => db.read(scope, async (tx) => ok(await store.listImports(tx, scope, input))))
  serve(app, feedsApi.import, ({ id }, { scope }) =>
    db.read(scope, async (tx) => {
      const row = await store.getImport(tx, scope, id)
      return row ? ok({ import: row }) : no('not-found')
    }),
  )
  serve(app, feedsApi.issues, ({ id, ...page }, { scope, locale }) =>
    db.read(scope, async (tx) => {
      if (!(await store.getImport(tx, scope, id))) return no('not-found')
      const issues = await store.issuesOf(tx, scope, id, page)
      return ok({ ...issues, rows: issues.rows.map((issue) => ({ ...issue, words: issueInWords(issue.code, locale) })) })
    }),
  )
  serve(app, feedsApi.raw, async ({ id }, { scope, now }) => {
    const row = await db.in(scope, async (tx) => {
      const found = await store.getImport(tx, scope, id)
      if (found) await audit(tx, { action: 'import.download', object: id, detail: { file: found.fileName } }, now)
      return found
    })
    return row
      ? ok({
          fileName: row.fileName,
          contentType: 'application/octet-stream',
          body: unpacked(rawBytes(db, scope, id)),
          owners: 'nobody' as const,
        })
      : no('not-found')
  })
  serve(app, feedsApi.upload, async ({ id, type }, { scope, now, upload }) => {
    const source = await db.read(scope, (tx) => store.getSource(tx, scope, { id }, now))
    if (!source) return no('not-found')
    if (!upload) return no('no-file')
    const received = await receive(db, scope, source, { ...upload, type }, now)
    if (!received.already) await jobs.ask(readJob, { import: received.id, by: scope.who }, { once: received.id })
    return ok(received)
  })
  serve(app, feedsApi.preview, (input, { scope, locale, now }) => preview(db, scope, input, locale, now))
  serve(app, feedsApi.fetchNow, async ({ id }, { scope, now }) => {
    const source = await db.read(scope, (tx) => store.getSource(tx, scope, { id }, now))
    if (!source) return no('not-found')
    if (!source.fetchUrl) return no('no-fetch-url')
    await jobs.ask(fetchJob, { source: id }, { once: id })
    return ok({})
  })
  serve(app, feedsApi.replay, async ({ id }, { scope, now }) => {
    const result = await replay(db, scope, id, now)
    if (result.ok) await jobs.ask(readJob, { import: id, by: scope.who }, { once: id })
    return result
  })
  serve(app, feedsApi.withdraw, async ({ id, reason }, { scope, now }) => {
    const result = await withdraw(db, scope, id, reason, now)
    return result.ok ? ok({}) : result
  })
  serve(app, feedsApi.progress, async ({ id }, { scope, gone }) => {
    const row = await db.read(scope, (tx) => store.getImport(tx, scope, id))
    return row ? ok(progress(db, scope, id, gone)) : no('not-found')
  })
}

async function faultOf(
  app: App,
  input: { format: FeedFormat; mapping?: unknown; fetchCron: string | null; folder: string | null },
): Promise<Result<never, 'bad-mapping' | 'bad-cron' | 'folder-not-allowed'> | undefined> {
  const reader = readerFor(input.format, input.mapping)
  if (!reader.ok) return reader
  if (input.folder !== null && !(await watchable(app.config.VARDE_WATCH_ROOT, input.folder))) return no('folder-not-allowed')
  return input.fetchCron !== null && !cron.test(input.fetchCron.trim()) ? no('bad-cron', input.fetchCron) : undefined
}

/** How far a file has come, until it is read or the reader has gone. */
async function* progress(db: Db, scope: Scope, id: Id<'imp'>, gone: AbortSignal) {
  while (!gone.aborted) {
    const row = await db.read(scope, (tx) => store.getImport(tx, scope, id))
    if (!row) return
    yield { state: row.state, rows: row.tally.rows, line: row.nextLine }
    if (!['received', 'reading', 'withdrawing'].includes(row.state)) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

const shownRows = 50

/** What would be made of a sample with today's register; nothing is stored. */
async function preview(
  db: Db,
  scope: Scope,
  input: { format: FeedFormat; fileName: string; sample: string; mapping?: unknown },
  locale: Locale,
  now: Utc,
) {
  const needsMapping = input.format === 'csv' || input.format === 'json'
  const suggestion = needsMapping ? suggestMapping(input.sample) : undefined
  const mapping = needsMapping ? (input.mapping ?? suggestion?.mapping) : undefined
  const reader = readerFor(input.format, mapping)
  const whole: Batch = { observations: [], issues: [], rows: 0, line: 0 }
  if (reader.ok) {
    const bytes = (async function* () {
      yield new TextEncoder().encode(input.sample)
    })()
    for await (const batch of reader.value(bytes, { fileName: input.fileName, now })) {
      whole.observations.push(...batch.observations)
      whole.issues.push(...batch.issues)
      whole.rows += batch.rows
    }
  } else if (input.mapping !== undefined) return reader
  const { register } = await db.read(scope, (tx) => know(tx, now))
  return ok({
    rowCount: whole.rows,
    mapping: mapping ?? null,
    columns: suggestion?.columns ?? [],
    issues: whole.issues.slice(0, 200).map((issue, number) => ({
      number,
      line: issue.line,
      code: issue.code,
      field: issue.field ?? null,
      found: issue.found ?? null,
      words: issueInWords(issue.code, locale),
    })),
    rows: whole.observations.slice(0, shownRows).map((observation) => {
      const kind = kindFor(observation.kind, observation.type)
      const ownership = ownerAt(register, observation.form, observation.asset, Date.parse(observation.seenAt))
      return {
        line: observation.line,
        seenAt: observation.seenAt,
        kind: kind.id,
        kindName: wordsOf(kind.id, locale, observation.asset.port).name,
        severity: severityOf(kind, observation.severity),
        assetText: assetKey(kind.nature, observation.form, observation.asset),
        owner: ownership.state === 'known' ? ownership.owner.organisationName : null,
        evidence: observation.evidence,
      }
    }),
  })
}
