import { contactsOfMembers, isNight, takeOverCalls, takeOverConfirmations } from '#capabilities/members/capability.ts'
import { systemScope } from '#domain/scope.ts'
import { day, hour, later } from '#domain/time.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'
import { random } from './random.ts'

const program = systemScope('demo')

/** What share of the contacts was confirmed within so many days; the rest nobody has confirmed. */
const ages = [
  { share: 0.78, from: 1, to: 80 },
  { share: 0.14, from: 95, to: 320 },
  { share: 0.015, from: 380, to: 600 },
] as const
/** What share of the numbers around the clock somebody answered at night in the last year. */
const tested = 0.62
const ways = ['mail', 'mail', 'mail', 'portal', 'telephone'] as const

/** What the team knew of the contacts before the demo begins: who confirmed them and when, and who answered at night. */
export async function fillContacts({ db, clock }: { db: Db; clock: Clock }): Promise<void> {
  const now = clock.now()
  const chance = random('contacts')
  const contacts = await db.read(program, (tx) => contactsOfMembers(tx, program))
  const confirmed = contacts.flatMap(({ id, name }) => {
    const lot = chance.next()
    const [way, rest] = [chance.pick(ways), chance.next()]
    let sum = 0
    const age = ages.find(({ share }) => {
      sum += share
      return lot < sum
    })
    if (!age) return []
    const at = later(now, -Math.round((age.from + rest * (age.to - age.from)) * day))
    return [{ contact: id, at, how: way, by: way === 'telephone' ? 'Vaktleder' : name }]
  })
  const calls = contacts.flatMap(({ id, name, role, telephone }) => {
    const [isTested, days, hours] = [chance.chance(tested), chance.int(5, 340), chance.int(0, 23)]
    if (role !== 'operations-24/7' || telephone === null || !isTested) return []
    const at = later(now, -days * day - hours * hour)
    return [{ contact: id, at, night: isNight(at), answeredBy: name, by: 'Nattevakt' }]
  })
  await db.in(program, async (tx) => {
    await takeOverConfirmations(tx, program, confirmed)
    await takeOverCalls(tx, program, calls)
  })
}
