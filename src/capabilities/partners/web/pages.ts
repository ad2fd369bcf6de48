import { lazyRouteComponent } from '@tanstack/react-router'
import { teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

/** The inbox of what partners publish, and the partners. */
export const partnersPages: readonly PageEntry[] = [
  {
    path: '/partner-items',
    title: { nb: 'Fra partnere', nn: 'Frå partnarar', en: 'From partners' },
    roles: teamRoles,
    team: 'warn',
    words: {
      nb: 'innboks CSAF RSS Atom nyheter leverandør NCSC',
      nn: 'innboks CSAF RSS Atom nyheiter leverandør NCSC',
      en: 'inbox CSAF RSS Atom news supplier NCSC',
    },
    component: lazyRouteComponent(() => import('./InboxPage.tsx'), 'InboxPage'),
  },
  {
    path: '/partner-items/$id',
    title: { nb: 'En sak fra en partner', nn: 'Ei sak frå ein partnar', en: 'An item from a partner' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./ItemPage.tsx'), 'ItemPage'),
  },
  {
    path: '/partners',
    title: { nb: 'Partnere', nn: 'Partnarar', en: 'Partners' },
    roles: teamRoles,
    team: 'warn',
    words: {
      nb: 'CSAF-utgiver strøm henting nøkkel',
      nn: 'CSAF-utgjevar straum henting nøkkel',
      en: 'CSAF provider feed fetch key',
    },
    component: lazyRouteComponent(() => import('./PartnersPage.tsx'), 'PartnersPage'),
  },
  {
    path: '/partners/new',
    title: { nb: 'Legg til partner', nn: 'Legg til partnar', en: 'Add a partner' },
    roles: ['admin', 'lead', 'analyst'],
    component: lazyRouteComponent(() => import('./NewPartnerPage.tsx'), 'NewPartnerPage'),
  },
  {
    path: '/partners/$id',
    title: { nb: 'En partner', nn: 'Ein partnar', en: 'A partner' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./PartnerPage.tsx'), 'PartnerPage'),
  },
]
