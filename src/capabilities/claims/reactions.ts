import { holdingsChanged } from '#capabilities/members/contract.ts'
import { fillKnown } from '#capabilities/members/index.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import type { AskTxt } from '#platform/dns.ts'
import type { Reaction } from '#platform/events.ts'
import type { Job } from '#platform/jobs.ts'
import { type ClaimHappened, claimDelegated, claimMade, type Delegated } from './contract.ts'
import { followDelegation } from './delegate.ts'
import { recheck } from './dns.ts'
import { meetRivals, rivalsAtFirst } from './prove.ts'
import { proveByRegistry } from './registry.ts'
import { followRegister, wordsToFollow } from './standing.ts'
import * as store from './store.ts'

/** What a claim meets is looked for when nobody waits for an answer, so that no answer tells by its time or words. */
export const followClaims: Reaction = {
  consumer: 'claims',
  kinds: [claimMade, claimDelegated, holdingsChanged],
  async handle(tx, events, { now }) {
    if (events.some(({ kind }) => kind === holdingsChanged)) await followRegister(tx, now)
    for (const { kind, payload } of events) {
      if (kind === claimMade) await followClaim(tx, (payload as ClaimHappened).claim, now)
      else if (kind === claimDelegated) await followDelegation(tx, (payload as Delegated).delegation, now)
    }
  },
}

async function followClaim(tx: Tx, id: Id<'clm'>, now: Utc): Promise<void> {
  const [claim] = await store.heldClaims(tx, tx.scope, [id])
  if (claim?.state !== 'open') return
  if (await proveByRegistry(tx, claim, now)) return
  await meetRivals(tx, claim, await rivalsAtFirst(tx, claim, now), now)
}

export const recheckJobName = 'claims.recheck'

/** Asks DNS again, and ends what has had its time. */
export const recheckJob = (db: Db, clock: Clock, ask: AskTxt): Job => ({
  name: recheckJobName,
  cron: '*/10 * * * *',
  atStart: true,
  async run(_data, { log }) {
    const now = clock.now()
    const done = await recheck(db, ask, now)
    const given = await db.in(systemScope(recheckJobName), async (tx) => {
      let followed = 0
      for (const { id } of await wordsToFollow(tx)) if (await followDelegation(tx, id, now)) followed += 1
      return followed
    })
    for (const failure of done.failed) log.error(failure, 'a claim could not be looked at again')
    if (done.asked + done.expired + done.ended + given > 0)
      log.info({ ...done, failed: done.failed.length, given }, 'claims were looked at again')
  },
})

export const rememberJobName = 'claims.remember'

/** Holdings that no trigger saw, from an older backup or the owner's own hand, are known since they were made. */
export const rememberJob = (db: Db): Job => ({
  name: rememberJobName,
  cron: '20 4 * * *',
  atStart: true,
  async run(_data, { log }) {
    const filled = await db.in(systemScope(rememberJobName), fillKnown)
    if (filled > 0) log.info({ filled }, 'holdings without a past were remembered')
  },
})
