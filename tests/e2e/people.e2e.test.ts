import { generateSync } from 'otplib'
import type { Page } from 'playwright-core'
import { afterAll, expect, it } from 'vitest'
import { addPerson, setUpSecondFactor } from '#capabilities/access/capability.ts'
import { systemClock } from '#platform/clock.ts'
import { sql } from '#platform/db/db.ts'
import { letterJob, openQueued } from '#platform/mail/letter.ts'
import { type SmtpPeer, startSmtpPeer } from '../setup/peers.ts'
import { type House, openHouse, rdpReport, rdpRow } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

const password = 'sju ender under brua'
const operator = 'Fjord IKT-drift'
let house: House
let mail: SmtpPeer
afterAll(() => mail?.stop())

const { as, stranger } = visit(async () => {
  mail = await startSmtpPeer()
  house = await openHouse({ settings: { VARDE_SMTP_URL: mail.url } })
  const added = await addPerson(house.db, systemClock, {
    name: 'drift',
    displayName: 'Driftsvakten',
    password,
    organisations: [{ id: await house.organisation(operator), role: 'member-security' }],
  })
  if (!added.ok) throw new Error(added.reason)
  secret = await setUpSecondFactor(house.db, systemClock, house.config, { id: added.value.id, name: 'drift' })
  await house.bring('shadowserver', '2026-11-20-scan_rdp-p.csv', rdpReport(rdpRow('198.18.4.9'), rdpRow('198.18.4.10')))
  return house
})

/** Where the newest letter leads. */
async function linkInLetter(): Promise<string> {
  const [row] = await house.db.asOwner((tx) =>
    tx.rows<{ sealed: string }>(
      sql`select data ->> 'sealed' as sealed from varde_job.job where name = ${letterJob} order by created_on desc, id desc limit 1`,
    ),
  )
  const { pathname, hash } = new URL(openQueued(house.config, row!.sealed).letter.link!.url)
  return pathname + hash
}

let secret: string
async function signIn(page: Page, name: string): Promise<void> {
  // A code is taken once; the second sign-in comes within the same half minute.
  await house.db.asOwner((tx) => tx.run(sql`update person set totp_last_step = null where name = ${name}`))
  await page.goto('/')
  await page.getByLabel('Brukernavn').fill(name)
  await page.getByLabel('Passord').fill(password)
  await page.getByRole('button', { name: 'Logg inn', exact: true }).click()
  await page.getByLabel('Kode', { exact: true }).fill(generateSync({ secret }))
  await page.getByRole('button', { name: 'Bekreft koden' }).click()
  await page.getByRole('navigation').waitFor()
  await house.db.asOwner((tx) =>
    tx.run(
      sql`insert into tour_taken (person_id, tour, taken_at) select id, 'member-security', now() from person where name = ${name} on conflict do nothing`,
    ),
  )
  await page.reload()
  await settled(page)
}

