import { accessApi } from '#capabilities/access/contract.ts'
import type { Role } from '#domain/endpoint.ts'
import { useCall } from '#ui/api.ts'

const keepers = ['admin', 'lead', 'analyst'] as const satisfies readonly Role[]

/** Who reads the page and what they may do. The shell has asked already, so nothing is fetched. */
export function useReader() {
  const { data } = useCall(accessApi.me, {})
  const me = data?.me
  const team = me?.team ?? false
  const keeps = team && keepers.some((role) => me?.roles.includes(role))
  const organisations = me?.organisations ?? []
  /** Those that this person writes for as one of them, or in their place. */
  const writesFor = organisations.filter(({ roles }) => roles.includes('member-security'))
  return { team, organisations, writesFor, keeps, mayWrite: keeps || writesFor.length > 0 }
}
