import { parse } from 'csv-parse/sync'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerFindings, close, judge, lapse, markRead, takeBack } from '#capabilities/findings/answers.ts'
import type { AnswerInput } from '#capabilities/findings/contract.ts'
import { analyst, daysBefore, now, person, system } from '#capabilities/findings/fixtures/house.ts'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import { day, hour, later, type Utc } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { follow, forgetVanished, isNew, repair } from './actions.ts'
import { measuresCapability } from './capability.ts'
import type { EffectRow, Measure } from './contract.ts'
import { following } from './fixtures/house.ts'
import { effect, endVanished } from './store.ts'

const test = following(measuresCapability)
let fjord: Id<'org'>
let hemit: Id<'org'>
let stranger: Id<'org'>
let last = 0
const fresh = (): string => {
  last += 1
  return `198.18.${last >> 8}.${last & 255}`
}

beforeAll(async () => {
  fjord = await test.add('Fjord kommune')
  hemit = await test.add('Hemit')
  stranger = await test.add('Dal kommune')
})
beforeEach(() => test.clock.set(now))

const security = person(['member-security'], [])
const securityOf = (...organisations: Id<'org'>[]) => ({ ...security, who: { ...security.who, id: newId('usr') }, organisations })

async function open(owner = fjord, operator: Id<'org'> | undefined = hemit): Promise<Id<'fnd'>> {
  const { ids } = await test.see({ owner, ...(operator && { operator }), ip: fresh() })
  await test.react()
  return ids[0]!
}

async function told(owner = fjord): Promise<Id<'fnd'>> {
  const id = await open(owner)
  await test.told([id])
  await test.react()
  return id
}

const answered = async (id: Id<'fnd'>, answer: AnswerInput) => {
  const done = await test.as(analyst, (tx) => answerFindings(tx, { ids: [id] }, answer, test.clock.now()))
  expect(done).toMatchObject({ ok: true, value: { changed: 1 } })
  await test.react()
}

const of = async (id: Id<'fnd'>): Promise<Measure> => {
  const { json } = await test.call(analyst, 'GET', `/measures?q=${id}`)
  expect(json.rows).toHaveLength(1)
  return json.rows[0]
}

const minutes = (count: number): Utc => later(now, count * 60_000)

