import { expect, it } from 'vitest'
import { promiseOf } from './promise.ts'

const now = Date.parse('2026-11-21T06:00:00.000Z')

it('A promise is an answer, nothing promised is none, and what is missing is named', () => {
  expect(promiseOf({ promise: 'working', until: '2026-11-28' }, now)).toEqual({
    ok: true,
    value: { answer: 'working', until: '2026-11-28T22:59:59.999Z' },
  })
  expect(promiseOf({ promise: 'fixed', until: '2026-11-28' }, now)).toEqual({ ok: true, value: { answer: 'fixed' } })
  expect(promiseOf({ promise: 'not-ours', reason: ' Solgt ' }, now)).toEqual({
    ok: true,
    value: { answer: 'not-ours', reason: 'Solgt' },
  })
  expect(promiseOf({ promise: 'none' }, now)).toEqual({ ok: true, value: undefined })
  expect(promiseOf({}, now)).toEqual({ ok: false, missing: ['promise'] })
  expect(promiseOf({ promise: 'working', until: '' }, now)).toEqual({ ok: false, missing: ['until'] })
  expect(promiseOf({ promise: 'working', until: '2026-11-20' }, now)).toEqual({ ok: false, missing: ['until'] })
  expect(promiseOf({ promise: 'not-ours', reason: ' x ' }, now)).toEqual({ ok: false, missing: ['reason'] })
})
