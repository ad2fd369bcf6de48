import { beforeAll, expect, it } from 'vitest'
import { change, create, publish, review, send, withdraw } from '#capabilities/advisories/actions.ts'
import { advisoriesCapability } from '#capabilities/advisories/capability.ts'
import type { AdvisoryContent } from '#capabilities/advisories/contract.ts'
import { emptyAudience, emptyContent } from '#capabilities/advisories/rules.ts'
import { tellPage } from '#capabilities/advisories/tell.ts'
import { analyst, now, person, system } from '#capabilities/findings/fixtures/house.ts'
import { answer } from '#capabilities/measures/actions.ts'
import { type AnswerState, advisedAnswered } from '#capabilities/measures/contract.ts'
import { following } from '#capabilities/measures/fixtures/house.ts'
import { judge } from '#capabilities/measures/index.ts'
import { putContact } from '#capabilities/members/actions.ts'
import { advisedTold } from '#capabilities/notices/contract.ts'
import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import { hour, later, type Utc } from '#domain/time.ts'
import { sql, type Tx } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { applyCalls } from './actions.ts'
import { silenceCapability } from './capability.ts'
import type { AdvisoryEffect, EffectFigures, EffectRow, SilenceRow, Totals } from './contract.ts'
import { effectsOf } from './effect.ts'
import { percentile, stageOf } from './rules.ts'
import { silentEverywhere } from './silence.ts'

const minute = hour / 60
const test = following({
  ...advisoriesCapability,
  errors: { ...advisoriesCapability.errors, ...silenceCapability.errors },
  routes: (app) => {
    advisoriesCapability.routes(app)
    silenceCapability.routes(app)
  },
})
const reviewer = { ...analyst, who: { ...analyst.who, id: newId('usr'), name: 'Vakt' } }
const url = 'https://varde.example'
const words = (text: string) => ({ nb: text, nn: text, en: text })
const members: Id<'org'>[] = []

beforeAll(async () => {
  for (let number = 0; number < 24; number++) {
    const member = await test.add(`Kommune ${String(number).padStart(2, '0')}`)
    members.push(member)
    await contact(member, 'security', `Vakta ${number}`, `vakt${number}@kommune.example`, `+47 22 00 00 ${10 + number}`)
    await contact(member, 'management', `Leiinga ${number}`, `leiing${number}@kommune.example`, null)
  }
})

async function contact(member: Id<'org'>, role: string, name: string, email: string | null, telephone: string | null) {
  const given = { role, name, email, telephone, language: 'nb', pgpKey: null } as never
  expect(await test.db.in(system, (tx) => putContact(tx, system, member, given, now))).toMatchObject({ ok: true })
}

const securityOf = (organisation: Id<'org'>) => {
  const security = person(['member-security'], [])
  return { ...security, who: { ...security.who, id: newId('usr') }, organisations: [organisation] }
}

const done = <Value>(result: { ok: true; value: Value } | { ok: false; reason: unknown }): Value => {
  if (!result.ok) throw new Error(String(result.reason))
  return result.value
}

const content = (more: Partial<AdvisoryContent> = {}): AdvisoryContent => ({
  ...emptyContent('vulnerability'),
  severity: 'high',
  title: words('Steng fjernpålogging'),
  summary: words('Feilen utnyttes nå.'),
  what: words('Angripere tar over økter.'),
  who: words('Alle som har den.'),
  references: [{ summary: 'Leverandøren', url: 'https://vendor.example/1' }],
  measures: [
    { key: 'm1', group: 'now', text: words('Steng porten'), hours: 24 },
    { key: 'm2', group: 'week', text: words('Oppgrader'), hours: 168 },
  ],
  ...more,
})

/** Writes a warning as far as its draft, which is at work. */
const drafted = async (given: AdvisoryContent, to: readonly Id<'org'>[]): Promise<{ id: Id<'adv'>; revision: number }> =>
  test.db.in(analyst, async (tx) => {
    const { id } = done(await create(tx, analyst, { content: given, source: null }, now))
    const audience = { ...emptyAudience(), organisations: [...to] }
    const saved = await change(tx, analyst, { id, revision: 1, content: given, audience, source: null }, 'nb', now)
    return { id, revision: done(saved).revision }
  })

/** Publishes a draft, and lets everybody's notice be made. */
async function published({ id, revision }: { id: Id<'adv'>; revision: number }): Promise<Id<'adv'>> {
  const sent = done(await test.db.in(analyst, (tx) => send(tx, analyst, { id, revision, words: '' }, now)))
  const approval = { id, revision: sent.revision, approve: true, words: '' }
  const read = done(await test.db.in(reviewer, (tx) => review(tx, reviewer, approval, now)))
  done(await test.db.in(analyst, (tx) => publish(tx, analyst, { id, revision: read.revision }, 'nb', now)))
  await test.react()
  await test.db.in(system, (tx) => tellPage(tx, { advisory: id, version: 1, url }, now))
  return id
}

const warning = async (to: readonly Id<'org'>[] = members, more: Partial<AdvisoryContent> = {}): Promise<Id<'adv'>> =>
  published(await drafted(content(more), to))

