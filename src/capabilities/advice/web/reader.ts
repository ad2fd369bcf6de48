import { accessApi } from '#capabilities/access/contract.ts'
import type { Role } from '#domain/endpoint.ts'
import { useCall } from '#ui/api.ts'

/** Whether whoever reads the page writes in the library. The shell has asked already, so nothing is fetched. */
export function useMayWrite(): boolean {
  const { data } = useCall(accessApi.me, {})
  const keepers: readonly Role[] = ['admin', 'lead', 'analyst']
  return data?.me?.roles.some((role) => keepers.includes(role)) ?? false
}
