import { z } from 'zod'
import { Constituency, OrganisationKind } from '#capabilities/members/contract.ts'
import { CsvFor } from '#domain/csv.ts'
import { endpoint, many, teamRoles } from '#domain/endpoint.ts'
import { idOf } from '#domain/id.ts'
import { Locale } from '#domain/locale.ts'
import { RsitClass } from '#domain/rsit.ts'
import { Severity } from '#domain/severity.ts'
import { Utc } from '#domain/time.ts'

/** A municipality by its four digits, a county by its two, a region by its authority's id; `none` is nowhere that we know. */
export const PlaceKey = z.string().regex(/^(\d{4}|\d{2}|none|org_[0-9a-f]{32})$/)

export const placeForms = ['municipality', 'county', 'region', 'none'] as const

/** Why what is not found says nothing: nothing there is covered, or no source reports. */
export const blindness = ['no-holdings', 'no-source'] as const

const figures = {
  organisations: z.number().int().describe('organisations that are in the register now'),
  covered: z.number().int().describe('organisations that own something now'),
  holdings: z.number().int().describe('networks, AS numbers and domains that they own now'),
  unsettled: z.number().int().describe('findings in which somebody still has to do something'),
  bySeverity: z.record(Severity, z.number().int()),
  told: z.number().int().describe('unsettled findings that somebody was told of'),
  unanswered: z.number().int().describe('unsettled findings that nobody has answered'),
  lit: z.number().int().describe('critical and unanswered'),
}

/** A place with what is unsettled there. What has no municipality stands in the row of its county or region, so that the rows are whole. */
export const Place = z
  .object({
    place: PlaceKey,
    form: z.enum(placeForms),
    name: z.string().describe('in the reader’s language'),
    county: z.string().nullable().describe('name of the county'),
    ...figures,
    rate: z.number().nullable().describe('unsettled findings for each holding; nothing where there is no holding'),
    blind: z.enum(blindness).nullable(),
  })
  .meta({ id: 'Place' })
export type Place = z.infer<typeof Place>

/** An organisation of a place. */
export const PlacedOrganisation = z
  .object({ id: idOf('org'), name: z.string(), kinds: z.array(OrganisationKind), gone: z.boolean(), ...figures })
  .omit({ organisations: true, covered: true })
  .meta({ id: 'PlacedOrganisation' })
export type PlacedOrganisation = z.infer<typeof PlacedOrganisation>

export const MapFilter = z.object({
  severity: many(Severity),
  class: many(RsitClass),
  constituency: Constituency.optional(),
})
export type MapFilter = z.infer<typeof MapFilter>

const Counted = {
  at: Utc.describe('when it was counted'),
  sources: z.number().int(),
  live: z.number().int().describe('sources that still report'),
}

export const pictureApi = {
  map: endpoint('GET', '/picture/map', {
    summary: 'Unsettled findings by municipality, with how much is covered and where we are blind; the rows make the whole',
    may: teamRoles,
    input: MapFilter,
    output: z.object({ ...Counted, rows: z.array(Place), total: z.object(figures) }),
  }),
  place: endpoint('GET', '/picture/map/:place', {
    summary: 'One place and its organisations, those with most unsettled first, at most 200',
    may: teamRoles,
    input: MapFilter.extend({ place: PlaceKey }),
    output: z.object({ ...Counted, place: Place, organisations: z.array(PlacedOrganisation), count: z.number().int() }),
  }),
  export: endpoint('GET', '/picture/map.csv', {
    summary: 'Unsettled findings by municipality, as CSV',
    may: teamRoles,
    form: 'file',
    input: MapFilter.extend({ locale: Locale.optional(), for: CsvFor.optional() }),
  }),
  exportXlsx: endpoint('GET', '/picture/map.xlsx', {
    summary: 'The same as a workbook: typed cells, no formulas',
    may: teamRoles,
    form: 'file',
    input: MapFilter.extend({ locale: Locale.optional() }),
  }),
}