/** A server took the mail of these. */
async function told(advisory: Id<'adv'>, organisations: readonly Id<'org'>[], at: Utc): Promise<void> {
  await test.db.in(system, async (tx) => {
    await tx.run(sql`
      update delivery d set state = 'sent', sent_at = ${at}, next_try_at = null from notice n
      where n.id = d.notice_id and n.about_id = ${uuidOf(advisory)}::uuid and n.recipient_id = any(${organisations.map(uuidOf)}::uuid[])`)
    await tx.run(sql`
      update notice set state = 'sent', sent_at = ${at} where about_id = ${uuidOf(advisory)}::uuid
        and recipient_id = any(${organisations.map(uuidOf)}::uuid[])`)
    for (const recipient of organisations) await emit(tx, advisedTold, { advisory, recipient, channel: 'mail' }, at)
  })
  await test.react()
}

async function opens(advisory: Id<'adv'>, organisation: Id<'org'>, at: Utc): Promise<void> {
  test.clock.set(at)
  expect((await test.call(securityOf(organisation), 'GET', `/advisories/ours/${advisory}`)).status).toBe(200)
  await test.react()
  test.clock.set(now)
}

async function answers(advisory: Id<'adv'>, organisation: Id<'org'>, part: string, state: AnswerState, at: Utc): Promise<void> {
  const security = securityOf(organisation)
  const row = await test.db.in(system, (tx) =>
    tx.one<{ id: string }>(sql`
      select id from measure where cause_id = ${uuidOf(advisory)}::uuid and organisation_id = ${uuidOf(organisation)}::uuid and part = ${part}`),
  )
  const given = { ids: [toId('msr', row!.id)], state, ...(state === 'not-relevant' && { words: 'Har den ikke' }) }
  done(await test.db.in(security, (tx) => answer(tx, security, given, at)))
  await test.react()
}

/** An inventory contradicts, or proves, what these say they have done. */
async function measured(advisory: Id<'adv'>, organisations: readonly Id<'org'>[], state: 'done' | 'disputed', at: Utc) {
  await test.db.in(system, async (tx) => {
    const rows = await tx.rows<{ id: string }>(sql`
      select id from measure where cause_id = ${uuidOf(advisory)}::uuid and organisation_id = any(${organisations.map(uuidOf)}::uuid[])
        and state = 'claimed' order by id`)
    const ids = rows.map(({ id }) => toId('msr', id))
    await judge(
      tx,
      ids,
      ids.map((id) => ({ id, state, why: words(state === 'done' ? 'Ingen berørt versjon' : 'Har fortsatt 1.0') })),
      at,
    )
    if (ids.length > 0) await emit(tx, advisedAnswered, { advisory, organisations: [...organisations], isSaid: true }, at)
  })
  await test.react()
}

async function silence(advisory: Id<'adv'>, query = '', at = now) {
  test.clock.set(at)
  const answered = await test.call(analyst, 'GET', `/advisories/${advisory}/silence?limit=200${query}`)
  test.clock.set(now)
  expect(answered.status).toBe(200)
  return answered.json as { rows: SilenceRow[]; next?: string; count: number; totals: Totals; escalation: object }
}
const idsOf = (rows: readonly SilenceRow[]) => rows.map(({ organisation }) => organisation.id).sort()
const rowOf = async (advisory: Id<'adv'>, organisation: Id<'org'>, at = now) =>
  (await silence(advisory, '', at)).rows.find((row) => row.organisation.id === organisation)!

const remind = (advisory: Id<'adv'>, body: object, at = now) => {
  test.clock.set(at)
  return test.call(analyst, 'POST', `/advisories/${advisory}/reminders`, body).finally(() => test.clock.set(now))
}

it('2.05 after N hours the silence list of a warning is whoever it went to without those who acknowledged', async () => {
  const advisory = await warning()
  await told(advisory, members.slice(0, 20), later(now, hour))
  for (const member of members.slice(0, 10)) await opens(advisory, member, later(now, 2 * hour))
  for (const member of members.slice(0, 6)) await answers(advisory, member, 'm1', 'claimed', later(now, 3 * hour))
  await answers(advisory, members[0]!, 'm2', 'not-relevant', later(now, 3 * hour))
  await answers(advisory, members[7]!, 'm2', 'doing', later(now, 3 * hour))
  // Who took its answer back has acknowledged nothing that stands.
  await answers(advisory, members[5]!, 'm1', 'open', later(now, 4 * hour))

  const acknowledged = [...members.slice(0, 5), members[7]!]
  const expected = members.filter((member) => !acknowledged.includes(member)).sort()
  const hours = 72
  const { rows, count, totals } = await silence(advisory, `&silent=true&quiet=${hours}`, later(now, (hours + 1) * hour))
  expect(idsOf(rows)).toEqual(expected)
  expect(count).toBe(expected.length)
  expect(totals).toMatchObject({ addressed: 24, told: 20, silent: 18 })
  expect(totals.byStage).toEqual({
    untold: 4,
    told: 10,
    read: 4,
    disputed: 0,
    partly: 5,
    answered: 0,
    claimed: 1,
    proved: 0,
    'not-relevant': 0,
    noted: 0,
  })
  // An hour before, only those have been silent for so long whom nothing reached.
  const before = await silence(advisory, `&silent=true&quiet=${hours}`, later(now, hours * hour))
  expect(idsOf(before.rows)).toEqual(members.slice(20).sort())
})

