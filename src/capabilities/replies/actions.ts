import { publishedNow } from '#capabilities/advisories/index.ts'
import { supplyingAmong } from '#capabilities/directory/index.ts'
import { findOrganisation, organisationsFitting, registeredNumbers } from '#capabilities/members/index.ts'
import { today } from '#domain/dates.ts'
import { type Id, newId } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holdsFor, type Scope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { type RepliesGiven, repliesGiven, type SupplierReply } from './contract.ts'
import { anybodyMayRead, askedProducts, faultOf, missingOf, productsOf, type Said, saysTheSame, tidied } from './rules.ts'
import * as store from './store.ts'
import { tellSupplier } from './tell.ts'

export type AskFault = 'not-found' | 'advisory-not-out' | 'supplier-no-product'

/**
 * Asks a supplier about products that a warning names, and tells it so with a notice. Without keys all products are meant. Asked again
 * it says what the newest version says; no second notice goes out.
 */
export async function ask(
  tx: Tx,
  scope: Scope,
  given: { advisory: Id<'adv'>; supplier: Id<'org'>; products: readonly string[]; how: store.AskRow['how']; url: string },
  now: Utc,
): Promise<Result<{ already: boolean }, AskFault>> {
  const { advisory, supplier, how } = given
  if (!(await findOrganisation(tx, supplier))) return no('not-found')
  const published = await publishedNow(tx, scope, advisory)
  if (!published) return no('advisory-not-out')
  const { content, trackingId, version, publishedAt } = published
  const all = askedProducts(content.products)
  const products = given.products.length > 0 ? all.filter(({ key }) => given.products.includes(key)) : all
  if (products.length === 0) return no('supplier-no-product')
  const cves = content.vulnerabilities.map(({ cve }) => cve)
  const { title, summary, what, severity, tlp, pap } = content
  const shown = { trackingId, title, summary, what, publishedAt, products, cves }
  const asked = { advisory, supplier, shown, version, severity, tlp, pap, how, askedAt: now, askedBy: scope.who.name }
  const already = await store.saveAsk(tx, scope, asked)
  if (already) return ok({ already })
  await tellSupplier(tx, { ...asked, remindedAt: null, reminders: 0, overAt: null }, { again: false, url: given.url }, now)
  const detail = { trackingId, products: products.map(({ key }) => key), how }
  await audit(tx, { action: 'reply.ask', object: advisory, organisation: supplier, detail }, now)
  return ok({ already })
}

/**
 * Whom one could ask about a warning: suppliers of the register that are called as the vendors of its products are, each with those
 * products. `supplies` says whether the register knows a delivery of theirs.
 */
export async function suppliersOf(
  tx: Tx,
  scope: Scope,
  products: readonly { vendor: string; product: string; versions: string; cpe: string; purl: string }[],
  now: Utc,
): Promise<{ id: Id<'org'>; name: string; products: string[]; supplies: boolean }[]> {
  if (products.every(({ vendor }) => vendor === '')) return []
  const known = await organisationsFitting(tx, { kinds: ['supplier'], constituency: null, county: null })
  const found = [...known].flatMap(([id, name]) => {
    const theirs = askedProducts(productsOf(name, products)).map(({ key }) => key)
    return theirs.length > 0 ? [{ id, name, products: theirs }] : []
  })
  const numbers = await registeredNumbers(
    tx,
    found.map(({ id }) => id),
  )
  const among = found.map(({ id }) => ({ id, number: numbers.get(id) ?? null }))
  const supplying = await supplyingAmong(tx, scope, among, today(now))
  return found.map((one) => ({ ...one, supplies: supplying.has(one.id) }))
}

/**
 * Brings what suppliers are asked to the newest version of a warning, and asks those that the register knows to deliver its products;
 * by itself only where anybody of the sector may read the warning. Returns how many are new.
 */
export async function askKnown(
  tx: Tx,
  scope: Scope,
  { advisory, url }: { advisory: Id<'adv'>; url: string },
  now: Utc,
): Promise<number> {
  const published = await publishedNow(tx, scope, advisory)
  if (!published) return 0
  for (const { supplier, shown, how } of await store.asksOf(tx, scope, advisory))
    await ask(tx, scope, { advisory, supplier, products: shown.products.map(({ key }) => key), how, url }, now)
  if (!anybodyMayRead(published.content.tlp)) return 0
  let asked = 0
  for (const { id, products, supplies } of await suppliersOf(tx, scope, published.content.products, now)) {
    if (!supplies) continue
    const done = await ask(tx, scope, { advisory, supplier: id, products, how: 'relation', url }, now)
    if (done.ok && !done.value.already) asked += 1
  }
  return asked
}

export type ReplyFault =
  | 'not-found'
  | 'not-your-role'
  | 'reply-said-by-missing'
  | 'reply-over'
  | 'reply-product-not-asked'
  | 'reply-changed-meanwhile'

