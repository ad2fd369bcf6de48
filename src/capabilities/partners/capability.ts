import { teamRoles } from '#domain/endpoint.ts'
import { systemScope } from '#domain/scope.ts'
import type { Capability } from '#platform/capability.ts'
import { commands } from './cli.ts'
import { partnerKeyDecided, partnerKeyWaits, partnerNewer, partnerNewerSeen, partnersApi } from './contract.ts'
import { partnerErrors } from './errors.ts'
import { fetchJobName, partnerJobs, tendJobName } from './reactions.ts'
import { routes } from './routes.ts'
import { listed } from './show.ts'
import { countItems } from './store-items.ts'

const doctor = systemScope('partners.examine')
const most = 200

export const partnersCapability: Capability = {
  name: 'partners',
  owns: ['partner', 'partner_key', 'partner_page', 'partner_problem', 'partner_item'],
  produces: [partnerKeyWaits, partnerKeyDecided, partnerNewer, partnerNewerSeen],
  reactions: [],
  jobNames: [fetchJobName, tendJobName],
  jobs: partnerJobs,
  endpoints: Object.values(partnersApi),
  routes,
  errors: partnerErrors,
  commands,
  examine: async (tx, now) => {
    const { rows } = await listed(tx, doctor, { limit: most }, now)
    const { byState } = await countItems(tx, doctor, {})
    return {
      figures: { partners: rows.length, ...byState },
      problems: rows
        .filter(({ silent }) => silent)
        .map(({ name, heardAt }) =>
          heardAt
            ? `${name} has not answered since ${heardAt.slice(0, 16)}: see its page for the reason`
            : `${name} has never answered: see its page for the reason`,
        ),
    }
  },
  menu: [
    { path: '/partner-items', group: 'warn', roles: teamRoles },
    { path: '/partners', group: 'warn', roles: teamRoles },
  ],
}

/** For whoever fills a house: the demo, and the tests of the whole house. */
export { add as addPartner, draft as draftOfItem, keyWaits as partnerKeyComes } from './actions.ts'
export { cameOfCsaf, cameOfNews, take as takeItems } from './come.ts'
export { addKey as addPartnerKey, endFetch as endPartnerFetch, noteProblem as notePartnerProblem } from './store.ts'
export { itemPage as itemsOfPartner } from './store-items.ts'
