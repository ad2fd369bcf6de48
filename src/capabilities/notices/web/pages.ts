import { lazyRouteComponent } from '@tanstack/react-router'
import { memberRoles, roles, teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

/** The desk of notices for the team; messages, and how one is told, for members. */
export const noticesPages: readonly PageEntry[] = [
  {
    path: '/notices',
    title: { nb: 'Varsler', nn: 'Varsel', en: 'Notices' },
    roles,
    team: 'watch',
    portal: { group: 'now', title: { nb: 'Meldinger', nn: 'Meldingar', en: 'Messages' } },
    component: lazyRouteComponent(() => import('./NoticesPage.tsx'), 'NoticesPage'),
  },
  {
    path: '/notices/waiting',
    title: { nb: 'Venter', nn: 'Ventar', en: 'Waiting' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./WaitingPage.tsx'), 'WaitingPage'),
  },
  {
    path: '/notices/silence',
    title: { nb: 'Hvem har ikke svart på funn', nn: 'Kven har ikkje svara på funn', en: 'Who has not answered about findings' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./SilencePage.tsx'), 'SilencePage'),
  },
  {
    path: '/notices/inbox',
    title: { nb: 'Innboks', nn: 'Innboks', en: 'Inbox' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./InboxPage.tsx'), 'InboxPage'),
  },
  {
    path: '/notices/routing',
    title: { nb: 'Hvem varsles om hva', nn: 'Kven blir varsla om kva', en: 'Who is told of what' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./RoutingPage.tsx'), 'RoutingPage'),
  },
  {
    path: '/notices/windows',
    title: { nb: 'Vedlikehold', nn: 'Vedlikehald', en: 'Maintenance' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./WindowsPage.tsx'), 'WindowsPage'),
  },
  {
    path: '/notices/senders',
    title: { nb: 'Avsendere', nn: 'Avsendarar', en: 'Senders' },
    roles: ['admin', 'lead'],
    team: 'run',
    component: lazyRouteComponent(() => import('./SendersPage.tsx'), 'SendersPage'),
  },
  {
    path: '/notices/$id',
    title: { nb: 'Et varsel', nn: 'Eit varsel', en: 'A notice' },
    roles,
    component: lazyRouteComponent(() => import('./NoticePage.tsx'), 'NoticePage'),
  },
  {
    path: '/organisations/$id/told-how',
    title: { nb: 'Slik varsles de', nn: 'Slik blir dei varsla', en: 'How they are told' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./ToldHowPage.tsx'), 'ToldHowPage'),
  },
  {
    path: '/told-how',
    title: { nb: 'Slik varsles vi', nn: 'Slik blir vi varsla', en: 'How we are told' },
    roles: memberRoles,
    portal: { group: 'ours', title: { nb: 'Slik varsles vi', nn: 'Slik blir vi varsla', en: 'How we are told' } },
    component: lazyRouteComponent(() => import('./ToldHowPage.tsx'), 'OurToldHowPage'),
  },
]
