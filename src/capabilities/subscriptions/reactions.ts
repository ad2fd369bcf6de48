import { type AdvisoryHappened, advisoryClosed, advisoryPublished, advisoryWithdrawn } from '#capabilities/advisories/contract.ts'
import { idOf } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
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

const letterId = idOf('dgl')

/** What stood in a letter has been told when a server took it, and not before. */
export const letterSettled: Reaction = {
  consumer: 'subscriptions.sent',
  kinds: [letterSent, letterLost],
  async handle(tx, events) {
    for (const { kind, at, payload } of events) {
      const { about, reply } = payload as LetterSent | LetterLost
      const id = letterId.safeParse(about)
      if (!id.success) continue
      const isSent = kind === letterSent
      const told = await store.settleLetter(tx, scope, id.data, { sentAt: isSent ? at : null, reply })
      if (isSent && told && told.advisories.length > 0) await emit(tx, digestTold, told satisfies DigestTold, at)
    }
  },
}
