import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { rank, severities } from '#domain/severity.ts'
import { later, type Utc } from '#domain/time.ts'
import { column, empty, join, jsonText, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { HandoverSummary, TaskFilter, TaskKind, TaskState } from './contract.ts'
import type { Facts, Standing } from './rules.ts'

/** The first wall: the queue is the team's alone. The second stands in the database. */
export const teamOnly = (scope: Scope): Sql => sql`${scope.team}::boolean`

/** A task as the table has it, before names and words are added. */
export interface TaskRow {
  id: Id<'tsk'>
  what: TaskKind
  object: string
  organisation: Id<'org'> | null
  severity: number
  state: TaskState
  count: number
  facts: Facts
  dueAt: Utc
  createdAt: Utc
  takenBy: string | null
  takenName: string | null
  snoozedUntil: Utc | null
  snoozeReason: string | null
  doneAt: Utc | null
  doneName: string | null
  outcome: string | null
  endedBy: string | null
}

export const taskColumns = raw(
  `t.id, t.what, t.object, t.organisation_id as organisation, t.severity, t.state, t.count, t.because as facts, t.due_at as "dueAt",
   t.created_at as "createdAt", t.taken_by as "takenBy", t.taken_name as "takenName", t.snoozed_until as "snoozedUntil",
   t.snooze_reason as "snoozeReason", t.done_at as "doneAt", t.done_name as "doneName", t.outcome, t.ended_by as "endedBy"`,
)

export type Stored = Omit<TaskRow, 'id' | 'organisation'> & { id: string; organisation: string | null }

export const toTask = (row: Stored): TaskRow => ({
  ...row,
  id: toId('tsk', row.id),
  organisation: row.organisation ? toId('org', row.organisation) : null,
})

/** What needs a human now, unless a filter asks for more. */
const now: readonly TaskState[] = ['open', 'taken']

function matching(scope: Scope, filter: TaskFilter, states: readonly TaskState[] | undefined): Sql {
  const conditions: Sql[] = [teamOnly(scope)]
  if (states) conditions.push(sql`t.state in (${join([...states])})`)
  // Said once more in the words of the index.
  if (states && !states.includes('done')) conditions.push(sql`t.state <> 'done'`)
  if (filter.what?.length) conditions.push(sql`t.what = any(${filter.what}::text[])`)
  if (filter.severity?.length) conditions.push(sql`t.severity = any(${filter.severity.map(rank)}::smallint[])`)
  if (filter.organisation) conditions.push(sql`t.organisation_id = ${uuidOf(filter.organisation)}::uuid`)
  if (filter.mine) conditions.push(sql`t.taken_by = ${scope.who.id}`)
  return join(conditions, ' and ')
}

/** One page of the queue, oldest clock first; what is done alone comes newest first. */
export async function listTasks(
  tx: Tx,
  scope: Scope,
  filter: TaskFilter,
  page: { after?: string | undefined; limit: number },
): Promise<{ rows: TaskRow[]; next?: string }> {
  const states = filter.state?.length ? filter.state : now
  const isPast = states.every((state) => state === 'done')
  const [moment, id] = page.after?.split('~') ?? []
  const after = !page.after
    ? empty
    : isPast
      ? sql` and (t.done_at, t.id) < (${moment}::timestamptz, ${id}::uuid)`
      : sql` and (t.due_at, t.id) > (${moment}::timestamptz, ${id}::uuid)`
  const order = isPast ? sql`t.done_at desc, t.id desc` : sql`t.due_at, t.id`
  const rows = await tx.rows<Stored>(
    sql`select ${taskColumns} from task t where ${matching(scope, filter, states)}${after} order by ${order} limit ${page.limit + 1}`,
  )
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    rows: shown.map(toTask),
    ...(rows.length > page.limit && last && { next: `${isPast ? last.doneAt : last.dueAt}~${last.id}` }),
  }
}

const countedTo = 100_000

