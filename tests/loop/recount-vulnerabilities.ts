import { type Sql, sql } from '#platform/db/db.ts'

type Figure = readonly [name: string, shown: unknown, counted: unknown]
interface Looking {
  // biome-ignore lint/suspicious/noExplicitAny: the answers of all endpoints, of which figures alone are read
  ask: (path: string) => Promise<any>
  rows: <Row>(query: Sql) => Promise<Row[]>
}

const one = async ({ rows }: Looking, query: Sql): Promise<number> => (await rows<{ n: number }>(query))[0]!.n

/** What is known of vulnerabilities: how many a filter finds, and of how many each source speaks. */
export const vulnerabilities: Readonly<Record<string, (looking: Looking) => Promise<Figure[]>>> = {
  '/vulnerabilities/count': async (looking) => {
    const figures: Figure[] = []
    for (const [query, where] of [
      ['', sql`true`],
      ['exploited=any', sql`kev_on is not null or eukev_on is not null`],
      ['severity=critical', sql`severity = 4`],
      ['epss=0.5', sql`place in (select place from vulnerability_epss where score >= 50000)`],
    ] as const) {
      const value = await one(looking, sql`select count(*)::int as n from vulnerability where ${where}`)
      const { count } = await looking.ask(`/vulnerabilities/count?${query}`)
      figures.push([`count ${query}`, count, { value: Math.min(value, 10_000), more: value > 10_000 }])
    }
    return figures
  },
  '/vulnerabilities/sources': async (looking) => {
    const figures: Figure[] = []
    for (const { source, known } of (await looking.ask('/vulnerabilities/sources')).sources) {
      const from = source === 'epss' ? sql`vulnerability_epss` : sql`vulnerability_fact where source = ${source}`
      figures.push([`known by ${source}`, known, await one(looking, sql`select count(*)::int as n from ${from}`)])
    }
    return figures
  },
}
