import { publishedNow } from '#capabilities/advisories/index.ts'
import { organisationNames } from '#capabilities/members/index.ts'
import { type Id, uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { holdsFor, type Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { suppliersOf } from './actions.ts'
import type { Ask, AskedProduct, AskWhole, OurReply, SupplierReply, TeamAsk } from './contract.ts'
import { askedProducts, cellsOf, missingOf } from './rules.ts'
import * as store from './store.ts'
import { inLocale } from './tell.ts'

const shownReply = ({
  id,
  product,
  versions,
  cve,
  number,
  state,
  fixedIn,
  justification,
  words,
  source,
  as,
  at,
  current,
}: store.ReplyRow): SupplierReply => ({
  id,
  product,
  versions,
  cve,
  number,
  state,
  fixedIn,
  justification,
  words,
  source,
  as,
  at,
  current,
})

type Answered = Awaited<ReturnType<typeof store.answeredIn>>

const shownAsk = (row: store.AskRow, names: ReadonlyMap<Id<'org'>, string>, answered: Answered, locale: Locale): Ask => ({
  advisory: row.advisory,
  organisation: { id: row.supplier, name: names.get(row.supplier) ?? '' },
  trackingId: row.shown.trackingId,
  title: inLocale(row.shown.title, locale),
  severity: row.severity,
  tlp: row.tlp,
  pap: row.pap,
  products: row.shown.products,
  cells: cellsOf(row.shown).length,
  missing: missingOf(
    row.shown,
    answered.filter(({ advisory, supplier }) => advisory === row.advisory && supplier === row.supplier),
  ),
  askedAt: row.askedAt,
  remindedAt: row.remindedAt,
  overAt: row.overAt,
})

const namesOf = (tx: Tx, rows: readonly { supplier: Id<'org'> }[]): Promise<Map<Id<'org'>, string>> =>
  organisationNames(tx, [...new Set(rows.map(({ supplier }) => supplier))])

/** One page of who is asked about what: all for the team, for a supplier what it is asked itself. */
export async function askedListed(
  tx: Tx,
  scope: Scope,
  { limit, ...filter }: { missing?: boolean | undefined; after?: string | undefined; limit: number },
  locale: Locale,
): Promise<{ rows: Ask[]; next?: string }> {
  const found = await store.askPage(tx, scope, { ...filter, limit: limit + 1 })
  const rows = found.slice(0, limit)
  const [names, answered] = [await namesOf(tx, rows), await store.answeredIn(tx, scope, rows)]
  const last = rows.at(-1)
  return {
    rows: rows.map((row) => shownAsk(row, names, answered, locale)),
    ...(found.length > limit && last && { next: `${last.askedAt}~${uuidOf(last.advisory)}~${uuidOf(last.supplier)}` }),
  }
}

/** One warning as its supplier reads it, with all that was answered. */
export async function askedShown(
  tx: Tx,
  scope: Scope,
  { id, organisation }: { id: Id<'adv'>; organisation?: Id<'org'> | undefined },
  locale: Locale,
): Promise<AskWhole | undefined> {
  const row = await store.askRow(tx, scope, id, organisation)
  return row && whole(tx, scope, row, await namesOf(tx, [row]), locale)
}

async function whole(
  tx: Tx,
  scope: Scope,
  row: store.AskRow,
  names: ReadonlyMap<Id<'org'>, string>,
  locale: Locale,
): Promise<AskWhole> {
  const replies = await store.repliesOf(tx, scope, row.advisory, row.supplier)
  return {
    ...shownAsk(row, names, replies, locale),
    shown: row.shown,
    replies: replies.map(shownReply),
    mayAnswer: row.overAt === null && holdsFor(scope, row.supplier, 'member-security'),
  }
}

/** The suppliers of one warning for the team, and whom else one could ask; nothing when there is no such warning. */
export async function suppliersShown(
  tx: Tx,
  scope: Scope,
  advisory: Id<'adv'>,
  locale: Locale,
  now: Utc,
): Promise<
  | {
      trackingId: string
      title: string
      asks: TeamAsk[]
      products: AskedProduct[]
      suggested: { id: Id<'org'>; name: string; products: string[] }[]
    }
  | undefined
> {
  const published = await publishedNow(tx, scope, advisory)
  const rows = await store.asksOf(tx, scope, advisory)
  const about = published ? { trackingId: published.trackingId, title: published.content.title } : rows[0]?.shown
  if (!about) return undefined
  const [names, told] = [await namesOf(tx, rows), await store.countTold(tx, scope, advisory)]
  const asks: TeamAsk[] = []
  for (const row of rows) {
    const { how, askedBy, reminders } = row
    asks.push({ ...(await whole(tx, scope, row, names, locale)), how, askedBy, reminders, told: told.get(row.supplier) ?? 0 })
  }
  const known = new Set(rows.map(({ supplier }) => supplier))
  const suggested = published ? await suppliersOf(tx, scope, published.content.products, now) : []
  return {
    trackingId: about.trackingId,
    title: inLocale(about.title, locale),
    asks,
    products: published ? askedProducts(published.content.products) : [],
    suggested: suggested.filter(({ id }) => !known.has(id)).map(({ id, name, products }) => ({ id, name, products })),
  }
}

/** One page of what suppliers say of products that one has. */
export async function oursListed(
  tx: Tx,
  scope: Scope,
  { limit, ...filter }: { advisory?: Id<'adv'> | undefined; after?: string | undefined; limit: number },
  locale: Locale,
): Promise<{ rows: OurReply[]; next?: string }> {
  const found = await store.oursPage(tx, scope, { ...filter, limit: limit + 1 })
  const rows = found.slice(0, limit)
  const names = await organisationNames(tx, [...new Set(rows.map(({ organisation }) => organisation))])
  const last = rows.at(-1)
  return {
    rows: rows.map(({ reply, organisation, lines, toldAt }) => ({
      ...shownReply(reply),
      supplier: reply.supplierName,
      advisory: reply.advisory,
      trackingId: reply.about.trackingId,
      title: inLocale(reply.about.title, locale),
      severity: reply.severity,
      tlp: reply.tlp,
      pap: reply.pap,
      toldAt,
      organisation: { id: organisation, name: names.get(organisation) ?? '' },
      ours: lines.map(({ text, why }) => `${text}. ${inLocale(why, locale)}`),
    })),
    ...(found.length > limit && last && { next: `${uuidOf(last.reply.id)}~${uuidOf(last.organisation)}` }),
  }
}
