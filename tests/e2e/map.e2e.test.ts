import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import places from '#domain/places.data.json' with { type: 'json' }
import { systemScope } from '#domain/scope.ts'
import { sql } from '#platform/db/db.ts'
import { look } from './browser.ts'
import { type House, openHouse, rdpReport, rdpRow } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

const system = systemScope('test')
const municipalities = Object.entries(places.municipalities)
/** Of three municipalities two hold a network; every tenth of those has a clinic with a network of its own. */
const holds = (index: number): boolean => index % 3 !== 2

/** The municipalities of Norway, clinics, and three that lie in no municipality. Two municipalities may have one name. */
function memberList(): Buffer {
  const lines = municipalities.flatMap(([number, name], index) => {
    const network = `198.${18 + Math.floor(index / 256)}.${index % 256}`
    const own = `,${number},"${name} kommune",municipality,municipal,${number},${holds(index) ? `${network}.0/25` : ''},member,2025-01-01`
    const clinic = `,l${number},"${name} interkommunale legevakt- og øyeblikkelig-hjelp-tjeneste",general-practice,health,${number},${network}.128/25,member,2025-01-01`
    return holds(index) && index % 10 === 0 ? [own, clinic] : [own]
  })
  const others = [
    '312000016,,Fjordregionen helse,regional-health-authority,health,,,member,2025-01-01',
    ',a,Akershus fylkeskommune,county,municipal,,198.19.200.0/24,member,2025-01-01',
    ',b,Direktoratet,authority,health,,198.19.201.0/24,member,2025-01-01',
  ]
  return Buffer.from(
    ['number,external_key,name,kinds,constituencies,municipality,networks,membership,valid_from', ...lines, ...others].join('\n'),
  )
}

/** What was seen: more in some municipalities than in others, nothing in every fourth. */
const report = (): string =>
  rdpReport(
    ...municipalities.flatMap((_, index) =>
      Array.from({ length: index % 4 === 0 ? 0 : (index * 7) % 11 }, (_, row) =>
        rdpRow(
          `198.${18 + Math.floor(index / 256)}.${index % 256}.${row * 20 + 1}`,
          index % 23 === 1 && row === 0 ? 'critical' : row % 2 ? 'high' : 'medium',
        ),
      ),
    ),
    ...['198.19.200.7', '198.19.201.7'].map((ip) => rdpRow(ip)),
  )

let house: House
const { as } = visit(async () => {
  house = await openHouse({ members: memberList(), membersOf: 'Oslo kommune' })
  await house.bring('shadowserver', '2026-11-20-scan_rdp-map.csv', report())
  await house.work()
  return house
})

const figuresIn = (text: string): number[] =>
  (text.replaceAll(/[\s\u00a0]/g, '').match(/\d+(?:,\d+)?/g) ?? []).map((figure) => Number(figure.replace(',', '.')))

/** What the map says of each municipality: its name, and every figure in the order in which they are said. */
const saidByMap = async (page: Page) =>
  new Map(
    await page
      .locator('.map-main .map-place')
      .evaluateAll((paths) => paths.map((path) => [path.getAttribute('data-place')!, path.getAttribute('aria-label')!] as const)),
  )

/** The rows of the table, all pages of it, by the number that their link ends with. */
async function saidByTable(page: Page): Promise<Map<string, string[]>> {
  const rows = new Map<string, string[]>()
  for (;;) {
    const found = await page.locator('.picture-table tbody tr').evaluateAll((lines) =>
      lines.map((line) => ({
        place: new URL(line.querySelector('a')!.href).pathname.split('/').at(-1)!,
        cells: [...line.querySelectorAll('td')].map((cell) => cell.textContent ?? ''),
      })),
    )
    for (const { place, cells } of found) rows.set(place, cells)
    const next = page.getByRole('button', { name: 'Neste' })
    if ((await next.count()) === 0 || (await next.isDisabled())) return rows
    const before = await page.locator('.picture-table tbody tr').first().textContent()
    await next.click()
    await page.waitForFunction((text) => document.querySelector('.picture-table tbody tr')?.textContent !== text, before)
  }
}

