import type { Id } from '#domain/id.ts'
import type { Pap } from '#domain/pap.ts'
import type { Scope } from '#domain/scope.ts'
import type { Tlp } from '#domain/tlp.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Said } from './rules.ts'
import * as store from './store.ts'

/** What a supplier says of a product as a warning names it, under which labels; without its words, and without who it is. */
export type SupplierSaid = Omit<Said, 'words'> & { tlp: Tlp; pap: Pap }

/** What suppliers say of a warning now, in an order that stays the same. */
export async function saidOf(tx: Tx, scope: Scope, advisory: Id<'adv'>): Promise<SupplierSaid[]> {
  const replies = (await store.repliesOf(tx, scope, advisory)).filter(({ current }) => current)
  return replies
    .map(({ product, versions, cve, state, fixedIn, justification, tlp, pap }) => ({
      product,
      versions,
      cve,
      state,
      fixedIn,
      justification,
      tlp,
      pap,
    }))
    .toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
}
