import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildServer } from '#apps/server/server.ts'
import { closeWorld, openWorld } from '#apps/server/world.ts'
import { addPerson } from '#capabilities/access/index.ts'
import { fingerprint } from '#platform/backup.ts'
import { systemClock } from '#platform/clock.ts'
import { sql } from '#platform/db/db.ts'
import { daysAgo, type House, machines, openHands, openHouse, openPlace, type Place, recount, report } from './house.ts'

const password = 'fire hester i regn'
let house: House
let file: string
const places: Place[] = []
const place = async (engine: 'postgresql' | 'embedded'): Promise<Place> => {
  const made = await openPlace({ engine })
  places.push(made)
  return made
}

/** A database in which something of everything has happened. */
beforeAll(async () => {
  house = await openHouse()
  const fjord = await house.organisation('Fjord «kommune» \\ 1')
  await house.holding(fjord, '198.18.0.0/24')
  await house.bring(report([...machines(700), { ip: 'nowhere' }]))
  const wrong = await house.organisation('Dal kommune')
  await house.holding(wrong, '198.18.0.7/32', { from: daysAgo(5) })
  await house.work()
  await addPerson(house.db, systemClock, {
    name: 'vakt',
    displayName: 'Vakt',
    password,
    organisations: [{ id: fjord, role: 'member-security' }],
  })
  await house.ask(await house.key(null), `/organisations/${fjord}`)
  file = join(house.folder, 'backup')
  const made = await house.varde(['backup', file, '--json'])
  expect(made.error).toBe('')
})
afterAll(async () => {
  for (const one of places) await one.close()
  await house.close()
})

/** All that the two databases hold, as numbers and fingerprints. */
const printsOf = async (one: Place) => {
  const hands = await openHands(one)
  try {
    return await fingerprint(hands.db)
  } finally {
    await hands.close()
  }
}

async function worksOn(one: Place): Promise<void> {
  const audit = await one.varde(['audit', 'verify', '--json'])
  expect(audit.code).toBe(0)
  expect(audit.json.broken).toBeUndefined()
  expect(audit.json.entries).toBeGreaterThan(3)
  expect((await one.varde(['doctor', '--json'])).json).toMatchObject({ orphans: 0, miscounted: 0 })
  const world = await openWorld(one.config)
  const app = await buildServer(world, { webRoot: one.folder })
  const answer = await app.fastify.inject({ method: 'POST', url: '/api/session', payload: { name: 'vakt', password } })
  expect(answer.statusCode).toBe(200)
  await app.fastify.close()
  await closeWorld(world)
  const hands = await openHands(one)
  const [last] = await hands.rows<{ last: number }>(sql`select max(position) as last from event`)
  // Ids go on where they were, and the reactions with them: what had been digested is not digested again.
  await hands.bring(report([{ ip: '198.18.0.1', port: 4444 }]))
  expect(await hands.rows(sql`select min(position) as next from event where position > ${last!.last}`)).toEqual([
    { next: last!.last + 1 },
  ])
  expect(await recount(hands)).not.toContainEqual(
    expect.objectContaining({ wrong: expect.stringMatching(/counts|without|twice/) }),
  )
  await hands.close()
  expect(await one.varde(['work', '--until-idle'])).toMatchObject({ code: 0, error: '' })
  const after = await openHands(one)
  expect(await after.rows(sql`select count(*)::int as n from varde_job.job where name = 'intake.reattribute'`)).toEqual([
    { n: 0 },
  ])
  await after.close()
}

describe('a backup', () => {
  it('of PostgreSQL is restored into the embedded database and from there into PostgreSQL, all of it', async () => {
    const before = await printsOf(house)
    const small = await place('embedded')
    const restored = await small.varde(['restore', file, '--json'])
    expect(restored.error).toBe('')
    expect(await printsOf(small)).toEqual(before)

    const back = join(small.folder, 'back')
    expect((await small.varde(['backup', back, '--json'])).code).toBe(0)
    const large = await place('postgresql')
    expect((await large.varde(['restore', back, '--json'])).error).toBe('')
    expect(await printsOf(large)).toEqual(before)
    await worksOn(small)
    await worksOn(large)
  }, 240_000)

  const lines = (): string[] => zstdDecompressSync(readFileSync(file)).toString().split('\n')
  const packed = (changed: string[]): Buffer => zstdCompressSync(changed.join('\n'))
  const damaged: { what: string; make: () => Uint8Array; says: RegExp }[] = [
    {
      what: 'with a changed row',
      make: () => packed(lines().map((line) => line.replace('Dal kommune', 'Tal kommune'))),
      says: /damaged/,
    },
    {
      what: 'with a row too few',
      make: () => packed(lines().filter((line) => !line.includes('"Dal kommune"'))),
      says: /damaged/,
    },
    { what: 'with broken packing', make: () => flipped(readFileSync(file)), says: /unpacked|damaged/ },
    {
      what: 'cut in the middle',
      make: () => readFileSync(file).subarray(0, readFileSync(file).length >> 1),
      says: /unpacked|ends before/,
    },
    { what: 'whose last lines are missing', make: () => packed(lines().slice(0, -30)), says: /ends before/ },
    {
      what: 'of a newer program',
      make: () =>
        packed(
          lines().map((line, index) => (index === 0 ? line.replace('"migrations":[', '"migrations":["9999_later.sql",') : line)),
        ),
      says: /newer.*9999_later/,
    },
    { what: 'that is something else', make: () => Buffer.from('id,name\n1,2\n'), says: /unpacked|no backup/ },
    { what: 'that is other packed text', make: () => zstdCompressSync('hello\n'), says: /no backup|not a backup/ },
  ]
  const flipped = (bytes: Buffer): Buffer => {
    bytes.fill(0x5a, bytes.length >> 1, (bytes.length >> 1) + 64)
    return bytes
  }

  it.each(damaged)('$what is refused in words, and nothing is changed', async ({ make, says }) => {
    const target = await place('postgresql')
    const before = await printsOf(target)
    const bad = join(target.folder, 'bad')
    writeFileSync(bad, make())
    const refused = await target.varde(['restore', bad])
    expect(refused.code).toBe(1)
    expect(refused.error).toMatch(says)
    expect(refused.error.trim().split('\n')).toHaveLength(1)
    expect(await printsOf(target)).toEqual(before)
  })

  it('is not restored over what is there, unless that is said', async () => {
    const target = await place('postgresql')
    const hands = await openHands(target)
    await hands.bring(report([{ ip: '198.18.0.1' }]))
    await hands.close()
    const before = await printsOf(target)
    const refused = await target.varde(['restore', file])
    expect(refused.code).toBe(1)
    expect(refused.error).toMatch(/not empty/)
    expect(await printsOf(target)).toEqual(before)
    expect((await target.varde(['restore', file, '--overwrite'])).code).toBe(0)
    expect(await printsOf(target)).toEqual(await printsOf(house))
  })
})
