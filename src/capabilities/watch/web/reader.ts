import { accessApi } from '#capabilities/access/contract.ts'
import { useCall } from '#ui/api.ts'

/** Who reads the page. The shell has asked already, so nothing is fetched. */
export function useMine(): string | undefined {
  const { data } = useCall(accessApi.me, {})
  return data?.me?.id
}

/** Whether whoever reads the page may answer findings for a member. */
export function useMayAnswer(): boolean {
  const { data } = useCall(accessApi.me, {})
  return data?.me?.roles.some((role) => role === 'lead' || role === 'analyst' || role === 'duty') ?? false
}
