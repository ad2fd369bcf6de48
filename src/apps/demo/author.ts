import {
  type AdvisoryContent,
  type Audience,
  change,
  create,
  publish,
  review,
  send,
} from '#capabilities/advisories/capability.ts'
import { answer, measuresOfWarning } from '#capabilities/measures/capability.ts'
import type { Id } from '#domain/id.ts'
import type { Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { duty, memberOf, reader } from './hands.ts'

/** A warning that the one on watch writes, somebody else reads and the first publishes, all at one moment. */
export async function warnWith(db: Db, content: AdvisoryContent, audience: Audience, at: Utc): Promise<Id<'adv'>> {
  const { id } = await must(db, duty, (tx) => create(tx, duty, { content, source: null }, at))
  const saved = await must(db, duty, (tx) => change(tx, duty, { id, revision: 1, content, audience, source: null }, 'nb', at))
  const sent = await must(db, duty, (tx) => send(tx, duty, { id, revision: saved.revision, words: '' }, at))
  const read = await must(db, reader, (tx) => review(tx, reader, { id, revision: sent.revision, approve: true, words: '' }, at))
  await must(db, duty, (tx) => publish(tx, duty, { id, revision: read.revision }, 'nb', at))
  return id
}

/** What a member says to all that a warning asks of it. */
export interface Said {
  state: 'claimed' | 'doing' | 'not-relevant' | 'compensated' | 'accepted'
  words?: string
  /** What the warning names to do instead, by its key. */
  instead?: string
  /** Days until it is looked at again. */
  after?: number
  by?: string
}

/** A member answers all that a warning asks of it at once. */
export async function answerAs(
  db: Db,
  organisation: Id<'org'>,
  advisory: Id<'adv'>,
  { state, words, instead, after, by }: Said,
  at: Utc,
): Promise<void> {
  const member = memberOf(organisation, 'Sikkerhetskontakt')
  await must(db, member, async (tx) => {
    const ids = await measuresOfWarning(tx, member, advisory)
    const until = after === undefined ? undefined : later(at, after * day).slice(0, 10)
    return answer(tx, member, { ids, state, words, instead, until, by }, at)
  })
}

/** Does what the demo asks for, which nobody is there to be refused: throws with the reason. */
export async function must<Value>(db: Db, scope: Scope, work: (tx: Tx) => Promise<Result<Value, string>>): Promise<Value> {
  const done = await db.in(scope, work)
  if (!done.ok) throw new Error(`the demo was refused: ${done.reason}`)
  return done.value
}
