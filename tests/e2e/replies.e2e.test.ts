import { it } from 'vitest'
import { addLine } from '#capabilities/products/capability.ts'
import { askAbout } from '#capabilities/products/index.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { fillAdvisory } from '../walls/advisories.ts'
import { type House, memberOrganisation, openHouse } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

let house: House
const scope = systemScope('test')
const supplier = 'Fjord IKT-drift'

const { as } = visit(async () => {
  house = await openHouse()
  return house
})

const now = () => house.clock.now()
/** A product that the member runs, in a version that nobody has said. */
async function runs(product: string): Promise<Id<'prd'>> {
  const line = { system: '', vendor: '', product, version: '', cpe: '', purl: '', quantity: null, note: '' }
  const organisation = await house.organisation(memberOrganisation)
  const added = await house.db.in(scope, (tx) => addLine(tx, organisation, line, '', now()))
  if (!added.ok) throw new Error(added.reason)
  return added.value.line.id
}

it('The team asks a supplier and answers for it; the member that has the product reads the reply on the warning', {
  timeout: 600_000,
}, async () => {
  const id = await fillAdvisory(house.db, await house.organisation(memberOrganisation), 'Skriver', now())
  await runs('Skriver product')
  const team = await as('analyst')
  await goTo(team, '/supplier-replies')
  await team.getByText('Ingen leverandør er spurt ennå').waitFor()
  await isWell(team, 'replies-none')
  await goTo(team, `/advisories/${id}/suppliers`)
  await team.getByText('Ingen leverandør er spurt om dette varselet').waitFor()
  await team.getByRole('button', { name: 'Spør en leverandør' }).click()
  const dialog = team.getByRole('dialog')
  await dialog.getByLabel('Leverandør').fill(supplier)
  await dialog.getByRole('button', { name: supplier }).click()
  await isWell(team, 'replies-name')
  await dialog.getByRole('button', { name: 'Spør leverandøren' }).click()
  await team.getByRole('heading', { level: 2, name: supplier }).waitFor()
  await team.getByRole('button', { name: 'Svar for leverandøren' }).click()
  await team.getByLabel('Hva gjelder').selectOption('fixed')
  await team.getByLabel('Rettet i versjon').fill('2.3')
  await team.getByLabel('Hvem sa det').first().fill('E-post fra leverandøren')
  await isWell(team, 'replies-for-supplier')
  await team.getByRole('button', { name: 'Send svaret' }).click()
  await team.getByText('Svaret er lagret.').waitFor()
  await house.work()
  await goTo(team, `/advisories/${id}/suppliers`)
  await team.getByText('1 medlemmer har fått svarene').waitFor()
  await isWell(team, 'replies-suppliers')
  await goTo(team, '/supplier-replies')
  await team.getByRole('row', { name: /Fjord IKT-drift.*1 av 1/ }).waitFor()
  await isWell(team, 'replies-list')

  const member = await as('member-security')
  await goTo(member, `/our-advisories/${id}`)
  await member.getByText('er rettet i versjon 2.3').waitFor()
  await isWell(member, 'replies-on-warning')
  await member.getByRole('link', { name: 'Se alle svarene' }).click()
  await member.getByRole('heading', { level: 1, name: 'Leverandørene sier' }).waitFor()
  await settled(member)
  await isWell(member, 'replies-ours')
})

it('A supplier meets the warnings about its products in its menu, and answers one', { timeout: 600_000 }, async () => {
  const id = await fillAdvisory(house.db, await house.organisation('Storvik'), 'Arkiv', now())
  const team = await as('analyst')
  await goTo(team, `/advisories/${id}/suppliers`)
  await team.getByRole('button', { name: 'Spør en leverandør' }).click()
  await team.getByRole('dialog').getByLabel('Leverandør').fill(memberOrganisation)
  await team.getByRole('dialog').getByRole('button', { name: memberOrganisation, exact: true }).click()
  await team.getByRole('dialog').getByRole('button', { name: 'Spør leverandøren' }).click()
  await team.getByRole('heading', { level: 2, name: memberOrganisation }).waitFor()

  const page = await as('member-security')
  await goTo(page, '/supplier-warnings')
  await page.getByRole('row', { name: /Arkiv.*0 av 1/ }).waitFor()
  await isWell(page, 'replies-asked')
  await page.getByRole('link', { name: 'Arkiv' }).click()
  await page.getByText('Vi mangler svar på 1 av 1.').waitFor()
  await page.getByLabel('Hva gjelder').selectOption('not-affected')
  await isWell(page, 'replies-answer')
  await page.getByLabel('Forklaring').fill('Nei.')
  await page.getByRole('button', { name: 'Send svaret' }).click()
  await page.getByText('Svaret sier at produktet ikke er rammet, men ikke hvorfor.').waitFor()
  await page.getByLabel('Forklaring').fill('Vi bruker ikke denne delen.')
  await page.getByRole('button', { name: 'Send svaret' }).click()
  await page.getByText('Dere har svart på alt.').waitFor()
  await isWell(page, 'replies-answered')
})

it('A member answers the one question about its product', { timeout: 600_000 }, async () => {
  const id = await fillAdvisory(house.db, await house.organisation(memberOrganisation), 'Brannmur', now())
  const organisation = await house.organisation(memberOrganisation)
  const unsure = { organisation, line: await runs('Portvakt'), vendor: '', product: 'Portvakt', versions: '< 5.0' }
  await house.db.in(scope, (tx) => askAbout(tx, scope, id as Id<'adv'>, [unsure], now()))
  const page = await as('member-security')
  await goTo(page, `/our-advisories/${id}`)
  await page.getByRole('link', { name: 'Svar på spørsmålet' }).click()
  await page.getByRole('heading', { name: 'Kjører dere Portvakt i en av disse versjonene: < 5.0?' }).waitFor()
  await settled(page)
  await isWell(page, 'question')
  await page.getByLabel('Svar', { exact: true }).last().selectOption('no')
  await page.getByLabel('Hvilken versjon kjører dere').fill('5.1')
  await page.getByRole('button', { name: 'Send svaret' }).click()
  await page.getByText('Nei, vi kjører ingen av disse versjonene (versjon 5.1)').waitFor()
  await isWell(page, 'question-answered')
  const team = await as('analyst')
  await goTo(team, '/product-questions')
  await team.getByText('1 besvart').waitFor()
  await isWell(team, 'question-team')
})
