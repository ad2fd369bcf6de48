import { lazyRouteComponent } from '@tanstack/react-router'
import { teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'
import { watchApi } from '../contract.ts'

/** The queue, which is the team's front page, its tasks, and the hand-over of the shift. */
export const watchPages: readonly PageEntry[] = [
  {
    path: '/watch',
    title: { nb: 'Vaktkøen', nn: 'Vaktkøen', en: 'The queue' },
    roles: teamRoles,
    team: 'watch',
    teamAsks: {
      endpoint: watchApi.count,
      input: {},
      count: {
        of: ({ byState }: { byState: Record<string, number> }) => byState.open ?? 0,
        words: { nb: 'som ingen har tatt', nn: 'som ingen har teke', en: 'that nobody has taken' },
      },
    },
    component: lazyRouteComponent(() => import('./QueuePage.tsx'), 'QueuePage'),
  },
  {
    path: '/watch/shift',
    title: { nb: 'Vaktskifte', nn: 'Vaktskifte', en: 'Hand-over' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./ShiftPage.tsx'), 'ShiftPage'),
  },
  {
    path: '/watch/handovers/$id',
    title: { nb: 'Et vaktskifte', nn: 'Eit vaktskifte', en: 'A hand-over' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./HandoverPage.tsx'), 'HandoverPage'),
  },
  {
    path: '/watch/$id',
    title: { nb: 'En sak', nn: 'Ei sak', en: 'A task' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./TaskPage.tsx'), 'TaskPage'),
  },
]
