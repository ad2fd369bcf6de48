import { wordsOf } from '#capabilities/findings/index.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { type App, serve } from '#platform/http/app.ts'
import { proveJob } from './arrival.ts'
import { type Closing, feedsApi } from './contract.ts'
import { closingInFull, explain } from './explain.ts'
import { decide } from './proof.ts'
import * as store from './store-proof.ts'
import { watching } from './watching.ts'

/** What a source's silence proves: closings that wait for a person, and what would close a finding. */
export function routesOfProof(app: App): void {
  const { db, jobs } = app
  serve(app, feedsApi.closings, (input, { scope, locale }) =>
    db.read(scope, async (tx) => {
      const page = await store.listClosings(tx, scope, input)
      return ok({ ...page, rows: await named(tx, page.rows, locale) })
    }),
  )
  serve(app, feedsApi.closing, ({ id }, { scope, now, locale }) =>
    db.read(scope, async (tx) => {
      const found = await closingInFull(tx, scope, id, locale, now)
      if (!found) return no('not-found')
      const [closing] = await named(tx, [found.closing], locale)
      return ok({ ...found, closing: closing! })
    }),
  )
  serve(app, feedsApi.release, ({ id, reason }, { scope, now }) =>
    db.in(scope, async (tx) => {
      const result = await settle(tx, scope, id, { state: 'released', reason: reason || null }, now)
      if (result.ok) await jobs.ask(proveJob, {}, { once: id, tx })
      return result
    }),
  )
  serve(app, feedsApi.refuse, ({ id, reason }, { scope, now }) =>
    db.in(scope, (tx) => settle(tx, scope, id, { state: 'refused', reason }, now)),
  )
  serve(app, feedsApi.watching, async (_input, { now }) => ok({ sources: await watching(db, now) }))
  serve(app, feedsApi.proof, async ({ id }, { scope, now, locale }) => {
    const proof = await explain(db, scope, id, locale, now)
    return proof ? ok(proof) : no('not-found')
  })
}

async function settle(
  tx: Tx,
  scope: Scope,
  id: Id<'clo'>,
  decision: { state: 'released' | 'refused'; reason: string | null },
  now: Utc,
) {
  const closing = await store.getClosing(tx, scope, id)
  if (!closing) return no('not-found')
  if (!(await decide(tx, id, decision, now))) return no('closing-decided')
  const { source, kind, findings } = closing
  const action = decision.state === 'released' ? 'closing.release' : 'closing.refuse'
  await audit(tx, { action, object: id, detail: { source, kind, findings, reason: decision.reason } }, now)
  return ok({})
}

async function named(tx: Tx, rows: readonly store.ClosingRow[], locale: Locale): Promise<Closing[]> {
  const sources = await store.sourcesNamed(
    tx,
    rows.map(({ source }) => source),
  )
  return rows.map((row) => ({
    ...row,
    source: sources.get(row.source) ?? { id: null, name: row.source, title: row.source },
    kindName: wordsOf(row.kind, locale).name,
  }))
}
