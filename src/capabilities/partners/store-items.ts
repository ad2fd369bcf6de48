import { type Id, idOf, newId, toId, uuidOf } from '#domain/id.ts'
import type { Pap } from '#domain/pap.ts'
import type { Scope } from '#domain/scope.ts'
import { rank, type Severity, severities } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import { empty, join, jsonText, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Failure, ItemFilter, ItemState, LeftOut } from './contract.ts'
import type { Known } from './rules.ts'
import { visible } from './store.ts'

/** What came of a partner, understood; `Content` is what a draft begins with. */
export interface CameItem<Content = unknown> {
  key: string
  form: 'csaf' | 'news'
  title: string
  summary: string
  link: string | null
  version: string
  publisher: string
  reference: string
  publishedAt: Utc | null
  changedAt: Utc | null
  severity: Severity | null
  tlp: Tlp
  pap: Pap
  labelled: boolean
  /** The PAP that it says itself. */
  papSaid: Pap | null
  cves: string[]
  content: Content
  leftOut: LeftOut[]
  /** Compressed. */
  source: Buffer
  sha256: string
  hash: 'sha512' | 'sha256' | null
  signedBy: string | null
  valid: boolean
  failures: Failure[]
  notTested: string | null
}

/** An item as it is kept, without the bytes that it came as. */
export interface ItemRecord<Content = unknown> extends Omit<CameItem<Content>, 'source'> {
  id: Id<'pit'>
  partner: { id: Id<'par'>; name: string }
  state: ItemState
  cameAt: Utc
  newerAt: Utc | null
  advisory: Id<'adv'> | null
  takenBy: string | null
  asideBy: string | null
}

interface StoredItem {
  id: string
  partner_id: string
  partner_name: string
  key: string
  form: 'csaf' | 'news'
  state: ItemState
  title: string
  summary: string
  link: string | null
  version: string
  publisher: string
  reference: string
  published_at: Utc | null
  changed_at: Utc | null
  severity: number | null
  tlp: Tlp
  pap: Pap
  labelled: boolean
  pap_said: Pap | null
  cves: string[]
  content: unknown
  left_out?: LeftOut[]
  sha256: string
  hash: 'sha512' | 'sha256' | null
  signed_by: string | null
  valid: boolean
  failures: Failure[]
  not_tested: string | null
  came_at: Utc
  newer_at: Utc | null
  advisory_id: string | null
  taken_name: string | null
  aside_name: string | null
}

const listed =
  raw(`i.id, i.partner_id, p.name as partner_name, i.key, i.form, i.state, i.title, i.link, i.version, i.publisher, i.reference,
  i.published_at, i.changed_at, i.severity, i.tlp, i.pap, i.labelled, i.pap_said, i.cves, i.sha256, i.hash, i.signed_by, i.valid, i.not_tested, i.came_at,
  i.newer_at, i.advisory_id, i.taken_name, i.aside_name`)

const toItem = (row: StoredItem): ItemRecord => ({
  id: toId('pit', row.id),
  partner: { id: toId('par', row.partner_id), name: row.partner_name },
  key: row.key,
  form: row.form,
  state: row.state,
  title: row.title,
  summary: row.summary ?? '',
  link: row.link,
  version: row.version,
  publisher: row.publisher,
  reference: row.reference,
  publishedAt: row.published_at,
  changedAt: row.changed_at,
  severity: row.severity === null ? null : severities.find((one) => rank(one) === row.severity)!,
  tlp: row.tlp,
  pap: row.pap,
  labelled: row.labelled,
  papSaid: row.pap_said,
  cves: row.cves,
  content: row.content,
  sha256: row.sha256,
  hash: row.hash,
  signedBy: row.signed_by,
  valid: row.valid,
  failures: row.failures ?? [],
  leftOut: row.left_out ?? [],
  notTested: row.not_tested,
  cameAt: row.came_at,
  newerAt: row.newer_at,
  advisory: row.advisory_id === null ? null : toId('adv', row.advisory_id),
  takenBy: row.taken_name,
  asideBy: row.aside_name,
})

/** What of these keys is known already, held until the transaction ends. */
export async function knownItems(
  tx: Tx,
  scope: Scope,
  partner: Id<'par'>,
  keys: readonly string[],
): Promise<Map<string, Known & { id: Id<'pit'>; state: ItemState; advisory: Id<'adv'> | null }>> {
  const rows = await tx.rows<{
    id: string
    key: string
    sha256: string
    changed_at: Utc | null
    state: ItemState
    advisory_id: string | null
  }>(sql`
    select id, key, sha256, changed_at, state, advisory_id from partner_item
    where partner_id = ${uuidOf(partner)}::uuid and key = any (${[...keys]}::text[]) and ${visible(scope)} order by id for update`)
  return new Map(
    rows.map(({ id, key, sha256, changed_at, state, advisory_id }) => [
      key,
      {
        id: toId('pit', id),
        sha256,
        changedAt: changed_at,
        state,
        advisory: advisory_id === null ? null : toId('adv', advisory_id),
      },
    ]),
  )
}

