import type { z } from 'zod'
import { type Reached, reachedBy, tellThese, type Warning, warningRow } from '#capabilities/advisories/index.ts'
import { tellingAnswers } from '#capabilities/measures/index.ts'
import { type AdvisedTold, advisedTold } from '#capabilities/notices/contract.ts'
import {
  advisedNotices,
  advisedStands,
  noteCall,
  type Reminded,
  remindAdvised,
  takeBackReminder,
  undoMs,
} from '#capabilities/notices/index.ts'
import { momentText } from '#domain/dates.ts'
import { type Id, newId } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import type { CallOutcome, SilenceFilter, silenceApi } from './contract.ts'
import { fits, isRemindable, isTooSoon } from './rules.ts'
import { silenceOf, standings, urgentAs } from './silence.ts'
import * as store from './store.ts'
import { againWords } from './words.ts'

type Left = z.infer<typeof silenceApi.remind.output>['left']
type RemindedNow = z.infer<typeof silenceApi.remind.output>['reminded']

const mostByFilter = 2_000

/** Whom somebody means: those named, or all that fit a filter. */
async function meant(
  tx: Tx,
  scope: Scope,
  {
    id,
    organisations,
    filter,
  }: { id: Id<'adv'>; organisations?: readonly Id<'org'>[] | undefined; filter?: SilenceFilter | undefined },
  now: Utc,
): Promise<readonly Id<'org'>[]> {
  if (organisations) return [...new Set(organisations)]
  const found = await silenceOf(tx, scope, { id }, now)
  const fitting = (found?.all ?? []).filter((row) => fits(row, filter ?? { silent: true }))
  return fitting.slice(0, mostByFilter).map(({ organisation }) => organisation)
}

const notAddressed = (organisations: readonly Id<'org'>[], reached: readonly Reached[]): Id<'org'>[] => {
  const known = new Set(reached.map(({ organisation }) => organisation))
  return organisations.filter((organisation) => !known.has(organisation))
}

/**
 * Reminds silent addressees, each by the next contact or channel that nobody tried. Says of everybody else why not: answered already,
 * answered and contradicted by a measurement, something on its way, reminded so recently that there must be a reason, no notice, or never addressed.
 */
export async function remind(
  tx: Tx,
  scope: Scope,
  asked: {
    id: Id<'adv'>
    organisations?: readonly Id<'org'>[] | undefined
    filter?: SilenceFilter | undefined
    reason: string
  },
  means: { hasGateway: boolean; url: string },
  now: Utc,
): Promise<Result<{ reminded: RemindedNow; left: Left }, 'not-found' | 'reminder-warning-over'>> {
  const warning = await warningRow(tx, scope, asked.id)
  if (!warning) return no('not-found')
  if (warning.life !== 'published') return no('reminder-warning-over')
  const wanted = await meant(tx, scope, asked, now)
  const foreign = new Set(notAddressed(wanted, await reachedBy(tx, scope, [asked.id])))
  const left: Left = [...foreign].map((organisation) => ({ organisation, why: 'not-addressed' }))
  const last = await store.lastReminders(tx, scope, asked.id, wanted)
  const hours = new Map(
    (await advisedNotices(tx, scope, [asked.id], wanted)).map(({ recipient, askedHours }) => [recipient, askedHours]),
  )
  const isSoon = (organisation: Id<'org'>): boolean =>
    asked.reason === '' && isTooSoon(last.get(organisation)?.at, urgentAs(warning.severity, hours.get(organisation) ?? null), now)
  const ready = wanted.filter((organisation) => !foreign.has(organisation) && !isSoon(organisation))
  for (const organisation of wanted)
    if (!foreign.has(organisation) && isSoon(organisation)) left.push({ organisation, why: 'too-soon' })
  const notices = await advisedNotices(tx, scope, [asked.id], ready)
  const done = await remindAdvised(
    tx,
    notices.map(({ id }) => id),
    means,
    now,
  )
  const recipientOf = new Map(notices.map(({ id, recipient }) => [id, recipient]))
  const disputed = await disputedAmong(
    tx,
    scope,
    asked.id,
    done.refused.map(({ notice }) => recipientOf.get(notice)!),
  )
  for (const { notice, why } of done.refused) {
    const organisation = recipientOf.get(notice)!
    left.push({ organisation, why: why === 'answered' && disputed.has(organisation) ? 'disputed' : why })
  }
  const noticed = new Set(recipientOf.values())
  const first = await tellFirst(
    tx,
    scope,
    warning,
    ready.filter((organisation) => !noticed.has(organisation)),
    means.url,
    now,
  )
  for (const organisation of first.left) left.push({ organisation, why: 'no-notice' })
  const reminders = [...done.reminded, ...first.told].map(({ recipient, ...reminder }) => ({
    ...reminder,
    id: newId('rmd'),
    organisation: recipient,
    reason: asked.reason,
  }))
  await store.insertReminders(tx, scope, asked.id, reminders, now)
  if (reminders.length > 0)
    await audit(
      tx,
      {
        action: 'advisory.remind',
        object: asked.id,
        ...(reminders.length === 1 && { organisation: reminders[0]!.organisation }),
        detail: { reminded: reminders.length, left: left.length, reason: asked.reason },
      },
      now,
    )
  return ok({ reminded: reminders.map(({ id, organisation, channel }) => ({ id, organisation, channel })), left })
}