describe('a measure', () => {
  it('is there for each finding that opens, with what to do, by when and for whom', async () => {
    const id = await open()
    expect(await of(id)).toMatchObject({
      cause: 'finding',
      causeId: id,
      organisation: { id: fjord, name: 'Fjord kommune' },
      operator: { id: hemit, name: 'Hemit' },
      kind: 'open-rdp',
      severity: 'medium',
      state: 'open',
      dueAt: later(now, 30 * day),
      overdue: false,
      owner: null,
      toldAt: null,
    })
    expect((await of(id)).what).toContain('3389')
  })

  it('is as severe as its finding when that grows worse, and due as early', async () => {
    const ip = fresh()
    const { ids } = await test.see({ owner: fjord, ip })
    await test.react()
    await test.see({ owner: fjord, ip, at: minutes(1), severity: 'critical' })
    await test.react()
    expect(await of(ids[0]!)).toMatchObject({ severity: 'critical', dueAt: later(now, 2 * day) })
  })

  it('follows its finding: told, read, answered, claimed, proved', async () => {
    const id = await told()
    expect(await of(id)).toMatchObject({ state: 'open', toldAt: now })
    test.clock.set(minutes(30))
    await test.as(system, (tx) => markRead(tx, [id], { name: 'Kari', notice: null }, minutes(30)))
    await test.react()
    expect(await of(id)).toMatchObject({ state: 'open', readAt: minutes(30) })
    test.clock.set(minutes(60))
    await answered(id, { answer: 'working', until: later(now, 5 * day) })
    expect(await of(id)).toMatchObject({ state: 'doing', answeredAt: minutes(60) })
    test.clock.set(minutes(90))
    await answered(id, { answer: 'fixed' })
    expect(await of(id)).toMatchObject({ state: 'claimed', answeredAt: minutes(90), provedAt: null })
    await proved(id, minutes(120))
    expect(await of(id)).toMatchObject({ state: 'done', provedAt: minutes(120) })
  })

  it('that the team closed with a reason is done, but nobody measured it', async () => {
    const id = await told()
    await test.as(analyst, (tx) => close(tx, { ids: [id], reason: 'Avtalt på telefon' }, now))
    await test.react()
    expect(await of(id)).toMatchObject({ state: 'done', provedAt: null })
  })

  it('goes through dispute: upheld it is withdrawn, rejected it is to be done', async () => {
    const [theirs, not] = [await told(), await told()]
    await answered(theirs, { answer: 'false-alarm', reason: 'En honningkrukke' })
    await answered(not, { answer: 'not-ours', reason: 'Solgt i fjor' })
    expect((await of(theirs)).state).toBe('disputed')
    await test.as(analyst, async (tx) => {
      await judge(tx, { ids: [theirs], upheld: false, reason: 'Det svarer fortsatt' }, now)
      await judge(tx, { ids: [not], upheld: true, reason: 'Den er solgt' }, now)
    })
    await test.react()
    expect((await of(theirs)).state).toBe('open')
    expect((await of(not)).state).toBe('withdrawn')
  })

  it('is to be done again when what was promised has lapsed, and when an answer was taken back', async () => {
    const [id, other] = [await told(), await told()]
    await answered(id, { answer: 'accepted', until: later(now, day), reason: 'Byttes ut' })
    await answered(other, { answer: 'fixed' })
    expect((await of(id)).state).toBe('accepted')
    await test.as(analyst, (tx) => takeBack(tx, [other], minutes(5)))
    test.clock.set(later(now, 2 * day))
    await test.as(system, (tx) => lapse(tx, later(now, 2 * day), 100))
    await test.react()
    expect((await of(id)).state).toBe('open')
    expect(await of(other)).toMatchObject({ state: 'open', answeredAt: null })
  })

  it('begins a new round when its finding is seen again after the claim', async () => {
    const ip = fresh()
    const [id] = (await test.see({ owner: fjord, ip })).ids
    await test.told([id!])
    await answered(id!, { answer: 'fixed' })
    test.clock.set(later(now, 2 * day))
    await test.see({ owner: fjord, ip, at: later(now, day) })
    await test.react()
    expect(await of(id!)).toMatchObject({ state: 'open', toldAt: null, answeredAt: null })
  })

  it('is the same however often and in whatever order events come', async () => {
    const id = await told()
    await answered(id, { answer: 'fixed' })
    const before = await of(id)
    const payload = { findings: [{ id, organisation: fjord, severity: 2 }] }
    await test.as(system, async (tx) => {
      for (const kind of ['finding.told', 'finding.opened', 'finding.answered', 'finding.opened'])
        await emit(tx, kind, payload, now)
    })
    await test.react()
    expect(await of(id)).toEqual(before)
  })

  it('is gone with a finding that vanished, unless somebody was told or wrote something: then it is withdrawn', async () => {
    const [silent, spoken] = [await open(), await told()]
    await forget([silent, spoken])
    await test.as(system, (tx) => emit(tx, 'feeds.import-withdrawn', { import: newId('imp') }, now))
    await test.react()
    expect(test.asked).toContain('measures.vanished')
    expect(await forgetVanished(test.db, test.clock)).toBe(2)
    expect((await test.call(analyst, 'GET', `/measures?q=${silent}`)).json.rows).toEqual([])
    expect((await of(spoken)).state).toBe('withdrawn')
    // An event of a finding that is gone does no harm.
    await test.as(system, (tx) => emit(tx, 'finding.told', { findings: [{ id: spoken, organisation: fjord, severity: 2 }] }, now))
    expect(await test.react()).toBeGreaterThan(0)
    expect((await of(spoken)).state).toBe('withdrawn')
    expect(await test.as(system, (tx) => endVanished(tx, [], now))).toBe(0)
  })
})

const forget = (ids: readonly Id<'fnd'>[]) =>
  test.db.in(system, (tx) => tx.run(sql`delete from finding where id = any(${ids.map(uuidOf)}::uuid[])`))

/** Closed by a source's silence, as proof does it. */
const proved = async (id: Id<'fnd'>, at: Utc) => {
  await test.db.in(system, async (tx) => {
    await tx.run(sql`update finding set state = 'fixed', closed_at = ${at}, closed_by = 'absence' where id = ${uuidOf(id)}::uuid`)
    await emit(tx, 'finding.fixed', { findings: [{ id, organisation: fjord, severity: 2 }] }, at)
  })
  await test.react()
}

