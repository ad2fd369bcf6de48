import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { hour, later } from '#domain/time.ts'
import { setUpCode } from '../house.ts'
import { visit } from '../visit.ts'
import { goTo, settled } from '../well.ts'
import { film } from './film.ts'
import { memberList, monday, neighbours, openTellingHouse, reportOf, type TellingHouse } from './telling.ts'

const name = 'Nordvik kommune'
const contact = 'sikkerhet@nordvik.example'
const telephone = { width: 390, height: 844 }

let house: TellingHouse
const { stranger } = visit(async () => {
  house = await openTellingHouse({
    members: memberList([
      `312000032,,${name},municipality,municipal,nb,member,2025-01-01,198.18.4.0/22,,2025-01-01,${contact},+47 00 00 00 02`,
      neighbours,
    ]),
    membersOf: name,
  })
  const yesterday = later(monday, -20 * hour)
  const seen = {
    rdp: [3389, { ip: '198.18.4.10', severity: 'high', host: 'fjern.nordvik.example' }, { ip: '198.18.4.11', severity: 'high' }],
    smb: [445, { ip: '198.18.4.20', severity: 'high', host: 'filer.nordvik.example' }],
    telnet: [23, { ip: '198.18.5.7', severity: 'medium' }],
  } as const
  for (const [what, [port, ...places]] of Object.entries(seen))
    await house.bring('shadowserver', `2026-11-15-scan_${what}-walk.csv`, reportOf(yesterday, port, places))
  await house.turn()
  house.pass(3 * hour)
  await house.tell()
  return house
})

const onTelephone = async (): Promise<Page> => {
  const page = await stranger()
  await page.setViewportSize(telephone)
  await house.keepTime(page)
  return page
}

it('A member answers from its mail on a telephone, signs in, reads what happened and corrects a contact', async () => {
  const shot = film('member')
  const [mail, ...more] = await house.mails(contact)
  expect(more).toEqual([])
  const letter = await onTelephone()
  await letter.setContent(mail!.html!)
  await shot(letter, 'mail', { whole: true })

  house.pass(hour / 3)
  const page = await onTelephone()
  const [, link] = /http:\/\/varde\.example(\/answer#[\w.~-]+)/.exec(mail!.text!)!
  await goTo(page, link!)
  await page.getByRole('heading', { name: 'Svar på varselet' }).waitFor()
  for (const place of ['198.18.4.10', '198.18.4.11', '198.18.4.20', '198.18.5.7'])
    await page.locator('.link-place').getByText(place).waitFor()
  await shot(page, 'answer-link', { whole: true })

  await page.getByRole('button', { name: 'Send svaret for 4 steder' }).click()
  await page.getByRole('alert').getByText('Velg ett av svarene.').waitFor()
  await page.getByText('Rett 2 felt før du går videre').waitFor()
  await page.getByText('Skriv navnet ditt.').first().waitFor()
  await shot(page, 'something-is-missing')

  for (const place of ['198.18.4.10', '198.18.4.11', '198.18.5.7']) await page.getByLabel(new RegExp(place)).uncheck()
  await page.getByLabel(/^Vi jobber med det/).check()
  await page.getByLabel('Vi regner med å være ferdige').fill('2026-11-13')
  await page.getByLabel('Navnet ditt').fill('IKT-vakta')
  await page.getByRole('button', { name: 'Send svaret for 1 sted' }).click()
  await page.getByText('Velg en dag som ikke er over.').first().waitFor()
  await page.getByLabel('Vi regner med å være ferdige').fill('2026-11-20')
  await page.getByLabel(/Hva gjør dere/).fill('Filene flyttes til en lukket tjeneste.')
  await shot(page, 'working-on-it-until')
  await page.getByRole('button', { name: 'Send svaret for 1 sted' }).click()
  await page.getByText('Takk. Svaret er mottatt: «Vi jobber med det»').waitFor()
  await page.getByText('3 funn har ikke fått svar ennå.').waitFor()
  await shot(page, 'thanks-three-left')

  await page.getByLabel(/^Rettet/).check()
  await page.getByLabel(/Hva gjorde dere/).fill('Portene er stengt i brannmuren.')
  await page.getByLabel('Navnet ditt').fill('IKT-vakta')
  await page.getByRole('button', { name: 'Send svaret for 3 steder' }).click()
  const thanks = page.getByRole('status').filter({ hasText: 'Takk. Svaret er mottatt: «Rettet»' })
  await thanks.getByText('Dere kan lukke siden.').waitFor()
  expect(await thanks.evaluate((box) => box === document.activeElement)).toBe(true)
  await shot(page, 'thanks')
  await house.turn()

  await goTo(page, '/')
  await page.getByLabel('Brukernavn').fill('member-security')
  await page.getByLabel('Passord').fill('fire hester i regn')
  await shot(page, 'sign-in')
  await page.getByRole('button', { name: 'Logg inn', exact: true }).click()
  await setUpCode(page, house.clock.now())
  await page.waitForURL('**/now')
  await settled(page)
  await page.getByText('Dere har svart på alt. 4 av 4 funn er ikke over ennå.').waitFor()
  await page.getByText(/^3 av \d+ har dere meldt rettet\. Vi venter på målingen\./).waitFor()
  await shot(page, 'front-page')
  await page.getByRole('button', { name: 'Nei takk' }).click()

  await goTo(page, '/findings')
  await shot(page, 'to-do')
  await page.getByRole('link', { name: /SMB/ }).first().click()
  await page.waitForURL('**/findings/fnd_*')
  await settled(page)
  const story = page.getByRole('list', { name: 'Dette har hendt' })
  await story
    .getByText(/IKT-vakta/)
    .first()
    .waitFor()
  await page.getByText('Dere svarte: «Vi jobber med det»').waitFor()
  await page.getByText('Vi regner med å være ferdige 20. nov. 2026.').waitFor()
  await shot(page, 'finding-and-its-story', { whole: true })

  await goTo(page, '/contacts')
  await shot(page, 'contacts', { whole: true })
  await page
    .getByRole('button', { name: /^Endre/ })
    .first()
    .click()
  await page.getByLabel('Telefon').fill('ring oss')
  await page.getByRole('button', { name: 'Lagre og bekreft kontakten' }).click()
  await page.getByRole('dialog').getByRole('alert').first().waitFor()
  await shot(page, 'contact-not-understood')
  await page.getByLabel('Telefon').fill('+47 00 00 00 03')
  await page.getByRole('button', { name: 'Lagre og bekreft kontakten' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('link', { name: '+47 00 00 00 03' }).waitFor()
  await shot(page, 'contact-changed')
})
