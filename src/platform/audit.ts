import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Result } from '#domain/result.ts'
import { isOwn, type Scope } from '#domain/scope.ts'
import { hour, later, type Utc } from '#domain/time.ts'
import { type Sealed, sealOf } from './audit-chain.ts'
import { type Db, join, type Sql, sql, type Tx } from './db/db.ts'
import { noteOutsider } from './read-log.ts'

/** One line of the audit trail: who did what to which thing. Never holds what was secret about it. */
export interface AuditEntry {
  action: string
  object: string
  organisation?: Id<'org'> | undefined
  detail?: Record<string, unknown>
}

type Unsealed = Omit<Sealed, 'position'>

const waiting = new WeakMap<Tx, Unsealed[]>()

/**
 * Appends to the trail in the transaction of the deed, as its last act: entries are sealed one after the other, and nobody else's deed
 * waits for one that takes long.
 */
export async function audit(tx: Tx, entry: AuditEntry, now: Utc): Promise<void> {
  const unsealed: Unsealed = {
    at: now,
    who_kind: tx.scope.who.kind,
    who: tx.scope.who.id,
    who_name: tx.scope.who.name,
    action: entry.action,
    object: entry.object,
    organisation_id: entry.organisation ? uuidOf(entry.organisation) : null,
    detail: JSON.parse(JSON.stringify(entry.detail ?? {})),
  }
  const entries = waiting.get(tx)
  if (entries) {
    entries.push(unsealed)
    return
  }
  waiting.set(tx, [unsealed])
  tx.beforeCommit(() => seal(tx))
}

async function seal(tx: Tx): Promise<void> {
  const head = (await tx.one<{ position: number; hash: string }>(sql`select position, hash from audit_head for update`))!
  for (const unsealed of waiting.get(tx) ?? []) {
    const sealed: Sealed = { position: head.position + 1, ...unsealed }
    const hash = sealOf(head.hash, sealed)
    await tx.run(
      sql`insert into audit (position, at, who_kind, who, who_name, action, object, organisation_id, detail, previous, hash)
          values (${sealed.position}, ${sealed.at}, ${sealed.who_kind}, ${sealed.who}, ${sealed.who_name}, ${sealed.action}, ${sealed.object},
                  ${sealed.organisation_id}, ${JSON.stringify(sealed.detail)}, ${head.hash}, ${hash})`,
    )
    await tx.run(sql`update audit_head set position = ${sealed.position}, hash = ${hash}`)
    Object.assign(head, { position: sealed.position, hash })
  }
  waiting.delete(tx)
}

/** What is looked for in the trail. `action` is whole or its beginning, `q` an object or a part of a name; `from` counts, `to` does not. */
export interface AuditFilter {
  organisation?: Id<'org'> | undefined
  action?: string | undefined
  object?: string | undefined
  who?: string | undefined
  from?: Utc | undefined
  to?: Utc | undefined
  q?: string | undefined
}

/** A beginning as `like` takes it: what is a wildcard there stands for itself. */
const beginning = (text: string): string => `${text.replaceAll(/[\\%_]/g, '\\$&')}%`

/** The names in the trail that a text is part of; they are few, however long the trail is, and the index leaps from one to the next. */
async function namesWith(tx: Tx, text: string): Promise<string[]> {
  const rows = await tx.rows<{ name: string }>(sql`
    with recursive named (name) as (
      (select who_name from audit order by who_name limit 1)
      union all
      select (select who_name from audit where who_name > name order by who_name limit 1) from named where name is not null)
    select name from named where position(lower(${text}) in lower(name)) > 0`)
  return rows.map(({ name }) => name)
}

