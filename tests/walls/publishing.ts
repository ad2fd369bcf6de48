import { emptyContent } from '#capabilities/advisories/rules.ts'
import { uuidOf } from '#domain/id.ts'
import { type Db, sql } from '#platform/db/db.ts'

/** The number of a warning that everybody may read. */
export const openNumber = 'WALLS-2026-0001'

/** The signed document of a warning of one side, in which every word is its secret. */
export const fillDocument = (db: Db, adv: string, secret: string): Promise<unknown> =>
  db.asOwner((tx) =>
    tx.run(sql`
      update csaf_document set state = 'ready', path = ${`amber/2026/${secret}.json`}, label = 'AMBER', bytes = ${Buffer.from(secret)},
        listed = ${JSON.stringify({ id: secret, title: secret, label: 'AMBER', released: '2026-11-18T08:00:00.000Z', changed: '2026-11-18T08:00:00.000Z', version: '2.0', terms: [secret] })}::jsonb,
        signature = ${secret}, fingerprint = ${secret}, made_at = now(), signed_at = now()
      where advisory_id = ${uuidOf(adv)}::uuid`),
  )

/** A warning that is open to everybody; it says nothing of anybody. */
export const fillOpen = (db: Db, adv: string): Promise<unknown> =>
  db.asOwner(async (tx) => {
    const content = JSON.stringify({ ...emptyContent('threat'), tlp: 'TLP:CLEAR', pap: 'PAP:CLEAR' })
    await tx.run(sql`
      insert into open_warning (advisory_id, tracking_id, version, type, severity, content, search, life, first_published_at, published_at, changed_at)
      values (${uuidOf(adv)}::uuid, ${openNumber}, 1, 'threat', 2, ${content}::jsonb, '', 'published', now(), now(), now())`)
    await tx.run(sql`insert into open_step (advisory_id, version, what, at) values (${uuidOf(adv)}::uuid, 1, 'published', now())`)
    const day = '2026-11-18T08:00:00.000Z'
    const listed = { id: openNumber, title: openNumber, label: 'WHITE', released: day, changed: day, version: '2.0', terms: [] }
    await tx.run(sql`
      insert into csaf_document (advisory_id, number, version, tracking_id, tlp, state, open, path, label, listed, bytes, signature, fingerprint, changed_at,
        signed_at)
      values (${uuidOf(adv)}::uuid, 2, 2, ${openNumber}, 'TLP:CLEAR', 'ready', true, 'white/2026/walls-2026-0001.json', 'WHITE',
        ${JSON.stringify(listed)}::jsonb, 'x', 'x', 'x', now(), now())`)
  })
