import { memberOrganisations } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import type { Texts } from '#domain/locale.ts'
import {
  type AffectedProduct,
  buildProducts,
  type InventoryLine,
  type Match,
  type Problem,
  type ProductIndex,
} from '#engines/products/products.ts'
import { tellMatch } from '#engines/products/words.ts'
import type { Tx } from '#platform/db/db.ts'
import * as store from './store.ts'

export type { AffectedProduct, Problem }

/** A line of an organisation that is what an advisory names, or may be. */
export interface InventoryMatch {
  line: Id<'prd'>
  /** Place in the list of products, from 0. */
  product: number
  sureness: Match['sureness']
  /** Why, in plain sentences. */
  why: Texts
  /** What it was compared by, and when and by what it was last seen. */
  compared: InventoryLine
}

/** Who has what an advisory names. */
export interface Matched {
  organisations: Map<Id<'org'>, InventoryMatch[]>
  /** What the advisory says that could not be read: its matches are questions. */
  problems: readonly Problem[]
}

const namesAtOnce = 20_000
const wantedAtOnce = 100
const linesOfName = 1_000

/**
 * Finds the standing lines of inventories that are affected; `among` leaves out all other organisations. Names are compared first, each once,
 * however many lines have it (`mayMatch` of the engine: what it passes over has no match), and only lines whose name may fit are read, in
 * pages by key. Only the team may ask: a member's scope finds no names.
 */
export async function matchInventory(
  tx: Tx,
  products: readonly AffectedProduct[],
  among?: readonly Id<'org'>[],
): Promise<Matched> {
  const index = buildProducts(products)
  const organisations = new Map<Id<'org'>, InventoryMatch[]>()
  for await (const names of fittingNames(tx, index))
    for await (const rows of linesOf(tx, names, among))
      for (const row of rows) {
        const found = matchesOf(index, row)
        if (found.length === 0) continue
        const all = organisations.get(row.organisation)
        if (all) all.push(...found)
        else organisations.set(row.organisation, found)
      }
  return { organisations, problems: index.problems }
}

/** Keys of the names that may fit, some at a time. */
async function* fittingNames(tx: Tx, index: ProductIndex): AsyncGenerator<string[]> {
  let wanted: string[] = []
  for (let after: string | undefined; ; ) {
    const page = await store.namePage(tx, after, namesAtOnce)
    for (const name of page) {
      if (!index.mayMatch(named(name))) continue
      wanted.push(name.key)
      if (wanted.length === wantedAtOnce) {
        yield wanted
        wanted = []
      }
    }
    if (page.length < namesAtOnce) break
    after = page.at(-1)!.key
  }
  if (wanted.length > 0) yield wanted
}

/** Lines with these names: a page of all together, then the rest of those that have more. */
async function* linesOf(
  tx: Tx,
  names: readonly string[],
  among: readonly Id<'org'>[] | undefined,
): AsyncGenerator<store.ComparedRow[]> {
  const first = await store.linesNamed(tx, tx.scope, names, { among, limit: linesOfName })
  yield first
  for (const [name, rows] of Map.groupBy(first, (row) => row.name)) {
    for (let page = rows; page.length === linesOfName; ) {
      page = await store.linesNamed(tx, tx.scope, [name], { among, after: page.at(-1)!.id, limit: linesOfName })
      if (page.length > 0) yield page
    }
  }
}

/** Texts that nobody gave are absent, as the engine takes them. */
const named = ({ vendor, product, cpe, purl }: Pick<store.NameRow, 'vendor' | 'product' | 'cpe' | 'purl'>) => ({
  product,
  ...(vendor && { vendor }),
  ...(cpe && { cpe }),
  ...(purl && { purl }),
})

function matchesOf(index: ProductIndex, row: store.ComparedRow): InventoryMatch[] {
  const line: InventoryLine = {
    ...named(row),
    member: row.organisation,
    seenAt: row.seenAt,
    by: row.source,
    ...(row.version && { version: row.version }),
  }
  return index.match(line).map((match) => ({
    line: row.id,
    product: match.product,
    sureness: match.sureness,
    why: tellMatch(match),
    compared: line,
  }))
}

/** How many members there are, and how many of them have told us what they run: beside every answer to *who has it*. */
export async function coverageAmong(tx: Tx, among?: readonly Id<'org'>[]): Promise<{ told: number; of: number }> {
  const wanted = among && new Set(among)
  const members = (await memberOrganisations(tx, tx.scope)).flatMap(({ id }) => (!wanted || wanted.has(id) ? [id] : []))
  return { told: (await store.withInventory(tx, tx.scope, members)).length, of: members.length }
}

const namesShown = 20

/** Vendors and products of the sector that begin so, for whoever of the team types one. */
export const productNames = (tx: Tx, prefix: string): Promise<{ vendor: string; product: string }[]> =>
  store.namesBeginning(tx, tx.scope, prefix.trim(), namesShown)
