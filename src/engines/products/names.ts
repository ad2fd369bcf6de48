import { productAliases, productHosts, vendorAliases } from './aliases.data.ts'

/** A product's name made ready to be compared: small letters and digits only, known by the name that most use. */
export interface Name {
  vendor: string | undefined
  product: string
  /** Vendor and product in one word, for those who write both in one field. */
  whole: string
  /** What this one is likely to hold: *FortiGate* runs *FortiOS*. */
  host: string | undefined
  /** The name without the number at its end, and that number: *FortiOS 7.0.12*, *Exchange Server 2019*. */
  stem: { name: Name; version: string } | undefined
}

const longest = 200
/** Legal forms and words that make no difference at the end of a vendor's name. */
const forms = new Set(
  'inc incorporated corp corporation co company ltd limited llc plc gmbh ag kg sa sas srl bv nv as asa ab oy oyj aps foundation software systems technologies technology international'.split(
    ' ',
  ),
)

/** Without what stands in parentheses (*Server Core installation*), and with one word for service packs. */
function tidy(text: string): string {
  const short = text.slice(0, longest).trim()
  const bare = short.replace(/\([^()]*\)/g, ' ').trim()
  return (/[\p{L}\p{N}]/u.test(bare) ? bare : short)
    .replace(/\bservice\s+pack\b/gi, 'SP')
    .replace(/(?<=\S\s+)version(?=\s)/gi, ' ')
}

const wordsOf = (text: string): string[] =>
  tidy(text)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f™®©]/g, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** *The Apache Software Foundation* is *apache*, *Cisco Systems, Inc.* is *cisco*. */
function plainVendor(words: readonly string[]): string {
  const kept = words.filter((word, at) => at > 0 || word !== 'the')
  while (kept.length > 1 && forms.has(kept.at(-1)!)) kept.pop()
  return kept.join('')
}

const commonVendor = (plain: string): string => known(vendorAliases, plain) ?? plain

const known = <Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** A number at the end, and what vendors count beside it: *Exchange Server 2019 Cumulative Update 14*. */
const numbered = /^(.*?\p{L}.*?)[\s_-]+v?(\d[\w.-]*(?:\s+(?:cu|cumulative update|update|sp|r)\s?\d+)*)$/isu

/** The name of a product; nothing when there is no letter or digit in it. */
export function nameOf(vendorText: string | undefined, productText: string): Name | undefined {
  const plain = plainVendor(wordsOf(vendorText ?? ''))
  const words = withoutVendor(wordsOf(productText), plain)
  if (words.length === 0) return undefined
  const name = nameFrom(plain === '' ? undefined : commonVendor(plain), words.join(''))
  const ending = numbered.exec(tidy(productText))
  const stem = ending ? nameOf(vendorText, ending[1]!) : undefined
  return { ...name, stem: stem && { name: { ...stem, stem: undefined }, version: ending![2]! } }
}

/** So many words at the front of a product may be its vendor. */
const mostVendorWords = 4

/** *Microsoft Exchange Server* of Microsoft is *Exchange Server*. One word that only is another name of the vendor stays. */
function withoutVendor(words: string[], vendor: string): string[] {
  if (vendor === '') return words
  for (let count = Math.min(mostVendorWords, words.length - 1); count > 0; count--) {
    const first = plainVendor(words.slice(0, count))
    if (first === vendor || (count > 1 && commonVendor(first) === commonVendor(vendor))) return words.slice(count)
  }
  return words
}

function nameFrom(vendor: string | undefined, product: string): Name {
  const alias = known(productAliases, (vendor ?? '') + product)
  const [ofVendor, ofProduct] = alias ?? [vendor, product]
  const whole = (ofVendor ?? '') + ofProduct
  return { vendor: ofVendor, product: ofProduct, whole, host: known(productHosts, whole)?.join(''), stem: undefined }
}

/** How sure it is that two names mean one product; `doubt` is what a question would be about. */
export interface Likeness {
  sureness: 'sure' | 'likely' | 'ask'
  reason: 'name' | 'host' | 'no-vendor' | 'like-vendor'
}

/** Names as short as these say little without a vendor. */
const shortName = 5

/** Whether what somebody has is what an advisory names. Two vendors that differ part them. */
export function likeness(affected: Name, own: Name): Likeness | undefined {
  if (affected.vendor !== undefined && own.vendor !== undefined) {
    if (own.whole === affected.whole) return { sureness: 'sure', reason: 'name' }
    if (own.host === affected.whole) return { sureness: 'likely', reason: 'host' }
    const same = own.product === affected.product || own.whole === affected.product || own.product === affected.whole
    return same && beginAlike(own.vendor, affected.vendor) ? { sureness: 'likely', reason: 'like-vendor' } : undefined
  }
  if (affected.vendor !== undefined && own.product === affected.whole) return { sureness: 'sure', reason: 'name' }
  if (own.host !== undefined && own.host === affected.whole) return { sureness: 'likely', reason: 'host' }
  if (own.product === affected.product || (affected.vendor === undefined && own.whole === affected.product))
    return { sureness: affected.product.length < shortName ? 'ask' : 'likely', reason: 'no-vendor' }
  return undefined
}

/** *LiteSpeed* and *LiteSpeedTech*: one goes on where the other ends. */
const beginAlike = (one: string, other: string): boolean =>
  Math.min(one.length, other.length) >= shortName && (one.startsWith(other) || other.startsWith(one))

/** Under which words a product that an advisory names is looked up, and what a line of an inventory looks up. */
export const affectedKeys = ({ product, whole }: Name): string[] => [product, whole]
export const ownKeys = ({ product, whole, host }: Name): string[] => [product, whole, ...(host === undefined ? [] : [host])]

/** What the vendor and the product of a name that is known by one of these words may come to: the words, and other names for them. */
export function spellingsOf(keys: ReadonlySet<string>): string[] {
  const leads = ([vendor, product]: readonly [string, string]): boolean => {
    const whole = vendor + product
    return [product, whole, known(productHosts, whole)?.join('') ?? ''].some((key) => keys.has(key))
  }
  const others = [...Object.entries(productAliases), ...Object.entries(productHosts)].filter(([, product]) => leads(product))
  return [...keys, ...others.map(([name]) => name)]
}

/** Whether a product could be spelled like that, whatever its vendor is called: most are not, and their vendor need not be read. */
export function mayBe(productText: string, spellings: readonly string[]): boolean {
  const texts = [productText, numbered.exec(tidy(productText))?.[1]].filter((text) => text !== undefined)
  return texts.some((text) => {
    const words = wordsOf(text)
    const tails = Array.from({ length: Math.min(mostVendorWords + 1, words.length) }, (_, at) => words.slice(at).join(''))
    return tails.some((tail) => spellings.some((spelling) => spelling.endsWith(tail)))
  })
}
