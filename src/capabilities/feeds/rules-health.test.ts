import { describe, expect, it } from 'vitest'
import { day, later, type Utc } from '#domain/time.ts'
import type { SourceHealth } from './contract.ts'
import { byNeed, type Delivered, dueAfter, stripDays, stripOf, usualRows } from './rules-health.ts'

const now: Utc = '2026-11-21T12:00:00.000Z'
const days = stripDays(now, 10)
const came = (place: number, more: Partial<Delivered> = {}): Delivered => {
  const at = `${days[place]}T06:00:00.000Z`
  return {
    day: days[place]!,
    files: 1,
    broken: 0,
    rows: 100,
    refused: 0,
    sightings: 100,
    unattributed: 0,
    first: at,
    last: at,
    ...more,
  }
}
const daily = {
  rhythmHours: 24,
  createdAt: later(now, -400 * day),
  lastBefore: `${later(now, -10 * day).slice(0, 10)}T06:00:00.000Z`,
}
const states = (delivered: Delivered[], source: { rhythmHours?: number | null; createdAt?: Utc; lastBefore?: Utc | null } = {}) =>
  stripOf({ ...daily, ...source }, delivered, days, now).map(({ state }) => state)

describe('the strip of a source', () => {
  it('ends today, and a source that comes every day is as usual', () => {
    expect(days.at(-1)).toBe('2026-11-21')
    expect(new Set(states(days.map((_, place) => came(place))))).toEqual(new Set(['delivered']))
  })

  it('tells days without a file, late ones, little ones, empty ones and broken ones apart', () => {
    const all = days.map((_, place) => came(place))
    const delivered = [
      all[0]!,
      all[1]!,
      all[2]!,
      all[5]!,
      came(6, { rows: 49 }),
      came(7, { rows: 0 }),
      came(8, { broken: 1 }),
      all[9]!,
    ]
    expect(states(delivered)).toEqual([
      'delivered',
      'delivered',
      'delivered',
      'nothing',
      'nothing',
      'late',
      'thin',
      'empty',
      'broken',
      'delivered',
    ])
  })

  it('expects nothing between the files of a week, nor of a source without a rhythm', () => {
    expect(states([came(2)], { rhythmHours: 168 }).slice(3)).toEqual(Array(7).fill('not-due'))
    expect(states([came(2)], { rhythmHours: null }).filter((state) => state !== 'delivered')).toEqual(Array(9).fill('not-due'))
  })

  it('says nothing of the time before the source was added, and waits a rhythm and a quarter for its first file', () => {
    expect(states([], { createdAt: '2026-11-18T00:00:00.000Z', lastBefore: null })).toEqual([
      ...Array(6).fill('not-yet'),
      'not-due',
      'nothing',
      'nothing',
      'nothing',
    ])
  })

  it('is not late with its first file', () => {
    expect(states([came(4)], { lastBefore: null })[4]).toBe('delivered')
  })

  it('knows no usual size from two files', () => {
    expect(usualRows([came(0), came(1)])).toBeNull()
    expect(usualRows([came(0, { rows: 10 }), came(1, { rows: 30 }), came(2, { rows: 0 }), came(3, { rows: 20 })])).toBe(20)
  })
})

it('The next file is due a rhythm after the last', () => {
  expect(dueAfter(now, 24)).toBe(later(now, day))
  expect(dueAfter(now, null)).toBeNull()
})

it('What cannot be heard comes first, then who delivers badly of late, then who is late', () => {
  const health = (title: string, state: SourceHealth['source']['health'], delivered: Delivered[]) =>
    ({ source: { title, health: state }, strip: stripOf(daily, delivered, days, now) }) as SourceHealth
  const good = days.map((_, place) => came(place))
  const sorted = [
    health('d', 'no-rhythm', good),
    health('c', 'on-time', good),
    health('a', 'on-time', [...good.slice(0, 9), came(9, { broken: 1 })]),
    health('b', 'late', good.slice(0, 9)),
    health('e', 'silent', good.slice(0, 5)),
    health('f', 'failing', good),
  ].sort(byNeed)
  expect(sorted.map(({ source }) => source.title)).toEqual(['f', 'e', 'a', 'b', 'c', 'd'])
})
