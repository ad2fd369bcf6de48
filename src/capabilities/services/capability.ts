import { memberRoles, teamRoles } from '#domain/endpoint.ts'
import { systemScope } from '#domain/scope.ts'
import type { Capability } from '#platform/capability.ts'
import { commands } from './cli.ts'
import * as contract from './contract.ts'
import { errors } from './errors.ts'
import { routes } from './routes.ts'
import { standings } from './show.ts'
import { tellTermsJob, tellTermsJobOf, tellWhenPublished } from './tell-terms.ts'

const doctor = systemScope('services.examine')

export const servicesCapability: Capability = {
  name: 'services',
  owns: [
    'service_terms',
    'service_consent',
    'service_enrolment',
    'service_target',
    'service_step',
    'demand_answer',
    'assessment',
    'assessment_share',
  ],
  produces: [
    contract.consentGiven,
    contract.consentWithdrawn,
    contract.termsPublished,
    contract.enrolmentChanged,
    contract.approvalNeeded,
    contract.approvalSettled,
  ],
  reactions: [tellWhenPublished],
  jobNames: [tellTermsJob],
  jobs: (world) => [tellTermsJobOf(world)],
  endpoints: Object.values(contract.servicesApi),
  routes,
  errors,
  commands,
  examine: async (tx, now) => {
    const all = await standings(tx, doctor, now)
    const on = Object.fromEntries(Object.entries(all).map(([subject, { byState }]) => [`${subject} on`, byState.on]))
    return { figures: { members: all.membership.of, ...on }, problems: [] }
  },
  menu: [
    { path: '/services', group: 'run', roles: teamRoles },
    { path: '/our-services', group: 'portal', roles: memberRoles },
  ],
}

/** For whoever fills a programme: the demo. */
export { bulk, change, enrolAll, publish } from './actions.ts'
export type { Subject } from './contract.ts'
export { answer, keepAssessment, share } from './demands.ts'
export { proposalOf } from './proposals.data.ts'
export { addApprovedTargets } from './store.ts'
