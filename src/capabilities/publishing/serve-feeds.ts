import { siteOf, teamFacts } from '#capabilities/profile/index.ts'
import { locales } from '#domain/locale.ts'
import { systemScope } from '#domain/scope.ts'
import { type App, localeOf } from '#platform/http/app.ts'
import { sendFile } from './answers.ts'
import { feedForms, openFeeds } from './contract.ts'
import { openFeed, type Publisher } from './feeds.ts'

const publisherScope = systemScope('publishing.feeds')

/** Who publishes, and where. */
export const publisherNow = async ({ db, config }: Pick<App, 'db' | 'config'>): Promise<Publisher> => ({
  name: (await db.read(publisherScope, teamFacts)).name,
  site: siteOf(config),
})

/** Feeds of what is open, in three forms and the language that is asked for: `/feeds/warnings.atom?lang=nn`. */
export function serveFeeds(app: App): void {
  for (const feed of openFeeds)
    for (const form of feedForms)
      app.fastify.get<{ Querystring: { lang?: string } }>(`/feeds/${feed}.${form}`, async (request, reply) => {
        const locale = locales.find((one) => one === request.query.lang) ?? localeOf(request)
        const file = await openFeed(app.db, feed, form, locale, await publisherNow(app), app.clock.now())
        return sendFile(request, reply.header('vary', 'accept-language'), file, true)
      })
}