/** How many tasks there are by kind and state; what is done is left out unless it is asked for. */
export async function countTasks(tx: Tx, scope: Scope, filter: TaskFilter, present: Utc) {
  const states = filter.state?.length ? filter.state : (['open', 'taken', 'snoozed'] satisfies TaskState[])
  const rows = await tx.rows<{ what: string; state: TaskState; n: number; overdue: number }>(
    sql`select what, state, count(*)::int as n, (count(*) filter (where state in ('open', 'taken') and due_at < ${present}))::int as overdue
        from (select t.what, t.state, t.due_at from task t where ${matching(scope, filter, states)} limit ${countedTo + 1}) s
        group by what, state`,
  )
  const total = rows.reduce((sum, row) => sum + row.n, 0)
  const tallied = (key: (row: (typeof rows)[number]) => string) => {
    const tally: Record<string, number> = {}
    for (const row of rows) tally[key(row)] = (tally[key(row)] ?? 0) + row.n
    return tally
  }
  return {
    count: { value: Math.min(total, countedTo), more: total > countedTo },
    byKind: tallied((row) => row.what),
    byState: tallied((row) => row.state),
    overdue: rows.reduce((sum, row) => sum + row.overdue, 0),
  }
}

/** When the last task ended, whoever or whatever ended it. */
export const lastEnd = async (tx: Tx, scope: Scope): Promise<Utc | null> =>
  (
    await tx.one<{ at: Utc }>(
      sql`select done_at as at from task where state = 'done' and ${teamOnly(scope)} order by done_at desc limit 1`,
    )
  )?.at ?? null

export async function getTask(tx: Tx, scope: Scope, id: Id<'tsk'>): Promise<TaskRow | undefined> {
  const row = await tx.one<Stored>(sql`select ${taskColumns} from task t where t.id = ${uuidOf(id)}::uuid and ${teamOnly(scope)}`)
  return row && toTask(row)
}

export const tasksWithIds = async (tx: Tx, scope: Scope, ids: readonly Id<'tsk'>[]): Promise<TaskRow[]> =>
  (
    await tx.rows<Stored>(
      sql`select ${taskColumns} from task t where t.id = any(${ids.map(uuidOf)}::uuid[]) and ${teamOnly(scope)}`,
    )
  ).map(toTask)

export interface NoteRow {
  number: number
  at: Utc
  who: string
  what: string
  text: string
}

export const notesOf = (tx: Tx, scope: Scope, id: Id<'tsk'>): Promise<NoteRow[]> =>
  tx.rows<NoteRow>(
    sql`select number, at, who_name as who, what, text from task_note
        where task_id = ${uuidOf(id)}::uuid and ${teamOnly(scope)} order by number`,
  )

/** One thing that a task is about. */
export interface AboutRow {
  object: string
  at: Utc
  overAt: Utc | null
  times: number
  facts: Facts
}

/** What a task is about: what is not over first, then newest first. */
export const aboutOf = (tx: Tx, scope: Scope, id: Id<'tsk'>, limit: number): Promise<AboutRow[]> =>
  tx.rows<AboutRow>(
    sql`select object, at, over_at as "overAt", times, because as facts from task_about
        where task_id = ${uuidOf(id)}::uuid and ${teamOnly(scope)} order by over_at is not null, at desc, object limit ${limit}`,
  )

/** A task that sleeps: who let it, and what it is about. */
export interface Asleep extends TaskRow {
  snoozedBy: string | null
  about: string[]
}

/** What sleeps, the worst first, then what wakes first. */
export const asleepTasks = async (tx: Tx, scope: Scope, limit: number): Promise<Asleep[]> =>
  (
    await tx.rows<Stored & Pick<Asleep, 'snoozedBy' | 'about'>>(sql`
      select ${taskColumns},
        (select n.who_name from task_note n where n.task_id = t.id and n.what in ('snoozed', 'tried') order by n.number desc limit 1) as "snoozedBy",
        array(select a.object from task_about a where a.task_id = t.id and a.over_at is null order by a.at desc, a.object limit 100) as about
      from task t where t.state <> 'done' and t.state = 'snoozed' and ${teamOnly(scope)}
      order by t.severity desc, t.snoozed_until, t.id limit ${limit}`)
  ).map(({ snoozedBy, about, ...row }) => ({ ...toTask(row), snoozedBy, about }))

// --- what people do -----------------------------------------------------------------------------------------------

