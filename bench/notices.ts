/**
 * Telling: 700 members with 5,000 findings, grouped, worded, signed and handed to a real SMTP server (postfix) on this machine, beside
 * the same mails handed over ready made; and how long it takes from a report to a notice that is ready while another process reads
 * 1,000,000 rows.
 *   node bench/notices.ts [rounds, default 3; 0 only measures from report to notice, and keeps nothing]
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { reactOnce } from '#apps/server/worker.ts'
import { closeWorld, openWorld, type World } from '#apps/server/world.ts'
import { gather } from '#capabilities/notices/gather.ts'
import { sendWaiting } from '#capabilities/notices/send.ts'
import { makeSenderKey } from '#capabilities/notices/senders.ts'
import { newId } from '#domain/id.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { later, utc } from '#domain/time.ts'
import { clockAt } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import { sql } from '#platform/db/db.ts'
import { migrate } from '#platform/db/migrate.ts'
import { openPostgresOwner } from '#platform/db/open.ts'
import { createLog } from '#platform/log.ts'
import { openSmtp } from '#platform/mail/smtp.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import { startCluster } from '../tests/setup/cluster.ts'
import { startMail } from '../tests/setup/mail.ts'
import { writeShadowserverCsv } from './generate.ts'
import { machine, median, save } from './measure.ts'

const members = 700
const findings = 5_000
const rounds = Number(process.argv[2] ?? 3)
const folder = mkdtempSync(join(tmpdir(), 'varde-bench-'))
const network = (member: number): string => `10.${member >> 8}.${member & 255}.0/24`
const lead: Scope = { ...systemScope('bench'), who: { kind: 'person', id: newId('usr'), name: 'bench' } }

const cluster = await startCluster(undefined)
const mail = await startMail()
try {
  const memberList = writeMembers()
  const report = writeReport()
  const runs: Awaited<ReturnType<typeof telling>>[] = []
  for (let round = 0; round < rounds; round += 1) runs.push(await telling(`varde_telling_${round}`, memberList, report))
  const ready = await eventToNotice('varde_ready', memberList)
  const middle = (of: (run: (typeof runs)[number]) => number) => Math.round(median(runs.map(of)) * 10) / 10
  if (rounds === 0) console.log(ready)
  else
    save('notices', {
      ...machine(),
      members,
      findings,
      rounds: runs,
      gatherSeconds: middle((run) => run.gatherSeconds),
      sendSeconds: middle((run) => run.sendSeconds),
      bareSeconds: middle((run) => run.bareSeconds),
      allSeconds: middle((run) => run.gatherSeconds + run.sendSeconds),
      ...ready,
    })
} finally {
  await mail.stop()
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
}

function settings(url: string) {
  return {
    VARDE_DATABASE_URL: url,
    VARDE_DATA: folder,
    VARDE_LOG_LEVEL: 'silent',
    VARDE_SECRET_KEY: 'a key for measuring and for nothing else',
    VARDE_SMTP_URL: mail.smtpUrl,
    VARDE_PUBLIC_URL: 'https://varde.example',
  }
}

function writeMembers(): string {
  const path = join(folder, 'members.csv')
  const rows = Array.from(
    { length: members },
    (_, at) => `,Bench ${at} kommune,municipality,,member,${network(at)},,2025-01-01,vakt@m${at}.example,`,
  )
  writeFileSync(
    path,
    ['number,name,kinds,parent_number,membership,networks,domains,valid_from,security_email,security_telephone', ...rows].join(
      '\n',
    ),
  )
  return path
}

/** Every member has some critical findings: 5,000 machines that answer on remote desktop. */
function writeReport(first = 1): string {
  const path = join(folder, `2026-11-21-scan_rdp-${first}.csv`)
  const rows = Array.from({ length: findings }, (_, at) => {
    const ip = network(at % members).replace('0/24', String(first + Math.floor(at / members)))
    return `"2026-11-20 03:10:00","critical","${ip}","tcp","3389","","rdp","64496"`
  })
  writeFileSync(path, ['"timestamp","severity","ip","protocol","port","hostname","tag","asn"', ...rows].join('\n'))
  return path
}

