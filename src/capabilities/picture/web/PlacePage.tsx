import { useCall } from '#ui/api.ts'
import { useAddress, writeParams } from '#ui/kit/address.ts'
import { ButtonLink, TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { rateText } from '#ui/map/facts.ts'
import { usePlace } from '#ui/pages.ts'
import { numberText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type MapFilter, type Place, type PlacedOrganisation, pictureApi } from '../contract.ts'
import { readFilter } from './filter.ts'
import { MapFilters } from './MapFilters.tsx'
import { pictureTexts } from './texts.ts'
import './picture.css'

const rowsOnPage = 40

/** One place: how it stands, and whose the findings are. */
export function PlacePage() {
  const t = useText(pictureTexts)
  const place = usePlace('place')
  const [params] = useAddress()
  const filter = readFilter(params)
  const { data, error, refetch, isFetching } = useCall(pictureApi.place, { place, ...filter })
  const from = /^\d{1,6}$/.test(params.after ?? '') ? Number(params.after) : 0
  const rows = data?.organisations
  const columns = useColumns(filter)
  return (
    <Page
      title={data?.place.name ?? t('place.title')}
      lead={t('place.lead')}
      actions={<ButtonLink to={`/map${backTo(filter)}`}>{t('place.back')}</ButtonLink>}
    >
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      <MapFilters />
      {data && <Facts place={data.place} live={data.live} sources={data.sources} />}
      {rows && rows.length > 0 && (
        <p>
          <CountText parts={[{ value: rows.slice(from, from + rowsOnPage).length, what: t('place.shown'), of: data.count }]} />
        </p>
      )}
      {!(error && !data) && (
        <div className="picture-table">
          <DataTable<PlacedOrganisation>
            caption={t('place.organisations')}
            columns={columns}
            rows={rows?.slice(from, from + rowsOnPage)}
            rowKey={({ id }) => id}
            rowName={({ name }) => name}
            rowLink={({ id }) => `/organisations/${id}`}
            isLit={({ lit }) => lit > 0}
            empty={<Empty title={t('place.none')} />}
            busy={isFetching}
          />
        </div>
      )}
      <Pager next={rows && rows.length > from + rowsOnPage ? String(from + rowsOnPage) : undefined} />
    </Page>
  )
}

const backTo = ({ severity, class: classes, constituency }: MapFilter): string =>
  writeParams({ severity: severity?.join(','), class: classes?.join(','), constituency })

function Facts({ place, live, sources }: { place: Place; live: number; sources: number }) {
  const t = useText(pictureTexts)
  const locale = useLocale()
  const { unsettled, told, unanswered, covered, organisations, blind, rate, holdings } = place
  return (
    <div className="panel">
      <Definition
        items={[
          [t('place.county'), place.county],
          [t('place.sight'), blind ? t(`blind.${blind}`) : t('place.sees', { live, sources })],
          [
            t('place.unsettled'),
            <CountText
              key="unsettled"
              parts={[
                { value: unsettled, what: t('map.total') },
                { value: told, what: t('map.told'), of: unsettled },
                { value: unanswered, what: t('map.unanswered'), of: unsettled },
              ]}
            />,
          ],
          [
            t('column.rate'),
            rate === null ? undefined : `${rateText(rate, locale)} (${t('column.of', { unsettled, holdings })})`,
          ],
          [
            t('place.organisations'),
            <CountText key="covered" parts={[{ value: covered, what: t('place.covered'), of: organisations }]} />,
          ],
        ]}
      />
    </div>
  )
}

function useColumns({ severity }: MapFilter): Column<PlacedOrganisation>[] {
  const t = useText(pictureTexts)
  const locale = useLocale()
  const figure = (key: 'told' | 'unanswered' | 'holdings'): Column<PlacedOrganisation> => ({
    key,
    title: t(`column.${key}`),
    align: 'end',
    tight: true,
    cell: (row) => numberText(row[key], locale),
  })
  return [
    {
      key: 'name',
      title: t('column.organisation'),
      cell: ({ name, gone }) => (gone ? `${name} (${t('place.gone')})` : name),
    },
    {
      key: 'unsettled',
      title: t('column.unsettled'),
      align: 'end',
      tight: true,
      cell: (row) => numberText(row.unsettled, locale),
    },
    {
      key: 'lit',
      title: t('column.lit'),
      align: 'end',
      tight: true,
      cell: ({ lit }) => (
        <span>
          {lit > 0 && <SeverityMark severity="critical" lit wordless />} {numberText(lit, locale)}
        </span>
      ),
    },
    figure('told'),
    figure('unanswered'),
    figure('holdings'),
    {
      key: 'links',
      title: t('column.links'),
      tight: true,
      cell: ({ id, unsettled }) =>
        unsettled > 0 && (
          <TextLink
            to={`/findings${writeParams({ organisation: id, state: 'open,told,answered', severity: severity?.join(',') })}`}
          >
            {t('place.findings')}
          </TextLink>
        ),
    },
  ]
}
