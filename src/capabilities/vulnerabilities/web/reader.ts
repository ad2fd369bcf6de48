import { accessApi } from '#capabilities/access/contract.ts'
import { useCall } from '#ui/api.ts'

/** Who reads the page and what they may do. The shell has asked already, so nothing is fetched. */
export function useReader() {
  const { data } = useCall(accessApi.me, {})
  const me = data?.me
  return {
    team: me?.team ?? false,
    /** Reads files of the sources. */
    mayImport: me?.roles.some((role) => role === 'lead' || role === 'analyst') ?? false,
  }
}
