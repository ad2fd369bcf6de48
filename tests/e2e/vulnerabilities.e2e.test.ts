import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { usualAddresses } from '#capabilities/vulnerabilities/contract.ts'
import { openHouse } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

const fixtures = fileURLToPath(new URL('../../src/formats/vulnerabilities/fixtures', import.meta.url))
const { as } = visit(() => openHouse())

/** EPSS of an old day. */
const oldEpss = readFileSync(join(fixtures, 'epss.csv'), 'utf8').replace('2026-11-20', '2026-01-20')

describe('vulnerabilities', () => {
  it('Before anything is read the list says what to do, and an analyst reads files of the sources', async () => {
    const page = await as('analyst')
    await goTo(page, '/vulnerabilities')
    await page.getByText('Vi har ikke lest noe om sårbarheter ennå').waitFor()
    await isWell(page, 'vulnerabilities-empty')
    await page.getByRole('link', { name: 'Les inn en fil' }).click()
    await settled(page)
    const read = async (
      source: string,
      file: string | { name: string; mimeType: string; buffer: Buffer },
      said: string | RegExp,
    ) => {
      await page.getByLabel('Kilde', { exact: true }).selectOption(source)
      await page.locator('input[type=file]').setInputFiles(typeof file === 'string' ? join(fixtures, file) : file)
      await page.getByText(said).first().waitFor()
    }
    await read('kev', 'kev.json', 'kev.json: 3 nye, 0 endret, 0 ikke forstått')
    await read('eukev', 'eukev.json', 'eukev.json: 1 nye')
    await read('cve5', 'cve5.ndjson', 'cve5.ndjson: 2 nye, 0 endret, 1 ikke forstått')
    await page.getByText('Se det som ikke ble forstått').first().click()
    await page.getByText('Post 3, linje 3, CVE-1990-0043, cveMetadata.state').first().waitFor()
    await read('nvd2', 'nvd2.json', 'nvd2.json: 1 nye')
    await read('epss', { name: 'epss.csv', mimeType: 'text/csv', buffer: Buffer.from(oldEpss) }, 'epss.csv: 3 nye')
    await read('kev', 'kev.json', 'kev.json er lest før. Ingenting er endret.')
    await read('epss', 'kev.json', 'Vi forsto ingenting i denne filen. Ingenting er endret.')
    await page
      .getByRole('row', { name: /EPSS.*eldre enn 7 dager/ })
      .first()
      .waitFor()
    await isWell(page, 'vulnerabilities-sources')
  })

  it('A catalogue is fetched by itself from where the team says, until the team stops it', async () => {
    const page = await as('analyst')
    await goTo(page, '/vulnerabilities/sources')
    const kev = page.getByRole('row', { name: /CISA KEV/ }).filter({ has: page.getByRole('button') })
    await kev.getByText('Hentes ikke').waitFor()
    await kev.getByRole('button', { name: 'Hent av seg selv' }).click()
    const address = page.getByLabel('Adresse', { exact: true })
    expect(await address.inputValue()).toBe(usualAddresses.kev)
    await address.fill('https://mirror.example/kev.json')
    await page.getByLabel('Timer mellom hver gang').fill('6')
    await isWell(page, 'vulnerabilities-fetch')
    await page.getByRole('button', { name: 'Lagre og hent nå' }).click()
    await kev.getByText('https://mirror.example/kev.json').waitFor()
    await kev.getByText('hver 6. time').waitFor()
    await isWell(page, 'vulnerabilities-fetched')
    await kev.getByRole('button', { name: 'Endre' }).click()
    await page.getByRole('button', { name: 'Slutt å hente' }).click()
    await kev.getByText('Hentes ikke').waitFor()
  })

  it('The list is filtered in the address, and says how fresh each source is', async () => {
    const page = await as('duty')
    await goTo(page, '/vulnerabilities')
    await page.getByRole('list', { name: 'Hvor nye opplysningene er' }).getByText('EPSS: fra 20. jan. 2026').waitFor()
    await isWell(page, 'vulnerabilities-list')
    await page.getByLabel('Utnyttes').selectOption('eu')
    await expect.poll(() => page.getByRole('link', { name: /^CVE-/ }).allTextContents()).toEqual(['CVE-1990-10001'])
    expect(page.url()).toContain('exploited=eu')
    await goTo(page, '/vulnerabilities?q=strangers&epss=0.9&severity=critical')
    await page.getByText('1 vist av 1').waitFor()
    await goTo(page, '/vulnerabilities?q=nonsense')
    await page.getByText('Ingen CVE passer med det du har valgt').waitFor()
  })

  it('One CVE shows what it is, how bad and how likely, what is hit, and where each fact is from', async () => {
    const page = await as('duty')
    await goTo(page, '/vulnerabilities/CVE-1990-10001')
    await page.getByText('EUs CSIRT-nettverk har hatt den på listen siden 12. nov. 2026.').waitFor()
    await page.getByText('Portvakt før 7.2.5 kjører kommandoer som hvem som helst sender.').waitFor()
    await page.getByRole('img', { name: 'Søyle fra 0 til 100 prosent, fylt til 94 %' }).waitFor()
    await page.getByText('Oppgitt er 9,1, men vektoren gir 9,8. Vektoren gjelder.').waitFor()
    for (const version of ['4.0', '3.1', '2.0']) await page.getByText(`CVSS ${version}`, { exact: true }).first().waitFor()
    await page.getByText('Poengsummen i ord').first().click()
    await page.getByText('Angripes over').first().waitFor()
    await page.getByRole('row', { name: /Fjordsoft Portvakt.*>= 7\.2\.0, < 7\.2\.5/ }).waitFor()
    await page.getByText('bare sammen med cpe:2.3:h:fjordsoft:portvakt_100').waitFor()
    await page.getByRole('table', { name: 'Hvor vi vet det fra' }).getByRole('row', { name: /NVD/ }).waitFor()
    await isWell(page, 'vulnerability')
    await goTo(page, '/vulnerabilities/CVE-1990-0042')
    await page.getByText('Dette navnet er avvist').waitFor()
    await goTo(page, '/vulnerabilities/CVE-1990-9999')
    await page.getByText('Vi kjenner ikke denne CVE-en').waitFor()
  })

  it('A member reads the same, and no way to read files', async () => {
    const page = await as('member-reader', { locale: 'en' })
    await goTo(page, '/vulnerabilities')
    await page.getByRole('link', { name: 'CVE-2024-21762' }).click()
    await page.getByText('CISA has had it on its list since 9 Feb 2024.').waitFor()
    await page.getByText('It has been used for ransom.').waitFor()
    await isWell(page, 'vulnerability-member')
    await goTo(page, '/vulnerabilities')
    expect(await page.getByRole('link', { name: 'See the sources' }).count()).toBe(0)
  })
})
