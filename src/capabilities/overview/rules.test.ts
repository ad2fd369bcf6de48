import { expect, it } from 'vitest'
import { worthShowing } from './rules.ts'

it('A picture bears five events: the largest closings and the latest of everything else, in their order', () => {
  const event = (day: number, findings: number) => ({ at: `2026-11-${String(day).padStart(2, '0')}T00:00:00.000Z`, findings })
  const closings = [event(1, 200), event(2, 5), event(3, 90), event(4, 40), event(5, 1)]
  const silences = [event(6, 0), event(7, 0), event(8, 0)]
  const days = (events: { at: string }[]) => events.map(({ at }) => Number(at.slice(8, 10)))
  expect(days(worthShowing([...silences, ...closings]))).toEqual([1, 3, 4, 7, 8])
  expect(days(worthShowing(closings))).toEqual([1, 2, 3, 4, 5])
  expect(days(worthShowing([...closings, event(9, 300)]))).toEqual([1, 2, 3, 4, 9])
  expect(days(worthShowing(silences))).toEqual([6, 7, 8])
  expect(worthShowing([])).toEqual([])
})