it('The table is filtered, ordered and paged by key, and says of each why it was addressed and whom to try next', async () => {
  const advisory = await warning()
  await told(advisory, members.slice(0, 12), later(now, hour))
  await opens(advisory, members[3]!, later(now, 2 * hour))
  const at = later(now, 30 * hour)
  const seen: string[] = []
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    test.clock.set(at)
    const page = (
      await test.call(analyst, 'GET', `/advisories/${advisory}/silence?limit=7&sort=name${after ? `&after=${after}` : ''}`)
    ).json
    seen.push(...(page.rows as SilenceRow[]).map(({ organisation }) => organisation.name))
    after = page.next
  }
  expect(seen).toEqual([...seen].sort())
  expect(seen).toHaveLength(24)
  expect(idsOf((await silence(advisory, '&stage=read', at)).rows)).toEqual([members[3]])
  expect((await silence(advisory, '&overdue=true', at)).count).toBe(24)
  expect((await silence(advisory, '&overdue=true', later(now, 2 * hour))).count).toBe(0)
  const first = await rowOf(advisory, members[0]!, at)
  expect(first).toMatchObject({
    stage: 'told',
    asked: 2,
    overdue: 1,
    quietHours: 29,
    noNext: null,
    next: { channel: 'mail', contact: 'Leiinga 0', address: 'leiing0@kommune.example' },
    ways: [{ channel: 'mail', state: 'sent', contact: 'Vakta 0' }],
  })
  expect(first.why).toHaveLength(1)
  // What waits to go out has not been tried in vain.
  expect(await rowOf(advisory, members[20]!, at)).toMatchObject({ next: null, noNext: 'on-its-way' })
  // A high warning that asks something within a day is followed up as a critical one.
  expect((await silence(advisory)).escalation).toEqual({ patienceHours: 4, againHours: 2, undoMinutes: 2, message: false })
})

it('A reminder goes to the next contact or channel that nobody tried, never twice so soon without a reason, and can be taken back', async () => {
  const advisory = await warning()
  await told(advisory, members, now)
  await answers(advisory, members[1]!, 'm1', 'claimed', now)
  await answers(advisory, members[1]!, 'm2', 'claimed', now)
  const outsider = await test.add('Utanfor kommune')
  const at = later(now, 5 * hour)
  const first = await remind(advisory, { organisations: [members[0], members[1], outsider] }, at)
  expect(first.json.reminded).toMatchObject([{ organisation: members[0], channel: 'mail' }])
  expect(first.json.left.sort((one: { why: string }, other: { why: string }) => one.why.localeCompare(other.why))).toEqual([
    { organisation: members[1], why: 'answered' },
    { organisation: outsider, why: 'not-addressed' },
  ])
  const queued = await deliveriesTo(advisory, members[0]!)
  expect(queued.map(({ channel, address, state }) => [channel, address, state])).toEqual([
    ['mail', 'vakt0@kommune.example', 'sent'],
    ['mail', 'leiing0@kommune.example', 'queued'],
  ])
  expect(queued[1]!.next).toBe(later(at, 2 * 60_000))
  expect(await rowOf(advisory, members[0]!, at)).toMatchObject({
    reminder: { channel: 'mail', contact: 'Leiinga 0' },
    noNext: 'on-its-way',
  })

  // Taken back before it went out, the same contact is the next again.
  const reminders = first.json.reminded.map(({ id }: { id: string }) => id)
  test.clock.set(later(at, 60_000))
  expect((await test.call(analyst, 'POST', `/advisories/${advisory}/reminders/undo`, { reminders })).json).toEqual({ undone: 1 })
  expect(
    (await test.call(analyst, 'POST', `/advisories/${advisory}/reminders/undo`, { reminders })).json.error?.code ??
      'reminder-gone',
  ).toBe('reminder-gone')
  test.clock.set(now)
  expect(await rowOf(advisory, members[0]!, at)).toMatchObject({ reminder: null, next: { contact: 'Leiinga 0' } })

  expect((await remind(advisory, { organisations: [members[0]] }, later(at, hour))).json.reminded).toHaveLength(1)
  await told(advisory, [members[0]!], later(at, hour))
  const soon = later(at, 2 * hour)
  expect((await remind(advisory, { organisations: [members[0]] }, soon)).json.left).toEqual([
    { organisation: members[0], why: 'too-soon' },
  ])
  const again = await remind(advisory, { organisations: [members[0]], reason: 'Utnyttes nå' }, soon)
  // Both mail addresses have been tried: now somebody rings.
  expect(again.json.reminded).toMatchObject([{ channel: 'telephone' }])
  expect((await deliveriesTo(advisory, members[0]!)).at(-1)).toMatchObject({ channel: 'telephone', state: 'queued', next: null })
  const steps = await test.db.in(system, (tx) =>
    tx.rows<{ what: string }>(sql`
      select s.what from notice_step s join notice n on n.id = s.notice_id
      where n.about_id = ${uuidOf(advisory)}::uuid and n.recipient_id = ${uuidOf(members[0]!)}::uuid order by s.number`),
  )
  expect(steps.map(({ what }) => what).filter((what) => what === 'reminded')).toHaveLength(3)

  // All who are silent at once, by the filter.
  const all = await remind(advisory, { filter: { silent: 'true' } }, later(at, 20 * hour))
  expect(all.json.reminded).toHaveLength(22)
  expect(all.json.left).toEqual([{ organisation: members[0], why: 'on-its-way' }])
})

