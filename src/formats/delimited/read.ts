import { readRows } from '#domain/delimited.ts'
import { flatten, readJsonObjects, textOf } from '#domain/json-values.ts'
import { evidenceGatherer, formOf, readAsset, usualForm, withHostOfUrl } from '#domain/observe.ts'
import { readPap } from '#domain/pap.ts'
import type { Batch, Issue, Observation, Reader, ReadOptions } from '#domain/reading.ts'
import { readRsit } from '#domain/rsit.ts'
import { severities } from '#domain/severity.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { readTlp } from '#domain/tlp.ts'
import { type MappedField, type Mapping, mappedFields } from './mapping.ts'
import { readMoment } from './moment.ts'

export { Mapping } from './mapping.ts'
export { suggestMapping } from './suggest.ts'

/** A row of either format: its values by column name or path. */
interface Record_ {
  line: number
  value(column: string): string
  entries(): Iterable<readonly [string, string]>
}

/** A reader for the tables and lists of one source, by the mapping that a person made for it. */
export const readDelimited = (mapping: Mapping): Reader =>
  async function* (bytes, options) {
    for await (const part of mapping.format === 'csv' ? tableRows(bytes, mapping, options) : jsonRows(bytes, options)) {
      const { issues } = part
      const observations = part.rows.flatMap((row) => observationOf(row, mapping, options.now, issues) ?? [])
      yield { observations, issues, rows: part.rows.length + part.lost, line: part.line } satisfies Batch
    }
  }

/** What the first rows of a sample become under a mapping; for a page that shows it while the mapping is made. */
export async function previewMapping(
  sample: string,
  mapping: Mapping,
  rows: number,
  now: Utc,
): Promise<Pick<Batch, 'observations' | 'issues' | 'rows'>> {
  const whole: Pick<Batch, 'observations' | 'issues' | 'rows'> = { observations: [], issues: [], rows: 0 }
  const bytes = (async function* () {
    yield new TextEncoder().encode(sample)
  })()
  for await (const batch of readDelimited(mapping)(bytes, { fileName: '', now, batchRows: rows })) {
    whole.observations.push(...batch.observations)
    whole.issues.push(...batch.issues)
    whole.rows += batch.rows
  }
  const last = whole.observations[rows - 1]?.line ?? Number.POSITIVE_INFINITY
  return { ...whole, observations: whole.observations.slice(0, rows), issues: whole.issues.filter((issue) => issue.line <= last) }
}

interface Part {
  rows: Record_[]
  issues: Issue[]
  lost: number
  line: number
}

async function* tableRows(bytes: AsyncIterable<Uint8Array>, mapping: Mapping, options: ReadOptions): AsyncGenerator<Part> {
  let columns: Map<string, number> | undefined
  const settings = {
    delimiter: mapping.delimiter,
    header: mapping.header,
    ...(mapping.comment && { comment: mapping.comment }),
    ...(options.batchRows && { batchRows: options.batchRows }),
  }
  for await (const batch of readRows(bytes, settings)) {
    const { issues, lost, line } = batch
    const width = mapping.header ? batch.header.length : (batch.rows[0]?.fields.length ?? 0)
    if (!columns && width > 0) {
      columns = new Map(
        Array.from({ length: width }, (_, index) => [mapping.header ? batch.header[index]!.trim() : String(index + 1), index]),
      )
      for (const field of missing(mapping, columns)) issues.push({ line: batch.headerLine, code: 'missing-column', field })
    }
    if (line === 0 && batch.rows.length === 0 && issues.length === 0) issues.push({ line: 0, code: 'empty-file' })
    const known = columns ?? new Map<string, number>()
    const rows = batch.rows.map(
      ({ line: at, fields }): Record_ => ({
        line: at,
        value: (column) => fields[known.get(column) ?? -1]?.trim() ?? '',
        entries: () => known.entries().map(([name, index]) => [name, fields[index] ?? ''] as const),
      }),
    )
    yield { rows, issues, lost, line }
  }
}

const missing = (mapping: Mapping, columns: ReadonlyMap<string, number>): string[] =>
  mappedFields.map((field) => mapping.columns[field]).filter((column) => column !== undefined && !columns.has(column)) as string[]

async function* jsonRows(bytes: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<Part> {
  for await (const batch of readJsonObjects(bytes, { ...(options.batchRows && { batchRows: options.batchRows }) })) {
    const { issues, lost, line } = batch
    if (line === 0 && issues.length === 0) issues.push({ line: 0, code: 'empty-file' })
    const rows = batch.objects.map(
      (object): Record_ => ({
        line: object.line,
        value: (path) => textOf(at(object.value, path)).trim(),
        entries: () =>
          flatten(object.value)
            .entries()
            .map(([path, value]) => [path, textOf(value)] as const),
      }),
    )
    yield { rows, issues, lost, line }
  }
}

/** The value at `a.b.0.c`; a key that has dots in it counts first. */
function at(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  if (Object.hasOwn(value, path)) return (value as Record<string, unknown>)[path]
  for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
    const key = path.slice(0, dot)
    if (Object.hasOwn(value, key)) return at((value as Record<string, unknown>)[key], path.slice(dot + 1))
  }
  return undefined
}

function observationOf(row: Record_, mapping: Mapping, now: Utc, issues: Issue[]): Observation | undefined {
  const { line } = row
  const text = (field: MappedField): string | undefined => {
    const column = mapping.columns[field]
    return (column && row.value(column)) || undefined
  }
  // A list without times says what is so now.
  const written = text('time')
  const seenAt = mapping.columns.time === undefined ? now : readMoment(written ?? '', mapping.time)
  if (seenAt === undefined || seenAt > later(now, day)) {
    issues.push({
      line,
      code: seenAt ? 'time-in-future' : 'bad-time',
      field: mapping.columns.time!,
      found: (written ?? '').slice(0, 200),
    })
    return undefined
  }
  const asset = withHostOfUrl(
    readAsset(
      {
        ip: text('ip'),
        port: text('port'),
        transport: text('transport'),
        host: text('host'),
        url: text('url'),
        network: text('network'),
        asn: text('asn'),
        account: text('account'),
      },
      (code, field, found) =>
        issues.push({ line, code, field: mapping.columns[field as MappedField] ?? field, found: found.slice(0, 200) }),
    ),
  )
  const type = readRsit(undefined, text('type')) ?? mapping.constants.type
  const form = formOf(asset, mapping.form ?? usualForm(type))
  if (!form) {
    if (!issues.some((issue) => issue.line === line)) issues.push({ line, code: 'no-asset' })
    return undefined
  }
  const kind = text('kind') ?? mapping.constants.kind
  const severity = severities.find((one) => one === text('severity')?.toLowerCase()) ?? mapping.constants.severity
  const tlp = readTlp(text('tlp') ?? '') ?? mapping.constants.tlp
  const pap = readPap(text('pap') ?? '') ?? mapping.constants.pap
  const { add, evidence } = evidenceGatherer()
  const used = new Set(Object.values(mapping.columns))
  for (const [name, value] of row.entries()) if (!used.has(name)) add(name, value)
  return {
    line,
    seenAt,
    ...(kind && { kind }),
    ...(type && { type }),
    ...(severity && { severity }),
    form,
    asset,
    ...(tlp && { tlp }),
    ...(pap && { pap }),
    evidence,
  }
}
