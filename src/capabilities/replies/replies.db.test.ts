import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  change,
  create,
  emptyAudience,
  emptyContent,
  publish,
  review,
  send,
  tellPage,
} from '#capabilities/advisories/capability.ts'
import type { AdvisoryContent } from '#capabilities/advisories/contract.ts'
import { warningHappened } from '#capabilities/advisories/reactions.ts'
import { addRelation } from '#capabilities/directory/relations.ts'
import { analyst, now, person, system } from '#capabilities/findings/fixtures/house.ts'
import { following } from '#capabilities/measures/fixtures/house.ts'
import { createOrganisation, putContact } from '#capabilities/members/actions.ts'
import { readNotice } from '#capabilities/notices/read.ts'
import { advisedNotices } from '#capabilities/notices/store-advised.ts'
import { addLine } from '#capabilities/products/actions.ts'
import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { day, hour, later } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { digest, isBehind } from '#platform/events.ts'
import { askKnown } from './actions.ts'
import { repliesCapability } from './capability.ts'
import type { Ask, OurReply, TeamAsk } from './contract.ts'
import { readVex, repliesIn } from './file.ts'
import { findReaders, tellDigest, tellNow } from './tell.ts'

const test = following(repliesCapability)
const reviewer = { ...analyst, who: { ...analyst.who, id: newId('usr'), name: 'Vakt' } }
const url = 'https://varde.example'
const words = (text: string) => ({ nb: text, nn: text, en: text })
const cve = 'CVE-2026-10001'
let supplier: Id<'org'>
let other: Id<'org'>
let has: Id<'org'>
let hasTwo: Id<'org'>
let without: Id<'org'>

const seat = (organisation: Id<'org'>, role: 'member-security' | 'member-reader' = 'member-security'): Scope => ({
  ...person([role], [organisation]),
  seats: [{ organisation, role }],
})

const must = <Value>(result: { ok: true; value: Value } | { ok: false; reason: unknown }): Value => {
  if (!result.ok) throw new Error(String(result.reason))
  return result.value
}

async function supplierNamed(name: string): Promise<Id<'org'>> {
  const plain = { names: {}, kinds: ['supplier' as const], constituencies: [], parentId: null, county: null, municipality: null }
  const more = { language: 'nb' as const, membership: 'member' as const, memberSince: null, outsiderPolicy: null }
  return must(await test.db.in(system, (tx) => createOrganisation(tx, system, { name, number: null, ...plain, ...more }, now))).id
}

const runs = (organisation: Id<'org'>, version: string, product = 'Fjellprint 40') =>
  test.db.in(system, async (tx) => {
    const line = { system: '', vendor: 'Fjellprint', product, version, cpe: '', purl: '', quantity: null, note: '' }
    must(await addLine(tx, organisation, line, '', now))
  })

beforeAll(async () => {
  supplier = await supplierNamed('Fjellprint AS')
  other = await supplierNamed('Dalsoft AS')
  has = await test.add('Fjord kommune')
  hasTwo = await test.add('Dal kommune')
  without = await test.add('Vik kommune')
  await runs(has, '2.2')
  await runs(hasTwo, '2.1')
  await runs(without, '7.0', 'Noe annet')
  for (const organisation of [supplier, has, hasTwo, without])
    await test.db.in(system, (tx) =>
      putContact(
        tx,
        system,
        organisation,
        {
          role: 'security',
          name: 'Vakta',
          email: `vakta@${uuidOf(organisation)}.example`,
          telephone: null,
          language: 'nb',
          pgpKey: null,
        } as never,
        now,
      ),
    )
  const delivers = {
    type: 'supplies',
    outward: true,
    otherId: has,
    otherNumber: null,
    otherName: '',
    service: null,
    serviceKind: null,
  }
  must(
    await test.db.in(system, (tx) =>
      addRelation(tx, system, supplier, { ...delivers, from: '2025-01-01', to: null, source: 'avtale' } as never, now),
    ),
  )
})

