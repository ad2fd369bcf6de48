import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { capabilities } from '#apps/server/capabilities.ts'
import { buildServer } from '#apps/server/server.ts'
import { closeWorld, openWorld, type World } from '#apps/server/world.ts'
import { addPerson, setUpSecondFactor } from '#capabilities/access/capability.ts'
import type { TeamRole } from '#capabilities/access/contract.ts'
import { remind } from '#capabilities/access/delegations.ts'
import { addressees } from '#capabilities/members/index.ts'
import { endpoint, type Role } from '#domain/endpoint.ts'
import type { Id } from '#domain/id.ts'
import { uuidOf } from '#domain/id.ts'
import { ok } from '#domain/result.ts'
import { systemScope } from '#domain/scope.ts'
import { day, later } from '#domain/time.ts'
import { clockAt } from '#platform/clock.ts'
import { sql } from '#platform/db/db.ts'
import { serve } from '#platform/http/app.ts'
import { letterJob, openQueued, type Queued } from '#platform/mail/letter.ts'
import { codeAt } from '../../src/capabilities/access/fixtures/house.ts'
import { daysAgo, type House, now, openHouse, report } from './house.ts'

const password = 'fire hester i regn'
const clock = clockAt(now)

let house: House
let world: World
let origin: string
let app: Awaited<ReturnType<typeof buildServer>>
/** A member, its ICT operator, and a member that has nothing to do with either. */
let fjord: Id<'org'>
let drift: Id<'org'>
let dal: Id<'org'>
const numbers = { fjord: '312000024', drift: '312000032', dal: '312000040' }

beforeAll(async () => {
  house = await openHouse({ clock })
  fjord = await house.organisation('Fjord kommune', { number: numbers.fjord })
  drift = await house.organisation('Drift IKS', { number: numbers.drift, kinds: ['ict-operator'] })
  dal = await house.organisation('Dal kommune', { number: numbers.dal })
  for (const [at, id] of [fjord, drift, dal].entries()) await house.holding(id, `198.18.${at}.0/24`)
  await house.bring(report([0, 1, 2].flatMap((net) => [7, 8].map((host) => ({ ip: `198.18.${net}.${host}`, at: daysAgo(1) })))))
  await house.turn()
  world = await openWorld(house.config, { clock })
  app = await buildServer(world, { webRoot: house.folder })
  serve(app, endpoint('GET', '/slow.csv', { summary: 'A long download', may: 'signed-in', form: 'file' }), async () =>
    ok({ fileName: 'slow.csv', contentType: 'text/csv', body: slowly(), owners: 'nobody' as const }),
  )
  serve(app, endpoint('GET', '/slow-findings.csv', { summary: 'A long download', may: 'signed-in', form: 'file' }), async () => {
    const owners = { what: 'findings', rows: new Map([[fjord, 3]]) }
    return ok({ fileName: 'slow.csv', contentType: 'text/csv', body: slowly(), owners })
  })
  origin = await app.fastify.listen({ host: '127.0.0.1', port: 0 })
  for (const [name, id] of [
    ['fjord', fjord],
    ['drift', drift],
    ['dal', dal],
  ] as const)
    await person(`${name}.sikkerhet`, [[id, 'member-security']])
  await person('drift.leser', [[drift, 'member-reader']])
  await person('sjef', [], ['admin'])
  await person('vakt', [], ['duty'])
}, 60_000)
afterAll(async () => {
  await app?.fastify.close()
  if (world) await closeWorld(world)
  await house?.close()
})

const slowPieces = 40
/** A file that takes eight seconds. */
async function* slowly() {
  for (let piece = 0; piece < slowPieces; piece += 1) {
    yield 'x'
    await sleep(200)
  }
}

const people = new Map<string, Id<'usr'>>()
const secrets = new Map<string, string>()
async function person(name: string, seats: [Id<'org'>, Role][], teamRoles: TeamRole[] = []) {
  const organisations = seats.map(([id, role]) => ({ id, role: role as 'member-reader' }))
  const added = await addPerson(world.db, clock, { name, displayName: `The ${name}`, password, organisations, teamRoles })
  if (!added.ok) throw new Error(added.reason)
  people.set(name, added.value.id)
  secrets.set(name, await setUpSecondFactor(world.db, clock, house.config, { id: added.value.id, name }))
}

interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: the answers of many endpoints, each looked at by its own test
  json: any
  text: string
}

