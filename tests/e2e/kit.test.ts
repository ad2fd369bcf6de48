import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { buildPages } from '../setup/web.ts'
import { accessibilityFaults, look, openBrowser, openPage, overflowAt, problemsOf } from './browser.ts'
import { type Answer, serveSite } from './site.ts'

const built = fileURLToPath(new URL('../../test-results/kit', import.meta.url))
const longName = 'Nordre Follo interkommunale legevakt- og øyeblikkelig-hjelp-tjeneste'
const severities = ['critical', 'high', 'medium', 'low', 'info']
const states = ['told', 'open', 'answered', 'fixed', 'accepted', 'disputed']

/** Forty rows of a list of 120, as a server would answer; `q=ingen` finds nothing. */
function listed(query: URLSearchParams): Answer {
  const from = Number(query.get('after') ?? 0)
  const found = query.get('q') === 'ingen' ? 0 : query.get('q') === '100000' ? 100_000 : 120
  const rows = Array.from({ length: Math.min(40, found - from) }, (_, index) => ({
    id: `r${from + index}`,
    name: index % 7 === 0 ? longName : index % 3 === 0 ? 'Kárášjohka - Karasjok kommune' : 'Sykehuset Nordvest',
    asset: index % 4 === 0 ? '2001:db8:85a3:1234:5678:8a2e:370:7334 port 3389' : `198.18.4.${index}:3389`,
    severity: severities[Math.min(4, Math.floor(index / 4))],
    state: states[index % 6],
    sightings: index * 37,
    lastSeen: '2026-11-20T02:10:00.000Z',
  }))
  return { body: { rows, total: { value: found, more: found > 10_000 }, ...(from + 40 < found && { next: String(from + 40) }) } }
}

let list = listed
let browser: Browser
let page: Page
let site: Awaited<ReturnType<typeof serveSite>>

beforeAll(async () => {
  await buildPages(fileURLToPath(new URL('kit', import.meta.url)), built)
  site = await serveSite(built, {
    'GET /rows': ({ query }) => list(query),
    'POST /rows': () => ({
      status: 422,
      body: {
        code: 'invalid',
        message: 'Noe er fylt ut feil.',
        fields: { name: 'Skriv et navn på regelen.', note: 'Skriv minst ti tegn.' },
      },
    }),
    'POST /files': () => ({ after: 300 }),
  })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await site?.close()
})

beforeEach(async () => {
  list = listed
  page = await openPage(browser, { baseURL: site.origin })
  return async () => {
    expect(problemsOf(page)).toEqual([])
    await page.context().close()
  }
})

const open = async (path: string) => {
  await page.goto(path)
  await page.getByRole('heading', { level: 1 }).waitFor()
}

it('A list with long names shows every word at 390, 1024 and 1440 pixels and has no accessibility fault', async () => {
  await open('/')
  await page.getByText(longName).first().waitFor()
  await look(page, 'kit-list')
  for (const width of [390, 1024, 1440]) expect(await overflowAt(page, width), `${width}`).toBe(0)
  expect(await accessibilityFaults(page)).toEqual([])
})

it('The parts of the kit have no accessibility fault in light and dark', async () => {
  await open('/parts')
  for (const width of [390, 1024, 1440]) expect(await overflowAt(page, width), `${width}`).toBe(0)
  await look(page, 'kit-parts')
  expect(await accessibilityFaults(page)).toEqual([])
})

it('Rows are moved in by j and k, chosen by x and opened by Enter', async () => {
  await open('/')
  await page.getByRole('table').getByRole('link').first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('k')
  await page.keyboard.press('x')
  await page.getByText('2 valgt').waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/rows/r0')
})

it('All that a filter finds can be chosen, not only what the page shows', async () => {
  await open('/')
  await page.getByLabel('Velg alle på siden').check()
  await page.getByText('40 valgt').waitFor()
  await page.getByRole('button', { name: 'Velg alle 120 i utvalget' }).click()
  await page.getByText('Alle 120 i utvalget er valgt').waitFor()
  await look(page, 'kit-chosen')
  await page.getByRole('button', { name: 'Merk som rettet' }).click()
  await page.getByRole('dialog', { name: 'Merk funn som rettet' }).waitFor()
  await look(page, 'kit-dialog')
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Merk funnene som rettet' }).click()
  await page.getByRole('button', { name: 'Angre' }).click()
  await page.getByText('Merkingen er angret.').waitFor()
})

