import assert from 'node:assert/strict'
import type { Db } from '#platform/db/db.ts'
import { sql } from '#platform/db/db.ts'
import { type Ended, type Hands, machines, openHands, type Place, recount, report, type Seen } from './house.ts'

/** Where the reading is cut off, and who takes it up: a worker, or an operator who says the same again. */
export const cuts = [
  { at: 'after-parse', takenUpBy: 'the worker' },
  { at: 'after-parse:2', takenUpBy: 'the operator' },
  { at: 'after-insert', takenUpBy: 'the operator' },
  { at: 'after-insert:2', takenUpBy: 'the worker' },
  { at: 'before-commit', takenUpBy: 'the worker' },
  { at: 'before-commit:2', takenUpBy: 'the operator' },
] as const

/** Rows of which half are a member's, some nobody's, and every fiftieth is no address. */
export function mixedReport(count: number): { text: string; rows: number; broken: number[] } {
  const lines: Seen[] = machines(count).map((seen, index) => (index % 50 === 7 ? { ...seen, ip: `no-address-${index}` } : seen))
  const broken = lines.flatMap((seen, index) => (seen.ip.startsWith('no-') ? [index + 2] : []))
  return { text: report(lines), rows: count, broken }
}

/** A member who has the first of the machines of `mixedReport`. */
export async function addMember(hands: Hands, network: string): Promise<void> {
  await hands.holding(await hands.organisation('Fjord kommune'), network)
}

/** Works with the database for a moment, and lets go of it again. */
export async function handling<Value>(place: Place, work: (hands: Hands) => Promise<Value>): Promise<Value> {
  const hands = await openHands(place)
  try {
    return await work(hands)
  } finally {
    await hands.close()
  }
}

/** Takes up what was cut off, and says what `ingest` said if it was that. */
export async function takeUp(place: Place, by: (typeof cuts)[number]['takenUpBy'], file: string): Promise<Ended> {
  const ended = await (by === 'the worker'
    ? place.varde(['work', '--until-idle'])
    : place.varde(['ingest', 'shadowserver', file, '--json']))
  assert.deepEqual({ code: ended.code, error: ended.error }, { code: 0, error: '' })
  return ended
}

/** Recounts over the file and the database: every line is there exactly once, and every number agrees with every other. */
export async function everythingOnce(
  place: Place,
  file: { text: string; rows: number; broken: number[] },
  { readAgain = false } = {},
): Promise<void> {
  await handling(place, async (hands) => {
    const [found] = await hands.rows<Record<string, unknown>>(sql`select state, rows, sightings, issues from import`)
    const sightings = file.rows - file.broken.length
    assert.deepEqual({ ...found }, { state: 'done', rows: file.rows, sightings, issues: file.broken.length })
    const lines = await hands.rows<{ line: number; ip: string }>(sql`select line, host(ip) as ip from sighting order by line`)
    const rows = file.text.trimEnd().split('\n')
    const expected = rows
      .slice(1)
      .flatMap((row, index) => (file.broken.includes(index + 2) ? [] : [{ line: index + 2, ip: row.split('"')[5]! }]))
    assert.deepEqual(lines, expected)
    const issues = await hands.rows<{ line: number; code: string }>(sql`select line, code from import_issue order by line`)
    assert.deepEqual(
      issues,
      file.broken.map((line) => ({ line, code: 'bad-address' })),
    )
    // What was read again was told of twice: the stories of the first reading are gone, their events are not.
    const wrong = (await recount(hands)).filter((found) => !(readAgain && found.wrong === 'told of what is not there'))
    assert.deepEqual(wrong, [])
  })
  const doctor = await place.varde(['doctor', '--json'])
  const { orphans, miscounted } = doctor.json
  assert.deepEqual({ code: doctor.code, orphans, miscounted }, { code: 0, orphans: 0, miscounted: 0 })
}

/** How far a cut-off reading has come. */
export const standOf = async (db: Db) =>
  db.asOwner((tx) =>
    tx.one<{ state: string; sightings: number }>(
      sql`select state, (select count(*) from sighting where import_id = i.id) as sightings from import i`,
    ),
  )
