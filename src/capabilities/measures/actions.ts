import { type Followed, followed, idsAfter } from '#capabilities/findings/index.ts'
import { addressees } from '#capabilities/members/index.ts'
import { today } from '#domain/dates.ts'
import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import {
  type AdvisedAnswered,
  type AdvisedLapsed,
  type Answered,
  type AnswerState,
  advisedAnswered,
  advisedLapsed,
  datedAnswers,
  type EffectGroup,
  type EffectRow,
  type Refused,
  takeBackMinutes,
} from './contract.ts'
import { answerFault, hours, refusalOf, stateOf } from './rules.ts'
import * as store from './store.ts'
import { groupInWords } from './words.ts'

/** Rows of one statement: few enough that pages stay quick on the embedded database. */
const pageRows = 500

/**
 * Brings the measures of findings up to date: made where there are none, as the finding stands now. The order and number of calls do
 * not matter, so an event that comes late or twice does no harm. Returns how many changed.
 */
export async function follow(tx: Tx, ids: readonly Id<'fnd'>[], now: Utc): Promise<number> {
  const wanted = [...new Set(ids)]
  let changed = 0
  for (let at = 0; at < wanted.length; at += pageRows) changed += await followPage(tx, wanted.slice(at, at + pageRows), now)
  return changed
}

async function followPage(tx: Tx, ids: readonly Id<'fnd'>[], now: Utc): Promise<number> {
  await store.holdMeasures(tx, ids)
  const findings = await followed(tx, ids)
  const known = new Set(findings.map(({ id }) => id))
  const kinds = await kindsOf(tx, findings)
  const changed = await store.mirror(
    tx,
    findings.map((finding) => mirrored(finding, kinds.get(finding.organisation) ?? [])),
    now,
  )
  return (
    changed +
    (await store.endVanished(
      tx,
      ids.filter((id) => !known.has(id)),
      now,
    ))
  )
}

async function kindsOf(tx: Tx, findings: readonly Followed[]): Promise<Map<Id<'org'>, readonly string[]>> {
  const known = await addressees(tx, [...new Set(findings.map(({ organisation }) => organisation))])
  return new Map([...known].map(([id, { kinds }]) => [id, kinds]))
}

/** A measure as its finding has it. What the team closed with a reason was measured by nobody. */
const mirrored = ({ id, answer, closedBy, ...finding }: Followed, organisationKinds: readonly string[]): store.Mirrored => ({
  ...finding,
  finding: id,
  state: stateOf({ state: finding.state, answer }),
  organisationKinds,
  provedAt: closedBy === 'absence' ? finding.closedAt : null,
})

const system = systemScope('measures.repair')

/**
 * Makes what is missing and mends what differs, in pages of their own transactions: for the findings that were there before measures
 * were, and for whatever no event told of. It may end at any moment and begin again. Returns how many changed.
 */
export async function repair(db: Db, clock: { now(): Utc }): Promise<number> {
  let changed = 0
  for (let after: Id<'fnd'> | undefined, more = true; more; ) {
    const page = await db.in(system, async (tx) => {
      const ids = await idsAfter(tx, after, pageRows)
      return { last: ids.at(-1), changed: await follow(tx, ids, clock.now()) }
    })
    changed += page.changed
    after = page.last
    more = after !== undefined
  }
  return changed + (await forgetVanished(db, clock))
}

/** Ends the measures of findings that vanished with a withdrawn report. Returns how many. */
export async function forgetVanished(db: Db, clock: { now(): Utc }): Promise<number> {
  let ended = 0
  for (let after: string | undefined, more = true; more; ) {
    const page = await db.in(system, async (tx) => {
      const rows = await store.causesAfter(tx, after, pageRows)
      const known = new Set(
        (
          await followed(
            tx,
            rows.map(({ finding }) => finding),
          )
        ).map(({ id }) => id),
      )
      const gone = rows.flatMap(({ finding }) => (known.has(finding) ? [] : [finding]))
      return { last: rows.at(-1)?.id, ended: await store.endVanished(tx, gone, clock.now()) }
    })
    ended += page.ended
    after = page.last
    more = after !== undefined
  }
  return ended
}

/** Whether there are findings and no measure at all: the house was brought forward to measures. */
export const isNew = (db: Db): Promise<boolean> =>
  db.read(system, async (tx) => !(await store.hasAny(tx)) && (await idsAfter(tx, undefined, 1)).length > 0)

