import { z } from 'zod'

/** What a cell can hold; nothing becomes an empty cell. */
export type CsvValue = string | number | bigint | boolean | null | undefined

/** What a reader of a CSV export may ask for instead of plain CSV. */
export const CsvFor = z.enum(['excel']).describe('cut at `;`, with a byte order mark, moments as Excel reads them')
export type CsvFor = z.infer<typeof CsvFor>

/** Signs that make a spreadsheet take a cell for a formula, also in their full-width forms. */
const formula = '=+\\-@＝＋－＠'
const atStart = new RegExp(`^(?:[\\t\\r\\n]|[\\s\\0]*[${formula}])`)
// A spreadsheet set to `;` or tab cuts there, quotes or not, and what follows becomes a cell of its own.
const afterOtherSeparator = new RegExp(`([;\\t\\r\\n][\\s\\0]*)(?=[${formula}])`, 'g')
const plainNumber = /^-?\d+(?:\.\d+)?$/

/**
 * Text that no spreadsheet takes for a formula (OWASP, CSV Injection): what begins with `= + - @`, a tab or a line break gets an apostrophe
 * before it, also behind a `;`, tab or line break inside; what is wholly a number (`-5`) stays as it is.
 */
export const withoutFormula = (text: string): string =>
  plainNumber.test(text) ? text : text.replace(afterOtherSeparator, "$1'").replace(atStart, "'$&")

/** One cell of a CSV file for people and spreadsheets: quoted by RFC 4180, 2.5–2.7, and unable to start a formula. */
export function csvCell(value: CsvValue): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'string') return String(value)
  const safe = withoutFormula(value)
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line of a CSV file with its line break (CRLF; RFC 4180, 2.1). */
export const csvRow = (cells: readonly CsvValue[]): string => `${cells.map(csvCell).join(',')}\r\n`

/** The same as Excel in Norwegian, where the comma is for decimals, expects it. */
export const excelRow = (cells: readonly CsvValue[]): string => `${cells.map(csvCell).join(';')}\r\n`