/** A step that somebody made with tasks; `change` says what of each task changes, `only` which of them it may change. */
async function step(
  tx: Tx,
  scope: Scope,
  ids: readonly Id<'tsk'>[],
  { change, only, what, text }: { change: Sql; only: Sql; what: string; text: string },
  present: Utc,
): Promise<Id<'tsk'>[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    with touched as (
      update task t set ${change}, notes = t.notes + 1, changed_at = ${present}
      where t.id = any(${ids.map(uuidOf)}::uuid[]) and ${teamOnly(scope)} and ${only}
      returning t.id, t.notes
    )
    insert into task_note (task_id, number, at, who, who_name, what, text)
    select id, notes, ${present}, ${scope.who.id}, ${scope.who.name}, ${what}, ${text} from touched returning task_id as id`)
  return rows.map(({ id }) => toId('tsk', id))
}

/**
 * Takes the open task with the oldest clock. Two who ask at once get two: the row that one is taking is passed over by the other.
 */
export async function takeNext(tx: Tx, scope: Scope, present: Utc): Promise<TaskRow | undefined> {
  const row = await tx.one<Stored>(sql`
    update task t set state = 'taken', taken_by = ${scope.who.id}, taken_name = ${scope.who.name}, notes = t.notes + 1, changed_at = ${present}
    where t.id = (select id from task where state <> 'done' and state = 'open' and ${teamOnly(scope)} order by due_at, id limit 1 for update skip locked)
    returning ${taskColumns}, t.notes`)
  if (!row) return undefined
  const { notes, ...task } = row as Stored & { notes: number }
  await tx.run(sql`insert into task_note (task_id, number, at, who, who_name, what)
    values (${task.id}::uuid, ${notes}, ${present}, ${scope.who.id}, ${scope.who.name}, 'taken')`)
  return toTask(task)
}

/** Takes those tasks that nobody has; what sleeps wakes. */
export const take = (tx: Tx, scope: Scope, ids: readonly Id<'tsk'>[], present: Utc) =>
  step(
    tx,
    scope,
    ids,
    {
      change: sql`state = 'taken', taken_by = ${scope.who.id}, taken_name = ${scope.who.name}, snoozed_until = null, snooze_reason = null`,
      only: sql`t.state in ('open', 'snoozed') and (t.taken_by is null or t.taken_by = ${scope.who.id})`,
      what: 'taken',
      text: '',
    },
    present,
  )

/** Gives tasks to somebody, whoever had them. */
export const give = (tx: Tx, scope: Scope, ids: readonly Id<'tsk'>[], to: { id: string; name: string }, present: Utc) =>
  step(
    tx,
    scope,
    ids,
    {
      change: sql`state = 'taken', taken_by = ${to.id}, taken_name = ${to.name}, snoozed_until = null, snooze_reason = null`,
      only: sql`t.state <> 'done' and t.taken_by is distinct from ${to.id}`,
      what: 'given',
      text: to.name,
    },
    present,
  )

export const release = (tx: Tx, scope: Scope, ids: readonly Id<'tsk'>[], present: Utc) =>
  step(
    tx,
    scope,
    ids,
    {
      change: sql`state = case t.state when 'taken' then 'open' else t.state end, taken_by = null, taken_name = null`,
      only: sql`t.state <> 'done' and t.taken_by is not null`,
      what: 'released',
      text: '',
    },
    present,
  )

export const snooze = (
  tx: Tx,
  scope: Scope,
  ids: readonly Id<'tsk'>[],
  { until, reason, what }: { until: Utc; reason: string; what: 'snoozed' | 'tried' },
  present: Utc,
) =>
  step(
    tx,
    scope,
    ids,
    {
      change: sql`state = 'snoozed', snoozed_until = ${until}, snooze_reason = ${reason}`,
      only: sql`t.state <> 'done'`,
      what,
      text: reason,
    },
    present,
  )

export const finish = (tx: Tx, scope: Scope, ids: readonly Id<'tsk'>[], outcome: string, present: Utc) =>
  step(
    tx,
    scope,
    ids,
    {
      change: sql`state = 'done', done_at = ${present}, done_name = ${scope.who.name}, outcome = ${outcome}, ended_by = null,
                  snoozed_until = null, snooze_reason = null`,
      only: sql`t.state <> 'done'`,
      what: 'done',
      text: outcome,
    },
    present,
  )

/** Opens tasks again, each to whoever had it; not when the same has become a new task meanwhile. */
export const reopen = (tx: Tx, scope: Scope, ids: readonly Id<'tsk'>[], present: Utc) =>
  step(
    tx,
    scope,
    ids,
    {
      change: sql`state = case when t.taken_by is null then 'open' else 'taken' end, done_at = null, done_name = null, outcome = null, ended_by = null`,
      only: sql`t.state = 'done'
        and not exists (select from task o where o.what = t.what and o.object = t.object and o.state <> 'done')
        and not exists (select from task o where o.what = t.what and o.object = t.object and o.id > t.id and o.id = any(${ids.map(uuidOf)}::uuid[]))`,
      what: 'reopened',
      text: '',
    },
    present,
  )

/**
 * What opened tasks were about when they ended, they are about again. It is as if it came now: what the end brought with it, and is heard
 * only later, ends nothing.
 */
export const restoreSince = (tx: Tx, tasks: readonly { id: Id<'tsk'>; doneAt: Utc }[], present: Utc): Promise<number> =>
  tx.run(sql`
    update task_about a set over_at = null, at = greatest(a.at, ${present}::timestamptz)
    from unnest(${column(
      tasks.map(({ id }) => uuidOf(id)),
      'uuid',
    )}, ${column(
      tasks.map(({ doneAt }) => doneAt),
      'timestamptz',
    )}) as n (id, done_at) where a.task_id = n.id and (a.over_at is null or a.over_at >= n.done_at)`)

export const note = (tx: Tx, scope: Scope, ids: readonly Id<'tsk'>[], text: string, present: Utc) =>
  step(tx, scope, ids, { change: sql`count = t.count`, only: sql`true`, what: 'noted', text }, present)

/** Wakes what has slept long enough; returns how many. */
export const wake = async (tx: Tx, scope: Scope, present: Utc): Promise<number> =>
  tx.run(sql`
    with touched as (
      update task t set state = case when t.taken_by is null then 'open' else 'taken' end, snoozed_until = null, snooze_reason = null,
        notes = t.notes + 1, changed_at = ${present}
      where t.id in (select id from task where state <> 'done' and state = 'snoozed' and snoozed_until <= ${present} and ${teamOnly(scope)} for update skip locked)
      returning t.id, t.notes
    )
    insert into task_note (task_id, number, at, who, who_name, what)
    select id, notes, ${present}, ${scope.who.id}, ${scope.who.name}, 'woken' from touched`)

// --- what events do -----------------------------------------------------------------------------------------------

/** Notes that events were heard; returns the positions of those that were not heard before. */
export async function hear(
  tx: Tx,
  events: readonly { position: number; kind: string; things: number; at: Utc }[],
): Promise<Set<number>> {
  const rows = await tx.rows<{ position: number }>(sql`
    insert into task_heard (position, kind, heard_at, things)
    select position, kind, at, things from unnest(${column(
      events.map((event) => event.position),
      'bigint',
    )}, ${events.map((event) => event.kind)}::text[], ${column(
      events.map((event) => event.things),
      'int',
    )}, ${column(
      events.map((event) => event.at),
      'timestamptz',
    )}) as n (position, kind, things, at)
    on conflict do nothing returning position`)
  return new Set(rows.map((row) => Number(row.position)))
}

export const forgetHeard = (tx: Tx, before: Utc): Promise<number> =>
  tx.run(sql`delete from task_heard where heard_at < ${before}`)

/** Those of these things that were over at a moment or after it: what happened to them before is settled. */
export async function overSince(tx: Tx, what: TaskKind, objects: readonly string[], at: Utc): Promise<Set<string>> {
  const rows = await tx.rows<{ object: string }>(
    sql`select distinct object from task_about where object = any(${[...objects]}::text[]) and what = ${what} and over_at >= ${at}`,
  )
  return new Set(rows.map((row) => row.object))
}

export interface OpenTask extends Standing {
  id: string
}

/** The open tasks of these groups, held until this transaction ends. */
export async function openTasks(tx: Tx, what: TaskKind, groups: readonly string[]): Promise<Map<string, OpenTask>> {
  const rows = await tx.rows<OpenTask & { group: string }>(
    sql`select id, object as "group", severity, due_at as "dueAt", state, taken_by as "takenBy" from task
        where what = ${what} and object = any(${[...groups]}::text[]) and state <> 'done' order by id for update`,
  )
  return new Map(rows.map(({ group, ...task }) => [group, task]))
}

/** A new task, or what becomes of one that is there. */
export interface Raised {
  id: string
  group: string
  organisation: Id<'org'> | null
  severity: number
  dueAt: Utc
  state: TaskState
}

/** Adds tasks; the ids that come back are in, for a missing one somebody has just opened another. */
export async function insertTasks(tx: Tx, what: TaskKind, tasks: readonly Raised[], present: Utc): Promise<Set<string>> {
  if (tasks.length === 0) return new Set()
  const of = <Value>(pick: (task: Raised) => Value) => tasks.map(pick)
  const rows = await tx.rows<{ id: string }>(sql`
    with added as (
      insert into task (id, what, object, organisation_id, severity, state, count, because, due_at, created_at, changed_at, notes)
      select id, ${what}, object, organisation, severity, 'open', 0, '{}', due, ${present}, ${present}, 1
      from unnest(${column(
        of((t) => t.id),
        'uuid',
      )}, ${of((t) => t.group)}::text[], ${column(
        of((t) => (t.organisation ? uuidOf(t.organisation) : null)),
        'uuid',
      )}, ${column(
        of((t) => t.severity),
        'smallint',
      )}, ${column(
        of((t) => t.dueAt),
        'timestamptz',
      )}) as n (id, object, organisation, severity, due)
      on conflict (what, object) where state <> 'done' do nothing returning id
    )
    insert into task_note (task_id, number, at, who, who_name, what)
    select id, 1, ${present}, ${tx.scope.who.id}, ${tx.scope.who.name}, 'raised' from added returning task_id as id`)
  return new Set(rows.map((row) => row.id))
}

export async function growTasks(tx: Tx, tasks: readonly Raised[], present: Utc): Promise<void> {
  if (tasks.length === 0) return
  const of = <Value>(pick: (task: Raised) => Value) => tasks.map(pick)
  await tx.run(sql`
    update task t set severity = n.severity, due_at = n.due, state = n.state, changed_at = ${present},
      snoozed_until = case when n.state = 'snoozed' then t.snoozed_until end, snooze_reason = case when n.state = 'snoozed' then t.snooze_reason end
    from unnest(${column(
      of((t) => t.id),
      'uuid',
    )}, ${column(
      of((t) => t.severity),
      'smallint',
    )}, ${column(
      of((t) => t.dueAt),
      'timestamptz',
    )}, ${of((t) => t.state)}::text[]) as n (id, severity, due, state) where t.id = n.id`)
}

export interface NewAbout {
  task: string
  object: string
  times: number
  facts: Facts
}

/** Notes what tasks are about; `everyTime` says whether the same thing counts each time it happens. */
export async function addAbout(
  tx: Tx,
  what: TaskKind,
  about: readonly NewAbout[],
  { at, everyTime }: { at: Utc; everyTime: boolean },
): Promise<void> {
  const of = <Value>(pick: (about: NewAbout) => Value) => about.map(pick)
  await tx.run(sql`
    insert into task_about (task_id, what, object, at, times, because)
    select task, ${what}, object, ${at}, times, because from unnest(${column(
      of((a) => a.task),
      'uuid',
    )}, ${of((a) => a.object)}::text[], ${column(
      of((a) => a.times),
      'int',
    )}, ${column(
      of((a) => jsonText(a.facts)),
      'jsonb',
    )}) as n (task, object, times, because)
    on conflict (task_id, object) do update set over_at = null, at = greatest(task_about.at, excluded.at), because = excluded.because,
      times = case when ${everyTime} then task_about.times + excluded.times else task_about.times end`)
}

/** Counts what tasks are still about, and takes the facts of what came last for their words. */
export const recount = (tx: Tx, tasks: readonly string[]): Promise<number> =>
  tx.run(sql`
    update task t set count = a.count, because = a.because
    from (
      select k.id, n.count, l.because || jsonb_build_object('object', l.object) as because
      from unnest(${[...tasks]}::uuid[]) as k (id)
      cross join lateral (select coalesce(sum(times), 0)::int as count from task_about where task_id = k.id and over_at is null) n
      cross join lateral (select object, because from task_about where task_id = k.id and over_at is null order by at desc, object limit 1) l
    ) a where t.id = a.id`)

/** Notes that things are over; returns the tasks that were about them, and whether anything is left of each. */
export async function endAbout(
  tx: Tx,
  whats: readonly TaskKind[],
  objects: readonly string[],
  at: Utc,
): Promise<{ id: string; left: boolean }[]> {
  const touched = await tx.rows<{ id: string }>(sql`
    update task_about set over_at = ${at} where object = any(${[...objects]}::text[]) and what = any(${[...whats]}::text[])
      and over_at is null and at <= ${at} returning task_id as id`)
  if (touched.length === 0) return []
  return tx.rows<{ id: string; left: boolean }>(sql`
    select t.id, exists (select from task_about a where a.task_id = t.id and a.over_at is null) as left
    from task t where t.id = any(${[...new Set(touched.map((row) => row.id))]}::uuid[]) and t.state <> 'done'`)
}

/**
 * Takes back that things are over, in the task that was about them last: one that goes on, or one that such an event ended while
 * nothing of the same has become a new task. Returns those tasks.
 */
export async function restoreAbout(
  tx: Tx,
  whats: readonly TaskKind[],
  objects: readonly string[],
  endedBy: string,
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    with last as (
      select distinct on (a.object, a.what) a.task_id, a.object, a.over_at from task_about a
      where a.object = any(${[...objects]}::text[]) and a.what = any(${[...whats]}::text[]) order by a.object, a.what, a.task_id desc
    )
    update task_about a set over_at = null from last join task t on t.id = last.task_id
    where a.task_id = last.task_id and a.object = last.object and last.over_at is not null
      and (t.state <> 'done' or (t.ended_by = ${endedBy}
        and not exists (select from task o where o.what = t.what and o.object = t.object and o.state <> 'done')))
    returning a.task_id as id`)
  return [...new Set(rows.map(({ id }) => id))]
}

