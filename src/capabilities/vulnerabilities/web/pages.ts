import { lazyRouteComponent } from '@tanstack/react-router'
import { roles, teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'

/** What is known of vulnerabilities, and how fresh it is. */
export const vulnerabilitiesPages: readonly PageEntry[] = [
  {
    path: '/vulnerabilities',
    title: { nb: 'Sårbarheter', nn: 'Sårbarheiter', en: 'Vulnerabilities' },
    roles,
    team: 'know',
    portal: { group: 'learn', title: { nb: 'Kjente sårbarheter', nn: 'Kjende sårbarheiter', en: 'Known vulnerabilities' } },
    words: { nb: 'CVE KEV EPSS CVSS NVD sikkerhetshull', nn: 'CVE KEV EPSS CVSS NVD tryggingshol', en: 'CVE KEV EPSS CVSS NVD' },
    component: lazyRouteComponent(() => import('./VulnerabilitiesPage.tsx'), 'VulnerabilitiesPage'),
  },
  {
    path: '/vulnerabilities/sources',
    title: { nb: 'Kilder om sårbarheter', nn: 'Kjelder om sårbarheiter', en: 'Sources on vulnerabilities' },
    roles: teamRoles,
    words: { nb: 'importer KEV EPSS NVD fil', nn: 'importer KEV EPSS NVD fil', en: 'import KEV EPSS NVD file' },
    component: lazyRouteComponent(() => import('./SourcesPage.tsx'), 'SourcesPage'),
  },
  {
    path: '/vulnerabilities/$id',
    title: { nb: 'En sårbarhet', nn: 'Ei sårbarheit', en: 'A vulnerability' },
    roles,
    component: lazyRouteComponent(() => import('./VulnerabilityPage.tsx'), 'VulnerabilityPage'),
  },
]
