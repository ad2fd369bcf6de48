import { parseOptions } from '@node-rs/argon2'
import { expect, it } from 'vitest'
import { hashPassword, passwordFits } from './password.ts'

it('hashes with argon2id, 19 MiB, two passes and one lane, each time with another salt', async () => {
  const [one, other] = await Promise.all([hashPassword('fire hester i regn'), hashPassword('fire hester i regn')])
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(parseOptions(one!)).toMatchObject({ memoryCost: 19_456, timeCost: 2, parallelism: 1, saltLen: 16 })
  expect(other).not.toBe(one)
})

it('knows the password again however its letters were composed', async () => {
  const stored = await hashPassword('blåbærsyltetøy på kjøkkenet')
  expect(await passwordFits(stored, 'blåbærsyltetøy på kjøkkenet'.normalize('NFD'))).toBe(true)
  expect(await passwordFits(stored, 'blabaersyltetoy pa kjokkenet')).toBe(false)
})

it('takes no password where there is no hash, not even that of the dummy', async () => {
  expect(await passwordFits(undefined, 'nobody has this password')).toBe(false)
})
