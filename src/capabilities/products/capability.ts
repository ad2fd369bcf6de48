import { memberRoles, teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { commands } from './cli.ts'
import { productsApi } from './contract.ts'
import { errors } from './errors.ts'
import { routes } from './routes.ts'
import { figures } from './store.ts'

export const productsCapability: Capability = {
  name: 'products',
  owns: ['product_inventory', 'product_name', 'product_import', 'product_refused', 'product_line', 'product_past'],
  produces: [],
  reactions: [],
  jobNames: [],
  jobs: () => [],
  endpoints: Object.values(productsApi),
  routes,
  errors,
  commands,
  examine: async (tx) => ({ figures: await figures(tx, tx.scope), problems: [] }),
  menu: [
    { path: '/products', group: 'know', roles: teamRoles },
    { path: '/products/who', group: 'know', roles: teamRoles },
    { path: '/products', group: 'portal', roles: memberRoles },
  ],
}
