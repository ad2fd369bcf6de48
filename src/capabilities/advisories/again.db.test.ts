import { beforeAll, describe, expect, it } from 'vitest'
import { now, person, system } from '#capabilities/findings/fixtures/house.ts'
import { answer, reopenPassed } from '#capabilities/measures/actions.ts'
import { type AdvisedLapsed, advisedLapsed } from '#capabilities/measures/contract.ts'
import { following } from '#capabilities/measures/fixtures/house.ts'
import { advisedStand } from '#capabilities/measures/index.ts'
import { putContact } from '#capabilities/members/actions.ts'
import { noteCall } from '#capabilities/notices/index.ts'
import { escalate } from '#capabilities/notices/ladder.ts'
import { usualChoice } from '#capabilities/subscriptions/rules.ts'
import { saveChoice } from '#capabilities/subscriptions/store.ts'
import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import { day, hour, later, type Utc } from '#domain/time.ts'
import { readConfig } from '#platform/config.ts'
import { sql } from '#platform/db/db.ts'
import { advisoriesCapability } from './capability.ts'
import { inThree, warn, warningContent } from './fixtures/warn.ts'
import { tellLapsed } from './lapsed.ts'
import { reachedCounts } from './store-reached.ts'
import { noteTold, tellPage } from './tell.ts'

const test = following(advisoriesCapability)
const url = 'https://varde.example'
const [close, upgrade, instead] = warningContent().measures as [
  ReturnType<typeof warningContent>['measures'][number],
  ReturnType<typeof warningContent>['measures'][number],
  ReturnType<typeof warningContent>['measures'][number],
]
let fjord: Id<'org'>
let dal: Id<'org'>

beforeAll(async () => {
  fjord = await test.add('Fjord kommune')
  dal = await test.add('Dal kommune')
  for (const [id, name] of [
    [fjord, 'fjord'],
    [dal, 'dal'],
  ] as const)
    for (const [role, who] of [
      ['security', 'vakta'],
      ['management', 'ledelsen'],
    ] as const) {
      const contact = { role, name: who, email: `${who}@${name}.example`, telephone: null, language: 'nb', pgpKey: null }
      expect(await test.db.in(system, (tx) => putContact(tx, system, id, contact as never, now))).toMatchObject({ ok: true })
    }
})

const tell = (advisory: Id<'adv'>, version: number, at: Utc) =>
  test.db.in(system, (tx) => tellPage(tx, { advisory, version, url }, at))
const publish = async (
  more: Parameters<typeof warningContent>[0],
  at: Utc,
  { to = [fjord], again }: { to?: Id<'org'>[]; again?: Id<'adv'> } = {},
) => {
  test.clock.set(at)
  const id = await warn(test.db, { organisations: to, content: warningContent(more), ...(again && { again }) }, at)
  await test.react()
  return id
}
const told = (advisory: Id<'adv'>, recipient: Id<'org'>, at: Utc) =>
  test.db.in(system, (tx) => noteTold(tx, { advisory, recipient, channel: 'mail' }, at))
const measuresOf = (advisory: Id<'adv'>, organisation: Id<'org'>) =>
  test.db.in(system, (tx) =>
    tx.rows<{ id: string; part: string; state: string; due: Utc; told: Utc | null }>(sql`
      select 'msr_' || replace(id::text, '-', '') as id, part, state, due_at as due, told_at as told from measure
      where cause_id = ${uuidOf(advisory)}::uuid and organisation_id = ${uuidOf(organisation)}::uuid order by part`),
  )
const say = async (organisation: Id<'org'>, ids: readonly string[], said: object, at: Utc) => {
  const security = person(['member-security'], [])
  const scope = { ...security, who: { ...security.who, id: newId('usr') }, organisations: [organisation] }
  const done = await test.db.in(scope, (tx) => answer(tx, scope, { ids: ids as Id<'msr'>[], ...said } as never, at))
  expect(done).toMatchObject({ ok: true, value: { answered: ids.length } })
  await test.react()
}
const lastNotice = (advisory: Id<'adv'>, recipient: Id<'org'>) =>
  test.db.in(system, async (tx) => {
    const row = await tx.one<{
      id: string
      subject: string
      text: string
      state: string
      waiting: number
      findings: number
      answered: number
      rung: number
      by: Utc | null
    }>(sql`
      select id, subject, text, state, findings, answered, rung, answer_by as by,
        (select count(*)::int from delivery d where d.notice_id = notice.id and d.state = 'queued') as waiting from notice
      where about_id = ${uuidOf(advisory)}::uuid and recipient_id = ${uuidOf(recipient)}::uuid order by id desc limit 1`)
    return { ...row!, id: toId('ntc', row!.id), text: row!.text.replaceAll(/\s+/g, ' ') }
  })
