import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { capabilities } from '#apps/server/capabilities.ts'
import { closeWorld, openWorld, type World } from '#apps/server/world.ts'
import { withdraw } from '#capabilities/advisories/actions.ts'
import { change, create, emptyAudience, emptyContent, publish, review, send } from '#capabilities/advisories/capability.ts'
import type { AdvisoryContent, Audience } from '#capabilities/advisories/contract.ts'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import type { Result } from '#domain/result.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { day, hour } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { makeKey } from '#platform/pgp.ts'
import { mailIsHere, type Received } from '../setup/mail.ts'
import { type HttpPeer, startHttpPeer } from '../setup/peers.ts'
import { flowing, openTellingHouse, type TellingHouse } from './told-mail.ts'

const person = (name: string): Scope => ({ ...systemScope('test'), who: { kind: 'person', id: newId('usr'), name } })
const [writer, reader] = [person('Skriver'), person('Leser')]
const words = (text: string) => ({ nb: text, nn: text, en: `${text} (en)` })
const router = { vendor: 'Fjellnett', product: 'Fjellruter 9', versions: '', cpe: '', purl: '' }
const week = { key: 'm1', group: 'week' as const, text: words('Oppgrader'), hours: 168 }
const now = { key: 'm1', group: 'now' as const, text: words('Steng porten'), hours: 24 }

function done<Value>(result: Result<Value, string>): Value {
  if (!result.ok) throw new Error(`${result.reason} ${result.detail ?? ''}`)
  return result.value
}

