import { type AdvisoryHappened, advisoryClosed, advisoryPublished, advisoryWithdrawn } from '#capabilities/advisories/contract.ts'
import { warningRow } from '#capabilities/advisories/index.ts'
import { type Id, idOf } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit, type Reaction } from '#platform/events.ts'
import { type LetterLost, type LetterSent, letterLost, letterSent } from '#platform/mail/letter.ts'
import { type DigestTold, digestTold } from './contract.ts'
import { informJobName } from './inform.ts'
import * as store from './store.ts'
import { uninformJobName } from './uninform.ts'

const scope = systemScope('subscriptions.sent')

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

const letterId = idOf('dgl')

/** What stood in a letter has been told when a server took it, and not before. */
export const letterSettled: Reaction = {
  consumer: 'subscriptions.sent',
  kinds: [letterSent, letterLost],
  async handle(tx, events, { jobs }) {
    for (const { kind, at, payload } of events) {
      const { about, reply } = payload as LetterSent | LetterLost
      const id = letterId.safeParse(about)
      if (!id.success) continue
      const isSent = kind === letterSent
      const told = await store.settleLetter(tx, scope, id.data, { sentAt: isSent ? at : null, reply })
      if (!isSent || !told) continue
      const { organisation, advisories, information } = told
      if (advisories.length > 0) await emit(tx, digestTold, { organisation, advisories } satisfies DigestTold, at)
      // What ended while the letter was under way is told to be over, as to everybody who had it.
      for (const ended of await endedAmong(tx, information))
        await jobs.ask(uninformJobName, ended, { once: `${ended.advisory} ${ended.version}` })
    }
  },
}
