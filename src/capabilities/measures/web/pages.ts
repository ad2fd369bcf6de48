import { lazyRouteComponent } from '@tanstack/react-router'
import { roles, teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

/** What somebody shall do by when, and what came of it. */
export const measuresPages: readonly PageEntry[] = [
  {
    path: '/measures',
    title: { nb: 'Tiltak', nn: 'Tiltak', en: 'Measures' },
    roles,
    team: 'warn',
    portal: { group: 'todo', title: { nb: 'Hvem gjør hva', nn: 'Kven gjer kva', en: 'Who does what' } },
    component: lazyRouteComponent(() => import('./MeasuresPage.tsx'), 'MeasuresPage'),
  },
  {
    path: '/effect',
    title: { nb: 'Effekt', nn: 'Effekt', en: 'Effect' },
    roles: teamRoles,
    team: 'picture',
    component: lazyRouteComponent(() => import('./EffectPage.tsx'), 'EffectPage'),
  },
  {
    path: '/answer-warning',
    title: { nb: 'Svar på et varsel', nn: 'Svar på eit varsel', en: 'Answer a warning' },
    roles: [],
    open: true,
    component: lazyRouteComponent(() => import('./LinkPage.tsx'), 'LinkPage'),
  },
  {
    path: '/measures/$id',
    title: { nb: 'Et tiltak', nn: 'Eit tiltak', en: 'A measure' },
    roles,
    component: lazyRouteComponent(() => import('./MeasurePage.tsx'), 'MeasurePage'),
  },
]