/** Opens ended tasks again, each to whoever had it; `by` is the event that made it so. */
export const reopenEnded = (tx: Tx, tasks: readonly string[], by: string, present: Utc): Promise<number> =>
  tx.run(sql`
    with touched as (
      update task t set state = case when taken_by is null then 'open' else 'taken' end, done_at = null, done_name = null, outcome = null,
        ended_by = null, notes = t.notes + 1, changed_at = ${present}
      where t.id = any(${[...tasks]}::uuid[]) and t.state = 'done' returning t.id, t.notes
    )
    insert into task_note (task_id, number, at, who, who_name, what, text)
    select id, notes, ${present}, ${tx.scope.who.id}, ${tx.scope.who.name}, 'reopened', ${by} from touched`)

/** Ends tasks of which nothing is left; `by` is the event that ended them. */
export const endTasks = (tx: Tx, tasks: readonly string[], by: string, present: Utc): Promise<number> =>
  tx.run(sql`
    with touched as (
      update task t set state = 'done', done_at = ${present}, done_name = null, ended_by = ${by}, outcome = null,
        snoozed_until = null, snooze_reason = null, notes = t.notes + 1, changed_at = ${present}
      where t.id = any(${[...tasks]}::uuid[]) and t.state <> 'done' returning t.id, t.notes
    )
    insert into task_note (task_id, number, at, who, who_name, what, text)
    select id, notes, ${present}, ${tx.scope.who.id}, ${tx.scope.who.name}, 'over', ${by} from touched`)

