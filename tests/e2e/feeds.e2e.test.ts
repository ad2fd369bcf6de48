import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { sourceNamed } from '#capabilities/feeds/ask.ts'
import { systemScope } from '#domain/scope.ts'
import { systemClock } from '#platform/clock.ts'
import { example, type House, openHouse } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

const report = '2026-11-20-scan_rdp-example.csv'
let house: House

const { as } = visit(async () => {
  house = await openHouse()
  for (const format of ['shadowserver', 'intelmq'] as const)
    await sourceNamed(house.db, systemScope('test'), format, format, systemClock.now())
  return house
})

it('A file is sent in from the page, its reading is followed, and every number says of how many', async () => {
  const page = await as('duty')
  await goTo(page, '/sources')
  await page.getByText('Aldri hørt fra').first().waitFor()
  await isWell(page, 'sources-none-heard')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'shadowserver' }).waitFor()
  await settled(page)
  await page.getByLabel('Fil fra kilden').setInputFiles(example(report))
  await page.waitForURL('**/imports/imp_*')
  await page.getByText('Filen leses nå').waitFor()
  await isWell(page, 'import-reading')
  await house.work()
  // Nobody reloads: the page hears of it.
  await page.getByText('Filen leses nå').waitFor({ state: 'detached' })
  await page.getByRole('heading', { level: 1, name: report }).waitFor()
  const told = await page.locator('.tally').textContent()
  expect(told).toMatch(/Knyttet til en virksomhet\s*\d+\s*av \d+/)
  await settled(page)
  await isWell(page, 'import-done')
  await goTo(page, '/sources')
  await page.getByText('Uten rytme').or(page.getByText('I tide')).first().waitFor()
  await isWell(page, 'sources')
})

it('The same file is taken once', async () => {
  const page = await as('duty')
  await goTo(page, '/sources')
  await page.getByRole('link', { name: 'Shadowserver' }).first().click()
  await page.waitForURL('**/sources/src_*')
  await page.getByLabel('Fil fra kilden').setInputFiles(example(report))
  await page.getByText('Denne filen er tatt imot før.').waitFor()
  await page.waitForURL('**/imports/imp_*')
})

it('Issues say the line, why and what stood there, and are downloaded as CSV', async () => {
  const broken = readFileSync(example(report), 'utf8').replaceAll('2026-11-20', 'i går')
  const { id } = await house.bring('shadowserver', '2026-11-21-scan_rdp-broken.csv', broken)
  const page = await as('analyst')
  await goTo(page, `/imports/${id}`)
  await page.getByText('Tidspunktet kan ikke leses.').first().waitFor()
  await isWell(page, 'import-issues')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Last ned som CSV' }).click(),
  ])
  const text = readFileSync((await download.path())!, 'utf8')
  expect(text).toContain('line,code,field,reason,found')
  expect(text).toContain('bad-time')
})

it('A file is read again, and withdrawn with a reason after the page has said what will happen', async () => {
  const { id } = await house.bring('shadowserver', '2026-11-22-scan_rdp-wrong.csv', `${readFileSync(example(report), 'utf8')}\n`)
  const page = await as('lead')
  await goTo(page, `/imports/${id}`)
  await page.getByRole('button', { name: 'Les på nytt' }).click()
  await page.getByRole('button', { name: 'Les filen på nytt' }).click()
  await page.getByText('Filen leses på nytt.').waitFor()
  await house.work()
  await page.getByText('Filen leses nå').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Trekk tilbake' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Bare revisjonssporet husker filen.').waitFor()
  await isWell(page, 'import-withdraw')
  await dialog.getByRole('button', { name: 'Trekk filen tilbake' }).click()
  await dialog.getByRole('link', { name: 'Skriv grunnen med minst fem tegn.' }).waitFor()
  await dialog.getByLabel('Hvorfor den trekkes tilbake').fill('Feil dag fra avsenderen')
  await dialog.getByRole('button', { name: 'Trekk filen tilbake' }).click()
  await page.waitForURL('**/sources/src_*')
  await goTo(page, `/imports/${id}`)
  await page.getByRole('heading', { level: 1, name: 'Filen finnes ikke' }).waitFor()
})

it('A table gets its mapping from a pasted sample, is saved as a source, and its files are read', async () => {
  const table = ['Tidspunkt;IP;Tjeneste', '2026-11-20 04:00;198.18.4.9;telnet', '2026-11-20 05:00;198.18.8.1;telnet'].join('\n')
  const page = await as('analyst')
  await goTo(page, '/sources/new')
  await isWell(page, 'source-new')
  await page.getByLabel('Tittel').fill('Nabosektorens liste')
  await page.getByLabel('Kortnavn').fill('nabo-liste')
  await page.getByLabel('Hvem som sender').fill('Nabosektoren')
  await page.getByLabel('Format').selectOption('csv')
  await page.getByLabel('Eller lim inn noen rader').fill(table)
  await page.getByText('2 rader forstått av 2').waitFor()
  await page.getByRole('cell', { name: 'Nordvik kommune' }).waitFor()
  await page.getByLabel('IP-adresse').selectOption('')
  await page.getByRole('alert').getByText('Koblingen mellom kolonner og felt er ikke fullstendig.').waitFor()
  await page.getByLabel('IP-adresse').selectOption('IP')
  await page.getByText('2 rader forstått av 2').waitFor()
  await page.getByLabel('Alvor').nth(1).selectOption('high')
  await page.getByRole('cell', { name: 'Høy' }).first().waitFor()
  await settled(page)
  await isWell(page, 'source-mapping')
  await page.getByRole('button', { name: 'Lagre kilden' }).click()
  await page.getByRole('heading', { level: 1, name: 'Nabosektorens liste' }).waitFor()
  await page.getByLabel('Fil fra kilden').setInputFiles({ name: 'nabo.csv', mimeType: 'text/csv', buffer: Buffer.from(table) })
  await page.waitForURL('**/imports/imp_*')
  await house.work()
  await page.getByText('Filen leses nå').waitFor({ state: 'detached' })
  expect(await page.locator('.tally').textContent()).toMatch(/Observasjoner\s*2\s*av 2/)
})

it('A source is paused and its settings are changed; a wrong schedule is said in words', async () => {
  const page = await as('analyst', { locale: 'en' })
  await goTo(page, '/sources')
  await page.getByRole('link', { name: 'IntelMQ' }).first().click()
  await page.waitForURL('**/sources/src_*')
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByText('The source is paused.').waitFor()
  await page.getByRole('button', { name: 'Resume' }).click()
  await page.getByText('The source goes on again.').waitFor()
  await page.getByRole('tab', { name: 'Facts' }).click()
  await isWell(page, 'source-facts')
  await page.getByRole('tab', { name: 'Settings' }).click()
  await page.getByLabel('Fetched from').fill('https://feed.example/events')
  await page.getByLabel('Fetched when').fill('every day')
  await page.getByRole('button', { name: 'Save the settings' }).click()
  await page.getByRole('alert').getByText('The schedule cannot be read.').waitFor()
  await isWell(page, 'source-settings')
  await page.getByLabel('Fetched when').fill('')
  await page.getByLabel('Hours between files').fill('24')
  await page.getByRole('button', { name: 'Save the settings' }).click()
  await page.getByText('The settings are saved.').waitFor()
})
