import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { empty, jsonText, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { QuestionAnswer, QuestionFilter } from './contract.ts'

const uuids = (ids: readonly string[]): string[] => ids.map(uuidOf)

/** The first wall. */
const within = (scope: Scope): Sql =>
  scope.team ? sql`true` : sql`q.organisation_id = any (${uuids(scope.organisations)}::uuid[])`

/** A question as it is kept. */
export interface QuestionRow {
  id: Id<'pqu'>
  organisation: Id<'org'>
  vendor: string
  product: string
  versions: string
  lines: Id<'prd'>[]
  about: Id<'adv'>[]
  askedAt: Utc
  answer: QuestionAnswer | null
  version: string
  affected: boolean | null
  answeredAt: Utc | null
  answeredBy: string | null
}

type Stored = Omit<QuestionRow, 'id' | 'organisation' | 'lines' | 'about'> & {
  id: string
  organisation: string
  lines: string[]
  about: string[]
}

const columns =
  raw(`q.id, q.organisation_id as organisation, q.vendor, q.product, q.versions, q.lines, q.about, q.asked_at as "askedAt", q.answer, q.version,
  q.affected, q.answered_at as "answeredAt", q.answered_by as "answeredBy"`)

const toQuestion = (row: Stored): QuestionRow => ({
  ...row,
  id: toId('pqu', row.id),
  organisation: toId('org', row.organisation),
  lines: row.lines.map((id) => toId('prd', id)),
  about: row.about.map((id) => toId('adv', id)),
})

/** A question that is to be asked. */
export interface NewQuestion {
  organisation: Id<'org'>
  vendor: string
  product: string
  versions: string
  lines: readonly Id<'prd'>[]
}

/** By what two questions are about one product; of other versions it is asked anew. */
export const questionKey = ({ vendor, product }: Pick<NewQuestion, 'vendor' | 'product'>): string =>
  `${vendor} ${product}`.trim().toLowerCase()

const rowsEach = 500

/** Whether an answer still holds where the same is asked: nobody asks of a line of which *absent* holds. */
const stays = sql`excluded.lines <@ q.lines and q.answer is distinct from 'absent'`

/**
 * Asks what has not been asked of these versions; what was is remembered as what this warning would like to know, too. What was answered of
 * other lines says nothing of new ones, and *absent* nothing of what was seen since: it is asked again. Returns how many are new.
 */
export async function addQuestions(
  tx: Tx,
  scope: Scope,
  about: Id<'adv'>,
  questions: readonly NewQuestion[],
  now: Utc,
): Promise<number> {
  let added = 0
  for (let at = 0; at < questions.length; at += rowsEach) {
    const some = questions.slice(at, at + rowsEach)
    const rows = await tx.rows<{ isNew: boolean }>(sql`
      insert into product_question as q (id, organisation_id, product_key, vendor, product, versions, lines, about, asked_at)
      select one.id, one.organisation, one.key, one.vendor, one.product, one.versions,
        array(select jsonb_array_elements_text(one.lines))::uuid[], array[${uuidOf(about)}::uuid], ${now}::timestamptz
      from unnest(${some.map(() => uuidOf(newId('pqu')))}::uuid[], ${some.map(({ organisation }) => uuidOf(organisation))}::uuid[], ${some.map(questionKey)}::text[],
        ${some.map(({ vendor }) => vendor)}::text[], ${some.map(({ product }) => product)}::text[], ${some.map(({ versions }) => versions)}::text[],
        ${some.map(({ lines }) => jsonText(lines.map(uuidOf)))}::jsonb[]) as one (id, organisation, key, vendor, product, versions, lines)
      where ${scope.team}::boolean
      on conflict (organisation_id, product_key, md5(versions)) do update set
        about = case when excluded.about[1] = any (q.about) then q.about else q.about || excluded.about end,
        lines = array(select distinct unnest(q.lines || excluded.lines)),
        answer = case when ${stays} then q.answer end,
        version = case when ${stays} then q.version else '' end,
        affected = case when ${stays} then q.affected end,
        answered_at = case when ${stays} then q.answered_at end,
        answered_by = case when ${stays} then q.answered_by end,
        said_by = case when ${stays} then q.said_by else '' end
      returning (q.xmax = 0) as "isNew"`)
    added += rows.filter(({ isNew }) => isNew).length
  }
  return added
}

const conditions = (scope: Scope, { about }: Pick<QuestionFilter, 'about'>): Sql =>
  about ? sql`${within(scope)} and q.about @> array[${uuidOf(about)}::uuid]` : within(scope)

/** One page of questions, newest first. */
export async function questionPage(
  tx: Tx,
  scope: Scope,
  { state, about, after, limit }: QuestionFilter & { after?: string | undefined; limit: number },
): Promise<QuestionRow[]> {
  const rows = await tx.rows<Stored>(sql`
    select ${columns} from product_question q where ${conditions(scope, { about })}
      ${state ? (state === 'open' ? sql`and q.answer is null` : sql`and q.answer is not null`) : empty}
      ${after ? sql`and q.id < ${after}::uuid` : empty} order by q.id desc limit ${limit}`)
  return rows.map(toQuestion)
}

/** How many wait for an answer, and how many have one. */
export async function countQuestions(
  tx: Tx,
  scope: Scope,
  filter: Pick<QuestionFilter, 'about'>,
): Promise<{ open: number; answered: number }> {
  const row = await tx.one<{ open: number; answered: number }>(sql`
    select count(*) filter (where q.answer is null)::int as open, count(*) filter (where q.answer is not null)::int as answered
    from product_question q where ${conditions(scope, filter)}`)
  return row!
}

/** One question; held until the transaction ends, so that two do not answer it at once. */
export async function heldQuestion(tx: Tx, scope: Scope, id: Id<'pqu'>): Promise<QuestionRow | undefined> {
  const row = await tx.one<Stored>(
    sql`select ${columns} from product_question q where q.id = ${uuidOf(id)}::uuid and ${within(scope)} for update`,
  )
  return row && toQuestion(row)
}

/**
 * What of the same product, about other versions, waits for an answer beside a question, or was answered *absent* together with it; held until
 * the transaction ends.
 */
export const beside = async (tx: Tx, scope: Scope, question: QuestionRow): Promise<QuestionRow[]> => {
  const absentAt = question.answer === 'absent' ? question.answeredAt : null
  const rows = await tx.rows<Stored>(sql`
    select ${columns} from product_question q where q.organisation_id = ${uuidOf(question.organisation)}::uuid
      and q.product_key = ${questionKey(question)} and q.id <> ${uuidOf(question.id)}::uuid
      and (q.answer is null or (q.answer = 'absent' and q.answered_at = ${absentAt}::timestamptz)) and ${within(scope)}
    order by q.id for update`)
  return rows.map(toQuestion)
}

/** Takes the answers of questions away: they wait again. */
export const askAgain = (tx: Tx, scope: Scope, ids: readonly Id<'pqu'>[]): Promise<number> =>
  tx.run(sql`
    update product_question q set answer = null, version = '', affected = null, answered_at = null, answered_by = null, said_by = ''
    where q.id = any (${uuids(ids)}::uuid[]) and ${within(scope)}`)

/** Writes down what was answered. */
export const saveAnswer = (
  tx: Tx,
  scope: Scope,
  id: Id<'pqu'>,
  said: { answer: QuestionAnswer; version: string; affected: boolean | null; by: string; saidBy: string },
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    update product_question q set answer = ${said.answer}, version = ${said.version}, affected = ${said.affected}::boolean, answered_at = ${now},
      answered_by = ${said.by}, said_by = ${said.saidBy} where q.id = ${uuidOf(id)}::uuid and ${within(scope)}`)

/** The questions of these organisations: all, or those that wait. */
export const questionsOf = async (
  tx: Tx,
  scope: Scope,
  organisations: readonly Id<'org'>[],
  { open = false } = {},
): Promise<QuestionRow[]> =>
  (
    await tx.rows<Stored>(sql`
      select ${columns} from product_question q where q.organisation_id = any (${uuids(organisations)}::uuid[]) and ${within(scope)}
        ${open ? sql`and q.answer is null` : empty} order by q.id`)
  ).map(toQuestion)
