import { lazyRouteComponent } from '@tanstack/react-router'
import { teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

const writers = ['admin', 'lead', 'analyst'] as const

export const advicePages: readonly PageEntry[] = [
  {
    path: '/advice',
    title: { nb: 'Råd', nn: 'Råd', en: 'Advice' },
    roles: teamRoles,
    team: 'know',
    words: {
      nb: 'rådgivning svar bibliotek anbefalte tiltak tekstblokk',
      nn: 'rådgjeving svar bibliotek tilrådde tiltak tekstblokk',
      en: 'answer library recommended measures text block card',
    },
    component: lazyRouteComponent(() => import('./ListPage.tsx'), 'AdviceListPage'),
  },
  {
    path: '/advice/new',
    title: { nb: 'Skriv råd', nn: 'Skriv råd', en: 'Write advice' },
    roles: writers,
    component: lazyRouteComponent(() => import('./WritePage.tsx'), 'NewAdvicePage'),
  },
  {
    path: '/advice/$id',
    title: { nb: 'Et råd', nn: 'Eit råd', en: 'A piece of advice' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./AdvicePage.tsx'), 'AdvicePage'),
  },
  {
    path: '/advice/$id/edit',
    title: { nb: 'Endre et råd', nn: 'Endre eit råd', en: 'Change a piece of advice' },
    roles: writers,
    component: lazyRouteComponent(() => import('./WritePage.tsx'), 'ChangeAdvicePage'),
  },
]
