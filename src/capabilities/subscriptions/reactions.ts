import { idOf } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { emit, type Reaction } from '#platform/events.ts'
import { type LetterLost, type LetterSent, letterLost, letterSent } from '#platform/mail/letter.ts'
import { type DigestTold, digestTold } from './contract.ts'
import * as store from './store.ts'

const scope = systemScope('subscriptions.sent')

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
      if (!isSent || !told) continue
      if (told.advisories.length + told.information.length > 0) await emit(tx, digestTold, told satisfies DigestTold, at)
    }
  },
}
