import { lazyRouteComponent } from '@tanstack/react-router'
import { teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

/** Warnings that everybody may read, and what the team sees of what is published. */
export const publishingPages: readonly PageEntry[] = [
  {
    path: '/warnings',
    title: { nb: 'Åpne varsler', nn: 'Opne varsel', en: 'Open warnings' },
    roles: [],
    open: true,
    component: lazyRouteComponent(() => import('./OpenWarningsPage.tsx'), 'OpenWarningsPage'),
  },
  {
    path: '/warnings/$id',
    title: { nb: 'Et åpent varsel', nn: 'Eit ope varsel', en: 'An open warning' },
    roles: [],
    open: true,
    component: lazyRouteComponent(() => import('./OpenWarningPage.tsx'), 'OpenWarningPage'),
  },
  {
    path: '/weeks',
    title: { nb: 'Ukens varsler', nn: 'Varsla denne veka', en: 'Warnings of the week' },
    roles: [],
    open: true,
    component: lazyRouteComponent(() => import('./WeekPage.tsx'), 'ThisWeekPage'),
  },
  {
    path: '/weeks/$week',
    title: { nb: 'Ukens varsler', nn: 'Varsla denne veka', en: 'Warnings of the week' },
    roles: [],
    open: true,
    component: lazyRouteComponent(() => import('./WeekPage.tsx'), 'WeekPage'),
  },
  {
    path: '/publishing',
    title: { nb: 'Publisering', nn: 'Publisering', en: 'Publishing' },
    roles: teamRoles,
    team: 'warn',
    words: {
      nb: 'CSAF RSS Atom JSON feed åpne varsler ukebrev signatur',
      nn: 'CSAF RSS Atom JSON feed opne varsel vekebrev signatur',
      en: 'CSAF RSS Atom JSON feed open warnings weekly digest signature',
    },
    component: lazyRouteComponent(() => import('./PublishingPage.tsx'), 'PublishingPage'),
  },
]
