import { createHash } from 'node:crypto'
import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Utc } from '#domain/time.ts'
import { sql, type Tx } from './db/db.ts'

/** One line of the audit trail: who did what to which thing. Never holds what was secret about it. */
export interface AuditEntry {
  action: string
  object: string
  organisation?: Id<'org'> | undefined
  detail?: Record<string, unknown>
}

interface Sealed {
  position: number
  at: Utc
  who_kind: string
  who: string
  who_name: string
  action: string
  object: string
  organisation_id: string | null
  detail: unknown
}

/** Appends to the trail in the transaction of the deed; entries are sealed one after the other. */
export async function audit(tx: Tx, entry: AuditEntry, now: Utc): Promise<void> {
  const head = await tx.one<{ position: number; hash: string }>(sql`select position, hash from audit_head for update`)
  const sealed: Sealed = {
    position: head!.position + 1,
    at: now,
    who_kind: tx.scope.who.kind,
    who: tx.scope.who.id,
    who_name: tx.scope.who.name,
    action: entry.action,
    object: entry.object,
    organisation_id: entry.organisation ? uuidOf(entry.organisation) : null,
    detail: JSON.parse(JSON.stringify(entry.detail ?? {})),
  }
  const hash = sealOf(head!.hash, sealed)
  await tx.run(
    sql`insert into audit (position, at, who_kind, who, who_name, action, object, organisation_id, detail, previous, hash)
        values (${sealed.position}, ${sealed.at}, ${sealed.who_kind}, ${sealed.who}, ${sealed.who_name}, ${sealed.action}, ${sealed.object},
                ${sealed.organisation_id}, ${JSON.stringify(sealed.detail)}, ${head!.hash}, ${hash})`,
  )
  await tx.run(sql`update audit_head set position = ${sealed.position}, hash = ${hash}`)
}

/** SHA-256 over the entry before and this one; keys in a fixed order at every depth, since the database does not keep it. */
const sealOf = (previous: string, entry: Sealed): string =>
  createHash('sha256')
    .update(previous)
    .update(
      JSON.stringify(
        canonical([
          entry.position,
          entry.at,
          entry.who_kind,
          entry.who,
          entry.who_name,
          entry.action,
          entry.object,
          entry.organisation_id,
          entry.detail,
        ]),
      ),
    )
    .digest('hex')

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  )
}

/** Verifies the whole trail; `broken` is the first position that does not fit what stands before it, or is missing. */
export async function verifyAudit(tx: Tx): Promise<{ entries: number; broken?: number }> {
  let previous = '0'.repeat(64)
  let position = 0
  for (;;) {
    const page = await tx.rows<Sealed & { previous: string; hash: string }>(
      sql`select position, at, who_kind, who, who_name, action, object, organisation_id, detail, previous, hash
          from audit where position > ${position} order by position limit 1000`,
    )
    for (const entry of page) {
      const fits = entry.position === position + 1 && entry.previous === previous && entry.hash === sealOf(previous, entry)
      if (!fits) return { entries: position, broken: position + 1 }
      position = entry.position
      previous = entry.hash
    }
    if (page.length === 0) break
  }
  const head = await tx.one<{ position: number; hash: string }>(sql`select position, hash from audit_head`)
  return head!.position === position && head!.hash === previous
    ? { entries: position }
    : { entries: position, broken: position + 1 }
}

/** One page of the trail, newest first, optionally of one organisation, action or object. */
export async function auditPage(
  tx: Tx,
  filter: {
    after?: string | undefined
    limit: number
    organisation?: Id<'org'> | undefined
    action?: string | undefined
    q?: string | undefined
  },
) {
  const rows = await tx.rows<Sealed & { hash: string }>(
    sql`select position, at, who_kind, who, who_name, action, object, organisation_id, detail, hash from audit
        where position < ${filter.after ? Number(filter.after) : Number.MAX_SAFE_INTEGER}
          and (${filter.organisation ? uuidOf(filter.organisation) : null}::uuid is null or organisation_id = ${filter.organisation ? uuidOf(filter.organisation) : null}::uuid)
          and (${filter.action ?? null}::text is null or action like ${`${filter.action ?? ''}%`})
          and (${filter.q ?? null}::text is null or object = ${filter.q ?? ''} or who_name ilike ${`%${filter.q ?? ''}%`})
        order by position desc limit ${filter.limit + 1}`,
  )
  const page = rows.slice(0, filter.limit)
  return {
    rows: page.map((row) => ({
      position: row.position,
      at: row.at,
      who: { kind: row.who_kind, id: row.who, name: row.who_name },
      action: row.action,
      object: row.object,
      organisation: row.organisation_id ? toId('org', row.organisation_id) : null,
      detail: row.detail as Record<string, unknown>,
      hash: row.hash,
    })),
    ...(rows.length > filter.limit && { next: String(page.at(-1)!.position) }),
  }
}

/** Notes that somebody of the team read what belongs to an organisation; the organisation can see it. */
export async function noteReading(tx: Tx, organisation: Id<'org'>, object: string, now: Utc): Promise<void> {
  if (!tx.scope.team || tx.scope.who.kind === 'system') return
  await tx.run(
    sql`insert into read_log (organisation_id, at, who, who_name, object)
        values (${uuidOf(organisation)}, ${now}, ${tx.scope.who.id}, ${tx.scope.who.name}, ${object})`,
  )
}

/** Who read what of an organisation, newest first. */
export async function readingsOf(tx: Tx, organisation: Id<'org'>, filter: { after?: string | undefined; limit: number }) {
  const rows = await tx.rows<{ id: number; at: Utc; who_name: string; object: string }>(
    sql`select id, at, who_name, object from read_log
        where organisation_id = ${uuidOf(organisation)} and id < ${filter.after ? Number(filter.after) : Number.MAX_SAFE_INTEGER}
        order by id desc limit ${filter.limit + 1}`,
  )
  const page = rows.slice(0, filter.limit)
  return {
    rows: page.map((row) => ({ at: row.at, who: row.who_name, object: row.object })),
    ...(rows.length > filter.limit && { next: String(page.at(-1)!.id) }),
  }
}
