import type { CsvValue } from '#domain/csv.ts'
import type { Id } from '#domain/id.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import { countRow, type RowsOf } from '../read-log.ts'

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
  /**
   * Whose rows it holds, counted while the pages are made (`countRow`), so that each owner sees in its read log that they left; `nobody`
   * for figures of many and for what belongs to no organisation.
   */
  owners: RowsOf | 'nobody'
  /** It can be read in again: its CSV keeps names and codes, and says UTF-8 in its first bytes, since people open it before they send it back. */
  comesBack?: boolean
}

/** Pages of things as pages of rows; whose they are is counted on the way. A thing may be nobody's, or several owners'. */
export function ownedRows<Thing>(
  pages: AsyncIterable<readonly Thing[]>,
  cells: (thing: Thing) => readonly CsvValue[],
  ownersOf: (thing: Thing) => Id<'org'> | null | undefined | readonly Id<'org'>[],
): Pick<Table, 'pages' | 'owners'> {
  const owners = new Map<Id<'org'>, number>()
  async function* counted() {
    for await (const page of pages) {
      for (const thing of page) for (const owner of [ownersOf(thing)].flat()) countRow(owners, owner)
      yield page.map(cells)
    }
  }
  return { pages: counted(), owners }
}

/** The pages of a table that lies in memory: one. */
export async function* onePage<Row = readonly CsvValue[]>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows
}
