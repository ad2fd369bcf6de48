import { organisationNames } from '#capabilities/members/index.ts'
import { type Id, uuidOf } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holdsFor, type Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { buildProducts } from '#engines/products/products.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { begin, type NotAllowed } from './actions.ts'
import {
  type ProductAnswered,
  type ProductQuestion,
  productAnswered,
  type QuestionAnswer,
  type QuestionFilter,
} from './contract.ts'
import type { InventoryMatch } from './match.ts'
import { areAmong, joinedRanges, readTyped, type TypedFault } from './rules.ts'
import * as store from './store.ts'
import * as questions from './store-questions.ts'

/** A line of an inventory of which a warning would like to know more: what the warning names, and which versions. */
export interface Unsure {
  organisation: Id<'org'>
  line: Id<'prd'>
  vendor: string
  product: string
  versions: string
}

/**
 * Asks members about what is unsure: one question for each product that they run and the versions that a warning names, whatever number of
 * lines and warnings it is about. Who was asked about these before is not asked again. Returns how many questions are new.
 */
export async function askAbout(tx: Tx, scope: Scope, about: Id<'adv'>, unsure: readonly Unsure[], now: Utc): Promise<number> {
  const same = Map.groupBy(unsure, (one) => JSON.stringify([one.organisation, questions.questionKey(one)]))
  const asked = [...same.values()].map(([first, ...rest]): questions.NewQuestion => {
    const { organisation, vendor, product, line } = first!
    const lines = [...new Set([line, ...rest.map((one) => one.line)])]
    return { organisation, vendor, product, versions: joinedRanges([first!, ...rest].map((one) => one.versions)), lines }
  })
  return questions.addQuestions(tx, scope, about, asked, now)
}

/** What waits for an answer of each of these organisations because of a warning. */
export async function openQuestions(
  tx: Tx,
  scope: Scope,
  organisations: readonly Id<'org'>[],
  about: Id<'adv'>,
): Promise<Map<Id<'org'>, { product: string; versions: string }[]>> {
  const rows = await questions.questionsOf(tx, scope, organisations, { open: true })
  const asked = rows
    .filter((row) => row.about.includes(about))
    .map(({ organisation, vendor, product, versions }) => ({
      organisation,
      product: [vendor, product].filter(Boolean).join(' '),
      versions,
    }))
  return Map.groupBy(asked, ({ organisation }) => organisation)
}

/**
 * What these organisations have answered of a line without naming a version, the newest answer first. Whoever does not have the product has
 * said so of all versions, until it says something else of any, or the line is seen anew (`seenAt`); else it settles what was asked: none of
 * some versions is none of those among them, one of some is one of more. `named` are all versions of the line that a warning names.
 */
export async function settledBy(
  tx: Tx,
  scope: Scope,
  organisations: readonly Id<'org'>[],
): Promise<(line: Pick<InventoryMatch, 'line' | 'compared'>, versions: string, named: readonly string[]) => boolean | undefined> {
  const rows = (await questions.questionsOf(tx, scope, organisations))
    .filter(({ affected, version }) => affected !== null && version === '')
    .sort((one, other) => (one.answeredAt! < other.answeredAt! ? 1 : one.answeredAt! > other.answeredAt! ? -1 : 0))
  const known = Map.groupBy(
    rows.flatMap((row) => row.lines.map((line) => ({ line, row }))),
    ({ line }) => line,
  )
  return ({ line, compared }, versions, named) => {
    const said = (known.get(line) ?? []).map(({ row }) => row)
    const holds = (absentAt: Utc) => absentAt >= compared.seenAt && absentAt === said[0]!.answeredAt
    for (const { answer, versions: asked, answeredAt } of said) {
      if (answer === 'absent' && holds(answeredAt!)) return false
      if (answer === 'no' && areAmong(versions, asked)) return false
      if (answer === 'yes' && areAmong(asked, joinedRanges(named))) return true
    }
    return undefined
  }
}

/** One page of questions with how many wait: a member's own, or all for the team. */
export async function questionsListed(
  tx: Tx,
  scope: Scope,
  { limit, ...filter }: QuestionFilter & { after?: string | undefined; limit: number },
): Promise<{ rows: ProductQuestion[]; next?: string; count: { open: number; answered: number } }> {
  const found = await questions.questionPage(tx, scope, { ...filter, limit: limit + 1 })
  const rows = found.slice(0, limit)
  const names = await organisationNames(tx, [...new Set(rows.map(({ organisation }) => organisation))])
  return {
    rows: rows.map(({ organisation, lines: _, about: __, ...row }) => ({
      ...row,
      organisation: { id: organisation, name: names.get(organisation) ?? '' },
      mayAnswer: holdsFor(scope, organisation, 'member-security'),
    })),
    ...(found.length > limit && { next: uuidOf(rows.at(-1)!.id) }),
    count: await questions.countQuestions(tx, scope, filter),
  }
}

