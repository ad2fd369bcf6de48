import { lazyRouteComponent } from '@tanstack/react-router'
import { roles, teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'
import { productsApi } from '../contract.ts'

/** What organisations run, and who has what an advisory names. */
export const productsPages: readonly PageEntry[] = [
  {
    path: '/products',
    title: { nb: 'Hva medlemmene kjører', nn: 'Kva medlemene køyrer', en: 'What members run' },
    roles,
    team: 'know',
    portal: { group: 'ours', title: { nb: 'Våre produkter', nn: 'Produkta våre', en: 'Our products' } },
    words: {
      nb: 'programvare system versjon inventar SBOM CycloneDX SPDX CPE',
      nn: 'programvare system versjon inventar SBOM CycloneDX SPDX CPE',
      en: 'software system version inventory SBOM CycloneDX SPDX CPE',
    },
    component: lazyRouteComponent(() => import('./ProductsPage.tsx'), 'ProductsPage'),
  },
  {
    path: '/product-questions',
    title: { nb: 'Spørsmål om produkter', nn: 'Spørsmål om produkt', en: 'Questions about products' },
    roles,
    team: 'know',
    portal: { group: 'todo', title: { nb: 'Spørsmål om produkter', nn: 'Spørsmål om produkt', en: 'Questions about products' } },
    portalAsks: {
      endpoint: productsApi.questions,
      input: { limit: 1 },
      isShown: ({ count }: { count: { open: number; answered: number } }) => count.open + count.answered > 0,
      count: {
        of: ({ count }: { count: { open: number } }) => count.open,
        words: { nb: 'venter på svar', nn: 'ventar på svar', en: 'wait for an answer' },
      },
    },
    component: lazyRouteComponent(() => import('./QuestionsPage.tsx'), 'QuestionsPage'),
  },
  {
    path: '/products/who',
    title: { nb: 'Hvem har dette?', nn: 'Kven har dette?', en: 'Who has this?' },
    roles: teamRoles,
    team: 'know',
    words: {
      nb: 'produkt versjon treff rammet sårbarhet',
      nn: 'produkt versjon treff råka sårbarheit',
      en: 'product version match affected vulnerability',
    },
    component: lazyRouteComponent(() => import('./WhoPage.tsx'), 'WhoPage'),
  },
  {
    path: '/products/import',
    title: { nb: 'Importer produkter', nn: 'Importer produkt', en: 'Import products' },
    roles: ['admin', 'lead', 'analyst', 'member-security'],
    component: lazyRouteComponent(() => import('./ImportPage.tsx'), 'ImportPage'),
  },
  {
    path: '/products/imports/$id',
    title: { nb: 'En import av produkter', nn: 'Ein import av produkt', en: 'An import of products' },
    roles,
    component: lazyRouteComponent(() => import('./ImportedPage.tsx'), 'ImportedPage'),
  },
  {
    path: '/products/$id',
    title: { nb: 'Et produkt', nn: 'Eit produkt', en: 'A product' },
    roles,
    component: lazyRouteComponent(() => import('./LinePage.tsx'), 'LinePage'),
  },
]
