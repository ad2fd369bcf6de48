import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { faultsNow, overflowAt } from './browser.ts'
import { fill, longName } from './fill.ts'
import { type House, openHouse } from './house.ts'
import { visit } from './visit.ts'
import { settled, strayTexts } from './well.ts'

const pictures = fileURLToPath(new URL('../../test-results/publishing/', import.meta.url))
let house: House
const { as, stranger } = visit(async () => {
  const header =
    'number,external_key,name,kinds,constituencies,parent_number,language,membership,member_since,networks,asns,domains,operated_networks,valid_from,security_email,operations_telephone'
  const members = `${header}\n312000016,,${longName},municipality,municipal,,nb,member,2025-01-01,,,,,2025-01-01,,\n`
  house = await openHouse({ members: Buffer.from(members), membersOf: longName })
  await fill(house, 0, 40)
  mkdirSync(pictures, { recursive: true })
  return house
})

async function look(page: Page, name: string): Promise<string[]> {
  await settled(page)
  await page.screenshot({ path: `${pictures}${name}.png`, fullPage: true })
  const faults = [...(await strayTexts(page)), ...(await faultsNow(page, 'everything'))]
  for (const width of [1440, 1024, 390]) {
    const pixels = await overflowAt(page, width)
    if (pixels !== 0) faults.push(`${pixels} pixels too wide at ${width}`)
  }
  return faults
}

it('Whoever is not signed in reads, filters and pages through open warnings, and the letter of a week, in three languages', {
  timeout: 600_000,
}, async () => {
  const page = await stranger()
  await page.goto('/warnings')
  expect(await look(page, 'warnings-light-nb')).toEqual([])
  await page.getByRole('link', { name: longName }).first().click()
  await page.waitForURL(/\/warnings\/FILL-2026-\d+/)
  expect(await look(page, 'warning-light-nb')).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { name: 'Do now' }).waitFor()
  expect(await look(page, 'warning-dark-en')).toEqual([])
  await page.getByRole('link', { name: 'All open warnings' }).click()
  await page.getByRole('heading', { level: 1, name: 'Open warnings' }).waitFor()
  expect(await look(page, 'warnings-dark-en')).toEqual([])
  await page.goto('/warnings?q=nothing-like-it&lang=nn')
  await page.getByText('Ingen varsel høver').waitFor()
  await page.goto('/warnings/FILL-2026-999999?lang=nb')
  await page.getByRole('heading', { level: 1, name: 'Varselet finnes ikke her' }).waitFor()
  await page.goto('/weeks?lang=en')
  await page.getByRole('heading', { level: 1, name: /^Week \d+, \d{4}$/ }).waitFor()
  expect(await look(page, 'week-dark-en')).toEqual([])
})

it('The team sees what is published where, why a document failed, and lets it be made again', { timeout: 600_000 }, async () => {
  const page = await as('admin')
  await page.goto('/publishing')
  await page.getByText('Noen dokumenter kunne ikke lages').waitFor()
  expect(await look(page, 'publishing-light-nb')).toEqual([])
  await page.goto('/publishing?state=failed')
  await page.getByText('Test 6.1.23').first().waitFor()
  await page.getByRole('button', { name: 'Lag på nytt' }).first().click()
  await page.getByText('Det lages nå').waitFor()
})
