import { emptyAudience } from '#capabilities/advisories/rules.ts'
import { written } from './advisories.ts'
import type { Principal, Sector, Side } from './sector.ts'
import { passingCall, passingReminder } from './silence.ts'
import type { Question } from './wire.ts'

type Asked = Question & { id?: string | undefined }

/** The revision that everybody names: what is behind it is refused by rules, not by walls. */
const revision = 1

/** How the endpoints of warnings are asked about the things of one side. */
export const advisoryQuestions: Readonly<
  Record<string, (sector: Sector, side: Side, by: Principal, allowed: boolean) => Asked | Asked[] | Promise<Asked>>
> = {
  'GET /api/advisories': (_, side) => [{}, { query: { q: `${side}-secret` } }],
  'GET /api/advisories/count': (_, side) => [{}, { query: { q: `${side}-secret` } }],
  'POST /api/advisories': () => ({ body: { content: { type: 'threat' } } }),
  'PUT /api/advisories/:id/draft': ({ of }, side) => ({
    id: of[side].adv,
    body: { revision, content: written('walls'), audience: emptyAudience(), source: null },
  }),
  'DELETE /api/advisories/:id/draft': ({ of }, side) => ({ id: of[side].adv, query: { revision: String(revision) } }),
  'POST /api/advisories/:id/review': ({ of }, side) => ({ id: of[side].adv, body: { revision } }),
  'PUT /api/advisories/:id/review': ({ of }, side) => ({ id: of[side].adv, body: { revision, approve: true } }),
  'POST /api/advisories/:id/publish': ({ of }, side) => ({ id: of[side].adv, body: { revision } }),
  'POST /api/advisories/:id/withdraw': ({ of }, side) => ({ id: of[side].adv, body: { reason: 'for the walls' } }),
  'POST /api/advisories/import': () => ({ upload: { fileName: 'advisory.json', text: '{}' } }),
  'GET /api/silence': (_, side) => [{}, { query: { q: `${side}-secret` } }],
  'POST /api/advisories/:id/reminders': ({ of }, side) => ({
    id: of[side].adv,
    body: { organisations: [of[side].org], reason: 'for the walls' },
  }),
  'POST /api/advisories/:id/reminders/undo': async ({ world, of }, side) => ({
    id: of[side].adv,
    body: { reminders: [await passingReminder(world.db, of[side], world.clock.now())] },
  }),
  'POST /api/advisories/:id/calls': ({ of }, side) => ({
    id: of[side].adv,
    body: { calls: [{ organisation: of[side].org, outcome: 'reached' }] },
  }),
  'POST /api/advisories/:id/calls/undo': async ({ world, of }, side) => ({
    id: of[side].adv,
    body: { calls: [await passingCall(world.db, of[side], world.clock.now())] },
  }),
  'PUT /api/advisories/:id/wordings': ({ of }, side) => ({ id: of[side].adv, body: { revision, variants: [] } }),
  'GET /api/advisories/:id/version': ({ of }, side) => ({ id: of[side].adv, query: { version: '1' } }),
  'GET /api/advisories/:id/difference': ({ of }, side) => ({ id: of[side].adv, query: { from: '1' } }),
}
