import type { Scope } from '#domain/scope.ts'
import { systemScope } from '#domain/scope.ts'
import { later, type Utc } from '#domain/time.ts'
import { column, type Db, join, jsonText, sql, type Tx } from './db/db.ts'
import type { Jobs } from './jobs.ts'

/** A place in the stream of events. Transactions settle in another order than positions are given, so it is both. */
export interface Place {
  transaction: string
  position: number
}

/** Something that happened, in the words of the capability that did it (`finding.opened`). */
export interface Event<Payload = unknown> extends Place {
  kind: string
  at: Utc
  who: string
  payload: Payload
}

/** Writes an event in the transaction of the change: it exists exactly when the change does. */
export async function emit(tx: Tx, kind: string, payload: object, now: Utc): Promise<void> {
  await tx.run(
    sql`with written as (insert into event (kind, at, who, payload) values (${kind}, ${now}, ${tx.scope.who.id}, ${JSON.stringify(payload)}))
        select pg_notify('varde_news', '')`,
  )
}

/** As `emit`, for many of one kind in one statement: where batches come. */
export async function emitEach(tx: Tx, kind: string, payloads: readonly object[], now: Utc): Promise<void> {
  if (payloads.length === 0) return
  await tx.run(
    sql`insert into event (kind, at, who, payload) select ${kind}, ${now}::timestamptz, ${tx.scope.who.id}, payload from unnest(${column(payloads.map(jsonText), 'jsonb')}) payload`,
  )
  await tx.run(sql`select pg_notify('varde_news', '')`)
}

/** What a capability does when something happened elsewhere. Runs in the transaction that moves its cursor, and so do the jobs it asks for. */
export interface Reaction {
  /** Name of the consumer; its place in the stream is kept under this name. */
  consumer: string
  kinds: readonly string[]
  handle(tx: Tx, events: readonly Event[], world: { now: Utc; jobs: Pick<Jobs, 'ask'> }): Promise<void>
}

/** The job queue as it is asked inside a transaction. */
const within = (tx: Tx, jobs: Pick<Jobs, 'ask'>): Pick<Jobs, 'ask'> => ({
  ask: (name, data, options) => jobs.ask(name, data, { ...options, tx }),
})

const triesBeforeAside = 5

/**
 * Lets one consumer digest what is new, at most `most` events, in order; returns how many.
 * Two workers never digest the same event: the cursor's row is held, the second worker skips it.
 * An event that fails five times goes aside with its reason and the stream goes on.
 */
export async function digest(
  db: Db,
  reaction: Reaction,
  world: { now: Utc; jobs: Pick<Jobs, 'ask'> },
  most = 100,
): Promise<number> {
  const digested = await digestNext(db, reaction, world, most)
  if (digested !== undefined) return digested
  // No cursor to be had: another worker holds it, or this consumer has never been here.
  const begun = await db.in(systemScope(reaction.consumer), (tx) =>
    tx.run(sql`insert into event_cursor (consumer, transaction) values (${reaction.consumer}, '0') on conflict do nothing`),
  )
  return begun === 0 ? 0 : ((await digestNext(db, reaction, world, most)) ?? 0)
}

/** As `digest`; nothing when the consumer has no cursor that is free. */
async function digestNext(
  db: Db,
  reaction: Reaction,
  world: { now: Utc; jobs: Pick<Jobs, 'ask'> },
  most: number,
): Promise<number | undefined> {
  const { now } = world
  const scope = systemScope(reaction.consumer)
  try {
    return await db.in(scope, async (tx) => {
      const cursor = await claim(tx, reaction.consumer, now)
      if (!cursor) return undefined
      const limit = cursor.failures > 0 ? 1 : most
      const events = await eventsAfter(tx, reaction.kinds, cursor, limit)
      if (events.length === 0) return 0
      if (cursor.failures >= triesBeforeAside) await setAside(tx, reaction.consumer, events[0]!, cursor.lastError, now)
      else await reaction.handle(tx, events, { now, jobs: within(tx, world.jobs) })
      await tx.run(
        sql`update event_cursor set position = ${events.at(-1)!.position}, transaction = ${events.at(-1)!.transaction}::xid8, failures = 0, last_error = null, not_before = null where consumer = ${reaction.consumer}`,
      )
      return events.length
    })
  } catch (error) {
    await noteFailure(db, scope, reaction.consumer, (error as Error).message, now)
    throw error
  }
}

const claim = (tx: Tx, consumer: string, now: Utc) =>
  tx.one<Place & { failures: number; lastError: string }>(
    sql`select transaction::text as transaction, position, failures, last_error as "lastError" from event_cursor
        where consumer = ${consumer} and (not_before is null or not_before <= ${now}) for update skip locked`,
  )

/** Settled events of some kinds after a place, in the order in which they settled. */
export const eventsAfter = (tx: Tx, kinds: readonly string[], { transaction, position }: Place, limit: number) =>
  tx.rows<Event>(
    sql`select transaction::text as transaction, position, kind, at, who, payload from event
        where (transaction, position) > (${transaction}::xid8, ${position}::bigint) and kind in (${join([...kinds])})
          and transaction < pg_snapshot_xmin(pg_current_snapshot())
        order by event.transaction, position limit ${limit}`,
  )

/** Whether a consumer has events before it: also those that are not settled, because a transaction elsewhere still runs. */
export const isBehind = (db: Db, { consumer, kinds }: Pick<Reaction, 'consumer' | 'kinds'>): Promise<boolean> =>
  db.read(systemScope(consumer), async (tx) => {
    const next = await tx.one(
      sql`select from event where kind in (${join([...kinds])})
          and not exists (select from event_cursor c where c.consumer = ${consumer} and (event.transaction, event.position) <= (c.transaction, c.position))
        limit 1`,
    )
    return next !== undefined
  })

const setAside = (tx: Tx, consumer: string, event: Event, reason: string, now: Utc) =>
  tx.run(
    sql`insert into event_aside (consumer, position, reason, at) values (${consumer}, ${event.position}, ${reason}, ${now}) on conflict do nothing`,
  )

const noteFailure = (db: Db, scope: Scope, consumer: string, message: string, now: Utc) =>
  db.in(scope, (tx) =>
    tx.run(
      sql`update event_cursor set failures = failures + 1, last_error = ${message.slice(0, 500)},
          not_before = ${later(now, 1_000)} where consumer = ${consumer}`,
    ),
  )

/** The kinds of what has settled after a place. */
export const kindsAfter = async (tx: Tx, { transaction, position }: Place): Promise<string[]> =>
  (
    await tx.rows<{ kind: string }>(
      sql`select distinct kind from event where (transaction, position) > (${transaction}::xid8, ${position}::bigint)
            and transaction < pg_snapshot_xmin(pg_current_snapshot())`,
    )
  ).map(({ kind }) => kind)

/** Where the stream of settled events ends now. */
export const newestPlace = async (tx: Tx): Promise<Place> =>
  (await tx.one<Place>(
    sql`select transaction::text as transaction, position from event where transaction < pg_snapshot_xmin(pg_current_snapshot())
        order by event.transaction desc, position desc limit 1`,
  )) ?? { transaction: '0', position: 0 }
