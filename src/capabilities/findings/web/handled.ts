import { useQuery } from '@tanstack/react-query'
import { noticesApi } from '#capabilities/notices/contract.ts'
import { call } from '#ui/api.ts'
import type { Finding } from '../contract.ts'
import { useReader } from './reader.ts'

const perOrganisation = 200

/**
 * Who mends a finding for its owner, by name: the operator, when it was told and the owner was not. Of each organisation the newest
 * told are looked at.
 */
export function useHandled(): (finding: Finding) => string | undefined {
  const { team, organisations } = useReader()
  const ids = organisations.map(({ id }) => id)
  const { data } = useQuery({
    queryKey: ['told-of', ...ids],
    enabled: !team && ids.length > 0,
    queryFn: async () =>
      (await Promise.all(ids.map((id) => call(noticesApi.told, { id, limit: perOrganisation })))).flatMap(({ rows }) => rows),
  })
  const told = Map.groupBy(data ?? [], ({ id }) => id)
  return ({ id, organisation, operator }) => {
    const recipients = (told.get(id) ?? []).map(({ recipient }) => recipient)
    const isHandled = operator && !ids.includes(operator.id) && recipients.includes(operator.name)
    return isHandled && !recipients.includes(organisation.name) ? operator.name : undefined
  }
}
