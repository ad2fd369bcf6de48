import {
  type AdvisoryContent,
  type ConcernState,
  concernStates,
  type Product,
  type Vulnerability,
  type Within,
} from './contract.ts'

type Lists = Pick<AdvisoryContent, 'products' | 'otherProducts' | 'vulnerabilities'>

/** Every product that a warning says something of: first those that it warns of. */
export const everyProduct = ({ products, otherProducts = [] }: Pick<Lists, 'products' | 'otherProducts'>): Product[] => [
  ...products,
  ...otherProducts,
]

/** What is said of each product for one vulnerability, by the place of the product among all. Of what is not there nothing is said. */
export function statesOf(content: Lists, { status }: Pick<Vulnerability, 'status'>): Map<number, ConcernState> {
  const byKey = new Map<string, ConcernState>()
  for (const state of concernStates.toReversed()) for (const key of status?.[state] ?? []) byKey.set(key, state)
  const states = new Map<number, ConcernState>()
  for (const [place, { key }] of everyProduct(content).entries()) {
    const said = status && key !== undefined ? byKey.get(key) : place < content.products.length ? 'affected' : undefined
    if (said) states.set(place, said)
  }
  return states
}

/** For how many of the vulnerabilities a product is affected. */
export const affectedBy = (content: Lists, place: number): number =>
  content.vulnerabilities.filter((one) => statesOf(content, one).get(place) === 'affected').length

const numberOf = ({ key }: Pick<Product, 'key'>): number => Number(key?.slice(1) ?? 0)

/** All that names products by their keys. */
type Naming = Pick<Lists, 'products' | 'otherProducts'> & Partial<Pick<AdvisoryContent, 'vulnerabilities' | 'measures' | 'noFix'>>

const keysNamed = ({ vulnerabilities = [], measures = [], noFix = [] }: Naming): string[] => [
  ...vulnerabilities.flatMap(({ status = {}, because = {} }) => [...Object.values(status), ...Object.values(because)].flat()),
  ...[...measures, ...noFix].flatMap(({ within = [] }) => within.flatMap(({ products }) => products)),
]

/** The same products, each with a name by which it is told apart; none gets one under which something is said of a product that has gone. */
export function keyedProducts(content: Naming): { products: Product[]; otherProducts: Product[] } {
  const taken = [...everyProduct(content), ...keysNamed(content).map((key) => ({ key }))].map(numberOf)
  let last = taken.reduce((one, other) => Math.max(one, other), 0)
  const named = (product: Product): Product => ({ ...product, key: product.key ?? `p${++last}` })
  return { products: content.products.map(named), otherProducts: (content.otherProducts ?? []).map(named) }
}

/** Says something else of a product for one vulnerability, or nothing at all; all that is said of others stays as it was. */
export function withState(
  content: Lists & Naming,
  { place, at }: { place: number; at: number },
  state: ConcernState | undefined,
): Pick<Lists, 'products' | 'otherProducts' | 'vulnerabilities'> {
  const { products, otherProducts } = keyedProducts(content)
  const all = everyProduct({ products, otherProducts })
  const changed = (one: Vulnerability): Vulnerability => {
    const states = statesOf(content, one)
    if (state) states.set(place, state)
    else states.delete(place)
    const keysOf = (wanted: ConcernState) => all.flatMap(({ key }, index) => (states.get(index) === wanted ? [key!] : []))
    const status = Object.fromEntries(concernStates.map((each) => [each, keysOf(each)]).filter(([, keys]) => keys!.length > 0))
    return { ...one, status }
  }
  return {
    products,
    ...(otherProducts.length > 0 && { otherProducts }),
    vulnerabilities: content.vulnerabilities.map((one, index) => (index === at ? changed(one) : one)),
  }
}

const onlyKnown = <Word extends string>(
  lists: Partial<Record<Word, string[]>>,
  known: ReadonlySet<string>,
): Partial<Record<Word, string[]>> =>
  Object.fromEntries(
    Object.entries<string[] | undefined>(lists).flatMap(([word, keys = []]) => {
      const left = keys.filter((key) => known.has(key))
      return left.length > 0 ? [[word, left]] : []
    }),
  ) as Partial<Record<Word, string[]>>

/** What counts for products that are there; empty where it counts for none of them any more. */
const onlyWithin = <One extends { within?: Within | undefined }>({ within, ...one }: One, known: ReadonlySet<string>) => ({
  ...one,
  ...(within && {
    within: within
      .map(({ cves, products }) => ({ cves, products: products.filter((key) => known.has(key)) }))
      .filter(({ products }) => products.length > 0),
  }),
})

/**
 * A warning as it is kept: it warns of the products that a vulnerability affects, or of which nothing is said; the others stand apart, so
 * that nobody is warned because of them. What names a product that is not there any more is taken out.
 */
export function settled(content: AdvisoryContent): AdvisoryContent {
  const known = new Set(everyProduct(content).flatMap(({ key }) => key ?? []))
  const vulnerabilities = content.vulnerabilities.map(({ status, because, ...one }) => ({
    ...one,
    ...(status && { status: onlyKnown(status, known) }),
    ...(because && { because: onlyKnown(because, known) }),
  }))
  const states = vulnerabilities.map((one) => statesOf({ ...content, vulnerabilities }, one))
  const said = (place: number) => new Set(states.flatMap((of) => of.get(place) ?? []))
  const all = everyProduct(content)
  const isOther = (place: number): boolean => {
    const about = said(place)
    return about.has('affected') ? false : about.size > 0 || place >= content.products.length
  }
  const { otherProducts: _before, ...rest } = content
  const others = all.filter((_, place) => isOther(place))
  return {
    ...rest,
    products: all.filter((_, place) => !isOther(place)),
    ...(others.length > 0 && { otherProducts: others }),
    vulnerabilities,
    measures: rest.measures.map((one) => onlyWithin(one, known)),
    ...(rest.noFix && { noFix: rest.noFix.map((one) => onlyWithin(one, known)) }),
  }
}

/** For which products something is said of a vulnerability, by their keys. */
export const withinOf = (within: Within, cve: string): Set<string> =>
  new Set(within.filter(({ cves }) => cves.includes(cve)).flatMap(({ products }) => products))
