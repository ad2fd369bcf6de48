import { memberRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import * as contract from './contract.ts'
import { informJob, informJobName } from './inform.ts'
import { lettersJob, lettersJobName } from './letters.ts'
import { letterTold, tellSubscribers } from './reactions.ts'
import { routes } from './routes.ts'
import { uninformJob, uninformJobName } from './uninform.ts'

export const lettersCapability: Capability = {
  name: 'letters',
  owns: ['subscription_run'],
  produces: [],
  reactions: [tellSubscribers, letterTold],
  jobNames: [informJobName, uninformJobName, lettersJobName],
  jobs: (world) => [informJob(world), uninformJob(world), lettersJob(world)],
  endpoints: Object.values(contract.lettersApi),
  routes,
  errors: {},
  menu: [{ path: '/what-we-get', group: 'portal', roles: memberRoles }],
}
