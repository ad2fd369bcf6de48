import { memberRoles, teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { commands } from './cli.ts'
import * as contract from './contract.ts'
import { repliesErrors } from './errors.ts'
import { askJob, askJobName, digestJob, digestJobName, repliesHappened, tellJob, tellJobName } from './reactions.ts'
import { routes } from './routes.ts'
import { figures } from './store.ts'

export const repliesCapability: Capability = {
  name: 'replies',
  owns: ['supplier_ask', 'supplier_reply', 'reply_told'],
  produces: [contract.repliesGiven],
  reactions: [repliesHappened],
  jobNames: [askJobName, tellJobName, digestJobName],
  jobs: (world) => [askJob(world), tellJob(world), digestJob(world)],
  endpoints: Object.values(contract.repliesApi),
  routes,
  errors: repliesErrors,
  commands,
  examine: async (tx) => ({ figures: await figures(tx, tx.scope), problems: [] }),
  menu: [
    { path: '/supplier-replies', group: 'warn', roles: teamRoles },
    { path: '/supplier-warnings', group: 'portal', roles: memberRoles },
    { path: '/supplier-replies/ours', group: 'portal', roles: memberRoles },
  ],
}

/** For whoever fills a programme: the demo, and the tests of the whole house. */
export { answer, ask } from './actions.ts'
export { findReaders, tellNow } from './tell.ts'
