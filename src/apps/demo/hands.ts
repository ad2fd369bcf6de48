import { capabilities } from '#apps/server/capabilities.ts'
import { buildServer } from '#apps/server/server.ts'
import { reactOnce } from '#apps/server/worker.ts'
import type { World } from '#apps/server/world.ts'
import type { Id } from '#domain/id.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import { clockAt } from '#platform/clock.ts'
import { isBehind, newestPlace, type Place } from '#platform/events.ts'
import type { Job } from '#platform/jobs.ts'

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
const followUps = new Set(['intake.reattribute', 'measures.vanished', 'overview.vanished', 'overview.sightings'])

/** How long a reader waits for a transaction of somebody else that has not settled. */
const [longestWait, pause] = [10_000, 50]

/** So many events a consumer takes at a time. */
const mostTaken = 100

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
  let settled: Pick<Place, 'position'> = { position: 0 }
  const { fastify } = await buildServer(world, { authenticate: async () => ({ scope: asking }), webRoot: '' })

  const run = async (name: string, data: object = {}): Promise<void> => {
    const job = jobs.get(name)
    if (!job) throw new Error(`there is no job ${name}`)
    const t0 = performance.now()
    await job.run(data, { log: world.log })
    const m = (globalThis as any).D2 as Map<string, number>; m?.set(name, (m.get(name) ?? 0) + performance.now() - t0)
  }
  const isAnyBehind = async (): Promise<boolean> => {
    for (const reaction of reactions) if (await isBehind(world.db, reaction)) return true
    return false
  }

  /** Lets everything react until nothing is new, and does what was asked for. On PostgreSQL others may still be writing: what they wrote before us is waited for. */
  async function settle(): Promise<void> {
    const t0 = performance.now()
    for (let waited = 0; ; ) {
      const newest = await world.db.read(program, newestPlace)
      if (newest.position !== settled.position) {
        // Fewer than one consumer takes at a time: each has taken all.
        if ((await reactOnce(world)) < mostTaken) settled = newest
        continue
      }
      if (world.db.engine !== 'embedded' && (await isAnyBehind())) {
        if (waited >= longestWait) throw new Error('a reaction does not get on; see the log')
        await new Promise((resolve) => setTimeout(resolve, pause))
        waited += pause
        await reactOnce(world)
        continue
      }
      const next = asked.shift()
      if (!next) break
      await run(next.name, next.data)
    }
    const m = (globalThis as any).D2 as Map<string, number>; m?.set('settle', (m.get('settle') ?? 0) + performance.now() - t0)
  }

  /** One question to the API; throws what it refuses, since nobody is there to read it. */
  async function ask<Answer>(scope: Scope, method: Method, path: string, body?: object | FormData): Promise<Answer> {
    asking = scope
    const url = `/api${path}`
    const t0 = performance.now()
    const answer = await fastify.inject({ method, url, ...(body && { payload: body }) })
    const m = (globalThis as any).D2 as Map<string, number>; const nm = method + ' ' + path.replace(/[?].*/, '').replace(/[a-z]{3}_[0-9a-f]+/, ':id'); m?.set(nm, (m.get(nm) ?? 0) + performance.now() - t0)
    if (answer.statusCode >= 400) throw new Error(`${method} ${path}: ${answer.body}`)
    return answer.json<Answer>()
  }

  /** Before anything was seen there is nothing to attribute anew: only those who react have their turn. */
  async function settleRegister(): Promise<void> {
    while ((await reactOnce(world)) > 0 || (world.db.engine !== 'embedded' && (await isAnyBehind()))) asked = []
    asked = []
  }

  return { world, clock, run, settle, settleRegister, ask, close: () => fastify.close() }
}
export type Hands = Awaited<ReturnType<typeof openHands>>

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
