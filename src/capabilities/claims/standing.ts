import { confirmedHoldings, endedHoldings, organisationsByNumber } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import { day, later, type Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { findAgain, giveBack, lose, takeBack } from './prove.ts'
import * as store from './store.ts'
import * as disputes from './store-disputes.ts'

const heldAtOnce = 1_000

/** As long as an import can be undone, and a week: what ended before that needs a new word. */
const rememberedSince = (now: Utc): Utc => later(now, -14 * day)

/** Owners' words whose owner does not hold what it handed on any more, or only says so itself. */
export const unfoundedWords = (tx: Tx, now: Utc): Promise<disputes.DelegationRow[]> =>
  wordsWhere(tx, { state: 'given' }, async (page) => {
    const founded = await foundedOf(tx, page, now)
    return page.filter(({ holding }) => !founded.has(holding))
  })

/** Words that ended with the right to a holding which stands again, before their day. */
export const wordsAgain = (tx: Tx, now: Utc): Promise<disputes.DelegationRow[]> =>
  wordsWhere(tx, { state: 'ended', since: rememberedSince(now), now }, async (page) => {
    const founded = await foundedOf(tx, page, now)
    return page.filter(({ holding }) => founded.has(holding))
  })

/** Words that lead to nobody yet, and to somebody who is in the register now. */
export const wordsToFollow = (tx: Tx): Promise<disputes.DelegationRow[]> =>
  wordsWhere(tx, { state: 'unlinked' }, async (page) => {
    const numbers = page.map(({ operatorNumber }) => operatorNumber)
    const known = await organisationsByNumber(tx, tx.scope, numbers)
    return page.filter(({ operatorNumber }) => known.has(operatorNumber))
  })

const foundedOf = (tx: Tx, words: readonly disputes.DelegationRow[], now: Utc): Promise<Set<Id<'hol'>>> =>
  confirmedHoldings(tx, tx.scope, [...new Set(words.map(({ holding }) => holding))], now)

async function wordsWhere(
  tx: Tx,
  wanted: Parameters<typeof disputes.delegationPage>[1],
  fitting: (page: disputes.DelegationRow[]) => Promise<disputes.DelegationRow[]>,
): Promise<disputes.DelegationRow[]> {
  const found: disputes.DelegationRow[] = []
  for (let after: Id<'dlg'> | undefined, more = true; more; ) {
    const page = await disputes.delegationPage(tx, wanted, after, heldAtOnce)
    found.push(...(await fitting(page)))
    after = page.at(-1)?.id
    more = page.length === heldAtOnce
  }
  return found
}

/** Ends a word that stands on nothing, and first the claim that what it stood on was held by: both come back together. */
export async function endWord(tx: Tx, word: disputes.DelegationRow, now: Utc): Promise<void> {
  if ((await endedHoldings(tx, tx.scope, [word.holding], now)).has(word.holding))
    for (const claim of await store.claimsHolding(tx, tx.scope, word.holding)) await lose(tx, claim, now)
  const still = await disputes.delegationRow(tx, tx.scope, word.id)
  if (still?.state === 'given') await takeBack(tx, still, 'ended', now)
}

/** Claims that were lost with a holding which stands again. */
export async function claimsAgain(tx: Tx, now: Utc): Promise<store.ClaimRow[]> {
  const lost = await store.lostSince(tx, tx.scope, rememberedSince(now))
  const holdings = lost.flatMap(({ holding }) => holding ?? [])
  const ended = await endedHoldings(tx, tx.scope, holdings, now)
  return lost.filter(({ holding }) => holding !== null && !ended.has(holding))
}

export async function restoreClaim(tx: Tx, { id }: Pick<store.ClaimRow, 'id'>, now: Utc): Promise<void> {
  for (const claim of await store.heldClaims(tx, tx.scope, [id])) if (claim.state === 'expired') await findAgain(tx, claim, now)
}

export async function restoreWord(tx: Tx, word: disputes.DelegationRow, now: Utc): Promise<void> {
  if ((await disputes.giveAgain(tx, word.id)) > 0) await giveBack(tx, { ...word, state: 'given' }, now)
}

/** Brings words and claims in step with a register that has changed: what stands on nothing ends, what the register takes back stands again. */
export async function followRegister(tx: Tx, now: Utc): Promise<void> {
  for (const word of await unfoundedWords(tx, now)) await endWord(tx, word, now)
  for (const claim of await claimsAgain(tx, now)) await restoreClaim(tx, claim, now)
  for (const word of await wordsAgain(tx, now)) await restoreWord(tx, word, now)
}
