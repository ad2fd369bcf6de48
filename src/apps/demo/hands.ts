import { capabilities } from '#apps/server/capabilities.ts'
import { buildServer } from '#apps/server/server.ts'
import type { World } from '#apps/server/world.ts'
import type { Id } from '#domain/id.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { clockAt } from '#platform/clock.ts'
import { digest, isBehind, kindsAfter, newestPlace, type Place } from '#platform/events.ts'
import type { Job } from '#platform/jobs.ts'
import { letterJob } from '#platform/mail/letter.ts'

/** Somebody of the team; what they do stands under this name. */
const teamMember = (id: string, name: string): Scope => ({
  who: { kind: 'person', id, name },
  roles: ['analyst', 'lead', 'duty'],
  team: true,
  organisations: [],
})

export const reader: Scope = teamMember('demo-reader', 'Mottaket')
export const duty: Scope = teamMember('demo-duty', 'Vakthavende')

/** Whoever answers for the security of an organisation. */
export const memberOf = (organisation: Id<'org'>, name: string): Scope => ({
  who: { kind: 'person', id: `demo-${organisation}`, name },
  roles: ['member-security'],
  team: false,
  organisations: [organisation],
  seats: [{ organisation, role: 'member-security' }],
})

const program = systemScope('demo')

/** Work that was asked for and that no part of a day does anyway. */
const followUps = new Set(['intake.reattribute', 'measures.vanished', 'overview.vanished', 'overview.sightings', letterJob])

/** How long a reader waits for a transaction of somebody else that has not settled. */
const [longestWait, pause] = [10_000, 50]

/** So many events a consumer takes at a time. */
const most = 100

/**
 * The house in one's hands, at a moment that one sets: the API is asked without the network, as anybody, and the jobs of a worker run
 * when they are told to. What jobs ask of the queue is kept here, so that nothing of the past waits in the real one.
 */
export async function openHands(outside: World, at: Utc) {
  const clock = clockAt(at)
  let asked: { name: string; data: object }[] = []
  const queue: World['jobs'] = {
    ...outside.jobs,
    ask: async (name, data) => {
      const isAsked = asked.some((one) => one.name === name && JSON.stringify(one.data) === JSON.stringify(data))
      if (followUps.has(name) && !isAsked) asked.push({ name, data })
    },
    schedule: async () => undefined,
    unschedule: async () => undefined,
  }
  const world: World = { ...outside, clock, jobs: queue }
  const jobs = new Map<string, Job>(capabilities.flatMap((one) => one.jobs(world)).map((job) => [job.name, job]))
  const reactions = capabilities.flatMap((capability) => [...capability.reactions])
  let asking: Scope = program
  let settled: Place = { transaction: '0', position: 0 }
  const { fastify } = await buildServer(world, { authenticate: async () => ({ scope: asking }), webRoot: '' })

  const run = async (name: string, data: object = {}): Promise<void> => {
    const job = jobs.get(name)
    if (!job) throw new Error(`there is no job ${name}`)
    await job.run(data, { log: world.log })
  }
  const isAnyBehind = async (): Promise<boolean> => {
    for (const reaction of reactions) if (await isBehind(world.db, reaction)) return true
    return false
  }

  /** Lets those react who have something new before them; whether there was any. */
  async function react(): Promise<boolean> {
    const [newest, kinds] = await world.db.read(
      program,
      async (tx) => [await newestPlace(tx), await kindsAfter(tx, settled)] as const,
    )
    const news = new Set(kinds)
    for (const reaction of reactions.filter((one) => one.kinds.some((kind) => news.has(kind))))
      for (let digested = most; digested === most; )
        digested = await digest(world.db, reaction, { now: clock.now(), jobs: world.jobs }, most)
    settled = newest
    return news.size > 0
  }

  /** Lets everything react until nothing is new. On PostgreSQL others may still be writing: what they wrote before us is waited for. */
  async function reactToAll(): Promise<void> {
    for (let waited = 0; ; waited += pause) {
      while (await react());
      if (world.db.engine === 'embedded' || !(await isAnyBehind())) return
      if (waited >= longestWait) throw new Error('a reaction does not get on; see the log')
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }

  /** As `reactToAll`, and does what was asked for because of it. */
  async function settle(): Promise<void> {
    await reactToAll()
    for (let next = asked.shift(); next; next = asked.shift()) {
      await run(next.name, next.data)
      if (asked.length === 0) await reactToAll()
    }
  }

  /** One question to the API; throws what it refuses, since nobody is there to read it. */
  async function ask<Answer>(scope: Scope, method: Method, path: string, body?: object | FormData): Promise<Answer> {
    asking = scope
    const url = `/api${path}`
    const answer = await fastify.inject({ method, url, ...(body && { payload: body }) })
    if (answer.statusCode >= 400) throw new Error(`${method} ${path}: ${answer.body}`)
    return answer.json<Answer>()
  }

  /** Before anything was seen there is nothing to attribute anew: only those who react have their turn. */
  async function settleRegister(): Promise<void> {
    await reactToAll()
    asked = []
  }

  return { world, clock, run, settle, settleRegister, ask, close: () => fastify.close() }
}
export type Hands = Awaited<ReturnType<typeof openHands>>

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
