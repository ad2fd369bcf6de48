import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import { later } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { answerFindings, findingsToTell, lapse, markRead, takeBack } from './answers.ts'
import type { AnswerInput } from './contract.ts'
import { analyst, daysBefore, house, now, person, system } from './fixtures/house.ts'

const test = house()
const minute = 60_000
let fjord: Id<'org'>
let hemit: Id<'org'>
let stranger: Id<'org'>
let last = 0
/** An address that no other test has seen. */
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

const security = () => person(['member-security'], [fjord])
const operator = () => person(['member-security'], [hemit], 'Ola Drift')
const foreign = () => person(['member-security'], [stranger], 'Fremmed')

/** A finding of Fjord kommune that Hemit operates, told. */
async function told(ip = fresh()): Promise<Id<'fnd'>> {
  const { ids } = await test.see({ owner: fjord, operator: hemit, ip })
  await test.told(ids)
  return ids[0]!
}
const answer = (scope: Parameters<typeof test.ask>[0], ids: readonly Id<'fnd'>[], said: object) =>
  test.ask(scope, 'POST', '/findings/answers', { ids, answer: said })
const inMonths = daysBefore(-60)
const lastWords = async (id: Id<'fnd'>, locale = 'nb', scope = analyst): Promise<string> => {
  const { status, text, json } = await test.ask(scope, 'GET', `/findings/${id}`, undefined, locale)
  if (status !== 200) throw new Error(text)
  return json.steps.at(-1).words
}

