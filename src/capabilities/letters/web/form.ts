import { atOnceSeverities, type Choice, rhythms, type WantedProduct, type Way } from '#capabilities/subscriptions/contract.ts'
import { advisoryTypes } from '#domain/advisory-type.ts'
import { locales } from '#domain/locale.ts'
import { severities } from '#domain/severity.ts'

/** Products as they are written in a form: one on each line, the vendor before a slash. */
export const readProducts = (text: string): WantedProduct[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const at = line.indexOf('/')
      return at < 0
        ? { vendor: '', product: line }
        : { vendor: line.slice(0, at).trim(), product: line.slice(at + 1).trim() || line.slice(0, at).trim() }
    })

/** The same the other way. */
export const writeProducts = (products: readonly WantedProduct[]): string =>
  products.map(({ vendor, product }) => (vendor ? `${vendor} / ${product}` : product)).join('\n')

/** Topics with commas between, or one on each line. */
export const readWords = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,\n]/)
      .map((word) => word.trim())
      .filter(Boolean),
  ),
]

const oneOf = <Value extends string>(values: readonly Value[], text: string | undefined, otherwise: Value): Value =>
  values.find((value) => value === text) ?? otherwise

/** What a form says, with what stood before where it says nothing. */
export function readChoice(values: Readonly<Record<string, string>>, before: Choice): Choice {
  const ways: Way[] = ['mail', ...(['sms', 'webhook'] as const).filter((way) => values[`way-${way}`])]
  return {
    types: advisoryTypes.filter((type) => values[`type-${type}`]),
    words: readWords(values.words ?? ''),
    products: readProducts(values.products ?? ''),
    inventory: Boolean(values.inventory),
    least: oneOf(severities, values.least, before.least),
    language: locales.find((locale) => locale === values.language) ?? null,
    ways,
    atOnce: oneOf(atOnceSeverities, values.atOnce, before.atOnce),
    rest: oneOf(rhythms, values.rest, before.rest),
  }
}