describe.skipIf(!mailIsHere())('What members are told of warnings', () => {
  let house: TellingHouse
  let gateway: HttpPeer
  let world: World
  beforeAll(async () => {
    gateway = await startHttpPeer()
    house = await openTellingHouse({
      settings: { VARDE_GATEWAY_URL: gateway.url, VARDE_OUTBOUND_ALLOW: gateway.host },
    })
    world = await openWorld(house.config, { worker: false, clock: house.clock })
  })
  afterAll(async () => {
    if (world) await closeWorld(world)
    await house?.close()
    await gateway?.stop()
  })

  /** Publishes a warning, and lets everything follow that follows at once. */
  async function warn(title: string, more: Partial<AdvisoryContent>, to: Partial<Audience>): Promise<Id<'adv'>> {
    const { db, clock } = house
    const content: AdvisoryContent = {
      ...emptyContent('vulnerability'),
      tlp: 'TLP:GREEN',
      pap: 'PAP:GREEN',
      title: words(title),
      summary: words(`Dette handler om ${title}.`),
      what: words('Feilen er kjent.'),
      who: words('Alle som har den.'),
      measures: [week],
      products: [router],
      ...more,
    }
    const at = clock.now()
    const audience = { ...emptyAudience(), ...to }
    const { id } = done(await db.in(writer, (tx) => create(tx, writer, { content, source: null }, at)))
    const saved = done(
      await db.in(writer, (tx) => change(tx, writer, { id, revision: 1, content, audience, source: null }, 'nb', at)),
    )
    const sent = done(await db.in(writer, (tx) => send(tx, writer, { id, revision: saved.revision, words: '' }, at)))
    const read = done(
      await db.in(reader, (tx) => review(tx, reader, { id, revision: sent.revision, approve: true, words: '' }, at)),
    )
    done(await db.in(writer, (tx) => publish(tx, writer, { id, revision: read.revision }, 'nb', at)))
    await follow()
    return id
  }
  async function takeBack(id: Id<'adv'>, reason: string): Promise<void> {
    done(await house.db.in(writer, (tx) => withdraw(tx, writer, { id, reason }, house.clock.now())))
    await follow()
  }
  /** Does what was asked for of these jobs, in turn, to its end. */
  async function work(...names: string[]): Promise<void> {
    for (const name of names) {
      const job = capabilities.flatMap((capability) => [...capability.jobs(world)]).find((one) => one.name === name)!
      const asked = await house.rows<{ data: object }>(
        sql`delete from varde_job.job where name = ${name} and state = 'created' returning data`,
      )
      for (const { data } of asked) await job.run(data, { log: world.log })
    }
  }
  const follow = async () => {
    await house.turn()
    await work('advisories.tell', 'advisories.over', 'subscriptions.inform', 'subscriptions.over')
    await house.turn('notices.send')
    await work('mail.letter')
    await house.turn()
  }
  const letters = async () => {
    await house.turn('subscriptions.letters')
    await follow()
  }
  const messagesTo = (number: string) =>
    gateway.received.map(({ body }) => JSON.parse(body) as { to: string; text: string }).filter(({ to }) => to === number)
  const set = async (key: string, id: Id<'org'>, choice: object, contact: Id<'con'> | null = null) => {
    const { subscriptions } = (await house.ask(key, `/organisations/${id}/subscriptions`)).json
    const standing = subscriptions.find((one: { contact: { id: string } | null }) => (one.contact?.id ?? null) === contact).choice
    const body = { contact, choice: { ...standing, ...choice } }
    const answer = await house.ask(key, `/organisations/${id}/subscriptions`, { method: 'PUT', body })
    expect(answer.status).toBe(200)
    return answer.json as { said: string[] }
  }
  const subjects = (mails: readonly Received[]) => mails.map(({ subject }) => subject)
  const toldAt = async (id: Id<'adv'>, organisation: Id<'org'>) =>
    (
      await house.one<{ told_at: string | null }>(
        sql`select told_at from advisory_address where advisory_id = ${uuidOf(id)}::uuid and organisation_id = ${uuidOf(organisation)}::uuid`,
      )
    ).told_at
  /** Goes to the next Monday at eight in Oslo; the house begins on one. */
  const toMonday = () => {
    const at = new Date(house.clock.now())
    const days = ((8 - at.getUTCDay()) % 7 || 7) * day
    house.pass(Date.parse(`${new Date(at.getTime() + days).toISOString().slice(0, 10)}T07:00:00.000Z`) - at.getTime())
  }

  it('2.03 a high warning on a subscribed product reaches the contact by two channels, and a low one comes only in the digest', async () => {
    const vik = await house.member('Vik', '198.18.20.0/24', { telephone: '+47 90 00 00 20' })
    // Whoever runs the network is not told first, and hears of nothing until it subscribes.
    const drift = { box: 'drift@vik.example', number: '+47 90 00 00 29' }
    await house.contact(vik.id, { role: 'operations-24/7', name: 'Drift i Vik', email: drift.box, telephone: drift.number })
    await warn('Fjellruter stopper', { severity: 'high' }, { organisations: [vik.id] })
    expect(subjects(await house.inbox(vik.box, 1))).toEqual([expect.stringContaining('Fjellruter stopper')])
    expect(await house.mail.read(drift.box)).toEqual([])
    expect(messagesTo(drift.number)).toEqual([])
    const contacts = (await house.ask(vik.key, `/organisations/${vik.id}/subscriptions`)).json.subscriptions
    const ict = contacts.find(({ contact }: { contact: { name: string } | null }) => contact?.name === 'Drift i Vik').contact.id
    const said = await set(vik.key, vik.id, { products: [{ vendor: 'Fjellnett', product: 'Fjellruter 9' }] }, ict)
    expect(said.said[0]).toBe('Dere får varsler med alvor høy og kritisk med én gang, på e-post og SMS og i portalen.')
    house.pass(hour)
    const high = await warn('Fjellruter gir fra seg nøkler', { severity: 'high' }, { organisations: [vik.id] })
    const [mail, ...others] = await house.inbox(drift.box, 1)
    expect(mail!.subject).toContain('Fjellruter gir fra seg nøkler')
    expect(others).toEqual([])
    expect(messagesTo(drift.number)).toHaveLength(1)
    const ways = await house.rows<{ channel: string; state: string }>(sql`
      select d.channel, d.state from delivery d join notice n on n.id = d.notice_id
      where n.about_id = ${uuidOf(high)}::uuid and d.contact_name = 'Drift i Vik' order by 1`)
    expect(ways).toEqual([
      { channel: 'mail', state: 'sent' },
      { channel: 'sms', state: 'sent' },
    ])

    house.pass(hour)
    const low = await warn('Fjellruter viser gammel tid', { severity: 'low' }, { organisations: [vik.id] })
    const kettle = { ...router, product: 'Kaffetrakter' }
    await warn('Trakteren viser gammel tid', { severity: 'low', products: [kettle] }, { organisations: [vik.id] })
    expect(await house.inbox(drift.box, 1)).toHaveLength(1)
    expect(messagesTo(drift.number)).toHaveLength(1)
    expect(await toldAt(low, vik.id)).toBeNull()
    expect(await house.rows(sql`select 1 from notice where about_id = ${uuidOf(low)}::uuid`)).toEqual([])

    toMonday()
    await letters()
    const mails = await house.inbox(drift.box, 2)
    expect(mails).toHaveLength(2)
    const letter = mails[1]!
    expect(letter.subject).toBe('[TLP:GREEN] Uke 47: ett nytt varsel')
    const text = flowing(letter.text)
    expect(text).toContain('Nytt for dere')
    expect(text).toContain('Lav: Fjellruter viser gammel tid')
    expect(text).not.toContain('Trakteren')
    expect(flowing((await house.inbox(vik.box, 3)).at(-1)!.text)).toContain('Trakteren viser gammel tid')
    expect(text).toContain(`https://varde.example/our-advisories/${low}`)
    expect(text.indexOf('Dette har dere alt fått varsel om')).toBeLessThan(text.indexOf('Høy: Fjellruter gir fra seg nøkler'))
    expect(letter.html).toContain('Fjellruter viser gammel tid')
    expect(await toldAt(low, vik.id)).not.toBeNull()

    await house.rows(sql`update subscription_run set finished_at = null, after = null returning 1`)
    await letters()
    expect(await house.inbox(drift.box, 2)).toHaveLength(2)
    house.pass(7 * day)
    await letters()
    expect(await house.inbox(drift.box, 2)).toHaveLength(2)
  })

  it('What is withdrawn after a letter told of it stands with its reason in the next letter, once; what no letter told of stands in none', async () => {
    const lia = await house.member('Lia', '198.18.26.0/24')
    const low = await warn('Fjellruter piper', { severity: 'low' }, { organisations: [lia.id] })
    toMonday()
    await letters()
    expect(await house.inbox(lia.box, 1)).toHaveLength(1)
    house.pass(hour)
    const untold = await warn('Fjellruter blinker', { severity: 'low' }, { organisations: [lia.id] })
    for (const id of [low, untold]) await takeBack(id, 'Leverandøren tok feil.')
    expect(await house.inbox(lia.box, 1)).toHaveLength(1)
    toMonday()
    await letters()
    const [, letter] = await house.inbox(lia.box, 2)
    expect(letter!.subject).toContain('ett varsel er over')
    const text = flowing(letter!.text)
    expect(text).toContain('Trukket tilbake: Fjellruter piper')
    expect(text).toContain('Leverandøren tok feil.')
    expect(text).not.toContain('Fjellruter blinker')
    house.pass(7 * day)
    await letters()
    expect(await house.inbox(lia.box, 2)).toHaveLength(2)
  })

  it('What was for information and ended while its letter was under way stands in the next letter as withdrawn', async () => {
    const ulv = await house.member('Ulv', '198.18.27.0/24')
    const moss = await house.member('Moss', '198.18.28.0/24')
    await set(ulv.key, ulv.id, { products: [{ vendor: '', product: 'Fjellruter 9' }] })
    const low = await warn('Fjellruter surrer', { severity: 'low', constituencies: ['municipal'] }, { organisations: [moss.id] })
    toMonday()
    await house.turn('subscriptions.letters')
    await takeBack(low, 'Det var vinden.')
    const [first] = await house.inbox(ulv.box, 1)
    expect(flowing(first!.text)).toContain('Fjellruter surrer')
    await follow()
    toMonday()
    await letters()
    const [, letter] = await house.inbox(ulv.box, 2)
    expect(flowing(letter!.text)).toContain('Trukket tilbake: Fjellruter surrer')
    expect(flowing(letter!.text)).toContain('Det var vinden.')
  })

  it('A frozen member hears of what must be done now, and of nothing milder until the freeze ends', async () => {
    const nes = await house.member('Nes', '198.18.21.0/24')
    const until = new Date(Date.parse(house.clock.now()) + 10 * day).toISOString()
    await house.rows(sql`
      insert into notice_preference (organisation_id, frozen_until, frozen_reason, frozen_by, changed_at, changed_by)
      values (${uuidOf(nes.id)}, ${until}, 'flytter', 'Vakt', ${house.clock.now()}, 'test') returning 1`)
    await warn('Steng den nå', { severity: 'medium', measures: [now] }, { organisations: [nes.id] })
    expect(subjects(await house.inbox(nes.box, 1))).toEqual([expect.stringContaining('Steng den nå')])
    await warn('Kan vente', { severity: 'low' }, { organisations: [nes.id] })
    toMonday()
    await letters()
    expect(await house.inbox(nes.box, 1)).toHaveLength(1)
    toMonday()
    await letters()
    const mails = await house.inbox(nes.box, 2)
    expect(flowing(mails[1]!.text)).toContain('Kan vente')
  })

  it('A subscriber outside the audience gets what its labels allow for information, and learns nothing of whoever it was for', async () => {
    const [ask, berg] = [
      await house.member('Ask', '198.18.22.0/24', { telephone: '+47 90 00 00 22' }),
      await house.member('Berg', '198.18.23.0/24'),
    ]
    await set(ask.key, ask.id, { products: [{ vendor: '', product: 'Fjellruter 9' }] })
    const green = await warn(
      'Åpen for fellesskapet',
      { severity: 'high', constituencies: ['municipal'] },
      { organisations: [berg.id] },
    )
    const other = await warn('For sykehus', { severity: 'high', constituencies: ['health'] }, { organisations: [berg.id] })
    const amber = await warn(
      'Bare for Berg',
      { severity: 'high', tlp: 'TLP:AMBER', pap: 'PAP:AMBER' },
      { organisations: [berg.id] },
    )
    const [mail, ...more] = await house.inbox(ask.box, 1)
    expect(more).toEqual([])
    expect(mail!.subject).toBe('[TLP:GREEN] Til opplysning: Åpen for fellesskapet')
    expect(flowing(mail!.text)).toContain('Dere abonnerer på Fjellruter 9.')
    expect(mail!.text).not.toContain('Berg')
    expect(messagesTo('+47 90 00 00 22')).toEqual([])
    const listed = (await house.ask(ask.key, '/information')).json.rows
    expect(listed.map(({ id }: { id: string }) => id)).toEqual([green])
    const one = await house.ask(ask.key, `/information/${green}`)
    expect(one.json).toMatchObject({ title: 'Åpen for fellesskapet', measures: ['Oppgrader'] })
    expect(one.text).not.toContain('Berg')
    for (const id of [other, amber]) expect((await house.ask(ask.key, `/information/${id}`)).status).toBe(404)
    expect((await house.ask(berg.key, `/information/${green}`)).status).toBe(404)
    expect((await house.ask(ask.key, `/advisories/ours/${green}`)).status).toBe(404)
    const preview = await house.ask(ask.key, `/organisations/${ask.id}/subscriptions/preview`, { method: 'POST', body: {} })
    const titles = preview.json.rows.map(({ title }: { title: string }) => title)
    expect(titles).toContain('Åpen for fellesskapet')
    expect(titles).not.toContain('Bare for Berg')
    expect(titles).not.toContain('For sykehus')

    await takeBack(green, 'Den gjaldt en annen ruter.')
    const [, over, ...rest] = await house.inbox(ask.box, 2)
    expect(rest).toEqual([])
    expect(over!.subject).toBe('[TLP:GREEN] Trukket tilbake: Åpen for fellesskapet')
    expect(flowing(over!.text)).toContain('Den gjaldt en annen ruter.')
    expect(over!.text).not.toContain('Berg')
    await takeBack(amber, 'Den også.')
    expect(await house.inbox(ask.box, 2)).toHaveLength(2)
  })

  it('One press in the mail ends the letter and not what must be done now; undo brings it back', async () => {
    const dal = await house.member('Dal', '198.18.24.0/24')
    await warn('Første uke', { severity: 'low' }, { organisations: [dal.id] })
    toMonday()
    await letters()
    const [letter] = await house.inbox(dal.box, 1)
    const raw = letter!.raw.toString().replaceAll(/\r\n[ \t]+/g, ' ')
    expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
    const [, path] = /^List-Unsubscribe: ?<https:\/\/varde\.example\/api(\/unsubscribe\/[\w-]+)>\r$/m.exec(raw)!
    const token = path!.split('/').at(-1)!
    const read = await house.ask('', '/unsubscribe-link', { method: 'POST', body: { token } })
    expect(read.json).toEqual({ organisation: 'Dal', contact: 'Vakta i Dal', language: 'nb', rest: 'weekly' })
    const shown = async () => (await house.ask(dal.key, `/organisations/${dal.id}/subscriptions`)).json
    expect((await shown()).subscriptions[1].own).toBe(false)
    expect((await house.ask('', `/unsubscribe/${token.slice(0, -2)}AA`, { method: 'POST', body: {} })).status).toBe(404)
    const pressed = { method: 'POST' as const, body: { 'List-Unsubscribe': 'One-Click' } }
    expect((await house.ask('', path!, pressed)).status).toBe(200)
    expect((await house.ask('', path!, pressed)).status).toBe(200)
    expect((await shown()).subscriptions[1]).toMatchObject({ own: true, choice: { rest: 'portal' } })
    expect((await shown()).steps).toHaveLength(1)

    await warn('Andre uke', { severity: 'low' }, { organisations: [dal.id] })
    await warn('Gjør dette nå', { severity: 'low', measures: [now] }, { organisations: [dal.id] })
    toMonday()
    await letters()
    const mails = await house.inbox(dal.box, 2)
    expect(mails).toHaveLength(2)
    expect(mails[1]!.subject).toContain('Gjør dette nå')
    expect(mails[1]!.raw.toString()).not.toContain('List-Unsubscribe')

    expect((await house.ask(dal.key, `/organisations/${dal.id}/subscriptions/undo`, { method: 'POST', body: {} })).status).toBe(
      200,
    )
    expect((await shown()).subscriptions[1]).toMatchObject({ own: false, choice: { rest: 'weekly' } })
    const again = await house.ask(dal.key, `/organisations/${dal.id}/subscriptions/undo`, { method: 'POST', body: {} })
    expect(again.json.code).toBe('nothing-to-undo')
  })

  it('A letter with AMBER is encrypted to whoever has a key, and RED stands in no letter', async () => {
    const { publicKey } = await makeKey({ name: 'Vakta', address: 'sikkerhet@eid.example', madeAt: '2026-01-01T00:00:00.000Z' })
    const eid = await house.member('Eid', '198.18.25.0/24', { pgpKey: publicKey })
    await warn('Gul beskjed', { severity: 'low', tlp: 'TLP:AMBER', pap: 'PAP:AMBER' }, { organisations: [eid.id] })
    await warn('Rød beskjed', { severity: 'low', tlp: 'TLP:RED', pap: 'PAP:RED' }, { organisations: [eid.id] })
    toMonday()
    await letters()
    const [letter] = await house.inbox(eid.box, 1)
    const raw = letter!.raw.toString()
    expect(raw).toContain('multipart/encrypted')
    expect(raw).not.toContain('Gul beskjed')
    expect(letter!.subject).toMatch(/^\[TLP:AMBER\] Uke \d+: 2 nye varsler$/)
    const [sealed] = await house.rows<{ n: number }>(
      sql`select jsonb_array_length(advisories) as n from subscription_letter where organisation_id = ${uuidOf(eid.id)}::uuid`,
    )
    expect(sealed!.n).toBe(1)
  })
})
