import { accessApi } from '#capabilities/access/contract.ts'
import type { Role } from '#domain/endpoint.ts'
import { useCall } from '#ui/api.ts'

/** Who reads the page and what they may do. The shell has asked already, so nothing is fetched. */
export function useReader() {
  const { data } = useCall(accessApi.me, {})
  const me = data?.me
  const holds = (...wanted: Role[]) => wanted.some((role) => me?.roles.includes(role))
  return {
    team: me?.team ?? false,
    /** Says who does a measure and what shows it. */
    mayWrite: holds('lead', 'analyst', 'duty', 'member-security'),
    mayMoveDue: holds('lead', 'analyst', 'duty'),
    /** Whoever acts for several organisations must see which one each thing belongs to. */
    several: (me?.team ?? false) || (me?.organisations.length ?? 0) > 1,
    organisations: me?.organisations ?? [],
  }
}
