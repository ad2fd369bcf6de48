import { beforeEach, describe, expect, it } from 'vitest'
import { newId, uuidOf } from '#domain/id.ts'
import { day, hour, later, type Utc } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { examine } from './examine.ts'
import { analyst, memberOf, start, toldHouse, url } from './fixtures/told.ts'
import { gather } from './gather.ts'
import { repair } from './repair.ts'
import { insertUntold, postpone, removeUntold, waitingOf } from './store-untold.ts'

const house = toldHouse()
// What one test leaves waiting is not the next one's.
beforeEach(async () => {
  await house.react()
  await house.rows(sql`delete from untold`)
})
/** Lines of a mail are broken to fit. */
const flowing = (text: string) => text.replaceAll(/\s+/g, ' ')
const oneNotice = { notices: 1, findings: 1, capped: 0 }
const none = { notices: 0, findings: 0, capped: 0 }

async function operated(name: string, network: string, more: { proof?: 'delegated' | 'registry' } = {}) {
  const operator = await house.organisation(`Drift ${name}`, { kinds: ['ict-operator'], constituencies: ['health'] })
  await house.contact(operator, `vakt@${operator.slice(-8)}.example`)
  const operates = await house.holding(operator, network, { relation: 'operates', proof: 'delegated', ...more })
  return { operator, operates, ...(await house.member(name, network)) }
}

