import { addPartner, cameOfNews, takeItems } from '#capabilities/partners/capability.ts'
import { PartnerInput } from '#capabilities/partners/contract.ts'
import { uuidOf } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { type Db, sql } from '#platform/db/db.ts'
import type { Sector, Side } from './sector.ts'
import type { Question } from './wire.ts'

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

let count = 0
const another = (): string => {
  count += 1
  return `partner ${count}`
}
/** Nothing answers there: what is asked for is refused by the door. */
const address = 'https://127.0.0.1/feed.xml'
const feed = (name: string) => ({ name, kind: 'feed', address })

/** A partner that is there for a moment. */
async function passing({ world: { db, clock } }: Sector): Promise<{ par: string; pit: string }> {
  return fillPartner(db, another().replace(' ', '-'), clock.now())
}

type Asked = Question & { id?: string | undefined }

/** How the endpoints of partners are asked; all of them are the team's. */
export const partnerQuestions: Readonly<
  Record<string, (sector: Sector, side: Side, by: unknown, allowed: boolean) => Asked | Asked[] | Promise<Asked>>
> = {
  'POST /api/partners': () => ({ body: feed(another()) }),
  'POST /api/partners/test': () => ({ body: { kind: 'feed', address } }),
  'PUT /api/partners/:id': async (sector, _side, _by, allowed) => ({
    id: allowed ? (await passing(sector)).par : sector.team.par,
    body: feed(another()),
  }),
  'PUT /api/partners/:id/paused': ({ team }) => ({ id: team.par, body: { paused: false } }),
  'DELETE /api/partners/:id': async (sector, _side, _by, allowed) => ({
    id: allowed ? (await passing(sector)).par : sector.team.par,
  }),
  'PUT /api/partners/:id/key': async (sector, _side, _by, allowed) => {
    const { par } = allowed ? await passing(sector) : sector.team
    const row = await sector.world.db.asOwner((tx) =>
      tx.one<{ fingerprint: string }>(sql`select fingerprint from partner_key where partner_id = ${uuidOf(par)}::uuid`),
    )
    return { id: par, body: { fingerprint: row?.fingerprint ?? 'none', accept: false } }
  },
  'GET /api/partner-items': (_, side) => [{}, { query: { q: `${side}-secret` } }],
  'GET /api/partner-items/count': (_, side) => [{}, { query: { q: `${side}-secret` } }],
  'POST /api/partner-items/aside': () => ({ body: { ids: [] } }),
  'POST /api/partner-items/aside/undo': async (sector, _side, _by, allowed) => {
    const batch = '018f0000-0000-4000-8000-0000000000b1'
    if (allowed) {
      const { pit } = await passing(sector)
      await sector.world.db.asOwner((tx) =>
        tx.run(sql`
          update partner_item set state = 'aside', aside_at = ${sector.world.clock.now()}, aside_name = 'walls', aside_batch = ${batch}::uuid
          where id = ${uuidOf(pit)}::uuid`),
      )
    }
    return { body: { batch } }
  },
  'POST /api/partner-items/:id/draft': async (sector, _side, _by, allowed) => ({
    id: allowed ? (await passing(sector)).pit : sector.team.pit,
    body: {},
  }),
  'GET /api/partner-items/of/:id': ({ of }, side) => ({ id: of[side].adv }),
}