const reached = async (advisory: Id<'adv'>, recipient: Id<'org'>, at: Utc) => {
  const { id } = await lastNotice(advisory, recipient)
  await test.db.in(system, (tx) => noteCall(tx, { id, reached: true, contact: 'Vakta', text: '' }, at))
}

describe('a new version of a warning', () => {
  it('leaves what is asked as before with its deadline and its answer, and asks nothing of whoever has answered all', async () => {
    const id = await publish({}, now, { to: [fjord, dal] })
    await tell(id, 1, now)
    await told(id, fjord, now)
    const first = await measuresOf(id, fjord)
    await say(fjord, [first[0]!.id], { state: 'claimed' }, later(now, hour))
    await say(fjord, [first[1]!.id], { state: 'not-relevant', words: 'Har den ikke' }, later(now, hour))
    const at = later(now, 2 * day)
    await publish({ summary: inThree('Flere kilder bekrefter det.') }, at, { to: [fjord, dal], again: id })
    await tell(id, 2, at)
    expect((await measuresOf(id, fjord)).map(({ state, due, told: toldAt }) => [state, due, toldAt])).toEqual([
      ['claimed', later(now, 24 * hour), now],
      ['not-relevant', later(now, 168 * hour), now],
    ])
    expect((await measuresOf(id, dal)).map(({ state, due }) => [state, due])).toEqual([
      ['open', later(now, 24 * hour)],
      ['open', later(now, 168 * hour)],
    ])
    const notice = await lastNotice(id, fjord)
    expect(notice).toMatchObject({ findings: 2, answered: 2, state: 'queued', waiting: 1, by: null })
    expect(notice.text).toContain('Dere har alt svart på dette')
    expect(notice.text).not.toContain('{{answer}}')
    await reached(id, fjord, at)
    expect((await lastNotice(id, fjord)).by).toBeNull()
    expect(await lastNotice(id, dal)).toMatchObject({ findings: 2, answered: 0 })
    const counts = await test.db.in(system, (tx) => reachedCounts(tx, system, [id]))
    expect(counts.get(id)).toMatchObject({ answered: 1 })
    // Whoever takes an answer back is asked by the newest text, and by that alone.
    await say(fjord, [first[0]!.id], { state: 'open' }, at)
    expect(await lastNotice(id, fjord)).toMatchObject({ findings: 2, answered: 1, by: expect.any(String) })
    const asking = await test.db.in(system, (tx) =>
      tx.rows<{ id: string }>(sql`
        select id from notice where about_id = ${uuidOf(id)}::uuid and recipient_id = ${uuidOf(fjord)}::uuid and answer_by is not null`),
    )
    expect(asking.map((one) => toId('ntc', one.id))).toEqual([notice.id])
    await say(fjord, [first[0]!.id], { state: 'claimed' }, at)
    expect(await lastNotice(id, fjord)).toMatchObject({ answered: 2, state: 'answered', by: null })
  })

  it('begins anew only what is changed or new, with a step that says so; whoever answered the rest is asked that alone', async () => {
    const id = await publish({}, now)
    await tell(id, 1, now)
    const first = await measuresOf(id, fjord)
    await say(
      fjord,
      first.map((one) => one.id),
      { state: 'claimed' },
      later(now, hour),
    )
    const at = later(now, day)
    const third = { ...upgrade, key: 'm4', text: inThree('Bytt passord') }
    await publish({ measures: [close, { ...upgrade, text: inThree('Oppgrader til 7.1') }, third, instead] }, at, { again: id })
    await tell(id, 2, at)
    expect((await measuresOf(id, fjord)).map(({ part, state, due }) => [part, state, due])).toEqual([
      ['m1', 'claimed', later(now, 24 * hour)],
      ['m2', 'open', later(at, 168 * hour)],
      ['m4', 'open', later(at, 168 * hour)],
    ])
    const notice = await lastNotice(id, fjord)
    expect(notice).toMatchObject({ findings: 3, answered: 1 })
    expect(notice.text).toContain('{{answer}}')
    expect(notice.text).toMatch(/1\. Oppgrader til 7\.1\. .*2\. Bytt passord/)
    const steps = await test.db.in(system, (tx) =>
      tx.rows<{ state: string; as: string }>(sql`
        select s.state, s.as_who as as from measure_step s join measure m on m.id = s.measure_id
        where m.cause_id = ${uuidOf(id)}::uuid and m.part = 'm2' order by s.id`),
    )
    expect(steps).toEqual([
      { state: 'claimed', as: 'member' },
      { state: 'open', as: 'version' },
    ])
  })
})

