import type { Capability } from '#platform/capability.ts'
import { alarm, breakGlassJobNames, breakGlassJobs } from './break-glass.ts'
import { commands } from './cli.ts'
import { accessApi, breakGlassUntested, breakGlassUsed } from './contract.ts'
import { accessErrors } from './errors.ts'
import { waysErrors } from './errors-ways.ts'
import { remindJob, remindJobs } from './reminders.ts'
import { routes } from './routes.ts'
import { signDaysJob, trailJobs } from './sign-days.ts'
import { examineTrail } from './trail.ts'

/** Who asks, what they may, and the trail of what they did. */
export const accessCapability: Capability = {
  name: 'access',
  owns: [
    'person',
    'person_role',
    'session',
    'api_key',
    'identity_provider',
    'identity_provider_key',
    'person_identity',
    'passkey',
    'sign_in_step',
    'used_once',
    'break_glass',
    'sign_in_policy',
    'machine_token',
    'invitation',
    'delegation',
    'reading_look',
    'audit_day',
  ],
  produces: [breakGlassUsed, breakGlassUntested],
  reactions: [alarm],
  jobNames: [remindJob, signDaysJob, ...breakGlassJobNames],
  jobs: (world) => [...trailJobs(world), ...remindJobs(world), ...breakGlassJobs(world)],
  endpoints: Object.values(accessApi),
  routes,
  errors: { ...accessErrors, ...waysErrors },
  commands,
  examine: (tx, _now, config) => examineTrail(tx, config),
  menu: [
    { path: '/people', group: 'run', roles: ['admin', 'lead'] },
    { path: '/keys', group: 'run', roles: ['admin', 'lead', 'member-security'] },
    { path: '/access', group: 'portal', roles: ['member-security', 'member-reader'] },
    { path: '/read-log', group: 'portal', roles: ['member-security', 'member-reader'] },
    { path: '/sign-in-ways', group: 'run', roles: ['admin', 'lead'] },
    { path: '/audit', group: 'run', roles: ['admin', 'lead'] },
  ],
}

/** For the server, its first start, and the accounts of a demo. */
export { authenticate } from './authenticate.ts'
export { markBreakGlass } from './break-glass.ts'
export { addPerson, createFirstAdministrator, hasAdministrator, setUpSecondFactor } from './commands.ts'
export type { MemberRole, TeamRole } from './contract.ts'
export { agree, delegate } from './delegations.ts'
export { addProvider } from './oidc-admin.ts'
