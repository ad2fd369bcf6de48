import { layFirstBlocks } from '#capabilities/advice/capability.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'

const program = systemScope('demo')
const lead: Scope = { ...program, who: { ...program.who, name: 'Leder' } }

/** The seven measures that everybody is recommended first, as the lead of the demo laid them into the library. */
export const fillAdvice = async ({ db, clock }: { db: Db; clock: Clock }): Promise<void> => {
  await db.in(lead, (tx) => layFirstBlocks(tx, lead, clock.now()))
}
