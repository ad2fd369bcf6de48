import { accessApi } from '#capabilities/access/contract.ts'
import type { Role } from '#domain/endpoint.ts'
import { useCall } from '#ui/api.ts'

/** Who reads the page: the team, or a member, and what they may do. The shell has asked already, so nothing is fetched. */
export function useReader() {
  const { data } = useCall(accessApi.me, {})
  const me = data?.me
  return {
    team: me?.team ?? false,
    /** May answer: a member for itself or those it operates for, the team for anybody. */
    mayAnswer: (['lead', 'analyst', 'duty', 'member-security'] satisfies Role[]).some((role) => me?.roles.includes(role)),
    mayDecide: (['lead', 'analyst', 'duty'] satisfies Role[]).some((role) => me?.roles.includes(role)),
    /** Whoever acts for several organisations must see which one each thing belongs to. */
    several: (me?.team ?? false) || (me?.organisations.length ?? 0) > 1,
    organisations: me?.organisations ?? [],
  }
}
