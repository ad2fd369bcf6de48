import { lazyRouteComponent } from '@tanstack/react-router'
import { memberRoles, roles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

export const deskPages: readonly PageEntry[] = [
  {
    path: '/report',
    title: { nb: 'Meld fra om noe', nn: 'Meld frå om noko', en: 'Report something' },
    roles: memberRoles,
    portal: { group: 'todo', title: { nb: 'Meld fra om noe', nn: 'Meld frå om noko', en: 'Report something' } },
    simple: true,
    words: {
      nb: 'hendelse angrep mistenkelig e-post phishing varsle teamet feil',
      nn: 'hending angrep mistenkeleg e-post phishing varsle teamet feil',
      en: 'incident attack suspicious mail phishing tell the team wrong',
    },
    component: lazyRouteComponent(() => import('./report/ReportPage.tsx'), 'ReportPage'),
  },
  {
    path: '/glossary',
    title: { nb: 'Ordliste', nn: 'Ordliste', en: 'Glossary' },
    roles,
    team: 'know',
    portal: { group: 'learn', title: { nb: 'Ordliste', nn: 'Ordliste', en: 'Glossary' } },
    component: lazyRouteComponent(() => import('./GlossaryPage.tsx'), 'GlossaryPage'),
  },
  {
    path: '/help',
    title: { nb: 'Hjelp', nn: 'Hjelp', en: 'Help' },
    roles,
    team: 'know',
    portal: { group: 'learn', title: { nb: 'Hjelp', nn: 'Hjelp', en: 'Help' } },
    simple: true,
    words: {
      nb: 'ring telefon e-post kontakt',
      nn: 'ring telefon e-post kontakt',
      en: 'call telephone mail contact',
    },
    component: lazyRouteComponent(() => import('./help/HelpPage.tsx'), 'HelpPage'),
  },
]
