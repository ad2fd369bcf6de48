import { afterAll, beforeAll, expect, it } from 'vitest'
import { createFirstAdministrator } from './commands.ts'
import { codeAt, type House, openHouse, password } from './fixtures/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

it('lets the first administrator in, and lets there be only one first', async () => {
  const first = await createFirstAdministrator(house.db, house.clock, { name: 'vaktleder', displayName: 'Vaktleder', password })
  expect(first.ok).toBe(true)
  const second = await createFirstAdministrator(house.db, house.clock, { name: 'andre', displayName: 'Andre' })
  expect(second).toEqual({ ok: false, reason: 'administrator-exists' })

  const browser = house.browser()
  expect((await browser.get('/session')).json).toEqual({ me: null })
  const signedIn = await browser.signIn('Vaktleder ')
  expect(signedIn.json).toMatchObject({ state: 'signed-in', me: { roles: ['admin'], team: true, hasSecondFactor: false } })
  expect((await browser.get('/people')).json.code).toBe('second-factor-needed')
  const { secret, uri } = (await browser.ask('POST', '/me/second-factor')).json
  expect(uri).toContain('otpauth://totp/Varde:vaktleder')
  const set = await browser.ask('PUT', '/me/second-factor', { secret, code: codeAt(secret, house.clock.now()) })
  expect(set.json).toEqual({})
  expect((await browser.get('/people')).json.rows).toMatchObject([{ name: 'vaktleder', hasSecondFactor: true }])
})
