import type { Page } from 'playwright-core'
import { it } from 'vitest'
import { hour, later, type Utc } from '#domain/time.ts'
import { clockAt } from '#platform/clock.ts'
import { turn } from '../../loop/house.ts'
import { type House, openHouse, rdpReport, rdpRow } from '../house.ts'
import { visit } from '../visit.ts'
import { goTo, settled } from '../well.ts'
import { asInService, film } from './film.ts'

/** A Monday at eight in the morning, in Oslo. */
const morning: Utc = '2026-11-23T07:00:00.000Z'
const clock = clockAt(later(morning, -hour))
const shot = film('analyst')
let house: House

const seenNow = (row: string): string => row.replace('2026-11-20 03:10:00', '2026-11-23 04:10:00')

const { as } = visit(async () => {
  house = await openHouse({ clock })
  const many = Array.from({ length: 200 }, (_, index) => rdpRow(`198.18.8.${index + 1}`, 'medium'))
  const loose = Array.from({ length: 12 }, (_, index) => rdpRow(`198.18.40.${index + 10}`, index === 0 ? 'critical' : 'high'))
  const few = [rdpRow('198.18.1.7', 'high'), rdpRow('198.18.5.20', 'medium')]
  await house.bring('shadowserver', '2026-11-23-scan_rdp-all.csv', rdpReport(...[...many, ...loose, ...few].map(seenNow)))
  await asInService(house)
  await turn(house)
  clock.set(morning)
  return house
})

async function goNow(page: Page, path: string): Promise<void> {
  await page.clock.setFixedTime(clock.now())
  await goTo(page, path)
}

it('The morning of an analyst: 200 findings in one go, and twelve sightings that nobody owned', async () => {
  const page = await as('analyst')
  await goNow(page, '/watch')
  await page.getByText('Pek på en kommune for å se tallene.').waitFor()
  await shot(page, 'front')

  await goNow(page, '/findings')
  await page.getByText(/vist av 202/).waitFor()
  await page.getByLabel('Virksomhet').fill('Storvik')
  await page.waitForFunction(() => document.querySelectorAll('datalist option').length > 0)
  await page.getByLabel('Virksomhet').fill('Storvik (312000040)')
  await page.waitForURL('**organisation=org_**')
  await page.getByText(/vist av 200/).waitFor()
  await shot(page, 'filtered')
  const dialog = page.getByRole('dialog')
  const answerAll = async (answer: RegExp): Promise<void> => {
    await page.getByLabel('Velg alle på siden').check()
    await page.getByRole('button', { name: /alle 200/ }).click()
    await page.getByText('Alle 200 i utvalget er valgt').waitFor()
    await page.getByRole('button', { name: 'Svar for medlemmet' }).click()
    await dialog.getByText('Det gjelder alle 200 funn i utvalget.').waitFor()
    await dialog.getByLabel(answer).check()
  }
  const send = dialog.getByRole('button', { name: 'Svar på alle i utvalget' })
  const answered = page.getByRole('link', { name: /^Besvart\s*200$/ })
  await answerAll(/^Rettet/)
  await send.click()
  await page.getByText('200 funn er besvart.').waitFor()
  await answered.waitFor()
  await shot(page, 'answered')
  await page.getByRole('button', { name: 'Angre' }).click()
  await page.getByText('Svaret på 200 funn er tatt tilbake.').waitFor()
  await answered.waitFor({ state: 'detached' })
  await shot(page, 'undone')
  await answerAll(/^Vi jobber med det/)
  await shot(page, 'preview')
  await send.click()
  await answered.waitFor()
  await page.getByText('jobber med det til').first().waitFor()
  await shot(page, 'answered-again')

  await goNow(page, '/watch')
  await page.getByRole('link', { name: /12 alvorlige observasjoner uten eier/ }).click()
  await page.waitForURL('**/watch/tsk_*')
  await settled(page)
  await shot(page, 'task')
  await page.getByRole('button', { name: 'Ta saken' }).click()
  await page.getByText('Saken er din.').waitFor()
  await page.getByRole('link', { name: 'Gå til observasjonene' }).click()
  await page.waitForURL('**/unattributed**')
  await page.getByText('12 observasjoner siste 30 dager av 214').waitFor()
  await shot(page, 'nobody-owns')
  await page.getByRole('link', { name: 'Legg til eier av 198.18.40.0/24' }).click()
  await page.getByText('Hvem har 198.18.40.0/24?').waitFor()
  await settled(page)
  await shot(page, 'who-has-it')
  await page.getByRole('link', { name: 'Nordvik kommune' }).click()
  await dialog.getByLabel('Fra og med').fill('2026-11-01')
  await dialog.getByText('Alt som er sett der siden da, flyttes til Nordvik kommune.').waitFor()
  await shot(page, 'new-holding')
  await dialog.getByRole('button', { name: 'Legg til', exact: true }).click()
  await page.getByText('Funn fra den tiden flyttes nå.').waitFor()
  await page.getByRole('cell', { name: '198.18.40.0/24' }).first().waitFor()
  await shot(page, 'holding-added')
  await house.work()
  await turn(house)

  await goNow(page, `/findings?organisation=${await house.organisation('Nordvik kommune')}`)
  await page.getByText('13 vist av 13 · 1 kritisk').waitFor()
  await page.getByText('198.18.40.10').waitFor()
  await shot(page, 'at-the-owner')
  await goNow(page, '/unattributed')
  await page.getByText('0 observasjoner siste 30 dager av 214').waitFor()
  await shot(page, 'nothing-left')
  await goNow(page, '/watch')
  await page.getByText('Alt er stille').waitFor()
  await page.getByText('Pek på en kommune for å se tallene.').waitFor()
  await shot(page, 'queue-is-empty')
  const owner = await as('member-security')
  await goNow(owner, '/findings')
  await owner.getByText('198.18.40.10').waitFor()
  await shot(owner, 'what-the-owner-sees')
})
