import { answer, isOverdue, linkedMeasures, takeBack } from '#capabilities/measures/index.ts'
import type { Id } from '#domain/id.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { linkScope, systemScope } from '#domain/scope.ts'
import { severities } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { type App, type Context, serve } from '#platform/http/app.ts'
import { noticesApi } from './contract.ts'
import { noteLinkOpened } from './delivery.ts'
import type { Linked } from './link.ts'
import { senderFor } from './senders.ts'
import * as store from './store-delivery.ts'

/** Reads a token, unless its address tries too often. */
export type Opened = (token: string, context: Context) => Result<Linked, 'bad-link' | 'too-many-requests'>

/**
 * What the holder of the answer link of a warning may do: read what it asks of the recipient of that mail, answer it, and take that back.
 * Reading changes nothing; whoever answers has opened the notice.
 */
export function routesOfWarningLinks(app: App, opened: Opened): void {
  const { db } = app
  serve(app, noticesApi.readWarningLink, async ({ token }, context) => {
    const linked = opened(token, context)
    if (!linked.ok) return linked
    const { notice, delivery, expiresAt } = linked.value
    const read = await db.read(linkScope(notice, delivery, ''), (tx) => readWarning(tx, notice, context.locale, context.now))
    if (!read.ok) return read
    const { constituency, ...shown } = read.value
    const { name, telephone, address } = await db.read(systemScope('notices.link'), (tx) =>
      senderFor(tx, constituency, context.locale),
    )
    return ok({ ...shown, sender: { name, telephone, address }, expiresAt })
  })
  serve(app, noticesApi.answerWarningLink, async ({ token, by, ...said }, context) => {
    const linked = opened(token, context)
    if (!linked.ok) return linked
    return acting(app, linked.value, by, async (tx, about, name) => {
      const given = await answer(tx, tx.scope, { ...said, by: name, locale: context.locale, linked: about }, context.now)
      if (given.ok && given.value.answered > 0) await noteLinkOpened(tx, about.notice, name, context.now)
      return given
    })
  })
  serve(app, noticesApi.takeBackByLink, async ({ token, answering }, context) => {
    const linked = opened(token, context)
    if (!linked.ok) return linked
    return acting(app, linked.value, undefined, async (tx, about, name) => {
      const ids = (await linkedMeasures(tx)).map(({ id }) => id)
      return takeBack(tx, tx.scope, { answering, ids, by: name, linked: about }, context.now)
    })
  })
}

interface About {
  notice: store.NoticeRow
  advisory: Id<'adv'>
  organisation: Id<'org'>
}

/** Does something in the name that was given, or of the contact that the mail went to, while the warning still asks. */
async function acting<Value, Fault extends string>(
  { db }: App,
  { notice, delivery }: Linked,
  given: string | undefined,
  act: (tx: Tx, about: About, name: string) => Promise<Result<Value, Fault>>,
): Promise<Result<Value, Fault | 'bad-link' | 'notice-cancelled' | 'warning-over'>> {
  const name = given ?? (await db.read(linkScope(notice, delivery, ''), store.linkedContact))
  return db.in(linkScope(notice, delivery, name), async (tx) => {
    const found = await linkedWarning(tx, notice)
    if (!found.ok) return found
    if (found.value.warning.endedHow) return no('warning-over')
    const { row } = found.value
    return act(tx, { notice: row, advisory: row.about!, organisation: row.recipient }, name)
  })
}

/** The notice of a link and its warning; a link that is not of a warning opens nothing here. */
async function linkedWarning(
  tx: Tx,
  notice: Id<'ntc'>,
): Promise<Result<{ row: store.NoticeRow; warning: store.LinkedWarning }, 'bad-link' | 'notice-cancelled'>> {
  const row = await store.linkedNotice(tx, notice)
  const warning = row?.topic === 'advisory' && row.about ? await store.linkedWarning(tx) : undefined
  if (!row || !warning) return no('bad-link')
  return row.state === 'cancelled' ? no('notice-cancelled') : ok({ row, warning })
}

async function readWarning(tx: Tx, notice: Id<'ntc'>, locale: Locale, now: Utc) {
  const found = await linkedWarning(tx, notice)
  if (!found.ok) return found
  const { row, warning } = found.value
  const names = await store.linkNames(tx)
  const { id, tlp, severity, createdAt, language, constituency, recipient } = row
  const { trackingId, title, summary, publishedAt, endedHow, endedWords } = warning
  const measures = endedHow ? [] : await linkedMeasures(tx)
  return ok({
    constituency,
    notice: {
      id,
      tlp,
      severity: severities[severities.length - 1 - severity]!,
      createdAt,
      language,
      recipient: { id: recipient, name: names.get(recipient) ?? recipient },
    },
    warning: {
      trackingId,
      title: inWords(title, locale),
      summary: inWords(summary, locale),
      updated: publishedAt > createdAt,
      ended: endedHow && { how: endedHow, words: endedWords ?? '' },
    },
    measures: measures.map(({ words, judged, ...measure }) => ({
      ...measure,
      what: inWords(words.what, locale),
      instead: (words.instead ?? []).map(({ key, text }) => ({ key, text: inWords(text, locale) })),
      judged: judged && inWords(judged, locale),
      overdue: isOverdue(measure, now),
    })),
    contact: await store.linkedContact(tx),
  })
}

/** A text in the reader's language, or in bokmål where it is not written in it: what a warning says must be written in bokmål. */
const inWords = (texts: Texts, locale: Locale): string => texts[locale] || texts.nb