describe('an answer', () => {
  it.each([
    [{ answer: 'fixed' }, 'answered', null],
    [{ answer: 'working', until: inMonths }, 'answered', inMonths],
    [{ answer: 'accepted', until: inMonths, reason: 'Byttes i januar' }, 'accepted', inMonths],
    [{ answer: 'not-ours', reason: 'Solgt i fjor' }, 'disputed', null],
    [{ answer: 'false-alarm', reason: 'En honningkrukke' }, 'disputed', null],
  ])('%o makes it %s', async (said, state, until) => {
    const id = await told()
    expect((await answer(security(), [id], said)).json).toEqual({ changed: 1, unchanged: 0 })
    const { json } = await test.ask(security(), 'GET', `/findings/${id}`)
    expect(json.finding).toMatchObject({ state, answer: said.answer, answeredAt: now, answerUntil: until, toldAt: now })
    expect(json.steps.at(-1)).toMatchObject({ what: 'answered', before: 'told', after: state, side: 'claim' })
  })

  it.each([
    ['the owner', security, {}, { kind: 'person', name: 'Kari Nordmann' }, 'Kari Nordmann svarte: rettet.'],
    [
      'its operator',
      operator,
      {},
      { kind: 'person', name: 'Ola Drift' },
      'Ola Drift hos Hemit, for Fjord kommune, svarte: rettet.',
    ],
    [
      'the team',
      () => analyst,
      {},
      { kind: 'person', name: 'Vakt Hansen' },
      'Vakt Hansen i responsmiljøet, på vegne av Fjord kommune, svarte: rettet.',
    ],
  ] as const)('of %s says in the story who answered for whom', async (_, by, __, who, words) => {
    const id = await told()
    await answer(by(), [id], { answer: 'fixed' })
    const { json } = await test.ask(security(), 'GET', `/findings/${id}`)
    const said = json.steps.find(({ what }: { what: string }) => what === 'answered')
    expect(said).toMatchObject({ who, words })
    expect(said.because).not.toHaveProperty('was')
  })

  it('of the holder of a link says the name that they typed, and opens only what that notice told its recipient', async () => {
    const [id, other] = [await told(), await told()]
    const link = await test.notice(hemit, [id])
    const done = await test.as(link, (tx) =>
      answerFindings(tx, { ids: [id, other] }, { answer: 'fixed' }, now, { name: 'Vikaren' }),
    )
    expect(done).toEqual({ ok: true, value: { changed: 1, unchanged: 1 } })
    expect((await test.finding(other)).state).toBe('told')
    expect((await test.steps(id)).at(-1)).toMatchObject({
      who_kind: 'link',
      who: 'Vikaren',
      because: { side: 'link', actor: 'Hemit' },
    })
    expect(await lastWords(id)).toBe('Vikaren, med svarlenken til Hemit, svarte: rettet.')
    // The same again, as when a link is replayed, is no news.
    const again = await test.as(link, (tx) => answerFindings(tx, { ids: [id] }, { answer: 'fixed' }, now, { name: 'Vikaren' }))
    expect(again).toMatchObject({ value: { changed: 0, unchanged: 1 } })
  })

  it('by a link is not taken when its recipient has nothing to do with the finding any more', async () => {
    const id = await told()
    const link = await test.notice(stranger, [id])
    const done = await test.as(link, (tx) => answerFindings(tx, { ids: [id] }, { answer: 'fixed' }, now))
    expect(done).toMatchObject({ value: { changed: 0 } })
  })

  it('of a foreign member changes nothing and tells nothing', async () => {
    const id = await told()
    const nobodys = newId('fnd')
    expect((await answer(foreign(), [id], { answer: 'fixed' })).json).toEqual({ changed: 0, unchanged: 1 })
    expect((await answer(foreign(), [nobodys], { answer: 'fixed' })).json).toEqual({ changed: 0, unchanged: 1 })
    expect((await test.ask(foreign(), 'POST', '/findings/answers/take-back', { ids: [id] })).json).toEqual({ changed: 0 })
    expect((await test.finding(id)).state).toBe('told')
  })

  it('of a reader is refused, also where the person keeps the security of another organisation', async () => {
    const id = await told()
    const reader = person(['member-reader'], [fjord])
    expect((await answer(reader, [id], { answer: 'fixed' })).status).toBe(403)
    const both = {
      ...person(['member-reader', 'member-security'], [fjord, stranger]),
      seats: [
        { organisation: fjord, role: 'member-reader' as const },
        { organisation: stranger, role: 'member-security' as const },
      ],
    }
    expect((await answer(both, [id], { answer: 'fixed' })).json).toEqual({ changed: 0, unchanged: 1 })
    expect((await test.finding(id)).state).toBe('told')
  })

  it('is for hundreds at once, by filter, and leaves what is over', async () => {
    const owner = await test.add('Stor kommune')
    const seen = Array.from({ length: 300 }, () => ({ owner, ip: fresh() }))
    const { ids } = await test.see(...seen)
    await test.ask(analyst, 'POST', '/findings/closings', { ids: [ids[0]], reason: 'Avtalt på telefon' })
    const start = await test.position()
    const done = await test.ask(person(['member-security'], [owner]), 'POST', '/findings/answers', {
      filter: { kind: ['open-rdp'] },
      answer: { answer: 'working', until: inMonths },
    })
    expect(done.json).toEqual({ changed: 299, unchanged: 0 })
    const events = await test.events(start)
    expect(events).toMatchObject([{ kind: 'finding.answered', payload: { answer: 'working', until: inMonths } }])
    expect(events[0]!.payload.findings).toHaveLength(299)
    expect((await test.finding(ids[0]!)).state).toBe('fixed')
    const [entry] = await test.rows(sql`select action, object, detail from audit order by position desc limit 1`)
    expect(entry).toMatchObject({ action: 'finding.answer', object: '299 findings', detail: { changed: 299, answer: 'working' } })
  })

  it.each([
    [{ answer: { answer: 'fixed' } }, 'no-findings-named'],
    [{ ids: [], answer: { answer: 'working', until: daysBefore(1) } }, 'until-has-passed'],
    [{ ids: [], answer: { answer: 'working', until: daysBefore(-400) } }, 'until-too-late'],
    [{ ids: [], answer: { answer: 'working' } }, 'invalid'],
    [{ ids: [], answer: { answer: 'accepted', until: inMonths } }, 'invalid'],
    [{ ids: [], answer: { answer: 'not-ours' } }, 'invalid'],
  ])('%j is refused as %s', async (body, code) => {
    const refused = await test.ask(security(), 'POST', '/findings/answers', body)
    expect(refused.status).toBe(422)
    expect(refused.json.code).toBe(code)
  })

  it('is found by list, filter and CSV', async () => {
    const id = await told()
    await answer(security(), [id], { answer: 'accepted', until: inMonths, reason: 'Byttes i januar' })
    const accepted = await test.ask(security(), 'GET', '/findings?answer=accepted&limit=200')
    expect(accepted.json.rows.map((row: { id: string }) => row.id)).toContain(id)
    expect(accepted.json.rows.every((row: { answer: string }) => row.answer === 'accepted')).toBe(true)
    const csv = (await test.ask(security(), 'GET', '/findings.csv?answer=accepted')).text.split('\r\n')
    expect(csv[0]).toMatch(/told_at.*answer_until.*unproven/)
    expect(csv.find((line) => line.includes(id))).toContain(`accepted,${now},${inMonths}`)
    await test.rows(sql`update finding set unmeasured_since = ${now} where id = ${uuidOf(id)}::uuid returning 1`)
    const unproven = await test.ask(security(), 'GET', '/findings?unproven=true')
    expect(unproven.json.rows).toMatchObject([{ id, unproven: true }])
  })
})

