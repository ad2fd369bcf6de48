import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { AdvisoryContent, Reason, Version } from './contract.ts'

/** A version as it was published, for rooms that tell of it. */
export interface IssuedVersion {
  advisory: Id<'adv'>
  version: number
  trackingId: string
  content: AdvisoryContent
  publishedAt: Utc
  ended: NonNullable<Version['ended']>['how'] | null
}

interface StoredIssued {
  advisory_id: string
  version: number
  tracking_id: string
  content: AdvisoryContent
  published_at: Utc
  ended_how: IssuedVersion['ended']
}

const toIssued = (row: StoredIssued): IssuedVersion => ({
  advisory: toId('adv', row.advisory_id),
  version: row.version,
  trackingId: row.tracking_id,
  content: row.content,
  publishedAt: row.published_at,
  ended: row.ended_how,
})

const visible = (scope: Scope): Sql => sql`${scope.team}::boolean`

/** These versions, as far as they were published. */
export async function issuedAs(
  tx: Tx,
  scope: Scope,
  wanted: readonly { advisory: Id<'adv'>; version: number }[],
): Promise<IssuedVersion[]> {
  if (wanted.length === 0) return []
  const rows = await tx.rows<StoredIssued>(sql`
    select v.advisory_id, v.version, v.tracking_id, v.content, v.published_at, v.ended_how
    from unnest(${wanted.map(({ advisory }) => uuidOf(advisory))}::uuid[], ${wanted.map(({ version }) => version)}::int[]) as w (id, version)
    join advisory_version v on v.advisory_id = w.id and v.version = w.version
    where ${visible(scope)} order by v.published_at desc, v.advisory_id desc`)
  return rows.map(toIssued)
}

/** The newest version of each warning that was published after a moment and is neither withdrawn nor over, newest first, at most so many. */
export async function issuedSince(tx: Tx, scope: Scope, since: Utc, limit: number): Promise<IssuedVersion[]> {
  const rows = await tx.rows<StoredIssued>(sql`
    select advisory_id, version, tracking_id, content, published_at, ended_how from advisory_version
    where published_at > ${since}::timestamptz and ended_how is null and ${visible(scope)}
    order by published_at desc, advisory_id desc limit ${limit}`)
  return rows.map(toIssued)
}

/** Which of these versions were addressed to an organisation, each with its reasons. */
export async function reasonsAt(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  issued: readonly IssuedVersion[],
): Promise<Map<Id<'adv'>, Reason[]>> {
  const rows = await tx.rows<{ advisory_id: string; reasons: Reason[] }>(sql`
    select a.advisory_id, a.reasons
    from unnest(${issued.map(({ advisory }) => uuidOf(advisory))}::uuid[], ${issued.map(({ version }) => version)}::int[]) as w (id, version)
    join advisory_address a on a.advisory_id = w.id and a.version = w.version
    where a.organisation_id = ${uuidOf(organisation)}::uuid and ${visible(scope)}`)
  return new Map(rows.map(({ advisory_id, reasons }) => [toId('adv', advisory_id), reasons]))
}
