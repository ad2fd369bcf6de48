import { afterAll, describe, expect, it } from 'vitest'
import { gather, publicUrl } from '#capabilities/notices/gather.ts'
import { sendWaiting } from '#capabilities/notices/send.ts'
import { day, later, utc } from '#domain/time.ts'
import { clockAt } from '#platform/clock.ts'
import { type MailHouse, mailIsHere, startMail } from '../setup/mail.ts'
import { look } from './browser.ts'
import { type House, openHouse, rdpReport, rdpRow } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

const contact = 'sikkerhet@nordvik.example'

let mail: MailHouse
let house: House

/** Everything that is found is told: a day later, so that digests are due too, and handed to the mail server. */
async function tellAll(): Promise<void> {
  await house.work()
  const tomorrow = later(utc(Date.now()), day)
  await gather(house.db, publicUrl(house.config), tomorrow)
  await sendWaiting({ ...house, clock: clockAt(tomorrow) })
  await house.work()
}

const tokenIn = (text: string): string => /\/answer#([\w-]+)/.exec(text.replaceAll(/=\r?\n/g, ''))![1]!

describe.skipIf(!mailIsHere())('what was told', () => {
  afterAll(() => mail?.stop())
  const { as, stranger } = visit(async () => {
    mail = await startMail()
    house = await openHouse({ settings: { VARDE_SMTP_URL: mail.smtpUrl } })
    await house.bring(
      'shadowserver',
      '2026-11-20-scan_rdp-a.csv',
      rdpReport(rdpRow('198.18.4.10', 'critical'), rdpRow('198.18.4.11')),
    )
    await tellAll()
    await mail.arrived(contact)
    return house
  })

  it('A notice is answered on a telephone by the link in its mail, and nothing is left in the browser', async () => {
    const [received] = await mail.read(contact)
    const page = await stranger()
    await page.setViewportSize({ width: 390, height: 844 })
    await goTo(page, `/answer#${tokenIn(received!.text!)}`)
    await page.getByRole('heading', { name: /Fjernskrivebordet|Fjernskrivebord/ }).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('nn')
    await isWell(page, 'told-link')
    await page.getByRole('button', { name: /Send svaret/ }).click()
    await page.getByRole('alert').getByText('Vel eitt av svara.').waitFor()
    await page.getByLabel(/^Vi jobbar med det/).check()
    await page.getByLabel('Namnet ditt').fill('Kari Drift')
    await page.getByRole('button', { name: /Send svaret/ }).click()
    await page.getByText(/Takk. Svaret er motteke/).waitFor()
    await page.getByText('Vi spør igjen når den dagen er over.').waitFor()
    await isWell(page, 'told-link-thanks')
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
    expect(await page.context().cookies()).toEqual([])
    const duty = await as('duty')
    await goTo(duty, '/findings?q=198.18.4.10&state=all')
    await duty.getByText(/^jobber med det til/).waitFor()
  })

  it('Opening the link changes nothing, and a forged one opens nothing', async () => {
    const [received] = await mail.read(contact)
    const token = tokenIn(received!.text!)
    const count = async () => (await (await as('duty')).request.get('/api/findings/changes')).json()
    const before = await count()
    const page = await stranger()
    await goTo(page, `/answer#${token}`)
    await goTo(page, '/answer')
    await page.getByText('Lenken er ikke hel').waitFor()
    await isWell(page, 'told-link-none')
    await page.goto(`/answer#${token.slice(0, -2)}AA`)
    await page.getByText('Denne svarlenken gjelder ikke').waitFor()
    await isWell(page, 'told-link-forged')
    expect(await count()).toEqual(before)
  })

  it('A member reads what needs it, and answers several by keyboard; the answer can be undone', async () => {
    await house.bring(
      'shadowserver',
      '2026-11-20-scan_rdp-b.csv',
      rdpReport(...Array.from({ length: 12 }, (_, index) => rdpRow(`198.18.5.${index}`, index < 2 ? 'critical' : 'medium'))),
    )
    await house.work()
    const page = await as('member-security')
    await goTo(page, '/')
    await page.waitForURL('**/now')
    await page.getByText(/funn må følges opp/).waitFor()
    await isWell(page, 'told-now')
    await goTo(page, '/findings?q=198.18.5.0/24')
    await page.getByText('12 vist av 12').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.keyboard.press('e')
    await page.getByRole('dialog').getByText('Hva er svaret?').waitFor()
    await isWell(page, 'told-answer')
    await page.getByLabel(/^Rettet/).focus()
    await page.keyboard.press('Space')
    await page.getByLabel(/Hva gjorde dere/).fill('Porten er stengt i brannmuren.')
    await page.getByRole('button', { name: 'Svar på 2 funn' }).press('Enter')
    await page.getByText('2 funn er besvart.').waitFor()
    await page.getByText('meldt rettet').first().waitFor()
    expect(await page.getByText('meldt rettet').count()).toBe(2)
    await page.getByRole('button', { name: 'Angre' }).click()
    await page.getByText('Svaret på 2 funn er tatt tilbake.').waitFor()
    await page.waitForFunction(() => !document.body.textContent?.includes('meldt rettet'))
  })

  it('All that fit a filter are answered at once, and the team decides what is disputed', async () => {
    const page = await as('member-security')
    await goTo(page, '/findings?q=198.18.5.0/24')
    await page.getByLabel('Velg alle på siden').check()
    await page.getByRole('button', { name: 'Svar', exact: true }).click()
    await page.getByLabel(/^Ikke vårt/).check()
    await page.getByRole('button', { name: 'Svar på 12 funn' }).click()
    await page.getByText('Skriv en grunn på minst tre tegn.').first().waitFor()
    await page.getByLabel(/Hva vet dere om adressen/).fill('Adressene tilhører et annet selskap.')
    await page.getByRole('button', { name: 'Svar på 12 funn' }).click()
    await page.getByText('12 funn er besvart.').waitFor()
    const duty = await as('duty')
    await goTo(duty, '/findings?q=198.18.5.0/24&state=disputed')
    await duty.getByRole('table').getByRole('link').first().click()
    await duty.getByText('Nordvik kommune er uenig').waitFor()
    await isWell(duty, 'told-dispute')
    await duty.getByRole('button', { name: 'Ikke gi medhold' }).click()
    await duty.getByLabel('Grunn').fill('Adressen står i avtalen deres fra januar.')
    await duty.getByRole('button', { name: 'Åpne 1 funn igjen' }).click()
    await duty.getByText('1 funn er avgjort.').waitFor()
    await duty.getByText(/Vår vurdering: «Adressen står i avtalen deres fra januar/).waitFor()
  })

  it('The team sees a notice exactly as it was sent, with the proof of each delivery', async () => {
    const page = await as('duty')
    await goTo(page, '/notices')
    await isWell(page, 'told-notices')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/notices/ntc_*')
    await settled(page)
    const inside = page.frameLocator('iframe')
    await inside.getByRole('heading').first().waitFor()
    const subject = await page.getByRole('heading', { level: 1 }).textContent()
    // The mail's own style is at work, and nothing in it can be followed.
    expect(await inside.locator('a[href]').count()).toBe(0)
    await look(page, 'told-notice-mail')
    await page.getByText('Vis beviset').first().click()
    await page.getByText(/^250 /).first().waitFor()
    const messageId = await page.locator('.delivery code').first().textContent()
    const received = (await mail.read(contact)).find((each) => each.messageId?.includes(messageId ?? '-'))
    expect(received?.subject).toBe(subject)
    await page.getByRole('tab', { name: 'Som tekst' }).click()
    await isWell(page, 'told-notice')
  })

  it('A member reads its message, and the team sees that it was opened', async () => {
    const member = await as('member-security')
    await goTo(member, '/notices')
    await isWell(member, 'told-messages')
    await member.getByRole('table').getByRole('link').first().click()
    await member.waitForURL('**/notices/ntc_*')
    await member.getByRole('tab', { name: 'Som tekst' }).click()
    await isWell(member, 'told-message')
    const duty = await as('duty')
    await goTo(duty, new URL(member.url()).pathname)
    expect(await duty.getByText('Ikke åpnet i portalen').count()).toBe(0)
  })

  it('All sending is held with a reason, which stands on every page of notices, and let go on', async () => {
    const page = await as('duty')
    await goTo(page, '/notices/waiting')
    await page.getByRole('button', { name: 'Stopp all utsending' }).click()
    await isWell(page, 'told-hold')
    await page.getByLabel('Grunn').fill('En kilde sendte ti ganger for mye.')
    await page.getByRole('button', { name: 'Stopp all utsending nå' }).click()
    await page.getByText('All utsending er stoppet', { exact: true }).waitFor()
    for (const place of ['silence', 'inbox', 'routing', 'windows']) {
      await goTo(page, `/notices/${place}`)
      await page.getByText('En kilde sendte ti ganger for mye.').waitFor()
      await isWell(page, `told-held-${place}`)
    }
    await page.getByRole('button', { name: 'Slipp utsendingen' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Slipp utsendingen nå' }).click()
    await page.getByText(/Utsendingen går igjen: \d+ av \d+/).waitFor()
    await page.waitForFunction(() => !document.querySelector('.band'))
  })

  it('A rule is added after it was seen who would be told, and ended', async () => {
    const page = await as('duty')
    await goTo(page, '/notices/routing')
    await page.getByLabel('Funn', { exact: true }).fill('198.18.4.10')
    await page.getByRole('button', { name: /198.18.4.10/ }).click()
    await page
      .locator('main')
      .getByText(/til Nordvik kommune fordi den eier/)
      .waitFor()
    await isWell(page, 'told-routing')
    await page.getByRole('button', { name: 'Legg til en regel' }).click()
    await page.getByLabel('Varsles').selectOption('both')
    await page.getByLabel('Grunn').fill('Avtalt med dem alle i januar.')
    await isWell(page, 'told-rule')
    await page.getByRole('button', { name: 'Lagre regelen' }).click()
    await page.getByText('Avtalt med dem alle i januar.').first().waitFor()
    await page.getByRole('button', { name: 'Avslutt', exact: true }).click()
    await page.getByRole('button', { name: 'Avslutt regelen' }).click()
    await page.getByText('Ingen egne regler').waitFor()
  })

  it('A member changes the hour of its digest, plans maintenance, and keeps its contacts', async () => {
    const page = await as('member-security')
    await goTo(page, '/told-how')
    await page.getByLabel('Den daglige oversikten kommer').selectOption({ label: 'kl. 13.00' })
    await page.getByRole('button', { name: 'Lagre valgene' }).click()
    await page.getByText('Valgene gjelder fra nå.').waitFor()
    await page.getByRole('button', { name: 'Meld vedlikehold' }).click()
    await isWell(page, 'told-window')
    await page.getByLabel('Grunn').fill('Bytte av brannmur.')
    await page.getByRole('button', { name: 'Lagre vedlikeholdet' }).click()
    await page.getByText('Bytte av brannmur.').waitFor()
    await page.reload()
    await settled(page)
    expect(await page.getByLabel('Den daglige oversikten kommer').inputValue()).toBe('13')
    await isWell(page, 'told-how')
    await goTo(page, '/contacts')
    await page
      .getByRole('button', { name: /Bekreft at/ })
      .first()
      .click()
    await page.getByText('Kontakten er bekreftet.').waitFor()
    await isWell(page, 'told-contacts')
  })

  it('The team pauses an organisation with a reason, and ends the pause', async () => {
    const page = await as('lead')
    await goTo(page, `/organisations/${await house.organisation('Nordvik kommune')}`)
    await page.getByRole('link', { name: 'Slik varsles de' }).click()
    await page.waitForURL('**/told-how')
    await page.getByRole('button', { name: 'Sett på pause' }).click()
    await page.getByLabel('Til og med').fill(later(utc(Date.now()), 9 * day).slice(0, 10))
    await page.getByLabel('Grunn').fill('De flytter datarommet.')
    await page.getByRole('dialog').getByRole('button', { name: 'Sett på pause' }).click()
    await page.getByText('Satt på pause: ingenting sendes').waitFor()
    await isWell(page, 'told-paused')
    await page.getByRole('button', { name: 'Avslutt pausen' }).click()
    await page.getByText('Pausen er over.').waitFor()
  })
})

describe('an operator', () => {
  const { as } = visit(async () => {
    house = await openHouse({ membersOf: 'Fjord IKT-drift' })
    await house.bring(
      'shadowserver',
      '2026-11-20-scan_rdp-c.csv',
      rdpReport(rdpRow('198.18.13.9', 'critical'), rdpRow('198.18.13.10')),
    )
    await house.work()
    return house
  })

  it('An operator sees those it operates for on its front page, and goes on to the findings of one of them', async () => {
    const page = await as('member-security')
    await goTo(page, '/')
    await page.getByRole('heading', { name: 'Dere drifter for' }).waitFor()
    await isWell(page, 'told-operator')
    const owner = page.getByRole('table').getByRole('link')
    const name = await owner.textContent()
    await page.getByRole('table').getByText('2 av 2').waitFor()
    await owner.press('Enter')
    await page.getByText(`Bare funn hos ${name} vises.`).waitFor()
    await settled(page)
    await page.getByText('2 vist av 2').waitFor()
    await isWell(page, 'told-operator-one')
  })
})
