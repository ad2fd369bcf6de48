import { lazyRouteComponent } from '@tanstack/react-router'
import { memberRoles, roles, teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

/** What members want to be told of warnings. */
export const subscriptionsPages: readonly PageEntry[] = [
  {
    path: '/subscriptions',
    title: { nb: 'Abonnementer', nn: 'Abonnement', en: 'Subscriptions' },
    roles: teamRoles,
    team: 'warn',
    words: {
      nb: 'ukebrev varsling kanal SMS webhook emne produkt',
      nn: 'vekebrev varsling kanal SMS webhook emne produkt',
      en: 'weekly letter digest channel text message webhook topic product',
    },
    component: lazyRouteComponent(() => import('./SubscriptionsPage.tsx'), 'SubscriptionsPage'),
  },
  {
    path: '/organisations/$id/subscriptions',
    title: { nb: 'Hva en virksomhet får', nn: 'Kva ei verksemd får', en: 'What an organisation gets' },
    roles,
    component: lazyRouteComponent(() => import('./WhatWeGetPage.tsx'), 'OrganisationSubscriptionsPage'),
  },
  {
    path: '/what-we-get',
    title: { nb: 'Hva vi får', nn: 'Kva vi får', en: 'What we get' },
    roles: memberRoles,
    portal: { group: 'ours', title: { nb: 'Hva vi får', nn: 'Kva vi får', en: 'What we get' } },
    words: {
      nb: 'abonnement ukebrev varsling kanal SMS e-post produkt emne',
      nn: 'abonnement vekebrev varsling kanal SMS e-post produkt emne',
      en: 'subscription weekly letter digest channel text message e-mail product topic',
    },
    component: lazyRouteComponent(() => import('./WhatWeGetPage.tsx'), 'WhatWeGetPage'),
  },
  {
    path: '/what-we-get/$id',
    title: { nb: 'Varsel til opplysning', nn: 'Varsel til opplysning', en: 'A warning for information' },
    roles: memberRoles,
    component: lazyRouteComponent(() => import('./InformationPage.tsx'), 'InformationPage'),
  },
  {
    path: '/unsubscribe',
    title: { nb: 'Slutt med brevet', nn: 'Slutt med brevet', en: 'End the letter' },
    roles: [],
    open: true,
    component: lazyRouteComponent(() => import('./UnsubscribePage.tsx'), 'UnsubscribePage'),
  },
]
