import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { undone } from './contract.ts'

/** What a warning asks of one organisation that nobody has answered; to the team. */
export const undoneOfWarning = async (tx: Tx, scope: Scope, advisory: Id<'adv'>, organisation: Id<'org'>): Promise<Id<'msr'>[]> =>
  (
    await tx.rows<{ id: string }>(sql`
      select m.id from measure m where m.cause = 'advisory' and m.cause_id = ${uuidOf(advisory)}::uuid and m.organisation_id = ${uuidOf(organisation)}::uuid
        and m.state = any (${[...undone]}::text[]) and ${scope.team}::boolean order by m.id`)
  ).map(({ id }) => toId('msr', id))

/** What a warning asks of one organisation that was said not to be relevant in one of these words, and nobody has answered since; to the team. */
export const setAsideWith = async (
  tx: Tx,
  scope: Scope,
  advisory: Id<'adv'>,
  organisation: Id<'org'>,
  words: readonly string[],
): Promise<Id<'msr'>[]> =>
  (
    await tx.rows<{ id: string }>(sql`
      select m.id from measure m where m.cause = 'advisory' and m.cause_id = ${uuidOf(advisory)}::uuid and m.organisation_id = ${uuidOf(organisation)}::uuid
        and m.state = 'not-relevant' and m.answer_words = any (${[...words]}::text[]) and ${scope.team}::boolean order by m.id`)
  ).map(({ id }) => toId('msr', id))
