import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gather, publicUrl } from '#capabilities/notices/gather.ts'
import { sendWaiting } from '#capabilities/notices/send.ts'
import { day, later, utc } from '#domain/time.ts'
import { clockAt } from '#platform/clock.ts'
import { type MailHouse, mailIsHere, startMail } from '../setup/mail.ts'
import { openBrowser, openPage } from './browser.ts'
import { example, type House, openHouse } from './house.ts'
import { goTo, isWell } from './well.ts'

const owner = 'Storgata tannklinikk'
const operator = 'Fjord IKT-drift'
const header = readFileSync(example('2026-11-20-scan_rdp-example.csv'), 'utf8').split('\n')[0]
const row = (ip: string) =>
  `"2026-11-20 03:10:00","critical","${ip}","tcp","3389","","rdp","64499","NO","OSLO","OSLO","0","","","RDP"`

describe.skipIf(!mailIsHere()).each([owner, operator])('what an operator was told of, as %s sees it', (reader) => {
  let mail: MailHouse
  let house: House
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    mail = await startMail()
    house = await openHouse({ membersOf: reader, settings: { VARDE_SMTP_URL: mail.smtpUrl } })
    browser = await openBrowser()
    const report = [header, row('198.18.12.7'), row('198.18.13.9'), row('198.18.13.10'), ''].join('\n')
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
    page = await house.page(browser, 'member-security')
  })
  afterAll(async () => {
    await browser?.close()
    await house?.close()
    await mail?.stop()
  })

  it.skipIf(reader !== owner)('The owner is not asked to fix it: its operator has been told', async () => {
    await goTo(page, '/findings')
    await page.getByRole('heading', { name: 'Dette rettes for dere' }).waitFor()
    await isWell(page, 'operated-list')
    await goTo(page, '/now')
    await page.getByText(`Frist for ${operator}:`).first().waitFor()
    await isWell(page, 'operated-now')
    await goTo(page, '/findings')
    await page.getByRole('table').getByRole('link').first().click()
    await page.getByText(`${operator} drifter dette for dere og retter det.`).waitFor()
    await isWell(page, 'operated-finding')
  })

  it.skipIf(reader !== operator)('The operator sees whose each finding is, and can look at one member alone', async () => {
    for (const list of ['findings', 'measures']) {
      await goTo(page, `/${list}`)
      await page.getByRole('table').getByText(owner).first().waitFor()
      await isWell(page, `operator-${list}`)
      await page.getByLabel('Virksomhet').selectOption(owner)
      await page.getByText('2 vist av 2').waitFor()
      expect(await page.getByRole('table').getByText(operator).count()).toBe(0)
    }
  })

  it.skipIf(reader !== operator)(
    'The answer page chooses one member at a time, and says at once all that is missing',
    async () => {
      const contact = 'sikkerhet@fjordikt.example'
      await mail.arrived(contact)
      const [received] = await mail.read(contact)
      const link = await openPage(browser, { baseURL: house.origin })
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
    },
  )
})
