import { roles } from '#domain/endpoint.ts'
import { systemScope } from '#domain/scope.ts'
import type { Capability } from '#platform/capability.ts'
import { commands } from './cli.ts'
import { vulnerabilitiesApi } from './contract.ts'
import { errors } from './errors.ts'
import { fetchJobName, fetchJobs, tendJobName } from './fetch.ts'
import { routes } from './routes.ts'
import { sourceStates } from './show.ts'

const doctor = systemScope('vulnerabilities.examine')

export const vulnerabilitiesCapability: Capability = {
  name: 'vulnerabilities',
  owns: [
    'vulnerability',
    'vulnerability_fact',
    'vulnerability_epss',
    'vulnerability_source',
    'vulnerability_import',
    'vulnerability_fetch',
  ],
  produces: [],
  reactions: [],
  jobNames: [fetchJobName, tendJobName],
  jobs: fetchJobs,
  endpoints: Object.values(vulnerabilitiesApi),
  routes,
  errors,
  commands,
  examine: async (tx, now) => {
    const states = await sourceStates(tx, doctor, now)
    const read = states.filter(({ readAt }) => readAt !== null)
    return {
      figures: Object.fromEntries(states.map(({ source, known }) => [source, known])),
      problems: read
        .filter(({ isStale }) => isStale)
        .map(({ source, asOf, readAt }) => `${source} is of ${(asOf ?? readAt!).slice(0, 10)}: read a newer file`),
    }
  },
  menu: [{ path: '/vulnerabilities', group: 'know', roles }],
}

/** For whoever fills a house: the demo. */
export { importFile as importVulnerabilities } from './actions.ts'
