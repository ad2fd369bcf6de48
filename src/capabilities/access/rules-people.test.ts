import { expect, it } from 'vitest'
import { mayFor, ownOrganisations, type Scope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { scopeOfPerson } from './rules.ts'
import { endsSoon, isFairEnd, keepsAnAdministrator, keepsPeople, rolesFit, standingOf, waitsFor } from './rules-people.ts'

const now: Utc = '2026-11-21T08:00:00.000Z'
const in_ = (days: number): Utc => later(now, days * day)
const [home, member, other] = ['org_1', 'org_2', 'org_3'] as const
type Home = 'member-security' | 'member-reader'
const delegate = (role: Home, may: ('answer' | 'contacts')[] = ['answer'], to = in_(1)): Parameters<typeof scopeOfPerson>[0] => ({
  id: 'usr_1',
  displayName: 'Vakt',
  teamRoles: [],
  seats: [{ organisation: home, role }],
  hasSecondFactor: true,
  delegations: [{ member, operator: home, may, from: in_(-1), to }],
})

it('A delegate reads as a reader from the first moment to the last, and does what was lent only as the security contact at home', () => {
  const scope = scopeOfPerson(delegate('member-security'), now)
  expect(scope.organisations).toEqual([home, member])
  expect(scope.seats).toContainEqual({ organisation: member, role: 'member-reader', by: home, may: ['answer'] })
  expect([mayFor(scope, member, 'answer'), mayFor(scope, member, 'contacts')]).toEqual([true, false])
  expect(mayFor(scopeOfPerson(delegate('member-reader'), now), member, 'answer')).toBe(false)
  for (const at of [in_(-2), in_(1)]) expect(scopeOfPerson(delegate('member-security'), at).organisations).toEqual([home])
  expect(scopeOfPerson(delegate('member-security')).organisations).toEqual([home])
})

it('A delegate is no housemate: nothing that asks for one’s own organisation opens', () => {
  const scope = scopeOfPerson(delegate('member-security', ['answer', 'contacts']), now)
  expect(ownOrganisations(scope)).toEqual([home])
  expect([keepsPeople(scope, home), keepsPeople(scope, member), keepsPeople(scope, null)]).toEqual([true, false, false])
})

it('Whoever acts for one organisation has that one alone; when it is gone, all that are left', () => {
  const both = {
    ...delegate('member-security'),
    seats: [
      { organisation: home, role: 'member-security' as const },
      { organisation: other, role: 'member-reader' as const },
    ],
  }
  expect(scopeOfPerson({ ...both, actsFor: other }, now)).toMatchObject({ organisations: [other], roles: ['member-reader'] })
  expect(scopeOfPerson({ ...both, actsFor: member }, now)).toMatchObject({ organisations: [member] })
  expect(scopeOfPerson({ ...both, actsFor: member }, in_(2)).organisations).toEqual([home, other])
})

it('A delegation waits for whoever has not said yes, is valid until its day, and is never valid again', () => {
  const asked = { consentedAt: null, acceptedAt: now, endsAt: in_(40), endedAt: null }
  const valid = { ...asked, consentedAt: now }
  expect([standingOf(asked, now), waitsFor(asked, now)]).toEqual(['waiting', 'member'])
  expect(waitsFor({ ...asked, consentedAt: now, acceptedAt: null }, now)).toBe('operator')
  expect([standingOf(valid, now), waitsFor(valid, now)]).toEqual(['valid', null])
  expect([endsSoon(valid, in_(9)), endsSoon(valid, in_(10)), endsSoon(asked, in_(10))]).toEqual([false, true, false])
  expect(standingOf(valid, in_(40))).toBe('run-out')
  expect(standingOf({ ...valid, endedAt: now }, now)).toBe('ended')
  expect([isFairEnd(now, now), isFairEnd(in_(1), now), isFairEnd(in_(730), now), isFairEnd(in_(731), now)]).toEqual([
    false,
    true,
    true,
    false,
  ])
})

it('One administrator who can sign in always remains', () => {
  const seat = (id: `usr_${string}`, role: Home, disabled = false) => ({ id, role, disabled })
  const seats = [seat('usr_1', 'member-security'), seat('usr_2', 'member-reader'), seat('usr_3', 'member-security', true)]
  expect([keepsAnAdministrator(seats, 'usr_1'), keepsAnAdministrator(seats, 'usr_2')]).toEqual([false, true])
})

it('Roles of the team are for the team, and one role for an organisation', () => {
  expect([rolesFit(null, ['duty', 'admin']), rolesFit(null, ['member-reader'])]).toEqual([true, false])
  expect([
    rolesFit(home, ['member-reader']),
    rolesFit(home, ['duty']),
    rolesFit(home, ['member-reader', 'member-security']),
  ]).toEqual([true, false, false])
})

it('Only an administrator of the team keeps its people, or those of any organisation', () => {
  const team = (role: 'admin' | 'lead'): Scope => ({
    who: { kind: 'person', id: 'usr_9', name: 'x' },
    roles: [role],
    team: true,
    organisations: [],
  })
  expect([keepsPeople(team('admin'), home), keepsPeople(team('admin'), null), keepsPeople(team('lead'), home)]).toEqual([
    true,
    true,
    false,
  ])
})
