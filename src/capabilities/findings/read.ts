import { type Id, toId } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { noteAnyReading } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import * as answers from './answers.ts'
import { type Finding, unsettled } from './contract.ts'
import { wordsOf } from './kinds/index.ts'
import { named } from './names.ts'
import type { Reason } from './rules.ts'
import * as store from './store.ts'
import { reasonInWords, sideOf, stepInWords } from './story.ts'

/** Where a sighting came from in our files is the team's business; what it said is the member's too. */
export const sightingLine = (scope: Scope, row: store.SightingRow) => ({
  seenAt: row.seen_at,
  source: row.source,
  line: scope.team ? row.line : 0,
  importId: scope.team ? toId('imp', row.import_id) : null,
  evidence: row.evidence,
})

/** What a step would be undone by is nobody's reading. */
const becauseFor = (scope: Scope, { line, was: _, ...because }: Record<string, unknown>) =>
  scope.team && line !== undefined ? { line, ...because } : because

/** Why it was theirs at a step that a sighting caused; the reason of an answer or a decision is a text, and stands in its words. */
const reasonOf = ({ reason, seenAt }: Record<string, unknown>, locale: Locale): string | null =>
  saysWhose(reason) ? reasonInWords(reason, String(seenAt), locale) : null

const saysWhose = (reason: unknown): reason is Reason => typeof reason === 'object' && reason !== null

/** One finding with its story, as this reader may see it. That the team read it is noted; a member that was told has read it now. */
export async function readStory(tx: Tx, scope: Scope, id: Id<'fnd'>, locale: Locale, now: Utc) {
  const row = await store.getFinding(tx, scope, id)
  if (!row) return no('not-found')
  await noteAnyReading(tx, row.organisation, id, now)
  // Whoever is told and opens it here has read of it.
  if (!scope.team && scope.who.kind === 'person' && row.toldAt !== null && row.readAt === null) {
    await answers.markRead(tx, [id], { name: scope.who.name, notice: null }, now)
    row.readAt = now
  }
  const [finding] = await named(tx, [row], locale, now)
  const steps = await store.stepsOf(tx, scope, id)
  const latest = (await store.sightingsOf(tx, scope, id, { limit: 1 })).rows[0]
  const opened = steps.findLast((step) => saysWhose(step.because.reason))
  return ok({
    finding: finding!,
    steps: steps.map((step) => ({
      number: step.number,
      at: step.at,
      what: step.what,
      words: stepInWords(step, locale),
      before: step.before,
      after: step.after,
      who: { kind: step.who_kind, name: step.who },
      teamOnly: step.team_only,
      side: sideOf(step.what, step.because),
      reason: reasonOf(step.because, locale),
      because: becauseFor(scope, step.because),
    })),
    advice: wordsOf(row.kind, locale, row.asset.port),
    reason: opened && row.state !== 'withdrawn' ? reasonOf(opened.because, locale) : null,
    latest: latest ? sightingLine(scope, latest) : null,
  })
}

/** The unsettled findings of one organisation, the worst first. */
export async function unsettledThere(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  limit: number,
  locale: Locale,
  now: Utc,
): Promise<Finding[]> {
  const { rows } = await store.listFindings(
    tx,
    scope,
    { organisation: [organisation], state: [...unsettled] },
    { limit, order: 'severity' },
    now,
  )
  return named(tx, rows, locale, now)
}
