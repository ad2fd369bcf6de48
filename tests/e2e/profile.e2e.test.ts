import { readFileSync } from 'node:fs'
import { readKey } from 'openpgp'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { testKey } from '#capabilities/profile/fixtures/keys.ts'
import { type House, memberOrganisation, openHouse } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

let house: House

const { as } = visit(async () => {
  house = await openHouse()
  return house
})

const madeAt = '2026-01-10T08:00:00.000Z'
const inFours = (fingerprint: string): string => fingerprint.match(/.{4}/g)!.join(' ')
/** The row of a contact in the list of keys. */
const rowOf = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text })

it('4.12 the team publishes its profile, and whoever is not signed in reads the same fingerprint on each language page, and downloads the key', async () => {
  const lead = await as('lead')
  await goTo(lead, '/profile')
  await lead.getByText('Profilen er ikke publisert ennå').waitFor()
  await goTo(lead, '/key')
  await lead.getByText('Vi har ingen nøkkel ennå').waitFor()
  await isWell(lead, 'key-none')
  await goTo(lead, '/profile/edit')
  await lead.getByText('Teksten blir ikke signert').waitFor()
  await goTo(lead, '/notices/senders')
  await lead.getByRole('button', { name: 'Lag en ny nøkkel' }).first().click()
  await lead.getByRole('dialog').getByRole('button', { name: 'Lag en ny nøkkel' }).click()
  await lead.getByText('Uten sluttdato').waitFor()
  await goTo(lead, '/profile/edit')
  await lead.getByLabel('E-postadresse').fill('ingen adresse')
  await lead.getByRole('button', { name: 'Lagre utkastet' }).click()
  await lead.getByRole('link', { name: 'Skriv en hel e-postadresse.' }).waitFor()
  await lead.getByLabel('E-postadresse').fill('varsel@helsecert.example')
  await lead.getByLabel('Telefon').fill('+47 00 00 00 01')
  await lead.getByRole('button', { name: 'Lagre utkastet' }).click()
  await lead.getByText('Utkastet er lagret.').waitFor()
  await isWell(lead, 'profile-edit')
  await lead.getByRole('button', { name: 'Publiser' }).click()
  await lead.getByRole('dialog').getByRole('button', { name: 'Publiser' }).click()
  await lead.getByText('Versjon 1 er publisert.').waitFor()

  const page = await as('member-reader')
  await page.context().clearCookies()
  const prints: string[] = []
  for (const [lang, name] of [
    ['nb', 'Om HelseCERT'],
    ['nn', 'Om HelseCERT'],
    ['en', 'About HelseCERT'],
  ] as const) {
    await goTo(page, `/profile?lang=${lang}`)
    await page.getByRole('heading', { level: 1, name }).waitFor()
    prints.push(/(?:[0-9A-F]{4} ){9}[0-9A-F]{4}/.exec((await page.getByRole('article').textContent())!)![0])
    await isWell(page, `profile-${lang}`)
  }
  await goTo(page, '/key?lang=en')
  await page.getByRole('heading', { level: 1, name: 'Our PGP key' }).waitFor()
  prints.push((await page.locator('.fingerprint code').textContent())!)
  await isWell(page, 'key-en')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the key' }).click(),
  ])
  const key = await readKey({ armoredKey: readFileSync(await download.path(), 'utf8') })
  prints.push(inFours(key.getFingerprint().toUpperCase()))
  expect(new Set(prints).size).toBe(1)
})

it('F.01 a member uploads a key, is told what is wrong with another text, and chooses what is done when the key cannot be used', async () => {
  const page = await as('member-security')
  await goTo(page, '/pgp-keys')
  await isWell(page, 'keys-member-none')
  const give = page.getByRole('button', { name: 'Last opp nøkkel' }).first()
  const dialog = page.getByRole('dialog')
  const upload = async (text: string) => {
    await dialog.getByLabel('Offentlig nøkkel').fill(text)
    await dialog.getByRole('button', { name: 'Last opp nøkkel' }).click()
  }
  const [first, second] = [await testKey('a@b.example', { madeAt }), await testKey('a@b.example', { madeAt })]
  await give.click()
  await upload('hei')
  await dialog.getByText('Teksten er ikke en PGP-nøkkel som kan leses.').waitFor()
  await upload(first.privateKey)
  await dialog.getByText('Dette er den private nøkkelen. Vi har ikke lagret den.').waitFor()
  await isWell(page, 'keys-upload-refused')
  await upload(first.publicKey)
  await page.getByText('Nøkkelen er i bruk. Neste varsel blir kryptert.').waitFor()
  await rowOf(page, inFours(first.fingerprint)).waitFor()

  await give.click()
  await upload(second.publicKey)
  await page.getByText('Nøkkelen venter. Vi ringer for å kontrollere den.').waitFor()
  await page.getByLabel('Regel').selectOption({ label: 'Send bare beskjed om at et varsel venter i portalen' })
  await page.getByRole('button', { name: 'Lagre regelen' }).click()
  await page.getByText('Regelen er lagret.').waitFor()
  await isWell(page, 'keys-member')
  await page.getByRole('link', { name: inFours(second.fingerprint) }).click()
  await page.getByText('Nøkkelen er ikke tatt i bruk').waitFor()
  await page.getByText('Nøkkelen nevner ikke adressen').waitFor()
  expect(await page.getByRole('button', { name: 'Godta nøkkelen' }).count()).toBe(0)
})

it('The team finds the key that waits, vouches for it, and sees what the contact had before', async () => {
  const page = await as('duty')
  await goTo(page, '/pgp-keys')
  await isWell(page, 'keys-team')
  await page.getByRole('link', { name: 'Venter på kontroll' }).click()
  await settled(page)
  await page.getByRole('row').filter({ hasText: memberOrganisation }).getByRole('link').first().click()
  await page.getByRole('button', { name: 'Godta nøkkelen' }).click()
  await page.getByRole('dialog').getByLabel('Hvordan ble den kontrollert?').fill('Ringte sentralbordet, fingeravtrykket stemte')
  await isWell(page, 'key-accept')
  await page.getByRole('dialog').getByRole('button', { name: 'Godta nøkkelen' }).click()
  await page.getByText('Nøkkelen er tatt i bruk.').waitFor()
  await page.getByText('Ringte sentralbordet, fingeravtrykket stemte').waitFor()
  await page.getByRole('row').filter({ hasText: 'Erstattet' }).waitFor()
  await isWell(page, 'key-page')
  const english = await as('admin', { locale: 'en' })
  await goTo(english, '/pgp-keys?show=old')
  await english.getByRole('row').filter({ hasText: 'Replaced' }).waitFor()
  await isWell(english, 'keys-team-en')
})
