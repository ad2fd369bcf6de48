import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { capabilities } from '#apps/server/capabilities.ts'
import { buildServer } from '#apps/server/server.ts'
import { reactOnce, workUntilIdle } from '#apps/server/worker.ts'
import { closeWorld, openWorld, type World } from '#apps/server/world.ts'
import { createKey } from '#capabilities/access/keys.ts'
import { readImport, receive } from '#capabilities/feeds/actions.ts'
import { sourceNamed } from '#capabilities/feeds/ask.ts'
import type { FeedFormat } from '#capabilities/feeds/contract.ts'
import { addHolding, changeHolding, changeOrganisation, createOrganisation, putContact } from '#capabilities/members/actions.ts'
import type { NewHolding, OrganisationInput } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { day, type Utc, utc } from '#domain/time.ts'
import { type Clock, systemClock } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import { type Sql, sql } from '#platform/db/db.ts'
import { migrateConfigured } from '#platform/db/migrate.ts'
import { openDb } from '#platform/db/open.ts'
import { isBehind } from '#platform/events.ts'
import { freshDatabase } from '../setup/database.ts'

export const team = systemScope('test')
const main = join(import.meta.dirname, '../../src/apps/cli/main.ts')

/** The present, as everything in a test that names a day counts from it. */
export const now: Utc = utc(Date.now())
export const daysAgo = (days: number): Utc => utc(Date.parse(now) - days * day)

/** How a process ended, and what it said. */
export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  out: string
  error: string
  /** The last line of what it said, as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: the answers of many commands, each looked at by its own test
  json: any
}

export interface Running {
  child: ChildProcess
  ended: Promise<Ended>
}

/** A process of ours, told to run something; `input` is what it reads. */
export function run(args: string[], env: Record<string, string>): Running {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VARDE_|VITEST|NODE_OPTIONS)/.test(name)),
  )
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--trace-deprecation', ...args], {
    env: { ...(inherited as Record<string, string>), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let error = ''
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    error += text
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    // A host of the embedded database keeps our standard error open, so `close` may come much later.
    child.once('exit', (code, signal) => {
      void sleep(20).then(() => resolve({ code, signal, out, error, json: lastJson(out) }))
    })
  })
  return { child, ended }
}

const lastJson = (text: string): unknown => {
  try {
    return JSON.parse(text.trim().split('\n').at(-1) ?? '')
  } catch {
    return undefined
  }
}

export interface HouseOptions {
  engine?: 'postgresql' | 'embedded'
  migrated?: boolean
  /** Settings beside those of the place: a mail server, for instance. */
  settings?: Record<string, string>
  /** The present of this house; without it, the real one. */
  clock?: Clock
}