const content = (more: Partial<AdvisoryContent> = {}): AdvisoryContent => ({
  ...emptyContent('vulnerability'),
  severity: 'high',
  tlp: 'TLP:GREEN',
  pap: 'PAP:GREEN',
  title: words('Oppdater Fjellprint 40'),
  summary: words('En feil utnyttes.'),
  what: words('Skriveren svarer alle.'),
  who: words('Alle som har den.'),
  products: [{ vendor: 'Fjellprint', product: 'Fjellprint 40', versions: '< 2.3', cpe: '', purl: '' }],
  vulnerabilities: [{ cve, vectors: [] }],
  references: [{ summary: 'Leverandøren', url: 'https://vendor.example/1' }],
  measures: [{ key: 'm1', group: 'now', text: words('Steng porten'), hours: 24 }],
  ...more,
})

/** A published warning that went to these. */
async function warning(more: Partial<AdvisoryContent> = {}, organisations = [has, without]): Promise<Id<'adv'>> {
  const given = content(more)
  const audience = { ...emptyAudience(), organisations }
  const { db } = test
  const { id } = must(await db.in(analyst, (tx) => create(tx, analyst, { content: given, source: null }, now)))
  const saved = must(
    await db.in(analyst, (tx) => change(tx, analyst, { id, revision: 1, content: given, audience, source: null }, 'nb', now)),
  )
  const sent = must(await db.in(analyst, (tx) => send(tx, analyst, { id, revision: saved.revision, words: '' }, now)))
  const approval = { id, revision: sent.revision, approve: true, words: '' }
  const read = must(await db.in(reviewer, (tx) => review(tx, reviewer, approval, now)))
  must(await db.in(analyst, (tx) => publish(tx, analyst, { id, revision: read.revision }, 'nb', now)))
  await test.react()
  return id
}

const askAll = (advisory: Id<'adv'>) => test.db.in(system, (tx) => askKnown(tx, system, { advisory, url }, now))
/** What the job does once a supplier has answered. */
async function tell(advisory: Id<'adv'>): Promise<{ found: number; told: number }> {
  await test.react()
  expect(test.asked).toContain('replies.tell')
  const found = await test.db.in(system, (tx) => findReaders(tx, advisory, now))
  return { found, told: await test.db.in(system, (tx) => tellNow(tx, advisory, url, now)) }
}
const noticesAbout = (advisory: Id<'adv'>) =>
  test.rows<{ recipient: string; subject: string; text: string }>(
    sql`select 'org_' || replace(recipient_id::text, '-', '') as recipient, subject, text from notice where about_id = ${uuidOf(advisory)}::uuid order by id`,
  )
const say = (scope: Scope, advisory: Id<'adv'>, body: object) =>
  test.call(scope, 'POST', `/supplier-warnings/${advisory}`, { product: 'Fjellprint Fjellprint 40', state: 'affected', ...body })
const ours = async (scope: Scope, advisory: Id<'adv'>): Promise<OurReply[]> =>
  (await test.call(scope, 'GET', `/supplier-replies/ours?advisory=${advisory}`)).json.rows
const ofTeam = async (advisory: Id<'adv'>): Promise<{ asks: TeamAsk[]; suggested: { name: string }[] }> =>
  (await test.call(analyst, 'GET', `/advisories/${advisory}/suppliers`)).json

