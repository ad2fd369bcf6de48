import { expect, it } from 'vitest'
import { newId } from '#domain/id.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { day, later } from '#domain/time.ts'
import type { MemberRole, TeamRole } from './contract.ts'
import * as rules from './rules.ts'

const now = '2026-11-21T08:00:00.000Z'
const [one, other] = [newId('org'), newId('org')]
const person = (teamRoles: TeamRole[], seats: [typeof one, MemberRole][] = []) => ({
  id: newId('usr'),
  displayName: 'Vakt',
  teamRoles,
  seats: seats.map(([organisation, role]) => ({ organisation, role })),
  hasSecondFactor: false,
})
const minutesUntil = (until: string | null) => (until === null ? null : (Date.parse(until) - Date.parse(now)) / 60_000)

it('locks from the fifth wrong sign-in in a row, twice as long each time, at most an hour', () => {
  const minutes = [1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 400].map((wrong) => minutesUntil(rules.lockAfter(wrong, now)))
  expect(minutes).toEqual([null, null, 1, 2, 4, 8, 16, 32, 60, 60, 60])
})

it('keeps a lock against the right password until its last moment', () => {
  const locked = { lockedUntil: later(now, 60_000), hasSecondFactor: false, lastStep: null }
  const right = { passwordFits: true, code: 'none' } as const
  expect(rules.signInStep(locked, right, now)).toBe('locked-out')
  expect(rules.signInStep(locked, right, later(now, 60_000))).toBe('signed-in')
})

it('asks for the code only when the password is right, and takes no step again', () => {
  const account = { lockedUntil: null, hasSecondFactor: true, lastStep: 100 }
  const step = (passwordFits: boolean, code: 'none' | { step: number | undefined }) =>
    rules.signInStep(account, { passwordFits, code }, now)
  expect(step(false, 'none')).toBe('wrong-sign-in')
  expect(step(false, { step: 101 })).toBe('wrong-sign-in')
  expect(step(true, 'none')).toBe('code-needed')
  expect(step(true, { step: undefined })).toBe('wrong-code')
  expect([99, 100, 101].map((of) => step(true, { step: of }))).toEqual(['wrong-code', 'wrong-code', 'signed-in'])
})

it('gives a person all organisations with a role of the team, else those of their seats', () => {
  expect(rules.scopeOfPerson(person(['duty']))).toMatchObject({ team: true, roles: ['duty'], organisations: [] })
  const member = person(
    [],
    [
      [one, 'member-security'],
      [one, 'member-reader'],
      [other, 'member-reader'],
    ],
  )
  expect(rules.scopeOfPerson(member)).toMatchObject({
    team: false,
    roles: ['member-security', 'member-reader'],
    organisations: [one, other],
  })
  expect(rules.scopeOfPerson(person([]))).toMatchObject({ team: false, roles: [], organisations: [] })
})

it('demands a second factor of the team, of who keeps security and of who acts for others while they may, and asks readers', () => {
  const must = (who: rules.Standing, at = now) => rules.mustSetUpSecondFactor(who, at)
  for (const role of ['admin', 'lead', 'analyst', 'duty'] as const) expect(must(person([role]))).toBe(true)
  for (const has of [{ hasSecondFactor: true }, { hasPasskey: true }]) expect(must({ ...person(['duty']), ...has })).toBe(false)
  expect(must(person([], [[one, 'member-security']]))).toBe(true)
  const reader = person([], [[one, 'member-reader']])
  expect(must(reader)).toBe(false)
  const lent = { member: other, operator: one, may: [], from: now, to: later(now, day) }
  expect(must({ ...reader, delegations: [lent] })).toBe(true)
  expect(must({ ...reader, delegations: [lent] }, later(now, day))).toBe(false)
})

it('ends a session that is idle, that is old, or that a shorter limit has overtaken', () => {
  const session = { createdAt: now, seenAt: now, expiresAt: later(now, 12 * 3_600_000) }
  const after = (hours: number, seenHoursAgo = 0, limit = 12) => {
    const then = later(now, hours * 3_600_000)
    return rules.isAlive({ ...session, seenAt: later(then, -seenHoursAgo * 3_600_000) }, then, limit)
  }
  expect(after(11.99)).toBe(true)
  expect(after(12)).toBe(false)
  expect(after(3, 1.99)).toBe(true)
  expect(after(3, 2)).toBe(false)
  expect(after(8, 0, 8)).toBe(false)
})

