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
import { readTyped, type TypedFault } from './rules.ts'
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
 * Asks members about what is unsure: one question for each product that they run, whatever number of lines and warnings it is about. Who
 * was asked before is not asked again. Returns how many questions are new.
 */
export async function askAbout(tx: Tx, scope: Scope, about: Id<'adv'>, unsure: readonly Unsure[], now: Utc): Promise<number> {
  const same = Map.groupBy(unsure, (one) => JSON.stringify([one.organisation, questions.questionKey(one)]))
  const asked = [...same.values()].map(([first, ...rest]): questions.NewQuestion => {
    const { organisation, vendor, product, versions, line } = first!
    return { organisation, vendor, product, versions, lines: [...new Set([line, ...rest.map((one) => one.line)])] }
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

/** What these organisations have answered of a line without naming a version: it settles what was asked, and nothing else. */
export async function settledBy(
  tx: Tx,
  scope: Scope,
  organisations: readonly Id<'org'>[],
): Promise<(line: Id<'prd'>, versions: string) => boolean | undefined> {
  const rows = (await questions.questionsOf(tx, scope, organisations)).filter(
    ({ affected, version }) => affected !== null && version === '',
  )
  const known = new Map(rows.flatMap((row) => row.lines.map((line) => [`${line} ${row.versions}`, row.affected!] as const)))
  return (line, versions) => known.get(`${line} ${versions}`)
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
 * *yes* and *no* settle what was asked. Whoever does not know leaves it open for the team to see.
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
  const version = given.answer === 'unknown' ? '' : given.version.trim()
  const lines = (await store.lineRows(tx, scope, question.lines)).filter(({ endedAt }) => endedAt === null)
  if (version !== '') {
    const changes: { line: store.LineRow; to: ReturnType<typeof store.saidIn> }[] = []
    for (const line of lines) {
      const said = readTyped({ ...store.saidIn(line), version })
      if (!said.ok) return said
      changes.push({ line, to: said.value })
    }
    await store.changeLines(tx, changes, null, sayer.value)
  }
  const affected =
    version === '' ? { yes: true, no: false, unknown: null }[given.answer] : isAffected(question, version, given.answer)
  const by = scope.team ? given.saidBy : scope.who.name
  await questions.saveAnswer(
    tx,
    scope,
    question.id,
    { answer: given.answer, version, affected, by, saidBy: sayer.value.saidBy },
    now,
  )
  const { id, organisation, about, versions } = question
  const told: ProductAnswered = {
    question: id,
    organisation,
    lines: question.lines,
    about,
    answer: given.answer,
    versions,
    affected,
    by,
  }
  await emit(tx, productAnswered, told, now)
  const detail = { product: [question.vendor, question.product].filter(Boolean).join(' '), answer: given.answer, version }
  await audit(tx, { action: 'product.answer', object: id, organisation, detail }, now)
  return ok({ affected })
}

/** Whether a version is among those that were asked about; where it cannot be compared, what was answered counts. */
function isAffected({ vendor, product, versions }: questions.QuestionRow, version: string, answer: QuestionAnswer): boolean {
  const named = { ...(vendor && { vendor }), product }
  const [match] = buildProducts([{ ...named, ...(versions && { versions }) }]).match({
    ...named,
    version,
    member: '',
    seenAt: '',
    by: '',
  })
  return match?.sureness === 'ask' ? answer === 'yes' : match !== undefined
}
