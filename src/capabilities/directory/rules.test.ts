import { describe, expect, it } from 'vitest'
import { locales } from '#domain/locale.ts'
import { authorities } from './authorities.data.ts'
import { firstOf, isStretch, type Related, repeats, shareADay } from './rules.ts'
import { authorityNamed, findAuthorities } from './rules-authorities.ts'

const today = '2026-11-22'

describe('The authority directory', () => {
  it('4.06 merged and renamed bodies keep their history: the old name finds the body and says what it is now', () => {
    const found = (q: string, at = today) =>
      findAuthorities({ q }, at, 'nb').map(({ name, state, found: met, now }) => ({ name, state, met, now: now?.name ?? null }))
    expect(found('direktoratet for e-helse')).toEqual([
      { name: 'Direktoratet for e-helse', state: 'merged', met: null, now: 'Helsedirektoratet' },
    ])
    expect(found('direktoratet for e-helse', '2023-12-31')).toMatchObject([{ state: 'active', now: null }])
    expect(found('direktoratet for e-helse', '2024-01-01')).toMatchObject([{ state: 'merged', now: 'Helsedirektoratet' }])
    expect(found('legemiddelverk')).toEqual([
      { name: 'Direktoratet for medisinske produkter', state: 'active', met: 'Statens legemiddelverk', now: null },
    ])
    expect(found('legemiddelverk', '2023-12-31')).toMatchObject([{ name: 'Statens legemiddelverk', met: null }])
    expect(found('DMP')).toMatchObject([{ name: 'Direktoratet for medisinske produkter', met: null }])
    expect(authorityNamed('hdir', today, 'nb')?.took).toEqual([
      { key: 'ehelse', name: 'Direktoratet for e-helse', on: '2024-01-01', certainty: 'sourced' },
    ])
    expect(authorityNamed('dmp', today, 'nb')?.names).toMatchObject([
      { name: 'Statens legemiddelverk', to: '2024-01-01' },
      { name: 'Direktoratet for medisinske produkter', from: '2024-01-01', to: null },
    ])
  })

  it('4.06 holds ministries, directorates, supervisors, NSM, DSB, Digdir and Nkom, each with mandate, basis and dates', () => {
    for (const kind of ['ministry', 'directorate', 'supervisor', 'security', 'response'] as const)
      expect(findAuthorities({ kind }, today, 'nb').length, kind).toBeGreaterThan(1)
    for (const key of ['hod', 'nsm', 'dsb', 'digdir', 'nkom', 'hdir', 'helsetilsynet', 'datatilsynet', 'ehelse', 'dmp'])
      expect(authorityNamed(key, today, 'nb')?.mandates.length, key).toBeGreaterThan(0)
    for (const body of authorities) {
      for (const { text, basis } of body.mandates)
        for (const locale of locales) expect([text[locale].length > 20, basis.length > 3]).toEqual([true, true])
      const known = (key: string | null | undefined) => key == null || authorities.some((other) => other.key === key)
      expect([body.key, known(body.under), known(body.merged?.into)]).toEqual([body.key, true, true])
      // A name begins when the one before ends.
      for (const [index, name] of body.names.slice(1).entries())
        expect([body.key, name.from]).toEqual([body.key, body.names[index]!.to])
    }
    expect(new Set(authorities.map(({ key }) => key)).size).toBe(authorities.length)
  })
})

describe('A stretch of days', () => {
  it('shares no day with one that begins where it ends, and one that never was shares none', () => {
    expect(shareADay({ from: '2025-01-01', to: '2025-02-01' }, { from: '2025-02-01', to: null })).toBe(false)
    expect(shareADay({ from: '2025-01-01', to: '2025-02-02' }, { from: '2025-02-01', to: null })).toBe(true)
    expect(shareADay({ from: '2025-01-01', to: '2025-01-01' }, { from: '2024-01-01', to: null })).toBe(false)
    expect(isStretch({ from: '2025-01-01', to: '2025-01-01' })).toBe(false)
    expect(isStretch({ from: '2025-01-01', to: '2025-01-01' }, { mayBeEmpty: true })).toBe(true)
    expect(isStretch({ from: '2025-01-01', to: '2024-01-01' }, { mayBeEmpty: true })).toBe(false)
  })

  it('of one relation does not repeat that of another service, or the other way round', () => {
    const one: Related = {
      type: 'supplies',
      outward: false,
      other: { id: null, number: null, name: 'Epj AS' },
      service: 'a',
      from: '2025-01-01',
      to: null,
    }
    expect(repeats(one, { ...one, other: { ...one.other, name: 'EPJ AS' } })).toBe(true)
    for (const other of [
      { service: 'b' },
      { outward: true },
      { type: 'contracts' as const },
      { from: '2020-01-01', to: '2025-01-01' },
    ])
      expect(repeats(one, { ...one, ...other })).toBe(false)
  })
})

it('Whom to call first is the one team there is, of two the one that leads, and nobody knows what is not agreed', () => {
  const peer = {
    id: 'crt_00000000000000000000000000000001',
    name: 'Kommune-CSIRT',
    contact: '',
    email: null,
    telephone: null,
    sharingGroup: null,
  } as const
  const lead = { peer: { id: peer.id, name: peer.name }, since: today, agreedWith: '', who: '' }
  expect(firstOf({ ours: true, peers: [], lead: null })).toBe('us')
  expect(firstOf({ ours: false, peers: [], lead: null })).toBe('nobody')
  expect(firstOf({ ours: false, peers: [peer], lead: null })).toBe('peer')
  expect(firstOf({ ours: true, peers: [peer], lead: null })).toBe('not-agreed')
  expect(firstOf({ ours: true, peers: [peer], lead })).toBe('peer')
  expect(firstOf({ ours: true, peers: [peer], lead: { ...lead, peer: null } })).toBe('us')
})
