import { memberRoles, teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { commands } from './cli.ts'
import { advisedAnswered, advisedLapsed, measuresApi } from './contract.ts'
import { errors } from './errors.ts'
import {
  beginJob,
  beginJobName,
  datesJob,
  datesJobName,
  findingsChanged,
  repairJob,
  repairJobName,
  vanishedJob,
  vanishedJobName,
} from './reactions.ts'
import { routes } from './routes.ts'
import { figures } from './store.ts'

export const measuresCapability: Capability = {
  name: 'measures',
  owns: ['measure', 'measure_step'],
  produces: [advisedAnswered, advisedLapsed],
  reactions: [findingsChanged],
  jobNames: [repairJobName, beginJobName, vanishedJobName, datesJobName],
  jobs: ({ db, clock }) => [repairJob(db, clock), beginJob(db, clock), vanishedJob(db, clock), datesJob(db, clock)],
  endpoints: Object.values(measuresApi),
  routes,
  errors,
  commands,
  examine: async (tx) => ({ figures: await figures(tx), problems: [] }),
  menu: [
    { path: '/measures', group: 'warn', roles: teamRoles },
    { path: '/effect', group: 'picture', roles: teamRoles },
    { path: '/measures', group: 'portal', roles: memberRoles },
  ],
}

/** For whoever fills a programme: the demo. */
export { answer } from './actions.ts'
export { measuresOfWarning } from './store.ts'
