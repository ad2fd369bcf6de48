import { type CsvFor, type CsvValue, csvRow, excelRow } from '#domain/csv.ts'
import type { FileAnswer } from '../http/app.ts'
import { forPeople, type Sheet } from './for-people.ts'
import type { Table } from './table.ts'
import { writeXlsx } from './xlsx.ts'

/** The table as CSV: for programs, or for people as Excel in Norwegian opens it. No cell can begin a formula, whatever its text is. */
export const csvFile = (table: Table, wanted?: CsvFor): FileAnswer => ({
  fileName: `${table.name}.csv`,
  contentType: 'text/csv; charset=utf-8',
  body: wanted === 'excel' ? excelRows(table.comesBack ? asItIs(table) : forPeople(table)) : csvRows(table),
  owners: ownersOf(table),
})

/** The table as a workbook for people, without any formula. */
export const xlsxFile = (table: Table): FileAnswer => ({
  fileName: `${table.name}.xlsx`,
  contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  body: writeXlsx(forPeople(table)),
  owners: ownersOf(table),
})

const ownersOf = ({ name, owners }: Table): FileAnswer['owners'] => (owners === 'nobody' ? owners : { what: name, rows: owners })

const mark = '\ufeff'

const asItIs = ({ name, columns, pages }: Table): Sheet => ({
  name,
  titles: Object.keys(columns),
  forms: Object.values(columns).map(({ form }) => form),
  pages,
})

async function* csvRows({ columns, pages, comesBack }: Table): AsyncGenerator<string> {
  yield (comesBack ? mark : '') + csvRow(Object.keys(columns))
  for await (const page of pages) yield page.map(csvRow).join('')
}

async function* excelRows({ titles, forms, pages }: Sheet): AsyncGenerator<string> {
  const cell = (value: CsvValue, at: number) => (forms[at] === 'moment' ? momentText(value) : value)
  yield mark + excelRow(titles)
  for await (const page of pages) yield page.map((row) => excelRow(row.map(cell))).join('')
}

/** `2026-11-21 03:10:00`: a spreadsheet takes it for a moment. */
const momentText = (value: CsvValue): CsvValue => (typeof value === 'string' ? value.slice(0, 19).replace('T', ' ') : value)
