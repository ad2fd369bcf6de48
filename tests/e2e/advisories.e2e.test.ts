import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { fillAdvisory } from '../walls/advisories.ts'
import { type House, memberOrganisation, openHouse } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

let house: House

const { as } = visit(async () => {
  house = await openHouse()
  return house
})

const news = `Kritisk feil i Fortinet FortiOS utnyttes

Fortinet har rettet CVE-2026-10001. Angripere kan ta over brannmuren uten å logge inn.

Fortinet FortiOS 7.2.5 er rammet. CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H
Les mer: https://vendor.example/psirt/1
`

/** Writes a warning from a news text to one organisation; returns its address. */
async function writeFromNews(page: Page): Promise<string> {
  await goTo(page, '/advisories')
  await page.getByText('Ingen varsler ennå').waitFor()
  await page.getByRole('link', { name: 'Skriv varsel' }).first().click()
  await page.getByLabel('Lim inn nyheten eller e-posten').fill(news)
  await page.getByText('Vi fant: CVE-er 1, produkter 1, lenker 1.').waitFor()
  await isWell(page, 'advisory-new')
  await page.getByRole('button', { name: 'Begynn med dette' }).click()
  await page.getByRole('heading', { level: 1, name: /^Rediger Kritisk feil/ }).waitFor()
  await page.getByLabel('Alvor', { exact: true }).selectOption('critical')
  await page.getByLabel('Hva er galt').fill('Angripere tar trolig over brannmuren.')
  await page.getByText('«trolig» sier ikke hvor sannsynlig det er. Skriv «sannsynlig».').waitFor()
  await page.getByLabel('Hva er galt').fill('Angripere kan ta over brannmuren.')
  await page.getByLabel('Hvem er berørt').fill('Alle med FortiOS 7.2.5 mot internett.')
  await page.getByRole('button', { name: 'Legg til under «Gjør nå»' }).click()
  await page.getByLabel('Tiltak 1', { exact: true }).fill('Steng administrasjon fra internett.')
  await page.getByLabel('Virksomhet', { exact: true }).fill(memberOrganisation)
  await page.getByRole('button', { name: memberOrganisation, exact: true }).click()
  await page.getByRole('button', { name: `Ta bort ${memberOrganisation}` }).waitFor()
  await page.getByRole('button', { name: 'Lagre utkastet' }).click()
  await page.getByText('Utkastet er lagret.').waitFor()
  await settled(page)
  await page.getByRole('cell', { name: 'er valgt ved navn' }).waitFor()
  // In the row where it is written, and where the page is shown as it will be.
  expect(await page.getByText('Ingen kilde har fortalt om denne').count()).toBe(2)
  await isWell(page, 'advisory-edit')
  return new URL(page.url()).pathname.replace('/edit', '')
}

it('A warning is written from a news text, approved by a second person, published, and seen by whom it was addressed to alone', async () => {
  const page = await as('analyst')
  const address = await writeFromNews(page)
  await page.getByRole('link', { name: 'Til varselet' }).first().click()
  await page.getByRole('button', { name: 'Send til gjennomlesing' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Send til gjennomlesing' }).click()
  await page.getByText('Venter på at en annen leser det.').waitFor()
  expect(await page.getByRole('button', { name: 'Les gjennom' }).count()).toBe(0)

  const second = await as('duty')
  await goTo(second, address)
  await second.getByRole('button', { name: 'Les gjennom' }).click()
  await second.getByRole('dialog').getByRole('button', { name: 'Send tilbake' }).click()
  await second.getByText('Du sender utkastet tilbake uten å si hva som skal rettes.').waitFor()
  await second.getByRole('dialog').getByRole('button', { name: 'Godkjenn utkastet' }).click()
  await second.getByText('Godkjent av duty.').waitFor()
  await goTo(second, `${address}?tab=preview`)
  await second.getByText('Gjør nå:').first().waitFor()
  await isWell(second, 'advisory-preview')

  await goTo(page, address)
  await page.getByRole('button', { name: 'Publiser', exact: true }).click()
  await page.getByText('Det går til én virksomhet.').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Publiser' }).click()
  await page.getByText('Versjon 1 er publisert til én virksomhet.').waitFor({ timeout: 120_000 })
  await settled(page)
  await isWell(page, 'advisory')
  await goTo(page, `${address}?tab=audience`)
  await page.getByRole('cell', { name: 'er valgt ved navn' }).waitFor()
  await isWell(page, 'advisory-addressees')
  await goTo(page, '/advisories')
  await page.getByRole('link', { name: 'Kritisk feil i Fortinet FortiOS utnyttes' }).waitFor()
  await isWell(page, 'advisories')

  const member = await as('member-security')
  await goTo(member, '/our-advisories')
  await member.getByRole('link', { name: 'Kritisk feil i Fortinet FortiOS utnyttes' }).click()
  await member.getByText('Steng administrasjon fra internett.').waitFor()
  await member.getByText(`${memberOrganisation} er valgt ved navn`).waitFor()
  await isWell(member, 'our-advisory')
  await goTo(member, '/our-advisories')
  await isWell(member, 'our-advisories')
})

it('A member that was not addressed finds no trace of a warning: not in its list, not by its address', async () => {
  const id = await fillAdvisory(house.db, await house.organisation('Storvik'), 'Bare til Storvik', house.clock.now())
  const member = await as('member-security')
  await goTo(member, '/our-advisories')
  expect(await member.getByText('Bare til Storvik').count()).toBe(0)
  await member.goto(`/our-advisories/${id}`)
  await member.getByRole('heading', { level: 1, name: 'Varselet finnes ikke' }).waitFor()
})

it('An all-clear finds the warning that it ends by a part of its title, and still names it when the draft is opened anew', async () => {
  await fillAdvisory(house.db, await house.organisation('Storvik'), 'Steng Portvakt', house.clock.now())
  const page = await as('analyst')
  await goTo(page, '/advisories/new')
  await page.locator('[name=emptyType]').selectOption('all-clear')
  await page.getByRole('button', { name: 'Begynn', exact: true }).click()
  await page.getByLabel('Varsel', { exact: true }).fill('portvakt')
  await page.getByRole('button', { name: / Steng Portvakt$/ }).click()
  await page.getByRole('button', { name: /^Ta bort .+ Steng Portvakt$/ }).waitFor()
  await page.getByRole('button', { name: 'Lagre utkastet' }).click()
  await page.getByText('Utkastet er lagret.').waitFor()
  await page.reload()
  await page.getByRole('button', { name: /^Ta bort .+ Steng Portvakt$/ }).waitFor()
  await isWell(page, 'advisory-all-clear')
})
