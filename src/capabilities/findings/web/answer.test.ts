import { expect, it } from 'vitest'
import { answerOf } from './answer.ts'

const now = Date.parse('2026-11-21T02:10:00Z')

it('An answer without a choice, a day or a reason that it needs says all that is missing', () => {
  expect(answerOf({}, now)).toEqual({ ok: false, missing: ['answer'] })
  expect(answerOf({ answer: 'gone' }, now)).toEqual({ ok: false, missing: ['answer'] })
  expect(answerOf({ answer: 'working', until: '' }, now)).toEqual({ ok: false, missing: ['until'] })
  expect(answerOf({ answer: 'working', until: '2026-11-20' }, now)).toEqual({ ok: false, missing: ['until'] })
  expect(answerOf({ answer: 'accepted', until: '2026-11-20' }, now)).toEqual({ ok: false, missing: ['until', 'reason'] })
  expect(answerOf({ answer: 'not-ours', reason: ' a ' }, now)).toEqual({ ok: false, missing: ['reason'] })
})

it('A day holds until it is over in Norway', () => {
  expect(answerOf({ answer: 'working', until: '2026-11-21', reason: '' }, now)).toEqual({
    ok: true,
    value: { answer: 'working', until: '2026-11-21T22:59:59.999Z' },
  })
})

it('A reason goes along where it is not needed, and a day does not', () => {
  expect(answerOf({ answer: 'fixed', until: '2026-12-24', reason: 'Port stengt.' }, now)).toEqual({
    ok: true,
    value: { answer: 'fixed', reason: 'Port stengt.' },
  })
})
