import { type AdvisoryType, advisoryTypes } from '#domain/advisory-type.ts'
import { type Severity, severities } from '#domain/severity.ts'
import type { AddressParams } from '#ui/kit/address.ts'
import { readMany } from '#ui/kit/Filters.tsx'
import { type AdvisoryState, advisoryStates } from '../contract.ts'

/** A filter as it is asked for. */
export interface Asked {
  q?: string
  state?: AdvisoryState[]
  type?: AdvisoryType[]
  severity?: Severity[]
  mine?: 'true'
  adviceChanged?: 'true'
}

/** What the address asks for. What it says wrongly is left out: an old link still shows a list. */
export function readWanted(params: AddressParams): Asked {
  const known = <Value extends string>(all: readonly Value[], text: string | undefined): Value[] => {
    const named = readMany(text)
    return all.filter((one) => named.includes(one))
  }
  const [state, type, severity] = [
    known(advisoryStates, params.state),
    known(advisoryTypes, params.type),
    known(severities, params.severity),
  ]
  return {
    ...(params.q?.trim() && { q: params.q.trim() }),
    ...(state.length > 0 && { state }),
    ...(type.length > 0 && { type }),
    ...(severity.length > 0 && { severity }),
    ...(params.mine === 'true' && { mine: 'true' as const }),
    ...(params.adviceChanged === 'true' && { adviceChanged: 'true' as const }),
  }
}
