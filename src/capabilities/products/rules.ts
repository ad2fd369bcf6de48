import { createHash } from 'node:crypto'
import { plainValue, readCpe, writeCpe } from '#domain/cpe.ts'
import { findIdentityNumbers } from '#domain/privacy.ts'
import { readPurl } from '#domain/purl.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { readRange } from '#domain/version-range.ts'
import { liesWithin } from '#domain/version-within.ts'
import { cpeHead, purlHead } from '#engines/products/products.ts'
import { type LineInput, longest } from './contract.ts'

/** How long an import can be undone, and an ending by hand, in milliseconds. */
export const undoWindow = { import: 7 * day, ending: 10 * 60_000 } as const

/** What a line says. Texts that nobody gave are empty; CPE and package URL are canonical. */
export type Said = LineInput

/** What is wrong with what was said of one system. */
export type LineFault = 'no-product' | 'bad-cpe' | 'bad-purl' | 'too-long' | 'identity-number'

/** A fault with the field it is in and what stood there. */
export interface Fault {
  field: keyof LineInput
  fault: LineFault
  found: string
}

const shown = 200

/** Free texts, in which a person's number may stand by mistake. Versions and names of the standards are no such texts. */
const freeTexts = ['system', 'vendor', 'product', 'note'] as const

/**
 * What a row says, cleaned: a CPE or package URL that is none is left out with its fault, and the product's name is taken from them when the
 * row has none. `line` is missing when nothing is left to keep: no name at all, a text that is too long, or a number of a person.
 */
export function readLine(written: LineInput): { line?: Said; faults: Fault[] } {
  const given = cleaned(written)
  const faults: Fault[] = []
  const tell = (field: keyof LineInput, fault: LineFault, found = '') =>
    faults.push({ field, fault, found: found.slice(0, shown) })
  for (const [field, most] of Object.entries(longest) as [keyof typeof longest, number][])
    if (given[field].length > most) tell(field, 'too-long', given[field])
  for (const field of freeTexts) if (holdsPerson(given[field])) tell(field, 'identity-number')
  if (faults.length > 0) return { faults }

  const cpe = given.cpe === '' ? undefined : readCpe(given.cpe)
  if (cpe && !cpe.ok) tell('cpe', 'bad-cpe', given.cpe)
  const purl = given.purl === '' ? undefined : readPurl(given.purl)
  if (given.purl !== '' && !purl) tell('purl', 'bad-purl', given.purl)
  const name = cpe?.ok ? cpe.value : undefined
  const plain = (value: string | undefined) => (value === undefined ? undefined : plainValue(value)?.replaceAll('_', ' '))
  const product = given.product || plain(name?.product) || purl?.name || ''
  if (product === '') tell('product', 'no-product')
  if (product === '') return { faults }
  return {
    line: {
      ...given,
      vendor: given.vendor || (given.product === '' ? (plain(name?.vendor) ?? purl?.namespace ?? '') : ''),
      product: product.slice(0, longest.product),
      cpe: name ? writeCpe(name) : '',
      purl: purl?.text ?? '',
    },
    faults,
  }
}

/** Signs that no name has and no database takes: control characters and halves of characters. */
const clean = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f]+/g, ' ')
    .trim()

const cleaned = ({ quantity, ...texts }: LineInput): LineInput => ({
  ...(Object.fromEntries(Object.entries(texts).map(([field, text]) => [field, clean(text)])) as typeof texts),
  quantity,
})

const holdsPerson = (text: string): boolean => findIdentityNumbers(text).some(({ certainty }) => certainty !== 'possible')

/** What is told of a fault to whoever types. */
const typedFaults = {
  'no-product': 'product-no-name',
  'bad-cpe': 'product-bad-cpe',
  'bad-purl': 'product-bad-purl',
  'too-long': 'product-too-long',
  'identity-number': 'identity-number',
} as const satisfies Record<LineFault, string>
export type TypedFault = (typeof typedFaults)[LineFault]

/** What somebody types must be right in all its parts: the first fault is told. */
export function readTyped(given: LineInput): Result<Said, TypedFault> {
  const { line, faults } = readLine(given)
  const [first] = faults
  return first ? no(typedFaults[first.fault], first.found) : ok(line!)
}

/** How a product is named, without its version. */
export interface ProductName {
  vendor: string
  product: string
  cpe: string
  purl: string
}

export const nameOf = ({ vendor, product, cpe, purl }: ProductName): ProductName => ({
  vendor,
  product,
  cpe: cpeHead(cpe),
  purl: purlHead(purl),
})

/** The key of a name: the same for whoever writes it, so that it need not be looked up. */
export function keyOfName(name: ProductName): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([name.vendor, name.product, name.cpe, name.purl]))
    .digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

