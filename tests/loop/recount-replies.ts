import { toId } from '#domain/id.ts'
import { type Sql, sql } from '#platform/db/db.ts'

type Figure = readonly [name: string, shown: unknown, counted: unknown]
interface Looking {
  reader: { own?: string }
  // biome-ignore lint/suspicious/noExplicitAny: the answers of all endpoints, of which figures alone are read
  ask: (path: string) => Promise<any>
  rows: <Row>(query: Sql) => Promise<Row[]>
  count: (from: Sql) => Promise<number>
}

interface Shown {
  advisory: string
  organisation: { id: string }
  cells: number
  missing: number
}
interface Cell {
  advisory: string
  supplier: string
  product: string
  cve: string
}

/** What is asked of suppliers, one row for each product and vulnerability, and whether it has an answer. */
const cells = sql`(
  select a.advisory_id as advisory, a.organisation_id as supplier, p->>'key' as product, c as cve, a.over_at,
    exists (select from supplier_reply r where r.advisory_id = a.advisory_id and r.organisation_id = a.organisation_id
      and r.product = p->>'key' and r.cve = c) as answered
  from supplier_ask a cross join jsonb_array_elements(a.shown->'products') p
  cross join jsonb_array_elements_text(case when jsonb_array_length(a.shown->'cves') = 0 then '[""]' else a.shown->'cves' end) c)`

async function cellFigures({ rows }: Looking, shown: readonly Shown[]): Promise<Figure[]> {
  const all = await rows<Cell & { answered: boolean }>(sql`select advisory, supplier, product, cve, answered from ${cells} cells`)
  return shown.flatMap(({ advisory, organisation, ...figures }) => {
    const own = all.filter((one) => toId('adv', one.advisory) === advisory && toId('org', one.supplier) === organisation.id)
    return [
      [`cells of ${advisory}`, figures.cells, own.length],
      [`missing of ${advisory}`, figures.missing, own.filter(({ answered }) => !answered).length],
    ] as Figure[]
  })
}

const few = 20
const asked = async ({ rows }: Looking, where: Sql) =>
  (
    await rows<{ advisory: string; supplier: string }>(
      sql`select advisory_id as advisory, organisation_id as supplier from supplier_ask where ${where} order by asked_at desc limit ${few}`,
    )
  ).map(({ advisory, supplier }) => ({
    advisory: toId('adv', advisory),
    supplier: toId('org', supplier),
    key: advisory,
    of: supplier,
  }))

/** What suppliers are asked and have answered, and questions to members about products. */
export const replies: Record<string, (looking: Looking) => Promise<Figure[]>> = {
  '/supplier-warnings': async (looking) => cellFigures(looking, (await looking.ask('/supplier-warnings?limit=200')).rows),
  '/supplier-warnings/:id': async (looking) => {
    const own = looking.reader.own
    const shown: Shown[] = []
    for (const { advisory } of own ? await asked(looking, sql`organisation_id = ${own}::uuid`) : [])
      shown.push((await looking.ask(`/supplier-warnings/${advisory}`)).ask)
    return cellFigures(looking, shown)
  },
  '/supplier-replies': async (looking) => {
    const { rows, count } = await looking.ask('/supplier-replies?limit=200')
    return [
      ['asked', count.asked, await looking.count(sql`supplier_ask`)],
      [
        'missing',
        count.missing,
        await looking.count(
          sql`(select distinct advisory, supplier from ${cells} cells where over_at is null and not answered) missing`,
        ),
      ],
      ...(await cellFigures(looking, rows)),
    ]
  },
  '/advisories/:id/suppliers': async (looking) => {
    const figures: Figure[] = []
    for (const { advisory, supplier, key, of } of await asked(looking, sql`true`)) {
      const { asks } = await looking.ask(`/advisories/${advisory}/suppliers`)
      const one = asks.find(({ organisation }: Shown) => organisation.id === supplier)
      figures.push(...(await cellFigures(looking, [one])), [
        `told of ${advisory}`,
        one.told,
        await looking.count(sql`(select distinct t.organisation_id from reply_told t join supplier_reply r on r.id = t.reply_id
            where r.advisory_id = ${key}::uuid and r.organisation_id = ${of}::uuid) told`),
      ])
    }
    return figures
  },
  '/product-questions': async ({ reader: { own }, ask, count }) => {
    const mine = own ? sql`organisation_id = ${own}::uuid` : sql`true`
    const shown = (await ask('/product-questions')).count
    return [
      ['open', shown.open, await count(sql`product_question where ${mine} and answer is null`)],
      ['answered', shown.answered, await count(sql`product_question where ${mine} and answer is not null`)],
    ]
  },
}
