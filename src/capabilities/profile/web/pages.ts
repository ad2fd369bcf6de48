import { lazyRouteComponent } from '@tanstack/react-router'
import { roles, teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

const searched = {
  nb: 'pgp gpg nøkkel kryptering fingeravtrykk',
  nn: 'pgp gpg nøkkel kryptering fingeravtrykk',
  en: 'pgp gpg key encryption fingerprint',
}

/** Keys of contacts, and what the team says of itself. */
export const profilePages: readonly PageEntry[] = [
  {
    path: '/profile',
    title: { nb: 'Profil (RFC 2350)', nn: 'Profil (RFC 2350)', en: 'Profile (RFC 2350)' },
    roles: [],
    open: true,
    component: lazyRouteComponent(() => import('./ProfilePage.tsx'), 'ProfilePage'),
  },
  {
    path: '/key',
    title: { nb: 'Vår PGP-nøkkel', nn: 'PGP-nøkkelen vår', en: 'Our PGP key' },
    roles: [],
    open: true,
    component: lazyRouteComponent(() => import('./TeamKeyPage.tsx'), 'TeamKeyPage'),
  },
  {
    path: '/profile/edit',
    title: { nb: 'Profil (RFC 2350)', nn: 'Profil (RFC 2350)', en: 'Profile (RFC 2350)' },
    roles: teamRoles,
    team: 'run',
    words: { nb: 'rfc2350 security.txt om oss', nn: 'rfc2350 security.txt om oss', en: 'rfc2350 security.txt about us' },
    component: lazyRouteComponent(() => import('./ProfileEditPage.tsx'), 'ProfileEditPage'),
  },
  {
    path: '/pgp-keys',
    title: { nb: 'PGP-nøkler', nn: 'PGP-nøklar', en: 'PGP keys' },
    roles,
    team: 'know',
    portal: { group: 'ours', title: { nb: 'PGP-nøkler', nn: 'PGP-nøklar', en: 'PGP keys' } },
    words: searched,
    component: lazyRouteComponent(() => import('./KeysPage.tsx'), 'KeysPage'),
  },
  {
    path: '/pgp-keys/$id',
    title: { nb: 'En PGP-nøkkel', nn: 'Ein PGP-nøkkel', en: 'A PGP key' },
    roles,
    component: lazyRouteComponent(() => import('./KeyPage.tsx'), 'KeyPage'),
  },
  {
    path: '/organisations/$id/pgp-keys',
    title: { nb: 'PGP-nøkler', nn: 'PGP-nøklar', en: 'PGP keys' },
    roles,
    component: lazyRouteComponent(() => import('./OrganisationKeysPage.tsx'), 'OrganisationKeysPage'),
  },
]