/** Those of whom a measurement contradicts an answer: to be told once more is not what they need. */
const disputedAmong = async (tx: Tx, scope: Scope, advisory: Id<'adv'>, organisations: readonly Id<'org'>[]) =>
  new Set(
    (await tellingAnswers(tx, scope, advisory, organisations))
      .filter(({ state }) => state === 'disputed')
      .map(({ organisation }) => organisation),
  )

/**
 * Whoever was to have a warning in a letter has no notice that could be told again: now it gets one, by the first way there is. It goes
 * out at once. Whoever is in the register no more has acknowledged, or cannot be told, and is left.
 */
async function tellFirst(
  tx: Tx,
  scope: Scope,
  { id, version }: Warning,
  organisations: readonly Id<'org'>[],
  url: string,
  now: Utc,
): Promise<{ told: Reminded[]; left: Id<'org'>[] }> {
  const silent = (await standings(tx, scope, [id], now)).filter(({ stage }) => isRemindable(stage))
  const asked = new Set(silent.map(({ organisation }) => organisation))
  const made = await tellThese(
    tx,
    { advisory: id, version, url },
    organisations.filter((organisation) => asked.has(organisation)),
    now,
  )
  const stands = await advisedStands(tx, scope, [...made.values()])
  const told = [...made].map(([recipient, notice]): Reminded => {
    const ways = stands.get(notice) ?? []
    return {
      notice,
      recipient,
      channel: ways[0]?.channel ?? null,
      contact: ways.map(({ contact }) => contact).join(', '),
      deliveries: [],
      undoUntil: null,
      before: { rung: 0, answerBy: null },
    }
  })
  return { told, left: organisations.filter((organisation) => !made.has(organisation)) }
}

/** Takes back what of these reminders has not gone out. */
export async function undo(
  tx: Tx,
  scope: Scope,
  { id, reminders }: { id: Id<'adv'>; reminders: readonly Id<'rmd'>[] },
  now: Utc,
): Promise<Result<{ undone: number }, 'not-found' | 'reminder-gone'>> {
  if (!(await warningRow(tx, scope, id))) return no('not-found')
  const undone: Id<'rmd'>[] = []
  for (const reminder of await store.remindersToUndo(tx, scope, id, reminders, now))
    if (await takeBackReminder(tx, reminder, now)) undone.push(reminder.id)
  if (undone.length === 0) return no('reminder-gone')
  await store.markUndone(tx, scope, undone, now)
  await audit(tx, { action: 'advisory.remind-undo', object: id, detail: { undone: undone.length } }, now)
  return ok({ undone: undone.length })
}

/** What somebody says of a call. */
export interface CallTold {
  organisation: Id<'org'>
  outcome: CallOutcome
  contact: string
  againAt: Utc | null
  words: string
}

/**
 * Registers what came of calls, so that the list says whom to ring again. They count a little later: then the notice says it too, and
 * whoever was reached has been told and has read it. Whoever has no notice is told of in the answer.
 */
