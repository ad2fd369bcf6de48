import { uuidOf } from '#domain/id.ts'
import { no, ok } from '#domain/result.ts'
import { later, type Utc } from '#domain/time.ts'
import { csvFile, xlsxFile } from '#platform/documents/table-file.ts'
import { type App, type Context, serve } from '#platform/http/app.ts'
import { addTestCall, confirmContacts, contactHistory, moveContact, removeTestCall } from './contacts.ts'
import { askContacts, confirmByLink, readConfirmLink } from './contacts-ask.ts'
import { membersApi } from './contract.ts'
import { reachTable } from './export-reachability.ts'
import { lastCalls } from './store-contacts.ts'
import { countDue, countReach, countReached, duePage, reachPage } from './store-reachability.ts'

/** The endpoints of contacts that can be trusted. */
export function routesOfContacts(app: App): void {
  serve(app, membersApi.confirmContacts, ({ id, ids, telephone }, { scope, now }) =>
    app.db.in(scope, (tx) => confirmContacts(tx, scope, id, { ids, telephone }, now)),
  )
  serve(app, membersApi.askContacts, ({ id }, { scope, now }) => app.db.in(scope, (tx) => askContacts(tx, app, id, now)))
  serve(app, membersApi.moveContact, ({ id, up }, { scope, now }) =>
    app.db.in(scope, (tx) => moveContact(tx, scope, id, up, now)),
  )
  serve(app, membersApi.contactHistory, ({ id }, { scope, now }) => app.db.in(scope, (tx) => contactHistory(tx, scope, id, now)))
  serve(app, membersApi.addTestCall, ({ id, ...input }, { scope, now }) =>
    app.db.in(scope, (tx) => addTestCall(tx, scope, id, input, now)),
  )
  serve(app, membersApi.removeTestCall, ({ id }, { scope, now }) => app.db.in(scope, (tx) => removeTestCall(tx, scope, id, now)))
  serve(app, membersApi.dueTestCalls, ({ after, limit, ...filter }, { scope, now }) =>
    app.db.read(scope, async (tx) => {
      const rows = await duePage(tx, scope, filter, now, { after, limit: limit + 1 })
      const shown = rows.slice(0, limit)
      const calls = await lastCalls(
        tx,
        scope,
        shown.map(({ contact }) => contact.id),
      )
      return ok({
        rows: shown.map((row) => ({ ...row, lastCall: calls.get(row.contact.id) ?? null })),
        ...(rows.length > limit && { next: uuidOf(shown.at(-1)!.contact.id) }),
        ...(await countDue(tx, scope, filter, now)),
      })
    }),
  )
  serve(app, membersApi.reachability, (filter, { scope, now }) =>
    app.db.read(scope, async (tx) => ok({ at: now, ...(await countReach(tx, scope, filter, now)) })),
  )
  serve(app, membersApi.reachabilityList, ({ after, limit, ...filter }, { scope, now }) =>
    app.db.read(scope, async (tx) => {
      const rows = await reachPage(tx, scope, filter, now, { after, limit: limit + 1 })
      return ok({
        rows: rows.slice(0, limit),
        ...(rows.length > limit && { next: uuidOf(rows[limit - 1]!.organisation.id) }),
        count: { value: await countReached(tx, scope, filter, now), more: false },
      })
    }),
  )
  serve(app, membersApi.reachabilityCsv, async ({ for: wanted, ...filter }, { scope, now, locale }) =>
    ok(csvFile(reachTable(app.db, scope, filter, locale, now), wanted)),
  )
  serve(app, membersApi.reachabilityXlsx, async (filter, { scope, now, locale }) =>
    ok(xlsxFile(reachTable(app.db, scope, filter, locale, now))),
  )
  const pace = createPace()
  const tooFast = ({ address, now }: Context) => pace(address, now)
  serve(app, membersApi.readConfirmLink, async ({ token }, context) =>
    tooFast(context) ? no('too-many-requests') : readConfirmLink(app.db, app.config, token, context.now),
  )
  serve(app, membersApi.confirmByLink, async (input, context) =>
    tooFast(context) ? no('too-many-requests') : confirmByLink(app.db, app.config, input, context.now),
  )
}

const mostInMinute = 60
const mostAddresses = 10_000

/** Whether an address tries links too often: often enough for many behind one address, too seldom to guess. */
function createPace(): (address: string, now: Utc) => boolean {
  const began = new Map<string, { at: Utc; tries: number }>()
  return (address, now) => {
    const known = began.get(address)
    const current = known && now < later(known.at, 60_000) ? { ...known, tries: known.tries + 1 } : { at: now, tries: 1 }
    began.delete(address)
    began.set(address, current)
    if (began.size > mostAddresses) began.delete(began.keys().next().value!)
    return current.tries > mostInMinute
  }
}
