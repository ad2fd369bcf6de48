import { memberRoles, teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { findingOpened, findingReopened, findingsApi, findingWithdrawn } from './contract.ts'
import { routes } from './routes.ts'

export const findingsCapability: Capability = {
  name: 'findings',
  owns: ['finding', 'finding_step', 'sighting'],
  produces: [findingOpened, findingReopened, findingWithdrawn],
  reactions: [],
  jobNames: [],
  jobs: () => [],
  endpoints: Object.values(findingsApi),
  routes,
  errors: {},
  menu: [
    { path: '/findings', group: 'watch', roles: teamRoles },
    { path: '/kinds', group: 'know', roles: teamRoles },
    { path: '/findings', group: 'portal', roles: memberRoles },
  ],
}
