import { afterAll, beforeAll, expect, it } from 'vitest'
import { cameOfCsaf, cameOfNews, takeItems } from '#capabilities/partners/capability.ts'
import { systemScope } from '#domain/scope.ts'
import { lay, type Pair, published, type Site, startSite } from '#formats/csaf/provider/fixtures/world.ts'
import { hashFile } from '#formats/csaf/provider/write.ts'
import { startValidator } from '#formats/csaf/validate.ts'
import { makeKey, sign } from '#platform/pgp.ts'
import { type House, openHouse } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

let house: House
let site: Site
let pair: Pair
const scope = systemScope('test')

const { as } = visit(async () => {
  site = await startSite()
  house = await openHouse({ settings: { VARDE_OUTBOUND_ALLOW: site.host } })
  return house
})
beforeAll(async () => {
  pair = await makeKey({ name: 'Granly CERT', address: 'csaf@granly.example', madeAt: '2026-01-01T00:00:00.000Z' })
})
afterAll(() => site.stop())

const monthsAgo = (months: number) => new Date(Date.now() - months * 30 * 86_400_000).toISOString()

it('A partner is tried and added, and what came is put aside, taken back, and made a draft of', {
  timeout: 600_000,
}, async () => {
  const documents = [1, 2].map((number) =>
    published(`GC-${number}`, monthsAgo(number), { title: `Hull <b>nummer</b> ${number}` }),
  )
  const provider = await lay(site, pair, documents)
  const page = await as('analyst')
  await goTo(page, '/partner-items')
  await page.getByText('Ingen partnere har publisert noe ennå').waitFor()
  await isWell(page, 'partner-items-none')
  await page.getByRole('link', { name: 'Se partnerne' }).first().click()
  await page.getByText('Ingen partnere ennå').waitFor()
  await page.getByRole('link', { name: 'Legg til partner' }).click()
  await page.getByLabel('Navn', { exact: true }).fill('Granly CERT')
  await page.getByLabel('Adresse', { exact: true }).fill(provider.url)
  await page.getByRole('button', { name: 'Prøv adressen' }).click()
  await page.getByText('Dette fant vi').waitFor({ timeout: 60_000 })
  await page.getByText(pair.fingerprint).waitFor()
  await isWell(page, 'partner-new')
  await page.getByRole('button', { name: 'Legg til partneren' }).click()
  await page.getByRole('heading', { level: 1, name: 'Granly CERT' }).waitFor()

  // What a worker would fetch.
  const address = new URL(page.url()).pathname
  const id = address.split('/').at(-1) as `par_${string}`
  const validator = startValidator()
  const agreed = { tlp: 'TLP:AMBER+STRICT', pap: 'PAP:AMBER' } as const
  const checked = { hash: 'sha512', signedBy: pair.fingerprint } as const
  for (const { bytes } of documents) {
    const item = await cameOfCsaf({ bytes, checked }, (text) => validator.validate(text), agreed)
    if (!item.ok) throw new Error(item.reason)
    await house.db.in(scope, (tx) => takeItems(tx, scope, { id, name: 'Granly CERT' }, [item.value], house.clock.now()))
  }
  await validator.close()
  const news = { id: '1', title: 'Nytt fra partneren', summary: 'CVE-2026-10001 utnyttes.', authors: [], categories: [] }
  const told = cameOfNews(news, { title: 'Nytt', language: 'nb', url: 'https://nytt.example/' }, agreed)
  await house.db.in(scope, (tx) => takeItems(tx, scope, { id, name: 'Granly CERT' }, [told], house.clock.now()))
  await goTo(page, address)
  await isWell(page, 'partner')

  await goTo(page, '/partner-items')
  await page.getByRole('link', { name: 'Hull <b>nummer</b> 1' }).waitFor()
  await isWell(page, 'partner-items')
  await page.getByRole('checkbox', { name: 'Velg Nytt fra partneren' }).check()
  await page.getByRole('button', { name: 'Legg bort' }).click()
  await page.getByText('Én sak er lagt bort.').waitFor()
  await page.getByRole('button', { name: 'Angre' }).click()
  await page.getByText('Sakene er tilbake blant de nye.').waitFor()
  await page.getByRole('link', { name: 'Nytt fra partneren' }).waitFor()

  await page.getByRole('link', { name: 'Hull <b>nummer</b> 1' }).click()
  await page.getByText('Kontrollsum og signatur stemmer.').waitFor()
  await settled(page)
  await isWell(page, 'partner-item')
  await page.getByRole('button', { name: 'Lag utkast av dette' }).click()
  await page.getByRole('heading', { level: 1, name: /^Rediger Hull <b>nummer<\/b> 1/ }).waitFor()
  expect(new URL(page.url()).pathname).toMatch(/^\/advisories\/adv_.+\/edit$/)
  await goTo(page, '/partner-items?state=taken')
  await page.getByRole('link', { name: 'Hull <b>nummer</b> 1' }).click()
  await page.getByText('Det er laget et varsel av dette').waitFor()
})

it('A CSAF file is brought by hand: one that its hash does not fit is refused in words, and what was checked stands in the editor', {
  timeout: 600_000,
}, async () => {
  const { bytes } = published('GC-9', monthsAgo(1), { title: 'Brakt for hånd' })
  const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
  const page = await as('analyst')
  await goTo(page, '/advisories/new')
  await page.getByText('Signatur og kontrollsum (kan utelates)').click()
  const choose = (label: string) => page.getByLabel(label, { exact: true })
  const { armoured } = await sign(bytes, pair.privateKey)
  await choose('Signatur').setInputFiles(file('gc-9.json.asc', armoured))
  await choose('Kontrollsum').setInputFiles(file('gc-9.json.sha512', hashFile(Buffer.from('x'), 'sha512', 'gc-9.json')))
  await page.getByLabel('Offentlig nøkkel').fill((await makeKey({ name: 'x', address: 'x@x.example' })).publicKey)
  await choose('Fil').setInputFiles({ name: 'gc-9.json', mimeType: 'application/json', buffer: Buffer.from(bytes) })
  await page.getByText('Kontrollsummen passer ikke til filen.').waitFor()
  await isWell(page, 'advisory-by-hand')
  await page.getByRole('button', { name: 'Ta bort gc-9.json.sha512' }).click()
  await choose('Kontrollsum').setInputFiles(file('gc-9.json.sha512', hashFile(bytes, 'sha512', 'gc-9.json')))
  await page.getByLabel('Offentlig nøkkel').fill(pair.publicKey)
  await choose('Fil').setInputFiles({ name: 'gc-9.json', mimeType: 'application/json', buffer: Buffer.from(bytes) })
  await page.getByRole('heading', { level: 1, name: 'Rediger Brakt for hånd' }).waitFor({ timeout: 60_000 })
  await page.getByText('Kontrollsummen (SHA-512) passet').waitFor()
  await page.getByText('nøkkelen var ikke kjent fra før').waitFor()
  await page.getByText(pair.fingerprint).scrollIntoViewIfNeeded()
  await isWell(page, 'advisory-by-hand-source')
})

it('A member finds no inbox, neither in the menu nor by its address', async () => {
  const member = await as('member-security')
  await goTo(member, '/partner-items')
  expect(await member.getByText('Granly CERT').count()).toBe(0)
  expect(await member.getByRole('link', { name: 'Fra partnere' }).count()).toBe(0)
})
