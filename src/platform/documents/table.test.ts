import { Readable } from 'node:stream'
import ExcelJS from 'exceljs'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { CsvValue } from '#domain/csv.ts'
import type { Locale } from '#domain/locale.ts'
import { column, type Table } from './table.ts'
import { csvFile, xlsxFile } from './table-file.ts'

const { text, moment, day, number, yesNo, code } = column
const columns = {
  name: text('Navn', 'Namn', 'Name', { sfk: { nb: 'Sørfjord', nn: 'Sørfjorden', en: 'South Fjord' } }),
  seen: moment('Sett', 'Sett', 'Seen'),
  since: day('Siden', 'Sidan', 'Since'),
  count: number('Antall', 'Tal', 'Count'),
  late: yesNo('For sent', 'For seint', 'Late'),
  way: code,
}
type Row = readonly CsvValue[]

const tableOf = (rows: readonly Row[], { pageRows = 2, ...other }: Partial<Table> & { pageRows?: number } = {}): Table => ({
  name: 'findings',
  columns,
  locale: 'nb',
  owners: 'nobody',
  ...other,
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

async function readBack(rows: readonly Row[], locale: Locale = 'nb') {
  const bytes = await bytesOf(xlsxFile(tableOf(rows, { locale })).body)
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
const plain: Row = ['Sørfjord kommune', '2026-11-21T03:10:00.000Z', '2025-01-10', 7, true, 'udp']

describe('A table as a workbook', () => {
  it('has typed cells: text, moments by the clock in Norway, which the heading says, days, numbers, and yes and no as words', async () => {
    const { sheet } = await readBack([plain, ['nothing', null, null, 0, false], ['summer', '2026-06-30T22:00:00.000Z']])
    expect(sheet.getRow(1).values).toEqual([undefined, 'Navn', 'Sett (norsk tid)', 'Siden', 'Antall', 'For sent'])
    const [, name, seen, since, count, late] = sheet.getRow(2).values as unknown[]
    expect([name, (seen as Date).toISOString(), (since as Date).toISOString(), count, late]).toEqual([
      'Sørfjord kommune',
      '2026-11-21T04:10:00.000Z',
      '2025-01-10T00:00:00.000Z',
      7,
      'ja',
    ])
    expect(sheet.getCell('B2').numFmt).toBe('yyyy-mm-dd hh:mm:ss')
    expect(sheet.getCell('B3').value).toBeNull()
    expect([sheet.getCell('D3').value, sheet.getCell('E3').value]).toEqual([0, 'nei'])
    expect((sheet.getCell('B4').value as Date).toISOString()).toBe('2026-07-01T00:00:00.000Z')
  })

  it.each([
    { locale: 'nb', titles: ['Navn', 'Sett (norsk tid)', 'Siden', 'Antall', 'For sent'], name: 'Sørfjord', late: 'ja' },
    { locale: 'nn', titles: ['Namn', 'Sett (norsk tid)', 'Sidan', 'Tal', 'For seint'], name: 'Sørfjorden', late: 'ja' },
    { locale: 'en', titles: ['Name', 'Seen (Norwegian time)', 'Since', 'Count', 'Late'], name: 'South Fjord', late: 'yes' },
  ] as const)(
    'speaks the reader’s language ($locale): headings and what codes are called',
    async ({ locale, titles, name, late }) => {
      const { sheet } = await readBack([['sfk', null, null, 1, true]], locale)
      expect(sheet.getRow(1).values).toEqual([undefined, ...titles])
      expect([sheet.getCell('A2').value, sheet.getCell('E2').value]).toEqual([name, late])
      expect((await readBack([['sfk sfk', null, null, 1, true]], locale)).sheet.getCell('A2').value).toBe(`${name}, ${name}`)
    },
  )

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
    const body = xlsxFile({ name: 'a', columns, pages, owners: 'nobody', locale: 'nb' }).body[Symbol.asyncIterator]()
    await body.next()
    await body.next()
    expect(made).toBeLessThan(5)
  })
})

describe('A table as CSV', () => {
  it('is plain for programs: names, codes and UTC', async () => {
    expect(await textOf(csvFile(tableOf([plain])).body)).toBe(
      'name,seen,since,count,late,way\r\nSørfjord kommune,2026-11-21T03:10:00.000Z,2025-01-10,7,true,udp\r\n',
    )
  })

  it('opens rightly in Excel in Norwegian when asked: `;`, a byte order mark, words, and moments as a clock in Norway shows them', async () => {
    expect(await textOf(csvFile(tableOf([plain, ['a;b', null, null, -5, false, 'tcp']]), 'excel').body)).toBe(
      '\ufeffNavn;Sett (norsk tid);Siden;Antall;For sent\r\nSørfjord kommune;2026-11-21 04:10:00;2025-01-10;7;ja\r\n"a;b";;;-5;nei\r\n',
    )
  })

  it('keeps names and codes, also for Excel, where it can be read in again', async () => {
    const table = () => tableOf([['sfk', null, null, 1, true, 'udp']], { comesBack: true })
    expect(await textOf(csvFile(table(), 'excel').body)).toBe('\ufeffname;seen;since;count;late;way\r\nsfk;;;1;true;udp\r\n')
    expect(await textOf(csvFile(table()).body)).toBe('\ufeffname,seen,since,count,late,way\r\nsfk,,,1,true,udp\r\n')
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
