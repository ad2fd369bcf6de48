import { v7 } from 'uuid'
import { colleagues } from '#capabilities/access/index.ts'
import { type AnswerFault, answerFindings, followed, readAnswer, takeBack } from '#capabilities/findings/index.ts'
import { fileReplies, noteCall, stillAsked } from '#capabilities/notices/index.ts'
import { type Id, idOf, uuidOf } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holds, type Scope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Event } from '#platform/events.ts'
import { findingFixed, findingOpened, findingTold, type HandoverSummary, type Promised, type TaskKind } from './contract.ts'
import { changeKinds, countsTimes, doingsOf, type Facts, groupOf, grown, heardOf, type Subject, snoozeFault } from './rules.ts'
import * as store from './store.ts'
import { heardSince, lookedSince } from './store-looks.ts'
import { noted } from './trail.ts'

// --- what events do -----------------------------------------------------------------------------------------------

/** Lets events change the queue, in their order, each once. */
export async function hear(tx: Tx, events: readonly Event[], now: Utc): Promise<void> {
  const isNew = await store.hear(
    tx,
    events.map((event) => heardOf(event, now)),
  )
  for (const event of events) if (isNew.has(event.position)) await heed(tx, event, now)
}

async function heed(tx: Tx, { kind, at, payload }: Event, now: Utc): Promise<void> {
  for (const { subjects, raises, ends, restores } of doingsOf(kind, payload)) {
    if (restores) await restore(tx, restores, subjects, { by: kind, now })
    if (ends) await end(tx, ends, subjects, { by: kind, at }, now)
    if (raises) await raise(tx, raises, subjects, at, now)
  }
}

/** What came too early to its end goes on where it was, with the clock that it had. */
async function restore(
  tx: Tx,
  { whats, endedBy }: { whats: readonly TaskKind[]; endedBy: string },
  subjects: readonly Subject[],
  { by, now }: { by: string; now: Utc },
): Promise<void> {
  const objects = subjects.map(({ object }) => object)
  const back = await store.restoreAbout(tx, whats, objects, endedBy)
  if (back.length === 0) return
  await store.reopenEnded(tx, back, by, now)
  await store.recount(tx, back)
}

/** What is over ends the tasks that were about nothing else. An end that comes late ends nothing that happened after it. */
async function end(
  tx: Tx,
  whats: readonly TaskKind[],
  subjects: readonly Subject[],
  { by, at }: { by: string; at: Utc },
  now: Utc,
): Promise<void> {
  const touched = await store.endAbout(
    tx,
    whats,
    subjects.map(({ object }) => object),
    at,
  )
  const [left, over] = [touched.filter((task) => task.left), touched.filter((task) => !task.left)]
  if (left.length > 0)
    await store.recount(
      tx,
      left.map(({ id }) => id),
    )
  if (over.length > 0)
    await store.endTasks(
      tx,
      over.map(({ id }) => id),
      by,
      now,
    )
}

/** Raises tasks, or makes those that are open grow. What comes late, after it was over, raises nothing. */
async function raise(tx: Tx, what: TaskKind, subjects: readonly Subject[], at: Utc, now: Utc): Promise<void> {
  const over = await store.overSince(
    tx,
    what,
    subjects.map(({ object }) => object),
    at,
  )
  const groups = Map.groupBy(
    (await withFacts(tx, what, subjects)).filter(({ object }) => !over.has(object)),
    (subject) => groupOf(what, subject),
  )
  if (groups.size === 0) return
  // Somebody may open an ended task again at the same moment: then that one grows instead of a new one.
  let taskOf = new Map<string, string>()
  while (taskOf.size < groups.size) taskOf = await written(tx, what, groups, at, now)
  const about = [...groups].flatMap(([group, things]) =>
    once(things).map(({ object, times, facts }) => ({ task: taskOf.get(group)!, object, times, facts })),
  )
  await store.addAbout(tx, what, about, { at, everyTime: countsTimes(what) })
  await store.recount(tx, [...taskOf.values()])
}

/** A thing that an event names twice is one thing. */
const once = (subjects: readonly Subject[]): Subject[] => [
  ...new Map(subjects.map((subject) => [subject.object, subject])).values(),
]

async function written(
  tx: Tx,
  what: TaskKind,
  groups: ReadonlyMap<string, Subject[]>,
  at: Utc,
  now: Utc,
): Promise<Map<string, string>> {
  const open = await store.openTasks(tx, what, [...groups.keys()])
  const raised = [...groups].map(([group, subjects]) => ({
    id: open.get(group)?.id ?? v7(),
    group,
    organisation: subjects[0]!.organisation,
    ...grown(open.get(group), subjects, at),
  }))
  const isIn = await store.insertTasks(
    tx,
    what,
    raised.filter(({ group }) => !open.has(group)),
    now,
  )
  await store.growTasks(
    tx,
    raised.filter(({ group }) => open.has(group)),
    now,
  )
  return new Map(raised.filter(({ id, group }) => open.has(group) || isIn.has(id)).map(({ id, group }) => [group, id]))
}

