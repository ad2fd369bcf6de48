import { verifyAudit } from '#platform/audit.ts'
import type { Capability } from '#platform/capability.ts'
import { commands } from './cli.ts'
import { accessApi } from './contract.ts'
import { accessErrors } from './errors.ts'
import { routes } from './routes.ts'

/** Who asks, what they may, and the trail of what they did. */
export const accessCapability: Capability = {
  name: 'access',
  owns: ['person', 'person_role', 'session', 'api_key'],
  produces: [],
  reactions: [],
  jobNames: [],
  jobs: () => [],
  endpoints: Object.values(accessApi),
  routes,
  errors: accessErrors,
  commands,
  async examine(tx) {
    const trail = await verifyAudit(tx)
    return {
      figures: { auditEntries: trail.entries },
      problems: trail.broken === undefined ? [] : [`the audit trail is broken at entry ${trail.broken}`],
      broken: trail.broken !== undefined,
    }
  },
  menu: [
    { path: '/people', group: 'run', roles: ['admin', 'lead'] },
    { path: '/keys', group: 'run', roles: ['admin', 'lead', 'member-security'] },
    { path: '/audit', group: 'run', roles: ['admin', 'lead'] },
  ],
}

/** For the server, its first start, and the accounts of a demo. */
export { authenticate } from './authenticate.ts'
export { addPerson, createFirstAdministrator, hasAdministrator, setUpSecondFactor } from './commands.ts'
export type { MemberRole, TeamRole } from './contract.ts'
