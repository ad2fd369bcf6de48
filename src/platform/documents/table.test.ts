import { Readable } from 'node:stream'
import ExcelJS from 'exceljs'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { CsvValue } from '#domain/csv.ts'
import type { Table } from './table.ts'
import { csvFile, xlsxFile } from './table-file.ts'

const columns = { name: 'text', seen: 'moment', since: 'day', count: 'number', late: 'yes-no' } as const
type Row = readonly CsvValue[]

const tableOf = (rows: readonly Row[], pageRows = 2): Table => ({
  name: 'findings',
  columns,
  pages: Readable.from(
    Array.from({ length: Math.ceil(rows.length / pageRows) }, (_, at) => rows.slice(at * pageRows, (at + 1) * pageRows)),
  ),
})

const bytesOf = async (body: AsyncIterable<string | Uint8Array>) => {
  const parts: Buffer[] = []
  for await (const part of body) parts.push(Buffer.from(part as string))
  return Buffer.concat(parts)
}
const textOf = async (body: AsyncIterable<string | Uint8Array>) => (await bytesOf(body)).toString()

async function readBack(rows: readonly Row[]) {
  const bytes = await bytesOf(xlsxFile(tableOf(rows)).body)
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(bytes as never)
  return { sheet: book.worksheets[0]!, parts: unzipSync(bytes) }
}

const evil = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '＝1',
  ' =HYPERLINK("http://x.example")',
  'a;=1',
  '=cmd|"/C x"!A0',
]
const plain: Row = ['Sørfjord kommune', '2026-11-21T03:10:00.000Z', '2025-01-10', 7, true]

describe('A table as a workbook', () => {
  it('has typed cells: text, moments that say UTC in the heading, days, numbers, yes and no', async () => {
    const { sheet } = await readBack([plain, ['nothing', null, null, 0, false]])
    expect(sheet.getRow(1).values).toEqual([undefined, 'name', 'seen (UTC)', 'since', 'count', 'late'])
    const [, name, seen, since, count, late] = sheet.getRow(2).values as unknown[]
    expect([name, (seen as Date).toISOString(), (since as Date).toISOString(), count, late]).toEqual([
      'Sørfjord kommune',
      '2026-11-21T03:10:00.000Z',
      '2025-01-10T00:00:00.000Z',
      7,
      true,
    ])
    expect(sheet.getCell('B2').numFmt).toBe('yyyy-mm-dd hh:mm:ss')
    expect(sheet.getCell('B3').value).toBeNull()
    expect([sheet.getCell('D3').value, sheet.getCell('E3').value]).toEqual([0, false])
  })

  it('keeps its heading in sight, filters every column, and has columns as wide as what they hold', async () => {
    const { sheet } = await readBack([plain])
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
    expect(sheet.autoFilter).toBe('A1:E2')
    expect(sheet.getColumn(2).width).toBe(20)
    expect(sheet.getCell('A1').font.bold).toBe(true)
  })

  it('has no formula, and no text that becomes one', async () => {
    const { sheet, parts } = await readBack(evil.map((text) => [text, text, text, text, text]))
    for (const [path, bytes] of Object.entries(parts)) expect(strFromU8(bytes), path).not.toMatch(/<f[ >]|calcChain|externalLink/)
    for (let row = 2; row < evil.length + 2; row += 1)
      for (let column = 1; column <= 5; column += 1) {
        const cell = sheet.getCell(row, column)
        expect(cell.type, evil[row - 2]).toBe(ExcelJS.ValueType.String)
        expect(String(cell.value)).not.toMatch(/^[\s\0]*[=+\-@＝＋－＠]/)
        expect(String(cell.value)).not.toMatch(/^[\t\r]/)
      }
  })

  it('holds whatever text there is: marks of XML, signs that XML has not, halves of a character, Excel’s own escapes, 40,000 characters', async () => {
    const { sheet } = await readBack([
      ['<b a="1">&amp;</b>', null, null, null, null],
      ['bell\u0007', null, null, null, null],
      ['half \ud83d', null, null, null, null],
      ['_x0041_', null, null, null, null],
      ['x'.repeat(40_000), null, null, null, null],
    ])
    const texts = [2, 3, 4, 5].map((row) => sheet.getCell(row, 1).value)
    expect(texts.slice(0, 3)).toEqual(['<b a="1">&amp;</b>', 'bell\ufffd', 'half \ufffd'])
    expect(texts[3]).toBe('_x005F_x0041_')
    expect(String(sheet.getCell(6, 1).value)).toHaveLength(32_767)
  })

  it('is empty but for the heading when there is nothing', async () => {
    const { sheet } = await readBack([])
    expect([sheet.rowCount, sheet.autoFilter]).toEqual([1, 'A1:E1'])
  })

  it('is written while it is read: a reader that stops lets no further page be made', async () => {
    let made = 0
    const row: Row = [crypto.randomUUID().repeat(20), plain[1], plain[2], 1, true]
    const pages = (async function* () {
      for (; made < 200; made += 1) yield Array.from({ length: 500 }, () => row)
    })()
    const body = xlsxFile({ name: 'a', columns, pages }).body[Symbol.asyncIterator]()
    await body.next()
    await body.next()
    expect(made).toBeLessThan(5)
  })
})

describe('A table as CSV', () => {
  it('is plain for programs', async () => {
    expect(await textOf(csvFile(tableOf([plain])).body)).toBe(
      'name,seen,since,count,late\r\nSørfjord kommune,2026-11-21T03:10:00.000Z,2025-01-10,7,true\r\n',
    )
  })

  it('opens rightly in Excel in Norwegian when asked: `;`, a byte order mark, moments without T and Z', async () => {
    expect(await textOf(csvFile(tableOf([plain, ['a;b', null, null, -5, false]]), 'excel').body)).toBe(
      '\ufeffname;seen (UTC);since;count;late\r\nSørfjord kommune;2026-11-21 03:10:00;2025-01-10;7;true\r\n"a;b";;;-5;false\r\n',
    )
  })

  it('lets no cell begin a formula, in either form', async () => {
    for (const wanted of [undefined, 'excel'] as const)
      for (const text of evil) {
        const row = (await textOf(csvFile(tableOf([[text, null, null, null, null]]), wanted).body))
          .split('\r\n')
          .slice(1)
          .join('\r\n')
        for (const cell of row.split(/[;\t\r\n]/)) expect(cell, text).not.toMatch(/^"?\s*[=+\-@＝＋－＠]/)
      }
  })
})
