/**
 * Random kills for so many minutes: `npm run soak [-- MINUTES [SEED]]`. Each round a file is read while whoever reads it is killed
 * with SIGKILL at random moments, often several times; then it is taken up to the end, and everything is recounted over file and
 * database. Some rounds read the file again or withdraw it, killed likewise; some kill the host of the embedded database. Before all
 * that, whoever sends some hundred notices to postfix is killed ten times, on each database; `npm run soak -- 0` does only this.
 */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from '#platform/db/db.ts'
import { addMember, everythingOnce, handling, mixedReport } from '../loop/crash.ts'
import { openPlace, type Place, type Running } from '../loop/house.ts'
import { startCluster } from '../setup/cluster.ts'
import { makeTemplate } from '../setup/database.ts'
import { mailIsHere } from '../setup/mail.ts'
import { killWhileSending } from './sending.ts'

const minutes = Number(process.argv[2] ?? 10)
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000)
const largest = { postgresql: 200_000, embedded: 20_000 }
const network = '198.18.0.0/17'

/** A small generator (mulberry32), so that a seed tells the same story again. */
let state = seed
function random(): number {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
}
const chance = (of: number): boolean => random() < of
const between = (least: number, most: number): number => Math.floor(least + random() * (most - least))

const tally = { rounds: 0, kills: 0, hostKills: 0, rows: 0, withdrawn: 0, replayed: 0 }

/** The host of the embedded database of a place, when one runs. */
const hostOf = (place: Place): number | undefined =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return words.includes('embedded-host.ts') && words.includes(place.config.dataDir)
      } catch {
        return false
      }
    })

/** Runs a command and kills it after a while, unless it has ended by then; true when it was killed. */
async function killed(place: Place, args: string[], longest: number): Promise<boolean> {
  const running: Running = place.start(args)
  await Promise.race([running.ended, sleep(between(200, longest))])
  if (place.engine === 'embedded' && chance(0.3)) {
    const host = hostOf(place)
    if (host !== undefined) {
      process.kill(host, 'SIGKILL')
      tally.hostKills += 1
    }
  }
  running.child.kill('SIGKILL')
  const { signal } = await running.ended
  if (signal === 'SIGKILL') tally.kills += 1
  return signal === 'SIGKILL'
}

async function toTheEnd(place: Place, args: string[]): Promise<void> {
  const { code, error } = await place.varde(args)
  assert.deepEqual({ code, error }, { code: 0, error: '' })
}

async function round(engine: Place['engine'], rows: number): Promise<void> {
  const place = await openPlace({ engine })
  try {
    await handling(place, (hands) => addMember(hands, network))
    const file = mixedReport(rows)
    const path = place.file('2026-11-20-scan_rdp-soak.csv', file.text)
    const ingest = ['ingest', 'shadowserver', path, '--json']
    const work = ['work', '--until-idle']
    const longest = 1_500 + rows / 10
    for (let times = between(1, 5); times > 0; times -= 1) await killed(place, chance(0.5) ? ingest : work, longest)
    await toTheEnd(place, ingest)
    await toTheEnd(place, work)
    await everythingOnce(place, file)
    tally.rows += rows
    await afterwards(place, file)
  } finally {
    await place.close()
  }
}

/** What is read may be read again, or withdrawn, and whoever does that may die, too. */
async function afterwards(place: Place, file: ReturnType<typeof mixedReport>): Promise<void> {
  const [row] = await handling(place, ({ rows }) => rows<{ id: string }>(sql`select id from import where state = 'done'`))
  const id = `imp_${row!.id.replaceAll('-', '')}`
  if (chance(0.4)) {
    await killed(place, ['replay', id], 3_000)
    await toTheEnd(place, ['work', '--until-idle'])
    await everythingOnce(place, file, { readAgain: true })
    tally.replayed += 1
  }
  if (!chance(0.4)) return
  await killed(place, ['withdraw', id, '--reason', 'soak'], 3_000)
  await toTheEnd(place, ['work', '--until-idle'])
  const left = () =>
    handling(place, ({ rows }) =>
      rows<{ imports: number; sightings: number; findings: number; steps: number }>(
        sql`select (select count(*)::int from import) as imports, (select count(*)::int from sighting) as sightings,
              (select count(*)::int from finding) as findings, (select count(*)::int from finding_step) as steps`,
      ),
    )
  // Killed before it had begun, it is asked for again.
  if ((await left())[0]!.imports > 0) await toTheEnd(place, ['withdraw', id, '--reason', 'soak'])
  assert.deepEqual({ ...(await left())[0] }, { imports: 0, sightings: 0, findings: 0, steps: 0 })
  tally.withdrawn += 1
}

console.log(`soak: seed ${seed}, ${minutes} minutes`)
const cluster = await startCluster()
const template = await makeTemplate(cluster.url)
process.env.TEST_TEMPLATE_URL = template.url
try {
  for (const engine of mailIsHere() ? (['postgresql', 'embedded'] as const) : []) {
    const { notices, kills, inFlight, again, arrived, twice } = await killWhileSending(
      engine,
      { notices: 400, kills: 10 },
      random,
    )
    console.log(
      `  sending: ${engine}, ${notices} notices, ${kills} kills, ${inFlight} in flight, ${again} sent again, ${arrived} mails came, ${twice} of them twice: none lost`,
    )
  }
  const end = Date.now() + minutes * 60_000
  while (Date.now() < end) {
    const engine = tally.rounds % 3 === 2 ? 'embedded' : 'postgresql'
    // The first round takes the largest file, when there is time for it.
    const rows = tally.rounds === 0 && minutes >= 5 ? largest.postgresql : between(500, largest[engine] / 8)
    const started = performance.now()
    await round(engine, rows)
    tally.rounds += 1
    console.log(
      `  round ${tally.rounds}: ${engine}, ${rows} rows, ${tally.kills} kills so far, ${Math.round((performance.now() - started) / 1_000)} s`,
    )
  }
  console.log(
    `soak: seed ${seed}: ${tally.rounds} rounds, ${tally.rows} rows, ${tally.kills} kills, ${tally.hostKills} kills of a host, ${tally.replayed} read again, ${tally.withdrawn} withdrawn: nothing lost, nothing twice`,
  )
} catch (error) {
  console.error(error)
  console.log(`soak: seed ${seed}: failed in round ${tally.rounds + 1} after ${tally.kills} kills`)
  process.exitCode = 1
} finally {
  await template.drop()
  await cluster.stop()
}
