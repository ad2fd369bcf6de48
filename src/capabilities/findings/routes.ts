import { csvRow } from '#domain/csv.ts'
import { type Id, toId } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { noteReading } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { type App, serve } from '#platform/http/app.ts'
import * as actions from './actions.ts'
import * as answers from './answers.ts'
import { kindLine, kindLines } from './catalogue.ts'
import { type Finding, type FindingFilter, findingsApi } from './contract.ts'
import { meant } from './find.ts'
import { wordsOf } from './kinds/index.ts'
import { live } from './live.ts'
import { named } from './names.ts'
import type { Reason } from './rules.ts'
import * as store from './store.ts'
import { changes } from './store-answers.ts'
import { reasonInWords, sideOf, stepInWords } from './story.ts'

export function routes(app: App): void {
  serve(app, findingsApi.list, (input, { scope, now, locale }) =>
    app.db.read(scope, async (tx) => {
      const page = await store.listFindings(tx, scope, await meant(tx, scope, input, now), input, now)
      return ok({ ...page, rows: await named(tx, page.rows, locale, now) })
    }),
  )
  serve(app, findingsApi.count, (input, { scope, now }) =>
    app.db.read(scope, async (tx) => ok(await store.countFindings(tx, scope, await meant(tx, scope, input, now), now))),
  )
  serve(app, findingsApi.export, async (input, { scope, now, locale }) =>
    ok({
      fileName: 'findings.csv',
      contentType: 'text/csv; charset=utf-8',
      body: asCsv(app.db, scope, input, input.locale ?? locale, now),
    }),
  )
  serve(app, findingsApi.live, async (_input, { scope, gone }) => ok(await live(app.db, scope, gone)))
  serve(app, findingsApi.story, ({ id }, { scope, now, locale }) => app.db.in(scope, (tx) => story(tx, scope, id, locale, now)))
  serve(app, findingsApi.sightings, ({ id, ...page }, { scope }) =>
    app.db.read(scope, async (tx) => {
      if (!(await store.getFinding(tx, scope, id))) return no('not-found')
      const sightings = await store.sightingsOf(tx, scope, id, page)
      return ok({ ...sightings, rows: sightings.rows.map((row) => sightingLine(scope, row)) })
    }),
  )
  serve(app, findingsApi.note, (input, { scope, now }) => app.db.in(scope, (tx) => actions.note(tx, scope, input, now)))
  serve(app, findingsApi.answer, (input, { scope, now }) =>
    app.db.in(scope, (tx) => answers.answerFindings(tx, input, input.answer, now)),
  )
  serve(app, findingsApi.takeBack, ({ ids }, { scope, now }) => app.db.in(scope, (tx) => answers.takeBack(tx, ids, now)))
  serve(app, findingsApi.judge, (input, { scope, now }) => app.db.in(scope, (tx) => answers.judge(tx, input, now)))
  serve(app, findingsApi.close, (input, { scope, now }) => app.db.in(scope, (tx) => answers.close(tx, input, now)))
  serve(app, findingsApi.changes, (input, { scope, now, locale }) =>
    app.db.read(scope, async (tx) => {
      const page = await changes(tx, scope, input)
      const rows = await named(tx, page.rows, locale, now)
      return ok({ next: page.next, rows: rows.map((row, at) => ({ ...row, changedAt: page.rows[at]!.changedAt })) })
    }),
  )
  serve(app, findingsApi.kinds, async (_input, { locale }) => ok({ kinds: kindLines(locale) }))
  serve(app, findingsApi.kind, async ({ id }, { locale }) => {
    const kind = kindLine(id, locale)
    return kind ? ok({ kind }) : no('not-found')
  })
}

/** Where a sighting came from in our files is the team's business; what it said is the member's too. */
const sightingLine = (scope: Scope, row: store.SightingRow) => ({
  seenAt: row.seen_at,
  source: row.source,
  line: scope.team ? row.line : 0,
  importId: scope.team ? toId('imp', row.import_id) : null,
  evidence: row.evidence,
})

