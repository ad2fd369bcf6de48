import { type Severity, severities } from '#domain/severity.ts'
import type { Place, PlacedOrganisation } from './contract.ts'

/** What the map asks of the register. */
export interface Located {
  municipality: string | null
  county: string | null
  region: { id: string; name: string } | null
}

type Counts = Record<Severity | 'told' | 'unanswered' | 'lit', number>

/** An organisation with its place and what is unsettled there. */
export interface Counted extends Located, Partial<Counts> {
  gone: boolean
  holdings: number
}

/** Names by number. */
export interface Names {
  counties: Readonly<Record<string, string>>
  municipalities: Readonly<Record<string, string>>
}

/** Where an organisation stands on the map: as near as the register says. */
export const placeOf = ({ municipality, county, region }: Located): string => municipality ?? county ?? region?.id ?? 'none'

type Figures = Pick<Place, 'organisations' | 'covered' | 'holdings' | 'unsettled' | 'bySeverity' | 'told' | 'unanswered' | 'lit'>

/** What these organisations have together. An organisation that is gone counts no more, what is unsettled there does. */
export function figuresOf(organisations: readonly Counted[]): Figures {
  const sum = (of: (organisation: Counted) => number) => organisations.reduce((total, each) => total + of(each), 0)
  const bySeverity = Object.fromEntries(
    severities.map((severity) => [severity, sum((each) => each[severity] ?? 0)]),
  ) as Figures['bySeverity']
  return {
    organisations: sum(({ gone }) => (gone ? 0 : 1)),
    covered: sum(({ gone, holdings }) => (!gone && holdings > 0 ? 1 : 0)),
    holdings: sum(({ gone, holdings }) => (gone ? 0 : holdings)),
    unsettled: severities.reduce((total, severity) => total + bySeverity[severity], 0),
    bySeverity,
    told: sum(({ told = 0 }) => told),
    unanswered: sum(({ unanswered = 0 }) => unanswered),
    lit: sum(({ lit = 0 }) => lit),
  }
}

/** How many for each holding, and why what is not found says nothing. */
export function sight(
  { unsettled, holdings }: Pick<Figures, 'unsettled' | 'holdings'>,
  live: number,
): Pick<Place, 'rate' | 'blind'> {
  return {
    rate: holdings === 0 ? null : unsettled / holdings,
    blind: holdings === 0 ? 'no-holdings' : live === 0 ? 'no-source' : null,
  }
}

/** What a place is called, and in which county it lies. */
function nameOf(place: string, within: readonly Counted[], names: Names): Pick<Place, 'form' | 'name' | 'county'> {
  if (/^\d{4}$/.test(place))
    return { form: 'municipality', name: names.municipalities[place] ?? place, county: names.counties[place.slice(0, 2)] ?? null }
  if (/^\d{2}$/.test(place)) {
    const name = names.counties[place] ?? place
    return { form: 'county', name, county: name }
  }
  if (place === 'none') return { form: 'none', name: '', county: null }
  return { form: 'region', name: within[0]?.region?.name ?? place, county: null }
}

const orderOfForms: readonly Place['form'][] = ['municipality', 'county', 'region', 'none']

/** A row for each municipality, also those of which we know nobody, then counties, regions and what has no place. */
export function rowsOf(organisations: readonly Counted[], names: Names, live: number): Place[] {
  const byPlace = Map.groupBy(organisations, placeOf)
  const places = new Set([...Object.keys(names.municipalities), ...byPlace.keys()])
  return [...places]
    .map((place): Place => {
      const within = byPlace.get(place) ?? []
      const figures = figuresOf(within)
      return { place, ...nameOf(place, within, names), ...figures, ...sight(figures, live) }
    })
    .sort(
      (one, other) => orderOfForms.indexOf(one.form) - orderOfForms.indexOf(other.form) || one.place.localeCompare(other.place),
    )
}

/** Most unsettled first; of those that have equally many, by name. */
export const worstFirst = (
  one: Pick<PlacedOrganisation, 'lit' | 'unsettled' | 'name'>,
  other: Pick<PlacedOrganisation, 'lit' | 'unsettled' | 'name'>,
): number => other.lit - one.lit || other.unsettled - one.unsettled || one.name.localeCompare(other.name, 'nb')
