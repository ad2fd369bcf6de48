import type { Answer, FindingsChanged } from '#capabilities/findings/contract.ts'
import { findingsToTell } from '#capabilities/findings/index.ts'
import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { type NoticeHappened, noticeCancelled, noticeSettled, noticeUnsettled, type Topic } from './contract.ts'
import { happened } from './delivery.ts'
import { quietFrom, settlementOf, whyWithdrawn } from './rules.ts'
import { answerBy, isWaiting } from './rules-delivery.ts'
import * as store from './store.ts'
import { cancelWaiting, changeNotice, insertNoticeSteps, noticesOf } from './store-delivery.ts'
import * as untold from './store-untold.ts'

const findingIds = ({ findings }: FindingsChanged): Id<'fnd'>[] => findings.map(({ id }) => toId('fnd', uuidOf(id)))

/** Notes an answer in the notices that told of these findings. */
export const noteAnswer = async (tx: Tx, findings: readonly Id<'fnd'>[], answer: Answer, now: Utc): Promise<void> =>
  countAgain(tx, await store.noteAnswers(tx, findings, answer, now), now)

/** Notes that findings were found to be over. */
export const noteEnd = async (tx: Tx, findings: readonly Id<'fnd'>[], now: Utc): Promise<void> =>
  countAgain(tx, await store.noteOutcome(tx, findings, 'fixed', now), now)

/** Notes that findings are again as they were: an answer was taken back, or the report that had reopened them was. */
export async function noteRestored(tx: Tx, { findings }: FindingsChanged, now: Utc): Promise<void> {
  const restored = findings.map(({ id, state, answer }) => ({
    id: toId('fnd', uuidOf(id)),
    answer: answer ?? null,
    outcome: state === 'fixed' || state === 'withdrawn' ? state : null,
  }))
  await countAgain(tx, await store.restoreAnswers(tx, restored, now), now)
}

/** Brings notices to the state that the answers to their findings make, and tells when nothing more is asked of anybody. */
const countAgain = async (tx: Tx, notices: readonly Id<'ntc'>[], now: Utc): Promise<void> =>
  settleCounted(tx, await store.recount(tx, notices, now), 'findings', now)

/** Notes how much of what a warning asks was answered; who is next on the ladder is not asked once all is. */
export async function noteAdvised(tx: Tx, advisory: Id<'adv'>, counts: readonly store.AdvisedCount[], now: Utc): Promise<void> {
  const counted = await store.recountAdvised(tx, advisory, counts, now)
  await settleCounted(tx, counted, 'advisory', now)
  // Whoever has answered what was pressing is waited for as long as the rest allows.
  for (const notice of counted)
    if (notice.moved && settlementOf(notice) === undefined && isWaiting(notice.state))
      await changeNotice(tx, notice.id, { answerBy: answerBy({ ...notice, topic: 'advisory' }, now) })
}

async function settleCounted(
  tx: Tx,
  counted: readonly (store.Recounted & Partial<Pick<store.RecountedAdvised, 'awaits' | 'askedBy' | 'askedHours'>>)[],
  topic: Topic,
  now: Utc,
): Promise<void> {
  // Of whom nothing was asked has nothing to settle: what is new goes out to them all the same.
  const settled = counted.filter((notice) => settlementOf(notice) === 'settled' && notice.awaits !== false)
  await store.settle(
    tx,
    settled.map(({ id }) => id),
    now,
  )
  // Whoever is next on the ladder need not be asked any more.
  await cancelWaiting(
    tx,
    settled.map(({ id }) => id),
  )
  for (const notice of settled) await emit(tx, noticeSettled, ofNotice(notice), now)
  const unsettled = counted.filter((notice) => settlementOf(notice) === 'unsettled')
  await store.unsettle(
    tx,
    unsettled.map(({ openedAt, ...notice }) => ({
      id: notice.id,
      state: openedAt ? 'opened' : 'sent',
      answerBy: answerBy({ ...notice, topic }, now),
    })),
  )
  for (const notice of unsettled) if (!notice.openedAt) await emit(tx, noticeUnsettled, ofNotice(notice), now)
}

const ofNotice = ({ id, recipient, severity, subject, findings }: store.Recounted): NoticeHappened => ({
  notice: id,
  recipient,
  severity,
  subject,
  findings,
})

/**
 * Takes back what was told of findings that are withdrawn. Of what waits nobody is told; a notice that nobody has been handed is
 * cancelled, and what else it told of waits to be told anew; whoever was told is to be told that it was wrong.
 */
export async function takeBack(tx: Tx, payload: FindingsChanged, now: Utc): Promise<void> {
  const ids = findingIds(payload)
  // Whoever gathers just now may have read the findings before they were withdrawn; afterwards its notices are there to be seen.
  await untold.waitForGathering(tx, await partiesOf(tx, payload, ids))
  await untold.removeUntoldOf(tx, ids)
  await cancelUnsent(tx, ids, now)
  const told = await store.whoWasTold(tx, ids)
  const sendAfter = quietFrom(now)
  await untold.insertUntold(
    tx,
    told.map(({ finding, recipient, organisation, because, notice, subject, sentAt, severityNumber }) => ({
      finding,
      recipient,
      organisation,
      cause: 'withdrawn',
      role: because.role,
      schedule: 'at-once',
      sendAfter,
      severity: severityNumber,
      because: { ...because, cause: 'withdrawn', correction: { notice, subject, toldAt: sentAt, why: whyWithdrawn(payload) } },
    })),
    now,
  )
  await countAgain(tx, await store.noteOutcome(tx, ids, 'withdrawn', now), now)
}

async function partiesOf(tx: Tx, { findings }: FindingsChanged, ids: readonly Id<'fnd'>[]): Promise<Id<'org'>[]> {
  const named = findings.flatMap(({ organisation, operator }) => (operator ? [organisation, operator] : [organisation]))
  const operators = (await findingsToTell(tx, ids)).flatMap(({ operator }) => operator ?? [])
  return [...new Set([...(named as Id<'org'>[]), ...operators])]
}

async function cancelUnsent(tx: Tx, ids: readonly Id<'fnd'>[], now: Utc): Promise<void> {
  const cancelled = await store.cancelUnsent(tx, ids)
  if (cancelled.length === 0) return
  await insertNoticeSteps(
    tx,
    cancelled.map((notice) => ({ notice, what: 'cancelled' as const, because: { cause: 'withdrawn' } })),
    now,
  )
  for (const notice of await noticesOf(tx, cancelled)) await emit(tx, noticeCancelled, happened(notice), now)
  const rest = await store.restOf(tx, cancelled, ids)
  await untold.insertUntold(
    tx,
    rest.map(({ finding, recipient, organisation, because, schedule, severityNumber }) => ({
      finding,
      recipient,
      organisation,
      cause: because.cause,
      role: because.role,
      schedule,
      sendAfter: now,
      severity: severityNumber,
      because,
    })),
    now,
  )
}
