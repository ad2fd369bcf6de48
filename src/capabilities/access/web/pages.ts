import { lazyRouteComponent } from '@tanstack/react-router'
import { roles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'
import { accessApi } from '../contract.ts'

export const accessPages: readonly PageEntry[] = [
  {
    path: '/people',
    title: { nb: 'Personer', nn: 'Personar', en: 'People' },
    roles: ['admin', 'lead'],
    team: 'run',
    component: lazyRouteComponent(() => import('./PeoplePage.tsx'), 'PeoplePage'),
  },
  {
    path: '/sign-in-ways',
    title: { nb: 'Innlogging', nn: 'Innlogging', en: 'Sign-in ways' },
    roles: ['admin', 'lead'],
    team: 'run',
    words: {
      nb: 'helseid passnøkkel nødkonto oidc',
      nn: 'helseid passnøkkel naudkonto oidc',
      en: 'helseid passkey break-glass oidc',
    },
    component: lazyRouteComponent(() => import('./ways/SignInWaysPage.tsx'), 'SignInWaysPage'),
  },
  {
    path: '/sign-in/answer',
    title: { nb: 'Logger inn', nn: 'Loggar inn', en: 'Signing in' },
    roles,
    open: true,
    component: lazyRouteComponent(() => import('./ways/AnswerPage.tsx'), 'AnswerPage'),
  },
  {
    path: '/way-in',
    title: { nb: 'Velg hvordan du logger inn', nn: 'Vel korleis du loggar inn', en: 'Choose how you sign in' },
    roles,
    open: true,
    component: lazyRouteComponent(() => import('./ways/WayInPage.tsx'), 'WayInPage'),
  },
  {
    path: '/audit',
    title: { nb: 'Revisjonsspor', nn: 'Revisjonsspor', en: 'Audit trail' },
    roles: ['admin', 'lead'],
    team: 'run',
    component: lazyRouteComponent(() => import('./AuditPage.tsx'), 'AuditPage'),
  },
  {
    path: '/access',
    title: { nb: 'Tilgang', nn: 'Tilgang', en: 'Access' },
    roles,
    portal: { group: 'ours', title: { nb: 'Tilgang', nn: 'Tilgang', en: 'Access' } },
    words: {
      nb: 'inviter kollega bruker leverandør drift samtykke fullmakt',
      nn: 'inviter kollega brukar leverandør drift samtykke fullmakt',
      en: 'invite colleague user supplier operator consent delegation',
    },
    portalAsks: {
      endpoint: accessApi.delegationsWaiting,
      input: {},
      count: {
        of: (answer: { count: number }) => answer.count,
        words: { nb: 'venter på svar', nn: 'ventar på svar', en: 'wait for an answer' },
      },
    },
    component: lazyRouteComponent(() => import('./people/AccessPage.tsx'), 'AccessPage'),
  },
  {
    path: '/read-log',
    title: { nb: 'Hvem har lest', nn: 'Kven har lese', en: 'Who has read' },
    roles,
    portal: { group: 'ours', title: { nb: 'Hvem har lest', nn: 'Kven har lese', en: 'Who has read' } },
    words: {
      nb: 'innsyn lesing eksport lastet ned logg',
      nn: 'innsyn lesing eksport lasta ned logg',
      en: 'access log reading export download',
    },
    portalAsks: {
      endpoint: accessApi.readingsNews,
      input: {},
      count: {
        of: ({ count }: { count: { value: number } }) => count.value,
        words: { nb: 'nye siden sist', nn: 'nye sidan sist', en: 'new since you looked' },
      },
    },
    component: lazyRouteComponent(() => import('./people/ReadLogPage.tsx'), 'ReadLogPage'),
  },
  {
    path: '/keys',
    title: { nb: 'API-nøkler', nn: 'API-nøklar', en: 'API keys' },
    roles: ['admin', 'lead', 'member-security'],
    team: 'run',
    portal: { group: 'ours', title: { nb: 'API-nøkler', nn: 'API-nøklar', en: 'API keys' } },
    component: lazyRouteComponent(() => import('./KeysPage.tsx'), 'KeysPage'),
  },
  {
    path: '/invitation',
    title: { nb: 'Invitasjon', nn: 'Invitasjon', en: 'Invitation' },
    roles,
    open: true,
    component: lazyRouteComponent(() => import('./people/InvitationPage.tsx'), 'InvitationPage'),
  },
  {
    path: '/account',
    title: { nb: 'Min konto', nn: 'Kontoen min', en: 'My account' },
    roles,
    team: 'run',
    portal: { group: 'ours', title: { nb: 'Min konto', nn: 'Kontoen min', en: 'My account' } },
    words: {
      nb: 'inviter kollega bruker innlogging passord',
      nn: 'inviter kollega brukar innlogging passord',
      en: 'invite colleague user sign-in password',
    },
    component: lazyRouteComponent(() => import('./AccountPage.tsx'), 'AccountPage'),
  },
]
