import { type Id, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { column, jsonText, raw, type Sql, sql, type Tx } from '#platform/db/db.ts'
import type { Webhook } from './contract.ts'

const visible = (scope: Scope, alias: string): Sql =>
  scope.team ? sql`true` : sql`${raw(alias)}.organisation_id = any(${scope.organisations.map(uuidOf)}::uuid[])`

const hookColumns = raw(
  `w.id, w.url, w.kinds, w.active, w.created_at as "createdAt", w.last_success_at as "lastSuccessAt", w.last_failure_at as "lastFailureAt",
   w.last_reply as "lastReply", w.failures`,
)

/** The webhooks of an organisation, when the scope may see them. */
export async function webhooksOf(tx: Tx, scope: Scope, organisation: Id<'org'>): Promise<Webhook[]> {
  const rows = await tx.rows<Webhook>(sql`
    select ${hookColumns} from webhook w where w.organisation_id = ${uuidOf(organisation)} and ${visible(scope, 'w')} order by w.id`)
  return rows.map((row) => ({ ...row, id: toId('hok', row.id) }))
}

/** Whose a webhook is, when the scope may see it. */
export async function ownerOf(
  tx: Tx,
  scope: Scope,
  id: Id<'hok'>,
): Promise<{ organisation: Id<'org'>; url: string; active: boolean } | undefined> {
  const row = await tx.one<{ organisation: string; url: string; active: boolean }>(sql`
    select w.organisation_id as organisation, w.url, w.active from webhook w where w.id = ${uuidOf(id)} and ${visible(scope, 'w')}`)
  return row && { ...row, organisation: toId('org', row.organisation) }
}

export const insertWebhook = (
  tx: Tx,
  hook: { id: Id<'hok'>; organisation: Id<'org'>; url: string; secret: string; kinds: readonly string[] },
  now: Utc,
): Promise<number> =>
  tx.run(sql`
    insert into webhook (id, organisation_id, url, secret, kinds, created_at, created_by)
    values (${uuidOf(hook.id)}, ${uuidOf(hook.organisation)}, ${hook.url}, ${hook.secret}, ${[...hook.kinds]}, ${now}, ${tx.scope.who.name})`)

/** Switches a webhook on or off. Whatever it failed before is forgotten when it is switched on. */
export const switchWebhook = (tx: Tx, scope: Scope, id: Id<'hok'>, active: boolean): Promise<number> =>
  tx.run(sql`
    update webhook w set active = ${active}, failures = 0, failing_since = null, next_try_at = null
    where w.id = ${uuidOf(id)} and ${visible(scope, 'w')}`)

export const deleteWebhook = (tx: Tx, scope: Scope, id: Id<'hok'>): Promise<number> =>
  tx.run(sql`delete from webhook w where w.id = ${uuidOf(id)} and ${visible(scope, 'w')}`)

/** What a webhook was sent, newest first. */
export async function callPage(
  tx: Tx,
  scope: Scope,
  hook: Id<'hok'>,
  page: { after?: string | undefined; limit: number },
): Promise<{ rows: CallRow[]; next?: string }> {
  const rows = await tx.rows<CallRow>(sql`
    select c.id, c.kind, c.state, c.tries, c.reply, c.created_at as "createdAt", c.done_at as "doneAt" from webhook_call c
    where c.webhook_id = ${uuidOf(hook)} and ${visible(scope, 'c')} and ${page.after ? sql`c.id < ${page.after}::uuid` : sql`true`}
    order by c.id desc limit ${page.limit + 1}`)
  const shown = rows.slice(0, page.limit)
  return {
    rows: shown.map((row) => ({ ...row, id: toId('evt', row.id) })),
    ...(rows.length > page.limit && { next: shown.at(-1)!.id }),
  }
}

export interface CallRow {
  id: string
  kind: string
  state: string
  tries: number
  reply: string | null
  createdAt: Utc
  doneAt: Utc | null
}

/** Every webhook that is switched on. */
export async function activeWebhooks(tx: Tx): Promise<{ id: Id<'hok'>; organisation: Id<'org'>; kinds: string[] }[]> {
  const rows = await tx.rows<{ id: string; organisation: string; kinds: string[] }>(
    sql`select id, organisation_id as organisation, kinds from webhook where active order by id`,
  )
  return rows.map((row) => ({ ...row, id: toId('hok', row.id), organisation: toId('org', row.organisation) }))
}

export interface NewCall {
  id: Id<'evt'>
  webhook: Id<'hok'>
  organisation: Id<'org'>
  kind: string
  body: object
}

/** Queues calls; each webhook gets its own in the order of their ids. */
export const insertCalls = (tx: Tx, calls: readonly NewCall[], now: Utc): Promise<number> =>
  tx.run(sql`
    insert into webhook_call (id, webhook_id, organisation_id, kind, body, state, created_at)
    select id, webhook, organisation, kind, body, 'queued', ${now} from unnest(
      ${column(
        calls.map((call) => uuidOf(call.id)),
        'uuid',
      )}, ${column(
        calls.map((call) => uuidOf(call.webhook)),
        'uuid',
      )}, ${column(
        calls.map((call) => uuidOf(call.organisation)),
        'uuid',
      )}, ${calls.map((call) => call.kind)}::text[], ${column(
        calls.map((call) => jsonText(call.body)),
        'jsonb',
      )}
    ) as t (id, webhook, organisation, kind, body)`)

/** A call that this worker makes now. */
export interface ClaimedCall {
  id: Id<'evt'>
  webhook: Id<'hok'>
  organisation: Id<'org'>
  kind: string
  url: string
  /** Sealed. */
  secret: string
  body: Record<string, unknown>
  failures: number
  failingSince: Utc | null
}

const claimedColumns = raw(
  `c.id, c.webhook_id as webhook, c.organisation_id as organisation, c.kind, w.url, w.secret, c.body, w.failures, w.failing_since as "failingSince"`,
)

const toClaimed = (row: ClaimedCall | undefined): ClaimedCall | undefined =>
  row && { ...row, id: toId('evt', row.id), webhook: toId('hok', row.webhook), organisation: toId('org', row.organisation) }

/** Takes the webhook that was called longest ago, until the lease ends, and its oldest call: one webhook is called by one worker, in order. */
export const claimCall = async (tx: Tx, now: Utc, leaseUntil: Utc): Promise<ClaimedCall | undefined> =>
  toClaimed(
    await tx.one<ClaimedCall>(sql`
      with hook as (
        select w.id from webhook w where w.active and (w.next_try_at is null or w.next_try_at <= ${now})
          and exists (select from webhook_call c where c.webhook_id = w.id and c.state = 'queued' and c.kind <> 'test')
        order by w.next_try_at nulls first, w.id limit 1 for update of w skip locked
      ), leased as (
        update webhook w set next_try_at = ${leaseUntil} from hook where w.id = hook.id
        returning w.id, w.url, w.secret, w.failures, w.failing_since
      ), first as (
        select c.id from webhook_call c join hook on hook.id = c.webhook_id where c.state = 'queued' and c.kind <> 'test' order by c.id limit 1
      )
      update webhook_call c set tries = c.tries + 1 from first, leased w where c.id = first.id returning ${claimedColumns}`),
  )

/** Takes a test call: tried once, also of a webhook that is switched off. */
export const claimTest = async (tx: Tx): Promise<ClaimedCall | undefined> =>
  toClaimed(
    await tx.one<ClaimedCall>(sql`
      with first as (
        select c.id from webhook_call c where c.state = 'queued' and c.kind = 'test' order by c.id limit 1 for update skip locked
      )
      update webhook_call c set tries = c.tries + 1, state = 'failed' from first, webhook w
      where c.id = first.id and w.id = c.webhook_id returning ${claimedColumns}`),
  )

/** The webhook took it. */
export async function callDone(tx: Tx, { id, webhook }: ClaimedCall, reply: string, now: Utc): Promise<void> {
  await tx.run(sql`update webhook_call set state = 'done', reply = ${reply}, done_at = ${now} where id = ${uuidOf(id)}`)
  await tx.run(sql`
    update webhook set failures = 0, failing_since = null, next_try_at = ${now}, last_success_at = ${now}, last_reply = ${reply}
    where id = ${uuidOf(webhook)}`)
}

/** It did not: the webhook waits as a whole, or is switched off and what waited for it is given up. 0 when it is no longer there. */
export async function callFailed(
  tx: Tx,
  { id, webhook }: ClaimedCall,
  reply: string,
  to: { off: boolean; nextTryAt: Utc },
  now: Utc,
): Promise<number> {
  await tx.run(sql`update webhook_call set reply = ${reply} where id = ${uuidOf(id)}`)
  if (to.off)
    await tx.run(
      sql`update webhook_call set state = 'failed', done_at = ${now} where webhook_id = ${uuidOf(webhook)} and state = 'queued'`,
    )
  return tx.run(sql`
    update webhook set failures = failures + 1, failing_since = coalesce(failing_since, ${now}), next_try_at = ${to.nextTryAt},
      last_failure_at = ${now}, last_reply = ${reply}, active = active and not ${to.off}::boolean
    where id = ${uuidOf(webhook)}`)
}

/** A test call came to nothing; it counts for nothing else. */
export const testFailed = (tx: Tx, { id }: ClaimedCall, reply: string, now: Utc): Promise<number> =>
  tx.run(sql`update webhook_call set state = 'failed', reply = ${reply}, done_at = ${now} where id = ${uuidOf(id)}`)