describe('what was there before measures were', () => {
  it('gets its measures in pages, and what differs is mended', async () => {
    const owner = await test.add('Stor kommune')
    const { ids } = await test.see(...Array.from({ length: 1_200 }, () => ({ owner, ip: fresh() })))
    await test.react()
    await test.db.in(system, (tx) => tx.run(sql`delete from measure`))
    expect(await isNew(test.db)).toBe(true)
    expect(await repair(test.db, test.clock)).toBeGreaterThanOrEqual(1_200)
    expect(await isNew(test.db)).toBe(false)
    expect((await test.call(analyst, 'GET', `/measures/count?organisation=${owner}`)).json.count.value).toBe(1_200)
    await test.db.in(system, (tx) => tx.run(sql`update measure set state = 'done' where cause_id = ${uuidOf(ids[7]!)}::uuid`))
    expect(await repair(test.db, test.clock)).toBe(1)
    expect(await repair(test.db, test.clock)).toBe(0)
    expect((await of(ids[7]!)).state).toBe('open')
  })
})

describe('the deadline', () => {
  it('moves with a reason, and stays there while the finding’s own does not move', async () => {
    const id = await told()
    const { id: measure } = await of(id)
    const agreed = later(now, 60 * day)
    const moved = await test.call(analyst, 'PUT', `/measures/${measure}/due`, { dueAt: agreed, reason: 'Venter på ny brannmur' })
    expect(moved.status).toBe(200)
    await answered(id, { answer: 'working', until: later(now, 50 * day) })
    expect(await of(id)).toMatchObject({ dueAt: agreed, dueReason: 'Venter på ny brannmur' })
    // What opens again is due anew.
    await test.db.in(system, (tx) =>
      tx.run(sql`update finding set due_at = ${later(now, 7 * day)} where id = ${uuidOf(id)}::uuid`),
    )
    await test.as(system, (tx) => follow(tx, [id], now))
    expect(await of(id)).toMatchObject({ dueAt: later(now, 7 * day), dueReason: null })
  })

  it('cannot move into the past, and is not the member’s to move', async () => {
    const { id: measure } = await of(await told())
    const past = { dueAt: daysBefore(1), reason: 'For sent' }
    expect((await test.call(analyst, 'PUT', `/measures/${measure}/due`, past)).json.code).toBe('due-has-passed')
    const later = { dueAt: daysBefore(-9), reason: 'Fordi vi vil' }
    expect((await test.call(securityOf(fjord), 'PUT', `/measures/${measure}/due`, later)).status).toBe(404)
  })

  it('that has passed stands out in list and number', async () => {
    const owner = await test.add('Sein kommune')
    await open(owner)
    test.clock.set(later(now, 31 * day))
    const { json } = await test.call(analyst, 'GET', `/measures?overdue=true&organisation=${owner}`)
    expect(json.rows).toMatchObject([{ overdue: true }])
    expect((await test.call(analyst, 'GET', `/measures/count?organisation=${owner}`)).json).toMatchObject({
      overdue: 1,
      byState: { open: 1 },
    })
  })
})

