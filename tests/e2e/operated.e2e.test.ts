import { afterAll, describe, expect, it } from 'vitest'
import { gather, publicUrl } from '#capabilities/notices/gather.ts'
import { sendWaiting } from '#capabilities/notices/send.ts'
import { day, later, utc } from '#domain/time.ts'
import { clockAt } from '#platform/clock.ts'
import { type MailHouse, mailIsHere, startMail } from '../setup/mail.ts'
import { type House, openHouse, rdpReport, rdpRow } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell } from './well.ts'

const owner = 'Storgata tannklinikk'
const operator = 'Fjord IKT-drift'

/** A house in which the operator, and it alone, was told of three findings; its members' accounts act for `reader`. */
function operatorWasTold(reader: string) {
  let mail: MailHouse
  afterAll(() => mail?.stop())
  const visited = visit(async (browser) => {
    mail = await startMail()
    const house: House = await openHouse({ membersOf: reader, settings: { VARDE_SMTP_URL: mail.smtpUrl } })
    const report = rdpReport(...['198.18.12.7', '198.18.13.9', '198.18.13.10'].map((ip) => rdpRow(ip, 'critical')))
    await house.bring('shadowserver', '2026-11-20-scan_rdp-o.csv', report)
    await house.work()
    const rule = await house.page(browser, 'lead')
    const csrf = (await rule.context().cookies()).find(({ name }) => name === 'varde_csrf')!.value
    const added = await rule.request.post('/api/notices/routing', {
      headers: { 'x-csrf-token': csrf },
      data: { tell: 'operator', reason: 'Avtalt med dem alle.', severityFrom: null, kind: null, family: null },
    })
    expect(added.ok(), await added.text()).toBe(true)
    const tomorrow = later(utc(Date.now()), day)
    await gather(house.db, publicUrl(house.config), tomorrow)
    await sendWaiting({ ...house, clock: clockAt(tomorrow) })
    await house.work()
    return house
  })
  return { ...visited, mail: () => mail }
}

describe.skipIf(!mailIsHere())('what an operator was told of, as the owner sees it', () => {
  const { as } = operatorWasTold(owner)

  it('The owner is not asked to fix it: its operator has been told', async () => {
    const page = await as('member-security')
    await goTo(page, '/findings')
    await page.getByRole('heading', { name: 'Dette rettes for dere' }).waitFor()
    await isWell(page, 'operated-list')
    await goTo(page, '/now')
    await page.getByText(`${operator} retter 2 ting for dere.`).waitFor()
    await isWell(page, 'operated-now-simple')
    await page.getByRole('button', { name: 'Bruk den fulle forsiden' }).click()
    await page.getByText(`Frist for ${operator}:`).first().waitFor()
    await isWell(page, 'operated-now')
    await goTo(page, '/findings')
    await page.getByRole('table').getByRole('link').first().click()
    await page.getByText(`${operator} drifter dette for dere og retter det.`).waitFor()
    await page.getByRole('heading', { name: `Dette gjør ${operator} for dere` }).waitFor()
    await isWell(page, 'operated-finding')
  })
})

describe.skipIf(!mailIsHere())('what an operator was told of, as it sees it', () => {
  const { as, stranger, mail } = operatorWasTold(operator)

  it('The operator sees whose each finding is, and can look at one member alone', async () => {
    const page = await as('member-security')
    for (const list of ['findings', 'measures']) {
      await goTo(page, `/${list}`)
      await page.getByRole('table').getByText(owner).first().waitFor()
      await isWell(page, `operator-${list}`)
      await page.getByLabel('Virksomhet', { exact: true }).selectOption(owner)
      await page.getByText('2 vist av 2').waitFor()
      expect(await page.getByRole('table').getByText(operator).count()).toBe(0)
    }
  })

  it('The answer page chooses one member at a time, and says at once all that is missing', async () => {
    const contact = 'sikkerhet@fjordikt.example'
    await mail().arrived(contact)
    const [received] = await mail().read(contact)
    const link = await stranger()
    await link.goto(`/answer#${/\/answer#([\w-]+)/.exec(received!.text!)![1]}`)
    await link.getByRole('heading', { name: owner }).waitFor()
    await link.getByLabel(/^Ikke vårt/).check()
    await link.getByRole('button', { name: /^Send svaret/ }).click()
    await link.getByRole('alert').getByText('Skriv en grunn på minst tre tegn.').waitFor()
    await link.getByRole('alert').getByText('Skriv navnet ditt.').waitFor()
    await link.getByRole('alert').getByText('Velg minst ett sted som svaret gjelder.').waitFor()
    await isWell(link, 'operator-answer')
    await link.getByLabel(new RegExp(`^Alle hos ${owner}`)).check()
    await link.getByLabel('Navnet ditt').fill('Ola Drift')
    await link.getByLabel(/Hva vet dere om adressen/).fill('Klinikken har flyttet.')
    await link.getByRole('button', { name: 'Send svaret for 2 steder' }).click()
    await link.getByText('2 funn er besvart.').waitFor()
    await isWell(link, 'operator-answer-done')
  })
})
