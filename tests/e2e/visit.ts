import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { openBrowser, openPage, problemsOf } from './browser.ts'
import type { House } from './house.ts'

type PageOf = House['page']

/**
 * Opens a browser and what `open` gives before the tests of a file (or `describe`), and closes both after them. What a page throws
 * or complains about fails the test that had it open.
 */
export function visit(open: (browser: Browser) => Promise<House>) {
  let browser: Browser | undefined
  let house: House | undefined
  const pages: Page[] = []
  const kept = (page: Page): Page => {
    pages.push(page)
    return page
  }

  beforeAll(async () => {
    browser = await openBrowser()
    house = await open(browser)
  })
  afterAll(async () => {
    await browser?.close()
    await house?.close()
  })
  afterEach(async () => {
    for (const page of pages.splice(0)) {
      expect(problemsOf(page)).toEqual([])
      await page.context().close()
    }
  })

  return {
    /** A page for somebody with this role. */
    as: async (role: Parameters<PageOf>[1], options: Parameters<PageOf>[2] = {}): Promise<Page> =>
      kept(await house!.page(browser!, role, options)),
    /** A page of somebody who is not signed in. */
    stranger: async (): Promise<Page> => kept(await openPage(browser!, { baseURL: house!.origin })),
  }
}