describe('who does it and what shows it', () => {
  const change = (scope: Parameters<typeof test.call>[0], ids: readonly string[], said: object) =>
    test.call(scope, 'PATCH', '/measures', { ids, ...said })

  it('is said by the member, by its operator and by the team, for many at once', async () => {
    const measures = [await of(await told()), await of(await told())].map(({ id }) => id)
    expect((await change(securityOf(fjord), measures, { owner: 'Drift' })).json).toEqual({ changed: 2 })
    expect((await change(securityOf(hemit), measures, { evidence: 'Sak 2026/17' })).json).toEqual({ changed: 2 })
    const { json } = await test.call(securityOf(fjord), 'GET', `/measures/${measures[0]}`)
    expect(json.measure).toMatchObject({ owner: 'Drift', evidence: 'Sak 2026/17' })
    expect(json.steps.length).toBeGreaterThan(1)
    await change(analyst, [measures[0]!], { owner: null })
    expect((await test.call(analyst, 'GET', `/measures/${measures[0]}`)).json.measure).toMatchObject({
      owner: null,
      evidence: 'Sak 2026/17',
    })
  })

  it('is kept when the finding goes on', async () => {
    const id = await told()
    await change(securityOf(fjord), [(await of(id)).id], { owner: 'Drift' })
    await answered(id, { answer: 'fixed' })
    expect((await of(id)).owner).toBe('Drift')
  })

  it('is nobody else’s business: neither seen nor changed, nor by somebody who may only read there', async () => {
    const { id } = await of(await told())
    expect((await change(securityOf(stranger), [id], { owner: 'Fremmed' })).json).toEqual({ changed: 0 })
    expect((await test.call(securityOf(stranger), 'GET', `/measures/${id}`)).status).toBe(404)
    const reader = {
      ...securityOf(fjord, stranger),
      roles: ['member-security', 'member-reader'] as const,
      seats: [
        { organisation: fjord, role: 'member-reader' as const },
        { organisation: stranger, role: 'member-security' as const },
      ],
    }
    expect((await change(reader, [id], { owner: 'Leser' })).json).toEqual({ changed: 0 })
    // The second wall: the function itself asks whose it is.
    const foreign = securityOf(stranger)
    const direct = await test.db.in(foreign, (tx) =>
      tx.rows(sql`select measure_say(array[${uuidOf(id)}::uuid], 'Fremmed', null, now())`),
    )
    expect(direct).toEqual([])
    await expect(
      test.db.in(securityOf(fjord), (tx) => tx.run(sql`update measure set owner = 'Rett' where id = ${uuidOf(id)}::uuid`)),
    ).resolves.toBe(0)
    expect((await test.call(analyst, 'GET', `/measures/${id}`)).json.measure.owner).toBeNull()
  })
})

it('Measures are found by organisation, kind, address and owner, and come as CSV that no spreadsheet runs', async () => {
  const owner = await test.add('=Formel kommune')
  const { ids } = await test.see({ owner, ip: '198.19.7.7' }, { owner, ip: '198.19.7.8' })
  await test.react()
  const found = async (query: string) => (await test.call(analyst, 'GET', `/measures?${query}`)).json.rows.length
  expect(await found('q=198.19.7.')).toBe(2)
  expect(await found('q=198.19.7.7')).toBe(1)
  expect(await found('q=Formel')).toBe(2)
  expect(await found(`q=fjernskriv&organisation=${owner}`)).toBe(2)
  expect(await found(`kind=open-vnc&organisation=${owner}`)).toBe(0)
  await test.call(analyst, 'PATCH', '/measures', { ids: [(await of(ids[0]!)).id], owner: 'Nettgruppa' })
  expect(await found('owner=Nettgruppa')).toBe(1)
  const first = (await test.call(analyst, 'GET', `/measures?organisation=${owner}&limit=1`)).json
  const second = (await test.call(analyst, 'GET', `/measures?organisation=${owner}&limit=1&after=${first.next}`)).json
  expect(new Set([first.rows[0].causeId, second.rows[0].causeId])).toEqual(new Set(ids))
  const { text } = await test.call(analyst, 'GET', `/measures.csv?organisation=${owner}`)
  const rows = parse(text, { columns: true }) as Record<string, string>[]
  expect(rows.map(({ finding }) => finding).sort()).toEqual([...ids].sort())
  expect(rows[0]!.organisation).toBe("'=Formel kommune")
})

