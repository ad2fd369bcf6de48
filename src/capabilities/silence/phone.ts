import type { Warning } from '#capabilities/advisories/index.ts'
import { inLocale } from '#capabilities/advisories/index.ts'
import { addressees } from '#capabilities/members/index.ts'
import { advisedNotices, senderFor } from '#capabilities/notices/index.ts'
import { type Id, uuidOf } from '#domain/id.ts'
import { type Locale, locales } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import { hour, later, type Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import type { PhoneRow, SilenceFilter } from './contract.ts'
import { byUrgency, fits } from './rules.ts'
import { answersOf, nameOf, pageAfter, ringOf, type Standing, shownCall, silenceOf } from './silence.ts'
import * as store from './store.ts'
import { type ScriptParts, scriptIn } from './words-script.ts'

/** Whom a call is still worth: nothing acknowledged, unless the filter says otherwise. */
const usual = (filter: SilenceFilter): SilenceFilter =>
  filter.stage?.length || filter.silent !== undefined || filter.overdue !== undefined ? filter : { ...filter, silent: true }

const mostOthers = 3

/** Adds to addressees whom to ring there and what came of the last call. */
export async function phoneRows(
  tx: Tx,
  scope: Scope,
  advisory: Id<'adv'>,
  rows: readonly Standing[],
  locale: Locale,
  now: Utc,
): Promise<PhoneRow[]> {
  const ids = rows.map(({ organisation }) => organisation)
  const known = await addressees(tx, ids)
  const calls = await store.lastCalls(tx, scope, advisory, ids)
  const telling = await answersOf(tx, scope, advisory, ids, locale)
  const notices = new Set((await advisedNotices(tx, scope, [advisory], ids)).map(({ recipient }) => recipient))
  return rows.map(({ organisation, name, stage, quietHours, overdue }) => {
    const contacts = known.get(organisation)?.contacts ?? []
    const ring = ringOf(contacts, now, locale)
    const call = calls.get(organisation)
    return {
      organisation: { id: organisation, name },
      language: contacts[0]?.language ?? known.get(organisation)?.language ?? 'nb',
      stage,
      quietHours,
      overdue,
      ring,
      others: contacts
        .filter(({ telephone }) => telephone && telephone !== ring?.telephone)
        .slice(0, mostOthers)
        .map((contact) => ({ name: contact.name, role: contact.role, telephone: contact.telephone! })),
      disputed: (telling.get(organisation) ?? []).flatMap(({ judged }) => judged ?? []),
      call: call ? shownCall(call) : null,
      hasNotice: notices.has(organisation),
    }
  })
}

/** Those to ring in the order in which one rings: whoever was to be rung again and is due now first, then the most urgent. */
export async function toRing(
  tx: Tx,
  scope: Scope,
  { id, ...filter }: SilenceFilter & { id: Id<'adv'> },
  now: Utc,
): Promise<{ warning: Warning; all: Standing[]; isWanted: (row: Standing) => boolean } | undefined> {
  const found = await silenceOf(tx, scope, { id }, now)
  if (!found) return undefined
  const calls = await store.lastCalls(
    tx,
    scope,
    id,
    found.all.map(({ organisation }) => organisation),
  )
  const isDue = ({ organisation }: Standing): number => {
    const call = calls.get(organisation)
    return call?.outcome === 'call-again' && (call.againAt ?? now) <= now ? 0 : 1
  }
  const all = [...found.all].sort((one, other) => isDue(one) - isDue(other) || byUrgency(one, other))
  const wanted = usual(filter)
  return { warning: found.warning, all, isWanted: (row) => fits(row, wanted) }
}

/** One page of the phone list, with what to say in each language. */
export async function phonePage(
  tx: Tx,
  scope: Scope,
  asked: SilenceFilter & { id: Id<'adv'>; after?: string | undefined; limit: number },
  locale: Locale,
  now: Utc,
) {
  const found = await toRing(tx, scope, asked, now)
  if (!found) return undefined
  const { warning, all, isWanted } = found
  const page = pageAfter(all, isWanted, ({ organisation }) => uuidOf(organisation), asked)
  return {
    ...page,
    rows: await phoneRows(tx, scope, asked.id, page.rows, locale, now),
    warning: nameOf(warning, locale),
    count: all.filter(isWanted).length,
    scripts: await scriptsOf(tx, warning, locale, now),
    printedBy: scope.who.name,
    at: now,
  }
}

/** What to say about a warning, in each language of those who answer; headings in the caller's. */
async function scriptsOf(tx: Tx, warning: Warning, reader: Locale, now: Utc) {
  const sender = await senderFor(tx, warning.constituencies[0] ?? 'health', reader)
  const first = warning.measures.find(({ group }) => group === 'now') ?? warning.measures.find(({ group }) => group === 'week')
  const parts = (locale: Locale): ScriptParts => ({
    sender: sender.name,
    telephone: sender.telephone,
    title: inLocale(warning.title, locale),
    trackingId: warning.trackingId,
    severity: warning.severity,
    measure: first ? inLocale(first.text, locale) : '',
    dueAt: first ? later(warning.publishedAt, first.hours * hour) : null,
    now,
  })
  return Object.fromEntries(locales.map((locale) => [locale, scriptIn(parts(locale), locale, reader)])) as Record<
    Locale,
    ReturnType<typeof scriptIn>
  >
}
