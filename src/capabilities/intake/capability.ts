import { teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { intakeApi, intakeSolved, intakeUnattributed } from './contract.ts'
import { errors } from './errors.ts'
import { reattributeJob, reattributeJobName, registerChanged } from './reactions.ts'
import { routes } from './routes.ts'

export const intakeCapability: Capability = {
  name: 'intake',
  owns: ['ignore_rule'],
  produces: [intakeUnattributed, intakeSolved],
  reactions: [registerChanged],
  jobNames: [reattributeJobName],
  jobs: ({ db, clock }) => [reattributeJob(db, clock)],
  endpoints: Object.values(intakeApi),
  routes,
  errors,
  menu: [
    { path: '/unattributed', group: 'see', roles: teamRoles },
    { path: '/ignore-rules', group: 'see', roles: teamRoles },
  ],
}
