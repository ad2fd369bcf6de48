import { memberRoles, teamRoles } from '#domain/endpoint.ts'
import type { Capability } from '#platform/capability.ts'
import { commands } from './cli.ts'
import { productAnswered, productsApi } from './contract.ts'
import { errors } from './errors.ts'
import { routes } from './routes.ts'
import { figures } from './store.ts'

export const productsCapability: Capability = {
  name: 'products',
  owns: [
    'product_inventory',
    'product_name',
    'product_import',
    'product_refused',
    'product_line',
    'product_past',
    'product_question',
  ],
  produces: [productAnswered],
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
    { path: '/product-questions', group: 'know', roles: teamRoles },
    { path: '/product-questions', group: 'portal', roles: memberRoles },
  ],
}

/** For whoever fills a programme: the demo, and the tests of the whole house. */
export { addLine } from './actions.ts'
