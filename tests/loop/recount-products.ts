import { type Sql, sql } from '#platform/db/db.ts'

type Figure = readonly [name: string, shown: unknown, counted: unknown]
interface Looking {
  reader: { own?: string }
  // biome-ignore lint/suspicious/noExplicitAny: the answers of all endpoints, of which figures alone are read
  ask: (path: string) => Promise<any>
  count: (from: Sql) => Promise<number>
}

/** What organisations run: how many lines a filter finds. */
export const products: Record<string, (looking: Looking) => Promise<Figure[]>> = {
  '/products': async ({ reader: { own }, ask, count }) => {
    const mine = own ? sql`organisation_id = ${own}::uuid` : sql`true`
    const figures: Figure[] = []
    for (const [query, where] of [
      ['', sql`ended_at is null`],
      ['ended=yes', sql`ended_at is not null`],
      ['ended=all', sql`true`],
      ['source=csv&source=declared', sql`ended_at is null and source in ('csv', 'declared')`],
      ['q=fort', sql`ended_at is null and (lower(vendor || ' ' || product) like '%fort%' or lower(system) like 'fort%')`],
    ] as const) {
      const value = await count(sql`product_line where ${mine} and ${where}`)
      figures.push([`count ${query}`, (await ask(`/products?limit=1&${query}`)).count, { value, more: false }])
    }
    return figures
  },
}
