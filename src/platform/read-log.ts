import { type Id, uuidOf } from '#domain/id.ts'
import { ownOrganisations } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { join, type Sql, sql, type Tx } from './db/db.ts'

/** Whose rows a file holds, and how many of each. */
export type RowsOf = ReadonlyMap<Id<'org'>, number>

/** Counts one more row of an organisation. */
export const countRow = (rows: Map<Id<'org'>, number>, organisation: Id<'org'> | null | undefined): void => {
  if (organisation) rows.set(organisation, (rows.get(organisation) ?? 0) + 1)
}

const isOwner = (id: unknown): id is Id<'org'> => typeof id === 'string' && /^org_[0-9a-f]{32}$/.test(id)
const idIn = (value: unknown): unknown => (typeof value === 'string' ? value : (value as { id?: unknown } | null)?.id)

/**
 * The organisations whose things stand in an answer: each `organisation` and `recipient` of it, as an id or as a thing that has one, and each
 * of its `rows` that is an organisation.
 */
export function ownersIn(said: unknown): Id<'org'>[] {
  const owners = new Set<Id<'org'>>()
  const look = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return
    for (const [name, inner] of Object.entries(value)) {
      const named = name === 'rows' && Array.isArray(inner) ? inner.map(idIn) : []
      const ids = ['organisation', 'recipient'].includes(name) ? [idIn(inner)] : named
      for (const id of ids) if (isOwner(id)) owners.add(id)
      look(inner)
    }
  }
  look(said)
  return [...owners]
}

const mostNoted = 500

/**
 * Notes that somebody who is not of the team read what belongs to other organisations: by a delegation, or because they operate for
 * them. Whom the reader neither stands in for nor operates for, the database leaves out; the same within an hour is noted once.
 */
export async function noteOutsider(tx: Tx, organisations: readonly Id<'org'>[], object: string, now: Utc): Promise<void> {
  await callNote(tx, new Map(organisations.slice(0, mostNoted).map((id) => [id, null])), object, 'read', now)
}

/** Notes that rows of organisations left in a file: each sees its own number alone. One's own rows are nobody else's concern. */
export async function noteExport(tx: Tx, rows: RowsOf, object: string, now: Utc): Promise<void> {
  const { team, who, why } = tx.scope
  if (who.kind === 'system' || rows.size === 0) return
  if (!team) {
    const own = new Set<string>(ownOrganisations(tx.scope))
    return callNote(tx, new Map([...rows].filter(([id]) => !own.has(id))), object, 'export', now)
  }
  await tx.run(
    sql`insert into read_log (organisation_id, at, who, who_name, object, form, why, rows)
        select of.id, ${now}::timestamptz, ${who.id}, ${who.name}, ${object}, 'export', ${why ?? null}, of.rows
        from unnest(${[...rows.keys()].map(uuidOf)}::uuid[], ${[...rows.values()]}::integer[]) as of (id, rows)`,
  )
}

async function callNote(
  tx: Tx,
  rows: ReadonlyMap<Id<'org'>, number | null>,
  object: string,
  form: 'read' | 'export',
  now: Utc,
): Promise<void> {
  if (rows.size === 0) return
  // What an organisation calls its keys is nobody else's concern.
  const reader = tx.scope.who.kind === 'key' ? '' : tx.scope.who.name
  await tx.run(
    sql`select note_readings(${[...rows.keys()].map(uuidOf)}::uuid[], ${now}::timestamptz, ${reader}, ${object}, ${form},
          ${tx.scope.why ?? null}, ${[...rows.values()]}::integer[])`,
  )
}

/** What is looked for in the read log. `who` is a part of the name of a reader or of the organisation they came from. */
export interface ReadingFilter {
  who?: string | undefined
  side?: 'team' | 'delegate' | 'operator' | undefined
  form?: 'read' | 'export' | undefined
  object?: string | undefined
  from?: Utc | undefined
  to?: Utc | undefined
}

/** A line of the read log. `why` is the page or task from which it was read; `rows` how many of the organisation's rows a file held. */
export interface Reading {
  position: number
  at: Utc
  who: string
  /** Of an outside key the name is empty. */
  kind: 'person' | 'key'
  side: 'team' | 'delegate' | 'operator'
  through: string | null
  form: 'read' | 'export'
  object: string
  why: string | null
  rows: number | null
}

const pattern = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`

const fitting = ({ who, side, form, object, from, to }: ReadingFilter): Sql =>
  join(
    [
      who && sql`(who_name ilike ${pattern(who)} or through_name ilike ${pattern(who)})`,
      side && sql`side = ${side}`,
      form && sql`form = ${form}`,
      object && sql`object = ${object}`,
      from && sql`at >= ${from}`,
      to && sql`at < ${to}`,
      sql`true`,
    ].filter((part) => typeof part === 'object'),
    ' and ',
  )

/** Who read what of an organisation, newest first. */
export async function readingsOf(
  tx: Tx,
  organisation: Id<'org'>,
  filter: ReadingFilter & { after?: string | undefined; limit: number },
): Promise<{ rows: Reading[]; next?: string }> {
  const found = await tx.rows<Reading & { by: string }>(
    sql`select id as position, at, who_name as who, who as by, side, through_name as through, form, object, why, rows from read_log
        where organisation_id = ${uuidOf(organisation)} and id < ${filter.after ? Number(filter.after) : Number.MAX_SAFE_INTEGER}
          and ${fitting(filter)}
        order by id desc limit ${filter.limit + 1}`,
  )
  const rows = found.slice(0, filter.limit).map(({ by, ...row }) => ({ ...row, kind: keyOrPerson(by) }))
  return { rows, ...(found.length > filter.limit && { next: String(rows.at(-1)!.position) }) }
}

const keyOrPerson = (who: string): Reading['kind'] => (who.startsWith('key_') ? 'key' : 'person')
