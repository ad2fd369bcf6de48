import { teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { commands } from './cli.ts'
import { silenceApi } from './contract.ts'
import { errors } from './errors.ts'
import { callsJob, callsJobName } from './reactions.ts'
import { routes } from './routes.ts'
import { figures } from './store.ts'

export const silenceCapability: Capability = {
  name: 'silence',
  owns: ['advisory_reminder', 'advisory_call'],
  produces: [],
  reactions: [],
  jobNames: [callsJobName],
  jobs: (world) => [callsJob(world)],
  endpoints: Object.values(silenceApi),
  routes,
  errors,
  commands,
  examine: async (tx) => ({ figures: await figures(tx), problems: [] }),
  menu: [
    { path: '/silence', group: 'watch', roles: teamRoles },
    { path: '/advisories/effect', group: 'picture', roles: teamRoles },
  ],
}
