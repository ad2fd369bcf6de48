import { lazyRouteComponent } from '@tanstack/react-router'
import { memberRoles, roles, teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

export const membersPages: readonly PageEntry[] = [
  {
    path: '/contacts',
    title: { nb: 'Våre kontakter', nn: 'Kontaktane våre', en: 'Our contacts' },
    roles: memberRoles,
    portal: { group: 'ours', title: { nb: 'Våre kontakter', nn: 'Kontaktane våre', en: 'Our contacts' } },
    simple: true,
    words: {
      nb: 'inviter kollega bruker innlogging tilgang',
      nn: 'inviter kollega brukar innlogging tilgang',
      en: 'invite colleague user sign-in access',
    },
    component: lazyRouteComponent(() => import('./ContactsPage.tsx'), 'ContactsPage'),
  },
  {
    path: '/confirm-contacts',
    title: { nb: 'Bekreft kontakter', nn: 'Stadfest kontaktar', en: 'Confirm contacts' },
    roles: [],
    open: true,
    component: lazyRouteComponent(() => import('./ConfirmContactsPage.tsx'), 'ConfirmContactsPage'),
  },
  {
    path: '/contacts/reachability',
    title: { nb: 'Når vi dem?', nn: 'Når vi dei?', en: 'Can we reach them?' },
    roles: teamRoles,
    team: 'picture',
    words: {
      nb: 'kontakter nåbarhet prøveanrop bekreftet døgntelefon',
      nn: 'kontaktar prøveanrop stadfesta døgntelefon',
      en: 'contacts reachability test call confirmed night telephone',
    },
    component: lazyRouteComponent(() => import('./ReachabilityPage.tsx'), 'ReachabilityPage'),
  },
  {
    path: '/organisations',
    title: { nb: 'Virksomheter', nn: 'Verksemder', en: 'Organisations' },
    roles,
    team: 'know',
    portal: { group: 'ours', title: { nb: 'Vår virksomhet', nn: 'Verksemda vår', en: 'Our organisation' } },
    component: lazyRouteComponent(() => import('./OrganisationsPage.tsx'), 'OrganisationsPage'),
  },
  {
    path: '/coverage',
    title: { nb: 'Dekning', nn: 'Dekning', en: 'Coverage' },
    roles: teamRoles,
    team: 'picture',
    words: {
      nb: 'medlemmer kommuner hull mangler konstituens',
      nn: 'medlemmer kommunar hol manglar konstituens',
      en: 'members municipalities gaps missing constituency',
    },
    component: lazyRouteComponent(() => import('./CoveragePage.tsx'), 'CoveragePage'),
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
