import { teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { watchApi } from './contract.ts'
import { routes } from './routes.ts'

export const watchCapability: Capability = {
  name: 'watch',
  owns: ['task', 'task_note', 'handover'],
  produces: [],
  reactions: [],
  jobNames: [],
  jobs: () => [],
  endpoints: Object.values(watchApi),
  routes,
  errors: {},
  menu: [{ path: '/watch', group: 'watch', roles: teamRoles }],
}
