import { undoMs } from '#capabilities/notices/index.ts'
import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { World } from '#platform/capability.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import type { Job } from '#platform/jobs.ts'
import { withdraw } from './actions.ts'
import * as store from './store.ts'

/** Until when a withdrawal can be taken back: as long as a reminder. */
const withdrawalOf = (now: Utc): Utc => later(now, undoMs)

/**
 * Asks for a withdrawal, which is carried out a little later, so that a slip can be taken back before anybody is told. One that was never
 * published reached nobody, and is put aside at once.
 */
export async function askWithdrawal(
  tx: Tx,
  scope: Scope,
  { id, reason }: { id: Id<'adv'>; reason: string },
  now: Utc,
): Promise<Result<{ at: Utc | null }, 'not-found' | 'advisory-ended'>> {
  const advisory = await store.advisoryRow(tx, scope, id, { hold: true })
  if (!advisory) return no('not-found')
  if (advisory.version === 0) {
    const done = await withdraw(tx, scope, { id, reason }, now)
    return done.ok ? ok({ at: null }) : done
  }
  if (advisory.life !== 'published') return no('advisory-ended')
  const at = withdrawalOf(now)
  await store.setWithdrawal(tx, scope, id, { at, reason })
  await audit(tx, { action: 'advisory.withdraw-ask', object: id, detail: { trackingId: advisory.trackingId, reason, at } }, now)
  return ok({ at })
}

/** Takes back a withdrawal that has not been carried out. */
export async function keep(
  tx: Tx,
  scope: Scope,
  id: Id<'adv'>,
  now: Utc,
): Promise<Result<Record<never, never>, 'not-found' | 'advisory-no-withdrawal'>> {
  const advisory = await store.advisoryRow(tx, scope, id, { hold: true })
  if (!advisory) return no('not-found')
  if (!advisory.withdrawal) return no('advisory-no-withdrawal')
  await store.setWithdrawal(tx, scope, id, null)
  await audit(tx, { action: 'advisory.withdraw-undo', object: id, detail: { trackingId: advisory.trackingId } }, now)
  return ok({})
}

const asJob = systemScope('advisories.withdraw')

/** Carries out the withdrawals that are due, each in the name of whoever asked for it; how many. */
export async function withdrawDue(db: Db, now: Utc): Promise<number> {
  let withdrawn = 0
  for (const { id, withdrawal } of await db.read(asJob, (tx) => store.withdrawalsDue(tx, asJob, now))) {
    const { who, name } = withdrawal!
    const by: Scope = { ...asJob, who: { kind: who.startsWith('usr_') ? 'person' : 'key', id: who, name } }
    if (await db.in(by, (tx) => withdrawOne(tx, by, id, now))) withdrawn += 1
  }
  return withdrawn
}

/** Whether it was withdrawn: it may have been taken back a moment ago. */
async function withdrawOne(tx: Tx, scope: Scope, id: Id<'adv'>, now: Utc): Promise<boolean> {
  const advisory = await store.advisoryRow(tx, scope, id, { hold: true })
  if (!advisory?.withdrawal || advisory.withdrawal.at > now) return false
  return (await withdraw(tx, scope, { id, reason: advisory.withdrawal.reason }, now)).ok
}

export const withdrawJobName = 'advisories.withdraw'
/** When the job looks: a little after what was asked for is due. */
export const withdrawAfterSeconds = 125

/** Withdrawals that nobody took back in time are carried out. */
export const withdrawJob = ({ db, clock }: World): Job => ({
  name: withdrawJobName,
  cron: '*/5 * * * *',
  async run(_data, { log }) {
    const withdrawn = await withdrawDue(db, clock.now())
    if (withdrawn > 0) log.info({ withdrawn }, 'warnings were withdrawn')
  },
})
