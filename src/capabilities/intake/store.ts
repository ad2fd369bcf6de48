import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { empty, sql, type Tx } from '#platform/db/db.ts'
import type { IgnoreRule } from './rules.ts'

/** The rules that hold now. */
export async function rulesInForce(tx: Tx, now: Utc): Promise<IgnoreRule[]> {
  const rows = await tx.rows<{
    id: string
    organisation: string | null
    kind: string | null
    source: string | null
    network: string | null
    host: string | null
    created_at: Utc
    expires_at: Utc
  }>(
    sql`select id, organisation_id as organisation, kind, source, network::text as network, host, created_at, expires_at from ignore_rule
        where ended_at is null and expires_at > ${now} order by created_at, id`,
  )
  return rows.map((row) => ({ ...row, from: Date.parse(row.created_at), until: Date.parse(row.expires_at) }))
}

export interface RuleRow {
  id: Id<'ign'>
  organisation: Id<'org'> | null
  kind: string | null
  source: string | null
  network: string | null
  host: string | null
  reason: string
  author: string
  createdAt: Utc
  expiresAt: Utc
  ended: boolean
}

/** Ignore rules, newest first; ended and expired ones only when asked for. For the team. */
export async function listRules(
  tx: Tx,
  scope: Scope,
  page: { after?: string | undefined; limit: number; ended?: boolean | undefined },
  now: Utc,
) {
  const rows = await tx.rows<{
    id: string
    organisation_id: string | null
    kind: string | null
    source: string | null
    network: string | null
    host: string | null
    reason: string
    author_name: string
    created_at: Utc
    expires_at: Utc
    ended_at: Utc | null
  }>(
    sql`select id, organisation_id, kind, source, network::text as network, host, reason, author_name, created_at, expires_at, ended_at from ignore_rule
        where ${scope.team} ${page.after ? sql` and id < ${page.after}::uuid` : empty} ${page.ended ? empty : sql` and ended_at is null and expires_at > ${now}`}
        order by id desc limit ${page.limit + 1}`,
  )
  const shown = rows.slice(0, page.limit).map(
    (row): RuleRow => ({
      id: toId('ign', row.id),
      organisation: row.organisation_id ? toId('org', row.organisation_id) : null,
      kind: row.kind,
      source: row.source,
      network: row.network,
      host: row.host,
      reason: row.reason,
      author: row.author_name,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      ended: row.ended_at !== null || row.expires_at <= now,
    }),
  )
  return { rows: shown, ...(rows.length > page.limit && { next: uuidOf(shown.at(-1)!.id) }) }
}

export async function insertRule(
  tx: Tx,
  scope: Scope,
  rule: {
    id: Id<'ign'>
    organisationId: Id<'org'> | null
    kind: string | null
    source: string | null
    network: string | null
    host: string | null
    reason: string
    expiresAt: Utc
  },
  now: Utc,
): Promise<void> {
  await tx.run(
    sql`insert into ignore_rule (id, organisation_id, kind, source, network, host, reason, author, author_name, created_at, expires_at)
        select ${uuidOf(rule.id)}::uuid, ${rule.organisationId ? uuidOf(rule.organisationId) : null}::uuid, ${rule.kind}, ${rule.source}, ${rule.network}::cidr, ${rule.host},
               ${rule.reason}, ${scope.who.id}, ${scope.who.name}, ${now}::timestamptz, ${rule.expiresAt}::timestamptz where ${scope.team}`,
  )
}

export const endRule = (tx: Tx, scope: Scope, id: Id<'ign'>, now: Utc): Promise<number> =>
  tx.run(sql`update ignore_rule set ended_at = ${now} where id = ${uuidOf(id)}::uuid and ended_at is null and ${scope.team}`)
