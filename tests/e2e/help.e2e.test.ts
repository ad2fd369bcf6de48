import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { locales } from '#domain/locale.ts'
import { openHouse } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell, settled } from './well.ts'

const { as } = visit(() => openHouse({ membersOf: 'Fjord IKT-drift' }))

const titleOf = (file: string): string => readFileSync(`docs/user/${file}.md`, 'utf8').split('\n')[0]!.slice(2)
const guide = (page: Page, file: string) => page.getByRole('heading', { level: 2, name: titleOf(file), exact: true })

it('Help is in the menu, opens with what the reader does, in each language, and fits every width', async () => {
  for (const locale of locales) {
    const page = await as('duty', { locale })
    await goTo(page, '/watch')
    await page.getByRole('link', { name: locale === 'en' ? 'Help' : 'Hjelp', exact: true }).click()
    await page.waitForURL('**/help')
    await settled(page)
    await guide(page, `${locale}/duty`).waitFor()
  }
  const member = await as('member-reader', { locale: 'en' })
  await goTo(member, '/help')
  await guide(member, 'en/operator').waitFor()
  expect(await member.getByRole('navigation', { name: 'What the help is about' }).getByRole('link').allTextContents()).toEqual([
    'Member',
    'Our organisation',
    'Operator',
  ])
  await member.getByRole('link', { name: 'Member', exact: true }).click()
  await guide(member, 'en/member').waitFor()
  await isWell(member, 'help-member-en')
  await member
    .getByRole('navigation', { name: 'What the help is about' })
    .getByRole('link', { name: 'Our organisation', exact: true })
    .click()
  await guide(member, 'en/organisation').waitFor()
  await isWell(member, 'help-organisation-en')
})

it('A picture is fetched when it is opened, by keyboard, and another guide or the glossary is a link away', async () => {
  const page = await as('admin')
  const fetched: string[] = []
  page.on('request', (request) => request.resourceType() === 'image' && fetched.push(request.url()))
  await goTo(page, '/help')
  await guide(page, 'nb/administrator').waitFor()
  expect(fetched.filter((url) => url.includes('people'))).toEqual([])
  await page.getByText('Vis bildet: Legg til en person').press('Enter')
  await page.getByRole('img', { name: 'Legg til en person' }).waitFor()
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.help-picture[open] img')].every((each) => (each as HTMLImageElement).naturalWidth > 0),
  )
  expect(fetched.filter((url) => url.includes('people'))).toHaveLength(1)
  await isWell(page, 'help-picture')
  await page.getByRole('link', { name: 'hjelpen til vakthavende' }).click()
  await guide(page, 'nb/duty').waitFor()
  expect(new URL(page.url()).search).toBe('?guide=duty')
  await page.getByRole('navigation', { name: 'På denne siden' }).getByRole('link', { name: 'Når du skal ringe' }).press('Enter')
  expect(
    await page.getByRole('heading', { name: 'Når du skal ringe' }).evaluate((heading) => heading.getBoundingClientRect().top),
  ).toBeLessThan(400)
  await page.getByRole('link', { name: 'ordlisten' }).click()
  await page.waitForURL('**/glossary')
})
