import { anyValue, type Cpe, type CpeAttribute, cpeAttributes, hasWildcard, naValue, plainValue } from './cpe.ts'
import { readVersion } from './version.ts'
import { type VersionRange, versionIn } from './version-range.ts'

/** How the first of two values (or names) stands to the second (NISTIR 7696, table 6-1). */
export type CpeRelation = 'superset' | 'subset' | 'equal' | 'disjoint' | 'undefined'

/**
 * NISTIR 7696, table 6-2. A source with wildcards is a superset of what it matches; a target with wildcards has no defined relation
 * unless the source is NA or equal to it.
 */
export function compareValues(source: string, target: string): CpeRelation {
  if (source === target) return hasWildcard(source) ? 'undefined' : 'equal'
  if (hasWildcard(target)) return 'undefined'
  if (source === anyValue) return 'superset'
  if (target === anyValue) return 'subset'
  if (source === naValue || target === naValue || !hasWildcard(source)) return 'disjoint'
  return matchesWildcard(source, target) ? 'superset' : 'disjoint'
}

/** The relation of each attribute. */
export const compareAttributes = (source: Cpe, target: Cpe): Record<CpeAttribute, CpeRelation> =>
  Object.fromEntries(cpeAttributes.map((name) => [name, compareValues(source[name], target[name])])) as Record<
    CpeAttribute,
    CpeRelation
  >

/** The relation of two names (NISTIR 7696, table 6-4): one attribute that is disjoint parts them. */
export function compareNames(source: Cpe, target: Cpe): CpeRelation {
  const relations = new Set(Object.values(compareAttributes(source, target)))
  if (relations.has('disjoint')) return 'disjoint'
  if (relations.has('undefined') || (relations.has('superset') && relations.has('subset'))) return 'undefined'
  return relations.has('superset') ? 'superset' : relations.has('subset') ? 'subset' : 'equal'
}

/** A sign with its quote is one sign. */
const signsOf = (value: string): string[] => value.match(/\\?./gs) ?? []

/** `*` stands for any number of signs, each `?` for none or one (NISTIR 7696, 6.3.2, compareStrings). */
export function matchesWildcard(pattern: string, value: string): boolean {
  const signs = signsOf(pattern)
  const isWild = (sign: string | undefined) => sign === '*' || sign === '?'
  const first = signs.findIndex((sign) => !isWild(sign))
  if (first < 0) return signs.includes('*') || signsOf(value).length <= signs.length
  const last = signs.findLastIndex((sign) => !isWild(sign))
  const [before, after] = [roomOf(signs.slice(0, first)), roomOf(signs.slice(last + 1))]
  const body = signs.slice(first, last + 1)
  const given = signsOf(value)
  for (let at = 0; at <= Math.min(before, given.length - body.length); at++)
    if (given.length - at - body.length <= after && body.every((sign, index) => sign === given[at + index])) return true
  return false
}

const roomOf = (wild: readonly string[]): number => (wild.includes('*') ? Number.POSITIVE_INFINITY : wild.length)

/** What a vulnerability names: a name in which ANY and wildcards stand for many, and the versions apart from it. */
export interface CpeCriteria {
  name: Cpe
  versions?: VersionRange
}

/** `unclear`: the same product, but its version does not say whether it is meant. */
export type CpeVerdict = 'match' | 'unclear' | 'no-match'

/**
 * Whether a product is among those that are named. An attribute that either side leaves open does not part them, as in NVD's own
 * search; but a product of whatever vendor is not whatever product of one vendor: of vendor and product one side must know both
 * as well as the other. The range counts where the criteria leave the version open.
 */
export function matchCpe(criteria: CpeCriteria, product: Cpe): CpeVerdict {
  const { name, versions } = criteria
  for (const attribute of cpeAttributes) if (!mayBe(name[attribute], product[attribute])) return 'no-match'
  const known = [compareValues(name.vendor, product.vendor), compareValues(name.product, product.product)]
  if (known.includes('superset') && known.includes('subset')) return 'no-match'
  if (!versions || name.version !== anyValue) return 'match'
  const said = readVersion(plainValue(product.version) ?? '')
  return said ? verdicts[versionIn(said, versions, !hasWildcard(product.version))] : isEvery(versions) ? 'match' : 'unclear'
}

const verdicts = { inside: 'match', unclear: 'unclear', outside: 'no-match' } as const

const isEvery = ({ intervals }: VersionRange): boolean => intervals.some(({ from, to }) => !from && !to)

const mayBe = (source: string, target: string): boolean => {
  const relation = compareValues(source, target)
  return relation === 'undefined' ? source === anyValue || source === target : relation !== 'disjoint'
}

/** A configuration as NVD writes it: what must be there together (AND), or of which one is enough (OR); `negate` turns it round. */
export type CpeConfiguration = CpeCriteria | { operator: 'AND' | 'OR'; negate?: boolean; nodes: readonly CpeConfiguration[] }

/**
 * Whether the products of one system make up a configuration: a firmware *and* the device that it runs on. A product that is unclear
 * makes the answer unclear where it decides. A configuration that demands nothing is met by nobody.
 */
export function matchConfiguration(configuration: CpeConfiguration, products: readonly Cpe[]): CpeVerdict {
  if ('name' in configuration) return best(products.map((product) => matchCpe(configuration, product)))
  const { operator, negate = false, nodes } = configuration
  const verdicts = nodes.map((node) => matchConfiguration(node, products))
  const verdict = operator === 'OR' ? best(verdicts) : worst(verdicts)
  return negate ? opposite[verdict] : verdict
}

const best = (verdicts: readonly CpeVerdict[]): CpeVerdict =>
  verdicts.includes('match') ? 'match' : verdicts.includes('unclear') ? 'unclear' : 'no-match'

const worst = (verdicts: readonly CpeVerdict[]): CpeVerdict =>
  verdicts.length === 0 || verdicts.includes('no-match') ? 'no-match' : verdicts.includes('unclear') ? 'unclear' : 'match'

const opposite = { match: 'no-match', unclear: 'unclear', 'no-match': 'match' } as const
