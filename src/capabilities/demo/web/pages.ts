import { lazyRouteComponent } from '@tanstack/react-router'
import { teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

/** What a demo would have sent. The band leads there; a real installation has no such mail and no entry in the menu. */
export const demoPages: readonly PageEntry[] = [
  {
    path: '/demo/mail',
    title: { nb: 'E-post fra demoen', nn: 'E-post frå demoen', en: 'Mail of the demo' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./MailsPage.tsx'), 'MailsPage'),
  },
  {
    path: '/demo/mail/$id',
    title: { nb: 'En e-post fra demoen', nn: 'Ein e-post frå demoen', en: 'A mail of the demo' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./MailPage.tsx'), 'MailPage'),
  },
]
