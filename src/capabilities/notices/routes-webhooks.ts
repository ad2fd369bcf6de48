import { no, ok } from '#domain/result.ts'
import { noteAnyReading } from '#platform/audit.ts'
import { type App, serve } from '#platform/http/app.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { noticesApi } from './contract.ts'
import { webhookJob } from './jobs-names.ts'
import * as store from './store-webhooks.ts'
import { addWebhook, changeWebhook, removeWebhook } from './webhooks.ts'

/** The webhooks of members. */
export function routesOfWebhooks(app: App): void {
  const { db, jobs, config } = app
  const box = createSecretBox(config)
  serve(app, noticesApi.webhooks, ({ id }, { scope }) =>
    db.read(scope, async (tx) =>
      scope.team || scope.organisations.includes(id) ? ok({ webhooks: await store.webhooksOf(tx, scope, id) }) : no('not-found'),
    ),
  )
  serve(app, noticesApi.addWebhook, (input, { scope, now }) => db.in(scope, (tx) => addWebhook(tx, { config, box }, input, now)))
  serve(app, noticesApi.changeWebhook, (input, { scope, now }) =>
    db.in(scope, async (tx) => {
      const changed = await changeWebhook(tx, input, now)
      if (!changed.ok) return changed
      if (input.test) await jobs.ask(webhookJob, { test: changed.value }, { tx })
      return ok({})
    }),
  )
  serve(app, noticesApi.removeWebhook, ({ id }, { scope, now }) => db.in(scope, (tx) => removeWebhook(tx, id, now)))
  serve(app, noticesApi.webhookCalls, ({ id, ...page }, { scope, now }) =>
    db.in(scope, async (tx) => {
      const owner = await store.ownerOf(tx, scope, id)
      if (!owner) return no('not-found')
      await noteAnyReading(tx, owner.organisation, id, now)
      return ok(await store.callPage(tx, scope, id, page))
    }),
  )
}