describe('who is told, and why', () => {
  it('an operator who runs forty members gets one notice with forty sections', async () => {
    const operator = await house.organisation('Hemit', { kinds: ['ict-operator'], constituencies: ['health'] })
    await house.contact(operator, 'vakt@hemit.example')
    await house.holding(operator, '198.18.64.0/18', { relation: 'operates', proof: 'delegated' })
    const numbers = Array.from({ length: 40 }, (_, index) => index)
    const name = (index: number) => `Kommune ${String(index).padStart(2, '0')}`
    const members = []
    for (const index of numbers) members.push(await house.member(name(index), `198.18.${64 + index}.0/24`))
    await house.see(
      members.map((member, index) => ({ ...member, operator, ip: `198.18.${64 + index}.7`, severity: 'critical' as const })),
    )
    expect(await house.tell()).toEqual({ notices: 1, findings: 40, capped: 0 })
    const [notice, ...more] = await house.notices(operator)
    expect(more).toEqual([])
    expect(notice).toMatchObject({ findings: 40, organisations: 40, schedule: 'at-once', topic: 'findings', severity: 4 })
    const text = flowing(notice!.text)
    for (const index of numbers) expect(text).toContain(`${name(index)} ---`)
    expect(text).toContain('dere drifter 198.18.64.0/18 for Kommune 00, avtalt 10. jan. 2025')
    expect(notice!.text).toContain(`${url}/notices/ntc_${notice!.id.replaceAll('-', '')}`)
    for (const { organisation } of members) expect(await house.notices(organisation)).toEqual([])
  })

  it('each member sees in its portal what its operator was told, and why', async () => {
    const { operator, ...member } = await operated('Fjordby', '198.19.0.0/24')
    await house.see([{ ...member, operator, ip: '198.19.0.7', severity: 'critical' }])
    await house.tell()
    const [notice] = await house.notices(operator)
    await house.sent(notice!.id)
    const { body } = await house.ask(
      memberOf(member.organisation, 'member-reader'),
      'GET',
      `/organisations/${member.organisation}/told`,
    )
    expect(body.rows).toMatchObject([
      {
        recipient: 'Drift Fjordby',
        assetText: '198.19.0.7:3389/tcp',
        why: 'til Drift Fjordby fordi den drifter 198.19.0.0/24 for dere, avtalt 10. jan. 2025',
      },
    ])
    const other = await house.ask(memberOf(operator), 'GET', `/organisations/${member.organisation}/told`)
    expect(other.status).toBe(404)
  })

  it('a rule for both tells owner and operator each in its own words', async () => {
    const { operator, ...member } = await operated('Begge', '198.19.1.0/24', { proof: 'registry' })
    const rule = { organisationId: member.organisation, tell: 'both', reason: 'avtalt i driftsmøte' }
    expect((await house.ask(analyst, 'POST', '/notices/routing', rule)).status).toBe(200)
    await house.see([{ ...member, operator, ip: '198.19.1.7', severity: 'critical', within: '198.19.1.0/24' }])
    expect(await house.tell()).toMatchObject({ notices: 2 })
    const [toOwner] = await house.notices(member.organisation)
    const [toOperator] = await house.notices(operator)
    expect(flowing(toOwner!.text)).toContain(
      'dere eier 198.19.1.0/24, siden 1. mars 2024; regel fra 18. nov. 2026: avtalt i driftsmøte',
    )
    expect(flowing(toOperator!.text)).toContain('dere drifter 198.19.1.0/24 for Begge, siden 10. jan. 2025; regel fra')
  })

  it('a rule for the owner leaves the operator out; ended, it decides no more', async () => {
    const { operator, ...member } = await operated('Eierby', '198.19.2.0/24')
    const rule = { holdingId: member.holding, kind: 'open-rdp', tell: 'owner', reason: 'eieren vil det' }
    const { body } = await house.ask(analyst, 'POST', '/notices/routing', rule)
    await house.see([{ ...member, operator, ip: '198.19.2.7', severity: 'critical' }])
    await house.tell()
    expect([(await house.notices(member.organisation)).length, (await house.notices(operator)).length]).toEqual([1, 0])
    expect((await house.ask(analyst, 'DELETE', `/notices/routing/${body.id}`)).status).toBe(200)
    await house.see([{ ...member, operator, ip: '198.19.2.8', severity: 'critical' }])
    await house.tell()
    expect([(await house.notices(member.organisation)).length, (await house.notices(operator)).length]).toEqual([1, 1])
  })

  it('says before anything is found who would be told', async () => {
    const { operator, ...member } = await operated('Prøveby', '198.19.3.0/24')
    await house.see([{ ...member, operator, ip: '198.19.3.7' }])
    const finding = await house.finding('198.19.3.7')
    const { body } = await house.ask(analyst, 'GET', `/notices/routing/try?finding=${finding}`)
    expect(body.recipients).toEqual([
      {
        organisation: { id: operator, name: 'Drift Prøveby' },
        role: 'operator',
        why: 'til Drift Prøveby fordi den drifter 198.19.3.0/24 for Prøveby, avtalt 10. jan. 2025',
      },
    ])
  })

  it('whoever no longer operates it learns nothing, and the owner is told', async () => {
    const { operator, operates, ...member } = await operated('Byttby', '198.19.4.0/24')
    await house.rows(sql`update holding set valid_to = ${later(start, -day)} where id = ${uuidOf(operates)}`)
    await house.see([{ ...member, operator, ip: '198.19.4.7', severity: 'critical' }])
    await house.tell()
    expect([(await house.notices(member.organisation)).length, (await house.notices(operator)).length]).toEqual([1, 0])
  })

  it('whose relation ends while it waits learns nothing, and the owner is told', async () => {
    const { operator, operates, ...member } = await operated('Sluttby', '198.19.6.0/24')
    await house.see([{ ...member, operator, ip: '198.19.6.7', severity: 'critical' }])
    await house.react()
    expect(await house.untold(operator)).toMatchObject([{ role: 'operator' }])
    await house.rows(sql`update holding set valid_to = ${house.clock.now()} where id = ${uuidOf(operates)}`)
    house.pass(20_000)
    expect(await house.gather()).toEqual(none)
    house.pass(20_000)
    expect(await house.gather()).toEqual(oneNotice)
    expect([(await house.notices(member.organisation)).length, (await house.notices(operator)).length]).toEqual([1, 0])
  })

  it('another operator before it was told: the one who runs it now is told', async () => {
    const { operator, ...member } = await operated('Nyby', '198.19.5.0/24')
    const next = await house.organisation('Ny drift', { kinds: ['ict-operator'] })
    await house.holding(next, '198.19.5.0/24', { relation: 'operates' })
    await house.see([{ ...member, operator, ip: '198.19.5.7', severity: 'critical' }])
    await house.react()
    await house.see([{ ...member, operator: next, ip: '198.19.5.7', severity: 'critical' }])
    house.pass(20_000)
    expect(await house.gather()).toEqual(none)
    house.pass(20_000)
    expect(await house.gather()).toEqual(oneNotice)
    expect([(await house.notices(operator)).length, (await house.notices(next)).length]).toEqual([0, 1])
  })
})

