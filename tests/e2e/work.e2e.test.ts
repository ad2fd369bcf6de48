import { expect, it } from 'vitest'
import { newId } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { reportWork } from '#platform/work.ts'
import { type House, openHouse, rdpReport, rdpRow } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

const many = 620
let house: House

const { as } = visit(async () => {
  house = await openHouse({ membersOf: 'Storvik' })
  const rows = Array.from({ length: many }, (_, n) => rdpRow(`198.18.${8 + (n >> 8)}.${n & 255}`))
  await house.bring('shadowserver', '2026-11-20-scan_rdp-many.csv', rdpReport(...rows))
  return house
})

it('A member has it when there is something in it, in its own language, and can stop it', async () => {
  const page = await as('member-security', { locale: 'en' })
  await goTo(page, '/findings')
  const button = page.getByRole('button', { name: /^Work that takes time/ })
  expect(await button.count()).toBe(0)
  await page.getByLabel('Select all on this page').check()
  await page.getByRole('button', { name: /Select all/ }).click()
  await page.getByRole('button', { name: 'Answer', exact: true }).click()
  await page.getByRole('radio', { name: /^Fixed/ }).check()
  await page.getByRole('button', { name: 'Answer all that match' }).click()
  await button.click()
  await page.getByRole('button', { name: 'Stop: Answer to 620 findings' }).click()
  await page.getByText('Stopped. What was done stays. 0 of 620').first().waitFor()
  await isWell(page, 'work-member')
  await goTo(page, '/findings?answer=fixed')
  await page.getByText('No findings fit what you chose').waitFor()
})

it('Hundreds are answered while whoever asked goes on, on another page and another device, and is told when it is done', async () => {
  const page = await as('analyst')
  await goTo(page, '/findings?q=198.18.8.0/22')
  await page.getByLabel('Velg alle på siden').check()
  await page.getByRole('button', { name: /Velg alle/ }).click()
  await page.getByRole('button', { name: 'Svar for medlemmet' }).click()
  await page.getByText('Det gjelder alle 620 funn i utvalget.').waitFor()
  await page.getByText('Dette tar litt tid.').waitFor()
  await page.getByRole('radio', { name: /^Vi jobber/ }).check()
  await page.getByRole('button', { name: 'Svar på alle i utvalget' }).click()
  await page.getByText('Arbeidet er i gang.').waitFor()

  await goTo(page, '/sources')
  await page.reload()
  await settled(page)
  const other = await as('analyst')
  await goTo(other, '/')
  for (const each of [page, other]) {
    await each.getByRole('button', { name: 'Arbeid som tar tid: 1 av 1 pågår' }).press('Enter')
    await each.getByText('Svar på 620 funn').waitFor()
    await each.getByText('Venter på å komme i gang.').waitFor()
  }
  const colleague = await as('duty')
  await goTo(colleague, '/sources')
  await colleague.getByRole('button', { name: 'Arbeid som tar tid: 0 av 0 pågår' }).click()
  await colleague.getByText('Ingenting pågår').waitFor()
  await isWell(colleague, 'work-empty')

  await house.work()
  for (const each of [page, other]) await each.getByText('Svar på 620 funn: Ferdig. 620 av 620 endret.').waitFor()
  await page.getByRole('link', { name: 'Vis resultatet' }).click()
  await page.waitForURL('**/findings?q=*state=all')
  await page.getByText('40 vist av 620').waitFor()
})

it('The list says how far each is, and everything in it is done by keyboard', async () => {
  const now = new Date().toISOString()
  const by = { id: 'feeds', name: 'feeds' }
  const long = '2026-11-20-a_report_with_a_name_that_somebody_has_made_very_long_indeed-norway.csv'
  const file = { kind: 'feeds.withdraw' as const, object: newId('imp'), about: long, link: '/sources', total: 900, by }
  const report = reportWork(house.db, systemScope('feeds'), file, now, 0)
  await report.add(300)
  const page = await as('lead')
  await goTo(page, '/sources')
  const button = page.getByRole('button', { name: /^Arbeid som tar tid/ })
  await button.focus()
  await page.keyboard.press('Enter')
  await page.getByText(`Tilbaketrekking av ${long}`).waitFor()
  await page.getByText('300 av 900').waitFor()
  expect(await page.getByRole('progressbar').getAttribute('value')).toBe('300')
  await isWell(page, 'work-under-way')
  await report.end()
  await page.getByText('Ferdig. 300 av 900').waitFor()
  await page.getByRole('button', { name: /^Fjern fra listen: Tilbaketrekking/ }).press('Enter')
  await page.getByText(`Tilbaketrekking av ${long}`).waitFor({ state: 'detached' })
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.press('Escape')
  expect(await button.getAttribute('aria-expanded')).toBe('false')
})
