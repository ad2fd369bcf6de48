import { uuidOf } from '#domain/id.ts'
import { sql } from '#platform/db/db.ts'
import { fillPartner } from './partners.ts'
import type { Sector, Side } from './sector.ts'
import type { Question } from './wire.ts'

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
