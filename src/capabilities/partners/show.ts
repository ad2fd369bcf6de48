import type { AdvisoryContent } from '#capabilities/advisories/contract.ts'
import { advisoriesNamed, inLocale, leftOutInWords } from '#capabilities/advisories/index.ts'
import { type AffectedProduct, coverageAmong, matchInventory } from '#capabilities/products/index.ts'
import { type Known, knownOf } from '#capabilities/vulnerabilities/index.ts'
import { type Cve, readCve } from '#domain/cve.ts'
import { type Id, uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import { later, type Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Item, ItemFilter, ItemRow, Partner, PartnerProblem } from './contract.ts'
import { deadAfterMs, isSilent } from './rules.ts'
import * as store from './store.ts'
import * as items from './store-items.ts'
import { problemInWords } from './words.ts'

type Listing = { after?: string | undefined; limit: number }

/** One page of partners, with keys and counts. */
export async function listed(tx: Tx, scope: Scope, asked: Listing, now: Utc): Promise<{ rows: Partner[]; next?: string }> {
  const rows = await store.partnerPage(tx, scope, { ...asked, limit: asked.limit + 1 })
  const page = rows.slice(0, asked.limit)
  const shown = await shownAll(tx, scope, page, now)
  const last = page.at(-1)
  return { rows: shown, ...(rows.length > asked.limit && last && { next: uuidOf(last.id) }) }
}

/** One partner, with keys and counts. */
export async function shownPartner(tx: Tx, scope: Scope, id: Id<'par'>, now: Utc): Promise<Partner | undefined> {
  const row = await store.partnerRow(tx, scope, id)
  return row && (await shownAll(tx, scope, [row], now))[0]
}

async function shownAll(tx: Tx, scope: Scope, rows: readonly store.PartnerRecord[], now: Utc): Promise<Partner[]> {
  const ids = rows.map(({ id }) => id)
  const keys = await store.keysOf(tx, scope, ids)
  const counts = await store.countsOf(tx, scope, ids)
  return rows.map(({ readUntil: _, begunAt, touchedAt, progress, came, createdAt, ...row }) => ({
    ...row,
    silent: isSilent({ ...row, createdAt }, now),
    fetching:
      begunAt !== null && touchedAt !== null && touchedAt > later(now, -deadAfterMs) ? { since: begunAt, items: progress } : null,
    came: row.fetchedAt === null ? null : { fresh: 0, newer: 0, same: 0, refused: 0, left: 0, ...came },
    ...(counts.get(row.id) ?? { fresh: 0, items: 0, problems: 0 }),
    keys: keys.get(row.id) ?? [],
  }))
}

/** What of a partner was not taken, in words. */
export async function shownProblems(tx: Tx, scope: Scope, id: Id<'par'>, locale: Locale): Promise<PartnerProblem[]> {
  const rows = await store.problemsOf(tx, scope, id)
  return rows.map((row) => ({ ...row, words: problemInWords(row, locale) }))
}

/** One page of the inbox. */
export async function listedItems(
  tx: Tx,
  scope: Scope,
  asked: ItemFilter & Listing,
): Promise<{ rows: ItemRow[]; next?: string }> {
  const rows = await items.itemPage(tx, scope, { ...asked, limit: asked.limit + 1 })
  const page = rows.slice(0, asked.limit)
  const known = await knownTo(tx, [...new Set(page.flatMap(({ cves }) => cves))])
  const last = page.at(-1)
  return {
    rows: page.map((row) => rowOf(row, known)),
    ...(rows.length > asked.limit && last && { next: `${last.cameAt}~${uuidOf(last.id)}` }),
  }
}

/** What is known here of these CVEs; a name that is none is unknown. */
const knownTo = (tx: Tx, names: readonly string[]): Promise<Map<Cve, Known>> =>
  knownOf(
    tx,
    names.flatMap((name) => readCve(name) ?? []),
  )

const isExploited = (known: Known | undefined): boolean => Boolean(known?.kevOn ?? known?.euKevOn)

const rowOf = (row: items.ItemRecord, known: Map<Cve, Known>): ItemRow => ({
  id: row.id,
  partner: row.partner,
  key: row.key,
  form: row.form,
  state: row.state,
  title: row.title,
  severity: row.severity,
  tlp: row.tlp,
  pap: row.pap,
  version: row.version,
  cves: row.cves,
  exploited: row.cves.some((cve) => isExploited(known.get(cve as Cve))),
  valid: row.valid,
  publishedAt: row.publishedAt,
  changedAt: row.changedAt,
  cameAt: row.cameAt,
  newerAt: row.newerAt,
  advisory: row.advisory,
})

/** Longer texts are read in the document itself. */
const longestText = 20_000

/** One item with its facts, what is known of its CVEs, how many members have what it names, and the warning that was made of it. */
export async function shownItem(tx: Tx, scope: Scope, id: Id<'pit'>, locale: Locale): Promise<Item | undefined> {
  const row = await items.itemRow(tx, scope, id)
  if (!row) return undefined
  const content = row.content as AdvisoryContent
  const known = await knownTo(tx, row.cves)
  const [made] = row.advisory ? await advisoriesNamed(tx, scope, [row.advisory]) : []
  return {
    ...rowOf(row, known),
    summary: row.summary,
    text: inLocale(content.what, locale).slice(0, longestText),
    publisher: row.publisher,
    reference: row.reference,
    link: row.link,
    labelled: row.labelled,
    hash: row.hash,
    signedBy: row.signedBy,
    notTested: row.notTested,
    failures: row.failures,
    leftOut: row.leftOut.map((one) => ({ ...one, why: leftOutInWords(one.why, locale) })),
    papSaid: row.papSaid,
    products: content.products,
    vulnerabilities: content.vulnerabilities.map(({ cve, vectors }) => {
      const one = known.get(cve as Cve)
      return {
        cve,
        vectors,
        kevOn: one?.kevOn ?? null,
        euKevOn: one?.euKevOn ?? null,
        epss: one?.epss?.score ?? null,
        score: one?.score ?? null,
      }
    }),
    references: content.references,
    matches: await matchesOf(tx, content.products),
    made: made ?? null,
    takenBy: row.takenBy,
    asideBy: row.asideBy,
  }
}

/** How many members have what is named, as far as they have told what they run. Who they are is found when a warning is addressed. */
async function matchesOf(tx: Tx, products: AdvisoryContent['products']): Promise<Item['matches']> {
  const coverage = await coverageAmong(tx)
  if (products.length === 0) return { sure: 0, unsure: 0, ...coverage }
  const { organisations } = await matchInventory(tx, products.map(affected))
  const sure = [...organisations.values()].filter((matches) => matches.some(({ sureness }) => sureness === 'sure')).length
  return { sure, unsure: organisations.size - sure, ...coverage }
}

/** What is left empty is not known, which is other than an empty name. */
const affected = ({ vendor, product, versions, cpe, purl }: AdvisoryContent['products'][number]): AffectedProduct => ({
  product,
  ...(vendor && { vendor }),
  ...(versions && { versions }),
  ...(cpe && { cpe }),
  ...(purl && { purl }),
})

/** Items of a warning that have come in a newer version since. */
export async function shownNewerOf(tx: Tx, scope: Scope, advisory: Id<'adv'>) {
  const rows = await items.newerOf(tx, scope, advisory)
  return rows.map(({ id, title, version, newerAt, partner }) => ({ id, title, version, newerAt, partner }))
}
