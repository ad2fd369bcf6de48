import type { Locale } from '#domain/locale.ts'
import { no, ok } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { severities } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { onePage, type Table } from '#platform/documents/table.ts'
import { csvFile, xlsxFile } from '#platform/documents/table-file.ts'
import { type App, serve } from '#platform/http/app.ts'
import { type MapFilter, type Place, pictureApi } from './contract.ts'
import { type Country, countryOf } from './country.ts'
import places from './places.data.json' with { type: 'json' }
import { type Counted, figuresOf, placeOf, rowsOf, worstFirst } from './rules.ts'
import { nameInWords } from './words.ts'

const mostOrganisations = 200

const shown = ({ id, name, kinds, gone, ...rest }: Country['organisations'][number]) => {
  const { organisations: _, covered: __, ...figures } = figuresOf([{ ...rest, gone: false }])
  return { id, name, kinds, gone, ...figures, holdings: gone ? 0 : figures.holdings }
}

/** The row of one place; of a municipality also when we know nobody there. */
function rowOf(place: string, within: readonly Counted[], live: number): Place | undefined {
  const known = places.municipalities as Readonly<Record<string, string>>
  const names = { counties: places.counties, municipalities: place in known ? { [place]: known[place]! } : {} }
  return rowsOf(within, names, live)[0]
}

export function routes(app: App): void {
  const country = countryOf(app.db)
  serve(app, pictureApi.map, async (filter, { scope, now, locale }) => {
    const { organisations, ...counted } = await country(scope, filter, now)
    const rows = rowsOf(organisations, places, counted.live).map((row) => ({ ...row, name: nameInWords(row, locale) }))
    return ok({ ...counted, rows, total: figuresOf(organisations) })
  })
  serve(app, pictureApi.place, async ({ place, ...filter }, { scope, now, locale }) => {
    const { organisations, ...counted } = await country(scope, filter, now)
    const within = organisations.filter((each) => placeOf(each) === place)
    const row = rowOf(place, within, counted.live)
    if (!row) return no('not-found')
    const worst = within.map(shown).sort(worstFirst).slice(0, mostOrganisations)
    return ok({ ...counted, place: { ...row, name: nameInWords(row, locale) }, organisations: worst, count: within.length })
  })
  const asTable = async (scope: Scope, filter: MapFilter, locale: Locale, now: Utc): Promise<Table> => {
    const { organisations, live } = await country(scope, filter, now)
    const rows = rowsOf(organisations, places, live)
    return { name: 'map', columns, pages: onePage(rows.map((row) => cells(row, locale))) }
  }
  serve(app, pictureApi.export, async ({ locale, for: wanted, ...filter }, context) =>
    ok(csvFile(await asTable(context.scope, filter, locale ?? context.locale, context.now), wanted)),
  )
  serve(app, pictureApi.exportXlsx, async ({ locale, ...filter }, context) =>
    ok(xlsxFile(await asTable(context.scope, filter, locale ?? context.locale, context.now))),
  )
}

const [text, number] = ['text', 'number'] as const

const columns = {
  place: text,
  form: text,
  name: text,
  county: text,
  organisations: number,
  covered: number,
  holdings: number,
  unsettled: number,
  critical: number,
  high: number,
  medium: number,
  low: number,
  info: number,
  told: number,
  unanswered: number,
  lit: number,
  rate: number,
  blind: text,
}

const cells = (row: Place, locale: Locale) => [
  row.place,
  row.form,
  nameInWords(row, locale),
  row.county,
  row.organisations,
  row.covered,
  row.holdings,
  row.unsettled,
  ...severities.map((severity) => row.bySeverity[severity]),
  row.told,
  row.unanswered,
  row.lit,
  row.rate,
  row.blind,
]
