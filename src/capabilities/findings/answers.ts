import { type Id, toId } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { mayFor, type Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { announce } from './announce.ts'
import {
  type AnswerInput,
  answerable,
  type FindingFilter,
  findingAnswered,
  findingFixed,
  findingJudged,
  findingLapsed,
  findingRead,
  findingRestored,
  findingTold,
  findingWithdrawn,
} from './contract.ts'
import { meant } from './find.ts'
import { dueAfterLapse, readAnswer, takeBackMinutes } from './rules.ts'
import { addNotes, matchingIds, type Touched } from './store.ts'
import * as store from './store-answers.ts'

/** Findings that one answer or closing may be for. */
const mostMeant = 10_000

/** Which findings are meant: these, or all that fit a filter. */
export interface Which {
  ids?: readonly Id<'fnd'>[] | undefined
  filter?: FindingFilter | undefined
}

export type AnswerFault = 'until-has-passed' | 'until-too-late' | 'no-findings-named' | 'too-many-findings'

/**
 * Answers findings as the scope of the transaction: the team for a member, an owner or its operator, or the holder of an answer link
 * under the name they gave (`as.name`). What was said by telephone stands so in the story (`as.by`). What is over, or not theirs to
 * answer, stays as it is and is counted as unchanged.
 */
export async function answerFindings(
  tx: Tx,
  which: Which,
  input: AnswerInput,
  now: Utc,
  as: { name?: string; by?: 'telephone' } = {},
): Promise<Result<{ changed: number; unchanged: number }, AnswerFault>> {
  const answer = readAnswer(input, now)
  if (!answer.ok) return answer
  const ids = await meantIds(tx, which, now)
  if (!ids.ok) return ids
  const done = await store.answer(tx, ids.value, seatsToAnswer(tx.scope), answer.value, as.name ?? tx.scope.who.name, now)
  if (as.by) await store.markChannel(tx, 'answered', done, as.by)
  await announce(tx, findingAnswered, done, answer.value, now)
  await note(tx, 'finding.answer', done, { answer: answer.value.answer, ...(as.name && { name: as.name }) }, now)
  return ok({ changed: done.length, unchanged: ids.value.length - done.length })
}

/** The organisations for which a scope may answer, as their owner or operator. */
const seatsToAnswer = (scope: Scope): Id<'org'>[] => scope.organisations.filter((id) => mayFor(scope, id, 'answer'))

/** The findings that are meant; of a filter that names no state, those that can still be answered or closed. */
export async function meantIds(
  tx: Tx,
  { ids, filter }: Which,
  now: Utc,
): Promise<Result<readonly Id<'fnd'>[], 'no-findings-named' | 'too-many-findings'>> {
  if (ids) return ok([...new Set(ids)])
  if (!filter) return no('no-findings-named')
  const wanted = { ...(await meant(tx, tx.scope, filter, now)), state: filter.state ?? [...answerable] }
  const found = await matchingIds(tx, tx.scope, wanted, now, mostMeant + 1)
  return found.length > mostMeant ? no('too-many-findings') : ok(found)
}

/** Takes back answers of the last ten minutes: the findings are as they were before. Who may answer may take back. */
export async function takeBack(tx: Tx, ids: readonly Id<'fnd'>[], now: Utc): Promise<Result<{ changed: number }, never>> {
  const done = await store.takeBack(tx, ids, seatsToAnswer(tx.scope), takeBackMinutes, now)
  const answeredAt = await store.lastAnswered(tx, done)
  await announce(tx, findingRestored, done, { cause: 'taken-back', ...(answeredAt && { answeredAt }) }, now)
  await note(tx, 'finding.take-back', done, {}, now)
  return ok({ changed: done.length })
}

/** What a notice told, to whom and how; names and addresses as the story shall say them. */
export interface Told {
  findings: readonly Id<'fnd'>[]
  notice: Id<'ntc'>
  channel: string
  recipient: string
  contact: string
  /** Why this recipient, in words of the notice. */
  why?: string
}

/** Notes that findings were told of, once the other side has taken the notice; only what is open becomes told. */
export async function markTold(tx: Tx, { findings, ...how }: Told, now: Utc): Promise<void> {
  const told = await store.markTold(tx, findings, how, now)
  await announce(tx, findingTold, told, { channel: how.channel, notice: how.notice }, now)
}

/** A telephone call about findings that a notice told of: with whom, and whether somebody answered. What was said stands at the notice. */
export interface Called {
  findings: readonly Id<'fnd'>[]
  notice: Id<'ntc'>
  recipient: string
  contact: string
  reached: boolean
}

/** Notes a telephone call in the stories of the findings that it was about. */
export const noteCalled = (tx: Tx, { findings, ...how }: Called, now: Utc): Promise<number> =>
  addNotes(tx, tx.scope, findings, 'called', how, false, now)

/** Notes that somebody who was told of findings has read of them; the first time counts. */
export async function markRead(
  tx: Tx,
  findings: readonly Id<'fnd'>[],
  by: { name: string; notice: Id<'ntc'> | null; channel?: 'telephone' },
  now: Utc,
): Promise<void> {
  const read = await store.markRead(tx, findings, by, now)
  if (by.channel) await store.markChannel(tx, 'read', read, by.channel)
  await announce(tx, findingRead, read, by.notice ? { notice: by.notice } : {}, now)
}

/** What there is to tell of findings; those that are gone are left out. */
export const findingsToTell = store.toTell

/** Decides disputes: upheld, the findings are withdrawn; not upheld, they are open again. */
export async function judge(
  tx: Tx,
  { ids, upheld, reason }: { ids: readonly Id<'fnd'>[]; upheld: boolean; reason: string },
  now: Utc,
): Promise<Result<{ changed: number }, never>> {
  const done = await (upheld ? store.uphold : store.reject)(tx, ids, reason, now)
  for (const [answer, some] of Map.groupBy(done, ({ was }) => was))
    await announce(tx, findingJudged, some, { upheld, reason, ...(answer && { answer }) }, now)
  if (upheld) await announce(tx, findingWithdrawn, done, { reason }, now)
  await note(tx, 'finding.judge', done, { upheld }, now)
  return ok({ changed: done.length })
}

/** Closes findings for a reason that no source can measure. */
export async function close(
  tx: Tx,
  { ids, reason }: { ids: readonly Id<'fnd'>[]; reason: string },
  now: Utc,
): Promise<Result<{ changed: number }, never>> {
  const done = await store.close(tx, ids, reason, now)
  await announce(tx, findingFixed, done, { reason }, now)
  await note(tx, 'finding.close', done, {}, now)
  return ok({ changed: done.length })
}

/** Opens a page of the findings whose answer held until a moment that has passed; returns how many, so that the caller goes on. */
export async function lapse(tx: Tx, now: Utc, limit: number): Promise<number> {
  const over = await store.lapsing(tx, now, limit)
  if (over.length === 0) return 0
  const lapsed = await store.lapse(
    tx,
    over.map((finding) => ({ id: finding.id, dueAt: dueAfterLapse(finding, now) })),
    now,
  )
  await announce(tx, findingLapsed, lapsed, {}, now)
  return over.length
}

/** One line of the trail for a deed to one finding or to many; of one organisation, when all are. */
async function note(tx: Tx, action: string, done: readonly Touched[], detail: Record<string, unknown>, now: Utc): Promise<void> {
  if (done.length === 0) return
  const [first] = done
  const organisation = done.every((one) => one.organisation === first!.organisation)
    ? toId('org', first!.organisation)
    : undefined
  const object = done.length === 1 ? toId('fnd', first!.id) : `${done.length} findings`
  await audit(tx, { action, object, organisation, detail: { changed: done.length, ...detail } }, now)
}
