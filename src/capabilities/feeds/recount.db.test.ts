import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hour, later, type Utc } from '#domain/time.ts'
import { type Db, sql } from '#platform/db/db.ts'
import { openPostgres, openPostgresOwner } from '#platform/db/open.ts'
import { type FreshDatabase, freshDatabase } from '../../../tests/setup/database.ts'
import { prove } from './proof.ts'

/** The kinds of the histories: what is there until it is ended, what happens at moments, and what nobody outside can see. */
const kinds = ['open-rdp', 'sinkhole', 'compromised-account'] as const
const types = { scan: ['open-rdp'], event: ['sinkhole', 'compromised-account'] } as const
const beginning: Utc = '2026-01-01T00:00:00.000Z'
const days = 16
const now = later(beginning, days * 24 * hour + 7 * hour)
const needed = { exposure: 2, event: 3 }

interface Report {
  source: number
  type: keyof typeof types
  day: number
  rows: number
  what: 'whole' | 'truncated' | 'unreadable' | 'withdrawn'
}
interface Story {
  kind: (typeof kinds)[number]
  state: 'open' | 'told' | 'answered' | 'accepted' | 'disputed'
  seen: { source: number; day: number; hour: number }[]
}
interface Source {
  provider: string
  rhythmHours: number | null
  paused: boolean
}
interface Past {
  sources: Source[]
  reports: Report[]
  stories: Story[]
}

const past: fc.Arbitrary<Past> = fc.record({
  sources: fc.array(
    fc.record({
      provider: fc.constantFrom('one', 'other'),
      rhythmHours: fc.constantFrom(24, 24, 24, 48, null),
      paused: fc.constantFrom(false, false, false, true),
    }),
    { minLength: 2, maxLength: 3 },
  ),
  reports: fc.array(
    fc.record({
      source: fc.nat(2),
      type: fc.constantFrom('scan' as const, 'event' as const),
      day: fc.nat(days - 1),
      rows: fc.constantFrom(10, 10, 10, 9, 4, 1),
      what: fc.constantFrom(
        'whole' as const,
        'whole' as const,
        'whole' as const,
        'whole' as const,
        'whole' as const,
        'truncated' as const,
        'unreadable' as const,
        'withdrawn' as const,
      ),
    }),
    { minLength: 15, maxLength: 60 },
  ),
  stories: fc.array(
    fc.record({
      kind: fc.constantFrom('open-rdp' as const, 'open-rdp' as const, 'sinkhole' as const, 'compromised-account' as const),
      state: fc.constantFrom('open' as const, 'told' as const, 'answered' as const, 'accepted' as const, 'disputed' as const),
      seen: fc.array(fc.record({ source: fc.nat(2), day: fc.nat(9), hour: fc.nat(23) }), { minLength: 1, maxLength: 3 }),
    }),
    // Fewer than five of a kind are closed freely: here it is not about the brake.
    { minLength: 4, maxLength: 4 },
  ),
})

/** The report of a day tells of its evening, and comes the morning after. */
const covers = ({ day }: Report): Utc => later(beginning, day * 24 * hour + 20 * hour)
const came = ({ day }: Report): Utc => later(beginning, day * 24 * hour + 30 * hour)
const seenAt = (sighting: { day: number; hour: number }): Utc => later(beginning, (sighting.day * 24 + sighting.hour) * hour)

let database: FreshDatabase
let db: Db
let owner: Db
beforeAll(async () => {
  database = await freshDatabase()
  db = openPostgres(database.url, 4)
  owner = openPostgresOwner(database.url)
})
afterAll(async () => {
  await db?.close()
  await owner?.close()
  await database?.drop()
})

const uuid = (kind: number, number: number): string => `00000000-0000-4000-800${kind}-${String(number).padStart(12, '0')}`