it('Said to be done, proved by a measurement and not relevant are kept apart, in figures, filter and file', async () => {
  const some = members.slice(0, 5)
  const advisory = await warning(some)
  await told(advisory, some, now)
  const [claims, proved, relevant, mixed, instead] = some as [Id<'org'>, Id<'org'>, Id<'org'>, Id<'org'>, Id<'org'>]
  const at = later(now, hour)
  for (const part of ['m1', 'm2']) {
    await answers(advisory, claims, part, 'claimed', at)
    await answers(advisory, proved, part, 'claimed', at)
    await answers(advisory, relevant, part, 'not-relevant', at)
  }
  await answers(advisory, mixed, 'm1', 'not-relevant', at)
  await answers(advisory, mixed, 'm2', 'claimed', at)
  await measured(advisory, [proved, mixed], 'done', later(now, 2 * hour))
  const { totals, rows } = await silence(advisory)
  // What is not relevant weighs nothing beside what was proved.
  expect(totals).toMatchObject({ addressed: 5, answered: 4, claimed: 1, proved: 2, notRelevant: 1, disputed: 0, silent: 1 })
  expect(totals.measures).toEqual({ asked: 10, answered: 8, claimed: 2, compensated: 0, proved: 3, notRelevant: 3, disputed: 0 })
  expect(totals).not.toHaveProperty('done')
  expect(new Map(rows.map(({ organisation, stage }) => [organisation.id, stage]))).toEqual(
    new Map([
      [claims, 'claimed'],
      [proved, 'proved'],
      [relevant, 'not-relevant'],
      [mixed, 'proved'],
      [instead, 'told'],
    ]),
  )
  expect(idsOf((await silence(advisory, '&stage=claimed')).rows)).toEqual([claims])
  expect((await effectOf(advisory)).figures).toMatchObject({ asked: 5, claimed: 1, proved: 2, notRelevant: 1, disputed: 0 })
  const file = (await test.call(analyst, 'GET', `/advisories/${advisory}/silence.csv?locale=en&stage=proved`)).text
  const [head, ...lines] = file.trim().split(/\r?\n/)
  expect(head).toContain('claimed')
  expect(head).toContain('proved')
  expect(head).toContain('not_relevant')
  expect(lines).toHaveLength(2)
  const places = (await test.call(analyst, 'GET', `/advisories/${advisory}/silence/places`)).json
  expect(places.elsewhere).toMatchObject({ claimed: 1, proved: 2, notRelevant: 1, disputed: 0 })
})

it('Whoever a measurement contradicts has a stage, a filter and a next step: somebody rings and asks', async () => {
  const some = members.slice(0, 3)
  const advisory = await warning(some)
  await told(advisory, some, now)
  for (const part of ['m1', 'm2']) for (const member of some) await answers(advisory, member, part, 'claimed', later(now, hour))
  await measured(advisory, [some[1]!], 'disputed', later(now, 2 * hour))
  const { rows, totals, count } = await silence(advisory, '&stage=disputed')
  expect([count, totals.disputed, totals.claimed, totals.silent]).toEqual([1, 1, 2, 0])
  expect(totals.byStage).toMatchObject({ disputed: 1, claimed: 2 })
  expect(rows).toMatchObject([
    {
      organisation: { id: some[1] },
      stage: 'disputed',
      next: { channel: 'telephone', contact: 'Vakta 1', address: '+47 22 00 00 11' },
      noNext: null,
      answers: [
        { state: 'disputed', what: 'Steng porten', judged: 'Har fortsatt 1.0' },
        { state: 'disputed', what: 'Oppgrader', judged: 'Har fortsatt 1.0' },
      ],
    },
  ])
  // It comes before whoever has answered in part, and nobody reminds it of what it has answered.
  expect((await silence(advisory)).rows[0]!.organisation.id).toBe(some[1])
  expect((await remind(advisory, { organisations: some }, later(now, 5 * hour))).json.left).toEqual([
    { organisation: some[0], why: 'answered' },
    { organisation: some[1], why: 'disputed' },
    { organisation: some[2], why: 'answered' },
  ])
  const list = (await test.call(analyst, 'GET', `/advisories/${advisory}/phone-list?stage=disputed`)).json
  expect(list.rows).toMatchObject([{ organisation: { id: some[1] }, disputed: ['Har fortsatt 1.0', 'Har fortsatt 1.0'] }])
  expect((await effectOf(advisory)).figures).toMatchObject({ disputed: 1, claimed: 2, proved: 0 })
})

