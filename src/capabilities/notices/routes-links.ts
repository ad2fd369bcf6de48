import { answerable } from '#capabilities/findings/contract.ts'
import { answerFindings, wordsOf } from '#capabilities/findings/index.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { linkScope, systemScope } from '#domain/scope.ts'
import { severities } from '#domain/severity.ts'
import { later, type Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { type App, serve } from '#platform/http/app.ts'
import { noticesApi } from './contract.ts'
import { type Linked, linkKey, readToken } from './link.ts'
import { type Opened, routesOfWarningLinks } from './routes-warning-links.ts'
import { senderFor } from './senders.ts'
import * as store from './store-delivery.ts'
import { whyInWords } from './why.ts'

const mostShown = 500

/**
 * What the holder of an answer link may do: read that notice and answer its findings. Whoever is signed in beside it acts by the link
 * all the same. Reading changes nothing: a mail server that follows links opens and answers nothing.
 */
export function routesOfLinks(app: App): void {
  const key = linkKey(app.config)
  const pace = createPace()
  const opened: Opened = (token, { now, address }) => {
    if (pace.isTooFast(address, now)) return no('too-many-requests')
    const linked = readToken(key, token, now)
    return linked ? ok(linked) : no('bad-link')
  }
  routesOfWarningLinks(app, opened)
  serve(app, noticesApi.readLink, async ({ token }, context) => {
    const linked = opened(token, context)
    if (!linked.ok) return linked
    const { notice, delivery } = linked.value
    const read = await app.db.read(linkScope(notice, delivery, ''), (tx) => readNotice(tx, linked.value, context.locale))
    if (!read.ok) return read
    const { constituency, ...shown } = read.value
    const sender = await app.db.read(systemScope('notices.link'), (tx) => senderFor(tx, constituency, context.locale))
    const { name, telephone, address } = sender
    return ok({ ...shown, sender: { name, telephone, address }, expiresAt: linked.value.expiresAt })
  })
  serve(app, noticesApi.answerLink, async ({ token, ids, answer, name }, context) => {
    const linked = opened(token, context)
    if (!linked.ok) return linked
    const { notice, delivery } = linked.value
    return app.db.in(linkScope(notice, delivery, name), async (tx) => {
      const open = await stillOpen(tx, linked.value)
      if (!open.ok) return open
      const told = await store.toldByLink(tx, ids)
      const done = await answerFindings(tx, { ids: told }, answer, context.now, { name })
      return done.ok ? ok({ changed: done.value.changed, unchanged: new Set(ids).size - done.value.changed }) : done
    })
  })
}

/** The notice of a link, unless the team took it back before it went or since. */
async function stillOpen(tx: Tx, { notice }: Linked): Promise<Result<store.NoticeRow, 'bad-link' | 'notice-cancelled'>> {
  const row = await store.linkedNotice(tx, notice)
  // What a warning asks is answered at its own page.
  if (!row || row.topic === 'advisory') return no('bad-link')
  return row.state === 'cancelled' ? no('notice-cancelled') : ok(row)
}

async function readNotice(tx: Tx, linked: Linked, locale: Locale) {
  const open = await stillOpen(tx, linked)
  if (!open.ok) return open
  const notice = open.value
  const findings = await store.linkedFindings(tx, notice.id, mostShown)
  if (findings.length > 0 && findings.every(({ state }) => state === 'withdrawn')) return no('notice-taken-back')
  const names = await store.linkNames(tx)
  const named = (id: store.LinkedFinding['organisation']) => ({ id, name: names.get(id) ?? id })
  const { id, subject, tlp, severity, createdAt, language } = notice
  return ok({
    constituency: notice.constituency,
    notice: { id, subject, tlp, severity: word(severity), createdAt, language, recipient: named(notice.recipient) },
    findings: findings.map(({ state, because, ...finding }) => {
      const { name, doNow } = wordsOf(finding.kind, locale)
      return {
        ...finding,
        organisation: named(finding.organisation),
        kindName: name,
        severity: word(finding.severity),
        why: whyInWords(because, 'recipient', locale),
        whatToDo: [...doNow],
        settled: !(answerable as readonly (string | null)[]).includes(state),
      }
    }),
    more: notice.findings - findings.length,
  })
}

const word = (severity: number) => severities[severities.length - 1 - severity]!

const mostInMinute = 60
const mostAddresses = 10_000

/**
 * How often an address may try links: often enough for a hospital behind one address, too seldom to guess. Kept in the memory of this
 * process; when too many addresses come the oldest are forgotten.
 */
function createPace(): { isTooFast(address: string, now: Utc): boolean } {
  const began = new Map<string, { at: Utc; tries: number }>()
  return {
    isTooFast(address, now) {
      const known = began.get(address)
      const current = known && now < later(known.at, 60_000) ? { ...known, tries: known.tries + 1 } : { at: now, tries: 1 }
      began.delete(address)
      began.set(address, current)
      if (began.size > mostAddresses) began.delete(began.keys().next().value!)
      return current.tries > mostInMinute
    },
  }
}
