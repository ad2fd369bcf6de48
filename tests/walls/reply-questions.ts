import type { Principal, Sector, Side } from './sector.ts'
import type { Question } from './wire.ts'

type Asked = Question & { id?: string | undefined }

/** How the endpoints of what suppliers say are asked about the things of one side. */
export const replyQuestions: Readonly<
  Record<string, (sector: Sector, side: Side, by: Principal, allowed: boolean) => Asked | Asked[] | Promise<Asked>>
> = {
  'GET /api/supplier-warnings/:id': ({ of }, side) => [
    { id: of[side].adv },
    { id: of[side].adv, query: { organisation: of[side].org } },
  ],
  'POST /api/supplier-warnings/:id': ({ of }, side) => ({
    id: of[side].adv,
    body: { organisation: of[side].org, saidBy: 'walls', product: `${side}-secret product`, state: 'under-investigation' },
  }),
  'POST /api/supplier-warnings/:id/file': ({ of }, side) => ({
    id: of[side].adv,
    upload: {
      fileName: 'vex.json',
      text: '{"@context":"https://openvex.dev/ns/v0.2.0","statements":[]}',
      fields: { organisation: of[side].org, saidBy: 'walls' },
    },
  }),
  'GET /api/supplier-replies/ours': ({ of }, side) => [{}, { query: { advisory: of[side].adv } }],
  'POST /api/advisories/:id/suppliers': ({ of }, side) => ({ id: of[side].adv, body: { organisation: of[side].org } }),
  'POST /api/advisories/:id/suppliers/remind': ({ of }, side) => ({ id: of[side].adv, body: { organisation: of[side].org } }),
}
