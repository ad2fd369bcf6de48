import { answer, setAsideWith, undoneOfWarning } from '#capabilities/measures/index.ts'
import { addressees } from '#capabilities/members/index.ts'
import type { ProductAnswered } from '#capabilities/products/contract.ts'
import type { Texts } from '#domain/locale.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { productReasons } from './audience.ts'
import { publishedNow } from './neighbours.ts'
import { surestOf } from './rules-audience.ts'
import * as addresses from './store-addresses.ts'

const scope: Scope = systemScope('advisories.settle')

/** Stands as the answer to what a warning asked, in the language of the member. */
const notRelevant: Texts = {
  nb: 'Svart på spørsmålet om produktet: kjører ingen av versjonene.',
  nn: 'Svara på spørsmålet om produktet: køyrer ingen av versjonane.',
  en: 'Answered the question about the product: runs none of the versions.',
}

/**
 * Says anew why open warnings go to a member that has answered what it runs. Where nothing but the product brought the warning, and it is
 * not affected, what the warning asks and nobody has answered is not relevant any more; when it is, or may be, what was set aside so is open
 * again.
 */
export async function settle(tx: Tx, { organisation, about, by }: ProductAnswered, now: Utc): Promise<void> {
  for (const advisory of about) {
    const published = await publishedNow(tx, scope, advisory)
    if (!published) continue
    const of = { advisory, version: published.version }
    const [address] = await addresses.addressesOf(tx, scope, of, [organisation])
    if (!address?.reasons.some(({ kind }) => kind === 'product')) continue
    const { found } = await productReasons(tx, published.content, [organisation])
    const others = address.reasons.filter(({ kind }) => kind !== 'product')
    if (found.length === 0 && others.length === 0) {
      const ids = await undoneOfWarning(tx, scope, advisory, organisation)
      const language = (await addressees(tx, [organisation])).get(organisation)?.language ?? 'nb'
      await answer(tx, scope, { ids, state: 'not-relevant', words: notRelevant[language], by }, now)
      continue
    }
    const reasons = [...others, ...found.map(({ reason }) => reason)]
    const sureness = others.length > 0 ? 'certain' : surestOf(found.map((one) => one.sureness))
    await addresses.saveReasons(tx, scope, of, { organisation, reasons, sureness })
    const aside = await setAsideWith(tx, scope, advisory, organisation, Object.values(notRelevant))
    if (aside.length > 0) await answer(tx, scope, { ids: aside, state: 'open', by }, now)
  }
}
