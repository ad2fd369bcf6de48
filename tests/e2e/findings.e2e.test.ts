import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { locales } from '#domain/locale.ts'
import { example, type House, openHouse, rdpReport, rdpRow } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell } from './well.ts'

const longName = 'Nordre Nordvik interkommunale legevakt- og øyeblikkelig-hjelp-tjeneste'
let house: House

const { as } = visit(async () => {
  house = await openHouse()
  await house.bring('shadowserver', example('2026-11-20-scan_rdp-example.csv'))
  await house.bring('intelmq', example('intelmq-events.ndjson'))
  const many = Array.from({ length: 60 }, (_, index) => rdpRow(`198.18.8.${index}`, index < 5 ? 'critical' : 'medium'))
  const strange = [rdpRow('203.0.113.5'), rdpRow('203.0.113.9', 'critical')]
  await house.bring('shadowserver', '2026-11-20-scan_rdp-many.csv', rdpReport(...many, ...strange))
  return house
})

it('A duty officer goes from the list to the worst story by keyboard alone', async () => {
  const page = await as('duty')
  await goTo(page, '/findings')
  await isWell(page, 'findings-team')
  await page.keyboard.press('j')
  const name = await page.evaluate(() => document.activeElement?.textContent)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/findings/fnd_*')
  await page.getByRole('heading', { level: 1, name: name ?? '' }).waitFor()
  await page.getByText('Derfor er det deres').waitFor()
  await isWell(page, 'finding-team')
})

it('Filters stand in the address, and the numbers say how many of how many', async () => {
  const page = await as('analyst')
  await goTo(page, '/findings?q=198.18.8.0/24')
  await page.getByText('40 vist av 60').waitFor()
  await page.getByRole('button', { name: 'Alvor Alle' }).click()
  await page.getByRole('checkbox', { name: 'Kritisk' }).check()
  await page.waitForURL('**severity=critical**')
  await page.getByText('5 vist av 5').waitFor()
  await page.keyboard.press('Escape')
  await page.getByLabel('Virksomhet').fill('Nordvik')
  await page.waitForFunction(() => document.querySelectorAll('datalist option').length > 0)
  await page.getByLabel('Virksomhet').fill('Nordvik kommune (312000032)')
  await page.waitForURL('**organisation=org_**')
  await page.getByText('Ingen funn passer med det du har valgt').waitFor()
  await isWell(page, 'findings-nothing')
  await page.getByRole('button', { name: 'Vis alle funn' }).click()
  await page.getByText(/40 vist av \d+/).waitFor()
})

it('A note is written on all that a filter finds, after it was said how many; the member does not see it', async () => {
  const page = await as('duty')
  await goTo(page, '/findings?q=198.18.4.0/22')
  await page.getByLabel('Velg alle på siden').check()
  await page.getByRole('button', { name: 'Skriv et notat' }).click()
  await page.getByText(/Notatet skrives på \d+ funn/).waitFor()
  await isWell(page, 'note')
  await page.getByLabel('Notat', { exact: true }).fill('Ringte vakten. De stenger porten i natt.')
  await page.getByRole('button', { name: 'Lagre notatet' }).click()
  await page.getByText(/Notatet står på \d+ funn/).waitFor()
  await page
    .getByRole('link', { name: /Fjernskrivebordet/ })
    .first()
    .click()
  await page.getByText('Ringte vakten. De stenger porten i natt.').waitFor()
  await page.getByText('Bare teamet ser dette').waitFor()
  const member = await as('member-security')
  await goTo(member, new URL(page.url()).pathname)
  await member.getByText('Gjør dette nå').waitFor()
  expect(await member.getByText('Ringte vakten').count()).toBe(0)
})

it('A finding is marked stricter at once, and milder only when who agreed is written down', async () => {
  const page = await as('analyst')
  await goTo(page, '/findings?q=198.18.8.59')
  await page.getByRole('link', { name: /Fjernskrivebordet/ }).click()
  const mark = async () => {
    await page.getByRole('button', { name: 'Merk om' }).click()
    await page.getByLabel('Deling (TLP)').waitFor()
  }
  await mark()
  await page.getByLabel('Deling (TLP)').selectOption('TLP:GREEN')
  await page.getByText('Mildere enn kilden sa').waitFor()
  await isWell(page, 'label-milder')
  await page.getByLabel('Hvem sa ja').fill('Vakten hos kilden')
  await page.getByLabel('Når', { exact: true }).fill('2026-11-20')
  await page.getByLabel('Hvor det står').fill('Sak 7')
  await page.getByLabel('Grunn').fill('Deles med naboene i natt')
  await page.getByRole('dialog').getByRole('button', { name: 'Merk om' }).click()
  await page.getByText('Merket TLP:GREEN PAP:AMBER').waitFor()
  await page.getByText(/Samtykke: .*Vakten hos kilden/).waitFor()
  await mark()
  await page.getByRole('button', { name: 'Ta tilbake til det kildene sa' }).click()
  await page.getByText('Merket TLP:AMBER+STRICT PAP:AMBER').waitFor()
})