describe('the wall of the database', () => {
  const straight = (scope: Parameters<typeof test.as>[0], id: Id<'fnd'>, seats: readonly Id<'org'>[]) =>
    test.as(scope, (tx) =>
      tx.rows(
        sql`select * from finding_answer(array[${uuidOf(id)}]::uuid[], ${seats.map(uuidOf)}::uuid[], 'fixed', null, null, 'person', 'x', ${now}::timestamptz)`,
      ),
    )

  it('lets nobody answer for an organisation that the transaction does not act for, whatever seats are named', async () => {
    const id = await told()
    expect(await straight(foreign(), id, [fjord, hemit])).toEqual([])
    expect(await straight(person([], []), id, [fjord, hemit, stranger])).toEqual([])
    expect((await test.finding(id)).state).toBe('told')
    expect(await straight(security(), id, [fjord])).toHaveLength(1)
  })

  it('lets a member name itself nothing but what it is', async () => {
    const id = await told()
    const uuid = uuidOf(id)
    await test.as(security(), async (tx) => {
      await tx.rows(
        sql`select * from finding_answer(array[${uuid}]::uuid[], array[${uuidOf(fjord)}]::uuid[], 'fixed', null, null, 'system', 'x', ${now}::timestamptz)`,
      )
      await tx.rows(
        sql`select * from finding_take_back(array[${uuid}]::uuid[], array[${uuidOf(fjord)}]::uuid[], '2020-01-01', 'team', 'x', ${now}::timestamptz)`,
      )
    })
    const key = { ...security(), who: { kind: 'key' as const, id: newId('key'), name: 'x' } }
    const other = await told()
    await test.as(key, (tx) =>
      tx.rows(sql`select * from finding_read(array[${uuidOf(other)}]::uuid[], 'system', 'x', null, ${now}::timestamptz)`),
    )
    const said = [...(await test.steps(id)), ...(await test.steps(other))].filter(({ who }) => who === 'x')
    expect(said.map(({ what, who_kind }) => [what, who_kind])).toEqual([
      ['answered', 'person'],
      ['taken-back', 'person'],
      ['read', 'key'],
    ])
  })

  it('keeps an operator from the findings that it does not operate', async () => {
    const { ids } = await test.see({ owner: fjord, ip: fresh() })
    expect(await straight(operator(), ids[0]!, [hemit])).toEqual([])
  })

  it('lets nobody read or take back for another', async () => {
    const id = await told()
    await answer(security(), [id], { answer: 'fixed' })
    const [back, read] = await test.as(foreign(), async (tx) => [
      await tx.rows(
        sql`select * from finding_take_back(array[${uuidOf(id)}]::uuid[], array[${uuidOf(fjord)}]::uuid[], '2020-01-01', 'person', 'x', ${now}::timestamptz)`,
      ),
      await tx.rows(sql`select * from finding_read(array[${uuidOf(id)}]::uuid[], 'person', 'x', null, ${now}::timestamptz)`),
    ])
    expect([back, read]).toEqual([[], []])
    expect((await test.finding(id)).state).toBe('answered')
  })

  it.each([
    ['the table itself', sql`update finding set state = 'answered'`, 0],
    ['its steps', sql`update finding_step set team_only = false`, 0],
  ])('keeps members from %s', async (_, statement, rows) => {
    expect(await test.as(security(), (tx) => tx.run(statement))).toBe(rows)
  })

  it.each([
    ['select finding_side(null, null, null, null)'],
    ["select finding_actor('operator', null)"],
    [
      `insert into finding_step (finding_id, number, at, what, who_kind, who, because) values (gen_random_uuid(), 1, now(), 'told', 'x', 'x', '{}')`,
    ],
  ])('refuses a member %s', async (statement) => {
    const { raw } = await import('#platform/db/db.ts')
    await expect(test.as(security(), (tx) => tx.run(sql`${raw(statement)}`))).rejects.toThrow(
      /permission denied|row-level security/,
    )
  })

  it('takes no answer without the day or the reason that it needs', async () => {
    const id = await told()
    for (const [says, until, why] of [
      ['working', null, null],
      ['accepted', inMonths, null],
      ['fixed', inMonths, null],
      ['working', daysBefore(1), null],
      ['not-ours', null, 'x'],
    ])
      await expect(
        test.as(security(), (tx) =>
          tx.rows(
            sql`select * from finding_answer(array[${uuidOf(id)}]::uuid[], array[${uuidOf(fjord)}]::uuid[], ${says}, ${until}::timestamptz, ${why}, 'person', 'x', ${now}::timestamptz)`,
          ),
        ),
      ).rejects.toThrow('an answer that holds until a day')
  })
})