describe('when it is told', () => {
  it('what two reports bring within seconds is one notice', async () => {
    const member = await house.member('Snarby', '198.19.10.0/24')
    await house.see([{ ...member, ip: '198.19.10.1', severity: 'critical' }])
    await house.react()
    house.pass(12_000)
    await house.see([{ ...member, ip: '198.19.10.2', severity: 'critical' }])
    await house.react()
    house.pass(12_000)
    expect(await house.gather()).toEqual(none)
    house.pass(8_000)
    expect(await house.gather()).toEqual({ notices: 1, findings: 2, capped: 0 })
  })

  it('the rest is one notice at the hour of the digest', async () => {
    const member = await house.member('Dagby', '198.19.11.0/24')
    house.clock.set('2026-11-18T18:00:00.000Z')
    await house.see([{ ...member, ip: '198.19.11.1' }])
    await house.tell()
    house.clock.set('2026-11-18T23:00:00.000Z')
    await house.see([{ ...member, ip: '198.19.11.2', severity: 'low' }])
    await house.tell()
    house.clock.set('2026-11-19T06:59:59.000Z')
    expect(await house.gather()).toEqual(none)
    house.clock.set('2026-11-19T07:00:00.000Z')
    expect(await house.gather()).toEqual({ notices: 1, findings: 2, capped: 0 })
    expect(await house.notices(member.organisation)).toMatchObject([{ schedule: 'daily', severity: 3 }])
  })

  it('on the night on which an hour comes twice the digest goes once', async () => {
    const member = await house.member('Høstby', '198.19.12.0/24')
    const choice = { digestHour: 2, atOnceFrom: 'critical', dailyCap: 5 }
    await house.ask(memberOf(member.organisation), 'PUT', `/organisations/${member.organisation}/notice-preference`, choice)
    house.clock.set('2027-10-30T12:00:00.000Z')
    await house.see([{ ...member, ip: '198.19.12.1' }])
    await house.react()
    house.clock.set('2027-10-31T00:00:00.000Z')
    expect(await house.gather()).toEqual(oneNotice)
    await house.see([{ ...member, ip: '198.19.12.2' }])
    await house.react()
    house.clock.set('2027-10-31T01:00:00.000Z')
    expect(await house.gather()).toEqual(none)
    house.clock.set('2027-11-01T01:00:00.000Z')
    expect(await house.gather()).toEqual(oneNotice)
  })

  it('a new choice moves what waits', async () => {
    const member = await house.member('Valgby', '198.19.13.0/24')
    house.clock.set('2027-11-02T12:00:00.000Z')
    await house.see([
      { ...member, ip: '198.19.13.1' },
      { ...member, ip: '198.19.13.2', severity: 'low' },
    ])
    await house.react()
    const path = `/organisations/${member.organisation}/notice-preference`
    const choice = { digestHour: 15, atOnceFrom: 'high', dailyCap: 3 }
    expect((await house.ask(memberOf(member.organisation), 'PUT', path, choice)).status).toBe(200)
    await house.react()
    expect(await house.untold(member.organisation)).toMatchObject([
      { schedule: 'at-once', send_after: '2027-11-02T12:00:20.000Z' },
      { schedule: 'daily', send_after: '2027-11-02T14:00:00.000Z' },
    ])
    const { body } = await house.ask(analyst, 'GET', path)
    expect(body.preference).toEqual({ ...choice, frozenUntil: null, frozenReason: null })
  })

  it('a member chooses for itself only, and only whoever answers for its security', async () => {
    const [own, foreign] = [await house.member('Egenby', '198.19.14.0/24'), await house.member('Fremmedby', '198.19.15.0/24')]
    const choice = { digestHour: 15, atOnceFrom: 'high', dailyCap: 3 }
    const set = (who: ReturnType<typeof memberOf>, of: string) =>
      house.ask(who, 'PUT', `/organisations/${of}/notice-preference`, choice)
    expect((await set(memberOf(own.organisation), foreign.organisation)).status).toBe(404)
    expect((await set(memberOf(own.organisation, 'member-reader'), own.organisation)).status).toBe(403)
    expect(
      await house.rows(
        sql`select from notice_preference where organisation_id in (${uuidOf(own.organisation)}, ${uuidOf(foreign.organisation)})`,
      ),
    ).toEqual([])
    const past = house.db.in(memberOf(own.organisation), (tx) =>
      tx.one<{ done: boolean }>(sql`select choose_notices(${uuidOf(foreign.organisation)}::uuid, 1, 1, 1, now()) as done`),
    )
    expect(await past).toEqual({ done: false })
  })

  it('what settled meanwhile is not told', async () => {
    const member = await house.member('Rettby', '198.19.16.0/24')
    const report = await house.see([{ ...member, ip: '198.19.16.1', severity: 'critical' }])
    await house.see([{ ...member, ip: '198.19.16.2', severity: 'critical' }])
    await house.see([{ ...member, ip: '198.19.16.3', severity: 'critical' }])
    await house.react()
    await house.answer([await house.finding('198.19.16.2')], 'working')
    await house.withdraw(report)
    house.pass(20_000)
    // The event of the withdrawal has not been heard yet; the finding is gone all the same.
    expect(await house.gather()).toEqual(oneNotice)
    expect((await house.notices(member.organisation))[0]!.text).toContain('198.19.16.3')
    expect(await house.untold(member.organisation)).toEqual([])
  })
})

