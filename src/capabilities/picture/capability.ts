import { teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { pictureApi } from './contract.ts'
import { routes } from './routes.ts'

export const pictureCapability: Capability = {
  name: 'picture',
  owns: [],
  produces: [],
  reactions: [],
  jobNames: [],
  jobs: () => [],
  endpoints: Object.values(pictureApi),
  routes,
  errors: {},
  menu: [{ path: '/map', group: 'picture', roles: teamRoles }],
}
