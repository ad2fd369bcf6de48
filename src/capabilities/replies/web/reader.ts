import { accessApi } from '#capabilities/access/contract.ts'
import { useCall } from '#ui/api.ts'

/** Whether somebody of the team reads the page. The shell has asked already, so nothing is fetched. */
export function useTeam(): boolean {
  const { data } = useCall(accessApi.me, {})
  return data?.me?.team ?? false
}
