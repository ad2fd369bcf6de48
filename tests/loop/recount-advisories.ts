import { toId, uuidOf } from '#domain/id.ts'
import { type Sql, sql } from '#platform/db/db.ts'

type Figure = readonly [name: string, shown: unknown, counted: unknown]
interface Looking {
  // biome-ignore lint/suspicious/noExplicitAny: the answers of all endpoints, of which figures alone are read
  ask: (path: string) => Promise<any>
  /** Whose answers these are: of one organisation, or of the team. */
  reader: { own?: string | undefined }
  rows: <Row>(query: Sql) => Promise<Row[]>
  count: (from: Sql) => Promise<number>
}

const few = 20

/** Some warnings, newest first, each with its last version. */
const some = async ({ rows }: Looking) =>
  (await rows<{ id: string; version: number }>(sql`select id, version from advisory order by id desc limit ${few}`)).map(
    (row) => ({
      ...row,
      advisory: toId('adv', row.id),
    }),
  )

const addressed = ({ count }: Looking, id: string, version: number) =>
  count(sql`advisory_address where advisory_id = ${id}::uuid and version = ${version}`)

const states = ['draft', 'review', 'approved', 'published', 'withdrawn', 'closed'] as const

/** Warnings: how many there are in each state, and how many each went to. */
export const advisories: Record<string, (looking: Looking) => Promise<Figure[]>> = {
  '/advisories': async (looking) => {
    const { rows } = await looking.ask('/advisories?limit=200')
    const shown = new Map<string, number>(rows.map((row: { id: string; addressed: number }) => [row.id, row.addressed]))
    const figures: Figure[] = []
    for (const { id, advisory, version } of await some(looking))
      if (shown.has(advisory))
        figures.push([`addressed of ${advisory}`, shown.get(advisory), await addressed(looking, id, version)])
    return figures
  },
  '/advisories/ours': async ({ reader: { own }, ask, count }) => {
    const waiting = sql`measure where cause = 'advisory' and state in ('open', 'disputed')
      and (organisation_id = ${own ?? null}::uuid or operator_id = ${own ?? null}::uuid)`
    const { rows, count: shown } = await ask('/advisories/ours?limit=200')
    const figures: Figure[] = [
      ['measures', shown.measures, await count(waiting)],
      ['warnings', shown.warnings, await count(sql`(select distinct cause_id from ${waiting}) w`)],
    ]
    for (const { id, waiting: waits } of rows as { id: string; waiting: number }[])
      figures.push([`waiting of ${id}`, waits, await count(sql`${waiting} and cause_id = ${uuidOf(id)}::uuid`)])
    return figures
  },
  '/advisories/count': async ({ ask, count }) => {
    const shown = await ask('/advisories/count')
    const figures: Figure[] = [['count', shown.count, { value: await count(sql`advisory`), more: false }]]
    for (const state of states)
      figures.push([state, shown.byState[state], await count(sql`advisory where draft_state = ${state} or life = ${state}`)])
    return figures
  },
  '/advisories/:id': async (looking) => {
    const figures: Figure[] = []
    for (const { id, advisory, version } of await some(looking)) {
      const { advisory: shown } = await looking.ask(`/advisories/${advisory}`)
      figures.push([`addressed of ${advisory}`, shown.addressed, await addressed(looking, id, version)])
    }
    return figures
  },
  '/advisories/:id/addressees': async (looking) => {
    const figures: Figure[] = []
    for (const { id, advisory, version } of await some(looking))
      figures.push([
        advisory,
        (await looking.ask(`/advisories/${advisory}/addressees`)).count,
        await addressed(looking, id, version),
      ])
    return figures
  },
  '/advisories/:id/audience': async (looking) => {
    const members = await looking.count(sql`organisation where membership = 'member' and gone_at is null`)
    const figures: Figure[] = []
    for (const { advisory } of await some(looking)) {
      const shown = await looking.ask(`/advisories/${advisory}/audience?limit=1`)
      figures.push([`members beside ${advisory}`, shown.of, members])
    }
    return figures
  },
}
