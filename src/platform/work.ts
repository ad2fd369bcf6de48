import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import { holds, type Scope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import type { WorkKind, WorkState } from '#domain/work.ts'
import { type Db, empty, sql, type Tx } from './db/db.ts'

/** Long work as it stands. */
export interface Work {
  id: Id<'wrk'>
  kind: WorkKind
  about: string | null
  link: string | null
  who: string
  whoName: string
  state: WorkState
  done: number
  total: number | null
  startedAt: Utc
  changedAt: Utc
  takenAt: Utc | null
  takenDone: number
  stop: boolean
  endedAt: Utc | null
  outcome: Record<string, number>
}

/** What somebody begins. Of one kind and object one piece of work is under way at a time. */
export interface WorkAsked {
  kind: WorkKind
  object: string
  about?: string | undefined
  link?: string | undefined
  total?: number | undefined
  /** What a worker needs to go on with it. */
  plan?: object
  /** Who asked, when it is not whoever acts now. */
  by?: { id: string; name: string } | undefined
}

/** What has ended, or has been silent for so long, is no longer shown. */
const shownDays = 7

const keptDays = 30

/** Begins a piece of work that waits for its worker, in the transaction that asks for the job. */
export async function beginWork(tx: Tx, asked: WorkAsked, now: Utc): Promise<Id<'wrk'>> {
  const id = newId('wrk')
  await insert(tx, id, asked, { state: 'waiting', done: 0, startedAt: now, takenAt: null }, now)
  return id
}

interface Beginning {
  state: 'waiting' | 'running'
  done: number
  startedAt: Utc
  takenAt: Utc | null
}

async function insert(tx: Tx, id: Id<'wrk'>, asked: WorkAsked, beginning: Beginning, now: Utc): Promise<void> {
  const { who, team } = { who: asked.by ?? tx.scope.who, team: tx.scope.team }
  await tx.run(sql`
    delete from work where who = ${who.id} and coalesce(ended_at, changed_at) < ${later(now, -keptDays * day)}`)
  await tx.run(sql`
    insert into work (id, kind, object, about, link, who, who_name, team, state, done, total, plan, started_at, changed_at, taken_at)
    values (${uuidOf(id)}, ${asked.kind}, ${asked.object}, ${asked.about ?? null}, ${asked.link ?? null}, ${who.id}, ${who.name}, ${team},
            ${beginning.state}, ${beginning.done}, ${asked.total ?? null}, ${JSON.stringify(asked.plan ?? {})},
            ${beginning.startedAt}, ${now}, ${beginning.takenAt})
    on conflict (kind, object) where ended_at is null do nothing`)
  await sayNews(tx)
}

/** Whoever follows long work looks again. */
const sayNews = (tx: Tx) => tx.run(sql`select pg_notify('varde_news', '')`)

/** What a worker takes up. */
export interface TakenUp<Plan> {
  who: string
  done: number
  plan: Plan
  tries: number
}

/** Takes up a piece of work, for the first time or after its worker died; nothing when it has ended meanwhile. */
export const takeUpWork = <Plan>(tx: Tx, id: Id<'wrk'>, now: Utc): Promise<TakenUp<Plan> | undefined> =>
  tx.one<TakenUp<Plan>>(sql`
    update work set state = 'running', tries = tries + 1, taken_at = ${now}, taken_done = done, changed_at = ${now}
    where id = ${uuidOf(id)}::uuid and ended_at is null returning who, done, plan, tries`)

/**
 * Holds a piece of work until the transaction ends, when it is as far as the worker thinks; nothing when another worker has been
 * faster, or it has ended. `stop`: somebody wants it to end.
 */
export const holdWork = (tx: Tx, id: Id<'wrk'>, done: number): Promise<{ stop: boolean } | undefined> =>
  tx.one<{ stop: boolean }>(
    sql`select stop from work where id = ${uuidOf(id)}::uuid and ended_at is null and done = ${done} for update`,
  )

/** Counts what was done, in its transaction; what came of it is added to what came before. */
export async function advanceWork(tx: Tx, id: Id<'wrk'>, by: number, outcome: Record<string, number>, now: Utc): Promise<void> {
  await tx.run(sql`
    update work set done = done + ${by}, changed_at = ${now}, outcome = outcome || (
      select coalesce(jsonb_object_agg(name, value::numeric + coalesce((work.outcome ->> name)::numeric, 0)), '{}')
      from jsonb_each_text(${JSON.stringify(outcome)}::jsonb) as added (name, value))
    where id = ${uuidOf(id)}::uuid`)
  await sayNews(tx)
}

/** Ends a piece of work. */
export async function endWork(tx: Tx, id: Id<'wrk'>, state: 'done' | 'failed' | 'stopped', now: Utc): Promise<void> {
  await tx.run(sql`
    update work set state = ${state}, ended_at = ${now}, changed_at = ${now}, plan = '{}'
    where id = ${uuidOf(id)}::uuid and ended_at is null`)
  await sayNews(tx)
}

/** The first wall: one's own, and for whoever leads the team what the team and the program do. */
const seen = (scope: Scope) => sql`(who = ${scope.who.id} or (team and ${holds(scope, 'admin', 'lead')}::boolean))`

/** Long work that one may follow: what is under way first, then what has ended lately. */
export async function listWork(tx: Tx, scope: Scope, now: Utc): Promise<Work[]> {
  const rows = await tx.rows<Omit<Work, 'id'> & { id: string }>(sql`
    select id, kind, about, link, who, who_name as "whoName", state, done, total, started_at as "startedAt", changed_at as "changedAt",
      taken_at as "takenAt", taken_done as "takenDone", stop, ended_at as "endedAt", outcome
    from work where ${seen(scope)} and coalesce(ended_at, changed_at) > ${later(now, -shownDays * day)}
    order by ended_at is not null, coalesce(ended_at, started_at) desc, id desc limit 50`)
  return rows.map((row) => ({ ...row, id: toId('wrk', row.id) }))
}

/** Ends what no worker has taken up yet, and asks for an end of what is done in parts and under way; returns how many. */
export async function stopWork(tx: Tx, scope: Scope, id: Id<'wrk'>, kinds: readonly WorkKind[], now: Utc): Promise<number> {
  const stopped = await tx.run(sql`
    update work set stop = true, state = case when state = 'waiting' then 'stopped' else state end,
      ended_at = case when state = 'waiting' then ${now}::timestamptz end
    where id = ${uuidOf(id)}::uuid and ${seen(scope)} and ended_at is null and kind = any(${[...kinds]}::text[])`)
  await sayNews(tx)
  return stopped
}

/** Takes what has ended, or what no worker has touched since a moment, off the list; returns how many. */
export const dismissWork = (tx: Tx, scope: Scope, id: Id<'wrk'>, silentSince: Utc): Promise<number> =>
  tx.run(sql`
    delete from work where id = ${uuidOf(id)}::uuid and ${seen(scope)}
      and (ended_at is not null or (state = 'running' and changed_at < ${silentSince}))`)

/** What is over sooner needs no progress, and leaves no trace. */
const unnoticedMs = 2_000
const reportEveryMs = 1_000

/** Tells how far work has come that keeps its place by itself: counted together, written at most once a second. */
export interface Report {
  add(count: number): Promise<void>
  end(): Promise<void>
}

/**
 * Reports on work from now on. When its worker dies it stands as it was, and whoever does the same work again goes on with it.
 * Moments are counted from `now`; `patience` is what may pass unnoticed, in milliseconds.
 */
export function reportWork(db: Db, scope: Scope, asked: WorkAsked, now: Utc, patience = unnoticedMs): Report {
  const begun = performance.now()
  const moment = () => later(now, Math.round(performance.now() - begun))
  let waiting = 0
  let written: number | undefined
  const write = () =>
    db.in(scope, async (tx) => {
      const count = waiting
      if (written === undefined)
        await insert(tx, newId('wrk'), asked, { state: 'running', done: 0, startedAt: now, takenAt: now }, moment())
      await tx.run(sql`
        update work set done = done + ${count}, changed_at = ${moment()}, state = 'running'
          ${written === undefined ? sql`, taken_at = ${now}, taken_done = done, tries = tries + 1` : empty}
        where kind = ${asked.kind} and object = ${asked.object} and ended_at is null`)
      await sayNews(tx)
      return count
    })
  return {
    async add(more) {
      waiting += more
      const last = written ?? begun - reportEveryMs + patience
      if (performance.now() - last < reportEveryMs) return
      const count = await write()
      waiting -= count
      written = performance.now()
    },
    async end() {
      const count = waiting
      waiting = 0
      await db.in(scope, async (tx) => {
        const ended = await tx.run(sql`
          update work set state = 'done', done = done + ${count}, changed_at = ${moment()}, ended_at = ${moment()}
          where kind = ${asked.kind} and object = ${asked.object} and ended_at is null`)
        if (ended > 0) await sayNews(tx)
      })
    },
  }
}
