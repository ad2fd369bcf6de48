import { lazyRouteComponent } from '@tanstack/react-router'
import { teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

/** What has no finding, and what is not told; both for the team. */
export const intakePages: readonly PageEntry[] = [
  {
    path: '/unattributed',
    title: { nb: 'Uten eier', nn: 'Utan eigar', en: 'Without an owner' },
    roles: teamRoles,
    team: 'see',
    component: lazyRouteComponent(() => import('./UnattributedPage.tsx'), 'UnattributedPage'),
  },
  {
    path: '/ignore-rules',
    title: { nb: 'Unntak', nn: 'Unntak', en: 'Exceptions' },
    roles: teamRoles,
    team: 'see',
    component: lazyRouteComponent(() => import('./IgnoreRulesPage.tsx'), 'IgnoreRulesPage'),
  },
]
