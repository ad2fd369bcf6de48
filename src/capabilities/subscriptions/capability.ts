import { memberRoles, teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { commands } from './cli.ts'
import * as contract from './contract.ts'
import { errors } from './errors.ts'
import { informJob, informJobName } from './inform.ts'
import { lettersJob, lettersJobName } from './letters.ts'
import { letterSettled, tellSubscribers } from './reactions.ts'
import { routes } from './routes.ts'
import { uninformJob, uninformJobName } from './uninform.ts'

export const subscriptionsCapability: Capability = {
  name: 'subscriptions',
  owns: ['subscription', 'subscription_step', 'subscription_item', 'subscription_letter', 'subscription_run'],
  produces: [contract.digestTold],
  reactions: [tellSubscribers, letterSettled],
  jobNames: [informJobName, uninformJobName, lettersJobName],
  jobs: (world) => [informJob(world), uninformJob(world), lettersJob(world)],
  endpoints: Object.values(contract.subscriptionsApi),
  routes,
  errors,
  commands,
  menu: [
    { path: '/subscriptions', group: 'warn', roles: teamRoles },
    { path: '/what-we-get', group: 'portal', roles: memberRoles },
  ],
}

/** For whoever fills a programme: the demo. */
export { choose } from './actions.ts'
export { usualChoice } from './rules.ts'
