import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mailFolder, markAsDemo } from '#capabilities/demo/capability.ts'
import { systemClock } from '#platform/clock.ts'
import { look } from './browser.ts'
import { openHouse } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell } from './well.ts'

const data = mkdtempSync(join(tmpdir(), 'varde-demo-e2e-'))
const long = 'Nordre Fjordstranda interkommunale legevakt- og øyeblikkelig-hjelp-tjeneste'

/** A mail as the sink keeps it. */
function keep(
  id: number,
  { subject, html, to = 'post@vik.kommune.example' }: { subject: string; html?: string; to?: string },
): void {
  const folder = mailFolder({ dataDir: data })
  mkdirSync(folder, { recursive: true })
  const body = html
    ? [
        'Content-Type: multipart/alternative; boundary=a',
        '',
        '--a',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'Steng porten.',
        '--a',
      ].concat(['Content-Type: text/html; charset=utf-8', '', html, '--a--', ''])
    : ['Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=a', '', '--a', '', 'x', '--a--', '']
  const head = [`X-Varde-Kept-For: ${to}`, 'From: varsel@helsecert.example', 'Date: Sat, 21 Nov 2026 03:10:00 +0100']
  writeFileSync(
    join(folder, `${String(id).padStart(9, '0')}.eml`),
    [...head, `Subject: ${subject}`, 'MIME-Version: 1.0', ...body].join('\r\n'),
  )
}

const html =
  '<html lang="nb"><head><title>Varsel</title><style>h1 { color: rgb(10, 80, 90) }</style></head>' +
  '<body><h1>Steng fjernskrivebordet</h1><p>198.18.4.10 svarer på port 3389.</p>' +
  `<p>${'Steng porten i brannmuren, og slipp bare inn dem som trenger det. '.repeat(20)}</p>` +
  '<p><a href="http://127.0.0.1:1/answer#made-up">Svar på varselet</a> <a href="https://else.example/">Annet sted</a></p></body></html>'

const { as, stranger } = visit(async () => {
  const house = await openHouse({ settings: { VARDE_DATA: data } })
  await markAsDemo(house.db, systemClock.now())
  for (let id = 1; id <= 41; id += 1) keep(id, { subject: `TLP:AMBER Varsel ${id}`, html })
  keep(42, {
    subject: 'TLP:AMBER Varsel til en lang mottaker',
    html,
    to: `${'post.til.'.repeat(5)}${'a'.repeat(20)}@legevakt-fjordstranda.example`,
  })
  keep(43, { subject: `TLP:RED ${long}` })
  return { ...house, close: () => house.close().finally(() => rmSync(data, { recursive: true })) }
})

it('A band says demo on every page, before and after signing in, in three languages, and on paper', async () => {
  const nobody = await stranger()
  await goTo(nobody, '/')
  await nobody.getByText('Demo: funnene er oppdiktet').waitFor()
  await nobody.getByText('./varde demo sign-in').waitFor()
  await isWell(nobody, 'demo-sign-in')
  for (const [locale, words] of [
    ['nb', 'funnene er oppdiktet'],
    ['nn', 'funna er oppdikta'],
    ['en', 'the findings are invented'],
  ] as const) {
    const page = await as('member-security', { locale })
    await goTo(page, '/')
    const band = page.getByRole('complementary', { name: 'Demo' })
    await band.getByText(words).waitFor()
    expect(await band.getByRole('link').count()).toBe(0)
    await page.emulateMedia({ media: 'print' })
    expect(await band.isVisible()).toBe(true)
  }
})

it('The team goes from the band to the mail, and reads one as its recipient would', async () => {
  const page = await as('duty')
  await goTo(page, '/organisations')
  await page.getByRole('complementary', { name: 'Demo' }).getByRole('link', { name: 'Les e‑posten' }).click()
  await page.getByRole('heading', { level: 1, name: 'E-post fra demoen' }).waitFor()
  await isWell(page, 'demo-mails')
  const search = page.getByRole('searchbox', { name: 'Mottaker eller emne' })
  await search.fill('legevakt-fjordstranda')
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1)
  await page.getByRole('link', { name: 'TLP:AMBER Varsel til en lang mottaker' }).waitFor()
  await search.fill('finnes ikke')
  await page.getByText('Ingen e-post passer').waitFor()
  await search.fill('')
  await page.getByRole('button', { name: 'Neste' }).click()
  await page.getByRole('link', { name: 'TLP:AMBER Varsel 3', exact: true }).click()
  const mail = page.frameLocator('iframe')
  await mail.getByRole('heading', { name: 'Steng fjernskrivebordet' }).waitFor()
  // The mail's own style is at work, and whoever reads it follows nothing.
  const color = () => {
    const inside = document.querySelector('iframe')!.contentDocument!
    return inside.defaultView!.getComputedStyle(inside.querySelector('h1')!).color
  }
  expect(await page.evaluate(color)).toBe('rgb(10, 80, 90)')
  await look(page, 'demo-mail')
  // When the window turns, all of the mail is seen still, and no more room than it needs is taken.
  const isWhole = (below: number) => {
    const frame = document.querySelector('iframe')!
    return frame.contentDocument!.documentElement.scrollHeight <= frame.clientHeight && frame.clientHeight < below
  }
  await page.setViewportSize({ width: 390, height: 844 })
  await page.waitForFunction(isWhole, Number.POSITIVE_INFINITY)
  const narrow = await page.evaluate(() => document.querySelector('iframe')!.clientHeight)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.waitForFunction(isWhole, narrow)
  const [answer] = await Promise.all([page.waitForEvent('popup'), mail.getByRole('link', { name: 'Svar på varselet' }).click()])
  expect(new URL(answer.url()).origin).toBe(new URL(page.url()).origin)
  await answer.getByRole('heading', { level: 1 }).waitFor()
  await answer.close()
  expect(await mail.getByText('Annet sted').getAttribute('href')).toBeNull()
  await page.getByRole('tab', { name: 'Som ren tekst' }).click()
  await page.getByText('Steng porten.').waitFor()
  await isWell(page, 'demo-mail-text')
})

it('A mail that only its recipient can read says so, and one that is not there is no page', async () => {
  const page = await as('lead', { locale: 'en' })
  await goTo(page, '/demo/mail/43')
  await page.getByText('The mail is encrypted').waitFor()
  await isWell(page, 'demo-mail-encrypted')
  await page.goto('/demo/mail/999')
  await page.getByRole('alert').waitFor()
  await look(page, 'demo-mail-missing')
})
