import type { Page } from 'playwright-core'

/** Walks with Tab from the title of a page to its end: what is not reached, is covered, shows no focus or keeps it. */
export async function tabbedThrough(page: Page): Promise<string[]> {
  const controls = await page.evaluate(() => {
    const inReach = (control: HTMLElement) => control.tabIndex >= 0 && !control.matches(':disabled') && control.checkVisibility()
    const list = [
      ...document.querySelectorAll<HTMLElement>(
        'main :is(a[href], button, input, select, textarea, summary, iframe, [tabindex])',
      ),
    ].filter(inReach)
    Object.assign(window, { controls: list, reached: new Set<Element>() })
    document.querySelector<HTMLElement>('main')!.focus()
    return list.length
  })
  const faults: string[] = []
  for (let step = 0; step <= 2 * controls + 20; step += 1) {
    await page.keyboard.press('Tab')
    const found = await page.evaluate(() => {
      const { reached, last } = window as unknown as { reached: Set<Element>; last: Element }
      const focused = document.activeElement as HTMLElement
      if (!focused.closest('main')) return undefined
      // The parts of a date are stops within one field, and mark themselves.
      const isPart = focused === last
      const again = reached.has(focused) && !isPart
      Object.assign(window, { last: focused })
      reached.add(focused)
      const { left, right, top, bottom } = focused.getBoundingClientRect()
      const at = focused.matches('.ds-sr-only, .ds-sr-only *') ? focused.parentElement! : focused
      const hit = document.elementFromPoint(
        (left + right) / 2,
        Math.max(top, 0) + (Math.min(bottom, innerHeight) - Math.max(top, 0)) / 2,
      )
      const marks = [focused, ...(focused.closest('label') ? [focused.closest('label')!] : [])].map((each) =>
        getComputedStyle(each),
      )
      return {
        name: focused.outerHTML.slice(0, 120),
        again,
        covered: !hit || !(at.contains(hit) || hit.contains(at)),
        // A frame hands the focus on to what is inside it, which shows it.
        marked:
          isPart ||
          focused instanceof HTMLIFrameElement ||
          marks.some(
            ({ outlineStyle, outlineWidth, boxShadow }) =>
              (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none',
          ) ||
          focused.closest('svg')?.querySelector('.map-shown path') != null,
      }
    })
    if (!found) break
    if (found.again) return [...faults, `the focus goes in a circle at ${found.name}`]
    if (found.covered) faults.push(`is covered while focused: ${found.name}`)
    if (!found.marked) faults.push(`shows no focus: ${found.name}`)
  }
  const missed = await page.evaluate(() => {
    const { reached, controls } = window as unknown as { reached: Set<Element>; controls: HTMLElement[] }
    // One radio button of a group is reached by Tab, the others by the arrows.
    const groups = new Set([...reached].map((each) => each instanceof HTMLInputElement && each.type === 'radio' && each.name))
    return controls
      .filter(
        (each) =>
          each.isConnected &&
          !reached.has(each) &&
          !(each instanceof HTMLInputElement && each.type === 'radio' && groups.has(each.name)),
      )
      .map((each) => each.outerHTML.slice(0, 120))
  })
  return [...faults, ...missed.map((each) => `is not reached: ${each}`)]
}
