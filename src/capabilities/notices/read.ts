import { findingsToTell, wordsOf } from '#capabilities/findings/index.ts'
import { addressees, findOrganisation, holdingsById, organisationNames, surenessOf } from '#capabilities/members/index.ts'
import type { Count } from '#domain/endpoint.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { severities } from '#domain/severity.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { noteAnyReading, noteReading } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { noteOpened } from './actions.ts'
import type { Notice, NoticeFilter, Preference, RoutingRule, Window } from './contract.ts'
import { recipients } from './route.ts'
import { heldBack, usualWish } from './rules.ts'
import { firstToCall } from './rules-delivery.ts'
import { localDay } from './rules-digest.ts'
import * as store from './store.ts'
import * as delivery from './store-delivery.ts'
import * as routing from './store-routing.ts'
import * as search from './store-search.ts'
import { waitingPage } from './store-waiting.ts'
import { type Reader, whyInWords } from './why.ts'
import { relabelled } from './words/relabel.ts'
import { noticeStepInWords } from './words/steps.ts'

interface PageOf {
  after?: string | undefined
  limit: number
}

const severityWord = (number: number) => severities[severities.length - 1 - number]!

/** Names of organisations that the scope may know of; an id stands for the others. */
async function naming(tx: Tx, ids: readonly (Id<'org'> | null)[]) {
  const names = await organisationNames(tx, [...new Set(ids.filter((id) => id !== null))])
  return (id: Id<'org'>) => ({ id, name: names.get(id) ?? id })
}

async function namedNotices(tx: Tx, rows: readonly store.NoticeRow[]): Promise<Notice[]> {
  const named = await naming(
    tx,
    rows.map(({ recipient }) => recipient),
  )
  return rows.map((row) => ({ ...row, recipient: named(row.recipient) }))
}

export async function listNotices(tx: Tx, filter: NoticeFilter & PageOf) {
  const page = await store.listNotices(tx, tx.scope, filter, filter)
  return { ...page, rows: await namedNotices(tx, page.rows) }
}

/** Notices for the search of everything, newest first, and how many there are; counting stops at `most`. */
export async function searchNotices(
  tx: Tx,
  meant: search.Meant,
  bounds: { limit: number; most: number },
): Promise<{ rows: Notice[]; count: Count }> {
  const { rows, found } = await search.findFirst(tx, tx.scope, meant, bounds)
  return { rows: await namedNotices(tx, rows), count: { value: Math.min(found, bounds.most), more: found > bounds.most } }
}

/** One notice as it was sent. A member that reads it has opened it; of the team it is noted whose data it read. */
export async function readNotice(tx: Tx, id: Id<'ntc'>, locale: Locale, now: Utc) {
  const before = await store.getNotice(tx, tx.scope, id)
  if (!before) return no('not-found')
  await noteOpened(tx, before, now)
  await noteReadings(tx, before.recipient, id, now)
  const row = (await store.getNotice(tx, tx.scope, id))!
  const words = relabelled((await store.wordsOfNotice(tx, tx.scope, id))!, row, row.language)
  const steps = await delivery.noticeStepsOf(tx, tx.scope, id)
  const [notice] = await namedNotices(tx, [row])
  return ok({
    notice: notice!,
    ...words,
    deliveries: await delivery.deliveriesOf(tx, tx.scope, id),
    steps: steps.map(({ number, at, what, because, who_kind, who, deliveryId }) => ({
      number,
      at,
      what,
      words: noticeStepInWords(what, because, locale),
      who: { kind: who_kind, name: who },
      deliveryId,
    })),
    mails: await delivery.mailsOf(tx, tx.scope, id),
  })
}

/** Everybody whose data stands in a notice sees who else read it. */
async function noteReadings(tx: Tx, recipient: Id<'org'>, notice: Id<'ntc'>, now: Utc): Promise<void> {
  const concerned = new Set([recipient, ...(await store.organisationsIn(tx, tx.scope, notice))])
  for (const organisation of concerned) await noteAnyReading(tx, organisation, notice, now)
}

const readerOf = (scope: Scope, row: store.ToldRow): Reader =>
  scope.team ? 'team' : scope.organisations.includes(row.recipient) ? 'recipient' : 'owner'

const told = (scope: Scope, row: store.ToldRow, locale: Locale) => ({
  id: row.finding,
  organisation: { id: row.organisation, name: row.because.owner },
  kind: row.kind,
  kindName: wordsOf(row.kind, locale).name,
  assetText: row.assetText,
  severity: row.severity,
  firstSeen: row.firstSeen,
  lastSeen: row.lastSeen,
  sources: row.sources,
  why: whyInWords(row.because, readerOf(scope, row), locale),
  answer: row.answer,
  answeredAt: row.answeredAt,
})

export async function findingsOf(tx: Tx, id: Id<'ntc'>, page: PageOf, locale: Locale) {
  if (!(await store.getNotice(tx, tx.scope, id))) return no('not-found')
  const found = await store.toldIn(tx, tx.scope, id, page)
  return ok({ ...found, rows: found.rows.map((row) => told(tx.scope, row, locale)) })
}

