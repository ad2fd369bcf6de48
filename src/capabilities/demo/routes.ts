import { no, ok } from '#domain/result.ts'
import { errorIn } from '#platform/errors.ts'
import { type App, serve } from '#platform/http/app.ts'
import { keptMail, keptMails } from '#platform/mail/sink.ts'
import { demoApi } from './contract.ts'
import { isDemo, refusalHere } from './guard.ts'
import { mailFolder } from './mail.ts'

/** Serves whether this is a demo and what it would have sent; and keeps the door of a demo shut where others could reach it. */
export function routes(app: App): void {
  const { db, config } = app
  const folder = mailFolder(config)
  if (refusalHere(config)) keepShut(app)
  serve(app, demoApi.state, async () => ok({ demo: await isDemo(db) }))
  serve(app, demoApi.mails, async (page) => {
    if (!(await isDemo(db))) return ok({ rows: [] })
    const { mails, next } = await keptMails(folder, page)
    return ok({ rows: mails.map(({ id, at, to, subject }) => ({ id, at, to, subject })), ...(next && { next }) })
  })
  serve(app, demoApi.mail, async ({ id }) => {
    const mail = (await isDemo(db)) ? await keptMail(folder, id) : undefined
    return mail ? ok(mail) : no('not-found')
  })
}

/** A server that was open before its database became a demo was not refused at its start: it lets nobody in. */
function keepShut(app: App): void {
  app.fastify.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'POST' || request.routeOptions.url !== '/api/session' || !(await isDemo(app.db))) return
    const { status, body } = errorIn(app.errors, 'demo-elsewhere', 'nb')
    return reply.code(status).header('cache-control', 'no-store').send(body)
  })
}
