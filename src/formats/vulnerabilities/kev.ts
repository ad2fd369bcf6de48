import { readRows } from '#domain/delimited.ts'
import { jsonReader, type Understood } from './json.ts'
import type { About, ReadOptions, RecordIssue, StatementBatch, VulnerabilityReader } from './shape.ts'
import { nothingIn, usualRecords } from './shape.ts'
import { addressesIn, cveIn, dayIn, given, type Json, numberIn, textIn, textsIn, utcIn, weaknessesIn } from './values.ts'

const by = 'CISA'

/** One entry of CISA's catalogue of known exploited vulnerabilities, by its schema. */
function understand(entry: Json): Understood {
  const cve = cveIn(entry, 'cveID')
  if (!cve) return { field: 'cveID', found: textIn(entry, 'cveID') }
  const addedOn = dayIn(entry, 'dateAdded')
  if (!addedOn) return { field: 'dateAdded', found: textIn(entry, 'dateAdded'), cve }
  const [text, notes] = [textIn(entry, 'shortDescription', 10_000), textIn(entry, 'notes', 10_000)]
  const [vendor, product] = [textIn(entry, 'vendorProject', 500), textIn(entry, 'product', 500)]
  const use = textIn(entry, 'knownRansomwareCampaignUse', 40)
  const cwes = textsIn(entry, 'cwes')
  return {
    statement: {
      cve,
      ...given('title', textIn(entry, 'vulnerabilityName', 500)),
      ...(text && { descriptions: [{ lang: 'en', text }] }),
      ...given('vendor', vendor),
      ...given('product', product),
      weaknesses: weaknessesIn(cwes.length > 0 ? cwes : [textIn(entry, 'cwes') ?? '']).map((id) => ({ id, by })),
      references: addressesIn(notes ?? '').map((url) => ({ url, tags: [] })),
      exploited: {
        addedOn,
        ...given('dueOn', dayIn(entry, 'dueDate')),
        ...(use && { ransomware: use.toLowerCase() === 'known' }),
        ...given('requiredAction', textIn(entry, 'requiredAction', 5_000)),
        ...given('notes', notes),
      },
    },
  }
}

const aboutOf = (around: Json): About => ({
  ...given('version', textIn(around, 'catalogVersion', 100)),
  ...given('asOf', utcIn(around, 'dateReleased')),
  ...given('count', numberIn(around, 'count', 0, 10_000_000)),
})

const fromJson = jsonReader('vulnerabilities', understand, aboutOf)

/** The same catalogue as CSV, which says nothing of itself: no version, no date. */
const fromCsv: VulnerabilityReader = async function* read(bytes, options) {
  let record = 0
  let seen = 0
  let hasHeader = false
  for await (const batch of readRows(bytes, { delimiter: ',', batchRows: options.batchRecords ?? usualRecords })) {
    const issues: RecordIssue[] = batch.issues.map((issue) => ({ ...issue, record: 0 }))
    if (batch.headerLine > 0 && !batch.header.includes('cveID')) {
      yield {
        statements: [],
        issues: [{ line: batch.headerLine, record: 0, code: 'missing-column', field: 'cveID' }],
        records: 0,
        about: {},
      }
      return
    }
    const statements = batch.rows.flatMap(({ line, fields }) => {
      record += 1
      const understood = understand(Object.fromEntries(batch.header.map((name, at) => [name, fields[at]])))
      if ('statement' in understood) return [{ line, record, statement: understood.statement }]
      const { field, found, cve } = understood
      issues.push({ line, record, code: 'bad-schema', field, ...(found && { found: found.slice(0, 200) }), ...(cve && { cve }) })
      return []
    })
    hasHeader ||= batch.headerLine > 0
    seen += batch.rows.length + batch.lost
    yield { statements, issues, records: batch.rows.length + batch.lost, about: {} }
  }
  if (seen === 0) yield nothingIn(hasHeader)
}

/** CISA KEV as JSON or CSV, told apart by the first sign that is no blank. */
export const readKev: VulnerabilityReader = async function* read(bytes, options: ReadOptions): AsyncGenerator<StatementBatch> {
  const { isJson, all } = await peeked(bytes)
  yield* (isJson ? fromJson : fromCsv)(all, options)
}

async function peeked(bytes: AsyncIterable<Uint8Array>): Promise<{ isJson: boolean; all: AsyncIterable<Uint8Array> }> {
  const pieces = bytes[Symbol.asyncIterator]()
  const held: Uint8Array[] = []
  let first = ''
  while (first === '') {
    const { done, value } = await pieces.next()
    if (done) break
    held.push(value)
    first = new TextDecoder().decode(value).trimStart().slice(0, 1)
  }
  async function* all() {
    yield* held
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value
  }
  return { isJson: first !== '' && '[{'.includes(first), all: all() }
}