const key = (...parts: string[]): string => JSON.stringify(parts).toLowerCase()

/** Two lines that are the same system with the same software, whatever stands in their notes. */
const wholeKey = (line: Said): string => key(line.system, line.vendor, line.product, line.version, line.cpe, line.purl)
/** Two lines that differ in their version only. */
const stemKey = (line: Said): string => {
  const name = nameOf(line)
  return key(line.system, name.vendor, name.product, name.cpe, name.purl)
}
const productKey = (line: { product: string }): string => line.product.toLowerCase()

export const isSameSaid = (one: Said, other: Said): boolean =>
  (Object.keys(one) as (keyof LineInput)[]).every((field) => one[field] === other[field])

/** A row of a file with its place. */
export interface Row extends Said {
  place: string
}

/** What a file says. */
export interface List<Given extends Said = Row> {
  rows: readonly Given[]
  /** Products of rows that were not taken: they are in the file, so their lines have not gone. */
  mentioned: readonly string[]
  /** Every row could be read. When not, nothing is gone: what is missing may stand in what was lost. */
  complete: boolean
}

/** What an import does to the standing lines of its list. */
export interface Plan<Given extends Said, Line extends Said> {
  added: Given[]
  changed: { line: Line; to: Given }[]
  same: Line[]
  gone: Line[]
  repeated: number
}

/**
 * Compares a file with the lines of its list that stand. The same system with the same software in the same version is the same line; what
 * is left on both sides and differs in the version only has changed; the rest is new, or gone.
 */
export function planImport<Given extends Said, Line extends Said>(
  { rows, mentioned, complete }: List<Given>,
  standing: readonly Line[],
): Plan<Given, Line> {
  const plan: Plan<Given, Line> = { added: [], changed: [], same: [], gone: [], repeated: 0 }
  const before = queues(standing, wholeKey)
  const said = new Set<string>()
  const rest: Given[] = []
  for (const row of rows) {
    const whole = wholeKey(row)
    if (said.has(whole)) {
      plan.repeated++
      continue
    }
    said.add(whole)
    const line = before.get(whole)?.shift()
    if (!line) rest.push(row)
    else if (line.quantity === row.quantity && line.note === row.note && isSameCase(line, row)) plan.same.push(line)
    else plan.changed.push({ line, to: row })
  }
  const left = queues([...before.values()].flat(), stemKey)
  for (const row of rest) {
    const line = left.get(stemKey(row))?.shift()
    if (line) plan.changed.push({ line, to: row })
    else plan.added.push(row)
  }
  const kept = new Set(mentioned.map((product) => product.toLowerCase()))
  if (complete) plan.gone = [...left.values()].flat().filter((line) => !kept.has(productKey(line)))
  return plan
}

const isSameCase = (line: Said, row: Said): boolean =>
  line.system === row.system && line.vendor === row.vendor && line.product === row.product && line.version === row.version

function queues<Line>(lines: readonly Line[], keyOf: (line: Line) => string): Map<string, Line[]> {
  const found = new Map<string, Line[]>()
  for (const line of lines) {
    const at = keyOf(line)
    const queue = found.get(at)
    if (queue) queue.push(line)
    else found.set(at, [line])
  }
  return found
}

/** A line in one text: *Nginx 1.24.0 (F5), the reverse proxy*. */
export const lineText = ({ system, vendor, product, version }: Said): string =>
  [[product, version].filter(Boolean).join(' '), vendor && ` (${vendor})`, system && `, ${system}`].filter(Boolean).join('')

/** Until when an import can be undone: only the last of its list, for a week. */
export function undoUntil({ at, undoneAt }: { at: Utc; undoneAt: Utc | null }, isLast: boolean, now: Utc): Utc | null {
  const until = later(at, undoWindow.import)
  return isLast && undoneAt === null && now < until ? until : null
}

// --- which versions a question is about ---------------------------------------------------------------------------

const between = '; '

/** Several ranges as one text, as people write them (`readRange`); empty, which is all versions, where one of them is. */
export const joinedRanges = (ranges: readonly string[]): string => (ranges.includes('') ? '' : [...new Set(ranges)].join(between))

/** Whether all versions that one range means are surely meant by another; empty is all versions. */
export function areAmong(some: string, all: string): boolean {
  if (all === '' || some === all) return true
  const parts = all.split(between)
  return some !== '' && some.split(between).every((one) => [...parts, all].some((other) => one === other || isWithin(one, other)))
}

const isWithin = (one: string, other: string): boolean => {
  const [inner, outer] = [readRange(one), readRange(other)]
  return inner.ok && outer.ok && liesWithin(inner.value, outer.value)
}
