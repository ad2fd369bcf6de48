import { type ChildProcess, spawn } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDns } from '#platform/dns.ts'

/** A name server of a test's own: Debian's unbound on loopback, with records that the test writes. */
export interface NameServer {
  /** For VARDE_DNS_SERVERS. */
  servers: string
  /** Takes the place of all records; each line as in a zone file: `name TXT "text"`. Waits until they are answered. */
  say(records: readonly string[]): Promise<void>
  close(): Promise<void>
}

const program = '/usr/sbin/unbound'
/** Names below these two are asked of a server that answers with a fault, and of one that is silent. */
export const faultyZone = 'faulty.example'
export const silentZone = 'silent.example'
/** Below this one an alias is followed; elsewhere unbound says it back as it stands. */
export const aliasZone = 'alias.example'
const readyName = 'ready.varde.example'

/** Starts it; throws when there is none on this machine. */
export async function startDns(): Promise<NameServer> {
  const folder = mkdtempSync(join(tmpdir(), 'varde-dns-'))
  const [faulty, silent, port] = [await answerWithFault(), await answerNothing(), await freePort()]
  let child: ChildProcess | undefined
  let turn = 0
  const stop = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child!.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }
  const say = async (records: readonly string[]) => {
    await stop()
    turn += 1
    const path = join(folder, 'unbound.conf')
    const ready = `${readyName}. TXT "${turn}"`
    const isAlias = (record: string) => record.split(' ')[0]!.endsWith(`${aliasZone}.`)
    writeFileSync(join(folder, 'alias.zone'), zoneOf(records.filter(isAlias)))
    const plain = [...records.filter((record) => !isAlias(record)), ready]
    writeFileSync(path, configOf({ folder, port, faulty: portOf(faulty), silent: portOf(silent) }, plain))
    child = spawn(program, ['-d', '-p', '-c', path], { stdio: 'ignore' })
    await answered(`127.0.0.1:${port}`, String(turn), child)
  }
  await say([])
  return {
    servers: `127.0.0.1:${port}`,
    say,
    async close() {
      await stop()
      faulty.close()
      silent.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Places {
  folder: string
  port: number
  faulty: number
  silent: number
}

/** Everything is local: what is not written down does not exist, and only the two bad zones are asked of somebody. */
function configOf({ folder, port, faulty, silent }: Places, records: readonly string[]): string {
  const data = records.map((record) => `  local-data: '${record}'`)
  return `server:
  interface: 127.0.0.1
  port: ${port}
  directory: "${folder}"
  pidfile: ""
  username: ""
  chroot: ""
  do-daemonize: no
  use-syslog: no
  logfile: "${folder}/log"
  do-not-query-localhost: no
  module-config: "iterator"
  num-threads: 1
  so-rcvbuf: 0
  unknown-server-time-limit: 100
  serve-expired: no
  local-zone: "." static
  local-zone: "${faultyZone}." transparent
  local-zone: "${silentZone}." transparent
  local-zone: "${aliasZone}." transparent
${data.join('\n')}
stub-zone:
  name: "${faultyZone}."
  stub-addr: 127.0.0.1@${faulty}
stub-zone:
  name: "${silentZone}."
  stub-addr: 127.0.0.1@${silent}
auth-zone:
  name: "${aliasZone}."
  for-downstream: no
  for-upstream: yes
  fallback-enabled: no
  zonefile: "${folder}/alias.zone"
remote-control:
  control-enable: no
`
}

const zoneOf = (records: readonly string[]): string =>
  [
    `${aliasZone}. 60 IN SOA ns.${aliasZone}. desk.${aliasZone}. 1 60 60 60 60`,
    `${aliasZone}. 60 IN NS ns.${aliasZone}.`,
    ...records,
    '',
  ].join('\n')

const bound = (): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4')
    socket.once('error', reject)
    socket.bind(0, '127.0.0.1', () => resolve(socket))
  })

const portOf = (socket: Socket): number => socket.address().port

async function freePort(): Promise<number> {
  const socket = await bound()
  const port = portOf(socket)
  await new Promise<void>((resolve) => socket.close(() => resolve()))
  return port
}

const answerNothing = bound

/** Says SERVFAIL (RFC 1035, 4.1.1) to whatever is asked. */
async function answerWithFault(): Promise<Socket> {
  const socket = await bound()
  socket.on('message', (question, from) => {
    const answer = Buffer.from(question)
    answer[2] = 0x84 | (question[2]! & 0x79)
    answer[3] = 2
    // Nothing but the question is said back.
    answer.fill(0, 6, 12)
    socket.send(answer.subarray(0, endOfQuestion(question)), from.port, from.address)
  })
  return socket
}

function endOfQuestion(message: Buffer): number {
  let at = 12
  while (message[at] !== 0) at += message[at]! + 1
  return at + 5
}

const mostTries = 200

async function answered(server: string, wanted: string, child: ChildProcess): Promise<void> {
  const ask = openDns({ VARDE_DNS_SERVERS: [server] }, 1)
  for (let tries = 0; tries < mostTries; tries += 1) {
    if (child.exitCode !== null) throw new Error(`unbound ended with ${child.exitCode}; is ${program} there?`)
    const answer = await ask(readyName)
    if (answer.outcome === 'found' && answer.records.includes(wanted)) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('unbound did not answer')
}