it('2.12 a supplier answers a warning about its product; the two members with that product are told by themselves, once for each change, and the third is not', async () => {
  const advisory = await warning()
  expect(test.asked).toContain('replies.ask')
  expect(await askAll(advisory)).toBe(1)
  expect(await askAll(advisory)).toBe(0)
  const asked = await noticesAbout(advisory)
  expect(asked.map(({ recipient }) => recipient)).toEqual([supplier])
  expect(asked[0]!.text).toContain(`${url}/supplier-warnings/${advisory}?organisation=${supplier}`)

  const answers = [
    { state: 'under-investigation' },
    { state: 'affected', words: 'Steng porten mot nettet.' },
    { state: 'fixed', fixedIn: '2.3' },
    {
      state: 'not-affected',
      justification: 'vulnerable_code_not_in_execute_path',
      words: 'Køen er slått av i disse.',
      versions: '2.0 to 2.1',
    },
  ]
  const told = []
  for (const body of answers) {
    expect(await say(seat(supplier), advisory, body)).toMatchObject({ status: 200, json: { replies: 1 } })
    told.push(await tell(advisory))
  }
  // Of 2.0 to 2.1 only one of the two is told: the other runs 2.2.
  expect(told).toEqual([
    { found: 2, told: 2 },
    { found: 2, told: 2 },
    { found: 2, told: 2 },
    { found: 1, told: 1 },
  ])
  expect(await tell(advisory)).toEqual({ found: 0, told: 0 })
  const recipients = (await noticesAbout(advisory)).slice(1).map(({ recipient }) => recipient)
  expect(recipients.filter((one) => one === has)).toHaveLength(3)
  expect(recipients.filter((one) => one === hasTwo)).toHaveLength(4)
  expect(recipients).not.toContain(without)

  const mine = await ours(seat(has), advisory)
  expect(mine.map(({ state, number, current, fixedIn, cve: of }) => [state, number, current, fixedIn, of])).toEqual([
    ['fixed', 3, true, '2.3', cve],
    ['affected', 2, false, '', cve],
    ['under-investigation', 1, false, '', cve],
  ])
  expect(mine[0]).toMatchObject({ supplier: 'Fjellprint AS', organisation: { name: 'Fjord kommune' } })
  expect(mine[0]!.ours[0]).toContain('Fjellprint Fjellprint 40 2.2')
  expect((await ours(seat(hasTwo), advisory))[0]).toMatchObject({
    state: 'not-affected',
    justification: 'vulnerable_code_not_in_execute_path',
    words: 'Køen er slått av i disse.',
    versions: '2.0 to 2.1',
  })
  expect(await ours(seat(without), advisory)).toEqual([])
  expect((await ofTeam(advisory)).asks).toMatchObject([{ missing: 0, cells: 1, told: 2, how: 'relation' }])
})

it('A supplier reads its own products of a warning, and nothing of whom it went to, of others’ products or of other suppliers', async () => {
  const more = { vendor: 'Dalsoft', product: 'Dalsoft Arkiv', versions: '', cpe: '', purl: '' }
  const advisory = await warning({ products: [...content().products, more] })
  await askAll(advisory)
  await say(seat(supplier), advisory, {})
  const read = await test.call(seat(supplier), 'GET', `/supplier-warnings/${advisory}`)
  expect(read.json.ask).toMatchObject({ cells: 1, missing: 0, mayAnswer: true, products: [{ name: 'Fjellprint Fjellprint 40' }] })
  for (const secret of ['Fjord', 'Dal kommune', 'Vik', 'Dalsoft', uuidOf(has), 'Steng porten'])
    expect(read.text).not.toContain(secret)
  expect((await ofTeam(advisory)).suggested).toMatchObject([{ name: 'Dalsoft AS' }])
  expect((await test.call(seat(other), 'GET', `/supplier-warnings/${advisory}`)).status).toBe(404)
  expect((await test.call(seat(other), 'GET', '/supplier-warnings')).json.rows).toEqual([])
  expect((await say(seat(other), advisory, {})).status).toBe(404)
  expect((await say(seat(has), advisory, {})).status).toBe(404)
  expect((await say(seat(supplier, 'member-reader'), advisory, {})).status).toBe(403)
  expect((await say(seat(supplier), advisory, { product: 'Dalsoft Dalsoft Arkiv' })).json.code).toBe('reply-product-not-asked')
})

