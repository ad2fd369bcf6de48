import { memberOrganisations } from '#capabilities/members/capability.ts'
import { choose, usualChoice } from '#capabilities/subscriptions/capability.ts'
import { systemScope } from '#domain/scope.ts'
import { day, later } from '#domain/time.ts'
import type { Clock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import type { Db } from '#platform/db/db.ts'
import { duty, memberOf } from './hands.ts'
import { demoSignIns } from './sign-ins.ts'

const program = systemScope('demo')

/** What the printer of the demo's warning is called by those who want to hear of it. */
const printer = { vendor: 'Fjellprint', product: 'Fjellprint 40' }

/** What some have chosen beside the usual; whoever signs in has the first, and so finds a warning for information. */
const choices = [
  { ...usualChoice, products: [printer] },
  { ...usualChoice, rest: 'daily' as const },
  { ...usualChoice, atOnce: 'critical' as const, words: ['VPN', 'fjernpålogging'] },
  { ...usualChoice, types: ['medical-device' as const, 'vulnerability' as const], least: 'low' as const },
  { ...usualChoice, rest: 'portal' as const },
]

/** Some members have chosen what they are told of; for one the team did, and says why. */
export async function fillSubscriptions({ db, clock, config }: { db: Db; clock: Clock; config: Config }): Promise<void> {
  const now = clock.now()
  const seats = new Set(demoSignIns(config)?.map(({ organisation }) => organisation))
  const members = await db.read(program, (tx) => memberOrganisations(tx, program))
  const chosen = [
    ...members.filter(({ name }) => seats.has(name)).map((member) => ({ member, choice: choices[0]! })),
    ...choices.flatMap((choice, place) => {
      const member = members.filter(({ name }) => !seats.has(name))[place * 7]
      return member ? [{ member, choice }] : []
    }),
  ]
  for (const [place, { member, choice }] of chosen.entries()) {
    const isByTeam = place === chosen.length - 1
    const by = isByTeam ? duty : memberOf(member.id, 'Sikkerhetskontakt')
    const reason = isByTeam ? 'Ba om det på telefon.' : ''
    const wanted = { organisation: member.id, contact: null, choice, reason }
    const done = await db.in(by, (tx) => choose(tx, by, wanted, later(now, -(place + 3) * day)))
    if (!done.ok) throw new Error(`a choice of the demo was not taken: ${done.reason}`)
  }
}
