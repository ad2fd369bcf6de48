import { lazyRouteComponent } from '@tanstack/react-router'
import { memberRoles, teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'
import { type Ask, type OurReply, repliesApi } from '../contract.ts'

/** What suppliers say of their products: the team asks, suppliers answer, and members with the product read. */
export const repliesPages: readonly PageEntry[] = [
  {
    path: '/supplier-replies',
    title: { nb: 'Svar fra leverandører', nn: 'Svar frå leverandørar', en: 'Replies from suppliers' },
    roles: teamRoles,
    team: 'warn',
    words: {
      nb: 'leverandør VEX rammet rettet ikke rammet mangler svar',
      nn: 'leverandør VEX råka retta ikkje råka manglar svar',
      en: 'supplier VEX affected fixed not affected missing reply',
    },
    component: lazyRouteComponent(() => import('./AsksPage.tsx'), 'AsksPage'),
  },
  {
    path: '/advisories/$id/suppliers',
    title: { nb: 'Leverandører av et varsel', nn: 'Leverandørar av eit varsel', en: 'Suppliers of a warning' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./SuppliersPage.tsx'), 'SuppliersPage'),
  },
  {
    path: '/supplier-warnings',
    title: { nb: 'Varsler om våre produkter', nn: 'Varsel om produkta våre', en: 'Warnings about our products' },
    roles: memberRoles,
    portal: {
      group: 'todo',
      title: { nb: 'Varsler om våre produkter', nn: 'Varsel om produkta våre', en: 'Warnings about our products' },
    },
    // Most members supply nothing: only whoever is asked has this in its menu.
    portalAsks: { endpoint: repliesApi.asked, input: { limit: 1 }, isShown: ({ rows }: { rows: Ask[] }) => rows.length > 0 },
    component: lazyRouteComponent(() => import('./AskedPage.tsx'), 'AskedPage'),
  },
  {
    path: '/supplier-warnings/$id',
    title: { nb: 'Et varsel om våre produkter', nn: 'Eit varsel om produkta våre', en: 'A warning about our products' },
    roles: memberRoles,
    component: lazyRouteComponent(() => import('./AskedOnePage.tsx'), 'AskedOnePage'),
  },
  {
    path: '/supplier-replies/ours',
    title: { nb: 'Leverandørene sier', nn: 'Leverandørane seier', en: 'What suppliers say' },
    roles: memberRoles,
    portal: { group: 'now', title: { nb: 'Leverandørene sier', nn: 'Leverandørane seier', en: 'What suppliers say' } },
    portalAsks: { endpoint: repliesApi.ours, input: { limit: 1 }, isShown: ({ rows }: { rows: OurReply[] }) => rows.length > 0 },
    component: lazyRouteComponent(() => import('./OursPage.tsx'), 'OursPage'),
  },
]
