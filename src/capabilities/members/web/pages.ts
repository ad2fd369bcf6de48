import { lazyRouteComponent } from '@tanstack/react-router'
import { memberRoles, roles, teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

export const membersPages: readonly PageEntry[] = [
  {
    path: '/contacts',
    title: { nb: 'Våre kontakter', nn: 'Kontaktane våre', en: 'Our contacts' },
    roles: memberRoles,
    portal: { nb: 'Våre kontakter', nn: 'Kontaktane våre', en: 'Our contacts' },
    simple: true,
    words: {
      nb: 'inviter kollega bruker innlogging tilgang',
      nn: 'inviter kollega brukar innlogging tilgang',
      en: 'invite colleague user sign-in access',
    },
    component: lazyRouteComponent(() => import('./ContactsPage.tsx'), 'ContactsPage'),
  },
  {
    path: '/organisations',
    title: { nb: 'Virksomheter', nn: 'Verksemder', en: 'Organisations' },
    roles,
    team: 'know',
    portal: { nb: 'Vår virksomhet', nn: 'Verksemda vår', en: 'Our organisation' },
    component: lazyRouteComponent(() => import('./OrganisationsPage.tsx'), 'OrganisationsPage'),
  },
  {
    path: '/organisations/import',
    title: { nb: 'Importer virksomheter', nn: 'Importer verksemder', en: 'Import organisations' },
    roles: ['admin', 'lead'],
    component: lazyRouteComponent(() => import('./ImportPage.tsx'), 'ImportPage'),
  },
  {
    path: '/organisations/$id',
    title: { nb: 'En virksomhet', nn: 'Ei verksemd', en: 'An organisation' },
    roles,
    component: lazyRouteComponent(() => import('./OrganisationPage.tsx'), 'OrganisationPage'),
  },
  {
    path: '/owner-of',
    title: { nb: 'Hvem eier dette?', nn: 'Kven eig dette?', en: 'Whose is this?' },
    roles: teamRoles,
    team: 'know',
    component: lazyRouteComponent(() => import('./OwnerPage.tsx'), 'OwnerPage'),
  },
]
