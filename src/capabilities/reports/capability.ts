import type { Capability } from '#platform/capability.ts'
import { reportsApi } from './contract.ts'
import { errors } from './errors.ts'
import { routes } from './routes.ts'

/** Stories, notices and what there is to say of a member, on paper. */
export const reportsCapability: Capability = {
  name: 'reports',
  owns: [],
  produces: [],
  reactions: [],
  jobNames: [],
  jobs: () => [],
  endpoints: Object.values(reportsApi),
  routes,
  errors,
  menu: [],
}