describe('The map of Norway', () => {
  it('shows where something remains, at every width, in light and dark', async () => {
    const page = await as('duty')
    await goTo(page, '/map')
    await page.locator('.map-main .map-place').first().waitFor()
    expect(await page.locator('.map-main .map-place').count()).toBe(357)
    await page.locator('.map-main [data-place="0301"]').hover()
    await page.locator('.map-facts').getByText('Oslo').waitFor()
    await page.evaluate(() => scrollTo(0, 0))
    await isWell(page, 'map')
  })

  it('says the same as its table, and both what the database holds', async () => {
    const page = await as('analyst')
    await goTo(page, '/map?sort=-unsettled')
    await page.locator('.map-main .map-place').first().waitFor()
    const map = await saidByMap(page)
    const table = await saidByTable(page)
    const counted = await house.db.read(system, (tx) =>
      tx.rows<{ place: string; unsettled: number; lit: number; told: number; unanswered: number }>(sql`
        select coalesce(o.municipality, o.county, 'none') as place, count(f.id)::int as unsettled,
          (count(f.id) filter (where f.severity = 4 and f.state <> 'answered'))::int as lit, (count(f.told_at))::int as told,
          (count(f.id) filter (where f.state <> 'answered'))::int as unanswered
        from organisation o left join finding f on f.organisation_id = o.id and f.state in ('open', 'told', 'answered') group by 1`),
    )
    const held = await house.db.read(system, (tx) =>
      tx.rows<{ place: string; holdings: number; covered: number; organisations: number }>(sql`
        select o.municipality as place, count(h.id)::int as holdings, count(distinct h.organisation_id)::int as covered, count(distinct o.id)::int as organisations
        from organisation o left join holding h on h.organisation_id = o.id and h.relation = 'owns' where o.municipality is not null group by 1`),
    )
    expect(held).toHaveLength(357)
    for (const { place, holdings, covered, organisations } of held) {
      const { unsettled, lit, told, unanswered } = counted.find((row) => row.place === place)!
      const [name, rate, remaining, fires, toldCell, unansweredCell, coveredCell] = table.get(place)!
      const cells = [remaining, fires, toldCell, unansweredCell, coveredCell].map((cell) => figuresIn(cell!))
      expect(cells, name).toEqual([[unsettled, holdings], [lit], [told], [unanswered], [covered, organisations]])
      const expected = [
        ...(lit > 0 ? [lit] : []),
        unsettled,
        holdings,
        ...(holdings > 0 ? figuresIn(rate!) : []),
        ...[told, unanswered, unsettled, covered, organisations],
      ]
      const said = map.get(place)!
      expect(figuresIn(said.slice(said.indexOf(':'))), said).toEqual(expected)
      expect(said.includes('Vi ser ingenting her'), said).toBe(holdings === 0)
    }
    const everything = counted.reduce((sum, { unsettled }) => sum + unsettled, 0)
    const inTable = [...table.values()].reduce((sum, cells) => sum + figuresIn(cells[2]!)[0]!, 0)
    expect(inTable).toBe(everything)
    expect(figuresIn((await page.locator('.picture-total').textContent())!)[0]).toBe(everything)
  })

  it('is walked by keyboard: arrows, nearer and away, to the table and into a place', async () => {
    const page = await as('lead')
    await goTo(page, '/map')
    await page.locator('.map-main .map-place').first().waitFor()
    await page.keyboard.press('v')
    const here = () => page.evaluate(() => (document.activeElement as SVGElement).dataset.place)
    expect(await here()).toBe('0301')
    await page.keyboard.press('ArrowUp')
    const above = await here()
    expect(above).not.toBe('0301')
    await page.keyboard.press('+')
    await page.keyboard.press('+')
    await page.waitForFunction(() => document.querySelector('.map-frame')?.hasAttribute('data-near'))
    await look(page, 'map-near')
    await page.keyboard.press('0')
    await page.keyboard.press('v')
    expect(await page.evaluate(() => document.activeElement?.closest('.picture-table') !== null)).toBe(true)
    await page.keyboard.press('v')
    expect(await here()).toBe(above)
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/map/${above}`)
    await settled(page)
    await isWell(page, 'map-place')
  })

  it('shows a place to a finger before it opens it, and tells its steps apart in forced colours', async () => {
    const page = await as('duty')
    await goTo(page, '/map')
    const oslo = page.locator('.map-main [data-place="0301"]')
    await oslo.waitFor()
    const finger = await page.context().newCDPSession(page)
    await finger.send('Emulation.setTouchEmulationEnabled', { enabled: true })
    const tap = async () => {
      const { x, y, width, height } = (await oslo.boundingBox())!
      await finger.send('Input.dispatchTouchEvent', {
        type: 'touchStart',
        touchPoints: [{ x: x + width / 2, y: y + height / 2 }],
      })
      await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    }
    await oslo.scrollIntoViewIfNeeded()
    await page.emulateMedia({ forcedColors: 'active' })
    await tap()
    await page.locator('.map-facts').getByText('Oslo', { exact: true }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/map')
    const fills = await page
      .locator('.map-legend .map-swatch:not([data-shade="blind"])')
      .evaluateAll((swatches) => swatches.map((swatch) => getComputedStyle(swatch).backgroundColor))
    expect(new Set(fills.slice(0, 5)).size).toBe(Math.min(fills.length, 5))
    await page.screenshot({ path: 'test-results/map-forced-colours.png', fullPage: true })
    await tap()
    await page.waitForURL('**/map/0301')
  })

  it('keeps its filters in the address, also into a place and back', async () => {
    const page = await as('duty')
    await goTo(page, '/map?severity=critical&constituency=municipal')
    await page.locator('.map-main .map-place').first().waitFor()
    const [all] = figuresIn((await page.locator('.picture-total').textContent())!)
    const { n } = (await house.db.read(system, (tx) =>
      tx.one<{ n: number }>(
        sql`select count(*)::int as n from finding f join organisation o on o.id = f.organisation_id
            where f.severity = 4 and f.state in ('open', 'told', 'answered') and 'municipal' = any (o.constituencies)`,
      ),
    ))!
    expect(all).toBe(n)
    await page.locator('.picture-table tbody tr a').first().click()
    await page.waitForURL('**/map/*severity=critical*')
    await settled(page)
    await page.getByRole('link', { name: 'Se funnene' }).first().click()
    await page.waitForURL('**/findings?*severity=critical*')
  })

  it.each(['nn', 'en'] as const)('speaks %s', async (locale) => {
    const page = await as('analyst', { locale })
    await goTo(page, '/map')
    await page.locator('.map-main .map-place').first().waitFor()
    await isWell(page, `map-${locale}`)
  })

  it('prints on paper, and says so when it cannot be fetched', async () => {
    const page = await as('admin')
    await goTo(page, '/map')
    await page.locator('.map-main .map-place').first().waitFor()
    await page.emulateMedia({ media: 'print' })
    await page.pdf({ path: 'test-results/map.pdf', format: 'A4' }).catch(() => undefined)
    await page.screenshot({ path: 'test-results/map-print.png', fullPage: true })
    await page.emulateMedia({ media: 'screen' })
    await page.route('**/api/picture/map*', (route) => route.fulfill({ status: 500, body: '{}' }))
    await page.goto('/map')
    await page.getByRole('button', { name: 'Prøv igjen' }).waitFor({ timeout: 30_000 })
    await isWell(page, 'map-broken')
  })
})
