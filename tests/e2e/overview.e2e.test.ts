import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { countSightings, repair, sightingDays } from '#capabilities/overview/actions.ts'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { day, later, type Utc, utc } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { example, type House, openHouse, rdpReport, rdpRow } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

const system = systemScope('test')
const longName = 'Nordre Follo interkommunale legevakt- og øyeblikkelig-hjelp-tjeneste'
let house: House
let nordvik: Id<'org'>
let quiet: Id<'org'>

const today = (): Utc => utc(Date.now())
const write = (query: Parameters<Parameters<Parameters<House['db']['asOwner']>[0]>[0]['run']>[0]) =>
  house.db.asOwner((tx) => tx.run(query))

/** Spreads what was found over some months, mends some of it, and leaves days on which nothing came. */
async function aQuarter(): Promise<void> {
  await write(sql`
    update finding_step s set at = ${today()}::timestamptz - make_interval(days => 80 - (n.place % 70)::int)
    from (select id, row_number() over (order by id) as place from finding) n where n.id = s.finding_id`)
  await write(sql`
    with mended as (
      update finding f set state = 'fixed', closed_at = ${today()}::timestamptz - make_interval(days => (n.place % 20)::int), closed_by = 'team', steps = f.steps + 1
      from (select id, row_number() over (order by id) as place from finding) n where n.id = f.id and n.place % 3 = 0
      returning f.id, f.steps, f.closed_at
    )
    insert into finding_step (finding_id, number, at, what, before, after, who_kind, who, because)
    select id, steps, closed_at, 'fixed', 'open', 'fixed', 'person', 'test', '{}' from mended`)
  await write(sql`
    insert into import (id, source_id, file_name, sha256, size_bytes, state, received_at, received_by)
    select gen_random_uuid(), (select id from source limit 1), 'f' || n, 'f' || n, 1, 'done', ${today()}::timestamptz - make_interval(days => n), 'test'
    from generate_series(0, 85) n where n not between 30 and 36 and n <> 50`)
  const [source] = await house.db.asOwner((tx) =>
    tx.rows<{ id: string }>(sql`select 'src_' || replace(id::text, '-', '') as id from source limit 1`),
  )
  await house.db.in(system, async (tx) => {
    await emit(
      tx,
      'feeds.source-silent',
      { source: source!.id, name: 's', title: 'Shadowserver', since: today(), rhythmHours: 24 },
      later(today(), -35 * day),
    )
    await emit(
      tx,
      'feeds.source-back',
      { source: source!.id, name: 's', title: 'Shadowserver', since: today(), rhythmHours: 24 },
      later(today(), -29 * day),
    )
  })
  await house.work()
  await repair(house.db)
  await countSightings(house.db, await sightingDays(house.db, today()))
}

const { as } = visit(async () => {
  house = await openHouse()
  const many = Array.from({ length: 70 }, (_, index) =>
    rdpRow(`198.18.4.${index + 1}`, ['critical', 'high', 'medium', 'low'][index % 4]!),
  )
  await house.bring('shadowserver', '2026-11-20-scan_rdp-many.csv', rdpReport(...many))
  await house.bring('shadowserver', example('2026-11-20-scan_rdp-example.csv'))
  await house.work()
  nordvik = await house.organisation('Nordvik kommune')
  quiet = newId('org')
  await write(sql`
    insert into organisation (id, name, kinds, constituencies, source, membership, created_at, changed_at, search)
    values (${uuidOf(quiet)}::uuid, ${longName}, '{general-practice}', '{health}', 'test', 'member', ${today()}, ${today()}, lower(${longName}))`)
  await aQuarter()
  const contact = await house.db.asOwner((tx) =>
    tx.one<{ id: string }>(sql`select id from contact where organisation_id = ${uuidOf(nordvik)}::uuid limit 1`),
  )
  await write(sql`
    insert into notice (id, recipient_id, constituency, topic, schedule, state, language, tlp, severity, subject, text, html, findings, organisations, settled, created_at, sent_at)
    values (gen_random_uuid(), ${uuidOf(nordvik)}::uuid, 'municipal', 'findings', 'daily', 'bounced', 'nb', 'TLP:AMBER', 4, 'TLP:AMBER 5 åpne fjernskrivebord', 't', 'h', 5, 1, 2,
      ${later(today(), -9 * day)}, ${later(today(), -9 * day)})`)
  await write(sql`
    insert into delivery (id, notice_id, recipient_id, rung, channel, contact_id, contact_name, contact_role, address, language, state, message_id, reply, created_at, sent_at)
    select gen_random_uuid(), id, recipient_id, 0, 'mail', ${contact!.id}::uuid, 'Vakt', 'security', 'vakt@nordvik.example', 'nb', 'bounced', 'm1', '550 5.1.1 mailbox unknown', created_at, sent_at
    from notice where recipient_id = ${uuidOf(nordvik)}::uuid and state = 'bounced'`)
  await house.db.in(system, (tx) =>
    emit(
      tx,
      'notice.bounced',
      {
        notice: newId('ntc'),
        recipient: nordvik,
        severity: 4,
        subject: 'Fem åpne fjernskrivebord',
        address: 'vakt@nordvik.example',
        reply: '550',
      },
      today(),
    ),
  )
  await house.work()
  return house
})

