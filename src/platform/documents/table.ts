import type { CsvValue } from '#domain/csv.ts'

/** What a column holds: a `moment` is UTC text with milliseconds, a `day` is `2026-11-21`. */
export type CellForm = 'text' | 'number' | 'moment' | 'day' | 'yes-no'

/** A list for people and spreadsheets, however long it is: rows come a page at a time and are asked for when they are wanted. */
export interface Table {
  /** Without ending: `findings`. */
  name: string
  columns: Readonly<Record<string, CellForm>>
  pages: AsyncIterable<readonly (readonly CsvValue[])[]>
  /** Whether its plain CSV says UTF-8 in its first bytes: without, spreadsheets take it for Windows-1252. */
  marked?: boolean
}

/** The names of the columns; a column of moments says that they are in UTC. */
export const headings = (columns: Table['columns']): string[] =>
  Object.entries(columns).map(([name, form]) => (form === 'moment' ? `${name} (UTC)` : name))

/** The pages of a table that lies in memory: one. */
export async function* onePage(rows: readonly (readonly CsvValue[])[]): AsyncGenerator<readonly (readonly CsvValue[])[]> {
  yield rows
}