async function write({ sources, reports, stories }: Past): Promise<void> {
  await owner.asOwner(async (tx) => {
    await tx.run(
      sql`truncate source, import, import_issue, raw_piece, withdrawn_report, closing, label_consent, finding, finding_step, sighting, event`,
    )
    for (const [number, source] of sources.entries())
      await tx.run(sql`
        insert into source (id, name, title, provider, format, rhythm_hours, paused, absence_exposure, absence_event, created_at)
        values (${uuid(1, number)}, ${`s${number}`}, 'x', ${source.provider}, 'shadowserver', ${source.rhythmHours}::int, ${source.paused}, ${needed.exposure}, ${needed.event}, '2025-01-01')`)
    for (const [number, report] of reports.entries()) {
      const { what, rows } = report
      if (report.source >= sources.length) continue
      if (what === 'withdrawn')
        await tx.run(
          sql`insert into withdrawn_report values (${uuid(2, number)}, ${uuid(1, report.source)}, ${report.type}, ${covers(report)}, ${later(came(report), hour)})`,
        )
      else
        await tx.run(sql`
          insert into import (id, source_id, file_name, report_type, sha256, size_bytes, state, received_at, received_by, rows, sightings, last_seen_at, kinds, truncated)
          values (${uuid(2, number)}, ${uuid(1, report.source)}, 'x', ${report.type}, ${String(number)}, 1, ${what === 'unreadable' ? 'unreadable' : 'done'}, ${came(report)}, 'x',
            ${rows}, ${what === 'unreadable' ? 0 : rows}, ${what === 'unreadable' ? null : covers(report)}::timestamptz, ${what === 'unreadable' ? [] : [...types[report.type]]}::text[], ${what === 'truncated'})`)
    }
    for (const [number, { kind, state, seen }] of stories.entries()) {
      const sightings = seenOf(sources, seen)
      if (sightings.length === 0) continue
      const moments = sightings.map(seenAt).sort()
      await tx.run(sql`
        insert into finding (id, organisation_id, kind, asset_key, asset, ip, state, severity, tlp, sources, first_seen, last_seen, sightings, opened_at, due_at, steps)
        values (${uuid(3, number)}, ${uuid(4, 1)}, ${kind}, ${`198.18.0.${number}`}, '{}', ${`198.18.0.${number}`}, ${state}, 2, 'TLP:AMBER', ${[...new Set(sightings.map(({ source }) => `s${source}`))]}::text[],
          ${moments[0]}, ${moments.at(-1)}, ${moments.length}, ${beginning}, ${now}, 1)`)
      for (const [place, sighting] of sightings.entries())
        await tx.run(sql`
          insert into sighting (import_id, number, line, seen_at, recorded_at, source, kind, form, state, finding_id, organisation_id, ip, asset, severity, tlp, evidence)
          values (${uuid(5, number)}, ${place}, 1, ${seenAt(sighting)}, ${now}, ${`s${sighting.source}`}, ${kind}, 'address', 'attributed', ${uuid(3, number)}, ${uuid(4, 1)}, ${`198.18.0.${number}`}, '{}', 2, 'TLP:AMBER', '{}')`)
    }
  })
}

const seenOf = (sources: readonly Source[], seen: Story['seen']) => seen.filter(({ source }) => source < sources.length)

