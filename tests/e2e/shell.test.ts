import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Me } from '#capabilities/access/contract.ts'
import { buildPages } from '../setup/web.ts'
import { accessibilityFaults, look, openBrowser, openPage, overflowAt, problemsOf } from './browser.ts'
import { type Answer, serveSite } from './site.ts'

const web = fileURLToPath(new URL('../../src/apps/web', import.meta.url))
const built = fileURLToPath(new URL('../../test-results/shell', import.meta.url))
const pretended = fileURLToPath(new URL('shell/pages.ts', import.meta.url))

const duty: Me = {
  id: 'usr_1',
  name: 'vakt',
  displayName: 'Vaktleder',
  roles: ['duty'],
  team: true,
  organisations: [],
  actsFor: null,
  locale: 'nb',
  hasSecondFactor: true,
}
const member: Me = {
  ...duty,
  name: 'kontakt',
  displayName: 'Sikkerhetskontakt',
  roles: ['member-security'],
  team: false,
  organisations: [
    {
      id: 'org_00000000000000000000000000000001',
      name: 'Nordre Follo interkommunale legevakt- og øyeblikkelig-hjelp-tjeneste',
      roles: ['member-security'],
    },
  ],
}

const own = `/organisations/${member.organisations[0]!.id}`

let signedIn: Me | null
let face: Answer
let demo: Answer
let locales: (string | undefined)[]
let browser: Browser
let page: Page
let site: Awaited<ReturnType<typeof serveSite>>

function signIn({ name, password, code }: Record<string, unknown>): Answer {
  if (password === 'laast')
    return {
      status: 429,
      body: { code: 'locked', message: 'Kontoen er låst i 15 minutter.', next: 'Vent, eller be en administrator om å låse opp.' },
    }
  if (password !== 'riktig passord')
    return {
      status: 401,
      body: { code: 'wrong-sign-in', message: 'Brukernavnet eller passordet stemmer ikke.', next: 'Prøv igjen.' },
    }
  if (name === 'vakt' && !code) return { body: { state: 'code-needed' } }
  if (name === 'vakt' && code !== '123456')
    return { status: 401, body: { code: 'wrong-sign-in', message: 'Koden stemte ikke.', next: 'Vent på en ny kode.' } }
  signedIn = name === 'vakt' ? duty : member
  return { body: { state: 'signed-in', me: signedIn } }
}

beforeAll(async () => {
  await buildPages(web, built, [
    { name: 'pretended-pages', enforce: 'pre', resolveId: (id) => (id === './pages.ts' ? pretended : undefined) },
  ])
  site = await serveSite(built, {
    'GET /session': ({ request }) => {
      locales.push(request.headers['x-varde-locale'] as string)
      return { body: { me: signedIn } }
    },
    'POST /session': ({ body }) => signIn(body),
    'DELETE /session': () => {
      signedIn = null
      return {}
    },
    [`GET ${own}/face`]: () => face,
    [`GET ${own}/desk`]: () => ({
      body: { name: 'HelseCERT', address: 'varsel@helsecert.example', telephone: '+47 00 00 00 01' },
    }),
    'GET /demo': () => demo,
    'PUT /me/locale': () => (signedIn ? {} : { status: 401, body: { code: 'not-signed-in', message: 'Du er ikke logget inn.' } }),
  })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await site?.close()
})

beforeEach(async () => {
  signedIn = null
  locales = []
  face = { body: { simple: false, chosen: false } }
  demo = { body: { demo: false } }
  page = await openPage(browser, { baseURL: site.origin })
  return async () => {
    expect(problemsOf(page)).toEqual([])
    await page.context().close()
  }
})

it('Somebody signs in with the keyboard alone, password and code, and lands where they wanted to go', async () => {
  await page.goto('/feeds?q=x')
  await page.getByRole('heading', { name: 'Logg inn' }).waitFor()
  await look(page, 'sign-in')
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByLabel('Brukernavn').focus()
  await page.keyboard.type('vakt')
  await page.keyboard.press('Tab')
  await page.keyboard.type('riktig passord')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Skriv koden fra appen' }).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await look(page, 'sign-in-code')
  await page.keyboard.type('000 000')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('Koden stemte ikke.').waitFor()
  await page.getByLabel('Kode').fill('123456')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Kilder' }).waitFor()
  expect(page.url()).toContain('/feeds?q=x')
})

