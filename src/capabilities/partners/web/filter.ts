import { type Id, idOf } from '#domain/id.ts'
import { type Severity, severities } from '#domain/severity.ts'
import type { AddressParams } from '#ui/kit/address.ts'
import { readMany } from '#ui/kit/Filters.tsx'
import { type ItemState, itemStates } from '../contract.ts'

/** A filter as it is asked for. */
export interface Asked {
  q?: string
  state?: ItemState[]
  severity?: Severity[]
  partner?: Id<'par'>[]
  newer?: 'true'
}

/** What the address asks for; new items unless it says otherwise. What it says wrongly is left out: an old link still shows a list. */
export function readWanted(params: AddressParams): Asked {
  const named = (text: string | undefined): string[] => [...readMany(text)]
  const states = itemStates.filter((one) => named(params.state).includes(one))
  const severity = severities.filter((one) => named(params.severity).includes(one))
  const partner = named(params.partner).flatMap((text) => idOf('par').safeParse(text).data ?? [])
  return {
    ...(params.q?.trim() && { q: params.q.trim() }),
    ...(params.state === 'all' ? {} : { state: states.length > 0 ? states : (['new'] as ItemState[]) }),
    ...(severity.length > 0 && { severity }),
    ...(partner.length > 0 && { partner }),
    ...(params.newer === 'true' && { newer: 'true' as const }),
  }
}
