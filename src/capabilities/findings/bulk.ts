import { type Id, newId } from '#domain/id.ts'
import { ok, type Result } from '#domain/result.ts'
import { holds, type Scope, systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import type { Job, Jobs } from '#platform/jobs.ts'
import { advanceWork, beginWork, endWork, holdWork, takeUpWork } from '#platform/work.ts'
import { type AnswerFault, answerFindings, close, meantIds, type Which } from './answers.ts'
import type { AnswerInput, FindingFilter } from './contract.ts'
import { readAnswer } from './rules.ts'

export const bulkJobName = 'findings.bulk'

/** So many are done while one waits; more go on as work of the server. */
const mostAtOnce = 500
const chunk = 100

/** What shall happen to findings. They are named when it is asked for: nothing happens to what fits the filter only later. */
type Deed = { answer: AnswerInput } | { reason: string }
type Plan = Deed & { ids: readonly Id<'fnd'>[] }

interface Done {
  changed: number
  unchanged: number
  work?: Id<'wrk'>
}

/** Answers findings, or closes them for a reason: at once, or when there are many as work that can be left. */
export async function doToMany(tx: Tx, jobs: Jobs, which: Which, deed: Deed, now: Utc): Promise<Result<Done, AnswerFault>> {
  const answer = 'answer' in deed ? readAnswer(deed.answer, now) : ok(undefined)
  if (!answer.ok) return answer
  const ids = await meantIds(tx, which, now)
  if (!ids.ok) return ids
  if (ids.value.length <= mostAtOnce) return doTo(tx, ids.value, deed, now)
  const work = await beginWork(
    tx,
    {
      kind: 'answer' in deed ? 'findings.answer' : 'findings.close',
      object: newId('evt'),
      total: ids.value.length,
      plan: { ...deed, ids: ids.value } satisfies Plan,
      link: pageOf(which.filter ?? {}),
    },
    now,
  )
  await jobs.ask(bulkJobName, { work }, { once: work, tx })
  return ok({ changed: 0, unchanged: 0, work })
}

/** Where they are found again, whatever their state is by then. */
function pageOf({ q, severity, kind, organisation, source }: FindingFilter): string {
  const named = { q, severity: severity?.join(','), kind: kind?.[0], organisation: organisation?.[0], source }
  const wanted = Object.entries(named).filter((each): each is [string, string] => Boolean(each[1]))
  return `/findings?${new URLSearchParams([['state', 'all'], ...wanted])}`
}

async function doTo(tx: Tx, ids: readonly Id<'fnd'>[], deed: Deed, now: Utc): Promise<Result<Done, AnswerFault>> {
  if ('answer' in deed) return answerFindings(tx, { ids }, deed.answer, now)
  const closed = await close(tx, { ids, reason: deed.reason }, now)
  return closed.ok ? ok({ ...closed.value, unchanged: ids.length - closed.value.changed }) : closed
}

const worker = systemScope('findings')
const mostTries = 6
const mayDo = ['lead', 'analyst', 'duty', 'member-security'] as const

/**
 * Does to many findings what somebody asked for, a hundred a transaction, in their name and with the rights that they have now. How far
 * it is stands in the same transaction: run again after a crash it goes on there, and does nothing twice.
 */
export const bulkJob = (
  db: Db,
  clock: Clock,
  scopeOf: (who: string) => Promise<Scope | undefined>,
): Job<{ work: Id<'wrk'> }> => ({
  name: bulkJobName,
  async run({ work }) {
    const taken = await db.in(worker, (tx) => takeUpWork<Plan>(tx, work, clock.now()))
    if (!taken) return
    const end = (state: 'done' | 'failed' | 'stopped') => db.in(worker, (tx) => endWork(tx, work, state, clock.now()))
    const scope = await scopeOf(taken.who)
    if (!scope || !holds(scope, ...mayDo)) return end('failed')
    try {
      const ended = await doAll(db, scope, clock, work, taken)
      if (ended !== 'overtaken') await end(ended)
    } catch (error) {
      if (taken.tries >= mostTries) await end('failed')
      throw error
    }
  },
})

type Ending = 'done' | 'failed' | 'stopped' | 'overtaken'

async function doAll(
  db: Db,
  scope: Scope,
  clock: Clock,
  work: Id<'wrk'>,
  { plan, done }: { plan: Plan; done: number },
): Promise<Ending> {
  for (let at = done; at < plan.ids.length; at += chunk) {
    const ended = await db.in(scope, (tx) => doPart(tx, work, plan, at, clock.now()))
    if (ended) return ended
  }
  return 'done'
}

/** One part in one transaction; says how it ended when it is the last. */
async function doPart(tx: Tx, work: Id<'wrk'>, plan: Plan, at: number, now: Utc): Promise<Ending | undefined> {
  const held = await holdWork(tx, work, at)
  if (!held) return 'overtaken'
  if (held.stop) return 'stopped'
  const ids = plan.ids.slice(at, at + chunk)
  const result = await doTo(tx, ids, plan, now)
  // The day until which the answer should hold has passed while it waited.
  if (!result.ok) return 'failed'
  const { changed, unchanged } = result.value
  await advanceWork(tx, work, ids.length, { changed, unchanged }, now)
  return undefined
}
