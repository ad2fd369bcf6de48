import { expect, it } from 'vitest'
import { day, later, type Utc, utc } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { example, type House, openHouse } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell } from './well.ts'

let house: House
const today = (): Utc => utc(Date.now())
const write = (query: Parameters<Parameters<Parameters<House['db']['asOwner']>[0]>[0]['run']>[0]) =>
  house.db.asOwner((tx) => tx.run(query))

const { as } = visit(async () => {
  house = await openHouse()
  return house
})

/** A source whose days were so: `.` nothing, `x` broken, `0` empty, `t` thin, `1` as usual. */
async function source(name: string, title: string, days: string): Promise<void> {
  const first = later(today(), -(days.length - 1) * day)
  await write(sql`
    insert into source (id, name, title, provider, format, rhythm_hours, created_at, last_file_at)
    values (gen_random_uuid(), ${name}, ${title}, ${name}, 'csv', 24, ${later(today(), -200 * day)}, ${later(first, (days.length - 1 - [...days].reverse().findIndex((one) => one !== '.')) * day)})`)
  for (const [place, one] of [...days].entries()) {
    if (one === '.') continue
    const rows = { x: 60, 0: 0, t: 30, 1: 100 }[one]!
    await write(sql`
      insert into import (id, source_id, file_name, sha256, size_bytes, state, received_at, received_by, rows, issues, sightings, tally, truncated)
      select gen_random_uuid(), id, ${`${name}-${place}.csv`}, ${`${name}-${place}`}, 1000, 'done', ${later(first, place * day)}, 'test', ${rows}::int, ${rows ? 2 : 0}::int, ${rows}::int,
        jsonb_build_object('unattributed', ${Math.floor(rows / 5)}::int), ${one === 'x'} from source where name = ${name}`)
  }
}

it('Without a source that is said', async () => {
  const page = await as('duty')
  await goTo(page, '/sources/health')
  await page.getByText('Ingen kilder ennå').waitFor()
  await isWell(page, 'sources-health-none')
})

it('What needs a look comes first; each source shows its days, its numbers, and what hangs on it', async () => {
  await source('well', 'Shadowserver, daglige rapporter', '1'.repeat(45))
  await source(
    'stopped',
    'Nasjonalt cybersikkerhetssenter, varsler om sårbare tjenester i helsesektoren',
    `${'1'.repeat(36)}${'.'.repeat(9)}`,
  )
  await source('shaky', 'Nabosektoren', `${'.'.repeat(5)}${'1'.repeat(20)}..1110111t11x1110t1x1`)
  await house.bring('intelmq', example('intelmq-events.ndjson'))
  await house.work()
  const page = await as('duty')
  await goTo(page, '/sources')
  await goTo(page, '/sources/health')
  await page.locator('main h2').first().waitFor()
  expect(await page.locator('main h2').allTextContents()).toEqual([
    'Nasjonalt cybersikkerhetssenter, varsler om sårbare tjenester i helsesektoren',
    'Nabosektoren',
    'Shadowserver, daglige rapporter',
    'intelmq',
  ])
  await page.getByRole('img', { name: /^Nabosektoren, de siste 45 døgnene: .*2 døgn under halvparten av det vanlige/ }).waitFor()
  const [{ n } = { n: -1 }] = await house.db.asOwner((tx) =>
    tx.rows<{ n: number }>(
      sql`select count(*)::int as n from finding where state in ('open', 'told', 'answered') and sources = '{intelmq}'`,
    ),
  )
  expect(n).toBeGreaterThan(0)
  await page.getByText(new RegExp(`^${n} uløste funn av \\d+ ·`)).waitFor()
  await isWell(page, 'sources-health')
  await page.locator('summary').nth(1).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('cell', { name: 'avkortet eller uleselig' }).first().waitFor()
  await isWell(page, 'sources-health-days')
  await page.getByRole('link', { name: 'Nabosektoren' }).click()
  await page.waitForURL('**/sources/src_*')
}, 300_000)

it('Forty sources are a long page that still fits, in English too', async () => {
  for (let number = 0; number < 36; number += 1) await source(`many-${number}`, `Source number ${number}`, '1'.repeat(10))
  const page = await as('analyst', { locale: 'en' })
  await goTo(page, '/sources/health')
  await page.getByRole('heading', { level: 2, name: 'Source number 35' }).waitFor()
  expect(await page.locator('main h2').count()).toBe(40)
  await isWell(page, 'sources-health-forty')
}, 300_000)
