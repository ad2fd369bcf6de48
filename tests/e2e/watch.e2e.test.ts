import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { day, hour, later, type Utc, utc } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { look } from './browser.ts'
import { example, type House, openHouse, rdpReport, rdpRow } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

const system = systemScope('test')
let house: House
const present = (): Utc => utc(Date.now())

const happen = async (kind: string, payload: object, at: Utc = present()) => {
  await house.db.in(system, (tx) => emit(tx, kind, payload, at))
}

const said = (recipient: Id<'org'>, more: object = {}) => ({
  notice: newId('ntc'),
  recipient,
  severity: 3,
  subject: 'TLP:AMBER To åpne fjernskrivebord hos dere',
  findings: 2,
  ...more,
})

/** A night with a bit of everything. */
async function aNight(): Promise<void> {
  const [nordvik, drift] = [await house.organisation('Nordvik kommune'), await house.organisation('Fjord IKT-drift')]
  const findings = await house.db.read(system, (tx) =>
    tx.rows<{ id: string; organisation: string; severity: number }>(
      sql`select 'fnd_' || replace(id::text, '-', '') as id, 'org_' || replace(organisation_id::text, '-', '') as organisation, severity
          from finding order by id limit 12`,
    ),
  )
  const night = later(present(), -3 * hour)
  await happen('finding.contradicted', { findings: findings.slice(0, 1) }, night)
  await happen('finding.answered', { findings: findings.slice(1, 8), answer: 'not-ours', reason: 'Solgt i fjor' }, night)
  await happen('finding.lapsed', { findings: findings.slice(8, 10) }, night)
  await happen('notice.bounced', said(nordvik, { address: 'vakt@nordvik.example', reply: '550 5.1.1 unknown' }), night)
  await happen('notice.silent', said(drift, { severity: 2 }))
  await happen(
    'notice.call',
    said(nordvik, { severity: 4, contact: 'Driftsvakt', address: '+47 00 00 00 00' }),
    later(night, -hour),
  )
  await happen('notice.call', said(drift))
  await happen('notice.replied', said(nordvik, { address: 'ikt@nordvik.example', subject: 'SV: To åpne fjernskrivebord' }))
  await happen('notice.capped', said(drift, { notice: '', severity: 2 }))
  await happen('notices.sending-held', { reason: 'Feil i en kilde' })
  await happen('notices.webhook-failed', said(drift, { notice: '', subject: 'mottak.example', address: newId('hok') }))
  await happen('feeds.source-silent', {
    source: newId('src'),
    name: 'shadow',
    title: 'Shadowserver',
    since: night,
    rhythmHours: 24,
  })
  await happen('feeds.closing-held', { closing: newId('clo'), source: 'Shadowserver', kind: 'open-rdp', findings: 30, of: 90 })
  await happen('intake.unattributed', {
    group: '203.0.113.0/24',
    asn: 64500,
    sightings: 12,
    worst: 3,
    sample: ['203.0.113.5', '203.0.113.9'],
  })
}

/** Some of what was told was read, answered and proved, each in its own time. */
const aQuarter = () =>
  house.db.in(system, (tx) =>
    tx.run(sql`
      update measure m set told_at = n.told, channel = case when n.place % 5 = 0 then 'telephone' else 'mail' end,
        read_at = case when n.place % 3 > 0 then n.told + n.place * interval '40 minutes' end,
        answered_at = case when n.place % 4 > 0 then n.told + n.place * interval '3 hours' end,
        proved_at = case when n.place % 2 > 0 then n.told + n.place * interval '9 hours' end
      from (select id, row_number() over (order by id) as place, ${later(present(), -20 * day)}::timestamptz as told from measure) n where n.id = m.id`),
  )

/** What the field is called in which one writes now. */
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('name'))

const { as } = visit(async () => {
  house = await openHouse()
  await house.bring('shadowserver', example('2026-11-20-scan_rdp-example.csv'))
  await house.bring('intelmq', example('intelmq-events.ndjson'))
  const many = Array.from({ length: 60 }, (_, index) => rdpRow(`198.18.8.${index}`, index < 5 ? 'critical' : 'medium'))
  await house.bring('shadowserver', '2026-11-20-scan_rdp-many.csv', rdpReport(...many))
  await house.work()
  return house
})

it('With nothing to do the front page of the team says that all is quiet', async () => {
  await house.db.in(system, (tx) => tx.run(sql`delete from task`))
  const page = await as('duty')
  await page.goto('/')
  await page.waitForURL('**/watch')
  await settled(page)
  await page.getByText('Alt er stille').waitFor()
  await isWell(page, 'watch-quiet')
})

