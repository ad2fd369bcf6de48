import PostalMime from 'postal-mime'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import { linkScope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import { type Clock, clockAt } from '#platform/clock.ts'
import { sql } from '#platform/db/db.ts'
import { createLog } from '#platform/log.ts'
import { letterJob } from '#platform/mail/letter.ts'
import { makeKey } from '#platform/pgp.ts'
import { daysAgo, type House, openHouse, reactToAll, team } from '../../../tests/loop/house.ts'
import { type SmtpPeer, startSmtpPeer } from '../../../tests/setup/peers.ts'
import { capabilities } from '../../apps/server/capabilities.ts'
import { closeWorld, openWorld, type World } from '../../apps/server/world.ts'
import { noteBounce } from './contacts.ts'
import { askAll } from './contacts-ask.ts'
import { addressees } from './reach.ts'

let peer: SmtpPeer
let house: House
let world: World
let analyst: string
const start = daysAgo(0)
const clock: Clock & { set(moment: Utc): void } = clockAt(start)
const pass = (days: number) => clock.set(later(clock.now(), days * day))

beforeAll(async () => {
  peer = await startSmtpPeer()
  const settings = { VARDE_SMTP_URL: peer.url, VARDE_PUBLIC_URL: 'https://varde.example' }
  house = await openHouse({ settings, clock })
  world = await openWorld(house.config, { clock, log: createLog('silent') })
  analyst = await keyOf(null)
})
afterAll(async () => {
  await closeWorld(world)
  await house.close()
  await peer.stop()
})
beforeEach(async () => {
  clock.set(start)
  peer.behave({})
  await house.rows(sql`update organisation set membership = 'former'`)
})

/** A key that lasts, whatever the clock of the test says. */
async function keyOf(org: Id<'org'> | null): Promise<string> {
  const present = clock.now()
  clock.set(start)
  const key = await house.key(org)
  clock.set(present)
  await house.rows(sql`update api_key set expires_at = '2099-01-01T00:00:00Z'`)
  return key
}

/** Sends the letters that wait. */
async function post(): Promise<void> {
  const jobs = await house.rows<{ data: object }>(
    sql`delete from varde_job.job where name = ${letterJob} and state = 'created' returning data`,
  )
  const job = capabilities.flatMap((one) => [...one.jobs(world)]).find(({ name }) => name === letterJob)!
  for (const { data } of jobs) await job.run(data, { log: world.log })
  await reactToAll(world)
}

const ask = async () => {
  const tally = await askAll(world, clock.now())
  await post()
  return tally
}

async function lettersTo(address: string) {
  const raw = peer.taken.filter(({ to }) => to.includes(address)).map((taken) => taken.raw)
  return Promise.all(raw.map((one) => PostalMime.parse(one)))
}

const tokenIn = (text: string | undefined): string => /confirm-contacts#(\S+)/.exec(text ?? '')![1]!

async function contactsOf(org: Id<'org'>, key = analyst) {
  const { json } = await house.ask(key, `/organisations/${org}`)
  return json.contacts as {
    id: Id<'con'>
    name: string
    personal: boolean
    confirmation: { state: string; how: string | null; by: string | null }
    bounces: { count: number; lost: boolean } | null
    night: { state: string } | null
    keyProblem: string | null
    putBy: { kind: string; name: string | null } | null
  }[]
}

let members = 0
async function member(name: string) {
  members += 1
  const domain = `m${members}.example`
  const org = await house.organisation(name, { kinds: ['hospital'], county: '46' })
  const { id } = await house.contact(org, { role: 'security', name: 'Sikkerhetsvakten', email: `sikkerhet@${domain}` })
  return { org, con: id, address: `sikkerhet@${domain}`, domain }
}

const tasks = async (org: Id<'org'>) => {
  await reactToAll(world)
  const { json } = await house.ask(analyst, `/watch?organisation=${org}&state=open&state=done`)
  return (json.rows as { what: string; state: string; link: string }[]).map(({ what, state, link }) => ({ what, state, link }))
}

describe('4.08', () => {
  it('4.08 a contact is confirmed from the mail with one press; one that nobody confirms for 12 months turns amber with a task; a test call stands; no private address is needed', async () => {
    const { org, address } = await member('Fjordby')
    expect(await contactsOf(org)).toMatchObject([{ confirmation: { state: 'confirmed', how: 'team' } }])
    pass(91)
    expect(await contactsOf(org)).toMatchObject([{ confirmation: { state: 'not-confirmed' } }])
    pass(244)
    expect(await ask()).toEqual({ overdue: 0, asked: 1, reminded: 0 })
    const [letter] = await lettersTo(address)
    expect(letter!.text).toContain(address)
    expect(letter!.html).toContain(tokenIn(letter!.text))

    pass(30)
    expect(await contactsOf(org)).toMatchObject([{ confirmation: { state: 'overdue' } }])
    expect(await ask()).toEqual({ overdue: 1, asked: 0, reminded: 1 })
    expect(await tasks(org)).toEqual([{ what: 'unconfirmed', state: 'open', link: `/organisations/${org}` }])

    const reminder = (await lettersTo(address))[1]!
    const token = tokenIn(reminder.text)
    const read = () => house.ask('', '/confirm-link', { method: 'POST', body: { token } })
    const shown = (await read()).json
    expect(shown).toMatchObject({ organisation: 'Fjordby', contacts: [{ email: address, role: 'security' }] })
    await read()
    expect(await contactsOf(org)).toMatchObject([{ confirmation: { state: 'overdue' } }])

    const ids = shown.contacts.map(({ id }: { id: string }) => id)
    const pressed = () => house.ask('', '/confirm-link/confirm', { method: 'POST', body: { token, ids } })
    expect((await pressed()).json).toEqual({ confirmed: 1 })
    expect((await pressed()).json).toEqual({ confirmed: 0 })
    expect(await contactsOf(org)).toMatchObject([{ confirmation: { state: 'confirmed', how: 'mail', by: 'Sikkerhetsvakten' } }])
    expect(await tasks(org)).toMatchObject([{ what: 'unconfirmed', state: 'done' }])

    const con = ids[0]
    const night = '2026-03-02T01:30:00.000Z'
    clock.set('2026-03-02T09:00:00.000Z')
    await house.ask(analyst, `/organisations/${org}/contacts`, {
      method: 'PUT',
      body: { role: 'operations-24/7', name: 'Driftsvakten', telephone: '+47 55 00 00 01' },
    })
    const watch = (await contactsOf(org)).find(({ name }) => name === 'Driftsvakten')!
    expect(watch.night).toMatchObject({ state: 'not-tested' })
    const call = { at: night, result: 'answered', answeredBy: 'Driftsvakten på natt' }
    const noted = await house.ask(analyst, `/contacts/${watch.id}/test-calls`, { method: 'POST', body: call })
    expect(noted.json).toMatchObject({ night: true })
    expect((await contactsOf(org)).find(({ id }) => id === watch.id)!.night).toMatchObject({ state: 'tested' })
    const story = await house.ask(analyst, `/contacts/${watch.id}/history`)
    expect(story.json.calls).toMatchObject([{ at: night, night: true, answeredBy: 'Driftsvakten på natt', result: 'answered' }])
    const hers = await house.ask(analyst, `/contacts/${con}/history`)
    expect(hers.json.confirmations.map(({ how }: { how: string }) => how)).toEqual(['mail', 'team'])
    // A function is enough; a person would be seen.
    const personal = async () => (await contactsOf(org)).filter((one) => one.personal).map(({ name }) => name)
    expect(await personal()).toEqual([])
    await house.contact(org, { role: 'media', name: 'Presse', email: 'fornavn.etternavn@fjordby.example' })
    expect(await personal()).toEqual(['Presse'])
  })
})

describe('asking', () => {
  it('asks and reminds once, also when two workers do it at once', async () => {
    const { address } = await member('Elvby')
    pass(336)
    const both = await Promise.all([askAll(world, clock.now()), askAll(world, clock.now())])
    await post()
    expect(await lettersTo(address)).toHaveLength(1)
    expect(Math.max(...both.map(({ asked }) => asked))).toBe(1)
    expect(await ask()).toMatchObject({ asked: 0, reminded: 0 })
    pass(31)
    await ask()
    await ask()
    expect(await lettersTo(address)).toHaveLength(2)
    pass(31)
    await ask()
    expect(await lettersTo(address)).toHaveLength(2)
  })

  it('reminds the next contact, and nobody when the portal was used meanwhile', async () => {
    const one = await member('Nordvik')
    const other = await member('Sørvik')
    await house.contact(one.org, { role: 'management', name: 'Rådmannens kontor', email: `kontor@${one.domain}` })
    pass(340)
    await ask()
    const key = await keyOf(other.org)
    expect((await house.ask(key, `/organisations/${other.org}/contacts/confirm`, { method: 'POST', body: {} })).json).toEqual({
      confirmed: 1,
    })
    expect(await contactsOf(other.org, key)).toMatchObject([{ confirmation: { how: 'portal', by: 'test' } }])
    pass(31)
    await ask()
    expect(await lettersTo(`kontor@${one.domain}`)).toHaveLength(1)
    expect(await lettersTo(other.address)).toHaveLength(1)
  })

  it('writes to a key encrypted, and a member does not read who of the team confirmed', async () => {
    const { org, address } = await member('Kodevik')
    const { publicKey } = await makeKey({ name: 'Kodevik', address, madeAt: later(start, -day) })
    await house.contact(org, { role: 'security', name: 'Sikkerhetsvakten', email: address, pgpKey: publicKey })
    const asked = await house.ask(analyst, `/organisations/${org}/contacts/ask`, { method: 'POST' })
    expect(asked.json).toEqual({ to: address })
    expect((await house.ask(analyst, `/organisations/${org}/contacts/ask`, { method: 'POST' })).status).toBe(409)
    await post()
    expect(peer.taken.at(-1)!.raw).toContain('BEGIN PGP MESSAGE')
    expect(await contactsOf(org, await keyOf(org))).toMatchObject([{ confirmation: { how: 'team', by: null } }])
    expect(await contactsOf(org)).toMatchObject([{ confirmation: { how: 'team', by: 'test' }, keyProblem: null }])
  })

  it('whose key has ended gets the link alone, and no contact in the clear', async () => {
    const { org, address } = await member('Utløpsvik')
    const endsAt = later(start, 5 * day)
    const { publicKey } = await makeKey({ name: 'Utløpsvik', address, madeAt: later(start, -day), endsAt })
    await house.contact(org, { role: 'security', name: 'Sikkerhetsvakten', email: address, pgpKey: publicKey })
    await house.contact(org, { role: 'operations-24/7', name: 'Nattdriften', telephone: '+47 55 00 00 41' })
    pass(6)
    await house.ask(analyst, `/organisations/${org}/contacts/ask`, { method: 'POST' })
    await post()
    const [letter] = await lettersTo(address)
    expect(tokenIn(letter!.text)).toMatch(/.{80}/)
    const said = `${letter!.text} ${letter!.html}`
    for (const one of ['Nattdriften', '55 00 00 41', 'Sikkerhetsvakten']) expect(said).not.toContain(one)
  })

  it('whose key was taken away gets the link alone too', async () => {
    const { org, address } = await member('Taprevik')
    const { publicKey } = await makeKey({ name: 'Taprevik', address, madeAt: later(start, -day) })
    await house.contact(org, { role: 'security', name: 'Sikkerhetsvakten', email: address, pgpKey: publicKey })
    await house.contact(org, { role: 'security', name: 'Sikkerhetsvakten', email: address, pgpKey: null })
    expect(await contactsOf(org)).toMatchObject([{ hasPgpKey: false, keyProblem: null }])
    await house.ask(analyst, `/organisations/${org}/contacts/ask`, { method: 'POST' })
    await post()
    const [letter] = await lettersTo(address)
    expect(tokenIn(letter!.text)).toMatch(/.{80}/)
    expect(`${letter!.text} ${letter!.html}`).not.toContain('Sikkerhetsvakten')
  })

  it('a link ends with its contact, and with the mailbox that it was sent to', async () => {
    const gone = await member('Sluttby')
    const moved = await member('Flytteby')
    for (const { org, domain } of [gone, moved])
      await house.contact(org, { role: 'management', name: 'Ledelsen', email: `ledelse@${domain}` })
    pass(340)
    await ask()
    const opened = async ({ address, con }: { address: string; con: string }) => {
      const token = tokenIn((await lettersTo(address))[0]!.text)
      const body = { token }
      return {
        read: await house.ask('', '/confirm-link', { method: 'POST', body }),
        pressed: () => house.ask('', '/confirm-link/confirm', { method: 'POST', body: { token, ids: [con] } }),
      }
    }
    const wrong = (await house.ask('', '/confirm-link', { method: 'POST', body: { token: 'x'.repeat(120) } })).text
    for (const one of [gone, moved]) expect((await opened(one)).read.status).toBe(200)
    await house.ask(analyst, `/contacts/${gone.con}`, { method: 'DELETE' })
    await house.contact(moved.org, { role: 'security', name: 'Sikkerhetsvakten', email: `ny@${moved.domain}` })
    for (const one of [gone, moved]) {
      const { read, pressed } = await opened(one)
      expect(read.text).toBe(wrong)
      expect((await pressed()).status).toBe(404)
    }
  })

  it('says who put it, when that was not the organisation itself, until it has confirmed it', async () => {
    const [{ org, con }, delegate, other] = [
      await member('Hjelpvik'),
      await house.organisation('Hjelperen', {}),
      await member('Andrevik'),
    ]
    const key = await keyOf(org)
    const put = { role: 'media', name: 'Presse', email: 'presse@hjelp.example', language: 'nb' }
    await house.ask(analyst, `/organisations/${org}/contacts`, { method: 'PUT', body: put })
    const putBy = async (by: string) => (await contactsOf(org, by)).map((one) => [one.name, one.putBy])
    expect(await putBy(key)).toContainEqual(['Presse', { kind: 'team', name: null }])
    await house.rows(sql`update contact set put_by = ${uuidOf(delegate)} where id = ${uuidOf(con)}`)
    for (const by of [key, analyst])
      expect(await putBy(by)).toContainEqual(['Sikkerhetsvakten', { kind: 'delegate', name: 'Hjelperen' }])
    expect((await house.ask(await keyOf(other.org), `/organisations/${org}`)).status).toBe(404)
    pass(1)
    await house.ask(key, `/organisations/${org}/contacts/confirm`, { method: 'POST', body: {} })
    expect((await putBy(key)).map(([, by]) => by)).toEqual([null, null])
  })

  it('that is none any more still tells its history, to whoever could see it', async () => {
    const [{ org, con }, other] = [await member('Sluttvik'), await member('Nabovik')]
    const key = await keyOf(org)
    await house.ask(key, `/organisations/${org}/contacts/confirm`, { method: 'POST', body: {} })
    await house.ask(key, `/contacts/${con}`, { method: 'DELETE' })
    for (const by of [key, analyst])
      expect((await house.ask(by, `/contacts/${con}/history`)).json).toMatchObject({
        endedAt: clock.now(),
        confirmations: expect.arrayContaining([expect.objectContaining({ how: 'portal' })]),
      })
    expect((await house.ask(await keyOf(other.org), `/contacts/${con}/history`)).status).toBe(404)
  })

  it('whoever a delegate put whose time is over is not written to, and its link opens and confirms nothing', async () => {
    const { org, con, address, domain } = await member('Delegatvik')
    await house.contact(org, { role: 'management', name: 'Ledelsen', email: `ledelse@${domain}` })
    const heldNow = () =>
      house.rows(sql`update contact set put_by = ${uuidOf(org)}, confirmed_at = null where id = ${uuidOf(con)}`)
    pass(340)
    await ask()
    const token = tokenIn((await lettersTo(address))[0]!.text)
    await heldNow()
    expect((await house.ask('', '/confirm-link', { method: 'POST', body: { token } })).status).toBe(404)
    expect((await house.ask('', '/confirm-link/confirm', { method: 'POST', body: { token, ids: [con] } })).status).toBe(404)
    expect(
      (await house.rows<{ at: Utc | null }>(sql`select confirmed_at as at from contact where id = ${uuidOf(con)}`))[0]!.at,
    ).toBeNull()
    pass(2)
    expect((await house.ask(analyst, `/organisations/${org}/contacts/ask`, { method: 'POST' })).json).toEqual({
      to: `ledelse@${domain}`,
    })
    await post()
    expect(await lettersTo(address)).toHaveLength(1)
    const [letter] = await lettersTo(`ledelse@${domain}`)
    expect(letter!.text).not.toContain(address)
  })

  it('a link that is wrong, old, changed, or of another organisation tells nothing and confirms nothing', async () => {
    const mine = await member('Lenkeby')
    const theirs = await member('Naboby')
    pass(340)
    await ask()
    const token = tokenIn((await lettersTo(mine.address))[0]!.text)
    const read = (given: string) => house.ask('', '/confirm-link', { method: 'POST', body: { token: given } })
    const confirm = (given: string, ids: string[]) =>
      house.ask('', '/confirm-link/confirm', { method: 'POST', body: { token: given, ids } })
    const changed = `${token.slice(0, 10)}${token[10] === 'A' ? 'B' : 'A'}${token.slice(11)}`
    const answers = [await read(changed), await read('x'.repeat(120)), await confirm(changed, [mine.con])]
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(answers[0]!.text).not.toContain('Lenkeby')
    expect((await read(token)).text).not.toContain(theirs.address)
    expect((await confirm(token, [theirs.con])).json).toEqual({ confirmed: 0 })
    expect(await contactsOf(theirs.org)).toMatchObject([{ confirmation: { state: 'not-confirmed' } }])
    pass(31)
    expect((await read(token)).text).toBe(answers[0]!.text)
    expect((await confirm(token, [mine.con])).status).toBe(404)
  })

  it('a letter that comes back marks the contact, and the next one goes elsewhere', async () => {
    const { org, address, domain } = await member('Returvik')
    await house.contact(org, { role: 'management', name: 'Ledelsen', email: `ledelse@${domain}` })
    peer.behave({ refuse: [address] })
    pass(340)
    await ask()
    expect((await contactsOf(org)).find(({ name }) => name === 'Sikkerhetsvakten')).toMatchObject({
      bounces: { count: 1, lost: true },
    })
    expect((await house.ask(analyst, '/contacts/reachability')).json.total).toMatchObject({ members: 1, without: 1 })
    pass(1)
    expect((await house.ask(analyst, `/organisations/${org}/contacts/ask`, { method: 'POST' })).json).toEqual({
      to: `ledelse@${domain}`,
    })
  })
})

describe('what is wrong', () => {
  const put = (org: string, body: object) => house.ask(analyst, `/organisations/${org}/contacts`, { method: 'PUT', body })

  it('is refused with a clear word, and nothing is half saved', async () => {
    const { org } = await member('Feilby')
    const before = await contactsOf(org)
    const contact = { role: 'security', name: 'Ny vakt', email: 'ny@feilby.example' }
    const garbage = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nrubbish\n-----END PGP PUBLIC KEY BLOCK-----'
    const { privateKey } = await makeKey({ name: 'x', address: 'ny@feilby.example' })
    for (const [body, code] of [
      [{ role: 'security', name: 'Ingen vei' }, 'no-way-to-reach'],
      [{ ...contact, role: 'operations-24/7' }, 'telephone-needed'],
      [{ ...contact, telephone: 'ring oss' }, 'invalid'],
      [{ ...contact, pgpKey: garbage }, 'not-a-public-key'],
      [{ ...contact, pgpKey: privateKey }, 'not-a-public-key'],
      [{ ...contact, pgpKey: 'hei' }, 'not-a-public-key'],
    ] as const) {
      const answer = await put(org, body)
      expect(answer.json.code, JSON.stringify(body)).toBe(code)
      expect(answer.json.message).toMatch(/\S{3,}/)
    }
    expect(await contactsOf(org)).toEqual(before)
  })

  it('an address that looks like a person is taken with a gentle word', async () => {
    const { org } = await member('Personby')
    const body = { role: 'media', name: 'Presse', email: 'fornavn.etternavn@personby.example' }
    expect((await put(org, body)).json).toMatchObject({ personal: true })
  })

  it('a test call that is yet to come, long ago, or to nobody is refused', async () => {
    const { org, con } = await member('Ringby')
    const call = (id: string, body: object) => house.ask(analyst, `/contacts/${id}/test-calls`, { method: 'POST', body })
    expect((await call(con, { result: 'answered' })).json.code).toBe('no-telephone')
    const { id } = await house.contact(org, { role: 'operations-24/7', name: 'Drift', telephone: '+47 55 00 00 02' })
    expect((await call(id, { result: 'answered', at: later(clock.now(), day) })).json.code).toBe('call-in-future')
    expect((await call(id, { result: 'answered', at: later(clock.now(), -31 * day) })).json.code).toBe('call-too-old')
  })
})

describe('order, calls and figures', () => {
  it('the first of a role is tried first, as its organisation orders them', async () => {
    const { org } = await member('Rekkefølgeby')
    await house.contact(org, { role: 'security', name: 'Avdelingen', email: 'avdelingen@rekke.example' })
    const names = async () =>
      (await house.db.read(team, (tx) => addressees(tx, [org]))).get(org)!.contacts.map(({ name }) => name)
    expect(await names()).toEqual(['Avdelingen', 'Sikkerhetsvakten'])
    const key = await keyOf(org)
    const last = (await contactsOf(org)).find(({ name }) => name === 'Sikkerhetsvakten')!
    const move = (up: boolean) => house.ask(key, `/contacts/${last.id}/move`, { method: 'POST', body: { up } })
    expect((await move(true)).status).toBe(200)
    expect(await names()).toEqual(['Sikkerhetsvakten', 'Avdelingen'])
    await move(true)
    expect(await names()).toEqual(['Sikkerhetsvakten', 'Avdelingen'])
    await move(false)
    expect(await names()).toEqual(['Avdelingen', 'Sikkerhetsvakten'])
  })

  it('who is taken away is nowhere a contact any more; who answered, what came back and who confirmed stays, and its key is withdrawn', async () => {
    const { org, address } = await member('Minneby')
    const { publicKey } = await makeKey({ name: 'Minneby', address, madeAt: later(start, -day) })
    const watch = { role: 'operations-24/7', name: 'Driftsvakten', email: address, telephone: '+47 55 00 00 06' } as const
    const { id } = await house.contact(org, { ...watch, pgpKey: publicKey })
    await reactToAll(world)
    await house.ask(analyst, `/contacts/${id}/test-calls`, { method: 'POST', body: { result: 'no-answer' } })
    await house.db.in(team, (tx) => noteBounce(tx, { organisation: org, address, reply: '550 5.1.1 no such user' }, clock.now()))
    const kept = () =>
      house.rows<{ n: number }>(sql`select (select count(*) from contact_test_call where contact_id = ${uuidOf(id)}::uuid)::int
        + (select count(*) from contact_bounce where contact_id = ${uuidOf(id)}::uuid)::int
        + (select count(*) from contact_confirmation where contact_id = ${uuidOf(id)}::uuid)::int as n`)
    const keyStates = () => house.rows<{ state: string }>(sql`select state from pgp_key where contact_id = ${uuidOf(id)}::uuid`)
    expect([await kept(), await keyStates()]).toEqual([[{ n: 3 }], [{ state: 'used' }]])

    expect((await house.ask(analyst, `/contacts/${id}`, { method: 'DELETE' })).status).toBe(200)
    await reactToAll(world)
    expect([await kept(), await keyStates()]).toEqual([[{ n: 3 }], [{ state: 'removed' }]])
    expect((await contactsOf(org)).map(({ name }) => name)).toEqual(['Sikkerhetsvakten'])
    expect((await house.ask(analyst, `/contacts/${id}`, { method: 'DELETE' })).status).toBe(404)
    expect((await house.ask(analyst, '/contacts/test-calls')).json).toMatchObject({ rows: [], of: 0 })
    const reached = await house.db.read(team, (tx) => addressees(tx, [org]))
    expect(reached.get(org)!.contacts.map(({ name }) => name)).toEqual(['Sikkerhetsvakten'])
    const again = await house.contact(org, watch)
    expect(again.id).not.toBe(id)
    expect((await contactsOf(org)).find(({ name }) => name === 'Driftsvakten')).toMatchObject({
      bounces: null,
      night: { state: 'not-tested' },
    })
  })

  it('a call by day, one to another number, and one that was taken away test no night', async () => {
    const { org } = await member('Nattby')
    const { id } = await house.contact(org, { role: 'operations-24/7', name: 'Drift', telephone: '+47 55 00 00 03' })
    clock.set('2026-06-02T09:00:00.000Z')
    const call = (at: string) =>
      house.ask(analyst, `/contacts/${id}/test-calls`, { method: 'POST', body: { result: 'answered', at } })
    const state = async () => (await contactsOf(org)).find((one) => one.id === id)!.night!.state
    const due = async () => (await house.ask(analyst, '/contacts/test-calls')).json
    await call('2026-06-01T10:00:00.000Z')
    expect(await state()).toBe('not-tested')
    expect(await due()).toMatchObject({ rows: [{ contact: { id }, lastCall: { night: false } }], count: { value: 1 } })
    const noted = await call('2026-06-01T23:00:00.000Z')
    expect(await state()).toBe('tested')
    expect(await due()).toMatchObject({ rows: [], count: { value: 0 }, of: 1 })
    await house.ask(analyst, `/test-calls/${noted.json.id}`, { method: 'DELETE' })
    expect(await state()).toBe('not-tested')
    await call('2026-06-01T23:00:00.000Z')
    await house.contact(org, { role: 'operations-24/7', name: 'Drift', telephone: '+47 55 00 00 04' })
    expect(await state()).toBe('not-tested')
  })

  it('every member counts once, the figures and their lists agree, and one of two kinds counts in both', async () => {
    const confirmed = await member('A bekreftet')
    const stale = await member('B gammel')
    const old = await member('C eldst')
    const without = await house.organisation('D uten', { kinds: ['municipality', 'county'], county: '03' })
    const set = (org: string, days: number) =>
      house.rows(sql`update contact set confirmed_at = ${later(start, -days * day)} where organisation_id = ${uuidOf(org)}::uuid`)
    await set(stale.org, 200)
    await set(old.org, 400)
    const watch = await house.contact(confirmed.org, { role: 'operations-24/7', name: 'Drift', telephone: '+47 55 00 00 05' })
    clock.set(`${start.slice(0, 10)}T23:59:00.000Z`)
    const at = later(`${start.slice(0, 10)}T02:00:00.000Z`, 0)
    await house.ask(analyst, `/contacts/${watch.id}/test-calls`, { method: 'POST', body: { result: 'answered', at } })
    const { json } = await house.ask(analyst, '/contacts/reachability')
    const total = { members: 4, confirmed: 1, 'not-confirmed': 1, overdue: 1, without: 1, night: 1 }
    expect(json.total).toEqual(total)
    expect(json.kinds).toContainEqual({ ...total, kind: 'hospital', members: 3, without: 0 })
    for (const kind of ['municipality', 'county'])
      expect(json.kinds).toContainEqual({ kind, members: 1, confirmed: 0, 'not-confirmed': 0, overdue: 0, without: 1, night: 0 })
    expect(json.counties.map((one: { county: string; members: number }) => [one.county, one.members])).toEqual([
      ['03', 1],
      ['46', 3],
    ])
    for (const [state, org] of [
      ['confirmed', confirmed.org],
      ['not-confirmed', stale.org],
      ['overdue', old.org],
      ['without', without],
    ]) {
      const list = (await house.ask(analyst, `/contacts/reachability/organisations?state=${state}`)).json
      expect(list, state).toMatchObject({ rows: [{ organisation: { id: org }, state }], count: { value: 1, more: false } })
    }
    const seen: string[] = []
    for (let after = ''; ; ) {
      const page = (await house.ask(analyst, `/contacts/reachability/organisations?limit=1${after}`)).json
      seen.push(...page.rows.map((row: { organisation: { name: string } }) => row.organisation.name))
      if (!page.next) break
      after = `&after=${page.next}`
    }
    expect(seen).toEqual(['A bekreftet', 'B gammel', 'C eldst', 'D uten'])
    const csv = (await house.ask(analyst, '/contacts/reachability.csv?state=overdue')).text
    expect(csv).toContain('C eldst')
    expect(csv).not.toContain('A bekreftet')
    const told = await house.varde(['members', 'reachability', '--json'])
    expect(told.json.total.members).toBe(4)
  })

  it('a link of a notice sees nothing of it', async () => {
    const scope = linkScope(newId('ntc'), newId('dlv'), '')
    for (const table of ['contact_confirmation', 'contact_test_call', 'contact_bounce', 'contact_request'])
      expect(await house.db.read(scope, (tx) => tx.rows({ text: `select * from ${table}`, values: [] } as never)), table).toEqual(
        [],
      )
  })
})
