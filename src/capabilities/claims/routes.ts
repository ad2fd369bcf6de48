import { findOrganisations, organisationNames } from '#capabilities/members/index.ts'
import { type Id, type IdKind, idOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { noteReading } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { openDns } from '#platform/dns.ts'
import { column, ownedRows, type Table } from '#platform/documents/table.ts'
import { csvFile, xlsxFile } from '#platform/documents/table-file.ts'
import { type App, serve } from '#platform/http/app.ts'
import * as actions from './actions.ts'
import { type Claim, type ClaimFilter, claimsApi } from './contract.ts'
import { confirmedHoldings, delegate, undelegate } from './delegate.ts'
import { checkNow } from './dns.ts'
import { fetchText, giveCode, securityContacts, sendCode } from './mail.ts'
import { shownValue } from './reading.ts'
import { importRegistry, suggested, tellHandle } from './registry.ts'
import { settle, unsettle } from './settle.ts'
import { shownCheck, shownClaims, shownDelegations, shownDisputes, shownImport, shownStep, waysOf } from './show.ts'
import * as store from './store.ts'
import * as disputes from './store-disputes.ts'
import { formWords, levelWords, relationWords, stateWords } from './words.ts'

const mostCounted = 100_000

export function routes(app: App): void {
  const ask = openDns(app.config)
  const fetch = fetchText(app.config)
  const one = async (tx: Tx, row: store.ClaimRow, locale: Locale, now: Utc): Promise<Claim> =>
    (await shownClaims(tx, [row], locale, now))[0]!

  serve(app, claimsApi.list, ({ after, limit, ...asked }, { scope, now, locale }) =>
    app.db.read(scope, async (tx) => {
      const filter = await meant(tx, scope, asked, now)
      const rows = await store.claimPage(tx, scope, filter, { after: keyOf('clm', after), limit: limit + 1 })
      const n = await store.countClaims(tx, scope, filter, mostCounted + 1)
      return ok({
        rows: await shownClaims(tx, rows.slice(0, limit), locale, now),
        ...(rows.length > limit && { next: rows[limit - 1]!.id }),
        count: { value: Math.min(n, mostCounted), more: n > mostCounted },
      })
    }),
  )
  serve(app, claimsApi.export, async ({ for: wanted, ...filter }, { scope, now, locale }) =>
    ok(csvFile(asTable(app.db, scope, filter, locale, now), wanted)),
  )
  serve(app, claimsApi.exportXlsx, async (filter, { scope, now, locale }) =>
    ok(xlsxFile(asTable(app.db, scope, filter, locale, now))),
  )
  serve(app, claimsApi.claim, ({ id }, { scope, now, locale }) =>
    app.db.in(scope, async (tx) => {
      const row = await store.claimRow(tx, scope, id)
      if (!row) return no('not-found')
      await noteReading(tx, row.organisationId, id, now)
      const checks = await store.checksOf(tx, scope, [id])
      const met = scope.team ? await disputes.disputesOf(tx, scope, id) : []
      return ok({
        claim: await one(tx, row, locale, now),
        checks: checks.map((check) => shownCheck(check, locale)),
        steps: (await store.stepsOf(tx, scope, id)).map((step) => shownStep(step, locale)),
        ways: waysOf(row, checks),
        disputes: met.map((dispute) => dispute.id),
      })
    }),
  )
  serve(app, claimsApi.add, async ({ id, ...input }, { scope, now, locale }) => {
    const added = await actions.addClaim(app.db, scope, id, input, now)
    if (!added.ok) return added
    const { claim, already } = added.value
    return app.db.read(scope, async (tx) => ok({ claim: await one(tx, claim, locale, now), already }))
  })
  serve(app, claimsApi.addList, ({ id, ...input }, { scope, now, locale }) =>
    actions.addList(app.db, scope, id, input, { now, locale }),
  )
  serve(app, claimsApi.suggested, ({ id }, { scope }) =>
    app.db.read(scope, async (tx) => {
      if (!(await organisationNames(tx, [id])).has(id)) return no('not-found')
      const rows = await suggested(tx, scope, id)
      return ok({
        rows: rows.map(({ form, value, object, key }) => ({ form, value, shown: shownValue(form, value), object, key })),
      })
    }),
  )
  serve(app, claimsApi.check, async ({ id }, { scope, now, locale }) => {
    const done = await checkNow(app.db, scope, ask, id, now)
    if (!done.ok) return done
    const { claim, check } = done.value
    return app.db.read(scope, async (tx) => ok({ claim: await one(tx, claim, locale, now), check: shownCheck(check, locale) }))
  })
  serve(app, claimsApi.sendCode, (input, { scope, now, locale }) => sendCode(app, scope, fetch, input, { now, locale }))
  serve(app, claimsApi.giveCode, async (input, { scope, now, locale }) => {
    const given = await giveCode(app.db, scope, input, now)
    if (!given.ok) return given
    return app.db.read(scope, async (tx) => ok({ claim: await one(tx, given.value, locale, now) }))
  })
  serve(app, claimsApi.askSecurityTxt, async ({ id }, { scope }) => {
    const row = await app.db.read(scope, (tx) => store.claimRow(tx, scope, id))
    const refusal = row ? actions.mayClaimFor(scope, row.organisationId) : 'not-found'
    if (!row || refusal) return no(refusal ?? 'not-found')
    return ok({ addresses: await securityContacts(fetch, row) })
  })
  serve(app, claimsApi.withdraw, ({ id, reason }, { scope, now }) => actions.withdraw(app.db, scope, id, reason, now))
  serve(app, claimsApi.decide, (input, { scope, now, locale }) =>
    app.db.in(scope, (tx) => actions.decide(tx, input, { now, locale })),
  )
  serve(app, claimsApi.undo, ({ ids }, { scope, now }) =>
    app.db.in(scope, async (tx) => ok({ undone: await actions.undo(tx, ids, now) })),
  )
  serve(app, claimsApi.disputes, ({ after, limit, state }, { scope, now, locale }) =>
    app.db.read(scope, async (tx) => {
      const rows = await disputes.disputePage(tx, scope, { state }, { after: keyOf('dsp', after), limit: limit + 1 })
      const n = await disputes.countDisputes(tx, scope, state, mostCounted + 1)
      return ok({
        rows: await shownDisputes(tx, rows.slice(0, limit), locale, now),
        ...(rows.length > limit && { next: rows[limit - 1]!.id }),
        count: { value: Math.min(n, mostCounted), more: n > mostCounted },
      })
    }),
  )
  serve(app, claimsApi.dispute, ({ id }, { scope, now, locale }) =>
    app.db.in(scope, async (tx) => {
      const row = await disputes.disputeRow(tx, scope, id)
      if (!row) return no('not-found')
      for (const organisation of new Set([row.organisation, row.rivalOrganisation])) await noteReading(tx, organisation, id, now)
      return ok((await shownDisputes(tx, [row], locale, now))[0]!)
    }),
  )
  serve(app, claimsApi.settle, ({ id, ...settlement }, { scope, now, locale }) =>
    app.db.in(scope, async (tx) => {
      const settled = await settle(tx, id, settlement, now)
      return settled.ok ? ok((await shownDisputes(tx, [settled.value], locale, now))[0]!) : settled
    }),
  )
  serve(app, claimsApi.unsettle, ({ id }, { scope, now, locale }) =>
    app.db.in(scope, async (tx) => {
      const undone = await unsettle(tx, id, now)
      return undone.ok ? ok((await shownDisputes(tx, [undone.value], locale, now))[0]!) : undone
    }),
  )
  serve(app, claimsApi.delegations, ({ id }, { scope, now }) =>
    app.db.read(scope, async (tx) => {
      const name = (await organisationNames(tx, [id])).get(id)
      if (name === undefined) return no('not-found')
      const held = await confirmedHoldings(tx, id, now)
      return ok({
        rows: await shownDelegations(tx, scope, await disputes.delegationsOf(tx, scope, id)),
        holdings: held
          .slice(0, 500)
          .map(({ organisationId, source: _, ...row }) => ({ ...row, organisation: { id: organisationId, name } })),
      })
    }),
  )
  serve(app, claimsApi.delegate, ({ id, ...input }, { scope, now }) => delegate(app.db, scope, id, input, now))
  serve(app, claimsApi.undelegate, ({ id }, { scope, now }) => undelegate(app.db, scope, id, now))
  serve(app, claimsApi.registry, async (how, { scope, now, locale, upload }) => {
    if (!upload) return no('no-file')
    const read = await importRegistry(app.db, scope, upload.bytes, how, now)
    return read.ok ? ok(shownImport(read.value, locale)) : read
  })
  serve(app, claimsApi.registries, (_input, { scope, locale }) =>
    app.db.read(scope, async (tx) => {
      const handles = await disputes.handles(tx, scope)
      const names = await organisationNames(
        tx,
        handles.map(({ organisation }) => organisation),
      )
      return ok({
        rows: (await disputes.imports(tx, scope)).map((row) => shownImport(row, locale)),
        handles: handles.map((row) => ({
          ...row,
          organisation: { id: row.organisation, name: names.get(row.organisation) ?? '' },
        })),
      })
    }),
  )
  serve(app, claimsApi.putHandle, ({ handle, organisation }, { scope, now }) =>
    app.db.in(scope, (tx) => tellHandle(tx, handle.toUpperCase(), organisation, now)),
  )
}

/** The key of a page, when it is one that we gave. */
const keyOf = <Kind extends IdKind>(kind: Kind, after: string | undefined): Id<Kind> | undefined => {
  const read = idOf(kind).safeParse(after)
  return read.success ? read.data : undefined
}

/** A filter with the organisations whose name its text is part of. */
async function meant(tx: Tx, scope: Scope, filter: ClaimFilter, now: Utc): Promise<store.Filter> {
  if (!filter.q?.trim() || !scope.team) return filter
  const named = await findOrganisations(tx, scope, filter.q, 100, now)
  return { ...filter, named: named.map(({ id }) => id) }
}

const { text, moment, code } = column

const columns = {
  id: text('Nummer', 'Nummer', 'Number'),
  organisation: text('Virksomhet', 'Verksemd', 'Organisation'),
  relation: text('Forhold', 'Forhold', 'Relation', relationWords),
  form: text('Hva slags', 'Kva slag', 'Kind', formWords),
  value: code,
  shown: text('Hva', 'Kva', 'What'),
  state: text('Tilstand', 'Tilstand', 'State', stateWords),
  level: text('Bevis', 'Prov', 'Proof', levelWords),
  from: moment('Fra', 'Frå', 'From'),
  to: moment('Til', 'Til', 'To'),
  claimed_by: text('Krevd av', 'Kravd av', 'Claimed by'),
  claimed_at: moment('Krevd', 'Kravd', 'Claimed'),
  proven_at: moment('Bevist', 'Prova', 'Proven'),
  proven_until: moment('Beviset gjelder til', 'Provet gjeld til', 'Proof counts until'),
} as const
const rowsAtOnce = 1_000

const asTable = (db: Db, scope: Scope, filter: ClaimFilter, locale: Locale, now: Utc): Table => ({
  name: 'claims',
  columns,
  ...ownedRows(exportPages(db, scope, filter, locale, now), cells, ({ organisation }) => organisation.id),
  locale,
})

async function* exportPages(db: Db, scope: Scope, filter: ClaimFilter, locale: Locale, now: Utc) {
  for (let after: Id<'clm'> | undefined, more = true; more; ) {
    const page = await db.read(scope, async (tx) => {
      const rows = await store.claimPage(tx, scope, await meant(tx, scope, filter, now), { after, limit: rowsAtOnce })
      return shownClaims(tx, rows, locale, now)
    })
    yield page
    after = page.at(-1)?.id
    more = page.length === rowsAtOnce
  }
}

const cells = (row: Claim) => [
  row.id,
  row.organisation.name,
  row.relation,
  row.form,
  row.value,
  row.shown,
  row.state,
  row.level,
  row.from,
  row.to,
  row.claimedBy,
  row.claimedAt,
  row.provenAt,
  row.provenUntil,
]
