import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvCell, csvRow } from './csv.ts'

it('quotes what holds a comma, a quote or a line break', () => {
  expect(csvRow(['a', 'b,c', 'd"e', 'f\ng', 7, null, undefined, true])).toBe('a,"b,c","d""e","f\ng",7,,,true\r\n')
})

it('lets no text begin a formula', () => {
  for (const text of [
    '=1+1',
    '+1',
    '-1+1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    ' =1',
    '\u00a0=1',
    '\0=1',
    '-',
    '=cmd|"/C x"!A0',
  ]) {
    expect(csvCell(text).replace(/^"/, '')[0], JSON.stringify(text)).toBe("'")
  }
})

it('lets no formula begin where a spreadsheet with another separator would cut', () => {
  expect(csvCell('x;=1+1;y')).toBe('"x;\'=1+1;y"')
  expect(csvCell('x\t@a')).toBe('"x\t\'@a"')
  expect(csvCell('x\n=1')).toBe('"x\n\'=1"')
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('=', '+', '-', '@', ';', '\t', '\n', '\r', ' ', 'a', '1', '"', ',') }),
      (text) => {
        fc.pre(!/^-?\d+$/.test(text))
        for (const part of csvCell(text).split(/[;\t\r\n]/)) expect(part).not.toMatch(/^"?\s*[=+\-@]/)
      },
    ),
    { seed: 4180, numRuns: 2_000 },
  )
})

it('leaves numbers alone, also negative ones that came as text', () => {
  expect(csvCell(-5)).toBe('-5')
  expect(csvCell('-5.25')).toBe('-5.25')
  expect(csvCell('0047')).toBe('0047')
})

it('is read back by a CSV reader as it was, when no formula was in it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'ø', '"', ',', '\n', ' ', '1') }), { minLength: 2, maxLength: 5 }),
      (cells) => {
        fc.pre(cells.every((cell) => !/^[\r\n]/.test(cell)))
        expect(parse(csvRow(cells))).toEqual([cells])
      },
    ),
    { seed: 4180 },
  )
})
