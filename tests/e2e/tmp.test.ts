import { afterAll, beforeAll, expect, it } from 'vitest'
import { look, openBrowser } from './browser.ts'
import { example, type House, openHouse } from './house.ts'

let house: House
let browser: Awaited<ReturnType<typeof openBrowser>>
beforeAll(async () => {
  house = await openHouse()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await house?.close()
})
it('opens', async () => {
  const done = await house.bring('shadowserver', example('2026-11-20-scan_rdp-example.csv'))
  console.log(done.tally)
  for (const role of ['duty', 'member-security'] as const) {
    const page = await house.page(browser, role)
    await page.goto('/')
    await page.waitForTimeout(500)
    console.log(await page.locator('body').innerText())
  }
  await house.work()
})
