import type { Page } from 'playwright-core'
import { afterAll, expect, it } from 'vitest'
import { serviceIds } from '#capabilities/services/contract.ts'
import { proposalOf } from '#capabilities/services/proposals.data.ts'
import { hour, later } from '#domain/time.ts'
import { type NameServer, startDns } from '../../setup/dns.ts'
import { setUpCode } from '../house.ts'
import { visit } from '../visit.ts'
import { goTo, isWell, settled } from '../well.ts'
import { film } from './film.ts'
import { memberList, neighbours, openTellingHouse, reportOf, type TellingHouse } from './telling.ts'

const name = 'Fjellvik legesenter'
const invited = 'it@fjellvik.example'
const password = 'fire hester i regn'
/** What a person needs for one thing: to read, decide and press. Ten minutes are forty of them. */
const secondsEach = 15

let house: TellingHouse
let names: NameServer
const { as, stranger } = visit(async () => {
  names = await startDns()
  house = await openTellingHouse({
    members: memberList([
      `312000075,,${name},general-practice,health,nb,member,2026-11-01,198.18.40.0/28,,2025-01-01,post@fjellvik.example,`,
      neighbours,
    ]),
    membersOf: name,
    settings: { VARDE_DNS_SERVERS: names.servers },
  })
  const seenAt = later(house.clock.now(), -20 * hour)
  await house.bring(
    'shadowserver',
    `${seenAt.slice(0, 10)}-scan_rdp-walk.csv`,
    reportOf(seenAt, 3389, [{ ip: '198.18.40.5', severity: 'high' }]),
  )
  return house
})
afterAll(() => names?.close())

/** Calls the API in the name of whoever has a page open. */
async function post(page: Page, path: string, data: object): Promise<void> {
  const csrf = (await page.context().cookies()).find(({ name }) => name === 'varde_csrf')!.value
  const answer = await page.request.post(`/api${path}`, { headers: { 'x-csrf-token': csrf }, data })
  expect(answer.ok(), await answer.text()).toBe(true)
}

it('A new member is invited, signs in, says who it is, whom to call and what is its own, accepts the terms, and sees its first finding', async () => {
  const lead = await as('lead')
  for (const subject of ['membership', ...serviceIds] as const)
    await post(lead, `/services/terms/${subject}`, {
      after: 0,
      body: proposalOf(subject),
      changed: { nb: 'Første.', nn: 'Første.', en: 'First.' },
    })
  const admin = await as('admin')
  const organisation = await house.organisation(name)
  await post(admin, '/invitations', { email: invited, organisation, roles: ['member-security'] })
  await house.work()
  const [letter] = await house.mails(invited)
  const link = /https?:\/\/\S+\/invitation#\S+/.exec(letter!.text!)![0]

  const shot = film('new-member')
  const page = await stranger()
  await house.keepTime(page)
  let done = 0
  const press = async (what: Promise<unknown>): Promise<void> => {
    await what
    done += 1
  }
  const button = (text: string) => press(page.getByRole('button', { name: text, exact: true }).click())
  const follow = (text: string | RegExp) => press(page.getByRole('link', { name: text }).first().click())
  const write = (label: string, text: string) => press(page.getByLabel(label, { exact: true }).fill(text))
  const back = () => follow(/^Kom i gang/)

  const { pathname, hash } = new URL(link)
  await goTo(page, pathname + hash)
  await page.getByText(`inviterer deg til ${name}.`).waitFor()
  await shot(page, 'invited')
  await write('Navnet ditt', 'IT-ansvarlig')
  await write('Velg et passord', password)
  await button('Lag kontoen og gå inn')
  await page.getByRole('heading', { name: 'Sett opp totrinnskode' }).waitFor()
  await shot(page, 'second-step')
  await press(setUpCode(page, house.clock.now()))
  await page.waitForURL('**/now')
  await settled(page)
  const tour = page.getByRole('button', { name: 'Nei takk' })
  if (await tour.count()) await press(tour.click())
  await back()
  await page.getByText('0 av 5 steg er gjort').or(page.getByText('1 av 5 steg er gjort')).waitFor()
  await isWell(page, 'welcome-start')
  await shot(page, 'five-steps')

  await button('Ja, dette stemmer')
  await page.getByText('Bekreftet av IT-ansvarlig').waitFor()
  await follow('Se over kontaktene')
  await page.getByRole('heading', { level: 1, name: 'Våre kontakter' }).waitFor()
  await settled(page)
  await shot(page, 'contacts')
  await press(
    page
      .getByRole('button', { name: /bekreft/ })
      .first()
      .click(),
  )
  await page
    .getByText(/er bekreftet\.$/)
    .first()
    .waitFor()

  await back()
  await follow('Meld inn nett og domener')
  await page.waitForURL('**/claims')
  await write('Nett, domene eller AS-nummer', 'fjellvik.example')
  await button('Meld det inn')
  await follow('Se hvordan det bevises')
  const record = await page.locator('code', { hasText: 'varde-token=' }).textContent()
  await shot(page, 'claimed')
  await names.say([`_varde-challenge.fjellvik.example. TXT "${record}"`])
  await button('Se etter nå')
  await page.getByText('Bevist og ført i registeret').waitFor()
  await shot(page, 'proven')

  await back()
  await follow('Les og godta avtalen')
  await page.waitForURL('**/our-services')
  await settled(page)
  const agreement = page.getByRole('region', { name: 'Medlemsavtalen', exact: true })
  await press(agreement.getByRole('button', { name: 'Les og godta' }).click())
  await write('Din funksjon', 'IT-ansvarlig')
  await shot(page, 'agreement')
  await button('Jeg sier ja for virksomheten')
  await agreement.getByText('IT-ansvarlig, versjon 1').waitFor()

  await back()
  await page.getByText('4 av 5 steg er gjort').waitFor()
  await isWell(page, 'welcome-nearly')
  await button('Vis funnene')
  await page.waitForURL('**/findings')
  await page.getByText('198.18.40.5').first().waitFor()
  await shot(page, 'first-finding')
  await goTo(page, '/welcome')
  await page.getByText('Alt er på plass').waitFor()
  await isWell(page, 'welcome-done')
  await shot(page, 'all-in-place')
  expect(
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /^Kom i gang/ })
      .count(),
  ).toBe(0)
  process.stdout.write(`new member: ${done} things to do, about ${Math.ceil((done * secondsEach) / 60)} minutes\n`)
  expect(done * secondsEach).toBeLessThan(600)
})
