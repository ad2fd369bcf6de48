import { createHmac, randomBytes } from 'node:crypto'
import type { FindingsChanged } from '#capabilities/findings/contract.ts'
import { findingsToTell, type ToTell } from '#capabilities/findings/index.ts'
import { type Id, newId } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { holdsFor, type Scope, systemScope } from '#domain/scope.ts'
import { severities } from '#domain/severity.ts'
import { later, type Utc } from '#domain/time.ts'
import { isWithinTlp, mostInFiles } from '#domain/tlp.ts'
import { audit } from '#platform/audit.ts'
import type { World } from '#platform/capability.ts'
import type { Tx } from '#platform/db/db.ts'
import { allowList, DoorError, postOut } from '#platform/door.ts'
import { type Event, emit, type Reaction } from '#platform/events.ts'
import { createSecretBox, type SecretBox } from '#platform/secret-box.ts'
import { type NoticeHappened, webhookFailed, webhookKinds } from './contract.ts'
import { publicUrl } from './gather.ts'
import { webhookJob } from './jobs-names.ts'
import { afterFailure } from './rules-delivery.ts'
import * as store from './store-webhooks.ts'

export type Calling = Pick<World, 'db' | 'clock' | 'config' | 'log'>

const scope = systemScope('notices.webhooks')
const findingsInCall = 100
const findingsAtOnce = 500
const mostOfOne = 10
const timeoutSeconds = 15
/** So many are called at once, and for so long by one run; the next goes on. */
const atOnce = 8
const runMs = 50_000
/** Longer than a call may take when all of them wait for one host, which is asked one at a time, so that of two workers one calls. */
const leaseMs = 180_000

/** Owner and operator are told of changes of their findings by the webhooks that they set up; queued in the transaction of the cursor, so once. */
export const findingsChanged: Reaction = {
  consumer: 'notices.webhooks',
  kinds: webhookKinds,
  async handle(tx, events, { now, jobs }) {
    const hooks = await store.activeWebhooks(tx)
    if (hooks.length === 0) return
    let queued = 0
    for (const event of events as readonly Event<FindingsChanged>[]) {
      const listening = hooks.filter(({ kinds }) => kinds.includes(event.kind))
      if (listening.length > 0) queued += await queueFor(tx, event, listening, now)
    }
    if (queued > 0) await jobs.ask(webhookJob, {}, { once: 'call' })
  },
}

type Listening = Awaited<ReturnType<typeof store.activeWebhooks>>

async function queueFor(tx: Tx, event: Event<FindingsChanged>, hooks: Listening, now: Utc): Promise<number> {
  const ids = event.payload.findings.map(({ id }) => id as Id<'fnd'>)
  const calls: store.NewCall[] = []
  for (const page of pages(ids, findingsAtOnce)) {
    const findings = (await findingsToTell(tx, page)).filter(({ tlp }) => isWithinTlp(tlp, mostInFiles))
    for (const hook of hooks) {
      const own = findings.filter(({ organisation, operator }) => [organisation, operator].includes(hook.organisation))
      for (const told of pages(own, findingsInCall))
        calls.push({
          id: newId('evt'),
          webhook: hook.id,
          organisation: hook.organisation,
          kind: event.kind,
          body: { type: event.kind, timestamp: event.at, data: { findings: told.map(factsOf) } },
        })
    }
  }
  if (calls.length > 0) await store.insertCalls(tx, calls, now)
  return calls.length
}

function* pages<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size)
}

/** What a webhook says of a finding; the link is added when it is called. */
const factsOf = ({ id, organisation, kind, assetText, severity, tlp, pap, state, answer }: ToTell) => ({
  id,
  organisation,
  kind,
  asset: assetText,
  severity: severities[severities.length - 1 - severity],
  tlp,
  pap,
  state,
  answer,
})

type Facts = ReturnType<typeof factsOf>

/** Calls the webhooks that have something waiting, several at once and each by itself in turn, until none is due or the run is long enough. */
export async function callWebhooks(world: Calling): Promise<{ done: number; failed: number }> {
  const tally = { done: 0, failed: 0 }
  const until = later(world.clock.now(), runMs)
  await Promise.all(Array.from({ length: atOnce }, () => callInTurn(world, tally, until)))
  return tally
}