/** Says who does measures, or what shows that they are done: the team, and members for their own and for those they operate. */
export async function change(
  tx: Tx,
  scope: Scope,
  { ids, ...said }: { ids: readonly Id<'msr'>[] } & store.Said,
  now: Utc,
): Promise<Result<{ changed: number }, never>> {
  const changed = await store.say(tx, scope, ids, said, now)
  if (changed.length > 0)
    await audit(
      tx,
      {
        action: 'measure.change',
        object: changed.length === 1 ? ids[0]! : `${changed.length} measures`,
        detail: {
          changed: changed.length,
          fields: Object.keys(said).filter((name) => said[name as keyof typeof said] !== undefined),
        },
      },
      now,
    )
  return ok({ changed: changed.length })
}

const minute = 60_000

/** The warning and the recipient of the notice of an answer link. */
export interface Linked {
  advisory: Id<'adv'>
  organisation: Id<'org'>
}

/** What somebody says in answer to what warnings ask. */
export interface Answering {
  ids: readonly Id<'msr'>[]
  /** What the notice of an answer link is about, and to whom it went: all that its holder answers. */
  linked?: Linked | undefined
  state: AnswerState
  /** Which of what the warning names is done instead, and the language in which it is written down. */
  instead?: string | undefined
  locale?: Locale | undefined
  words?: string | undefined
  until?: string | undefined
  by?: string | undefined
}

/**
 * Answers what warnings ask, of one or many members at once: the team on a member's behalf, members for their own and for those they run,
 * the holder of an answer link for the recipient of its mail. What was not taken is named with its reason.
 */
export async function answer(
  tx: Tx,
  scope: Scope,
  { ids, state, instead, locale = 'nb', words, until, by, linked }: Answering,
  now: Utc,
): Promise<Result<Answered, NonNullable<ReturnType<typeof answerFault>> | 'answer-no-such-choice'>> {
  const fault = answerFault({ state, instead, words, until }, today(now))
  if (fault) return no(fault)
  const wanted = [...new Set(ids)]
  const answering = newId('mas')
  const given = {
    state,
    until: datedAnswers.includes(state) ? until! : null,
    by: by ?? scope.who.name,
    answering,
  }
  const said = state === 'open' ? '' : (words?.trim() ?? '')
  const worded =
    state === 'compensated' && instead
      ? await insteadOf(tx, scope, wanted, { instead, locale, said })
      : [{ words: said || null, ids: wanted }]
  if (!worded) return no('answer-no-such-choice')
  const done: Id<'msr'>[] = []
  for (const one of worded) done.push(...(await store.answer(tx, scope, one.ids, { ...given, words: one.words }, now)))
  const refused = await refusedAmong(tx, scope, wanted, done)
  if (done.length === 0) return ok({ answered: 0, answering: null, refused })
  await announce(
    tx,
    done,
    await touchedBy(tx, scope, done, linked),
    { action: 'measure.answer', detail: { state, by: given.by } },
    now,
  )
  return ok({ answered: done.length, answering, refused })
}

/** What is done instead in words, by those that say the same; nothing where the warning of one of them names no such thing. */
async function insteadOf(
  tx: Tx,
  scope: Scope,
  wanted: readonly Id<'msr'>[],
  { instead, locale, said }: { instead: string; locale: Locale; said: string },
): Promise<{ words: string; ids: Id<'msr'>[] }[] | undefined> {
  const offered = await store.insteadOf(tx, scope, wanted)
  const chosen = [...offered].map(([id, choices]) => ({ id, text: choices.find(({ key }) => key === instead)?.text[locale] }))
  if (chosen.some(({ text }) => text === undefined)) return undefined
  return [...Map.groupBy(chosen, ({ text }) => text!)].map(([text, some]) => ({
    words: [text, said].filter(Boolean).join(' '),
    ids: some.map(({ id }) => id),
  }))
}

async function refusedAmong(tx: Tx, scope: Scope, wanted: readonly Id<'msr'>[], done: readonly Id<'msr'>[]): Promise<Refused[]> {
  const answered = new Set(done)
  const left = wanted.filter((id) => !answered.has(id))
  if (left.length === 0) return []
  const known = await store.causesOf(tx, scope, left)
  return left.map((id) => ({ id, reason: refusalOf(known.get(id)) }))
}

/** Whose measures these are and which warnings ask them; a link knows its own notice alone. */
const touchedBy = async (
  tx: Tx,
  scope: Scope,
  ids: readonly Id<'msr'>[],
  linked: Linked | undefined,
): Promise<readonly Linked[]> =>
  linked
    ? [linked]
    : [...(await store.causesOf(tx, scope, ids)).values()].map(({ causeId, organisation }) => ({
        advisory: toId('adv', uuidOf(causeId)),
        organisation,
      }))

