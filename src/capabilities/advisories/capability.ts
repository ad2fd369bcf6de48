import { memberRoles, teamRoles } from '#domain/endpoint.ts'
import { systemScope } from '#domain/scope.ts'
import type { Capability } from '#platform/capability.ts'
import { commands } from './cli.ts'
import * as contract from './contract.ts'
import { advisoryErrors } from './errors.ts'
import {
  lapsedJob,
  lapsedJobName,
  measureJob,
  measureJobName,
  operatorsChanged,
  operatorsJob,
  operatorsJobName,
  overJob,
  overJobName,
  tellJob,
  tellJobName,
  warningHappened,
} from './reactions.ts'
import { routes } from './routes.ts'
import { countAdvisories } from './store.ts'
import { withdrawJob, withdrawJobName } from './withdrawals.ts'

const doctor = systemScope('advisories.examine')

export const advisoriesCapability: Capability = {
  name: 'advisories',
  owns: ['advisory', 'advisory_version', 'advisory_address', 'advisory_step', 'advisory_number', 'advisory_variant'],
  produces: [contract.advisoryRead, contract.advisoryPublished, contract.advisoryWithdrawn, contract.advisoryClosed],
  reactions: [warningHappened, operatorsChanged],
  jobNames: [tellJobName, overJobName, lapsedJobName, operatorsJobName, measureJobName, withdrawJobName],
  jobs: (world) => [tellJob(world), overJob(world), lapsedJob(world), operatorsJob(world), measureJob(world), withdrawJob(world)],
  endpoints: Object.values(contract.advisoriesApi),
  routes,
  errors: advisoryErrors,
  commands,
  examine: async (tx) => {
    const { byState } = await countAdvisories(tx, doctor, {})
    return { figures: { ...byState }, problems: [] }
  },
  menu: [
    { path: '/advisories', group: 'warn', roles: teamRoles },
    { path: '/our-advisories', group: 'portal', roles: memberRoles },
  ],
}

export { change, create, publish, review, send } from './actions.ts'
/** For whoever fills a programme: the demo, and the tests of the whole house. */
export type { AdvisoryContent, Audience } from './contract.ts'
export { emptyAudience, emptyContent } from './rules.ts'
export { noteTold, tellPage } from './tell.ts'
