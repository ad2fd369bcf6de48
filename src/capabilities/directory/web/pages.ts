import { lazyRouteComponent } from '@tanstack/react-router'
import { memberRoles, roles, teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'
import { directoryApi } from '../contract.ts'

/** Who does what for whom, who answers for it, and whom one asks. */
export const directoryPages: readonly PageEntry[] = [
  {
    path: '/directory/ours',
    title: { nb: 'Leverandører og ansvar', nn: 'Leverandørar og ansvar', en: 'Suppliers and responsibility' },
    roles: memberRoles,
    portal: {
      group: 'ours',
      title: { nb: 'Leverandører og ansvar', nn: 'Leverandørar og ansvar', en: 'Suppliers and responsibility' },
    },
    words: {
      nb: 'drift databehandler avtale legevakt fastlege journal',
      nn: 'drift databehandlar avtale legevakt fastlege journal',
      en: 'operator processor contract clinic record system',
    },
    component: lazyRouteComponent(() => import('./OfPage.tsx'), 'OursPage'),
  },
  {
    path: '/directory/of/$id',
    title: { nb: 'Tjenester og ansvar', nn: 'Tenester og ansvar', en: 'Services and responsibility' },
    roles,
    component: lazyRouteComponent(() => import('./OfPage.tsx'), 'OfPage'),
  },
  {
    path: '/directory/authorities',
    title: { nb: 'Myndigheter', nn: 'Styresmakter', en: 'Authorities' },
    roles,
    team: 'know',
    portal: { group: 'learn', title: { nb: 'Myndigheter', nn: 'Styresmakter', en: 'Authorities' } },
    words: {
      nb: 'departement direktorat tilsyn NSM DSB Digdir Nkom Datatilsynet mandat hjemmel',
      nn: 'departement direktorat tilsyn NSM DSB Digdir Nkom Datatilsynet mandat heimel',
      en: 'ministry directorate supervisor NSM DSB Digdir Nkom mandate legal basis',
    },
    component: lazyRouteComponent(() => import('./AuthoritiesPage.tsx'), 'AuthoritiesPage'),
  },
  {
    path: '/directory/authorities/$id',
    title: { nb: 'En myndighet', nn: 'Ei styresmakt', en: 'An authority' },
    roles,
    component: lazyRouteComponent(() => import('./AuthorityPage.tsx'), 'AuthorityPage'),
  },
  {
    path: '/directory/groups',
    title: { nb: 'Grupper', nn: 'Grupper', en: 'Groups' },
    roles: teamRoles,
    team: 'know',
    words: {
      nb: 'høring interessenter utsending',
      nn: 'høyring interessentar utsending',
      en: 'consultation stakeholders mailing',
    },
    component: lazyRouteComponent(() => import('./GroupsPage.tsx'), 'GroupsPage'),
  },
  {
    path: '/directory/groups/$id',
    title: { nb: 'En gruppe', nn: 'Ei gruppe', en: 'A group' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./GroupPage.tsx'), 'GroupPage'),
  },
  {
    path: '/directory/peers',
    title: { nb: 'Andre responsmiljøer', nn: 'Andre responsmiljø', en: 'Other response teams' },
    roles: teamRoles,
    team: 'know',
    words: {
      nb: 'hvem ringer vi først Kommune-CSIRT leder',
      nn: 'kven ringjer vi først Kommune-CSIRT leier',
      en: 'whom to call first Kommune-CSIRT lead',
    },
    component: lazyRouteComponent(() => import('./PeersPage.tsx'), 'PeersPage'),
  },
  {
    path: '/directory/peers/$id',
    title: { nb: 'Et responsmiljø', nn: 'Eit responsmiljø', en: 'A response team' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./PeerPage.tsx'), 'PeerPage'),
  },
  {
    path: '/directory/security-act',
    title: { nb: 'Skjermede vedtak', nn: 'Skjerma vedtak', en: 'Restricted decisions' },
    roles: teamRoles,
    team: 'run',
    teamAsks: {
      endpoint: directoryApi.decisions,
      input: {},
      isShown: ((answer: { cleared: boolean; mayClear: boolean }) => answer.cleared || answer.mayClear) as (
        answer: never,
      ) => boolean,
    },
    component: lazyRouteComponent(() => import('./ActPage.tsx'), 'ActPage'),
  },
]
