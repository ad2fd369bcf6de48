import { teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { commands } from './cli.ts'
import { watchApi } from './contract.ts'
import { errors } from './errors.ts'
import { queueChanges, wakeJob, wakeJobName } from './reactions.ts'
import { routes } from './routes.ts'
import { examine } from './store.ts'

export const watchCapability: Capability = {
  name: 'watch',
  owns: ['task', 'task_about', 'task_heard', 'task_note', 'handover', 'watch_look'],
  produces: [],
  reactions: [queueChanges],
  jobNames: [wakeJobName],
  jobs: ({ db, clock }) => [wakeJob(db, clock)],
  endpoints: Object.values(watchApi),
  routes,
  errors,
  commands,
  async examine(tx, now) {
    const { miscounted, overslept, ...figures } = await examine(tx, tx.scope, now)
    return {
      figures,
      problems: [
        ...(miscounted === 0 ? [] : [`${miscounted} tasks are about another number of things than they say`]),
        ...(overslept === 0 ? [] : [`${overslept} tasks should have woken; is a worker running?`]),
      ],
      broken: miscounted > 0,
    }
  },
  menu: [{ path: '/watch', group: 'watch', roles: teamRoles }],
}
