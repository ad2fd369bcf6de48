import { afterAll, expect, it } from 'vitest'
import { addClaim, decide } from '#capabilities/claims/actions.ts'
import type { Id } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { sql } from '#platform/db/db.ts'
import { type NameServer, startDns } from '../setup/dns.ts'
import { type House, memberOrganisation, openHouse } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

let house: House
let names: NameServer
const team = systemScope('test')

const { as } = visit(async () => {
  names = await startDns()
  house = await openHouse({ settings: { VARDE_DNS_SERVERS: names.servers } })
  return house
})
afterAll(() => names?.close())

const claimFor = async (name: string, text: string): Promise<Id<'clm'>> => {
  const made = await house.db
    .read(team, async () => house.organisation(name))
    .then((org) => addClaim(house.db, team, org, { text, relation: 'owns', to: null }, house.clock.now()))
  if (!made.ok) throw new Error(made.reason)
  return made.value.claim.id
}
const verify = (id: Id<'clm'>) =>
  house.db.in(team, (tx) =>
    decide(
      tx,
      { ids: [id], decision: 'verify', reason: 'test', said: '', dryRun: false },
      { now: house.clock.now(), locale: 'nb' },
    ),
  )

it('A member claims a domain, is told what is wrong with it, and proves it in DNS', async () => {
  const page = await as('member-security')
  await goTo(page, '/claims')
  await isWell(page, 'claims-none')
  const field = page.getByLabel('Nett, domene eller AS-nummer')
  await field.fill('kommune.no')
  await page.getByRole('button', { name: 'Meld det inn' }).click()
  await page.getByText('Det kan ikke tilhøre én.').waitFor()
  await field.fill('198.18.4.7/24')
  await page.getByRole('button', { name: 'Meld det inn' }).click()
  await page.getByText('198.18.4.0/24', { exact: false }).first().waitFor()
  await isWell(page, 'claims-refused')
  await field.fill('helsestasjon.nordvik.example')
  await page.getByRole('button', { name: 'Meld det inn' }).click()
  await page.getByRole('link', { name: 'Se hvordan det bevises' }).click()
  await page.getByRole('heading', { level: 1, name: 'helsestasjon.nordvik.example' }).waitFor()
  const record = await page.locator('code', { hasText: 'varde-token=' }).textContent()
  await page.getByRole('button', { name: 'Se etter nå' }).click()
  await page.getByText('Navnet finnes ikke i DNS ennå.').first().waitFor()
  await isWell(page, 'claim-open')
  await names.say([`_varde-challenge.helsestasjon.nordvik.example. TXT "${record}"`])
  await house.db.asOwner((tx) => tx.run(sql`update claim_check set at = at - interval '1 minute'`))
  await page.getByRole('button', { name: 'Se etter nå' }).click()
  await page.getByText('Bevist og ført i registeret').waitFor()
  await settled(page)
  await isWell(page, 'claim-proven')
  await goTo(page, '/claims')
  await isWell(page, 'claims-member')
})

it('A list is judged line by line before anything is stored, also in English and in the dark', async () => {
  const page = await as('member-security', { locale: 'en' })
  await page.emulateMedia({ colorScheme: 'dark' })
  await goTo(page, '/claims/list')
  await page.getByLabel('The list').fill('198.18.70.0/24\n198.18.71.9/24\npost@nordvik.example\nAS64510;2026-01-01')
  await page.getByRole('button', { name: 'See the verdicts' }).click()
  await page.getByText('2 of 4 lines can be claimed').waitFor()
  await isWell(page, 'claims-list')
  await page.getByRole('button', { name: 'Claim 2' }).click()
  await page.getByText('2 are claimed.').first().waitFor()
  await goTo(page, '/claims')
  await isWell(page, 'claims-member-dark')
})

