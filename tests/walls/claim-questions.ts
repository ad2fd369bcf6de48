import { claimable, unknownNumber } from './claims.ts'
import type { Principal, Sector, Side } from './sector.ts'
import { ask, must, type Question } from './wire.ts'

type Asked = Question & { id?: string | undefined }

let count = 0
const another = () => {
  count += 1
  return `claimed-${count}.example`
}

const passing = async (sector: Sector, side: Side): Promise<string> => {
  const body = { text: another() }
  const made = await must(ask(sector.as('lead'), 'POST', `/api/organisations/${sector.of[side].org}/claims`, { body }))
  return (made.json as { claim: { id: string } }).claim.id
}

/** How the endpoints of claims are asked about the things of one side. */
export const claimQuestions: Readonly<
  Record<string, (sector: Sector, side: Side, by: Principal, allowed: boolean) => Asked | Asked[] | Promise<Asked>>
> = {
  'GET /api/claims': ({ of }, side) => [
    {},
    ...[{ organisation: of[side].org }, { q: `claim.${side}-secret` }, { after: of[side].clm }].map((query) => ({ query })),
  ],
  'GET /api/claims.csv': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
  'GET /api/claims.xlsx': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
  'POST /api/organisations/:id/claims': ({ of }, side) => ({ id: of[side].org, body: { text: another() } }),
  'POST /api/organisations/:id/claims/list': ({ of }, side) => ({ id: of[side].org, body: { text: `${another()}\nkommune.no` } }),
  'POST /api/claims/:id/code': ({ of }, side) => ({
    id: of[side].clm,
    body: { address: `security@claim.${side}-secret.example` },
  }),
  'PUT /api/claims/:id/code': ({ of }, side) => ({ id: of[side].clm, body: { code: 'AAAAA-BBBBB' } }),
  'POST /api/claims/:id/withdraw': async (sector, side, _by, allowed) => ({
    id: allowed ? await passing(sector, side) : sector.of[side].clm,
    body: {},
  }),
  'POST /api/claims/decisions': ({ of }, side) => ({ body: { ids: [of[side].clm], decision: 'allow', reason: 'walls' } }),
  'POST /api/claims/decisions/undo': ({ of }, side) => ({ body: { ids: [of[side].clm] } }),
  'GET /api/claims/disputes/:id': ({ team }) => ({ id: team.dsp }),
  'POST /api/claims/disputes/:id': ({ team }) => ({ id: team.dsp, body: { decision: 'holder', reason: 'walls' } }),
  'POST /api/claims/disputes/:id/undo': ({ team }) => ({ id: team.dsp }),
  'POST /api/organisations/:id/operators': ({ of }, side) => ({
    id: of[side].org,
    body: { what: claimable[side], operatorNumber: unknownNumber, until: '2027-01-01T00:00:00.000Z' },
  }),
  'DELETE /api/operators/:id': async (sector, side, _by, allowed) => {
    if (!allowed) return { id: sector.of[side].dlg }
    const body = { what: claimable[side], operatorNumber: unknownNumber, until: '2027-02-01T00:00:00.000Z' }
    const made = await must(ask(sector.as('lead'), 'POST', `/api/organisations/${sector.of[side].org}/operators`, { body }))
    return { id: (made.json as { id: string }).id }
  },
  'POST /api/claims/registry': () => ({
    upload: { fileName: 'split.txt', text: 'aut-num: AS64501\ndescr: nobody\n', fields: { name: another() } },
  }),
  'PUT /api/claims/registry/handles': ({ of }, side) => ({ body: { handle: another(), organisation: of[side].org } }),
}