it('What is told beside a warning is not what a reminder of the warning is about', async () => {
  const advisory = await warning()
  await test.db.in(system, (tx) => tellPage(tx, { advisory, version: 1, url }, now))
  const [told] = await test.db.in(system, (tx) => advisedNotices(tx, system, [advisory], [has]))
  await askAll(advisory)
  await say(seat(supplier), advisory, {})
  expect(await tell(advisory)).toEqual({ found: 2, told: 2 })
  expect(await test.db.in(system, (tx) => advisedNotices(tx, system, [advisory], [has]))).toMatchObject([{ id: told!.id }])
  expect(await noticesAbout(advisory)).toHaveLength(5)
})

it('Whoever opens the notice of what a supplier says has not read the warning; whoever opens that of the warning has', async () => {
  const advisory = await warning()
  await test.db.in(system, (tx) => tellPage(tx, { advisory, version: 1, url }, now))
  await askAll(advisory)
  await say(seat(supplier), advisory, {})
  await tell(advisory)
  const [own, beside, ...rest] = await test.rows<{ id: string }>(
    sql`select id from notice where about_id = ${uuidOf(advisory)}::uuid and recipient_id = ${uuidOf(has)}::uuid order by beside, id`,
  )
  expect(rest).toEqual([])
  const open = async ({ id }: { id: string }) => {
    const reader = seat(has)
    await test.db.in(reader, (tx) => readNotice(tx, toId('ntc', id), 'nb', now))
    while (await isBehind(test.db, warningHappened))
      await digest(test.db, warningHappened, { now, jobs: { ask: async () => {} } })
  }
  const readAt = async () =>
    (
      await test.rows<{ at: string | null }>(
        sql`select read_at as at from advisory_address where advisory_id = ${uuidOf(advisory)}::uuid and organisation_id = ${uuidOf(has)}::uuid`,
      )
    )[0]!.at
  await open(beside!)
  expect(await readAt()).toBeNull()
  await open(own!)
  expect(await readAt()).toBe(now)
})

it('Of a warning that not everybody may read, a supplier is asked when the team says so, and only those it went to are told', async () => {
  const advisory = await warning({ tlp: 'TLP:AMBER' })
  expect(await askAll(advisory)).toBe(0)
  expect((await ofTeam(advisory)).asks).toEqual([])
  const asked = await test.call(analyst, 'POST', `/advisories/${advisory}/suppliers`, { organisation: supplier })
  expect(asked.json).toEqual({ already: false })
  await say(seat(supplier), advisory, { state: 'fixed', fixedIn: '2.3' })
  expect(await tell(advisory)).toEqual({ found: 1, told: 1 })
  expect(await ours(seat(has), advisory)).toHaveLength(1)
  expect(await ours(seat(hasTwo), advisory)).toEqual([])
})

it('What does not press waits for the digest, in one notice for several warnings', async () => {
  const [one, two] = [await warning({ severity: 'low' }), await warning({ severity: 'info' })]
  for (const advisory of [one, two]) {
    await askAll(advisory)
    await say(seat(supplier), advisory, {})
    expect(await tell(advisory)).toEqual({ found: 2, told: 0 })
  }
  expect(await ours(seat(has), one)).toHaveLength(1)
  const digest = () => test.db.in(system, (tx) => tellDigest(tx, url, now))
  expect([await digest(), await digest()]).toEqual([2, 0])
  const [notice] = (await noticesAbout(one)).filter(({ recipient }) => recipient === has)
  expect(notice!.text).toContain('Fjellprint AS sier')
})

it('The team answers for a supplier only with who said so; says the same again nobody is told anew; fixed and not affected need their words', async () => {
  const advisory = await warning()
  await askAll(advisory)
  const asTeam = { organisation: supplier, state: 'fixed', fixedIn: '2.3' }
  expect((await say(analyst, advisory, asTeam)).json.code).toBe('reply-said-by-missing')
  expect((await say(analyst, advisory, { ...asTeam, saidBy: 'E-post fra Fjellprint' })).json).toEqual({ replies: 1 })
  expect((await say(seat(supplier), advisory, { state: 'fixed', fixedIn: '2.3' })).json).toEqual({ replies: 0 })
  expect((await say(seat(supplier), advisory, { state: 'fixed' })).json.code).toBe('reply-needs-version')
  expect((await say(seat(supplier), advisory, { state: 'not-affected', words: 'Nei' })).json.code).toBe('reply-needs-reason')
  expect((await say(seat(supplier), advisory, { state: 'fixed', fixedIn: '2.3', cves: [''] })).json.code).toBe(
    'reply-product-not-asked',
  )
  expect((await ofTeam(advisory)).asks[0]!.replies).toMatchObject([{ as: 'team', state: 'fixed' }])
})

