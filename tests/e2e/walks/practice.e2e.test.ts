import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { day, hour, later } from '#domain/time.ts'
import { visit } from '../visit.ts'
import { goTo, settled } from '../well.ts'
import { film } from './film.ts'
import { memberList, neighbours, openTellingHouse, reportOf, type TellingHouse } from './telling.ts'

const name = 'Storgata tannklinikk'
const contact = 'post@storgata-tannklinikk.example'
const telephone = { width: 390, height: 844 }
const desk = { width: 1440, height: 900 }

let house: TellingHouse
const { as } = visit(async () => {
  house = await openTellingHouse({
    members: memberList([
      `312000067,,${name},dental-practice,health,nb,member,2025-01-01,198.18.13.8/29,,2025-01-01,${contact},+47 00 00 00 04`,
      neighbours,
    ]),
    membersOf: name,
  })
  await report([])
  return house
})

/** A day passes, and the report on it comes. */
async function report(seen: readonly string[]): Promise<void> {
  house.pass(day)
  const seenAt = later(house.clock.now(), -20 * hour)
  const places = seen.map((ip) => ({ ip, severity: 'high' }))
  await house.bring('shadowserver', `${seenAt.slice(0, 10)}-scan_rdp-walk.csv`, reportOf(seenAt, 3389, places))
  await house.turn('feeds.prove')
}

it('A dental practice without IT sees three sentences and one button, presses it, and sees the sentences change', async () => {
  const shot = film('practice')
  let page!: Page
  const both = async (step: string): Promise<void> => {
    for (const [where, size] of Object.entries({ telephone, desk })) {
      await page.setViewportSize(size)
      await shot(page, `${step}-${where}`)
    }
    await page.setViewportSize(telephone)
  }
  /** A session does not last from one day to the next: whoever comes back signs in again. */
  const comesBack = async (): Promise<void> => {
    page = await as('member-security')
    await page.setViewportSize(telephone)
    await house.keepTime(page)
    await goTo(page, '/')
    await page.waitForURL('**/now')
    await settled(page)
  }

  await comesBack()
  await page.getByText('Vi kjenner ikke til noe dere må rette.').waitFor()
  expect(await sentences(page)).toHaveLength(3)
  await both('all-in-order')

  await report(['198.18.13.9'])
  house.pass(3 * hour)
  await house.tell()
  expect((await house.mails(contact)).map(({ subject }) => subject)).toEqual([expect.stringContaining('TLP:')])
  await comesBack()
  await page.getByText('1 av 1 ting vi har funnet hos dere, må rettes.').waitFor()
  expect(await sentences(page)).toHaveLength(3)
  expect(await page.locator('.simple').getByRole('link').count()).toBe(1)
  await both('something-to-do')
  await inNynorsk(page)

  await page.getByRole('link', { name: 'Vis hva vi skal gjøre' }).click()
  await page.waitForURL('**/now/first')
  await page.locator('.first-steps li').first().waitFor()
  await page.getByRole('main').getByRole('link', { name: '+47 00 00 00 00' }).waitFor()
  await shot(page, 'what-to-do', { whole: true })
  await page.getByRole('button', { name: 'Vi har rettet det' }).click()
  await page.waitForURL('**/now')
  await page.getByText('Takk. Vi måler igjen og sier fra.').waitFor()
  await page.getByText('Dere har svart på 1 ting. Vi følger med til den er borte.').waitFor()
  expect(await sentences(page)).toHaveLength(3)
  await both('answered')

  for (let days = 0; days < 4; days += 1) await report([])
  await comesBack()
  await page.getByText('Vi kjenner ikke til noe dere må rette.').waitFor()
  await page.getByText('Det nyeste fant vi for 4 døgn siden. Vi har målt, og det er borte.').waitFor()
  await page.getByText('Ingenting har ventet på dere siden').waitFor()
  await both('measured-and-gone')
})

const sentences = (page: Page): Promise<string[]> => page.locator('.simple > .simple-say').allTextContents()

/** What the server words is asked for anew, and times are said in the same language. */
async function inNynorsk(page: Page): Promise<void> {
  await page.setViewportSize(desk)
  const language = page.locator('header select').first()
  await language.selectOption('nn')
  await page.getByText('Fjernskrivebordet (RDP) er ope mot internett').waitFor()
  await page.getByText('Det nyaste fann vi for 3 timar sidan.').waitFor()
  await language.selectOption('nb')
  await page.getByText('Fjernskrivebordet (RDP) er åpent mot internett').waitFor()
  await page.setViewportSize(telephone)
}
