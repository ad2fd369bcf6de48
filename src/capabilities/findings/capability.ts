import { memberRoles, teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { openOwner } from '#platform/db/open.ts'
import { makePartitions } from '#platform/db/partitions.ts'
import { commands } from './cli.ts'
import { findingOpened, findingReopened, findingsApi, findingWithdrawn } from './contract.ts'
import { routes } from './routes.ts'
import { countAll } from './store.ts'

const partitionsJob = 'findings.partitions'

export const findingsCapability: Capability = {
  name: 'findings',
  owns: ['finding', 'finding_step', 'sighting'],
  produces: [findingOpened, findingReopened, findingWithdrawn],
  reactions: [],
  jobNames: [partitionsJob],
  jobs: ({ config, clock }) => [
    {
      name: partitionsJob,
      cron: '15 3 * * *',
      async run() {
        const owner = openOwner(config)
        await makePartitions(owner, 'sighting', clock.now()).finally(() => owner.close())
      },
    },
  ],
  endpoints: Object.values(findingsApi),
  routes,
  errors: {},
  commands,
  async examine(tx) {
    const counts = await countAll(tx)
    return {
      figures: { ...counts },
      problems: [
        ...(counts.hasNextPartition ? [] : ['sightings have no partition for the next month; `varde work` makes it at night']),
        ...(counts.orphans === 0 ? [] : [`${counts.orphans} attributed sightings have no finding`]),
        ...(counts.miscounted === 0 ? [] : [`${counts.miscounted} findings count other sightings than they have`]),
      ],
      broken: counts.orphans + counts.miscounted > 0,
    }
  },
  menu: [
    { path: '/findings', group: 'watch', roles: teamRoles },
    { path: '/kinds', group: 'know', roles: teamRoles },
    { path: '/findings', group: 'portal', roles: memberRoles },
  ],
}