describe('a claim of fixed', () => {
  it('that is seen again opens it with both facts in the story, and is told as reopened and as contradicted', async () => {
    const ip = fresh()
    const id = await told(ip)
    await answer(security(), [id], { answer: 'fixed' })
    const start = await test.position()
    test.clock.set(later(now, 2 * 86_400_000))
    const at = later(now, 86_400_000)
    const { tally } = await test.see(
      { owner: fjord, operator: hemit, ip, at },
      { owner: fjord, operator: hemit, ip, at: later(at, minute) },
    )
    expect(tally).toMatchObject({ reopened: 1, 'seen-again': 1 })
    expect((await test.events(start)).map(({ kind, payload }) => [kind, payload.findings])).toEqual([
      ['finding.reopened', [{ id, organisation: fjord, operator: hemit, severity: 2 }]],
      ['finding.contradicted', [{ id, organisation: fjord, operator: hemit, severity: 2 }]],
    ])
    const { json } = await test.ask(security(), 'GET', `/findings/${id}`)
    expect(json.finding).toMatchObject({
      state: 'open',
      toldAt: null,
      readAt: null,
      answer: null,
      answeredAt: null,
      closedAt: null,
    })
    expect(json.steps.slice(-2)).toMatchObject([
      { what: 'answered', side: 'claim' },
      {
        what: 'contradicted',
        before: 'answered',
        after: 'open',
        side: 'proof',
        because: { claimedAt: now, seenAt: at, source: 'scan' },
      },
    ])
    expect(json.steps.at(-1).words).toBe('Åpnet igjen: meldt rettet 21. nov. 2026, men scan så det 22. nov. 2026.')
    const [toTell] = await test.as(system, (tx) => findingsToTell(tx, [id]))
    expect(toTell).toMatchObject({ state: 'open', toldAt: null, answer: 'fixed', answeredAt: now, closedAt: null })
  })

  it('stands when what arrives after it was seen before it', async () => {
    const ip = fresh()
    const id = await told(ip)
    await answer(security(), [id], { answer: 'fixed' })
    const { tally } = await test.see({ owner: fjord, ip, at: later(now, -minute) })
    expect(tally).toMatchObject({ 'seen-again': 1, reopened: 0 })
    expect(await test.finding(id)).toMatchObject({ state: 'answered', answer: 'fixed', told_at: now, sightings: 2 })
  })

  it('that absence proved is contradicted by a sighting between, though it arrives late', async () => {
    const ip = fresh()
    const id = await told(ip)
    await answer(security(), [id], { answer: 'fixed' })
    await test.rows(
      sql`update finding set state = 'fixed', closed_by = 'absence', closed_at = ${daysBefore(-5)} where id = ${uuidOf(id)}::uuid returning 1`,
    )
    test.clock.set(daysBefore(-6))
    expect((await test.see({ owner: fjord, ip, at: daysBefore(-3) })).tally).toMatchObject({ reopened: 1 })
    expect((await test.steps(id)).at(-1)).toMatchObject({
      what: 'contradicted',
      before: 'fixed',
      because: { claimedAt: now, closedBy: 'absence', closedAt: daysBefore(-5) },
    })
    const [toTell] = await test.as(system, (tx) => findingsToTell(tx, [id]))
    expect(toTell).toMatchObject({ answer: 'fixed', answeredAt: now, closedAt: daysBefore(-5) })
  })

  it('of an earlier round does not count in the next', async () => {
    const ip = fresh()
    const id = await told(ip)
    await answer(security(), [id], { answer: 'fixed' })
    test.clock.set(daysBefore(-2))
    await test.see({ owner: fjord, ip, at: daysBefore(-1) })
    await test.rows(
      sql`update finding set state = 'fixed', closed_by = 'absence', closed_at = ${daysBefore(-5)} where id = ${uuidOf(id)}::uuid returning 1`,
    )
    test.clock.set(daysBefore(-9))
    await test.see({ owner: fjord, ip, at: daysBefore(-8) })
    expect((await test.steps(id)).map(({ what }) => what)).toEqual(['opened', 'told', 'answered', 'contradicted', 'reopened'])
    expect(await lastWords(id, 'en')).toBe('Reopened: scan saw it on 29 Nov 2026. The silence did not hold.')
  })

  it.each(['accepted', 'not-ours', 'false-alarm'] as const)(
    'is another thing than %s: seen again, that is only counted',
    async (said) => {
      const ip = fresh()
      const id = await told(ip)
      await answer(security(), [id], { answer: said, reason: 'Slik er det', ...(said === 'accepted' && { until: inMonths }) })
      const state = (await test.finding(id)).state
      expect((await test.see({ owner: fjord, ip, at: daysBefore(-1) })).tally).toMatchObject({ 'seen-again': 1 })
      expect(await test.finding(id)).toMatchObject({ state, answer: said, sightings: 2 })
    },
  )
})

