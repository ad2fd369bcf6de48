import { teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { fetchJob, jobs, readJob, tendJob } from './arrival.ts'
import { commands } from './cli.ts'
import { feedsApi, importEnded, importWithdrawn } from './contract.ts'
import { errors } from './errors.ts'
import { routes } from './routes.ts'
import { listSources } from './store.ts'

export const feedsCapability: Capability = {
  name: 'feeds',
  owns: ['source', 'import', 'raw_piece', 'import_issue'],
  produces: [importEnded, importWithdrawn],
  reactions: [],
  jobNames: [readJob, fetchJob, tendJob],
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
  menu: [{ path: '/sources', group: 'see', roles: teamRoles }],
}
