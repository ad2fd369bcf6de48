import { expect, it } from 'vitest'
import { tlps } from '#domain/tlp.ts'
import { wkdHash, wkdPlaces, zBase32 } from '#platform/wkd.ts'
import { becomes, endsSoon, type KeptKey, problemAt, stepFor } from './rules.ts'
import { isDueForRenewal, profileSections, profileText, securityTxt, securityTxtEnd } from './rules-profile.ts'
import { usualFacts } from './usual.ts'

const now = '2026-11-22T08:00:00.000Z'
const kept = (more: Partial<KeptKey> = {}) => ({
  fingerprint: 'A'.repeat(40),
  state: 'used' as const,
  expiresAt: null,
  problem: null,
  armoured: 'old',
  ...more,
})
const card = (fingerprint: string, problem: 'expired' | 'revoked' | 'cannot-encrypt' | null = null) => ({
  fingerprint: fingerprint.repeat(40),
  problem,
  armoured: 'new',
})

it('The first key of a contact is used at once, another waits, and the same with another end renews', () => {
  expect(stepFor(card('A'), undefined)).toBe('first')
  expect(stepFor(card('B'), kept())).toBe('waits')
  expect(stepFor(card('A'), kept())).toBe('renews')
  expect(stepFor({ ...card('A'), armoured: 'old' }, kept())).toBe('same')
  // What was taken away is not put back unseen.
  expect(stepFor(card('A'), kept({ state: 'removed' }))).toBe('waits')
  expect(stepFor(card('B'), kept({ state: 'removed' }))).toBe('waits')
})

it('A key that cannot be used is refused with its reason; the revocation of the key in use is taken', () => {
  expect(stepFor(card('B', 'revoked'), kept())).toBe('key-revoked')
  expect(stepFor(card('A', 'revoked'), kept())).toBe('renews')
  expect(stepFor(card('A', 'expired'), kept())).toBe('key-expired')
  // A copy from before the revocation is no new key.
  expect(stepFor(card('A'), kept({ problem: 'revoked' }))).toBe('key-revoked')
  expect(stepFor(card('B'), kept({ problem: 'revoked' }))).toBe('waits')
  expect(stepFor(card('B', 'cannot-encrypt'), undefined)).toBe('key-cannot-encrypt')
})

it('A key cannot be used from the moment it ends, when it was revoked, and when it was taken away', () => {
  expect(problemAt(kept({ expiresAt: '2026-11-22T08:00:00.001Z' }), now)).toBeNull()
  expect(problemAt(kept({ expiresAt: now }), now)).toBe('expired')
  expect(problemAt(kept({ problem: 'revoked' }), now)).toBe('revoked')
  expect(problemAt(kept({ state: 'removed' }), now)).toBe('removed')
})

it('Above GREEN nothing goes in clear, whatever the rule', () => {
  expect(tlps.map((tlp) => becomes('green', tlp))).toEqual(['clear', 'clear', 'held', 'held', 'held'])
  expect(new Set(tlps.map((tlp) => becomes('hold', tlp)))).toEqual(new Set(['held']))
  expect(new Set(tlps.map((tlp) => becomes('pointer', tlp)))).toEqual(new Set(['pointer']))
})