export async function registerCalls(
  tx: Tx,
  scope: Scope,
  { id, calls }: { id: Id<'adv'>; calls: readonly CallTold[] },
  locale: Locale,
  now: Utc,
): Promise<Result<{ registered: number; calls: Id<'wcl'>[]; left: Id<'org'>[] }, 'not-found'>> {
  if (!(await warningRow(tx, scope, id))) return no('not-found')
  const organisations = calls.map(({ organisation }) => organisation)
  const notices = new Map(
    (await advisedNotices(tx, scope, [id], organisations)).map((notice) => [notice.recipient, notice.id] as const),
  )
  const made: Id<'wcl'>[] = []
  const left: Id<'org'>[] = []
  for (const call of calls) {
    const notice = notices.get(call.organisation)
    if (!notice) {
      left.push(call.organisation)
      continue
    }
    const isAgain = call.outcome === 'call-again'
    const again = isAgain ? againWords(call.againAt && momentText(call.againAt, locale), locale) : ''
    const noted = [call.words, again].filter(Boolean).join(' ')
    const named = newId('wcl')
    await store.insertCall(tx, scope, id, { ...call, againAt: isAgain ? call.againAt : null, id: named, notice, noted }, now)
    made.push(named)
  }
  if (made.length > 0) await audit(tx, { action: 'advisory.calls', object: id, detail: { registered: made.length } }, now)
  return ok({ registered: made.length, calls: made, left })
}

/** Takes back registered calls that do not count yet. */
export async function undoCalls(
  tx: Tx,
  scope: Scope,
  { id, calls }: { id: Id<'adv'>; calls: readonly Id<'wcl'>[] },
  now: Utc,
): Promise<Result<{ undone: number }, 'not-found' | 'call-counts'>> {
  if (!(await warningRow(tx, scope, id))) return no('not-found')
  const undone = await store.undoCalls(tx, scope, id, calls, now)
  if (undone === 0) return no('call-counts')
  await audit(tx, { action: 'advisory.calls-undo', object: id, detail: { undone } }, now)
  return ok({ undone })
}

const asJob = systemScope('silence.calls')

/**
 * Lets calls count that nobody took back in time, each in the name of whoever rang and at the moment of the call: the notice says what came
 * of it. Returns how many.
 */
export async function applyCalls(db: Db, now: Utc): Promise<number> {
  const until = later(now, -undoMs)
  const callers = await db.read(asJob, (tx) => store.callersWaiting(tx, asJob, until))
  let applied = 0
  for (const { who, by } of callers) {
    const scope: Scope = { ...asJob, who: { ...asJob.who, id: who, name: by } }
    for (let some = 1; some > 0; applied += some) some = await db.in(scope, (tx) => applySome(tx, scope, until, now))
  }
  return applied
}

async function applySome(tx: Tx, scope: Scope, until: Utc, now: Utc): Promise<number> {
  const calls = await store.callsToApply(tx, scope, until)
  for (const call of calls) if (!(await noteIn(tx, call.notice, call))) await noteElsewhere(tx, scope, call)
  const ids = calls.map(({ id }) => id)
  return store.markApplied(tx, scope, ids, now)
}

/** Notes a call in a notice; false where that was cancelled. */
const noteIn = async (tx: Tx, id: Id<'ntc'>, { outcome, contact, noted, at }: store.WaitingCall): Promise<boolean> =>
  (await noteCall(tx, { id, reached: outcome === 'reached', contact, text: noted }, at)).ok

/**
 * Notes a call whose notice was cancelled before it counted: in the last notice of the warning that stands. Where none does, whoever was
 * reached has been told of the warning all the same, and is to hear when it is over.
 */
async function noteElsewhere(tx: Tx, scope: Scope, call: store.WaitingCall): Promise<void> {
  const { advisory, organisation: recipient, outcome, at } = call
  const [last] = await advisedNotices(tx, scope, [advisory], [recipient])
  if (last && !last.beside && (await noteIn(tx, last.id, call))) return
  if (outcome === 'reached') await emit(tx, advisedTold, { advisory, recipient, channel: 'telephone' } satisfies AdvisedTold, at)
}
