import { type Constituency, constituencies } from '#capabilities/members/contract.ts'
import { type Id, idOf } from '#domain/id.ts'
import type { AddressParams } from '#ui/kit/address.ts'
import { type Facet, facets } from '../contract.ts'
import { type Measure, measures } from './measures.ts'

export const spans = [30, 90, 365] as const
export const usualSpan = 90

export interface Wanted {
  asked: { days: (typeof spans)[number]; by: Facet; constituency?: Constituency; organisation?: Id<'org'> }
  measure: Measure
}

/** What the address asks for. What it says wrongly is left out: an old link still shows a trend. */
export function readWanted(params: AddressParams): Wanted {
  const organisation = idOf('org').safeParse(params.organisation).data
  const constituency = constituencies.find((known) => known === params.constituency)
  const by = facets.find((known) => known === params.by) ?? 'severity'
  return {
    asked: {
      days: spans.find((span) => String(span) === params.days) ?? usualSpan,
      // One organisation lies in one county.
      by: organisation && by === 'county' ? 'severity' : by,
      ...(organisation ? { organisation } : constituency && { constituency }),
    },
    measure: measures.find((known) => known === params.show) ?? 'unsettled',
  }
}