/** Whoever may answer for a supplier, with what it is asked. */
export async function answering(
  tx: Tx,
  scope: Scope,
  given: { advisory: Id<'adv'>; organisation?: Id<'org'> | undefined; saidBy: string },
): Promise<Result<store.AskRow, Exclude<ReplyFault, 'reply-product-not-asked' | 'reply-changed-meanwhile'>>> {
  if (scope.team && given.organisation === undefined) return no('not-found')
  const asked = await store.askRow(tx, scope, given.advisory, given.organisation)
  if (!asked) return no('not-found')
  if (!holdsFor(scope, asked.supplier, 'member-security')) return no('not-your-role')
  if (scope.team && given.saidBy === '') return no('reply-said-by-missing')
  return asked.overAt === null ? ok(asked) : no('reply-over')
}

/** Answers for one product, for some or all of the vulnerabilities that are asked about. */
export async function answer(
  tx: Tx,
  scope: Scope,
  given: Omit<Said, 'cve'> & {
    advisory: Id<'adv'>
    organisation?: Id<'org'> | undefined
    saidBy: string
    cves: readonly string[]
  },
  now: Utc,
): Promise<Result<{ replies: number }, ReplyFault | 'reply-needs-version' | 'reply-needs-reason'>> {
  const fault = faultOf(given)
  if (fault) return no(fault)
  const asked = await answering(tx, scope, given)
  if (!asked.ok) return asked
  const { products, cves } = asked.value.shown
  const meant = given.cves.length > 0 ? [...new Set(given.cves)] : cves.length > 0 ? cves : ['']
  const isAsked = (cve: string): boolean => (cves.length > 0 ? cves.includes(cve) : cve === '')
  if (!products.some(({ key }) => key === given.product) || !meant.every(isAsked)) return no('reply-product-not-asked')
  const { product, versions, state, fixedIn, justification, words } = given
  const said = meant.map((cve) => tidied({ product, versions, cve, state, fixedIn, justification, words }))
  return keep(tx, scope, asked.value, said, { source: 'page', saidBy: given.saidBy }, now)
}

/** Keeps answers beside those before them; who says the same again changes nothing. */
export async function keep(
  tx: Tx,
  scope: Scope,
  asked: store.AskRow,
  said: readonly Said[],
  { source, saidBy }: { source: SupplierReply['source']; saidBy: string },
  now: Utc,
): Promise<Result<{ replies: number }, 'reply-changed-meanwhile'>> {
  const { advisory, supplier, shown, severity, tlp, pap } = asked
  const before = await store.repliesOf(tx, scope, advisory, supplier)
  const supplierName = (await findOrganisation(tx, supplier))!.name
  const isSame = (one: Said, other: Said) =>
    one.product === other.product && one.versions === other.versions && one.cve === other.cve
  const added = said.flatMap((one) => {
    const last = before.find((row) => row.current && isSame(row, one))
    if (last && saysTheSame(last, one)) return []
    const about = { trackingId: shown.trackingId, title: shown.title }
    const as = scope.team ? ('team' as const) : ('supplier' as const)
    const row = {
      ...one,
      id: newId('rpl'),
      advisory,
      supplier,
      supplierName,
      about,
      severity,
      tlp,
      pap,
      number: (last?.number ?? 0) + 1,
    }
    return [{ ...row, source, as, by: scope.team ? '' : scope.who.name, saidBy, at: now }]
  })
  if (added.length === 0) return ok({ replies: 0 })
  if ((await store.addReplies(tx, scope, added)) < added.length) return no('reply-changed-meanwhile')
  const given: RepliesGiven = { advisory, supplier, replies: added.map(({ id }) => id) }
  await emit(tx, repliesGiven, given, now)
  const states = [...new Set(added.map(({ state }) => state))]
  const detail = { trackingId: shown.trackingId, replies: added.length, states, source, ...(saidBy && { saidBy }) }
  await audit(tx, { action: 'reply.give', object: advisory, organisation: supplier, detail }, now)
  return ok({ replies: added.length })
}

/** Reminds a supplier of what it has not answered, at most once a day. */
export async function remind(
  tx: Tx,
  scope: Scope,
  given: { advisory: Id<'adv'>; organisation: Id<'org'>; url: string },
  now: Utc,
): Promise<Result<Record<never, never>, 'not-found' | 'reply-over' | 'supplier-answered' | 'supplier-reminded'>> {
  const asked = await store.askRow(tx, scope, given.advisory, given.organisation)
  if (!asked) return no('not-found')
  if (asked.overAt !== null) return no('reply-over')
  if (missingOf(asked.shown, await store.answeredIn(tx, scope, [asked])) === 0) return no('supplier-answered')
  if (later(asked.remindedAt ?? asked.askedAt, day) > now && asked.remindedAt !== null) return no('supplier-reminded')
  await store.noteReminder(tx, scope, given.advisory, given.organisation, now)
  await tellSupplier(tx, asked, { again: true, url: given.url }, now)
  const detail = { trackingId: asked.shown.trackingId, reminders: asked.reminders + 1 }
  await audit(tx, { action: 'reply.remind', object: given.advisory, organisation: given.organisation, detail }, now)
  return ok({})
}