const middle = (numbers: number[]): number => {
  const sorted = [...numbers].sort((one, other) => one - other)
  const half = sorted.length >> 1
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/** Word for word, one window at a time, for one finding and one source: how many windows since it was last seen prove something. */
function naiveProving({ sources, reports }: Past, number: number, kind: string, lastSeen: Utc): number {
  const { rhythmHours, provider, paused } = sources[number]!
  const length = rhythmHours! * hour
  const at = (moment: Utc) => Math.floor(Date.parse(moment) / length)
  const there = reports.filter(({ source }) => source < sources.length)
  const ofProvider = there.filter(({ source }) => sources[source]!.provider === provider)
  const delivered = (window: number) =>
    ofProvider.filter((report) => ['whole', 'truncated'].includes(report.what) && at(covers(report)) === window)
  const windowsBefore = (window: number) => Array.from({ length: days + 2 }, (_, back) => window - 1 - back)
  const carriesKind = (type: Report['type']) => {
    const read = there.filter(({ source, what }) => source === number && ['whole', 'truncated'].includes(what))
    const known = (each: Report['type']) => read.some((report) => report.type === each)
    const anyKnown = (Object.keys(types) as Report['type'][]).some(
      (each) => known(each) && (types[each] as readonly string[]).includes(kind),
    )
    return !known(type) || !anyKnown || (types[type] as readonly string[]).includes(kind)
  }
  const spoils = (report: Report, window: number): boolean => {
    if (report.what === 'truncated') return [0, 1].includes(window - at(covers(report)))
    if (report.what === 'unreadable') return [0, -1].includes(window - at(came(report)))
    if (report.what !== 'withdrawn' || at(covers(report)) !== window) return false
    // Another one of its type came after it was withdrawn.
    return !delivered(window).some(
      (other) => other.source === number && other.type === report.type && came(other) > later(came(report), hour),
    )
  }
  const own = (window: number, type: Report['type']) =>
    delivered(window).filter((report) => report.source === number && report.type === type)
  const isBroken = (window: number, type: Report['type']) =>
    there.some((report) => report.source === number && report.type === type && spoils(report, window))
  const rowsOf = (window: number, type: Report['type']) => own(window, type).reduce((sum, { rows }) => sum + rows, 0)
  const itself = [
    ...new Set(
      there
        .filter(({ source, what }) => source === number && ['whole', 'truncated'].includes(what))
        .map((report) => at(covers(report))),
    ),
  ]
  const isSilent = (window: number): boolean => {
    const before = Math.max(...itself.filter((each) => each < window))
    const after = Math.min(...itself.filter((each) => each > window))
    if (itself.includes(window) || before === Number.NEGATIVE_INFINITY) return false
    if (after !== Number.POSITIVE_INFINITY) return after - before > 3
    const habit = itself.sort((one, other) => other - one).slice(0, 3)
    const isRegular = habit.length === 3 && habit[0]! - habit[1]! <= 3 && habit[1]! - habit[2]! <= 3
    return isRegular && at(now) - 2 - before >= 3
  }
  let proving = 0
  for (let window = at(lastSeen) + 1; (window + 1) * length + length <= Date.parse(now); window += 1) {
    const files = delivered(window).length
    if (files === 0) continue
    const usual = windowsBefore(window)
      .map((before) => delivered(before).length)
      .filter((count) => count > 0)
      .slice(0, 14)
    if (usual.length >= 3 && files < middle(usual) / 2) continue
    if (isSilent(window)) continue
    if (paused && !delivered(window).some(({ source }) => source === number)) continue
    const spoiled = (Object.keys(types) as Report['type'][]).some((type) => {
      const isThere = there.some((report) => report.source === number && report.type === type)
      if (!isThere || !carriesKind(type)) return false
      if (isBroken(window, type)) return true
      if (own(window, type).length === 0) return false
      const usualRows = windowsBefore(window)
        .filter((before) => own(before, type).length > 0 && !isBroken(before, type))
        .map((before) => rowsOf(before, type))
        .slice(0, 14)
      return usualRows.length >= 3 && rowsOf(window, type) < middle(usualRows) / 2
    })
    if (!spoiled) proving += 1
  }
  return proving
}

function naive(whole: Past): { closed: number[]; unmeasured: number[] } {
  const outcome = { closed: [] as number[], unmeasured: [] as number[] }
  for (const [number, { kind, state, seen }] of whole.stories.entries()) {
    const sightings = seenOf(whole.sources, seen)
    if (sightings.length === 0 || !['open', 'told', 'answered'].includes(state)) continue
    const last = sightings.map(seenAt).sort().at(-1)!
    const sawItAtLast = whole.sources.flatMap(({ rhythmHours }, source) =>
      rhythmHours !== null &&
      sightings.some((sighting) => sighting.source === source && seenAt(sighting) >= later(last, -rhythmHours * hour))
        ? [source]
        : [],
    )
    const closes =
      kind !== 'compromised-account' &&
      sawItAtLast.some(
        (source) => naiveProving(whole, source, kind, last) >= (kind === 'sinkhole' ? needed.event : needed.exposure),
      )
    if (closes) outcome.closed.push(number)
    else if (kind === 'compromised-account' ? state === 'answered' : !sawItAtLast.some((source) => isHeard(whole, source)))
      outcome.unmeasured.push(number)
  }
  return outcome
}

const isHeard = ({ sources, reports }: Past, number: number): boolean => {
  const { provider, rhythmHours, paused } = sources[number]!
  return (
    !paused &&
    reports.some(
      (report) =>
        sources[report.source]?.provider === provider &&
        ['whole', 'truncated'].includes(report.what) &&
        came(report) >= later(now, -2 * rhythmHours! * hour),
    )
  )
}

it('A recount by hand, window by window, closes and marks the same findings', async () => {
  let closedInAll = 0
  await fc.assert(
    fc.asyncProperty(past, async (whole) => {
      await write(whole)
      await prove(db, now)
      const rows = await owner.asOwner((tx) =>
        tx.rows<{ number: number; fixed: boolean; unmeasured: boolean }>(
          sql`select right(id::text, 12)::int as number, state = 'fixed' as fixed, unmeasured_since is not null as unmeasured from finding order by 1`,
        ),
      )
      const found = {
        closed: rows.filter(({ fixed }) => fixed).map(({ number }) => number),
        unmeasured: rows.filter(({ unmeasured }) => unmeasured).map(({ number }) => number),
      }
      closedInAll += found.closed.length
      expect(found).toEqual(naive(whole))
    }),
    { seed: 20_261_121, numRuns: 150 },
  )
  // The histories are such that both happens often.
  expect(closedInAll).toBeGreaterThan(50)
}, 240_000)
