import { teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { overviewApi } from './contract.ts'
import {
  beginJob,
  beginJobName,
  findingsChanged,
  repairJob,
  repairJobName,
  sightingsJob,
  sightingsJobName,
  vanishedJob,
  vanishedJobName,
} from './reactions.ts'
import { routes } from './routes.ts'
import { figures } from './store.ts'

export const overviewCapability: Capability = {
  name: 'overview',
  owns: ['overview_finding', 'overview_count', 'overview_event'],
  produces: [],
  reactions: [findingsChanged],
  jobNames: [repairJobName, beginJobName, vanishedJobName, sightingsJobName],
  jobs: ({ db, clock }) => [repairJob(db, clock), beginJob(db, clock), vanishedJob(db, clock), sightingsJob(db)],
  endpoints: Object.values(overviewApi),
  routes,
  errors: {},
  async examine(tx) {
    const { counted, unsettled, summed } = await figures(tx)
    return {
      figures: { counted, unsettled },
      problems: unsettled === summed ? [] : [`the days of findings say ${unsettled} unsettled, their counts ${summed}`],
      broken: unsettled !== summed,
    }
  },
  menu: [{ path: '/trends', group: 'picture', roles: teamRoles }],
}
