import { accessApi } from '#capabilities/access/contract.ts'
import { useCall } from '#ui/api.ts'

/** Who reads the page. The shell has asked already, so nothing is fetched. */
export function useMine(): string | undefined {
  const { data } = useCall(accessApi.me, {})
  return data?.me?.id
}
