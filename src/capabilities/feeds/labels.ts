import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import type { ChangedSource, SourceConsented } from './contract.ts'
import { isMilder, type Labels } from './rules-labels.ts'
import * as store from './store.ts'

/**
 * Changes a source. A stricter label is the team's own choice; a milder one takes the recorded consent of whoever the source comes from
 * (TLP 2.0, section 2: wider sharing takes the source's permission), and holds for what comes from now on.
 */
export async function changeSource(
  tx: Tx,
  scope: Scope,
  { consent, ...wanted }: ChangedSource,
  now: Utc,
): Promise<Result<Record<never, never>, 'not-found' | 'provider-consent-needed'>> {
  const before = await store.labelsInTurn(tx, scope, wanted.id)
  if (!before) return no('not-found')
  const from = { tlp: before.tlp, pap: before.pap }
  const milder = isMilder(from, wanted)
  if (milder && !consent) return no('provider-consent-needed', `${from.tlp}, ${from.pap}`)
  const given = milder && consent ? { ...consent, from, recordedBy: scope.who.name, recordedAt: now } : undefined
  await store.updateSource(tx, scope, wanted.id, { ...wanted, labelConsent: given ?? standing(before, wanted) }, now)
  const isChanged = from.tlp !== wanted.tlp || from.pap !== wanted.pap
  const to = { tlp: wanted.tlp, pap: wanted.pap }
  const detail = {
    name: wanted.name,
    paused: wanted.paused,
    ...(isChanged && { from, to }),
    ...(given && { consent, reason: given.reason }),
  }
  await audit(tx, { action: 'source.change', object: wanted.id, detail }, now)
  return ok({})
}

/** The consent before still bears the labels when they stay as they are; of stricter ones nobody was asked. */
const standing = (before: Labels & { labelConsent: SourceConsented | null }, { tlp, pap }: Labels): SourceConsented | null =>
  before.tlp === tlp && before.pap === pap ? before.labelConsent : null
