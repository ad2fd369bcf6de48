import { expect, it } from 'vitest'
import { readUnits, type Unit, type UnitBatch } from './read.ts'

async function read(value: unknown): Promise<UnitBatch> {
  const all: UnitBatch = { units: [], issues: [], lost: 0 }
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 1)
  for await (const { units, issues, lost } of readUnits(bytesOf(text))) {
    all.units.push(...units)
    all.issues.push(...issues)
    all.lost += lost
  }
  return all
}
async function* bytesOf(text: string) {
  yield Buffer.from(text)
}

const main = {
  organisasjonsnummer: '312000016',
  navn: 'LILLEVIK SYKEHUS',
  organisasjonsform: { kode: 'ORGL', beskrivelse: 'Organisasjonsledd' },
  overordnetEnhet: '312000024',
  forretningsadresse: { kommunenummer: '0301', postnummer: '0001' },
  naeringskode1: { kode: '86.101', beskrivelse: 'Alminnelige somatiske sykehus' },
  maalform: 'Nynorsk',
}

it('reads main units and sub units: what they are, where they lie, what they are below, and when they were deleted', async () => {
  const sub = {
    organisasjonsnummer: '312000032',
    navn: 'Skogvik legesenter',
    overordnetEnhet: '312000016',
    beliggenhetsadresse: { kommunenummer: '4601' },
    naeringskode1: { kode: '86.211' },
    slettedato: '2026-03-01',
  }
  const { units, issues } = await read([main, sub])
  expect(issues).toEqual([])
  expect(units.map(({ line: _, ...unit }) => unit)).toEqual<Omit<Unit, 'line'>[]>([
    {
      number: '312000016',
      name: 'LILLEVIK SYKEHUS',
      kind: 'hospital',
      parentNumber: '312000024',
      municipality: '0301',
      language: 'nn',
    },
    {
      number: '312000032',
      name: 'Skogvik legesenter',
      kind: 'general-practice',
      parentNumber: '312000016',
      municipality: '4601',
      deletedOn: '2026-03-01',
    },
  ])
})

it('reads an answer of the interface as well, and says nothing of what a bakery is to the sector', async () => {
  const bakery = { organisasjonsnummer: '312000040', navn: 'Bakeriet', naeringskode1: { kode: '10.710' } }
  const { units } = await read({ _embedded: { enheter: [main, bakery] }, page: { totalElements: 2 } })
  expect(units.map(({ name, kind }) => [name, kind])).toEqual([
    ['LILLEVIK SYKEHUS', 'hospital'],
    ['Bakeriet', undefined],
  ])
})

it('one unit with a wrong check digit or without a name costs that unit', async () => {
  const { units, issues, lost } = await read([
    { ...main, organisasjonsnummer: '312000017' },
    { organisasjonsnummer: '312000024' },
    main,
  ])
  expect(units).toHaveLength(1)
  expect(lost).toBe(2)
  expect(issues.map(({ code, field, found }) => [code, field, found])).toEqual([
    ['bad-number', 'organisasjonsnummer', '312000017'],
    ['bad-schema', 'navn', '312000024'],
  ])
})
