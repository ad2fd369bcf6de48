import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Id } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { day, later } from '#domain/time.ts'
import { readConfig } from '#platform/config.ts'
import { sql } from '#platform/db/db.ts'
import { openQueued, type ServiceLetter } from '#platform/mail/letter.ts'
import { demandIds, type Ours, type ServiceId, type Subject, serviceIds, termsPublished } from './contract.ts'
import { lead, now, programme, reader, security, team } from './fixtures/programme.ts'
import { mayUse, targetsFor } from './index.ts'
import { readersOf, tellTerms, tellTermsJob, tellWhenPublished } from './tell-terms.ts'

const test = programme()
const none = { number: '312000024' }
let fjord: Id<'org'>
let count = 0

beforeAll(async () => {
  fjord = await test.add({ name: 'Fjord kommune', ...none, county: '46', municipality: '4601' })
  for (const subject of ['membership', ...serviceIds] as const) expect((await test.publish(subject, 1)).status).toBe(200)
})
beforeEach(() => test.clock.set(now))

/** A member of its own for a test, in the west. */
const member = (rest: object = {}): Promise<Id<'org'>> => {
  count += 1
  return test.add({ name: `Kommune ${count}`, county: '46', municipality: '4602', ...rest })
}
const may = (organisation: Id<'org'>, service: ServiceId) =>
  test.as(team, (tx) => mayUse(tx, organisation, service, test.clock.now()))
const targets = async (organisation: Id<'org'>, service: ServiceId) =>
  (await test.as(team, (tx) => targetsFor(tx, organisation, service, test.clock.now()))).map(({ value }) => value)
const standing = async (organisation: Id<'org'>, subject: Subject): Promise<Ours> =>
  (await test.ask(lead, 'GET', `/organisations/${organisation}/services`)).body.subjects.find(
    (each: Ours) => each.subject === subject,
  )

const due = async (who: Scope): Promise<Subject[]> =>
  (await test.ask(who, 'GET', '/services/due')).body.due.map(({ subject }: { subject: Subject }) => subject)

const hold = async (organisation: Id<'org'>, form: string, value: string, proof: string) => {
  const body = { form, value, from: '2025-01-01T00:00:00.000Z', proof }
  const made = await test.ask(lead, 'POST', `/organisations/${organisation}/holdings`, body)
  expect(made.status).toBe(200)
  return made.body.id as Id<'hol'>
}

