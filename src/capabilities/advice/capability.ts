import { teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { commands } from './cli.ts'
import { adviceApi, adviceChanged } from './contract.ts'
import { adviceErrors } from './errors.ts'
import { routes } from './routes.ts'
import { figures } from './store.ts'

export const adviceCapability: Capability = {
  name: 'advice',
  owns: ['advice_block', 'advice_version', 'advice_retirement'],
  produces: [adviceChanged],
  reactions: [],
  jobNames: [],
  jobs: () => [],
  endpoints: Object.values(adviceApi),
  routes,
  errors: adviceErrors,
  commands,
  examine: async (tx) => {
    const { withoutVersion, ...rest } = await figures(tx)
    return {
      figures: rest,
      problems: withoutVersion > 0 ? [`${withoutVersion} blocks of advice have no text in the version that counts`] : [],
      broken: withoutVersion > 0,
    }
  },
  menu: [{ path: '/advice', group: 'know', roles: teamRoles }],
}

/** For whoever fills a library: the demo. */
export { layFirstBlocks } from './actions.ts'
