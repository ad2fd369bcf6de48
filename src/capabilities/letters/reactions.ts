import { type AdvisoryHappened, advisoryClosed, advisoryPublished, advisoryWithdrawn } from '#capabilities/advisories/contract.ts'
import { warningRow } from '#capabilities/advisories/index.ts'
import { type DigestTold, digestTold } from '#capabilities/subscriptions/contract.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Reaction } from '#platform/events.ts'
import { informJobName } from './inform.ts'
import { uninformJobName } from './uninform.ts'

const scope = systemScope('letters.ended')

/** Whoever is outside the audience and subscribes is told when the audience is, also that a warning is withdrawn or over. */
export const tellSubscribers: Reaction = {
  consumer: 'subscriptions.inform',
  kinds: [advisoryPublished, advisoryWithdrawn, advisoryClosed],
  async handle(_tx, events, { jobs }) {
    for (const { kind, payload } of events) {
      const { advisory, version } = payload as AdvisoryHappened
      const name = kind === advisoryPublished ? informJobName : uninformJobName
      await jobs.ask(name, { advisory, version }, { once: `${advisory} ${version}` })
    }
  },
}

/** Those of these warnings that are withdrawn or over, in their last version. */
async function endedAmong(tx: Tx, advisories: readonly Id<'adv'>[]): Promise<{ advisory: Id<'adv'>; version: number }[]> {
  const ended: { advisory: Id<'adv'>; version: number }[] = []
  for (const advisory of advisories) {
    const warning = await warningRow(tx, scope, advisory)
    if (warning && warning.life !== 'published') ended.push({ advisory, version: warning.version })
  }
  return ended
}

/** What ended while a letter was under way is told to be over when a server has taken it, as to everybody who had it. */
export const letterTold: Reaction = {
  consumer: 'letters.ended',
  kinds: [digestTold],
  async handle(tx, events, { jobs }) {
    for (const { payload } of events)
      for (const ended of await endedAmong(tx, (payload as DigestTold).information))
        await jobs.ask(uninformJobName, ended, { once: `${ended.advisory} ${ended.version}` })
  },
}
