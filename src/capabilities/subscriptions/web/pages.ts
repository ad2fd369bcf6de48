import { lazyRouteComponent } from '@tanstack/react-router'
import { teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

/** Who has chosen what, and the end of a letter. */
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
    path: '/unsubscribe',
    title: { nb: 'Slutt med brevet', nn: 'Slutt med brevet', en: 'End the letter' },
    roles: [],
    open: true,
    component: lazyRouteComponent(() => import('./UnsubscribePage.tsx'), 'UnsubscribePage'),
  },
]
