import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import { ownOrganisations, type Scope } from '#domain/scope.ts'
import type { Day, Utc } from '#domain/time.ts'
import { raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Assessment, Demand, Framework } from './contract.ts'

const uuids = (ids: readonly string[]): string[] => ids.map(uuidOf)
const within = (scope: Scope): Sql =>
  scope.team ? sql`true` : sql`organisation_id = any (${uuids(scope.organisations)}::uuid[])`
/** What neither the team is shown nor whoever only stands in for a member. */
const own = (scope: Scope): Sql => sql`organisation_id = any (${uuids(ownOrganisations(scope))}::uuid[])`

export interface AnswerRow {
  demand: Demand
  answer: 'met' | 'partly' | 'not-yet'
  until: Day | null
  note: string
  answeredAt: Utc
  answeredBy: string
}

export const answersOf = (tx: Tx, scope: Scope, organisation: Id<'org'>): Promise<AnswerRow[]> =>
  tx.rows<AnswerRow>(
    sql`select demand, answer, until, note, answered_at as "answeredAt", answered_by as "answeredBy" from demand_answer
        where organisation_id = ${uuidOf(organisation)}::uuid and ${within(scope)}`,
  )

export const putAnswers = (
  tx: Tx,
  scope: Scope,
  answers: readonly (Pick<AnswerRow, 'demand' | 'answer' | 'until' | 'note'> & { organisation: Id<'org'> })[],
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    insert into demand_answer (organisation_id, demand, answer, until, note, answered_at, answered_by)
    select a.organisation, a.demand, a.answer, a.until, a.note, ${now}, ${scope.who.name}
    from unnest(${uuids(answers.map(({ organisation }) => organisation))}::uuid[], ${answers.map(({ demand }) => demand)}::text[],
      ${answers.map(({ answer }) => answer)}::text[], ${answers.map(({ until }) => until)}::date[],
      ${answers.map(({ note }) => note)}::text[]) as a (organisation, demand, answer, until, note)
    on conflict (organisation_id, demand) do update set answer = excluded.answer, until = excluded.until, note = excluded.note,
      answered_at = excluded.answered_at, answered_by = excluded.answered_by`)

export interface AssessmentRow {
  id: Id<'asm'>
  organisation: Id<'org'>
  owner: string
  framework: Framework
  title: string
  doneOn: Day
  document: Assessment['document']
  answers: Assessment['answers']
}

type Stored = Omit<AssessmentRow, 'id' | 'organisation'> & { id: string; organisation: string }
const columns = raw(
  `id, organisation_id as organisation, owner_name as owner, framework, title, done_on as "doneOn", document, answers`,
)
const toAssessment = (row: Stored): AssessmentRow => ({
  ...row,
  id: toId('asm', row.id),
  organisation: toId('org', row.organisation),
})

export async function assessmentsOf(tx: Tx, scope: Scope, organisation: Id<'org'>): Promise<AssessmentRow[]> {
  const rows = await tx.rows<Stored>(
    sql`select ${columns} from assessment where organisation_id = ${uuidOf(organisation)}::uuid and ${own(scope)} order by id desc limit 200`,
  )
  return rows.map(toAssessment)
}

/** What others share with the organisations of whoever asks, the newest first. */
export async function sharedWithUs(tx: Tx, scope: Scope): Promise<AssessmentRow[]> {
  const rows = await tx.rows<Stored>(
    sql`select ${columns} from assessments_shared_with(${uuids(ownOrganisations(scope))}::uuid[]) order by id desc limit 500`,
  )
  return rows.map(toAssessment)
}

export async function assessment(tx: Tx, scope: Scope, id: Id<'asm'>): Promise<AssessmentRow | undefined> {
  const row = await tx.one<Stored>(sql`select ${columns} from assessment where id = ${uuidOf(id)}::uuid and ${own(scope)}`)
  return row && toAssessment(row)
}

export async function addAssessment(tx: Tx, scope: Scope, row: Omit<AssessmentRow, 'id'>, now: Utc): Promise<Id<'asm'>> {
  const id = newId('asm')
  await tx.run(sql`
    insert into assessment (id, organisation_id, owner_name, framework, title, done_on, document, answers, created_at, created_by)
    values (${uuidOf(id)}::uuid, ${uuidOf(row.organisation)}::uuid, ${row.owner}, ${row.framework}, ${row.title}, ${row.doneOn},
            ${JSON.stringify(row.document)}, ${JSON.stringify(row.answers)}, ${now}, ${scope.who.name})`)
  return id
}

export interface ShareRow {
  assessment: Id<'asm'>
  number: string
  label: string
  givenAt: Utc
  withdrawnAt: Utc | null
}

export async function sharesOf(tx: Tx, scope: Scope, organisation: Id<'org'>): Promise<ShareRow[]> {
  const rows = await tx.rows<Omit<ShareRow, 'assessment'> & { assessment: string }>(
    sql`select assessment_id as assessment, reader_number as number, label, given_at as "givenAt", withdrawn_at as "withdrawnAt"
        from assessment_share where organisation_id = ${uuidOf(organisation)}::uuid and ${own(scope)} order by given_at, reader_number`,
  )
  return rows.map((row) => ({ ...row, assessment: toId('asm', row.assessment) }))
}

export const share = (
  tx: Tx,
  scope: Scope,
  { id, organisation }: Pick<AssessmentRow, 'id' | 'organisation'>,
  number: string,
  label: string,
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    insert into assessment_share (assessment_id, organisation_id, reader_number, label, given_at, given_by)
    values (${uuidOf(id)}::uuid, ${uuidOf(organisation)}::uuid, ${number}, ${label}, ${now}, ${scope.who.name})
    on conflict (assessment_id, reader_number) do update
      set label = excluded.label, given_at = excluded.given_at, given_by = excluded.given_by, withdrawn_at = null`)

export const unshare = (tx: Tx, scope: Scope, id: Id<'asm'>, number: string, now: Utc): Promise<number> =>
  tx.run(sql`
    update assessment_share set withdrawn_at = ${now}
    where assessment_id = ${uuidOf(id)}::uuid and reader_number = ${number} and withdrawn_at is null and ${own(scope)}`)
