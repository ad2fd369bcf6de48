import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { noteReading } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { csvFile, xlsxFile } from '#platform/documents/table-file.ts'
import { type App, serve } from '#platform/http/app.ts'
import * as actions from './actions.ts'
import { type Contact, type Holding, membersApi } from './contract.ts'
import { asTable } from './export.ts'
import { chooseFace, faceOf } from './face.ts'
import { narrowest, readAsked, searchOf } from './rules.ts'
import * as store from './store.ts'
import { ownerWords } from './words.ts'

/** Organisations are counted this far; a register of a country has fewer. */
const mostCounted = 100_000
const mostParts = 1_000

/** The endpoints of the register. */
export function routes(app: App): void {
  serve(app, membersApi.list, ({ q, after, limit, kind, ...rest }, { scope, now }) =>
    app.db.read(scope, async (tx) => {
      const filter = { ...rest, ...searchOf(q), kinds: kind }
      const rows = await store.organisationPage(tx, scope, filter, now, { after: keyOf(after, 'org'), limit: limit + 1 })
      const value = await store.countOrganisations(tx, scope, filter, now, mostCounted + 1)
      const count = { value: Math.min(value, mostCounted), more: value > mostCounted }
      return ok({ ...pageOf(rows, limit), count })
    }),
  )
  serve(app, membersApi.get, ({ id }, { scope, now }) =>
    reading(app.db, scope, id, 'organisation', now, async (tx) => {
      const organisation = await store.shownOrganisation(tx, scope, id, now)
      if (!organisation) return no('not-found')
      const contacts = await store.contactsOf(tx, scope, [id])
      return ok({ organisation, contacts: contacts.map(toContact), parts: await store.partsOf(tx, scope, id, mostParts) })
    }),
  )
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
  serve(app, membersApi.ownerOf, ({ what, at = '' }, { scope, now, locale }) =>
    app.db.read(scope, async (tx) => {
      const asked = readAsked(what)
      if (!asked) return no('not-an-asset')
      const moment = at || now
      const rows = await store.heldAt(tx, scope, asked.form, asked.covering, moment)
      const place = new Map(asked.covering.map((value, index) => [value, index]))
      const candidates = rows
        .map((row) => toHolding(row, row.organisationName))
        .sort((one, other) => place.get(one.value)! - place.get(other.value)!)
      const [owner, operator] = [narrowest(candidates, 'owns'), narrowest(candidates, 'operates')]
      return ok({
        at: moment,
        owner: owner === 'several' ? null : (owner ?? null),
        operator: operator === 'several' ? null : (operator ?? null),
        candidates,
        words: ownerWords(asked, owner, operator, now, locale),
      })
    }),
  )
  serve(app, membersApi.import, async ({ dryRun, list }, { scope, locale, upload }) =>
    upload
      ? actions.importMembers(app.db, app.clock, scope, upload.bytes, { fileName: upload.fileName, list, dryRun, locale })
      : no('no-file'),
  )
  serve(app, membersApi.export, async ({ q, kind, for: wanted, ...rest }, { scope, now, locale }) =>
    ok(csvFile(asTable(app.db, scope, { ...rest, ...searchOf(q), kinds: kind }, locale, now), wanted)),
  )
  serve(app, membersApi.exportXlsx, async ({ q, kind, ...rest }, { scope, now, locale }) =>
    ok(xlsxFile(asTable(app.db, scope, { ...rest, ...searchOf(q), kinds: kind }, locale, now))),
  )
}

/** Answers what belongs to one organisation. When the team reads it, the organisation can see that. */
async function reading<Value>(
  db: Db,
  scope: Scope,
  id: Id<'org'>,
  object: string,
  now: Utc,
  work: (tx: Tx) => Promise<Result<Value, 'not-found'>>,
): Promise<Result<Value, 'not-found'>> {
  if (!scope.team) return db.read(scope, work)
  return db.in(scope, async (tx) => {
    const answer = await work(tx)
    if (answer.ok) await noteReading(tx, id, object, now)
    return answer
  })
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

const toContact = ({ organisationId: _, pgpKey, ...row }: store.ContactRow): Contact => ({ ...row, hasPgpKey: pgpKey !== null })
