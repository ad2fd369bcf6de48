import { describe, expect, it } from 'vitest'
import { memberOrganisation, openHouse } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell } from './well.ts'

const { as } = visit(() => openHouse())

const file = (name: string, rows: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`Produkt;Versjon;Leverandør;System;CPE\n${rows.join('\n')}\n`),
})

describe('what members run', () => {
  it('A member writes down its firewall, imports a list after seeing what it does, and undoes it', async () => {
    const page = await as('member-security')
    await goTo(page, '/products')
    await page.getByText('Dere har ikke sagt hva dere kjører').waitFor()
    await isWell(page, 'products-empty')
    await page.getByRole('button', { name: 'Legg til et produkt' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Produkt', { exact: true }).fill('FortiOS')
    await dialog.getByLabel('Versjon').fill('7.2.4')
    await dialog.getByLabel('Leverandør').fill('Fortinet')
    await dialog.getByLabel('System').fill('Brannmuren på rådhuset')
    await isWell(page, 'products-add')
    await dialog.getByRole('button', { name: 'Legg til produktet' }).click()
    await page.getByRole('row', { name: /FortiOS 7\.2\.4.*Brannmuren på rådhuset/ }).waitFor()

    await goTo(page, '/products/import')
    await page
      .getByLabel('Fil', { exact: false })
      .setInputFiles(file('programvare.csv', ['Nginx;1.24;F5;Nettsiden;', 'Redis;7;;Kø;ikke en cpe', ';9;;;']))
    await page.getByText('Dette vil skje med programvare.csv').waitFor()
    await page.getByText('Raden sier ikke hvilket produkt det er.').waitFor()
    await isWell(page, 'products-preview')
    await page.getByRole('button', { name: 'Importer programvare.csv' }).click()
    await page.getByText('Filen er importert').waitFor()
    await page.getByRole('link', { name: 'programvare.csv' }).waitFor()
    await goTo(page, '/products')
    await page.getByRole('row', { name: /Nginx 1\.24/ }).waitFor()
    await isWell(page, 'products-list')

    await page.getByRole('checkbox', { name: 'Velg Redis 7' }).check()
    await page.getByRole('button', { name: 'Avslutt', exact: true }).click()
    await isWell(page, 'products-end')
    await page.getByRole('dialog').getByRole('button', { name: 'Avslutt 1 produkt' }).click()
    await page.getByText('1 produkt er avsluttet.').waitFor()
    await page.getByRole('row', { name: /Redis 7/ }).waitFor({ state: 'detached' })
    await page.getByRole('status').getByRole('button', { name: 'Angre' }).click()
    await page.getByRole('row', { name: /Redis 7/ }).waitFor()

    await page.getByRole('link', { name: /FortiOS/ }).click()
    await page.getByRole('button', { name: 'Endre', exact: true }).click()
    await page.getByRole('dialog').getByLabel('Versjon').fill('7.2.5')
    await page.getByRole('dialog').getByRole('button', { name: 'Lagre endringen' }).click()
    await page.getByRole('heading', { name: 'FortiOS 7.2.5' }).waitFor()
    await page.getByRole('row', { name: /FortiOS 7\.2\.4/ }).waitFor()
    await isWell(page, 'products-line')
  })

  it('The team finds who has what an advisory names, and why, and writes what it is told by telephone', async () => {
    const page = await as('analyst')
    await goTo(page, '/products/who')
    await page.getByRole('textbox', { name: /^Produkt/ }).fill('FortiOS')
    await page.getByRole('textbox', { name: /^Leverandør/ }).fill('Fortinet')
    await page.getByLabel('Hvilke versjoner').fill('before 7.2.6')
    await page.getByRole('button', { name: 'Finn hvem som har det' }).click()
    const row = page.getByRole('row', { name: new RegExp(`${memberOrganisation}.*Sikkert.*FortiOS 7\\.2\\.5`) })
    await row.getByText('Versjonen er blant dem som er rammet.').waitFor()
    await page.getByText(/har ikke sagt noe/).waitFor()
    await isWell(page, 'products-who')

    await goTo(page, '/products')
    await page.getByRole('button', { name: 'Legg til et produkt' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('For hvilken virksomhet').fill(memberOrganisation.slice(0, 6))
    await dialog.getByRole('button', { name: memberOrganisation, exact: true }).click()
    await dialog.getByLabel('Produkt', { exact: true }).fill('Journalsystemet')
    await dialog.getByLabel('Hvem sa det').fill('IT-leder, på telefon')
    await dialog.getByRole('button', { name: 'Legg til produktet' }).click()
    await page.getByRole('row', { name: /Journalsystemet.*sagt av IT-leder, på telefon/ }).waitFor()
    await isWell(page, 'products-team')
  })

  it('An import of one’s own is undone in the list of files', async () => {
    const page = await as('member-security')
    await goTo(page, '/products/import')
    await page.getByRole('button', { name: 'Angre importen av programvare.csv' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Angre importen av programvare.csv' }).click()
    await page.getByText('Importen er angret.').waitFor()
    await goTo(page, '/products')
    await page.getByRole('row', { name: /FortiOS/ }).waitFor()
    expect(await page.getByRole('row', { name: /Nginx/ }).count()).toBe(0)
  })
})
