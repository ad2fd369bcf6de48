import { beforeAll, expect, it } from 'vitest'
import { analyst, now, person, system } from '#capabilities/findings/fixtures/house.ts'
import { answer } from '#capabilities/measures/actions.ts'
import { following } from '#capabilities/measures/fixtures/house.ts'
import { putContact } from '#capabilities/members/actions.ts'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import { hour, later } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { begin, change, create, publish, review, send, withdraw } from './actions.ts'
import { advisoriesCapability } from './capability.ts'
import type { AdvisoryContent } from './contract.ts'
import { emptyAudience, emptyContent } from './rules.ts'
import { addressPage } from './store-addresses.ts'
import { noteTold, tellPage } from './tell.ts'

const test = following(advisoriesCapability)
const reviewer = { ...analyst, who: { ...analyst.who, id: newId('usr'), name: 'Vakt' } }
const words = (text: string) => ({ nb: text, nn: text, en: `${text} (en)` })
const url = 'https://varde.example'
let fjord: Id<'org'>
let dal: Id<'org'>

beforeAll(async () => {
  fjord = await test.add('Fjord kommune')
  dal = await test.add('Dal kommune')
  const contact = {
    role: 'security',
    name: 'Vakta',
    email: 'vakta@fjord.example',
    telephone: null,
    language: 'en',
    pgpKey: null,
  } as never
  const put = await test.db.in(system, (tx) => putContact(tx, system, fjord, contact, now))
  expect(put).toMatchObject({ ok: true })
})

const securityOf = (organisation: Id<'org'>) => {
  const security = person(['member-security'], [])
  return { ...security, who: { ...security.who, id: newId('usr') }, organisations: [organisation] }
}

const content = (more: Partial<AdvisoryContent> = {}): AdvisoryContent => ({
  ...emptyContent('vulnerability'),
  severity: 'critical',
  constituencies: ['municipal'],
  title: words('Steng fjernpålogging'),
  summary: words('Feilen utnyttes nå.'),
  who: words('Alle som har den.'),
  references: [{ summary: 'Leverandøren', url: 'https://vendor.example/1' }],
  what: words('Angripere tar over <b>økter</b>.\n\nDet skjer uten passord.'),
  measures: [
    { key: 'm1', group: 'now', text: words('Steng porten'), hours: 24 },
    { key: 'm2', group: 'week', text: words('Oppgrader'), hours: 168 },
    { key: 'm3', group: 'cannot', text: words('Koble fra nettet'), hours: 24 },
  ],
  ...more,
})

const done = <Value>(result: { ok: true; value: Value } | { ok: false; reason: unknown }): Value => {
  if (!result.ok) throw new Error(String(result.reason))
  return result.value
}

/** Publishes the draft of a warning as it is saved, and lets what follows happen. */
async function publishNow(id: Id<'adv'>, revision: number, given: AdvisoryContent, to = [fjord, dal]): Promise<number> {
  const audience = { ...emptyAudience(), organisations: to }
  const inTx = <Value>(scope: typeof analyst, work: Parameters<typeof test.db.in<Value>>[1]) => test.db.in(scope, work)
  const saved = done(
    await inTx(analyst, (tx) => change(tx, analyst, { id, revision, content: given, audience, source: null }, 'nb', now)),
  )
  const sent = done(await inTx(analyst, (tx) => send(tx, analyst, { id, revision: saved.revision, words: '' }, now)))
  const read = done(
    await inTx(reviewer, (tx) => review(tx, reviewer, { id, revision: sent.revision, approve: true, words: '' }, now)),
  )
  const { version } = done(await inTx(analyst, (tx) => publish(tx, analyst, { id, revision: read.revision }, 'nb', now)))
  await test.react()
  return version
}

async function warning(): Promise<Id<'adv'>> {
  const { id } = done(await test.db.in(analyst, (tx) => create(tx, analyst, { content: content(), source: null }, now)))
  await publishNow(id, 1, content())
  return id
}
const tell = (advisory: Id<'adv'>, version = 1) => test.db.in(system, (tx) => tellPage(tx, { advisory, version, url }, now))
const rows = <Row extends object>(query: Parameters<typeof test.db.in<Row[]>>[1]) => test.db.in(system, query)
const noticesOf = (advisory: Id<'adv'>) =>
  rows<{
    recipient: string
    language: string
    subject: string
    text: string
    html: string
    state: string
    findings: number
    answered: number
  }>((tx) =>
    tx.rows(sql`select 'org_' || replace(recipient_id::text, '-', '') as recipient, language, subject, text, html, state, findings, answered
                from notice where about_id = ${uuidOf(advisory)}::uuid order by id`),
  )
const measuresOf = (advisory: Id<'adv'>, organisation: Id<'org'>) =>
  rows<{ id: string; part: string; state: string; due: string; read: string | null }>((tx) =>
    tx.rows(sql`select 'msr_' || replace(id::text, '-', '') as id, part, state, due_at as due, read_at as read from measure
                where cause_id = ${uuidOf(advisory)}::uuid and organisation_id = ${uuidOf(organisation)}::uuid order by part`),
  )
const addressed = (advisory: Id<'adv'>, version = 1) =>
  test.db.in(system, (tx) => addressPage(tx, system, { advisory, version }, { limit: 10 }))

