import { lazyRouteComponent } from '@tanstack/react-router'
import { memberRoles, teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

/** Warnings: the team writes them, members read what was addressed to them. */
export const advisoriesPages: readonly PageEntry[] = [
  {
    path: '/advisories',
    title: { nb: 'Sektorvarsler', nn: 'Sektorvarsel', en: 'Warnings' },
    roles: teamRoles,
    team: 'warn',
    words: {
      nb: 'sårbarhet trussel kampanje CSAF CVE medisinsk utstyr faren over',
      nn: 'sårbarheit trussel kampanje CSAF CVE medisinsk utstyr faren over',
      en: 'advisory vulnerability threat campaign CSAF CVE medical device all clear',
    },
    component: lazyRouteComponent(() => import('./AdvisoriesPage.tsx'), 'AdvisoriesPage'),
  },
  {
    path: '/advisories/new',
    title: { nb: 'Skriv varsel', nn: 'Skriv varsel', en: 'Write a warning' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./NewPage.tsx'), 'NewPage'),
  },
  {
    path: '/advisories/$id',
    title: { nb: 'Et sektorvarsel', nn: 'Eit sektorvarsel', en: 'A warning' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./AdvisoryPage.tsx'), 'AdvisoryPage'),
  },
  {
    path: '/advisories/$id/edit',
    title: { nb: 'Rediger varsel', nn: 'Rediger varsel', en: 'Edit a warning' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./EditPage.tsx'), 'EditPage'),
  },
  {
    path: '/our-advisories',
    title: { nb: 'Varsler til oss', nn: 'Varsel til oss', en: 'Warnings to us' },
    roles: memberRoles,
    simple: true,
    portal: { group: 'now', title: { nb: 'Varsler til oss', nn: 'Varsel til oss', en: 'Warnings to us' } },
    component: lazyRouteComponent(() => import('./OursPage.tsx'), 'OursPage'),
    front: lazyRouteComponent(() => import('./front/FrontNote.tsx'), 'FrontNote'),
  },
  {
    path: '/our-advisories/$id',
    title: { nb: 'Et varsel til oss', nn: 'Eit varsel til oss', en: 'A warning to us' },
    roles: memberRoles,
    component: lazyRouteComponent(() => import('./OursOnePage.tsx'), 'OursOnePage'),
  },
]
