import { type Id, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { jsonText, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Words } from './contract.ts'

const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

/** Another wording than the warning's own; an empty summary leaves that of the warning. */
export interface Variant {
  key: 'b' | 'c'
  title: Words
  summary: Words
}

/** The other wordings of one version, in the order of their keys. */
export const variantRows = (
  tx: Tx,
  scope: Scope,
  { advisory, version }: { advisory: Id<'adv'>; version: number },
): Promise<Variant[]> =>
  tx.rows<Variant>(sql`
    select key, title, summary from advisory_variant
    where advisory_id = ${uuidOf(advisory)}::uuid and version = ${version} and ${visible(scope)} order by key`)

/** Puts other wordings in the place of those there were. */
export async function replaceVariants(
  tx: Tx,
  scope: Scope,
  { advisory, version }: { advisory: Id<'adv'>; version: number },
  variants: readonly Variant[],
): Promise<void> {
  await tx.run(sql`
    delete from advisory_variant where advisory_id = ${uuidOf(advisory)}::uuid and version = ${version} and ${visible(scope)}`)
  for (const { key, title, summary } of variants)
    await tx.run(sql`
      insert into advisory_variant (advisory_id, version, key, title, summary)
      select ${uuidOf(advisory)}::uuid, ${version}::int, ${key}, ${jsonText(title)}::jsonb, ${jsonText(summary)}::jsonb where ${visible(scope)}`)
}

/** Keeps in which wording each of these is told. */
export const noteWordings = (
  tx: Tx,
  scope: Scope,
  { advisory, version }: { advisory: Id<'adv'>; version: number },
  given: readonly { organisation: Id<'org'>; key: string }[],
): Promise<number> =>
  tx.run(sql`
    update advisory_address a set wording = w.key
    from unnest(${given.map(({ organisation }) => uuidOf(organisation))}::uuid[], ${given.map(({ key }) => key)}::text[]) as w (organisation, key)
    where a.advisory_id = ${uuidOf(advisory)}::uuid and a.version = ${version} and a.organisation_id = w.organisation and ${visible(scope)}`)
