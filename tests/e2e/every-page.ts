import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { pages } from '#apps/web/pages.ts'
import { mailFolder, markAsDemo } from '#capabilities/demo/capability.ts'
import { repair } from '#capabilities/overview/actions.ts'
import { servicesApi } from '#capabilities/services/contract.ts'
import type { Role } from '#domain/endpoint.ts'
import { type IdKind, toId } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { systemClock } from '#platform/clock.ts'
import { raw, sql } from '#platform/db/db.ts'
import { mayOpen } from '#ui/pages.ts'
import { faultsNow, overflowAt } from './browser.ts'
import { fill, longName } from './fill.ts'
import { type House, openHouse } from './house.ts'
import { tabbedThrough } from './tab.ts'
import { visit } from './visit.ts'
import { settled, strayTexts } from './well.ts'

/** Who sees most of either face. */
type Reader = Extract<Role, 'admin' | 'member-security'>

const pictures = fileURLToPath(new URL('../../test-results/pages/', import.meta.url))
const data = mkdtempSync(join(tmpdir(), 'varde-every-page-'))
let house: House

const { as } = visit(async () => {
  const header =
    'number,external_key,name,kinds,constituencies,parent_number,language,membership,member_since,networks,asns,domains,operated_networks,valid_from,security_email,operations_telephone'
  const members = `${header}\n312000016,,${longName},municipality,municipal,,nb,member,2025-01-01,,,,,2025-01-01,,\n`
  house = await openHouse({ members: Buffer.from(members), membersOf: longName, settings: { VARDE_DATA: data } })
  await markAsDemo(house.db, systemClock.now())
  mkdirSync(mailFolder({ dataDir: data }), { recursive: true })
  mkdirSync(pictures, { recursive: true })
  return { ...house, close: () => house.close().finally(() => rmSync(data, { recursive: true })) }
})

let rows = 0
/** The house grows, and never shrinks: nothing, one, forty, a hundred thousand. */
async function growTo(wanted: number): Promise<void> {
  if (rows >= wanted) return
  await fill(house, rows, wanted)
  for (let id = rows + 1; id <= Math.min(wanted, 40); id += 1)
    writeFileSync(
      join(mailFolder({ dataDir: data }), `${String(id).padStart(9, '0')}.eml`),
      [
        `X-Varde-Kept-For: sikkerhetsvakten.${id}@nordre-follo-interkommunale-legevakt-og-oyeblikkelig-hjelp.example`,
        'From: varsel@helsecert.example',
        'Date: Sat, 21 Nov 2026 03:10:00 +0100',
        `Subject: TLP:AMBER ${longName} ${id}`,
        'Content-Type: text/plain; charset=utf-8',
        '',
        'Steng porten.',
      ].join('\r\n'),
    )
  if (wanted <= 40) await repair(house.db)
  rows = wanted
}

