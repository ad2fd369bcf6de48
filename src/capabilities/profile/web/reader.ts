import { accessApi } from '#capabilities/access/contract.ts'
import type { Role } from '#domain/endpoint.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'

/** Who reads the page, and what they may do with keys. The shell has asked already, so nothing is fetched. */
export function useReader() {
  const { data } = useCall(accessApi.me, {})
  const me = data?.me
  const holds = (...roles: Role[]) => roles.some((role) => me?.roles.includes(role))
  return {
    team: me?.team ?? false,
    organisations: me?.organisations ?? [],
    maySettle: holds('lead', 'analyst', 'duty'),
    mayPublish: holds('admin', 'lead'),
    mayGive: (id: Id<'org'>): boolean =>
      holds('admin', 'lead', 'analyst') ||
      (me?.organisations.some((one) => one.id === id && one.roles.includes('member-security')) ?? false),
  }
}