/** What is searched of an item, in small letters. */
const searchOf = ({ key, title, summary, publisher, cves }: CameItem): string =>
  [key, title, publisher, ...cves, summary.slice(0, 2_000)].join('\n').toLowerCase()

/** Adds an item that nobody has seen yet. */
export async function addItem(tx: Tx, scope: Scope, partner: Id<'par'>, item: CameItem, now: Utc): Promise<Id<'pit'>> {
  const id = newId('pit')
  await tx.run(sql`
    insert into partner_item (id, partner_id, key, form, state, title, summary, link, version, publisher, published_at, changed_at, severity, tlp, pap,
      labelled, pap_said, cves, content, left_out, reference, source, sha256, hash, signed_by, valid, failures, not_tested, search, came_at)
    select ${uuidOf(id)}::uuid, ${uuidOf(partner)}::uuid, ${item.key}, ${item.form}, 'new', ${item.title}, ${item.summary}, ${item.link}, ${item.version},
      ${item.publisher}, ${item.publishedAt}::timestamptz, ${item.changedAt}::timestamptz, ${item.severity && rank(item.severity)}::smallint, ${item.tlp},
      ${item.pap}, ${item.labelled}::boolean, ${item.papSaid}::text, ${item.cves}::text[], ${jsonText(item.content)}::jsonb,
      ${jsonText(item.leftOut)}::jsonb, ${item.reference}, ${item.source}::bytea,
      ${item.sha256}, ${item.hash}, ${item.signedBy}, ${item.valid}::boolean, ${jsonText(item.failures)}::jsonb, ${item.notTested}, ${searchOf(item)},
      ${now}::timestamptz
    where ${visible(scope)}`)
  return id
}

/** Puts a newer version in the place of the one we had. What was put aside is new again: it may matter now. */
export const renewItem = (tx: Tx, scope: Scope, id: Id<'pit'>, item: CameItem, now: Utc): Promise<number> =>
  tx.run(sql`
    update partner_item set title = ${item.title}, summary = ${item.summary}, link = ${item.link}, version = ${item.version}, publisher = ${item.publisher},
      published_at = ${item.publishedAt}, changed_at = ${item.changedAt}, severity = ${item.severity && rank(item.severity)}::smallint, tlp = ${item.tlp},
      pap = ${item.pap}, labelled = ${item.labelled}, pap_said = ${item.papSaid}, cves = ${item.cves}::text[], content = ${jsonText(item.content)}::jsonb, reference = ${item.reference},
      left_out = ${jsonText(item.leftOut)}::jsonb, source = ${item.source}::bytea, sha256 = ${item.sha256}, hash = ${item.hash}, signed_by = ${item.signedBy}, valid = ${item.valid},
      failures = ${jsonText(item.failures)}::jsonb, not_tested = ${item.notTested}, search = ${searchOf(item)}, came_at = ${now},
      newer_at = case when state = 'new' then newer_at else ${now}::timestamptz end,
      state = case when state = 'aside' then 'new' else state end, aside_batch = null
    where id = ${uuidOf(id)}::uuid and ${visible(scope)}`)

const conditionsOf = (scope: Scope, filter: ItemFilter): Sql =>
  join(
    [
      visible(scope),
      ...(filter.partner?.length ? [sql`i.partner_id = any (${filter.partner.map(uuidOf)}::uuid[])`] : []),
      ...(filter.state?.length ? [sql`i.state = any (${filter.state}::text[])`] : []),
      ...(filter.severity?.length ? [sql`i.severity = any (${filter.severity.map(rank)}::smallint[])`] : []),
      ...(filter.newer ? [sql`i.newer_at is not null`] : []),
      ...(filter.q?.trim() ? [searched(filter.q.trim())] : []),
    ],
    ' and ',
  )

function searched(text: string): Sql {
  const id = idOf('pit').safeParse(text)
  if (id.success) return sql`i.id = ${uuidOf(id.data)}::uuid`
  return sql`i.search like ${`%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`}`
}

