import { findingsToTell } from '#capabilities/findings/index.ts'
import { idOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { type Pap, unmarkedPap } from '#domain/pap.ts'
import { no, ok } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { severityWords } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { isWithinTlp, mostInFiles, type Tlp, unmarked } from '#domain/tlp.ts'
import { noteReading } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { column, ownedRows, type Table } from '#platform/documents/table.ts'
import { csvFile, xlsxFile } from '#platform/documents/table-file.ts'
import { type App, serve } from '#platform/http/app.ts'
import * as actions from './actions.ts'
import { type Measure, type MeasureFilter, measuresApi } from './contract.ts'
import { meant, shown } from './show.ts'
import * as store from './store.ts'
import { adviceOf, stateWords } from './words.ts'

export function routes(app: App): void {
  serve(app, measuresApi.list, (input, { scope, now, locale }) =>
    app.db.read(scope, async (tx) => {
      const page = await store.listMeasures(tx, scope, await meant(tx, scope, input, now), input, now)
      return ok({ ...page, rows: await shown(tx, page.rows, locale, now) })
    }),
  )
  serve(app, measuresApi.count, (input, { scope, now }) =>
    app.db.read(scope, async (tx) => ok(await store.countMeasures(tx, scope, await meant(tx, scope, input, now), now))),
  )
  serve(app, measuresApi.export, async ({ locale, for: wanted, ...filter }, context) =>
    ok(csvFile(asTable(app.db, context.scope, filter, locale ?? context.locale, context.now), wanted)),
  )
  serve(app, measuresApi.exportXlsx, async ({ locale, ...filter }, context) =>
    ok(xlsxFile(asTable(app.db, context.scope, filter, locale ?? context.locale, context.now))),
  )
  serve(app, measuresApi.effect, (input, { scope, now, locale }) =>
    app.db.read(scope, async (tx) => ok(await actions.effect(tx, scope, input, locale, now))),
  )
  serve(app, measuresApi.change, (input, { scope, now }) => app.db.in(scope, (tx) => actions.change(tx, scope, input, now)))
  serve(app, measuresApi.answer, (input, { scope, now, locale }) =>
    app.db.in(scope, (tx) => actions.answer(tx, scope, { ...input, locale }, now)),
  )
  serve(app, measuresApi.takeBack, ({ answering }, { scope, now }) =>
    app.db.in(scope, async (tx) =>
      actions.takeBack(tx, scope, { answering, ids: await store.answeredTogether(tx, scope, answering) }, now),
    ),
  )
  serve(app, measuresApi.due, (input, { scope, now }) => app.db.in(scope, (tx) => actions.moveDue(tx, scope, input, now)))
  serve(app, measuresApi.measure, ({ id }, { scope, now, locale }) =>
    app.db.in(scope, async (tx) => {
      const row = await store.getMeasure(tx, scope, id)
      if (!row) return no('not-found')
      await noteReading(tx, row.organisation, id, now)
      return ok({
        measure: (await shown(tx, [row], locale, now))[0]!,
        steps: adviceOf(row, locale).steps,
        answers: (await store.stepsOf(tx, scope, id)).map((step) => ({ ...step, judged: step.judged?.[locale] ?? null })),
      })
    }),
  )
}

const { text, moment, yesNo, code } = column

const columns = {
  id: text('Nummer', 'Nummer', 'Number'),
  organisation: text('Virksomhet', 'Verksemd', 'Organisation'),
  operator: text('Driftes av', 'Blir drifta av', 'Operated by'),
  finding: text('Funn', 'Funn', 'Finding'),
  advisory: text('Varsel', 'Varsel', 'Warning'),
  kind: code,
  kind_name: text('Hva', 'Kva', 'What'),
  asset: text('Hvor', 'Kvar', 'Where'),
  severity: text('Alvor', 'Alvor', 'Severity', severityWords),
  tlp: text('Deling (TLP)', 'Deling (TLP)', 'Sharing (TLP)'),
  pap: text('Handlinger (PAP)', 'Handlingar (PAP)', 'Actions (PAP)'),
  state: text('Tilstand', 'Tilstand', 'State', stateWords),
  what_to_do: text('Gjør dette', 'Gjer dette', 'Do this'),
  owner: text('Hvem gjør det', 'Kven gjer det', 'Who does it'),
  due_at: moment('Frist', 'Frist', 'Due'),
  overdue: yesNo('Fristen er ute', 'Fristen er ute', 'Overdue'),
  due_reason: text('Hvorfor fristen er flyttet', 'Kvifor fristen er flytta', 'Why the deadline was moved'),
  evidence: text('Bevis', 'Prov', 'Evidence'),
  answer: text('Begrunnelse for svaret', 'Grunngiving for svaret', 'Reason for the answer'),
  until: text('Svaret gjelder til', 'Svaret gjeld til', 'Answer holds until'),
  answered_by: text('Hvem svarte', 'Kven svara', 'Who answered'),
  measured: text('Hva målingen sier', 'Kva målinga seier', 'What measuring says'),
  told_at: moment('Varslet', 'Varsla', 'Told'),
  read_at: moment('Lest', 'Lese', 'Read'),
  answered_at: moment('Besvart', 'Svara på', 'Answered'),
  proved_at: moment('Bevist rettet', 'Bevist retta', 'Proved fixed'),
} as const
const rowsAtOnce = 1_000

const asTable = (db: Db, scope: Scope, filter: MeasureFilter, locale: Locale, now: Utc): Table => ({
  name: 'measures',
  columns,
  ...ownedRows(exportPages(db, scope, filter, locale, now), cells, ({ organisation }) => organisation.id),
  locale,
})

/** The export reads page by page, so that a million rows need no more memory than forty. */
async function* exportPages(db: Db, scope: Scope, filter: MeasureFilter, locale: Locale, now: Utc) {
  for (let after: string | undefined, more = true; more; ) {
    const page = await db.read(scope, async (tx) => {
      const found = await store.listMeasures(tx, scope, await meant(tx, scope, filter, now), { after, limit: rowsAtOnce }, now)
      return { rows: await labelled(tx, found.rows, locale, now), next: found.next }
    })
    yield page.rows
    after = page.next
    more = after !== undefined
  }
}

type Labelled = Measure & { tlp: Tlp; pap: Pap }

/** Measures with the labels of what they came from; what may stand in no file is left out. */
async function labelled(tx: Tx, rows: readonly store.MeasureRow[], locale: Locale, now: Utc): Promise<Labelled[]> {
  const causes = rows.flatMap(({ causeId }) => idOf('fnd').safeParse(causeId).data ?? [])
  const labels = new Map((await findingsToTell(tx, causes)).map(({ id, tlp, pap }) => [id as string, { tlp, pap }]))
  const words = await shown(tx, rows, locale, now)
  return rows
    .map(({ causeId, tlp, pap }, index) => {
      const own = tlp && pap ? { tlp, pap } : labels.get(causeId)
      return { ...words[index]!, ...(own ?? { tlp: unmarked, pap: unmarkedPap }) }
    })
    .filter(({ tlp }) => isWithinTlp(tlp, mostInFiles))
}

const cells = (row: Labelled) => [
  row.id,
  row.organisation.name,
  row.operator?.name,
  row.cause === 'finding' ? row.causeId : null,
  row.cause === 'advisory' ? row.causeId : null,
  row.kind,
  row.kindName,
  row.assetText,
  row.severity,
  row.tlp,
  row.pap,
  row.state,
  row.what,
  row.owner,
  row.dueAt,
  row.overdue,
  row.dueReason,
  row.evidence,
  row.answerWords,
  row.answerUntil,
  row.answeredBy,
  row.judged,
  row.toldAt,
  row.readAt,
  row.answeredAt,
  row.provedAt,
]
