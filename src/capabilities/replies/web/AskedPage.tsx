import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type Ask, repliesApi } from '../contract.ts'
import { repliesTexts } from './texts.ts'

/** Warnings about what we supply, and what we have not answered. */
export function AskedPage() {
  const t = useText(repliesTexts)
  const [{ after }] = useAddress()
  const { data, error, isFetching, refetch } = useCall(repliesApi.asked, after ? { after } : {})
  const columns: Column<Ask>[] = [
    { key: 'title', title: t('column.warning'), cell: ({ title }) => title },
    { key: 'products', title: t('column.products'), cell: ({ products }) => products.map(({ name }) => name).join(', ') },
    { key: 'severity', title: t('column.severity'), tight: true, cell: (row) => <SeverityMark severity={row.severity} /> },
    {
      key: 'missing',
      title: t('column.answered'),
      tight: true,
      cell: ({ cells, missing, overAt }) =>
        overAt && missing > 0 ? t('ask.over') : t('ask.answered', { answered: cells - missing, cells }),
    },
    { key: 'asked', title: t('column.asked'), tight: true, cell: ({ askedAt }) => <TimeText at={askedAt} only="day" /> },
  ]
  return (
    <Page title={t('asked.title')} lead={t('asked.lead')}>
      <DataTable<Ask>
        caption={t('asked.title')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ advisory, organisation }) => `${advisory} ${organisation.id}`}
        rowName={({ title }) => title}
        rowLink={({ advisory, organisation }) => `/supplier-warnings/${advisory}?organisation=${organisation.id}`}
        rowNote={({ trackingId, organisation }) => `${trackingId} · ${organisation.name}`}
        empty={
          <Empty title={t('asked.none')}>
            <p>{t('asked.none.next')}</p>
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
