import { scopeNow } from '#capabilities/access/index.ts'
import { memberRoles, teamRoles } from '#domain/endpoint.ts'
import { systemScope } from '#domain/scope.ts'
import type { Capability } from '#platform/capability.ts'
import { openOwner } from '#platform/db/open.ts'
import { makePartitions } from '#platform/db/partitions.ts'
import { lapse } from './answers.ts'
import { bulkJob, bulkJobName } from './bulk.ts'
import { commands } from './cli.ts'
import {
  findingAnswered,
  findingContradicted,
  findingFixed,
  findingJudged,
  findingLapsed,
  findingOpened,
  findingOperatorChanged,
  findingRead,
  findingReopened,
  findingRestored,
  findingsApi,
  findingTold,
  findingWithdrawn,
  findingWorsened,
} from './contract.ts'
import { errors } from './errors.ts'
import { routes } from './routes.ts'
import { countAll } from './store.ts'

const partitionsJob = 'findings.partitions'
const lapseJob = 'findings.lapse'
const lapser = systemScope('findings')

export const findingsCapability: Capability = {
  name: 'findings',
  owns: ['finding', 'finding_step', 'sighting', 'label_consent'],
  produces: [
    findingOpened,
    findingReopened,
    findingContradicted,
    findingWorsened,
    findingOperatorChanged,
    findingWithdrawn,
    findingTold,
    findingRead,
    findingAnswered,
    findingRestored,
    findingJudged,
    findingLapsed,
    findingFixed,
  ],
  reactions: [],
  jobNames: [partitionsJob, lapseJob, bulkJobName],
  jobs: ({ config, clock, db }) => [
    bulkJob(db, clock, (who) => scopeNow(db, who, clock.now())),
    {
      name: lapseJob,
      cron: '*/5 * * * *',
      atStart: true,
      async run() {
        const page = db.bulkRows
        for (let more = page; more === page; ) more = await db.in(lapser, (tx) => lapse(tx, clock.now(), page))
      },
    },
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
  errors,
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