/** What stands in the address of a page about one thing: an id of the table, or a word that is always there. */
const things: Record<string, [IdKind, string] | string> = {
  '/findings/$id': ['fnd', 'finding'],
  '/kinds/$id': 'open-rdp',
  '/measures/$id': ['msr', 'measure'],
  '/claims/$id': ['clm', 'claim'],
  '/advisories/$id': ['adv', 'advisory'],
  '/advisories/$id/edit': ['adv', 'advisory'],
  '/partner-items/$id': ['pit', 'partner_item'],
  '/partners/$id': ['par', 'partner'],
  '/our-advisories/$id': ['adv', 'advisory'],
  '/warnings/$id': 'FILL-2026-1',
  '/weeks/$week': '2026-W47',
  '/what-we-get/$id': ['adv', 'advisory'],
  '/organisations/$id/subscriptions': ['org', 'organisation'],
  '/advisories/$id/silence': ['adv', 'advisory'],
  '/advisories/$id/phone-list': ['adv', 'advisory'],
  '/advisories/$id/effect': ['adv', 'advisory'],
  '/advisories/$id/wordings': ['adv', 'advisory'],
  '/advisories/$id/suppliers': ['adv', 'advisory'],
  '/supplier-warnings/$id': ['adv', 'advisory'],
  '/products/$id': ['prd', 'product_line'],
  '/products/imports/$id': ['pim', 'product_import'],
  '/claims/disputes/$id': ['dsp', 'claim_dispute'],
  '/organisations/$id': ['org', 'organisation'],
  '/organisations/$id/overview': ['org', 'organisation'],
  '/organisations/$id/told-how': ['org', 'organisation'],
  '/directory/of/$id': ['org', 'organisation'],
  '/directory/authorities/$id': 'hdir',
  '/directory/groups/$id': ['grp', 'stakeholder_group'],
  '/directory/peers/$id': ['crt', 'peer_team'],
  '/advice/$id': ['adb', 'advice_block'],
  '/advice/$id/edit': ['adb', 'advice_block'],
  '/pgp-keys/$id': ['pgp', 'pgp_key'],
  '/organisations/$id/pgp-keys': ['org', 'organisation'],
  '/notices/$id': ['ntc', 'notice'],
  '/map/$place': '3203',
  '/vulnerabilities/$id': 'CVE-2026-10001',
  '/services/$id': 'scanning',
  '/services/$id/terms': 'membership',
  '/organisations/$id/services': ['org', 'organisation'],
  '/watch/$id': ['tsk', 'task'],
  '/watch/handovers/$id': ['hov', 'handover'],
  '/sources/$id': ['src', 'source'],
  '/imports/$id': ['imp', 'import'],
  '/closings/$id': ['clo', 'closing'],
  '/demo/mail/$id': '1',
}

/** The address of a page: about the first thing there is, or, when there is none, about one that is missing. */
async function addressOf(path: string): Promise<string> {
  if (!path.includes('$')) return path
  const thing = things[path]
  if (!thing) throw new Error(`${path}: say in \`things\` what stands in its address`)
  if (typeof thing === 'string') return path.replace(/\$\w+/, thing)
  const [kind, table] = thing
  const row = await house.db.asOwner((tx) =>
    tx.one<{ id: string }>(
      sql`select id from ${raw(table)} order by ${table === 'organisation' ? sql`name <> ${longName},` : sql``} id limit 1`,
    ),
  )
  return path.replace(/\$\w+/, toId(kind, row?.id ?? '018f0000-0000-7000-8000-00000000dead'))
}

/** Every page that a reader may open, with its address now. */
const pagesOf = (reader: Reader): Promise<Visit[]> =>
  Promise.all(
    pages
      .filter((page) => page.open || mayOpen(page, [reader]))
      .map(async ({ path }) => ({
        path,
        address: await addressOf(path),
        name: `${path.slice(1).replaceAll('/', '-').replaceAll('$', '')}-${reader === 'admin' ? 'team' : 'member'}`,
      })),
  )
interface Visit {
  path: string
  address: string
  name: string
}

interface Walk {
  width: number
  locale?: Locale
  colorScheme?: 'dark'
  /** The page's own clock can be turned. */
  clock?: true
  only?: (visit: Visit) => boolean
}

/** Walks somebody through all their pages, and gathers what is wrong with each. */
async function walked(
  reader: Reader,
  walk: Walk,
  look: (page: Page, visit: Visit, reader: Reader) => Promise<string[]>,
): Promise<string[]> {
  const faults: string[] = []
  const page = await as(reader, { locale: walk.locale ?? 'nb' })
  await page.emulateMedia({ colorScheme: walk.colorScheme ?? 'light' })
  if (walk.clock) await page.clock.install()
  for (const visit of (await pagesOf(reader)).filter(walk.only ?? (() => true))) {
    await page.setViewportSize({ width: walk.width, height: 900 })
    const found = await look(page, visit, reader).catch((problem: Error) => [`cannot be visited: ${problem.message}`])
    faults.push(...found.map((fault) => `${reader}, ${rows} rows, ${visit.path}: ${fault}`))
  }
  return faults
}

async function keep(page: Page, name: string): Promise<void> {
  const { width } = page.viewportSize()!
  const long = await page.evaluate(() => document.documentElement.scrollHeight)
  const clip = { x: 0, y: 0, width, height: Math.min(Math.max(long, 900), 1800) }
  await page.screenshot({ path: `${pictures}${name}.png`, fullPage: true, clip })
}

