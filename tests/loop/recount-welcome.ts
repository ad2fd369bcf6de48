import { toId } from '#domain/id.ts'
import { day, later } from '#domain/time.ts'
import { type Sql, sql } from '#platform/db/db.ts'

interface Looking {
  reader: { own?: string }
  now: string
  // biome-ignore lint/suspicious/noExplicitAny: the answers of endpoints, of which figures alone are read
  ask: (path: string) => Promise<any>
  rows: <Row>(query: Sql) => Promise<Row[]>
}
type Figure = readonly [name: string, shown: unknown, counted: unknown]

/** How many of the five first steps an organisation has left, in the plainest words over the base tables. */
async function leftOf({ rows, now }: Looking, id: string): Promise<number> {
  const [row] = await rows<{ done: number }>(sql`
    select (select count(*) from welcome_word where organisation_id = ${id}::uuid and remark = '')::int
      + (exists (select from contact where organisation_id = ${id}::uuid and role = 'security' and confirmed_at >= ${later(now, -90 * day)}))::int
      + (exists (select from holding where organisation_id = ${id}::uuid and proof <> 'declared' and valid_from <= ${now}
          and (valid_to is null or valid_to > ${now})))::int
      + (exists (select from service_consent where organisation_id = ${id}::uuid and subject = 'membership' and withdrawn_at is null
          and version = (select max(version) from service_terms where subject = 'membership' and valid_from <= ${now})))::int as done`)
  return 5 - row!.done
}

/** The first steps of members, counted once more. */
export const welcomes: Record<string, (looking: Looking) => Promise<Figure[]>> = {
  '/organisations/:id/welcome': async (looking) => {
    const { reader, ask, rows } = looking
    const some = reader.own
      ? [reader.own]
      : (await rows<{ id: string }>(sql`select id from organisation where membership = 'member' order by id limit 20`)).map(
          ({ id }) => id,
        )
    return Promise.all(
      some.map(async (id): Promise<Figure> => {
        const { left } = await ask(`/organisations/${toId('org', id)}/welcome`)
        return [id, left, await leftOf(looking, id)]
      }),
    )
  },
  '/welcome': async (looking) => {
    const { left } = await looking.ask('/welcome')
    return [['left', left, looking.reader.own ? await leftOf(looking, looking.reader.own) : 0]]
  },
}
