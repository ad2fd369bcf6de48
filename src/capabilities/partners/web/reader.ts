import { accessApi } from '#capabilities/access/contract.ts'
import { useCall } from '#ui/api.ts'

/** Whether the reader may change partners; everybody of the team reads the inbox and makes drafts. The shell has asked already. */
export function useMayKeep(): boolean {
  const { data } = useCall(accessApi.me, {})
  return data?.me?.roles.some((role) => role === 'admin' || role === 'lead' || role === 'analyst') ?? false
}