// --- the shift ----------------------------------------------------------------------------------------------------

/** When the shift was handed over last. */
export const lastHandover = async (tx: Tx, scope: Scope): Promise<Utc | undefined> =>
  (await tx.one<{ at: Utc }>(sql`select at from handover where ${teamOnly(scope)} order by at desc limit 1`))?.at

/** The figures of a shift: of the queue, and of what was heard since. */
export async function summarise(
  tx: Tx,
  scope: Scope,
  since: Utc,
  present: Utc,
  heard: { opened: string; fixed: string; told: string },
): Promise<HandoverSummary> {
  const figures = await tx.one<{ raised: number; done: number; opened: number; fixed: number; noticesSent: number }>(sql`
    select (select count(*)::int from task where created_at > ${since} and ${teamOnly(scope)}) as raised,
           (select count(*)::int from task where state = 'done' and done_at > ${since} and ${teamOnly(scope)}) as done,
           (select coalesce(sum(things), 0)::int from task_heard where heard_at > ${since} and kind = ${heard.opened}) as opened,
           (select coalesce(sum(things), 0)::int from task_heard where heard_at > ${since} and kind = ${heard.fixed}) as fixed,
           (select count(*)::int from task_heard where heard_at > ${since} and kind = ${heard.told}) as "noticesSent"`)
  const { count, byKind, overdue } = await countTasks(tx, scope, {}, present)
  return { ...figures!, open: count.value, overdue, byKind }
}