it('New findings are said without moving a row, and shown when asked for', async () => {
  const page = await as('duty')
  const streaming = page.waitForResponse('**/api/findings/live')
  await goTo(page, '/findings?q=198.18.1.0/24')
  await streaming
  const before = await page.getByRole('table').boundingBox()
  await page.waitForTimeout(500)
  await house.bring('shadowserver', '2026-11-20-scan_rdp-new.csv', rdpReport(rdpRow('198.18.1.200'), rdpRow('198.18.1.201')))
  await page.getByText('2 nye siden du åpnet listen.').waitFor()
  expect(await page.getByRole('table').boundingBox()).toEqual(before)
  expect(await page.getByText('198.18.1.200').count()).toBe(0)
  await page.getByRole('button', { name: 'Vis nå' }).click()
  await page.getByText('198.18.1.200').waitFor()
})

it('A member sees only its own, first what to do, in each language', async () => {
  const pages: Page[] = []
  for (const locale of locales) {
    const page = await as('member-reader', { locale })
    pages.push(page)
    await goTo(page, '/findings')
    const text = await page.locator('main').textContent()
    expect(text).toContain('198.18.5.20')
    expect(text).not.toContain('198.18.8.')
    expect(text).not.toContain('Storvik')
    await isWell(page, `findings-member-${locale}`)
    await page.getByRole('link', { name: /RDP/ }).first().click()
    await page.waitForURL('**/findings/fnd_*')
    await page.getByRole('heading', { level: 2 }).first().waitFor()
    await isWell(page, `finding-member-${locale}`)
  }
  await laysNoTrailToOurFiles(pages[0]!)
  const team = await as('duty')
  await goTo(team, '/findings?q=198.18.8.1')
  const foreign = await team.getByRole('table').getByRole('link').first().getAttribute('href')
  const page = await as('member-reader')
  await page.goto(foreign!)
  await page.getByRole('heading', { name: 'Funnet kan ikke vises' }).waitFor()
  expect(await page.locator('main').textContent()).not.toContain('198.18.8.1')
})

/** Which file and line a report came in as is the team's business. */
async function laysNoTrailToOurFiles(member: Page): Promise<void> {
  const story = await member.request.get(`/api${new URL(member.url()).pathname}`)
  const { steps, latest } = await story.json()
  expect(steps.map((step: { because: object }) => Object.keys(step.because))).not.toContainEqual(expect.arrayContaining(['line']))
  expect(steps[0].reason).toContain('Nordvik kommune')
  expect(latest.importId).toBeNull()
}

it('The team finds a kind in the catalogue and goes on to its findings', async () => {
  const page = await as('lead')
  await goTo(page, '/kinds?q=rdp')
  await page.getByRole('link', { name: 'Fjernskrivebordet (RDP) er åpent mot internett' }).click()
  await page.waitForURL('**/kinds/open-rdp')
  await page.getByText(/må følges opp nå/).waitFor()
  await page.getByRole('link', { name: 'Vis funnene' }).click()
  await page.waitForURL('**/findings?kind=open-rdp&state=all')
})

it('What nobody owns is counted of how many, grouped, and leads to adding the owner', async () => {
  const page = await as('duty')
  await goTo(page, '/unattributed')
  await page.getByText('203.0.113.0/24').waitFor()
  await isWell(page, 'unattributed')
  expect(await page.getByRole('link', { name: 'Legg til eier av 203.0.113.0/24' }).getAttribute('href')).toBe(
    '/organisations?add=203.0.113.0%2F24',
  )
  await page.getByRole('link', { name: /Unntatt/ }).click()
  await page.getByText('Ingenting er unntatt').waitFor()
  await isWell(page, 'unattributed-ignored')
})

it('An exception is added with its reason, keeps what fits from being told, and is ended', async () => {
  const page = await as('analyst')
  await goTo(page, '/ignore-rules')
  await page.getByRole('button', { name: 'Legg til et unntak' }).click()
  await page.getByLabel('Nettverk').fill('198.18.2.0/24')
  await page.getByLabel('Grunn').fill('De tester dette med vilje fram til jul.')
  await isWell(page, 'rule-add')
  await page.getByRole('button', { name: 'Lagre unntaket' }).click()
  await page.getByText('De tester dette med vilje fram til jul.').waitFor()
  await house.bring('shadowserver', '2026-11-20-scan_rdp-tested.csv', rdpReport(rdpRow('198.18.2.99')))
  await goTo(page, '/ignore-rules')
  await page.getByText('1 ikke meldt').waitFor()
  await isWell(page, 'rules')
  await page.getByRole('button', { name: /Avslutt unntaket/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Avslutt unntaket' }).click()
  await page.getByText('Ingen unntak').waitFor()
})

it('A long name of an organisation is never cut', async () => {
  await house.bring(
    'intelmq',
    'long.ndjson',
    `${JSON.stringify({
      'time.source': '2026-11-20T01:09:30+00:00',
      'classification.taxonomy': 'fraud',
      'classification.type': 'phishing',
      'source.url': 'https://booking.legevakt.nordvik.example/innlogging/med/en/lang/adresse/som/ma/deles',
      'source.fqdn': 'booking.legevakt.nordvik.example',
      'feed.name': 'Example reports',
    })}\n`,
  )
  const page = await as('duty')
  await goTo(page, '/findings?q=legevakt.nordvik.example')
  await page.getByText(longName).waitFor()
  await isWell(page, 'findings-long')
  await page.getByRole('table').getByRole('link').first().click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.getByRole('link', { name: longName }).waitFor()
  await isWell(page, 'finding-long')
})
