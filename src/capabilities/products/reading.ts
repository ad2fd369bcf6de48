import { Worker } from 'node:worker_threads'
import { guessDelimiter, readRows } from '#domain/delimited.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { largestSbom, type SbomReading, type SbomReason } from '#formats/sbom/shape.ts'
import { BrokenArchive, type Spooled } from '#platform/spool.ts'
import { columnNames, ownColumns } from './columns.data.ts'
import { type LineInput, type ListForm, longest, mostLines } from './contract.ts'
import { type LineFault, type List, type Row, readLine } from './rules.ts'

/** Why a row, or a file, could not be taken as it stands. */
export type RemarkReason =
  | LineFault
  | SbomReason
  | 'bad-quantity'
  | 'unknown-column'
  | 'column-twice'
  | 'wrong-column-count'
  | 'broken-quote'
  | 'line-too-long'
  | 'nul-byte'

/** A remark to a row: what was wrong, and whether the row was taken all the same. */
export interface Remark {
  place: string
  field: string
  reason: RemarkReason
  found: string
  taken: boolean
}

/** A file, understood as far as it goes. */
export interface InventoryFile extends List {
  form: ListForm
  rows: Row[]
  /** Rows of the file, taken or not. */
  count: number
  /** Rows that were not taken. */
  refused: number
  /** At most 10,000 are kept; `remarkCount` counts all. */
  remarks: Remark[]
  remarkCount: number
}

export type FileFault = 'empty-inventory' | 'no-product-column' | 'not-an-inventory' | 'inventory-too-large' | 'inventory-broken'

const mostRemarks = 10_000
const mostBytes = 512 * 1024 * 1024
const shown = 200

/** Rows read so far. */
export type Tell = (rows: number) => void

/**
 * Reads a file of what an organisation runs: CSV in any usual separator and encoding, CycloneDX or SPDX; which it is, the file says. `system`
 * stands for rows that name none. Memory: what is taken, at most 200,000 lines; a longer file is given up where it becomes too long.
 */
export async function readInventory(
  file: Spooled,
  system: string,
  tell?: Tell,
): Promise<Result<InventoryFile, FileFault | 'too-large'>> {
  try {
    const head = new TextDecoder().decode(file.head).trimStart()
    if (head === '') return no('empty-inventory')
    return /^[{<]/.test(head) || /^SPDXVersion:/m.test(head)
      ? await readBill(file, system)
      : await readCsv(file.read(mostBytes), system, tell)
  } catch (error) {
    if (error instanceof BrokenArchive) return no('inventory-broken')
    throw error
  }
}

const emptyFile = (form: ListForm): InventoryFile => ({
  form,
  rows: [],
  count: 0,
  refused: 0,
  remarks: [],
  remarkCount: 0,
  mentioned: [],
  complete: true,
})

function remark(file: InventoryFile, one: Remark): void {
  file.remarkCount++
  if (!one.taken) file.refused++
  if (file.remarks.length < mostRemarks) file.remarks.push({ ...one, found: one.found.slice(0, shown) })
}

/** Takes what one row says; what is wrong with it costs itself, or the row. */
function take(
  file: InventoryFile & { mentioned: string[] },
  place: string,
  given: LineInput,
  more: readonly Remark[] = [],
): void {
  const { line, faults } = readLine(given)
  const [first, ...others] = faults
  if (line) {
    file.rows.push({ ...line, place })
    for (const { field, fault, found } of faults) remark(file, { place, field, reason: fault, found, taken: true })
    for (const one of more) remark(file, one)
    return
  }
  if (given.product !== '') file.mentioned.push(given.product.slice(0, longest.product))
  else file.complete = false
  if (first) remark(file, { place, field: first.field, reason: first.fault, found: first.found, taken: false })
  // The row is refused once, whatever else is wrong with it.
  for (const { field, fault, found } of others) remark(file, { place, field, reason: fault, found, taken: true })
}

// --- CSV ----------------------------------------------------------------------------------------------------------

const plain = (heading: string): string => heading.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

const fieldOf = new Map(
  Object.entries(columnNames).flatMap(([field, names]) => names.map((name) => [name, field as keyof LineInput] as const)),
)

/** What the columns of a header are; where several could be the product, the first that says so most plainly. */
export function fieldsOf(header: readonly string[]): (keyof LineInput | undefined)[] {
  const found = header.map((heading) => fieldOf.get(plain(heading)))
  return found.map((field, at) => {
    if (field === undefined) return undefined
    const rank = (index: number) => columnNames[field].indexOf(plain(header[index]!))
    const best = found.reduce((best, one, index) => (one === field && (best < 0 || rank(index) < rank(best)) ? index : best), -1)
    return best === at ? field : undefined
  })
}

/** Our own export puts an apostrophe before what a spreadsheet would take for a formula. */
const asTyped = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@])/, '')

