import { memberRoles, roles, teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { deskApi } from './contract.ts'
import { errors } from './errors.ts'
import { routes } from './routes.ts'
import { figures } from './store.ts'

export const deskCapability: Capability = {
  name: 'desk',
  owns: ['saved_view', 'tour_taken'],
  produces: [],
  reactions: [],
  jobNames: [],
  jobs: () => [],
  endpoints: Object.values(deskApi),
  routes,
  errors,
  examine: async (tx) => ({ figures: await figures(tx), problems: [] }),
  menu: [
    { path: '/report', group: 'portal', roles: memberRoles },
    { path: '/glossary', group: 'know', roles: teamRoles },
    { path: '/glossary', group: 'portal', roles },
    { path: '/help', group: 'know', roles: teamRoles },
    { path: '/help', group: 'portal', roles },
  ],
}