it('The end of a key is told 60 days ahead for the team and 30 for a member', () => {
  const inDays = (days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString()
  expect([60, 61].map((days) => endsSoon(inDays(days), 'team', now))).toEqual([true, false])
  expect([30, 31].map((days) => endsSoon(inDays(days), 'member', now))).toEqual([true, false])
  expect(endsSoon(null, 'team', now)).toBe(false)
})

it('Web Key Directory: the hash is that of the draft, and both methods are written as it says', () => {
  // draft-koch-openpgp-webkey-service, 3.1: Joe.Doe@Example.ORG
  expect(wkdHash('Joe.Doe')).toBe('iy9q119eutrkn8s1mk4r39qejnbu3n5q')
  expect(wkdPlaces('Joe.Doe@Example.ORG')).toEqual([
    {
      method: 'advanced',
      url: 'https://openpgpkey.example.org/.well-known/openpgpkey/example.org/hu/iy9q119eutrkn8s1mk4r39qejnbu3n5q?l=Joe.Doe',
    },
    { method: 'direct', url: 'https://example.org/.well-known/openpgpkey/hu/iy9q119eutrkn8s1mk4r39qejnbu3n5q?l=Joe.Doe' },
  ])
  expect(wkdPlaces('nobody')).toEqual([])
  // RFC 6189, 5.1.6, and twenty bytes make 32 signs.
  expect(zBase32(new Uint8Array([0xf0, 0xbf, 0xc7]))).toBe('6n9hq')
  expect(zBase32(new Uint8Array(20))).toHaveLength(32)
})

const ground = {
  version: 3,
  publishedAt: now,
  site: 'https://varde.example',
  key: {
    fingerprint: '0123456789ABCDEF0123456789ABCDEF01234567',
    userIds: ['HelseCERT <a@b.example>'],
    algorithms: 'Ed25519',
    expiresAt: null,
  },
  others: [{ fingerprint: '89ABCDEF'.repeat(5), userIds: ['KommuneCERT'], algorithms: 'Ed25519', expiresAt: null }],
  constituencies: [{ nb: 'Helse', nn: 'Helse', en: 'Health' }],
  kinds: [{ nb: 'Sykehus', nn: 'Sjukehus', en: 'Hospital' }],
}

it('The profile has every section of RFC 2350, appendix D, in its order and in three languages', () => {
  const numbers =
    '1 1.1 1.2 1.3 1.4 2 2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8 2.9 2.10 2.11 3 3.1 3.2 3.3 3.4 4 4.1 4.2 4.3 5 5.1 5.1.1 5.1.2 5.1.3 5.2 6 7'
  for (const locale of ['nb', 'nn', 'en'] as const) {
    const sections = profileSections(usualFacts(), ground, locale)
    expect(sections.map(({ number }) => number).join(' ')).toBe(numbers)
    expect(sections.find(({ number }) => number === '2.8')!.paragraphs).toContainEqual(
      expect.stringContaining('0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567'),
    )
    // Whoever verifies the mail of another sender finds its key here too.
    expect(sections.find(({ number }) => number === '2.8')!.paragraphs).toContainEqual(
      expect.stringContaining('89AB CDEF 89AB CDEF'),
    )
    const text = profileText(usualFacts(), ground, locale)
    expect(text.split('\n').every((line) => line.length <= 80)).toBe(true)
    expect(text).toContain('TLP:CLEAR')
  }
  // An empty field is said, not left out: nobody claims a membership that the team did not fill in.
  expect(profileText(usualFacts(), ground, 'en')).not.toContain('Membership')
  expect(profileText({ ...usualFacts(), firstMembership: 'FIRST' }, ground, 'en')).toContain('Membership: FIRST')
})

it('security.txt has the fields of RFC 9116, ends in less than a year and is renewed well before', () => {
  const end = securityTxtEnd(now)
  const text = securityTxt(usualFacts(), ground, end)
  for (const field of [
    'Contact: mailto:',
    'Expires: 2027-',
    'Encryption: https://',
    'Preferred-Languages: nb, nn, en',
    'Canonical: https://',
    'Policy: https://',
  ])
    expect(text.match(new RegExp(`^${field}`, 'gm')), field).toHaveLength(1)
  expect(text.match(/^Expires:/gm)).toHaveLength(1)
  expect(Date.parse(end) - Date.parse(now)).toBeLessThan(365 * 86_400_000)
  expect(isDueForRenewal(end, now)).toBe(false)
  expect(isDueForRenewal(end, new Date(Date.parse(end) - 60 * 86_400_000).toISOString())).toBe(true)
})
