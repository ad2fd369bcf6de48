import type { Capability } from '#platform/capability.ts'
import { demoApi } from './contract.ts'
import { demoErrors } from './errors.ts'
import { routes } from './routes.ts'

/** Whether all of this is a demo, and what it would have sent. */
export const demoCapability: Capability = {
  name: 'demo',
  owns: ['demo'],
  produces: [],
  reactions: [],
  jobNames: [],
  jobs: () => [],
  endpoints: Object.values(demoApi),
  routes,
  errors: demoErrors,
  menu: [],
}

/** For the server and the command line. */
export { daysAhead, demoState, isDemo, markAsDemo, markAsLoaded, passDays, refusalHere } from './guard.ts'
export { mailFolder } from './mail.ts'
