import { lazyRouteComponent } from '@tanstack/react-router'
import { memberRoles, roles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

/** Findings, answers and the catalogue of kinds. Members reach a kind from their findings. */
export const findingsPages: readonly PageEntry[] = [
  {
    path: '/now',
    title: { nb: 'Nå', nn: 'No', en: 'Now' },
    roles: memberRoles,
    portal: { nb: 'Nå', nn: 'No', en: 'Now' },
    component: lazyRouteComponent(() => import('./NowPage.tsx'), 'NowPage'),
  },
  {
    path: '/findings',
    title: { nb: 'Funn', nn: 'Funn', en: 'Findings' },
    roles,
    team: 'watch',
    portal: { nb: 'Å gjøre', nn: 'Å gjere', en: 'To do' },
    component: lazyRouteComponent(() => import('./FindingsPage.tsx'), 'FindingsPage'),
  },
  {
    path: '/findings/$id',
    title: { nb: 'Et funn', nn: 'Eit funn', en: 'A finding' },
    roles,
    component: lazyRouteComponent(() => import('./FindingPage.tsx'), 'FindingPage'),
  },
  {
    path: '/answer',
    title: { nb: 'Svar på et varsel', nn: 'Svar på eit varsel', en: 'Answer a notice' },
    roles: [],
    open: true,
    component: lazyRouteComponent(() => import('./AnswerPage.tsx'), 'AnswerPage'),
  },
  {
    path: '/kinds',
    title: { nb: 'Typer funn', nn: 'Typar funn', en: 'Kinds of findings' },
    roles,
    team: 'know',
    component: lazyRouteComponent(() => import('./KindsPage.tsx'), 'KindsPage'),
  },
  {
    path: '/kinds/$id',
    title: { nb: 'En type funn', nn: 'Ein type funn', en: 'A kind of finding' },
    roles,
    component: lazyRouteComponent(() => import('./KindPage.tsx'), 'KindPage'),
  },
]
