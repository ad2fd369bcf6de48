import { v7 } from 'uuid'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Id, uuidOf } from '#domain/id.ts'
import { sql } from '#platform/db/db.ts'
import { forgetPage, settleForgotten } from './actions.ts'
import { answerFindings } from './answers.ts'
import { analyst, daysBefore, house, now, person, system } from './fixtures/house.ts'

const test = house()
let fjord: Id<'org'>
let last = 0
const fresh = (): string => {
  last += 1
  return `198.18.0.${last}`
}
beforeAll(async () => {
  fjord = await test.add('Fjord kommune')
})
beforeEach(() => test.clock.set(now))

const security = () => person(['member-security'], [fjord])
/** Takes an import back, as feeds does. */
const forget = (importId: string) =>
  test.as(system, async (tx) => {
    const { findings } = await forgetPage(tx, importId, 1_000)
    await settleForgotten(tx, importId, findings, test.clock.now())
  })
const answerFixed = (id: Id<'fnd'>) =>
  test.as(security(), (tx) => answerFindings(tx, { ids: [id] }, { answer: 'fixed' }, test.clock.now()))
const story = async (id: Id<'fnd'>) =>
  (await test.ask(security(), 'GET', `/findings/${id}`)).json as {
    finding: Record<string, unknown>
    steps: { what: string; words: string }[]
  }
const whats = async (id: Id<'fnd'>) => (await test.steps(id)).map(({ what }) => what)
const roundOf = async (id: Id<'fnd'>) => {
  const { state, told_at, read_at, answer, answered_at, answer_until, closed_by, closed_at, due_at } = await test.finding(id)
  return { state, told_at, read_at, answer, answered_at, answer_until, closed_by, closed_at, due_at }
}

describe('A report that is withdrawn', () => {
  it('leaves a member that was told a story: that it was told, what it answered, and that it was taken back', async () => {
    const wrong = v7()
    const { ids } = await test.see({ owner: fjord, ip: fresh(), import: wrong })
    const [id] = ids as [Id<'fnd'>]
    await test.told([id])
    await answerFixed(id)
    const start = await test.position()
    await forget(wrong)
    const { finding, steps } = await story(id)
    expect(finding).toMatchObject({ state: 'withdrawn', sightings: 0, toldAt: now, answer: 'fixed', answerUntil: null })
    expect(steps.map(({ words }) => words)).toEqual([
      'Varslet: Vaktleder hos Fjord kommune på e-post.',
      'Kari Nordmann svarte: rettet.',
      'Trukket tilbake: rapporten var feil.',
    ])
    expect(await whats(id)).toEqual(['opened', 'told', 'answered', 'withdrawn'])
    expect((await test.events(start)).map(({ kind }) => kind)).toEqual(['finding.withdrawn'])
  })

  it('leaves nothing of what nobody was told of', async () => {
    const wrong = v7()
    const { ids } = await test.see({ owner: fjord, ip: fresh(), import: wrong })
    await forget(wrong)
    expect(await test.rows(sql`select from finding where id = ${uuidOf(ids[0]!)}::uuid`)).toEqual([])
  })

  it('keeps the answers of a finding that others saw too', async () => {
    const wrong = v7()
    const ip = fresh()
    const { ids } = await test.see({ owner: fjord, ip }, { owner: fjord, ip, import: wrong, source: 'other' })
    await test.told([ids[0]!])
    await answerFixed(ids[0]!)
    await forget(wrong)
    expect(await test.finding(ids[0]!)).toMatchObject({ state: 'answered', answer: 'fixed', told_at: now, sightings: 1 })
    expect(await whats(ids[0]!)).toEqual(['opened', 'told', 'answered'])
  })

  it('gives a claim back that it alone had contradicted, as if nothing had been', async () => {
    const ip = fresh()
    const { ids } = await test.see({ owner: fjord, ip })
    const [id] = ids as [Id<'fnd'>]
    await test.told([id])
    await answerFixed(id)
    const before = await roundOf(id)
    const wrong = v7()
    test.clock.set(daysBefore(-2))
    await test.see({ owner: fjord, ip, at: daysBefore(-1), import: wrong })
    expect(await roundOf(id)).not.toEqual(before)
    const start = await test.position()
    await forget(wrong)
    expect(await roundOf(id)).toEqual(before)
    expect(await whats(id)).toEqual(['opened', 'told', 'answered'])
    expect(await test.events(start)).toMatchObject([
      {
        kind: 'finding.restored',
        payload: { cause: 'report-withdrawn', findings: [{ id, state: 'answered', answer: 'fixed' }] },
      },
    ])
  })

  it('leaves the contradiction to whoever else saw it after the claim', async () => {
    const ip = fresh()
    const { ids } = await test.see({ owner: fjord, ip })
    await answerFixed(ids[0]!)
    const wrong = v7()
    test.clock.set(daysBefore(-3))
    await test.see({ owner: fjord, ip, at: daysBefore(-1), import: wrong })
    await test.see({ owner: fjord, ip, at: daysBefore(-2), source: 'other' })
    await forget(wrong)
    expect((await test.finding(ids[0]!)).state).toBe('open')
    expect((await test.steps(ids[0]!)).at(-1)).toMatchObject({
      what: 'contradicted',
      because: { source: 'other', seenAt: daysBefore(-2) },
    })
  })

  it('that had reopened what is over, and was told of, leaves it as it was, with all of that in the story', async () => {
    const ip = fresh()
    const { ids } = await test.see({ owner: fjord, ip })
    const [id] = ids as [Id<'fnd'>]
    await test.told([id])
    await test.ask(analyst, 'POST', '/findings/closings', { ids: [id], reason: 'Sett selv' })
    const before = await roundOf(id)
    const wrong = v7()
    test.clock.set(daysBefore(-2))
    await test.see({ owner: fjord, ip, at: daysBefore(-1), import: wrong })
    await test.told([id])
    await answerFixed(id)
    const start = await test.position()
    await forget(wrong)
    expect((await test.events(start)).map(({ kind }) => kind)).toEqual(['finding.restored'])
    expect(await roundOf(id)).toEqual(before)
    expect(await whats(id)).toEqual(['opened', 'told', 'fixed', 'reopened', 'told', 'answered', 'restored'])
    const { steps } = await story(id)
    expect(steps.find(({ what }) => what === 'restored')!.words).toBe('Som før: rapporten som åpnet det igjen, var feil.')
    // It is seen again by somebody who is right.
    await test.see({ owner: fjord, ip, at: daysBefore(-2) })
    expect((await test.finding(id)).state).toBe('open')
  })

  it('leaves judged what the team has judged since', async () => {
    const ip = fresh()
    const { ids } = await test.see({ owner: fjord, ip })
    const [id] = ids as [Id<'fnd'>]
    await answerFixed(id)
    const wrong = v7()
    test.clock.set(daysBefore(-2))
    await test.see({ owner: fjord, ip, at: daysBefore(-1), import: wrong })
    await test.as(security(), (tx) =>
      answerFindings(tx, { ids: [id] }, { answer: 'not-ours', reason: 'Solgt' }, test.clock.now()),
    )
    await test.ask(analyst, 'POST', '/findings/judgements', { ids: [id], upheld: true, reason: 'Stemmer' })
    await forget(wrong)
    expect((await test.finding(id)).state).toBe('withdrawn')
  })
})