/** Somebody's browser. */
class Browser {
  readonly jar = new Map<string, string>()
  async send(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Response> {
    const response = await fetch(`${origin}/api${path}`, {
      method,
      headers: {
        cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join('; '),
        'x-csrf-token': this.jar.get('varde_csrf') ?? '',
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      this.jar.set(name!, value!)
    }
    return response
  }
  async ask(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Answer> {
    const response = await this.send(method, path, body, headers)
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return { status: response.status, text, json: isJson ? JSON.parse(text) : undefined }
  }
  get(path: string, headers?: Record<string, string>) {
    return this.ask('GET', path, undefined, headers)
  }
}

async function signedIn(name: string): Promise<Browser> {
  const browser = new Browser()
  // RFC 6238: a code is taken once.
  const secret = secrets.get(name)
  if (secret) clock.set(later(clock.now(), 30_000))
  const code = secret && codeAt(secret, clock.now())
  const answer = await browser.ask('POST', '/session', { name, password, ...(code && { code }) })
  if (answer.json?.state !== 'signed-in') throw new Error(`${name}: ${answer.text}`)
  return browser
}

/** The letters that wait, newest last. */
async function letters(): Promise<Queued['letter'][]> {
  const rows = await world.db.asOwner((tx) =>
    tx.rows<{ sealed: string }>(
      sql`select data ->> 'sealed' as sealed from varde_job.job where name = ${letterJob} order by created_on, id`,
    ),
  )
  return rows.map(({ sealed }) => openQueued(house.config, sealed).letter)
}
const tokenIn = (letter: Queued['letter'] | undefined): string => letter!.link!.url.split('#')[1]!

/** Lets the operator stand in for the member, by both their words. */
async function delegated(may: string[] = [], days = 100): Promise<string> {
  const [asker, member] = [await signedIn('drift.sikkerhet'), await signedIn('fjord.sikkerhet')]
  const asked = {
    side: 'operator',
    number: numbers.fjord,
    may,
    reason: 'Driftsavtale 2026',
    endsAt: later(clock.now(), days * day),
  }
  const { id } = (await asker.ask('POST', `/organisations/${drift}/delegations`, asked)).json
  expect((await member.ask('POST', `/delegations/${id}/consent`)).status).toBe(200)
  return id
}
const end = async (id: string) => {
  const member = await signedIn('fjord.sikkerhet')
  expect((await member.ask('DELETE', `/delegations/${id}`)).status).toBe(200)
}
const findingsOf = async (browser: Browser, organisation: Id<'org'>): Promise<number> =>
  (await browser.get(`/findings?organisation=${organisation}`)).json.rows.length

describe('An invitation', () => {
  it('opens, to whoever holds its one-use link, an account with the seat, and tells who invites to what', async () => {
    const keeper = await signedIn('fjord.sikkerhet')
    const body = { email: 'Ny.Kollega@fjord.example', organisation: fjord, roles: ['member-reader'], locale: 'nn' }
    expect((await keeper.ask('POST', '/invitations', body)).status).toBe(200)
    const letter = (await letters()).at(-1)!
    expect(letter).toMatchObject({ to: { address: 'ny.kollega@fjord.example' }, locale: 'nn' })
    // What looks like an address of a page stands in no letter.
    expect(letter.lines.join(' ')).toMatch(/Nokon inviterer deg til Varde for Fjord kommune/)
    expect(new URL(letter.link!.url).pathname).toBe('/invitation')
    const guest = new Browser()
    const token = tokenIn(letter)
    expect((await guest.ask('POST', '/invitations/opened', { token })).json).toMatchObject({
      invitedBy: 'The fjord.sikkerhet',
      organisation: 'Fjord kommune',
      roles: ['member-reader'],
    })
    const accepted = { token, displayName: 'Ny Kollega', password: 'regn over fire hester', locale: 'nn' }
    expect((await guest.ask('POST', '/invitations/accepted', accepted)).json).toEqual({
      name: 'ny.kollega@fjord.example',
      signedIn: false,
    })
    await guest.ask('POST', '/session', { name: 'ny.kollega@fjord.example', password: 'regn over fire hester' })
    expect((await guest.get('/session')).json.me.organisations).toEqual([
      { id: fjord, name: 'Fjord kommune', roles: ['member-reader'] },
    ])
    expect((await guest.ask('POST', '/invitations/accepted', accepted)).json.code).toBe('invitation-over')
    const { people: housemates } = (await keeper.get(`/organisations/${fjord}/people`)).json
    expect(housemates.find(({ name }: { name: string }) => name.startsWith('ny.'))).toMatchObject({
      displayName: 'Ny Kollega',
      role: 'member-reader',
      signedInAt: clock.now(),
      self: false,
    })
  })

  it('says the same of a link that is wrong, used, withdrawn, replaced or fourteen days old', async () => {
    const keeper = await signedIn('fjord.sikkerhet')
    const invited = async () => {
      const body = { email: 'en.annen@fjord.example', organisation: fjord, roles: ['member-reader'] }
      const { id } = (await keeper.ask('POST', '/invitations', body)).json
      return { id, token: tokenIn((await letters()).at(-1)) }
    }
    const [withdrawn, replaced, old] = [await invited(), await invited(), await invited()]
    await keeper.ask('DELETE', `/invitations/${withdrawn.id}`)
    clock.set(later(clock.now(), 5 * 60_000))
    await keeper.ask('POST', `/invitations/${replaced.id}/letters`)
    const renewed = tokenIn((await letters()).at(-1))
    const opened = (token: string) => new Browser().ask('POST', '/invitations/opened', { token })
    expect((await opened(renewed)).status).toBe(200)
    expect((await opened(old.token)).status).toBe(200)
    const before = clock.now()
    const over = [await opened('x'.repeat(43)), await opened(withdrawn.token), await opened(replaced.token)]
    clock.set(later(before, 14 * day))
    over.push(await opened(old.token))
    clock.set(before)
    expect(new Set(over.map(({ text }) => text)).size).toBe(1)
    expect(over[0]).toMatchObject({ status: 410, json: { code: 'invitation-over' } })
    for (const { id } of [replaced, old]) await keeper.ask('DELETE', `/invitations/${id}`)
    expect((await keeper.get('/invitations')).json.rows).toEqual([])
  })

  it('does not tell the inviter whether the address has an account; whoever has one signs in and gets the seat', async () => {
    const keeper = await signedIn('fjord.sikkerhet')
    await person('har.konto@dal.example', [[dal, 'member-reader']])
    const answers = []
    for (const email of ['har.konto@dal.example', 'har.ingen@dal.example'])
      answers.push(await keeper.ask('POST', '/invitations', { email, organisation: fjord, roles: ['member-reader'] }))
    expect(answers.map(({ status, json }) => [status, Object.keys(json)])).toEqual([
      [200, ['id']],
      [200, ['id']],
    ])
    const token = tokenIn((await letters()).at(-2))
    const guest = { token, displayName: 'Noen', password: 'regn over fire hester' }
    expect((await new Browser().ask('POST', '/invitations/accepted', guest)).json.code).toBe('has-account')
    const browser = await signedIn('har.konto@dal.example')
    const { me } = (await browser.ask('POST', '/me/invitations', { token })).json
    expect(me.organisations.map(({ name }: { name: string }) => name).sort()).toEqual(['Dal kommune', 'Fjord kommune'])
  })

  it('comes from whoever keeps the people there, and gives no more than fits', async () => {
    const reader = await signedIn('drift.leser')
    const keeper = await signedIn('fjord.sikkerhet')
    const body = { email: 'x@fjord.example', organisation: fjord, roles: ['member-reader'] }
    expect((await reader.ask('POST', '/invitations', { ...body, organisation: drift })).status).toBe(403)
    expect((await keeper.ask('POST', '/invitations', { ...body, organisation: dal })).status).toBe(404)
    expect((await keeper.ask('POST', '/invitations', { ...body, organisation: null, roles: ['admin'] })).json.code).toBe(
      'not-your-role',
    )
    expect((await keeper.ask('POST', '/invitations', { ...body, roles: ['duty'] })).json.code).toBe('role-does-not-fit')
    const admin = await signedIn('sjef')
    expect((await admin.ask('POST', '/invitations', { email: 'ny@team.example', roles: ['duty', 'analyst'] })).status).toBe(200)
    const guest = new Browser()
    const token = tokenIn((await letters()).at(-1))
    expect((await guest.ask('POST', '/invitations/opened', { token })).json).toMatchObject({
      organisation: null,
      roles: ['duty', 'analyst'],
    })
  })
})

describe('The people of an organisation', () => {
  it('lose their access, their sessions and their open streams at once, and one administrator always remains', async () => {
    await person('slutter', [[fjord, 'member-security']])
    const [keeper, leaver] = [await signedIn('fjord.sikkerhet'), await signedIn('slutter')]
    const stream = await leaver.send('GET', '/findings/live')
    const id = people.get('slutter')
    expect((await leaver.ask('DELETE', `/organisations/${fjord}/people?person=${id}`)).json.code).toBe('not-yourself')
    expect((await keeper.ask('DELETE', `/organisations/${fjord}/people?person=${id}`)).status).toBe(200)
    expect((await leaver.get('/findings')).status).toBe(401)
    await house.bring(report([{ ip: '198.18.0.55', at: daysAgo(1) }]))
    expect(await said(stream)).toBe(': open\n\n')
    const self = people.get('fjord.sikkerhet')
    const admin = await signedIn('sjef')
    expect((await admin.ask('DELETE', `/organisations/${fjord}/people?person=${self}`)).json.code).toBe(
      'last-administrator-there',
    )
    expect((await admin.ask('PUT', `/organisations/${fjord}/people`, { person: self, role: 'member-reader' })).json.code).toBe(
      'last-administrator-there',
    )
    const after = await signedIn('slutter')
    expect((await after.get('/session')).json.me.organisations).toEqual([])
  })

  it('change roles by whoever keeps them; nobody reaches another house, or their own role', async () => {
    await person('bytter', [[fjord, 'member-reader']])
    const [keeper, other] = [await signedIn('fjord.sikkerhet'), await signedIn('dal.sikkerhet')]
    const at = `/organisations/${fjord}/people`
    const who = people.get('bytter')
    expect((await other.ask('PUT', at, { person: who, role: 'member-security' })).status).toBe(404)
    expect((await keeper.ask('PUT', at, { person: who, role: 'member-security' })).status).toBe(200)
    const changed = await signedIn('bytter')
    expect((await changed.get('/session')).json.me.roles).toEqual(['member-security'])
    expect((await changed.ask('PUT', at, { person: who, role: 'member-reader' })).json.code).toBe('not-yourself')
    await keeper.ask('DELETE', `${at}?person=${who}`)
  })

  it('see their sessions by name and end one of them; an administrator ends all of somebody', async () => {
    const [one, other] = [await signedIn('dal.sikkerhet'), await signedIn('dal.sikkerhet')]
    const { sessions } = (await one.get('/sessions')).json
    const foreign = sessions.find(({ current }: { current: boolean }) => !current)
    expect((await one.ask('DELETE', '/sessions/0123456789abcdef')).status).toBe(200)
    expect((await one.get('/sessions')).json.sessions).toHaveLength(sessions.length)
    expect(
      (await one.ask('DELETE', `/sessions/${sessions.find(({ current }: { current: boolean }) => current).id}`)).status,
    ).toBe(200)
    expect((await one.get('/sessions')).status).toBe(401)
    expect(foreign).toBeDefined()
    const admin = await signedIn('sjef')
    const path = `/people/${people.get('dal.sikkerhet')}/sessions`
    expect((await admin.get(path)).json.sessions.length).toBeGreaterThan(0)
    expect((await admin.ask('DELETE', path)).status).toBe(200)
    expect((await other.get('/sessions')).status).toBe(401)
    expect((await admin.get(path)).json.sessions).toEqual([])
  })
})

/** All that a stream says until it ends. */
async function said(stream: Response): Promise<string> {
  let text = ''
  for await (const piece of stream.body!.pipeThrough(new TextDecoderStream())) text += piece
  return text
}

describe('A delegation', () => {
  it('lets an operator read by the member’s consent, until a day; withdrawn it is gone at once, open streams included', async () => {
    const [operator, reader, member] = [
      await signedIn('drift.sikkerhet'),
      await signedIn('drift.leser'),
      await signedIn('fjord.sikkerhet'),
    ]
    expect(await findingsOf(operator, fjord)).toBe(0)
    const asked = { side: 'operator', number: numbers.fjord, reason: 'Driftsavtale', endsAt: later(clock.now(), 100 * day) }
    const { id } = (await operator.ask('POST', `/organisations/${drift}/delegations`, asked)).json
    expect((await operator.get(`/organisations/${drift}/delegations`)).json.rows[0]).toMatchObject({
      state: 'waiting',
      waitsFor: 'member',
      member: { number: numbers.fjord, name: null },
    })
    expect(await findingsOf(operator, fjord)).toBe(0)
    expect((await operator.ask('POST', `/delegations/${id}/consent`)).json.code).toBe('delegation-over')
    expect((await member.get(`/organisations/${fjord}/delegations`)).json.rows[0]).toMatchObject({
      state: 'waiting',
      operator: { number: numbers.drift, name: 'Drift IKS' },
      begunBy: 'operator',
      begunByName: null,
    })
    expect((await member.get('/delegations/waiting')).json).toEqual({ count: 1 })
    expect((await operator.get('/delegations/waiting')).json).toEqual({ count: 0 })
    await member.ask('POST', `/delegations/${id}/consent`)
    for (const browser of [operator, reader]) expect(await findingsOf(browser, fjord)).toBeGreaterThan(1)
    expect((await operator.get('/session')).json.me.organisations).toContainEqual({
      id: fjord,
      name: 'Fjord kommune',
      roles: ['member-reader'],
      through: 'Drift IKS',
    })
    const stream = await reader.send('GET', '/findings/live')
    await member.ask('DELETE', `/delegations/${id}`)
    for (const browser of [operator, reader]) {
      expect(await findingsOf(browser, fjord)).toBe(0)
      expect((await browser.get(`/organisations/${fjord}`)).status).toBe(404)
    }
    await house.bring(report([{ ip: '198.18.0.77', at: daysAgo(1) }]))
    expect(await said(stream)).toBe(': open\n\n')
    const { rows } = (await operator.get(`/organisations/${drift}/delegations`)).json
    expect(rows[0]).toMatchObject({ state: 'ended', endedSide: 'member', endedByName: null })
  })

  it('is over on its day without anybody doing anything, and lasts two years at most', async () => {
    const id = await delegated([], 3)
    const operator = await signedIn('drift.leser')
    expect(await findingsOf(operator, fjord)).toBeGreaterThan(1)
    const before = clock.now()
    clock.set(later(before, 3 * day))
    const next = await signedIn('drift.leser')
    expect(await findingsOf(next, fjord)).toBe(0)
    clock.set(before)
    // The code of three days from now was taken: today's come before it.
    await world.db.asOwner((tx) => tx.run(sql`update person set totp_last_step = null where name = 'drift.leser'`))
    await end(id)
    const asker = await signedIn('drift.sikkerhet')
    for (const days of [-1, 0, 731]) {
      const body = { side: 'operator', number: numbers.fjord, reason: 'x', endsAt: later(clock.now(), days * day) }
      expect((await asker.ask('POST', `/organisations/${drift}/delegations`, body)).json.code).toBe('bad-delegation-end')
    }
  })

  it('gives the leave that was lent and nothing else: no people, no keys, no consent, no read log', async () => {
    const id = await delegated(['answer'])
    const [operator, reader] = [await signedIn('drift.sikkerhet'), await signedIn('drift.leser')]
    const [{ id: finding }] = (await operator.get(`/findings?organisation=${fjord}`)).json.rows
    const answered = (browser: Browser) =>
      browser.ask('POST', '/findings/answers', { ids: [finding], answer: { answer: 'working', until: later(clock.now(), day) } })
    expect((await answered(reader)).status).toBe(403)
    expect((await answered(operator)).json).toEqual({ changed: 1, unchanged: 0 })
    const contact = { role: 'security', name: 'Vakt', email: 'vakt@fjord.example' }
    expect((await operator.ask('PUT', `/organisations/${fjord}/contacts`, contact)).json.code).toBe('not-your-role')
    for (const path of ['people', 'delegations', 'readings', 'readings.csv'])
      expect((await operator.get(`/organisations/${fjord}/${path}`)).status, path).toBe(404)
    const invitation = { email: 'x@y.example', organisation: fjord, roles: ['member-reader'] }
    expect((await operator.ask('POST', '/invitations', invitation)).json.code).toBe('not-your-role')
    const key = { name: 'k', organisationId: fjord, roles: ['member-reader'], expiresAt: later(clock.now(), day) }
    expect((await operator.ask('POST', '/keys', key)).json.code).toBe('beyond-your-roles')
    expect((await reader.ask('DELETE', `/delegations/${id}`)).status).toBe(403)
    await end(id)
    expect((await answered(operator)).json).toEqual({ changed: 0, unchanged: 1 })
    const second = await delegated(['contacts'])
    const keeper = await signedIn('drift.sikkerhet')
    expect((await keeper.ask('PUT', `/organisations/${fjord}/contacts`, contact)).status).toBe(200)
    expect((await answered(keeper)).json).toEqual({ changed: 0, unchanged: 1 })
    await end(second)
  })

  it('leaves no contact behind that notices go to: what the delegate put is held at its end, until the member confirms it', async () => {
    await house.contact(fjord, { role: 'management', name: 'Egen vakt', email: 'egen@fjord.example' })
    const id = await delegated(['contacts'])
    const [keeper, member] = [await signedIn('drift.sikkerhet'), await signedIn('fjord.sikkerhet')]
    const put = async (name: string) => {
      const contact = { role: 'management', name, email: `${name}@fjord.example` }
      return (await keeper.ask('PUT', `/organisations/${fjord}/contacts`, contact)).json.id as Id<'con'>
    }
    const [kept, left] = [await put('bekreftes'), await put('etterlatt')]
    const written = async () =>
      (await world.db.read(systemScope('test'), (tx) => addressees(tx, [fjord]))).get(fjord)!.contacts.map(({ name }) => name)
    expect(await written()).toEqual(expect.arrayContaining(['Egen vakt', 'bekreftes', 'etterlatt']))
    clock.set(later(clock.now(), 1_000))
    await member.ask('POST', `/organisations/${fjord}/contacts/confirm`, { ids: [kept] })
    await end(id)
    expect(await written()).toEqual(expect.arrayContaining(['Egen vakt', 'bekreftes']))
    expect(await written()).not.toContain('etterlatt')
    const shown = (await member.get(`/organisations/${fjord}`)).json.contacts as { id: string; confirmation: { state: string } }[]
    expect(shown.find((one) => one.id === left)).toMatchObject({ confirmedAt: null, confirmation: { state: 'not-confirmed' } })
    expect((await member.get(`/contacts/${left}/history`)).json.confirmations[0]).toMatchObject({ by: 'The drift.sikkerhet' })
    await member.ask('POST', `/organisations/${fjord}/contacts/confirm`, { ids: [left] })
    expect(await written()).toContain('etterlatt')
  })

  it('tells nobody whether a number is in the register, and a member offers as well as an operator asks', async () => {
    const member = await signedIn('dal.sikkerhet')
    const offered = (number: string) =>
      member.ask('POST', `/organisations/${dal}/delegations`, {
        side: 'member',
        number,
        reason: 'Ny avtale',
        endsAt: later(clock.now(), day),
      })
    const answers = [await offered(numbers.drift), await offered('974760673')]
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    const { rows } = (await member.get(`/organisations/${dal}/delegations`)).json
    const shown = rows.map(({ id: _, begunAt: __, operator, ...row }: { id: string; begunAt: string; operator: object }) => ({
      ...row,
      operator: { ...operator, number: '' },
    }))
    expect(shown[0]).toEqual(shown[1])
    expect(shown[0]).toMatchObject({ state: 'waiting', waitsFor: 'operator', operator: { name: null } })
    const operator = await signedIn('drift.sikkerhet')
    expect(await findingsOf(operator, dal)).toBe(0)
    await operator.ask('POST', `/delegations/${answers[0]!.json.id}/consent`)
    expect(await findingsOf(operator, dal)).toBe(2)
    expect((await operator.ask('DELETE', `/delegations/${answers[0]!.json.id}`)).status).toBe(200)
    expect(await findingsOf(operator, dal)).toBe(0)
  })

  it('cannot be consented to by the operator, not even past the first wall', async () => {
    const asker = await signedIn('drift.sikkerhet')
    const asked = { side: 'operator', number: numbers.fjord, reason: 'Uten samtykke', endsAt: later(clock.now(), day) }
    const { id } = (await asker.ask('POST', `/organisations/${drift}/delegations`, asked)).json
    const scope = {
      who: { kind: 'person' as const, id: people.get('drift.sikkerhet')!, name: 'x' },
      roles: ['member-security' as const],
      team: false,
      organisations: [drift],
    }
    const forced = world.db.in(scope, (tx) =>
      tx.run(sql`update delegation set consented_at = ${clock.now()} where id = ${uuidOf(id)}`),
    )
    await expect(forced).rejects.toThrow('only the member consents')
    await asker.ask('DELETE', `/delegations/${id}`)
  })

  it('is announced to both sides thirty days before it ends, once', async () => {
    await house.contact(fjord, { role: 'security', name: 'Sikkerhetsvakten', email: 'sikkerhet@fjord.example' })
    await house.contact(drift, { role: 'security', name: 'Driftsvakten', email: 'vakt@drift.example' })
    const id = await delegated([], 31)
    const office = { ...world, origin }
    const before = (await letters()).length
    await remind(office, clock.now())
    expect((await letters()).length).toBe(before)
    await remind(office, later(clock.now(), day))
    await remind(office, later(clock.now(), 2 * day))
    const sent = (await letters()).slice(before)
    expect(sent.map(({ to }) => to.address).sort()).toEqual(['sikkerhet@fjord.example', 'vakt@drift.example'])
    expect(sent[0]!.subject).toMatch(/Drift IKS/)
    await end(id)
  })
})

describe('A long download', () => {
  it('is broken off when the seat that it was begun with is gone', async () => {
    await person('laster', [[fjord, 'member-reader']])
    const [keeper, leaver] = [await signedIn('fjord.sikkerhet'), await signedIn('laster')]
    const download = await leaver.send('GET', '/slow.csv')
    await keeper.ask('DELETE', `/organisations/${fjord}/people?person=${people.get('laster')}`)
    let received = 0
    await expect(
      (async () => {
        for await (const piece of download.body!) received += piece.length
      })(),
    ).rejects.toThrow()
    expect(received).toBeLessThan(slowPieces)
  })
})

describe('Whoever acts for several', () => {
  it('chooses one and meets that one alone, everywhere, until they choose all again', async () => {
    await person('flere', [
      [fjord, 'member-security'],
      [dal, 'member-reader'],
    ])
    const browser = await signedIn('flere')
    const seen = async () =>
      new Set(
        (await browser.get('/findings')).json.rows.map(({ organisation }: { organisation: { id: string } }) => organisation.id),
      )
    expect(await seen()).toEqual(new Set([fjord, dal]))
    const { me } = (await browser.ask('PUT', '/me/acts-for', { organisation: dal })).json
    expect(me).toMatchObject({ actsFor: dal, roles: ['member-reader'] })
    expect(me.organisations).toHaveLength(2)
    expect(await seen()).toEqual(new Set([dal]))
    expect((await browser.get(`/organisations/${fjord}`)).status).toBe(404)
    expect((await browser.get('/findings.csv')).text).not.toContain('Fjord')
    expect((await browser.ask('PUT', '/me/acts-for', { organisation: drift })).status).toBe(404)
    await browser.ask('PUT', '/me/acts-for', { organisation: null })
    expect(await seen()).toEqual(new Set([fjord, dal]))
  })
})

/** Lists that hold figures of many, or nothing of any organisation. */
const nobodys = ['/picture/map.csv', '/overview/trends.csv', '/directory/authorities.csv']
const exportsNoted = async (): Promise<number> =>
  (await house.rows<{ n: number }>(sql`select count(*)::int as n from read_log where form = 'export'`))[0]!.n

describe('The read log', () => {
  const log = async (organisation: Id<'org'>, query = '') => {
    const names = new Map([
      [fjord, 'fjord'],
      [dal, 'dal'],
      [drift, 'drift'],
    ])
    const own = await signedIn(`${names.get(organisation)}.sikkerhet`)
    return (await own.get(`/organisations/${organisation}/readings${query}`)).json.rows as Record<string, unknown>[]
  }

  it('shows who outside the organisation read what, in whose name and from which task; and nothing of its own', async () => {
    const before = (await log(fjord)).length
    const duty = await signedIn('vakt')
    const own = await signedIn('fjord.sikkerhet')
    const [{ id: finding }] = (await own.get('/findings')).json.rows
    await own.get(`/findings/${finding}`)
    expect(await log(fjord)).toHaveLength(before)
    const task = '/watch/tsk_0192f0c0000070008000000000000001'
    await duty.get(`/findings/${finding}`, { 'x-varde-from': task })
    expect((await log(fjord))[0]).toMatchObject({ who: 'The vakt', side: 'team', form: 'read', object: finding, why: task })
    const id = await delegated()
    const delegate = await signedIn('drift.leser')
    await delegate.get(`/findings/${finding}`, { 'x-varde-from': '/findings' })
    await delegate.get(`/findings/${finding}`, { 'x-varde-from': '/findings' })
    await delegate.get(`/findings?organisation=${fjord}`, { 'x-varde-from': '/findings' })
    const [list, one, ...rest] = await log(fjord)
    expect(one).toMatchObject({
      who: 'The drift.leser',
      side: 'delegate',
      through: 'Drift IKS',
      object: finding,
      why: '/findings',
    })
    expect(list).toMatchObject({ side: 'delegate', object: 'findings' })
    expect(rest[0]).toMatchObject({ who: 'The vakt' })
    expect(await log(fjord, '?side=delegate&who=Drift&limit=1')).toEqual([list])
    expect(await log(fjord, '?to=2020-01-01')).toEqual([])
    expect(await log(dal, `?object=${finding}`)).toEqual([])
    await end(id)
  })

  it('announces to each owner that rows of it left in a file: its own number, and nobody else’s', async () => {
    const duty = await signedIn('vakt')
    const own = await signedIn('dal.sikkerhet')
    await own.ask('POST', `/organisations/${dal}/readings/looks`)
    expect((await own.get('/readings/news')).json.count).toEqual({ value: 0, more: false })
    for (const form of ['csv', 'xlsx']) await duty.get(`/findings.${form}`)
    const file = await own.get(`/findings.csv`)
    const ownRows = file.text.trim().split('\n').length - 1
    expect(await log(dal, '?form=export')).toMatchObject([
      { who: 'The vakt', object: 'findings', rows: ownRows },
      { who: 'The vakt', object: 'findings', rows: ownRows },
    ])
    expect((await log(fjord, '?form=export'))[0]!.rows).not.toBe(ownRows)
    expect((await own.get('/readings/news')).json).toMatchObject({
      count: { value: 2, more: false },
      exports: 2,
    })
    const log_csv = (await own.get(`/organisations/${dal}/readings.csv`)).text
    expect(log_csv.split('\n')[1]).toContain('The vakt')
    expect((await own.get(`/organisations/${fjord}/readings.csv`)).status).toBe(404)
  })

  it('is told by every file there is, or the file stands here as one that holds nothing of any organisation', async () => {
    const lists = capabilities
      .flatMap(({ endpoints }) => [...endpoints])
      .filter(({ method, form, path }) => method === 'GET' && form === 'file' && path.endsWith('.csv') && !path.includes(':'))
    expect(lists.length).toBeGreaterThan(8)
    const askers = [await signedIn('sjef'), await signedIn('vakt')]
    const silent: string[] = []
    for (const { path } of lists) {
      const before = await exportsNoted()
      for (const asker of askers) {
        const { status, text } = await asker.get(path)
        const isEmpty = text.trim().split('\n').length < 2
        if (status !== 200 || isEmpty || nobodys.includes(path)) continue
        if ((await exportsNoted()) === before) silent.push(path)
        break
      }
    }
    expect(silent).toEqual([])
  })

  it('notes what a delegate takes home, and breaks the download off when the consent is withdrawn', async () => {
    const id = await delegated()
    const delegate = await signedIn('drift.leser')
    await delegate.get('/findings.csv')
    const [noted] = await log(fjord, '?form=export&side=delegate')
    expect(noted).toMatchObject({ who: 'The drift.leser', through: 'Drift IKS', object: 'findings' })
    expect(noted!.rows).toBe(await findingsOf(delegate, fjord))
    await end(id)
    expect((await delegate.get('/findings.csv')).text).not.toContain('Fjord')
  })

  it('notes what had left when the consent was withdrawn in the middle of a download', async () => {
    const id = await delegated()
    const delegate = await signedIn('drift.leser')
    const before = (await log(fjord, '?form=export&side=delegate')).length
    const download = await delegate.send('GET', '/slow-findings.csv')
    clock.set(later(clock.now(), 1_000))
    await end(id)
    await expect(download.text()).rejects.toThrow()
    await expect.poll(async () => (await log(fjord, '?form=export&side=delegate')).length).toBe(before + 1)
    const [noted] = await log(fjord, '?form=export&side=delegate')
    expect(noted).toMatchObject({ who: 'The drift.leser', through: 'Drift IKS', object: 'findings', rows: 3 })
  })
})
