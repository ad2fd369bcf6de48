import { generateKey, readKey, revokeKey } from 'openpgp'
import { beforeAll, describe, expect, it } from 'vitest'
import { encrypt, KeyError, keyFacts, makeKey, sign } from './pgp.ts'

const madeAt = '2026-01-10T08:00:00.000Z'
const now = '2026-11-22T08:00:00.000Z'
const owner = { name: 'HelseCERT', address: 'varsel@varde.example', madeAt }
let key: Awaited<ReturnType<typeof makeKey>>
beforeAll(async () => {
  key = await makeKey(owner)
})

const ending = (seconds: number, more: { subkeys?: [] } = {}) =>
  generateKey({
    ...more,
    type: 'ecc',
    curve: 'ed25519Legacy',
    userIDs: [{ name: 'Kari', email: 'kari@granly.example' }],
    date: new Date(madeAt),
    keyExpirationTime: seconds,
    format: 'object',
  })
const problemOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof KeyError ? error.problem : error),
  )
const bytes = new TextEncoder().encode('Hei')

describe('what a key says of itself', () => {
  it('is who it belongs to, its fingerprint and that it can be encrypted to', async () => {
    expect(await keyFacts(key.publicKey, now)).toEqual({
      fingerprint: key.fingerprint,
      userIds: ['HelseCERT <varsel@varde.example>'],
      createdAt: madeAt,
      expiresAt: null,
      canEncrypt: true,
      problem: null,
    })
    expect(key.fingerprint).toMatch(/^[0-9A-F]{40}$/)
  })

  it('changes on the day it ends', async () => {
    const { publicKey } = await ending(86_400)
    const expiresAt = '2026-01-11T08:00:00.000Z'
    expect(await keyFacts(publicKey.armor(), '2026-01-11T07:59:59.000Z')).toMatchObject({ canEncrypt: true, expiresAt })
    expect(await keyFacts(publicKey.armor(), expiresAt)).toMatchObject({ canEncrypt: false, problem: 'expired', expiresAt })
  })

  it('is a warning when somebody handed in the private half, or one that was revoked', async () => {
    expect(await keyFacts(key.privateKey, now)).toMatchObject({ problem: 'private-key', canEncrypt: false })
    const { privateKey } = await ending(0)
    const { publicKey } = await revokeKey({ key: privateKey, date: new Date(madeAt), format: 'object' })
    expect(await keyFacts(publicKey.armor(), now)).toMatchObject({ problem: 'revoked' })
  })

  it('is nothing when the text is no key', async () => {
    expect(await keyFacts('-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nabc\n-----END PGP PUBLIC KEY BLOCK-----', now)).toBeUndefined()
    expect(await keyFacts('', now)).toBeUndefined()
  })

  it('is that it only signs, when it has no half to encrypt to', async () => {
    const { publicKey } = await ending(86_400, { subkeys: [] })
    expect(publicKey.getSubkeys()).toHaveLength(0)
    expect(await keyFacts(publicKey.armor(), '2026-01-11T07:00:00.000Z')).toMatchObject({ problem: 'cannot-encrypt' })
    expect(await keyFacts(publicKey.armor(), now)).toMatchObject({ problem: 'expired' })
  })
})

describe('what cannot be done with a key', () => {
  it('is told by the reason: expired, revoked, the wrong half, no key at all', async () => {
    const { publicKey } = await ending(86_400)
    expect(await problemOf(encrypt(bytes, publicKey.armor(), undefined, now))).toBe('expired')
    expect(await problemOf(encrypt(bytes, publicKey.armor(), undefined, '2026-01-11T07:00:00.000Z'))).toBe('done')
    expect(await problemOf(encrypt(bytes, key.privateKey, undefined, now))).toBe('private-key')
    expect(await problemOf(encrypt(bytes, 'a key', undefined, now))).toBe('not-a-key')
    expect(await problemOf(sign(bytes, key.publicKey, now))).toBe('not-a-key')
    expect(await problemOf(encrypt(bytes, key.publicKey, 'no key', now))).toBe('not-a-key')
    const { privateKey } = await ending(86_400)
    expect(await problemOf(sign(bytes, privateKey.armor(), now))).toBe('expired')
    expect(await problemOf(encrypt(bytes, key.publicKey, privateKey.armor(), now))).toBe('expired')
  })
})

it('a new key has two halves that belong together, and no pass phrase', async () => {
  const [open, secret] = await Promise.all([readKey({ armoredKey: key.publicKey }), readKey({ armoredKey: key.privateKey })])
  expect(secret.isPrivate()).toBe(true)
  expect(secret.getFingerprint()).toBe(open.getFingerprint())
  expect((await sign(bytes, key.privateKey, now)).micalg).toBe('pgp-sha512')
})
