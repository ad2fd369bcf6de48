import { lazyRouteComponent } from '@tanstack/react-router'
import { teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

/** The country at one glance, and one place of it. */
export const picturePages: readonly PageEntry[] = [
  {
    path: '/map',
    title: { nb: 'Kart', nn: 'Kart', en: 'Map' },
    roles: teamRoles,
    team: 'picture',
    component: lazyRouteComponent(() => import('./MapPage.tsx'), 'MapPage'),
  },
  {
    path: '/map/$place',
    title: { nb: 'Et sted', nn: 'Ein stad', en: 'A place' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./PlacePage.tsx'), 'PlacePage'),
  },
]
