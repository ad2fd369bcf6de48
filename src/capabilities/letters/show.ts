import type { AdvisoryContent } from '#capabilities/advisories/contract.ts'
import { type IssuedVersion, inLocale, issuedAs, issuedSince, reasonsAt } from '#capabilities/advisories/index.ts'
import { memberOrganisation, organisationNames } from '#capabilities/members/index.ts'
import type { Choice, Way } from '#capabilities/subscriptions/contract.ts'
import {
  type Item,
  informationItem,
  informationPage,
  mayInform,
  possibleAt,
  sayChoice,
  warningOf,
  waysFor,
  whenAddressed,
  whenInformed,
} from '#capabilities/subscriptions/index.ts'
import { type Id, uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import type { World } from '#platform/capability.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import type { Information, Previewed } from './contract.ts'
import { ownedBy } from './inform.ts'
import { addressedInWords, hitInWords } from './words.ts'

const previewDays = 90
const mostLooked = 500

const program = systemScope('letters.preview')

/**
 * Which warnings of the last 90 days a choice would have brought to an organisation. It holds those that were addressed to it, and those
 * that it might have read for information by their labels; of any other it tells nothing. Ask it only for whoever may see the organisation.
 */
export async function previewed(
  db: Db,
  config: World['config'],
  { organisation, choice }: { organisation: Id<'org'>; choice: Choice },
  locale: Locale,
  now: Utc,
): Promise<{ said: string[]; since: Utc; rows: Previewed[]; more: boolean }> {
  const since = later(now, -previewDays * day)
  return db.read(program, async (tx) => {
    const wish = await possibleAt(tx, config, organisation, choice)
    const issued = await issuedSince(tx, program, since, mostLooked)
    const reasons = await reasonsAt(tx, program, organisation, issued)
    const member = await memberOrganisation(tx, program, organisation)
    const open = issued.filter((one) => !reasons.has(one.advisory) && member && mayInform(warningOf(one.content), member))
    const owned = await inventoryIn(tx, organisation, open)
    const rows = issued.flatMap((one): Previewed[] => {
      const why = reasons.get(one.advisory)
      const warning = warningOf(one.content)
      const found = why
        ? { when: whenAddressed(choice, warning, { owned: productIn(why), quiet: false }), why: addressedInWords[locale] }
        : open.includes(one)
          ? asInformation(choice, one, owned.get(one.advisory), locale)
          : undefined
      if (!found) return []
      const ways: Way[] = found.when !== 'at-once' ? [] : why ? waysFor(wish, warning) : ['mail']
      return [{ id: why ? one.advisory : null, ...headOf(one, locale), ...found, ways }]
    })
    return { said: sayChoice(wish, locale), since, rows, more: issued.length === mostLooked }
  })
}

const productIn = (reasons: readonly { kind: string }[]): string | undefined => {
  const reason = reasons.find((one): one is { kind: 'product'; product: string } => one.kind === 'product')
  return reason?.product
}

function asInformation(choice: Choice, { content }: IssuedVersion, owned: string | undefined, locale: Locale) {
  const told = whenInformed(choice, warningOf(content), { owned, quiet: false })
  return told && { when: told.when, why: hitInWords(told.hit, locale) }
}

/** What the inventory of an organisation has of each of these warnings. */
async function inventoryIn(
  tx: Tx,
  organisation: Id<'org'>,
  issued: readonly IssuedVersion[],
): Promise<ReadonlyMap<Id<'adv'>, string>> {
  const all: AdvisoryContent['products'] = issued.flatMap(({ content }) => content.products)
  // Most often nothing of all of it stands there, and one look says so.
  const any = all.length > 0 ? await ownedBy(tx, { ...issued[0]!.content, products: all }, [organisation]) : new Map()
  if (any.size === 0) return new Map()
  const found = new Map<Id<'adv'>, string>()
  for (const { advisory, content } of issued) {
    const owned = (await ownedBy(tx, content, [organisation])).get(organisation)
    if (owned !== undefined) found.set(advisory, owned)
  }
  return found
}

const headOf = ({ trackingId, content, publishedAt }: IssuedVersion, locale: Locale) => ({
  trackingId,
  title: inLocale(content.title, locale),
  severity: content.severity,
  tlp: content.tlp,
  publishedAt,
})

/** One page of what the organisations of a scope were told of for information. */
export async function informationListed(
  db: Db,
  scope: Scope,
  { after, limit }: { after?: string | undefined; limit: number },
  locale: Locale,
): Promise<{ rows: Information[]; next?: string }> {
  const { items, names } = await db.read(scope, async (tx) => {
    const items = await informationPage(tx, scope, { after, limit: limit + 1 })
    return { items, names: await organisationNames(tx, [...new Set(items.map(({ organisation }) => organisation))]) }
  })
  const shown = items.slice(0, limit)
  const issued = await issuedTo(db, shown)
  const last = shown.at(-1)
  return {
    rows: shown.flatMap((item) => {
      const one = issued.get(item.advisory)
      return one ? [informationShown(item, one, names.get(item.organisation) ?? '', locale)] : []
    }),
    ...(items.length > limit && last && { next: `${last.addedAt}~${uuidOf(last.advisory)}` }),
  }
}

/** What was published of items that a scope was shown to have: their labels were asked when they were noted. */
const issuedTo = async (db: Db, items: readonly Item[]): Promise<ReadonlyMap<Id<'adv'>, IssuedVersion>> =>
  new Map((await db.read(program, (tx) => issuedAs(tx, program, items))).map((one) => [one.advisory, one]))

const informationShown = (item: Item, one: IssuedVersion, name: string, locale: Locale): Information => ({
  id: item.advisory,
  organisation: { id: item.organisation, name },
  ...headOf(one, locale),
  addedAt: item.addedAt,
  why: item.why ? hitInWords(item.why, locale) : '',
  ended: one.ended,
})

/** One of them, to read; nothing when none of the organisations of the scope was told of it. */
export async function informationOne(db: Db, scope: Scope, id: Id<'adv'>, locale: Locale) {
  const found = await db.read(scope, async (tx) => {
    const item = await informationItem(tx, scope, id)
    return item && { item, names: await organisationNames(tx, [item.organisation]) }
  })
  if (!found) return undefined
  const { item, names } = found
  const one = (await issuedTo(db, [item])).get(id)
  if (!one) return undefined
  const { content } = one
  return {
    ...informationShown(item, one, names.get(item.organisation) ?? '', locale),
    summary: inLocale(content.summary, locale),
    what: inLocale(content.what, locale),
    who: inLocale(content.who, locale),
    measures: content.measures.map(({ text }) => inLocale(text, locale)),
    vulnerabilities: content.vulnerabilities.map(({ cve }) => cve),
    references: content.references,
  }
}
