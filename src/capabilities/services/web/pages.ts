import { lazyRouteComponent } from '@tanstack/react-router'
import { memberRoles, roles, teamRoles } from '#domain/endpoint.ts'
import type { PageEntry } from '#ui/pages.ts'
import { servicesApi } from '../contract.ts'

export const servicesPages: readonly PageEntry[] = [
  {
    path: '/services',
    title: { nb: 'Tjenester og avtaler', nn: 'Tenester og avtalar', en: 'Services and agreements' },
    roles: teamRoles,
    team: 'run',
    words: {
      nb: 'vilkår samtykke medlemsavtale sensor skanning inntrengingstest sperreliste',
      nn: 'vilkår samtykke medlemsavtale sensor skanning inntrengingstest sperreliste',
      en: 'terms consent membership agreement sensor scanning penetration test blocklist',
    },
    component: lazyRouteComponent(() => import('./ServicesPage.tsx'), 'ServicesPage'),
  },
  {
    path: '/services/$id',
    title: { nb: 'En tjeneste', nn: 'Ei teneste', en: 'A service' },
    roles: teamRoles,
    component: lazyRouteComponent(() => import('./ServicePage.tsx'), 'ServicePage'),
  },
  {
    path: '/services/$id/terms',
    title: { nb: 'Vilkår', nn: 'Vilkår', en: 'Terms' },
    roles,
    component: lazyRouteComponent(() => import('./TermsPage.tsx'), 'TermsPage'),
  },
  {
    path: '/organisations/$id/services',
    title: { nb: 'Tjenester hos en virksomhet', nn: 'Tenester hos ei verksemd', en: 'Services at an organisation' },
    roles,
    component: lazyRouteComponent(() => import('./OursPage.tsx'), 'OrganisationServicesPage'),
  },
  {
    path: '/our-services',
    title: { nb: 'Våre tjenester', nn: 'Tenestene våre', en: 'Our services' },
    roles: memberRoles,
    portal: { group: 'ours', title: { nb: 'Våre tjenester', nn: 'Tenestene våre', en: 'Our services' } },
    words: {
      nb: 'avtale vilkår samtykke skanning sensor minstekrav vurdering',
      nn: 'avtale vilkår samtykke skanning sensor minstekrav vurdering',
      en: 'agreement terms consent scanning sensor minimum demands assessment',
    },
    portalAsks: {
      endpoint: servicesApi.due,
      input: {},
      count: {
        of: ({ count }: { count: number }) => count,
        words: { nb: 'venter på et ja', nn: 'ventar på eit ja', en: 'wait for a yes' },
      },
    },
    component: lazyRouteComponent(() => import('./OursPage.tsx'), 'OursPage'),
  },
]