async function callInTurn(world: Calling, tally: { done: number; failed: number }, until: Utc): Promise<void> {
  const box = createSecretBox(world.config)
  for (let now = world.clock.now(); now < until; now = world.clock.now()) {
    const call = await world.db.in(
      scope,
      async (tx) => (await store.claimTest(tx)) ?? (await store.claimCall(tx, now, later(now, leaseMs))),
    )
    if (!call) return
    const body = await world.db.read(scope, (tx) => asMarkedNow(tx, call.body))
    const answer = body ? await post(world, box, { ...call, body }) : nothingLeft
    await world.db.in(scope, (tx) => settle(tx, call, answer, world.clock.now()))
    tally[answer.taken ? 'done' : 'failed'] += 1
  }
}

/** What a call says, with the labels that its findings have by now; nothing when none of them may go out any more. */
async function asMarkedNow(tx: Tx, body: Record<string, unknown>): Promise<Record<string, unknown> | undefined> {
  const { findings } = body.data as { findings?: Facts[] }
  if (!findings) return body
  const now = new Map(
    (
      await findingsToTell(
        tx,
        findings.map(({ id }) => id),
      )
    ).map((one) => [one.id, one]),
  )
  const open = findings.flatMap((facts) => {
    const { tlp, pap } = now.get(facts.id) ?? facts
    return isWithinTlp(tlp, mostInFiles) ? [{ ...facts, tlp, pap }] : []
  })
  return open.length > 0 ? { ...body, data: { findings: open } } : undefined
}

const nothingLeft = { taken: true, gone: false, reply: 'not called: what it told of is TLP:RED by now' } as const

interface Answer {
  taken: boolean
  /** It asked never to be called again (410). */
  gone: boolean
  reply: string
}

async function post(world: Calling, box: SecretBox, call: store.ClaimedCall): Promise<Answer> {
  const body = JSON.stringify(withLinks(call.body, publicUrl(world.config)))
  const seconds = Math.floor(Date.parse(world.clock.now()) / 1_000)
  let secret: string
  try {
    secret = box.open(call.secret, call.webhook)
  } catch (error) {
    // One that cannot be signed for holds up no other.
    return { taken: false, gone: false, reply: (error as Error).message }
  }
  try {
    const { status, text } = await postOut(
      call.url,
      body,
      { allow: allowList(world.config.VARDE_OUTBOUND_ALLOW), timeoutSeconds },
      { 'content-type': 'application/json', ...signed(secret, call.id, seconds, body) },
    )
    const reply = `${status} ${text}`.trim().slice(0, 500)
    return { taken: status >= 200 && status < 300, gone: status === 410, reply }
  } catch (error) {
    if (!(error instanceof DoorError)) throw error
    return { taken: false, gone: false, reply: error.message.slice(0, 500) }
  }
}

/** The headers of Standard Webhooks 1.0: the id stays the same when a call is tried again, so that a receiver can tell. */
export const signed = (secret: string, id: string, seconds: number, body: string): Record<string, string> => ({
  'webhook-id': id,
  'webhook-timestamp': String(seconds),
  'webhook-signature': `v1,${createHmac('sha256', Buffer.from(secret.slice(secretStart.length), 'base64'))
    .update(`${id}.${seconds}.${body}`)
    .digest('base64')}`,
})

const secretStart = 'whsec_'
const newSecret = (): string => `${secretStart}${randomBytes(32).toString('base64')}`

function withLinks(body: Record<string, unknown>, base: string): object {
  const { findings } = body.data as { findings?: Facts[] }
  return findings
    ? { ...body, data: { findings: findings.map((finding) => ({ ...finding, link: `${base}/findings/${finding.id}` })) } }
    : body
}

