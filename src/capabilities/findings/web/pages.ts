import { lazyRouteComponent } from '@tanstack/react-router'
import { type Count, memberRoles, roles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'
import { findingsApi } from '../contract.ts'

/** Findings, answers and the catalogue of kinds. Members reach a kind from their findings. */
export const findingsPages: readonly PageEntry[] = [
  {
    path: '/now',
    title: { nb: 'Nå', nn: 'No', en: 'Now' },
    roles: memberRoles,
    portal: { group: 'now', title: { nb: 'Nå', nn: 'No', en: 'Now' } },
    simple: true,
    component: lazyRouteComponent(() => import('./NowPage.tsx'), 'NowPage'),
  },
  {
    path: '/now/first',
    title: { nb: 'Begynn her', nn: 'Byrj her', en: 'Begin here' },
    roles: memberRoles,
    component: lazyRouteComponent(() => import('./portal/FirstPage.tsx'), 'FirstPage'),
  },
  {
    path: '/findings',
    title: { nb: 'Funn', nn: 'Funn', en: 'Findings' },
    roles,
    team: 'watch',
    portal: { group: 'todo', title: { nb: 'Å gjøre', nn: 'Å gjere', en: 'To do' } },
    portalAsks: {
      endpoint: findingsApi.count,
      input: { state: ['open', 'told'] },
      count: {
        of: ({ count }: { count: Count }) => count.value,
        words: { nb: 'venter på svar', nn: 'ventar på svar', en: 'wait for an answer' },
      },
    },
    component: lazyRouteComponent(() => import('./FindingsPage.tsx'), 'FindingsPage'),
  },
  {
    path: '/operated',
    title: { nb: 'Kunder', nn: 'Kundar', en: 'Customers' },
    roles: memberRoles,
    portal: { group: 'todo', title: { nb: 'Kunder', nn: 'Kundar', en: 'Customers' } },
    portalAsks: { endpoint: findingsApi.operated, input: { limit: 1 }, isShown: ({ of }: { of: number }) => of > 0 },
    component: lazyRouteComponent(() => import('./portal/OperatedPage.tsx'), 'OperatedPage'),
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
