import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findIdentityNumbers, maskIdentityNumbers } from './privacy.ts'

// Synthetic numbers of the Tax Administration (month + 80; the third also day + 40): nobody has them.
const synthetic = ['01819000049', '15857500064', '41819000032']
const certaintyIn = (text: string, today?: string) => findIdentityNumbers(text, today).map((one) => one.certainty)

it('finds numbers by date and control digits, and is certain when the words speak of a person', () => {
  for (const number of synthetic) {
    expect(certaintyIn(number), number).toEqual(['probable'])
    for (const words of [
      `fnr ${number}`,
      `Fødselsnummer: ${number}`,
      `pasient ${number} innlagt`,
      `journal=${number}`,
      `pid=${number}`,
      `d-nr ${number}`,
      `${number} (født i Vik)`,
    ]) {
      expect(certaintyIn(words), words).toEqual(['certain'])
    }
  }
})

it('finds the spacing 6+5, which people use for little else', () => {
  expect(findIdentityNumbers('x 018190 00049 y')).toEqual([{ index: 2, length: 12, certainty: 'certain' }])
  expect(certaintyIn('018190-00049')).toEqual(['certain'])
})

it('gives place and length, never the number', () => {
  const found = findIdentityNumbers('a,01819000049,15857500064\n')
  expect(found.map(({ index, length }) => [index, length])).toEqual([
    [2, 11],
    [14, 11],
  ])
  expect(JSON.stringify(found)).not.toContain('01819000049')
})

it('refuses a changed digit, a wrong date, and a piece of something longer', () => {
  for (const text of ['01819000048', '02819000049', '32819000049', '018190000491', '101819000049', '0181900004', '01813000049']) {
    expect(
      certaintyIn(text).filter((one) => one !== 'possible'),
      text,
    ).toEqual([])
  }
  expect(certaintyIn('1234.56.78903')).toEqual([])
})

it('is less sure inside a word, such as a hash', () => {
  expect(certaintyIn('ab01819000049cd')).toEqual(['possible'])
  expect(certaintyIn('fnr01819000049')).toEqual(['probable'])
})

it('knows the control digits of 2032 and asks for words around them', () => {
  // Made from the synthetic 018190 with another individual number, so that the first control sum leaves 1 to 3.
  const loose = Array.from({ length: 100_000 }, (_, end) => `018190${String(end).padStart(5, '0')}`).filter(
    (text) => certaintyIn(text)[0] === 'possible',
  )
  expect(loose.length).toBeGreaterThan(500)
  for (const text of loose.slice(0, 50)) {
    expect(certaintyIn(`fødselsnummer ${text}`)).toEqual(['probable'])
    expect(maskIdentityNumbers(text)).toBe(text)
  }
})

it('passes over people who are not yet born', () => {
  const inTheFuture = Array.from({ length: 1_000 }, (_, end) => `01813950${String(end).padStart(3, '0')}`).find(
    (text) => certaintyIn(text)[0] === 'probable',
  )!
  expect(certaintyIn(inTheFuture, '2026-11-21')).toEqual([])
  expect(certaintyIn(synthetic[0]!, '2026-11-21')).toEqual(['probable'])
})

it('masks every number and leaves the rest as it was', () => {
  expect(maskIdentityNumbers('fnr 01819000049, port 3389')).toBe('fnr ***********, port 3389')
  expect(maskIdentityNumbers('018190 00049;41819000032;15857500064')).toBe('************;***********;***********')
  expect(maskIdentityNumbers('01819000049', 'certain')).toBe('01819000049')
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(...synthetic), fc.string(), (before, number, after) => {
      fc.pre(!/\w$/.test(before) && !/^\w/.test(after))
      const text = before + number + after
      const masked = maskIdentityNumbers(text)
      expect(masked).toHaveLength(text.length)
      expect(masked).not.toContain(number)
    }),
    { seed: 20, numRuns: 1_000 },
  )
})

it('raises a false alarm for few random numbers: probable under 1 in 350, possible under 1 in 140', () => {
  // Park–Miller, seeded: the same digits every time.
  let state = 20
  const random = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  const counts = { possible: 0, probable: 0, certain: 0 }
  const numbers = 200_000
  for (let count = 0; count < numbers; count++) {
    const digits = Array.from({ length: 11 }, () => Math.floor(random() * 10)).join('')
    for (const certainty of certaintyIn(digits)) counts[certainty]++
  }
  expect(counts.certain).toBe(0)
  expect(counts.probable).toBeGreaterThan(numbers / 1_000)
  expect(counts.probable).toBeLessThan(numbers / 350)
  expect(counts.possible).toBeLessThan(numbers / 140)
})

it('raises hardly an alarm over hashes, times, addresses and counters', () => {
  const texts = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 }),
    fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })
      .map((date) => `${date.toISOString()} ${date.getTime()}`),
    fc.ipV4(),
    fc.ipV6(),
    fc.uuid(),
    fc.nat(99_999_999).map(String),
  )
  const alarms = fc.sample(texts, { seed: 20, numRuns: 20_000 }).filter((text) => maskIdentityNumbers(text) !== text)
  expect(alarms.length).toBeLessThanOrEqual(2)
})