describe('what grows worse', () => {
  const told = async (network: string, ip: string, severity: 'low' | 'high' = 'low') => {
    const member = await house.member(`Verre ${ip}`, network)
    await house.see([{ ...member, ip, severity }])
    await house.react()
    house.pass(day)
    expect(await house.gather()).toEqual(oneNotice)
    const [notice] = await house.notices(member.organisation)
    await house.sent(notice!.id)
    const worse = (severity: 'medium' | 'high' | 'critical') => {
      house.pass(60_000)
      return house.see([{ ...member, ip, severity }])
    }
    return { member, worse, finding: await house.finding(ip) }
  }

  it('while it waits for the digest goes at once, as severe as it is', async () => {
    house.clock.set('2027-12-01T12:00:00.000Z')
    const member = await house.member('Verreby', '198.19.30.0/24')
    await house.see([{ ...member, ip: '198.19.30.1', severity: 'medium' }])
    await house.react()
    expect(await house.untold(member.organisation)).toMatchObject([{ schedule: 'daily', severity: 2 }])
    house.pass(60_000)
    await house.see([{ ...member, ip: '198.19.30.1', severity: 'high' }])
    await house.react()
    expect(await house.untold(member.organisation)).toMatchObject([{ schedule: 'daily', severity: 3, cause: 'opened' }])
    house.pass(60_000)
    await house.see([{ ...member, ip: '198.19.30.1', severity: 'critical' }])
    expect(await house.tell()).toEqual(oneNotice)
    expect(await house.notices(member.organisation)).toMatchObject([{ schedule: 'at-once', severity: 4, findings: 1 }])
    expect(await house.untold(member.organisation)).toEqual([])
  })

  it('once it was told is told again when it must be told at once, and not before or after', async () => {
    const { member, worse } = await told('198.19.31.0/24', '198.19.31.1')
    await worse('high')
    expect(await house.tell()).toEqual(none)
    expect(await house.untold(member.organisation)).toEqual([])
    await worse('critical')
    await house.react()
    expect(await house.untold(member.organisation)).toMatchObject([{ cause: 'worsened', schedule: 'at-once', severity: 4 }])
    expect(await house.tell()).toEqual(oneNotice)
    const [, again] = await house.notices(member.organisation)
    expect(again).toMatchObject({ severity: 4, schedule: 'at-once', topic: 'findings' })
    await worse('critical')
    expect(await house.tell()).toEqual(none)
  })

  it.each([
    ['is being worked on', 'working', oneNotice],
    ['is said to be fixed before it was seen so', 'fixed', none],
    ['is disputed', 'not-ours', none],
  ] as const)('while it %s', async (_, answer, made) => {
    const ip = `198.19.${{ working: 32, fixed: 33, 'not-ours': 34 }[answer]}.1`
    const { member, finding } = await told(`${ip}/32`, ip)
    const seenAt = house.clock.now()
    house.pass(60_000)
    await house.answer([finding], answer)
    await house.see([{ ...member, ip, severity: 'critical', seenAt }])
    expect(await house.tell()).toEqual(made)
  })

  it('and reopens is told once', async () => {
    const { member, worse, finding } = await told('198.19.35.0/24', '198.19.35.1')
    await house.answer([finding], 'fixed')
    await worse('critical')
    await house.react()
    expect(await house.untold(member.organisation)).toMatchObject([{ cause: 'reopened', severity: 4 }])
    expect(await house.events('finding.worsened')).not.toContainEqual(
      expect.objectContaining({ payload: { findings: [expect.objectContaining({ id: finding })] } }),
    )
  })
})

