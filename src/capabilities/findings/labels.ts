import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Consent, LabelStanding } from './contract.ts'
import { isWithin, type Labels, labelsOf, unasked } from './rules-labels.ts'
import { addTeamSteps } from './store.ts'
import * as store from './store-labels.ts'

/** How a finding is marked, and what each of its sources said. */
export async function labelStanding(tx: Tx, scope: Scope, id: Id<'fnd'>): Promise<Result<LabelStanding, 'not-found'>> {
  const labels = await store.labelsInTurn(tx, scope, id)
  if (!labels) return no('not-found')
  const sources = await store.sourcesOf(tx, scope, id)
  return ok({ ...labels, sources: sources.map(({ allowed: _, ...source }) => source) })
}

/**
 * Marks a finding anew. Stricter is the team's own choice; milder needs the consent of every source that said something stricter
 * (TLP 2.0, section 2: wider sharing takes the source's permission), and holds for what that source had said until then.
 */
export async function relabel(
  tx: Tx,
  scope: Scope,
  { id, tlp, pap, reason, consents }: Labels & { id: Id<'fnd'>; reason: string; consents: readonly Consent[] },
  now: Utc,
): Promise<Result<Labels, 'not-found' | 'consent-needed' | 'no-such-source'>> {
  const before = await store.labelsInTurn(tx, scope, id)
  if (!before) return no('not-found')
  const wanted = { tlp, pap }
  const sources = await store.sourcesOf(tx, scope, id)
  const strange = consents.find(({ source }) => !sources.some((one) => one.source === source))
  if (strange) return no('no-such-source', strange.source)
  const lacking = unasked(
    sources,
    wanted,
    consents.map(({ source }) => source),
  )
  if (lacking.length > 0) return no('consent-needed', lacking.join(', '))
  await store.putConsents(tx, id, wanted, consents, now)
  const left = labelsOf(await store.sourcesOf(tx, scope, id))
  return ok(await settle(tx, id, { before, floor: isWithin(wanted, left) ? null : wanted, reason, consents }, now))
}

/** Takes back what the team marked: consents no longer count, and the finding is as strict as what it was made of. */
export async function unlabel(
  tx: Tx,
  scope: Scope,
  { id, reason }: { id: Id<'fnd'>; reason: string },
  now: Utc,
): Promise<Result<Labels, 'not-found'>> {
  const before = await store.labelsInTurn(tx, scope, id)
  if (!before) return no('not-found')
  await store.dropConsents(tx, id)
  return ok(await settle(tx, id, { before, floor: null, reason, consents: [] }, now))
}

interface Change {
  before: Labels
  floor: Labels | null
  reason: string
  consents: readonly Consent[]
}

async function settle(tx: Tx, id: Id<'fnd'>, { before, floor, reason, consents }: Change, now: Utc): Promise<Labels> {
  const after = await store.settleLabels(tx, id, floor)
  const because = { from: before, to: after, reason, consents }
  await addTeamSteps(tx, 'relabelled', [{ finding: id.slice(4), because }], now)
  await audit(tx, { action: 'finding.label', object: id, detail: because }, now)
  return after
}