describe('an answer that holds until a moment', () => {
  const lapseAll = () => test.as(system, (tx) => lapse(tx, test.clock.now(), 1_000))

  it.each([
    [
      'working',
      { answer: 'working', until: daysBefore(-10) },
      'Åpent igjen: det skulle vært rettet innen 1. des. 2026.',
      daysBefore(-30),
    ],
    [
      'accepted',
      { answer: 'accepted', until: daysBefore(-10), reason: 'Byttes snart' },
      'Åpent igjen: det var akseptert til 1. des. 2026.',
      daysBefore(-40),
    ],
  ])('lapses when that has passed: %s', async (_, said, words, dueAt) => {
    const id = await told()
    await answer(security(), [id], said)
    test.clock.set(daysBefore(-9))
    expect(await lapseAll()).toBe(0)
    test.clock.set(daysBefore(-10))
    const start = await test.position()
    expect(await lapseAll()).toBe(1)
    expect(await test.finding(id)).toMatchObject({
      state: 'open',
      answer: null,
      answer_until: null,
      told_at: null,
      due_at: dueAt,
    })
    expect(await lastWords(id)).toBe(words)
    expect(await test.events(start)).toMatchObject([
      { kind: 'finding.lapsed', payload: { findings: [{ id, organisation: fjord }] } },
    ])
    expect(await lapseAll()).toBe(0)
    const [toTell] = await test.as(system, (tx) => findingsToTell(tx, [id]))
    expect(toTell).toMatchObject({ state: 'open', answer: said.answer, answeredAt: now })
  })

  it('does not lapse once it is answered otherwise, closed or withdrawn', async () => {
    const ids = [await told(), await told(), await told()]
    await answer(security(), ids, { answer: 'working', until: daysBefore(-10) })
    await answer(security(), [ids[0]!], { answer: 'fixed' })
    await test.ask(analyst, 'POST', '/findings/closings', { ids: [ids[1]], reason: 'Sett selv' })
    await answer(security(), [ids[2]!], { answer: 'not-ours', reason: 'Solgt' })
    await test.ask(analyst, 'POST', '/findings/judgements', { ids: [ids[2]], upheld: true, reason: 'Stemmer' })
    test.clock.set(daysBefore(-11))
    expect(await lapseAll()).toBe(0)
  })

  it('is lapsed once by two workers at the same time', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => told()))
    await answer(security(), ids, { answer: 'working', until: daysBefore(-10) })
    test.clock.set(daysBefore(-11))
    const counts = await Promise.all([lapseAll(), lapseAll(), lapseAll()])
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(20)
    for (const id of ids) expect((await test.steps(id)).filter(({ what }) => what === 'lapsed')).toHaveLength(1)
  })
})

describe('taking an answer back', () => {
  it('puts the finding where it was, and both stand in the story', async () => {
    const id = await told()
    await answer(security(), [id], { answer: 'working', until: inMonths })
    const before = await test.finding(id)
    test.clock.set(later(now, minute))
    await answer(security(), [id], { answer: 'not-ours', reason: 'Tok feil' })
    const start = await test.position()
    test.clock.set(later(now, 10 * minute))
    expect((await test.ask(security(), 'POST', '/findings/answers/take-back', { ids: [id] })).json).toEqual({ changed: 1 })
    const after = await test.finding(id)
    for (const name of ['state', 'answer', 'answered_at', 'answer_until', 'told_at'] as const)
      expect(after[name]).toEqual(before[name])
    expect(await test.events(start)).toMatchObject([
      { kind: 'finding.restored', payload: { cause: 'taken-back', findings: [{ id, state: 'answered', answer: 'working' }] } },
    ])
    expect(await lastWords(id)).toBe('Kari Nordmann tok svaret tilbake: ikke vårt.')
    // The answer before it is no longer fresh.
    test.clock.set(later(now, 11 * minute))
    expect((await test.ask(security(), 'POST', '/findings/answers/take-back', { ids: [id] })).json).toEqual({ changed: 0 })
  })

  it('is too late after ten minutes', async () => {
    const id = await told()
    await answer(security(), [id], { answer: 'fixed' })
    test.clock.set(later(now, 10 * minute))
    expect((await test.ask(security(), 'POST', '/findings/answers/take-back', { ids: [id] })).json).toEqual({ changed: 0 })
    expect((await test.finding(id)).state).toBe('answered')
  })

  it('leaves what was told in between told, and what was contradicted open', async () => {
    const [one, two] = (await test.see({ owner: fjord, ip: fresh() }, { owner: fjord, ip: '198.18.200.1' })).ids
    await answer(security(), [one!, two!], { answer: 'fixed' })
    await test.told([one!])
    await test.see({ owner: fjord, ip: '198.18.200.1', at: later(now, 1) })
    expect((await test.ask(security(), 'POST', '/findings/answers/take-back', { ids: [one, two] })).json).toEqual({ changed: 1 })
    expect((await test.finding(one!)).state).toBe('told')
    expect((await test.finding(two!)).state).toBe('open')
  })

  it('is not for the holder of a link', async () => {
    const id = await told()
    const link = await test.notice(fjord, [id])
    await test.as(link, (tx) => answerFindings(tx, { ids: [id] }, { answer: 'fixed' }, now))
    expect(await test.as(link, (tx) => takeBack(tx, [id], now))).toMatchObject({ value: { changed: 0 } })
  })
})

