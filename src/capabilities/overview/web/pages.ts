import { lazyRouteComponent } from '@tanstack/react-router'
import { teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

/** Everything about one member, and how it went day by day. */
export const overviewPages: readonly PageEntry[] = [
  {
    path: '/organisations/$id/overview',
    title: { nb: 'Alt om en virksomhet', nn: 'Alt om ei verksemd', en: 'All about an organisation' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./OverviewPage.tsx'), 'OverviewPage'),
  },
  {
    path: '/trends',
    title: { nb: 'Utvikling', nn: 'Utvikling', en: 'Trends' },
    roles: teamRoles,
    team: 'picture',
    component: lazyRouteComponent(() => import('./TrendsPage.tsx'), 'TrendsPage'),
  },
]
