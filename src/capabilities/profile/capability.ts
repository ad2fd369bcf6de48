import { memberRoles, teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { commands } from './cli.ts'
import * as contract from './contract.ts'
import { profileErrors } from './errors.ts'
import { tellJob, tellJobOf } from './letters.ts'
import { contactsChanged, lookJob, lookJobOf } from './reactions.ts'
import { routes } from './routes.ts'
import { tallyOfKeys } from './store-keys.ts'

export const profileCapability: Capability = {
  name: 'profile',
  owns: ['team_key', 'team_profile', 'security_txt', 'pgp_key', 'key_rule', 'key_block'],
  produces: [
    contract.keyChanged,
    contract.keySettled,
    contract.keyEnding,
    contract.keyBlocks,
    contract.keyMended,
    contract.teamKeyChanged,
    contract.teamKeyEnding,
  ],
  reactions: [contactsChanged],
  jobNames: [tellJob, lookJob],
  jobs: (world) => [tellJobOf(world), lookJobOf(world)],
  endpoints: Object.values(contract.profileApi),
  routes,
  errors: profileErrors,
  commands,
  examine: async (tx, now) => ({ figures: (await tallyOfKeys(tx, now)) ?? {}, problems: [] }),
  menu: [
    { path: '/pgp-keys', group: 'know', roles: teamRoles },
    { path: '/profile/edit', group: 'run', roles: teamRoles },
    { path: '/pgp-keys', group: 'portal', roles: memberRoles },
  ],
}

/** For whoever fills a register: the demo. */
export { giveKey, setRule } from './keys.ts'
export { publish, setDraft, setTeamKey, siteOf } from './profile.ts'
export { usualFacts } from './usual.ts'
