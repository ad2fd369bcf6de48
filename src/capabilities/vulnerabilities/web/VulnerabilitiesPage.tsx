import { severities } from '#domain/severity.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { ButtonLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type Vulnerability, vulnerabilitiesApi } from '../contract.ts'
import { EpssBar, ExploitedText, Freshness, SeverityText, usePercent, useScore } from './Facts.tsx'
import { epssSteps, readFilter } from './filter.ts'
import { useReader } from './reader.ts'
import { vulnerabilitiesTexts } from './texts.ts'
import './vulnerabilities.css'

/** What is known of vulnerabilities, newest CVE first, with how fresh that is. */
export function VulnerabilitiesPage() {
  const t = useText(vulnerabilitiesTexts)
  const locale = useLocale()
  const { team } = useReader()
  const [params] = useAddress()
  const filter = readFilter(params)
  const list = useCall(vulnerabilitiesApi.list, { ...filter, ...(params.after && { after: params.after }) })
  const { data: counted } = useCall(vulnerabilitiesApi.count, filter)
  const { data: fresh } = useCall(vulnerabilitiesApi.sources, {})
  const rows = list.data?.rows
  return (
    <Page
      title={t('list.title')}
      lead={t('list.lead')}
      actions={
        <>
          {team && <ButtonLink to="/vulnerabilities/sources">{t('list.sources')}</ButtonLink>}
          <TableDownloads csv={vulnerabilitiesApi.export} xlsx={vulnerabilitiesApi.exportXlsx} input={{ ...filter, locale }} />
        </>
      }
    >
      <Freshness states={fresh?.sources} />
      <ListFilters />
      {counted && rows && rows.length > 0 && (
        <p>
          <CountText parts={[{ value: rows.length, what: t('count.shown'), of: counted.count }]} />
        </p>
      )}
      <div className="vulnerabilities-list">
        <DataTable<Vulnerability>
          caption={t('list.title')}
          columns={useColumns()}
          rows={rows}
          rowKey={({ cve }) => cve}
          rowName={({ cve, title }) => `${cve} ${title ?? ''}`}
          rowLink={({ cve }) => `/vulnerabilities/${cve}`}
          rowNote={({ title, state }) =>
            state === 'rejected' ? t('row.rejected') : <span className="vulnerability-title">{title ?? t('row.untitled')}</span>
          }
          empty={<NothingFound isFiltered={Object.keys(filter).length > 0} />}
          fault={list.error}
          onRetry={() => void list.refetch()}
          busy={list.isFetching}
        />
      </div>
      <Pager next={list.data?.next} />
    </Page>
  )
}

function ListFilters() {
  const t = useText(vulnerabilitiesTexts)
  const kit = useText(kitTexts)
  const percent = usePercent()
  return (
    <Filters
      filters={[
        { kind: 'search', name: 'q', label: t('filter.q') },
        { kind: 'search', name: 'product', label: t('filter.product') },
        {
          kind: 'many',
          name: 'severity',
          label: t('column.severity'),
          choices: severities.map((value) => ({ value, label: kit(`severity.${value}`) })),
        },
        {
          kind: 'one',
          name: 'exploited',
          label: t('filter.exploited'),
          choices: (['any', 'cisa', 'eu'] as const).map((value) => ({ value, label: t(`filter.exploited.${value}`) })),
        },
        {
          kind: 'one',
          name: 'epss',
          label: t('filter.epss'),
          choices: epssSteps.map((value) => ({ value, label: percent(Number(value)) })),
        },
      ]}
    />
  )
}

function useColumns(): Column<Vulnerability>[] {
  const t = useText(vulnerabilitiesTexts)
  const score = useScore()
  return [
    { key: 'cve', title: t('column.cve'), cell: ({ cve }) => cve },
    { key: 'severity', title: t('column.severity'), tight: true, cell: ({ severity }) => <SeverityText severity={severity} /> },
    {
      key: 'cvss',
      title: t('column.cvss'),
      align: 'end',
      tight: true,
      cell: (row) => (row.score === null ? <span className="faint">–</span> : score(row.score)),
    },
    { key: 'epss', title: t('column.epss'), tight: true, cell: ({ epss }) => <EpssBar epss={epss} /> },
    { key: 'exploited', title: t('column.exploited'), cell: (row) => <ExploitedText {...row} /> },
    {
      key: 'published',
      title: t('column.published'),
      tight: true,
      cell: ({ publishedAt }) => (publishedAt ? <TimeText at={publishedAt} only="day" /> : <span className="faint">–</span>),
    },
  ]
}

/** Why the list is empty: nothing fits, or nothing has been read. */
function NothingFound({ isFiltered }: { isFiltered: boolean }) {
  const t = useText(vulnerabilitiesTexts)
  const { team, mayImport } = useReader()
  if (isFiltered)
    return (
      <Empty title={t('empty.filtered')}>
        <p>{t('empty.filtered.next')}</p>
      </Empty>
    )
  return (
    <Empty
      title={t('empty.none')}
      actions={mayImport && <ButtonLink to="/vulnerabilities/sources">{t('empty.none.open')}</ButtonLink>}
    >
      <p>{t(team ? 'empty.none.why' : 'empty.none.member')}</p>
    </Empty>
  )
}
