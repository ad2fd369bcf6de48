import { newId, uuidOf } from '#domain/id.ts'
import { later, type Utc } from '#domain/time.ts'
import { type Db, sql } from '#platform/db/db.ts'

interface Of {
  org: string
  adv: string
}

/** A reminder, a call and another wording of the warning of one side; every word is its secret. */
export const fillSilence = (db: Db, { org, adv }: Of, secret: string): Promise<void> =>
  db.asOwner(async (tx) => {
    const words = JSON.stringify({ nb: secret, nn: secret, en: secret })
    await tx.run(sql`
      insert into advisory_variant (advisory_id, version, key, title, summary)
      values (${uuidOf(adv)}::uuid, 1, 'b', ${words}::jsonb, ${words}::jsonb)`)
    await tx.run(sql`
      insert into advisory_call (id, advisory_id, organisation_id, notice_id, at, who_name, contact, outcome, words)
      values (gen_random_uuid(), ${uuidOf(adv)}::uuid, ${uuidOf(org)}::uuid, gen_random_uuid(), now(), ${secret}, ${secret}, 'not-reached', ${secret})`)
    await tx.run(sql`
      insert into advisory_reminder (id, advisory_id, organisation_id, notice_id, at, who_name, channel, contact_name, deliveries, reason, rung_before)
      values (gen_random_uuid(), ${uuidOf(adv)}::uuid, ${uuidOf(org)}::uuid, gen_random_uuid(), now(), ${secret}, 'mail', ${secret}, '{}', ${secret}, 0)`)
  })

/** A call that can still be taken back. */
export async function passingCall(db: Db, { org, adv }: Of, now: Utc): Promise<string> {
  const id = newId('wcl')
  await db.asOwner((tx) =>
    tx.run(sql`
      insert into advisory_call (id, advisory_id, organisation_id, notice_id, at, who_name, contact, outcome, words)
      values (${uuidOf(id)}::uuid, ${uuidOf(adv)}::uuid, ${uuidOf(org)}::uuid, gen_random_uuid(), ${now}, 'walls', 'walls', 'not-reached', '')`),
  )
  return id
}

/** A reminder that has not gone out: what takes it back finds its notice and its delivery. */
export async function passingReminder(db: Db, { org, adv }: Of, now: Utc): Promise<string> {
  const [id, delivery] = [newId('rmd'), newId('dlv')]
  await db.asOwner(async (tx) => {
    await tx.run(sql`
      insert into delivery (id, notice_id, recipient_id, rung, channel, contact_name, contact_role, address, language, state, message_id, next_try_at, created_at)
      select ${uuidOf(delivery)}::uuid, id, recipient_id, 1, 'mail', 'walls', 'security', 'walls@walls.example', 'nb', 'queued',
        ${`${uuidOf(delivery)}@walls.example`}, ${later(now, 3_600_000)}, ${now} from notice where recipient_id = ${uuidOf(org)}::uuid limit 1`)
    await tx.run(sql`
      insert into advisory_reminder (id, advisory_id, organisation_id, notice_id, at, who_name, channel, contact_name, deliveries, reason, undo_until, rung_before)
      select ${uuidOf(id)}::uuid, ${uuidOf(adv)}::uuid, ${uuidOf(org)}::uuid, notice_id, ${now}, 'walls', 'mail', 'walls', array[id], '',
        ${later(now, 86_400_000)}, 0 from delivery where id = ${uuidOf(delivery)}::uuid`)
  })
  return id
}
