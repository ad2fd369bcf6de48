import { kindFor, severityOf } from '#capabilities/findings/index.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Batch, Issue, Observation } from '#domain/reading.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Db } from '#platform/db/db.ts'
import { type FeedFormat, SourceInput } from './contract.ts'
import { issueInWords } from './issues.ts'
import { contentUntilFault } from './raw.ts'
import { readerFor } from './readers.ts'
import * as store from './store.ts'

/** Formats whose reports come at fixed times, in hours: Shadowserver's are daily. */
const usualRhythms: Partial<Record<FeedFormat, number>> = { shadowserver: 24 }

/** A source by its name. When it is not there but a format is named like it (`shadowserver`), it is added with that format and its usual rhythm. */
export async function sourceNamed(
  db: Db,
  scope: Scope,
  name: string,
  format: FeedFormat | undefined,
  now: Utc,
): Promise<store.SourceRow | undefined> {
  const known = await db.read(scope, (tx) => store.getSource(tx, scope, { name }, now))
  if (known || !format) return known
  const source = SourceInput.parse({ name, title: name, provider: name, format, rhythmHours: usualRhythms[format] ?? null })
  await db.in(scope, (tx) => store.insertSource(tx, scope, source, now))
  return db.read(scope, (tx) => store.getSource(tx, scope, { name }, now))
}

export const importOf = (db: Db, scope: Scope, id: Id<'imp'>) => db.read(scope, (tx) => store.getImport(tx, scope, id))

export interface ReadRow {
  line: number
  seenAt: Utc
  kind: string
  type: string
  severity: string
  form: Observation['form']
  asset: Observation['asset']
  evidence: Record<string, string>
}

/** What would be made of a file: its rows as they are understood and its issues, a batch at a time. Nothing is stored. */
export async function* understood(
  bytes: AsyncIterable<Uint8Array>,
  options: {
    format: FeedFormat
    mapping?: unknown
    fileName: string
    type?: string | undefined
    maxUnpackedBytes: number
    now: Utc
    locale: Locale
  },
): AsyncGenerator<Result<{ rows: ReadRow[]; issues: (Issue & { words: string })[]; count: number }, 'bad-mapping'>> {
  const reader = readerFor(options.format, options.mapping)
  if (!reader.ok) {
    yield no(reader.reason, reader.detail)
    return
  }
  const file = contentUntilFault(bytes, options.maxUnpackedBytes)
  const batches: AsyncGenerator<Batch> = reader.value(file.bytes, {
    fileName: options.fileName,
    ...(options.type && { type: options.type }),
    now: options.now,
  })
  let line = 0
  let isBare = true
  for await (const batch of batches) {
    line = batch.line
    isBare &&= batch.rows === 0 && batch.issues.length === 0
    yield ok({
      count: batch.rows,
      rows: batch.observations.map((observation) => {
        const kind = kindFor(observation.kind, observation.type)
        return {
          line: observation.line,
          seenAt: observation.seenAt,
          kind: kind.id,
          type: kind.type,
          severity: severityOf(kind, observation.severity),
          form: observation.form,
          asset: observation.asset,
          evidence: observation.evidence,
        }
      }),
      issues: batch.issues.map((issue) => ({ ...issue, words: issueInWords(issue.code, options.locale) })),
    })
  }
  const fault = file.fault()
  const last: Issue | undefined = fault ? { line, ...fault } : isBare ? { line: 1, code: 'no-rows' } : undefined
  if (last) yield ok({ count: 0, rows: [], issues: [{ ...last, words: issueInWords(last.code, options.locale) }] })
}

/** The newest files that came in, optionally of one source. */
export const recentImports = (db: Db, scope: Scope, source: Id<'src'> | undefined, limit: number) =>
  db.read(scope, async (tx) => (await store.listImports(tx, scope, { source, limit })).rows)
