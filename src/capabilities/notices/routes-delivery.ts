import { ok } from '#domain/result.ts'
import { type App, serve } from '#platform/http/app.ts'
import { cancel, noteCall, resend } from './by-hand.ts'
import { noticesApi } from './contract.ts'
import { fileMail } from './inbound.ts'
import { sendJob } from './jobs-names.ts'
import * as store from './store-delivery.ts'

/** What people do about deliveries, and the mail that comes in. */
export function routesOfDelivery(app: App): void {
  const { db, jobs } = app
  serve(app, noticesApi.cancel, (input, { scope, now }) => db.in(scope, (tx) => cancel(tx, input, now)))
  serve(app, noticesApi.resend, (input, { scope, now }) =>
    db.in(scope, async (tx) => {
      const queued = await resend(tx, input, now)
      if (queued.ok) await jobs.ask(sendJob, {}, { once: 'send', tx })
      return queued
    }),
  )
  serve(app, noticesApi.call, (input, { scope, now }) => db.in(scope, (tx) => noteCall(tx, input, now)))
  serve(app, noticesApi.inbox, (input, { scope }) => db.read(scope, async (tx) => ok(await store.mailPage(tx, input))))
  serve(app, noticesApi.handleMail, (input, { scope, now }) => db.in(scope, (tx) => fileMail(tx, input, now)))
}
