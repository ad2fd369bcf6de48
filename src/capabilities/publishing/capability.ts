import { teamRoles } from '#domain/endpoint.ts'
import { systemScope } from '#domain/scope.ts'
import type { Capability } from '#platform/capability.ts'
import { commands } from './cli.ts'
import * as contract from './contract.ts'
import { makeJob, makeJobName, warningsFollowed } from './reactions.ts'
import { routes } from './routes.ts'
import { countOpen } from './store.ts'
import { tallyDocuments } from './store-documents.ts'

const doctor = systemScope('publishing.examine')

export const publishingCapability: Capability = {
  name: 'publishing',
  owns: ['open_warning', 'open_step', 'csaf_document'],
  produces: [contract.documentsMade],
  reactions: [warningsFollowed],
  jobNames: [makeJobName],
  jobs: (world) => [makeJob(world)],
  endpoints: Object.values(contract.publishingApi),
  routes,
  errors: {},
  commands,
  examine: async (tx) => {
    const { byState } = await tallyDocuments(tx, doctor, null)
    return {
      figures: { open: await countOpen(tx), ...byState },
      problems: byState.failed > 0 ? [`${byState.failed} CSAF documents could not be made; see /publishing`] : [],
    }
  },
  menu: [{ path: '/publishing', group: 'warn', roles: teamRoles }],
}
