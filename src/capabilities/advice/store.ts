import { type Id, idOf, toId, uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { empty, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { AdviceContent, AdviceFilter, AdviceStep, AdviceTexts, AdviceVersion, Topic } from './contract.ts'
import { missingIn, searchedIn } from './rules.ts'

/** The library is the team's: the first wall; the policies of the database are the second. */
const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

/** A block with the texts of the version that counts. */
export interface BlockRow {
  id: Id<'adb'>
  version: number
  topic: Topic
  missing: Locale[]
  retired: boolean
  changedAt: Utc
  changedBy: string
  texts: AdviceTexts
}

type Stored<Row extends { id: string }> = Omit<Row, 'id'> & { id: string }

const blockColumns = raw(
  `b.id, b.version, b.topic, b.missing, b.retired, b.changed_at as "changedAt", b.changed_by as "changedBy", v.texts`,
)
const blocks = sql`advice_block b join advice_version v on v.block_id = b.id and v.version = b.version`

const toBlock = <Row extends { id: string; texts: Partial<AdviceTexts> }>(
  row: Row,
): Row & { id: Id<'adb'>; texts: AdviceTexts } => ({
  ...row,
  id: toId('adb', row.id),
  texts: wholeTexts(row.texts),
})

/** The table leaves out languages without a text. */
const wholeTexts = ({ nb = null, nn = null, en = null }: Partial<AdviceTexts>): AdviceTexts => ({ nb, nn, en })

const likePart = (text: string): string => `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`

function matching(scope: Scope, { q, topic, missing, retired }: AdviceFilter): Sql {
  const id = idOf('adb').safeParse(q)
  return sql`${visible(scope)}
    ${id.success ? sql`and b.id = ${uuidOf(id.data)}::uuid` : q ? sql`and b.search like ${likePart(q)}` : empty}
    ${topic?.length ? sql`and b.topic = any (${topic}::text[])` : empty}
    ${missing?.length ? sql`and b.missing && ${missing}::text[]` : empty}
    ${retired === 'with' ? empty : sql`and b.retired = ${retired === 'only'}`}`
}

/** One page of blocks, the last changed first; `after` is the moment and id that the page before ended with. */
export async function blockPage(
  tx: Tx,
  scope: Scope,
  filter: AdviceFilter & { after?: string | undefined; limit: number },
): Promise<BlockRow[]> {
  const [moment, id] = filter.after?.split('~') ?? []
  const rows = await tx.rows<Stored<BlockRow>>(sql`
    select ${blockColumns} from ${blocks} where ${matching(scope, filter)}
      ${filter.after ? sql`and (b.changed_at, b.id) < (${moment}::timestamptz, ${id}::uuid)` : empty}
    order by b.changed_at desc, b.id desc limit ${filter.limit}`)
  return rows.map(toBlock)
}

export async function blockRow(tx: Tx, scope: Scope, id: Id<'adb'>): Promise<BlockRow | undefined> {
  const row = await tx.one<Stored<BlockRow>>(
    sql`select ${blockColumns} from ${blocks} where b.id = ${uuidOf(id)}::uuid and ${visible(scope)}`,
  )
  return row && toBlock(row)
}

/** Blocks with all that their current versions say. */
export async function wholeBlocks(
  tx: Tx,
  scope: Scope,
  ids: readonly Id<'adb'>[],
): Promise<(BlockRow & Pick<AdviceContent, 'references'>)[]> {
  const rows = await tx.rows<Stored<BlockRow & Pick<AdviceContent, 'references'>>>(
    sql`select ${blockColumns}, v.reference_list as references from ${blocks}
        where b.id = any (${ids.map(uuidOf)}::uuid[]) and ${visible(scope)}`,
  )
  return rows.map(toBlock)
}

/** The numbers of the versions that count. */
export async function versionsOf(tx: Tx, scope: Scope, ids: readonly Id<'adb'>[]): Promise<{ id: Id<'adb'>; version: number }[]> {
  const rows = await tx.rows<{ id: string; version: number }>(
    sql`select id, version from advice_block where id = any (${ids.map(uuidOf)}::uuid[]) and ${visible(scope)}`,
  )
  return rows.map(({ id, version }) => ({ id: toId('adb', id), version }))
}

/** Blocks that have been changed since they were made, with the numbers of the versions that count. */
export async function changedBlocks(tx: Tx, scope: Scope): Promise<{ id: Id<'adb'>; version: number }[]> {
  const rows = await tx.rows<{ id: string; version: number }>(
    sql`select id, version from advice_block where version > 1 and ${visible(scope)}`,
  )
  return rows.map(({ id, version }) => ({ id: toId('adb', id), version }))
}

export async function versionRow(tx: Tx, scope: Scope, id: Id<'adb'>, version: number): Promise<AdviceVersion | undefined> {
  const row = await tx.one<AdviceVersion>(
    sql`select version, topic, texts, reference_list as references, why, made_at as "madeAt", made_by as "madeBy"
        from advice_version where block_id = ${uuidOf(id)}::uuid and version = ${version} and ${visible(scope)}`,
  )
  return row && { ...row, texts: wholeTexts(row.texts) }
}

/** A step with the number that tells steps of one moment apart. */
export type StepRow = AdviceStep & { number: number }

/** What has happened to a block, newest first. */
export function stepPage(
  tx: Tx,
  scope: Scope,
  id: Id<'adb'>,
  page: { after?: string | undefined; limit: number },
): Promise<StepRow[]> {
  const [moment, number] = page.after?.split('~') ?? []
  return tx.rows<StepRow>(sql`
    select * from (
      select made_at as at, case version when 1 then 'made' else 'changed' end as what, version, why, made_by as who, version * 2::bigint as number
      from advice_version where block_id = ${uuidOf(id)}::uuid
      union all
      select at, case when retired then 'retired' else 'restored' end, null, why, who, id * 2 + 1
      from advice_retirement where block_id = ${uuidOf(id)}::uuid
    ) step
    where ${visible(scope)} ${page.after ? sql`and (at, number) < (${moment}::timestamptz, ${number}::bigint)` : empty}
    order by at desc, number desc limit ${page.limit}`)
}

/** Lets only this transaction change a block until it ends. */
export const holdBlock = (tx: Tx, scope: Scope, id: Id<'adb'>): Promise<unknown> =>
  tx.one(sql`select id from advice_block where id = ${uuidOf(id)}::uuid and ${visible(scope)} for update`)

/** Adds a block at version 1; 0 when it is there. Its version is added by `addVersion`. */
export const addBlock = (tx: Tx, scope: Scope, id: Id<'adb'>, { topic, texts }: AdviceContent, now: Utc): Promise<number> =>
  tx.run(sql`
    insert into advice_block (id, version, topic, missing, search, changed_at, changed_by)
    select ${uuidOf(id)}::uuid, 1, ${topic}, ${missingIn(texts)}::text[], ${searchedIn(texts)}, ${now}::timestamptz, ${scope.who.name}
    where ${visible(scope)} on conflict do nothing`)

/** Makes a version the one that counts. */
export const moveTo = (
  tx: Tx,
  scope: Scope,
  id: Id<'adb'>,
  version: number,
  { topic, texts }: AdviceContent,
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    update advice_block set version = ${version}, topic = ${topic}, missing = ${missingIn(texts)}::text[], search = ${searchedIn(texts)},
      changed_at = ${now}, changed_by = ${scope.who.name}
    where id = ${uuidOf(id)}::uuid and ${visible(scope)}`)

export const addVersion = (
  tx: Tx,
  scope: Scope,
  id: Id<'adb'>,
  version: number,
  { topic, texts, references, why }: AdviceContent & { why: string },
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    insert into advice_version (block_id, version, topic, texts, reference_list, why, made_at, made_by)
    select ${uuidOf(id)}::uuid, ${version}, ${topic}, ${JSON.stringify(onlyThere(texts))}::jsonb, ${JSON.stringify(references)}::jsonb,
      ${why}, ${now}::timestamptz, ${scope.who.name}
    where ${visible(scope)}`)

const onlyThere = (texts: AdviceTexts): Partial<AdviceTexts> =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== null))

/** Puts a block away or takes it out again, and remembers who did and why. */
export async function setRetired(
  tx: Tx,
  scope: Scope,
  id: Id<'adb'>,
  { retired, why }: { retired: boolean; why: string },
  now: Utc,
): Promise<void> {
  await tx.run(
    sql`update advice_block set retired = ${retired}, changed_at = ${now}, changed_by = ${scope.who.name}
        where id = ${uuidOf(id)}::uuid and ${visible(scope)}`,
  )
  await tx.run(
    sql`insert into advice_retirement (block_id, retired, why, at, who)
        select ${uuidOf(id)}::uuid, ${retired}, ${why}, ${now}::timestamptz, ${scope.who.name} where ${visible(scope)}`,
  )
}

/** How much the library holds, for `varde doctor`. */
export async function figures(tx: Tx): Promise<{ blocks: number; retired: number; withoutVersion: number }> {
  return (await tx.one<{ blocks: number; retired: number; withoutVersion: number }>(
    sql`select count(*)::int as blocks, (count(*) filter (where retired))::int as retired,
          (count(*) filter (where not exists (select from advice_version v where v.block_id = b.id and v.version = b.version)))::int as "withoutVersion"
        from advice_block b`,
  ))!
}
