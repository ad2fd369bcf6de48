import { accessApi } from '#capabilities/access/contract.ts'
import type { Role } from '#domain/endpoint.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'

/** Who reads the page and what they may do. The shell has asked already, so nothing is fetched. */
export function useReader() {
  const { data } = useCall(accessApi.me, {})
  const me = data?.me
  const keeps = (['admin', 'lead', 'analyst'] as const satisfies readonly Role[]).some((role) => me?.roles.includes(role))
  const organisations = me?.organisations ?? []
  return {
    team: me?.team ?? false,
    mayDecide: keeps,
    mayImport: me?.roles.some((role) => role === 'admin' || role === 'lead') ?? false,
    organisations,
    /** Those for which this person may claim. */
    claimsFor: organisations.filter(({ roles }) => roles.includes('member-security')),
    mayClaimFor: (id: Id<'org'>): boolean =>
      keeps || organisations.some((one) => one.id === id && one.roles.includes('member-security')),
  }
}
