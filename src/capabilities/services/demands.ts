import { memberOrganisation } from '#capabilities/members/index.ts'
import { today } from '#domain/dates.ts'
import type { Id } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { readOrganisationNumber } from '#domain/organisation-number.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holdsFor, type Scope } from '#domain/scope.ts'
import type { Day, Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { type Assessment, type Demand, type DemandAnswer, demandIds, type Framework } from './contract.ts'
import { demands } from './demands.data.ts'
import * as store from './store-demands.ts'

type Done = Record<never, never>
type Wall = 'not-found' | 'not-your-role'

const mayWrite = (scope: Scope, organisation: Id<'org'>): Wall | undefined => {
  if (!scope.organisations.includes(organisation)) return 'not-found'
  return holdsFor(scope, organisation, 'member-security') ? undefined : 'not-your-role'
}

/** The minimum demands with the answers of one organisation, in the reader's language. */
export async function answered(tx: Tx, scope: Scope, organisation: Id<'org'>, locale: Locale): Promise<DemandAnswer[]> {
  const rows = new Map((await store.answersOf(tx, scope, organisation)).map((row) => [row.demand, row]))
  return demandIds.map((demand) => {
    const { answer = null, until = null, note = '', answeredAt = null, answeredBy = null } = rows.get(demand) ?? {}
    return { demand, words: demands[demand][locale], answer, until, note, answeredAt, answeredBy }
  })
}

interface Answer {
  demand: Demand
  answer: 'met' | 'partly' | 'not-yet'
  until: Day | null
  note: string
}

/** Answers minimum demands. What is not met has a day by which it is; a day that has been is no promise. */
export async function answer(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  answers: readonly Answer[],
  now: Utc,
): Promise<Result<Done, Wall | 'until-missing' | 'day-has-passed'>> {
  const wall = mayWrite(scope, organisation)
  if (wall) return no(wall)
  const given = [...new Map(answers.map((one) => [one.demand, one])).values()]
  const unmet = given.filter((one) => one.answer !== 'met')
  if (unmet.some(({ until }) => until === null)) return no('until-missing')
  if (unmet.some(({ until }) => until! < today(now))) return no('day-has-passed')
  const rows = given.map((one) => ({ ...one, organisation, until: one.answer === 'met' ? null : one.until }))
  await store.putAnswers(tx, scope, rows, now)
  const detail = Object.fromEntries(given.map((one) => [one.demand, one.answer]))
  await audit(tx, { action: 'service.demands', object: organisation, organisation, detail }, now)
  return ok({})
}

/** The assessments of an organisation, with everybody who reads or has read them. */
export async function assessments(tx: Tx, scope: Scope, organisation: Id<'org'>): Promise<Assessment[]> {
  const [rows, shares] = [await store.assessmentsOf(tx, scope, organisation), await store.sharesOf(tx, scope, organisation)]
  return rows.map(({ owner: _, ...row }) => ({
    ...row,
    shares: shares.flatMap(({ assessment, ...share }) => (assessment === row.id ? [share] : [])),
  }))
}

/** Keeps an assessment. Of the minimum demands it takes the answers as they stand, so that what is read later is what was said then. */
export async function keepAssessment(
  tx: Tx,
  scope: Scope,
  organisation: Id<'org'>,
  input: { framework: Framework; title: string; doneOn: Day; document: Assessment['document'] },
  locale: Locale,
  now: Utc,
): Promise<Result<{ id: Id<'asm'> }, Wall | 'not-a-member' | 'done-in-future' | 'demands-unanswered'>> {
  const wall = mayWrite(scope, organisation)
  if (wall) return no(wall)
  const member = await memberOrganisation(tx, scope, organisation)
  if (!member) return no('not-a-member')
  if (input.doneOn > today(now)) return no('done-in-future')
  const own = input.framework === 'minimum-demands' ? await answered(tx, scope, organisation, locale) : []
  const answers = own.flatMap(({ words, answer, until }) => (answer ? [{ words, answer, until }] : []))
  if (input.framework === 'minimum-demands' && answers.length < demandIds.length) return no('demands-unanswered')
  const id = await store.addAssessment(tx, scope, { ...input, organisation, owner: member.name, answers }, now)
  const detail = { framework: input.framework, title: input.title, doneOn: input.doneOn }
  await audit(tx, { action: 'assessment.keep', object: id, organisation, detail }, now)
  return ok({ id })
}

/**
 * Shares an assessment with whoever has a number. The answer is the same whether we know that organisation or not, so that sharing tells
 * nobody who is in the register.
 */
export async function share(
  tx: Tx,
  scope: Scope,
  { id, number, label }: { id: Id<'asm'>; number: string; label: string },
  now: Utc,
): Promise<Result<Done, Wall | 'bad-organisation-number'>> {
  const whose = await store.assessment(tx, scope, id)
  if (!whose) return no('not-found')
  if (!holdsFor(scope, whose.organisation, 'member-security')) return no('not-your-role')
  const reader = readOrganisationNumber(number)
  if (reader === undefined) return no('bad-organisation-number')
  await store.share(tx, scope, whose, reader, label, now)
  const detail = { title: whose.title, reader, label }
  await audit(tx, { action: 'assessment.share', object: id, organisation: whose.organisation, detail }, now)
  return ok({})
}

/** Ends the sharing with one organisation: it reads nothing from this moment. */
export async function unshare(
  tx: Tx,
  scope: Scope,
  { id, number }: { id: Id<'asm'>; number: string },
  now: Utc,
): Promise<Result<Done, Wall | 'not-shared'>> {
  const whose = await store.assessment(tx, scope, id)
  if (!whose) return no('not-found')
  if (!holdsFor(scope, whose.organisation, 'member-security')) return no('not-your-role')
  const reader = readOrganisationNumber(number)
  if (reader === undefined || (await store.unshare(tx, scope, id, reader, now)) === 0) return no('not-shared')
  const detail = { title: whose.title, reader }
  await audit(tx, { action: 'assessment.unshare', object: id, organisation: whose.organisation, detail }, now)
  return ok({})
}
