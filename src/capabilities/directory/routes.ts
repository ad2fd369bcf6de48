import { findOrganisation, organisationsFitting } from '#capabilities/members/index.ts'
import { today } from '#domain/dates.ts'
import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Day, Utc } from '#domain/time.ts'
import { noteReading } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { csvFile, xlsxFile } from '#platform/documents/table-file.ts'
import { type App, serve } from '#platform/http/app.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import * as act from './act.ts'
import { authoritiesEdition } from './authorities.data.ts'
import { directoryApi } from './contract.ts'
import { authorityTable, groupTable, relationTable } from './export.ts'
import * as groups from './groups.ts'
import * as peers from './peers.ts'
import * as relations from './relations.ts'
import { authorityNamed, findAuthorities } from './rules-authorities.ts'
import * as store from './store-groups.ts'

export function routes(app: App): void {
  relationRoutes(app)
  groupRoutes(app)
  authorityRoutes(app)
  peerRoutes(app)
  actRoutes(app)
}

/** A page, from rows of which one more than the page holds was asked for. */
const pageOf = <Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => string): { rows: Row[]; next?: string } => ({
  rows: rows.slice(0, limit),
  ...(rows.length > limit && { next: bareUuid(keyOf(rows[limit - 1]!)) }),
})

const bareUuid = (id: string): string => id.replace(/^[a-z]+_(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** Answers what belongs to one organisation. When the team reads it, the organisation can see that. */
async function reading<Value>(
  db: Db,
  { scope, now }: { scope: Scope; now: Utc },
  id: Id<'org'>,
  work: (tx: Tx) => Promise<Result<Value, 'not-found'>>,
): Promise<Result<Value, 'not-found'>> {
  if (!scope.team) return db.read(scope, work)
  return db.in(scope, async (tx) => {
    const answer = await work(tx)
    if (answer.ok) await noteReading(tx, id, 'relations', now)
    return answer
  })
}

function relationRoutes(app: App): void {
  serve(app, directoryApi.services, ({ id, at, limit, ...filter }, context) =>
    reading(app.db, context, id, async (tx) => {
      const day = at ?? today(context.now)
      const found = await relations.servicesOn(tx, context.scope, id, { ...filter, at: day, limit: limit + 1 })
      if (!found) return no('not-found')
      return ok({ ...pageOf(found.rows, limit, (row) => row.id), at: day, organisation: found.organisation })
    }),
  )
  serve(app, directoryApi.addService, ({ id, ...given }, { scope, now }) =>
    app.db.in(scope, (tx) => relations.addService(tx, scope, id, given, now)),
  )
  serve(app, directoryApi.changeService, ({ id, ...given }, { scope, now }) =>
    app.db.in(scope, (tx) => relations.changeService(tx, scope, id, given, now)),
  )
  serve(app, directoryApi.relations, ({ id, at, ended, limit, ...filter }, context) =>
    reading(app.db, context, id, async (tx) => {
      const day = ended ? undefined : (at ?? today(context.now))
      const rows = await relations.relationsShown(tx, context.scope, id, { ...filter, at: day, limit: limit + 1 })
      return rows ? ok(pageOf(rows, limit, (row) => row.id)) : no('not-found')
    }),
  )
  serve(app, directoryApi.addRelation, ({ id, ...given }, { scope, now }) =>
    app.db.in(scope, (tx) => relations.addRelation(tx, scope, id, given, now)),
  )
  serve(app, directoryApi.changeRelation, ({ id, ...given }, { scope, now }) =>
    app.db.in(scope, (tx) => relations.changeRelation(tx, scope, id, given, now)),
  )
  const isKnown = (scope: Scope, id: Id<'org'>) =>
    app.db.read(scope, async (tx) => (await findOrganisation(tx, id)) !== undefined)
  serve(app, directoryApi.relationsCsv, async ({ id, at, for: wanted }, { scope, locale }) =>
    (await isKnown(scope, id)) ? ok(csvFile(relationTable(app.db, scope, id, at, locale), wanted)) : no('not-found'),
  )
  serve(app, directoryApi.relationsXlsx, async ({ id, at }, { scope, locale }) =>
    (await isKnown(scope, id)) ? ok(xlsxFile(relationTable(app.db, scope, id, at, locale))) : no('not-found'),
  )
}

function groupRoutes(app: App): void {
  serve(app, directoryApi.groups, ({ at, known, limit, ...filter }, { scope, now }) =>
    app.db.read(scope, async (tx) => {
      const rows = await store.groupPage(tx, scope, { ...filter, limit: limit + 1 }, { at: at ?? today(now), known })
      return ok(pageOf(rows, limit, (row) => row.id))
    }),
  )
  serve(app, directoryApi.group, ({ id, at, known }, { scope, now }) =>
    app.db.read(scope, async (tx) => {
      const group = await store.groupRow(tx, scope, id, { at: at ?? today(now), known })
      if (!group) return no('not-found')
      return ok({ group, fits: group.rule && (await organisationsFitting(tx, group.rule)).size })
    }),
  )
  serve(app, directoryApi.groupMembers, ({ id, at, known, limit, ...filter }, { scope, now }) =>
    app.db.read(scope, async (tx) => {
      const asOf = { at: at ?? today(now), known }
      if (!(await store.groupRow(tx, scope, id, asOf))) return no('not-found')
      return ok(pageOf(await store.memberPage(tx, scope, id, asOf, { ...filter, limit: limit + 1 }), limit, (row) => row.id))
    }),
  )
  serve(app, directoryApi.addGroup, (given, { scope, now }) => app.db.in(scope, (tx) => groups.addGroup(tx, scope, given, now)))
  serve(app, directoryApi.changeGroup, ({ id, ...given }, { scope, now }) =>
    app.db.in(scope, (tx) => groups.changeGroup(tx, scope, id, given, now)),
  )
  serve(app, directoryApi.addToGroup, ({ id, ...given }, { scope, now }) =>
    app.db.in(scope, (tx) => groups.addToGroup(tx, scope, id, given, now)),
  )
  serve(app, directoryApi.changeGroupMember, ({ id, ...given }, { scope, now }) =>
    app.db.in(scope, (tx) => groups.changeMember(tx, scope, id, given, now)),
  )
  serve(app, directoryApi.renewGroup, ({ id }, { scope, now }) => app.db.in(scope, (tx) => groups.renewGroup(tx, scope, id, now)))
  const tableOf = async (
    { id, at, known }: { id: Id<'grp'>; at?: Day | undefined; known?: Day | undefined },
    { scope, now, locale }: { scope: Scope; now: Utc; locale: 'nb' | 'nn' | 'en' },
  ) => {
    const asOf = { at: at ?? today(now), known }
    const group = await app.db.read(scope, (tx) => store.groupRow(tx, scope, id, asOf))
    return group && groupTable(app.db, scope, id, asOf, locale)
  }
  serve(app, directoryApi.groupCsv, async ({ for: wanted, ...asked }, context) => {
    const table = await tableOf(asked, context)
    return table ? ok(csvFile(table, wanted)) : no('not-found')
  })
  serve(app, directoryApi.groupXlsx, async (asked, context) => {
    const table = await tableOf(asked, context)
    return table ? ok(xlsxFile(table)) : no('not-found')
  })
}

function authorityRoutes(app: App): void {
  serve(app, directoryApi.authorities, async ({ at, ...filter }, { now, locale }) => {
    const day = at ?? today(now)
    const rows = findAuthorities(filter, day, locale)
    return ok({ at: day, rows, count: { value: rows.length, more: false }, edition: authoritiesEdition })
  })
  serve(app, directoryApi.authority, async ({ id, at }, { now, locale }) => {
    const day = at ?? today(now)
    const authority = authorityNamed(id, day, locale)
    return authority ? ok({ at: day, authority, edition: authoritiesEdition }) : no('not-found')
  })
  serve(app, directoryApi.authoritiesCsv, async ({ at, for: wanted, ...filter }, { now, locale }) =>
    ok(csvFile(authorityTable(findAuthorities(filter, at ?? today(now), locale), locale), wanted)),
  )
  serve(app, directoryApi.authoritiesXlsx, async ({ at, ...filter }, { now, locale }) =>
    ok(xlsxFile(authorityTable(findAuthorities(filter, at ?? today(now), locale), locale))),
  )
}

function peerRoutes(app: App): void {
  serve(app, directoryApi.peers, (_, { scope, now }) =>
    app.db.read(scope, async (tx) => ok({ rows: await peers.peersShown(tx, scope, now) })),
  )
  serve(app, directoryApi.addPeer, (given, { scope, now }) => app.db.in(scope, (tx) => peers.addPeer(tx, scope, given, now)))
  serve(app, directoryApi.changePeer, (given, { scope, now }) =>
    app.db.in(scope, (tx) => peers.changePeer(tx, scope, given, now)),
  )
  serve(app, directoryApi.addFact, (given, { scope, now }) => app.db.in(scope, (tx) => peers.addFact(tx, scope, given, now)))
  serve(app, directoryApi.shared, ({ id, at, limit, ...filter }, { scope, now }) =>
    app.db.read(scope, async (tx) => {
      const rows = await peers.sharedPage(tx, scope, id, { ...filter, at: at ?? today(now), limit: limit + 1 })
      return rows ? ok(pageOf(rows, limit, (row) => row.organisation.id)) : no('not-found')
    }),
  )
  serve(app, directoryApi.addShared, (given, { scope, now }) => app.db.in(scope, (tx) => peers.addShared(tx, scope, given, now)))
  serve(app, directoryApi.teams, ({ id, at }, { scope, now }) =>
    app.db.read(scope, async (tx) => {
      const teams = await peers.teamsOf(tx, scope, id, at ?? today(now))
      return teams ? ok(teams) : no('not-found')
    }),
  )
  serve(app, directoryApi.agreeLead, (given, { scope, now }) => app.db.in(scope, (tx) => peers.agreeLead(tx, scope, given, now)))
}

function actRoutes(app: App): void {
  const box = createSecretBox(app.config)
  serve(app, directoryApi.decisions, ({ organisation }, { scope }) =>
    app.db.read(scope, async (tx) => ok(await act.decisionsShown(tx, scope, box, organisation))),
  )
  serve(app, directoryApi.addDecision, (given, { scope, now }) =>
    app.db.in(scope, (tx) => act.addDecision(tx, scope, box, given, now)),
  )
  serve(app, directoryApi.endDecision, (given, { scope, now }) =>
    app.db.in(scope, (tx) => act.endDecision(tx, scope, box, given, now)),
  )
  serve(app, directoryApi.clearances, (_, { scope }) =>
    app.db.read(scope, async (tx) => ok(await act.clearancesShown(tx, scope))),
  )
  serve(app, directoryApi.clear, (given, { scope, now }) => app.db.in(scope, (tx) => act.clear(tx, scope, given, now)))
  serve(app, directoryApi.takeClearance, ({ id }, { scope, now }) =>
    app.db.in(scope, (tx) => act.takeClearance(tx, scope, id, now)),
  )
}
