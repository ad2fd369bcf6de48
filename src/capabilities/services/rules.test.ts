import { describe, expect, it } from 'vitest'
import type { BulkDeed, Subject } from './contract.ts'
import { bulkDeeds } from './contract.ts'
import { differenceOf, type Facts, fits, isVerified, standOf, targetState, versionsAt } from './rules.ts'

const whole: Facts = {
  offered: true,
  wanted: true,
  approved: true,
  paused: false,
  ended: false,
  consented: true,
  agreed: true,
  usable: 1,
}

describe('where a member stands', () => {
  it.each<[subject: Subject, change: Partial<Facts>, state: string, why: string | null]>([
    ['sensors', {}, 'on', null],
    ['sensors', { ended: true }, 'ended', null],
    ['sensors', { wanted: false }, 'asked', null],
    ['sensors', { wanted: false, offered: false }, 'none', null],
    ['sensors', { paused: true }, 'paused', 'team'],
    ['sensors', { agreed: false }, 'paused', 'agreement'],
    ['sensors', { consented: false }, 'paused', 'terms'],
    ['sensors', { approved: false }, 'waiting', 'approval'],
    ['sensors', { usable: 0 }, 'on', null],
    ['scanning', { usable: 0 }, 'waiting', 'targets'],
    ['scanning', { approved: false }, 'on', null],
    ['pentests', { approved: false, usable: 0 }, 'waiting', 'approval'],
    ['membership', { agreed: false, consented: false }, 'paused', 'terms'],
  ])('%s with %j is %s, %s', (subject, change, state, why) => {
    expect(standOf(subject, { ...whole, ...change })).toEqual({ state, why })
  })

  it('is on only when every single thing holds', () => {
    const needed = ['wanted', 'approved', 'consented', 'agreed'] as const
    for (const one of needed) expect(standOf('pentests', { ...whole, [one]: false }).state).not.toBe('on')
    expect(standOf('pentests', undefined).state).toBe('none')
  })
})

it('every deed of the team has one that takes it back, and neither fits twice', () => {
  const effects: Record<BulkDeed, (facts: Facts) => Facts> = {
    offer: (facts) => ({ ...facts, offered: true, wanted: false, approved: false, ended: false }),
    unoffer: (facts) => ({ ...facts, offered: false }),
    approve: (facts) => ({ ...facts, approved: true }),
    unapprove: (facts) => ({ ...facts, approved: false }),
    pause: (facts) => ({ ...facts, paused: true }),
    resume: (facts) => ({ ...facts, paused: false }),
  }
  const begins: Record<string, Facts> = {
    offer: { ...whole, offered: false, wanted: false, approved: false },
    approve: { ...whole, approved: false },
    pause: whole,
  }
  for (const [deed, back] of [
    ['offer', 'unoffer'],
    ['approve', 'unapprove'],
    ['pause', 'resume'],
  ] as const) {
    const after = effects[deed](begins[deed]!)
    expect([fits(deed, 'sensors', begins[deed]), fits(deed, 'sensors', after)]).toEqual([true, false])
    expect([fits(back, 'sensors', after), fits(back, 'sensors', effects[back](after))]).toEqual([true, false])
  }
  for (const deed of bulkDeeds.filter((each) => each !== 'offer')) expect(fits(deed, 'sensors', undefined)).toBe(false)
  expect(fits('pause', 'membership', whole)).toBe(false)
})

it('what is verified lies whole within something that is owned and proved', () => {
  const held = [
    { relation: 'owns', form: 'network', value: '198.18.4.0/23', proof: 'dns-token' },
    { relation: 'owns', form: 'network', value: '198.18.8.0/24', proof: 'declared' },
    { relation: 'operates', form: 'network', value: '198.18.9.0/24', proof: 'registry' },
    { relation: 'owns', form: 'network', value: '2001:db8:1::/48', proof: 'registry' },
    { relation: 'owns', form: 'domain', value: 'ti.example', proof: 'dns-token' },
  ]
  const network = (value: string) => isVerified({ form: 'network', value }, held)
  const domain = (value: string) => isVerified({ form: 'domain', value }, held)
  expect(['198.18.4.0/23', '198.18.5.0/24', '2001:db8:1:2::/64'].map(network)).toEqual([true, true, true])
  expect(['198.18.4.0/22', '198.18.6.0/24', '198.18.8.0/24', '198.18.9.0/24', '2001:db8::/32'].map(network)).toEqual(
    Array(5).fill(false),
  )
  expect(['ti.example', 'a.b.ti.example', 'anti.example', 'example'].map(domain)).toEqual([true, true, false, false])
  expect(targetState({ verified: true, decision: 'refused' })).toBe('refused')
})

it('the version that counts is the newest whose day has come', () => {
  const versions = [
    { version: 1, validFrom: '2026-01-01T00:00:00.000Z' },
    { version: 2, validFrom: '2026-06-01T00:00:00.000Z' },
  ]
  const at = (now: string) => {
    const { current, next } = versionsAt(versions, now)
    return [current?.version, next?.version]
  }
  expect(at('2025-12-31T23:59:59.999Z')).toEqual([undefined, 1])
  expect(at('2026-05-31T23:59:59.999Z')).toEqual([1, 2])
  expect(at('2026-06-01T00:00:00.000Z')).toEqual([2, undefined])
})

it('a difference gives both texts back, whatever was put in or taken out', () => {
  const before = ['a', 'b', 'c', 'b', 'd']
  const after = ['b', 'c', 'x', 'd', 'd']
  const lines = differenceOf(before, after)
  const side = (gone: string) => lines.filter(({ what }) => what !== gone).map(({ text }) => text)
  expect(side('in')).toEqual(before)
  expect(side('out')).toEqual(after)
  expect(lines.filter(({ what }) => what === 'same').map(({ text }) => text)).toEqual(['b', 'c', 'd'])
  expect(differenceOf(before, before).every(({ what }) => what === 'same')).toBe(true)
})
