import { toId } from '#domain/id.ts'
import { type Sql, sql } from '#platform/db/db.ts'

type Figure = readonly [name: string, shown: unknown, counted: unknown]
interface Looking {
  // biome-ignore lint/suspicious/noExplicitAny: the answers of all endpoints, of which figures alone are read
  ask: (path: string) => Promise<any>
  rows: <Row>(query: Sql) => Promise<Row[]>
  count: (from: Sql) => Promise<number>
}

const few = 20

/** How far each addressee of the last version of each published warning has come, as the tables have it. */
const stands = sql`(
  select d.advisory_id, d.organisation_id, a.life, d.told_at is not null as told, d.read_at is not null as read, coalesce(m.asked, 0) as asked,
    coalesce(m.answered, 0) as answered, coalesce(m.settled, 0) as settled, coalesce(m.proved, 0) as proved, coalesce(m.off, 0) as off,
    coalesce(m.disputed, 0) as disputed
  from advisory_address d join advisory a on a.id = d.advisory_id and a.version = d.version
  left join (
    select cause_id, organisation_id, count(*) as asked, count(answered_at) as answered,
      count(*) filter (where state in ('claimed', 'done', 'compensated', 'not-relevant')) as settled,
      count(*) filter (where state = 'done') as proved, count(*) filter (where state = 'not-relevant') as off,
      count(*) filter (where state = 'disputed') as disputed
    from measure where cause = 'advisory' and state <> 'withdrawn' group by 1, 2
  ) m on m.cause_id = d.advisory_id and m.organisation_id = d.organisation_id) s`
const silent = sql`answered = 0 and (asked > 0 or not read)`

const some = async ({ rows }: Looking) =>
  (await rows<{ id: string }>(sql`select distinct advisory_id as id from advisory_version order by 1 desc limit ${few}`)).map(
    ({ id }) => ({ id, advisory: toId('adv', id) }),
  )

const counted = async ({ count }: Looking, id: string) => {
  const of = (condition: Sql) => count(sql`${stands} where advisory_id = ${id}::uuid and ${condition}`)
  return {
    addressed: await of(sql`true`),
    told: await of(sql`told`),
    read: await of(sql`read`),
    asked: await of(sql`asked > 0`),
    answered: await of(sql`asked > 0 and answered >= asked`),
    claimed: await of(sql`asked > 0 and settled = asked and proved + off < asked`),
    proved: await of(sql`asked > 0 and proved > 0 and proved + off = asked`),
    notRelevant: await of(sql`asked > 0 and off = asked`),
    disputed: await of(sql`disputed > 0`),
    silent: await of(silent),
  }
}

const names = ['addressed', 'told', 'read', 'asked', 'answered', 'claimed', 'proved', 'notRelevant', 'disputed'] as const

/** Silence and effect: whom each warning went to and how far each has come. */
export const silences: Record<string, (looking: Looking) => Promise<Figure[]>> = {
  '/silence': async (looking) => {
    const shown = await looking.ask('/silence')
    const organisations = (condition: Sql) =>
      looking.count(sql`(select distinct organisation_id from ${stands} where life = 'published' and ${condition}) o`)
    return [
      ['count', shown.count, await organisations(silent)],
      ['addressed', shown.addressed, await organisations(sql`true`)],
      ['warnings', shown.warnings, await looking.count(sql`advisory where life = 'published'`)],
    ]
  },
  '/advisories/effect': async (looking) => {
    const shown = await looking.ask('/advisories/effect?limit=200')
    const figures: Figure[] = []
    for (const { id, advisory } of await some(looking)) {
      const row = shown.rows.find(({ warning }: { warning: { id: string } }) => warning.id === advisory)
      const all = await counted(looking, id)
      if (row) for (const name of names) figures.push([`${name} of ${advisory}`, row.figures[name], all[name]])
    }
    return figures
  },
  '/advisories/:id/effect': async (looking) => {
    const figures: Figure[] = []
    for (const { id, advisory } of await some(looking)) {
      const { effect } = await looking.ask(`/advisories/${advisory}/effect`)
      const all = await counted(looking, id)
      for (const name of names) figures.push([`${name} of ${advisory}`, effect.figures[name], all[name]])
    }
    return figures
  },
  '/advisories/:id/silence': async (looking) => {
    const figures: Figure[] = []
    for (const { id, advisory } of await some(looking)) {
      const { totals, count } = await looking.ask(`/advisories/${advisory}/silence?silent=true`)
      const all = await counted(looking, id)
      figures.push([`silent of ${advisory}`, [totals.silent, count], [all.silent, all.silent]])
      for (const name of ['claimed', 'proved', 'notRelevant', 'disputed'] as const)
        figures.push([`${name} of ${advisory}`, totals[name], all[name]])
      figures.push([`told of ${advisory}`, [totals.addressed, totals.told, totals.read], [all.addressed, all.told, all.read]])
    }
    return figures
  },
  '/advisories/:id/silence/places': async (looking) => {
    const figures: Figure[] = []
    for (const { id, advisory } of await some(looking)) {
      const { rows, elsewhere } = await looking.ask(`/advisories/${advisory}/silence/places`)
      const sum = [elsewhere, ...rows].reduce((all: number, row: { addressed: number }) => all + row.addressed, 0)
      figures.push([advisory, sum, (await counted(looking, id)).addressed])
    }
    return figures
  },
  '/advisories/:id/phone-list': async (looking) => {
    const figures: Figure[] = []
    for (const { id, advisory } of await some(looking))
      figures.push([
        advisory,
        (await looking.ask(`/advisories/${advisory}/phone-list`)).count,
        (await counted(looking, id)).silent,
      ])
    return figures
  },
}
