import { severities } from '#domain/severity.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { SeverityMark, TlpChip } from '#ui/kit/marks.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { useText } from '#ui/text/text.ts'
import { advisoriesApi, advisoryTypes, type OurAdvisory } from '../contract.ts'
import { readWanted } from './filter.ts'
import { advisoriesTexts } from './texts.ts'

/** What we have been warned about, newest first. */
export function OursPage() {
  const t = useText(advisoriesTexts)
  const kit = useText(kitTexts)
  const [params] = useAddress()
  const { type, severity, q } = readWanted(params)
  const asked = {
    ...(type && { type }),
    ...(severity && { severity }),
    ...(q && { q }),
    ...(params.after && { after: params.after }),
  }
  const { data, error, isFetching, refetch } = useCall(advisoriesApi.ours, asked)
  const isFiltered = Boolean(type || severity || q)
  const columns: Column<OurAdvisory>[] = [
    { key: 'title', title: t('column.title'), cell: ({ title }) => title },
    { key: 'type', title: t('column.type'), tight: true, cell: (row) => t(`type.${row.type}`) },
    { key: 'severity', title: t('column.severity'), tight: true, cell: (row) => <SeverityMark severity={row.severity} /> },
    { key: 'label', title: t('column.label'), tight: true, cell: ({ tlp, pap }) => <TlpChip tlp={tlp} pap={pap} /> },
    { key: 'sent', title: t('ours.sent'), tight: true, cell: ({ publishedAt }) => <TimeText at={publishedAt} /> },
    {
      key: 'state',
      title: t('column.state'),
      tight: true,
      cell: ({ ended }) => (ended ? t(`ended.${ended.how}`) : t('state.published')),
    },
  ]
  return (
    <Page title={t('ours.title')} lead={t('ours.lead')}>
      <Filters
        filters={[
          { kind: 'search', name: 'q', label: t('filter.q') },
          {
            kind: 'many',
            name: 'type',
            label: t('column.type'),
            choices: advisoryTypes.map((value) => ({ value, label: t(`type.${value}`) })),
          },
          {
            kind: 'many',
            name: 'severity',
            label: t('column.severity'),
            choices: severities.map((value) => ({ value, label: kit(`severity.${value}`) })),
          },
        ]}
      />
      <DataTable<OurAdvisory>
        caption={t('ours.title')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ title }) => title}
        rowLink={({ id }) => `/our-advisories/${id}`}
        rowNote={({ trackingId }) => trackingId}
        empty={
          <Empty title={t(isFiltered ? 'ours.filtered' : 'ours.none')}>
            <p>{t(isFiltered ? 'list.filtered.next' : 'ours.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
    </Page>
  )
}