describe('silence is followed up by the shortest deadline of what is not answered', () => {
  it('*do now* in a low warning goes up the ladder as a critical one; when that is answered the rest is waited for', async () => {
    const id = await publish({ severity: 'low' }, now, { to: [fjord, dal] })
    await tell(id, 1, now)
    for (const member of [fjord, dal]) await reached(id, member, now)
    expect((await lastNotice(id, fjord)).by).toBe(later(now, 4 * hour))
    const mine = await measuresOf(id, fjord)
    await say(fjord, [mine[0]!.id], { state: 'claimed' }, now)
    expect((await lastNotice(id, fjord)).by).toBe(later(now, 168 * hour))
    test.clock.set(later(now, 4 * hour))
    expect(await escalate({ db: test.db, clock: test.clock, config: readConfig({}) })).toBe(1)
    expect((await lastNotice(id, dal)).rung).toBe(1)
    expect((await lastNotice(id, fjord)).rung).toBe(0)
  })
})

describe('when the day has passed until which an answer held', () => {
  it('the member is told in one sentence, is asked anew, and counts as unanswered from then', async () => {
    const id = await publish({}, now)
    await tell(id, 1, now)
    await told(id, fjord, now)
    const mine = await measuresOf(id, fjord)
    await say(fjord, [mine[0]!.id], { state: 'claimed' }, now)
    const until = later(now, 5 * day).slice(0, 10)
    await say(fjord, [mine[1]!.id], { state: 'compensated', words: 'Eget nett for apparatet', until }, now)
    const counted = async () => (await test.db.in(system, (tx) => reachedCounts(tx, system, [id]))).get(id)
    expect(await counted()).toMatchObject({ answered: 1 })
    const at = later(now, 7 * day)
    test.clock.set(at)
    expect(await reopenPassed(test.db, test.clock)).toBe(1)
    test.asked.length = 0
    await test.react()
    expect(test.asked).toContain('advisories.lapsed')
    expect(await counted()).toMatchObject({ answered: 0 })
    const [stand] = await test.db.in(system, (tx) => advisedStand(tx, system, [id], at))
    expect(stand).toMatchObject({ asked: 2, answered: 1, answeredAt: null, overdue: 0 })
    const payload = { advisory: id, organisation: fjord, lapsed: [{ part: 'm2', was: 'compensated' as const, until }] }
    expect(await test.db.in(system, (tx) => tellLapsed(tx, payload, { url }, at))).toBe(true)
    const notice = await lastNotice(id, fjord)
    expect(notice.subject).toContain('Svar på nytt: Steng fjernpålogging')
    expect(notice.text).toContain('Det dere gjorde i stedet, skulle vurderes på nytt')
    expect(notice.text).toContain('og nå må dere svare på nytt: Oppgrader')
    expect(notice.text).toContain('{{answer}}')
    await say(fjord, [mine[1]!.id], { state: 'claimed' }, at)
    expect(await test.db.in(system, (tx) => tellLapsed(tx, payload, { url }, at))).toBe(false)
  })

  it('what was chosen where nothing can be mended is named too: of a warning that names only that, the choice is asked for anew', async () => {
    const id = await publish({ measures: [instead] }, now)
    await tell(id, 1, now)
    const mine = await measuresOf(id, fjord)
    expect(mine.map(({ part }) => part)).toEqual(['instead'])
    const until = later(now, 5 * day).slice(0, 10)
    await say(fjord, [mine[0]!.id], { state: 'compensated', instead: instead.key, until }, now)
    const at = later(now, 7 * day)
    test.clock.set(at)
    await reopenPassed(test.db, test.clock)
    await test.react()
    const [happened] = await test.db.in(system, (tx) =>
      tx.rows<{ payload: AdvisedLapsed }>(
        sql`select payload from event where kind = ${advisedLapsed} and payload->>'advisory' = ${id}`,
      ),
    )
    expect(happened!.payload.lapsed).toEqual([{ part: 'instead', was: 'compensated', until }])
    expect(await test.db.in(system, (tx) => tellLapsed(tx, happened!.payload, { url }, at))).toBe(true)
    expect((await lastNotice(id, fjord)).text).toContain(
      'og nå må dere svare på nytt: Velg hva dere gjør når feilen ikke kan rettes, og når dere ser på det igjen.',
    )
  })

  it('the member is told by the ways and in the language that it wants', async () => {
    const id = await publish({}, now)
    await tell(id, 1, now)
    const mine = await measuresOf(id, fjord)
    const until = later(now, 5 * day).slice(0, 10)
    await say(fjord, [mine[1]!.id], { state: 'compensated', words: 'Eget nett for apparatet', until }, now)
    const at = later(now, 7 * day)
    test.clock.set(at)
    await reopenPassed(test.db, test.clock)
    await test.react()
    const choice = { ...usualChoice, language: 'en' as const }
    await test.db.in(system, (tx) => saveChoice(tx, system, { organisation: fjord, contact: null }, choice, at))
    const payload = { advisory: id, organisation: fjord, lapsed: [{ part: 'm2', was: 'compensated' as const, until }] }
    expect(await test.db.in(system, (tx) => tellLapsed(tx, payload, { url }, at))).toBe(true)
    expect((await lastNotice(id, fjord)).subject).toContain('Answer again: Steng fjernpålogging (en)')
  })
})