async function overflow(page: Page, widths: readonly number[]): Promise<string[]> {
  const faults: string[] = []
  for (const width of widths) {
    const pixels = await overflowAt(page, width)
    if (pixels !== 0) faults.push(`${pixels} pixels too wide at ${width}`)
  }
  return faults
}

/** A page that is nearly blank tells nobody anything. */
async function silence(page: Page): Promise<string[]> {
  const said = ((await page.locator('main').textContent()) ?? '').trim()
  return said.length < 50 ? [`says only “${said}”`] : []
}

/** What a page asked for and did not get. */
const refused = (page: Page): Locator => page.locator('main [role="alert"]').filter({ hasText: 'Det gikk ikke' })
const refusals = (page: Page): Promise<string[]> => refused(page).allTextContents()

const arrive = async (page: Page, { address }: Visit): Promise<void> => {
  await page.goto(address)
  await settled(page)
}

/** A walk takes seconds; on a machine that builds something else beside, minutes. */
const patience = 600_000

/** Every page that a reader may open, the team’s or the members’, with nothing, one and forty of everything: it fits, speaks, and all may use it. */
export function walkEveryPage(reader: Reader): void {
  /** Where one of everything stands there is a control of each kind: Tab reaches them all, each shows that it has the focus, and lets it go. */
  const tabbedWith = 1

  for (const wanted of [0, tabbedWith, 40]) {
    const isKept = wanted === 40
    const isTabbed = wanted === tabbedWith
    it(`With ${wanted} of everything every page fits, speaks and passes axe${isTabbed ? ', and Tab reaches every control' : ''}`, {
      timeout: patience,
    }, async () => {
      await growTo(wanted)
      const faults = await walked(reader, { width: 1440 }, async (page, visit) => {
        await arrive(page, visit)
        if (isKept) await keep(page, `${visit.name}-1440-light-nb`)
        const found = [
          ...(await silence(page)),
          ...(wanted > 0 ? await refusals(page) : []),
          ...(await strayTexts(page)),
          ...(await faultsNow(page, 'everything')),
          ...(isTabbed ? await tabbedThrough(page) : []),
          ...(await overflow(page, [1440, 1024, 390])),
        ]
        if (isKept) await keep(page, `${visit.name}-390-light-nb`)
        return found
      })
      expect(faults).toEqual([])
    })
  }

  it('With 40 of everything every page is as good in English and in the dark', { timeout: patience }, async () => {
    await growTo(40)
    const faults = await walked(reader, { locale: 'en', colorScheme: 'dark', width: 1024 }, async (page, visit) => {
      await arrive(page, visit)
      await keep(page, `${visit.name}-1024-dark-en`)
      return [...(await strayTexts(page)), ...(await faultsNow(page, 'colours')), ...(await overflow(page, [1024, 390]))]
    })
    expect(faults).toEqual([])
  })
}