it('The register’s list leads to everything about one organisation, and every number equals a recount', async () => {
  const page = await as('duty')
  await goTo(page, '/organisations?q=Nordvik')
  await page.getByRole('link', { name: 'Nordvik kommune', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/organisations/${nordvik}/overview`)
  await settled(page)
  await page.getByText('Kom i retur').or(page.getByText('Sist varslet')).first().waitFor()
  const [{ open, all, critical } = { open: 0, all: 0, critical: 0 }] = await house.db.asOwner((tx) =>
    tx.rows<{ open: number; all: number; critical: number }>(sql`
      select count(*) filter (where state in ('open', 'told', 'answered'))::int as open, count(*)::int as all,
        count(*) filter (where severity = 4)::int as critical from finding where organisation_id = ${uuidOf(nordvik)}::uuid`),
  )
  expect(critical).toBeGreaterThan(0)
  await page.getByText(`${open} uløste funn av ${all}`).waitFor()
  const told = await house.db.asOwner((tx) =>
    tx.one<{ unanswered: number; findings: number }>(sql`
      select sum(findings - settled)::int as unanswered, sum(findings)::int as findings from notice
      where recipient_id = ${uuidOf(nordvik)}::uuid and topic = 'findings' and state <> 'cancelled' and sent_at is not null`),
  )
  await page.getByText(`${told!.unanswered} varslede funn uten svar av ${told!.findings}`).waitFor()
  await page.getByRole('img', { name: new RegExp(`^Uløst ved døgnets slutt: ${open} `) }).waitFor()
  await page.getByText(/ble stille/).waitFor()
  await isWell(page, 'overview-now')
  await page.locator('summary', { hasText: 'De samme tallene som tabell' }).click()
  await page.getByRole('cell', { name: 'ikke kjent' }).first().waitFor()
  await isWell(page, 'overview-table')
}, 300_000)

it('Its parts are reached by the arrow keys: who operates, whose mail came back, what was told', async () => {
  const page = await as('analyst')
  await goTo(page, `/organisations/${nordvik}/overview`)
  await page.getByRole('tab', { name: 'Nå' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('columnheader', { name: 'Driftes av' }).waitFor()
  await settled(page)
  await isWell(page, 'overview-holdings')
  await page.keyboard.press('ArrowRight')
  await page.getByText('550 5.1.1 mailbox unknown').waitFor()
  await isWell(page, 'overview-contacts')
  await page.keyboard.press('ArrowRight')
  await page.getByRole('link', { name: 'TLP:AMBER 5 åpne fjernskrivebord' }).waitFor()
  await settled(page)
  await isWell(page, 'overview-told')
  await page.keyboard.press('ArrowRight')
  await page.getByRole('columnheader', { name: 'Gjør dette' }).waitFor()
  await settled(page)
  await isWell(page, 'overview-measures')
  await page.getByRole('button', { name: 'Se neste varsel' }).click()
  await page.getByRole('dialog').getByText('Ingenting blir sendt.').waitFor()
  await isWell(page, 'overview-preview')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Endre i registeret' }).click()
  await page.getByRole('link', { name: 'Se alt om virksomheten' }).click()
  await page.waitForURL(`**/organisations/${nordvik}/overview`)
}, 300_000)

it('Of whom nothing is known, that is said, in English too; a member has its own page and not this one', async () => {
  const page = await as('lead', { locale: 'en' })
  await goTo(page, `/organisations/${quiet}/overview`)
  await page.getByText('No source has reported anything. See whether the holdings are complete.').waitFor()
  await page.getByText('We have told them nothing within a year.').waitFor()
  await page.getByText('No finding was reported, so there is no line to draw.').waitFor()
  await settled(page)
  await isWell(page, 'overview-quiet')
  const member = await as('member-security')
  await member.goto(`/organisations/${nordvik}/overview`)
  await member.getByRole('heading', { level: 1 }).waitFor()
  expect(await member.getByRole('tab').count()).toBe(0)
}, 300_000)

it('Trends are drawn as small multiples with gaps, explained, told as a table and as CSV', async () => {
  const page = await as('duty')
  await goTo(page, '/trends')
  await page.getByRole('img', { name: /^Kritisk: / }).waitFor()
  await isWell(page, 'trends')
  const [{ n } = { n: -1 }] = await house.db.asOwner((tx) =>
    tx.rows<{ n: number }>(sql`select count(*)::int as n from finding where state in ('open', 'told', 'answered')`),
  )
  await page.getByText(`${n} uløste funn nå`).waitFor()
  await page.getByRole('link', { name: 'Åpnet' }).click()
  await page.getByRole('link', { name: 'Type funn' }).click()
  await page.getByRole('img', { name: /^Fjernskrivebord: / }).waitFor()
  await page.locator('summary', { hasText: 'De samme tallene som tabell' }).click()
  await page.getByRole('cell', { name: 'ikke kjent' }).first().waitFor()
  // Where the page is scrolled to, its head may lie over half a button.
  await page.evaluate(() => scrollTo(0, 0))
  await isWell(page, 'trends-opened-by-family')
  await page.getByRole('link', { name: 'Observasjoner' }).click()
  await page.getByLabel('Tid', { exact: true }).selectOption('365')
  await page.waitForURL(/days=365/)
  await page.getByRole('link', { name: 'Fylke' }).click()
  await page.waitForURL(/by=county/)
  await goTo(page, page.url())
  await isWell(page, 'trends-sightings-by-county')
  await page.locator('summary', { hasText: 'Last ned' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByText('CSV for programmer', { exact: true }).click(),
  ])
  expect(readFileSync((await download.path())!, 'utf8').split('\r\n')[0]).toBe(
    'day,known,part,part_name,opened,settled,unsettled_at_end,sightings',
  )
  await goTo(page, `/trends?organisation=${quiet}&days=30`)
  await page.getByText('Ingen funn i denne tiden').waitFor()
  await isWell(page, 'trends-none')
}, 300_000)