it('Why a product is not affected is said by a flag or in own words; either is enough', async () => {
  const advisory = await warning()
  await askAll(advisory)
  const flag = { state: 'not-affected', justification: 'component_not_present' }
  expect((await say(seat(supplier), advisory, flag)).json).toEqual({ replies: 1 })
  const own = { state: 'not-affected', words: 'Skriveren har ikke denne tjenesten.' }
  expect((await say(seat(supplier), advisory, own)).json).toEqual({ replies: 1 })
  expect((await ofTeam(advisory)).asks[0]!.replies.map(({ justification, words: text }) => [justification, text])).toEqual([
    [null, 'Skriveren har ikke denne tjenesten.'],
    ['component_not_present', ''],
  ])
})

it('Missing replies are listed, and a supplier is reminded once a day until it has answered', async () => {
  const advisory = await warning()
  await askAll(advisory)
  const missing = async (): Promise<Ask[]> =>
    (await test.call(analyst, 'GET', '/supplier-replies?missing=true&limit=200')).json.rows
  expect((await missing()).map((row) => row.advisory)).toContain(advisory)
  const remind = () => test.call(analyst, 'POST', `/advisories/${advisory}/suppliers/remind`, { organisation: supplier })
  expect((await remind()).status).toBe(200)
  expect((await remind()).json.code).toBe('supplier-reminded')
  test.clock.set(later(now, day + hour))
  expect((await remind()).status).toBe(200)
  test.clock.set(now)
  expect((await noticesAbout(advisory)).filter(({ recipient }) => recipient === supplier)).toHaveLength(3)
  await say(seat(supplier), advisory, {})
  expect((await missing()).map((row) => row.advisory)).not.toContain(advisory)
  expect((await remind()).json.code).toBe('supplier-answered')
})

