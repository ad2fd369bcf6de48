import { findOrganisation, organisationKindWords } from '#capabilities/members/index.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { reading } from '#platform/audit.ts'
import type { Db } from '#platform/db/db.ts'
import { column, ownedRows, type Table } from '#platform/documents/table.ts'
import { csvFile, xlsxFile } from '#platform/documents/table-file.ts'
import { type App, serve } from '#platform/http/app.ts'
import * as actions from './actions.ts'
import { type EnrolledFilter, type EnrolledRow, type Subject, servicesApi } from './contract.ts'
import * as demands from './demands.ts'
import { proposalOf } from './proposals.data.ts'
import { versionsAt } from './rules.ts'
import * as show from './show.ts'
import { termsOf } from './store.ts'
import * as shared from './store-demands.ts'
import { stateWords, whyWords } from './words.ts'

/** The endpoints of services, agreements and assessments. */
export function routes(app: App): void {
  serve(app, servicesApi.catalogue, (_input, { scope, now, locale }) =>
    app.db.read(scope, async (tx) => {
      const { current } = versionsAt(await termsOf(tx, 'membership'), now)
      return ok({
        services: show.everyService(locale),
        agreement: { version: current?.version ?? null, validFrom: current?.validFrom ?? null },
        standings: scope.team ? await show.standings(tx, scope, now) : null,
      })
    }),
  )
  serve(app, servicesApi.due, (_input, { scope, now, locale }) =>
    app.db.read(scope, async (tx) => {
      const due = await show.due(tx, scope, locale, now)
      return ok({ count: due.length, due })
    }),
  )
  serve(app, servicesApi.terms, ({ id }, { scope, now, locale }) =>
    app.db.read(scope, async (tx) => {
      const versions = await termsOf(tx, id)
      const current = versionsAt(versions, now).current?.version
      const draft = versions.at(-1)?.body ?? proposalOf(id)
      return ok({ versions: versions.map((row) => show.shownTerms(row, current, locale)).reverse(), draft })
    }),
  )
  serve(app, servicesApi.publish, (input, { scope, now, locale }) =>
    app.db.in(scope, async (tx) => {
      const { of } = (await show.enrolled(tx, scope, input.id, {}, now)).standing
      return actions.publish(tx, scope, input, locale, of, now)
    }),
  )
  serve(app, servicesApi.enrolled, ({ id, after, limit, ...filter }, { scope, now }) =>
    app.db.read(scope, async (tx) => {
      const { rows, standing } = await show.enrolled(tx, scope, id, filter, now)
      return ok({ ...show.pageAfter(rows, after, limit), count: rows.length, standing })
    }),
  )
  serve(app, servicesApi.map, ({ id, ...filter }, { scope, now }) =>
    app.db.read(scope, async (tx) => ok(await show.places(tx, scope, id, filter, now))),
  )
  serve(app, servicesApi.export, async ({ id, locale, for: wanted, ...filter }, context) =>
    ok(csvFile(asTable(app.db, context.scope, id, filter, locale ?? context.locale, context.now), wanted)),
  )
  serve(app, servicesApi.exportXlsx, async ({ id, locale, ...filter }, context) =>
    ok(xlsxFile(asTable(app.db, context.scope, id, filter, locale ?? context.locale, context.now))),
  )
  serve(app, servicesApi.bulk, (input, { scope, now }) => app.db.in(scope, (tx) => actions.bulk(tx, scope, input, now)))
  serve(app, servicesApi.ours, ({ id }, { scope, now, locale }) =>
    reading(app.db, scope, id, 'services', now, async (tx) => {
      const organisation = await findOrganisation(tx, id)
      if (!organisation) return no('not-found')
      return ok({
        organisation: { id, name: organisation.name },
        isMember: await show.isMember(tx, scope, id),
        subjects: await show.oursAt(tx, scope, id, locale, now),
      })
    }),
  )
  serve(app, servicesApi.consent, ({ id, ...yes }, { scope, now }) =>
    app.db.in(scope, (tx) => actions.consent(tx, scope, id, yes, now)),
  )
  serve(app, servicesApi.withdraw, ({ id, subject, reason }, { scope, now }) =>
    app.db.in(scope, (tx) => actions.withdraw(tx, scope, id, subject, reason, now)),
  )
  serve(app, servicesApi.change, ({ id, ...asked }, { scope, now }) =>
    app.db.in(scope, (tx) => actions.change(tx, scope, id, asked, now)),
  )
  serve(app, servicesApi.removeTarget, ({ id }, { scope, now }) =>
    app.db.in(scope, (tx) => actions.removeTarget(tx, scope, id, now)),
  )
  serve(app, servicesApi.decideTarget, ({ id, ...decision }, { scope, now }) =>
    app.db.in(scope, (tx) => actions.decideTarget(tx, scope, id, decision, now)),
  )
  serve(app, servicesApi.demands, ({ id }, { scope, now, locale }) =>
    reading(app.db, scope, id, 'demands', now, async (tx) => {
      if (!(await findOrganisation(tx, id))) return no('not-found')
      const answered = await demands.answered(tx, scope, id, locale)
      return ok({ demands: answered, met: answered.filter(({ answer }) => answer === 'met').length, of: answered.length })
    }),
  )
  serve(app, servicesApi.answerDemands, ({ id, answers }, { scope, now }) =>
    app.db.in(scope, (tx) => demands.answer(tx, scope, id, answers, now)),
  )
  serve(app, servicesApi.assessments, ({ id }, { scope }) =>
    app.db.read(scope, async (tx) =>
      (await findOrganisation(tx, id)) ? ok({ assessments: await demands.assessments(tx, scope, id) }) : no('not-found'),
    ),
  )
  serve(app, servicesApi.addAssessment, ({ id, ...input }, { scope, now, locale }) =>
    app.db.in(scope, (tx) => demands.keepAssessment(tx, scope, id, input, locale, now)),
  )
  serve(app, servicesApi.share, (input, { scope, now }) => app.db.in(scope, (tx) => demands.share(tx, scope, input, now)))
  serve(app, servicesApi.unshare, (input, { scope, now }) => app.db.in(scope, (tx) => demands.unshare(tx, scope, input, now)))
  serve(app, servicesApi.sharedWithUs, (_input, { scope }) =>
    app.db.read(scope, async (tx) =>
      ok({ assessments: (await shared.sharedWithUs(tx, scope)).map(({ organisation: _, ...row }) => row) }),
    ),
  )
}

