import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { changeHolding } from '#capabilities/members/actions.ts'
import { registerOf } from '#capabilities/members/index.ts'
import { serviceIds } from '#capabilities/services/contract.ts'
import { proposalOf } from '#capabilities/services/proposals.data.ts'
import { systemScope } from '#domain/scope.ts'
import { memberOrganisation, openHouse } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

const team = systemScope('test')
let verified = ''

const { as } = visit(async (browser) => {
  const house = await openHouse()
  const id = await house.organisation(memberOrganisation)
  await house.db.in(team, async (tx) => {
    const { holdings } = await registerOf(tx, id, house.clock.now())
    const network = holdings.find(({ form, relation }) => form === 'network' && relation === 'owns')!
    verified = network.value
    await changeHolding(tx, team, network.id, { proof: 'registry' }, house.clock.now())
  })
  const lead = await house.page(browser, 'lead')
  const csrf = (await lead.context().cookies()).find(({ name }) => name === 'varde_csrf')!.value
  for (const subject of serviceIds) {
    const data = { after: 0, body: proposalOf(subject), changed: { nb: 'Første.', nn: 'Første.', en: 'First.' } }
    const made = await lead.request.post(`/api/services/terms/${subject}`, { headers: { 'x-csrf-token': csrf }, data })
    expect(made.ok(), await made.text()).toBe(true)
  }
  await lead.context().close()
  return house
})

const one = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

