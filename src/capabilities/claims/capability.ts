import { memberRoles, teamRoles } from '#domain/endpoint.ts'
import type { Id } from '#domain/id.ts'
import type { Capability } from '#platform/capability.ts'
import type { Tx } from '#platform/db/db.ts'
import { openDns } from '#platform/dns.ts'
import { commands } from './cli.ts'
import {
  claimDecided,
  claimDelegated,
  claimEnded,
  claimExpired,
  claimMade,
  claimProofLost,
  claimProofSettled,
  claimProven,
  claimsApi,
  claimWaits,
} from './contract.ts'
import { errors } from './errors.ts'
import { tellJobName, tellJobOf } from './letters.ts'
import { followClaims, recheckJob, recheckJobName, rememberJob, rememberJobName } from './reactions.ts'
import { routes } from './routes.ts'
import { broken, figures, heldClaims } from './store.ts'

export const claimsCapability: Capability = {
  name: 'claims',
  owns: [
    'claim',
    'claim_check',
    'claim_step',
    'claim_code',
    'claim_dispute',
    'claim_delegation',
    'claim_delegated',
    'registry_import',
    'registry_range',
    'registry_handle',
  ],
  produces: [
    claimMade,
    claimProven,
    claimEnded,
    claimExpired,
    claimProofLost,
    claimProofSettled,
    claimWaits,
    claimDecided,
    claimDelegated,
  ],
  reactions: [followClaims],
  jobNames: [recheckJobName, rememberJobName, tellJobName],
  jobs: (world) => [recheckJob(world.db, world.clock, openDns(world.config)), rememberJob(world.db), tellJobOf(world)],
  endpoints: Object.values(claimsApi),
  routes,
  errors,
  commands,
  async examine(tx) {
    const { unheld, orphaned } = await broken(tx, tx.scope)
    return {
      figures: await figures(tx, tx.scope),
      problems: [
        ...(unheld === 0 ? [] : [`${unheld} proven claims hold nothing in the register`]),
        ...(orphaned === 0 ? [] : [`${orphaned} disputes wait although their claim is over`]),
      ],
      broken: unheld + orphaned > 0,
    }
  },
  menu: [
    { path: '/claims', group: 'know', roles: teamRoles },
    { path: '/claims', group: 'portal', roles: memberRoles },
  ],
}

/** For whoever fills a demo. */
export { addClaim, decide } from './actions.ts'
export { expire, prove } from './prove.ts'

export const claimsInTurn = (tx: Tx, ids: readonly Id<'clm'>[]) => heldClaims(tx, tx.scope, ids)
