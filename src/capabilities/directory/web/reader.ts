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
    /** Keeps groups, teams and what is said of every organisation. */
    mayKeep: holds('admin', 'lead', 'analyst'),
    /** Says who does what for an organisation. */
    mayWrite: holds('admin', 'lead', 'analyst', 'member-security'),
    isAdmin: holds('admin'),
    organisations: me?.organisations ?? [],
  }
}
