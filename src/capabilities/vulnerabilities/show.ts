import type { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import { later, type Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { type Fetch, type Import, type SourceState, sources } from './contract.ts'
import { isStale, silentMs } from './rules.ts'
import { sourceRows } from './store.ts'
import type { FetchRow } from './store-fetch.ts'
import type { ImportRow } from './store-import.ts'
import { faultInWords, issueInWords } from './words.ts'

/** Every source with how fresh it is; one that was never read stands there too. */
export async function sourceStates(tx: Tx, scope: Scope, now: Utc): Promise<SourceState[]> {
  const rows = new Map((await sourceRows(tx, scope)).map((row) => [row.source, row]))
  return sources.map((source) => {
    const row = rows.get(source)
    return row
      ? { ...row, isStale: isStale(row.asOf ?? row.readAt, now) }
      : { source, version: null, asOf: null, readAt: null, known: 0, isStale: true }
  })
}

/** A file as the page has it, in the reader's language. */
export const shownImport = (row: ImportRow & { already?: boolean }, locale: Locale, now: Utc): Import => {
  const { sha256: _, touchedAt, issues, ...shown } = row
  return {
    ...shown,
    state: row.endedAt ? 'done' : touchedAt > later(now, -silentMs) ? 'reading' : 'broken-off',
    issues: issues.map((issue) => ({ ...issue, words: issueInWords(issue.code, locale) })),
    already: row.already ?? false,
  }
}

/** How fetching a catalogue goes, in the reader's language. */
export const shownFetch = ({ etag: _, fault, ...row }: FetchRow, locale: Locale): Fetch => ({
  ...row,
  fault: fault === null ? null : { code: fault, words: faultInWords(fault, locale) },
})
