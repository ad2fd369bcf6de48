import { type Sql, sql } from '#platform/db/db.ts'

type Figure = readonly [name: string, shown: unknown, counted: unknown]
interface Looking {
  reader: { own?: string }
  // biome-ignore lint/suspicious/noExplicitAny: the answers of all endpoints, of which figures alone are read
  ask: (path: string) => Promise<any>
  count: (from: Sql) => Promise<number>
}

const all = (value: number) => ({ value, more: false })
const states = ['open', 'proven', 'refused', 'withdrawn', 'disputed', 'expired']

/** The figures of claims, counted once more. */
export const claims: Record<string, (looking: Looking) => Promise<Figure[]>> = {
  '/claims': async ({ reader: { own }, ask, count }) => {
    const mine = own ? sql`organisation_id = ${own}::uuid` : sql`true`
    const figures: Figure[] = [['all', (await ask('/claims?limit=1')).count, all(await count(sql`claim where ${mine}`))]]
    for (const state of states)
      figures.push([
        state,
        (await ask(`/claims?limit=1&state=${state}`)).count,
        all(await count(sql`claim where ${mine} and state = ${state}`)),
      ])
    const waits = sql`claim where ${mine} and (state = 'disputed' or (state = 'open' and cardinality(review) > 0 and not allowed))`
    figures.push(['waits for the team', (await ask('/claims?limit=1&review=true')).count, all(await count(waits))])
    return figures
  },
  '/claims/disputes': async ({ reader: { own }, ask, count }) =>
    own
      ? []
      : [
          ['all', (await ask('/claims/disputes?limit=1')).count, all(await count(sql`claim_dispute`))],
          [
            'open',
            (await ask('/claims/disputes?limit=1&state=open')).count,
            all(await count(sql`claim_dispute where state = 'open'`)),
          ],
        ],
}
