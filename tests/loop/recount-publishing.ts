import { type Sql, sql } from '#platform/db/db.ts'

type Figure = readonly [name: string, shown: unknown, counted: unknown]
interface Looking {
  // biome-ignore lint/suspicious/noExplicitAny: the answers of all endpoints, of which figures alone are read
  ask: (path: string) => Promise<any>
  count: (from: Sql) => Promise<number>
}

const states = ['waiting', 'ready', 'failed', 'kept'] as const

/** What is published: how many warnings are open, and how far documents have come. */
export const publishing: Record<string, (looking: Looking) => Promise<Figure[]>> = {
  '/publishing': async ({ ask, count }) => {
    const shown = await ask('/publishing')
    const figures: Figure[] = [
      [
        'open',
        shown.open,
        await count(sql`advisory join advisory_version v on v.advisory_id = advisory.id and v.version = advisory.version
          where v.tlp = 'TLP:CLEAR' and advisory.life <> 'unpublished'`),
      ],
      [
        'signed by others',
        shown.resign,
        await count(sql`csaf_document where state = 'ready' and fingerprint <> ${shown.fingerprint ?? ''}`),
      ],
    ]
    for (const state of states)
      figures.push([state, shown.byState[state], await count(sql`csaf_document where state = ${state}`)])
    return figures
  },
  '/publishing/documents': async ({ ask, count }) => {
    const figures: Figure[] = [
      ['count', (await ask('/publishing/documents?limit=1')).count, { value: await count(sql`csaf_document`), more: false }],
    ]
    for (const state of states) {
      const shown = await ask(`/publishing/documents?limit=1&state=${state}`)
      figures.push([state, shown.count, { value: await count(sql`csaf_document where state = ${state}`), more: false }])
    }
    return figures
  },
}
