import { type Pap, strictestPap } from '#domain/pap.ts'
import { isWithinTlp, type Tlp } from '#domain/tlp.ts'
import type { AdvisoryContent, ConcernState, Product, Vulnerability } from './contract.ts'
import { concernStates } from './contract.ts'
import { everyProduct, keyedProducts, statesOf } from './rules-concerns.ts'

/** What a supplier says of a product, by vendor and name as a warning has them. Empty versions are all that the warning names. */
export interface ProductSaid {
  product: string
  versions: string
  /** Empty: all vulnerabilities of the warning. */
  cve: string
  state: ConcernState
  /** Of *fixed*: the version in which it is. */
  fixedIn: string
  /** Of *not affected*. */
  justification: keyof NonNullable<Vulnerability['because']> | null
  tlp: Tlp
  pap: Pap
}

/** What was said under labels that a warning with these may repeat. */
export const sayable = <Said extends Pick<ProductSaid, 'tlp' | 'pap'>>(
  said: readonly Said[],
  { tlp, pap }: Pick<AdvisoryContent, 'tlp' | 'pap'>,
): Said[] => said.filter((one) => isWithinTlp(one.tlp, tlp) && strictestPap(one.pap, pap) === pap)

const nameOf = ({ vendor, product }: Pick<Product, 'vendor' | 'product'>): string => [vendor, product].filter(Boolean).join(' ')

/**
 * A warning with what suppliers say of its products: what they say of a product and a vulnerability stands instead of *affected*. Where they
 * contradict each other, the word counts that asks for more. A fixed version is a product of its own beside those that it mends.
 */
export function withSaid(content: AdvisoryContent, said: readonly ProductSaid[]): AdvisoryContent {
  if (said.length === 0) return content
  const named = keyedProducts(content)
  const whole = withTheirs({ ...content, ...named }, said)
  return { ...whole, vulnerabilities: whole.vulnerabilities.map((one) => vulnerabilityWith(whole, one, said)) }
}

/** The products of a warning, and beside them those that only suppliers name: fixed versions, and versions of their own. */
function withTheirs(content: AdvisoryContent, said: readonly ProductSaid[]): AdvisoryContent {
  const all = everyProduct(content)
  const added: Product[] = []
  for (const { product, versions, state, fixedIn } of said)
    for (const wanted of state === 'fixed' ? [fixedIn, versions] : [versions]) {
      const same = [...all, ...added].filter((one) => nameOf(one) === product)
      const [first] = same
      if (wanted === '' || !first || same.some((one) => one.versions === wanted)) continue
      const key = `p${Math.max(0, ...[...all, ...added].map((one) => Number(one.key!.slice(1)))) + 1}`
      // Names elsewhere may name other versions.
      added.push({ vendor: first.vendor, product: first.product, versions: wanted, cpe: '', purl: '', key })
    }
  return { ...content, otherProducts: [...(content.otherProducts ?? []), ...added] }
}

function vulnerabilityWith(content: AdvisoryContent, one: Vulnerability, said: readonly ProductSaid[]): Vulnerability {
  const all = everyProduct(content)
  const states = statesOf(content, one)
  const theirs = new Map<number, { state: ConcernState; why: ProductSaid['justification'] }>()
  for (const { product, versions, cve, state, fixedIn, justification } of said) {
    if (cve !== '' && cve !== one.cve) continue
    for (const [place, named] of all.entries()) {
      const isMeant =
        nameOf(named) === product &&
        (state === 'fixed'
          ? named.versions === fixedIn
          : versions === ''
            ? place < content.products.length && states.get(place) !== undefined
            : named.versions === versions)
      const before = theirs.get(place)
      if (isMeant && (!before || concernStates.indexOf(state) < concernStates.indexOf(before.state)))
        theirs.set(place, { state, why: justification })
    }
  }
  for (const [place, { state }] of theirs) states.set(place, state)
  const keysWhere = (is: (place: number) => boolean) => all.flatMap(({ key }, place) => (is(place) ? [key!] : []))
  const because = structuredClone(one.because ?? {})
  for (const [place, { state, why }] of theirs)
    if (state === 'not-affected' && why) because[why] = [...new Set([...(because[why] ?? []), all[place]!.key!])]
  return {
    ...one,
    status: Object.fromEntries(
      concernStates
        .map((state) => [state, keysWhere((place) => states.get(place) === state)])
        .filter(([, keys]) => keys!.length > 0),
    ),
    ...(Object.keys(because).length > 0 && { because }),
  }
}
