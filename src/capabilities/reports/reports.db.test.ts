import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { markAsDemo } from '#capabilities/demo/guard.ts'
import { addNotes } from '#capabilities/findings/store.ts'
import { follow } from '#capabilities/measures/actions.ts'
import { analyst, memberOf, toldHouse } from '#capabilities/notices/fixtures/told.ts'
import { type Id, uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import { day } from '#domain/time.ts'
import { readConfig } from '#platform/config.ts'
import { sql } from '#platform/db/db.ts'
import { errorTexts } from '#platform/errors.ts'
import { type App, createApp } from '#platform/http/app.ts'
import { createLog } from '#platform/log.ts'
import { createMetrics } from '#platform/metrics.ts'
import { reportsCapability } from './capability.ts'
import { infoOfPdf, textOfPdf } from './fixtures/pdf.ts'

const house = toldHouse()
const callers = new Map<string, Scope>()
const held = {} as { app: App }
const longName = 'Nordre Follo interkommunale legevakt- og øyeblikkelig-hjelp-tjeneste'

let fjord: { organisation: Id<'org'>; holding: Id<'hol'> }
let dal: { organisation: Id<'org'>; holding: Id<'hol'> }
let empty: Id<'org'>
let finding: Id<'fnd'>
let foreign: Id<'fnd'>
let notice: string

beforeAll(async () => {
  held.app = await createApp({
    db: house.db,
    jobs: {} as never,
    clock: house.clock,
    config: readConfig({}),
    log: createLog('silent'),
    metrics: createMetrics(),
    errors: { ...errorTexts, ...reportsCapability.errors },
    authenticate: async ({ authorization }) => {
      const scope = callers.get(authorization ?? '')
      return scope && { scope, locale: 'nb' }
    },
  })
  reportsCapability.routes(held.app)
  fjord = await house.member(longName, '198.18.4.0/24')
  dal = await house.member('Dal kommune', '198.18.8.0/24')
  empty = await house.organisation('Tom legepraksis')
  await house.see([
    { ...fjord, ip: '198.18.4.7', severity: 'critical' },
    { ...fjord, ip: '198.18.4.8', severity: 'high' },
    { ...fjord, ip: '198.18.4.9', severity: 'medium' },
    { ...dal, ip: '198.18.8.7', severity: 'critical' },
  ])
  await house.tell()
  for (const organisation of [fjord.organisation, dal.organisation])
    for (const { id } of await house.notices(organisation)) await house.sent(id)
  house.pass(day)
  finding = await house.finding('198.18.4.7')
  foreign = await house.finding('198.18.8.7')
  await house.answer([finding], 'fixed')
  await house.db.in(analyst, (tx) =>
    addNotes(tx, analyst, [finding], 'note', { text: 'bare-for-teamet: ring dem ikke' }, true, house.clock.now()),
  )
  const ids = await house.rows<{ id: string }>(sql`select 'fnd_' || replace(id::text, '-', '') as id from finding`)
  await house.db.in(analyst, (tx) =>
    follow(
      tx,
      ids.map(({ id }) => id as Id<'fnd'>),
      house.clock.now(),
    ),
  )
  notice = `ntc_${(await house.notices(fjord.organisation))[0]!.id.replaceAll('-', '')}`
})
afterAll(() => held.app?.fastify.close())

const nameIn = (disposition: string) => decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(disposition)?.[1] ?? '')

async function get(scope: Scope, path: string) {
  callers.set(scope.who.id, scope)
  const answer = await held.app.fastify.inject({
    method: 'GET',
    url: `/api/reports${path}`,
    headers: { authorization: scope.who.id },
  })
  const isPdf = answer.headers['content-type'] === 'application/pdf'
  return {
    status: answer.statusCode,
    name: nameIn(String(answer.headers['content-disposition'])),
    pdf: answer.rawPayload,
    text: isPdf ? textOfPdf(answer.rawPayload) : answer.body,
  }
}

const own = () => memberOf(fjord.organisation)