describe('how much is told', () => {
  const three = (member: object, third: number, severity: 'critical' | 'high' = 'critical') =>
    [1, 2, 3].map((number) => ({ ...member, ip: `198.19.${third}.${number}`, severity }))

  it('what is over the cap of the day waits for the next digest, and the team hears of it once', async () => {
    house.clock.set('2027-11-05T09:00:00.000Z')
    const member = await house.member('Takby', '198.19.20.0/24')
    await house.ask(analyst, 'PUT', `/organisations/${member.organisation}/notice-preference`, {
      digestHour: 8,
      atOnceFrom: 'high',
      dailyCap: 1,
    })
    const before = (await house.events('notice.capped')).length
    const [first, second, third] = three(member, 20, 'high') as [never, never, never]
    await house.see([first])
    expect(await house.tell()).toEqual(oneNotice)
    await house.see([second])
    expect(await house.tell()).toEqual({ ...none, capped: 1 })
    await house.see([third])
    expect(await house.tell()).toEqual({ ...none, capped: 1 })
    const capped = (await house.events('notice.capped')).slice(before)
    expect(capped.map(({ payload }) => payload)).toEqual([
      { notice: '', recipient: member.organisation, severity: 3, findings: 1 },
    ])
    const { body } = await house.ask(analyst, 'GET', '/notices/waiting?limit=200')
    expect(
      body.rows.find(
        (row: { recipient: { id: string }; notice: string | null }) => row.recipient.id === member.organisation && !row.notice,
      ),
    ).toMatchObject({
      schedule: 'daily',
      sendAfter: '2027-11-06T07:00:00.000Z',
      findings: 2,
      worst: 'high',
      heldBack: 'cap',
    })
    house.clock.set('2027-11-06T07:00:00.000Z')
    expect(await house.gather()).toEqual({ notices: 1, findings: 2, capped: 0 })
  })

  it('what is critical goes over the cap and does not count; something worse over the cap is said again', async () => {
    house.clock.set('2027-11-08T09:00:00.000Z')
    const member = await house.member('Verreby', '198.19.25.0/24')
    await house.ask(analyst, 'PUT', `/organisations/${member.organisation}/notice-preference`, {
      digestHour: 8,
      atOnceFrom: 'low',
      dailyCap: 1,
    })
    const before = (await house.events('notice.capped')).length
    const see = async (last: number, severity: 'low' | 'medium' | 'high' | 'critical') => {
      await house.see([{ ...member, ip: `198.19.25.${last}`, severity }])
      return house.tell()
    }
    expect(await see(1, 'critical')).toEqual(oneNotice)
    expect(await see(2, 'low')).toEqual(oneNotice)
    expect(await see(3, 'low')).toEqual({ ...none, capped: 1 })
    expect(await see(4, 'low')).toEqual({ ...none, capped: 1 })
    expect(await see(5, 'high')).toEqual({ ...none, capped: 1 })
    expect(await see(6, 'medium')).toEqual({ ...none, capped: 1 })
    expect(await see(7, 'critical')).toEqual(oneNotice)
    const capped = (await house.events('notice.capped')).slice(before)
    expect(capped.map(({ payload }) => payload.severity)).toEqual([1, 3])
  })

  it('of what is over the cap the worst goes first', async () => {
    house.clock.set('2027-11-09T06:59:00.000Z')
    const member = await house.member('Rangby', '198.19.26.0/24')
    await house.ask(analyst, 'PUT', `/organisations/${member.organisation}/notice-preference`, {
      digestHour: 8,
      atOnceFrom: 'low',
      dailyCap: 1,
    })
    await house.see([{ ...member, ip: '198.19.26.1', severity: 'high' }])
    await house.react()
    await house.rows(sql`update untold set schedule = 'daily' where recipient_id = ${uuidOf(member.organisation)}`)
    await house.see([{ ...member, ip: '198.19.26.2', severity: 'low' }])
    expect(await house.tell()).toEqual({ ...oneNotice, capped: 1 })
    expect((await house.notices(member.organisation))[0]!.text).toContain('198.19.26.1')
  })

  it('a freeze holds all, and what waited goes when it ends', async () => {
    const member = await house.member('Frysby', '198.19.21.0/24')
    const path = `/organisations/${member.organisation}/freeze`
    expect((await house.ask(analyst, 'PUT', path, { until: later(house.clock.now(), hour) })).body.code).toBe('needs-reason')
    await house.ask(analyst, 'PUT', path, { until: later(house.clock.now(), hour), reason: 'de bytter drift' })
    await house.see(three(member, 21) as never)
    expect(await house.tell()).toEqual(none)
    const { body } = await house.ask(analyst, 'GET', '/notices/waiting?limit=200')
    expect(body.rows.find((row: { recipient: { id: string } }) => row.recipient.id === member.organisation).heldBack).toBe(
      'freeze',
    )
    house.pass(hour)
    expect(await house.gather()).toEqual({ notices: 1, findings: 3, capped: 0 })
  })

  it('in a maintenance window only what is critical goes', async () => {
    const member = await house.member('Vindusby', '198.19.22.0/24')
    const window = {
      organisationId: member.organisation,
      startsAt: house.clock.now(),
      endsAt: later(house.clock.now(), 2 * hour),
      reason: 'bytter brannmur',
    }
    const { body: made } = await house.ask(memberOf(member.organisation), 'POST', '/notices/windows', window)
    await house.ask(analyst, 'PUT', `/organisations/${member.organisation}/notice-preference`, {
      digestHour: 8,
      atOnceFrom: 'low',
      dailyCap: 9,
    })
    await house.see([
      { ...member, ip: '198.19.22.1', severity: 'critical' },
      { ...member, ip: '198.19.22.2', severity: 'high' },
    ])
    expect(await house.tell()).toEqual(oneNotice)
    expect((await house.notices(member.organisation))[0]!.text).toContain('198.19.22.1')
    const { body } = await house.ask(analyst, 'GET', '/notices/waiting?limit=200')
    expect(body.rows.find((row: { recipient: { id: string } }) => row.recipient.id === member.organisation).heldBack).toBe(
      'window',
    )
    const stranger = await house.member('Ukjentby', '198.19.23.0/24')
    expect((await house.ask(memberOf(stranger.organisation), 'DELETE', `/notices/windows/${made.id}`)).status).toBe(404)
    expect((await house.ask(memberOf(stranger.organisation), 'GET', '/notices/windows')).body.windows).toEqual([])
    expect(
      (await house.ask(memberOf(stranger.organisation), 'POST', '/notices/windows', { ...window, organisationId: null })).status,
    ).toBe(403)
    expect((await house.ask(memberOf(member.organisation), 'DELETE', `/notices/windows/${made.id}`)).status).toBe(200)
    expect(await house.gather()).toEqual(oneNotice)
  })

  it('a member holds back for 14 days at most, and within a year; the team freezes for 90 days; what is high and held is told to the doctor', async () => {
    house.clock.set('2027-11-15T09:00:00.000Z')
    const member = await house.member('Lukkeby', '198.19.27.0/24')
    const [id, now] = [member.organisation, house.clock.now()]
    const window = (startsAt: Utc, endsAt: Utc, who = memberOf(id)) =>
      house.ask(who, 'POST', '/notices/windows', { organisationId: id, startsAt, endsAt, reason: 'ro og fred' })
    expect((await window(now, later(now, 14 * day + 1))).body.code).toBe('window-too-long')
    expect((await window(later(now, 366 * day), later(now, 367 * day))).body.code).toBe('window-too-far')
    const past = house.db.in(memberOf(id), (tx) =>
      tx.one(
        sql`select add_own_window(gen_random_uuid(), ${uuidOf(id)}::uuid, '2020-01-01', '9999-12-31', 'x', 'y', ${now}::timestamptz) as done`,
      ),
    )
    expect(await past).toEqual({ done: false })
    expect((await window(now, later(now, 14 * day))).status).toBe(200)
    const freeze = (until: Utc) => house.ask(analyst, 'PUT', `/organisations/${id}/freeze`, { until, reason: 'bytter drift' })
    expect((await freeze(later(now, 91 * day))).body.code).toBe('freeze-too-long')
    expect((await window(later(now, day), later(now, 60 * day), analyst)).status).toBe(200)
    await house.see([{ ...member, ip: '198.19.27.1', severity: 'high' }])
    await house.tell()
    const held = async () => {
      const { problems } = await house.db.in(analyst, (tx) => examine(tx, house.clock.now()))
      return problems.filter((problem) => problem.includes('behind a maintenance window'))
    }
    house.pass(day - hour)
    expect(await held()).toEqual([])
    house.pass(2 * hour)
    expect(await held()).toHaveLength(1)
  })

  it('while all sending is held nothing is made, and what waited goes at the release', async () => {
    const member = await house.member('Stoppby', '198.19.24.0/24')
    const held = await house.ask(analyst, 'PUT', '/notices/hold', { held: true, reason: 'feil i kilden' })
    expect(held.body.hold).toMatchObject({ held: true, reason: 'feil i kilden', who: 'Vakt' })
    const report = await house.see([{ ...member, ip: '198.19.24.1', severity: 'critical' }])
    await house.see([{ ...member, ip: '198.19.24.2', severity: 'critical' }])
    expect(await house.tell()).toEqual(none)
    const { body } = await house.ask(analyst, 'GET', '/notices/waiting?limit=200')
    expect(body.rows.find((row: { recipient: { id: string } }) => row.recipient.id === member.organisation).heldBack).toBe('hold')
    await house.withdraw(report)
    await house.react()
    house.asked.length = 0
    await house.ask(analyst, 'PUT', '/notices/hold', { held: false })
    expect(house.asked).toEqual(['notices.gather', 'notices.send'])
    expect(await house.gather()).toEqual(oneNotice)
    expect((await house.events('notices.sending-held')).length).toBe(1)
    expect((await house.events('notices.sending-released')).length).toBe(1)
  })

  it('one number says what waits: what is gathered and what is written, but no call; and what of it goes out at the release', async () => {
    const member = await house.member('Ventvik', '198.19.26.0/24')
    const waits = async () => {
      const { hold } = (await house.ask(analyst, 'GET', '/notices/hold')).body
      const { rows } = (await house.ask(analyst, 'GET', '/notices/waiting?limit=200')).body
      expect(hold.waiting).toBe(rows.length)
      const mine = rows.filter((row: { recipient: { id: string } }) => row.recipient.id === member.organisation)
      return { ...hold, mine }
    }
    const before = await waits()
    await house.see([{ ...member, ip: '198.19.26.1', severity: 'critical' }])
    await house.react()
    const gathered = await waits()
    expect(gathered).toMatchObject({ waiting: before.waiting + 1, mine: [{ notice: null, findings: 1, heldBack: null }] })
    await house.tell()
    const written = await waits()
    expect(written).toMatchObject({ due: before.due + 1, mine: [{ notice: expect.stringMatching(/^ntc_/), heldBack: null }] })
    await house.rows(
      sql`update delivery set state = 'deferred', next_try_at = ${later(house.clock.now(), hour)} where recipient_id = ${uuidOf(member.organisation)} returning id`,
    )
    expect(await waits()).toMatchObject({ due: before.due, mine: [{ heldBack: 'refused' }] })
    await house.rows(
      sql`update delivery set state = 'queued', channel = 'telephone', next_try_at = null where recipient_id = ${uuidOf(member.organisation)} returning id`,
    )
    expect(await waits()).toMatchObject({ waiting: before.waiting, calls: before.calls + 1, mine: [] })
  })
})

