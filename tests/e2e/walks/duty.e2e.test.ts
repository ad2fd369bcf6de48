import type { Page } from 'playwright-core'
import { afterAll, expect, it } from 'vitest'
import { day, hour, later, type Utc } from '#domain/time.ts'
import { clockAt } from '#platform/clock.ts'
import { turn } from '../../loop/house.ts'
import { type SmtpPeer, startSmtpPeer } from '../../setup/peers.ts'
import { accessibilityFaults, overflowAt } from '../browser.ts'
import { type House, openHouse, rdpReport, rdpRow } from '../house.ts'
import { visit } from '../visit.ts'
import { goTo } from '../well.ts'
import { asInService, film } from './film.ts'

const hospital = 'Fjordsykehuset'
const machine = '198.18.1.7'
/** Ten past three in the night before a Saturday, in Oslo. */
const night: Utc = '2026-11-21T02:10:00.000Z'
const minute = hour / 60

const clock = clockAt(later(night, -5 * minute))
const shot = film('duty')
let house: House
let mail: SmtpPeer

/** The report of a day: many machines elsewhere, and whatever was seen at the hospital. */
const bring = (ours: readonly string[]) => {
  const seenAt = later(clock.now(), -hour)
  const at = seenAt.slice(0, 19).replace('T', ' ')
  const others = Array.from({ length: 20 }, (_, index) => rdpRow(`198.18.8.${index + 1}`, 'medium'))
  const rows = [...others, ...ours.map((ip) => rdpRow(ip, 'critical'))].map((row) => row.replace('2026-11-20 03:10:00', at))
  return house.bring('shadowserver', `${seenAt.slice(0, 10)}-scan_rdp-all.csv`, rdpReport(...rows))
}
const pass = (milliseconds: number): void => clock.set(later(clock.now(), milliseconds))

const { as } = visit(async () => {
  mail = await startSmtpPeer()
  house = await openHouse({ clock, membersOf: hospital, settings: { VARDE_SMTP_URL: mail.url } })
  clock.set(later(night, -day))
  await bring([])
  await asInService(house)
  await turn(house)
  clock.set(later(night, -18 * hour))
  await turn(house, 'notices.gather', 'notices.send')
  clock.set(later(night, -5 * minute))
  return house
})
afterAll(() => mail?.stop())

/** Goes to a page at the hour of the house. */
async function goNow(page: Page, path: string): Promise<void> {
  await page.clock.setFixedTime(clock.now())
  await goTo(page, path)
}

/** What has been told to whom, for every mail so far. */
const told = (): string[] => mail.taken.flatMap(({ to }) => to)

