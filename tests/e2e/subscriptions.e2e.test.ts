import { expect, it } from 'vitest'
import { change, create, emptyAudience, emptyContent, publish, review, send } from '#capabilities/advisories/capability.ts'
import { inform } from '#capabilities/letters/inform.ts'
import { contactsIn } from '#capabilities/members/index.ts'
import { waysOut } from '#capabilities/subscriptions/unsubscribe.ts'
import { newId } from '#domain/id.ts'
import type { Result } from '#domain/result.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { type House, memberOrganisation, openHouse } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell } from './well.ts'

let house: House
const { as, stranger } = visit(async () => {
  house = await openHouse()
  return house
})

const person = (name: string): Scope => ({ ...systemScope('test'), who: { kind: 'person', id: newId('usr'), name } })
const [writer, reader] = [person('Skriver'), person('Leser')]
const words = (text: string) => ({ nb: text, nn: text, en: text })

function done<Value>(result: Result<Value, string>): Value {
  if (!result.ok) throw new Error(`${result.reason} ${result.detail ?? ''}`)
  return result.value
}

/** A warning of the team about a router, to nobody but one other. */
async function warnAnother(): Promise<void> {
  const { db, clock } = house
  const now = clock.now()
  const content = {
    ...emptyContent('vulnerability'),
    severity: 'medium' as const,
    tlp: 'TLP:GREEN' as const,
    pap: 'PAP:GREEN' as const,
    title: words('Oppdater Fjellruter 9'),
    summary: words('Ruteren svarer på spørsmål fra hvem som helst.'),
    what: words('Feilen er kjent, og leverandøren har rettet den.'),
    who: words('Alle som har en Fjellruter 9.'),
    measures: [{ key: 'm1', group: 'week' as const, text: words('Installer den nyeste versjonen.'), hours: 168 }],
    products: [{ vendor: 'Fjellnett', product: 'Fjellruter 9', versions: '', cpe: '', purl: '' }],
    references: [{ summary: 'Leverandøren', url: 'https://fjellnett.example/1' }],
  }
  const other = await house.organisation('Fjordsykehuset')
  const audience = { ...emptyAudience(), organisations: [other] }
  const { id } = done(await db.in(writer, (tx) => create(tx, writer, { content, source: null }, now)))
  const saved = { id, revision: 1, content, audience, source: null }
  const { revision } = done(await db.in(writer, (tx) => change(tx, writer, saved, 'nb', now)))
  const sent = done(await db.in(writer, (tx) => send(tx, writer, { id, revision, words: '' }, now)))
  const approval = { id, revision: sent.revision, approve: true, words: '' }
  const read = done(await db.in(reader, (tx) => review(tx, reader, approval, now)))
  const { version } = done(await db.in(writer, (tx) => publish(tx, writer, { id, revision: read.revision }, 'nb', now)))
  expect(await inform(house, { advisory: id, version }, now)).toBe(1)
}

it('A member chooses a product, sees what that gives before saving, reads a warning for information, and undoes it', async () => {
  const page = await as('member-security')
  await goTo(page, '/what-we-get')
  await page.getByText('Resten kommer i ett brev mandag klokken 08.').first().waitFor()
  await isWell(page, 'subscriptions-usual')
  await page.getByRole('button', { name: 'Endre for hele virksomheten' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Produkter dere vil høre om').fill('Fjellnett / Fjellruter 9')
  await dialog.getByLabel('Resten', { exact: true }).selectOption({ label: 'Samlet hver dag klokken 08' })
  await isWell(page, 'subscriptions-change')
  await dialog.getByRole('button', { name: 'Vis hva det gir' }).click()
  await dialog.getByText('Resten kommer samlet hver dag klokken 08.').waitFor()
  await dialog.getByText('Ingen varsler', { exact: true }).waitFor()
  await isWell(page, 'subscriptions-preview')
  await dialog.getByRole('button', { name: 'Lagre valget' }).click()
  await page.getByText('Valget er lagret.').waitFor()

  await warnAnother()
  await goTo(page, '/what-we-get')
  await page
    .getByRole('row', { name: /Oppdater Fjellruter 9.*Samme morgen eller neste.*Dere abonnerer på Fjellnett Fjellruter 9/ })
    .waitFor()
  await page.getByRole('link', { name: 'Oppdater Fjellruter 9' }).click()
  await page.getByRole('heading', { level: 1, name: 'Oppdater Fjellruter 9' }).waitFor()
  await page.getByText('Varselet er ikke rettet til dere.').waitFor()
  expect(await page.getByText('Fjordsykehuset').count()).toBe(0)
  await isWell(page, 'subscriptions-information')

  await goTo(page, '/what-we-get')
  await page.getByRole('button', { name: 'Angre: Endret hva som sendes: Hele virksomheten' }).click()
  await page.getByText('Endringen er angret.').waitFor()
  await page.getByText('Resten kommer i ett brev mandag klokken 08.').first().waitFor()
  await isWell(page, 'subscriptions-history')
})

it('Whoever holds the link of a letter ends it with one press, without signing in', async () => {
  const { db, config, clock } = house
  const organisation = await house.organisation(memberOrganisation)
  const contacts = await db.read(writer, (tx) => contactsIn(tx, organisation))
  const contact = contacts.find(({ role, email }) => role === 'security' && email !== null)!
  const page = await stranger()
  await page.goto(new URL(waysOut(config, contact.id, organisation, clock.now()).page).hash.replace(/^/, '/unsubscribe'))
  await page.getByText(memberOrganisation).waitFor()
  await isWell(page, 'subscriptions-end')
  await page.getByRole('button', { name: 'Slutt med dette brevet' }).click()
  await page.getByText(/Brevet er slutt(et|a)\./).waitFor()
})

it('A reader sees and changes nothing; the team changes on behalf, and says why', async () => {
  const reading = await as('member-reader', { locale: 'en' })
  await goTo(reading, '/what-we-get')
  await reading.getByText('The rest comes in one letter on Monday at 08:00.').first().waitFor()
  expect(await reading.getByRole('button', { name: /^Change/ }).count()).toBe(0)
  await isWell(reading, 'subscriptions-reader-en')

  const page = await as('analyst')
  const id = await house.organisation(memberOrganisation)
  await goTo(page, `/organisations/${id}/subscriptions`)
  await page.getByRole('button', { name: 'Endre for hele virksomheten' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Resten', { exact: true }).selectOption({ label: 'Bare i portalen' })
  await dialog.getByRole('button', { name: 'Vis hva det gir' }).click()
  await dialog.getByRole('button', { name: 'Lagre valget' }).click()
  await dialog.getByText('Skriv hvem som ba om det. Medlemmet leser det.').waitFor()
  await dialog.getByRole('button', { name: 'Endre mer' }).click()
  await dialog.getByLabel('Hvorfor du gjør dette for dem').fill('Ba om det på telefon')
  await dialog.getByRole('button', { name: 'Vis hva det gir' }).click()
  await dialog.getByRole('button', { name: 'Lagre valget' }).click()
  await page.getByText('Valget er lagret.').waitFor()
  await page.getByText('Ba om det på telefon').waitFor()
  await goTo(page, '/subscriptions')
  await page.getByRole('row', { name: new RegExp(`${memberOrganisation} Hele`) }).waitFor()
  await isWell(page, 'subscriptions-list')
})
