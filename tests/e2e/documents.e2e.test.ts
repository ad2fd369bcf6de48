import { readFileSync } from 'node:fs'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { infoOfPdf, textOfPdf } from '#capabilities/reports/fixtures/pdf.ts'
import { type House, memberOrganisation, openHouse, rdpReport, rdpRow } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

let house: House

const { as } = visit(async () => {
  house = await openHouse()
  const rows = Array.from({ length: 12 }, (_, index) => rdpRow(`198.18.4.${index + 1}`, index < 2 ? 'critical' : 'medium'))
  await house.bring('shadowserver', '2026-11-20-scan_rdp-a.csv', rdpReport(...rows))
  return house
})

/** Opens a menu, chooses, and gives the file that comes. */
async function fileOf(page: Page, menu: string, choice: string): Promise<{ name: string; bytes: Buffer }> {
  await page.locator('summary', { hasText: menu }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByText(choice, { exact: true }).click()])
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

const toFinding = async (page: Page) => {
  await goTo(page, '/findings?q=198.18.4.0/24')
  await page
    .getByRole('link', { name: /Fjernskrivebordet/ })
    .first()
    .click()
  await page.waitForURL('**/findings/fnd_*')
  await settled(page)
}

it('A duty officer prints a story in the language of who gets it; the menu works by keyboard', async () => {
  const page = await as('duty')
  await toFinding(page)
  const menu = page.locator('summary', { hasText: 'Skriv ut / PDF' })
  await menu.focus()
  await page.keyboard.press('Enter')
  await page.getByText('PDF på engelsk').waitFor()
  await isWell(page, 'print-menu')
  await page.keyboard.press('Escape')
  expect(await page.getByText('PDF på engelsk').isVisible()).toBe(false)
  const { name, bytes } = await fileOf(page, 'Skriv ut / PDF', 'PDF på engelsk')
  expect(name).toMatch(/^(Critical|Medium) – .+ – .+\.pdf$/)
  expect(textOfPdf(bytes)).toContain('Do this')
  expect(infoOfPdf(bytes)).toMatchObject({ Tagged: 'yes' })
  await page.getByText(`${name} er lastet ned.`).waitFor()
})

it('While a document is made it is said, and when it was not made, what to do; once more is one press away', async () => {
  const page = await as('duty')
  await toFinding(page)
  let refusals = 0
  await page.route('**/api/reports/**', async (route) => {
    if (refusals > 0) return route.continue()
    refusals += 1
    await new Promise((resolve) => setTimeout(resolve, 500))
    return route.fulfill({
      status: 503,
      contentType: 'application/json',
      body: JSON.stringify({
        code: 'print-busy',
        message: 'Det lages mange dokumenter akkurat nå.',
        next: 'Vent et minutt og prøv igjen.',
      }),
    })
  })
  await page.locator('summary', { hasText: 'Skriv ut / PDF' }).click()
  await page.getByText('PDF på bokmål').click()
  await page.getByText('Lager PDF …').waitFor()
  await page.getByText('Vent et minutt og prøv igjen.').waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Prøv igjen' }).click()])
  expect(download.suggestedFilename()).toMatch(/\.pdf$/)
  expect(await page.getByText('Vent et minutt og prøv igjen.').isVisible()).toBe(false)
})

it('A member has the report of its own organisation, and its list for Excel', async () => {
  const page = await as('member-security')
  await goTo(page, '/organisations')
  await page.getByRole('heading', { level: 1, name: memberOrganisation }).waitFor()
  await isWell(page, 'report-menu')
  const report = textOfPdf((await fileOf(page, 'Rapport (PDF)', 'Siste 90 dager')).bytes).replaceAll(/\s+/g, ' ')
  expect(report).toContain(`Rapport for ${memberOrganisation}`)
  expect(report).toContain('Vi fant 12 funn i perioden')
  expect(report).toContain('Kontakter å bekrefte')
  await goTo(page, '/findings')
  const { name, bytes } = await fileOf(page, 'Last ned', 'Excel (XLSX)')
  expect(name).toBe('findings.xlsx')
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(bytes as never)
  expect(book.worksheets[0]!.rowCount).toBe(13)
  expect(book.worksheets[0]!.getCell('K1').value).toBe('Sett første gang (norsk tid)')
  const excel = (await fileOf(page, 'Last ned', 'CSV for Excel')).bytes.toString()
  expect(excel).toMatch(/^\ufeffNummer;Virksomhet;/)
})
