import { agree, delegate } from '#capabilities/access/capability.ts'
import { findOrganisations } from '#capabilities/members/capability.ts'
import { type Id, newId } from '#domain/id.ts'
import { type Lent, type Scope, systemScope } from '#domain/scope.ts'
import { day, later } from '#domain/time.ts'
import type { World } from '#platform/capability.ts'
import { demoSector } from './sector.ts'

const program = systemScope('demo')

interface House {
  id: Id<'org'>
  number: string
}

/** Who in the demo asked whom for leave to act for them; one was told yes, and runs out soon. */
const asked: readonly { operator: string; member: string; may: Lent[]; reason: string; days: number; agreed: boolean }[] = [
  {
    operator: 'operator-innlandet',
    member: 'municipality-5501',
    may: ['answer'],
    reason: 'Driftsavtale',
    days: 365,
    agreed: false,
  },
  {
    operator: 'operator-nordland',
    member: 'municipality-5501',
    may: ['answer', 'contacts'],
    reason: 'Driftsavtale',
    days: 25,
    agreed: true,
  },
]

const keeperOf = ({ id }: House): Scope => ({
  who: { kind: 'person', id: newId('usr'), name: 'Sikkerhetskontakt' },
  roles: ['member-security'],
  team: false,
  organisations: [id],
})

/** Gives the demo delegations: one that waits for an answer, and one that holds and runs out soon. */
export async function fillPeople({ db, clock }: Pick<World, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  const sector = new Map(demoSector().map((one) => [one.key, one]))
  const houseOf = async (key: string): Promise<House | undefined> => {
    const number = sector.get(key)?.number
    if (!number) return undefined
    const [found] = await db.read(program, (tx) => findOrganisations(tx, program, number, 1, now))
    return found && { id: found.id, number }
  }
  for (const { operator, member, may, reason, days, agreed } of asked) {
    const [asks, says] = [await houseOf(operator), await houseOf(member)]
    if (!asks || !says) throw new Error(`the demo has no ${operator} or ${member} with a number`)
    const [by, of] = [keeperOf(asks), keeperOf(says)]
    const wanted = { id: asks.id, side: 'operator' as const, number: says.number, may, reason, endsAt: later(now, days * day) }
    const made = await db.in(by, (tx) => delegate(tx, by, wanted, now))
    if (!made.ok) throw new Error(`the demo delegation was not begun: ${made.reason}`)
    const { id } = made.value
    if (agreed) await db.in(of, (tx) => agree(tx, of, id, now))
  }
}