describe('services', () => {
  it('The lead publishes the agreement after seeing the difference, and sees that nobody has accepted it', async () => {
    const page = await as('lead')
    await goTo(page, '/services')
    await page.getByRole('link', { name: 'Skriv avtalen' }).click()
    await page.getByRole('button', { name: 'Skriv ny versjon' }).click()
    for (const language of ['Bokmål', 'Nynorsk', 'Engelsk'])
      await page.getByRole('group', { name: language }).getByLabel('Hva er nytt, i en setning').fill('Den første avtalen.')
    await page.getByRole('button', { name: 'Se forskjellen' }).click()
    await page.getByText('+ Vi varsler dere når vi ser noe alvorlig hos dere, hele døgnet.').waitFor()
    await isWell(page, 'services-terms')
    await page.getByRole('button', { name: 'Legg ut versjon 1' }).click()
    await page.getByText('Versjon 1 · gjelder nå').waitFor()
    await goTo(page, '/services')
    await isWell(page, 'services-list')
  })

  it('A member is told on every page, accepts the agreement, and joins scanning with one range that the team must approve', async () => {
    const page = await as('member-security')
    await goTo(page, '/contacts')
    await page.getByText('Dere må si ja til vilkårene').waitFor()
    await isWell(page, 'services-band')
    await page.getByRole('link', { name: 'Les og godta' }).click()
    await settled(page)
    await one(page, 'Medlemsavtalen').getByRole('button', { name: 'Les og godta' }).click()
    await page.getByLabel('Din funksjon').fill('IT-leder')
    await page.getByRole('button', { name: 'Jeg sier ja for virksomheten' }).click()
    await one(page, 'Medlemsavtalen').getByText('IT-leder, versjon 1').waitFor()
    await one(page, 'Sårbarhetsskanning').getByRole('button', { name: 'Les vilkårene og bli med' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Råsvar: nitti dager. Funn: to år.').first().waitFor()
    await dialog.getByLabel('Din funksjon').fill('IT-leder')
    await dialog.getByLabel('Nett og domener, ett på hver linje').fill(`${verified}\n198.18.250.0/24`)
    await isWell(page, 'services-consent')
    await dialog.getByRole('button', { name: 'Jeg sier ja for virksomheten' }).click()
    const scanning = one(page, 'Sårbarhetsskanning')
    await scanning.getByRole('row', { name: new RegExp(`${verified}.*Bevist deres`) }).waitFor()
    await scanning.getByRole('row', { name: /198\.18\.250\.0\/24.*Venter på godkjenning/ }).waitFor()
    await isWell(page, 'services-ours')
  })

  it('The team finds what waits in the table, approves it, and the map shows where the service is on', async () => {
    const page = await as('analyst')
    await goTo(page, '/services/scanning?state=on')
    await page.getByRole('link', { name: memberOrganisation }).first().waitFor()
    await page.locator('.map-main').first().waitFor()
    await isWell(page, 'services-scanning')
    await page.getByRole('link', { name: memberOrganisation }).first().click()
    await settled(page)
    await page.getByRole('button', { name: 'Godkjenn 198.18.250.0/24' }).click()
    await page.getByLabel('Begrunnelse').fill('Leieavtalen er lest.')
    await page.getByRole('dialog').getByRole('button', { name: 'Godkjenn', exact: true }).click()
    await page.getByRole('row', { name: /198\.18\.250\.0\/24.*Godkjent/ }).waitFor()
    await isWell(page, 'services-organisation')
    await goTo(page, '/services/sensors')
    await page.getByRole('checkbox').nth(1).check()
    await page.getByRole('button', { name: 'Tilby' }).click()
    await page.getByText('Det gjøres for 1 av 1 valgte.').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Tilby' }).click()
    await page.getByText('Gjort for 1 medlem.').waitFor()
    await page.getByRole('button', { name: 'Angre' }).click()
    await page.getByText('Tatt tilbake.').waitFor()
    const lead = await as('lead')
    await goTo(lead, '/services/membership/terms')
    await lead.getByRole('button', { name: 'Skriv ny versjon' }).click()
    for (const language of ['Bokmål', 'Nynorsk', 'Engelsk']) {
      await lead.getByRole('group', { name: language }).getByLabel('Hva er nytt, i en setning').fill('En plikt til.')
      await lead
        .getByRole('group', { name: language })
        .getByLabel('Medlemmets plikter, én på hver linje')
        .fill('Dere varsler oss.')
    }
    await lead.getByRole('button', { name: 'Se forskjellen' }).click()
    await lead.getByText('1 av 1 virksomheter som har bedt om dette, får e-post når du legger ut versjonen.').waitFor()
    await isWell(lead, 'services-terms-letters')
  })

  it('A member answers the demands and keeps an assessment; what it withdraws is off at once for a colleague who is signed in', async () => {
    const [page, colleague] = [await as('member-security', { locale: 'en' }), await as('member-reader', { locale: 'en' })]
    await goTo(colleague, '/our-services')
    await one(colleague, 'Vulnerability scanning').getByText('On', { exact: true }).waitFor()
    await goTo(page, '/our-services')
    await page.getByRole('button', { name: 'Answer the demands' }).click()
    for (const select of await page.getByRole('dialog').getByRole('combobox').all()) await select.selectOption('met')
    await page.getByRole('dialog').getByRole('combobox').first().selectOption('partly')
    await page.getByLabel('There by').fill('2031-03-01')
    await isWell(page, 'services-demands')
    await page.getByRole('button', { name: 'Save the answers' }).click()
    await page.getByText('8 met of 9').waitFor()
    await page.getByRole('button', { name: 'Keep an assessment' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name of the assessment').fill('Minimum demands 2026')
    await dialog.getByRole('button', { name: 'Keep an assessment' }).click()
    await page.getByRole('button', { name: 'Share Minimum demands 2026' }).click()
    await dialog.getByLabel('Organisation number').fill('312 000 199')
    await dialog.getByLabel('Who it is').fill('The owner')
    await dialog.getByRole('button', { name: 'Share' }).click()
    await page.getByText('The owner (312000199)').waitFor()
    await one(page, 'Vulnerability scanning').getByRole('button', { name: 'Take the consent back' }).click()
    await dialog.getByRole('button', { name: 'Take the consent back' }).click()
    await one(page, 'Vulnerability scanning').getByText('Ended').first().waitFor()
    await isWell(page, 'services-ours-en')
    await goTo(colleague, '/our-services')
    await one(colleague, 'Vulnerability scanning').getByText('Ended').first().waitFor()
    expect(await colleague.getByRole('button', { name: 'Answer the demands' }).count()).toBe(0)
  })
})