/** Every page that a reader may open while its answers are late, missing or very many. */
export function walkEveryTrouble(reader: Reader): void {
  /** How far below the top of the content the title stands. */
  const titleTop = (page: Page): Promise<number> =>
    page.evaluate(() => {
      const top = (selector: string) => document.querySelector(selector)!.getBoundingClientRect().top
      return top('h1') - top('main')
    })

  /** What the frame asks for around every page; without it there is no page to look at. */
  const frame = ['/api/session', '/api/demo', `/api${servicesApi.due.path}`]
  /** What the menu, the tray and the foot ask for beside every page; they are as silent as they are small. */
  const beside = new Set([
    '/api/work',
    ...pages.flatMap(({ teamAsks, portalAsks }) => [teamAsks, portalAsks].map((asks) => `/api${asks?.endpoint.path}`)),
  ])
  const isBeside = (path: string): boolean => beside.has(path) || /^\/api\/organisations\/\w+\/(face|desk)$/.test(path)

  it('While answers are held back every page says that it works, and its title stays where it is', {
    timeout: patience,
  }, async () => {
    await growTo(40)
    const faults = await walked(reader, { width: 1440 }, async (page, visit) => {
      const { promise: held, resolve: release } = Promise.withResolvers<void>()
      const asked: string[] = []
      await page.route('**/api/**', async (route) => {
        const { pathname } = new URL(route.request().url())
        if (frame.includes(pathname)) return route.continue()
        if (!isBeside(pathname)) asked.push(pathname)
        await held
        await route.continue().catch(() => undefined)
      })
      await page.goto(visit.address)
      const title = page.getByRole('heading', { level: 1 })
      const busy = page.locator('main :is([aria-busy="true"], [role="status"])')
      const isBlank = await title
        .or(busy)
        .first()
        .waitFor({ timeout: 10_000 })
        .then(
          () => false,
          () => true,
        )
      const isSaid = (await busy.count()) > 0
      const before = (await title.count()) > 0 ? await titleTop(page) : undefined
      release()
      await settled(page)
      await page.unroute('**/api/**')
      const after = await titleTop(page)
      return [
        ...(isBlank ? ['stays blank while answers are held back'] : []),
        ...(asked.length > 0 && !isSaid ? [`nothing says that ${asked.join(' ')} is awaited`] : []),
        ...(before !== undefined && before !== after ? [`its title jumps from ${before} to ${after}`] : []),
      ]
    })
    expect(faults).toEqual([])
  })

  it('When the server fails or is gone every page says so in words, and comes back by its button', {
    timeout: patience,
  }, async () => {
    await growTo(40)
    const faults = await walked(reader, { width: 390, clock: true }, async (page, visit, reader) => {
      let works = false
      const asked: string[] = []
      await page.route('**/api/**', async (route) => {
        const { pathname } = new URL(route.request().url())
        if (works || frame.includes(pathname)) return route.continue()
        if (route.request().resourceType() === 'fetch' && !isBeside(pathname)) asked.push(pathname)
        return reader === 'admin' ? route.abort() : route.fulfill({ status: 500, body: '{}' })
      })
      await page.goto(visit.address)
      const alert = page.locator('main [role="alert"]')
      const title = page.getByRole('heading', { level: 1 })
      let looks = 0
      // A page asks twice more before it gives up; its clock is turned instead of waiting. One that asks nothing has said all when
      // its title stands; it is looked at again, for its question may just be leaving.
      const isSaid = async () => {
        await page.clock.fastForward(3_000)
        if ((await alert.count()) > 0) return true
        looks = asked.length === 0 && (await title.count()) > 0 ? looks + 1 : 0
        return looks > 3
      }
      const isSilent = await expect
        .poll(isSaid, { timeout: 15_000, interval: 100 })
        .toBe(true)
        .then(
          () => false,
          () => true,
        )
      const found = [...(await silence(page)), ...(await strayTexts(page)), ...(await overflow(page, [390]))]
      works = true
      const again = page.getByRole('button', { name: 'Prøv igjen' })
      // One press may bring back more than its own part: what is gone is not pressed.
      for (let left = await again.count(); left > 0 && (await again.count()) > 0; left -= 1)
        await again
          .first()
          .click({ timeout: 10_000 })
          .catch(() => undefined)
      // What was pressed is told to the page by its clock, a tick later: until then it still says what failed.
      await refused(page)
        .first()
        .waitFor({ state: 'detached', timeout: 20_000 })
        .catch(() => undefined)
      await settled(page)
      const stays = await refusals(page)
      await page.unroute('**/api/**')
      if (isSilent) return [...found, `nothing says that ${asked.join(' ')} failed`]
      return stays.length > 0 ? [...found, `does not come back: ${stays[0]}`] : found
    })
    expect(faults).toEqual([])
  })

  it('With a hundred thousand findings every list is there, and fits', { timeout: patience }, async () => {
    // There are two findings for each of the other things.
    await growTo(50_000)
    const isList = ({ path }: Visit) => !path.includes('$')
    const faults = await walked(reader, { width: 1440, only: isList }, async (page, visit) => {
      await arrive(page, visit)
      return [...(await silence(page)), ...(await refusals(page)), ...(await overflow(page, [1440, 1024, 390]))]
    })
    expect(faults).toEqual([])
  })
}
