import type { Locale } from '#domain/locale.ts'
import places from '#domain/places.data.json' with { type: 'json' }
import { no, ok } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { severities } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { column, onePage, type Table } from '#platform/documents/table.ts'
import { csvFile, xlsxFile } from '#platform/documents/table-file.ts'
import { type App, serve } from '#platform/http/app.ts'
import { type MapFilter, type Place, pictureApi } from './contract.ts'
import { type Country, countryOf } from './country.ts'
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
    return { name: 'map', columns, pages: onePage(rows.map((row) => cells(row, locale))), owners: 'nobody', locale }
  }
  serve(app, pictureApi.export, async ({ locale, for: wanted, ...filter }, context) =>
    ok(csvFile(await asTable(context.scope, filter, locale ?? context.locale, context.now), wanted)),
  )
  serve(app, pictureApi.exportXlsx, async ({ locale, ...filter }, context) =>
    ok(xlsxFile(await asTable(context.scope, filter, locale ?? context.locale, context.now))),
  )
}

const { text, number, code } = column

const columns = {
  place: code,
  form: code,
  name: text('Sted', 'Stad', 'Place'),
  county: text('Fylke', 'Fylke', 'County'),
  organisations: number('Virksomheter', 'Verksemder', 'Organisations'),
  covered: number(
    'Virksomheter med nett eller domene',
    'Verksemder med nett eller domene',
    'Organisations with a network or domain',
  ),
  holdings: number('Nett og domener', 'Nett og domene', 'Networks and domains'),
  unsettled: number('Funn som gjenstår', 'Funn som står att', 'Findings left'),
  critical: number('Kritisk', 'Kritisk', 'Critical'),
  high: number('Høy', 'Høg', 'High'),
  medium: number('Middels', 'Middels', 'Medium'),
  low: number('Lav', 'Låg', 'Low'),
  info: number('Til opplysning', 'Til opplysning', 'For information'),
  told: number('Varslet', 'Varsla', 'Told'),
  unanswered: number('Uten svar', 'Utan svar', 'Unanswered'),
  lit: number('Kritiske uten svar', 'Kritiske utan svar', 'Critical and unanswered'),
  rate: number('Funn per nett eller domene', 'Funn per nett eller domene', 'Findings for each network or domain'),
  blind: text('Der vi ikke ser', 'Der vi ikkje ser', 'Where we cannot see', {
    'no-holdings': { nb: 'Ingen nett', nn: 'Ingen nett', en: 'No networks' },
    'no-source': { nb: 'Ingen kilde', nn: 'Inga kjelde', en: 'No source' },
  }),
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
