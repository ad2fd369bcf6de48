import { accessApi } from '#capabilities/access/contract.ts'
import type { Role } from '#domain/endpoint.ts'
import { useCall } from '#ui/api.ts'

/** What the reader may do. The shell has asked already, so nothing is fetched. */
export function useMayDecide(): boolean {
  const { data } = useCall(accessApi.me, {})
  const deciders: readonly Role[] = ['lead', 'analyst', 'duty']
  return data?.me?.roles.some((role) => deciders.includes(role)) ?? false
}