const fitting = (filter: AuditFilter, names: readonly string[]): Sql =>
  join(
    [
      filter.organisation && sql`organisation_id = ${uuidOf(filter.organisation)}`,
      filter.action && sql`action like ${beginning(filter.action)}`,
      filter.object && sql`object = ${filter.object}`,
      filter.who && sql`who = ${filter.who}`,
      filter.from && sql`at >= ${filter.from}`,
      filter.to && sql`at < ${filter.to}`,
      filter.q && sql`(object = ${filter.q} or who_name = any (${[...names]}::text[]))`,
      sql`true`,
    ].filter((part) => typeof part === 'object'),
    ' and ',
  )

/** One page of the trail, newest first. */
export async function auditPage(tx: Tx, filter: AuditFilter & { after?: string | undefined; limit: number }) {
  const names = filter.q ? await namesWith(tx, filter.q) : []
  const rows = await tx.rows<Sealed & { hash: string }>(
    sql`select position, at, who_kind, who, who_name, action, object, organisation_id, detail, hash from audit
        where position < ${filter.after ? Number(filter.after) : Number.MAX_SAFE_INTEGER} and ${fitting(filter, names)}
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

/** Which of these organisations something was done for since a moment, in whatever part of the house. */
export async function doneForSince(tx: Tx, organisations: readonly Id<'org'>[], since: Utc): Promise<Id<'org'>[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    select id from unnest(${organisations.map(uuidOf)}::uuid[]) as of (id)
    where exists (select from audit where organisation_id = of.id and at > ${since}::timestamptz)`)
  return rows.map(({ id }) => toId('org', id))
}

/** Notes that somebody of the team read what belongs to an organisation; the organisation can see it, and from where it was read. */
export async function noteReading(tx: Tx, organisation: Id<'org'>, object: string, now: Utc): Promise<void> {
  if (!tx.scope.team || tx.scope.who.kind === 'system') return
  await tx.run(
    sql`insert into read_log (organisation_id, at, who, who_name, object, why)
        values (${uuidOf(organisation)}, ${now}, ${tx.scope.who.id}, ${tx.scope.who.name}, ${object}, ${tx.scope.why ?? null})`,
  )
}

/** Answers what belongs to one organisation. When the team reads it, the organisation can see that. */
export async function reading<Value>(
  db: Db,
  scope: Scope,
  id: Id<'org'>,
  object: string,
  now: Utc,
  work: (tx: Tx) => Promise<Result<Value, 'not-found'>>,
): Promise<Result<Value, 'not-found'>> {
  if (!scope.team) return db.read(scope, work)
  return db.in(scope, async (tx) => {
    const answer = await work(tx)
    if (answer.ok) await noteReading(tx, id, object, now)
    return answer
  })
}

/**
 * Notes it of whoever is not of the organisation: the team, a delegate, who operates for it. For what is its without the address or the
 * answer saying so; the server finds the rest by itself.
 */
export async function noteAnyReading(tx: Tx, organisation: Id<'org'>, object: string, now: Utc): Promise<void> {
  if (tx.scope.team) return noteReading(tx, organisation, object, now)
  if (tx.scope.organisations.length > 0 && !isOwn(tx.scope, organisation)) await noteOutsider(tx, [organisation], object, now)
}

/** Notes that the team met things of these organisations in a list; who looks again within the hour is noted once. */
export async function noteListed(tx: Tx, organisations: readonly Id<'org'>[], object: string, now: Utc): Promise<void> {
  const { team, who, why = null } = tx.scope
  if (!team || who.kind === 'system' || organisations.length === 0) return
  await tx.run(
    sql`insert into read_log (organisation_id, at, who, who_name, object, why)
        select of.id, ${now}::timestamptz, ${who.id}, ${who.name}, ${object}, ${why}
        from unnest(${[...new Set(organisations)].map(uuidOf)}::uuid[]) as of (id)
        where not exists (
          select from read_log before
          where before.organisation_id = of.id and before.who = ${who.id} and before.object = ${object} and before.form = 'read'
            and before.why is not distinct from ${why}::text and before.at > ${later(now, -hour)}::timestamptz)`,
  )
}

/** Who read what of an organisation, newest first. */
export { readingsOf } from './read-log.ts'
