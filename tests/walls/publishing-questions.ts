import { openNumber } from './publishing.ts'
import type { Principal, Sector, Side } from './sector.ts'
import type { Question } from './wire.ts'

type Asked = Question & { id?: string | undefined }

/** How the endpoints of what is published are asked about the things of one side. */
export const publishingQuestions: Readonly<
  Record<string, (sector: Sector, side: Side, by: Principal, allowed: boolean) => Asked | Asked[]>
> = {
  'GET /api/open/warnings': (_, side) => [{}, { query: { q: `${side}-secret` } }],
  'GET /api/open/warnings/:trackingId': () => ({ id: openNumber }),
  'GET /api/open/weeks/:week': () => ({ id: '2026-W47' }),
  'GET /api/our-warnings/feed': () => [{}, { query: { form: 'json' } }, { query: { form: 'rss' } }],
  'GET /api/publishing/documents': () => [{}, { query: { state: 'ready' } }],
  'POST /api/publishing/documents/:id/again': ({ of }, side) => ({ id: of[side].adv }),
}