describe('enrolment', () => {
  it('4.03 there are eight services, and each shows what data it handles, why, on which ground, how long and who sees, before consent', async () => {
    for (const locale of ['nb', 'nn', 'en']) {
      const { services } = (await test.ask(security(fjord), 'GET', `/services?lang=${locale}`)).body
      expect(services.map(({ id }: { id: string }) => id)).toEqual([...serviceIds])
      for (const service of services) {
        const told = [service.name, service.what, service.asks, service.contact, ...Object.values(service.handles)]
        expect(told).toHaveLength(9)
        expect(told.every((text) => String(text).length > 3)).toBe(true)
      }
    }
    const before = await standing(fjord, 'sensors')
    expect(before).toMatchObject({ state: 'none', consents: [], terms: { version: 1 } })
    expect(before.service!.handles.retention).toContain('tretti dager')
  })

  it('4.03 a member enrols in scanning with its networks and domains; what lies outside its own verified list needs approval', async () => {
    const org = await member()
    await hold(org, 'network', '198.18.10.0/24', 'dns-token')
    await hold(org, 'domain', 'ti.example', 'registry')
    await hold(org, 'network', '198.18.11.0/24', 'declared')
    const who = security(org)
    await test.consent(who, 'membership', 1)
    const asked = await test.consent(who, 'scanning', 1, {
      targets: [
        { form: 'network', value: '198.18.10.128/25' },
        { form: 'domain', value: 'www.ti.example' },
        { form: 'network', value: '198.18.11.0/24' },
        { form: 'network', value: '198.18.12.0/24' },
        { form: 'network', value: '198.18.10.0/23' },
        { form: 'domain', value: 'andre.example' },
      ],
    })
    expect(asked).toMatchObject({ status: 200, body: { state: 'on' } })
    const { targets: listed } = await standing(org, 'scanning')
    const of = (state: string) => listed.filter((each) => each.state === state).map(({ value }) => value)
    expect(of('verified')).toEqual(['www.ti.example', '198.18.10.128/25'])
    expect(of('waiting')).toEqual(['andre.example', '198.18.10.0/23', '198.18.11.0/24', '198.18.12.0/24'])
    expect(await targets(org, 'scanning')).toEqual(['www.ti.example', '198.18.10.128/25'])
    const [needed] = (await test.events('services.approval-needed')).filter(({ organisation }) => organisation === org)
    expect(needed).toMatchObject({ service: 'scanning', targets: expect.arrayContaining(['198.18.12.0/24', 'andre.example']) })
    expect(needed!.objects).toHaveLength(4)

    const waiting = listed.find(({ value }) => value === '198.18.12.0/24')!
    expect((await test.ask(who, 'POST', `/targets/${waiting.id}/decision`, { decision: 'approved', reason: 'Vår' })).status).toBe(
      404,
    )
    const decided = await test.ask(lead, 'POST', `/targets/${waiting.id}/decision`, {
      decision: 'approved',
      reason: 'Avtale lest',
    })
    expect(decided.status).toBe(200)
    expect(await targets(org, 'scanning')).toEqual(['www.ti.example', '198.18.10.128/25', '198.18.12.0/24'])
    expect(await test.events('services.approval-settled')).toContainEqual(
      expect.objectContaining({ organisation: org, objects: [waiting.id] }),
    )
  })

  it('with nothing but what nobody has proved, the service waits; proof that ends takes the network out again', async () => {
    const org = await member()
    const who = security(org)
    await test.consent(who, 'membership', 1)
    const outside = [{ form: 'network', value: '198.18.20.0/24' }]
    expect((await test.consent(who, 'scanning', 1, { targets: outside })).body).toEqual({ state: 'waiting', why: 'targets' })
    expect(await may(org, 'scanning')).toBe(false)
    const held = await hold(org, 'network', '198.18.21.0/24', 'registry')
    const more = await test.ask(who, 'PATCH', `/organisations/${org}/services`, {
      service: 'scanning',
      targets: [{ form: 'network', value: '198.18.21.0/25' }],
    })
    expect(more.status).toBe(200)
    expect(await targets(org, 'scanning')).toEqual(['198.18.21.0/25'])
    await test.ask(lead, 'PATCH', `/holdings/${held}`, { to: '2026-06-01T00:00:00.000Z' })
    expect(await targets(org, 'scanning')).toEqual([])
  })

  it('what is proved after it was asked for may be used, and what is proved no more waits again, wherever it is shown', async () => {
    const org = await member()
    const who = security(org)
    await test.consent(who, 'membership', 1)
    await test.consent(who, 'scanning', 1, { targets: [{ form: 'domain', value: 'sent.example' }] })
    const shown = async () => {
      const { state, targets: listed } = await standing(org, 'scanning')
      const table = (await test.ask(lead, 'GET', `/services/members/scanning?organisation=${org}`)).body
      const { on } = (await test.ask(lead, 'GET', '/services')).body.standings.scanning.byState
      const [row] = table.rows
      return { state, target: listed[0]!.state, may: await may(org, 'scanning'), row: row.state, waits: row.waitingTargets, on }
    }
    const before = await shown()
    expect(before).toMatchObject({ state: 'waiting', target: 'waiting', may: false, row: 'waiting', waits: 1 })
    const held = await hold(org, 'domain', 'sent.example', 'dns-token')
    const proved = { state: 'on', target: 'verified', may: true, row: 'on', waits: 0, on: before.on + 1 }
    expect(await shown()).toEqual(proved)
    expect(await targets(org, 'scanning')).toEqual(['sent.example'])
    await test.ask(lead, 'PATCH', `/holdings/${held}`, { to: later(now, day) })
    expect(await shown()).toEqual(proved)
    test.clock.set(later(now, day))
    expect(await shown()).toEqual(before)
    expect(await targets(org, 'scanning')).toEqual([])
  })

  it('after a withdrawal every network and domain that nobody proved is asked of the team anew, also what it had approved', async () => {
    const org = await member()
    const who = security(org)
    await test.consent(who, 'membership', 1)
    const values = ['godkjent.example', 'venter.example', 'avvist.example']
    await test.consent(who, 'scanning', 1, { targets: values.map((value) => ({ form: 'domain', value })) })
    const decide = async (value: string, decision: string) => {
      const { id } = (await standing(org, 'scanning')).targets.find((each) => each.value === value)!
      expect((await test.ask(lead, 'POST', `/targets/${id}/decision`, { decision, reason: 'Avtale lest' })).status).toBe(200)
    }
    await decide('godkjent.example', 'approved')
    await decide('avvist.example', 'refused')
    const withdrawn = await test.ask(who, 'POST', `/organisations/${org}/consents/withdraw`, { subject: 'scanning' })
    expect(withdrawn.status).toBe(200)
    expect((await test.consent(who, 'scanning', 1, { targets: [{ form: 'domain', value: 'venter.example' }] })).body).toEqual({
      state: 'waiting',
      why: 'targets',
    })
    expect(await targets(org, 'scanning')).toEqual([])
    const states = (await standing(org, 'scanning')).targets.map(({ value, state }) => [value, state])
    expect(states).toEqual([
      ['avvist.example', 'refused'],
      ['godkjent.example', 'waiting'],
      ['venter.example', 'waiting'],
    ])
    const needed = (await test.events('services.approval-needed')).filter(({ organisation }) => organisation === org)
    expect(needed).toHaveLength(2)
    expect(needed[1]!.targets).toEqual(['godkjent.example', 'venter.example'])
    await decide('godkjent.example', 'approved')
    expect(await targets(org, 'scanning')).toEqual(['godkjent.example'])
  })

  it.each([
    ['198.18.4.1/24', 'network', 'host-bits'],
    ['10/4', 'network', 'not-a-network'],
    ['co.uk', 'domain', 'public-suffix'],
    ['1.0.0.0/7', 'network', 'network-too-wide'],
  ])('%s is no %s to look at: the message says why and nothing is saved', async (value, form, code) => {
    const org = await member()
    await test.consent(security(org), 'membership', 1)
    const asked = await test.consent(security(org), 'scanning', 1, {
      targets: [
        { form: 'network', value: '198.18.30.0/24' },
        { form, value },
      ],
    })
    expect(asked.body).toMatchObject({ code })
    expect(asked.status).toBe(422)
    expect(await standing(org, 'scanning')).toMatchObject({ state: 'none', consents: [], targets: [] })
  })

  it('what needs approval waits for the team, for many at once, with preview and undo; the pause of the team is not ended by the member', async () => {
    const orgs = [await member(), await member()]
    for (const org of orgs) {
      await test.consent(security(org), 'membership', 1)
      expect((await test.consent(security(org), 'sensors', 1)).body).toEqual({ state: 'waiting', why: 'approval' })
    }
    const never = await member()
    const bulk = (deed: string, rest: object = {}) =>
      test.ask(lead, 'POST', '/services/members/sensors', { deed, organisations: [...orgs, never], ...rest })
    expect((await bulk('approve', { dryRun: true })).body).toEqual({ changed: orgs, unfit: 1 })
    expect(await may(orgs[0]!, 'sensors')).toBe(false)
    expect((await bulk('approve')).body.changed).toEqual(orgs)
    expect(await may(orgs[0]!, 'sensors')).toBe(true)
    expect((await bulk('unapprove')).body.changed).toEqual(orgs)
    expect(await may(orgs[0]!, 'sensors')).toBe(false)
    await bulk('approve')
    expect((await bulk('pause')).body).toMatchObject({ code: 'reason-missing' })
    await bulk('pause', { reason: 'Sensoren er ute av drift' })
    await test.consent(security(orgs[0]!), 'sensors', 1)
    expect(await standing(orgs[0]!, 'sensors')).toMatchObject({
      state: 'paused',
      why: 'team',
      pauseReason: 'Sensoren er ute av drift',
    })
    expect((await bulk('resume')).body.changed).toEqual(orgs)
    expect(await may(orgs[0]!, 'sensors')).toBe(true)
    expect((await bulk('offer')).body.changed).toEqual([never])
    expect((await standing(never, 'sensors')).state).toBe('asked')
    expect((await bulk('unoffer')).body.changed).toEqual([never])
    expect((await standing(never, 'sensors')).state).toBe('none')

    // Who has ended is offered it anew; taken back, it has ended as before, and what was approved then does not count again.
    const left = orgs[0]!
    await test.ask(security(left), 'POST', `/organisations/${left}/consents/withdraw`, { subject: 'sensors' })
    test.clock.set(later(now, day))
    const again = (deed: string) => test.ask(lead, 'POST', '/services/members/sensors', { deed, organisations: [left] })
    const state = async () => (await standing(left, 'sensors')).state
    const states = [await state()]
    for (const deed of ['offer', 'unoffer', 'offer']) {
      expect((await again(deed)).body.changed, deed).toEqual([left])
      states.push(await state())
    }
    expect(states).toEqual(['ended', 'asked', 'ended', 'asked'])
    await test.consent(security(left), 'sensors', 1)
    expect(await standing(left, 'sensors')).toMatchObject({ state: 'waiting', why: 'approval' })
  })

  it('the table has everybody once by state, pages by key, and the same figures as the catalogue, the map and the export', async () => {
    const org = await member({ kinds: ['hospital'], constituencies: ['health'], county: '50', municipality: '5001' })
    await test.consent(security(org), 'membership', 1)
    await test.consent(security(org), 'advice', 1)
    const all: { id: string; state: string }[] = []
    for (let after: string | undefined, more = true; more; ) {
      const page = (await test.ask(lead, 'GET', `/services/members/advice?limit=3${after ? `&after=${after}` : ''}`)).body
      all.push(...page.rows)
      after = page.next
      more = after !== undefined
    }
    const { standings } = (await test.ask(lead, 'GET', '/services')).body
    expect(new Set(all.map(({ id }) => id)).size).toBe(standings.advice.of)
    expect(all.filter(({ state }) => state === 'on')).toHaveLength(standings.advice.byState.on)
    expect(all.filter(({ state }) => state === 'none')).toHaveLength(standings.advice.byState.none)
    const filtered = (
      await test.ask(lead, 'GET', '/services/members/advice?county=50&state=on&kind=hospital&constituency=health')
    ).body
    expect(filtered).toMatchObject({ count: 1, rows: [{ id: org }], standing: { of: 1 } })
    const { rows, elsewhere } = (await test.ask(lead, 'GET', '/services/map/advice')).body
    expect(rows.find(({ place }: { place: string }) => place === '5001')).toEqual({
      place: '5001',
      name: 'Trondheim – Tråante',
      county: 'Trøndelag',
      members: 1,
      on: 1,
      waiting: 0,
    })
    expect(rows.length).toBeGreaterThan(350)
    const members = rows.reduce((sum: number, row: { members: number }) => sum + row.members, elsewhere.members)
    expect(members).toBe(standings.advice.of)
    const csv = await test.ask(lead, 'GET', '/services/members/advice/export.csv?state=on')
    expect(csv.text.trim().split('\n')).toHaveLength(1 + standings.advice.byState.on)
    const xlsx = await test.ask(lead, 'GET', '/services/members/advice/export.xlsx')
    expect(xlsx.status).toBe(200)
    expect((await test.ask(security(org), 'GET', '/services')).body.standings).toBeNull()
  })

  it('a contact is one of its own, and a reader changes nothing', async () => {
    const [org, other] = [await member(), await member()]
    const contact = { role: 'security', name: 'Vakt', email: 'vakt@ti.example' }
    const { body: theirs } = await test.ask(lead, 'PUT', `/organisations/${other}/contacts`, contact)
    const { body: own } = await test.ask(lead, 'PUT', `/organisations/${org}/contacts`, contact)
    await test.consent(security(org), 'membership', 1)
    expect((await test.consent(security(org), 'advice', 1, { contactId: theirs.id })).body.code).toBe('contact-unknown')
    expect((await test.consent(security(org), 'advice', 1, { contactId: own.id })).status).toBe(200)
    expect((await standing(org, 'advice')).contact).toEqual({ id: own.id, name: 'Vakt', role: 'security' })
    expect((await test.consent(reader(org), 'blocklists', 1)).status).toBe(403)
    expect(
      (await test.ask(lead, 'POST', `/organisations/${org}/consents`, { subject: 'advice', version: 1, signatory: 'X Y' }))
        .status,
    ).toBe(403)
    const elsewhere = await test.ask(security(other), 'POST', `/organisations/${org}/consents`, {
      subject: 'advice',
      version: 1,
      signatory: 'X Y',
    })
    expect(elsewhere.status).toBe(404)
    const key = { ...security(org), who: { kind: 'key' as const, id: 'key_walls', name: 'nøkkel' } }
    expect((await test.consent(key, 'blocklists', 1)).status).toBeGreaterThanOrEqual(400)
    expect((await standing(org, 'blocklists')).state).toBe('none')
  })
})

