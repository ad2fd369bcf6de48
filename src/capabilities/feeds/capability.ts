import { teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { fetchJob, jobs, proveJob, readJob, tendJob } from './arrival.ts'
import { commands } from './cli.ts'
import { closingDecided, closingHeld, feedsApi, importEnded, importWithdrawn, sourceBack, sourceSilent } from './contract.ts'
import { errors } from './errors.ts'
import { filesChanged } from './reactions.ts'
import { routes } from './routes.ts'
import { listSources } from './store.ts'

export const feedsCapability: Capability = {
  name: 'feeds',
  owns: ['source', 'import', 'raw_piece', 'import_issue', 'withdrawn_report', 'closing'],
  produces: [importEnded, importWithdrawn, sourceSilent, sourceBack, closingHeld, closingDecided],
  reactions: [filesChanged],
  jobNames: [readJob, fetchJob, tendJob, proveJob],
  jobs,
  endpoints: Object.values(feedsApi),
  routes,
  errors,
  commands,
  async examine(tx, now) {
    const sources = await listSources(tx, tx.scope, now)
    return {
      figures: { sources: sources.length },
      problems: sources.flatMap((source) => (source.lastError ? [`source ${source.name}: ${source.lastError}`] : [])),
    }
  },
  menu: [
    { path: '/sources', group: 'see', roles: teamRoles },
    { path: '/sources/health', group: 'see', roles: teamRoles },
    { path: '/closings', group: 'see', roles: teamRoles },
  ],
}