/**
 * Answers a question. A version is written into the lines that it was about and decides by itself whether they are affected; without one
 * *yes* and *no* settle what was asked. A version, and that there is no such product, answer what else is asked of it, too; whoever takes
 * back the latter is asked the others anew. Whoever does not know leaves it open for the team to see.
 */
export async function answerQuestion(
  tx: Tx,
  scope: Scope,
  given: { id: Id<'pqu'>; answer: QuestionAnswer; version: string; saidBy: string },
  now: Utc,
): Promise<Result<{ affected: boolean | null }, NotAllowed | TypedFault>> {
  const question = await questions.heldQuestion(tx, scope, given.id)
  if (!question) return no('not-found')
  const sayer = await begin(tx, question.organisation, given.saidBy, now)
  if (!sayer.ok) return sayer
  const version = given.answer === 'unknown' || given.answer === 'absent' ? '' : given.version.trim()
  const settlesAll = version !== '' || given.answer === 'absent'
  const beside = await questions.beside(tx, scope, question)
  // What the version cannot be compared with waits on: what was answered of other versions says nothing of these.
  const isSettled = (one: questions.QuestionRow) => settlesAll && (version === '' || isAffected(one, version) !== undefined)
  const settled = [question, ...beside.filter(isSettled)]
  const anew = beside.filter((one) => one.answer !== null && !isSettled(one))
  const ids = [...new Set(settled.flatMap((one) => one.lines))]
  const lines = (await store.lineRows(tx, scope, ids)).filter(({ endedAt }) => endedAt === null)
  if (version !== '') {
    const changes: { line: store.LineRow; to: ReturnType<typeof store.saidIn> }[] = []
    for (const line of lines) {
      const said = readTyped({ ...store.saidIn(line), version })
      if (!said.ok) return said
      changes.push({ line, to: said.value })
    }
    await store.changeLines(tx, changes, null, sayer.value)
  }
  const by = scope.team ? given.saidBy : scope.who.name
  const said = { answer: given.answer, version, by, saidBy: sayer.value.saidBy }
  await questions.askAgain(
    tx,
    scope,
    anew.map(({ id }) => id),
  )
  // What is asked anew waits for no answer of its own before its warnings hear of it.
  const about = [...new Set([question, ...anew].flatMap((one) => one.about))]
  for (const one of [{ ...question, about }, ...settled.slice(1)]) await settleOne(tx, scope, one, said, now)
  return ok({ affected: comesTo(question, said) })
}

interface SaidOf {
  answer: QuestionAnswer
  version: string
  by: string
  saidBy: string
}

const plainly = { yes: true, no: false, absent: false, unknown: null } as const

/** What an answer comes to for the versions that a question is about; where a version cannot be compared, what was answered counts. */
const comesTo = (question: questions.QuestionRow, { answer, version }: SaidOf): boolean | null =>
  version === '' ? plainly[answer] : (isAffected(question, version) ?? answer === 'yes')

/** Writes down what was said to one question, and tells of it. */
async function settleOne(tx: Tx, scope: Scope, question: questions.QuestionRow, said: SaidOf, now: Utc): Promise<void> {
  const { id, organisation, about, lines, versions } = question
  const { answer, version, by } = said
  const affected = comesTo(question, said)
  await questions.saveAnswer(tx, scope, id, { ...said, affected }, now)
  const told: ProductAnswered = { question: id, organisation, lines, about, answer, versions, affected, by }
  await emit(tx, productAnswered, told, now)
  const detail = { product: [question.vendor, question.product].filter(Boolean).join(' '), answer, version }
  await audit(tx, { action: 'product.answer', object: id, organisation, detail }, now)
}

/** Whether a version is among those that were asked about; nothing where it cannot be compared. */
function isAffected({ vendor, product, versions }: questions.QuestionRow, version: string): boolean | undefined {
  const named = { ...(vendor && { vendor }), product }
  const [match] = buildProducts([{ ...named, ...(versions && { versions }) }]).match({
    ...named,
    version,
    member: '',
    seenAt: '',
    by: '',
  })
  return match?.sureness === 'ask' ? undefined : match !== undefined
}
