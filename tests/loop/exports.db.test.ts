import { parse } from 'csv-parse/sync'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildServer } from '#apps/server/server.ts'
import { closeWorld, openWorld, type World } from '#apps/server/world.ts'
import { asOnTheWall } from '#domain/dates.ts'
import type { Id } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { daysAgo, type House, openHouse, report, team } from './house.ts'

/** Names that a spreadsheet would take for formulas. */
const evil = ['=1+1', '+1+1 AS', '-1+1 AS', '@SUM(A1)', '\t=1', '=HYPERLINK("http://x.example")', 'Vik;=1+1']
const region = '=cmd|"/C x"!A0'
const outsider = '@evil leverandør'

let house: House
let world: World
let fastify: Awaited<ReturnType<typeof buildServer>>['fastify']
let asking: Scope = team
let operator: Id<'org'>

beforeAll(async () => {
  house = await openHouse()
  const above = await house.organisation(region, { kinds: ['regional-health-authority'] })
  operator = await house.organisation('Fjord drift IKS', { kinds: ['ict-operator'] })
  for (const [at, name] of evil.entries()) {
    const id = await house.organisation(`${name} ${at}`, { kinds: ['hospital-trust'], parentId: above })
    await house.holding(id, `198.18.${at}.0/24`)
    await house.holding(operator, `198.18.${at}.0/24`, { relation: 'operates' })
  }
  const known = await house.organisation(outsider, { membership: 'none', outsiderPolicy: 'nobody' })
  await house.holding(known, '198.19.0.0/24')
  const ips = [...evil.map((_, at) => `198.18.${at}.7`), '198.19.0.7', '198.19.9.7']
  await house.bring(report(ips.map((ip) => ({ ip, at: daysAgo(1) }))))
  await house.turn()
  world = await openWorld(house.config)
  fastify = (await buildServer(world, { authenticate: async () => ({ scope: asking, locale: 'nb' }), webRoot: '' })).fastify
}, 60_000)
afterAll(async () => {
  await fastify?.close()
  if (world) await closeWorld(world)
  await house?.close()
})

async function file(path: string, query = ''): Promise<Buffer> {
  const answer = await fastify.inject({ method: 'GET', url: `/api${path}?${query}` })
  expect(answer.statusCode, path).toBe(200)
  return answer.rawPayload
}

async function sheetOf(path: string, query: string): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((await file(`${path}.xlsx`, query)) as never)
  return book.worksheets[0]!
}

const beginsFormula = /^(?:[\t\r\n]|[\s\0]*[=+\-@＝＋－＠])/
const plainNumber = /^-?\d+(?:\.\d+)?$/
const unsafe = (cells: readonly string[]) => cells.filter((cell) => beginsFormula.test(cell) && !plainNumber.test(cell))

const asMember = (id: Id<'org'>): Scope => ({
  who: { kind: 'person', id: 'test-operator', name: 'Driftsvakt' },
  roles: ['member-security'],
  team: false,
  organisations: [id],
  seats: [{ organisation: id, role: 'member-security' }],
})

const named = evil.map((name, at) => `${name} ${at}`.trim())

it.each([
  { what: 'those whom one operates for', path: '/operated', query: '', of: named, first: 'Virksomhet' },
  { what: 'the map', path: '/picture/map', query: '', of: [region], first: 'Sted' },
  { what: 'what nobody owns', path: '/unattributed', query: 'state=outsider', of: [outsider], first: 'Sett (norsk tid)' },
  { what: 'trends', path: '/overview/trends', query: 'days=30&by=family', of: [], first: 'Dag' },
])(
  'Downloads of $what are the same for people in both forms, whole for programs, and no cell begins a formula',
  async (asked) => {
    const { path, query, of, first } = asked
    asking = path === '/operated' ? asMember(operator) : team
    const plain: string[][] = parse(await file(`${path}.csv`, query))
    const excel: string[][] = parse(await file(`${path}.csv`, `${query}&for=excel`), { delimiter: ';', bom: true })
    const sheet = await sheetOf(path, query)
    expect(plain.length).toBeGreaterThan(1)
    expect(excel[0]![0]).toBe(first)
    expect(sheet.getRow(1).values).toEqual([undefined, ...excel[0]!])
    expect([excel.length, sheet.rowCount]).toEqual([plain.length, plain.length])
    for (const [at, row] of excel.slice(1).entries()) {
      expect(unsafe([...row, ...plain[at + 1]!])).toEqual([])
      for (const [column, cell] of row.entries()) {
        const { type, value } = sheet.getCell(at + 2, column + 1)
        expect(type).not.toBe(ExcelJS.ValueType.Formula)
        if (typeof value === 'string') expect(unsafe([value])).toEqual([])
        if (cell === '') expect(value).toBeNull()
        else if (typeof value === 'number') expect(String(value)).toBe(cell)
        else if (value instanceof Date) expect(cell.replace(' ', 'T')).toBe(value.toISOString().slice(0, cell.length))
        else expect(value).toBe(cell)
      }
    }
    const texts = plain.flat().map((cell) => cell.replaceAll(/'(?=[\s\0]*[=+\-@])/g, '').trim())
    expect(texts).toEqual(expect.arrayContaining([...of].map((name) => expect.stringContaining(name.trim()))))
  },
)

it.each([
  {
    locale: 'nb',
    titles: ['Nummer', 'Virksomhet', 'Driftes av', 'Hva', 'Hvor', 'Tilstand', 'Alvor', 'Deling (TLP)'],
    words: ['Åpen', 'Middels', 'TLP:AMBER+STRICT'],
    seen: 'Sett sist (norsk tid)',
    late: 'nei',
  },
  {
    locale: 'nn',
    titles: ['Nummer', 'Verksemd', 'Blir drifta av', 'Kva', 'Kvar', 'Tilstand', 'Alvor', 'Deling (TLP)'],
    words: ['Open', 'Middels', 'TLP:AMBER+STRICT'],
    seen: 'Sett sist (norsk tid)',
    late: 'nei',
  },
  {
    locale: 'en',
    titles: ['Number', 'Organisation', 'Operated by', 'What', 'Where', 'State', 'Severity', 'Sharing (TLP)'],
    words: ['Open', 'Medium', 'TLP:AMBER+STRICT'],
    seen: 'Last seen (Norwegian time)',
    late: 'no',
  },
])('Findings for Excel speak the reader’s language ($locale), and the file for programs is as it was', async (asked) => {
  asking = team
  const query = `locale=${asked.locale}&state=open`
  const sheet = await sheetOf('/findings', query)
  const [heading, line] = [1, 2].map((row) => (sheet.getRow(row).values as unknown[]).slice(1))
  expect(heading!.slice(0, 8)).toEqual(asked.titles)
  expect(line!.slice(5, 8)).toEqual(asked.words)
  const [plain]: Record<string, string>[] = parse(await file('/findings.csv', query), { columns: true })
  expect(line![heading!.indexOf(asked.seen)]).toEqual(new Date(asOnTheWall(plain!.last_seen!)))
  expect(line).toContain(asked.late)
  expect(plain).toMatchObject({ state: 'open', severity: 'medium', overdue: 'false', last_seen: expect.stringMatching(/T.*Z$/) })
})