async function readCsv(bytes: AsyncIterable<Uint8Array>, system: string, tell?: Tell): Promise<Result<InventoryFile, FileFault>> {
  const file = { ...emptyFile('csv'), mentioned: [] as string[] }
  let fields: readonly (keyof LineInput | undefined)[] | undefined
  for await (const batch of readRows(bytes, { delimiter: guessDelimiter })) {
    if (!fields && batch.header.length > 0) {
      fields = fieldsOf(batch.header)
      if (!fields.some((field) => field === 'product' || field === 'cpe' || field === 'purl'))
        return no('no-product-column', batch.header.join(', ').slice(0, shown))
      for (const one of strangeColumns(batch.header, fields)) remark(file, one)
    }
    noteIssues(file, batch.issues, batch.lost)
    file.count += batch.rows.length + batch.lost
    for (const { line, fields: cells } of batch.rows) takeCells(file, String(line), fields!, cells, system)
    if (file.rows.length > mostLines) return no('inventory-too-large')
    tell?.(file.count)
  }
  return fields ? ok(file) : no('empty-inventory')
}

const strangeColumns = (header: readonly string[], fields: readonly unknown[]): Remark[] =>
  header.flatMap((heading, at): Remark[] => {
    if (fields[at] !== undefined || heading.trim() === '' || ownColumns.includes(plain(heading))) return []
    const reason = fieldOf.has(plain(heading)) ? 'column-twice' : 'unknown-column'
    return [{ place: '1', field: heading.slice(0, shown), reason, found: heading, taken: true }]
  })

/** What the reader of rows could not take. A row that was lost may have held a line that stands: then nothing is taken for gone. */
function noteIssues(file: InventoryFile, issues: readonly { line: number; code: string; found?: string }[], lost: number): void {
  if (lost > 0) file.complete = false
  for (const { line, code, found } of issues) {
    const isLost = ['broken-quote', 'truncated', 'line-too-long'].includes(code)
    remark(file, { place: String(line), field: '', reason: code as RemarkReason, found: found ?? '', taken: !isLost })
  }
}

function takeCells(
  file: InventoryFile & { mentioned: string[] },
  place: string,
  fields: readonly (keyof LineInput | undefined)[],
  cells: readonly string[],
  system: string,
): void {
  const texts: Partial<Record<keyof LineInput, string>> = {}
  for (const [at, field] of fields.entries()) if (field) texts[field] = asTyped(cells[at] ?? '')
  if (Object.values(texts).every((text) => text === '')) return
  const { quantity: written = '', ...said } = texts
  const quantity = readQuantity(written)
  const odd: Remark[] =
    quantity === undefined ? [{ place, field: 'quantity', reason: 'bad-quantity', found: written, taken: true }] : []
  take(file, place, { ...nothingSaid, ...said, system: said.system || system, quantity: quantity ?? null }, odd)
}

const nothingSaid: LineInput = { system: '', vendor: '', product: '', version: '', cpe: '', purl: '', quantity: null, note: '' }

const mostOfOne = 10_000_000

/** A count as people write it (*1 200*, *3 stk*); `undefined` when it is none. */
function readQuantity(written: string): number | null | undefined {
  if (written === '') return null
  const digits = /^(\d[\d\s.]*)(?:\s*(?:stk|pcs|ea))?\.?$/i.exec(written)?.[1]?.replaceAll(/[\s.]/g, '')
  const count = Number(digits)
  return digits !== undefined && count >= 1 && count <= mostOfOne ? count : undefined
}

// --- bills of materials -------------------------------------------------------------------------------------------

/** What means that a part of the file was not read, so that what is missing may stand there. */
const partial = new Set<SbomReason>([
  'bad-json',
  'bad-xml',
  'not-a-list',
  'not-an-object',
  'too-deep',
  'too-many-problems',
  'truncated',
  'missing-name',
])
/** What costs the component that it is about. */
const costly = new Set<SbomReason>(['missing-name', 'not-an-object'])

async function readBill(file: Spooled, system: string): Promise<Result<InventoryFile, FileFault | 'too-large'>> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of file.read(mostBytes)) {
    parts.push(part)
    size += part.length
    if (size > largestSbom) return no('too-large')
  }
  const { form, components, problems } = await inThread(Buffer.concat(parts))
  if (!form) return no('not-an-inventory', problems[0]?.reason)
  if (problems.some(({ reason }) => reason === 'too-many-components')) return no('inventory-too-large')
  const read = { ...emptyFile(form), mentioned: [] as string[] }
  for (const { place, name, vendor = '', version = '', cpe = '', purl = '' } of components)
    take(read, place, { ...nothingSaid, system, product: name, vendor, version, cpe, purl })
  for (const { place, reason } of problems) {
    if (partial.has(reason)) read.complete = false
    remark(read, { place, field: '', reason, found: '', taken: !costly.has(reason) })
  }
  read.count = components.length + problems.filter(({ reason }) => costly.has(reason)).length
  return ok(read)
}

/** Reads a bill of materials in a thread of its own: a large one takes seconds, in which nobody else would be answered. */
function inThread(input: Uint8Array): Promise<SbomReading> {
  return new Promise((done, failed) => {
    const thread = new Worker(new URL('./bill-worker.ts', import.meta.url), { workerData: input })
    thread.once('message', (reading: SbomReading) => done(reading))
    thread.once('error', failed)
  })
}
