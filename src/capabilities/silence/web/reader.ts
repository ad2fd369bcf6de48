import { accessApi } from '#capabilities/access/contract.ts'
import { useCall } from '#ui/api.ts'

/** Who reads, as far as these pages ask. */
export function useReader() {
  const { data } = useCall(accessApi.me, {})
  const roles = data?.me?.roles ?? []
  return {
    /** Reminds, rings and registers calls. */
    mayAct: (['lead', 'analyst', 'duty'] as const).some((role) => roles.includes(role)),
  }
}