it.each([
  ['kort', 'short'],
  ['Passord12345', 'obvious'],
  ['aaaaaaaabbbbbbbb', 'obvious'],
  ['vaktleder-2026', 'name'],
  ['VaktlederVaktleder', 'name'],
  ['vaktleder liker blåbær', undefined],
  ['839201748201', undefined],
  ['fire hester i regn', undefined],
])('judges the password %s as %s', (password, weakness) => {
  expect(rules.weaknessOf(password, 'vaktleder')).toBe(weakness)
})

it('never lets a key exceed whoever makes it', () => {
  const expiresAt = later(now, 30 * day)
  const seats = [{ organisation: one, role: 'member-security' as const }]
  const member: Scope = rules.scopeOfPerson(person([], [[one, 'member-security']]))
  const admin = systemScope('test')
  const refusal = (maker: Scope, organisation: typeof one | null, roles: rules.WantedKey['roles'], own = seats) =>
    rules.keyRefusal(maker, own, { organisation, roles, expiresAt }, now)

  expect(refusal(member, one, ['member-security', 'member-reader'])).toBeUndefined()
  expect(refusal(member, one, ['analyst'])).toBe('beyond-your-roles')
  expect(refusal(member, null, ['member-reader'])).toBe('beyond-your-roles')
  expect(refusal(member, other, ['member-reader'])).toBe('not-found')
  expect(refusal(admin, null, ['analyst'])).toBeUndefined()
  expect(refusal(admin, one, ['admin'])).toBe('role-does-not-fit')
  expect(refusal(admin, null, ['member-reader'])).toBe('role-does-not-fit')
  expect(refusal({ ...admin, who: { kind: 'key', id: newId('key'), name: 'k' } }, null, ['duty'])).toBe('person-needed')

  // Keeps security at one organisation and only reads at the other: what counts is the role there.
  const both = rules.scopeOfPerson(
    person(
      [],
      [
        [one, 'member-security'],
        [other, 'member-reader'],
      ],
    ),
  )
  const bothSeats = [...seats, { organisation: other, role: 'member-reader' as const }]
  expect(refusal(both, other, ['member-security'], bothSeats as typeof seats)).toBe('beyond-your-roles')
  expect(rules.mayRevoke(both, bothSeats, one)).toBe(true)
  expect(rules.mayRevoke(both, bothSeats, other)).toBe(false)
  expect(rules.mayRevoke(both, bothSeats, null)).toBe(false)
})

it('makes no key for yesterday and none for ever', () => {
  const refusal = (days: number) =>
    rules.keyRefusal(systemScope('test'), [], { organisation: null, roles: ['duty'], expiresAt: later(now, days * day) }, now)
  expect([0, 1, 730, 731].map(refusal)).toEqual(['bad-expiry', undefined, undefined, 'bad-expiry'])
})

it('takes a key only within its time and from its networks', () => {
  const key = {
    id: newId('key'),
    name: 'k',
    organisation: one,
    roles: ['member-reader'],
    networks: ['198.18.4.0/22', '2001:db8::/48'],
    expiresAt: later(now, day),
    revokedAt: null,
  } satisfies rules.KeyStanding
  const fault = (address: string, changed: Partial<rules.KeyStanding> = {}) =>
    rules.keyFault({ ...key, ...changed }, address, now)
  expect(['198.18.7.255', '::ffff:198.18.4.1', '2001:db8::9'].map((address) => fault(address))).toEqual(Array(3).fill(undefined))
  expect(['198.18.8.0', '2001:db8:1::1', 'nonsense'].map((address) => fault(address))).toEqual(Array(3).fill('wrong-network'))
  expect(fault('198.19.0.9', { networks: [] })).toBeUndefined()
  expect(fault('198.18.4.1', { expiresAt: now })).toBe('expired')
  expect(fault('198.18.4.1', { revokedAt: now })).toBe('revoked')
})

it('counts no role of a key that does not fit what it acts for', () => {
  const key = { id: newId('key'), name: 'k', networks: [], expiresAt: now, revokedAt: null }
  const roles = ['admin', 'member-reader'] as const
  expect(rules.scopeOfKey({ ...key, organisation: one, roles })).toMatchObject({
    team: false,
    roles: ['member-reader'],
    organisations: [one],
  })
  expect(rules.scopeOfKey({ ...key, organisation: null, roles })).toMatchObject({
    team: true,
    roles: ['admin'],
    organisations: [],
  })
})

it('takes a name for a mailbox only where it is an address', () => {
  expect(['vakt@fjordby.example', 'vakt@intern', '@vakt', 'vakt'].map((name) => rules.mailboxOf({ name }))).toEqual([
    'vakt@fjordby.example',
    undefined,
    undefined,
    undefined,
  ])
})
