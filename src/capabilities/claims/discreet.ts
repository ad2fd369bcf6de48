import { findOrganisation } from '#capabilities/members/index.ts'
import type { Tx } from '#platform/db/db.ts'
import { namedIn } from './rules.ts'
import type { DisputeRow } from './store-disputes.ts'

/** What of the sides of disputes a text names that both of them may read: neither is to know who the other is. */
export async function sideNamedIn(tx: Tx, disputes: readonly DisputeRow[], said: string): Promise<string | undefined> {
  const sides = new Set(disputes.flatMap(({ organisation, rivalOrganisation }) => [organisation, rivalOrganisation]))
  for (const id of sides) {
    const side = await findOrganisation(tx, id)
    const named = side && namedIn(said, { names: side.names, numbers: side.number === null ? [] : [side.number] })
    if (named !== undefined) return named
  }
  return undefined
}
