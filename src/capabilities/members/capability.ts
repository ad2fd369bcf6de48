import { teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { commands } from './cli.ts'
import { askJob, askJobOf, letterCameToNothing } from './contacts-ask.ts'
import {
  contactKeyGiven,
  contactsConfirmed,
  contactsOverdue,
  holdingsChanged,
  membersApi,
  membershipChanged,
} from './contract.ts'
import { routes } from './routes.ts'
import { countRegister } from './store.ts'
import { memberErrors } from './words.ts'
import { contactErrors } from './words-contacts.ts'

export const membersCapability: Capability = {
  name: 'members',
  owns: [
    'organisation',
    'contact',
    'contact_confirmation',
    'contact_test_call',
    'contact_bounce',
    'contact_request',
    'holding',
    'holding_known',
    'register_version',
    'portal_face',
    'organisation_former',
    'organisation_succession',
    'register_change',
    'register_change_row',
    'coverage_reference',
  ],
  produces: [contactKeyGiven, contactsConfirmed, contactsOverdue, holdingsChanged, membershipChanged],
  reactions: [letterCameToNothing],
  jobNames: [askJob],
  jobs: (world) => [askJobOf(world)],
  endpoints: Object.values(membersApi),
  routes,
  errors: { ...memberErrors, ...contactErrors },
  commands,
  examine: async (tx) => ({ figures: await countRegister(tx, tx.scope), problems: [] }),
  menu: [
    { path: '/coverage', group: 'picture', roles: ['admin', 'lead', 'analyst', 'duty'] },
    { path: '/contacts/reachability', group: 'picture', roles: teamRoles },
    { path: '/organisations', group: 'know', roles: ['admin', 'lead', 'analyst', 'duty', 'member-security', 'member-reader'] },
  ],
}

export { importBaseData, importMembers } from './actions.ts'
export type { Constituency, HoldingForm, Membership, OrganisationKind } from './contract.ts'
export { saveReferences } from './coverage.ts'
export { contactsIn, findOrganisations, memberOrganisations } from './index.ts'
export { isNight } from './rules-contacts.ts'
/** For whoever fills a register: the demo. */
export { contactsOfMembers, takeOverCalls, takeOverConfirmations } from './store-contacts.ts'
