import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { example, type House, memberOrganisation, openHouse } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

let house: House

const { as } = visit(async () => {
  house = await openHouse()
  const report = readFileSync(example('2026-11-20-scan_rdp-example.csv'), 'utf8')
  await house.bring('shadowserver', '2026-11-20-scan_rdp-example.csv', report)
  const [header, row] = report.split('\n')
  const moved = row!.replace(/198\.18\.\d+\.\d+/, '198.18.4.200')
  await house.bring('shadowserver', '2026-11-20-scan_rdp-moved.csv', `${header}\n${moved}\n`)
  return house
})

it('The register is searched by an address and walked by keyboard alone', async () => {
  const page = await as('analyst')
  await goTo(page, '/organisations')
  await page.keyboard.press('/')
  await page.keyboard.type('198.18.4.7')
  await page.getByText('1 virksomheter i utvalget').waitFor()
  expect(page.url()).toContain('q=198.18.4.7')
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: memberOrganisation }).waitFor()
  await settled(page)
  await isWell(page, 'organisation')
})

it('An organisation is added, corrected and found again', async () => {
  const page = await as('lead')
  await goTo(page, '/organisations')
  await page.getByRole('button', { name: 'Legg til virksomhet' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Legg til virksomheten' }).click()
  await dialog.getByText('Velg minst én type.').waitFor()
  await dialog.getByLabel('Virksomhet', { exact: true }).fill('Sørvik legekontor')
  await dialog.getByLabel('Fastlegekontor').check()
  await dialog.getByLabel('Overordnet').fill('Storvik')
  await dialog.getByRole('button', { name: 'Storvik', exact: true }).click()
  await isWell(page, 'organisation-add')
  await dialog.getByRole('button', { name: 'Legg til virksomheten' }).click()
  await page.getByRole('heading', { level: 1, name: 'Sørvik legekontor' }).waitFor()
  await page.getByRole('link', { name: 'Storvik', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Rett opplysningene' }).click()
  await page.getByRole('dialog').getByLabel('Organisasjonsnummer').fill('123')
  await page.getByRole('button', { name: 'Lagre rettelsene' }).click()
  await page.getByRole('dialog').getByRole('alert').waitFor()
})

it('A holding with a date in the past is explained before it is added, and moves what was seen there', async () => {
  const page = await as('analyst')
  await goTo(page, '/organisations?add=198.18.4.128%2F25')
  await page.getByText('Hvem har 198.18.4.128/25?').waitFor()
  await page.getByRole('link', { name: 'Fjordsykehuset' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  expect(await dialog.getByLabel('Nett, AS-nummer eller domene').inputValue()).toBe('198.18.4.128/25')
  await dialog.getByLabel('Fra og med').fill('2026-01-01')
  await dialog.getByText('Alt som er sett der siden da, flyttes til Fjordsykehuset.').waitFor()
  await isWell(page, 'holding-add')
  await dialog.getByRole('button', { name: 'Legg til', exact: true }).click()
  await page.getByText('Funn fra den tiden flyttes nå.').waitFor()
  await settled(page)
  await page.getByRole('cell', { name: '198.18.4.128/25' }).first().waitFor()
  await isWell(page, 'holdings')
  await page.getByRole('button', { name: 'Rett 198.18.4.128/25' }).click()
  await page.getByRole('button', { name: 'Avslutt fra i dag' }).click()
  await page.getByText('Dette avslutter det').waitFor()
  await isWell(page, 'holding-change')
  await page.getByRole('button', { name: 'Lagre rettelsen' }).click()
  await page.getByText('198.18.4.128/25 er lagret.').waitFor()
  await house.work()
  const findingsOf = async (name: string) => {
    await goTo(page, `/findings?organisation=${await house.organisation(name)}`)
    return page.getByText('198.18.4.200').count()
  }
  expect(await findingsOf('Fjordsykehuset')).toBeGreaterThan(0)
  expect(await findingsOf(memberOrganisation)).toBe(0)
})

it('A network that does not begin where it should is refused in words, and what was typed stays', async () => {
  const page = await as('analyst')
  await goTo(page, `/organisations/${await house.organisation('Storvik')}?tab=holdings`)
  await page.getByRole('button', { name: 'Legg til nett eller domene' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Nett, AS-nummer eller domene').fill('198.18.9.7/24')
  await dialog.getByRole('button', { name: 'Legg til', exact: true }).click()
  await dialog.getByRole('alert').getByText('198.18.9.0/24').waitFor()
  expect(await dialog.getByLabel('Nett, AS-nummer eller domene').inputValue()).toBe('198.18.9.7/24')
})

it('A member list shows what it would do with each refused line, and does it when asked', async () => {
  const list = [
    'number,name,kinds,constituencies,networks,valid_from',
    ',Nygrend tannlegekontor,dental-practice,health,198.18.12.0/24,2025-01-01',
    ',Feil nett,pharmacy,health,198.18.300.0/24,2025-01-01',
    '111111111,Feil nummer,pharmacy,health,,2025-01-01',
    '',
  ].join('\n')
  const page = await as('lead')
  await goTo(page, '/organisations/import')
  await isWell(page, 'members-import')
  const file = { name: 'nye.csv', mimeType: 'text/csv', buffer: Buffer.from(list) }
  await page.getByLabel('Medlemsliste').setInputFiles(file)
  // In the list that the others came from they would be gone, and the page says so.
  await page.getByText('virksomheter er ikke i filen').waitFor()
  await page.getByRole('button', { name: 'Velg en annen fil' }).click()
  await page.getByLabel('Listens navn').fill('nye-medlemmer')
  await page.getByLabel('Medlemsliste').setInputFiles(file)
  await page.getByText('Dette vil nye.csv gjøre').waitFor()
  await page.getByText('Ingenting er lagret ennå.').waitFor()
  await page.getByRole('cell', { name: '198.18.300.0/24' }).waitFor()
  await isWell(page, 'members-import-preview')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Last ned linjene' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('refused.csv')
  expect(await page.getByText('virksomheter er ikke i filen').count()).toBe(0)
  await page.getByRole('button', { name: 'Importer nye.csv' }).click()
  await page.getByText('Listen er importert').waitFor()
  await page.getByRole('link', { name: 'Se virksomhetene' }).click()
  await page.waitForURL('**/organisations')
  await page.keyboard.press('/')
  await page.keyboard.type('nygrend')
  await page.getByRole('link', { name: 'Nygrend tannlegekontor' }).waitFor()
})

it('Whose an address was is answered with the reason, and a stranger can be given an owner', async () => {
  const page = await as('duty')
  await goTo(page, '/owner-of')
  await page.getByLabel('Adresse, nett').fill('198.18.4.7')
  await page.keyboard.press('Enter')
  await page.getByRole('cell', { name: memberOrganisation }).waitFor()
  expect(page.url()).toContain('what=198.18.4.7')
  await isWell(page, 'owner-of')
  await page.getByLabel('Adresse, nett').fill('203.0.113.5')
  await page.keyboard.press('Enter')
  await page.getByText('Ingen i registeret hadde dette da').waitFor()
})

it('A member sees its own organisation, keeps its contacts, and sees who of the team has looked', async () => {
  const team = await as('analyst')
  await goTo(team, `/organisations/${await house.organisation(memberOrganisation)}`)
  const page = await as('member-security', { locale: 'nn' })
  await goTo(page, '/organisations')
  await page.getByRole('heading', { level: 1, name: memberOrganisation }).waitFor()
  await isWell(page, 'organisation-member')
  await page.getByRole('button', { name: 'Legg til kontakt' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Funksjon').fill('Pressevakta')
  await dialog.getByLabel('Rolle').selectOption('media')
  await dialog.getByLabel('E-post').fill('ikkje ei adresse')
  await dialog.getByRole('button', { name: 'Lagre og stadfest kontakten' }).click()
  await dialog.getByRole('link', { name: 'Skriv ei heil e-postadresse.' }).waitFor()
  await isWell(page, 'contact-fault')
  await dialog.getByLabel('E-post').fill('presse@nordvik.example')
  await dialog.getByRole('button', { name: 'Lagre og stadfest kontakten' }).click()
  await page.getByRole('link', { name: 'presse@nordvik.example' }).waitFor()
  await page.getByRole('button', { name: 'Fjern Pressevakta' }).click()
  await page.getByRole('button', { name: 'Fjern kontakten' }).click()
  await page.getByRole('link', { name: 'presse@nordvik.example' }).waitFor({ state: 'detached' })
  await page.getByRole('tab', { name: 'Kven har lese' }).click()
  await page.getByRole('cell', { name: 'analyst' }).first().waitFor()
  await isWell(page, 'readings-member')
  expect(await page.getByRole('button', { name: 'Rett opplysningane' }).count()).toBe(0)
})

it('A reader of a member changes nothing, and another organisation does not exist for it', async () => {
  const page = await as('member-reader', { locale: 'en' })
  await goTo(page, '/organisations')
  await page.getByRole('heading', { level: 2, name: 'Contacts' }).waitFor()
  expect(await page.getByRole('button', { name: 'Add a contact' }).count()).toBe(0)
  await goTo(page, `/organisations/${await house.organisation('Storvik')}`)
  await page.getByRole('heading', { level: 1, name: 'There is no such organisation' }).waitFor()
})