/** A place for one Varde: a database of its own, a folder for files, and the settings that lead there. */
export async function openPlace({ engine = 'postgresql', migrated = true, settings = {} }: HouseOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'varde-loop-'))
  const database = engine === 'postgresql' ? await freshDatabase({ migrated }) : undefined
  const env: Record<string, string> = {
    VARDE_DATA: join(folder, 'data'),
    VARDE_SECRET_KEY: 'a key for tests and for nothing else',
    VARDE_LOG_LEVEL: 'silent',
    ...(database && { VARDE_DATABASE_URL: database.url }),
    ...settings,
  }
  const config = readConfig(env)
  const started = new Set<Running>()
  const start = (args: string[], more: Record<string, string> = {}): Running => {
    const running = run([main, ...args], { ...env, ...more })
    started.add(running)
    void running.ended.finally(() => started.delete(running)).catch(() => undefined)
    return running
  }
  return {
    engine,
    folder,
    env,
    config,
    /** The command line in the background. */
    start,
    /** The command line, to its end. */
    varde: (args: string[], more: Record<string, string> = {}): Promise<Ended> => start(args, more).ended,
    file(name: string, content: string | Uint8Array): string {
      const path = join(folder, name)
      writeFileSync(path, content)
      return path
    },
    async close() {
      for (const { child, ended } of started) {
        child.kill('SIGKILL')
        await ended
      }
      await database?.drop()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
export type Place = Awaited<ReturnType<typeof openPlace>>

type NewContact = Parameters<typeof putContact>[3]

const plain: Omit<OrganisationInput, 'name'> = {
  number: null,
  names: {},
  kinds: ['municipality'],
  constituencies: [],
  parentId: null,
  county: null,
  municipality: null,
  language: 'nb',
  membership: 'member',
  memberSince: null,
  outsiderPolicy: null,
}

/** The register, the feeds and the tables of one database; whoever opens it closes it. */
export async function openHands(place: Place, clock: Clock = systemClock) {
  if (place.engine === 'embedded') await migrateConfigured(place.config)
  const db = openDb(place.config)
  const done = async <Value>(result: Promise<{ ok: true; value: Value } | { ok: false; reason: string }>): Promise<Value> => {
    const answer = await result
    if (!answer.ok) throw new Error(answer.reason)
    return answer.value
  }
  const inputs = new Map<Id<'org'>, OrganisationInput>()
  return {
    db,
    /** As the owner of the database, past both walls. */
    rows: <Row = Record<string, unknown>>(query: Sql): Promise<Row[]> => db.asOwner((tx) => tx.rows<Row>(query)),
    async organisation(name: string, more: Partial<OrganisationInput> = {}): Promise<Id<'org'>> {
      const input = { ...plain, name, ...more }
      const { id } = await done(db.in(team, (tx) => createOrganisation(tx, team, input, clock.now())))
      inputs.set(id, input)
      return id
    },
    changeOrganisation: (id: Id<'org'>, more: Partial<OrganisationInput>) =>
      done(db.in(team, (tx) => changeOrganisation(tx, team, id, { ...inputs.get(id)!, ...more }, clock.now()))),
    async holding(organisation: Id<'org'>, value: string, more: Partial<NewHolding> = {}): Promise<Id<'hol'>> {
      const form = /^\d+$/.test(value) ? 'asn' : value.includes('/') ? 'network' : 'domain'
      const input: NewHolding = {
        relation: 'owns',
        form,
        value,
        from: daysAgo(400),
        to: null,
        proof: 'declared',
        criticality: 0,
        ...more,
      }
      return (await done(db.in(team, (tx) => addHolding(tx, team, organisation, input, clock.now())))).id
    },
    contact: (organisation: Id<'org'>, contact: Partial<NewContact> & Pick<NewContact, 'role' | 'name'>) =>
      done(
        db.in(team, (tx) =>
          putContact(
            tx,
            team,
            organisation,
            { email: null, telephone: null, pgpKey: null, language: 'nb', ...contact },
            clock.now(),
          ),
        ),
      ),
    changeHolding: (id: Id<'hol'>, correction: Parameters<typeof changeHolding>[3]) =>
      done(db.in(team, (tx) => changeHolding(tx, team, id, correction, clock.now()))),
    /** Takes in one file of a source, to the end; returns the import. */
    async bring(text: string, { source = 'shadowserver', fileName = 'scan_rdp.csv' } = {}) {
      const format = (fileName.endsWith('.json') ? 'intelmq' : 'shadowserver') as FeedFormat
      const from = await sourceNamed(db, team, source, format, clock.now())
      const file = { fileName, bytes: Readable.from([Buffer.from(text)]) }
      const { id, already } = await receive(db, team, from!, file, clock.now())
      return { ...(await readImport(db, clock, id, { maxUnpackedBytes: 1e8 }))!, already }
    },
    /** A key with which somebody of an organisation, or of the team, asks the API. */
    async key(organisationId: Id<'org'> | null): Promise<string> {
      const roles = organisationId ? (['member-security'] as const) : (['analyst'] as const)
      const given = { name: 'test', organisationId, roles: [...roles], networks: [], scopes: [], expiresAt: daysAgo(-80) }
      return (await done(db.in(team, (tx) => createKey(tx, team, given, clock.now())))).token
    },
    close: () => db.close(),
  }
}
export type Hands = Awaited<ReturnType<typeof openHands>>

/** Lets reactions run until none is behind: what was written is seen only when every older transaction of the server has settled, also one of another test. */
export async function reactToAll(world: World): Promise<void> {
  const reactions = capabilities.flatMap((capability) => [...capability.reactions])
  for (let waits = 0; waits < 1_200; ) {
    if ((await reactOnce(world)) > 0) continue
    let behind = false
    for (const reaction of reactions) behind ||= await isBehind(world.db, reaction)
    if (!behind) return
    waits += 1
    await sleep(50)
  }
  throw new Error('Reactions are behind after a minute: one fails at every try, or a transaction elsewhere does not end.')
}

/** Lets reactions run until none is behind, and then jobs by name, each to its end: those that wait for the clock too. */
export async function turn(world: World, ...jobs: string[]): Promise<void> {
  await reactToAll(world)
  for (const name of jobs) {
    const job = capabilities.flatMap((capability) => [...capability.jobs(world)]).find((one) => one.name === name)
    if (!job) throw new Error(`there is no job ${name}`)
    await job.run({}, { log: world.log })
    await reactToAll(world)
  }
}

/** A whole house in this process: hands, a worker's world and the server, asked without the network. */
export async function openHouse(options: HouseOptions = {}) {
  const place = await openPlace(options)
  const hands = await openHands(place, options.clock)
  let world: World | undefined
  const theWorld = async () =>
    (world ??= await openWorld(place.config, { worker: true, ...(options.clock && { clock: options.clock }) }))
  let app: Awaited<ReturnType<typeof buildServer>> | undefined
  const theApp = async () => (app ??= await buildServer(await theWorld(), { webRoot: place.folder }))
  return {
    ...place,
    ...hands,
    /** The server itself, for whoever asks beside the API. */
    app: theApp,
    /** Lets events, reactions and jobs run until nothing waits. */
    work: async () => workUntilIdle(await theWorld()),
    /** Lets events and reactions run until nothing is new, and then jobs by name, each to its end: those that wait for the clock too. */
    turn: async (...jobs: string[]) => turn(await theWorld(), ...jobs),
    /** One question to the API by whoever has the key; an empty key is nobody. */
    async ask(key: string, path: string, { method = 'GET', locale = 'nb', body }: AskOptions = {}) {
      const { fastify } = await theApp()
      const answer = await fastify.inject({
        method: method as 'GET',
        url: `/api${path}`,
        headers: { ...(key && { authorization: `Bearer ${key}` }), 'x-varde-locale': locale },
        ...(body && { payload: body }),
      })
      // biome-ignore lint/suspicious/noExplicitAny: the answers of many endpoints, each looked at by its own test
      return { status: answer.statusCode, text: answer.body, json: lastJson(answer.body) as any }
    },
    async close() {
      await app?.fastify.close()
      if (world) await closeWorld(world)
      await hands.close()
      await place.close()
    },
  }
}
export type House = Awaited<ReturnType<typeof openHouse>>

interface AskOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  locale?: string
  body?: object
}

/** One line of a report of machines that answer on remote desktop. */
export interface Seen {
  ip: string
  at?: Utc
  port?: number
  severity?: string
  asn?: number
  host?: string
  /** What else the row says. */
  tag?: string
}

/** A report as Shadowserver sends it (`scan_rdp`). */
export const report = (lines: readonly Seen[]): string =>
  ['"timestamp","severity","ip","protocol","port","hostname","tag","asn"']
    .concat(
      lines.map(({ ip, at = daysAgo(2), port = 3389, severity = 'medium', asn = 64496, host = '', tag = 'rdp' }) =>
        [at.slice(0, 19).replace('T', ' '), severity, ip, 'tcp', port, host, tag, asn].map((cell) => `"${cell}"`).join(','),
      ),
    )
    .join('\n')
    .concat('\n')

/** So many machines, one address each, from 198.18.0.0 on. */
export const machines = (count: number): Seen[] =>
  Array.from({ length: count }, (_, index) => ({ ip: `198.18.${(index >> 8) & 255}.${index & 255}` }))

/** What is wrong in a database after whatever happened to it; empty when every count agrees with every other. */
export async function recount(hands: Pick<Hands, 'rows'>): Promise<Record<string, unknown>[]> {
  return hands.rows(sql`
    select 'row neither sighting nor issue' as wrong, id::text as what from import i where state = 'done' and (
      sightings <> (select count(*) from sighting where import_id = i.id) or issues <> (select count(*) from import_issue where import_id = i.id))
    union all select 'finding counts other sightings', id::text from finding f
      where sightings <> (select count(*) from sighting where finding_id = f.id)
    union all select 'first or last seen', id::text from finding f
      where state <> 'withdrawn' and (first_seen, last_seen) is distinct from (select (min(seen_at), max(seen_at)) from sighting where finding_id = f.id)
    union all select 'sighting without finding', import_id::text from sighting s
      where state = 'attributed' and not exists (select from finding where id = s.finding_id)
    union all select 'sighting that should have none', import_id::text from sighting where state <> 'attributed' and finding_id is not null
    union all select 'steps', id::text from finding f where steps < (select max(number) from finding_step where finding_id = f.id)
    union all select 'finding without opening', id::text from finding f
      where not exists (select from finding_step where finding_id = f.id and what = 'opened')
    union all select 'twice', import_id::text || ' ' || number from sighting group by import_id, number having count(*) > 1
    union all select 'one line twice', import_id::text || ' ' || line from sighting group by import_id, line having count(*) > 1
    union all select 'step without finding', finding_id::text from finding_step s where not exists (select from finding where id = s.finding_id)
    union all select case when f.id is null then 'told of what is not there' else 'opened not told once' end, coalesce(f.id::text, told.id) from finding f full join (
        select substr(one ->> 'id', 5) as id, count(*) as times
        from event e cross join lateral jsonb_array_elements(e.payload -> 'findings') one where e.kind = 'finding.opened' group by 1
      ) told on told.id = replace(f.id::text, '-', '') where told.times is distinct from 1 or f.id is null`)
}