it('Whoever a warning is addressed to gets what it asks as measures and one notice in their language, once', async () => {
  const advisory = await warning()
  expect(test.asked).toContain('advisories.tell')
  expect(await tell(advisory)).toBe(2)
  expect(await tell(advisory)).toBe(0)
  expect((await measuresOf(advisory, fjord)).map(({ part, state, due }) => [part, state, due])).toEqual([
    ['m1', 'open', later(now, 24 * hour)],
    ['m2', 'open', later(now, 168 * hour)],
  ])
  const told = await noticesOf(advisory)
  expect(told.map(({ recipient }) => recipient).sort()).toEqual([fjord, dal].sort())
  const toFjord = told.find(({ recipient }) => recipient === fjord)!
  expect(toFjord).toMatchObject({ language: 'en', findings: 2, answered: 0, state: 'queued' })
  expect(toFjord.subject).toContain('Critical: Steng fjernpålogging (en)')
  expect(toFjord.text).toContain('1. Steng porten (en)')
  expect(toFjord.text).toContain(`${url}/our-advisories/${advisory}`)
  expect(toFjord.text).toContain('- Koble fra nettet (en)')
  expect(toFjord.text).not.toContain('Dal kommune')
  expect(toFjord.html).toContain('&lt;b&gt;økter&lt;/b&gt;')
})

it('Told, read and answered stand on the warning; when all is answered nobody is asked again', async () => {
  const advisory = await warning()
  await tell(advisory)
  await test.db.in(system, (tx) => noteTold(tx, { advisory, recipient: fjord, channel: 'mail' }, later(now, hour)))
  const security = securityOf(fjord)
  test.clock.set(later(now, 2 * hour))
  expect((await test.call(security, 'GET', `/advisories/ours/${advisory}`)).status).toBe(200)
  await test.react()
  const at = later(now, 2 * hour)
  expect((await addressed(advisory)).find(({ organisation }) => organisation === fjord)).toMatchObject({
    toldAt: later(now, hour),
    readAt: at,
  })
  const mine = await measuresOf(advisory, fjord)
  expect(mine.map(({ read }) => read)).toEqual([at, at])
  const say = (ids: readonly string[], state: 'claimed' | 'not-relevant', reason?: string) =>
    test.db.in(security, (tx) => answer(tx, security, { ids: ids as Id<'msr'>[], state, words: reason }, at))
  await say([mine[0]!.id], 'claimed')
  await test.react()
  expect((await noticesOf(advisory)).find(({ recipient }) => recipient === fjord)).toMatchObject({ answered: 1 })
  await say([mine[1]!.id], 'not-relevant', 'Har den ikke')
  await test.react()
  expect((await noticesOf(advisory)).find(({ recipient }) => recipient === fjord)).toMatchObject({ answered: 2 })
  expect((await addressed(advisory)).map(({ organisation, answeredAt }) => [organisation, answeredAt])).toEqual(
    expect.arrayContaining([
      [fjord, at],
      [dal, null],
    ]),
  )
  test.clock.set(now)
})

it('A new version is told anew to those it still goes to; what it no longer asks, and whoever it no longer goes to, is left in peace', async () => {
  const advisory = await warning()
  await tell(advisory)
  const next = content({ measures: content().measures.filter(({ key }) => key !== 'm2') })
  const begun = done(await test.db.in(analyst, (tx) => begin(tx, analyst, advisory, now)))
  expect(await publishNow(advisory, begun.revision, next, [fjord])).toBe(2)
  expect(await tell(advisory, 1)).toBe(0)
  expect(await tell(advisory, 2)).toBe(1)
  expect((await measuresOf(advisory, fjord)).map(({ part, state }) => [part, state])).toEqual([
    ['m1', 'open'],
    ['m2', 'withdrawn'],
  ])
  expect((await measuresOf(advisory, dal)).map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn'])
  const told = await noticesOf(advisory)
  expect(told.map(({ recipient, state }) => [recipient, state])).toEqual(
    expect.arrayContaining([
      [fjord, 'cancelled'],
      [dal, 'cancelled'],
      [fjord, 'queued'],
    ]),
  )
  expect(told).toHaveLength(3)
})

it('What is withdrawn asks nobody any more, and what was not sent is stopped', async () => {
  const advisory = await warning()
  await tell(advisory)
  done(await test.db.in(analyst, (tx) => withdraw(tx, analyst, { id: advisory, reason: 'Gjaldt ikke oss' }, now)))
  await test.react()
  expect((await measuresOf(advisory, fjord)).map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn'])
  expect((await noticesOf(advisory)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
})

it('What the editor shows as mail is what is sent, word for word, but for the recipient and why it gets it', async () => {
  const advisory = await warning()
  await tell(advisory)
  const { json } = await test.call(analyst, 'GET', `/advisories/${advisory}/preview?locale=nb`)
  const sent = (await noticesOf(advisory)).find(({ recipient }) => recipient === dal)!
  const plain = (text: string) =>
    text
      .replace('Dal kommune', '[mottakeren]')
      .replace(/Hvorfor dere får dette\n=+\n\n(- .*\n( {2}.*\n)*)+\n/, '')
      .replaceAll(/https?:\/\/[^/]+\/our-advisories/g, '/our-advisories')
      .replaceAll(/\s+/g, ' ')
  expect(json.mail.subject).toBe(sent.subject)
  expect(plain(json.mail.text)).toBe(plain(sent.text))
  expect(json.mail.text).toContain('{{answer}}')
  expect(json.mail.html).toContain('&lt;b&gt;økter&lt;/b&gt;')
})
