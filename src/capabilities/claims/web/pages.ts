import { lazyRouteComponent } from '@tanstack/react-router'
import { memberRoles, roles, teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

/** What organisations say is theirs, and how they prove it. */
export const claimsPages: readonly PageEntry[] = [
  {
    path: '/claims',
    title: { nb: 'Krav på nett og domener', nn: 'Krav på nett og domene', en: 'Claims to networks and domains' },
    roles,
    team: 'know',
    portal: { group: 'ours', title: { nb: 'Våre nett og domener', nn: 'Netta og domena våre', en: 'Our networks and domains' } },
    words: {
      nb: 'eierskap bevis DNS IP-adresse',
      nn: 'eigarskap prov DNS IP-adresse',
      en: 'ownership proof DNS IP address',
    },
    component: lazyRouteComponent(() => import('./ClaimsPage.tsx'), 'ClaimsPage'),
  },
  {
    path: '/claims/list',
    title: { nb: 'Meld inn en liste', nn: 'Meld inn ei liste', en: 'Claim a list' },
    roles: ['admin', 'lead', 'analyst', 'member-security'],
    component: lazyRouteComponent(() => import('./ListPage.tsx'), 'ListPage'),
  },
  {
    path: '/claims/disputes',
    title: { nb: 'To som sier det samme', nn: 'To som seier det same', en: 'Two that say the same' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./DisputesPage.tsx'), 'DisputesPage'),
  },
  {
    path: '/claims/disputes/$id',
    title: { nb: 'En tvist', nn: 'Ei tvist', en: 'A dispute' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./DisputePage.tsx'), 'DisputePage'),
  },
  {
    path: '/claims/registry',
    title: { nb: 'Utdrag fra registre', nn: 'Utdrag frå register', en: 'Snapshots of registries' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./RegistryPage.tsx'), 'RegistryPage'),
  },
  {
    path: '/operators',
    title: { nb: 'Hvem drifter for oss', nn: 'Kven driftar for oss', en: 'Who operates for us' },
    roles: memberRoles,
    component: lazyRouteComponent(() => import('./OperatorsPage.tsx'), 'OperatorsPage'),
  },
  {
    path: '/claims/$id',
    title: { nb: 'Et krav', nn: 'Eit krav', en: 'A claim' },
    roles,
    component: lazyRouteComponent(() => import('./ClaimPage.tsx'), 'ClaimPage'),
  },
]
