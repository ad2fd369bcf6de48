import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { sql } from '#platform/db/db.ts'
import type { House } from '../house.ts'

const results = fileURLToPath(new URL('../../../test-results/walks/', import.meta.url))

/** What a page of Playwright measures when nobody has said anything. */
const untold = { width: 1280, height: 720 }

/**
 * Films a walk: each `shot` writes `test-results/walks/WALK/NN-STEP.png`, numbered as they come: what is seen at 1440×900, or in the
 * window that the page was given; `whole` takes what lies below the fold too. What an earlier run left is taken away first.
 */
export function film(walk: string): (page: Page, step: string, options?: { whole?: boolean }) => Promise<void> {
  const folder = join(results, walk)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  let taken = 0
  return async (page, step, { whole = false } = {}) => {
    taken += 1
    const size = page.viewportSize()
    if (size?.width === untold.width && size.height === untold.height) await page.setViewportSize({ width: 1440, height: 900 })
    const path = join(folder, `${String(taken).padStart(2, '0')}-${step}.png`)
    await page.screenshot({ path, fullPage: whole, animations: 'disabled' })
  }
}

/** Calls accounts and sources of a house what they are called in service, since people look at the pictures. */
export async function asInService({ db }: House): Promise<void> {
  await db.asOwner(async (tx) => {
    await tx.run(sql`
      update person set display_name = case name when 'duty' then 'Vakthavende' when 'analyst' then 'Analytiker' when 'lead' then 'Leder'
        when 'admin' then 'Administrator' when 'member-security' then 'Sikkerhetskontakt' else 'Leser' end`)
    await tx.run(sql`update source set title = 'Shadowserver' where name = 'shadowserver'`)
  })
}
