import { type CsvFor, type CsvValue, csvRow, excelRow } from '#domain/csv.ts'
import type { FileAnswer } from '../http/app.ts'
import { headings, type Table } from './table.ts'
import { writeXlsx } from './xlsx.ts'

/** The table as CSV: for programs, or as Excel in Norwegian opens it. No cell can begin a formula, whatever its text is. */
export const csvFile = (table: Table, wanted?: CsvFor): FileAnswer => ({
  fileName: `${table.name}.csv`,
  contentType: 'text/csv; charset=utf-8',
  body: wanted === 'excel' ? excelRows(table) : csvRows(table),
})

/** The table as a workbook, without any formula. */
export const xlsxFile = (table: Table): FileAnswer => ({
  fileName: `${table.name}.xlsx`,
  contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  body: writeXlsx(table),
})

const mark = '\ufeff'

async function* csvRows({ columns, pages, marked }: Table): AsyncGenerator<string> {
  yield (marked ? mark : '') + csvRow(Object.keys(columns))
  for await (const page of pages) yield page.map(csvRow).join('')
}

async function* excelRows({ columns, pages }: Table): AsyncGenerator<string> {
  const forms = Object.values(columns)
  const cell = (value: CsvValue, at: number) => (forms[at] === 'moment' ? momentText(value) : value)
  yield mark + excelRow(headings(columns))
  for await (const page of pages) yield page.map((row) => excelRow(row.map(cell))).join('')
}

/** `2026-11-21 03:10:00`: a spreadsheet takes it for a moment. */
const momentText = (value: CsvValue): CsvValue => (typeof value === 'string' ? value.slice(0, 19).replace('T', ' ') : value)
