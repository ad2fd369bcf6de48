import { toId } from '#domain/id.ts'
import { type Sql, sql } from '#platform/db/db.ts'

type Figure = readonly [name: string, shown: unknown, counted: unknown]
interface Looking {
  // biome-ignore lint/suspicious/noExplicitAny: the answers of all endpoints, of which figures alone are read
  ask: (path: string) => Promise<any>
  rows: <Row>(query: Sql) => Promise<Row[]>
  count: (from: Sql) => Promise<number>
}

interface Shown {
  name: string
  fresh: number
  items: number
  problems: number
}

const figuresOf = async ({ count }: Looking, id: string, shown: Shown): Promise<Figure[]> => [
  [`items of ${shown.name}`, shown.items, await count(sql`partner_item where partner_id = ${id}::uuid`)],
  [`new of ${shown.name}`, shown.fresh, await count(sql`partner_item where partner_id = ${id}::uuid and state = 'new'`)],
  [`problems of ${shown.name}`, shown.problems, await count(sql`partner_problem where partner_id = ${id}::uuid`)],
]

const partnerIds = ({ rows }: Looking) =>
  rows<{ id: string }>(sql`select id from partner where removed_at is null order by id limit 20`)

/** Partners and the inbox: how much each has brought, and how much waits. */
export const partners: Record<string, (looking: Looking) => Promise<Figure[]>> = {
  '/partners': async (looking) => {
    const { rows } = await looking.ask('/partners?limit=200')
    const shown = new Map<string, Shown>(rows.map((row: Shown & { id: string }) => [row.id, row]))
    const figures: Figure[] = []
    for (const { id } of await partnerIds(looking)) figures.push(...(await figuresOf(looking, id, shown.get(toId('par', id))!)))
    return figures
  },
  '/partners/:id': async (looking) => {
    const figures: Figure[] = []
    for (const { id } of await partnerIds(looking))
      figures.push(...(await figuresOf(looking, id, (await looking.ask(`/partners/${toId('par', id)}`)).partner)))
    return figures
  },
  '/partner-items/count': async ({ ask, count }) => {
    const shown = await ask('/partner-items/count')
    const figures: Figure[] = [['count', shown.count, { value: await count(sql`partner_item`), more: false }]]
    for (const state of ['new', 'taken', 'aside'])
      figures.push([state, shown.byState[state], await count(sql`partner_item where state = ${state}`)])
    return figures
  },
  '/partner-items/:id': async (looking) => {
    const members = await looking.count(sql`organisation where membership = 'member' and gone_at is null`)
    const told = await looking.count(
      sql`product_inventory i join organisation o on o.id = i.organisation_id where o.membership = 'member' and o.gone_at is null`,
    )
    const figures: Figure[] = []
    for (const { id } of await looking.rows<{ id: string }>(sql`select id from partner_item order by id limit 5`)) {
      const { matches } = (await looking.ask(`/partner-items/${toId('pit', id)}`)).item
      figures.push([`members beside ${id}`, matches.of, members], [`members that told beside ${id}`, matches.told, told])
    }
    return figures
  },
}
