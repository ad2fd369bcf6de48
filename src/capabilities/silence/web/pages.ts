import { lazyRouteComponent } from '@tanstack/react-router'
import { teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

/** Who is silent about warnings, and what warnings had for effect. */
export const silencePages: readonly PageEntry[] = [
  {
    path: '/silence',
    title: { nb: 'Hvem har ikke svart', nn: 'Kven har ikkje svara', en: 'Who has not answered' },
    roles: teamRoles,
    team: 'watch',
    words: {
      nb: 'purre purring ringeliste stille taus svart varsler funn',
      nn: 'purre purring ringjeliste stille taus svara varsel funn',
      en: 'remind reminder phone list silence silent answered warnings findings',
    },
    component: lazyRouteComponent(() => import('./OverallPage.tsx'), 'OverallPage'),
  },
  {
    path: '/advisories/effect',
    title: { nb: 'Effekt av varsler', nn: 'Effekt av varsel', en: 'Effect of warnings' },
    roles: teamRoles,
    team: 'picture',
    component: lazyRouteComponent(() => import('./EffectsPage.tsx'), 'EffectsPage'),
  },
  {
    path: '/advisories/$id/silence',
    title: { nb: 'Hvem har svart på varselet', nn: 'Kven har svart på varselet', en: 'Who has answered the warning' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./SilencePage.tsx'), 'SilencePage'),
  },
  {
    path: '/advisories/$id/phone-list',
    title: { nb: 'Ringeliste', nn: 'Ringjeliste', en: 'Phone list' },
    roles: ['lead', 'analyst', 'duty'],
    component: lazyRouteComponent(() => import('./PhonePage.tsx'), 'PhonePage'),
  },
  {
    path: '/advisories/$id/effect',
    title: { nb: 'Effekt av varselet', nn: 'Effekt av varselet', en: 'Effect of the warning' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./EffectPage.tsx'), 'EffectPage'),
  },
  {
    path: '/advisories/$id/wordings',
    title: { nb: 'Ordlyder', nn: 'Ordlydar', en: 'Wordings' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./WordingsPage.tsx'), 'WordingsPage'),
  },
]