it('A security contact invites a colleague, who opens the letter, chooses a password and is in', async () => {
  const page = await as('member-security')
  await goTo(page, '/access')
  await page.getByRole('heading', { level: 1, name: 'Tilgang' }).waitFor()
  await page.getByRole('button', { name: 'Inviter en person' }).click()
  await page.getByLabel('E-postadresse').fill('kollega')
  await page.getByRole('button', { name: 'Send invitasjonen', exact: true }).click()
  await page.getByRole('link', { name: 'Skriv en hel e-postadresse.' }).waitFor()
  await page.getByLabel('E-postadresse').fill('kollega@nordvik.example')
  await isWell(page, 'access-invite')
  await page.getByRole('button', { name: 'Send invitasjonen', exact: true }).click()
  await page.getByRole('cell', { name: 'kollega@nordvik.example', exact: true }).waitFor()
  await isWell(page, 'access')

  const guest = await stranger()
  await goTo(guest, await linkInLetter())
  await guest.getByText('member-security inviterer deg til Nordvik kommune.').waitFor()
  await guest.getByLabel('Navnet ditt', { exact: true }).fill('Ny Kollega')
  await guest.getByLabel('Velg et passord').fill('kort')
  await guest.getByRole('button', { name: 'Lag kontoen og gå inn' }).click()
  await guest.getByRole('link', { name: 'Passordet må ha minst tolv tegn.' }).waitFor()
  await isWell(guest, 'invitation')
  await guest.getByLabel('Velg et passord').fill(password)
  await guest.getByRole('button', { name: 'Lag kontoen og gå inn' }).click()
  await guest.getByRole('heading', { name: 'Velkommen til Nordvik kommune' }).waitFor()
  await isWell(guest, 'invitation-done')
  await guest.getByRole('button', { name: 'Slå på totrinnskode' }).click()
  await guest.getByRole('heading', { level: 1, name: 'Min konto' }).waitFor()

  await page.reload()
  await page.getByRole('cell', { name: 'Ny Kollega kollega@nordvik.example' }).waitFor()
  await page.getByText('Ingen invitasjoner venter.').waitFor()
  const late = await stranger()
  await goTo(late, '/invitation#not-a-link')
  await late.getByRole('heading', { name: 'Denne lenken åpner ingen invitasjon' }).waitFor()
  await isWell(late, 'invitation-over')
})

it('An operator asks to act for a member, and the member says yes', async () => {
  const asking = await stranger()
  await signIn(asking, 'drift')
  await goTo(asking, '/access')
  await asking.getByRole('button', { name: 'Be om å handle for en annen' }).click()
  const number = await numberOf('Nordvik kommune')
  await asking.getByLabel('Organisasjonsnummeret til medlemmet').fill('123')
  await asking.getByLabel('Hvorfor').fill('Driftsavtale 2026')
  await asking.getByRole('button', { name: 'Send forespørselen' }).click()
  await asking.getByRole('link', { name: /Nummeret har ni sifre/ }).waitFor()
  await asking.getByLabel('Organisasjonsnummeret til medlemmet').fill(number)
  await asking.getByLabel('Svarer på funn').check()
  await isWell(asking, 'delegation-ask')
  await asking.getByRole('button', { name: 'Send forespørselen' }).click()
  await asking.getByText('Venter på ja fra medlemmet').waitFor()

  const page = await as('member-security')
  await goTo(page, '/access')
  await page.getByRole('link', { name: /Tilgang 1/ }).waitFor()
  await page.getByRole('button', { name: `Si ja til ${operator}` }).click()
  await isWell(page, 'delegation-agree')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Si ja til ${operator}` })
    .click()
  await page.getByText('Gjelder', { exact: true }).waitFor()
})

it('The operator chooses for whom it acts; the member sees what was read and withdraws, and it is gone', async () => {
  const asking = await stranger()
  await signIn(asking, 'drift')
  const page = await as('member-security')
  await asking.getByLabel('Du handler for').selectOption({ label: `Nordvik kommune (for ${operator})` })
  await asking.getByText('Du handler nå for Nordvik kommune.').waitFor()
  await goTo(asking, '/findings')
  await asking
    .getByRole('link', { name: /Fjernskrivebord/ })
    .first()
    .click()
  await settled(asking)
  await isWell(asking, 'acts-for')

  await goTo(page, '/read-log')
  await page.getByText('Driftsvakten').first().waitFor()
  await page.getByText(`${operator} · Handler for dere`).first().waitFor()
  await isWell(page, 'read-log')
  await goTo(page, '/access')
  await page.getByRole('button', { name: `Avslutt tilgangen med ${operator}` }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Avslutt tilgangen med ${operator}` })
    .click()
  await page.getByText('Trukket tilbake av medlemmet').waitFor()
  await asking.reload()
  await asking.getByRole('heading', { level: 1 }).waitFor()
  expect(await asking.getByLabel('Du handler for').count()).toBe(0)
  expect(await asking.getByText('198.18.4.9').count()).toBe(0)
})

