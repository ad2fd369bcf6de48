import { advisoryTypes } from '#domain/advisory-type.ts'

import { severities } from '#domain/severity.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { Languages } from '#ui/kit/Languages.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type OpenRow, publishingApi } from '../contract.ts'
import { Follow } from './Feeds.tsx'
import { readWanted } from './filter.ts'
import { publishingTexts } from './texts.ts'

/** Every warning that everybody may read, newest first. */
export function OpenWarningsPage() {
  const t = useText(publishingTexts)
  const kit = useText(kitTexts)
  const locale = useLocale()
  const [params] = useAddress()
  const wanted = readWanted(params)
  const asked = { ...wanted, locale, ...(params.after && { after: params.after }) }
  const { data, error, isFetching, refetch } = useCall(publishingApi.openWarnings, asked)
  const isFiltered = Object.keys(wanted).length > 0
  const columns: Column<OpenRow>[] = [
    { key: 'title', title: t('column.title'), cell: ({ title }) => title },
    { key: 'type', title: t('column.type'), tight: true, cell: ({ type }) => <span className="whole">{t(`type.${type}`)}</span> },
    { key: 'severity', title: t('column.severity'), tight: true, cell: ({ severity }) => <SeverityMark severity={severity} /> },
    { key: 'published', title: t('column.published'), tight: true, cell: ({ publishedAt }) => <TimeText at={publishedAt} /> },
    {
      key: 'state',
      title: t('column.state'),
      tight: true,
      cell: ({ life }) => <span className="whole">{t(`life.${life}`)}</span>,
    },
  ]
  return (
    <Page title={t('open.title')} lead={t('open.lead')}>
      <Languages />
      <p>
        <TextLink to={`/weeks?lang=${locale}`}>{t('open.weeks')}</TextLink>
      </p>
      <Filters
        filters={[
          { kind: 'search', name: 'q', label: t('filter.q') },
          {
            kind: 'many',
            name: 'severity',
            label: t('column.severity'),
            choices: severities.map((value) => ({ value, label: kit(`severity.${value}`) })),
          },
          {
            kind: 'many',
            name: 'type',
            label: t('column.type'),
            choices: advisoryTypes.map((value) => ({ value, label: t(`type.${value}`) })),
          },
        ]}
      />
      <DataTable<OpenRow>
        caption={t('open.title')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ trackingId }) => trackingId}
        rowName={({ title }) => title}
        rowLink={({ trackingId }) => `/warnings/${trackingId}?lang=${locale}`}
        rowNote={({ trackingId }) => trackingId}
        empty={
          <Empty title={t(isFiltered ? 'open.filtered' : 'open.none')}>
            <p>{t(isFiltered ? 'open.filtered.next' : 'open.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
      <Follow feed="warnings" />
    </Page>
  )
}
