import { describe, expect, it } from 'vitest'
import { analyst, memberOf, team } from '#capabilities/members/fixtures/register.ts'
import type { Scope } from '#domain/scope.ts'
import { sql } from '#platform/db/db.ts'
import { claiming } from './fixtures/claiming.ts'

const house = claiming()

it('who tells whose handle it is in a registry, or takes that back, stands in the log', async () => {
  const organisation = await house.add({ name: 'Felles drift', kinds: ['ict-operator'] })
  const put = (handle: string, whose: string | null) =>
    house.call(analyst, 'PUT', '/claims/registry/handles', { handle, organisation: whose })
  expect((await put('felles-mnt', organisation)).status).toBe(200)
  expect((await put('felles-mnt', null)).status).toBe(200)
  expect((await put('felles-mnt', null)).status).toBe(200)
  const lines = await house.db.read(analyst, (tx) =>
    tx.rows(sql`select action, object, detail from audit where action like 'claims.handle%' order by position`),
  )
  expect(lines).toEqual([
    { action: 'claims.handle', object: organisation, detail: { handle: 'FELLES-MNT' } },
    { action: 'claims.handle-removed', object: organisation, detail: { handle: 'FELLES-MNT' } },
  ])
})

describe('Snapshots of two registries', () => {
  const admin: Scope = { ...team, roles: ['admin'] }
  const listing = (ranges: readonly string[]) =>
    ranges
      .map((range) => `inetnum:        ${range}\nnetname:        X\nmnt-by:         TO-MNT\nsource:         TEST\n`)
      .join('\n')
  const wide = '198.18.40.0 - 198.18.40.255'
  const other = '198.18.41.0 - 198.18.41.255'
  const send = (name: string, ranges: readonly string[]) =>
    house.send(admin, '/claims/registry', `${name}.txt`, listing(ranges), { name, force: 'true' })

  it('do not end what the other says, and a handle counts however many there are', async () => {
    const org = await house.add({ name: 'Står i to' })
    const scope = memberOf(['member-security'], org)
    await house.owner((tx) =>
      tx.run(sql`
        insert into registry_handle (handle, organisation_id, at, who_name)
        select 'A' || n || '-MNT', id, now(), 'x' from organisation, generate_series(1, 1000) n where name = 'Står i to'`),
    )
    await house.call(analyst, 'PUT', '/claims/registry/handles', { handle: 'to-mnt', organisation: org })
    const { id } = (await house.call(scope, 'POST', `/organisations/${org}/claims`, { text: '198.18.40.0/24' })).json.claim
    const state = async () => (await house.call(scope, 'GET', `/claims/${id}`)).json.claim.state
    expect((await send('en', [wide])).json.proven).toBe(1)
    await send('to', [other])
    expect(await state()).toBe('proven')
    await send('to', [wide, other])
    await send('en', [other])
    expect(await state()).toBe('proven')
    await send('en', [wide])
    await send('to', [other])
    expect(await state()).toBe('proven')
    await send('en', [other])
    expect(await state()).toBe('expired')
    await send('en', [wide])
    await send('to', [other])
    expect(await state()).toBe('proven')
  })
})
