import { lazyRouteComponent } from '@tanstack/react-router'
import { teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

export const feedsPages: readonly PageEntry[] = [
  {
    path: '/sources',
    title: { nb: 'Kilder', nn: 'Kjelder', en: 'Sources' },
    roles: teamRoles,
    team: 'see',
    component: lazyRouteComponent(() => import('./SourcesPage.tsx'), 'SourcesPage'),
  },
  {
    path: '/sources/new',
    title: { nb: 'Ny kilde', nn: 'Ny kjelde', en: 'New source' },
    roles: ['admin', 'lead', 'analyst'],
    component: lazyRouteComponent(() => import('./NewSourcePage.tsx'), 'NewSourcePage'),
  },
  {
    path: '/sources/health',
    title: { nb: 'Kildenes helse', nn: 'Helsa til kjeldene', en: 'Health of the sources' },
    roles: teamRoles,
    team: 'see',
    component: lazyRouteComponent(() => import('./health/HealthPage.tsx'), 'HealthPage'),
  },
  {
    path: '/sources/$id',
    title: { nb: 'En kilde', nn: 'Ei kjelde', en: 'A source' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./SourcePage.tsx'), 'SourcePage'),
  },
  {
    path: '/imports/$id',
    title: { nb: 'En fil', nn: 'Ei fil', en: 'A file' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./ImportPage.tsx'), 'ImportPage'),
  },
  {
    path: '/closings',
    title: { nb: 'Lukkinger', nn: 'Lukkingar', en: 'Closings' },
    roles: teamRoles,
    team: 'see',
    component: lazyRouteComponent(() => import('./closings/ClosingsPage.tsx'), 'ClosingsPage'),
  },
  {
    path: '/closings/$id',
    title: { nb: 'En lukking', nn: 'Ei lukking', en: 'A closing' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./closings/ClosingPage.tsx'), 'ClosingPage'),
  },
]
