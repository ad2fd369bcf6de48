import { organisationNames } from '#capabilities/members/index.ts'
import { uuidOf } from '#domain/id.ts'
import { no, ok } from '#domain/result.ts'
import { csvFile } from '#platform/documents/table-file.ts'
import { type App, serve } from '#platform/http/app.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { profileApi } from './contract.ts'
import { keysAsTable } from './export.ts'
import { giveKey, lookUpFor, organisationKeys, removeKey, setRule, settleKey, shownKeys } from './keys.ts'
import { draftOf, openProfile, profileFile, publish, setDraft, siteOf, teamKey } from './profile.ts'
import { tellBy } from './reactions.ts'
import * as store from './store-keys.ts'
import { wellKnown } from './well-known.ts'

const mostCounted = 1_000

/** Keys of contacts, and what the team says of itself. */
export function routes(app: App): void {
  const { db } = app
  serve(app, profileApi.keys, ({ after, limit, ...filter }, { scope, now }) =>
    db.read(scope, async (tx) => {
      const rows = await store.keyPage(tx, scope, filter, now, { after, limit: limit + 1 })
      const count = await store.countKeys(tx, scope, filter, now, mostCounted + 1)
      const page = rows.slice(0, limit)
      return ok({
        rows: await shownKeys(tx, page, now),
        ...(rows.length > limit && { next: uuidOf(page.at(-1)!.id) }),
        count: { value: Math.min(count, mostCounted), more: count > mostCounted },
      })
    }),
  )
  serve(app, profileApi.exportKeys, async ({ for: wanted, ...filter }, { scope, locale, now }) =>
    ok(csvFile(keysAsTable(db, scope, filter, locale, now), wanted)),
  )
  serve(app, profileApi.key, ({ id }, { scope, now }) =>
    db.read(scope, async (tx) => {
      const row = await store.keyRow(tx, scope, id)
      if (!row) return no('not-found')
      const history = (await store.keysOfContacts(tx, scope, [row.contactId])).filter((one) => one.id !== id)
      const [key] = await shownKeys(tx, [row], now)
      return ok({ key: key!, armoured: row.armoured, history: await shownKeys(tx, history, now) })
    }),
  )
  serve(app, profileApi.organisationKeys, ({ id }, { scope, now }) =>
    db.read(scope, (tx) => organisationKeys(tx, scope, id, now)),
  )
  serve(app, profileApi.addKey, ({ id, contactId, pgpKey }, { scope, now }) =>
    db.in(scope, async (tx) => {
      if (!(await organisationNames(tx, [id])).has(id)) return no('not-found')
      return giveKey(tx, scope, { organisation: id, contactId, pgpKey, source: 'upload' }, tellBy(app.jobs, tx), now)
    }),
  )
  serve(app, profileApi.lookUp, (input, { scope, now }) => lookUpFor(db, scope, input, app.config.VARDE_OUTBOUND_ALLOW, now))
  serve(app, profileApi.settleKey, (input, { scope, now }) =>
    db.in(scope, (tx) => settleKey(tx, scope, input, tellBy(app.jobs, tx), now)),
  )
  serve(app, profileApi.removeKey, ({ id }, { scope, now }) =>
    db.in(scope, (tx) => removeKey(tx, scope, id, tellBy(app.jobs, tx), now)),
  )
  serve(app, profileApi.setRule, ({ id, fallback }, { scope, now }) =>
    db.in(scope, (tx) => setRule(tx, scope, id, fallback, now)),
  )
  routesOfProfile(app)
  wellKnown(app)
}

function routesOfProfile(app: App): void {
  const { db } = app
  const box = createSecretBox(app.config)
  serve(app, profileApi.profile, ({ locale }, { now }) => openProfile(db, locale, now))
  serve(app, profileApi.profileText, async ({ locale, form }) => {
    const text = await profileFile(db, locale, form)
    if (!text.ok) return text
    const signed = form === 'signature'
    return ok({
      fileName: signed ? `rfc2350-${locale}.txt.asc` : `rfc2350-${locale}.txt`,
      contentType: signed ? 'application/pgp-signature' : 'text/plain; charset=utf-8',
      body: textOf(text.value),
      owners: 'nobody' as const,
    })
  })
  serve(app, profileApi.teamKey, async (_input, { now }) => {
    const key = await teamKey(db, now)
    return key
      ? ok({ fileName: 'key.asc', contentType: 'application/pgp-keys', body: textOf(key.armoured), owners: 'nobody' as const })
      : no('not-found')
  })
  serve(app, profileApi.draft, (_input, { scope, now }) => draftOf(db, scope, now))
  serve(app, profileApi.setDraft, (facts, { scope, now }) => db.in(scope, (tx) => setDraft(tx, facts, now)))
  serve(app, profileApi.publish, (_input, { scope, now }) => db.in(scope, (tx) => publish(tx, box, siteOf(app.config), now)))
}

async function* textOf(text: string): AsyncGenerator<string> {
  yield text
}
