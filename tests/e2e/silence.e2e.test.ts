import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { change, create, publish, review, send } from '#capabilities/advisories/actions.ts'
import { tellPage } from '#capabilities/advisories/capability.ts'
import { emptyAudience } from '#capabilities/advisories/rules.ts'
import { memberOrganisations } from '#capabilities/members/index.ts'
import { advisedTold } from '#capabilities/notices/contract.ts'
import { textOfPdf } from '#capabilities/reports/fixtures/pdf.ts'
import { applyCalls } from '#capabilities/silence/actions.ts'
import { type Id, newId, uuidOf } from '#domain/id.ts'
import { type Scope, systemScope } from '#domain/scope.ts'
import { hour, later } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { emit } from '#platform/events.ts'
import { written } from '../walls/advisories.ts'
import { look } from './browser.ts'
import { type House, memberOrganisation, openHouse } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

let house: House
const { as } = visit(async () => {
  house = await openHouse()
  return house
})

const person = (name: string): Scope => ({ ...systemScope('test'), who: { kind: 'person', id: newId('usr'), name } })
const must = <Value>(result: { ok: true; value: Value } | { ok: false; reason: unknown }): Value => {
  if (!result.ok) throw new Error(String(result.reason))
  return result.value
}

/** A warning to every member, told to all but the last a while ago; returns its id and how many it went to. */
async function told(severity: 'high' | 'low', title: string): Promise<{ id: Id<'adv'>; of: number }> {
  const [writer, reader] = [person('Skriver'), person('Leser')]
  const { db, clock } = house
  const now = clock.now()
  const members = (await db.read(writer, (tx) => memberOrganisations(tx, writer))).map((one) => one.id)
  // Whom to try after the security contact: by mail, and who has a number by telephone.
  await db.asOwner((tx) =>
    tx.run(sql`
      insert into contact (id, organisation_id, role, name, email, telephone, language, created_at, changed_at)
      select gen_random_uuid(), id, 'management', 'Ledelsen', 'ledelse@ledelse.example', '+47 22 00 00 10', 'nb', now(), now() from organisation
      where id = any(${members.map(uuidOf)}::uuid[])`),
  )
  const group = severity === 'low' ? ('week' as const) : ('now' as const)
  const content = { ...written(title), severity, measures: written(title).measures.map((one) => ({ ...one, group })) }
  const { id } = must(await db.in(writer, (tx) => create(tx, writer, { content, source: null }, now)))
  const saved = { id, revision: 1, content, audience: { ...emptyAudience(), organisations: members }, source: null }
  const { revision } = must(await db.in(writer, (tx) => change(tx, writer, saved, 'nb', now)))
  const sent = must(await db.in(writer, (tx) => send(tx, writer, { id, revision, words: '' }, now)))
  const approved = must(
    await db.in(reader, (tx) => review(tx, reader, { id, revision: sent.revision, approve: true, words: '' }, now)),
  )
  must(await db.in(writer, (tx) => publish(tx, writer, { id, revision: approved.revision }, 'nb', now)))
  await house.work()
  await db.in(writer, (tx) => tellPage(tx, { advisory: id, version: 1, url: house.origin }, now))
  await db.asOwner(async (tx) => {
    await tx.run(sql`
      update delivery d set state = 'sent', sent_at = now(), next_try_at = null from notice n where n.id = d.notice_id and n.about_id = ${uuidOf(id)}::uuid and d.channel = 'mail'`)
    await tx.run(sql`update notice set state = 'sent', sent_at = now() where about_id = ${uuidOf(id)}::uuid and state = 'queued'`)
  })
  await db.in(writer, async (tx) => {
    for (const recipient of members.slice(0, -1))
      await emit(tx, advisedTold, { advisory: id, recipient, channel: 'mail' }, later(now, -6 * hour))
  })
  await house.work()
  return { id, of: members.length }
}

/** On paper each page says these words, and which page of how many it is. */
async function eachPageSays(page: Page, words: readonly string[]): Promise<void> {
  const pages = textOfPdf(await page.pdf({ preferCSSPageSize: true }))
    .trimEnd()
    .split('\f')
  expect(pages.length).toBeGreaterThan(1)
  for (const [at, text] of pages.entries()) {
    for (const word of words) expect(text, `page ${at + 1}`).toContain(word)
    expect(text).toMatch(new RegExp(`\\b${at + 1} ?/ ?${pages.length}\\s*$`))
  }
}

const rowOf = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) })

let id: Id<'adv'>
let of: number
beforeAll(async () => {
  const warning = await told('high', 'Steng porten straks')
  id = warning.id
  of = warning.of
}, 300_000)

