import { idOf } from '#domain/id.ts'
import { type Severity, severities } from '#domain/severity.ts'
import type { AddressParams } from '#ui/kit/address.ts'
import { readMany } from '#ui/kit/Filters.tsx'
import { Cause, type MeasureFilter, type MeasureState, measureStates, undone } from '../contract.ts'

/** The value of `state` in the address that asks for every state; without one, what is to be done is shown. */
export const everyState = 'all'

/** A filter as it is asked for. */
export type Asked = Omit<MeasureFilter, 'overdue'> & { overdue?: 'true' }

export interface Wanted {
  filter: Asked
  after: string | undefined
}

/** What the address asks for. What it says wrongly is left out: an old link still shows a list. */
export function readWanted(params: AddressParams): Wanted {
  const severity = readMany(params.severity).filter((each): each is Severity => severities.some((known) => known === each))
  const organisation = idOf('org').safeParse(params.organisation).data
  const advisory = idOf('adv').safeParse(params.advisory).data
  const cause = Cause.safeParse(params.cause).data
  const state = statesOf(params.state)
  return {
    filter: {
      ...(params.q?.trim() && { q: params.q.trim() }),
      ...(params.owner?.trim() && { owner: params.owner.trim() }),
      ...(state && { state }),
      ...(severity.length > 0 && { severity }),
      ...(params.kind && { kind: [params.kind] }),
      ...(organisation && { organisation }),
      ...(advisory && { advisory }),
      ...(cause && { cause }),
      ...(params.overdue === 'true' && { overdue: 'true' as const }),
    },
    after: params.after,
  }
}

function statesOf(text: string | undefined): MeasureState[] | undefined {
  if (text === everyState) return undefined
  const named = readMany(text)
  const known = measureStates.filter((state) => named.includes(state))
  return known.length > 0 ? known : [...undone]
}
