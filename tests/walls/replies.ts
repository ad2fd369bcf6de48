import { askAbout } from '#capabilities/products/index.ts'
import { answer, ask } from '#capabilities/replies/capability.ts'
import { type Id, toId, uuidOf } from '#domain/id.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { type Db, sql } from '#platform/db/db.ts'

const program: Scope = systemScope('walls')
const nowhere = 'https://varde.example'

/** What an organisation, as the supplier of what its own warning names, is asked and answers; it runs the product itself, and so is told. */
export async function fillReplies(db: Db, org: string, adv: string, secret: string, now: Utc): Promise<void> {
  const [advisory, supplier] = [adv as Id<'adv'>, org as Id<'org'>]
  const asked = await db.in(program, (tx) =>
    ask(tx, program, { advisory, supplier, products: [], how: 'named', url: nowhere }, now),
  )
  const said = { versions: '', cves: [], fixedIn: secret, justification: null, words: secret, state: 'fixed' as const }
  const product = `${secret} product`
  const who: Scope = {
    ...program,
    who: { kind: 'person', id: 'walls', name: secret },
    roles: ['member-security'],
    team: false,
    organisations: [supplier],
  }
  const given = await db.in(who, (tx) => answer(tx, who, { ...said, advisory, product, saidBy: '' }, now))
  if (!asked.ok || !given.ok) throw new Error('the walls have no reply of a supplier')
  // A supplier is not told of its own words: what a member with the product is told stands here for it.
  await db.asOwner((tx) =>
    tx.run(sql`
      insert into reply_told (reply_id, organisation_id, lines, told_at)
      select id, organisation_id, jsonb_build_array(jsonb_build_object('text', ${secret}::text, 'why', jsonb_build_object('nb', ${secret}::text))), ${now}
      from supplier_reply where organisation_id = ${uuidOf(org)}::uuid`),
  )
}

/** A question to an organisation about a product of its inventory, asked because of its warning. */
export async function fillQuestion(
  db: Db,
  { org, adv, prd }: { org: string; adv: string; prd: string },
  secret: string,
  now: Utc,
): Promise<string> {
  const unsure = {
    organisation: org as Id<'org'>,
    line: prd as Id<'prd'>,
    vendor: '',
    product: `${secret} product`,
    versions: '',
  }
  await db.in(program, (tx) => askAbout(tx, program, adv as Id<'adv'>, [unsure], now))
  const row = await db.asOwner((tx) =>
    tx.one<{ id: string }>(sql`select id from product_question where organisation_id = ${uuidOf(org)}::uuid`),
  )
  return toId('pqu', row!.id)
}