it('A wrong password and a locked account are said in words, and the user name stays', async () => {
  await page.goto('/')
  await page.getByLabel('Brukernavn').fill('vakt')
  await page.getByLabel('Passord').fill('feil')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('Brukernavnet eller passordet stemmer ikke.').waitFor()
  await page.getByLabel('Passord').fill('laast')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('Kontoen er låst i 15 minutter.').waitFor()
  await look(page, 'sign-in-locked')
  expect(await page.getByLabel('Brukernavn').inputValue()).toBe('vakt')
})

it('The menu shows the team what the role may use, grouped, and no empty group', async () => {
  signedIn = duty
  await page.goto('/findings')
  await page.getByRole('heading', { level: 1 }).waitFor()
  const menu = page.getByRole('navigation', { name: 'Hovedmeny' })
  expect(await menu.getByRole('heading').allTextContents()).toEqual(['Vakt', 'Se', 'Vite'])
  expect(await menu.getByRole('link').allTextContents()).toEqual(['Køen', 'Funn', 'Kilder', 'Virksomheter'])
  expect(await menu.getByRole('group', { name: 'Vakt' }).getByRole('link').allTextContents()).toEqual(['Køen', 'Funn'])
  expect(await menu.getByRole('link', { name: 'Funn' }).getAttribute('aria-current')).toBe('page')
  await look(page, 'shell-console')
  expect(await accessibilityFaults(page)).toEqual([])
})

it('A member meets its own menu and never a page of the team', async () => {
  signedIn = member
  await page.goto('/feeds')
  await page.getByRole('heading', { name: 'Denne siden finnes ikke' }).waitFor()
  await page.getByRole('link', { name: 'Gå til forsiden' }).click()
  await page.waitForURL('**/findings')
  await page.getByRole('navigation', { name: 'Hovedmeny' }).getByRole('link').first().waitFor()
  expect(await page.getByRole('navigation', { name: 'Hovedmeny' }).getByRole('link').allTextContents()).toEqual([
    'Funn hos oss',
    'Virksomheter hos oss',
  ])
  const groups = page.getByRole('navigation', { name: 'Hovedmeny' }).getByRole('group')
  expect(await groups.getByRole('heading').allTextContents()).toEqual(['Å gjøre', 'Vår virksomhet'])
  expect(await groups.filter({ hasText: 'Vår virksomhet' }).getByRole('link').allTextContents()).toEqual(['Virksomheter hos oss'])
  for (const width of [390, 1024, 1440]) expect(await overflowAt(page, width), `${width}`).toBe(0)
  await look(page, 'shell-portal')
  expect(await accessibilityFaults(page)).toEqual([])
})

it('Every page of a member says whom to call and to write to, and the search knows other words for a page', async () => {
  signedIn = member
  await page.goto('/nowhere')
  const foot = page.getByRole('contentinfo')
  await foot.getByText('Kontakt HelseCERT:').waitFor()
  expect(await foot.getByRole('link', { name: '+47 00 00 00 01' }).getAttribute('href')).toBe('tel:+4700000001')
  expect(await foot.getByRole('link', { name: 'varsel@' }).getAttribute('href')).toBe('mailto:varsel@helsecert.example')
  await page.keyboard.press('Control+K')
  await page.keyboard.type('inviter')
  await page.getByRole('option', { name: 'Virksomheter hos oss' }).waitFor()
})

it('The simple mode has a short menu; one button opens the rest by keyboard, and is found as it was left', async () => {
  signedIn = member
  face = { body: { simple: true, chosen: false } }
  await page.goto('/findings')
  const menu = page.getByRole('navigation', { name: 'Hovedmeny' })
  const more = menu.getByRole('button', { name: 'Mer' })
  await more.waitFor()
  expect(await menu.getByRole('link').allTextContents()).toEqual(['Funn hos oss'])
  await look(page, 'shell-simple')
  await more.press('Enter')
  expect(await more.getAttribute('aria-expanded')).toBe('true')
  expect(await menu.getByRole('link').allTextContents()).toEqual(['Funn hos oss', 'Virksomheter hos oss'])
  expect(await accessibilityFaults(page)).toEqual([])
  await page.reload()
  await menu.getByRole('link', { name: 'Virksomheter hos oss' }).click()
  await more.press('Enter')
  await page.reload()
  // Where one is always stands in the menu.
  await menu.getByRole('link', { name: 'Virksomheter hos oss' }).waitFor()
  expect(await more.getAttribute('aria-expanded')).toBe('false')
})