it('2.11 what somebody does instead, and until when, stands in the silence table and its file', async () => {
  const some = members.slice(0, 2)
  const apart = { key: 'm9', group: 'cannot' as const, text: words('Koble apparatet fra nettet'), hours: 24 }
  const advisory = await warning(some, { measures: [...content().measures, apart] })
  await told(advisory, some, now)
  const security = securityOf(some[0]!)
  const rows = await test.db.in(system, (tx) =>
    tx.rows<{ id: string }>(sql`
      select id from measure where cause_id = ${uuidOf(advisory)}::uuid and organisation_id = ${uuidOf(some[0]!)}::uuid order by part`),
  )
  const until = later(now, 90 * 24 * hour).slice(0, 10)
  const said = { ids: rows.map(({ id }) => toId('msr', id)), state: 'compensated' as const, instead: 'm9', until }
  expect(await test.db.in(security, (tx) => answer(tx, security, said, now))).toMatchObject({ ok: true, value: { answered: 2 } })
  await test.react()
  const row = await rowOf(advisory, some[0]!)
  expect(row).toMatchObject({ stage: 'claimed', byState: { compensated: 2 } })
  expect(row.answers).toEqual(
    ['Steng porten', 'Oppgrader'].map((what) => ({
      state: 'compensated',
      what,
      words: 'Koble apparatet fra nettet',
      until,
      judged: null,
    })),
  )
  const file = (await test.call(analyst, 'GET', `/advisories/${advisory}/silence.csv?locale=en`)).text
  expect(file).toContain(`Steng porten: Koble apparatet fra nettet (${until})`)
})

const deliveriesTo = (advisory: Id<'adv'>, organisation: Id<'org'>) =>
  test.db.in(system, (tx) =>
    tx.rows<{ channel: string; address: string; state: string; next: Utc | null }>(sql`
      select d.channel, d.address, d.state, d.next_try_at as next from delivery d join notice n on n.id = d.notice_id
      where n.about_id = ${uuidOf(advisory)}::uuid and n.recipient_id = ${uuidOf(organisation)}::uuid and d.state <> 'cancelled' order by d.id`),
  )

it('The phone list has the most urgent first with number, function and what to say; calls are registered many at once', async () => {
  const advisory = await warning(members.slice(0, 5))
  await told(advisory, members.slice(0, 4), later(now, hour))
  await opens(advisory, members[2]!, later(now, 2 * hour))
  await answers(advisory, members[3]!, 'm1', 'claimed', later(now, 2 * hour))
  const at = later(now, 4 * hour)
  test.clock.set(at)
  const list = (await test.call(analyst, 'GET', `/advisories/${advisory}/phone-list`)).json
  expect(list.count).toBe(4)
  expect(list.rows.map(({ organisation }: SilenceRow) => organisation.id)).toEqual([
    members[4],
    members[0],
    members[1],
    members[2],
  ])
  expect(list.rows[0]).toMatchObject({ stage: 'untold', ring: { name: 'Vakta 4', telephone: '+47 22 00 00 14' }, call: null })
  const said = (list.scripts.nb as { lines: { text: string }[] }[])
    .flatMap(({ lines }) => lines.map(({ text }) => text))
    .join(' ')
  expect(said).toContain('Steng fjernpålogging')
  expect(said).toContain('Steng porten')
  const calls = [
    { organisation: members[4], outcome: 'reached', contact: 'Vakta 4' },
    { organisation: members[0], outcome: 'not-reached', contact: 'Vakta 0' },
    { organisation: members[1], outcome: 'call-again', contact: 'Vakta 1', againAt: later(at, hour) },
    { organisation: members[9], outcome: 'reached' },
  ]
  const registered = await test.call(analyst, 'POST', `/advisories/${advisory}/calls`, { calls })
  expect(registered.json).toMatchObject({ registered: 3, left: [members[9]] })
  expect(registered.json.calls).toHaveLength(3)
  await applyCalls(test.db, later(at, 2 * minute))
  await test.react()
  // Whoever was reached has been told and has read it.
  expect(await rowOf(advisory, members[4]!, at)).toMatchObject({
    stage: 'read',
    toldAt: at,
    readAt: at,
    call: { outcome: 'reached', undoUntil: null },
  })
  test.clock.set(later(at, 2 * hour))
  const next = (await test.call(analyst, 'GET', `/advisories/${advisory}/phone-list`)).json
  expect(next.rows[0]).toMatchObject({
    organisation: { id: members[1] },
    call: { outcome: 'call-again', againAt: later(at, hour) },
  })
  test.clock.set(now)
  const file = await test.call(analyst, 'GET', `/advisories/${advisory}/phone-list.csv`)
  expect(file.status).toBe(200)
})

