import { it } from 'vitest'
import { prove } from '#capabilities/feeds/proof.ts'
import { day, later } from '#domain/time.ts'
import { systemClock } from '#platform/clock.ts'
import { sql } from '#platform/db/db.ts'
import { openPostgresOwner } from '#platform/db/open.ts'
import { type House, openHouse } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

let house: House

/** The report of so many days ago, of machines with these last numbers. */
const report = (daysAgo: number, from: number, to: number): string => {
  const time = later(systemClock.now(), -daysAgo * day).slice(0, 10)
  const rows = Array.from(
    { length: to - from },
    (_, place) => `"${time} 10:00:00","high","198.18.0.${from + place}","tcp","3389","64500"`,
  )
  return ['"timestamp","severity","ip","protocol","port","asn"', ...rows, ''].join('\n')
}

async function own(query: ReturnType<typeof sql>): Promise<void> {
  const owner = openPostgresOwner(house.url)
  await owner.asOwner((tx) => tx.run(query)).finally(() => owner.close())
}

const { as } = visit(async () => {
  house = await openHouse()
  await house.bring('shadowserver', '2026-01-06-scan_rdp-a.csv', report(6, 1, 31))
  await own(sql`update source set rhythm_hours = 24, title = 'Shadowserver, daglige rapporter fra hele landet'`)
  for (const daysAgo of [5, 4, 3])
    await house.bring('shadowserver', `2026-01-0${daysAgo}-scan_rdp-a.csv`, report(daysAgo, 10, 31))
  await prove(house.db, systemClock.now())
  return house
})

it('A closing that is too much at once is looked at, refused with a reason, and then decided for everybody to see', async () => {
  const page = await as('duty')
  await goTo(page, '/closings')
  await page.getByText('Shadowserver, daglige').first().waitFor()
  await page.getByRole('link', { name: /RDP/ }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await settled(page)
  await page.getByText('9 av 30').waitFor()
  await page.getByText('198.18.0.1:3389/tcp').waitFor()
  await page.getByText('Levert som vanlig.').first().waitFor()
  await isWell(page, 'closing')
  await page.getByRole('button', { name: 'Slipp fram' }).click()
  await page.getByRole('dialog').getByText('Lukke 9 funn?').waitFor()
  await isWell(page, 'closing-release')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Avvis' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'La funnene stå åpne' }).click()
  await page.getByText('Skriv grunnen med minst fem tegn.').first().waitFor()
  await page.getByLabel('Hvorfor tausheten').fill('Leverandøren endret skanningen.')
  await page.getByRole('dialog').getByRole('button', { name: 'La funnene stå åpne' }).click()
  await page.getByText('Avvist').first().waitFor()
  await page.getByText('Leverandøren endret skanningen.').waitFor()
  await isWell(page, 'closing-refused')
  await goTo(page, '/closings')
  await page.getByText('Ingenting venter').waitFor()
})

it('A closing that is released closes the findings', async () => {
  await own(sql`delete from closing`)
  await prove(house.db, systemClock.now())
  const page = await as('analyst', { locale: 'en' })
  await goTo(page, '/closings')
  await page.getByRole('link', { name: /RDP/ }).click()
  await page.getByRole('button', { name: 'Release' }).click()
  await page.getByRole('button', { name: 'Close 9 findings' }).click()
  await page.getByText('Released', { exact: true }).first().waitFor()
  await house.work()
  await page.reload()
  await page.getByText(/9 were closed/).waitFor()
  await isWell(page, 'closing-released')
})
