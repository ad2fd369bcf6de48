import { no, ok } from '#domain/result.ts'
import { type App, serve } from '#platform/http/app.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { noticesApi } from './contract.ts'
import { deskOf } from './desk.ts'
import { makeSenderKey, publicKeyOf, sendersOf, setSender } from './senders.ts'

/** As whom we write, and the keys that say that it was us. */
export function routesOfSenders(app: App): void {
  const { db } = app
  const box = createSecretBox(app.config)
  serve(app, noticesApi.senders, async (_input, { scope, now }) => ok({ senders: await sendersOf(db, scope, now) }))
  serve(app, noticesApi.desk, ({ id }, { scope, locale }) => deskOf(db, scope, id, locale))
  serve(app, noticesApi.setSender, (input, { scope, now }) => setSender(db, scope, box, input, now))
  serve(app, noticesApi.makeSenderKey, ({ constituency }, { scope, now }) => makeSenderKey(db, scope, box, constituency, now))
  serve(app, noticesApi.senderKeys, async ({ constituency }) => {
    const key = await publicKeyOf(db, constituency)
    if (key === undefined) return no('not-found')
    return ok({
      fileName: `${constituency}.asc`,
      contentType: 'application/pgp-keys',
      body: textOf(key),
      owners: 'nobody' as const,
    })
  })
}

async function* textOf(text: string): AsyncGenerator<string> {
  yield text
}
