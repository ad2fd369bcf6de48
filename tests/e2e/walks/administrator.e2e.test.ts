import type { ChildProcess } from 'node:child_process'
import { generateSync } from 'otplib'
import type { Browser, Page } from 'playwright-core'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { later, utc } from '#domain/time.ts'
import { openPlace, type Place } from '../../loop/house.ts'
import { freePort } from '../../setup/cluster.ts'
import { type SmtpPeer, startSmtpPeer } from '../../setup/peers.ts'
import { openBrowser, openPage, problemsOf } from '../browser.ts'
import { rdpReport, rdpRow } from '../house.ts'
import { goTo } from '../well.ts'
import { film } from './film.ts'

const members = [
  'number,name,kinds,constituencies,membership,networks,domains,valid_from,security_email,operations_telephone',
  '312000024,Fjordsykehuset,hospital-trust,health,member,198.18.1.0/24,fjordsykehuset.example,2025-01-01,sikkerhet@fjordsykehuset.example,+47 00 00 00 00',
  '312000067,Storgata tannklinikk,dental-practice,health,member,198.18.13.8/29,storgata-tannklinikk.example,2025-01-01,post@storgata-tannklinikk.example,',
  '',
].join('\n')

/** A report of this hour; the printed one has its columns. */
const report = (): string => {
  const seenAt = later(utc(Date.now()), -3_600_000).slice(0, 19).replace('T', ' ')
  return rdpReport(rdpRow('198.18.1.7', 'critical').replace('2026-11-20 03:10:00', seenAt))
}

const shot = film('administrator')
let place: Place
let mail: SmtpPeer
let browser: Browser
let page: Page
let varde: ChildProcess
let said = ''

beforeAll(async () => {
  ;[place, mail, browser] = await Promise.all([
    openPlace({ engine: 'embedded', migrated: false }),
    startSmtpPeer(),
    openBrowser(),
  ])
  const port = await freePort()
  varde = place.start(['start', '--empty', '--port', String(port)], { VARDE_SMTP_URL: mail.url }).child
  varde.stdout!.on('data', (text: string) => {
    said += text
  })
  await vi.waitFor(() => expect(said).toContain('Varde is open at'), { timeout: 120_000, interval: 100 })
  page = await openPage(browser, { baseURL: `http://127.0.0.1:${port}` })
})
afterAll(async () => {
  await browser?.close()
  varde?.kill('SIGTERM')
  await mail?.stop()
  await place?.close()
})

