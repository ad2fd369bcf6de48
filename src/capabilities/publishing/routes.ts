import { knownNow } from '#capabilities/advisories/index.ts'
import { siteOf } from '#capabilities/profile/index.ts'
import { no, ok } from '#domain/result.ts'
import { nobody, systemScope } from '#domain/scope.ts'
import { audit } from '#platform/audit.ts'
import { type App, serve } from '#platform/http/app.ts'
import { etagOf } from './answers.ts'
import { publishingApi } from './contract.ts'
import { weeklyDigest } from './digest.ts'
import { ourFeed } from './feeds.ts'
import { providerNow } from './provider.ts'
import { makeJobName } from './reactions.ts'
import { weekOf } from './rules-week.ts'
import { serveCsaf } from './serve-csaf.ts'
import { publisherNow, serveFeeds } from './serve-feeds.ts'
import * as show from './show.ts'
import * as store from './store.ts'
import * as documents from './store-documents.ts'

/** What everybody may read, what a member's program reads of its own, and how the team follows what is published. */
export function routes(app: App): void {
  openRoutes(app)
  teamRoutes(app)
  serveFeeds(app)
  serveCsaf(app)
}

function openRoutes(app: App): void {
  const { db, config } = app
  // Everything open is read by nobody: what that scope does not see is not open.
  serve(app, publishingApi.openWarnings, (asked) => db.read(nobody, async (tx) => ok(await show.openListed(tx, asked))))
  serve(app, publishingApi.openWarning, async ({ trackingId, locale }) => {
    const named = await db.read(nobody, (tx) => show.openNamed(tx, trackingId))
    if (!named) return no('not-found')
    // What is known of vulnerabilities is kept for whoever is signed in; that an open warning names one opens what it tells beside it.
    const known = await db.read(systemScope('publishing.open'), (tx) => knownNow(tx, named.found.content))
    return ok({ warning: show.openShown(named, known, locale, siteOf(config)) })
  })
  serve(app, publishingApi.openWeek, ({ week, locale }, { now }) =>
    db.read(nobody, async (tx) => {
      const digest = await weeklyDigest(tx, week, { locale, site: siteOf(config) }, now)
      return digest ? ok({ digest }) : no('not-found')
    }),
  )
  serve(app, publishingApi.ours, async ({ form, locale: wanted }, { scope, locale }) => {
    const publisher = await publisherNow(app)
    const file = await db.read(scope, (tx) => ourFeed(tx, scope, form, wanted ?? locale, publisher))
    return ok({
      fileName: `warnings.${form === 'json' ? 'json' : 'xml'}`,
      contentType: file.type,
      body: once(file.body),
      owners: 'nobody' as const,
      etag: etagOf(file.body),
    })
  })
}

async function* once(body: string | Uint8Array): AsyncGenerator<string | Uint8Array> {
  yield body
}

function teamRoutes(app: App): void {
  const { db, config, jobs } = app
  serve(app, publishingApi.overview, async (_input, { scope, now }) => {
    const provider = await providerNow(db, config, now)
    const fingerprint = provider?.keys[0]?.fingerprint ?? null
    return db.read(scope, async (tx) =>
      ok({
        site: siteOf(config),
        metadata: `${siteOf(config)}/.well-known/csaf/provider-metadata.json`,
        fingerprint,
        open: await store.countOpen(tx),
        ...(await documents.tallyDocuments(tx, scope, fingerprint)),
        thisWeek: weekOf(now),
      }),
    )
  })
  serve(app, publishingApi.documents, (asked, { scope }) =>
    db.read(scope, async (tx) => ok(await show.documentsListed(tx, scope, asked, siteOf(config)))),
  )
  serve(app, publishingApi.again, ({ id }, { scope, now }) =>
    db.in(scope, async (tx) => {
      if (!(await documents.hasDocuments(tx, scope, id))) return no('not-found')
      await documents.waitAgain(tx, scope, id)
      await audit(tx, { action: 'publishing.again', object: id }, now)
      await jobs.ask(makeJobName, { advisory: id }, { tx })
      return ok({})
    }),
  )
  serve(app, publishingApi.allAgain, (_input, { scope, now }) =>
    db.in(scope, async (tx) => {
      await documents.waitAgain(tx, scope, undefined)
      await audit(tx, { action: 'publishing.all-again', object: 'publishing' }, now)
      await jobs.ask(makeJobName, { all: true }, { once: 'all', tx })
      return ok({})
    }),
  )
}
