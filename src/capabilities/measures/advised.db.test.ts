import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { analyst, now, person, system } from '#capabilities/findings/fixtures/house.ts'
import { type Id, newId } from '#domain/id.ts'
import { day, hour, later } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { reopenPassed } from './actions.ts'
import { measuresCapability } from './capability.ts'
import { advisedLapsed, type Measure } from './contract.ts'
import { following } from './fixtures/house.ts'
import { type Advised, advisedProgress, markAdvisedRead, markAdvisedTold, putAdvised, withdrawAdvised } from './index.ts'

const test = following(measuresCapability)
let fjord: Id<'org'>
let dal: Id<'org'>
let operator: Id<'org'>

beforeAll(async () => {
  fjord = await test.add('Fjord kommune')
  dal = await test.add('Dal kommune')
  operator = await test.add('Hemit')
})
beforeEach(() => test.clock.set(now))

const securityOf = (...organisations: Id<'org'>[]) => {
  const security = person(['member-security'], [])
  return { ...security, who: { ...security.who, id: newId('usr') }, organisations }
}

const asked = (organisation: Id<'org'>, part: string, more: Partial<Advised> = {}): Advised => ({
  organisation,
  operator: null,
  part,
  words: {
    title: { nb: 'Hull i journalsystemet', nn: 'Hol i journalsystemet', en: 'Hole in the record system' },
    what: { nb: `Gjør ${part}`, nn: `Gjer ${part}`, en: `Do ${part}` },
  },
  assetText: 'Journal, db-tjener',
  severity: 'high',
  tlp: 'TLP:AMBER',
  pap: 'PAP:AMBER',
  dueAt: later(now, 48 * hour),
  hours: 48,
  organisationKinds: ['municipality'],
  ...more,
})

const advise = async (measures: readonly Advised[], advisory = newId('adv')): Promise<Id<'adv'>> => {
  await test.db.in(system, (tx) => putAdvised(tx, advisory, measures, now))
  return advisory
}
const of = async (advisory: Id<'adv'>, scope = analyst): Promise<Measure[]> =>
  (await test.call(scope, 'GET', `/measures?advisory=${advisory}`)).json.rows
const answer = (scope: typeof analyst, ids: readonly string[], said: object) =>
  test.call(scope, 'PUT', '/measures/answers', { ids, ...said })

