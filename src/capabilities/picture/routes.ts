import { csvRow } from '#domain/csv.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok } from '#domain/result.ts'
import { severities } from '#domain/severity.ts'
import { type App, serve } from '#platform/http/app.ts'
import { type Place, pictureApi } from './contract.ts'
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
  serve(app, pictureApi.export, async ({ locale, ...filter }, context) => {
    const { organisations, live } = await country(context.scope, filter, context.now)
    return ok({
      fileName: 'map.csv',
      contentType: 'text/csv; charset=utf-8',
      body: asCsv(rowsOf(organisations, places, live), locale ?? context.locale),
    })
  })
}

const columns = ['place', 'form', 'name', 'county', 'organisations', 'covered', 'holdings', 'unsettled', ...severities]
const further = ['told', 'unanswered', 'lit', 'rate', 'blind']

async function* asCsv(rows: readonly Place[], locale: Locale): AsyncGenerator<string> {
  yield csvRow([...columns, ...further])
  for (const row of rows) yield csvRow(cells(row, locale))
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
