import { expect, it } from 'vitest'
import { toId, uuidOf } from '#domain/id.ts'
import { day, later } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { confirmToken } from '../../src/capabilities/members/contacts-ask.ts'
import { type House, memberOrganisation, openHouse } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

let house: House

const { as, stranger } = visit(async () => {
  house = await openHouse()
  const now = house.clock.now()
  const org = uuidOf(await house.organisation(memberOrganisation))
  await house.db.asOwner(async (tx) => {
    await tx.run(sql`delete from contact where organisation_id = ${org}::uuid`)
    await tx.run(sql`
      insert into contact (id, organisation_id, role, name, email, telephone, language, confirmed_at, created_at, changed_at)
      select gen_random_uuid(), ${org}::uuid, role, name, email, telephone, 'nb', ${now}::timestamptz - age::interval, ${later(now, -900 * day)}, ${now}
      from (values ('security', 'Sikkerhetsvakten', 'sikkerhet@nordvik.example', '+47 55 00 00 01', '10 days'),
                   ('security', 'IKT-avdelingen', 'fornavn.etternavn@nordvik.example', null, '120 days'),
                   ('operations-24/7', 'Driftsvakten', 'drift@nordvik.example', '+47 55 00 00 02', '400 days'))
        as t (role, name, email, telephone, age)`)
    await tx.run(sql`
      insert into contact_bounce (id, contact_id, organisation_id, at, address, reply, hard)
      select gen_random_uuid(), id, organisation_id, ${later(now, -2 * day)}, email, '550 5.1.1 no such mailbox here', true from contact
      where name = 'IKT-avdelingen'`)
    await tx.run(sql`
      update contact set put_by = (select id from organisation where name = 'Fjordsykehuset') where name = 'IKT-avdelingen'`)
  })
  return house
})

it('The team sees how sure each contact is, notes a test call, and finds who is behind each number', async () => {
  const page = await as('duty')
  await goTo(page, `/organisations/${await house.organisation(memberOrganisation)}`)
  await page.getByText('Ikke bekreftet på over ett år, sist').waitFor()
  await page.getByText('Postboksen finnes ikke.').waitFor()
  await page.getByText('Ikke prøvd om natten').waitFor()
  await page.getByText('Lagt inn av Fjordsykehuset').waitFor()
  await isWell(page, 'contacts-organisation')

  await goTo(page, '/contacts/reachability')
  await page.getByText('med bekreftet sikkerhetskontakt').waitFor()
  await isWell(page, 'contacts-reach')
  await page.getByRole('tab', { name: 'Prøveanrop' }).click()
  await settled(page)
  await isWell(page, 'contacts-calls')
  await page.getByRole('button', { name: 'Skriv opp et prøveanrop til Driftsvakten' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Hvem svarte').fill('Driftsvakten')
  await isWell(page, 'contacts-call')
  await dialog.getByRole('button', { name: 'Skriv opp anropet' }).click()
  await page.getByText('Anropet er skrevet opp').waitFor()
  await page.getByRole('tab', { name: 'Oversikt' }).click()
  await settled(page)
  await page.getByRole('link', { name: /Vis dem: Alle medlemmer, hver talt én gang, Bekreftet/ }).click()
  await page.getByText('medlemmer i utvalget').waitFor()
  expect(page.url()).toContain('state=confirmed')
  await settled(page)
  await page.getByRole('link', { name: memberOrganisation }).waitFor()
  await isWell(page, 'contacts-reach-list')
})

it('A member orders its contacts, reads the history, and confirms all with one press', async () => {
  const page = await as('member-security')
  await goTo(page, '/contacts')
  await page.getByRole('button', { name: 'Flytt Sikkerhetsvakten opp' }).click()
  await expect.poll(() => page.getByRole('button', { name: 'Flytt Sikkerhetsvakten opp' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: 'Historikken til IKT-avdelingen' }).click()
  await page.getByText('550 5.1.1 no such mailbox here').waitFor()
  await isWell(page, 'contacts-history')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Alt stemmer – bekreft alle' }).click()
  await page.getByText('3 kontakter er bekreftet.').waitFor()
  await settled(page)
  expect(await page.getByText('Ikke bekreftet på over ett år').count()).toBe(0)
  await page.getByRole('button', { name: 'Legg til kontakt' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Funksjon').fill('Ny vakt')
  await dialog.getByRole('button', { name: 'Lagre og bekreft kontakten' }).click()
  await dialog.getByText('Kontakten har verken e-post eller telefon').waitFor()
  await dialog.getByLabel('Rolle').selectOption({ label: 'Drift, hele døgnet' })
  await dialog.getByText('Trenger en telefon som svarer om natten.').waitFor()
  await isWell(page, 'contacts-member')
})

it('Whoever has the link of a letter reads, presses once, and has confirmed; a link that is wrong tells nothing', async () => {
  const now = house.clock.now()
  const org = await house.organisation(memberOrganisation)
  const round = '018f0000-0000-7000-8000-0000000000f1'
  const [contact] = await house.db.asOwner((tx) =>
    tx.rows<{ id: string; email: string }>(sql`
      update contact set confirmed_at = ${later(now, -400 * day)} where organisation_id = ${uuidOf(org)}::uuid and email is not null returning id, email`),
  )
  await house.db.asOwner((tx) =>
    tx.run(
      sql`insert into contact_request (id, organisation_id, round, asked_at) values (${round}::uuid, ${uuidOf(org)}::uuid, '2026-01-01', ${now})`,
    ),
  )
  const { id, email } = contact!
  const token = confirmToken(house.config, round, { id: toId('con', id), email }, later(now, 30 * day))
  const page = await stranger()
  await page.goto(`/confirm-contacts#${token}`)
  await page.getByText('Sikkerhetsvakten').waitFor()
  await isWell(page, 'contacts-link')
  expect(await page.getByText('Ikke bekreftet på over ett år').count()).toBe(3)
  await page.getByRole('button', { name: 'Alt stemmer – bekreft' }).click()
  await page.getByText('Takk. Kontaktene er bekreftet.').waitFor()
  await isWell(page, 'contacts-link-thanks')
  await page.reload()
  await page.getByText('Kontaktene er allerede bekreftet').waitFor()
  const wrong = await stranger()
  await wrong.goto(`/confirm-contacts#${token.slice(0, -4)}AAAA`)
  await wrong.getByText('Lenken virker ikke, eller den er for gammel.').waitFor()
  expect(await wrong.getByText(memberOrganisation).count()).toBe(0)
  await wrong.goto('/confirm-contacts')
  await wrong.getByText('Lenken er ikke hel').waitFor()
})

it('The pages speak English', async () => {
  const page = await as('lead', { locale: 'en' })
  await goTo(page, '/contacts/reachability')
  await page.getByText('with a confirmed security contact').waitFor()
  await isWell(page, 'contacts-reach-en')
})
