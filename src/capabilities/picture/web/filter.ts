import { type Constituency, constituencies } from '#capabilities/members/contract.ts'
import { RsitClass } from '#domain/rsit.ts'
import { severities } from '#domain/severity.ts'
import { type AddressParams, writeParams } from '#ui/kit/address.ts'
import { readMany } from '#ui/kit/Filters.tsx'
import type { MapFilter, Place } from '../contract.ts'

/** What the address asks for. What it says wrongly is left out: an old link still shows a map. */
export function readFilter(params: AddressParams): MapFilter {
  const severity = severities.filter((each) => readMany(params.severity).includes(each))
  const classes = RsitClass.options.filter((each) => readMany(params.class).includes(each))
  const constituency = constituencies.find((each): each is Constituency => each === params.constituency)
  return {
    ...(severity.length > 0 && { severity }),
    ...(classes.length > 0 && { class: classes }),
    ...(constituency && { constituency }),
  }
}

/** The page of a place, with the same filter. */
export const linkTo = (place: string, { severity, class: classes, constituency }: MapFilter): string =>
  `/map/${place}${writeParams({ severity: severity?.join(','), class: classes?.join(','), constituency })}`

/** By what the table is sorted; text rises, figures fall first. */
export const orders = {
  name: (row: Place) => row.name,
  rate: (row: Place) => row.rate ?? -1,
  unsettled: (row: Place) => row.unsettled,
  lit: (row: Place) => row.lit,
  told: (row: Place) => row.told,
  unanswered: (row: Place) => row.unanswered,
  covered: (row: Place) => row.covered,
} as const satisfies Record<string, (row: Place) => string | number>

/** The rows in an order; without one, where the fire is lit stands first, then where most remains. */
export function ordered(rows: readonly Place[], by: string | undefined, direction: 'ascending' | 'descending'): Place[] {
  const of = by !== undefined && by in orders ? orders[by as keyof typeof orders] : undefined
  if (!of) return rows.toSorted((one, other) => other.lit - one.lit || other.unsettled - one.unsettled || byName(one, other))
  const turn = direction === 'ascending' ? 1 : -1
  return rows.toSorted((one, other) => turn * compared(of(one), of(other)) || byName(one, other))
}

const byName = (one: Place, other: Place): number => one.name.localeCompare(other.name, 'nb')
const compared = (one: string | number, other: string | number): number =>
  typeof one === 'number' && typeof other === 'number' ? one - other : String(one).localeCompare(String(other), 'nb')
