import { endedHoldings } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import type { AskTxt, TxtAnswer } from '#platform/dns.ts'
import { claimToChange, mayClaimFor } from './actions.ts'
import type { CheckOutcome } from './contract.ts'
import { expire, inTheTeamsRight, lose, miss, noteCheck, prove, takeBack } from './prove.ts'
import { challengeName, checkPauseSeconds, judgeRecords, openDays } from './rules.ts'
import { claimsAgain, endWord, restoreClaim, restoreWord, unfoundedWords, wordsAgain } from './standing.ts'
import * as store from './store.ts'
import * as disputes from './store-disputes.ts'

/** What came of one question, and what was seen there. */
interface Looked {
  outcome: CheckOutcome
  seen: store.CheckRow['seen']
}

const mostSeen = 10

function judge(name: string, answer: TxtAnswer, token: string): Looked {
  if (answer.outcome !== 'found') return { outcome: answer.outcome, seen: { name } }
  const records = answer.records.slice(0, mostSeen).map((record) => record.slice(0, 300))
  return { outcome: judgeRecords(answer.records, token), seen: { name, records } }
}

const checkable = new Set(['open', 'expired', 'proven', 'disputed'])

/** Looks for the token of a claim in DNS now. Asked outside any transaction: a name server may take its time. */
export async function checkNow(
  db: Db,
  scope: Scope,
  ask: AskTxt,
  id: Id<'clm'>,
  now: Utc,
): Promise<
  Result<
    { claim: store.ClaimRow; check: store.CheckRow },
    'not-found' | 'not-your-role' | 'no-dns-name' | 'claim-is-over' | 'checked-just-now'
  >
> {
  const first = await db.read(inTheTeamsRight(scope), async (tx) => {
    const claim = await store.claimRow(tx, tx.scope, id)
    return { claim, last: (await store.checksOf(tx, tx.scope, [id])).find(({ method }) => method === 'dns') }
  })
  const { claim, last } = first
  const refusal = claim ? mayClaimFor(scope, claim.organisationId) : 'not-found'
  if (!claim || refusal) return no(refusal ?? 'not-found')
  if (!checkable.has(claim.state)) return no('claim-is-over')
  const name = challengeName(claim.form, claim.value)
  if (!name) return no('no-dns-name')
  if (last && now < later(last.at, checkPauseSeconds * 1_000)) return no('checked-just-now')
  const looked = judge(name, await ask(name), claim.token)
  return db.in(inTheTeamsRight(scope), async (tx) => {
    const held = await claimToChange(tx, scope, id)
    if (!held.ok) return held
    if (!checkable.has(held.value.state)) return no('claim-is-over')
    const after = await note(tx, held.value, looked, now)
    return ok({
      claim: after,
      check: { claim: id, organisation: claim.organisationId, method: 'dns' as const, at: now, ...looked },
    })
  })
}

async function note(
  tx: Parameters<typeof prove>[0],
  claim: store.ClaimRow,
  { outcome, seen }: Looked,
  now: Utc,
): Promise<store.ClaimRow> {
  if (outcome === 'proven') return prove(tx, claim, { method: 'dns', level: 'dns-token', seen }, now)
  await noteCheck(tx, claim, { method: 'dns', outcome, seen }, now)
  return miss(tx, claim, now)
}

const system = systemScope('claims.recheck')

/** What could not be looked at again, and why. */
export interface Failure {
  object: Id<'clm'> | Id<'dlg'>
  reason: string
}