/** One page of items, last come first. */
export async function itemPage(
  tx: Tx,
  scope: Scope,
  filter: ItemFilter & { after?: string | undefined; limit: number },
): Promise<ItemRecord[]> {
  const [at, id] = filter.after?.split('~') ?? []
  const rows = await tx.rows<StoredItem>(sql`
    select ${listed} from partner_item i join partner p on p.id = i.partner_id
    where ${conditionsOf(scope, filter)} ${at ? sql`and (i.came_at, i.id) < (${at}::timestamptz, ${id}::uuid)` : empty}
    order by i.came_at desc, i.id desc limit ${filter.limit}`)
  return rows.map(toItem)
}

const mostCounted = 20_000

/** How many items fit, in all and by state. */
export async function countItems(
  tx: Tx,
  scope: Scope,
  filter: ItemFilter,
): Promise<{ count: { value: number; more: boolean }; byState: Record<ItemState, number> }> {
  const row = (await tx.one<{ value: number; fresh: number; taken: number; aside: number }>(sql`
    select count(*)::int as value, (count(*) filter (where state = 'new'))::int as fresh, (count(*) filter (where state = 'taken'))::int as taken,
      (count(*) filter (where state = 'aside'))::int as aside
    from (select i.state from partner_item i where ${conditionsOf(scope, filter)} limit ${mostCounted + 1}) counted`))!
  return {
    count: { value: Math.min(row.value, mostCounted), more: row.value > mostCounted },
    byState: { new: row.fresh, taken: row.taken, aside: row.aside },
  }
}

/** One item with everything it says; `hold` lets only this transaction change it until it ends. */
export async function itemRow(tx: Tx, scope: Scope, id: Id<'pit'>, { hold = false } = {}): Promise<ItemRecord | undefined> {
  const row = await tx.one<StoredItem>(sql`
    select ${listed}, i.summary, i.content, i.failures from partner_item i join partner p on p.id = i.partner_id
    where i.id = ${uuidOf(id)}::uuid and ${visible(scope)} ${hold ? sql`for update of i` : empty}`)
  return row && toItem(row)
}

/** The bytes that an item came as, compressed. */
export const sourceOfItem = (tx: Tx, scope: Scope, id: Id<'pit'>) =>
  tx.one<{ source: Buffer; key: string; form: 'csaf' | 'news' }>(
    sql`select source, key, form from partner_item where id = ${uuidOf(id)}::uuid and ${visible(scope)}`,
  )

/** Puts new items aside together; returns how many. */
export const putAside = (
  tx: Tx,
  scope: Scope,
  which: { ids: readonly Id<'pit'>[] } | { filter: ItemFilter },
  batch: string,
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    update partner_item i set state = 'aside', aside_at = ${now}, aside_name = ${scope.who.name}, aside_batch = ${batch}::uuid, newer_at = null
    where i.state = 'new' and ${'ids' in which ? sql`i.id = any (${which.ids.map(uuidOf)}::uuid[]) and ${visible(scope)}` : conditionsOf(scope, which.filter)}`)

/** Puts everything new of a partner aside. */
export const putAsideOf = (tx: Tx, scope: Scope, partner: Id<'par'>, batch: string, now: Utc): Promise<number> =>
  putAside(tx, scope, { filter: { partner: [partner] } }, batch, now)

/** Takes back what was put aside together at this moment or later. */
export const takeBack = (tx: Tx, scope: Scope, batch: string, since: Utc): Promise<number> =>
  tx.run(sql`
    update partner_item set state = 'new', aside_at = null, aside_name = null, aside_batch = null
    where aside_batch = ${batch}::uuid and state = 'aside' and aside_at >= ${since} and ${visible(scope)}`)

/** Says which warning was begun with an item. */
export const noteTaken = (tx: Tx, scope: Scope, id: Id<'pit'>, advisory: Id<'adv'>, now: Utc): Promise<number> =>
  tx.run(sql`
    update partner_item set state = 'taken', advisory_id = ${uuidOf(advisory)}::uuid, taken_at = ${now}, taken_name = ${scope.who.name}, newer_at = null,
      aside_batch = null
    where id = ${uuidOf(id)}::uuid and ${visible(scope)}`)

/** Somebody has looked at the newer version. */
export const noteSeen = (tx: Tx, scope: Scope, id: Id<'pit'>): Promise<number> =>
  tx.run(
    sql`update partner_item set newer_at = null where id = ${uuidOf(id)}::uuid and newer_at is not null and ${visible(scope)}`,
  )

/** Items that a warning was made of and that have come in a newer version since. */
export async function newerOf(tx: Tx, scope: Scope, advisory: Id<'adv'>): Promise<ItemRecord[]> {
  const rows = await tx.rows<StoredItem>(sql`
    select ${listed} from partner_item i join partner p on p.id = i.partner_id
    where i.advisory_id = ${uuidOf(advisory)}::uuid and i.newer_at is not null and ${visible(scope)} order by i.newer_at desc limit 20`)
  return rows.map(toItem)
}
