import { v7 } from 'uuid'
import { type Id, uuidOf } from '#domain/id.ts'
import type { Pap } from '#domain/pap.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import type { Consent, Consented } from './contract.ts'
import type { Labels, SourceLabels } from './rules-labels.ts'

/** The labels of a finding, held until the transaction ends; for the team alone. */
export const labelsInTurn = (tx: Tx, scope: Scope, id: Id<'fnd'>): Promise<Labels | undefined> =>
  tx.one<Labels>(sql`select tlp, pap from finding where id = ${uuidOf(id)}::uuid and ${scope.team}::boolean for update`)

interface Row {
  source: string
  tlp: Tlp
  pap: Pap
  consent: (Omit<Consented, 'source'> & { recordedAt: Utc; counts: boolean }) | null
}

/** What each source of a finding said of it, label by label, and what it has allowed since; grouped as `varde_finding_labels` does. */
export async function sourcesOf(tx: Tx, scope: Scope, id: Id<'fnd'>): Promise<(SourceLabels & { consent: Consented | null })[]> {
  const rows = await tx.rows<Row>(sql`
    select s.source, s.tlp, s.pap, case when c.id is not null then jsonb_build_object('tlp', c.tlp, 'pap', c.pap, 'givenBy', c.given_by,
      'givenOn', c.given_on, 'reference', c.reference, 'recordedBy', c.recorded_name, 'counts', c.recorded_at >= s.last) end as consent
    from (
      select source, tlp, pap, max(recorded_at) as last
      from sighting where finding_id = ${uuidOf(id)}::uuid and ${scope.team}::boolean group by source, tlp, pap
    ) s left join label_consent c on c.finding_id = ${uuidOf(id)}::uuid and c.source = s.source
    order by s.source, varde_label_rank(s.tlp) desc, varde_label_rank(s.pap) desc`)
  return rows.map(({ source, tlp, pap, consent }) => {
    if (!consent?.counts) return { source, tlp, pap, allowed: null, consent: null }
    const { counts: _, recordedAt: __, ...said } = consent
    return { source, tlp, pap, allowed: { tlp: said.tlp, pap: said.pap }, consent: { source, ...said } }
  })
}

/** Records what sources have allowed; what they allowed before is replaced. */
export async function putConsents(tx: Tx, id: Id<'fnd'>, labels: Labels, consents: readonly Consent[], now: Utc): Promise<void> {
  for (const { source, givenBy, givenOn, reference } of consents)
    await tx.run(sql`
      insert into label_consent (id, finding_id, source, tlp, pap, given_by, given_on, reference, recorded_by, recorded_name, recorded_at)
      values (${v7()}, ${uuidOf(id)}::uuid, ${source}, ${labels.tlp}, ${labels.pap}, ${givenBy}, ${givenOn}, ${reference},
              ${tx.scope.who.id}, ${tx.scope.who.name}, ${now})
      on conflict (finding_id, source) do update set tlp = excluded.tlp, pap = excluded.pap, given_by = excluded.given_by, given_on = excluded.given_on,
        reference = excluded.reference, recorded_by = excluded.recorded_by, recorded_name = excluded.recorded_name, recorded_at = excluded.recorded_at`)
}

export const dropConsents = (tx: Tx, id: Id<'fnd'>): Promise<number> =>
  tx.run(sql`delete from label_consent where finding_id = ${uuidOf(id)}::uuid`)

/** Gives a finding the labels that its sources leave it, or the stricter ones that the team wants. */
export async function settleLabels(tx: Tx, id: Id<'fnd'>, floor: Labels | null): Promise<Labels> {
  await tx.run(
    sql`update finding set tlp_floor = ${floor?.tlp ?? null}, pap_floor = ${floor?.pap ?? null} where id = ${uuidOf(id)}::uuid`,
  )
  const settled = await tx.one<Labels>(sql`
    update finding f set tlp = coalesce(l.tlp, f.tlp), pap = coalesce(l.pap, f.pap), version = version + 1, changed_in = pg_current_xact_id()
    from varde_finding_labels(${uuidOf(id)}::uuid) l where f.id = ${uuidOf(id)}::uuid returning f.tlp, f.pap`)
  return settled!
}
