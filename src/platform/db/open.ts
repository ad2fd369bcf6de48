import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, realpathSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Config } from '../config.ts'
import { createDb, type Db, dbRoles } from './db.ts'

/** Opens the database that the configuration names: PostgreSQL, or the embedded one in VARDE_DATA. */
export function openDb(config: Pick<Config, 'VARDE_DATABASE_URL' | 'dataDir'>): Db {
  return config.VARDE_DATABASE_URL ? openPostgres(config.VARDE_DATABASE_URL) : openEmbedded(config.dataDir)
}

/** PostgreSQL; every connection rests as a role without rights (`-c role`), a transaction takes on its own. */
export const openPostgres = (url: string, connections = 10): Db =>
  createDb('postgresql', {
    connectionString: url,
    max: connections,
    options: `-c role=${dbRoles.nobody} -c jit=off`,
    connectionTimeoutMillis: 10_000,
  })

/** PostgreSQL as the owner of the schema, before the roles exist: only for migrations. */
export const openPostgresOwner = (url: string): Db =>
  createDb('postgresql', { connectionString: url, max: 2, connectionTimeoutMillis: 10_000 })

/** The configured database as the owner of its schema: for migrations, partitions, backup. */
export function openOwner(config: Pick<Config, 'VARDE_DATABASE_URL' | 'VARDE_DATABASE_OWNER_URL' | 'dataDir'>): Db {
  const url = config.VARDE_DATABASE_OWNER_URL ?? config.VARDE_DATABASE_URL
  return url ? openPostgresOwner(url) : openEmbedded(config.dataDir)
}

/** The socket of a data folder: short (a unix socket path holds about 100 bytes) and readable by this user only. */
export function socketOf(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true })
  const name = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16)
  return join(tmpdir(), `varde-${process.getuid?.() ?? 0}-${name}`, '.s.PGSQL.5432')
}

/** The embedded database: whoever comes first starts its host, everybody connects to the socket. */
export function openEmbedded(dataDir: string): Db {
  const socket = socketOf(dataDir)
  let host: ChildProcess | undefined
  const hosted = async () => {
    for (let attempt = 0; attempt < 600; attempt += 1) {
      if (await answers(socket)) return
      const started = await startHost(dataDir, socket)
      if (started) {
        host = started
        return
      }
      // Somebody else holds the lock and is about to serve, or about to end.
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`the embedded database in ${dataDir} is locked by another process that does not answer`)
  }
  let starting: Promise<void> | undefined
  return createDb(
    'embedded',
    {
      host: dirname(socket),
      user: 'postgres',
      database: 'postgres',
      max: 8,
      idleTimeoutMillis: 30_000,
      query_timeout: 300_000,
      connectionTimeoutMillis: 70_000,
    },
    {
      whenRefused: () => {
        starting ??= hosted().finally(() => {
          starting = undefined
        })
        return starting
      },
      close: async () => {
        host?.disconnect()
        host?.unref()
      },
    },
  )
}

/** Whether a process has the embedded database of this folder open. */
export const isHosted = (dataDir: string): Promise<boolean> => answers(socketOf(dataDir))

const answers = (socket: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect(socket)
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', () => resolve(false))
  })

function startHost(dataDir: string, socket: string): Promise<ChildProcess | undefined> {
  const script = join(import.meta.dirname, 'embedded-host.ts')
  const child = fork(script, [dataDir, socket], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve(undefined) : reject(new Error(`the host of the embedded database ended with code ${code}`)),
    )
    child.once('message', (message) => {
      if (message !== 'ready') return
      child.removeAllListeners()
      child.unref()
      child.channel?.unref()
      resolve(child)
    })
  })
}
