import { describe, expect, it } from 'vitest'
import type { FindingState } from './contract.ts'
import { dueAfterLapse, happening, type Past, readAnswer, type Seen } from './rules.ts'

const at = (date: number): string => `2026-11-${String(date).padStart(2, '0')}T10:00:00.000Z`
const nothing: Past = {
  toldAt: null,
  readAt: null,
  answer: null,
  answeredAt: null,
  answerUntil: null,
  closedBy: null,
  judgedOn: null,
}
const finding = (state: FindingState, past: Partial<Past> = {}, closedAt: string | null = null): Seen => ({
  state,
  lastSeen: at(10),
  closedAt,
  past: { ...nothing, ...past },
})

describe('What a sighting does to a finding', () => {
  const claimed = finding('answered', { answer: 'fixed', answeredAt: at(12) })

  it.each([
    ['seen after somebody said that it was fixed', claimed, at(13), 'reopened'],
    ['seen at the very moment of the claim', claimed, at(12), 'seen-again'],
    ['seen before the claim, reported after it', claimed, at(11), 'seen-again'],
    ['answered as being worked on', finding('answered', { answer: 'working', answeredAt: at(12) }), at(13), 'seen-again'],
    ['accepted', finding('accepted'), at(13), 'seen-again'],
    ['disputed', finding('disputed'), at(13), 'seen-again'],
    ['closed by absence, seen before that day', finding('fixed', { closedBy: 'absence' }, at(15)), at(12), 'reopened'],
    ['closed by absence, and no later than last known', finding('fixed', { closedBy: 'absence' }, at(15)), at(10), 'seen-late'],
    ['closed by the team, seen before that day', finding('fixed', { closedBy: 'team' }, at(15)), at(12), 'seen-late'],
    ['closed by the team, seen after that day', finding('fixed', { closedBy: 'team' }, at(15)), at(16), 'reopened'],
    ['withdrawn because the report was wrong', finding('withdrawn', {}, at(15)), at(1), 'reopened'],
    ['withdrawn by judgement, on the same holding', finding('withdrawn', { judgedOn: 'h1' }, at(15)), at(16), 'seen-again'],
    [
      'withdrawn by judgement, theirs by another holding now',
      finding('withdrawn', { judgedOn: 'h0' }, at(15)),
      at(16),
      'reopened',
    ],
  ] as const)('%s', (_, present, seenAt, expected) => {
    expect(happening(present, seenAt, 'h1')).toBe(expected)
  })
})

describe('An answer', () => {
  it.each([
    [{ answer: 'working' }, 'until-has-passed'],
    [{ answer: 'working', until: at(20) }, 'until-has-passed'],
    [{ answer: 'accepted', until: '2027-11-23T10:00:00.000Z', reason: 'Byttes snart' }, 'until-too-late'],
  ] as const)('%o is refused: %s', (input, reason) => {
    expect(readAnswer(input, at(21))).toMatchObject({ ok: false, reason })
  })

  it('keeps a day only where it holds until one', () => {
    expect(readAnswer({ answer: 'fixed', until: at(30), reason: 'Stengt i brannmuren' }, at(21))).toEqual({
      ok: true,
      value: { answer: 'fixed', reason: 'Stengt i brannmuren' },
    })
  })

  it('that lapses gives what was accepted a new due date, and what was being worked on none', () => {
    const lapsed = { severity: 3, dueAt: at(5) }
    expect(dueAfterLapse({ ...lapsed, answer: 'accepted' }, at(21))).toBe(at(28))
    expect(dueAfterLapse({ ...lapsed, answer: 'working' }, at(21))).toBe(at(5))
  })
})
