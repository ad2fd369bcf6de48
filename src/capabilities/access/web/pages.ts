import { lazyRouteComponent } from '@tanstack/react-router'
import { roles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

export const accessPages: readonly PageEntry[] = [
  {
    path: '/people',
    title: { nb: 'Personer', nn: 'Personar', en: 'People' },
    roles: ['admin', 'lead'],
    team: 'run',
    component: lazyRouteComponent(() => import('./PeoplePage.tsx'), 'PeoplePage'),
  },
  {
    path: '/keys',
    title: { nb: 'API-nøkler', nn: 'API-nøklar', en: 'API keys' },
    roles: ['admin', 'lead', 'member-security'],
    team: 'run',
    portal: { nb: 'API-nøkler', nn: 'API-nøklar', en: 'API keys' },
    component: lazyRouteComponent(() => import('./KeysPage.tsx'), 'KeysPage'),
  },
  {
    path: '/audit',
    title: { nb: 'Revisjonsspor', nn: 'Revisjonsspor', en: 'Audit trail' },
    roles: ['admin', 'lead'],
    team: 'run',
    component: lazyRouteComponent(() => import('./AuditPage.tsx'), 'AuditPage'),
  },
  {
    path: '/account',
    title: { nb: 'Min konto', nn: 'Kontoen min', en: 'My account' },
    roles,
    team: 'run',
    portal: { nb: 'Min konto', nn: 'Kontoen min', en: 'My account' },
    words: {
      nb: 'inviter kollega bruker innlogging passord',
      nn: 'inviter kollega brukar innlogging passord',
      en: 'invite colleague user sign-in password',
    },
    component: lazyRouteComponent(() => import('./AccountPage.tsx'), 'AccountPage'),
  },
]
