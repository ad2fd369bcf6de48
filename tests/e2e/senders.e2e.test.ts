import { generateKey } from 'openpgp'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { type House, openHouse } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell } from './well.ts'

let house: House

const { as } = visit(async () => {
  house = await openHouse()
  return house
})

const health = (page: Page) => page.locator('section').filter({ has: page.getByRole('heading', { name: 'Til helse- og' }) })

it('The lead changes a sender and sees how the next mail begins and ends while typing', async () => {
  const page = await as('lead')
  await goTo(page, '/notices/senders')
  await isWell(page, 'senders')
  const section = health(page)
  await section.getByLabel('Navn på avsenderen').fill('HelseCERT vakt')
  await section.getByLabel('Telefon').fill('+47 00 00 00 00')
  await section.getByText('Ring HelseCERT vakt på +47 00 00 00 00.').waitFor()
  await section.getByLabel('E-postadresse').fill('ingen adresse')
  await section.getByRole('button', { name: 'Lagre avsenderen' }).click()
  await section.getByRole('link', { name: 'Skriv en hel e-postadresse.' }).waitFor()
  await section.getByLabel('E-postadresse').fill('vakt@helsecert.example')
  await section.getByRole('button', { name: 'Lagre avsenderen' }).click()
  await page.getByText('HelseCERT vakt er lagret.').waitFor()
  await goTo(page, '/notices/senders')
  await section.getByText('HelseCERT vakt <vakt@helsecert.example>').waitFor()
})

it('A key is made, brought from elsewhere with its pass phrase, and taken away', async () => {
  const page = await as('lead')
  await goTo(page, '/notices/senders')
  const section = health(page)
  await section.getByText('Uten nøkkel går e-posten usignert.').waitFor()
  await section.getByRole('button', { name: 'Lag en ny nøkkel' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Lag en ny nøkkel' }).click()
  await section.getByText('Uten sluttdato').waitFor()
  const { privateKey } = await generateKey({ userIDs: [{ name: 'x' }], passphrase: 'ord', keyExpirationTime: 86_400 * 365 })
  await section.getByRole('button', { name: 'Bruk en nøkkel dere har' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Privat nøkkel').fill(privateKey)
  await dialog.getByLabel('Passordet til nøkkelen').fill('feil')
  await dialog.getByRole('button', { name: 'Bruk nøkkelen' }).click()
  await dialog.getByText('Passordet åpner ikke nøkkelen.').waitFor()
  await isWell(page, 'senders-import')
  await dialog.getByLabel('Passordet til nøkkelen').fill('ord')
  await dialog.getByRole('button', { name: 'Bruk nøkkelen' }).click()
  await dialog.waitFor({ state: 'detached' })
  await section.locator('time').waitFor()
  await isWell(page, 'senders-key')
  const [download] = await Promise.all([page.waitForEvent('download'), section.getByRole('link', { name: 'Last ned' }).click()])
  expect(download.suggestedFilename()).toBe('health.asc')
  await section.getByRole('button', { name: 'Fjern nøkkelen' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Fjern nøkkelen' }).click()
  await section.getByText('Uten nøkkel går e-posten usignert.').waitFor()
})

it('The page reads in English and nynorsk', async () => {
  for (const [locale, title] of [
    ['en', 'Senders'],
    ['nn', 'Avsendarar'],
  ] as const) {
    const page = await as('admin', { locale })
    await goTo(page, '/notices/senders')
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await isWell(page, `senders-${locale}`)
  }
})
