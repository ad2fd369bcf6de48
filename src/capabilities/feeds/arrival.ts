import { createReadStream } from 'node:fs'
import { lstat, mkdir, readdir, rename } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { day, later } from '#domain/time.ts'
import type { World } from '#platform/capability.ts'
import { allowList, DoorError, fetchOut } from '#platform/door.ts'
import type { Job } from '#platform/jobs.ts'
import { reportWork } from '#platform/work.ts'
import { readImport, receive, replay, withdraw } from './actions.ts'
import { watchable } from './folder.ts'
import { prove } from './proof.ts'
import { noteSilent } from './silence.ts'
import * as store from './store.ts'

export const readJob = 'feeds.read'
export const fetchJob = 'feeds.fetch'
export const tendJob = 'feeds.tend'
export const proveJob = 'feeds.prove'

const scope = systemScope('feeds')
const megabyte = 1024 * 1024

type Needs = Pick<World, 'db' | 'jobs' | 'clock' | 'config' | 'metrics' | 'log'>

/** Work of the feeds: read what was received, fetch by schedule, look into watched folders, take up what was cut off. */
export const jobs = (world: Needs): Job[] => [
  {
    name: readJob,
    run: async (data) => {
      const { import: id, by } = data as { import: Id<'imp'>; by?: { id: string; name: string } }
      await read(world, id, by)
    },
  },
  {
    name: fetchJob,
    run: async (data) => fetchSource(world, (data as { source: Id<'src'> }).source),
  },
  { name: tendJob, cron: '* * * * *', atStart: true, run: () => tend(world) },
  { name: proveJob, cron: '20 * * * *', run: async () => void (await prove(world.db, world.clock.now())) },
]

async function read(world: Needs, id: Id<'imp'>, by?: { id: string; name: string }): Promise<void> {
  const { db, clock, config } = world
  const file = await db.read(scope, (tx) => store.getImport(tx, scope, id))
  const asked = { kind: 'feeds.read', object: id, about: file?.fileName, link: `/imports/${id}`, by } as const
  const report = reportWork(db, scope, asked, clock.now())
  let before = file?.tally.rows ?? 0
  const row = await readImport(db, clock, id, {
    maxUnpackedBytes: config.VARDE_MAX_UNPACKED_MB * megabyte,
    onProgress: async ({ rows }) => {
      await report.add(rows - before)
      before = rows
    },
  })
  // Another reader has it: then it goes on.
  if (row?.state !== 'reading') await report.end()
  if (row) world.metrics.rowsRead(row.source.name, row.tally.rows)
}

/** Fetches a source through the outbound door; what went wrong stands on the source until a file comes. */
export async function fetchSource(world: Needs, id: Id<'src'>): Promise<void> {
  const now = world.clock.now()
  const source = await world.db.read(scope, (tx) => store.getSource(tx, scope, { id }, now))
  if (!source?.fetchUrl || source.paused) return
  try {
    const answer = await fetchOut(source.fetchUrl, {
      allow: allowList(world.config.VARDE_OUTBOUND_ALLOW),
      maxBytes: world.config.VARDE_MAX_UPLOAD_MB * megabyte,
      timeoutSeconds: 300,
    })
    const fileName = fileNameOf(answer.headers['content-disposition'], answer.url)
    const { id: importId, already } = await receive(world.db, scope, source, { fileName, bytes: answer.bytes }, now)
    if (!already) await world.jobs.ask(readJob, { import: importId }, { once: importId })
  } catch (error) {
    if (!(error instanceof DoorError)) throw error
    world.log.warn({ source: source.name, reason: error.reason }, 'a source could not be fetched')
    await world.db.in(scope, (tx) => store.noteSourceError(tx, id, error.message))
  }
}

const fileNameOf = (disposition: string | undefined, url: string): string =>
  /filename="?([^";]+)"?/.exec(disposition ?? '')?.[1] ?? (basename(new URL(url).pathname) || 'fetched')

/** A sender that needs longer than this has given up. */
const longestReceiving = day

/** Every minute: files in watched folders, readings and withdrawals that were cut off, sources that fell silent, and the lag of each. */
async function tend(world: Needs): Promise<void> {
  const now = world.clock.now()
  const sources = await world.db.read(scope, (tx) => store.listSources(tx, scope, now))
  for (const source of sources) {
    if (source.folder && !source.paused) await takeFromFolder(world, source, source.folder)
    // A database that was restored has the sources, but not the queue's plans.
    if (source.fetchUrl && source.fetchCron && !source.paused)
      await world.jobs.schedule(fetchJob, source.id, source.fetchCron, { source: source.id })
    if (source.lastSeenAt) world.metrics.lag(source.name, (Date.parse(now) - Date.parse(source.lastSeenAt)) / 1_000)
  }
  await world.db.in(scope, (tx) => noteSilent(tx, now))
  await world.db.in(scope, (tx) => store.deleteAbandoned(tx, later(now, -longestReceiving)))
  for (const { id, reason } of await world.db.read(scope, (tx) => store.withdrawing(tx, scope)))
    await (reason === null ? replay(world.db, scope, id, now) : withdraw(world.db, scope, id, reason, now))
  for (const id of await world.db.read(scope, (tx) => store.unfinished(tx, scope)))
    await world.jobs.ask(readJob, { import: id }, { once: id })
}

/** Takes every file that has not changed for ten seconds; what was taken moves to `done`, what could not be taken to `failed`. */
export async function takeFromFolder(world: Needs, source: store.SourceRow, wanted: string): Promise<void> {
  // Asked at each look: a link may lead elsewhere than it did when the source was saved.
  const folder = await watchable(world.config.VARDE_WATCH_ROOT, wanted)
  const names = folder && (await readdir(folder).catch(() => undefined))
  if (!folder || !names) {
    await world.db.in(scope, (tx) =>
      store.noteSourceError(tx, source.id, `the folder ${wanted} is not below VARDE_WATCH_ROOT, or cannot be read`),
    )
    return
  }
  for (const name of names.sort()) {
    const path = join(folder, name)
    const about = await lstat(path)
    if (!about.isFile() || name.startsWith('.') || Date.now() - about.mtimeMs < 10_000) continue
    const outcome = await receive(
      world.db,
      scope,
      source,
      { fileName: name, bytes: createReadStream(path) },
      world.clock.now(),
    ).then(
      ({ id }) => ({ id, to: 'done' }),
      (error: Error) => {
        world.log.warn({ source: source.name, file: name, error: error.message }, 'a file could not be taken')
        return { id: undefined, to: 'failed' }
      },
    )
    await mkdir(join(folder, outcome.to), { recursive: true })
    await rename(path, join(folder, outcome.to, name))
    if (outcome.id) await world.jobs.ask(readJob, { import: outcome.id }, { once: outcome.id })
  }
}
