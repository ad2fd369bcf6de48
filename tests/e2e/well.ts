import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { accessTexts } from '#capabilities/access/web/texts.ts'
import { feedsTexts } from '#capabilities/feeds/web/texts.ts'
import { membersTexts } from '#capabilities/members/web/texts.ts'
import { kitTexts } from '#ui/kit/texts.ts'
import { accessibilityFaults, look, overflowAt } from './browser.ts'

const keys = new Set([accessTexts, feedsTexts, membersTexts, kitTexts].flatMap(({ words }) => Object.keys(words.nb)))

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

/** Texts of the page that are keys, or hold a place where a value is missing. */
async function strayTexts(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    while (walker.nextNode()) found.push(walker.currentNode.textContent?.trim() ?? '')
    return found
  })
  return texts.filter((text) => (keys.has(text) && text.includes('.')) || text.includes('{{'))
}