describe('agreements', () => {
  it('4.10 access to a service is blocked until the current version of the agreement is accepted, and again when a new one counts', async () => {
    const org = await member()
    const who = security(org)
    expect((await test.consent(who, 'advice', 1)).body).toMatchObject({ code: 'agreement-first' })
    expect(await may(org, 'advice')).toBe(false)
    expect(await due(who)).toEqual(['membership'])
    expect((await test.consent(who, 'membership', 1)).body).toEqual({ state: 'on', why: null })
    expect(await due(who)).toEqual([])
    expect((await test.consent(who, 'advice', 1)).body).toEqual({ state: 'on', why: null })
    expect(await may(org, 'advice')).toBe(true)
    const [signed] = (await standing(org, 'membership')).consents
    expect(signed).toMatchObject({ version: 1, signatory: 'IT-leder', by: 'Kari Nordmann', givenAt: now, withdrawnAt: null })

    const validFrom = later(now, 10 * day)
    expect((await test.publish('membership', 2, validFrom)).status).toBe(200)
    expect(await standing(org, 'membership')).toMatchObject({ state: 'on', terms: { version: 1 }, next: { version: 2 } })
    expect(await may(org, 'advice')).toBe(true)
    test.clock.set(later(now, 10 * day))
    expect(await may(org, 'advice')).toBe(false)
    expect(await standing(org, 'advice')).toMatchObject({ state: 'paused', why: 'agreement' })
    expect(await standing(org, 'membership')).toMatchObject({ state: 'paused', why: 'terms' })
    expect(await due(who)).toEqual(['membership'])
    expect((await test.consent(who, 'membership', 1)).body).toMatchObject({ code: 'terms-changed' })
    expect((await test.consent(who, 'membership', 2)).body).toEqual({ state: 'on', why: null })
    expect(await may(org, 'advice')).toBe(true)

    expect((await test.publish('advice', 2, later(now, 11 * day))).status).toBe(200)
    test.clock.set(later(now, 11 * day))
    expect(await standing(org, 'advice')).toMatchObject({ state: 'paused', why: 'terms' })
    expect(await may(org, 'advice')).toBe(false)
    await test.consent(who, 'advice', 2)
    expect(await may(org, 'advice')).toBe(true)
    const { versions } = (await test.ask(reader(org), 'GET', '/services/terms/advice')).body
    expect(versions.map((each: { version: number; current: boolean }) => [each.version, each.current])).toEqual([
      [2, true],
      [1, false],
    ])
  })

  it('4.10 the lead sees who lacks the current version, as a list and as a figure of how many', async () => {
    test.clock.set(later(now, 12 * day))
    const before = (await test.ask(lead, 'GET', '/services')).body.standings.membership
    const { body } = await test.ask(lead, 'GET', '/services/members/membership?why=terms&limit=200')
    expect(body.count).toBe(before.lack)
    expect(body.count).toBeGreaterThan(3)
    expect(body.standing.of).toBe(before.of)
    expect(body.rows.every(({ version }: { version: number }) => version === 1)).toBe(true)
    const states = Object.values(before.byState as Record<string, number>)
    expect(states.reduce((sum, each) => sum + each, 0)).toBe(before.of)
    const [lacking] = body.rows
    await test.consent(security(lacking.id), 'membership', 2)
    expect((await test.ask(lead, 'GET', '/services')).body.standings.membership.lack).toBe(before.lack - 1)
  })

  it('a consent that is withdrawn ends the service at once, also for a session and a transaction that are open', async () => {
    test.clock.set(later(now, 13 * day))
    const org = await member()
    const [who, colleague] = [security(org), reader(org)]
    await test.consent(who, 'membership', 2)
    await test.consent(who, 'blocklists', 1)
    const seen = async () =>
      (await test.ask(colleague, 'GET', `/organisations/${org}/services`)).body.subjects.find(
        (each: Ours) => each.subject === 'blocklists',
      )
    expect((await seen()).state).toBe('on')
    await test.as(colleague, async (tx) => {
      expect(await mayUse(tx, org, 'blocklists', test.clock.now())).toBe(true)
      const withdrawn = await test.ask(who, 'POST', `/organisations/${org}/consents/withdraw`, { subject: 'blocklists' })
      expect(withdrawn.status).toBe(200)
      expect(await mayUse(tx, org, 'blocklists', test.clock.now())).toBe(false)
    })
    expect(await seen()).toMatchObject({ state: 'ended', consents: [{ version: 1, withdrawnAt: test.clock.now() }] })
    expect(await test.events('services.consent-withdrawn')).toContainEqual({ organisation: org, subject: 'blocklists' })
    expect((await test.ask(who, 'POST', `/organisations/${org}/consents/withdraw`, { subject: 'blocklists' })).body.code).toBe(
      'not-consented',
    )
    await test.consent(who, 'blocklists', 1)
    const byTeam = { subject: 'blocklists' }
    expect((await test.ask(lead, 'POST', `/organisations/${org}/consents/withdraw`, byTeam)).body.code).toBe('reason-missing')
    const rang = { ...byTeam, reason: 'De ringte og ba om det.' }
    expect((await test.ask(lead, 'POST', `/organisations/${org}/consents/withdraw`, rang)).status).toBe(200)
    expect(await may(org, 'blocklists')).toBe(false)
    await test.consent(who, 'blocklists', 1)
    expect(await may(org, 'blocklists')).toBe(true)
    await test.ask(who, 'POST', `/organisations/${org}/consents/withdraw`, { subject: 'membership' })
    expect(await may(org, 'blocklists')).toBe(false)
    expect((await seen()).why).toBe('agreement')
  })

  it('withdrawn within a transaction, it may not be used there either, and what was approved must be approved anew', async () => {
    test.clock.set(later(now, 13 * day))
    const org = await member()
    const who = security(org)
    await test.consent(who, 'membership', 2)
    await test.consent(who, 'detection', 1)
    await test.ask(lead, 'POST', '/services/members/detection', { deed: 'approve', organisations: [org] })
    expect(await may(org, 'detection')).toBe(true)
    const { withdraw } = await import('./actions.ts')
    await test.as(who, async (tx) => {
      expect((await withdraw(tx, who, org, 'detection', '', test.clock.now())).ok).toBe(true)
      expect(await mayUse(tx, org, 'detection', test.clock.now())).toBe(false)
    })
    expect((await test.consent(who, 'detection', 1)).body).toEqual({ state: 'waiting', why: 'approval' })
  })

  it('when a version is published while ten members say yes to the one before, nobody has an old version on', async () => {
    test.clock.set(later(now, 14 * day))
    const orgs = await Promise.all(Array.from({ length: 10 }, () => member()))
    for (const org of orgs) await test.consent(security(org), 'membership', 2)
    const [published, ...answers] = await Promise.all([
      test.publish('incident-handling', 2),
      ...orgs.map((org) => test.consent(security(org), 'incident-handling', 1)),
    ])
    expect(published.status).toBe(200)
    expect(answers.every(({ status, body }) => status === 200 || body.code === 'terms-changed')).toBe(true)
    for (const [index, org] of orgs.entries()) {
      expect(await may(org, 'incident-handling')).toBe(false)
      expect((await standing(org, 'incident-handling')).state).toBe(answers[index]!.status === 200 ? 'paused' : 'none')
    }
    expect((await test.consent(security(orgs[0]!), 'incident-handling', 2)).body.state).toBe('on')
  })

  it('a new version is shown as a difference before it is published, follows the newest, and is for those who lead', async () => {
    test.clock.set(later(now, 15 * day))
    const { draft, versions } = (await test.ask(lead, 'GET', '/services/terms/pentests')).body
    expect(versions).toHaveLength(1)
    const body = { ...draft, nb: { ...draft.nb, ours: [...draft.nb.ours, 'Vi ringer før vi begynner.'] } }
    const asked = { after: 1, body, changed: { nb: 'Vi ringer.', nn: 'Vi ringjer.', en: 'We call.' } }
    const preview = await test.ask(lead, 'POST', '/services/terms/pentests', { ...asked, dryRun: true })
    expect(preview.body.difference.filter(({ what }: { what: string }) => what !== 'same')).toEqual([
      { what: 'in', text: '+ Vi ringer før vi begynner.' },
    ])
    expect((await test.ask(lead, 'GET', '/services/terms/pentests')).body.versions).toHaveLength(1)
    expect((await test.ask(lead, 'POST', '/services/terms/pentests', { ...asked, after: 7 })).body.code).toBe('terms-changed')
    const earlier = { ...asked, validFrom: later(now, day) }
    expect((await test.ask(lead, 'POST', '/services/terms/pentests', earlier)).body.code).toBe('valid-from-has-passed')
    expect((await test.ask(lead, 'POST', '/services/terms/pentests', { ...asked, body: draft })).body.code).toBe('terms-same')
    const analyst = { ...lead, roles: ['analyst' as const], who: { ...lead.who, id: 'usr_analyst' } }
    expect((await test.ask(analyst, 'POST', '/services/terms/pentests', asked)).status).toBe(403)
    const published = await test.ask(lead, 'POST', '/services/terms/pentests', asked)
    expect(published.body).toMatchObject({ version: 2 })
  })
})

