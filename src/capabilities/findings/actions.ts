import type { Id } from '#domain/id.ts'
import { ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import { crashPoint } from '#platform/crash.ts'
import type { Tx } from '#platform/db/db.ts'
import { announce } from './announce.ts'
import type { FindingFilter } from './contract.ts'
import {
  findingContradicted,
  findingOpened,
  findingOperatorChanged,
  findingReopened,
  findingRestored,
  findingWithdrawn,
  findingWorsened,
} from './contract.ts'
import { meant } from './find.ts'
import { asSevereAs, assetKey, type Change, decide, groupByFinding, type Happening, isWorsened, type Taken } from './rules.ts'
import * as store from './store.ts'

/** How many sightings of a batch did what. */
export type Tally = Record<Happening, number>

const noTally = (): Tally => ({ opened: 0, 'seen-again': 0, 'seen-late': 0, reopened: 0 })

/** A batch of decided sightings with all that can be made of it before the database is asked. */
export interface Ready {
  batch: readonly Taken[]
  groups: ReturnType<typeof groupByFinding>
  sightings: ReturnType<typeof store.sightingsInsert>
}

/** Makes a batch ready; takes the processor's time only, while the database works on the batch before. */
export const makeReady = (batch: readonly Taken[]): Ready => ({
  batch,
  groups: groupByFinding(batch),
  sightings: store.sightingsInsert(batch),
})

/**
 * Records a batch of decided sightings: one transaction, set-based SQL, rules per item.
 * When another transaction opened or changed one of the findings in between, just that finding is decided again.
 * `busy` is called when the database has got the most of its work, so that the processor can do something else meanwhile.
 */
export async function record(tx: Tx, { batch, groups, sightings }: Ready, now: Utc, busy?: () => void): Promise<Tally> {
  if (batch.length === 0) return noTally()
  const done: Change[] = []
  let open = groups
  // The statements follow each other on one connection; what the next one needs is made while the database works on this one.
  const preferring = store.preferIndexes(tx)
  let asking = store.findKnown(
    tx,
    [...open.values()].map(([first]) => keyOf(first!)),
  )
  await preferring
  while (open.size > 0) {
    const known = await asking
    const changes = [...open].map(([key, group]) => decide(known.get(key), group, now))
    const writing = write(tx, changes)
    busy?.()
    const written = await writing
    const lost = changes.filter((change) => !written.has(change.finding.id))
    done.push(...(lost.length === 0 ? changes : changes.filter((change) => written.has(change.finding.id))))
    open = groupByFinding(lost.flatMap((change) => change.sightings))
    if (open.size > 0)
      asking = store.findKnown(
        tx,
        [...open.values()].map(([first]) => keyOf(first!)),
      )
  }
  const findingOf = new Map<Taken, string>()
  for (const change of done) for (const taken of change.sightings) findingOf.set(taken, change.finding.id)
  await Promise.all([
    store.insertSteps(
      tx,
      done.flatMap((change) => change.steps),
    ),
    store.insertSightings(
      tx,
      sightings((taken) => findingOf.get(taken) ?? null, now),
    ),
  ])
  crashPoint('after-insert')
  await tell(
    tx,
    findingOpened,
    done.filter((change) => change.isNew),
    now,
  )
  await tell(
    tx,
    findingReopened,
    done.filter((change) => change.happenings.includes('reopened')),
    now,
  )
  await tell(
    tx,
    findingContradicted,
    done.filter((change) => change.steps.some(({ what }) => what === 'contradicted')),
    now,
  )
  await tell(tx, findingWorsened, done.filter(isWorsened), now)
  const tally = noTally()
  for (const change of done) for (const what of change.happenings) tally[what] += 1
  return tally
}

const keyOf = (taken: Taken & { verdict: { organisation: string } }) => ({
  organisation: taken.verdict.organisation,
  kind: taken.kind.id,
  key: assetKey(taken.kind.nature, taken.form, taken.asset),
})

async function write(tx: Tx, changes: readonly Change[]): Promise<Set<string>> {
  const [inserted, updated] = await Promise.all([
    store.insertFindings(
      tx,
      changes.filter((change) => change.isNew),
    ),
    store.updateFindings(
      tx,
      changes.filter((change) => !change.isNew),
    ),
  ])
  return inserted.union(updated)
}

const tell = (tx: Tx, kind: string, changes: readonly Change[], now: Utc): Promise<void> =>
  announce(
    tx,
    kind,
    changes.map(({ finding: { id, organisation, severity }, first, severityBefore }) => ({
      id,
      organisation,
      operator: first.verdict.operator,
      severity,
      ...(kind === findingWorsened && { before: severityBefore }),
    })),
    {},
    now,
  )

/**
 * Sightings that were decided anew go where they belong now. Whoever loses a finding's last sighting sees only that it was not theirs
 * at that time; whoever gains one sees nothing of the former.
 */
export async function reassign(
  tx: Tx,
  moved: readonly { before: { finding: string | null }; taken: Taken }[],
  now: Utc,
): Promise<Tally> {
  await store.deleteSightings(
    tx,
    moved.map(({ taken }) => taken),
  )
  const tally = await record(tx, makeReady(moved.map(({ taken }) => taken)), now)
  await settle(
    tx,
    [...new Set(moved.flatMap(({ before }) => (before.finding ? [before.finding] : [])))],
    { cause: 'not-yours-at-that-time' },
    now,
  )
  await store.addTeamSteps(tx, 'moved', destinations(moved), now)
  return tally
}

/** For each finding that lost sightings: to whom they went, in a word that only the team reads. */
function destinations(
  moved: readonly { before: { finding: string | null }; taken: Taken }[],
): { finding: string; because: object }[] {
  const lost = Map.groupBy(moved, ({ before }) => before.finding)
  return [...lost].flatMap(([finding, gone]) => {
    if (finding === null) return []
    const to = gone.map(({ taken: { verdict } }) =>
      verdict.state === 'attributed' ? verdict.reason.organisation : verdict.state,
    )
    return [{ finding, because: { to: [...new Set(to)].sort(), sightings: gone.length } }]
  })
}

/** Why nothing is left of a finding. */
type Withdrawn = { cause: 'not-yours-at-that-time' | 'report-withdrawn' }

/** Puts findings right after sightings were taken from them: recounted, or withdrawn when none is left. */
async function settle(tx: Tx, findings: readonly string[], because: Withdrawn, now: Utc): Promise<void> {
  if (findings.length === 0) return
  const remains = await store.remainsOf(tx, findings)
  await recount(tx, remains)
  const empty = remains.filter((left) => left.left === 0 && left.state !== 'withdrawn')
  if (empty.length === 0) return
  await store.withdrawFindings(
    tx,
    empty.map((left) => left.id),
    because,
    now,
  )
  await announce(tx, findingWithdrawn, empty, because, now)
}

async function recount(tx: Tx, remains: readonly store.Remains[]): Promise<void> {
  await store.recount(
    tx,
    remains.filter((left) => left.left > 0).map((left) => ({ ...left, ...asSevereAs(left) })),
  )
  await store.emptyCounters(
    tx,
    remains.filter((left) => left.left === 0).map((left) => left.id),
  )
}

/** Puts findings in the hands of who operates them now; a former operator neither sees nor answers them any more. */
export async function changeOperators(
  tx: Tx,
  changes: readonly { finding: string; operator: string | null }[],
  now: Utc,
): Promise<void> {
  if (changes.length === 0) return
  await announce(tx, findingOperatorChanged, await store.changeOperators(tx, changes), {}, now)
}

/** Withdraws what a file once opened and, read again with what we know today, no longer says. */
export const settleReadAgain = async (tx: Tx, importId: string, now: Utc): Promise<void> =>
  settle(tx, await store.emptiedOf(tx, importId), { cause: 'report-withdrawn' }, now)

/** Takes one page of an import's sightings out; the caller goes on until none is left, then settles what they touched. */
export const forgetPage = (tx: Tx, importId: string, limit: number) => store.deleteSightingsOfImport(tx, importId, limit)

/**
 * Settles findings after an import was forgotten: what it alone opened vanishes, unless somebody has been told or has answered (then it is
 * withdrawn); what others saw too goes on without it. Of a file that is to be read again, what somebody was told of waits for that:
 * `settleReadAgain` comes after it, and nobody is told twice.
 */
export async function settleForgotten(
  tx: Tx,
  importId: string,
  findings: readonly string[],
  now: Utc,
  { toBeReadAgain = false } = {},
): Promise<void> {
  if (findings.length === 0) return
  const remains = await store.remainsOf(tx, findings)
  const gone = remains.filter((left) => left.left === 0 && left.otherSteps === 0)
  const traceless = gone.map((left) => left.id)
  await store.deleteFindings(tx, traceless)
  // Whoever heard that they were opened, and was about to act on it, hears that they are not.
  await announce(tx, findingWithdrawn, gone, { cause: 'report-withdrawn' }, now)
  const others = remains.filter((left) => !traceless.includes(left.id)).map((left) => left.id)
  if (toBeReadAgain) return recount(tx, await store.remainsOf(tx, others))
  const restored = await store.deleteStepsOfImport(tx, importId, others, now)
  await announce(tx, findingRestored, restored, { cause: 'report-withdrawn' }, now)
  await settle(tx, others, { cause: 'report-withdrawn' }, now)
}

/** Adds a note to the stories of the named findings, or of all that fit a filter (at most 10,000 at once). */
export async function note(
  tx: Tx,
  scope: Scope,
  input: { ids?: Id<'fnd'>[] | undefined; filter?: FindingFilter | undefined; text: string; teamOnly: boolean },
  now: Utc,
): Promise<Result<{ changed: number }, never>> {
  const ids =
    input.ids ?? (input.filter ? await store.matchingIds(tx, scope, await meant(tx, scope, input.filter, now), now, 10_000) : [])
  const changed = await store.addNotes(tx, scope, ids, 'note', { text: input.text }, input.teamOnly, now)
  await audit(
    tx,
    {
      action: 'finding.note',
      object: ids.length === 1 ? ids[0]! : `${changed} findings`,
      detail: { changed, teamOnly: input.teamOnly },
    },
    now,
  )
  return ok({ changed })
}
