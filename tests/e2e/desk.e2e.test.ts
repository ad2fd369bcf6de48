import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { locales } from '#domain/locale.ts'
import { systemScope } from '#domain/scope.ts'
import { sql } from '#platform/db/db.ts'
import { accessibilityFaults, look } from './browser.ts'
import { example, type House, openHouse, rdpReport, rdpRow } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

let house: House
let finding: string

const { as } = visit(async () => {
  house = await openHouse()
  await house.bring('shadowserver', example('2026-11-20-scan_rdp-example.csv'))
  const many = Array.from({ length: 30 }, (_, index) => rdpRow(`198.18.8.${index}`, index < 3 ? 'critical' : 'medium'))
  await house.bring('shadowserver', '2026-11-20-scan_rdp-many.csv', rdpReport(...many))
  await house.work()
  const rows = await house.db.read(systemScope('test'), (tx) =>
    tx.rows<{ id: string }>(
      sql`select 'fnd_' || replace(id::text, '-', '') as id from finding where state <> 'withdrawn' order by id limit 1`,
    ),
  )
  finding = rows[0]!.id
  return house
})

const field = (page: Page) => page.getByRole('combobox', { name: /Søk etter hva|Search for anything|Søk etter kva/ })
const chosen = (page: Page) => page.locator('[role="option"][aria-selected="true"]')
const openPalette = async (page: Page) => {
  await page.keyboard.press('Control+k')
  await field(page).waitFor()
}

it('Ctrl K opens the search from anywhere, also while typing, and Escape gives the keyboard back', async () => {
  const page = await as('duty')
  await goTo(page, '/findings')
  await page.keyboard.press('/')
  await page.keyboard.type('198.18.8')
  await page.keyboard.press('Control+k')
  await field(page).waitFor()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox')
  await isWell(page, 'palette-empty')
  await page.keyboard.press('Escape')
  await field(page).waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search')
  await page.keyboard.press('Control+k')
  await page.getByRole('button', { name: 'Lukk søket' }).click()
  await field(page).waitFor({ state: 'detached' })
})

it('The search finds by address, goes through its results by arrows, and opens one by Enter', async () => {
  const page = await as('duty')
  await goTo(page, '/watch')
  await openPalette(page)
  await page.keyboard.type('198.18.8.2')
  await page.getByRole('group', { name: 'Funn', exact: true }).getByRole('option').first().waitFor()
  await page.getByText('Eier 198.18.').first().waitFor()
  await isWell(page, 'palette-found')
  const first = await chosen(page).getAttribute('id')
  expect(await field(page).getAttribute('aria-activedescendant')).toBe(first)
  await page.keyboard.press('ArrowUp')
  expect(await chosen(page).getAttribute('id')).not.toBe(first)
  await page.keyboard.press('ArrowDown')
  expect(await chosen(page).getAttribute('id')).toBe(first)
  for (let presses = 0; presses < 20 && !(await chosen(page).textContent())?.includes('198.18.8.2:'); presses += 1)
    await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/findings/fnd_*')
  await page.getByText('198.18.8.2').first().waitFor()
})

it('What is chosen stays chosen while results arrive, and an answer that is no longer wanted is dropped', async () => {
  const page = await as('duty')
  await goTo(page, '/watch')
  let release = () => {}
  const held = new Promise<void>((done) => {
    release = done
  })
  await page.route('**/api/search?q=vi*', async (route) => {
    await held
    await route.continue().catch(() => undefined)
  })
  await openPalette(page)
  await page.keyboard.type('vi')
  await page.getByText('Søker …').waitFor()
  await page.keyboard.press('ArrowDown')
  const before = await chosen(page).textContent()
  release()
  await page.getByText('Søker …').waitFor({ state: 'detached' })
  expect(await chosen(page).textContent()).toBe(before)
  await page.unroute('**/api/search?q=vi*')
})