it('An administrator starts an empty Varde and gets as far as the first notice, by what the terminal and the pages say', async () => {
  const [, name, password] = /First administrator: (\w+), password ([\w-]+)/.exec(said)!
  await page.goto('/')
  await page.getByLabel('Brukernavn').fill(name!)
  await page.getByLabel('Passord').fill(password!)
  await shot(page, 'sign-in')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Sett opp totrinnskode' }).waitFor()
  await page.getByRole('img', { name: 'QR-kode' }).waitFor()
  await shot(page, 'second-factor')
  const secret = (await page.locator('.secret code').textContent())!.replaceAll(' ', '')
  await page.getByLabel('Koden som appen viser nå').fill(generateSync({ secret }))
  await page.keyboard.press('Enter')
  await page.getByText('Ny her?').waitFor()
  await page.getByText('Pek på en kommune for å se tallene.').waitFor()
  await shot(page, 'empty-front')
  await page.getByRole('button', { name: 'Nei takk' }).click()

  await goTo(page, '/notices/senders')
  const health = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Til helse- og' }) })
  await health.getByLabel('Navn på avsenderen').fill('HelseCERT')
  await health.getByLabel('E-postadresse').fill('varsel@helsecert.example')
  await health.getByLabel('Telefon').fill('+47 00 00 00 00')
  await shot(page, 'sender')
  await health.getByRole('button', { name: 'Lagre avsenderen' }).click()
  await page.getByText('HelseCERT er lagret.').waitFor()

  await goTo(page, '/organisations')
  await page.getByText('Ingen virksomheter ennå').waitFor()
  await shot(page, 'no-members')
  await goTo(page, '/organisations/import')
  const list = { name: 'medlemmer.csv', mimeType: 'text/csv', buffer: Buffer.from(members) }
  await page.getByLabel('Medlemsliste').setInputFiles(list)
  await page.getByText('Dette vil medlemmer.csv gjøre').waitFor()
  await shot(page, 'members-preview')
  await page.getByRole('button', { name: 'Importer medlemmer.csv' }).click()
  await page.getByText('Listen er importert').waitFor()
  await page.getByRole('link', { name: 'Se virksomhetene' }).click()
  await page.getByRole('link', { name: 'Storgata tannklinikk' }).waitFor()
  await shot(page, 'members')

  await goTo(page, '/people')
  await page.getByRole('button', { name: 'Legg til person' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Brukernavn').fill('vakt')
  await dialog.getByLabel('Vises som').fill('Vakthavende')
  await dialog.getByLabel('Vakt', { exact: true }).check()
  await shot(page, 'account')
  await dialog.getByRole('button', { name: 'Legg til kontoen' }).click()
  await page.getByText('Passordet vises bare nå').waitFor()
  await shot(page, 'account-password')
  await page.getByRole('button', { name: 'Jeg har tatt vare på det' }).click()
  await page.getByRole('cell', { name: 'Vakthavende vakt' }).waitFor()

  await goTo(page, '/sources')
  await shot(page, 'no-sources')
  await goTo(page, '/sources/new')
  await page.getByLabel('Tittel').fill('Shadowserver')
  await page.getByLabel('Kortnavn').fill('shadowserver')
  await page.getByLabel('Hvem som sender').fill('The Shadowserver Foundation')
  await page.getByLabel('Timer mellom filer').fill('24')
  await shot(page, 'source')
  await page.getByRole('button', { name: 'Lagre kilden' }).click()
  await page.getByRole('heading', { level: 1, name: 'Shadowserver' }).waitFor()
  const file = { name: '2026-11-22-scan_rdp-all.csv', mimeType: 'text/csv', buffer: Buffer.from(report()) }
  await page.getByLabel('Fil fra kilden').setInputFiles(file)
  await page.waitForURL('**/imports/imp_*')
  await page
    .getByText(/1\s*av 1/)
    .first()
    .waitFor()
  await shot(page, 'first-report')

  await goTo(page, '/findings')
  await page.getByText('Fjordsykehuset').first().waitFor()
  await shot(page, 'first-finding')
  await goTo(page, '/notices/waiting')
  await shot(page, 'about-to-be-told')

  // The house gathers and sends by the minute.
  await vi.waitFor(() => expect(mail.taken).toHaveLength(1), { timeout: 150_000, interval: 500 })
  const first = await PostalMime.parse(mail.taken[0]!.raw)
  expect(mail.taken[0]!.to).toEqual(['sikkerhet@fjordsykehuset.example'])
  expect(first.from!.address).toBe('varsel@helsecert.example')
  expect(first.subject).toContain('Kritisk')
  expect(first.text).toContain('198.18.1.7')
  await goTo(page, '/notices')
  await page.locator('tbody').getByText('Sendt', { exact: true }).waitFor()
  await shot(page, 'notices')
  await page.getByRole('table').getByRole('link').first().click()
  await page.waitForURL('**/notices/ntc_*')
  await page.frameLocator('iframe').getByRole('heading').first().waitFor()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(first.subject)
  await shot(page, 'first-notice', { whole: true })
  await goTo(page, '/watch')
  await page.getByText('Frister for kritiske funn').waitFor()
  await page.getByText('Pek på en kommune for å se tallene.').waitFor()
  await shot(page, 'front-afterwards')
  expect(problemsOf(page)).toEqual([])
}, 300_000)
