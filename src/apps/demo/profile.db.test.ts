import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildServer } from '#apps/server/server.ts'
import { closeWorld, openWorld, type World } from '#apps/server/world.ts'
import { sql } from '#platform/db/db.ts'
import { type Hands, openHands, openPlace, type Place } from '../../../tests/loop/house.ts'
import { fillProfile } from './profile.ts'

let place: Place
let hands: Hands
let world: World
beforeAll(async () => {
  place = await openPlace()
  hands = await openHands(place)
  world = await openWorld(place.config)
  for (const name of ['Nord', 'Sør', 'Øst', 'Vest', 'Midt']) {
    const org = await hands.organisation(`${name} sykehus`, { kinds: ['hospital-trust'] })
    await hands.contact(org, { role: 'security', name: 'Sikkerhet', email: `sikkerhet@${org.slice(-6)}.example` })
    await hands.contact(org, {
      role: 'operations-24/7',
      name: 'Drift',
      email: `drift@${org.slice(-6)}.example`,
      telephone: '+47 00 00 00 02',
    })
  }
})
afterAll(async () => {
  await closeWorld(world)
  await hands.close()
  await place.close()
})

it('The demo has a signed profile without any claim of membership, and keys of contacts: good, ending and ended', async () => {
  await fillProfile(world)
  const { fastify } = await buildServer(world, { webRoot: place.folder })
  const { profile, key } = (await fastify.inject('/api/profile?locale=en')).json()
  expect(profile).toMatchObject({ version: 1, signed: true })
  expect(JSON.stringify(profile.sections)).toContain(key.fingerprint.match(/.{4}/g).join(' '))
  expect(JSON.stringify(profile.sections)).not.toMatch(/FIRST|Membership|sykehus/)
  await fastify.close()
  const keys = await hands.rows<{ ended: boolean; contact: string }>(
    sql`select expires_at < now() as ended, contact from pgp_key where state = 'used' order by expires_at`,
  )
  expect(keys.map(({ ended }) => ended)).toEqual([true, false, false, false])
  // The first who is written to reads mail as before: nothing of what the demo shows is sealed.
  expect(new Set(keys.map(({ contact }) => contact))).toEqual(new Set(['Drift']))
})
