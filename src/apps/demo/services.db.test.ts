import { beforeAll, expect, it } from 'vitest'
import { programme, team } from '#capabilities/services/fixtures/programme.ts'
import { standings } from '#capabilities/services/show.ts'
import { fillRegister } from './register.ts'
import { fillProgramme } from './services.ts'

const house = programme()
beforeAll(() => fillRegister(house))

it('fills the programme of the demo: most share and ask, many are scanned, few have sensors, some lack the newest agreement', async () => {
  await fillProgramme(house, 45)
  const all = await house.as(team, (tx) => standings(tx, team, house.clock.now()))
  const of = all.membership.of
  const share = (subject: keyof typeof all) => all[subject].byState.on / of
  expect(of).toBeGreaterThan(500)
  expect(share('membership')).toBeGreaterThan(0.65)
  expect(share('information-sharing')).toBeGreaterThan(0.6)
  expect(share('advice')).toBeGreaterThan(0.5)
  expect(share('scanning')).toBeGreaterThan(0.25)
  expect(all.sensors.byState.on).toBeGreaterThan(5)
  expect(share('sensors')).toBeLessThan(0.06)
  expect(all.sensors.byState.waiting).toBeGreaterThan(0)
  expect(all.membership.lack).toBeGreaterThan(of / 20)
  expect(await house.events('services.approval-needed')).toHaveLength(3)
})
