import type { Capability } from '#platform/capability.ts'
import { commands } from './cli.ts'
import { holdingsChanged, membersApi, membershipChanged } from './contract.ts'
import { routes } from './routes.ts'
import { countRegister } from './store.ts'
import { memberErrors } from './words.ts'

export const membersCapability: Capability = {
  name: 'members',
  owns: ['organisation', 'contact', 'holding', 'register_version', 'portal_face'],
  produces: [holdingsChanged, membershipChanged],
  reactions: [],
  jobNames: [],
  jobs: () => [],
  endpoints: Object.values(membersApi),
  routes,
  errors: memberErrors,
  commands,
  examine: async (tx) => ({ figures: await countRegister(tx, tx.scope), problems: [] }),
  menu: [
    { path: '/organisations', group: 'know', roles: ['admin', 'lead', 'analyst', 'duty', 'member-security', 'member-reader'] },
  ],
}

/** For whoever fills a register: the demo. */
export { importBaseData, importMembers } from './actions.ts'
export type { Constituency, HoldingForm, Membership, OrganisationKind } from './contract.ts'
export { findOrganisations } from './index.ts'
