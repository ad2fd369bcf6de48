import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Pap } from '#domain/pap.ts'
import type { Scope } from '#domain/scope.ts'
import { later, type Utc } from '#domain/time.ts'
import { labelsWithin, mostInFiles, type Tlp } from '#domain/tlp.ts'
import { column, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Answer, AnswerInput, FindingState } from './contract.ts'
import type { Reason } from './rules.ts'
import { type FindingRow, findingColumns, hideSteps, type Row, type Touched, toFinding, visible } from './store.ts'

const uuids = (ids: readonly string[]): string[] => ids.map((id) => uuidOf(id))

const minute = 60_000

/** What the functions of migrations/0006 give back of a finding. */
const touched = raw('finding as id, owner as organisation, operated_by as operator, how_severe as severity')

/**
 * Answers findings as the transaction's scope: the team, seats of owner or operator, or the holder of an answer link. What is over,
 * or not theirs to answer, stays as it is. `seats` are the organisations for which the scope may answer.
 */
export const answer = (
  tx: Tx,
  ids: readonly Id<'fnd'>[],
  seats: readonly Id<'org'>[],
  { answer, until, reason }: AnswerInput,
  name: string,
  now: Utc,
): Promise<Touched[]> =>
  tx.rows<Touched>(
    sql`select ${touched} from finding_answer(${uuids(ids)}::uuid[], ${uuids(seats)}::uuid[], ${answer}, ${until ?? null}::timestamptz, ${reason ?? null},
          ${tx.scope.who.kind}, ${name}, ${now}::timestamptz)`,
  )

/** Notes how it came to what was read or answered just now. */
export const markChannel = (tx: Tx, what: 'read' | 'answered', touched: readonly Touched[], channel: string): Promise<number> =>
  tx.run(
    sql`update finding_step s set because = s.because || ${JSON.stringify({ channel })}::jsonb from finding f
        where f.id = any(${touched.map(({ id }) => id)}::uuid[]) and s.finding_id = f.id and s.number = f.steps and s.what = ${what}`,
  )

/** Takes back answers that are not older than so many minutes and still stand. */
export const takeBack = (tx: Tx, ids: readonly Id<'fnd'>[], seats: readonly Id<'org'>[], minutes: number, now: Utc) =>
  tx.rows<Touched>(
    sql`select ${touched}, now_state as state, now_answer as answer from finding_take_back(${uuids(ids)}::uuid[], ${uuids(seats)}::uuid[],
          ${later(now, -minutes * minute)}::timestamptz, ${tx.scope.who.kind}, ${tx.scope.who.name}, ${now}::timestamptz)`,
  )

/** When the last answer to any of these findings was given, also when it was taken back since. */
export const lastAnswered = async (tx: Tx, findings: readonly { id: string }[]): Promise<Utc | undefined> =>
  (
    await tx.one<{ at: Utc | null }>(
      sql`select max(at) as at from finding_step where finding_id = any(${findings.map(({ id }) => id)}::uuid[]) and what = 'answered'`,
    )
  )?.at ?? undefined

/** The program notes later what a person has read. */
const readerKind = (tx: Tx): string => (tx.scope.who.kind === 'system' ? 'person' : tx.scope.who.kind)

/** Notes that findings of which somebody was told have been read; those that were read before stay as they are. */
export const markRead = (tx: Tx, ids: readonly Id<'fnd'>[], by: { name: string; notice: string | null }, now: Utc) =>
  tx.rows<Touched>(
    sql`select ${touched} from finding_read(${uuids(ids)}::uuid[], ${readerKind(tx)}, ${by.name}, ${by.notice}, ${now}::timestamptz)`,
  )

/** What a step of the team does to findings: which, what of them changes, and what the story says. */
interface Deed {
  what: string
  from: Sql
  set: Sql
  because: Sql
}

/** Changes findings and writes one step each; returns what they were before. Only for the team: row-level security lets nobody else. */
async function change(tx: Tx, ids: readonly string[], deed: Deed, now: Utc): Promise<(Touched & { was: Answer | null })[]> {
  if (ids.length === 0) return []
  return tx.rows(sql`
    with old as (
      select f.* from finding f where f.id = any(${[...ids]}::uuid[]) and (${deed.from}) order by f.id for update
    ), done as (
      update finding f set ${deed.set}, steps = f.steps + 1, version = f.version + 1, changed_in = pg_current_xact_id()
      from old where f.id = old.id
      returning f.id, f.organisation_id, f.operator_id, f.severity, f.state, f.steps, f.due_at, old.state as before, old.answer as was, old.answered_at
    ), told as (
      insert into finding_step (finding_id, number, at, what, before, after, who_kind, who, because)
      select done.id, steps, ${now}, ${deed.what}, before, state, ${tx.scope.who.kind}, ${tx.scope.who.name}, ${deed.because} from done
    )
    select id, organisation_id as organisation, operator_id as operator, severity, state, was from done`)
}

