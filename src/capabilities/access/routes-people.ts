import { no, ok } from '#domain/result.ts'
import { csvFile, xlsxFile } from '#platform/documents/table-file.ts'
import { type App, serve } from '#platform/http/app.ts'
import * as actions from './actions.ts'
import { accessApi } from './contract.ts'
import * as delegations from './delegations.ts'
import * as invitations from './invitations.ts'
import * as readings from './readings.ts'
import { siteOf } from './reminders.ts'
import { ownId } from './rules.ts'
import * as seats from './seats.ts'
import * as sessions from './sessions.ts'
import { waitingFor } from './store-delegations.ts'
import { isFresh } from './ways.ts'
import { removeWay, waysOf } from './ways-of-person.ts'

/** Serves invitations, seats, delegations, sessions of one's own and of others, and the read log. */
export function routesOfPeople(app: App): void {
  serveInvitations(app)
  serveSeats(app)
  serveDelegations(app)
  serveSessions(app)
  serveReadings(app)
}

function serveInvitations(app: App): void {
  const { db } = app
  const office = { ...app, origin: siteOf(app.config) }
  serve(app, accessApi.invitations, async (page, { scope, now }) =>
    ok(await db.read(scope, (tx) => invitations.listInvitations(tx, scope, page, now))),
  )
  serve(app, accessApi.invite, (input, { scope, now }) => invitations.invite(office, scope, input, now))
  serve(app, accessApi.inviteAgain, ({ id }, { scope, now }) => invitations.inviteAgain(office, scope, id, now))
  serve(app, accessApi.withdrawInvitation, ({ id }, { scope, now }) =>
    db.in(scope, (tx) => invitations.withdraw(tx, scope, id, now)),
  )
  serve(app, accessApi.openInvitation, ({ token }, { now }) => invitations.open(db, token, now))
  serve(app, accessApi.takeInvitation, ({ token }, { scope, now }) => invitations.acceptSignedIn(db, scope, token, now))
}

function serveSeats(app: App): void {
  const { db } = app
  serve(app, accessApi.seats, ({ id }, { scope }) => db.read(scope, (tx) => seats.listSeats(tx, scope, id)))
  serve(app, accessApi.changeSeat, (input, { scope, now }) => db.in(scope, (tx) => seats.changeSeat(tx, scope, input, now)))
  serve(app, accessApi.endSeat, (input, { scope, now }) =>
    db.in(scope, (tx) => seats.changeSeat(tx, scope, { ...input, role: undefined }, now)),
  )
  serve(app, accessApi.actFor, ({ organisation }, { scope, now }) => actions.actFor(db, scope, organisation, now))
}

function serveDelegations(app: App): void {
  const { db } = app
  serve(app, accessApi.delegations, (page, { scope, now }) =>
    db.read(scope, (tx) => delegations.listDelegations(tx, scope, page, now)),
  )
  serve(app, accessApi.delegate, (input, { scope, now }) => db.in(scope, (tx) => delegations.delegate(tx, scope, input, now)))
  serve(app, accessApi.delegationsWaiting, async (_, { scope, now }) =>
    ok({ count: await db.read(scope, (tx) => waitingFor(tx, scope, now)) }),
  )
  serve(app, accessApi.agree, ({ id }, { scope, now }) => db.in(scope, (tx) => delegations.agree(tx, scope, id, now)))
  serve(app, accessApi.endDelegation, ({ id }, { scope, now }) =>
    db.in(scope, (tx) => delegations.endDelegation(tx, scope, id, now)),
  )
}

function serveSessions(app: App): void {
  const { db } = app
  serve(app, accessApi.endSession, ({ id }, { scope, now }) => db.in(scope, (tx) => sessions.endOne(tx, scope, id, now)))
  serve(app, accessApi.waysOfPerson, ({ id }, { scope }) => db.read(scope, (tx) => waysOf(tx, scope, id)))
  serve(app, accessApi.removeWayOfPerson, async ({ id: person, ...asked }, { scope, sessionHash, now }) => {
    // One's own ways in are changed soon after signing in, by this door too.
    if (ownId(scope) === person && !(await isFresh(db, scope, sessionHash, now))) return no('sign-in-again')
    return db.in(scope, (tx) => removeWay(tx, scope, { person, ...asked }, now))
  })
  serve(app, accessApi.sessionsOfPerson, ({ id }, { scope }) => db.read(scope, (tx) => sessions.ofPerson(tx, scope, id)))
  serve(app, accessApi.endSessionsOfPerson, ({ id }, { scope, now }) =>
    db.in(scope, (tx) => sessions.endAllOf(tx, scope, id, now)),
  )
}

function serveReadings(app: App): void {
  const { db } = app
  serve(app, accessApi.readings, (page, { scope }) => db.read(scope, (tx) => readings.readings(tx, scope, page)))
  serve(app, accessApi.readingsNews, async (_, { scope }) => ok(await db.read(scope, (tx) => readings.news(tx, scope))))
  serve(app, accessApi.readingsLook, ({ id }, { scope, now }) => db.in(scope, (tx) => readings.look(tx, scope, id, now)))
  serve(app, accessApi.exportReadings, async ({ id, for: wanted, ...asked }, { scope, locale }) => {
    const table = await readings.readingsTable(db, scope, id, asked, locale)
    return table.ok ? ok(csvFile(table.value, wanted)) : table
  })
  serve(app, accessApi.exportReadingsXlsx, async ({ id, ...asked }, { scope, locale }) => {
    const table = await readings.readingsTable(db, scope, id, asked, locale)
    return table.ok ? ok(xlsxFile(table.value)) : table
  })
}
