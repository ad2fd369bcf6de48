import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Catalogue } from '#ui/text/catalogue.ts'
import { accessibilityFaults, look, overflowAt } from './browser.ts'

/** A key as it stands, and as pages ask for it when a number decides its ending. */
const asAsked = (key: string): string[] => [key, key.replace(/_(one|other)$/, '')]
const rooms = Object.values(
  import.meta.glob<Record<string, Catalogue>>('../../src/{ui,apps,capabilities}/**/texts.ts', { eager: true }),
).flatMap(Object.values)
const keys = new Set(
  rooms
    .flatMap(({ words }) => Object.keys(words.nb))
    .flatMap(asAsked)
    .filter((key) => key.includes('.')),
)

/** Goes to a page and waits until what it asked for is there. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await settled(page)
}

export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .bone'))
}

/** Good at every width, in light and dark; no key where a text should be. */
export async function isWell(page: Page, name: string): Promise<void> {
  await look(page, name)
  for (const width of [390, 1024, 1440]) expect(await overflowAt(page, width), `${name} at ${width}`).toBe(0)
  await page.setViewportSize({ width: 1440, height: 900 })
  expect(await accessibilityFaults(page), name).toEqual([])
  expect(await strayTexts(page), name).toEqual([])
}

/** Texts of the page that are keys, or show that a value is missing. */
export async function strayTexts(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    while (walker.nextNode()) found.push(walker.currentNode.textContent?.trim() ?? '')
    return found
  })
  return texts.filter(
    (text) =>
      /\{\{|\bundefined\b|\bNaN\b|Invalid Date|\[object /.test(text) ||
      (text.match(/[\w.-]+/g) ?? []).some((word) => keys.has(word)),
  )
}
