import type { Choice } from '#capabilities/subscriptions/contract.ts'
import { usualChoice } from '#capabilities/subscriptions/rules.ts'
import { uuidOf } from '#domain/id.ts'
import type { Utc } from '#domain/time.ts'
import { type Sql, sql } from '#platform/db/db.ts'

/** A choice with a secret in it. */
export const choiceWith = (secret: string): Choice => ({ ...usualChoice, words: [secret] })

/** What one organisation has chosen, and what it was told of, with its secret in every word; `run` does it as the owner of the schema. */
export async function fillSubscriptions(
  run: (statement: Sql) => Promise<unknown>,
  { org, con, adv }: { org: string; con: string; adv: string },
  secret: string,
  now: Utc,
): Promise<void> {
  const [organisation, contact, advisory] = [org, con, adv].map(uuidOf)
  const chosen = JSON.stringify(choiceWith(secret))
  const why = JSON.stringify({ by: 'word', what: secret })
  for (const statement of [
    sql`insert into subscription (id, organisation_id, contact_id, choice, changed_at, changed_name)
        values (gen_random_uuid(), ${organisation}, null, ${chosen}::jsonb, ${now}, ${secret})`,
    sql`insert into subscription_step (organisation_id, contact_id, at, what, by_name, as_who, reason, before, after)
        values (${organisation}, null, ${now}, 'set', ${secret}, 'team', ${secret}, null, ${chosen}::jsonb)`,
    sql`insert into subscription_item (organisation_id, advisory_id, version, kind, why, at_once, added_at)
        values (${organisation}, ${advisory}, 1, 'information', ${why}::jsonb, true, ${now})`,
    sql`insert into subscription_letter (id, organisation_id, contact_id, rhythm, due, since, until, advisories, made_at, reply)
        values (gen_random_uuid(), ${organisation}, ${contact}, 'weekly', ${now}, ${now}, ${now}, '[]', ${now}, ${secret})`,
    sql`insert into subscription_run (rhythm, due) values ('weekly', ${now}) on conflict do nothing`,
  ])
    await run(statement)
}