/** What is passed on: the worst first, then the oldest clock. */
export const worstOpen = async (tx: Tx, scope: Scope, limit: number): Promise<TaskRow[]> =>
  (
    await tx.rows<Stored>(
      sql`select ${taskColumns} from task t where t.state <> 'done' and ${teamOnly(scope)} order by t.severity desc, t.due_at, t.id limit ${limit}`,
    )
  ).map(toTask)

export interface HandoverRow {
  id: Id<'hov'>
  at: Utc
  since: Utc
  from: string
  to: string
  summary: HandoverSummary
  text: string
}

const handoverColumns = raw('h.id, h.at, h.since, h.who_name as "from", h.to_name as "to", h.summary, h.text')

export async function insertHandover(
  tx: Tx,
  scope: Scope,
  handover: Omit<HandoverRow, 'id' | 'from'> & { open: readonly TaskRow[] },
): Promise<Id<'hov'>> {
  const id = newId('hov')
  await tx.run(sql`
    insert into handover (id, at, who, who_name, to_name, since, summary, text, passed_on)
    select ${uuidOf(id)}::uuid, ${handover.at}, ${scope.who.id}, ${scope.who.name}, ${handover.to}, ${handover.since}::timestamptz,
      ${jsonText(handover.summary)}::jsonb, ${handover.text}, ${jsonText(handover.open)}::jsonb where ${teamOnly(scope)}`)
  return id
}