it('A call that was registered by mistake is taken back within two minutes, and nothing of it counts', async () => {
  const advisory = await warning(members.slice(0, 2))
  const at = later(now, 4 * hour)
  test.clock.set(at)
  const calls = [0, 1].map((one) => ({ organisation: members[one], outcome: 'reached', contact: `Vakta ${one}` }))
  const { json } = await test.call(analyst, 'POST', `/advisories/${advisory}/calls`, { calls })
  const path = `/advisories/${advisory}/calls/undo`
  const shown = (await rowOf(advisory, members[0]!, at)).call
  expect(shown).toMatchObject({ outcome: 'reached', undoUntil: later(at, 2 * minute) })
  test.clock.set(later(at, minute))
  expect((await test.call(analyst, 'POST', path, { calls: [shown!.id] })).json).toEqual({ undone: 1 })
  await applyCalls(test.db, later(at, 2 * minute))
  await test.react()
  expect(await rowOf(advisory, members[0]!, later(at, 3 * minute))).toMatchObject({ stage: 'untold', readAt: null, call: null })
  expect(await rowOf(advisory, members[1]!, later(at, 3 * minute))).toMatchObject({ stage: 'read', call: { undoUntil: null } })
  expect((await test.call(analyst, 'POST', path, { calls: json.calls })).json.code).toBe('call-counts')
  test.clock.set(now)
})

it('A call whose notice was cancelled before it counted is noted all the same: whoever was reached hears that the warning is over', async () => {
  const advisory = await warning(members.slice(0, 2))
  const at = later(now, 4 * hour)
  test.clock.set(at)
  const calls = [{ organisation: members[0], outcome: 'reached', contact: 'Vakta 0' }]
  expect((await test.call(analyst, 'POST', `/advisories/${advisory}/calls`, { calls })).json).toMatchObject({ registered: 1 })
  done(await test.db.in(analyst, (tx) => withdraw(tx, analyst, { id: advisory, reason: 'Gjaldt ingen' }, later(at, minute))))
  await test.react()
  await applyCalls(test.db, later(at, 2 * minute))
  await test.react()
  const addressed = await test.db.in(system, (tx) =>
    tx.rows<{ told: Utc | null }>(sql`
      select told_at as told from advisory_address where advisory_id = ${uuidOf(advisory)}::uuid order by told_at nulls last`),
  )
  expect(addressed).toEqual([{ told: at }, { told: null }])
  expect(test.asked).toContain('advisories.over')
  test.clock.set(now)
})

/** A number of 32 bits (xorshift), so that the same is answered each time. */
function lots(seed: number) {
  let state = seed
  return (limit: number): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % limit
  }
}

const effectOf = async (advisory: Id<'adv'>, at = now): Promise<AdvisoryEffect> => {
  test.clock.set(at)
  const answered = await test.call(analyst, 'GET', `/advisories/${advisory}/effect`)
  test.clock.set(now)
  expect(answered.status).toBe(200)
  return answered.json.effect
}

/** What happened to the addressees of a warning, from the raw events and the lines of their answers alone. */
async function recounted(tx: Tx, advisory: Id<'adv'>): Promise<EffectFigures> {
  const addressed = await tx.rows<{ id: string }>(
    sql`select organisation_id as id from advisory_address where advisory_id = ${uuidOf(advisory)}::uuid`,
  )
  const events = await tx.rows<{ kind: string; at: Utc; payload: { recipient?: string; organisations?: string[] } }>(sql`
    select kind, at, payload from event where payload->>'advisory' = ${advisory} or payload->>'about' = ${advisory} order by position`)
  const steps = await tx.rows<{ measure: string; organisation: string; at: Utc; state: string }>(sql`
    select s.measure_id as measure, s.organisation_id as organisation, s.at, s.state from measure_step s join measure m on m.id = s.measure_id
    where m.cause_id = ${uuidOf(advisory)}::uuid order by s.id`)
  const asks = await tx.rows<{ id: string; organisation: string }>(
    sql`select id, organisation_id as organisation from measure where cause_id = ${uuidOf(advisory)}::uuid`,
  )
  const firstOf = (organisation: string, kinds: readonly string[]) =>
    events
      .filter(
        ({ kind, payload }) =>
          kinds.includes(kind) && (payload.recipient === organisation || payload.organisations?.includes(organisation)),
      )
      .map(({ at }) => at)
      .sort()[0]
  const isDone = (state: string) => ['claimed', 'done', 'compensated', 'not-relevant'].includes(state)
  const outcomeOf = (states: readonly string[]) =>
    states.length === 0 || !states.every(isDone)
      ? undefined
      : states.every((state) => state === 'not-relevant')
        ? 'not-relevant'
        : states.every((state) => state === 'not-relevant' || state === 'done')
          ? 'proved'
          : 'claimed'
  const each = addressed.map(({ id }) => {
    const organisation = toId('org', id)
    const measures = asks
      .filter((one) => one.organisation === id)
      .map((one) => {
        const own = steps.filter(({ measure }) => measure === one.id)
        const since = own.slice(own.findLastIndex(({ state }) => state === 'open') + 1)
        const last = since.at(-1)
        return {
          answeredAt: since[0]?.at,
          doneAt: last && isDone(last.state) ? last.at : undefined,
          state: last?.state ?? 'open',
        }
      })
    const all = (moments: readonly (Utc | undefined)[]) =>
      moments.length > 0 && moments.every((at) => at !== undefined) ? [...moments].sort().at(-1) : undefined
    return {
      toldAt: firstOf(organisation, ['notices.advised-told']),
      readAt: firstOf(organisation, ['advisories.read', 'notice.opened', 'measures.advised-answered']),
      answeredAt: all(measures.map(({ answeredAt }) => answeredAt)),
      doneAt: all(measures.map(({ doneAt }) => doneAt)),
      outcome: outcomeOf(measures.map(({ state }) => state)),
      isDisputed: measures.some(({ state }) => state === 'disputed'),
      asked: measures.length,
    }
  })
  const toldCount = each.filter(({ toldAt }) => toldAt).length
  const span = (pick: (one: (typeof each)[number]) => Utc | undefined) => {
    const hours = each.flatMap((one) => {
      const at = pick(one)
      return at && one.toldAt ? [Math.max(0, (Date.parse(at) - Date.parse(one.toldAt)) / hour)] : []
    })
    const rounded = (value: number | null) => value && Math.round(value * 100) / 100
    return {
      of: toldCount,
      known: hours.length,
      medianHours: rounded(percentile(hours, 0.5)),
      p90Hours: rounded(percentile(hours, 0.9)),
    }
  }
  return {
    addressed: each.length,
    told: toldCount,
    read: each.filter(({ readAt }) => readAt).length,
    asked: each.filter(({ asked }) => asked > 0).length,
    answered: each.filter(({ answeredAt }) => answeredAt).length,
    claimed: each.filter(({ outcome }) => outcome === 'claimed').length,
    proved: each.filter(({ outcome }) => outcome === 'proved').length,
    notRelevant: each.filter(({ outcome }) => outcome === 'not-relevant').length,
    disputed: each.filter(({ isDisputed }) => isDisputed).length,
    toRead: span(({ readAt }) => readAt),
    toAnswer: span(({ answeredAt }) => answeredAt),
    toClaimed: span(({ outcome, doneAt }) => (outcome === 'claimed' ? doneAt : undefined)),
    toProved: span(({ outcome, doneAt }) => (outcome === 'proved' ? doneAt : undefined)),
  }
}