describe('a dispute', () => {
  const disputedAs = async (said: AnswerInput, ip = fresh()) => {
    const id = await told(ip)
    await answer(security(), [id], said)
    return id
  }
  const judge = (id: Id<'fnd'>, upheld: boolean, by = analyst) =>
    test.ask(by, 'POST', '/findings/judgements', { ids: [id], upheld, reason: 'Vi har sett på det' })

  it('that is upheld withdraws: not ours hides what was seen, and the story carries what the member said', async () => {
    const id = await disputedAs({ answer: 'not-ours', reason: 'Solgt i fjor.' })
    const start = await test.position()
    expect((await judge(id, true)).json).toEqual({ changed: 1 })
    expect(await test.events(start)).toMatchObject([
      { kind: 'finding.judged', payload: { upheld: true, answer: 'not-ours', reason: 'Vi har sett på det' } },
      { kind: 'finding.withdrawn', payload: { findings: [{ id }] } },
    ])
    const { json } = await test.ask(security(), 'GET', `/findings/${id}`)
    expect(json.finding).toMatchObject({ state: 'withdrawn', closedAt: now, closedBy: 'team' })
    expect(json.steps.map(({ what }: { what: string }) => what)).toEqual(['told', 'answered', 'judged'])
    expect(json.steps.at(-1).words).toBe(
      'Trukket tilbake: det var ikke deres. Dere skrev: «Solgt i fjor». Vi finner ut hvem som eier det: «Vi har sett på det».',
    )
    expect((await test.ask(security(), 'GET', `/findings/${id}/sightings`)).json.rows).toEqual([])
    expect((await test.ask(analyst, 'GET', `/findings/${id}/sightings`)).json.rows).toHaveLength(1)
  })

  it('that is upheld stays withdrawn when it is seen again on the same holding, and opens on another', async () => {
    const ip = fresh()
    const id = await disputedAs({ answer: 'false-alarm', reason: 'En honningkrukke' }, ip)
    await judge(id, true)
    expect((await test.see({ owner: fjord, ip, at: daysBefore(-1) })).tally).toMatchObject({ 'seen-again': 1, reopened: 0 })
    expect(await test.finding(id)).toMatchObject({ state: 'withdrawn', sightings: 2 })
    const other = '018f0000-0000-7000-8000-000000000001'
    expect((await test.see({ owner: fjord, ip, at: daysBefore(-2), holding: other })).tally).toMatchObject({ reopened: 1 })
    expect(await test.finding(id)).toMatchObject({ state: 'open', sightings: 3, first_seen: daysBefore(1), closed_by: null })
  })

  it('that is not upheld opens it again, and the time it took is not counted', async () => {
    const id = await disputedAs({ answer: 'false-alarm', reason: 'Bare en test' })
    const { due_at: due } = await test.finding(id)
    test.clock.set(daysBefore(-4))
    const start = await test.position()
    expect((await judge(id, false)).json).toEqual({ changed: 1 })
    expect(await test.finding(id)).toMatchObject({
      state: 'open',
      answer: null,
      told_at: null,
      due_at: later(String(due), 4 * 86_400_000),
    })
    expect((await test.events(start)).map(({ kind, payload }) => [kind, payload.upheld])).toEqual([['finding.judged', false]])
    expect(await lastWords(id, 'en', security())).toBe(
      'Open again. You wrote: «Bare en test». Our judgement: «Vi har sett på det». It is now due 25 Dec 2026.',
    )
  })

  it('is judged by nobody but the team, and only once', async () => {
    const id = await disputedAs({ answer: 'not-ours', reason: 'Solgt' })
    expect((await judge(id, true, security())).status).toBe(404)
    expect((await judge(id, true)).json).toEqual({ changed: 1 })
    expect((await judge(id, false)).json).toEqual({ changed: 0 })
  })
})

describe('closing by the team', () => {
  it('fixes with the reason in the story, and not by measurement', async () => {
    const id = await told()
    const start = await test.position()
    const body = { ids: [id], reason: 'Vi så selv at den er borte.' }
    expect((await test.ask(security(), 'POST', '/findings/closings', body)).status).toBe(404)
    expect((await test.ask(analyst, 'POST', '/findings/closings', body)).json).toEqual({ changed: 1 })
    expect(await test.events(start)).toMatchObject([{ kind: 'finding.fixed', payload: { findings: [{ id }] } }])
    const { json } = await test.ask(security(), 'GET', `/findings/${id}`)
    expect(json.finding).toMatchObject({ state: 'fixed', closedBy: 'team', closedAt: now })
    expect(json.steps.findLast(({ what }: { what: string }) => what === 'fixed')).toMatchObject({
      side: 'claim',
      words: 'Lukket av Vakt Hansen i responsmiljøet: «Vi så selv at den er borte».',
    })
  })
})

