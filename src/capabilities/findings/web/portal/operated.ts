import type { Id } from '#domain/id.ts'
import { type Severity, severities } from '#domain/severity.ts'
import { useCall } from '#ui/api.ts'
import type { AddressParams } from '#ui/kit/address.ts'
import { readMany } from '#ui/kit/Filters.tsx'
import { findingsApi, operatedOrders } from '../../contract.ts'
import { useReader } from '../reader.ts'

export interface OperatedWanted {
  q?: string
  severity?: Severity[]
  overdue?: 'true'
  silent?: 'true'
  order: (typeof operatedOrders)[number]
  after?: Id<'org'>
}

/** What the address asks for. What it says wrongly is left out. */
export function readOperated(params: AddressParams): OperatedWanted {
  const severity = readMany(params.severity).filter((each): each is Severity => severities.some((known) => known === each))
  return {
    ...(params.q?.trim() && { q: params.q.trim() }),
    ...(severity.length > 0 && { severity }),
    ...(params.overdue === 'true' && { overdue: 'true' }),
    ...(params.silent === 'true' && { silent: 'true' }),
    order: operatedOrders.find((known) => known === params.order) ?? 'worst',
    ...(/^org_[0-9a-f]{32}$/.test(params.after ?? '') && { after: params.after as Id<'org'> }),
  }
}

const namedAtMost = 200

/** For whom the reader operates, the worst first; nothing until it is known, and for the team. */
export function useOperated() {
  const { team } = useReader()
  return useCall(findingsApi.operated, { limit: namedAtMost }, { enabled: !team }).data
}
