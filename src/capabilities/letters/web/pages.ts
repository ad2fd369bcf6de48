import { lazyRouteComponent } from '@tanstack/react-router'
import { memberRoles, roles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

/** What a member gets of warnings, and what it is told for its information. */
export const lettersPages: readonly PageEntry[] = [
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
]