/** What a step would be undone by is nobody's reading. */
const becauseFor = (scope: Scope, { line, was: _, ...because }: Record<string, unknown>) =>
  scope.team && line !== undefined ? { line, ...because } : because

/** Why it was theirs at a step that a sighting caused; the reason of an answer or a decision is a text, and stands in its words. */
const reasonOf = ({ reason, seenAt }: Record<string, unknown>, locale: Locale): string | null =>
  saysWhose(reason) ? reasonInWords(reason, String(seenAt), locale) : null

const saysWhose = (reason: unknown): reason is Reason => typeof reason === 'object' && reason !== null

async function story(tx: Tx, scope: Scope, id: Id<'fnd'>, locale: Locale, now: Utc) {
  const row = await store.getFinding(tx, scope, id)
  if (!row) return no('not-found')
  await noteReading(tx, row.organisation, id, now)
  // Whoever is told and opens it here has read of it.
  if (!scope.team && scope.who.kind === 'person' && row.toldAt !== null && row.readAt === null) {
    await answers.markRead(tx, [id], { name: scope.who.name, notice: null }, now)
    row.readAt = now
  }
  const [finding] = await named(tx, [row], locale, now)
  const steps = await store.stepsOf(tx, scope, id)
  const latest = (await store.sightingsOf(tx, scope, id, { limit: 1 })).rows[0]
  const opened = steps.findLast((step) => saysWhose(step.because.reason))
  return ok({
    finding: finding!,
    steps: steps.map((step) => ({
      number: step.number,
      at: step.at,
      what: step.what,
      words: stepInWords(step, locale),
      before: step.before,
      after: step.after,
      who: { kind: step.who_kind, name: step.who },
      teamOnly: step.team_only,
      side: sideOf(step.what, step.because),
      reason: reasonOf(step.because, locale),
      because: becauseFor(scope, step.because),
    })),
    advice: wordsOf(row.kind, locale, row.asset.port),
    reason: opened && row.state !== 'withdrawn' ? reasonOf(opened.because, locale) : null,
    latest: latest ? sightingLine(scope, latest) : null,
  })
}

const columns = [
  'id',
  'organisation',
  'operator',
  'kind',
  'kind_name',
  'asset',
  'state',
  'severity',
  'tlp',
  'sources',
  'first_seen',
  'last_seen',
  'sightings',
  'opened_at',
  'due_at',
  'overdue',
  'told_at',
  'read_at',
  'answer',
  'answered_at',
  'answer_until',
  'closed_at',
  'closed_by',
  'unproven',
]

/** The export reads page by page, so that a million rows need no more memory than forty. */
async function* asCsv(db: Db, scope: Scope, filter: FindingFilter, locale: Locale, now: Utc): AsyncGenerator<string> {
  yield csvRow(columns)
  for (let after: string | undefined, more = true; more; ) {
    const page = await db.read(scope, async (tx) => {
      const found = await store.listFindings(
        tx,
        scope,
        await meant(tx, scope, filter, now),
        { after, limit: 1_000, order: 'newest' },
        now,
      )
      return { rows: await named(tx, found.rows, locale, now), next: 'next' in found ? found.next : undefined }
    })
    for (const row of page.rows) yield csvRow(csvCells(row))
    after = page.next
    more = after !== undefined
  }
}

const csvCells = (row: Finding) => [
  row.id,
  row.organisation.name,
  row.operator?.name ?? '',
  row.kind,
  row.kindName,
  row.assetText,
  row.state,
  row.severity,
  row.tlp,
  row.sources.join(' '),
  row.firstSeen,
  row.lastSeen,
  String(row.sightings),
  row.openedAt,
  row.dueAt,
  String(row.overdue),
  row.toldAt ?? '',
  row.readAt ?? '',
  row.answer ?? '',
  row.answeredAt ?? '',
  row.answerUntil ?? '',
  row.closedAt ?? '',
  row.closedBy ?? '',
  String(row.unproven),
]
