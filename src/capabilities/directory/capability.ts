import { memberRoles, teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { commands } from './cli.ts'
import { directoryApi } from './contract.ts'
import { directoryErrors } from './errors.ts'
import { renewJob, renewJobName } from './groups.ts'
import { routes } from './routes.ts'
import { figures } from './store.ts'

export const directoryCapability: Capability = {
  name: 'directory',
  owns: [
    'organisation_service',
    'organisation_relation',
    'stakeholder_group',
    'group_member',
    'peer_team',
    'peer_fact',
    'peer_member',
    'agreed_lead',
    'security_clearance',
    'security_act_decision',
  ],
  produces: [],
  reactions: [],
  jobNames: [renewJobName],
  jobs: ({ db, clock }) => [renewJob(db, clock)],
  endpoints: Object.values(directoryApi),
  routes,
  errors: directoryErrors,
  commands,
  examine: async (tx) => ({ figures: await figures(tx), problems: [] }),
  menu: [
    { path: '/directory/authorities', group: 'know', roles: teamRoles },
    { path: '/directory/groups', group: 'know', roles: teamRoles },
    { path: '/directory/peers', group: 'know', roles: teamRoles },
    { path: '/directory/security-act', group: 'run', roles: teamRoles },
    { path: '/directory/authorities', group: 'portal', roles: memberRoles },
    { path: '/directory/ours', group: 'portal', roles: memberRoles },
  ],
}

/** For whoever fills a directory: the demo. */
export { addGroup, addToGroup } from './groups.ts'
export { addFact, addPeer, addShared, agreeLead } from './peers.ts'
export { addRelation } from './relations.ts'