it('The queue is worked through by keyboard alone', async () => {
  await aNight()
  await house.work()
  const page = await as('duty')
  await goTo(page, '/watch')
  await page
    .getByText(/over fristen/)
    .first()
    .waitFor()
  await isWell(page, 'watch')
  await page.keyboard.press('j')
  const first = await page.evaluate(() => document.activeElement?.textContent)
  expect(first).toContain('Ring Nordvik kommune')
  await page.keyboard.press('t')
  await page.getByText('Saken er din.').waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.getByText('2 valgt').waitFor()
  await page.keyboard.press('z')
  await page.getByRole('dialog').waitFor()
  expect(await focused(page), 'a dialog begins in its first field').toBe('until')
  await isWell(page, 'watch-snooze')
  await page.getByRole('button', { name: 'Mandag kl. 8' }).click()
  await page.getByLabel('Hvorfor').fill('De har ikke folk før mandag')
  await page.getByRole('button', { name: 'La 2 saker vente' }).click()
  await page.getByText('2 saker venter.').waitFor()
  await page.keyboard.press('n')
  await page.waitForURL('**/watch/tsk_*')
  await settled(page)
  await page.keyboard.press('e')
  await page.getByLabel('Hva kom ut av det?').waitFor()
  await page.keyboard.type('Ordnet')
  await isWell(page, 'watch-done')
  await page.getByRole('button', { name: 'Avslutt saken' }).click()
  await page.getByText('Saken er avsluttet.').waitFor()
  await page.getByRole('button', { name: 'Angre' }).click()
  await page.getByText('Saken er åpen igjen.').waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog').getByText('Ta neste sak').waitFor()
  await look(page, 'watch-keys')
})

it('A call shows whom to ring, and several things are listed', async () => {
  const page = await as('duty')
  await goTo(page, '/watch?what=call&view=mine')
  await page.getByRole('link', { name: /Ring Nordvik/ }).click()
  await page.getByRole('link', { name: '+47 00 00 00 00' }).waitFor()
  const ring = page.getByRole('link', { name: 'Ring +47 00 00 00 00' })
  expect(await ring.count(), 'on a desk nobody rings from the page').toBe(0)
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await ring.getAttribute('href')).toBe('tel:+4700000000')
  const isFirst = await ring.evaluate((link) => link === document.querySelector('.page :is(a, button)'))
  expect(isFirst, 'on a telephone the number comes first').toBe(true)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByLabel('Notat').fill('Opptatt. Prøver igjen.')
  await page.getByRole('button', { name: 'Lagre notatet' }).click()
  await page.getByText('Opptatt. Prøver igjen.').waitFor()
  await isWell(page, 'watch-call')
  await goTo(page, '/watch?what=dispute')
  await page
    .getByRole('link', { name: /bestrider \d+ funn/ })
    .first()
    .click()
  await page.getByText('Saken gjelder').waitFor()
  await page.getByRole('heading', { name: 'Begrunnelsen deres' }).waitFor()
  await page.getByText('Solgt i fjor', { exact: true }).waitFor()
  await isWell(page, 'watch-task')
})

it('A case goes to a colleague who is chosen, with a word; what sleeps though it is critical stands above the queue', async () => {
  const page = await as('duty')
  await goTo(page, '/watch?what=call&view=mine')
  await page.getByRole('link', { name: /Ring Nordvik/ }).click()
  await page.getByRole('heading', { name: /Ring Nordvik/, level: 1 }).waitFor()
  await page.keyboard.press('a')
  const colleague = page.getByLabel('Kollega', { exact: true })
  await colleague.waitFor()
  expect(await focused(page)).toBe('to')
  expect(await colleague.inputValue()).toBe('')
  expect(await colleague.locator('option').allTextContents()).not.toContain('duty')
  await page.getByLabel(/Et ord til kollegaen/).fill('Du kjenner vakta deres')
  await page.getByRole('button', { name: 'Gi fra deg saken' }).click()
  await page.getByRole('link', { name: 'Velg hvem som skal ha saken.' }).waitFor()
  await isWell(page, 'watch-give')
  await colleague.selectOption('lead')
  await page.getByRole('button', { name: 'Gi fra deg saken' }).click()
  await page.getByText('Saken er gitt videre.').waitFor()
  await page.getByRole('paragraph').filter({ hasText: 'Du kjenner vakta deres' }).waitFor()
  await page.keyboard.press('z')
  await page.getByLabel('Hvorfor').fill('Vakta deres ringer tilbake')
  await page.getByRole('button', { name: 'La saken vente' }).click()
  await page.getByText('Saken venter.').waitFor()
  await goTo(page, '/watch')
  const asleep = await house.db.read(system, (tx) =>
    tx.one<{ critical: number }>(sql`select count(*)::int as critical from task where snoozed_until > now() and severity = 4`),
  )
  expect(asleep!.critical).toBeGreaterThan(1)
  await page
    .getByText(
      new RegExp(
        `${asleep!.critical} kritiske saker venter · Den verste venter til .* \\(utsatt av duty fordi «Vakta deres ringer tilbake»\\)`,
      ),
    )
    .waitFor()
  await isWell(page, 'watch-asleep')
  await page.getByRole('link', { name: 'Se sakene som venter' }).waitFor()
  await page.getByRole('link', { name: 'Åpne den verste' }).click()
  await page.getByRole('heading', { name: /Ring Nordvik/, level: 1 }).waitFor()
})

