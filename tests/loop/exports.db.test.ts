import { parse } from 'csv-parse/sync'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildServer } from '#apps/server/server.ts'
import { closeWorld, openWorld, type World } from '#apps/server/world.ts'
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
  { what: 'those whom one operates for', path: '/operated', query: '', of: named, moments: ['next_due', 'last_told_at'] },
  { what: 'the map', path: '/picture/map', query: '', of: [region], moments: [] },
  { what: 'what nobody owns', path: '/unattributed', query: 'state=outsider', of: [outsider], moments: ['seen_at'] },
  { what: 'trends', path: '/overview/trends', query: 'days=30&by=family', of: [], moments: [] },
])('Downloads of $what are the same in all three forms, and no cell begins a formula', async ({ path, query, of, moments }) => {
  asking = path === '/operated' ? asMember(operator) : team
  const plain: string[][] = parse(await file(`${path}.csv`, query))
  const excel: string[][] = parse(await file(`${path}.csv`, `${query}&for=excel`), { delimiter: ';', bom: true })
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((await file(`${path}.xlsx`, query)) as never)
  const sheet = book.worksheets[0]!
  const head = plain[0]!
  expect(plain.length).toBeGreaterThan(1)
  expect(excel[0]).toEqual(head.map((name) => (moments.includes(name as never) ? `${name} (UTC)` : name)))
  expect(sheet.getRow(1).values).toEqual([undefined, ...excel[0]!])
  expect([excel.length, sheet.rowCount]).toEqual([plain.length, plain.length])
  for (const [at, row] of plain.slice(1).entries()) {
    expect(unsafe([...row, ...excel[at + 1]!])).toEqual([])
    for (const [column, cell] of row.entries()) {
      const { type, value } = sheet.getCell(at + 2, column + 1)
      expect(type).not.toBe(ExcelJS.ValueType.Formula)
      if (typeof value === 'string') expect(unsafe([value])).toEqual([])
      if (cell === '') expect(value).toBeNull()
      else if (typeof value === 'number') expect(String(value)).toBe(cell)
      else if (value instanceof Date) expect(cell.startsWith(value.toISOString().slice(0, 10))).toBe(true)
      else if (typeof value === 'boolean') expect(String(value)).toBe(cell)
      else expect(value).toBe(cell)
    }
  }
  const texts = plain.flat().map((cell) => cell.replaceAll(/'(?=[\s\0]*[=+\-@])/g, '').trim())
  expect(texts).toEqual(expect.arrayContaining([...of].map((name) => expect.stringContaining(name.trim()))))
})
