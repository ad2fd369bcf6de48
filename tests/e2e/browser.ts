import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { chromiumPath } from '../setup/chromium.ts'

const results = fileURLToPath(new URL('../../test-results/', import.meta.url))
const widths = [1440, 1024, 390] as const
export const schemes = ['light', 'dark'] as const

/** A Chromium that calls nobody but the page under test. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath() ?? 'chromium',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

/** A page in its own session, in the given language. What the page writes as an error is thrown by `problemsOf`. */
export async function openPage(browser: Browser, options: { locale?: string; baseURL?: string } = {}): Promise<Page> {
  const context = await browser.newContext({
    locale: options.locale ?? 'nb-NO',
    timezoneId: 'UTC',
    ...(options.baseURL && { baseURL: options.baseURL }),
  })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`thrown: ${error.message}`))
  page.on('console', (message) => {
    // A refused request (401, 422) is the server's answer, not a fault of the page.
    // A mail in its frame refuses every script, the one that looks for faults too.
    const isAnswer = /^(Failed to load resource|Blocked script execution in 'about:srcdoc')/.test(message.text())
    if (message.type() === 'error' && !isAnswer) problems.push(`console: ${message.text()}`)
  })
  problemLists.set(page, problems)
  return page
}

const problemLists = new WeakMap<Page, string[]>()

/** What the page threw or complained about, broken rules of the content security policy included. */
export const problemsOf = (page: Page): readonly string[] => problemLists.get(page) ?? []

/** A picture of the whole page. A browser that loses a frame on a busy machine answers never; it is asked once more. */
async function picture(page: Page, path: string): Promise<void> {
  const take = (timeout: number) => page.screenshot({ path, fullPage: true, timeout })
  await take(15_000).catch(() => take(60_000))
}

/** Pictures at three widths, light and dark, in `test-results/`, for people to look at. */
export async function look(page: Page, name: string): Promise<void> {
  mkdirSync(results, { recursive: true })
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme })
    for (const width of widths) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
      await picture(page, `${results}${name}-${width}-${colorScheme}.png`)
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1440, height: 900 })
}

/** What axe finds against WCAG 2.2 AA in light and dark: a line for each fault, naming rule and place. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await faultsNow(page, 'colours')
  await page.emulateMedia({ colorScheme: 'light' })
  return [...(await faultsNow(page, 'everything')), ...dark.map((fault) => `dark ${fault}`)]
}

/** The same as the page stands, or of its colours alone: all that another scheme changes. */
export async function faultsNow(page: Page, of: 'everything' | 'colours'): Promise<string[]> {
  // In one page and without a second one to put the answers of frames together: we show no frames of others.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await (of === 'colours' ? axe.withRules(colours) : axe.withTags(standards)).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.any[0]?.message ?? ''}`),
  )
}
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const colours = ['color-contrast', 'link-in-text-block']

/** How far the page can be pushed sideways; 0 is right at every width. */
export const overflowAt = async (page: Page, width: number): Promise<number> => {
  await page.setViewportSize({ width, height: 844 })
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
