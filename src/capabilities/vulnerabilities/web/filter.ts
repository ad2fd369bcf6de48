import { severities } from '#domain/severity.ts'
import type { AddressParams } from '#ui/kit/address.ts'
import { readMany } from '#ui/kit/Filters.tsx'
import { Filter } from '../contract.ts'

/** From which score of EPSS a list may begin. */
export const epssSteps = ['0.01', '0.1', '0.5', '0.9'] as const

/** What the address asks for. What it says wrongly is left out: an old link still shows a list. */
export function readFilter(params: AddressParams): Filter {
  const severity = severities.filter((each) => readMany(params.severity).includes(each))
  const exploited = Filter.shape.exploited.safeParse(params.exploited).data
  const epss = params.epss ? Filter.shape.epss.safeParse(params.epss).data : undefined
  return {
    ...(params.q?.trim() && { q: params.q.trim().slice(0, 200) }),
    ...(params.product?.trim() && { product: params.product.trim().slice(0, 200) }),
    ...(exploited && { exploited }),
    ...(epss !== undefined && { epss }),
    ...(severity.length > 0 && { severity }),
  }
}