describe('new terms', () => {
  const letters: ServiceLetter[] = []
  const config = readConfig({ VARDE_PUBLIC_URL: 'https://varde.example' })
  const office = () => ({
    db: test.db,
    clock: test.clock,
    config,
    jobs: {
      ask: async (_name: string, data: object) =>
        void letters.push(openQueued(config, (data as { sealed: string }).sealed).letter),
    },
  })
  const contact = (org: Id<'org'>, body: object) =>
    test.ask(lead, 'PUT', `/organisations/${org}/contacts`, { role: 'security', telephone: '+47 00 00 00 03', ...body })

  it('are told to whoever has asked for the service: one letter each, in its language, once for a version', async () => {
    const before = (await test.as(team, (tx) => readersOf(tx, team, 'blocklists', now))).of
    const [nynorsk, english, silent, gone, never] = await Promise.all(Array.from({ length: 5 }, () => member()))
    await contact(nynorsk!, { name: 'Tryggleik', email: 'tryggleik@fjord.example', language: 'nn' })
    await contact(nynorsk!, { name: 'Leiing', email: 'leiing@fjord.example', language: 'nn', role: 'management' })
    await contact(english!, { name: 'Security', email: null, language: 'en' })
    await contact(english!, { name: 'Management', email: 'management@vik.example', language: 'en', role: 'management' })
    await contact(silent!, { name: 'Vakt', email: null })
    await contact(gone!, { name: 'Sikkerhet', email: 'sikkerhet@gone.example' })
    await contact(never!, { name: 'Sikkerhet', email: 'sikkerhet@never.example' })
    for (const org of [nynorsk!, english!, silent!, gone!]) {
      await test.consent(security(org), 'membership', 1)
      expect((await test.consent(security(org), 'blocklists', 1)).status).toBe(200)
    }
    await test.ask(security(gone!), 'POST', `/organisations/${gone}/consents/withdraw`, { subject: 'blocklists' })
    const { draft } = (await test.ask(lead, 'GET', '/services/terms/blocklists')).body
    const body = { ...draft, en: { ...draft.en, ours: [...draft.en.ours, 'We ring you first.'] } }
    const changed = { nb: 'Vi ringer først.', nn: 'Vi ringjer først.', en: 'We ring you first.' }
    const asked = { after: 1, body, changed, validFrom: later(now, 10 * day) }
    const preview = await test.ask(lead, 'POST', '/services/terms/blocklists', { ...asked, dryRun: true })
    expect(preview.body).toMatchObject({ letters: 2, enrolled: before + 3 })
    expect((await test.ask(lead, 'POST', '/services/terms/blocklists', asked)).body).toMatchObject({ version: 2, letters: 2 })

    const published = (await test.events(termsPublished)).at(-1)!
    const jobs: [string, object][] = []
    await test.as(team, (tx) =>
      tellWhenPublished.handle(tx, [{ payload: published } as never], {
        now,
        jobs: { ask: async (name, data) => void jobs.push([name, data]) },
      }),
    )
    expect(jobs).toEqual([[tellTermsJob, { subject: 'blocklists', version: 2 }]])
    const told = await Promise.all([tellTerms(office(), 'blocklists', 2, now), tellTerms(office(), 'blocklists', 2, now)])
    expect(told.map(({ written }) => written).sort()).toEqual([0, 2])
    expect(letters.map(({ to, subject, locale }) => [to.address, subject, locale]).sort()).toEqual([
      ['management@vik.example', 'New terms: Blocklists', 'en'],
      ['tryggleik@fjord.example', 'Nye vilkår: Sperrelister', 'nn'],
    ])
    const { lines, link } = letters.find(({ locale }) => locale === 'nn')!
    expect(lines.join(' ')).toContain('Vi ringjer først.')
    expect(lines.join(' ')).toContain('frå 1. des. 2026')
    expect(link).toMatchObject({ url: 'https://varde.example/our-services' })
    expect((await standing(nynorsk!, 'blocklists')).steps[0]).toMatchObject({
      what: 'terms-told',
      version: 2,
      who: 'Leder Hansen',
    })
    const [entry] = await test.as(team, (tx) =>
      tx.rows<{ detail: object }>(sql`select detail from audit where action = 'service.terms-told'`),
    )
    expect(entry!.detail).toEqual({ subject: 'blocklists', version: 2, written: 2, of: before + 3 })
    expect(await tellTerms(office(), 'blocklists', 1, now)).toEqual({ written: 0, of: 0 })
  })
})

