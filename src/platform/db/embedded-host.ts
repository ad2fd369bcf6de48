/**
 * Hosts the embedded database in a process of its own and serves it on a unix socket.
 * Started by the first process that needs it, lives as long as anybody is connected.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { dbRoles } from './db.ts'

const [dataDir, socket] = process.argv.slice(2) as [string, string]
mkdirSync(dataDir, { recursive: true })

/** The operating system frees this lock however the process ends; PGlite itself has none. */
const lock = new DatabaseSync(join(dataDir, 'lock.db'))
try {
  lock.exec('pragma locking_mode = exclusive; begin exclusive')
} catch {
  process.send?.('busy')
  process.exit(0)
}

const database = await PGlite.create(join(dataDir, 'database'), { extensions: { btree_gist } })
for (const role of Object.values(dbRoles)) {
  await database.exec(`do $$ begin create role ${role} nologin; exception when duplicate_object then null; end $$`)
}
// There is one session behind all connections, so what it rests as holds for everybody.
await database.exec(`set role ${dbRoles.nobody}`)
mkdirSync(dirname(socket), { recursive: true, mode: 0o700 })
rmSync(socket, { force: true })
const server = new PGLiteSocketServer({ db: database, path: socket, maxConnections: 100 })
await server.start()

let alone = process.send === undefined
process.on('disconnect', () => {
  alone = true
})
// The terminal's Ctrl-C goes to the whole group: the owner ends first, then nobody is connected any more.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => {
  alone = true
})
process.send?.('ready')

let idleTicks = 0
setInterval(() => {
  idleTicks = alone && server.getStats().activeConnections === 0 ? idleTicks + 1 : 0
  if (idleTicks >= 3) void end()
}, 50)

async function end(): Promise<void> {
  await server.stop()
  rmSync(socket, { force: true })
  await database.close()
  process.exit(0)
}