describe('told and read', () => {
  it('are steps of their own; told again in the same round it is still told since the first time', async () => {
    const { ids } = await test.see({ owner: fjord, operator: hemit, ip: fresh() })
    const start = await test.position()
    await test.told(ids)
    test.clock.set(later(now, minute))
    await test.told(ids, 'Hemit')
    expect(await test.finding(ids[0]!)).toMatchObject({ state: 'told', told_at: now })
    expect((await test.steps(ids[0]!)).map(({ what, before, after }) => [what, before, after])).toEqual([
      ['opened', null, 'open'],
      ['told', 'open', 'told'],
      ['told', null, null],
    ])
    const events = await test.events(start)
    expect(events).toMatchObject([
      { kind: 'finding.told', payload: { channel: 'mail', findings: [{ id: ids[0], operator: hemit }] } },
    ])
    expect(await lastWords(ids[0]!)).toBe('Varslet: Vaktleder hos Hemit på e-post.')
  })

  it('is read by whoever answers, but not when the team answers for them', async () => {
    const [own, teams] = [await told(), await told()]
    await answer(security(), [own], { answer: 'fixed' })
    await answer(analyst, [teams], { answer: 'fixed' })
    expect((await test.finding(own)).read_at).toBe(now)
    expect((await test.finding(teams)).read_at).toBeNull()
  })

  it('does not untell what was answered before the mail was taken', async () => {
    const { ids } = await test.see({ owner: fjord, ip: fresh() })
    await answer(security(), ids, { answer: 'fixed' })
    await test.told(ids)
    expect(await test.finding(ids[0]!)).toMatchObject({ state: 'answered', told_at: now })
  })

  it('is read once: when a person of the member opens it, not when the team or a key does', async () => {
    const id = await told()
    await test.ask(analyst, 'GET', `/findings/${id}`)
    await test.ask({ ...security(), who: { kind: 'key', id: 'key_1', name: 'SIEM' } }, 'GET', `/findings/${id}`)
    expect((await test.finding(id)).read_at).toBeNull()
    const start = await test.position()
    const reader = person(['member-reader'], [fjord], 'Leser')
    expect((await test.ask(reader, 'GET', `/findings/${id}`)).json.finding.readAt).toBe(now)
    test.clock.set(later(now, minute))
    await test.ask(security(), 'GET', `/findings/${id}`)
    expect(await test.finding(id)).toMatchObject({ state: 'told', read_at: now })
    expect((await test.events(start)).map(({ kind }) => kind)).toEqual(['finding.read'])
    expect(await lastWords(id)).toBe('Lest av Leser.')
    const heard = await told()
    await test.as(system, (tx) => markRead(tx, [heard], { name: 'Vakt', notice: null, channel: 'telephone' }, now))
    expect(await lastWords(heard)).toBe('Vakt hørte om dette på telefon.')
  })

  it('is read by the link of a notice, with the notice named', async () => {
    const [id, other] = [await told(), await told()]
    const link = await test.notice(fjord, [id])
    await test.as(link, (tx) => markRead(tx, [id, other], { name: 'Vikaren', notice: link.notice! }, now))
    expect((await test.steps(id)).at(-1)).toMatchObject({ what: 'read', who: 'Vikaren', because: { notice: link.notice } })
    expect((await test.finding(other)).read_at).toBeNull()
  })
})

