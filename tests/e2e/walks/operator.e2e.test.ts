import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { hour, later } from '#domain/time.ts'
import { openPage } from '../browser.ts'
import { visit } from '../visit.ts'
import { goTo, settled } from '../well.ts'
import { film } from './film.ts'
import { memberList, monday, neighbours, openTellingHouse, reportOf, type TellingHouse } from './telling.ts'

const name = 'Fjord IKT-drift'
const contact = 'sikkerhet@fjordikt.example'
const places = 'Bakken Brygga Dalen Eika Elvebredden Fjellet Furua Grenda Haugen Havna'.split(' ')
const kinds = ['legesenter', 'tannklinikk', 'fysioterapi', 'apotek']
const long = 'Nordre Fjordstranda interkommunale legevakt- og øyeblikkelig-hjelp-tjeneste'
/** Forty, one of them with a long name. */
const members = Array.from({ length: 40 }, (_, index) => ({
  name: index === 7 ? long : `${places[index % 10]} ${kinds[Math.floor(index / 10)]}`,
  network: `198.19.${index}.0/24`,
  severity: index < 4 ? 'high' : index < 20 ? 'medium' : 'low',
}))

let house: TellingHouse
const { as } = visit(async (browser) => {
  const rows = members.map(
    ({ name, network }, index) =>
      `,member-${index},${name},dental-practice,health,nb,member,2025-01-01,${network},,2025-01-01,post@member-${index}.example,`,
  )
  const networks = members.map(({ network }) => network).join(' ')
  house = await openTellingHouse({
    members: memberList([
      ...rows,
      `,operator,${name},ict-operator,health,nb,member,2025-01-01,198.18.12.0/24,${networks},2025-01-01,${contact},+47 00 00 00 05`,
      neighbours,
    ]),
    membersOf: name,
  })
  const seen = members.flatMap(({ severity }, index) =>
    Array.from({ length: 1 + (index % 3) }, (_, place) => ({ ip: `198.19.${index}.${place + 10}`, severity })),
  )
  await house.bring('shadowserver', '2026-11-15-scan_rdp-walk.csv', reportOf(later(monday, -20 * hour), 3389, seen))
  await house.turn()
  house.pass(3 * hour)
  await house.tell()
  letter = await openPage(browser)
  return house
})
let letter: Awaited<ReturnType<typeof openPage>>

it('An operator gets one mail for forty members, sees them on one page, looks at one, answers for one and for many, and takes it home', async () => {
  const shot = film('operator')
  const [mail, ...more] = await house.mails(contact)
  expect(more).toEqual([])
  for (const { name } of members) expect(mail!.text).toContain(name)
  await letter.setContent(mail!.html!)
  await shot(letter, 'mail')

  house.pass(hour / 3)
  const page = await as('member-security')
  await page.setViewportSize({ width: 1440, height: 900 })
  await house.keepTime(page)
  await goTo(page, '/now')
  await page.getByText('40 av 40 virksomheter har noe som må følges opp.').waitFor()
  await shot(page, 'front-page')

  await page.getByRole('navigation').getByRole('link', { name: 'Kunder' }).click()
  await page.waitForURL('**/operated')
  await settled(page)
  await page.getByText('40 vist av 40').waitFor()
  await page.getByText(long).waitFor()
  await shot(page, 'all-members')

  await page.getByLabel('Navn på virksomheten').fill('legesenter')
  await page.getByText('9 vist av 9 · 40 kunder i alt').waitFor()
  await shot(page, 'found-by-name')
  await page.getByRole('link', { name: 'Dalen legesenter' }).click()
  await page.waitForURL('**/findings?organisation=org_**')
  await page.getByText('Bare funn hos Dalen legesenter vises.').waitFor()
  await settled(page)
  await shot(page, 'one-member')
  await page.getByRole('table').getByRole('link').first().click()
  await page.waitForURL('**/findings/fnd_*')
  await settled(page)
  await page.getByRole('button', { name: 'Svar', exact: true }).click()
  await page.getByLabel(/^Vi jobber med det/).check()
  await page.getByLabel(/Hva gjør dere/).fill('Brannmuren byttes på torsdag.')
  await shot(page, 'answer-for-one')
  await page.getByRole('button', { name: 'Svar på 1 funn' }).click()
  await page.getByText('1 funn er besvart.').waitFor()

  await goTo(page, '/operated?severity=medium')
  await page.getByText('16 vist av 16 · 40 kunder i alt').waitFor()
  await page.getByLabel('Velg alle på siden').check()
  await page.getByRole('button', { name: 'Svar for 16 virksomheter' }).click()
  await page.getByLabel(/^Rettet/).check()
  await page.getByLabel(/Hva gjorde dere/).fill('Port 3389 er stengt hos alle.')
  await shot(page, 'answer-for-many')
  await page.getByRole('button', { name: 'Svar på alle i utvalget' }).click()
  await page.getByText(/^3\d funn er besvart/).waitFor()
  await page.getByText('0 uten svar').first().waitFor()
  await shot(page, 'answered')

  await goTo(page, '/operated')
  await page.locator('summary', { hasText: 'Last ned' }).click()
  await shot(page, 'take-it-home')
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByText('CSV for programmer', { exact: true }).click()])
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n')
  expect(lines).toHaveLength(41)
  expect(lines.some((line) => line.includes(long))).toBe(true)

  await house.turn()
  const reading = await as('member-security')
  await goTo(reading, '/notices')
  // Playwright's clock is a script, and the frame in which a mail is shown runs none.
  await reading.evaluate((at) => {
    Date.now = () => at
  }, Date.parse(house.clock.now()))
  await reading.getByRole('table').getByRole('link').first().click()
  await reading.waitForURL('**/notices/ntc_*')
  await settled(reading)
  await reading.getByText('33 besvart av 79').waitFor()
  for (const { name } of [members[0]!, members[39]!])
    await reading.frameLocator('iframe').getByRole('heading', { name }).waitFor()
  await reading.locator('iframe').scrollIntoViewIfNeeded()
  await shot(reading, 'the-same-message-in-the-portal')
})