/** Notes that findings were told of; what was open is told from then on. Returns those of which nobody had been told in this round. */
export async function markTold(tx: Tx, ids: readonly Id<'fnd'>[], because: object, now: Utc): Promise<Touched[]> {
  const told = await tx.rows<Touched & { first: boolean }>(sql`
    with old as (select id, state, told_at from finding where id = any(${uuids(ids)}::uuid[]) order by id for update),
    done as (
      update finding f set state = case when f.state = 'open' then 'told' else f.state end,
        told_at = case when f.state = 'open' then ${now}::timestamptz else coalesce(f.told_at, ${now}::timestamptz) end,
        steps = f.steps + 1, version = f.version + 1, changed_in = pg_current_xact_id()
      from old where f.id = old.id
      returning f.id, f.organisation_id, f.operator_id, f.severity, f.steps, f.state, old.state as before, old.state = 'open' or old.told_at is null as first
    ), told as (
      insert into finding_step (finding_id, number, at, what, before, after, who_kind, who, because)
      select id, steps, ${now}, 'told', nullif(before, state), nullif(state, before), ${tx.scope.who.kind}, ${tx.scope.who.name}, ${JSON.stringify(because)}::jsonb
      from done
    )
    select id, organisation_id as organisation, operator_id as operator, severity, first from done`)
  return told.filter(({ first }) => first)
}

/** What the member said when it disputed a finding: its last answer. */
const disputed = sql`(select jsonb_build_object('answer', s.because -> 'answer', 'said', s.because -> 'reason') from finding_step s
  where s.finding_id = done.id and s.what = 'answered' order by s.number desc limit 1)`

/** Withdraws disputed findings. What was not theirs is hidden from them; a false alarm was theirs, and stays to be read. */
export async function uphold(tx: Tx, ids: readonly Id<'fnd'>[], reason: string, now: Utc) {
  const done = await change(
    tx,
    uuids(ids),
    {
      what: 'judged',
      from: sql`f.state = 'disputed'`,
      set: sql`state = 'withdrawn', closed_at = ${now}, closed_by = 'team', answer_until = null`,
      because: sql`${JSON.stringify({ upheld: true, reason })}::jsonb || coalesce(${disputed}, '{}')`,
    },
    now,
  )
  await hideSteps(
    tx,
    done.filter(({ was }) => was === 'not-ours').map(({ id }) => id),
  )
  return done
}

/** Opens disputed findings again; the time that the dispute took is not counted against the member. */
export const reject = (tx: Tx, ids: readonly Id<'fnd'>[], reason: string, now: Utc) =>
  change(
    tx,
    uuids(ids),
    {
      what: 'judged',
      from: sql`f.state = 'disputed'`,
      set: sql`state = 'open', due_at = f.due_at + (${now}::timestamptz - f.answered_at), told_at = null, read_at = null,
               answer = null, answered_at = null, answer_until = null`,
      because: sql`${JSON.stringify({ upheld: false, reason })}::jsonb || coalesce(${disputed}, '{}') || jsonb_build_object('dueAt', utc_text(due_at))`,
    },
    now,
  )

/** Closes findings by the team's word. */
export const close = (tx: Tx, ids: readonly Id<'fnd'>[], reason: string, now: Utc) =>
  change(
    tx,
    uuids(ids),
    {
      what: 'fixed',
      from: sql`f.state not in ('fixed', 'withdrawn')`,
      set: sql`state = 'fixed', closed_at = ${now}, closed_by = 'team', answer_until = null`,
      because: sql`${JSON.stringify({ by: 'team', reason })}::jsonb`,
    },
    now,
  )

/** Findings whose answer held until a moment that has passed, oldest first; held, so that two workers take different ones. */
export const lapsing = (tx: Tx, now: Utc, limit: number) =>
  tx.rows<{ id: string; answer: Answer; severity: number; dueAt: Utc }>(sql`
    select id, answer, severity, due_at as "dueAt" from finding
    where answer_until <= ${now}::timestamptz and answer_until is not null and state in ('answered', 'accepted')
    order by answer_until, id limit ${limit} for update skip locked`)

/** Opens findings again whose answer has lapsed, each with the day by which it should now be mended. */
export const lapse = (tx: Tx, findings: readonly { id: string; dueAt: Utc }[], now: Utc): Promise<Touched[]> =>
  tx.rows<Touched>(sql`
    with due as (
      select * from unnest(${column(
        findings.map(({ id }) => id),
        'uuid',
      )}, ${column(
        findings.map(({ dueAt }) => dueAt),
        'timestamptz',
      )}) as d (id, due_at)
    ), old as (
      select f.id, f.state, f.answer, f.answer_until, f.answered_at, due.due_at from finding f join due on due.id = f.id
    ), done as (
      update finding f set state = 'open', due_at = old.due_at, told_at = null, read_at = null, answer = null, answered_at = null, answer_until = null,
        steps = f.steps + 1, version = f.version + 1, changed_in = pg_current_xact_id()
      from old where f.id = old.id
      returning f.id, f.organisation_id, f.operator_id, f.severity, f.steps, old.state, old.answer, old.answer_until, old.answered_at
    ), told as (
      insert into finding_step (finding_id, number, at, what, before, after, who_kind, who, because)
      select id, steps, ${now}, 'lapsed', state, 'open', ${tx.scope.who.kind}, ${tx.scope.who.name},
        jsonb_build_object('answer', answer, 'until', utc_text(answer_until), 'answeredAt', utc_text(answered_at)) from done
    )
    select id, organisation_id as organisation, operator_id as operator, severity from done`)

