import type { Severity } from '#domain/severity.ts'
import type { Tlp } from '#domain/tlp.ts'
import { nameOf } from '#engines/products/names.ts'
import type { AskedProduct, Justification, ReplyState, Shown } from './contract.ts'

/** A product as a warning names it, as far as suppliers are concerned. */
interface Named {
  vendor: string
  product: string
  versions: string
  cpe: string
  purl: string
}

/** What a product is called in answers: the same in all versions of a warning, also when others of its versions are affected. */
export const keyOf = ({ vendor, product }: Pick<Named, 'vendor' | 'product'>): string =>
  [vendor, product].filter(Boolean).join(' ')

/** The products of a warning, one for each key; versions of the same product stand together. */
export function askedProducts(products: readonly Named[]): AskedProduct[] {
  return [...Map.groupBy(products, keyOf)].map(([key, same]) => ({
    key,
    name: key,
    versions: [...new Set(same.map(({ versions }) => versions).filter(Boolean))].join('; '),
    cpe: same.find(({ cpe }) => cpe)?.cpe ?? '',
    purl: same.find(({ purl }) => purl)?.purl ?? '',
  }))
}

/** By what two names of a vendor are the same: *Fjellprint AS* and *fjellprint*. */
const vendorKey = (name: string): string | undefined => nameOf(name, 'x')?.vendor

/** Which products of a warning are of the supplier that is called so. */
export const productsOf = <Product extends { vendor: string }>(supplier: string, products: readonly Product[]): Product[] => {
  const key = vendorKey(supplier)
  return key === undefined ? [] : products.filter(({ vendor }) => vendor !== '' && vendorKey(vendor) === key)
}

/** What is asked: each product for each vulnerability, or for the danger as a whole where the warning names none. */
export const cellsOf = ({ products, cves }: Pick<Shown, 'products' | 'cves'>): { product: string; cve: string }[] =>
  products.flatMap(({ key }) => (cves.length > 0 ? cves : ['']).map((cve) => ({ product: key, cve })))

/** How many of what is asked have no answer. */
export function missingOf(
  shown: Pick<Shown, 'products' | 'cves'>,
  answered: readonly { product: string; cve: string }[],
): number {
  const known = new Set(answered.map(({ product, cve }) => JSON.stringify([product, cve])))
  return cellsOf(shown).filter(({ product, cve }) => !known.has(JSON.stringify([product, cve]))).length
}

/** What an answer says. */
export interface Said {
  product: string
  versions: string
  cve: string
  state: ReplyState
  fixedIn: string
  justification: Justification | null
  words: string
}

/** Fewer letters say no reason. */
const shortestReason = 10

/**
 * What is missing in an answer, if anything: *fixed* says in which version, *not affected* says why, by a flag or in words (csaf § 4.5,
 * OpenVEX: either is enough).
 */
export function faultOf({
  state,
  fixedIn,
  justification,
  words,
}: Omit<Said, 'product' | 'cve' | 'versions'>): 'reply-needs-version' | 'reply-needs-reason' | undefined {
  if (state === 'fixed' && fixedIn === '') return 'reply-needs-version'
  return state === 'not-affected' && justification === null && words.length < shortestReason ? 'reply-needs-reason' : undefined
}

/** What belongs to the state alone: a version to *fixed*, a reason to *not affected*. */
export const tidied = <Reply extends Said>(said: Reply): Reply => ({
  ...said,
  fixedIn: said.state === 'fixed' ? said.fixedIn : '',
  justification: said.state === 'not-affected' ? said.justification : null,
})

/** Whether somebody says again what they said last. */
export const saysTheSame = (one: Said, other: Said): boolean =>
  one.state === other.state &&
  one.fixedIn === other.fixedIn &&
  one.justification === other.justification &&
  one.words === other.words

/**
 * Whether anybody of the sector may read a warning: then suppliers are asked without somebody deciding so, and members are told that it did
 * not go to.
 */
export const anybodyMayRead = (tlp: Tlp): boolean => tlp === 'TLP:CLEAR' || tlp === 'TLP:GREEN'

/** What is not pressing waits for the digest of the next morning. */
export const waitsForDigest = (severity: Severity): boolean => severity === 'low' || severity === 'info'
