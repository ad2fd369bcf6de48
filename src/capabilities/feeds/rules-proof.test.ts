import { describe, expect, it } from 'vitest'
import { isTooMuch, judge, medianOf, newestSettled, type ReportWindow, windowBegins, windowOf } from './rules-proof.ts'

describe('Closing is too much at once', () => {
  const cases: [string, number, number, number, boolean][] = [
    ['a fifth', 20, 0, 100, false],
    ['more than a fifth', 21, 0, 100, true],
    ['four of four', 4, 0, 4, false],
    ['five of five', 5, 0, 5, true],
    ['together with what was closed today', 11, 10, 90, true],
    ['when no more than what was closed today makes a fifth', 10, 10, 90, false],
  ]
  for (const [what, would, closed, unsettled, tooMuch] of cases)
    it(`${what}: ${tooMuch ? 'yes' : 'no'}`, () => expect(isTooMuch(would, closed, unsettled)).toBe(tooMuch))
})

it('The median of an even number of numbers lies between the two in the middle', () => {
  expect(medianOf([9, 1, 5])).toBe(5)
  expect(medianOf([4, 10, 1, 6])).toBe(5)
})

it('A window ends where the next one begins, and settles a rhythm later', () => {
  const noon = '2026-11-21T12:00:00.000Z'
  const window = windowOf(noon, 24)
  expect(windowBegins(window, 24)).toBe('2026-11-21T00:00:00.000Z')
  expect(windowBegins(newestSettled(noon, 24), 24)).toBe('2026-11-19T00:00:00.000Z')
})

describe('What usually comes', () => {
  const source = { id: 's', rhythmHours: 24, listeningSince: '1970-01-01T00:00:00.000Z', silent: false }
  const kinds = new Map([['scan', ['open-rdp']]])
  const verdicts = (rows: (number | undefined)[]) => {
    const reports: ReportWindow[] = rows.flatMap((count, window) => [
      { source: 'other', type: 'x', window, files: 1, rows: 1, broken: false },
      ...(count === undefined ? [] : [{ source: 's', type: 'scan', window, files: 1, rows: count, broken: false }]),
    ])
    const { verdictOf } = judge(source, reports, kinds, { newest: rows.length - 1, oldest: 0 })
    return rows.map((_, window) => verdictOf(window, 'open-rdp'))
  }

  it('is not known from two reports', () => {
    expect(verdicts([100, 100, 1])).toEqual(['proves', 'proves', 'proves'])
    expect(verdicts([100, 100, 100, 1]).at(-1)).toBe('thin')
  })

  it('changes: a source that stays small is believed again, when more than half of what we remember is small', () => {
    const stays = verdicts([...Array<number>(14).fill(100), ...Array<number>(9).fill(10)])
    expect(stays.slice(14)).toEqual([...Array<string>(8).fill('thin'), 'proves'])
  })

  it('knows a report without rows from no report: one is little, the other is nothing to report', () => {
    expect(verdicts([100, 100, 100, 0]).at(-1)).toBe('thin')
    expect(verdicts([100, 100, 100, undefined]).at(-1)).toBe('proves')
  })

  describe('of a source that is silent itself', () => {
    const nothing = (windows: number) => Array<undefined>(windows).fill(undefined)
    const times = (count: number, verdict: string) => Array<string>(count).fill(verdict)

    it('is believed of two windows, of three no more', () => {
      expect(verdicts([5, 5, 5, ...nothing(2)]).slice(3)).toEqual(times(2, 'proves'))
      expect(verdicts([5, 5, 5, ...nothing(3)]).slice(3)).toEqual(times(3, 'silent'))
    })

    it('is not believed afterwards either, when the source is back', () => {
      expect(verdicts([5, 5, 5, ...nothing(3), 5])).toEqual([...times(3, 'proves'), ...times(3, 'silent'), 'proves'])
      expect(verdicts([5, ...nothing(2), 5, ...nothing(2), 5])).toEqual(times(7, 'proves'))
    })
  })
})