const { text, number, moment } = column

const columns = {
  name: text('Virksomhet', 'Verksemd', 'Organisation'),
  number: text('Organisasjonsnummer', 'Organisasjonsnummer', 'Organisation number'),
  kinds: text('Type', 'Type', 'Kind', organisationKindWords),
  county: text('Fylke', 'Fylke', 'County'),
  municipality: text('Kommunenummer', 'Kommunenummer', 'Municipality number'),
  state: text('Tilstand', 'Tilstand', 'State', stateWords),
  why: text('Hvorfor', 'Kvifor', 'Why', whyWords),
  version: number('Godtatt versjon', 'Godteken versjon', 'Accepted version'),
  waiting_targets: number('Nett og domener som venter', 'Nett og domene som ventar', 'Networks and domains waiting'),
  changed_at: moment('Endret', 'Endra', 'Changed'),
}

const cells = (row: EnrolledRow) => [
  row.name,
  row.number,
  row.kinds.join(' '),
  row.county,
  row.municipality,
  row.state,
  row.why,
  row.version,
  row.waitingTargets,
  row.changedAt,
]

const asTable = (db: Db, scope: Scope, subject: Subject, filter: EnrolledFilter, locale: Locale, now: Utc): Table => ({
  name: `services-${subject}`,
  columns,
  ...ownedRows(all(db, scope, subject, filter, now), cells, ({ id }) => id),
  locale,
})

async function* all(db: Db, scope: Scope, subject: Subject, filter: EnrolledFilter, now: Utc) {
  yield (await db.read(scope, (tx) => show.enrolled(tx, scope, subject, filter, now))).rows
}
