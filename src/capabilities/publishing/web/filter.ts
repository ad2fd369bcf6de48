import { type AdvisoryType, advisoryTypes } from '#domain/advisory-type.ts'

import { type Severity, severities } from '#domain/severity.ts'
import type { AddressParams } from '#ui/kit/address.ts'
import { readMany } from '#ui/kit/Filters.tsx'

/** Which open warnings an address asks for; what it says wrongly is left out. */
export function readWanted({ q, type, severity }: AddressParams): { q?: string; type?: AdvisoryType[]; severity?: Severity[] } {
  const types = advisoryTypes.filter((one) => readMany(type).includes(one))
  const wanted = severities.filter((one) => readMany(severity).includes(one))
  return {
    ...(q?.trim() && { q: q.trim() }),
    ...(types.length > 0 && { type: types }),
    ...(wanted.length > 0 && { severity: wanted }),
  }
}
