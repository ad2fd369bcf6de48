import { type OrganisationKind, organisationKinds } from '#capabilities/members/contract.ts'
import { counties } from '#domain/county.ts'
import { type Severity, severities } from '#domain/severity.ts'
import type { AddressParams } from '#ui/kit/address.ts'
import { readSort, type Sort } from '#ui/kit/DataTable.tsx'
import { readMany } from '#ui/kit/Filters.tsx'
import { effectSorts, type SilenceFilter, silenceSorts, stages } from '../contract.ts'

/** Hours of silence that one may ask for. */
export const quietChoices = [4, 24, 72, 168, 336] as const

/** What the address asks for. What it says wrongly is left out: an old link still shows a list. */
export function readFilter(params: AddressParams): SilenceFilter {
  const stage = stages.filter((each) => readMany(params.stage).includes(each))
  const kind = organisationKinds.filter((each): each is OrganisationKind => readMany(params.kind).includes(each))
  const quiet = quietChoices.find((hours) => String(hours) === params.quiet)
  return {
    ...(stage.length > 0 && { stage }),
    ...(params.silent === 'true' && { silent: true }),
    ...(kind.length > 0 && { kind }),
    ...(params.county && params.county in counties && { county: params.county }),
    ...(params.overdue === 'true' && { overdue: true }),
    ...(quiet !== undefined && { quiet }),
    ...(params.q?.trim() && { q: params.q.trim() }),
  }
}

/** The same as a query says it: yes is a word there. */
export function askedIn(filter: SilenceFilter) {
  const { silent, overdue, ...rest } = filter
  return { ...rest, ...(silent && { silent: 'true' as const }), ...(overdue && { overdue: 'true' as const }) }
}

type Ordered<Keys extends readonly string[]> = Keys[number] | `-${Keys[number]}`

/** An order that the list knows, as its endpoint asks for it. */
function orderIn<const Keys extends readonly string[]>(
  keys: Keys,
  text: string | undefined,
): { sort: Ordered<Keys>; shown: Sort } | undefined {
  const shown = readSort(text)
  return shown && keys.includes(shown.by) ? { sort: text as Ordered<Keys>, shown } : undefined
}
export const readSilenceSort = (text: string | undefined) => orderIn(silenceSorts, text)
export const readEffectSort = (text: string | undefined) => orderIn(effectSorts, text)

export const readSeverity = (text: string | undefined): Severity[] => severities.filter((each) => readMany(text).includes(each))
