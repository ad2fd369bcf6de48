import { createElement } from 'react'
import type { Role } from '#domain/endpoint.ts'
import { Page } from '#ui/kit/Page.tsx'
import type { MenuGroup, PageEntry, PortalGroup } from '#ui/pages.ts'

const page = (path: string, title: string, roles: readonly Role[], team?: MenuGroup, portal?: PortalGroup): PageEntry => ({
  path,
  title: { nb: title, nn: title, en: `${title} (en)` },
  roles,
  ...(team && { team }),
  ...(portal && { portal: { group: portal, title: { nb: `${title} hos oss`, nn: `${title} hos oss`, en: `${title} (en)` } } }),
  component: () =>
    createElement(Page, { title, lead: 'En side.' } as Parameters<typeof Page>[0], createElement('p', undefined, 'Innhold')),
})

/** Pretended pages, so that the shell can be tried without capabilities. */
export const pages: readonly PageEntry[] = [
  page('/queue', 'Køen', ['duty', 'analyst', 'lead'], 'watch'),
  { ...page('/findings', 'Funn', ['duty', 'analyst', 'lead', 'member-security'], 'watch', 'todo'), simple: true },
  page('/findings/$id', 'Et funn', ['duty']),
  page('/feeds', 'Kilder', ['duty', 'analyst'], 'see'),
  {
    ...page('/organisations', 'Virksomheter', ['duty', 'analyst', 'member-security'], 'know', 'ours'),
    words: { nb: 'inviter kollega', nn: 'inviter kollega', en: 'invite colleague' },
  },
  page('/people', 'Personer', ['admin'], 'run'),
  // More than a telephone shows of one group at once.
  ...['en', 'to', 'tre', 'fire', 'fem', 'seks', 'sju'].map((name) =>
    page(`/lists/${name}`, `Liste ${name}`, ['lead', 'member-reader'], 'know', 'ours'),
  ),
]