async function settle(tx: Tx, call: store.ClaimedCall, { taken, gone, reply }: Answer, now: Utc): Promise<void> {
  if (taken) return store.callDone(tx, call, reply, now)
  if (call.kind === 'test') {
    await store.testFailed(tx, call, reply, now)
    return
  }
  const { off, nextTryAt } = afterFailure(call.failures + 1, call.failingSince ?? now, now)
  const isOff = off || gone
  if ((await store.callFailed(tx, call, reply, { off: isOff, nextTryAt }, now)) === 0 || !isOff) return
  const payload: NoticeHappened = {
    notice: '',
    recipient: call.organisation,
    severity: 1,
    subject: new URL(call.url).host,
    address: call.webhook,
    reply,
  }
  await emit(tx, webhookFailed, payload, now)
}

/** Queues a test call of a webhook: it says nothing of any finding. */
export const queueTest = (world: Calling, test: { id: Id<'hok'>; organisation: Id<'org'> }): Promise<number> =>
  world.db.in(scope, (tx) => {
    const now = world.clock.now()
    const body = { type: 'test', timestamp: now, data: {} }
    return store.insertCalls(
      tx,
      [{ id: newId('evt'), webhook: test.id, organisation: test.organisation, kind: 'test', body }],
      now,
    )
  })

/** Who may change the webhooks of an organisation: its security contacts, and the team. */
const mayChange = (who: Scope, organisation: Id<'org'>): boolean => holdsFor(who, organisation, 'member-security')

/** Adds a webhook; its secret is shown this once. */
export async function addWebhook(
  tx: Tx,
  { config, box }: { config: World['config']; box: SecretBox },
  input: { id: Id<'org'>; url: string; kinds: readonly string[] },
  now: Utc,
): Promise<Result<{ id: Id<'hok'>; secret: string }, 'not-found' | 'bad-webhook-url' | 'too-many-webhooks'>> {
  if (!mayChange(tx.scope, input.id)) return no('not-found')
  if (!mayBeCalled(config, input.url)) return no('bad-webhook-url')
  if ((await store.webhooksOf(tx, tx.scope, input.id)).length >= mostOfOne) return no('too-many-webhooks')
  const id = newId('hok')
  const secret = newSecret()
  const hook = { id, organisation: input.id, url: input.url, secret: box.seal(secret, id), kinds: input.kinds }
  await store.insertWebhook(tx, hook, now)
  const detail = { host: new URL(input.url).host, kinds: input.kinds }
  await audit(tx, { action: 'webhook.add', object: id, organisation: input.id, detail }, now)
  return ok({ id, secret })
}

/** The door looks again at each call, also at the address behind the name; this is what can be said at once. */
function mayBeCalled(config: World['config'], address: string): boolean {
  const url = new URL(address)
  if (url.username || url.password) return false
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return url.protocol === 'https:' || allowList(config.VARDE_OUTBOUND_ALLOW).has(`${url.hostname.toLowerCase()}:${port}`)
}

/** Switches a webhook on or off; says whose it is, so that a test can be asked for. */
export async function changeWebhook(
  tx: Tx,
  input: { id: Id<'hok'>; active?: boolean | undefined },
  now: Utc,
): Promise<Result<{ id: Id<'hok'>; organisation: Id<'org'> }, 'not-found'>> {
  const hook = await store.ownerOf(tx, tx.scope, input.id)
  if (!hook || !mayChange(tx.scope, hook.organisation)) return no('not-found')
  if (input.active !== undefined && input.active !== hook.active) {
    await store.switchWebhook(tx, tx.scope, input.id, input.active)
    const detail = { host: new URL(hook.url).host, active: input.active }
    await audit(tx, { action: 'webhook.change', object: input.id, organisation: hook.organisation, detail }, now)
  }
  return ok({ id: input.id, organisation: hook.organisation })
}

/** Removes a webhook with its calls. */
export async function removeWebhook(tx: Tx, id: Id<'hok'>, now: Utc): Promise<Result<Record<never, never>, 'not-found'>> {
  const hook = await store.ownerOf(tx, tx.scope, id)
  if (!hook || !mayChange(tx.scope, hook.organisation)) return no('not-found')
  await store.deleteWebhook(tx, tx.scope, id)
  const detail = { host: new URL(hook.url).host }
  await audit(tx, { action: 'webhook.remove', object: id, organisation: hook.organisation, detail }, now)
  return ok({})
}