/** Tells whose answers to which warnings changed, and writes it in the trail. */
async function announce(
  tx: Tx,
  ids: readonly Id<'msr'>[],
  touched: readonly Linked[],
  { action, detail }: { action: string; detail: Record<string, unknown> },
  now: Utc,
): Promise<void> {
  for (const [advisory, some] of Map.groupBy(touched, (each) => each.advisory))
    await emit(
      tx,
      advisedAnswered,
      {
        advisory,
        organisations: [...new Set(some.map(({ organisation }) => organisation))],
        isSaid: true,
      } satisfies AdvisedAnswered,
      now,
    )
  const owners = [...new Set(touched.map(({ organisation }) => organisation))]
  await audit(
    tx,
    {
      action,
      object: ids.length === 1 ? ids[0]! : `${ids.length} measures`,
      ...(owners.length === 1 && { organisation: owners[0]! }),
      detail: { measures: ids.length, ...detail },
    },
    now,
  )
}

/** Takes back within ten minutes what was answered together: what nobody answered since is as it was before. */
export async function takeBack(
  tx: Tx,
  scope: Scope,
  { answering, ids, by, linked }: Pick<Answering, 'ids' | 'by' | 'linked'> & { answering: Id<'mas'> },
  now: Utc,
): Promise<Result<{ restored: number }, never>> {
  const since = later(now, -takeBackMinutes * minute)
  const done = await store.takeBack(tx, scope, ids, { answering, since, by: by ?? scope.who.name }, now)
  if (done.length > 0)
    await announce(tx, done, await touchedBy(tx, scope, done, linked), { action: 'measure.take-back', detail: {} }, now)
  return ok({ restored: done.length })
}

const clockScope = systemScope('measures.dates')

/** Opens again whatever was accepted or done instead until a day that has passed, and tells of it. Returns how many. */
export async function reopenPassed(db: Db, clock: { now(): Utc }): Promise<number> {
  let opened = 0
  for (let last = pageRows; last === pageRows; opened += last) last = await db.in(clockScope, (tx) => reopenPage(tx, clock.now()))
  return opened
}

async function reopenPage(tx: Tx, now: Utc): Promise<number> {
  const lapsed = await store.reopenPassed(tx, today(now), now, pageRows)
  for (const [advisory, some] of Map.groupBy(lapsed, (one) => one.advisory)) {
    const byMember = Map.groupBy(some, ({ organisation }) => organisation)
    await emit(
      tx,
      advisedAnswered,
      { advisory, organisations: [...byMember.keys()], isSaid: false } satisfies AdvisedAnswered,
      now,
    )
    for (const [organisation, parts] of byMember)
      await emit(
        tx,
        advisedLapsed,
        { advisory, organisation, lapsed: parts.map(({ part, was, until }) => ({ part, was, until })) } satisfies AdvisedLapsed,
        now,
      )
  }
  return lapsed.length
}

/** Moves the deadline of a measure. That of the finding stays: it says when it should have been mended, this one what was agreed. */
export async function moveDue(
  tx: Tx,
  scope: Scope,
  { id, dueAt, reason }: { id: Id<'msr'>; dueAt: Utc; reason: string },
  now: Utc,
): Promise<Result<Record<never, never>, 'not-found' | 'due-has-passed'>> {
  if (dueAt <= now) return no('due-has-passed')
  const organisation = await store.moveDue(tx, scope, id, { dueAt, reason }, now)
  if (!organisation) return no('not-found')
  await audit(tx, { action: 'measure.due', object: id, organisation, detail: { dueAt, reason } }, now)
  return ok({})
}

const effectDays = 90

/**
 * How quickly what was told in a period was read, answered and proved; without a period, the last 90 days. Where more was told than is
 * reckoned, the period begins later, and `from` says when.
 */
export async function effect(
  tx: Tx,
  scope: Scope,
  asked: { by: EffectGroup; from?: Utc | undefined; to?: Utc | undefined },
  locale: Locale,
  now: Utc,
): Promise<{ from: Utc; to: Utc; rows: EffectRow[] }> {
  const to = asked.to ?? now
  const from = asked.from ?? later(to, -effectDays * day)
  const { since, rows } = await store.effect(tx, scope, asked.by, { from, to })
  return {
    from: since,
    to,
    rows: rows.map((row) => {
      const span = ({ known, hours: found }: (typeof row)['read']) => ({
        of: row.told,
        known,
        medianHours: hours(found?.[0]),
        p90Hours: hours(found?.[1]),
      })
      return {
        group: row.group,
        words: groupInWords(asked.by, row.group, locale),
        told: row.told,
        organisations: row.organisations,
        read: span(row.read),
        answered: span(row.answered),
        proved: span(row.proved),
      }
    }),
  }
}
