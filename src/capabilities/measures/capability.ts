import { teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { measuresApi } from './contract.ts'
import { routes } from './routes.ts'

export const measuresCapability: Capability = {
  name: 'measures',
  owns: ['measure'],
  produces: [],
  reactions: [],
  jobNames: [],
  jobs: () => [],
  endpoints: Object.values(measuresApi),
  routes,
  errors: {},
  menu: [{ path: '/measures', group: 'warn', roles: teamRoles }],
}
