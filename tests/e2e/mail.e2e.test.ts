import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { examples } from '#capabilities/notices/fixtures/notices.ts'
import { wordNotice } from '#capabilities/notices/words/notice.ts'
import { locales } from '#domain/locale.ts'
import { accessibilityFaults, openBrowser, openPage, overflowAt } from './browser.ts'

let browser: Browser
let page: Page
const asked: string[] = []

beforeAll(async () => {
  browser = await openBrowser()
  page = await openPage(browser)
  page.on('request', (request) => asked.push(request.url()))
})
afterAll(() => browser?.close())

/** Between them these have every block that a mail is made of. */
const checked = ['several-kinds', 'operator-two-members', 'correction']

for (const [name, example] of Object.entries(examples)) {
  it(`The mail ${name} fits a telephone and fetches nothing`, async () => {
    for (const locale of locales) {
      await page.setContent(wordNotice(example(locale)).html)
      for (const width of [320, 390, 800]) expect(await overflowAt(page, width), `${locale} at ${width}`).toBe(0)
      if (locale === 'nb' && checked.includes(name)) expect(await accessibilityFaults(page)).toEqual([])
    }
    expect(asked).toEqual([])
  })
}
