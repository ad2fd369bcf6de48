import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { empty, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { HoldingForm } from './contract.ts'
import type { HoldingRow } from './store.ts'
import { holdingColumns, lastIn, type StoredHolding, toHoldingRow } from './store-shapes.ts'

/** What others own at a moment or later that is one of these values, or lies inside one; for the team. */
export async function heldByOthers(
  tx: Tx,
  scope: Scope,
  claimed: { organisationId: Id<'org'>; form: HoldingForm; around: readonly string[]; value: string },
  at: Utc,
): Promise<HoldingRow[]> {
  const { organisationId, form, around, value } = claimed
  const others = sql`
    select id from holding where organisation_id <> ${uuidOf(organisationId)} and relation = 'owns'
      and (valid_to is null or (valid_to > ${at} and valid_to > valid_from)) and ${scope.team}::boolean`
  const rows = await tx.rows<StoredHolding>(sql`
    select ${holdingColumns} from holding where id in (
      (${others} and form = ${form} and value = any (${[...around]}::text[]) limit ${mostOthers})
      ${form === 'asn' ? empty : sql`union all (${others} and ${inside(form, value)} limit ${mostOthers})`})
    order by id limit ${mostOthers}`)
  return rows.map(toHoldingRow)
}

const mostOthers = 200

/** What lies inside a network, or below a domain, as a stretch of the keys that the indexes have. */
const inside = (form: 'network' | 'domain', value: string): Sql => {
  const key = [...value].reverse().join('')
  return form === 'network'
    ? sql`network > ${value}::inet and network <= ${lastIn(sql`${value}::inet`)}`
    : sql`domain_key > ${`${key}.`} and domain_key < ${`${key}/`}`
}

/** Which organisations have these numbers; for the team. */
export async function organisationsByNumber(tx: Tx, scope: Scope, numbers: readonly string[]): Promise<Map<string, Id<'org'>>> {
  const rows = await tx.rows<{ number: string; id: string }>(
    sql`select number, id from organisation where number = any (${[...numbers]}::text[]) and ${scope.team}::boolean`,
  )
  return new Map(rows.map(({ number, id }) => [number, toId('org', id)]))
}

/** Which of these holdings are over, or never were; for the team. */
export async function endedHoldings(tx: Tx, scope: Scope, ids: readonly Id<'hol'>[], now: Utc): Promise<Set<Id<'hol'>>> {
  const rows = await tx.rows<{ id: string }>(sql`
    select id from holding where id = any (${ids.map(uuidOf)}::uuid[]) and (valid_to <= ${now} or valid_to <= valid_from)
      and ${scope.team}::boolean`)
  return new Set(rows.map(({ id }) => toId('hol', id)))
}

/** Which of these holdings are owned now by more than their owner's own word: what can be handed on; for the team. */
export async function confirmedHoldings(tx: Tx, scope: Scope, ids: readonly Id<'hol'>[], now: Utc): Promise<Set<Id<'hol'>>> {
  const rows = await tx.rows<{ id: string }>(sql`
    select id from holding where id = any (${ids.map(uuidOf)}::uuid[]) and relation = 'owns' and proof <> 'declared'
      and valid_from <= ${now} and (valid_to is null or valid_to > ${now}) and ${scope.team}::boolean`)
  return new Set(rows.map(({ id }) => toId('hol', id)))
}
