import { expect, it } from 'vitest'
import { readNorway } from './read.ts'

const municipality = {
  number: '0301',
  name_nb: 'Oslo',
  names: [{ name: 'Oslo', lang: 'Norwegian' }],
  county_number: '03',
  health_region: 'Helse Sør-Øst',
  written_language: 'Nøytral',
  website: 'www.oslo.kommune.no',
  orgnr: '958935420',
}
const files = {
  'a.json': JSON.stringify([
    municipality,
    {
      ...municipality,
      number: '5538',
      name_nb: 'Storfjord',
      county_number: '55',
      written_language: 'Nynorsk',
      orgnr: null,
      names: [
        { name: 'Storfjord', lang: 'Norwegian' },
        { name: 'Omasvuotna', lang: 'Northern Sami' },
      ],
    },
    { ...municipality, number: '5501', name_nb: 'Feil', county_number: '55', orgnr: '958935421' },
    { number: '99' },
  ]),
  'b.json': JSON.stringify([
    { number: '03', name_nb: 'Oslo', municipalities: 1 },
    { number: '55', name_nb: 'Troms', website: 'www.tromsfylke.no', municipalities: 2 },
  ]),
  'c.json': JSON.stringify({
    note: 'x',
    organisations: [
      { name: 'Vestre Viken HF', kind: 'HF', orgnr: '894166762', parent_orgnr: '991324968', health_region: 'Helse Sør-Øst' },
    ],
  }),
  'd.json': '{',
}

it('reads the base data into organisations, and tells what it could not read', () => {
  const { organisations, issues } = readNorway(files)
  expect(organisations.map(({ name, kinds, number }) => [name, kinds, number])).toEqual([
    ['Oslo', ['municipality', 'county'], '958935420'],
    ['Storfjord', ['municipality'], undefined],
    ['Feil', ['municipality'], undefined],
    ['Troms', ['county'], undefined],
    ['Vestre Viken HF', ['hospital-trust'], '894166762'],
  ])
  expect(organisations[0]).toMatchObject({ language: 'nb', languageChosen: false, county: '03', municipality: '0301' })
  expect(organisations[1]).toMatchObject({ language: 'nn', languageChosen: true, names: { no: 'Storfjord', se: 'Omasvuotna' } })
  expect(organisations[4]).toMatchObject({ parentNumber: '991324968', healthRegion: 'Helse Sør-Øst' })
  expect(issues.map(({ file, line, code, field }) => `${file} ${line} ${code} ${field ?? ''}`.trim())).toEqual([
    'd.json 0 bad-json',
    'a.json 3 bad-number orgnr',
  ])
})
