import { accessApi } from '#capabilities/access/contract.ts'
import type { Role } from '#domain/endpoint.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'

/** Who reads the page and what they may do. The shell has asked already, so nothing is fetched. */
export function useReader() {
  const { data } = useCall(accessApi.me, {})
  const me = data?.me
  const holds = (...wanted: Role[]) => wanted.some((role) => me?.roles.includes(role))
  return {
    team: me?.team ?? false,
    organisations: me?.organisations ?? [],
    mayPublish: holds('admin', 'lead'),
    mayKeep: holds('admin', 'lead', 'analyst'),
    /** Says yes and takes it back for an organisation. */
    maySpeakFor: (id: Id<'org'>): boolean =>
      me?.organisations.some((one) => one.id === id && one.roles.includes('member-security')) ?? false,
  }
}
