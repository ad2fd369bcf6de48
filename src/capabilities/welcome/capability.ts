import { memberRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { welcomeAgreed, welcomeApi, welcomeRemarked } from './contract.ts'
import { routes } from './routes.ts'

/** The first steps of a member. */
export const welcomeCapability: Capability = {
  name: 'welcome',
  owns: ['welcome_word'],
  produces: [welcomeRemarked, welcomeAgreed],
  reactions: [],
  jobNames: [],
  jobs: () => [],
  endpoints: Object.values(welcomeApi),
  routes,
  errors: {},
  menu: [{ path: '/welcome', group: 'portal', roles: memberRoles }],
}