it('2.13 the effect of a warning is recounted from the raw events and found equal: reached, read, answered, said and proved to be done, median and 90th percentile', async () => {
  const advisory = await warning()
  const below = lots(20_261_123)
  const moment = (from: number) => later(now, (from + below(40)) * hour + below(60) * 60_000)
  for (const member of members.slice(0, 21)) await told(advisory, [member], moment(1))
  for (const member of members.slice(0, 15)) await opens(advisory, member, moment(41))
  const states = ['claimed', 'doing', 'not-relevant', 'claimed', 'open'] as const
  for (const member of members.slice(2, 14))
    for (const part of ['m1', 'm2']) {
      await answers(advisory, member, part, states[below(states.length)]!, moment(81))
      if (below(3) > 0) await answers(advisory, member, part, 'claimed', moment(121))
    }
  await measured(advisory, members.slice(0, 5), 'done', moment(161))
  await measured(advisory, members.slice(5, 7), 'disputed', moment(161))
  for (const part of ['m1', 'm2']) await answers(advisory, members[14]!, part, 'not-relevant', moment(81))
  const { figures, byKind, byChannel, byCounty, curves } = await effectOf(advisory)
  const counted = await test.db.in(system, (tx) => recounted(tx, advisory))
  expect(figures).toEqual(counted)
  for (const figure of ['claimed', 'proved', 'notRelevant', 'disputed'] as const)
    expect(counted[figure], figure).toBeGreaterThan(0)
  expect(counted.claimed + counted.proved + counted.notRelevant).toBeLessThanOrEqual(counted.answered)
  expect(counted.read).toBeLessThan(24)
  // The list of many warnings says the same, reckoned by the database.
  const list = (await test.call(analyst, 'GET', '/advisories/effect?limit=200')).json as { rows: EffectRow[] }
  expect(list.rows.find((row) => row.warning.id === advisory)!.figures).toEqual(figures)
  // Everybody is of one kind and county here: the group has the figures of all.
  expect(byKind.map(({ figures: one }) => one)).toEqual([figures])
  expect(byCounty.reduce((sum, { figures: one }) => sum + one.addressed, 0)).toBe(24)
  expect(byChannel.map(({ group, figures: one }) => [group, one.addressed])).toEqual([
    ['mail', 21],
    ['unknown', 3],
  ])
  // The curve of each measure ends at how many say so, are proved and are not concerned.
  const doneNow = await test.db.in(system, (tx) =>
    tx.rows<{ part: string; claimed: number; proved: number; not: number }>(sql`
      select part, (count(*) filter (where state in ('claimed', 'compensated')))::int as claimed, (count(*) filter (where state = 'done'))::int as proved,
        (count(*) filter (where state = 'not-relevant'))::int as not from measure
      where cause_id = ${uuidOf(advisory)}::uuid group by part order by part`),
  )
  expect(curves.map(({ part, of, points }) => [part, of, { ...points.at(-1)!, hour: 0 }])).toEqual(
    doneNow.map(({ part, claimed, proved, not }) => [part, 24, { hour: 0, claimed, proved, notRelevant: not }]),
  )
})