describe('what a warning asks', () => {
  it('stands beside what findings ask, in the reader’s language, and is nobody else’s', async () => {
    const advisory = await advise([asked(fjord, 'a'), asked(fjord, 'b'), asked(dal, 'a')])
    const mine = await of(advisory, securityOf(fjord))
    expect(mine.map(({ part, what, state, organisation }) => [part, what, state, organisation.id])).toEqual([
      ['a', 'Gjør a', 'open', fjord],
      ['b', 'Gjør b', 'open', fjord],
    ])
    expect(mine[0]).toMatchObject({
      cause: 'advisory',
      causeId: advisory,
      kindName: 'Hull i journalsystemet',
      dueAt: later(now, 48 * hour),
    })
    expect(await of(advisory)).toHaveLength(3)
    const foreign = (await of(advisory)).find(({ organisation }) => organisation.id === dal)!
    expect((await test.call(securityOf(fjord), 'GET', `/measures/${foreign.id}`)).status).toBe(404)
  })

  it('2.02 is answered by the member in one call, for several at once: not relevant, done, done instead, accepted', async () => {
    const advisory = await advise(['a', 'b', 'c', 'd'].map((part) => asked(fjord, part)))
    const [a, b, c, d] = (await of(advisory)).toSorted((one, other) => one.part.localeCompare(other.part)).map(({ id }) => id)
    const security = securityOf(fjord)
    expect((await answer(security, [a!], { state: 'claimed' })).json).toMatchObject({ answered: 1 })
    expect((await answer(security, [b!], { state: 'not-relevant', words: 'Vi har ikke systemet' })).json).toMatchObject({
      answered: 1,
    })
    const instead = { state: 'compensated', words: 'Stengt i brannmuren', until: '2027-01-15' }
    expect((await answer(security, [c!], instead)).json).toMatchObject({ answered: 1 })
    const taken = { state: 'accepted', words: 'Byttes ut i mars', until: '2027-03-01', by: 'Daglig leder' }
    expect((await answer(security, [d!], taken)).json).toMatchObject({ answered: 1 })
    const states = Object.fromEntries(
      (await of(advisory)).map(({ id, state, answerUntil, answeredBy }) => [id, [state, answerUntil, answeredBy]]),
    )
    const who = security.who.name
    expect(states).toEqual({
      [a!]: ['claimed', null, who],
      [b!]: ['not-relevant', null, who],
      [c!]: ['compensated', '2027-01-15', who],
      [d!]: ['accepted', '2027-03-01', 'Daglig leder'],
    })
    const [progress] = await test.db.in(system, (tx) => advisedProgress(tx, system, advisory, [fjord]))
    expect(progress).toMatchObject({ organisation: fjord, measures: 4, answeredAt: now })
    expect(progress!.byState).toEqual({ claimed: 1, 'not-relevant': 1, compensated: 1, accepted: 1 })
  })

  it('an answer without its reason or its day is refused and says what to do; nothing is written', async () => {
    const advisory = await advise([asked(fjord, 'a')])
    const [{ id }] = (await of(advisory)) as [Measure]
    const security = securityOf(fjord)
    const codeOf = async (said: object) => (await answer(security, [id], said)).json.code
    expect(await codeOf({ state: 'accepted', until: '2027-01-01' })).toBe('answer-needs-words')
    expect(await codeOf({ state: 'compensated', words: 'Stengt i brannmuren' })).toBe('answer-needs-day')
    expect(await codeOf({ state: 'accepted', words: 'Fordi', until: '2020-01-01' })).toBe('answer-day-has-passed')
    expect((await of(advisory))[0]).toMatchObject({ state: 'open', answeredAt: null })
  })

  it('is answered by the operator and by the team too, and every answer stays', async () => {
    const advisory = await advise([asked(fjord, 'a', { operator })])
    const [{ id }] = (await of(advisory)) as [Measure]
    expect((await answer(securityOf(dal), [id], { state: 'claimed' })).json).toMatchObject({ answered: 0 })
    await answer(securityOf(operator), [id], { state: 'doing' })
    await answer(analyst, [id], { state: 'claimed', words: 'De ringte', by: 'IKT-leder' })
    await answer(securityOf(fjord), [id], { state: 'open' })
    const { json } = await test.call(securityOf(fjord), 'GET', `/measures/${id}`)
    expect(json.measure).toMatchObject({ state: 'open', answeredAt: null, answerWords: null })
    expect(json.answers.map((step: { state: string; as: string; by: string }) => [step.state, step.as])).toEqual([
      ['doing', 'operator'],
      ['claimed', 'team'],
      ['open', 'member'],
    ])
    expect(json.answers[1]).toMatchObject({ by: 'IKT-leder', words: 'De ringte' })
  })

  it('2.11 what is done instead is named, by one of what the warning names or in real words, and looked at again within a year', async () => {
    const instead = [
      {
        key: 'c1',
        text: { nb: 'Sett apparatet på eget nett', nn: 'Set apparatet på eige nett', en: 'Put the device on its own network' },
      },
    ]
    const offering = (part: string) => {
      const one = asked(fjord, part)
      return { ...one, words: { ...one.words, instead } }
    }
    const advisory = await advise([offering('a'), offering('b'), asked(fjord, 'c')])
    const rows = (await of(advisory)).toSorted((one, other) => one.part.localeCompare(other.part))
    const [a, b, c] = rows.map(({ id }) => id)
    expect(rows.map((row) => row.instead)).toEqual([
      [{ key: 'c1', text: 'Sett apparatet på eget nett' }],
      [{ key: 'c1', text: 'Sett apparatet på eget nett' }],
      [],
    ])
    const security = securityOf(fjord)
    const until = later(now, 30 * day).slice(0, 10)
    const codeOf = async (ids: string[], said: object) =>
      (await answer(security, ids, { state: 'compensated', ...said })).json.code
    for (const words of ['', 'abc', 'ok', 'aaa aaa aaa aaaa', '123 456 789 012', 'ja ja nei', '... --- ...'])
      expect(await codeOf([c!], { words, until }), words).toBe('answer-needs-measure')
    expect(await codeOf([a!, c!], { instead: 'c1', until })).toBe('answer-no-such-choice')
    expect(await codeOf([a!], { instead: 'c2', until })).toBe('answer-no-such-choice')
    expect(await codeOf([a!], { instead: 'c1' })).toBe('answer-needs-day')
    expect(await codeOf([a!], { instead: 'c1', until: now.slice(0, 10) })).toBe('answer-day-has-passed')
    expect(await codeOf([a!], { instead: 'c1', until: later(now, 367 * day).slice(0, 10) })).toBe('answer-day-too-far')
    expect((await of(advisory)).map(({ state }) => state)).toEqual(['open', 'open', 'open'])

    expect((await answer(security, [a!, b!], { state: 'compensated', instead: 'c1', until })).json).toMatchObject({ answered: 2 })
    const own = { state: 'compensated', words: 'Stengt i brannmuren', until: later(now, 366 * day).slice(0, 10) }
    expect((await answer(security, [c!], own)).json).toMatchObject({ answered: 1 })
    const found = (await of(advisory)).toSorted((one, other) => one.part.localeCompare(other.part))
    expect(found.map(({ state, answerWords }) => [state, answerWords])).toEqual([
      ['compensated', 'Sett apparatet på eget nett'],
      ['compensated', 'Sett apparatet på eget nett'],
      ['compensated', 'Stengt i brannmuren'],
    ])
  })

  it('2.11 what is done instead needs a named measure and a day, and is to be done again when the day has passed', async () => {
    const advisory = await advise([asked(fjord, 'a')])
    const [{ id }] = (await of(advisory)) as [Measure]
    const until = later(now, 5 * day).slice(0, 10)
    await answer(securityOf(fjord), [id], { state: 'compensated', words: 'Eget nett for apparatet', until })
    test.clock.set(later(now, 5 * day))
    expect(await reopenPassed(test.db, test.clock)).toBe(0)
    test.clock.set(later(now, 6 * day))
    expect(await reopenPassed(test.db, test.clock)).toBe(1)
    const { json } = await test.call(securityOf(fjord), 'GET', `/measures/${id}`)
    expect(json.measure).toMatchObject({ state: 'open', answerWords: 'Eget nett for apparatet' })
    expect(json.answers.at(-1)).toMatchObject({ state: 'open', as: 'clock' })
    const events = await test.db.in(system, (tx) =>
      tx.rows<{ payload: object }>(
        sql`select payload from event where kind = ${advisedLapsed} and payload->>'advisory' = ${advisory}`,
      ),
    )
    expect(events.map(({ payload }) => payload)).toEqual([
      { advisory, organisation: fjord, lapsed: [{ part: 'a', was: 'compensated', until }] },
    ])
    const bare = test.db.in(system, (tx) =>
      tx.run(sql`update measure set state = 'compensated', answer_until = null where cause = 'advisory'`),
    )
    await expect(bare).rejects.toThrow(/measure_compensated/)
  })

  it('is brought to what a new version says; what is asked as before keeps its answer, what is graver begins anew, and what is no longer asked is taken back', async () => {
    const advisory = await advise([asked(fjord, 'a'), asked(fjord, 'b'), asked(dal, 'a')])
    const first = (await of(advisory)).find(({ part, organisation }) => part === 'a' && organisation.id === fjord)!
    await answer(securityOf(fjord), [first.id], { state: 'claimed' })
    await advise([asked(fjord, 'a', { dueAt: later(now, 72 * hour), assetText: 'Journal' })], advisory)
    const kept = (await of(advisory)).find(({ id }) => id === first.id)!
    expect(kept).toMatchObject({ state: 'claimed', dueAt: later(now, 48 * hour), assetText: 'Journal' })
    await advise([asked(fjord, 'a', { dueAt: later(now, 100 * hour), hours: 60 })], advisory)
    expect((await of(advisory)).find(({ id }) => id === first.id)).toMatchObject({
      state: 'claimed',
      dueAt: later(now, 60 * hour),
    })
    await advise([asked(fjord, 'a', { severity: 'critical', dueAt: later(now, 24 * hour), hours: 24 })], advisory)
    const graver = (await of(advisory)).find(({ id }) => id === first.id)!
    expect(graver).toMatchObject({ state: 'open', dueAt: later(now, 24 * hour), answeredAt: null })
    await answer(securityOf(fjord), [first.id], { state: 'claimed' })
    await test.db.in(system, (tx) => withdrawAdvised(tx, advisory, { organisations: [fjord], parts: ['a'] }, now))
    const states = (await of(advisory)).map(({ part, organisation, state, severity }) => [
      part,
      organisation.name,
      state,
      severity,
    ])
    expect(states).toContainEqual(['a', 'Fjord kommune', 'claimed', 'critical'])
    expect(states).toContainEqual(['b', 'Fjord kommune', 'withdrawn', 'high'])
    expect(states).toContainEqual(['a', 'Dal kommune', 'withdrawn', 'high'])
    expect(
      (
        await answer(securityOf(dal), [(await of(advisory)).find(({ organisation }) => organisation.id === dal)!.id], {
          state: 'claimed',
        })
      ).json,
    ).toMatchObject({ answered: 0 })
  })

  it('what becomes more urgent six days after it was asked has no longer than before', async () => {
    const advisory = await advise([asked(fjord, 'a', { dueAt: later(now, 24 * hour), hours: 168 })])
    await advise([asked(fjord, 'a', { dueAt: later(now, 72 * hour), hours: 72 })], advisory)
    expect((await of(advisory))[0]).toMatchObject({ state: 'open', dueAt: later(now, 24 * hour) })
  })

  it('what was taken back and is asked again is unanswered, whatever was said to the old question', async () => {
    const advisory = await advise([asked(fjord, 'a')])
    const [first] = await of(advisory)
    await answer(securityOf(fjord), [first!.id], { state: 'claimed' })
    await test.db.in(system, (tx) => withdrawAdvised(tx, advisory, { organisations: [], parts: [] }, now))
    expect((await of(advisory))[0]).toMatchObject({ state: 'withdrawn' })
    await advise([asked(fjord, 'a')], advisory)
    expect((await of(advisory))[0]).toMatchObject({ id: first!.id, state: 'open', answeredAt: null })
  })

  it('told and read are noted once, and reading by the team is none', async () => {
    const advisory = await advise([asked(fjord, 'a'), asked(fjord, 'b')])
    await test.db.in(system, (tx) => markAdvisedTold(tx, advisory, [fjord, dal], 'mail', later(now, hour)))
    await test.db.in(system, (tx) => markAdvisedTold(tx, advisory, [fjord], 'telephone', later(now, 2 * hour)))
    const read = (scope: typeof analyst, at: number) =>
      test.db.in(scope, (tx) => markAdvisedRead(tx, advisory, later(now, at * hour)))
    expect(await read(analyst, 3)).toBe(0)
    expect(await read(securityOf(dal), 3)).toBe(0)
    expect(await read(securityOf(fjord), 4)).toBe(2)
    expect(await read(securityOf(fjord), 5)).toBe(0)
    expect((await of(advisory))[0]).toMatchObject({ toldAt: later(now, hour), readAt: later(now, 4 * hour) })
  })
})
