import { type Id, uuidOf } from '#domain/id.ts'
import { no, ok } from '#domain/result.ts'
import { reading } from '#platform/audit.ts'
import { csvFile, xlsxFile } from '#platform/documents/table-file.ts'
import { type App, serve } from '#platform/http/app.ts'
import * as actions from './actions.ts'
import { puttersFor, shownContacts } from './contacts.ts'
import { type Holding, membersApi } from './contract.ts'
import { coverageOf } from './coverage.ts'
import { asTable } from './export.ts'
import { chooseFace, faceOf } from './face.ts'
import { ownerAt } from './owner.ts'
import { routesOfContacts } from './routes-contacts.ts'
import { mostLevels, searchOf } from './rules.ts'
import * as store from './store.ts'
import { changePage } from './store-changes.ts'
import * as history from './store-history.ts'
import { addFormer, removeFormer, succeed } from './succession.ts'
import { undoChange, undoUntil } from './undo.ts'

/** Organisations are counted this far; a register of a country has fewer. */
const mostCounted = 100_000
const mostParts = 1_000

/** The endpoints of the register. */
export function routes(app: App): void {
  routesOfContacts(app)
  serve(app, membersApi.list, ({ q, after, limit, kind, ...rest }, { scope, now }) =>
    app.db.read(scope, async (tx) => {
      const filter = { ...rest, ...searchOf(q), kinds: kind }
      const rows = await store.organisationPage(tx, scope, filter, now, { after: keyOf(after, 'org'), limit: limit + 1 })
      const value = await store.countOrganisations(tx, scope, filter, now, mostCounted + 1)
      const count = { value: Math.min(value, mostCounted), more: value > mostCounted }
      return ok({ ...pageOf(rows, limit), count })
    }),
  )
  serve(app, membersApi.get, async ({ id }, { scope, now }) => {
    const putters = await puttersFor(app.db, scope, id)
    return reading(app.db, scope, id, 'organisation', now, async (tx) => {
      const organisation = await store.shownOrganisation(tx, scope, id, now)
      if (!organisation) return no('not-found')
      return ok({
        organisation,
        contacts: await shownContacts(tx, scope, id, now, putters),
        parts: await store.partsOf(tx, scope, id, mostParts),
      })
    })
  })
  serve(app, membersApi.create, (input, { scope, now }) =>
    app.db.in(scope, (tx) => actions.createOrganisation(tx, scope, input, now)),
  )
  serve(app, membersApi.change, ({ id, ...input }, { scope, now }) =>
    app.db.in(scope, (tx) => actions.changeOrganisation(tx, scope, id, input, now)),
  )
  serve(app, membersApi.holdings, ({ id, after, limit, form, ended }, { scope, now }) =>
    reading(app.db, scope, id, 'holdings', now, async (tx) => {
      const name = (await store.namesOf(tx, scope, [id])).get(id)
      if (name === undefined) return no('not-found')
      const filter = { form, ended, at: now, after: keyOf(after, 'hol'), limit: limit + 1 }
      const rows = await store.holdingPage(tx, scope, id, filter)
      return ok(
        pageOf(
          rows.map((row) => toHolding(row, name)),
          limit,
        ),
      )
    }),
  )
  serve(app, membersApi.addHolding, ({ id, ...input }, { scope, now }) =>
    app.db.in(scope, (tx) => actions.addHolding(tx, scope, id, input, now)),
  )
  serve(app, membersApi.changeHolding, ({ id, ...correction }, { scope, now }) =>
    app.db.in(scope, (tx) => actions.changeHolding(tx, scope, id, correction, now)),
  )
  serve(app, membersApi.putContact, ({ id, ...input }, { scope, now }) =>
    app.db.in(scope, (tx) => actions.putContact(tx, scope, id, input, now)),
  )
  serve(app, membersApi.removeContact, ({ id }, { scope, now }) =>
    app.db.in(scope, (tx) => actions.removeContact(tx, scope, id, now)),
  )
  serve(app, membersApi.face, ({ id }, { scope }) => app.db.read(scope, (tx) => faceOf(tx, scope, id)))
  serve(app, membersApi.chooseFace, ({ id, simple }, { scope, now }) =>
    app.db.in(scope, (tx) => chooseFace(tx, scope, id, simple, now)),
  )
  serve(app, membersApi.ownerOf, (asked, { scope, now, locale }) =>
    app.db.read(scope, (tx) => ownerAt(tx, scope, asked, now, locale)),
  )
  serve(app, membersApi.history, ({ id }, { scope, now }) =>
    app.db.read(scope, async (tx) => {
      const since = await history.knownSince(tx, scope, id)
      if (since === undefined) return no('not-found')
      const successions = await history.successionsOf(tx, scope, id, now)
      return ok({ since, former: await history.formerOf(tx, scope, id), successions })
    }),
  )
  serve(app, membersApi.addFormer, ({ id, ...input }, { scope, now }) =>
    app.db.in(scope, (tx) => addFormer(tx, scope, id, input, now)),
  )
  serve(app, membersApi.removeFormer, ({ id }, { scope, now }) => app.db.in(scope, (tx) => removeFormer(tx, scope, id, now)))
  serve(app, membersApi.succeed, ({ id, ...input }, { scope, now }) =>
    app.db.in(scope, (tx) => succeed(tx, scope, id, input, now)),
  )
  serve(app, membersApi.changes, ({ after, limit, ...filter }, { scope, now }) =>
    app.db.read(scope, async (tx) => {
      const [at = '', id = ''] = after?.split('~') ?? []
      const rows = await changePage(tx, scope, filter, { ...(after && { after: { at, id } }), limit: limit + 1 })
      const shown = rows.slice(0, limit).map(({ last, ...row }) => ({ ...row, undoUntil: undoUntil({ ...row, last }, now) }))
      const end = rows.length > limit ? shown.at(-1) : undefined
      return ok({ rows: shown, ...(end && { next: `${end.at}~${uuidOf(end.id)}` }) })
    }),
  )
  serve(app, membersApi.undo, ({ id }, { scope, now }) => app.db.in(scope, (tx) => undoChange(tx, scope, id, now)))
  serve(app, membersApi.tree, ({ id }, { scope }) =>
    app.db.read(scope, async (tx) => {
      const line = await store.lineOf(tx, scope, id, mostLevels)
      if (!line.has(id)) return no('not-found')
      const names = await store.namesOf(tx, scope, [...line.keys()])
      const above = [...line.keys()].slice(1).reverse()
      return ok({
        above: above.map((one) => ({ id: one, name: names.get(one)! })),
        ...(await history.countBelow(tx, scope, id, mostLevels)),
      })
    }),
  )
  serve(app, membersApi.parts, ({ id, after, limit }, { scope }) =>
    app.db.read(scope, async (tx) => {
      if (!(await store.organisationRow(tx, scope, id))) return no('not-found')
      return ok(pageOf(await history.partPage(tx, scope, id, { after: keyOf(after, 'org'), limit: limit + 1 }), limit))
    }),
  )
  serve(app, membersApi.coverage, (_, { scope, now }) => app.db.read(scope, async (tx) => ok(await coverageOf(tx, scope, now))))
  serve(app, membersApi.import, async ({ dryRun, list, inlet, force }, { scope, locale, upload }) =>
    upload
      ? actions.importMembers(app.db, app.clock, scope, upload.bytes, {
          fileName: upload.fileName,
          list,
          dryRun,
          locale,
          inlet,
          force,
        })
      : no('no-file'),
  )
  serve(app, membersApi.export, async ({ q, kind, for: wanted, ...rest }, { scope, now, locale }) =>
    ok(csvFile(asTable(app.db, scope, { ...rest, ...searchOf(q), kinds: kind }, locale, now), wanted)),
  )
  serve(app, membersApi.exportXlsx, async ({ q, kind, ...rest }, { scope, now, locale }) =>
    ok(xlsxFile(asTable(app.db, scope, { ...rest, ...searchOf(q), kinds: kind }, locale, now))),
  )
}

/** The key of a page, when it is one that we gave. */
const keyOf = <Kind extends 'org' | 'hol'>(after: string | undefined, kind: Kind): Id<Kind> | undefined =>
  after !== undefined && new RegExp(`^${kind}_[0-9a-f]{32}$`).test(after) ? (after as Id<Kind>) : undefined

/** A page, from rows of which one more than the page holds was asked for. */
const pageOf = <Row extends { id: string }>(rows: readonly Row[], limit: number): { rows: Row[]; next?: string } => ({
  rows: rows.slice(0, limit),
  ...(rows.length > limit && { next: rows[limit - 1]!.id }),
})

const toHolding = ({ organisationId, source: _, ...row }: store.HoldingRow, name: string): Holding => ({
  ...row,
  organisation: { id: organisationId, name },
})
