import { describe, expect, it } from 'vitest'
import { newId } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { beginsAnew, dueAnew, isOverdue, portOf, stateOf, writesFor } from './rules.ts'

const now = '2026-11-21T10:00:00.000Z'

describe('A measure stands as its finding does', () => {
  it('is a claim when it was answered fixed, and done only when it was proved', () => {
    expect(stateOf({ state: 'answered', answer: 'fixed' })).toBe('claimed')
    expect(stateOf({ state: 'fixed', answer: 'fixed' })).toBe('done')
  })

  it('is being done when somebody works on it', () => {
    expect(stateOf({ state: 'answered', answer: 'working' })).toBe('doing')
  })

  it('is open as long as nobody has answered, told or not', () => {
    expect([stateOf({ state: 'open', answer: null }), stateOf({ state: 'told', answer: null })]).toEqual(['open', 'open'])
  })

  it('keeps what was accepted, disputed and withdrawn apart', () => {
    expect(stateOf({ state: 'accepted', answer: 'accepted' })).toBe('accepted')
    expect(stateOf({ state: 'disputed', answer: 'not-ours' })).toBe('disputed')
    expect(stateOf({ state: 'withdrawn', answer: 'not-ours' })).toBe('withdrawn')
  })
})

it('A measure is overdue only while somebody still has to do something', () => {
  const late = { dueAt: '2026-11-20T10:00:00.000Z' }
  expect(isOverdue({ ...late, state: 'open' }, now)).toBe(true)
  expect(isOverdue({ ...late, state: 'doing' }, now)).toBe(true)
  for (const state of ['claimed', 'done', 'accepted', 'disputed', 'withdrawn'] as const)
    expect(isOverdue({ ...late, state }, now), state).toBe(false)
  expect(isOverdue({ dueAt: now, state: 'open' }, now)).toBe(false)
})

it('The port of an asset stands in its words', () => {
  expect(portOf('198.18.4.7:3389/tcp')).toBe(3389)
  expect(portOf('[2001:db8::7]:53/udp')).toBe(53)
  expect(portOf('2001:db8::7')).toBeUndefined()
  expect(portOf('kommune.example')).toBeUndefined()
})

it('A seat to read in one organisation gives no right to write there', () => {
  const [one, other] = [newId('org'), newId('org')]
  const scope: Scope = {
    who: { kind: 'person', id: newId('usr'), name: 'Kari' },
    roles: ['member-security', 'member-reader'],
    team: false,
    organisations: [one, other],
    seats: [
      { organisation: one, role: 'member-security' },
      { organisation: other, role: 'member-reader' },
    ],
  }
  expect(writesFor(scope)).toEqual([one])
  const { seats: _, ...key } = scope
  expect(writesFor({ ...key, roles: ['member-reader'] })).toEqual([])
})

describe('A measure of a new version', () => {
  const all = (nb: string, nn = nb, en = nb) => ({ nb, nn, en })
  const before = { what: all('Oppgrader'), severity: 3, hours: 168 }
  it('is asked anew when its text is another, its warning graver or its deadline shorter', () => {
    expect(beginsAnew(before, { ...before, what: all('Oppgrader til 7.1') })).toBe(true)
    expect(beginsAnew(before, { ...before, severity: 4 })).toBe(true)
    expect(beginsAnew(before, { ...before, hours: 72 })).toBe(true)
  })
  it('is asked as before when nothing of that has changed, and when it is milder, has longer, or was only translated', () => {
    expect(beginsAnew(before, before)).toBe(false)
    expect(beginsAnew(before, { ...before, severity: 1, hours: 336 })).toBe(false)
    expect(beginsAnew(before, { ...before, what: all('Oppgrader', 'Oppgrader no', 'Upgrade') })).toBe(false)
    expect(beginsAnew({ ...before, hours: null }, before)).toBe(false)
  })
  it('that only became graver or more urgent never has longer than before; another text, or a day that has passed, gives a new deadline', () => {
    const [soon, late] = ['2026-11-22T10:00:00.000Z', '2026-11-24T10:00:00.000Z']
    const after = { ...before, dueAt: late }
    const stood = { ...before, dueAt: soon }
    expect(dueAnew(stood, { ...after, hours: 72 }, now)).toBe(soon)
    expect(dueAnew({ ...before, dueAt: late }, { ...before, hours: 24, dueAt: soon }, now)).toBe(soon)
    expect(dueAnew(stood, { ...after, severity: 4 }, now)).toBe(soon)
    expect(dueAnew(stood, { ...after, severity: 4, hours: 192 }, now)).toBe('2026-11-23T10:00:00.000Z')
    expect(dueAnew(stood, { ...after, what: all('Oppgrader til 7.1') }, now)).toBe(late)
    expect(dueAnew({ ...before, dueAt: now }, { ...after, hours: 72 }, now)).toBe(late)
  })
})
