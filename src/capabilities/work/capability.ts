import type { Capability } from '#platform/capability.ts'
import { workApi } from './contract.ts'
import { routes } from './routes.ts'

export const workCapability: Capability = {
  name: 'work',
  owns: [],
  produces: [],
  reactions: [],
  jobNames: [],
  jobs: () => [],
  endpoints: Object.values(workApi),
  routes,
  errors: {},
  menu: [],
}