describe('assessments', () => {
  it('4.10 an assessment is made once and read by two others by its owner’s consent; withdrawn, it is gone for them at once', async () => {
    const owner = await member({ number: '312000032' })
    const [one, two, third] = [
      await member({ number: '312000040' }),
      await member({ number: '312000059' }),
      await member({ number: '312000067' }),
    ]
    const who = security(owner)
    const answers = demandIds.map((demand, index) =>
      index < 7 ? { demand, answer: 'met' } : { demand, answer: index === 7 ? 'partly' : 'not-yet', until: '2027-03-01' },
    )
    expect(
      (await test.ask(who, 'PUT', `/organisations/${owner}/demands`, { answers: [{ demand: 'logs', answer: 'partly' }] })).body
        .code,
    ).toBe('until-missing')
    expect(
      (
        await test.ask(who, 'POST', `/organisations/${owner}/assessments`, {
          framework: 'minimum-demands',
          title: 'Minstekrav',
          doneOn: '2026-11-20',
        })
      ).body.code,
    ).toBe('demands-unanswered')
    expect((await test.ask(who, 'PUT', `/organisations/${owner}/demands`, { answers })).status).toBe(200)
    expect((await test.ask(lead, 'GET', `/organisations/${owner}/demands`)).body).toMatchObject({ met: 7, of: 9 })
    // After midnight here it is today, whatever the day is in Greenwich.
    test.clock.set('2026-11-21T23:30:00.000Z')
    const late = { framework: 'other', title: 'Nattarbeid', doneOn: '2026-11-22' }
    expect((await test.ask(who, 'POST', `/organisations/${owner}/assessments`, late)).status).toBe(200)
    test.clock.set(now)
    const made = await test.ask(who, 'POST', `/organisations/${owner}/assessments`, {
      framework: 'minimum-demands',
      title: 'Minstekrav 2026',
      doneOn: '2026-11-20',
      document: { issuer: 'Internrevisjonen', reference: '2026/14' },
    })
    const { id } = made.body
    const shares = (number: string, label: string) => test.ask(who, 'POST', `/assessments/${id}/shares`, { number, label })
    const [known, unknown] = [await shares('312 000 040', 'Eieren'), await shares('312000075', 'En vi ikke har')]
    expect(known).toEqual(unknown)
    await shares('312000059', 'Kunden')
    expect((await shares('312000068', 'Feil siffer')).status).toBe(422)
    const reads = async (organisation: Id<'org'>) =>
      (await test.ask(reader(organisation), 'GET', '/assessments')).body.assessments
    for (const organisation of [one, two]) {
      const [read] = await reads(organisation)
      expect(read).toMatchObject({ id, title: 'Minstekrav 2026', doneOn: '2026-11-20', document: { issuer: 'Internrevisjonen' } })
      expect(read.answers).toHaveLength(9)
      expect(read.owner).toMatch(/^Kommune/)
    }
    expect(await reads(third)).toEqual([])
    expect(
      (await test.ask(security(one), 'POST', `/assessments/${id}/shares`, { number: '312000067', label: 'Videre' })).status,
    ).toBe(404)
    expect((await test.ask(security(third), 'GET', `/organisations/${owner}/assessments`)).status).toBe(404)
    await test.ask(who, 'POST', `/assessments/${id}/shares/withdraw`, { number: '312000040' })
    expect(await reads(one)).toEqual([])
    expect(await reads(two)).toHaveLength(1)
    const [mine] = (await test.ask(who, 'GET', `/organisations/${owner}/assessments`)).body.assessments
    expect(mine.shares).toHaveLength(3)
    expect(await test.actions()).toEqual(expect.arrayContaining(['assessment.keep', 'assessment.share', 'assessment.unshare']))
  })
})

describe('the second wall', () => {
  it('a member’s own transaction approves nothing, ends no pause and says yes for nobody else', async () => {
    test.clock.set(later(now, 13 * day))
    const [org, other] = [await member(), await member()]
    const who = security(org)
    await test.consent(who, 'membership', 2)
    await test.consent(who, 'sensors', 1)
    const statements = [
      sql`update service_enrolment set approved_at = now()`,
      sql`update service_enrolment set paused_at = now()`,
      sql`update service_target set decision = 'approved'`,
      sql`insert into service_consent (id, organisation_id, subject, version, signatory, given_at, given_by, given_by_name)
          values (gen_random_uuid(), (${other.slice(4)})::uuid, 'membership', 2, 'x', now(), 'x', 'x')`,
    ]
    await test.consent(who, 'scanning', 1, { targets: [{ form: 'network', value: '198.18.40.0/24' }] })
    for (const statement of statements)
      await expect(test.as(who, (tx) => tx.run(statement))).rejects.toThrow(/only the team|row-level security/)
  })
})
