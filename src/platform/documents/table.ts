import type { CsvValue } from '#domain/csv.ts'
import type { Locale, Texts } from '#domain/locale.ts'

/** What a column holds: a `moment` is UTC text with milliseconds, a `day` is `2026-11-21`. */
export type CellForm = 'text' | 'number' | 'moment' | 'day' | 'yes-no'

/** A column: programs know it by its name in the table, people by its heading; without a heading it is for programs only. */
export interface Column {
  form: CellForm
  heading?: Texts
  /** What its codes are called; a cell may hold several, with a space between. */
  words?: Readonly<Record<string, Texts>>
}

const columnOf =
  (form: CellForm) =>
  (nb: string, nn: string, en: string, words?: Column['words']): Column => ({
    form,
    heading: { nb, nn, en },
    ...(words && { words }),
  })

/** A column by its heading in bokmål, nynorsk and English, and the words of its codes. */
export const column = {
  text: columnOf('text'),
  number: columnOf('number'),
  moment: columnOf('moment'),
  day: columnOf('day'),
  yesNo: columnOf('yes-no'),
  /** A code that stands in words in another column. */
  code: { form: 'text' } satisfies Column as Column,
}

/** A list for people and spreadsheets, however long it is: rows come a page at a time and are asked for when they are wanted. */
export interface Table {
  /** Without ending: `findings`. */
  name: string
  columns: Readonly<Record<string, Column>>
  pages: AsyncIterable<readonly (readonly CsvValue[])[]>
  /** The language of whoever reads it. */
  locale: Locale
  /** It can be read in again: its CSV keeps names and codes, and says UTF-8 in its first bytes, since people open it before they send it back. */
  comesBack?: boolean
}

/** The pages of a table that lies in memory: one. */
export async function* onePage(rows: readonly (readonly CsvValue[])[]): AsyncGenerator<readonly (readonly CsvValue[])[]> {
  yield rows
}
