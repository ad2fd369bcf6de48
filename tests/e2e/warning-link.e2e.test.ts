import { afterAll, describe, expect, it } from 'vitest'
import { withdraw } from '#capabilities/advisories/actions.ts'
import { inThree, warn, warningContent } from '#capabilities/advisories/fixtures/warn.ts'
import { addHolding } from '#capabilities/members/actions.ts'
import { type Id, uuidOf } from '#domain/id.ts'
import { systemScope } from '#domain/scope.ts'
import { day, later } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { type MailHouse, mailIsHere, startMail } from '../setup/mail.ts'
import { look } from './browser.ts'
import { type House, openHouse } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell } from './well.ts'

const team = systemScope('test')
const contact = 'sikkerhet@nordvik.example'

let mail: MailHouse
let house: House

/** Publishes a warning to these members and sends it; the token in the mail that Nordvik really got. */
async function told(title: string, more: readonly Id<'org'>[] = []): Promise<{ advisory: Id<'adv'>; token: string }> {
  const organisations = [await house.organisation('Nordvik kommune'), ...more]
  const before = (await mail.read(contact)).length
  const advisory = await warn(house.db, { organisations, content: warningContent({ title: inThree(title) }) }, house.clock.now())
  await house.work()
  const received = await mail.arrived(contact, before + 1)
  const { text, html } = received.find((one) => one.text!.includes(title))!
  const inText = /\/answer-warning#([\w-]+)/.exec(text!)![1]!
  expect(html).toContain(`/answer-warning#${inText}`)
  return { advisory, token: inText }
}

