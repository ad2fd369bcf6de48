import { lazyRouteComponent } from '@tanstack/react-router'
import { roles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

export const deskPages: readonly PageEntry[] = [
  {
    path: '/glossary',
    title: { nb: 'Ordliste', nn: 'Ordliste', en: 'Glossary' },
    roles,
    team: 'know',
    portal: { nb: 'Ordliste', nn: 'Ordliste', en: 'Glossary' },
    component: lazyRouteComponent(() => import('./GlossaryPage.tsx'), 'GlossaryPage'),
  },
  {
    path: '/help',
    title: { nb: 'Hjelp', nn: 'Hjelp', en: 'Help' },
    roles,
    team: 'know',
    portal: { nb: 'Hjelp', nn: 'Hjelp', en: 'Help' },
    simple: true,
    words: {
      nb: 'ring telefon e-post kontakt',
      nn: 'ring telefon e-post kontakt',
      en: 'call telephone mail contact',
    },
    component: lazyRouteComponent(() => import('./help/HelpPage.tsx'), 'HelpPage'),
  },
]