/** Does each by itself: what one fails at is kept with its reason, and the others go on. */
async function eachAlone<Item extends { id: Failure['object'] }>(
  items: readonly Item[],
  failed: Failure[],
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  for (const item of items) await work(item).catch((error: unknown) => failed.push({ object: item.id, reason: reasonOf(error) }))
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const claimsAtOnce = 200
const questionsAtOnce = 10

/**
 * Asks DNS again for what is due, ends proofs and claims whose time has come, and delegations whose day or ground is over; what the register
 * takes back stands again. Returns what it did.
 */
export async function recheck(db: Db, ask: AskTxt, now: Utc): Promise<Rechecked> {
  const failed: Failure[] = []
  const due = await db.read(system, (tx) => store.dueClaims(tx, system, now, claimsAtOnce))
  for (let at = 0; at < due.length; at += questionsAtOnce)
    await Promise.all(due.slice(at, at + questionsAtOnce).map((claim) => checkOrDefer(db, ask, claim, failed, now)))
  const over = await db.read(system, (tx) => disputes.delegationsWhere(tx, { until: now }))
  await eachAlone(over, failed, (delegation) => db.in(system, (tx) => takeBack(tx, delegation, 'ended', now)))
  const lost = await db.read(system, (tx) => lostClaims(tx, now))
  await eachAlone(lost, failed, ({ id }) =>
    db.in(system, async (tx) => {
      for (const claim of await store.heldClaims(tx, system, [id])) if (claim.state === 'proven') await lose(tx, claim, now)
    }),
  )
  const unfounded = await db.read(system, (tx) => unfoundedWords(tx, now))
  await eachAlone(unfounded, failed, (word) => db.in(system, (tx) => endWord(tx, word, now)))
  const found = await db.read(system, (tx) => claimsAgain(tx, now))
  await eachAlone(found, failed, (claim) => db.in(system, (tx) => restoreClaim(tx, claim, now)))
  const again = await db.read(system, (tx) => wordsAgain(tx, now))
  await eachAlone(again, failed, (word) => db.in(system, (tx) => restoreWord(tx, word, now)))
  const openSince = later(now, -openDays * day)
  const lapsed = await db.read(system, (tx) => store.lapsedClaims(tx, system, now, openSince))
  await eachAlone(lapsed, failed, ({ id }) =>
    db.in(system, async (tx) => {
      for (const claim of await store.lapsedClaims(tx, system, now, openSince, id)) await expire(tx, claim, now)
    }),
  )
  return { asked: due.length, expired: lapsed.length + lost.length, ended: over.length + unfounded.length, failed }
}

const heldAtOnce = 1_000

/** Claims that count although what they hold has ended in the register. */
async function lostClaims(tx: Tx, now: Utc): Promise<{ id: Id<'clm'> }[]> {
  const lost: { id: Id<'clm'> }[] = []
  for (let after: Id<'clm'> | undefined, more = true; more; ) {
    const page = await store.heldPage(tx, tx.scope, after, heldAtOnce)
    const holdings = page.map(({ holding }) => holding)
    const ended = await endedHoldings(tx, tx.scope, holdings, now)
    lost.push(...page.filter(({ holding }) => ended.has(holding)))
    after = page.at(-1)?.id
    more = page.length === heldAtOnce
  }
  return lost
}

export interface Rechecked {
  asked: number
  expired: number
  ended: number
  failed: Failure[]
}

/** A claim that fails is asked for later, so that it does not stand before the others. */
const checkOrDefer = (db: Db, ask: AskTxt, claim: store.ClaimRow, failed: Failure[], now: Utc): Promise<void> =>
  eachAlone([claim], failed, async () => {
    try {
      await checkDue(db, ask, claim, now)
    } catch (error) {
      await db.in(system, async (tx) => {
        const [held] = await store.heldClaims(tx, system, [claim.id])
        if (held) await miss(tx, held, now)
      })
      throw error
    }
  })

async function checkDue(db: Db, ask: AskTxt, claim: store.ClaimRow, now: Utc): Promise<void> {
  const name = challengeName(claim.form, claim.value)
  const looked = name ? judge(name, await ask(name), claim.token) : undefined
  await db.in(system, async (tx) => {
    const [held] = await store.heldClaims(tx, system, [claim.id])
    // Somebody may have decided while the name server was thinking.
    if (!held || held.nextCheckAt === null || held.nextCheckAt > now) return
    if (looked) await note(tx, held, looked, now)
    else await store.saveClaim(tx, { ...held, nextCheckAt: null }, now)
  })
}
