import { addPartner, cameOfNews, takeItems } from '#capabilities/partners/capability.ts'
import { PartnerInput } from '#capabilities/partners/contract.ts'
import { uuidOf } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { type Db, sql } from '#platform/db/db.ts'

const scope = systemScope('walls')

/** A partner with a key, a page, a problem and an item; every word of them is the team's. */
export async function fillPartner(db: Db, secret: string, now: Utc): Promise<{ par: string; pit: string }> {
  const input = PartnerInput.parse({ name: secret, kind: 'feed', address: `https://${secret}.example/feed.xml` })
  const feed = { title: secret, url: input.address }
  const item = { id: secret, title: secret, summary: `${secret} CVE-2026-10001`, authors: [], categories: [] }
  const par = await db.in(scope, async (tx) => {
    const added = await addPartner(tx, scope, input, now)
    if (!added.ok) throw new Error(added.reason)
    await takeItems(tx, scope, { id: added.value.id, name: secret }, [cameOfNews(item, feed, input)], now)
    return added.value.id
  })
  const uuid = uuidOf(par)
  await db.asOwner(async (tx) => {
    await tx.run(
      sql`insert into partner_key (partner_id, fingerprint, state, seen_at) values (${uuid}::uuid, ${secret}, 'waiting', now())`,
    )
    await tx.run(
      sql`insert into partner_page (partner_id, url, etag, body, kept_at) values (${uuid}::uuid, ${secret}, ${secret}, '', now())`,
    )
    await tx.run(
      sql`insert into partner_problem (partner_id, place, reason, first_at, last_at) values (${uuid}::uuid, ${secret}, 'status', now(), now())`,
    )
  })
  const row = await db.asOwner((tx) => tx.one<{ id: string }>(sql`select id from partner_item where partner_id = ${uuid}::uuid`))
  return { par, pit: `pit_${row!.id.replaceAll('-', '')}` }
}