describe('The story of a finding on paper', () => {
  it('is a tagged PDF with its title and language, and says on every page who may see it and who printed it', async () => {
    const { pdf, text, status, name } = await get(own(), `/findings/${finding}.pdf?locale=nn`)
    expect(status).toBe(200)
    expect(name).toMatch(/^Kritisk – .*fjernskrivebord.* – Nordre Follo interkommunale .+\.pdf$/i)
    const { Title, Tagged, Pages } = infoOfPdf(pdf)
    expect(Tagged).toBe('yes')
    expect(Title).toContain('198.18.4.7:3389')
    const raw = pdf.toString('latin1')
    for (const part of ['/MarkInfo', '/StructTreeRoot', '/Lang (nn-NO)', '/ViewerPreferences', 'pdfuaid:part>1<'])
      expect(raw).toContain(part)
    const pages = text.split('\f').filter((page) => page.trim())
    expect(pages).toHaveLength(Number(Pages))
    for (const [index, page] of pages.entries()) {
      expect(page).toContain('TLP:AMBER')
      expect(page).toContain('Skrive ut av Medlem')
      expect(page).toContain(`Side ${index + 1} av ${pages.length}`)
    }
  })

  it('has what is wrong, what to do, the claim and the measurement, in the language that was asked for', async () => {
    const words = {
      nb: ['Gjør dette', 'Påstand', 'Måling'],
      nn: ['Gjer dette', 'Påstand', 'Måling'],
      en: ['Do this', 'Claim', 'Measured'],
    }
    for (const [locale, expected] of Object.entries(words) as [Locale, string[]][]) {
      const { text } = await get(own(), `/findings/${finding}.pdf?locale=${locale}`)
      for (const word of [...expected, longName, '198.18.4.7:3389', finding]) expect(text.replaceAll(/\s+/g, ' ')).toContain(word)
    }
  })

  it('has what somebody says to the left of what was measured', async () => {
    const lines = (await get(own(), `/findings/${finding}.pdf`)).text.split('\n')
    const placeOf = (word: string) => lines.map((line) => line.indexOf(`${word} ·`)).find((at) => at >= 0)!
    expect(placeOf('Påstand')).toBeGreaterThanOrEqual(0)
    expect(placeOf('Måling')).toBeGreaterThan(placeOf('Påstand') + 20)
  })

  it('holds nothing that the team wrote for itself, not even when the team prints it', async () => {
    for (const scope of [own(), analyst]) {
      const { text } = await get(scope, `/findings/${finding}.pdf`)
      expect(text).not.toContain('bare-for-teamet')
      expect(text.includes('Teamets egne notater er ikke med på utskriften: 1.')).toBe(scope === analyst)
    }
  })

  it('is noted as reading when the team prints it', async () => {
    const count = async () =>
      (await house.rows<{ n: number }>(sql`select count(*)::int as n from read_log where object = ${finding}`))[0]!.n
    const before = await count()
    await get(analyst, `/findings/${finding}.pdf`)
    await get(own(), `/findings/${finding}.pdf`)
    expect(await count()).toBe(before + 1)
  })

  it('is nothing to who may not see the finding', async () => {
    const { status, text } = await get(own(), `/findings/${foreign}.pdf`)
    expect(status).toBe(404)
    expect(text).not.toContain('198.18.8.7')
  })
})

describe('A notice on paper', () => {
  it('says to a member what was sent, and nothing of how it was delivered', async () => {
    const { status, text } = await get(own(), `/notices/${notice}.pdf`)
    expect(status).toBe(200)
    expect(text).toContain('Slik ble det sendt')
    expect(text).toContain('198.18.4.7:3389')
    expect(text).not.toContain('{{answer}}')
    expect(text).not.toContain('Levering')
  })

  it('says to the team also to whom it went and what became of it', async () => {
    const { text } = await get(analyst, `/notices/${notice}.pdf?locale=en`)
    for (const word of ['Delivery – for the team', 'Taken by the server', 'Step by step']) expect(text).toContain(word)
  })

  it('is nothing to another member', async () => {
    expect((await get(memberOf(dal.organisation), `/notices/${notice}.pdf`)).status).toBe(404)
  })
})

describe('A report for a member', () => {
  it('counts what was found, told, answered and proved, each of how many', async () => {
    const { status, text } = await get(own(), `/organisations/${fjord.organisation}.pdf`)
    const line = text.replaceAll(/\s+/g, ' ')
    expect(status).toBe(200)
    expect(line).toContain('Vi fant 3 funn i perioden: 1 av dem er varslet, 1 er besvart og 0 er bevist rettet.')
    for (const words of [
      'Varslet 1 av 3',
      'Bevist rettet 0 av 3',
      'Uavklart nå',
      'Det vi ikke ser',
      '1 nett, 0 domener og 0 AS-numre',
    ])
      expect(line).toContain(words)
    expect(line).toContain('Besvart 24 t 24 t 1 av 1')
    expect(text).not.toContain('198.18.8.7')
    expect(text).not.toContain('bare-for-teamet')
  })

  it('says plainly that nothing was found, and that we see nothing of who holds nothing', async () => {
    const { status, text } = await get(analyst, `/organisations/${empty}.pdf`)
    expect(status).toBe(200)
    for (const words of ['meldte ikke om noe nytt', 'Da ser vi ingenting hos dere', 'Da kan vi ikke varsle dere'])
      expect(text).toContain(words)
  })

  it('looks back as far as asked, and no further', async () => {
    house.pass(40 * day)
    const short = (await get(own(), `/organisations/${fjord.organisation}.pdf?days=30`)).text
    const long = (await get(own(), `/organisations/${fjord.organisation}.pdf?days=90`)).text
    expect(short).toContain('meldte ikke om noe nytt')
    expect(short.replaceAll(/\s+/g, ' ')).toContain('Nå er 3 funn uavklart')
    expect(long).toContain('Vi fant 3 funn')
    expect((await get(own(), `/organisations/${fjord.organisation}.pdf?days=7`)).status).toBe(422)
  })

  it('is for who acts for the organisation, and noted as reading when the team prints it', async () => {
    expect((await get(own(), `/organisations/${dal.organisation}.pdf`)).status).toBe(404)
    await get(analyst, `/organisations/${fjord.organisation}.pdf`)
    const noted = await house.rows(
      sql`select from read_log where object = 'report' and organisation_id = ${uuidOf(fjord.organisation)}`,
    )
    expect(noted).toHaveLength(1)
  })
})

it('A document of a demo says so across every page', async () => {
  expect((await get(own(), `/findings/${finding}.pdf`)).text).not.toContain('DEMO')
  await markAsDemo(house.db, house.clock.now())
  const pages = (await get(own(), `/organisations/${fjord.organisation}.pdf?locale=en`)).text
    .split('\f')
    .filter((page) => page.trim())
  expect(pages.length).toBeGreaterThan(0)
  for (const page of pages) expect(page).toContain('DEMO – these data are invented')
})
