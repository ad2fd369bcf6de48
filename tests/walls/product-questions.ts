import { importOf, saidBy } from './products.ts'
import type { Principal, Sector, Side } from './sector.ts'
import { ask, must, type Question } from './wire.ts'

type Asked = Question & { id?: string | undefined }

let count = 0
const another = () => {
  count += 1
  return `product ${count}`
}

/** A line of one side for a moment, made for what takes lines away. */
async function passing({ of, as }: Sector, side: Side): Promise<string> {
  const body = { product: another(), saidBy }
  const { json } = await must(ask(as('lead'), 'POST', `/api/organisations/${of[side].org}/products`, { body }))
  return (json as { line: { id: string } }).line.id
}

async function endingOf(sector: Sector, side: Side): Promise<string> {
  const body = { ids: [await passing(sector, side)], saidBy }
  const { json } = await must(ask(sector.as('lead'), 'POST', '/api/products/end', { body }))
  return (json as { ending: string }).ending
}

/** How the endpoints of products are asked about the things of one side. */
export const productQuestions: Readonly<
  Record<string, (sector: Sector, side: Side, by: Principal, allowed: boolean) => Asked | Asked[] | Promise<Asked>>
> = {
  'GET /api/products': ({ of }, side) => [
    {},
    ...[
      { organisation: of[side].org },
      { q: `${side}-secret` },
      { product: `${side}-secret product` },
      { ended: 'all' },
      { after: uuid(of[side].prd) },
    ].map((query) => ({ query })),
  ],
  'GET /api/products.csv': ({ of }, side) => [{}, { query: { organisation: of[side].org, ended: 'all' } }],
  'GET /api/products.xlsx': ({ of }, side) => [{}, { query: { organisation: of[side].org } }],
  'GET /api/products/names': (_, side) => ({ query: { q: `${side}-secret` } }),
  'POST /api/products/match': (_, side) => ({ body: { products: [{ product: `${side}-secret product` }] } }),
  'POST /api/organisations/:id/products': ({ of }, side) => ({ id: of[side].org, body: { product: another(), saidBy } }),
  'PUT /api/products/:id': async (sector, side, _by, allowed) => ({
    id: allowed ? await passing(sector, side) : sector.of[side].prd,
    body: { product: another(), saidBy },
  }),
  'POST /api/products/end': async (sector, side, _by, allowed) => ({
    body: { ids: [allowed ? await passing(sector, side) : sector.of[side].prd], saidBy },
  }),
  'POST /api/products/end/undo': async (sector, side) => ({ body: { ending: await endingOf(sector, side) } }),
  'POST /api/organisations/:id/products/import': ({ of }, side) => ({
    id: of[side].org,
    upload: { fileName: 'products.csv', text: `product\n${another()}\n`, fields: { list: another(), saidBy } },
  }),
  'GET /api/product-questions': ({ of }, side) => [{}, { query: { about: of[side].adv } }],
  'POST /api/product-questions/:id': ({ of }, side) => ({ id: of[side].pqu, body: { answer: 'unknown', saidBy } }),
  'GET /api/product-imports/:id': ({ of }, side) => ({ id: of[side].pim }),
  'POST /api/product-imports/:id/undo': async (sector, side, _by, allowed) => ({
    id: allowed ? await importOf(sector.as('lead'), sector.of[side].org, another(), another()) : sector.of[side].pim,
  }),
}

/** The key of a page, as lists give it. */
const uuid = (id: string): string => id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
