import { toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { HoldingForm, HoldingProof, Relation } from './contract.ts'
import type { HoldingRow } from './store.ts'

/** A holding as the register knew it over a stretch of time. */
export interface KnownRow extends HoldingRow {
  organisationName: string
  /** Whoever wrote it; empty for what is from before knowledge was kept. */
  knownBy: string
  knownFrom: Utc
  knownTo: Utc | null
  presumed: boolean
}

interface Stored {
  holding_id: string
  organisation_id: string
  organisation_name: string
  relation: Relation
  form: HoldingForm
  value: string
  valid_from: Utc
  valid_to: Utc | null
  proof: HoldingProof
  criticality: number
  source: string
  confirmed_at: Utc
  known_by: string
  known_from: Utc
  known_to: Utc | null
  presumed: boolean
}

/** The first wall. */
const within = (scope: Scope): Sql =>
  scope.team ? sql`true` : sql`known.organisation_id = any (${scope.organisations.map(uuidOf)}::uuid[])`

/** What was held at a moment among these canonical values, as the register knew it at another moment. */
export async function knownAt(
  tx: Tx,
  scope: Scope,
  form: HoldingForm,
  values: readonly string[],
  moments: { at: Utc; known: Utc },
): Promise<KnownRow[]> {
  const { at, known } = moments
  const rows = await tx.rows<Stored>(sql`
    select known.holding_id, known.organisation_id, organisation.name as organisation_name, known.relation, known.form, known.value,
      known.valid_from, known.valid_to, known.proof, known.criticality, known.source,
      -- The same state may have been confirmed since; how late is only known of the state that stands.
      case when known.known_to is null and holding.confirmed_at <= ${known} then holding.confirmed_at else known.confirmed_at end as confirmed_at,
      known.known_by, known.known_from, known.known_to, known.presumed
    from holding_known known
      join organisation on organisation.id = known.organisation_id
      join holding on holding.id = known.holding_id
    where known.form = ${form} and known.value = any (${[...values]}::text[])
      and known.valid_from <= ${at} and (known.valid_to is null or known.valid_to > ${at})
      and known.known_from <= ${known} and (known.known_to is null or known.known_to > ${known}) and ${within(scope)}
    order by known.holding_id limit 1000`)
  return rows.map((row) => ({
    id: toId('hol', row.holding_id),
    organisationId: toId('org', row.organisation_id),
    organisationName: row.organisation_name,
    relation: row.relation,
    form: row.form,
    value: row.value,
    from: row.valid_from,
    to: row.valid_to,
    proof: row.proof,
    criticality: row.criticality,
    source: row.source,
    confirmedAt: row.confirmed_at,
    knownBy: row.known_by,
    knownFrom: row.known_from,
    knownTo: row.known_to,
    presumed: row.presumed,
  }))
}

/** Writes what is known of holdings that have no knowledge yet; returns how many. */
export const fillKnown = async (tx: Tx): Promise<number> =>
  (await tx.one<{ filled: number }>(sql`select holding_known_fill() as filled`))!.filled