it('A critical finding of the night is told, nobody answers, the duty officer rings, the member answers, and the source proves it', async () => {
  let duty = await as('duty')
  await goNow(duty, '/watch')
  await duty.getByText('Alt er stille').waitFor()
  await duty.getByText('Pek på en kommune for å se tallene.').waitFor()
  await shot(duty, 'all-is-quiet')

  clock.set(night)
  await bring([machine])
  await turn(house)
  await goNow(duty, '/findings')
  await duty.getByText('21 vist av 21 · 1 kritisk').waitFor()
  await shot(duty, 'it-arrives')
  await duty.getByRole('row').nth(1).getByText(hospital).waitFor()
  await duty.getByRole('table').getByRole('link').first().click()
  await duty.waitForURL('**/findings/fnd_*')
  await duty.getByText('Ingen er varslet ennå.', { exact: true }).waitFor()
  await shot(duty, 'what-it-is')
  const finding = new URL(duty.url()).pathname

  pass(minute)
  expect(told()).toEqual(['sikkerhet@storvik.example'])
  await turn(house, 'notices.gather', 'notices.send')
  expect(told()).toEqual(['sikkerhet@storvik.example', 'sikkerhet@fjordsykehuset.example'])
  await goNow(duty, finding)
  await duty.getByText('Varslet: Sikkerhetskontakt hos Fjordsykehuset på e-post.').waitFor()
  await shot(duty, 'told')

  pass(4 * hour)
  await turn(house, 'notices.escalate', 'notices.send')
  duty = await as('duty')
  await goNow(duty, '/notices/silence')
  await duty.getByRole('row', { name: hospital }).getByText('Ikke besvart').waitFor()
  await shot(duty, 'nobody-answers')
  await goNow(duty, '/watch')
  const call = duty.getByRole('row', { name: /Ring Fjordsykehuset/ })
  await call.getByText('Ingen har tatt den').waitFor()
  await duty.getByText('Pek på en kommune for å se tallene.').waitFor()
  await shot(duty, 'somebody-must-ring')

  await duty.keyboard.press('n')
  await duty.waitForURL('**/watch/tsk_*')
  await duty.getByRole('link', { name: '+47 00 00 00 00' }).waitFor()
  await duty.getByText('«Hei, jeg ringer fra HelseCERT.»').waitFor()
  await duty.getByText('«Har dere fått e-posten? Hvis ikke, sender jeg den igjen nå.»').waitFor()
  await shot(duty, 'number-and-script', { whole: true })
  expect(await accessibilityFaults(duty)).toEqual([])
  await duty.keyboard.press('e')
  await duty.getByText('Du svarer for virksomheten på 1 funn som ingen har svart på.').waitFor()
  await duty.keyboard.type('Driftsvakten stenger porten nå, og svarer i portalen.')
  await duty.getByRole('button', { name: 'Avslutt saken' }).click()
  await duty.getByRole('link', { name: 'Velg hva de lovet, eller at de lovet ingenting.' }).waitFor()
  await duty.getByLabel('De retter det innen en dato').check()
  // No day is promised before somebody says one.
  await duty.getByRole('button', { name: 'Avslutt saken' }).click()
  await duty.getByRole('link', { name: 'Velg en dato som kommer.' }).waitFor()
  await duty.getByLabel('De retter det innen', { exact: true }).fill('2026-11-28')
  await shot(duty, 'what-came-of-it')
  expect(await accessibilityFaults(duty)).toEqual([])
  expect(await overflowAt(duty, 390)).toBe(0)
  await shot(duty, 'what-came-of-it-on-a-telephone')
  await duty.setViewportSize({ width: 1440, height: 900 })
  await duty.getByRole('button', { name: 'Avslutt saken' }).click()
  await duty.getByText('Saken er avsluttet, og 1 funn er besvart.').waitFor()
  const before = told().length
  await shot(duty, 'call-is-done', { whole: true })
  await turn(house)
  await duty.getByRole('link', { name: 'Gå til varslene' }).click()
  await duty.getByRole('button', { name: 'Send igjen' }).click()
  await duty.getByText('til den som fikk det sist: Sikkerhetskontakt, sikkerhet@fjordsykehuset.example.').waitFor()
  await shot(duty, 'the-mail-goes-again')
  expect(await duty.evaluate(() => document.activeElement?.textContent)).toBe('Send varselet igjen')
  await duty.keyboard.press('Enter')
  await duty.getByText('Varselet er lagt i kø.').waitFor()
  await turn(house, 'notices.send')
  expect(told().at(-1)).toBe('sikkerhet@fjordsykehuset.example')
  expect(told()).toHaveLength(before + 1)
  await goNow(duty, finding)
  await duty.getByText(/på vegne av Fjordsykehuset etter en telefonsamtale, svarte: arbeider med det til 28. nov. 2026/).waitFor()
  await duty.getByText('Snakket på telefon med Drift hele døgnet hos Fjordsykehuset.').waitFor()

  pass(20 * minute)
  let member = await as('member-security')
  await goNow(member, '/')
  await shot(member, 'member-front')
  await goNow(member, finding)
  await shot(member, 'member-finding')
  await member.getByRole('button', { name: 'Svar på nytt' }).click()
  await member.getByLabel(/^Rettet/).check()
  await member.getByLabel('Hva gjorde dere?').fill('Porten er stengt i brannmuren. Leverandøren bruker VPN nå.')
  await shot(member, 'member-answers')
  await member.getByRole('button', { name: 'Svar på 1 funn' }).click()
  await member.getByText('Dere svarte: «Rettet»').waitFor()
  await shot(member, 'member-has-answered')
  await turn(house)
  await goNow(duty, finding)
  await duty.getByText('Svaret er: «Rettet»').waitFor()
  await duty.getByText('Dette er sagt, men ikke målt ennå.').waitFor()
  await shot(duty, 'claimed-not-proved')

  for (let reports = 1; reports <= 5; reports += 1) {
    clock.set(later(night, reports * day))
    await bring([])
    await turn(house, 'feeds.prove')
  }
  duty = await as('duty')
  await goNow(duty, finding)
  await duty.getByText('Dette er rettet').waitFor()
  await duty.getByText('Kildene som måler dette, ser det ikke lenger.').waitFor()
  await shot(duty, 'proved', { whole: true })
  member = await as('member-security')
  await goNow(member, '/')
  await member.getByText(/^1 av alle \d+ er rettet, og målt\./).waitFor()
  await shot(member, 'member-is-told-so')
})