describe('A VEX file', () => {
  const products = [{ key: 'Fjellprint 40', name: 'Fjellprint 40', versions: '', cpe: '', purl: 'pkg:generic/fjellprint-40' }]
  const csaf = JSON.parse(readFileSync(new URL('./fixtures/vex.json', import.meta.url), 'utf8')) as Record<string, unknown>
  const read = (document: unknown) =>
    repliesIn(readVex(Buffer.from(JSON.stringify(document)))!, { products, cves: [cve], trackingId: 'HELSECERT-2026-0007' })

  it('of CSAF becomes answers to what is asked, and tells what it leaves out and why', () => {
    const { said, leftOut } = read(csaf)
    expect(
      said.map(({ state, versions, fixedIn, justification, words: text }) => [state, versions, fixedIn, justification, text]),
    ).toEqual([
      ['fixed', '', '2.3', null, ''],
      ['affected', '2.2', '', null, 'Installer 2.3.'],
      ['not-affected', '1.9', '', 'component_not_present', ''],
      ['under-investigation', '2.1', '', null, ''],
    ])
    expect(leftOut).toEqual([
      { what: 'Dalsoft Arkiv 3.0 CVE-2026-10001', why: 'other-product' },
      { what: 'Fjellprint 40 2.2 CVE-2026-10002', why: 'other-vulnerability' },
    ])
  })

  it('of OpenVEX is read by package URL', () => {
    const statement = { vulnerability: { name: cve }, products: [{ '@id': 'pkg:generic/fjellprint-40' }] }
    const { said } = read({
      '@context': 'https://openvex.dev/ns/v0.2.0',
      statements: [{ ...statement, status: 'not_affected', justification: 'component_not_present' }, { status: 'fixed' }],
    })
    expect(said).toMatchObject([{ state: 'not-affected', justification: 'component_not_present', product: 'Fjellprint 40' }])
  })

  it('answers a warning that names no CVE only where it names the warning or no CVE either, and one vulnerability of each product', () => {
    const of = (vulnerability: object, more: object = {}) => ({
      vulnerability,
      products: [{ '@id': 'pkg:generic/fjellprint-40' }],
      status: 'affected',
      action_statement: 'Vent.',
      ...more,
    })
    const unnamed = (...statements: object[]) => {
      const bytes = Buffer.from(JSON.stringify({ '@context': 'https://openvex.dev/ns/v0.2.0', statements }))
      const { said, leftOut } = repliesIn(readVex(bytes)!, { products, cves: [], trackingId: 'HELSECERT-2026-0007' })
      return [said.map((one) => [one.cve, one.words]), leftOut.map(({ why }) => why)]
    }
    expect(unnamed(of({ name: 'CVE-2020-1234' }))).toEqual([[], ['other-vulnerability']])
    expect(unnamed(of({ name: 'FP-7', aliases: ['CVE-2020-1234'] }))).toEqual([[], ['other-vulnerability']])
    expect(unnamed(of({ name: 'CVE-2020-1234', aliases: ['HELSECERT-2026-0007'] }))).toEqual([[['', 'Vent.']], []])
    expect(unnamed(of({ name: 'FP-7' }), of({ name: 'FP-8' }, { action_statement: 'Oppdater.' }))).toEqual([
      [['', 'Vent.']],
      ['other-vulnerability'],
    ])
  })

  it('needs as much of a reason as an answer on the page: what says too little is left out and told', () => {
    const statement = (words: string, more: object = {}) => ({
      vulnerability: { name: cve },
      products: [{ '@id': 'pkg:generic/fjellprint-40@1.9' }],
      status: 'not_affected',
      impact_statement: words,
      ...more,
    })
    const of = (one: object) => read({ '@context': 'https://openvex.dev/ns/v0.2.0', statements: [one] })
    for (const words of ['nei', 'x'.repeat(9), `nei${' '.repeat(20)}`]) {
      const left = { what: expect.stringContaining(cve), why: 'no-reason' }
      expect(of(statement(words)), words).toEqual({ said: [], leftOut: [left] })
    }
    expect(of(statement('x'.repeat(10)))).toMatchObject({ said: [{ words: 'x'.repeat(10) }], leftOut: [] })
    expect(of(statement('nei', { justification: 'component_not_present' }))).toMatchObject({
      said: [{ words: 'nei' }],
      leftOut: [],
    })
  })

  it('of OpenVEX is read by aliases of the vulnerability and by CPE of the product, whose version says what is mended', () => {
    const printer = {
      key: 'Fjellprint 40',
      name: 'Fjellprint 40',
      versions: '',
      cpe: 'cpe:2.3:h:fjellprint:40:*:*:*:*:*:*:*:*',
      purl: '',
    }
    const identifiers = { cpe23: 'cpe:2.3:h:fjellprint:40:2.3:*:*:*:*:*:*:*' }
    const statement = {
      vulnerability: { name: 'FP-7', aliases: [cve.toLowerCase()] },
      products: [{ identifiers }],
      status: 'fixed',
    }
    const bytes = Buffer.from(JSON.stringify({ '@context': 'https://openvex.dev/ns/v0.2.0', statements: [statement] }))
    const { said, leftOut } = repliesIn(readVex(bytes)!, { products: [printer], cves: [cve], trackingId: 'x' })
    expect(leftOut).toEqual([])
    expect(said).toMatchObject([{ product: 'Fjellprint 40', cve, state: 'fixed', fixedIn: '2.3' }])
  })

  it('that is none of these is no VEX', () => {
    expect(readVex(Buffer.from('<html>'))).toBeUndefined()
    expect(readVex(Buffer.from('[]'))).toBeUndefined()
  })
})