/** Who was told of an organisation's findings and why: its own notices, and what its operators were told about it. */
export async function toldAbout(
  tx: Tx,
  organisation: Id<'org'>,
  { finding, ...page }: PageOf & { finding?: Id<'fnd'> | undefined },
  locale: Locale,
  now: Utc,
) {
  if (!(await findOrganisation(tx, organisation))) return no('not-found')
  await noteReading(tx, organisation, 'told', now)
  const found = await store.toldOf(tx, tx.scope, organisation, finding, page)
  return ok({
    ...found,
    rows: found.rows.map((row) => ({
      ...told(tx.scope, row, locale),
      noticeId: row.notice,
      recipient: row.because.recipient,
      toldAt: row.toldAt,
    })),
  })
}

/** What waits to be told, and what holds it back. */
export async function waiting(tx: Tx, page: PageOf, now: Utc) {
  const found = await waitingPage(tx, tx.scope, page, localDay(now))
  const ids = found.rows.map(({ recipient }) => recipient)
  const named = await naming(tx, ids)
  const wishes = await routing.wishesOf(tx, tx.scope, ids)
  const windows = await routing.openWindows(tx, ids, now)
  const isHeld = await store.isHeld(tx)
  return {
    ...found,
    rows: found.rows.map(({ recipient, capped, worst, isRefused, ...row }) => ({
      ...row,
      recipient: named(recipient),
      worst: severityWord(worst),
      heldBack: isHeld
        ? ('hold' as const)
        : row.notice
          ? isRefused
            ? ('refused' as const)
            : null
          : (heldBack(recipient, worst, wishes.get(recipient) ?? usualWish, windows, now) ?? (capped ? ('cap' as const) : null)),
    })),
  }
}

/** Who was told and has not answered, the longest silence first. */
export async function silence(
  tx: Tx,
  { days, quiet, all, ...page }: PageOf & { days: number; quiet: number; all?: boolean | undefined },
  now: Utc,
  locale: Locale,
) {
  const span = { since: later(now, -days * day), quietSince: later(now, -quiet * day), all: all ?? false }
  const found = await store.silencePage(tx, tx.scope, span, page)
  const known = await addressees(
    tx,
    found.rows.map(({ recipient }) => recipient),
  )
  return {
    ...found,
    rows: found.rows.map(({ recipient, worst, ...row }) => {
      const contacts = known.get(recipient)?.contacts ?? []
      const first = firstToCall(contacts)
      return {
        ...row,
        organisation: { id: recipient, name: known.get(recipient)?.name ?? recipient },
        worst: severityWord(worst),
        contacts: contacts.filter((contact) => contact.email || contact.telephone).length,
        call: first ? { name: first.name, telephone: first.telephone!, sureness: surenessOf(first, now, locale) } : null,
      }
    }),
  }
}

/** The routing rules that hold now; of one organisation also those for everybody. */
export async function rules(tx: Tx, organisation: Id<'org'> | undefined): Promise<RoutingRule[]> {
  const rows = await routing.presentRules(tx, tx.scope, organisation && [organisation])
  const named = await naming(
    tx,
    rows.map((row) => row.organisation),
  )
  const holdings = await holdingsById(
    tx,
    rows.flatMap((row) => row.holding ?? []),
  )
  const values = new Map(holdings.map(({ id, value }) => [id, value]))
  return rows.map(({ organisation, holding, severityFrom, authorName, ...row }) => ({
    ...row,
    organisation: organisation && named(organisation),
    holding: holding && { id: holding, value: values.get(holding) ?? holding },
    severityFrom: severityFrom === null ? null : severityWord(severityFrom),
    author: authorName,
  }))
}

/** Who would be told of a finding now, and why. */
export async function tryRouting(
  tx: Tx,
  finding: Id<'fnd'>,
  locale: Locale,
  now: Utc,
): Promise<
  Result<
    { recipients: { organisation: { id: Id<'org'>; name: string }; role: 'owner' | 'operator'; why: string }[] },
    'not-found'
  >
> {
  const found = await findingsToTell(tx, [finding])
  if (found.length === 0) return no('not-found')
  const told = await recipients(tx, found, now)
  return ok({
    recipients: told.map(({ recipient, role, because }) => ({
      organisation: { id: recipient, name: because.recipient },
      role,
      why: whyInWords(because, 'team', locale),
    })),
  })
}

/** How an organisation wants to be told. */
export async function preference(tx: Tx, id: Id<'org'>): Promise<Result<{ preference: Preference }, 'not-found'>> {
  if (!(await findOrganisation(tx, id))) return no('not-found')
  const wish = (await routing.wishesOf(tx, tx.scope, [id])).get(id) ?? { ...usualWish, frozenReason: null }
  return ok({ preference: { ...wish, atOnceFrom: severityWord(wish.atOnceFrom) } })
}

/** Maintenance windows that are not over. */
export async function windows(tx: Tx, organisation: Id<'org'> | undefined, now: Utc): Promise<Window[]> {
  const rows = await routing.comingWindows(tx, tx.scope, organisation, now)
  const named = await naming(
    tx,
    rows.map((row) => row.organisation),
  )
  return rows.map((row) => ({ ...row, organisation: row.organisation && named(row.organisation) }))
}
