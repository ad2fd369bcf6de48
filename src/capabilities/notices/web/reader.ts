import { accessApi } from '#capabilities/access/contract.ts'
import type { Role } from '#domain/endpoint.ts'
import { useCall } from '#ui/api.ts'

/** Who reads the page, and what they may change. The shell has asked already, so nothing is fetched. */
export function useReader() {
  const { data } = useCall(accessApi.me, {})
  const me = data?.me
  const holds = (...roles: Role[]) => roles.some((role) => me?.roles.includes(role))
  const mayDecide = holds('lead', 'analyst', 'duty')
  return {
    team: me?.team ?? false,
    organisations: me?.organisations ?? [],
    mayDecide,
    /** May choose how an organisation is told: the team for all, a security contact for its own. */
    mayChoose: (id: string): boolean =>
      mayDecide || (me?.organisations.some((one) => one.id === id && one.roles.includes('member-security')) ?? false),
    mayHook: (id: string): boolean =>
      holds('admin', 'lead') ||
      (me?.organisations.some((one) => one.id === id && one.roles.includes('member-security')) ?? false),
  }
}
