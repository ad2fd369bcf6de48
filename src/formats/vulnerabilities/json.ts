import type { Cve } from '#domain/cve.ts'
import { readRecords } from './objects.ts'
import {
  type About,
  type ReadOptions,
  type RecordIssue,
  type Statement,
  type StatementBatch,
  usualRecords,
  type VulnerabilityReader,
} from './shape.ts'
import type { Json } from './values.ts'

/** What a record comes to: what it says, or why it says nothing that can be used, and where in it. */
export type Understood = { statement: Statement } | { field: string; found?: string | undefined; cve?: Cve | undefined }

/** A reader of JSON records that stand in a list of this name, in a list, or alone. */
export const jsonReader = (
  list: string,
  understand: (record: Json) => Understood,
  aboutOf: (around: Json) => About,
): VulnerabilityReader =>
  async function* read(bytes: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<StatementBatch> {
    for await (const batch of readRecords(bytes, list, options.batchRecords ?? usualRecords)) {
      const issues: RecordIssue[] = [...batch.issues]
      const statements = batch.records.flatMap(({ line, record, value }) => {
        const understood = understand(value)
        if ('statement' in understood) return [{ line, record, statement: understood.statement }]
        const { field, found, cve } = understood
        issues.push({
          line,
          record,
          code: 'bad-schema',
          field,
          ...(found !== undefined && { found: found.slice(0, 200) }),
          ...(cve && { cve }),
        })
        return []
      })
      yield { statements, issues, records: batch.records.length + batch.lost, about: aboutOf(batch.around) }
    }
  }
