import { accessApi } from '#capabilities/access/contract.ts'
import { useCall } from '#ui/api.ts'

/** Who reads the page. The shell has asked already, so nothing is fetched. */
export function useReader() {
  const { data } = useCall(accessApi.me, {})
  return { team: data?.me?.team ?? false, organisations: data?.me?.organisations ?? [] }
}
