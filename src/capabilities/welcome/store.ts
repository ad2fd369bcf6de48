import { type Id, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { SaidStep } from './contract.ts'
import type { Word } from './rules.ts'

/** What a member said, as far as the scope sees it. */
export const wordsOf = (tx: Tx, scope: Scope, organisation: Id<'org'>): Promise<Word[]> =>
  tx.rows<Word>(
    sql`select step, remark, at, who_name as by from welcome_word where organisation_id = ${uuidOf(organisation)}::uuid
        and (${scope.team}::boolean or organisation_id = any(${scope.organisations.map(uuidOf)}::uuid[]))`,
  )

export const putWord = (
  tx: Tx,
  organisation: Id<'org'>,
  { step, remark }: { step: SaidStep; remark: string },
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    insert into welcome_word (organisation_id, step, remark, at, who_name)
    values (${uuidOf(organisation)}, ${step}, ${remark}, ${now}, ${tx.scope.who.name})
    on conflict (organisation_id, step) do update set remark = excluded.remark, at = excluded.at, who_name = excluded.who_name`)