/** The command line, as an operator would call it. */
function varde(env: Record<string, string>, ...args: string[]) {
  const child = spawn(process.execPath, ['src/apps/cli/main.ts', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise<void>((resolve, reject) =>
    child.once('exit', (code) =>
      code === 0 || code === null ? resolve() : reject(new Error(`varde ${args[0]} ended with ${code}`)),
    ),
  )
  return { child, ended }
}

async function fresh(name: string): Promise<string> {
  const admin = new pg.Client(cluster.url)
  admin.on('error', () => undefined)
  await admin.connect()
  await admin.query(`drop database if exists ${name} with (force)`)
  await admin.query(`create database ${name}`)
  await admin.end()
  const url = new URL(cluster.url)
  url.pathname = `/${name}`
  const db = openPostgresOwner(url.href)
  await migrate(db)
  await db.close()
  return url.href
}

/** One round: how long gathering and sending took, and the same mails handed over ready made. */
async function telling(name: string, memberList: string, report: string) {
  const env = settings(await fresh(name))
  await varde(env, 'import', 'members', memberList).ended
  await varde(env, 'ingest', 'shadowserver', report).ended
  const clock = clockAt(utc(Date.now()))
  const world = await openWorld(readConfig(env), { clock, log: createLog('silent') })
  try {
    const key = await makeSenderKey(world.db, lead, createSecretBox(world.config), 'municipal', clock.now())
    if (!key.ok) throw new Error(key.reason)
    while ((await reactOnce(world)) > 0);
    clock.set(later(clock.now(), 60_000))
    const started = performance.now()
    const made = await gather(world.db, 'https://varde.example', clock.now())
    const gathered = performance.now()
    const sent = await sendWaiting(world)
    const handed = performance.now()
    // A run with a wrong count has no rate.
    if (made.notices !== members || made.findings !== findings || sent.sent !== members)
      throw new Error(`${made.notices} notices of ${made.findings} findings, ${sent.sent} sent`)
    const [told] = await world.db.asOwner((tx) =>
      tx.rows<{ told: number; signed: number }>(
        sql`select (select count(*)::int from finding where state = 'told') as told, (select count(*)::int from delivery where signed) as signed`,
      ),
    )
    if (told!.told !== findings || told!.signed !== members) throw new Error(`${told!.told} told, ${told!.signed} signed`)
    return {
      gatherSeconds: (gathered - started) / 1_000,
      sendSeconds: (handed - gathered) / 1_000,
      bareSeconds: await bare(world),
      loadBefore: machine().loadAtEnd[0],
    }
  } finally {
    await closeWorld(world)
  }
}

/** The machine's own limit: as many mails of the same size, ready made, through the same door. */
async function bare(world: World): Promise<number> {
  const rows = await world.db.asOwner((tx) =>
    tx.rows<{ size: number; address: string; id: string }>(
      sql`select length(n.text) + length(n.html) + length(n.csv) as size, d.address, d.id from delivery d join notice n on n.id = d.notice_id`,
    ),
  )
  const smtp = openSmtp(mail.smtpUrl)
  const started = performance.now()
  for (const { size, address, id } of rows) {
    const body = `${'0123456789'.repeat(7)}\r\n`.repeat(Math.ceil((size * 1.4) / 72))
    const raw = Buffer.from(
      `From: bench@varde.example\r\nTo: ${address}\r\nSubject: bare\r\nMessage-ID: <${id}.bare@varde.example>\r\n\r\n${body}`,
    )
    const { state, reply } = await smtp.send({ raw, from: 'bench@varde.example', to: address, envelopeId: `${id}-bare` })
    if (state !== 'sent') throw new Error(reply)
  }
  const seconds = (performance.now() - started) / 1_000
  await smtp.close()
  return seconds
}

/** Seconds from the moment a report has been read to the notices that are ready, while 1,000,000 rows are read beside it. */
async function eventToNotice(name: string, memberList: string) {
  const env = settings(await fresh(name))
  await varde(env, 'import', 'members', memberList).ended
  const large = join(folder, '2026-11-21-scan_mqtt-large.csv')
  await writeShadowserverCsv(large, {
    rows: 1_000_000,
    seed: 7,
    day: '2026-11-21',
    networks: Array.from({ length: members }, (_, at) => network(at)),
  })
  const worker = varde(env, 'work')
  const ingest = varde(env, 'ingest', 'mqtt', large, '--format', 'shadowserver')
  let reading = true
  void ingest.ended.finally(() => {
    reading = false
  })
  const world = await openWorld(readConfig(env), { log: createLog('silent') })
  try {
    await sleep(3_000)
    await varde(env, 'ingest', 'shadowserver', writeReport(100)).ended
    const [last] = await world.db.asOwner((tx) =>
      tx.rows<{ at: string }>(
        sql`select max(at) as at from event where kind = 'finding.opened' and (payload -> 'findings' -> 0 ->> 'severity')::int = 4`,
      ),
    )
    for (let waited = 0; ; waited += 1) {
      const [ready] = await world.db.asOwner((tx) =>
        tx.rows<{ notices: number; last: string }>(
          sql`select count(*)::int as notices, max(created_at) as last from notice where severity = 4`,
        ),
      )
      if (ready!.notices >= members)
        return { eventToNoticeSeconds: (Date.parse(ready!.last) - Date.parse(last!.at)) / 1_000, wasReadingBeside: reading }
      if (waited > 600) throw new Error(`only ${ready!.notices} notices after ten minutes`)
      await sleep(1_000)
    }
  } finally {
    for (const { child, ended } of [worker, ingest]) {
      child.kill('SIGTERM')
      await ended.catch(() => undefined)
    }
    await closeWorld(world)
  }
}