it('An id that is pasted and entered at once goes straight there', async () => {
  const page = await as('analyst')
  await goTo(page, '/watch')
  await openPalette(page)
  await field(page).fill(`https://varde.example/findings/${finding}`)
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/findings/${finding}`)
  await settled(page)
})

it('The palette knows pages, what the open page can do, and where one has been', async () => {
  const page = await as('analyst')
  await goTo(page, `/findings/${finding}`)
  const title = await page.getByRole('heading', { level: 1 }).textContent()
  await openPalette(page)
  await page.keyboard.type('kilder')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/sources')
  await settled(page)
  await openPalette(page)
  await page.getByRole('group', { name: 'Nylig besøkt' }).getByText(title!).waitFor()
  await page.keyboard.type('hurtig')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Hurtigtaster' }).waitFor()
  await page.getByText('Søk og gå hvor som helst').last().waitFor()
  await page.getByText('Ctrl K').last().waitFor()
})

it('Nothing found and a search that fails are said, and can be tried again', async () => {
  const page = await as('duty')
  await goTo(page, '/watch')
  await openPalette(page)
  await page.keyboard.type('finnes slett ikke')
  await page.getByText('Ingenting passer.').waitFor()
  await isWell(page, 'palette-nothing')
  let broken = true
  await page.route('**/api/search?*', (route) =>
    broken ? route.fulfill({ status: 422, json: { code: 'invalid', message: 'Søket er stengt.' } }) : route.continue(),
  )
  await field(page).fill('198.18.8.1')
  await page.getByText('Søket er stengt.').waitFor()
  await look(page, 'palette-broken')
  broken = false
  await page.getByRole('button', { name: 'Prøv igjen' }).click()
  await page.getByRole('group', { name: 'Funn', exact: true }).waitFor()
})

it('A member finds its own, by a button on a telephone, in each language', async () => {
  for (const locale of locales) {
    const page = await as('member-security', { locale })
    await page.setViewportSize({ width: 390, height: 844 })
    await goTo(page, '/now')
    await page.locator('.search-open').click()
    await field(page).fill('Nordvik')
    await page.getByRole('option').first().waitFor()
    await page.waitForFunction(() => document.querySelector('.palette-says [role="status"]')?.textContent?.match(/\d/))
    expect(await page.locator('.palette').textContent()).not.toMatch(/Fjord|shadowserver/i)
    await isWell(page, `palette-member-${locale}`)
  }
})

it('A list with its filters is saved under a name, shared, found by the palette, named anew, removed and brought back', async () => {
  const page = await as('duty')
  await goTo(page, '/findings?severity=critical')
  await page.getByRole('button', { name: 'Lagre visningen' }).click()
  await page.getByLabel('Navn på visningen').fill('Kritiske om natten')
  await page.getByLabel('Del med teamet').check()
  await isWell(page, 'view-save')
  await page.keyboard.press('Enter')
  await page.getByText('Visningen «Kritiske om natten» er lagret.').waitFor()
  const saved = page.getByRole('navigation', { name: 'Lagrede visninger' })
  expect(await saved.getByRole('link').getAttribute('aria-current')).toBeTruthy()
  await isWell(page, 'view-saved')

  const colleague = await as('analyst')
  await goTo(colleague, '/watch')
  await openPalette(colleague)
  await colleague.keyboard.type('kritiske om')
  await colleague.getByRole('option', { name: /Kritiske om natten/ }).waitFor()
  await colleague.keyboard.press('Enter')
  await colleague.waitForURL('**/findings?severity=critical')
  await colleague.getByRole('link', { name: 'Kritiske om natten · delt av duty' }).waitFor()
  expect(await colleague.getByRole('button', { name: /Endre visningen/ }).count()).toBe(0)

  await page.getByRole('button', { name: 'Endre visningen «Kritiske om natten»' }).click()
  await page.getByLabel('Navn på visningen').fill('De verste')
  await page.keyboard.press('Enter')
  await saved.getByText('De verste').waitFor()
  await page.getByRole('button', { name: 'Endre visningen «De verste»' }).click()
  await page.getByRole('button', { name: 'Ta bort visningen' }).click()
  await saved.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Angre' }).click()
  await saved.getByText('De verste').waitFor()
})

it('A view of one’s own takes the filters that are chosen now, and gives them back', async () => {
  const page = await as('admin')
  const csrf = (await page.context().cookies()).find(({ name }) => name === 'varde_csrf')!.value
  const data = { name: 'De verste', path: '/findings', query: 'severity=critical' }
  await page.request.post(`${house.origin}/api/views`, { headers: { 'x-csrf-token': decodeURIComponent(csrf) }, data })
  await goTo(page, '/findings?severity=high')
  await page.getByRole('button', { name: 'Lagre visningen' }).click()
  await page.getByRole('button', { name: 'Bytt filtrene i «De verste»' }).focus()
  await isWell(page, 'view-replace')
  await page.keyboard.press('Enter')
  await page.getByText('Visningen «De verste» har fått nye filtre.').waitFor()
  const link = page.getByRole('navigation', { name: 'Lagrede visninger' }).getByRole('link', { name: 'De verste', exact: true })
  await page.getByRole('button', { name: 'Endre visningen «De verste»' }).waitFor()
  await expect.poll(() => link.getAttribute('href')).toContain('severity=high')
  await page.getByRole('button', { name: 'Angre' }).click()
  await page.getByRole('button', { name: 'Lagre visningen' }).waitFor()
  await expect.poll(() => link.getAttribute('href')).toContain('severity=critical')
})

it('A view that names what is gone still opens, and one of a page that is gone is not offered', async () => {
  const page = await as('lead')
  const csrf = (await page.context().cookies()).find(({ name }) => name === 'varde_csrf')!.value
  for (const [path, name] of [
    ['/findings', 'Av dem som er borte'],
    ['/no-such-page', 'Av en side som er borte'],
  ])
    await page.request.post(`${house.origin}/api/views`, {
      headers: { 'x-csrf-token': decodeURIComponent(csrf) },
      data: { name, path, query: `kind=no-such-kind&organisation=org_${'0'.repeat(32)}&state=gone` },
    })
  await goTo(page, '/watch')
  await openPalette(page)
  await page.keyboard.type('borte')
  await page.getByRole('option', { name: /Av dem som er borte/ }).waitFor()
  expect(await page.getByRole('option', { name: /Av en side/ }).count()).toBe(0)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/findings?*')
  await page.getByText('Ingen funn passer med det du har valgt').waitFor()
})

it('Words are explained where they stand, by focus, hover and tap; Escape closes, and the pointer may go onto the text', async () => {
  const page = await as('duty')
  await goTo(page, `/findings/${finding}`)
  const word = page.getByRole('button', { name: 'TLP:AMBER' }).first()
  const tip = page.getByRole('tooltip').filter({ hasText: 'Traffic Light Protocol' })
  await word.focus()
  await tip.waitFor()
  await isWell(page, 'term')
  await word.focus()
  await tip.waitFor()
  await page.keyboard.press('Escape')
  await tip.waitFor({ state: 'hidden' })
  await word.hover()
  await tip.waitFor()
  await tip.hover()
  await page.waitForTimeout(400)
  expect(await tip.isVisible()).toBe(true)
  await page.mouse.move(5, 5)
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  await tip.waitFor({ state: 'hidden' })
  await page.setViewportSize({ width: 390, height: 844 })
  await word.click()
  const box = (await tip.boundingBox())!
  expect(box.x).toBeGreaterThanOrEqual(0)
  expect(box.x + box.width).toBeLessThanOrEqual(390)
})

it('The glossary is there for everybody, in each language, and finds a word', async () => {
  for (const locale of locales) {
    const page = await as(locale === 'nn' ? 'member-reader' : 'duty', { locale })
    await goTo(page, '/glossary')
    await isWell(page, `glossary-${locale}`)
    await page.keyboard.press('/')
    await page.keyboard.type('sinkhole')
    await page.waitForURL('**q=sinkhole')
    await page.waitForFunction(() => document.querySelectorAll('.glossary dt').length === 1)
  }
})

it('Whoever is new is offered a tour of what is there, by keyboard, on a telephone too, and only once', {
  timeout: 300_000,
}, async () => {
  for (const [role, steps] of [
    ['admin', 5],
    ['member-security', 5],
  ] as const) {
    await house.db.asOwner((tx) => tx.run(sql`delete from tour_taken`))
    const page = await as(role, { isNew: true })
    if (role === 'member-security') await page.setViewportSize({ width: 390, height: 844 })
    await goTo(page, '/')
    await page.getByText('Ny her?').waitFor()
    if (role === 'admin') await isWell(page, 'tour-offer')
    await page.getByRole('button', { name: 'Vis meg rundt' }).click()
    for (let number = 1; number <= steps; number += 1) {
      await page.getByText(`Steg ${number} av ${steps}`).waitFor()
      const card = (await page.locator('.tour-card').boundingBox())!
      const size = page.viewportSize()!
      expect(card.x >= 0 && card.y >= 0 && card.x + card.width <= size.width && card.y + card.height <= size.height).toBe(true)
      expect(await page.locator('.tour-ring').isVisible(), `${role} ${number}`).toBe(true)
      await page.screenshot({ path: `test-results/tour-${role}-${number}.png` })
      if (number === 2 && role === 'admin') expect(await accessibilityFaults(page)).toEqual([])
      await page.getByRole('button', { name: number === steps ? 'Ferdig med omvisningen' : 'Neste steg' }).focus()
      await page.keyboard.press('Enter')
    }
    await page.locator('.tour-card').waitFor({ state: 'detached' })
    await page.reload()
    await settled(page)
    expect(await page.getByText('Ny her?').count()).toBe(0)
  }
})

it('A tour is skipped with one key, not offered again, and taken again from the account', async () => {
  const page = await as('analyst', { isNew: true })
  await house.db.asOwner((tx) => tx.run(sql`delete from tour_taken`))
  await goTo(page, '/watch')
  await page.getByRole('button', { name: 'Nei takk' }).click()
  await page.getByText('Ny her?').waitFor({ state: 'detached' })
  await goTo(page, '/account')
  await page.getByRole('link', { name: 'Ta omvisningen på nytt' }).click()
  await page.getByText('Steg 1 av 6').waitFor()
  await page.waitForURL('**/watch')
  await page.keyboard.press('Escape')
  await page.locator('.tour-card').waitFor({ state: 'detached' })
})