describe('what was lost', () => {
  it('is found at night and routed again, once; what waits or was told is left alone', async () => {
    const member = await house.member('Glemby', '198.19.40.0/24')
    await house.see([{ ...member, ip: '198.19.40.1', severity: 'critical' }])
    await house.tell()
    await house.see([
      { ...member, ip: '198.19.40.2', severity: 'critical' },
      { ...member, ip: '198.19.40.3', severity: 'critical' },
    ])
    await house.react()
    const lost = await house.finding('198.19.40.3')
    await house.rows(sql`delete from untold where finding_id = ${uuidOf(lost)}`)
    const of = async () =>
      (await house.untold(member.organisation)).map((row) => (row as unknown as { finding_id: string }).finding_id)
    house.pass(25 * hour)
    await repair(house.db, house.clock.now())
    expect(await of()).toHaveLength(1)
    house.pass(2 * hour)
    await repair(house.db, house.clock.now())
    expect((await of()).sort()).toEqual([uuidOf(await house.finding('198.19.40.2')), uuidOf(lost)].sort())
    await repair(house.db, house.clock.now())
    expect(await of()).toHaveLength(2)
  })

  it('whoever is no longer in the register becomes a task', async () => {
    const { operator, ...member } = await operated('Borteby', '198.19.41.0/24')
    await house.see([{ ...member, operator, ip: '198.19.41.1', severity: 'critical' }])
    await house.react()
    const gone = newId('org')
    await house.rows(sql`insert into notice_recipient (organisation_id) values (${uuidOf(gone)})`)
    await house.rows(sql`update untold set recipient_id = ${uuidOf(gone)}, role = 'owner'`)
    house.pass(20_000)
    expect(await house.gather()).toEqual(none)
    const calls = (await house.events('notice.call')).filter(({ payload }) => payload.recipient === gone)
    expect(calls.map(({ payload }) => payload)).toEqual([{ notice: '', recipient: gone, severity: 4, findings: 1 }])
  })
})