describe('effect', () => {
  /** What happened to one measure: hours from when it was told. */
  interface Case {
    kinds: string[]
    channel: string | null
    severity: number
    told: Utc
    read?: number
    answered?: number
    proved?: number
    state?: string
  }
  const from = '2024-01-01T00:00:00.000Z'
  const to = '2024-04-01T00:00:00.000Z'
  const cases: Case[] = []

  beforeAll(async () => {
    const random = sequence()
    for (let at = 0; at < 400; at++) {
      const [read, answered, proved] = [random() * 100, random() * 400, random() * 2_000]
      cases.push({
        kinds: random() < 0.2 ? ['municipality', 'county'] : random() < 0.5 ? ['municipality'] : ['hospital'],
        channel: ['mail', 'telephone', null][Math.floor(random() * 3)]!,
        severity: Math.floor(random() * 5),
        told: later(from, Math.floor(random() * 120) * day),
        ...(random() < 0.8 && { read }),
        ...(random() < 0.6 && { answered }),
        ...(random() < 0.4 && { proved }),
        ...(random() < 0.1 && { state: 'withdrawn' }),
      })
    }
    await test.db.in(system, async (tx) => {
      for (const each of cases) {
        const at = (hours?: number): Utc | null => (hours === undefined ? null : later(each.told, Math.round(hours * hour)))
        await tx.run(sql`
          insert into measure (id, organisation_id, cause, cause_id, kind, asset_text, severity, state, due_at, cause_due_at, organisation_kinds, channel,
            created_at, told_at, read_at, answered_at, proved_at, changed_at)
          values (${uuidOf(newId('msr'))}, ${uuidOf(fjord)}, 'finding', ${uuidOf(newId('fnd'))}, ${each.severity > 2 ? 'open-rdp' : 'open-telnet'}, 'x', ${each.severity},
            ${each.state ?? 'open'}, ${now}, ${now}, ${each.kinds}::text[], ${each.channel}, ${now}, ${each.told}, ${at(each.read)}, ${at(each.answered)},
            ${at(each.proved)}, ${now})`)
      }
    })
  })

  /** The same figures by counting on one's fingers: sorted, and between two the part of the way (linear interpolation). */
  const naive = (rows: readonly Case[]) => {
    const span = (pick: (row: Case) => number | undefined) => {
      const hours = rows.flatMap((row) => pick(row) ?? []).sort((a, b) => a - b)
      const at = (share: number) => {
        if (hours.length === 0) return null
        const place = share * (hours.length - 1)
        const [low, high] = [hours[Math.floor(place)]!, hours[Math.ceil(place)]!]
        return low + (high - low) * (place - Math.floor(place))
      }
      return { of: rows.length, known: hours.length, medianHours: near(at(0.5)), p90Hours: near(at(0.9)) }
    }
    return { told: rows.length, read: span((r) => r.read), answered: span((r) => r.answered), proved: span((r) => r.proved) }
  }
  // biome-ignore lint/suspicious/noExplicitAny: an asymmetric matcher stands for a number
  const near = (value: number | null): any => (value === null ? null : expect.closeTo(value, 1))

  it.each([
    ['all', () => ['all']],
    ['kind', (row: Case) => [row.severity > 2 ? 'open-rdp' : 'open-telnet']],
    ['channel', (row: Case) => [row.channel ?? 'unknown']],
    ['organisation-kind', (row: Case) => row.kinds],
    ['severity', (row: Case) => [String(row.severity)]],
  ] as [string, (row: Case) => string[]][])(
    '2.02 by %s is what a recount gives, with how many of how many',
    async (by, groups) => {
      const { json } = await test.call(analyst, 'GET', `/measures/effect?by=${by}&from=${from}&to=${to}`)
      const counted = cases.filter(({ told, state }) => told >= from && told < to && state !== 'withdrawn')
      const expected = Map.groupBy(
        counted.flatMap((row) => groups(row).map((group) => ({ group, row }))),
        ({ group }) => group,
      )
      expect(json.rows.map(({ group }: EffectRow) => group).sort()).toEqual([...expected.keys()].sort())
      for (const row of json.rows as EffectRow[])
        expect(row, row.group).toMatchObject(naive(expected.get(row.group)!.map((each) => each.row)))
    },
  )

  it('is reckoned from the last where more was told than is reckoned, and says since when', async () => {
    const most = 100
    const { since, rows } = await test.db.read(analyst, (tx) => effect(tx, analyst, 'all', { from, to }, most))
    const inPeriod = cases.filter(({ told }) => told >= from && told < to)
    const first = inPeriod
      .map(({ told }) => told)
      .sort()
      .at(-most - 1)!
    expect(since).toBe(first)
    const counted = inPeriod.filter(({ told, state }) => told >= first && state !== 'withdrawn')
    expect(rows[0]).toMatchObject({
      told: counted.length,
      read: { known: counted.filter(({ read }) => read !== undefined).length },
    })
    expect(counted.length).toBeLessThan(inPeriod.length / 2)
  })

  it('is empty for a time in which nobody was told, and not a member’s to see', async () => {
    const asked = '/measures/effect?from=2020-01-01T00:00:00.000Z&to=2020-02-01T00:00:00.000Z'
    expect((await test.call(analyst, 'GET', asked)).json.rows).toEqual([])
    expect((await test.call(securityOf(fjord), 'GET', asked)).status).toBe(404)
  })
})

/** Numbers that look random and are the same each time. */
function sequence(): () => number {
  let state = 20_261_121
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}