const worded = 200

/** Adds what is wrong where, for the words; of very many at once the first are enough, since then only their number is said. */
async function withFacts(tx: Tx, what: TaskKind, subjects: readonly Subject[]): Promise<Subject[]> {
  if (!['contradicted', 'dispute', 'lapsed'].includes(what)) return [...subjects]
  const facts = await findingFacts(
    tx,
    subjects.slice(0, worded).map(({ object }) => object),
  )
  return subjects.map((subject) => ({ ...subject, facts: { ...subject.facts, ...facts.get(subject.object) } }))
}

/** Kind and asset of findings, by their ids; what has vanished is left out. */
export async function findingFacts(tx: Tx, ids: readonly string[]): Promise<Map<string, Facts>> {
  const known = ids.flatMap((id) => idOf('fnd').safeParse(id).data ?? [])
  if (known.length === 0) return new Map()
  const findings = await followed(tx, known)
  return new Map(findings.map(({ id, kind, assetText }) => [id, { kind, asset: assetText }]))
}

// --- what people do -----------------------------------------------------------------------------------------------

interface Changed {
  changed: number
}

/** Takes what nobody has; with `to`, gives it to a colleague, whoever had it, perhaps with a word. */
export async function take(
  tx: Tx,
  scope: Scope,
  { ids, to, text }: { ids: Id<'tsk'>[]; to?: Id<'usr'> | undefined; text: string },
  now: Utc,
): Promise<Result<Changed, 'no-such-colleague'>> {
  if (!to) return ok(await noted(tx, scope, await store.take(tx, scope, ids, now), { action: 'case.take' }, now))
  const colleague = (await colleagues(tx, scope)).find(({ id }) => id === to)
  if (!colleague) return no('no-such-colleague')
  const given = await store.give(tx, scope, ids, colleague, now)
  const changed = await noted(tx, scope, given, { action: 'case.give', to: colleague.name, reason: text }, now)
  if (text !== '') await store.note(tx, scope, given, text, now)
  return ok(changed)
}

/** Takes what is next, for whoever asks. */
export async function takeNext(tx: Tx, scope: Scope, now: Utc) {
  const task = await store.takeNext(tx, scope, now)
  if (task) await noted(tx, scope, [task.id], { action: 'case.take' }, now)
  return task
}

/** Gives tasks back, so that anybody may take them. */
export const release = async (tx: Tx, scope: Scope, ids: readonly Id<'tsk'>[], now: Utc) =>
  ok(await noted(tx, scope, await store.release(tx, scope, ids, now), { action: 'case.release' }, now))

/** Lets tasks sleep. For a call that reached nobody the try stands on the notices. */
export async function snooze(
  tx: Tx,
  scope: Scope,
  { ids, until, reason, tried }: { ids: Id<'tsk'>[]; until: Utc; reason: string; tried: boolean },
  now: Utc,
): Promise<Result<Changed, 'snooze-over-already' | 'snooze-too-long'>> {
  const fault = snoozeFault(until, now)
  if (fault) return no(fault)
  if (tried) await noteCalls(tx, scope, ids, { reached: false, text: reason }, now)
  const changed = await store.snooze(tx, scope, ids, { until, reason, what: tried ? 'tried' : 'snoozed' }, now)
  return ok(await noted(tx, scope, changed, { action: 'case.snooze', until, reason }, now))
}

/** What came of tasks that are ended; `promised` is what whoever was reached answered to what the notices still ask. */
interface Ending {
  ids: Id<'tsk'>[]
  outcome: string
  reached: boolean
  promised?: Promised | undefined
}

/**
 * Ends tasks. A call also stands on the notices that it was about, what was promised in it answers their findings, and replies are dealt
 * with: their ladder goes on.
 */
export async function finish(
  tx: Tx,
  scope: Scope,
  { ids, outcome, reached, promised }: Ending,
  now: Utc,
): Promise<Result<Changed & { answered: Id<'fnd'>[] }, 'not-your-role' | AnswerFault>> {
  const promise = reached && promised ? readAnswer(promised, now) : undefined
  if (promise?.ok === false) return promise
  const asked = promise ? await unansweredIn(tx, scope, ids) : []
  if (asked.length > 0 && !mayAnswer(scope)) return no('not-your-role')
  await noteCalls(tx, scope, ids, { reached, text: outcome }, now)
  if (promise && asked.length > 0) {
    const answered = await answerFindings(tx, { ids: asked }, promise.value, now, { by: 'telephone' })
    if (!answered.ok) return answered
  }
  for (const { notice } of await noticesOf(tx, scope, ids, 'reply')) await fileReplies(tx, notice, outcome, now)
  const ended = await store.finish(tx, scope, ids, outcome, now)
  return ok({ ...(await noted(tx, scope, ended, { action: 'case.end', reason: outcome }, now)), answered: asked })
}

/** Who may answer findings for a member may do so on the telephone. */
const mayAnswer = (scope: Scope): boolean => holds(scope, 'lead', 'analyst', 'duty')

