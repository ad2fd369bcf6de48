import { describe, expect, it } from 'vitest'
import { day, later } from '#domain/time.ts'
import { confirmationState, contactFault, isHardBounce, isNight, looksPersonal, moved, nightState } from './rules-contacts.ts'

const now = '2026-11-22T10:00:00.000Z'
const ago = (days: number) => later(now, -days * day)

describe('how sure a contact is', () => {
  it.each([
    [0, 'confirmed'],
    [90, 'confirmed'],
    [91, 'not-confirmed'],
    [364, 'not-confirmed'],
    [365, 'overdue'],
    [900, 'overdue'],
  ] as const)('%i days after it was confirmed it is %s', (days, state) => {
    expect(confirmationState(ago(days), ago(900), now)).toBe(state)
  })

  it('what nobody ever confirmed is never confirmed, and overdue a year after it was written down', () => {
    expect(confirmationState(null, ago(1), now)).toBe('not-confirmed')
    expect(confirmationState(null, ago(365), now)).toBe('overdue')
  })
})

describe('what a role demands', () => {
  const nothing = { email: null, telephone: null }
  it('somebody to write to or ring, and around the clock a number', () => {
    expect(contactFault({ role: 'security', ...nothing })).toBe('no-way-to-reach')
    expect(contactFault({ role: 'security', ...nothing, telephone: '+47 22 00 00 00' })).toBeUndefined()
    expect(contactFault({ role: 'operations-24/7', ...nothing, email: 'drift@granly.example' })).toBe('telephone-needed')
    expect(contactFault({ role: 'operations-24/7', ...nothing, telephone: '+47 22 00 00 00' })).toBeUndefined()
  })
})

describe('an address', () => {
  it.each([
    'sikkerhet@granly.example',
    'it-drift@granly.example',
    'post.mottak@granly.example',
    'ikt.vakt@granly.example',
    'soc@granly.example',
    'granly@granly.example',
  ])('%s is a function', (address) => expect(looksPersonal(address)).toBe(false))
  it.each([
    'fornavn.etternavn@granly.example',
    'for-navn.etternavn@granly.example',
    'granly.kommune@gmail.com',
    'fornavn_etternavn2@granly.example',
  ])('%s looks like one person', (address) => expect(looksPersonal(address)).toBe(true))
})

describe('night in Norway', () => {
  it('is from 22 until 7, in summer and in winter', () => {
    expect(isNight('2026-11-22T20:59:59.000Z')).toBe(false)
    expect(isNight('2026-11-22T21:00:00.000Z')).toBe(true)
    expect(isNight('2026-11-23T05:59:59.000Z')).toBe(true)
    expect(isNight('2026-11-23T06:00:00.000Z')).toBe(false)
    expect(isNight('2026-07-22T20:00:00.000Z')).toBe(true)
    expect(isNight('2026-07-23T05:00:00.000Z')).toBe(false)
  })

  it('is tested for twelve months, and only where there is a number', () => {
    expect(nightState('+47 22 00 00 00', ago(365), now)).toBe('tested')
    expect(nightState('+47 22 00 00 00', ago(366), now)).toBe('not-tested')
    expect(nightState('+47 22 00 00 00', null, now)).toBe('not-tested')
    expect(nightState(null, null, now)).toBe('no-number')
  })
})

it('a mailbox that does not exist is lost, a full one and one that is busy are not', () => {
  expect(['550 5.1.1 no such mailbox', '5.1.1 smtp; 550 unknown', '550 gone'].every(isHardBounce)).toBe(true)
  expect(['552 5.2.2 full', '5.2.2 mailbox full', '450 4.2.0 greylisted', 'key: expired'].some(isHardBounce)).toBe(false)
})

it('a contact moves one place, and stays at the ends', () => {
  expect(moved(['a', 'b', 'c'], 'c', true)).toEqual(['a', 'c', 'b'])
  expect(moved(['a', 'b', 'c'], 'a', true)).toEqual(['a', 'b', 'c'])
  expect(moved(['a', 'b', 'c'], 'c', false)).toEqual(['a', 'b', 'c'])
})
