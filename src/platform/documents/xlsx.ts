import { Zip, ZipDeflate } from 'fflate'
import { type CsvValue, withoutFormula } from '#domain/csv.ts'
import { day } from '#domain/time.ts'
import type { Sheet } from './for-people.ts'
import type { CellForm } from './table.ts'

/** Excel has 1,048,576 rows a sheet; what is more goes to the next one. */
const rowsPerSheet = 1_000_000
/** Excel's limit for the text of a cell. */
const longestText = 32_767
const quick = 3

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** Styles of cells, by their place in `styles`. */
const style: Record<CellForm | 'heading', number> = { text: 0, number: 0, 'yes-no': 0, moment: 1, day: 2, heading: 3 }
const styles = `${head}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

const widths: Record<CellForm, number> = { text: 28, number: 10, moment: 20, day: 12, 'yes-no': 10 }
/** What the arrow of the filter takes beside a heading. */
const arrow = 4

/**
 * A sheet as an Office Open XML workbook (ECMA-376): a heading that stays, a filter on every column, moments as moments. Written as it is read:
 * no more than a page of rows is in memory, and a slow reader makes the writer wait. There are no formulas in it, and text that could become
 * one when it is edited is kept from that as in CSV.
 */
export async function* writeXlsx({ name, titles, forms, pages }: Sheet): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((fault, bytes) => {
    if (fault) throw fault
    ready.push(bytes)
  })
  const letters = forms.map((_, at) => letterOf(at))
  const begin = (number: number) => {
    const part = partOf(zip, `xl/worksheets/sheet${number}.xml`)
    part.push(encode(sheetHead(titles, forms)))
    return part
  }
  let sheets = 1
  let rows = 1
  let sheet = begin(1)
  const end = () => sheet.push(encode(sheetEnd(letters.at(-1)!, rows)), true)
  for await (const page of pages) {
    if (rows + page.length > rowsPerSheet) {
      end()
      sheets += 1
      rows = 1
      sheet = begin(sheets)
    }
    sheet.push(encode(page.map((row, at) => rowXml(row, rows + at + 1, forms, letters)).join('')))
    rows += page.length
    yield* ready.splice(0)
  }
  end()
  for (const [path, text] of Object.entries(partsAround(name, sheets))) partOf(zip, path).push(encode(head + text), true)
  partOf(zip, 'xl/styles.xml').push(encode(styles), true)
  zip.end()
  yield* ready
}

const encoder = new TextEncoder()
const encode = (text: string): Uint8Array => encoder.encode(text)

function partOf(zip: Zip, path: string): ZipDeflate {
  const part = new ZipDeflate(path, { level: quick })
  zip.add(part)
  return part
}

/** The name of a column: A, …, Z, AA. */
const letterOf = (at: number): string => (at < 26 ? '' : letterOf(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26))

function sheetHead(titles: readonly string[], forms: readonly CellForm[]): string {
  const cols = forms.map(
    (form, at) =>
      `<col min="${at + 1}" max="${at + 1}" width="${Math.max(widths[form], titles[at]!.length + arrow)}" customWidth="1"/>`,
  )
  const cells = titles.map((title, at) => textXml(`${letterOf(at)}1`, title, style.heading))
  return `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols.join('')}</cols><sheetData><row r="1">${cells.join('')}</row>`
}

const sheetEnd = (lastColumn: string, rows: number): string =>
  `</sheetData><autoFilter ref="A1:${lastColumn}${rows}"/></worksheet>`

const rowXml = (row: readonly CsvValue[], number: number, forms: readonly CellForm[], letters: readonly string[]): string =>
  `<row r="${number}">${row.map((value, at) => cellXml(`${letters[at]}${number}`, value, forms[at]!)).join('')}</row>`

function cellXml(place: string, value: CsvValue, form: CellForm): string {
  if (value === null || value === undefined || value === '') return ''
  const number = numberOf(String(value), form)
  return number === undefined
    ? textXml(place, String(value), style.text)
    : `<c r="${place}" s="${style[form]}"><v>${number}</v></c>`
}

const numeral = /^-?\d{1,15}(?:\.\d+)?$/
const moment = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)?$/

/** The number that a cell is kept as; Excel counts moments in days from 1899-12-30. What is not of the form stays text. */
function numberOf(text: string, form: CellForm): number | undefined {
  if (form === 'number') return numeral.test(text) ? Number(text) : undefined
  if (form !== 'moment' && form !== 'day') return undefined
  const days = moment.test(text) ? Date.parse(text) / day + 25_569 : Number.NaN
  return Number.isNaN(days) ? undefined : days
}

const textXml = (place: string, text: string, styleNumber: number): string =>
  `<c r="${place}" s="${styleNumber}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' }

/** Text as XML 1.0 can hold it; what looks like Excel's own escape (`_x000D_`) is written so that it comes back as it was. */
const escaped = (text: string): string =>
  withoutFormula(text)
    .slice(0, longestText)
    .toWellFormed()
    .replaceAll(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replaceAll(/[&<>"\r]/g, (sign) => entities[sign]!)

/** The parts that say what the workbook consists of. */
function partsAround(name: string, sheets: number): Record<string, string> {
  const numbers = Array.from({ length: sheets }, (_, at) => at + 1)
  const overrides = numbers.map(
    (number) =>
      `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  )
  const listed = numbers.map(
    (number) => `<sheet name="${name}${number > 1 ? ` ${number}` : ''}" sheetId="${number}" r:id="rId${number}"/>`,
  )
  const targets = numbers.map(
    (number) => `<Relationship Id="rId${number}" Type="${relations}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
  )
  return {
    '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${overrides.join('')}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships">${targets.join('')}<Relationship Id="rId0" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
  }
}