it('Who is silent is seen, reminded with one click or many at once, and a reminder is taken back; all by the keyboard', async () => {
  const page = await as('duty')
  await goTo(page, `/advisories/${id}`)
  await page.getByRole('link', { name: 'Hvem har svart' }).click()
  await settled(page)
  await page.getByRole('heading', { level: 1, name: 'Hvem har svart på varselet' }).waitFor()
  await page.getByText('Mellom to purringer må det gå 2 timer').waitFor()
  await isWell(page, 'silence')

  await page.getByRole('button', { name: `Purr: ${memberOrganisation}` }).click()
  await page.getByText('1 virksomhet blir purret om noen minutter.').waitFor()
  await settled(page)
  await rowOf(page, memberOrganisation).getByText('Venter: noe er på vei').waitFor()
  await page.getByRole('button', { name: 'Angre' }).first().click()
  await page.getByText('1 purring er tatt tilbake.').waitFor()
  await settled(page)
  await page.getByRole('button', { name: `Purr: ${memberOrganisation}` }).waitFor()

  // All by the keyboard: into the list, two chosen, reminded.
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.getByRole('button', { name: 'Purr de valgte' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Purr 2 virksomheter' }).waitFor()
  await isWell(page, 'silence-remind')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await settled(page)

  await goTo(page, `/advisories/${id}/silence?look=map`)
  await page.getByText('Andel tause').waitFor()
  await isWell(page, 'silence-map')
  await goTo(page, `/advisories/${id}/silence?stage=proved`)
  await page.getByText('Ingen passer').waitFor()
})

it('Whom to ring stands on a list with what to say; what came of a call is registered, and whoever was reached is silent less', async () => {
  const page = await as('duty')
  await goTo(page, `/advisories/${id}/phone-list`)
  await page.getByText('Det gjelder sektorvarsel').first().waitFor()
  await isWell(page, 'phone-list')
  await page.emulateMedia({ media: 'print' })
  await look(page, 'phone-list-print')
  await eachPageSays(page, ['TLP:AMBER+STRICT', 'HELSECERT-2026-0001', 'Skrevet ut av duty'])
  await page.emulateMedia({ media: 'screen' })
  const first = page.locator('.silence-phone > li').filter({ hasText: memberOrganisation })
  await first.getByRole('checkbox', { name: 'Nådd', exact: true }).focus()
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Før inn 1 samtale' }).click()
  await page.getByText('1 samtale er ført inn.').waitFor()
  // It was a slip: the call is taken back, and registered again.
  await page.getByRole('button', { name: `Angre samtalen med ${memberOrganisation}` }).click()
  await page.getByText('1 samtale er tatt tilbake.').waitFor()
  await settled(page)
  await first.getByRole('checkbox', { name: 'Nådd', exact: true }).check()
  await page.getByRole('button', { name: 'Før inn 1 samtale' }).click()
  await first.getByText('Ringt: nådd').waitFor()
  await applyCalls(house.db, later(house.clock.now(), hour))
  await house.work()

  await goTo(page, `/advisories/${id}/silence?stage=read`)
  await rowOf(page, memberOrganisation).getByText('Ringt: nådd').waitFor()
})

it('What a warning had for effect is shown with its denominators, beside other warnings, and who is silent about all', async () => {
  const page = await as('lead')
  await goTo(page, `/advisories/${id}/effect`)
  await page.getByText(`av ${of}`).first().waitFor()
  await isWell(page, 'effect-of-warning')
  await goTo(page, '/advisories/effect')
  await page.getByRole('link', { name: 'Steng porten straks' }).waitFor()
  await isWell(page, 'effect-of-warnings')
  await goTo(page, '/silence')
  await page.getByRole('link', { name: 'Steng porten straks' }).first().waitFor()
  await isWell(page, 'silent-everywhere')
})

it('The silence table reads in English too', async () => {
  const english = await as('analyst', { locale: 'en' })
  await goTo(english, `/advisories/${id}/silence`)
  await english.getByText('Between two reminders lie 2 hours').waitFor()
  await isWell(english, 'silence-en')
})

it('Another wording is written in the draft of a low warning, and said to be impossible for others', async () => {
  const writer = person('Skriver')
  const now = house.clock.now()
  const draft = async (severity: 'high' | 'low') => {
    const text = 'Oppdater skriverne'
    const content = {
      ...written(text),
      severity,
      measures: written(text).measures.map((one) => ({ ...one, group: 'week' as const })),
    }
    return must(await house.db.in(writer, (tx) => create(tx, writer, { content, source: null }, now))).id
  }
  const page = await as('analyst')
  await goTo(page, `/advisories/${await draft('high')}/wordings`)
  await page.getByText('Dette varselet har bare én ordlyd.').waitFor()
  const low = await draft('low')
  await goTo(page, `/advisories/${low}`)
  await page.getByRole('link', { name: 'Ordlyder' }).click()
  await settled(page)
  await page.getByRole('button', { name: 'Legg til ordlyd B' }).click()
  for (const language of ['bokmål', 'nynorsk', 'engelsk'])
    await page.getByLabel(`Tittel (${language})`).fill('Ti minutter som stopper avlytting av skrivere')
  await isWell(page, 'wordings')
  await page.getByRole('button', { name: 'Lagre ordlydene' }).click()
  await page.getByText('Ordlydene er lagret.').waitFor()
  await goTo(page, `/advisories/${low}/wordings`)
  expect(await page.getByLabel('Tittel (bokmål)').inputValue()).toBe('Ti minutter som stopper avlytting av skrivere')
})
