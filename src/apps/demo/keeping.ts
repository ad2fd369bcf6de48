import type { World } from '#apps/server/world.ts'
import { addPerson, markBreakGlass, setUpSecondFactor } from '#capabilities/access/capability.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { day as dayMs, later } from '#domain/time.ts'
import { codeAt } from '#platform/one-time-code.ts'
import { makeKey } from '#platform/pgp.ts'
import { isWeekend } from './days.ts'
import { duty, type Hands, memberOf, openHands } from './hands.ts'
import type { KeyHolder } from './profile.ts'
import { random } from './random.ts'
import type { DemoOrganisation } from './sector.ts'

const program = systemScope('demo')

/** The day on which the team tries the account for the day on which nothing outside answers. */
const drill = 20

/** What members say is wrong in the register, on which day, and whether they find it mended a few days later. */
const remarks: readonly { day: number; remark: string; mendedAfter?: number }[] = [
  { day: 9, remark: 'Vi heter noe annet etter sammenslåingen; navnet i registeret er det gamle.', mendedAfter: 4 },
  { day: 26, remark: 'Driften er flyttet til en annen leverandør fra nyttår.' },
  { day: 44, remark: 'Telefonnummeret til driftsvakten er byttet.' },
]

/** What keeps the house in order beside the reports: contacts are asked for, the way in of the last resort is tried, members correct the register. */
export function openKeeping({ ask, run, clock, world }: Hands, sector: readonly DemoOrganisation[]) {
  const chance = random('remarks')
  const own = sector.filter(({ membership, number }) => membership === 'member' && number !== null)
  const speakers = remarks.map((said) => ({ ...said, ...chance.pick(own) }))

  async function say({ number, name }: { number: string | null; name: string }, remark: string): Promise<void> {
    const { rows } = await ask<{ rows: { id: Id<'org'>; number: string | null }[] }>(
      duty,
      'GET',
      `/organisations?limit=5&q=${number}`,
    )
    const id = rows.find((row) => row.number === number)!.id
    await ask(memberOf(id, `Sikkerhetskontakt, ${name}`), 'PUT', `/organisations/${id}/welcome`, { step: 'organisation', remark })
  }

  /** A new account of that kind is tried on the day on which it is made. */
  async function tryBreakGlass(): Promise<void> {
    const { db, config } = world
    const name = 'nodkonto-vakt'
    const added = await addPerson(db, clock, { name, displayName: 'Nødkonto, vaktrommet', teamRoles: ['admin'] })
    if (!added.ok) throw new Error(`the break-glass account of the demo was not added: ${added.reason}`)
    const { id, password } = added.value
    const secret = await setUpSecondFactor(db, clock, config, { id, name })
    await db.in(program, (tx) => markBreakGlass(tx, program, id, true, clock.now()))
    await ask(duty, 'POST', '/session', { name, password, code: codeAt(secret, clock.now()) })
  }

  return {
    /** On working days contacts that nobody confirms are asked for; keys and accounts are looked at every day. */
    async inTheMorning(): Promise<void> {
      if (!isWeekend(clock.now())) await run('members.ask-contacts')
      await run('profile.look')
      await run('access.break-glass-untested-check')
    },
    async inTheAfternoon(day: number): Promise<void> {
      if (day === drill) await tryBreakGlass()
      for (const speaker of speakers) {
        if (speaker.day === day) await say(speaker, speaker.remark)
        if (speaker.mendedAfter !== undefined && speaker.day + speaker.mendedAfter === day) await say(speaker, '')
      }
    },
  }
}

/** At the moment at which the demo is first seen a contact has just got another key, and the keys that end are looked at. */
export async function lookAtKeys(outside: World, holders: readonly KeyHolder[]): Promise<void> {
  const hands = await openHands(outside, outside.clock.now())
  try {
    const [first] = holders
    if (first) {
      const { organisation, contactId, name, address } = first
      const { publicKey } = await makeKey({ name, address, madeAt: later(hands.clock.now(), -dayMs) })
      await hands.ask(memberOf(organisation, 'Sikkerhetskontakt'), 'POST', `/organisations/${organisation}/pgp-keys`, {
        contactId,
        pgpKey: publicKey,
      })
    }
    await hands.run('profile.look')
    await hands.settle()
  } finally {
    await hands.close()
  }
}
