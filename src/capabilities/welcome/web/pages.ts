import { lazyRouteComponent } from '@tanstack/react-router'
import { memberRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'
import { welcomeApi } from '../contract.ts'

export const welcomePages: readonly PageEntry[] = [
  {
    path: '/welcome',
    title: { nb: 'Kom i gang', nn: 'Kom i gang', en: 'Get started' },
    roles: memberRoles,
    portal: { group: 'now', title: { nb: 'Kom i gang', nn: 'Kom i gang', en: 'Get started' } },
    simple: true,
    portalAsks: {
      endpoint: welcomeApi.mine,
      input: {},
      isShown: ({ left }: { left: number }) => left > 0,
      count: {
        of: ({ left }: { left: number }) => left,
        words: { nb: 'steg gjenstår', nn: 'steg står att', en: 'steps left' },
      },
    },
    component: lazyRouteComponent(() => import('./WelcomePage.tsx'), 'WelcomePage'),
  },
]
