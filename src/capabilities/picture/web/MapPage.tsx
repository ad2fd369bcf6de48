import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { useCall } from '#ui/api.ts'
import { placeOf, useAddress } from '#ui/kit/address.ts'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable, readSort, sortText } from '#ui/kit/DataTable.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { useShortcut } from '#ui/kit/keys.ts'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { rateText } from '#ui/map/facts.ts'
import { LazyMap } from '#ui/map/LazyMap.tsx'
import { numberText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type Place, pictureApi } from '../contract.ts'
import { linkTo, ordered, readFilter } from './filter.ts'
import { MapFilters } from './MapFilters.tsx'
import { pictureTexts } from './texts.ts'
import './picture.css'

const rowsOnPage = 25
const refreshSeconds = 60

/** The country as a map, and beside it the same figures as a table. */
export function MapPage() {
  const t = useText(pictureTexts)
  const locale = useLocale()
  const [params] = useAddress()
  const filter = readFilter(params)
  const { data, error, refetch, isFetching } = useCall(pictureApi.map, filter, { everySeconds: refreshSeconds })
  const navigate = useNavigate()
  const sides = useRef<HTMLDivElement>(null)
  useShortcut('v', t('map.toTable'), () => {
    const [map, table] = ['.map-main [tabindex="0"]', '.picture-table a'].map((side) =>
      sides.current?.querySelector<HTMLElement>(side),
    )
    const isInMap = sides.current?.querySelector('.map')?.contains(document.activeElement)
    const other = isInMap ? table : map
    other?.focus()
  })
  return (
    <Page
      title={t('map.title')}
      lead={t('map.lead')}
      actions={<TableDownloads csv={pictureApi.export} xlsx={pictureApi.exportXlsx} input={{ ...filter, locale }} />}
    >
      <MapFilters search />
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {data && (
        <p className="picture-total">
          <CountText
            parts={[
              { value: data.total.unsettled, what: t('map.total') },
              { value: data.total.told, what: t('map.told'), of: data.total.unsettled },
              { value: data.total.unanswered, what: t('map.unanswered'), of: data.total.unsettled },
              { value: data.total.covered, what: t('map.covered'), of: data.total.organisations },
              {
                value: municipalities(data.rows).filter(({ blind }) => blind).length,
                what: t('map.blind'),
                of: municipalities(data.rows).length,
              },
              { value: data.live, what: t('map.sources'), of: data.sources },
            ]}
          />
          <span className="picture-counted">
            {' · '}
            {t('map.counted')} <TimeText at={data.at} only="distance" />
          </span>
        </p>
      )}
      {(data || !error) && (
        <div className="picture" ref={sides}>
          <div className="picture-map">
            {data && (
              <LazyMap
                places={municipalities(data.rows)}
                linkTo={(place) => linkTo(place, filter)}
                onOpen={(place) => void navigate(placeOf(linkTo(place, filter)))}
              />
            )}
          </div>
          <div className="picture-table">
            <Section title={t('map.table')}>
              <PlaceTable rows={data?.rows} busy={isFetching} />
            </Section>
          </div>
        </div>
      )}
    </Page>
  )
}

const municipalities = (rows: readonly Place[]): Place[] => rows.filter(({ form }) => form === 'municipality')

function PlaceTable({ rows, busy }: { rows: readonly Place[] | undefined; busy: boolean }) {
  const t = useText(pictureTexts)
  const [params, change] = useAddress()
  const filter = readFilter(params)
  const sort = readSort(params.sort)
  const words = params.q?.trim().toLowerCase()
  const fitting = rows?.filter(({ name, county }) => !words || `${name} ${county ?? ''}`.toLowerCase().includes(words))
  const all = fitting && ordered(fitting, sort?.by, sort?.direction ?? 'descending')
  const from = /^\d{1,6}$/.test(params.after ?? '') ? Number(params.after) : 0
  return (
    <>
      <DataTable<Place>
        caption={t('map.table')}
        columns={useColumns()}
        rows={all?.slice(from, from + rowsOnPage)}
        rowKey={({ place }) => place}
        rowName={({ name }) => name}
        rowLink={({ place }) => linkTo(place, filter)}
        isLit={({ lit }) => lit > 0}
        {...(sort && { sort })}
        onSort={(to) => change({ sort: sortText(to) })}
        empty={<Empty title={t('map.none')} />}
        busy={busy}
      />
      <Pager next={all && all.length > from + rowsOnPage ? String(from + rowsOnPage) : undefined} />
    </>
  )
}

function useColumns(): Column<Place>[] {
  const t = useText(pictureTexts)
  const locale = useLocale()
  const figure = (key: 'told' | 'unanswered'): Column<Place> => ({
    key,
    title: t(`column.${key}`),
    align: 'end',
    tight: true,
    sortable: true,
    cell: (row) => numberText(row[key], locale),
  })
  return [
    {
      key: 'name',
      title: t('column.place'),
      sortable: true,
      cell: ({ name, county, form }) => (
        <>
          {name}
          {form === 'municipality' && county !== name && <span className="picture-county"> {county}</span>}
        </>
      ),
    },
    {
      key: 'rate',
      title: t('column.rate'),
      align: 'end',
      sortable: true,
      cell: ({ rate, blind }) =>
        blind ? <span className="picture-blind">{t(`blind.${blind}`)}</span> : rateText(rate ?? 0, locale),
    },
    {
      key: 'unsettled',
      title: t('column.unsettled'),
      align: 'end',
      tight: true,
      sortable: true,
      cell: ({ unsettled, holdings }) => t('column.of', { unsettled, holdings }),
    },
    {
      key: 'lit',
      title: t('column.lit'),
      align: 'end',
      tight: true,
      sortable: true,
      cell: ({ lit }) => (
        <span>
          {lit > 0 && <SeverityMark severity="critical" lit wordless />} {numberText(lit, locale)}
        </span>
      ),
    },
    figure('told'),
    figure('unanswered'),
    {
      key: 'covered',
      title: t('column.covered'),
      align: 'end',
      tight: true,
      sortable: true,
      cell: ({ covered, organisations }) => t('column.ofOrganisations', { covered, organisations }),
    },
  ]
}