/** A finding as a notice needs it. */
export interface ToTell {
  id: Id<'fnd'>
  organisation: Id<'org'>
  operator: Id<'org'> | null
  holding: Id<'hol'> | null
  kind: string
  asset: FindingRow['asset']
  assetText: string
  state: FindingState
  /** 0 info … 4 critical. */
  severity: number
  tlp: Tlp
  pap: Pap
  firstSeen: Utc
  lastSeen: Utc
  sources: string[]
  openedAt: Utc
  dueAt: Utc
  /** When it was told in the present round; null again once it is opened again. */
  toldAt: Utc | null
  /** The last answer and when it was given; of a finding that was opened again, the answer that fell. */
  answer: Answer | null
  answeredAt: Utc | null
  /** When it was closed; of a finding that was opened again, when it had been. */
  closedAt: Utc | null
  /** Why it is theirs, as of the last time it was opened. */
  reason: Reason | null
}

type ToTellRow = Omit<ToTell, 'id' | 'organisation' | 'operator' | 'holding'> & {
  id: string
  organisation: string
  operator: string | null
  holding: string | null
}

/** What there is to tell of findings; those that are gone are left out. */
export const toTell = async (tx: Tx, ids: readonly Id<'fnd'>[]): Promise<ToTell[]> =>
  (
    await tx.rows<ToTellRow>(sql`
      select f.id, f.organisation_id as organisation, f.operator_id as operator, f.holding_id as holding, f.kind, f.asset, f.asset_key as "assetText", f.state,
        f.severity, f.tlp, f.pap, f.first_seen as "firstSeen", f.last_seen as "lastSeen", f.sources, f.opened_at as "openedAt", f.due_at as "dueAt",
        f.told_at as "toldAt", coalesce(f.answer, again.because #>> '{was,answer}', again.because ->> 'answer') as answer,
        coalesce(f.answered_at, (again.because #>> '{was,answeredAt}')::timestamptz, (again.because ->> 'answeredAt')::timestamptz) as "answeredAt",
        coalesce(f.closed_at, (again.because ->> 'closedAt')::timestamptz) as "closedAt", theirs.because -> 'reason' as reason
      from finding f
      left join lateral (
        select because from finding_step s where s.finding_id = f.id and s.what in ('opened', 'reopened', 'contradicted', 'lapsed') order by s.number desc limit 1
      ) again on true
      left join lateral (
        select because from finding_step s where s.finding_id = f.id and s.what in ('opened', 'reopened', 'contradicted') order by s.number desc limit 1
      ) theirs on true
      where f.id = any(${uuids(ids)}::uuid[]) and ${visible(tx.scope)}`)
  ).map((row) => ({
    ...row,
    id: toId('fnd', row.id),
    organisation: toId('org', row.organisation),
    operator: row.operator ? toId('org', row.operator) : null,
    holding: row.holding ? toId('hol', row.holding) : null,
  }))

/** Where a copy stands that nobody has made yet. */
const beginning = '0~00000000-0000-0000-0000-000000000000'

/**
 * Findings in the order of their last step, after a place; only what is settled, so that nothing is passed over. A place that lies
 * ahead of this database is that of another one, from before a restore: then everything comes again. What is RED is in no feed.
 */
export async function changes(
  tx: Tx,
  scope: Scope,
  page: { after?: string | undefined; limit: number },
): Promise<{ rows: (FindingRow & { changedAt: Utc })[]; next: string }> {
  const after = page.after ?? beginning
  const [transaction, id] = after.split('~')
  const settled = sql`f.changed_in < pg_snapshot_xmin(pg_current_snapshot())`
  const isAhead = sql`${transaction}::xid8 >= pg_snapshot_xmax(pg_current_snapshot())`
  const beyond = sql`(f.changed_in, f.id) > (case when ${isAhead} then '0' else ${transaction} end::xid8, case when ${isAhead} then ${beginning.slice(2)} else ${id} end::uuid)`
  const rows = await tx.rows<Row & { place: string; changed_at: Utc | null }>(sql`
    select ${findingColumns}, f.changed_in::text || '~' || f.id as place,
      (select s.at from finding_step s where s.finding_id = f.id order by s.number desc limit 1) as changed_at
    from finding f where ${visible(scope)} and f.tlp = any(${labelsWithin(mostInFiles)}::text[]) and ${settled} and ${beyond} order by f.changed_in, f.id limit ${page.limit}`)
  return {
    rows: rows.map((row) => ({ ...toFinding(row), changedAt: row.changed_at ?? row.opened_at })),
    next: rows.at(-1)?.place ?? after,
  }
}
