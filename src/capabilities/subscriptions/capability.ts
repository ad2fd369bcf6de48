import { teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { commands } from './cli.ts'
import * as contract from './contract.ts'
import { errors } from './errors.ts'
import { letterSettled } from './reactions.ts'
import { routes } from './routes.ts'

export const subscriptionsCapability: Capability = {
  name: 'subscriptions',
  owns: ['subscription', 'subscription_step', 'subscription_item', 'subscription_letter'],
  produces: [contract.digestTold],
  reactions: [letterSettled],
  jobNames: [],
  jobs: () => [],
  endpoints: Object.values(contract.subscriptionsApi),
  routes,
  errors,
  commands,
  menu: [{ path: '/subscriptions', group: 'warn', roles: teamRoles }],
}

/** For whoever fills a programme: the demo. */
export { choose } from './actions.ts'
export { usualChoice } from './rules.ts'
