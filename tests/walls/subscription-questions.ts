import { subscriptionsApi } from '#capabilities/subscriptions/contract.ts'
import type { Principal, Sector, Side } from './sector.ts'
import { choiceWith } from './subscriptions.ts'
import { ask, must, type Question } from './wire.ts'

type Asked = Question & { id?: string | undefined }

/** How the endpoints of subscriptions are asked about the things of one side. */
export const subscriptionQuestions: Readonly<
  Record<string, (sector: Sector, side: Side, by: Principal, allowed: boolean) => Asked | Asked[] | Promise<Asked>>
> = {
  'PUT /api/organisations/:id/subscriptions': ({ of }, side) => ({
    id: of[side].org,
    body: { choice: choiceWith(`${side}-secret`), reason: 'for the walls' },
  }),
  'POST /api/organisations/:id/subscriptions/undo': async ({ of }, side, by, allowed) => {
    const id = of[side].org
    const body = { choice: { ...choiceWith(`${side}-secret`), rest: allowed ? 'daily' : 'weekly' }, reason: 'for the walls' }
    if (allowed) await must(ask(by, 'PUT', `/api${subscriptionsApi.set.path.replace(':id', id)}`, { body }))
    return { id, body: { reason: 'for the walls' } }
  },
  'POST /api/organisations/:id/subscriptions/preview': ({ of }, side) => ({ id: of[side].org, body: {} }),
  'GET /api/information/:id': ({ of }, side) => ({ id: of[side].adv }),
  'POST /api/unsubscribe-link': () => ({ body: { token: 'a'.repeat(104) } }),
  'POST /api/unsubscribe/:token': () => ({ id: 'a'.repeat(104), body: { 'List-Unsubscribe': 'One-Click' } }),
}
