import { membersApi } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import type { Found, Search } from '#ui/kit/Lookup.tsx'

const named = ({ id, name, number }: { id: string; name: string; number: string | null }): Found => ({
  value: id,
  label: number ? `${name} (${number})` : name,
})

/** Finds organisations by a part of the name; the number tells apart those of the same name. */
export const useOrganisations: Search = (typed) => {
  const { data } = useCall(membersApi.list, { q: typed, limit: 10 }, { enabled: typed !== '' })
  return typed === '' ? undefined : data?.rows.map(named)
}

/** The organisation that the address names, as a lookup shows it. */
export function useNamed(id: string | undefined): Found | undefined {
  const { data } = useCall(membersApi.get, { id: id as Id<'org'> }, { enabled: Boolean(id) })
  return id && data ? named(data.organisation) : undefined
}
