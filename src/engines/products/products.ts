import { hasWildcard, readCpe } from '#domain/cpe.ts'
import { packageOf, readPurl } from '#domain/purl.ts'
import {
  type Affected,
  type AffectedProduct,
  type InventoryLine,
  judge,
  type Match,
  nameOfCpe,
  type Own,
  type Problem,
  readAffected,
  readOwn,
} from './judge.ts'
import { affectedKeys, mayBe, type Name, nameOf, ownKeys, spellingsOf } from './names.ts'

export type { AffectedProduct, InventoryLine, Match, Problem } from './judge.ts'

/** Which lines of inventories are affected by the products of one advisory. It never changes: when those do, build a new one. */
export interface ProductIndex {
  /** The matches of one line, in the order of the products. */
  match(line: InventoryLine): readonly Match[]
  /**
   * Whether `match` may find anything in lines that are named so, whatever their versions: `match` itself asks this first, so a line whose
   * name is passed over here has no match. CPE and package URL may be whole, or cut by `cpeHead` and `purlHead`.
   */
  mayMatch(name: LineName): boolean
  /** What the advisory says that could not be read. */
  problems: readonly Problem[]
}

/** What a line is known by before its version is asked for. */
export type LineName = Pick<InventoryLine, 'vendor' | 'product' | 'cpe' | 'purl'>

/** So many names are remembered, and of each so many vendors; then all are forgotten, so that a hostile inventory fills no memory. */
const mostNames = 50_000
const mostVendors = 500

const none: readonly number[] = []
const noMatches: readonly Match[] = []

/**
 * Builds the index. Nearly every line has nothing to do with the advisory, so each is first looked up by the words under which it
 * could be known; what was looked up is remembered, since inventories repeat each other. Only what may match is read and judged.
 */
export function buildProducts(products: readonly AffectedProduct[]): ProductIndex {
  const read = products.map(readAffected)
  const all = read.map(({ affected }) => affected)
  const byName = group(all, ({ names }) => names.flatMap(affectedKeys))
  const byPackage = group(all, ({ purl }) => (purl ? [packageOf(purl)] : []))
  const byCpe = group(all, ({ cpe }) => (cpe ? [cpe.product] : []))
  const withCpe = all.filter(({ cpe }) => cpe).map(({ index }) => index)
  const withOpenCpe = all.filter(({ cpe }) => cpe && isOpen(cpe.product)).map(({ index }) => index)

  const byKeys = (name: Name): number[] =>
    [...ownKeys(name), ...(name.stem ? ownKeys(name.stem.name) : [])].flatMap((key) => byName.get(key) ?? none)
  const spellings = spellingsOf(new Set(byName.keys()))
  const ofProduct = remembered((product) =>
    mayBe(product, spellings)
      ? remembered((vendor) => {
          const name = nameOf(vendor, product)
          return places(name ? byKeys(name) : none)
        }, mostVendors)
      : null,
  )
  const ofCpe = remembered((head) => {
    const name = readCpe(head.startsWith('cpe:2.3:') && head.split(':').length === 5 ? `${head}:*:*:*:*:*:*:*:*` : head)
    if (!name.ok) return none
    const named = nameOfCpe(name.value)
    const known = isOpen(name.value.product) ? withCpe : [...withOpenCpe, ...(byCpe.get(name.value.product) ?? none)]
    return places([...known, ...(named ? byKeys(named) : none)])
  })
  const ofPurl = remembered((head) => {
    // Packages of some types have no name without a version.
    const purl = readPurl(head) ?? readPurl(`${head}@0`)
    return purl ? (byPackage.get(packageOf(purl)) ?? none) : none
  })

  const candidatesOf = ({ vendor, product, cpe, purl }: LineName): readonly number[] => {
    const named = ofProduct(product)?.(vendor ?? '') ?? none
    const byItsCpe = cpe ? ofCpe(cpeHead(cpe)) : none
    const byItsPurl = purl && byPackage.size > 0 ? ofPurl(purlHead(purl)) : none
    if (byItsCpe.length === 0 && byItsPurl.length === 0) return named
    return places([...named, ...byItsCpe, ...byItsPurl])
  }

  return {
    match(line) {
      const candidates = candidatesOf(line)
      if (candidates.length === 0) return noMatches
      const own: Own = readOwn(line)
      return candidates.map((index) => judge(all[index]!, own)).filter((match) => match !== undefined)
    },
    mayMatch: (name) => candidatesOf(name).length > 0,
    problems: read.flatMap(({ problems }) => problems),
  }
}

const isOpen = (value: string): boolean => value === '*' || hasWildcard(value)

function group(all: readonly Affected[], keysOf: (affected: Affected) => readonly string[]): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  for (const affected of all)
    for (const key of new Set(keysOf(affected))) groups.set(key, [...(groups.get(key) ?? []), affected.index])
  return groups
}

/** Each once and in order. */
const places = (found: readonly number[]): readonly number[] =>
  found.length === 0 ? none : [...new Set(found)].sort((one, other) => one - other)

/** What is found is kept; it is never undefined. */
function remembered<Found extends object | null>(find: (key: string) => Found, most = mostNames): (key: string) => Found {
  const known = new Map<string, Found>()
  return (key) => {
    const before = known.get(key)
    if (before !== undefined) return before
    if (known.size >= most) known.clear()
    const found = find(key)
    known.set(key, found)
    return found
  }
}

/** A name up to its product: what many versions have in common. A name with quoted signs stays whole; what is cut stays as it is. */
export function cpeHead(text: string): string {
  const isFormatted = text.startsWith('cpe:2.3:')
  if (text.includes('\\') || !(isFormatted || text.startsWith('cpe:/'))) return text
  let at = isFormatted ? 7 : 4
  for (let colons = 0; colons < 3; colons++) {
    at = text.indexOf(':', at + 1)
    if (at < 0) return text
  }
  return text.slice(0, at)
}

/** A package URL without version, qualifiers and subpath; what is cut stays as it is. */
export function purlHead(text: string): string {
  const ends = [text.indexOf('?'), text.indexOf('#')].filter((at) => at >= 0)
  const plain = ends.length === 0 ? text : text.slice(0, Math.min(...ends))
  const at = plain.lastIndexOf('@')
  return at > plain.lastIndexOf('/') ? plain.slice(0, at) : plain
}