it('What happens meanwhile moves no row until it is asked for', async () => {
  const page = await as('lead')
  await goTo(page, '/watch')
  const rows = () => page.locator('tbody tr').count()
  const before = await rows()
  await page.waitForTimeout(500)
  await happen('feeds.source-silent', { source: newId('src'), name: 'n6', title: 'n6', since: present(), rhythmHours: 24 })
  await house.work()
  await page.getByText('1 ny sak siden du åpnet køen.').waitFor()
  expect(await rows()).toBe(before)
  await page.getByRole('button', { name: 'Vis nå' }).click()
  await page.getByText('n6 har sluttet å rapportere').waitFor()
  expect(await rows()).toBe(before + 1)
})

it('A shift is handed over, and the sheet fits on paper', async () => {
  const page = await as('duty')
  await goTo(page, '/watch')
  await page.getByRole('link', { name: 'Vaktskifte' }).click()
  await page.getByText('Dette går videre').waitFor()
  await isWell(page, 'watch-shift')
  await page.getByLabel('Hvem tar over').fill('Ola Nattevakt')
  await page.getByLabel('Til den som tar over').fill('Shadowserver er nede.\nNordvik ringer tilbake kl. 7.')
  await page.getByRole('button', { name: 'Overlever vakten' }).click()
  await page.waitForURL('**/watch/handovers/hov_*')
  await page.getByRole('heading', { name: 'Vaktskifte fra duty til Ola Nattevakt' }).waitFor()
  await isWell(page, 'watch-handover')
  await page.emulateMedia({ media: 'print' })
  await page.pdf({ path: 'test-results/watch-handover.pdf', format: 'A4' }).catch(() => undefined)
  await page.screenshot({ path: 'test-results/watch-handover-print.png', fullPage: true })
})

it('A member says who does what, for several at once; the team moves a deadline', async () => {
  const member = await as('member-security')
  await goTo(member, '/measures')
  await isWell(member, 'measures-member')
  await member.getByLabel('Velg alle på siden').check()
  await member.getByRole('button', { name: 'Sett ansvarlig' }).click()
  await isWell(member, 'measures-say')
  await member.getByLabel('Hvem gjør det').fill('Nettdrift')
  await member.getByRole('button', { name: /Lagre på/ }).click()
  await member.getByText(/Lagret på \d+ tiltak/).waitFor()
  await member.getByText('Nettdrift').first().waitFor()

  const page = await as('lead')
  await goTo(page, '/measures')
  await isWell(page, 'measures-team')
  await page.getByRole('row').nth(1).getByRole('link').first().click()
  await page.getByRole('button', { name: 'Flytt fristen' }).click()
  await page.getByLabel('Ny frist').fill(later(present(), 40 * day).slice(0, 10))
  await page.getByLabel('Hvorfor').fill('Ny brannmur kommer i uke 50')
  await page.getByRole('dialog').getByRole('button', { name: 'Flytt fristen' }).click()
  await page.getByText('Ny brannmur kommer i uke 50').waitFor()
  await isWell(page, 'measure-team')
})

it('Effect is a picture, and the same as a table', async () => {
  const page = await as('lead')
  await goTo(page, '/effect')
  await page.getByText('Ingen ble varslet i denne tiden').waitFor()
  await isWell(page, 'effect-none')
  await aQuarter()
  await goTo(page, '/effect?by=organisation-kind')
  await page.getByRole('heading', { name: 'De samme tallene som tabell' }).waitFor()
  await isWell(page, 'effect')
  await page.getByRole('link', { name: 'Type funn' }).click()
  await page.waitForURL('**by=kind**')
  await isWell(page, 'effect-kind')
})

it('The pages speak nynorsk', async () => {
  const page = await as('analyst', { locale: 'nn' })
  for (const path of ['watch', 'watch/shift', 'measures', 'effect']) {
    await goTo(page, `/${path}`)
    await isWell(page, `${path.replace('/', '-')}-nn`)
  }
})

it('A queue that cannot be fetched says so, and can be asked for again', async () => {
  const page = await as('duty')
  let broken = true
  await page.route('**/api/watch?*', (route) => (broken ? route.fulfill({ status: 500, body: '{}' }) : route.continue()))
  await page.goto('/watch')
  await page.getByRole('button', { name: 'Prøv igjen' }).waitFor({ timeout: 30_000 })
  await isWell(page, 'watch-broken')
  broken = false
  await page.getByRole('button', { name: 'Prøv igjen' }).click()
  await page.locator('tbody tr').first().waitFor()
})

it('A task that has sheltered a long name and a long subject stays in its place', async () => {
  const nordre = await house.organisation('Nordre Nordvik').catch(() => house.organisation('Nordvik kommune'))
  await house.db.in(system, (tx) => tx.run(sql`delete from task where organisation_id = ${uuidOf(nordre)}::uuid`))
  await happen('notice.silent', said(nordre, { subject: `TLP:AMBER ${'svært '.repeat(30)}lang overskrift` }))
  await house.work()
  const page = await as('duty')
  await goTo(page, `/watch?organisation=${nordre}`)
  await isWell(page, 'watch-long')
})
