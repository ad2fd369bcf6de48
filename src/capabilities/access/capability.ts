import type { Capability } from '#platform/capability.ts'
import { accessApi } from './contract.ts'
import { accessErrors } from './errors.ts'
import { routes } from './routes.ts'

/** Who asks, what they may, and the trail of what they did. */
export const accessCapability: Capability = {
  name: 'access',
  owns: ['person', 'person_role', 'session', 'api_key'],
  produces: [],
  reactions: [],
  jobNames: [],
  jobs: () => [],
  endpoints: Object.values(accessApi),
  routes,
  errors: accessErrors,
  menu: [
    { path: '/people', group: 'run', roles: ['admin', 'lead'] },
    { path: '/keys', group: 'run', roles: ['admin', 'lead', 'member-security'] },
    { path: '/audit', group: 'run', roles: ['admin', 'lead'] },
  ],
}
