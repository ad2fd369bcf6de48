import { no, ok } from '#domain/result.ts'
import { noteReading } from '#platform/audit.ts'
import { csvFile, xlsxFile } from '#platform/documents/table-file.ts'
import { type App, serve } from '#platform/http/app.ts'
import * as actions from './actions.ts'
import { noticesApi } from './contract.ts'
import { noticesAsTable } from './export.ts'
import { preview, publicUrl } from './gather.ts'
import { sendJob } from './jobs-names.ts'
import { live } from './live.ts'
import { gatherJob } from './reactions.ts'
import * as read from './read.ts'
import { routesOfDelivery } from './routes-delivery.ts'
import { routesOfLinks } from './routes-links.ts'
import { routesOfSenders } from './routes-senders.ts'
import { routesOfWebhooks } from './routes-webhooks.ts'
import * as store from './store.ts'

/** Serves what the contract says. Paths with a word in the place of an id come before those with the id. */
export function routes(app: App): void {
  routesOfNotices(app)
  routesOfRouting(app)
  routesOfChoices(app)
  routesOfDelivery(app)
  routesOfSenders(app)
  routesOfLinks(app)
  routesOfWebhooks(app)
}

function routesOfNotices(app: App): void {
  const { db, config } = app
  serve(app, noticesApi.list, (input, { scope }) => db.read(scope, async (tx) => ok(await read.listNotices(tx, input))))
  serve(app, noticesApi.count, (input, { scope }) => db.read(scope, async (tx) => ok(await store.countNotices(tx, scope, input))))
  serve(app, noticesApi.export, async ({ for: wanted, ...filter }, { scope, locale }) =>
    ok(csvFile(noticesAsTable(db, scope, filter, locale), wanted)),
  )
  serve(app, noticesApi.exportXlsx, async (filter, { scope, locale }) => ok(xlsxFile(noticesAsTable(db, scope, filter, locale))))
  serve(app, noticesApi.previews, (input, { scope, now }) => db.read(scope, async (tx) => ok(await read.waiting(tx, input, now))))
  serve(app, noticesApi.silence, (input, { scope, now, locale }) =>
    db.read(scope, async (tx) => ok(await read.silence(tx, input, now, locale))),
  )
  serve(app, noticesApi.live, async (_input, { scope, gone }) => ok(live(db, scope, gone)))
  serve(app, noticesApi.notice, ({ id }, { scope, now, locale }) => db.in(scope, (tx) => read.readNotice(tx, id, locale, now)))
  serve(app, noticesApi.findings, ({ id, ...page }, { scope, locale }) =>
    db.read(scope, (tx) => read.findingsOf(tx, id, page, locale)),
  )
  serve(app, noticesApi.told, ({ id, ...page }, { scope, now, locale }) =>
    db.in(scope, (tx) => read.toldAbout(tx, id, page, locale, now)),
  )
  serve(app, noticesApi.preview, ({ id, locale }, { scope, now }) =>
    db.in(scope, async (tx) => {
      const words = await preview(tx, id, locale, publicUrl(config), now)
      if (!words) return no('nothing-to-tell')
      await noteReading(tx, id, 'notice preview', now)
      return ok(words)
    }),
  )
}

function routesOfRouting(app: App): void {
  const { db } = app
  serve(app, noticesApi.tryRouting, ({ finding }, { scope, now, locale }) =>
    db.read(scope, (tx) => read.tryRouting(tx, finding, locale, now)),
  )
  serve(app, noticesApi.routing, ({ organisation }, { scope }) =>
    db.read(scope, async (tx) => ok({ rules: await read.rules(tx, organisation) })),
  )
  serve(app, noticesApi.addRouting, (input, { scope, now }) => db.in(scope, (tx) => actions.addRule(tx, input, now)))
  serve(app, noticesApi.endRouting, ({ id }, { scope, now }) => db.in(scope, (tx) => actions.endRule(tx, id, now)))
}

function routesOfChoices(app: App): void {
  const { db, jobs } = app
  serve(app, noticesApi.preference, ({ id }, { scope }) => db.read(scope, (tx) => read.preference(tx, id)))
  serve(app, noticesApi.setPreference, (input, { scope, now }) => db.in(scope, (tx) => actions.choose(tx, input, now)))
  serve(app, noticesApi.freeze, (input, { scope, now }) => db.in(scope, (tx) => actions.freeze(tx, input, now)))
  serve(app, noticesApi.windows, ({ organisation }, { scope, now }) =>
    db.read(scope, async (tx) => ok({ windows: await read.windows(tx, organisation, now) })),
  )
  serve(app, noticesApi.addWindow, (input, { scope, now }) => db.in(scope, (tx) => actions.addWindow(tx, input, now)))
  serve(app, noticesApi.removeWindow, ({ id }, { scope, now }) => db.in(scope, (tx) => actions.removeWindow(tx, id, now)))
  serve(app, noticesApi.hold, (_input, { scope, now }) =>
    db.read(scope, async (tx) => ok({ hold: await actions.holdNow(tx, now) })),
  )
  serve(app, noticesApi.setHold, (input, { scope, now }) =>
    db.in(scope, async (tx) => {
      const done = await actions.setHold(tx, input, now)
      // What waited goes on at once, not at the next minute.
      if (done.ok && !input.held) for (const job of [gatherJob, sendJob]) await jobs.ask(job, {}, { once: 'released', tx })
      return done
    }),
  )
}