it('The same in English, on a telephone and in the dark; the team invites its own', async () => {
  const page = await as('member-reader', { locale: 'en' })
  await page.emulateMedia({ colorScheme: 'dark' })
  await goTo(page, '/access')
  await page.getByRole('heading', { level: 1, name: 'Access' }).waitFor()
  expect(await page.getByRole('button', { name: 'Invite a person' }).count()).toBe(0)
  await page.setViewportSize({ width: 390, height: 844 })
  await isWell(page, 'access-en-dark')
  await goTo(page, '/read-log?form=export')
  await page.getByText('No readings fit the filter.').waitFor()
  await isWell(page, 'read-log-en-dark')
  const admin = await as('admin')
  await goTo(admin, '/people')
  await admin.getByRole('button', { name: 'Inviter en person' }).click()
  await admin.getByLabel('E-postadresse').fill('vakt@responsmiljo.example')
  await isWell(admin, 'people-invite')
  await admin.getByRole('button', { name: 'Send invitasjonen', exact: true }).click()
  await admin.getByRole('cell', { name: 'vakt@responsmiljo.example', exact: true }).waitFor()
})

it('An administrator resets a colleague, who opens the letter and chooses the password; without a mailbox one is told for once', async () => {
  const admin = await as('admin')
  await goTo(admin, '/people')
  const reset = async (who: string) => {
    await admin.getByRole('button', { name: `Endre ${who}` }).click()
    await admin.getByRole('button', { name: 'Lag nytt passord' }).click()
    await admin.getByRole('dialog').getByRole('button', { name: 'Lag nytt passord' }).click()
  }
  await reset('Ny Kollega')
  await admin.getByText('En lenke som virker én gang, er på vei til kollega@nordvik.example.').waitFor()
  const guest = await stranger()
  await goTo(guest, await linkInLetter())
  await guest.getByRole('heading', { name: 'Velg hvordan du logger inn' }).waitFor()
  await guest.getByLabel('Passordet du velger').fill('kort')
  await guest.getByRole('button', { name: 'Bruk passordet' }).click()
  await guest.getByRole('link', { name: 'Passordet må ha minst tolv tegn.' }).waitFor()
  await isWell(guest, 'way-in')
  await guest.getByLabel('Passordet du velger').fill('fem måker på taket')
  await guest.getByRole('button', { name: 'Bruk passordet' }).click()
  await guest.getByRole('navigation').waitFor()

  await reset('Driftsvakten')
  const given = await admin.locator('.secret code').textContent()
  await isWell(admin, 'people-password-for-once')
  await house.db.asOwner((tx) => tx.run(sql`update person set totp_last_step = null where name = 'drift'`))
  const operatorPage = await stranger()
  await operatorPage.goto('/')
  await operatorPage.getByLabel('Brukernavn').fill('drift')
  await operatorPage.getByLabel('Passord').fill(given!)
  await operatorPage.getByRole('button', { name: 'Logg inn', exact: true }).click()
  await operatorPage.getByLabel('Kode', { exact: true }).fill(generateSync({ secret }))
  await operatorPage.getByRole('button', { name: 'Bekreft koden' }).click()
  await operatorPage.getByRole('heading', { name: 'Velg ditt eget passord' }).waitFor()
  await isWell(operatorPage, 'own-password')
  await operatorPage.getByLabel('Passordet du fikk').fill(given!)
  await operatorPage.getByLabel('Passordet du velger').fill('fem måker på taket')
  await operatorPage.getByRole('button', { name: 'Bruk passordet' }).click()
  await operatorPage.getByRole('navigation').waitFor()
})

const numberOf = async (name: string): Promise<string> =>
  (await house.db.asOwner((tx) => tx.one<{ number: string }>(sql`select number from organisation where name = ${name}`)))!.number
