/** What a cell can hold; nothing becomes an empty cell. */
export type CsvValue = string | number | bigint | boolean | null | undefined

/** Signs that make a spreadsheet take a cell for a formula, also in their full-width forms. */
const formula = '=+\\-@＝＋－＠'
const atStart = new RegExp(`^(?:[\\t\\r\\n]|[\\s\\0]*[${formula}])`)
// A spreadsheet set to `;` or tab cuts there, quotes or not, and what follows becomes a cell of its own.
const afterOtherSeparator = new RegExp(`([;\\t\\r\\n][\\s\\0]*)(?=[${formula}])`, 'g')
const plainNumber = /^-?\d+(?:\.\d+)?$/

/**
 * One cell of a CSV file for people and spreadsheets: quoted by RFC 4180, 2.5–2.7, and unable to start a formula (OWASP,
 * CSV Injection). Text that begins with `= + - @`, a tab or a line break gets an apostrophe before it, also behind a `;`,
 * tab or line break inside; what is wholly a number (`-5`) stays as it is.
 */
export function csvCell(value: CsvValue): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'string') return String(value)
  const safe = plainNumber.test(value) ? value : value.replace(afterOtherSeparator, "$1'").replace(atStart, "'$&")
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line of a CSV file with its line break (CRLF; RFC 4180, 2.1). */
export const csvRow = (cells: readonly CsvValue[]): string => `${cells.map(csvCell).join(',')}\r\n`