export async function listHandovers(tx: Tx, scope: Scope, page: { after?: string | undefined; limit: number }) {
  const rows = await tx.rows<HandoverRow & { id: string }>(
    sql`select ${handoverColumns} from handover h where ${teamOnly(scope)} ${page.after ? sql`and h.id < ${page.after}::uuid` : empty}
        order by h.id desc limit ${page.limit + 1}`,
  )
  const shown = rows.slice(0, page.limit)
  return {
    rows: shown.map((row): HandoverRow => ({ ...row, id: toId('hov', row.id) })),
    ...(rows.length > page.limit && { next: String(shown.at(-1)!.id) }),
  }
}

export async function getHandover(tx: Tx, scope: Scope, id: Id<'hov'>): Promise<(HandoverRow & { open: TaskRow[] }) | undefined> {
  const row = await tx.one<HandoverRow & { open: TaskRow[] }>(
    sql`select ${handoverColumns}, h.passed_on as open from handover h where h.id = ${uuidOf(id)}::uuid and ${teamOnly(scope)}`,
  )
  return row && { ...row, id }
}

/** How many nobody has, and how many were raised after a moment. */
export const pulse = async (tx: Tx, scope: Scope, since: Utc): Promise<{ open: number; raised: number; changed: Utc | null }> =>
  (await tx.one<{ open: number; raised: number; changed: Utc | null }>(sql`
    select (count(*) filter (where state = 'open'))::int as open, max(changed_at) as changed,
      (select count(*)::int from task where created_at > ${since} and ${teamOnly(scope)}) as raised
    from task where state <> 'done' and ${teamOnly(scope)}`))!

export const severityWord = (number: number) => severities[4 - number]!

const fiveMinutes = 300_000

/** A recount for the doctor. */
export const examine = async (tx: Tx, scope: Scope, present: Utc) =>
  (await tx.one<{
    open: number
    overdue: number
    miscounted: number
    overslept: number
    tasksByKind: Record<string, number>
  }>(sql`
    select count(*)::int as open, (select coalesce(jsonb_object_agg(what, n), '{}') from (select what, count(*)::int as n from task group by what) k) as "tasksByKind", (count(*) filter (where state in ('open', 'taken') and due_at < ${present}))::int as overdue,
      (count(*) filter (where count <> (select coalesce(sum(times), 0) from task_about a where a.task_id = t.id and a.over_at is null)
        and not exists (select from task_note n where n.task_id = t.id and n.what = 'reopened')))::int as miscounted,
      (count(*) filter (where state = 'snoozed' and snoozed_until < ${later(present, -fiveMinutes)}))::int as overslept
    from task t where state <> 'done' and ${teamOnly(scope)}`))!
