import { basename } from 'node:path'
import { isDemo } from '#capabilities/demo/index.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { hour, later, type Utc } from '#domain/time.ts'
import { audit } from '#platform/audit.ts'
import type { World } from '#platform/capability.ts'
import type { Tx } from '#platform/db/db.ts'
import { allowList, DoorError, fetchOut } from '#platform/door.ts'
import type { Job } from '#platform/jobs.ts'
import { type ImportFault, importFile } from './actions.ts'
import type { Fetched, FetchInput } from './contract.ts'
import * as store from './store-fetch.ts'

export const fetchJobName = 'vulnerabilities.fetch'
export const tendJobName = 'vulnerabilities.tend'

const scope = systemScope(fetchJobName)
const megabyte = 1024 * 1024
const secondsEach = 300
/** After a fault it is tried again this soon, whatever the rhythm. */
const patience = hour

type Needs = Pick<World, 'db' | 'clock' | 'config'>

/** Fetches one catalogue, and every ten minutes asks which are due. Nothing leaves a demo. */
export const fetchJobs = (world: World): Job[] => [
  {
    name: fetchJobName,
    run: async (data, { log }) => {
      const { source } = data as { source: Fetched }
      if (await isDemo(world.db)) return
      const fault = await fetchCatalogue(world, source)
      if (fault) log.warn({ source, fault }, 'a catalogue of vulnerabilities could not be fetched')
    },
  },
  {
    name: tendJobName,
    cron: '*/10 * * * *',
    atStart: true,
    run: async () => {
      if (await isDemo(world.db)) return
      const now = world.clock.now()
      const rows = await world.db.read(scope, (tx) => store.fetchRows(tx, scope))
      for (const { source } of rows.filter(({ nextAt }) => nextAt <= now))
        await world.jobs.ask(fetchJobName, { source }, { once: source })
    },
  },
]

/**
 * Fetches a catalogue and reads it, unless its server says that the file we have is the newest. Ends with why nothing came of it: a reason
 * of the door, or of the reading; that stands on the source until a file comes.
 */
export async function fetchCatalogue(world: Needs, source: Fetched): Promise<DoorError['reason'] | ImportFault | undefined> {
  const { db, clock } = world
  const [row] = await db.read(scope, (tx) => store.fetchRows(tx, scope, source))
  if (!row) return undefined
  const came = await taken(world, row)
  const now = clock.now()
  const wait = came.ok ? row.everyHours * hour : Math.min(row.everyHours * hour, patience)
  const fault = came.ok ? null : came.reason
  const etag = came.ok ? came.value : undefined
  await db.in(scope, (tx) => store.noteFetch(tx, source, { fault, etag, nextAt: later(now, wait) }, now))
  return fault ?? undefined
}

/** Ends with what the server calls the file, where it says. */
async function taken(
  { db, clock, config }: Needs,
  { source, address, etag }: store.FetchRow,
): Promise<Result<string | undefined, DoorError['reason'] | ImportFault>> {
  const allow = allowList(config.VARDE_OUTBOUND_ALLOW)
  const maxBytes = config.VARDE_MAX_UPLOAD_MB * megabyte
  try {
    const options = { allow, maxBytes, timeoutSeconds: secondsEach }
    const answer = await fetchOut(address, options, etag ? { 'if-none-match': etag } : {})
    if (answer.status === 304) return ok(etag ?? undefined)
    const asked = { source, fileName: basename(new URL(answer.url).pathname) || source, bytes: answer.bytes, force: false }
    const read = await importFile(db, scope, clock, asked, {
      maxBytes,
      maxUnpackedBytes: config.VARDE_MAX_UNPACKED_MB * megabyte,
    })
    return read.ok ? ok(answer.headers.etag) : no(read.reason)
  } catch (error) {
    if (!(error instanceof DoorError)) throw error
    return no(error.reason)
  }
}

/** From now on a catalogue is fetched by itself; the first time is due at once. */
export async function putFetch(tx: Tx, source: Fetched, input: FetchInput, now: Utc): Promise<void> {
  await store.putFetch(tx, source, input, now)
  await audit(tx, { action: 'vulnerabilities.fetch', object: `vulnerabilities:${source}`, detail: { ...input } }, now)
}

/** A catalogue is fetched no more; what was read of it stays. Ends with whether it was fetched. */
export async function stopFetch(tx: Tx, by: Scope, source: Fetched, now: Utc): Promise<boolean> {
  if ((await store.deleteFetch(tx, by, source)) === 0) return false
  await audit(tx, { action: 'vulnerabilities.fetch-stop', object: `vulnerabilities:${source}`, detail: {} }, now)
  return true
}
