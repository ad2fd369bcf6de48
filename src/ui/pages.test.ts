import { expect, it } from 'vitest'
import { mayOpen, menuOf, type PageEntry } from './pages.ts'

const words = (text: string) => ({ nb: text, nn: text, en: text })
const component = () => null
const pages: readonly PageEntry[] = [
  {
    path: '/findings',
    title: words('Funn'),
    roles: ['duty', 'member-security'],
    team: 'watch',
    portal: { group: 'todo', title: words('Å gjøre') },
    component,
  },
  { path: '/findings/$id', title: words('Et funn'), roles: ['duty', 'member-security'], component },
  { path: '/people', title: words('Personer'), roles: ['admin'], team: 'run', component },
  {
    path: '/now',
    title: words('Nå'),
    roles: ['member-security', 'member-reader'],
    portal: { group: 'now', title: words('Nå') },
    component,
  },
]

it('The menu has what the roles may use, in groups, and no group without a page', () => {
  expect(menuOf(pages, { team: true, roles: ['duty'] })).toEqual([
    { group: 'watch', entries: [{ path: '/findings', title: words('Funn') }] },
  ])
  expect(menuOf(pages, { team: true, roles: ['duty', 'admin'] }).map(({ group }) => group)).toEqual(['watch', 'run'])
})

it('Members have their own menu with their own words, in groups of their own', () => {
  expect(menuOf(pages, { team: false, roles: ['member-security'] })).toEqual([
    { group: 'now', entries: [{ path: '/now', title: words('Nå') }] },
    { group: 'todo', entries: [{ path: '/findings', title: words('Å gjøre') }] },
  ])
  expect(menuOf(pages, { team: false, roles: ['member-reader'] }).map(({ group }) => group)).toEqual(['now'])
  expect(mayOpen(pages[2]!, ['member-security'])).toBe(false)
})