describe('several workers', () => {
  it('what waits for two reasons is told once, and nothing of it is left', async () => {
    const member = await house.member('Dobbeltby', '198.19.28.0/24')
    await house.see([{ ...member, ip: '198.19.28.1', severity: 'critical' }])
    await house.react()
    await house.rows(sql`
      insert into untold (finding_id, recipient_id, cause, organisation_id, role, schedule, send_after, severity, because, created_at)
      select finding_id, recipient_id, 'reopened', organisation_id, role, schedule, send_after, severity, because, created_at from untold`)
    expect(await house.tell()).toEqual(oneNotice)
    expect(await house.untold(member.organisation)).toEqual([])
  })

  it('what comes in again while somebody gathers is not lost with what was read before', async () => {
    const member = await house.member('Tettby', '198.19.29.0/24')
    await house.see([{ ...member, ip: '198.19.29.1', severity: 'critical' }])
    await house.react()
    const read = await house.db.in(analyst, (tx) => waitingOf(tx, [member.organisation]))
    await house.db.in(analyst, (tx) => insertUntold(tx, read, house.clock.now()))
    await house.db.in(analyst, (tx) =>
      postpone(
        tx,
        read.map((row) => ({ ...row, until: later(house.clock.now(), day) })),
      ),
    )
    await house.db.in(analyst, (tx) => removeUntold(tx, read))
    expect(await house.untold(member.organisation)).toMatchObject([{ schedule: 'at-once', cause: 'opened' }])
    const fresh = await house.db.in(analyst, (tx) => waitingOf(tx, [member.organisation]))
    await house.db.in(analyst, (tx) => removeUntold(tx, fresh))
    expect(await house.untold(member.organisation)).toEqual([])
  })

  it('two that gather at once make one notice for each recipient', async () => {
    const members = []
    for (let index = 0; index < 60; index++) members.push(await house.member(`Samtidig ${index}`, `198.51.${index}.0/24`))
    await house.see(
      members.flatMap((member, index) =>
        [1, 2, 3].map((last) => ({ ...member, ip: `198.51.${index}.${last}`, severity: 'critical' as const })),
      ),
    )
    await house.react()
    house.pass(20_000)
    const made = await Promise.all([1, 2, 3].map(() => gather(house.db, url, house.clock.now())))
    expect(made.reduce((sum, { notices }) => sum + notices, 0)).toBe(60)
    for (const { organisation } of members) {
      expect(await house.notices(organisation)).toMatchObject([{ findings: 3 }])
      expect(await house.untold(organisation)).toEqual([])
    }
  })
})