it('Everybody who is silent about open warnings stands on one list, the worst first', async () => {
  const low = await warning([members[10]!, members[11]!], { severity: 'low', measures: content().measures.slice(1) })
  const critical = await warning([members[11]!], { severity: 'critical' })
  const { rows } = (await test.call(analyst, 'GET', '/silence?limit=200&severity=low&severity=critical')).json
  expect(
    rows.map(({ organisation, warnings }: { organisation: { id: string }; warnings: { id: string }[] }) => [
      organisation.id,
      warnings.map(({ id }) => id),
    ]),
  ).toEqual([
    [members[11], [critical, low]],
    [members[10], [low]],
  ])
  await answers(critical, members[11]!, 'm1', 'claimed', now)
  const after = (await test.call(analyst, 'GET', '/silence?limit=200&severity=low&severity=critical')).json
  expect(after.rows.map(({ worst }: { worst: string }) => worst)).toEqual(['low', 'low'])
  expect(after.more).toBe(false)
  // Of more open warnings than are looked at together the newest are, and it is said.
  const cut = await test.db.read(analyst, (tx) => silentEverywhere(tx, analyst, { limit: 10 }, 'nb', now, 2))
  expect(cut).toMatchObject({ warnings: 2, more: true })
})

it('Of more warnings than one list of effects holds the rest is asked for by when the last of them went out', async () => {
  const asked = {}
  const all = await test.db.read(analyst, (tx) => effectsOf(tx, analyst, asked, 'nb', now))
  expect(all.older).toBeNull()
  const newest = await test.db.read(analyst, (tx) => effectsOf(tx, analyst, asked, 'nb', now, 1))
  expect(newest.rows).toHaveLength(1)
  expect(newest.older).toBe(newest.rows[0]!.warning.publishedAt)
})

it('A low warning goes out in several wordings drawn by lot and kept; what is high or asks something at once never does', async () => {
  const wording = (key: 'b' | 'c') => ({ key, title: words(`Ordlyd ${key}`), summary: words('') })
  const urgent = await drafted(content(), members)
  const refused = await test.call(analyst, 'PUT', `/advisories/${urgent.id}/wordings`, {
    revision: urgent.revision,
    variants: [wording('b')],
  })
  expect([refused.status, refused.json.code]).toEqual([409, 'wording-not-allowed'])
  const lowButNow = await drafted(content({ severity: 'low' }), members)
  expect(
    (
      await test.call(analyst, 'PUT', `/advisories/${lowButNow.id}/wordings`, {
        revision: lowButNow.revision,
        variants: [wording('b')],
      })
    ).json.code,
  ).toBe('wording-not-allowed')

  const calm = await drafted(content({ severity: 'low', measures: content().measures.slice(1) }), members)
  const half = { key: 'b', title: { nb: 'Bare bokmål', nn: '', en: '' }, summary: words('') }
  expect(
    (await test.call(analyst, 'PUT', `/advisories/${calm.id}/wordings`, { revision: calm.revision, variants: [half] })).json.code,
  ).toBe('wording-incomplete')
  const set = await test.call(analyst, 'PUT', `/advisories/${calm.id}/wordings`, {
    revision: calm.revision,
    variants: [wording('b'), wording('c')],
  })
  expect(set.status).toBe(200)
  const advisory = await published({ id: calm.id, revision: set.json.revision })
  // What is low waits for the next letter; whoever is reminded gets a notice of its own, in its wording.
  expect((await remind(advisory, { filter: { silent: 'true' } })).json.reminded).toHaveLength(24)
  const given = await test.db.in(system, (tx) =>
    tx.rows<{ wording: string; subject: string }>(sql`
      select a.wording, n.subject from advisory_address a join notice n on n.about_id = a.advisory_id and n.recipient_id = a.organisation_id
      where a.advisory_id = ${uuidOf(advisory)}::uuid`),
  )
  expect(given).toHaveLength(24)
  expect(new Set(given.map(({ wording: key }) => key))).toEqual(new Set(['a', 'b', 'c']))
  for (const { wording: key, subject } of given) expect(subject).toContain(key === 'a' ? 'Steng fjernpålogging' : `Ordlyd ${key}`)
  await told(advisory, members, now)
  for (const member of members.slice(0, 8)) await answers(advisory, member, 'm2', 'claimed', later(now, hour))
  const { wording: found } = await effectOf(advisory, later(now, 100 * hour))
  expect(found!.wordings.map(({ key, title }) => [key, title])).toEqual([
    ['a', 'Steng fjernpålogging'],
    ['b', 'Ordlyd b'],
    ['c', 'Ordlyd c'],
  ])
  expect(found!.wordings.reduce((sum, { told: some }) => sum + some, 0)).toBe(24)
  expect(found!.wordings.reduce((sum, { answered }) => sum + answered.count, 0)).toBe(8)
  expect(found).toMatchObject({ winner: null, why: 'too-few' })
  expect((await effectOf(await warning())).wording).toBeNull()
})

it('What the table calls a stage is what the rule says of the row', async () => {
  const { rows } = await silence(await warning(members.slice(0, 3)))
  for (const row of rows) expect(row.stage).toBe(stageOf({ ...row, outcome: null }))
})
