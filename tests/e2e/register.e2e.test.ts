import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { importMembers, saveReferences } from '#capabilities/members/capability.ts'
import { systemScope } from '#domain/scope.ts'
import { type House, memberOrganisation, openHouse } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

let house: House
const program = systemScope('test')

const { as } = visit(async () => {
  house = await openHouse()
  const list = [
    'number,name,kinds,constituencies,membership,parent_number',
    '200000102,Helse Fjord,regional-health-authority,health,member,',
    '200000110,Storfjord HF,hospital-trust,health,member,200000102',
    '200000129,Lillefjord HF,hospital-trust,health,member,200000102',
    ...Array.from({ length: 60 }, (_, index) => `,Klinikk ${String(index).padStart(2, '0')},hospital,health,none,200000110`),
    '',
  ]
  const options = { fileName: 'fjord.csv', list: 'fjord', dryRun: false, locale: 'nb' } as const
  await importMembers(house.db, house.clock, program, Readable.from([Buffer.from(list.join('\n'))]), options)
  await house.db.in(program, (tx) =>
    saveReferences(tx, program, [
      {
        id: 'share',
        words: { nb: 'Andel av kommunene', nn: 'Del av kommunane', en: 'Share of the municipalities' },
        kinds: ['municipality'],
        value: 95,
        unit: 'percent',
        bound: 'about',
        year: 2022,
        source: 'HOD 2022',
      },
    ]),
  )
  return house
})

it('4.01 coverage counts each kind, names who is missing, and sets what the source said beside it', async () => {
  const page = await as('lead')
  await goTo(page, '/coverage')
  await page.getByRole('cell', { name: 'om lag 95 % i 2022' }).waitFor()
  await isWell(page, 'coverage')
  await page.getByRole('link', { name: '60 av 60 Sykehus' }).click()
  await page.getByText('60 virksomheter mangler dette').waitFor()
  expect(page.url()).toContain('kind=hospital')
  await page.getByRole('link', { name: 'Klinikk 00' }).waitFor()
  await page.getByRole('button', { name: 'Neste' }).click()
  await page.getByRole('link', { name: 'Klinikk 45' }).waitFor()
  const english = await as('analyst', { locale: 'en' })
  await goTo(english, '/coverage?gap=contact&kind=hospital-trust')
  await english.getByRole('link', { name: 'Storfjord HF' }).waitFor()
  await isWell(english, 'coverage-en')
})

it('The hierarchy is opened part by part, and a merger is recorded, shown on both and undone', async () => {
  const page = await as('lead')
  await goTo(page, `/organisations/${await house.organisation('Helse Fjord')}`)
  await page.getByRole('button', { name: 'Vis delene av Storfjord HF' }).click()
  await page.getByRole('link', { name: 'Klinikk 00' }).waitFor()
  await page.getByRole('button', { name: 'Vis flere deler' }).click()
  await page.getByRole('link', { name: 'Klinikk 59' }).waitFor()
  await isWell(page, 'organisation-tree')
  await page.getByRole('link', { name: 'Lillefjord HF', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Lillefjord HF' }).waitFor()
  await page.getByRole('tab', { name: 'Historie' }).click()
  await page.getByRole('button', { name: 'Legg til tidligere navn eller nummer' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Het eller hadde nummer').fill('Fjordsjukehuset i Lillefjord')
  await dialog.getByLabel('Fra og med').fill('2010-01-01')
  await dialog.getByLabel('Til, første dag med noe nytt').fill('2009-01-01')
  await dialog.getByRole('button', { name: 'Legg til i historien' }).click()
  await dialog.getByRole('alert').getByText('Perioden slutter før den begynner.').waitFor()
  await dialog.getByLabel('Til, første dag med noe nytt').fill('2019-01-01')
  await dialog.getByRole('button', { name: 'Legg til i historien' }).click()
  await page.getByRole('cell', { name: 'Fjordsjukehuset i Lillefjord', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Slå sammen eller del' }).click()
  await dialog.getByRole('button', { name: 'Registrer' }).click()
  await dialog.getByText('Velg virksomheten som tok over.').waitFor()
  await dialog.getByLabel('Virksomheten som tok over').fill('Storfjord')
  await dialog.getByRole('button', { name: 'Storfjord HF', exact: true }).click()
  await isWell(page, 'organisation-succession')
  await dialog.getByRole('button', { name: 'Registrer' }).click()
  await page.getByText('Du kan angre i ti minutter.').waitFor()
  await page.getByRole('link', { name: 'Slått sammen med Storfjord HF' }).waitFor()
  await page.getByRole('link', { name: 'Gå til Storfjord HF' }).waitFor()
  await settled(page)
  await isWell(page, 'organisation-history')
  await page.getByRole('status').getByRole('button', { name: 'Angre', exact: true }).click()
  await page.getByText('Angret. Alt er som før.').waitFor()
  await page.getByText('Ingen sammenslåing eller deling er registrert.').waitFor()
  expect(await page.getByRole('link', { name: 'Gå til Storfjord HF' }).count()).toBe(0)
})

it('4.04 the health network’s list is previewed, imported and undone', async () => {
  const page = await as('lead')
  await goTo(page, '/organisations/import')
  await page.getByLabel('Hva slags liste').selectOption('membership')
  expect(await page.getByLabel('Listens navn').inputValue()).toBe('helsenettet')
  const list = 'Organisasjonsnummer;Navn;Medlem siden\r\n200000137;Sørnes legesenter;01.03.2021\r\n'
  await page.getByLabel('Medlemsliste').setInputFiles({ name: 'nett.csv', mimeType: 'text/csv', buffer: Buffer.from(list) })
  await page.getByRole('button', { name: 'Importer nett.csv' }).click()
  await page.getByText('Listen er importert').waitFor()
  await settled(page)
  await isWell(page, 'members-imports')
  await page.getByRole('button', { name: 'Angre nett.csv (helsenettet)' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Angre nett.csv (helsenettet)' }).click()
  await page.getByText('Angret. Alt er som før.').waitFor()
  await page.getByText('Angret av lead').waitFor()
  await goTo(page, '/organisations?q=200000137')
  await page.getByText('Ingen virksomhet passer').waitFor()
})

it('A member reads the history of its own, and changes nothing there', async () => {
  const page = await as('member-reader', { locale: 'nn' })
  await goTo(page, `/organisations/${await house.organisation(memberOrganisation)}?tab=history`)
  await page.getByText('Har alltid heitt det same her').waitFor()
  expect(await page.getByRole('button', { name: 'Slå saman eller del' }).count()).toBe(0)
  await isWell(page, 'organisation-history-member')
})