it('An owner says who operates a part, and takes it back', async () => {
  const id = await claimFor(memberOrganisation, '198.18.72.0/24')
  await verify(id)
  const page = await as('member-security')
  await goTo(page, '/operators')
  await page.getByLabel('Det de drifter').fill('198.18.72.0/25')
  await page.getByLabel('Organisasjonsnummer').fill('701730496')
  await page.getByLabel('Til og med').fill('2027-11-21')
  await page.getByRole('button', { name: 'Gi fullmakt' }).click()
  await page.getByRole('cell', { name: '198.18.72.0/25', exact: true }).waitFor()
  await isWell(page, 'operators')
  await page.getByRole('button', { name: 'Trekk 198.18.72.0/25' }).click()
  await page.getByRole('button', { name: 'Trekk fullmakten' }).click()
  await page.getByRole('cell', { name: 'Trukket' }).waitFor()
})

it('The team decides many at once with a preview, takes it back, and settles a dispute with both sides before it', async () => {
  const held = await claimFor('Fjordsykehuset', 'omstridt.example')
  await verify(held)
  const rival = await claimFor(memberOrganisation, 'omstridt.example')
  await claimFor(memberOrganisation, '198.18.0.0/16')
  await house.work()
  await verify(rival)
  const page = await as('analyst')
  await goTo(page, '/claims')
  await isWell(page, 'claims-team')
  await page
    .getByRole('checkbox', { name: /198.18.0.0/ })
    .first()
    .check()
  await page.getByRole('button', { name: 'La det bevises' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('kan bevises som andre krav').waitFor()
  await dialog.getByLabel('Hvorfor').fill('Vi kjenner dem')
  await isWell(page, 'claims-decide')
  await dialog.getByRole('button', { name: 'La 1 bevises' }).click()
  await page.getByText('Ett krav er avgjort.').first().waitFor()
  await page.getByRole('button', { name: 'Angre' }).click()
  await page.getByText('Ett krav er som før.').first().waitFor()
  await goTo(page, '/claims/disputes')
  await isWell(page, 'disputes')
  await page.getByRole('link', { name: 'omstridt.example' }).click()
  await page.getByText('Har det: Fjordsykehuset').waitFor()
  await isWell(page, 'dispute')
  const settle = async () => {
    await page.getByRole('button', { name: 'Den som krever, får det' }).click()
    await page.getByRole('dialog').getByLabel('Hvorfor').fill('Etter kjøpekontrakten')
    await page.getByRole('dialog').getByLabel('Hva den får vite').fill('Avtalen deres gikk ut i fjor.')
    await page.getByRole('button', { name: 'Avgjør tvisten' }).click()
    await page.getByText('Avgjort: den som krevde, fikk det').waitFor()
  }
  await settle()
  await isWell(page, 'dispute-settled')
  await page.getByRole('button', { name: 'Ta avgjørelsen tilbake' }).click()
  await page.getByText('Tvisten er åpen igjen').first().waitFor()
  await settle()
  await goTo(page, `/claims/${rival}`)
  await isWell(page, 'claim-team')
})

it('A snapshot of a registry is read, its faults are told, and whose it was is asked for a day as it was known on another', async () => {
  const page = await as('lead')
  await goTo(page, '/claims/registry')
  const text = 'inetnum: 198.18.73.0 - 198.18.73.255\ndescr: 701730496\n\ninetnum: bakvendt\nnetname: X\n'
  await page.locator('input[type=file]').setInputFiles({ name: 'split.txt', mimeType: 'text/plain', buffer: Buffer.from(text) })
  await page.getByText('1 av 2 objekter kunne ikke leses').first().waitFor()
  await isWell(page, 'registry')
  const today = house.clock.now().slice(0, 10)
  await goTo(page, `/owner-of?what=omstridt.example&at=${today}T23%3A59&known=${today}`)
  await page.getByRole('cell', { name: 'omstridt.example' }).first().waitFor()
  await isWell(page, 'owner-of-known')
})

it('has no page of the team for a member', async () => {
  const page = await as('member-reader')
  await goTo(page, '/claims/disputes')
  expect(await page.getByText('omstridt.example').count()).toBe(0)
})
