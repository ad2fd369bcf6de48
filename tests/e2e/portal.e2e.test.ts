import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { gather, publicUrl } from '#capabilities/notices/gather.ts'
import { type Id, uuidOf } from '#domain/id.ts'
import { locales } from '#domain/locale.ts'
import { systemScope } from '#domain/scope.ts'
import { day, later, utc } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { type House, openHouse, rdpReport, rdpRow } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

const system = systemScope('test')
const telephone = { width: 390, height: 844 }

describe('a dental practice', () => {
  const practice = 'Storgata tannklinikk'
  let house: House
  const { as } = visit(async () => {
    house = await openHouse({ membersOf: practice })
    await house.db.in(system, (tx) => tx.run(sql`update holding set valid_to = valid_from where relation = 'operates'`))
    return house
  })

  const onTelephone = async (role: 'member-security' | 'member-reader' = 'member-security'): Promise<Page> => {
    const page = await as(role)
    await page.setViewportSize(telephone)
    return page
  }

  it('That nothing is wrong is said with since when, how we know and what we do not see', async () => {
    const page = await onTelephone()
    await goTo(page, '/')
    await page.waitForURL('**/now')
    await page.getByText('Vi kjenner ikke til noe dere må rette.').waitFor()
    await page.getByText('Ingen kilde melder jevnlig til oss nå.').waitFor()
    await page.getByText('Vi har aldri funnet noe galt hos dere.').waitFor()
    await page.getByText('198.18.13.8/29').waitFor()
    await isWell(page, 'simple-never')
  })

  it('A whole day is three sentences and one button, and one press answers; undo takes it back', async () => {
    await house.bring(
      'shadowserver',
      '2026-11-20-scan_rdp-p.csv',
      rdpReport(rdpRow('198.18.13.9', 'medium'), rdpRow('198.18.13.10', 'critical')),
    )
    await house.work()
    const page = await onTelephone()
    await goTo(page, '/now')
    await page.getByText('2 av 2 ting vi har funnet hos dere, må rettes. Det haster.').waitFor()
    await page.getByText('Begynn med dette:').waitFor()
    await page.getByText('Det nyeste fant vi').waitFor()
    expect(await page.locator('.simple > .simple-say').count()).toBe(3)
    expect(await page.locator('.simple').getByRole('link').count()).toBe(1)
    await isWell(page, 'simple-todo')
    await page.setViewportSize(telephone)
    await page.getByRole('link', { name: 'Vis hva vi skal gjøre' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/now/first')
    await page.getByText('198.18.13.10').first().waitFor()
    await page.locator('.first-steps li').nth(2).waitFor()
    expect(await page.locator('.first-steps li').count()).toBe(3)
    await page.getByText('I tvil? Spør HelseCERT:').waitFor()
    await isWell(page, 'simple-first')
    await page.setViewportSize(telephone)
    await page.getByRole('button', { name: 'Vi har rettet det' }).press('Enter')
    await page.waitForURL('**/now')
    await page.getByText('Takk. Vi måler igjen og sier fra.').waitFor()
    await page.getByText('1 av 2 ting vi har funnet hos dere, må rettes.').waitFor()
    await page.getByRole('button', { name: 'Angre' }).press('Enter')
    await page.getByText('Svaret på 1 funn er tatt tilbake.').waitFor()
    await page.getByText('2 av 2 ting vi har funnet hos dere, må rettes. Det haster.').waitFor()
  })

  it('A new message is said and shown when it is asked for', async () => {
    const page = await onTelephone()
    const streaming = page.waitForResponse('**/api/notices/live')
    await goTo(page, '/notices')
    await streaming
    const rows = page.locator('tbody tr')
    const before = await rows.count()
    await page.waitForTimeout(500)
    await gather(house.db, publicUrl(house.config), later(utc(Date.now()), day))
    await house.work()
    await page.getByText(/ny(e)? siden du åpnet listen\./).waitFor()
    expect(await rows.count()).toBe(before)
    await page.getByRole('button', { name: 'Vis nå' }).click()
    await rows.nth(before).waitFor()
  })

  it('What is under way asks nothing, and an answered thing is said to be watched', async () => {
    const page = await onTelephone()
    for (const answer of ['Vi er i gang', 'Vi har rettet det']) {
      await goTo(page, '/now/first')
      await page.getByRole('button', { name: answer }).click()
      await page.waitForURL('**/now')
      await page
        .getByText(/^Takk\./)
        .first()
        .waitFor()
    }
    await page.getByText('Dere har svart på 2 ting. Vi følger med til de er borte.').waitFor()
    await page.getByText('Én ting er dere i gang med, og den er ikke borte ennå:').waitFor()
    expect(await page.getByText('Dere trenger ikke gjøre noe nå.').count()).toBe(0)
    await page.reload()
    await settled(page)
    await isWell(page, 'simple-answered')
    await goTo(page, '/now/first')
    await page.getByText('Ingenting venter på dere').waitFor()
    await isWell(page, 'simple-first-none')
  })

  it('Whoever only reads sees what to do, and no button that is not theirs', async () => {
    await house.bring('shadowserver', '2026-11-20-scan_rdp-q.csv', rdpReport(rdpRow('198.18.13.11', 'high')))
    const page = await onTelephone('member-reader')
    await goTo(page, '/now/first')
    await page.getByText('Sikkerhetskontakten hos dere kan svare.').waitFor()
    expect(await page.getByRole('button', { name: 'Vi har rettet det' }).count()).toBe(0)
    await goTo(page, '/now')
    expect(await page.getByRole('button', { name: 'Bruk den fulle forsiden' }).count()).toBe(0)
  })

  it('A member chooses the full front page and the simple one again', async () => {
    const page = await as('member-security')
    await goTo(page, '/now')
    await page.getByRole('button', { name: 'Bruk den fulle forsiden' }).click()
    await page.getByRole('heading', { name: 'Hvordan går det?' }).waitFor()
    await settled(page)
    await isWell(page, 'now-full')
    await page.setViewportSize(telephone)
    await page.getByRole('button', { name: 'Meny' }).click()
    const groups = page.getByRole('navigation', { name: 'Hovedmeny' }).getByRole('group')
    expect(await groups.getByRole('heading').allTextContents()).toEqual(['Nå', 'Å gjøre', 'Vår virksomhet', 'Lær'])
    const ours = groups.filter({ hasText: 'Vår virksomhet' })
    expect(await ours.getByRole('link').count()).toBe(0)
    await isWell(page, 'portal-menu-folded')
    await page.setViewportSize(telephone)
    await ours.getByRole('button', { name: 'Vår virksomhet' }).click()
    await ours.getByRole('link', { name: 'Hvem har lest' }).waitFor()
    await isWell(page, 'portal-menu')
    const reader = await as('member-reader')
    await goTo(reader, '/now')
    await reader.getByRole('heading', { name: 'Hvordan går det?' }).waitFor()
    await page.getByRole('button', { name: 'Bruk den enkle forsiden' }).click()
    await page.getByText(/vi har funnet hos dere, må rettes/).waitFor()
  })

  it('Something is reported from the menu: by telephone, by a mail that says what it is about, or where it is put right', async () => {
    const page = await as('member-reader')
    await goTo(page, '/now')
    await page.getByRole('navigation').getByRole('link', { name: 'Meld fra om noe' }).click()
    await page.waitForURL('**/report')
    const incident = page.getByRole('link', { name: 'Skriv om en hendelse' })
    await incident.waitFor()
    expect(await incident.getAttribute('href')).toContain(`?subject=${encodeURIComponent(`Hendelse hos ${practice}`)}`)
    await isWell(page, 'report')
    await page.getByRole('link', { name: 'Gå til nett og domener' }).click()
    await page.waitForURL('**/claims')
  })

  it.each(locales)('The pages speak %s', async (locale) => {
    const page = await as('member-security', { locale })
    for (const path of ['/now', '/now/first', '/operated', '/report']) {
      await goTo(page, path)
      await isWell(page, `portal${path.replaceAll('/', '-')}-${locale}`)
    }
  })

  it('An ended connection is said after half a minute, mends itself, and what may have been missed can be asked for', async () => {
    const page = await as('member-security')
    await page.clock.install()
    let broken = true
    await page.route('**/api/findings/live', (route) => (broken ? route.abort() : route.continue()))
    await goTo(page, '/now')
    await page.clock.runFor(10_000)
    expect(await page.getByText('Ingen forbindelse siden').count()).toBe(0)
    await page.clock.runFor(25_000)
    await page.getByText('Ingen forbindelse siden').waitFor()
    await isWell(page, 'live-lost')
    broken = false
    await page.clock.runFor(10_000)
    await page.getByText('Forbindelsen var borte en stund. Noe kan ha hendt.').waitFor()
    await page.getByRole('button', { name: 'Vis nå' }).click()
    await page.getByText('Forbindelsen var borte en stund').waitFor({ state: 'detached' })
  })
})

describe('an operator', () => {
  const operator = 'Fjord IKT-drift'
  let house: House
  const customers = Array.from({ length: 44 }, (_, index) => ({
    name:
      index === 0
        ? 'Nordre Nordvik interkommunale legevakt- og øyeblikkelig-hjelp-tjeneste avdeling Solsiden'
        : `Kunde ${index} tannklinikk`,
    network: `198.19.${index}.0/24`,
  }))
  const { as } = visit(async () => {
    const header =
      'number,external_key,name,kinds,constituencies,parent_number,language,membership,member_since,networks,asns,domains,operated_networks,valid_from,security_email,operations_telephone'
    const rows = customers.map(
      ({ name, network }, index) =>
        `,customer-${index},${name},dental-practice,health,,nb,member,2025-01-01,${network},,,,2025-01-01,sikkerhet@kunde-${index}.example,`,
    )
    const own = `,operator,${operator},ict-operator,health,,nb,member,2025-01-01,198.18.12.0/24,,,${customers.map(({ network }) => network).join(' ')},2025-01-01,sikkerhet@fjordikt.example,`
    house = await openHouse({ members: Buffer.from([header, ...rows, own, ''].join('\n')), membersOf: operator })
    const seen = customers
      .slice(0, 42)
      .flatMap((_, index) =>
        Array.from({ length: 1 + (index % 3) }, (_, place) =>
          rdpRow(`198.19.${index}.${place + 1}`, index < 3 ? 'critical' : index < 20 ? 'high' : 'low'),
        ),
      )
    await house.bring('shadowserver', '2026-11-20-scan_rdp-k.csv', rdpReport(...seen, rdpRow('198.18.12.7', 'critical')))
    await house.work()
    return house
  })

  it('Every member that it operates stands on one page, and every number equals a recount', async () => {
    const page = await as('member-security')
    await goTo(page, '/now')
    // Every sentence counts the same: what is theirs, and what they run for others.
    const first = await page.getByText(/hos dere og dem dere drifter for, må følges opp/).textContent()
    const [, total] = /av (\d+) funn/.exec(first!)!
    expect(Number(total)).toBe((await (await page.request.get('/api/findings/count')).json()).count.value)
    await page.getByText(`Siste sju dager: ${total} av ${total} funn er nye`).waitFor()
    await isWell(page, 'now-operator')
    await page.getByRole('navigation').getByRole('link', { name: 'Kunder' }).click()
    await page.waitForURL('**/operated')
    await settled(page)
    await page
      .getByText('40 vist av 44')
      .waitFor()
      .catch(() => page.getByText('40 vist av 44').waitFor())
    await isWell(page, 'operated')
    const answer = await page.request.get('/api/operated?limit=200')
    const { rows, count, of } = await answer.json()
    expect([count, of, rows.length]).toEqual([44, 44, 44])
    const org = uuidOf(await house.organisation(operator))
    const recount = await house.db.read(system, (tx) =>
      tx.rows<{ name: string; unsettled: number; critical: number; overdue: number; told: number }>(sql`
        select o.name, count(f.id) filter (where f.state in ('open', 'told', 'answered'))::int as unsettled,
          count(f.id) filter (where f.state in ('open', 'told', 'answered') and f.severity = 4)::int as critical,
          count(f.id) filter (where f.state in ('open', 'told', 'answered') and f.due_at < now())::int as overdue,
          count(f.id) filter (where f.state in ('open', 'told', 'answered') and f.told_at is not null)::int as told
        from organisation o left join finding f on f.organisation_id = o.id and f.operator_id = ${org}::uuid
        where o.external_key like 'customer-%' group by o.name order by o.name`),
    )
    const shown = rows.map((row: Record<string, never>) => {
      const { organisation, unsettled, bySeverity, overdue, told } = row as unknown as {
        organisation: { name: string }
        unsettled: number
        bySeverity: Record<string, number>
        overdue: number
        told: number
      }
      return { name: organisation.name, unsettled, critical: bySeverity.critical ?? 0, overdue, told }
    })
    const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1)
    expect(shown.toSorted(byName)).toEqual(recount.toSorted(byName))
    const csv = await (await page.request.get('/api/operated.csv')).text()
    expect(csv.trim().split('\r\n')).toHaveLength(45)
  })

  it('It is sorted, filtered and searched in the address, and each line leads to the findings of that member', async () => {
    const page = await as('member-security')
    await goTo(page, '/operated?order=name')
    await page.getByLabel('Navn på virksomheten').fill('legevakt')
    await page.getByText('1 vist av 1 · 44 kunder i alt').waitFor()
    await goTo(page, '/operated?severity=critical')
    await page.getByText('3 vist av 3 · 44 kunder i alt').waitFor()
    await page.keyboard.press('j')
    const name = await page.evaluate(() => document.activeElement?.textContent)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/findings?organisation=org_**')
    await page.getByText(`Bare funn hos ${name} vises.`).waitFor()
  })

  it('Several members are answered for at once, by keyboard, and it can be undone', async () => {
    const page = await as('member-security')
    await goTo(page, '/operated?severity=critical')
    for (let index = 0; index < 2; index++) {
      await page.keyboard.press('j')
      await page.keyboard.press('x')
    }
    await page.getByRole('button', { name: 'Svar for 2 virksomheter' }).press('Enter')
    await page
      .getByRole('dialog')
      .getByText(/Det gjelder alle \d funn i utvalget/)
      .waitFor()
    await isWell(page, 'operated-answer')
    await page.getByLabel(/^Rettet/).check()
    await page.getByRole('button', { name: 'Svar på alle i utvalget' }).click()
    await page.getByText(/\d funn er besvart/).waitFor()
    await page.getByRole('button', { name: 'Angre' }).click()
    await page.getByText(/tatt tilbake/).waitFor()
  })

  it('New findings at members are said and move no row, and the menu counts quietly', async () => {
    const page = await as('member-security')
    const streaming = page.waitForResponse('**/api/findings/live')
    await goTo(page, '/operated')
    await streaming
    const before = await page.getByRole('table').boundingBox()
    const counted = page
      .getByRole('navigation')
      .getByRole('link', { name: /^Å gjøre/ })
      .locator('.shell-count')
    const menu = Number.parseInt((await counted.textContent())!, 10)
    await page.waitForTimeout(500)
    await house.bring('shadowserver', '2026-11-20-scan_rdp-l.csv', rdpReport(rdpRow('198.19.43.9', 'critical')))
    await page.getByText('1 nytt siden du åpnet listen.').waitFor()
    expect(await page.getByRole('table').boundingBox()).toEqual(before)
    await expect.poll(async () => Number.parseInt((await counted.textContent())!, 10), { timeout: 30_000 }).toBe(menu + 1)
    expect(await page.getByRole('table').boundingBox()).toEqual(before)
    await page.getByRole('button', { name: 'Vis nå' }).click()
    await page.getByRole('link', { name: 'Kunde 43 tannklinikk' }).waitFor()
  })

  it('What it no longer operates is gone, and it sees nothing of it', async () => {
    const gone: Id<'org'> = await house.organisation('Kunde 5 tannklinikk')
    await house.db.in(system, async (tx) => {
      await tx.run(sql`update holding set valid_to = now() where relation = 'operates' and value = '198.19.5.0/24'`)
      await tx.run(sql`update finding set operator_id = null where organisation_id = ${uuidOf(gone)}::uuid`)
    })
    const page = await as('member-security')
    const { rows, of } = await (await page.request.get('/api/operated?limit=200')).json()
    expect(of).toBe(43)
    expect(rows.map(({ organisation }: { organisation: { id: string } }) => organisation.id)).not.toContain(gone)
  })
})
