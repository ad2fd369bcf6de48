import { accessApi } from '#capabilities/access/contract.ts'
import { useCall } from '#ui/api.ts'

/** Who reads the page. The shell has asked already, so nothing is fetched. */
export function useReader(): { id: string | undefined; team: boolean; leads: boolean } {
  const { data } = useCall(accessApi.me, {})
  const roles = data?.me?.roles ?? []
  return { id: data?.me?.id, team: data?.me?.team ?? false, leads: roles.includes('admin') || roles.includes('lead') }
}