/** Opens tasks again; what was answered when they ended is taken back with them. */
export async function reopen(
  tx: Tx,
  scope: Scope,
  { ids, answered }: { ids: Id<'tsk'>[]; answered: Id<'fnd'>[] },
  now: Utc,
): Promise<Result<Changed, 'not-your-role'>> {
  if (answered.length > 0 && !mayAnswer(scope)) return no('not-your-role')
  if (answered.length > 0) await takeBack(tx, answered, now)
  const ended = await store.tasksWithIds(tx, scope, ids)
  const opened = new Set(await store.reopen(tx, scope, ids, now))
  const again = ended.flatMap(({ id, doneAt }) => (opened.has(id) && doneAt ? [{ id, doneAt }] : []))
  await store.restoreSince(tx, again, now)
  await store.recount(
    tx,
    again.map(({ id }) => uuidOf(id)),
  )
  return ok(await noted(tx, scope, [...opened], { action: 'case.reopen' }, now))
}

const mostAsked = 10_000

/** The findings that the notices of these calls still ask about: told, and answered by nobody. */
export async function unansweredIn(tx: Tx, scope: Scope, calls: readonly Id<'tsk'>[]): Promise<Id<'fnd'>[]> {
  const notices = (await noticesOf(tx, scope, calls, 'call')).map(({ notice }) => notice)
  const asked = await stillAsked(tx, notices, mostAsked)
  const findings = await followed(tx, [...new Set(asked.map(({ finding }) => finding))])
  return findings.filter(isUnanswered).map(({ id }) => id)
}

/** Neither answered nor over. */
export const isUnanswered = ({ state, answer }: { state: string; answer: string | null }): boolean =>
  (state === 'open' || state === 'told') && answer === null

const noticesOfOneTask = 100

/** The notices that the open ones of these tasks are about, of one kind. */
async function noticesOf(tx: Tx, scope: Scope, ids: readonly Id<'tsk'>[], what: TaskKind) {
  const open = (await store.tasksWithIds(tx, scope, ids)).filter((task) => task.what === what && task.state !== 'done')
  const notices: { notice: Id<'ntc'>; facts: Facts }[] = []
  for (const { id } of open) {
    for (const { object, overAt, facts } of await store.aboutOf(tx, scope, id, noticesOfOneTask)) {
      const notice = idOf('ntc').safeParse(object).data
      if (notice && !overAt) notices.push({ notice, facts })
    }
  }
  return notices
}

/** Writes a call on each notice of the open tasks that are calls. */
async function noteCalls(
  tx: Tx,
  scope: Scope,
  ids: readonly Id<'tsk'>[],
  call: { reached: boolean; text: string },
  now: Utc,
): Promise<void> {
  for (const { notice, facts } of await noticesOf(tx, scope, ids, 'call'))
    await noteCall(tx, { id: notice, contact: String(facts.contact ?? ''), ...call }, now)
}

export async function note(
  tx: Tx,
  scope: Scope,
  { id, text }: { id: Id<'tsk'>; text: string },
  now: Utc,
): Promise<Result<Record<never, never>, 'not-found'>> {
  const written = await store.note(tx, scope, [id], text, now)
  if (written.length === 0) return no('not-found')
  await noted(tx, scope, written, { action: 'case.note', reason: text }, now)
  return ok({})
}

/** What happened to findings since somebody last looked; since a day ago when they never did. */
export async function changes(tx: Tx, scope: Scope, now: Utc) {
  const since = (await lookedSince(tx, scope)) ?? later(now, -day)
  const heard = await heardSince(tx, scope, Object.values(changeKinds), since)
  const count = (kind: keyof typeof changeKinds) => heard.get(changeKinds[kind]) ?? 0
  return { since, opened: count('opened'), reopened: count('reopened'), answered: count('answered'), proved: count('proved') }
}

// --- the shift ----------------------------------------------------------------------------------------------------

const firstShiftHours = 24
const passedOn = 50

/** The shift so far: since it was handed over last, or, when it never was, since a day ago. */
export async function shift(tx: Tx, scope: Scope, now: Utc) {
  const since = (await store.lastHandover(tx, scope)) ?? later(now, (-firstShiftHours * day) / 24)
  const summary: HandoverSummary = await store.summarise(tx, scope, since, now, {
    opened: findingOpened,
    fixed: findingFixed,
    told: findingTold,
  })
  return { since, summary, open: await store.worstOpen(tx, scope, passedOn) }
}

/** Hands the shift over: its figures and what is open are kept as they stand now. */
export async function handOver(
  tx: Tx,
  scope: Scope,
  { to, text }: { to: string; text: string },
  now: Utc,
): Promise<Result<{ id: Id<'hov'> }, never>> {
  const { since, summary, open } = await shift(tx, scope, now)
  const id = await store.insertHandover(tx, scope, { at: now, since, to, summary, text, open })
  await audit(tx, { action: 'shift.hand-over', object: id, detail: { to, ...(text && { text }) } }, now)
  return ok({ id })
}
