import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Reason } from './contract.ts'

const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

/** Somebody for whom a warning is over: the last version that went to it, why that did, and how it ended. */
export interface Over {
  organisation: Id<'org'>
  version: number
  reasons: Reason[]
  how: 'replaced' | 'withdrawn' | 'closed'
  words: string
}

/** The last row of each addressee of a warning, joined with the version that it went to. */
const lastOf = (advisory: Id<'adv'>): Sql => sql`
  advisory_address a join advisory_version v on v.advisory_id = a.advisory_id and v.version = a.version
  where a.advisory_id = ${uuidOf(advisory)}::uuid
    and not exists (select from advisory_address l
      where l.advisory_id = a.advisory_id and l.organisation_id = a.organisation_id and l.version > a.version)`

/**
 * Those who were told of a warning, or read it while it held, for whom it is over and who have not been told so; by organisation, held
 * until the transaction ends. Whoever was told that it is over and then addressed again counts from there.
 */
export async function untoldOver(tx: Tx, scope: Scope, advisory: Id<'adv'>, limit: number): Promise<Over[]> {
  const rows = await tx.rows<Omit<Over, 'organisation'> & { organisation: string }>(sql`
    select a.organisation_id as organisation, a.version, a.reasons, v.ended_how as how, coalesce(v.ended_words, '') as words
    from ${lastOf(advisory)} and v.ended_how is not null and not a.over_told and ${visible(scope)}
      and exists (select from advisory_address t
        where t.advisory_id = a.advisory_id and t.organisation_id = a.organisation_id and (t.told_at is not null or t.read_at <= v.ended_at)
          and t.version > coalesce((select max(o.version) from advisory_address o
            where o.advisory_id = a.advisory_id and o.organisation_id = a.organisation_id and o.over_told), 0))
    order by a.organisation_id limit ${limit} for update of a`)
  return rows.map((row) => ({ ...row, organisation: toId('org', row.organisation) }))
}

/** How a version ended for one of those it went to; nothing while it holds. */
export async function overOf(
  tx: Tx,
  scope: Scope,
  { advisory, version }: { advisory: Id<'adv'>; version: number },
  organisation: Id<'org'>,
): Promise<Over | undefined> {
  const row = await tx.one<Omit<Over, 'organisation'>>(sql`
    select a.version, a.reasons, v.ended_how as how, coalesce(v.ended_words, '') as words
    from advisory_address a join advisory_version v on v.advisory_id = a.advisory_id and v.version = a.version
    where a.advisory_id = ${uuidOf(advisory)}::uuid and a.version = ${version} and a.organisation_id = ${uuidOf(organisation)}::uuid
      and v.ended_how is not null and ${visible(scope)}`)
  return row && { ...row, organisation }
}

/** Notes that these know, or will know, that a warning is over for them. */
export const noteOver = (tx: Tx, scope: Scope, advisory: Id<'adv'>, organisations: readonly Id<'org'>[]): Promise<number> =>
  tx.run(sql`
    update advisory_address set over_told = true
    where (advisory_id, version, organisation_id) in (
      select a.advisory_id, a.version, a.organisation_id from ${lastOf(advisory)}
        and a.organisation_id = any (${organisations.map(uuidOf)}::uuid[])) and ${visible(scope)}`)

/** Notes that these were to be told that a warning is over for them, and were not: they were addressed again before. */
export const forgetOver = (tx: Tx, scope: Scope, advisory: Id<'adv'>, organisations: readonly Id<'org'>[]): Promise<number> =>
  tx.run(sql`
    update advisory_address set over_told = false
    where (advisory_id, version, organisation_id) in (
      select distinct on (a.organisation_id) a.advisory_id, a.version, a.organisation_id from advisory_address a
      where a.advisory_id = ${uuidOf(advisory)}::uuid and a.organisation_id = any (${organisations.map(uuidOf)}::uuid[]) and a.over_told
      order by a.organisation_id, a.version desc) and ${visible(scope)}`)

/** Whether a warning is over for somebody who has not been told so. */
export const isOverFor = async (
  tx: Tx,
  scope: Scope,
  advisory: Id<'adv'>,
  organisations: readonly Id<'org'>[],
): Promise<boolean> =>
  (await tx.one(sql`
    select 1 from ${lastOf(advisory)} and v.ended_how is not null and not a.over_told
      and a.organisation_id = any (${organisations.map(uuidOf)}::uuid[]) and ${visible(scope)} limit 1`)) !== undefined

/** The version of the all-clear that ended a warning; nothing when it was not ended by one. */
export async function allClearOf(
  tx: Tx,
  scope: Scope,
  advisory: Id<'adv'>,
): Promise<{ id: Id<'adv'>; version: number } | undefined> {
  const row = await tx.one<{ id: string; version: number }>(sql`
    select c.advisory_id as id, c.version
    from advisory a join advisory_version v on v.advisory_id = a.id and v.version = a.version and v.ended_how = 'closed'
      join advisory b on b.tracking_id = v.ended_words
      join advisory_version c on c.advisory_id = b.id and c.published_at = v.ended_at and c.type = 'all-clear'
    where a.id = ${uuidOf(advisory)}::uuid and ${visible(scope)} limit 1`)
  return row && { id: toId('adv', row.id), version: row.version }
}