describe.skipIf(!mailIsHere())('a warning in a mail', () => {
  afterAll(() => mail?.stop())
  const { as, stranger } = visit(async () => {
    mail = await startMail()
    house = await openHouse({ settings: { VARDE_SMTP_URL: mail.smtpUrl } })
    return house
  })

  it('The front page of a member says how many warnings wait, and until when; with nothing to answer it says nothing', async () => {
    const { advisory } = await told('Steng fjernhjelpen')
    const page = await as('member-security')
    await goTo(page, '/now')
    await page.getByText('Et varsel til dere venter på svar').waitFor()
    await page.getByText(/^Korteste frist:/).waitFor()
    await isWell(page, 'now-warning-waits')
    await page.getByRole('link', { name: 'Les og svar' }).click()
    await page.getByRole('link', { name: 'Steng fjernhjelpen' }).waitFor()
    const withdrawn = await house.db.in(team, (tx) => withdraw(tx, team, { id: advisory, reason: 'x' }, house.clock.now()))
    expect(withdrawn).toMatchObject({ ok: true })
    await house.work()
    await goTo(page, '/now')
    await page.getByRole('heading', { name: 'Hvordan går det?' }).waitFor()
    await page.getByText('Et varsel til dere venter på svar').waitFor({ state: 'detached' })
  })

  it('2.02 A warning is answered by two clicks from its mail, without signing in, on a telephone and by keyboard', async () => {
    const { advisory, token } = await told('Steng fjernpålogging')
    const page = await stranger()
    await page.setViewportSize({ width: 390, height: 844 })
    // The first click is the one in the mail.
    await goTo(page, `/answer-warning#${token}`)
    await page.getByRole('heading', { name: 'Steng fjernpålogging (nn)' }).waitFor()
    await isWell(page, 'warning-link')
    const done = page.getByRole('button', { name: 'Gjort: Steng porten (nn)' })
    await done.focus()
    await page.keyboard.press('Enter')
    await page.getByText('Takk. Svaret er lagra.').waitFor()
    await page.getByText('1 tiltak manglar svar. Det står under.').waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('status')
    await isWell(page, 'warning-link-thanks')

    await page.getByRole('button', { name: 'Angre svaret' }).press('Enter')
    await page.getByText('Svaret er teke tilbake.').waitFor()
    await page.getByRole('button', { name: 'Gjort: alle tiltaka' }).click()
    await page.getByText('Takk. Svaret er lagra på 2 tiltak.').waitFor()
    await page.getByText('Alt har fått svar. De kan lukke sida.').waitFor()
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
    expect(await page.context().cookies()).toEqual([])

    await house.work()
    const [address] = await house.db.asOwner((tx) =>
      tx.rows<{ told: boolean; read: boolean; answered: boolean }>(sql`
        select told_at is not null as told, read_at is not null as read, answered_at is not null as answered from advisory_address
        where advisory_id = ${uuidOf(advisory)}::uuid`),
    )
    expect(address).toEqual({ told: true, read: true, answered: true })
    const duty = await as('duty')
    await goTo(duty, `/measures?advisory=${advisory}&state=all`)
    await duty.getByText('Sagt gjort').first().waitFor()
  })

  it('What is done instead asks what and until when; an answer is changed where it was given', async () => {
    const { token } = await told('Oppgrader journalen')
    const page = await stranger()
    await goTo(page, `/answer-warning#${token}`)
    await page.getByRole('button', { name: 'Bokmål' }).click()
    await page.getByRole('button', { name: 'Vi gjør noe annet i stedet …: Oppgrader' }).click()
    await page.getByRole('button', { name: 'Lagre svaret' }).click()
    await page.getByText('Svaret mangler en dato.').waitFor()
    const until = later(house.clock.now(), 60 * day).slice(0, 10)
    await page.getByLabel('Når ser dere på det igjen?').fill(until)
    // What the warning names is there to be chosen; own words must say something.
    await page.getByRole('radio', { name: 'Noe annet' }).check()
    await page.getByLabel('Hva gjør dere?').fill('abc')
    await page.getByRole('button', { name: 'Lagre svaret' }).click()
    await page.getByText('Svaret sier ikke hva dere gjør i stedet.').waitFor()
    await isWell(page, 'warning-link-instead-own')
    await page.getByRole('radio', { name: 'Koble fra nettet' }).check()
    await isWell(page, 'warning-link-instead')
    await page.getByRole('button', { name: 'Lagre svaret' }).click()
    await page.getByText('Takk. Svaret er lagret.').waitFor()
    await page.getByText('Koble fra nettet').first().waitFor()
    await page.getByRole('button', { name: 'Endre svaret: Oppgrader' }).click()
    await page.getByRole('button', { name: 'Gjelder ikke oss: Oppgrader' }).click()
    await page.getByRole('button', { name: 'Endre svaret: Oppgrader' }).waitFor()
    await page.getByText('Gjelder ikke oss').first().waitFor()
    await look(page, 'warning-link-answered')
  })

  it('A link of a warning that was withdrawn says so, a forged one opens nothing, and none changes anything by being opened', async () => {
    const { advisory, token } = await told('Gjaldt ikke')
    await house.db.in(team, (tx) => withdraw(tx, team, { id: advisory, reason: 'Gjaldt en annen utgave' }, house.clock.now()))
    await house.work()
    const page = await stranger()
    await goTo(page, `/answer-warning#${token}`)
    await page.getByText('Varselet er trekt tilbake').waitFor()
    await page.getByText('Gjaldt en annen utgave').waitFor()
    await isWell(page, 'warning-link-withdrawn')
    await page.goto(`/answer-warning#${token.slice(0, -2)}AA`)
    await page.getByText(/Denne svarlenk.* gjeld/).waitFor()
    await goTo(page, '/answer-warning')
    await page.getByText(/^Lenk(en er ikke hel|ja er ikkje heil)/).waitFor()
  })

  it('Whoever runs several members answers for them in one go, and takes it back', async () => {
    const [nordvik, other] = [await house.organisation('Nordvik kommune'), await house.organisation('Storvik')]
    const [network] = await house.db.asOwner((tx) =>
      tx.rows<{ value: string }>(
        sql`select value from holding where organisation_id = ${uuidOf(other)}::uuid and relation = 'owns' and form = 'network' limit 1`,
      ),
    )
    const holding = {
      relation: 'operates' as const,
      form: 'network' as const,
      value: network!.value,
      from: '2025-01-01T00:00:00.000Z',
      to: null,
      proof: 'declared' as const,
      criticality: 0,
    }
    const added = await house.db.in(team, (tx) => addHolding(tx, team, nordvik, holding, house.clock.now()))
    expect(added).toMatchObject({ ok: true })
    await house.work()
    const { advisory } = await told('Felles drift', [other])
    const page = await as('member-security')
    await goTo(page, `/our-advisories/${advisory}`)
    await page.getByRole('link', { name: 'Svar på tiltakene' }).click()
    await page.getByRole('heading', { level: 1, name: 'Svar på tiltakene' }).waitFor()
    await page.getByText('4 vist av 4').waitFor()
    await page.getByRole('checkbox').first().check()
    await page.getByRole('button', { name: 'Svar', exact: true }).click()
    await page.getByRole('dialog').getByText('Hos 2 virksomheter: ').waitFor()
    await isWell(page, 'warning-bulk')
    await page.getByRole('button', { name: 'Lagre svaret på 4 tiltak' }).press('Enter')
    await page.getByText('Svaret er lagret på 4 tiltak.').waitFor()
    await page.getByRole('button', { name: 'Angre' }).click()
    await page.getByText('Svaret er tatt tilbake på 4 tiltak.').waitFor()
    await page.getByText('4 vist av 4').waitFor()
  })
})