it('Filters, order and page stand in the address; going back undoes them one by one', async () => {
  await open('/')
  await page.getByLabel('Alvor').selectOption('high')
  await page.waitForURL('**/?severity=high')
  await page.getByRole('button', { name: 'Neste side' }).click()
  await page.waitForURL('**/?after=40&severity=high&trail=-')
  await page.getByRole('button', { name: 'Neste side' }).click()
  await page.getByRole('button', { name: 'Forrige side' }).click()
  await page.waitForURL('**/?after=40&severity=high&trail=-')
  await page.getByRole('button', { name: 'Tilstand' }).click()
  await page.getByRole('checkbox', { name: 'told' }).check()
  // A new filter begins on the first page again.
  await page.waitForURL('**/?severity=high&state=told')
  await page.getByRole('checkbox', { name: 'fixed' }).check()
  await page.waitForURL('**/?severity=high&state=told%2Cfixed')
  await look(page, 'kit-filters')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Fjern filteret Tilstand: told' }).click()
  await page.waitForURL('**/?severity=high&state=fixed')
  await page.goBack()
  await page.waitForURL('**/?severity=high&state=told%2Cfixed')
  await page.getByRole('button', { name: 'Sist sett' }).click()
  await page.waitForURL('**sort=-seen**')
  expect(await page.getByRole('columnheader', { name: 'Sist sett' }).getAttribute('aria-sort')).toBe('descending')
})

it('The slash goes to the search box, and what is typed there is searched for', async () => {
  await open('/')
  await page.getByRole('table').getByRole('link').first().waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('ingen')
  await page.getByText('Ingen funn passer med filtrene').waitFor()
  expect(page.url()).toContain('q=ingen')
  await look(page, 'kit-empty')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('100000')
  await page.getByText(/mer enn 100\s000/).waitFor()
})

it('While rows are awaited the table says so, and a failure says what to do and can be tried again', async () => {
  list = (query) => ({ ...listed(query), after: 1500 })
  await open('/')
  await page.getByText('Henter rader …').waitFor({ state: 'attached' })
  await page.screenshot({ path: fileURLToPath(new URL('../../test-results/kit-waiting.png', import.meta.url)) })
  list = () => ({ status: 400, body: { code: 'broken', message: 'Listen kunne ikke hentes.', next: 'Prøv igjen om et minutt.' } })
  await open('/?q=x')
  await page.getByRole('alert').getByText('Prøv igjen om et minutt.').waitFor()
  await look(page, 'kit-fault')
  list = listed
  await page.getByRole('button', { name: 'Prøv igjen' }).click()
  await page.getByText(longName).first().waitFor()
})

it('What the server says about a field stands at the field and in a summary that takes the focus; nothing typed is lost', async () => {
  await open('/parts')
  await page.getByLabel('Begrunnelse').fill('for kort')
  await page.getByRole('button', { name: 'Lagre regelen' }).click()
  await page.getByText('Rett 2 felt før du går videre').waitFor()
  await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'alert')
  await look(page, 'kit-form')
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('link', { name: 'Skriv et navn på regelen.' }).click()
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'name')
  expect(await page.getByLabel('Navn på regelen').getAttribute('aria-invalid')).toBe('true')
  expect(await page.getByLabel('Begrunnelse').inputValue()).toBe('for kort')
})

it('The question mark shows the keys of this page, and Escape brings the keyboard back to where it was', async () => {
  await open('/')
  await page.getByRole('table').getByRole('link').first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Hurtigtaster' })
  await help.getByText('Neste og forrige rad').waitFor()
  await look(page, 'kit-help')
  await page.keyboard.press('Escape')
  await help.waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('table-link')
})

it('A file that is sent shows how far it has come', async () => {
  await open('/parts')
  await page
    .getByLabel('Fil fra en kilde')
    .setInputFiles({ name: '2026-11-21-scan_rdp.csv', mimeType: 'text/csv', buffer: Buffer.alloc(1_200_000, 'a') })
  await page.getByText('2026-11-21-scan_rdp.csv er sendt').waitFor()
  await page.getByLabel('Fil fra en kilde').waitFor()
})

it('On a telephone the rows are cards, and a screen reader still hears a table', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await open('/')
  await page.getByText(longName).first().waitFor()
  expect(await page.getByRole('table').getByRole('row').count()).toBe(41)
  expect(await page.getByRole('cell', { name: longName }).count()).toBeGreaterThan(0)
})

it('On a telephone the filters fold under one button that says how many are set, and the slash opens them', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await open('/?severity=high')
  const fold = page.getByRole('button', { name: 'Filtre (1)' })
  await fold.waitFor()
  expect(await page.getByLabel('Alvor', { exact: true }).isVisible()).toBe(false)
  await look(page, 'kit-folded')
  await page.setViewportSize({ width: 390, height: 844 })
  await fold.press('Enter')
  expect(await fold.getAttribute('aria-expanded')).toBe('true')
  await page.getByLabel('Alvor', { exact: true }).selectOption('')
  await page.getByRole('button', { name: 'Filtre', exact: true }).press('Enter')
  expect(await page.getByLabel('Alvor', { exact: true }).isVisible()).toBe(false)
  await page.getByRole('table').getByRole('link').first().focus()
  await page.keyboard.press('/')
  await page.keyboard.type('ingen')
  await page.waitForURL('**q=ingen')
  expect(await accessibilityFaults(page)).toEqual([])
  await page.setViewportSize({ width: 1024, height: 844 })
  await page.getByLabel('Alvor', { exact: true }).waitFor()
  expect(await page.locator('.filters-fold').isVisible()).toBe(false)
})