describe('changes', () => {
  const copy = async (scope: Parameters<typeof test.ask>[0], after?: string, limit = 200) => {
    await test.settled()
    return copyNow(scope, after, limit)
  }
  const copyNow = async (scope: Parameters<typeof test.ask>[0], after?: string, limit = 200) => {
    const page = (await test.ask(scope, 'GET', `/findings/changes?limit=${limit}${after ? `&after=${after}` : ''}`)).json
    return page as { rows: { id: Id<'fnd'>; state: string; changedAt: string }[]; next: string }
  }

  it('come page by page in the order of the last step, each finding once until it changes again', async () => {
    const owner = await test.add('Kopi kommune')
    const mine = person(['member-reader'], [owner])
    const ids: Id<'fnd'>[] = []
    for (let each = 0; each < 7; each += 1) ids.push(...(await test.see({ owner, ip: fresh() })).ids)
    const first = await copy(mine, undefined, 3)
    const second = await copy(mine, first.next, 3)
    const third = await copy(mine, second.next, 3)
    expect([...first.rows, ...second.rows, ...third.rows].map(({ id }) => id)).toEqual(ids)
    expect((await copy(mine, third.next)).rows).toEqual([])
    await test.see({ owner, ip: '198.18.201.1' })
    await test.told([ids[2]!])
    await test.see({ owner, ip: '198.18.201.1', at: now })
    const news = await copy(mine, third.next)
    expect(news.rows.map(({ id, state }) => [id, state])).toMatchObject([
      [expect.anything(), 'open'],
      [ids[2], 'told'],
    ])
    expect(news.rows.at(-1)!.changedAt).toBe(now)
    expect((await copy(mine, news.next)).next).toBe(news.next)
  })

  it('are those that one may see: an operator what it operates, the team all', async () => {
    const id = await told()
    const all = async (scope: Parameters<typeof test.ask>[0]) => {
      const found: string[] = []
      for (let page = await copy(scope); page.rows.length > 0; page = await copy(scope, page.next))
        found.push(...page.rows.map((row) => row.id))
      return found
    }
    expect(await all(operator())).toContain(id)
    expect(await all(analyst)).toContain(id)
    expect(await all(foreign())).not.toContain(id)
    const total = await test.rows<{ n: number }>(sql`select count(*)::int as n from finding`)
    expect(new Set(await all(analyst)).size).toBe(total[0]!.n)
  })

  it('miss nothing of a transaction that settles later than one after it', async () => {
    const owner = await test.add('Sen kommune')
    const mine = person(['member-reader'], [owner])
    const { ids } = await test.see({ owner, ip: fresh() }, { owner, ip: fresh() })
    const start = (await copy(mine)).next
    const [written, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const slow = test.as(analyst, async (tx) => {
      await answerFindings(tx, { ids: [ids[0]!] }, { answer: 'fixed' }, now)
      written.resolve()
      await held.promise
    })
    await written.promise
    await test.told([ids[1]!])
    const between = await copyNow(mine, start)
    held.resolve()
    await slow
    const after = await copy(mine, between.next)
    expect(new Set([...between.rows, ...after.rows].map(({ id }) => id))).toEqual(new Set(ids))
  })

  it('begin anew after the place of another database, and refuse what is no place', async () => {
    const owner = await test.add('Flyttet kommune')
    const mine = person(['member-reader'], [owner])
    const { ids } = await test.see({ owner, ip: fresh() })
    expect((await copy(mine, `900000000000~${uuidOf(newId('fnd'))}`)).rows.map(({ id }) => id)).toEqual(ids)
    expect((await test.ask(mine, 'GET', '/findings/changes?after=1;drop')).status).toBe(422)
  })
})

describe('a finding that grows worse', () => {
  it('says so in one event, with how severe it was; one that opens or reopens says only that', async () => {
    const [ip, claimed] = [fresh(), fresh()]
    const { ids } = await test.see(
      { owner: fjord, operator: hemit, ip, severity: 'low' },
      { owner: fjord, ip: claimed, severity: 'low' },
    )
    await test.as(analyst, (tx) => answerFindings(tx, { ids: [ids[1]!] }, { answer: 'fixed' }, now))
    const since = await test.position()
    const at = later(now, minute)
    await test.see(
      { owner: fjord, operator: hemit, ip, at, severity: 'medium' },
      { owner: fjord, operator: hemit, ip, at: later(at, minute), severity: 'critical' },
      { owner: fjord, ip: claimed, at, severity: 'critical' },
      { owner: fjord, ip: fresh(), at, severity: 'critical' },
    )
    const worsened = (await test.events(since)).filter(({ kind }) => kind === 'finding.worsened')
    expect(worsened.map(({ payload }) => payload)).toEqual([
      { findings: [{ id: ids[0], organisation: fjord, operator: hemit, severity: 4, before: 1 }] },
    ])
    const quietly = await test.position()
    await test.see({ owner: fjord, operator: hemit, ip, at: later(at, 2 * minute), severity: 'critical' })
    expect(await test.events(quietly)).toEqual([])
  })
})

describe('what is told of a finding', () => {
  it('is everything that a notice needs, without those that are gone', async () => {
    const id = await told()
    const gone = newId('fnd')
    const found = await test.as(system, (tx) => findingsToTell(tx, [id, gone]))
    expect(found).toMatchObject([
      {
        id,
        organisation: fjord,
        operator: hemit,
        kind: 'open-rdp',
        severity: 2,
        state: 'told',
        toldAt: now,
        reason: { by: 'network' },
      },
    ])
    expect(found[0]!.holding).toMatch(/^hol_/)
    expect(await test.as(foreign(), (tx) => findingsToTell(tx, [id]))).toEqual([])
  })
})