it('The band of a demo stands in the first frame that is seen, and pushes nothing', async () => {
  signedIn = duty
  demo = { body: { demo: true }, after: 300 }
  await page.goto('/findings', { waitUntil: 'commit' })
  await page.getByRole('banner').waitFor()
  expect(await page.getByRole('complementary', { name: 'Demo' }).isVisible()).toBe(true)
})

it('On a narrow screen the menu is a button that opens, and closes when a page is chosen', async () => {
  signedIn = duty
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/findings')
  const menu = page.getByRole('navigation', { name: 'Hovedmeny' })
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await menu.isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Meny' }).click()
  await menu.getByRole('link', { name: 'Kilder' }).waitFor()
  await page.screenshot({ path: fileURLToPath(new URL('../../test-results/shell-menu-390.png', import.meta.url)) })
  await menu.getByRole('link', { name: 'Kilder' }).click()
  await page.getByRole('heading', { name: 'Kilder' }).waitFor()
  expect(await menu.isVisible()).toBe(false)
})

it('A long group folds on a narrow screen and opens by keyboard; whoever stands in it finds it open', async () => {
  signedIn = { ...member, roles: ['member-security', 'member-reader'] }
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/findings')
  const group = page.getByRole('navigation', { name: 'Hovedmeny' }).getByRole('group', { name: 'Vår virksomhet' })
  await page.getByRole('button', { name: 'Meny' }).click()
  const fold = group.getByRole('button', { name: 'Vår virksomhet' })
  await fold.waitFor()
  expect([await fold.getAttribute('aria-expanded'), await group.getByRole('link').count()]).toEqual(['false', 0])
  await fold.press('Enter')
  expect([await fold.getAttribute('aria-expanded'), await group.getByRole('link').count()]).toEqual(['true', 8])
  expect(await accessibilityFaults(page)).toEqual([])
  await group.getByRole('link', { name: 'Liste sju' }).click()
  await page.waitForURL('**/lists/sju')
  await page.reload()
  await page.getByRole('button', { name: 'Meny' }).click()
  await group.getByRole('link', { name: 'Liste sju' }).waitFor()
})

it('The first Tab offers the way past the menu', async () => {
  signedIn = duty
  await page.goto('/findings')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('Tab')
  await page.screenshot({ path: fileURLToPath(new URL('../../test-results/shell-skip.png', import.meta.url)) })
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
})

it('Language and light or dark are chosen by the reader, remembered, and told to the server and the document', async () => {
  signedIn = duty
  await page.goto('/findings')
  await page.getByLabel('Språk').selectOption('en')
  await page.getByRole('link', { name: 'Funn (en)' }).waitFor()
  await page.getByLabel('Light or dark').selectOption('dark')
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.colorScheme])).toEqual([
    'en',
    'dark',
  ])
  await page.reload()
  await page.getByRole('link', { name: 'Funn (en)' }).waitFor()
  expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.colorScheme])).toEqual([
    'en',
    'dark',
  ])
  expect(locales.at(-1)).toBe('en')
})

it('Whoever signs out meets the sign-in page', async () => {
  signedIn = duty
  await page.goto('/findings')
  await page.getByRole('button', { name: 'Logg ut' }).click()
  await page.getByRole('heading', { name: 'Logg inn' }).waitFor()
  expect(await page.getByRole('navigation').count()).toBe(0)
})

it('When a session has ended, the next thing that is asked leads to the sign-in page', async () => {
  signedIn = duty
  await page.goto('/findings')
  await page.getByRole('heading', { name: 'Funn' }).waitFor()
  signedIn = null
  await page.getByLabel('Språk').selectOption('nn')
  await page.getByLabel('Brukarnamn').waitFor()
  expect(page.url()).toContain('/findings')
})

it('An address that does not exist says so', async () => {
  signedIn = duty
  await page.goto('/nowhere/at/all')
  await page.getByRole('heading', { name: 'Denne siden finnes ikke' }).waitFor()
})
