import { expect, it } from 'vitest'
import { compared, fits, isTooSoon, newcombe, percentile, stageOf, wilson } from './rules.ts'
import { scriptIn } from './words-script.ts'

const at = '2026-11-21T10:00:00.000Z'
const nothing = { toldAt: null, readAt: null, asked: 2, answered: 0, outcome: null, byState: {} }

it('Whoever has answered some has acknowledged; whoever read what asks nothing has done all there is', () => {
  expect(stageOf(nothing)).toBe('untold')
  expect(stageOf({ ...nothing, toldAt: at })).toBe('told')
  expect(stageOf({ ...nothing, toldAt: at, readAt: at })).toBe('read')
  expect(stageOf({ ...nothing, answered: 1 })).toBe('partly')
  expect(stageOf({ ...nothing, answered: 2 })).toBe('answered')
  for (const outcome of ['claimed', 'proved', 'not-relevant'] as const)
    expect(stageOf({ ...nothing, answered: 2, outcome })).toBe(outcome)
  expect(stageOf({ ...nothing, answered: 2, byState: { disputed: 1 } })).toBe('disputed')
  expect(stageOf({ ...nothing, asked: 0, toldAt: at })).toBe('told')
  expect(stageOf({ ...nothing, asked: 0, readAt: at })).toBe('noted')
})

it('Whoever has answered is not quiet, however long ago it was told', () => {
  const row = { name: 'Fjord kommune', number: null, kinds: ['municipality'], county: '46', overdue: 0, quietHours: 90 }
  expect(fits({ ...row, stage: 'told' }, { quiet: 72 })).toBe(true)
  expect(fits({ ...row, stage: 'told' }, { quiet: 91 })).toBe(false)
  expect(fits({ ...row, stage: 'answered' }, { quiet: 72 })).toBe(false)
  expect(fits({ ...row, stage: 'told' }, { county: '50' })).toBe(false)
  expect(fits({ ...row, stage: 'told' }, { silent: true, q: 'fjord', kind: ['municipality'] })).toBe(true)
})

it('Two reminders lie as many hours apart as the severity says', () => {
  expect(isTooSoon('2026-11-21T08:30:00.000Z', 'critical', at)).toBe(true)
  expect(isTooSoon('2026-11-21T07:30:00.000Z', 'critical', at)).toBe(false)
  expect(isTooSoon('2026-11-19T10:30:00.000Z', 'medium', at)).toBe(true)
  expect(isTooSoon(undefined, 'critical', at)).toBe(false)
})

it('Percentiles lie between the two nearest values', () => {
  expect(percentile([], 0.5)).toBeNull()
  expect(percentile([7], 0.9)).toBe(7)
  expect(percentile([4, 1, 2, 3], 0.5)).toBe(2.5)
  expect(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 0.9)).toBe(10)
})

it('Intervals are those that Newcombe printed in 1998', () => {
  // Statistics in Medicine 17, 857 and 873: 81 of 263, and 56 of 70 beside 48 of 80.
  const one = wilson(81, 263)
  expect([one.low, one.high].map((value) => value.toFixed(4))).toEqual(['0.2553', '0.3662'])
  const two = newcombe({ count: 56, of: 70 }, { count: 48, of: 80 })
  expect([two.difference, two.low, two.high].map((value) => value.toFixed(4))).toEqual(['0.2000', '0.0524', '0.3339'])
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 })
})

it('No wording wins too early, with too few, or while the interval holds nothing; then the better one does', () => {
  const of = (a: number, b: number, told = 100) => [
    { key: 'a' as const, told, answered: a },
    { key: 'b' as const, told, answered: b },
  ]
  expect(compared(of(20, 60), 71)).toMatchObject({ winner: null, why: 'too-early' })
  expect(compared(of(5, 20, 29), 80)).toMatchObject({ winner: null, why: 'too-few' })
  expect(compared(of(9, 10), 80)).toMatchObject({ winner: null, why: 'too-few' })
  expect(compared(of(40, 45), 80)).toMatchObject({ winner: null, why: 'too-close' })
  expect(compared(of(20, 60), 80)).toMatchObject({ winner: 'b', why: null, differences: [{ key: 'b', against: 'a' }] })
  expect(compared([...of(20, 60), { key: 'c', told: 100, answered: 55 }], 80)).toMatchObject({ winner: null, why: 'too-close' })
})

it('What is said on the telephone has the clock of a deadline that is near, and the day of one that is further away', () => {
  const parts = {
    sender: 'HelseCERT',
    telephone: '',
    title: 'Steng fjernpålogging nå',
    trackingId: 'HELSECERT-2026-0001',
    severity: 'critical' as const,
    measure: 'Steng porten',
    now: at,
  }
  const said = (dueAt: string, locale: 'nb' | 'nn' | 'en') => JSON.stringify(scriptIn({ ...parts, dueAt }, locale, locale))
  expect(said('2026-11-21T14:00:00.000Z', 'nb')).toContain('Steng porten. Frist: 21. nov. 2026 kl. 15.00.')
  expect(said('2026-11-21T14:00:00.000Z', 'nn')).toContain('Frist: 21. nov. 2026 kl. 15.00.')
  expect(said('2026-11-21T14:00:00.000Z', 'en')).toContain('Due 21 Nov 2026 at 15:00.')
  expect(said('2026-11-28T10:00:00.000Z', 'nb')).toContain('Frist: 28. nov. 2026.')
})
