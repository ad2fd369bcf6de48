import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { Views } from '#ui/kit/Views.tsx'
import { useText } from '#ui/text/text.ts'
import { type Closing, feedsApi } from '../../contract.ts'
import { Findings } from './Findings.tsx'
import { closingTexts } from './texts.ts'

/** Closings by absence that a person has to decide, and those that were decided. */
export function ClosingsPage() {
  const t = useText(closingTexts)
  const [{ view, after }] = useAddress()
  const all = view === 'all'
  const { data, error, refetch, isFetching } = useCall(feedsApi.closings, {
    ...(!all && { state: 'waiting' as const }),
    ...(after && { after }),
  })
  const columns: Column<Closing>[] = [
    { key: 'kind', title: t('column.kind'), cell: ({ kindName }) => kindName },
    { key: 'source', title: t('column.source'), cell: ({ source }) => source.title },
    { key: 'findings', title: t('column.findings'), cell: (closing) => <Findings closing={closing} /> },
    {
      key: 'state',
      title: t('column.state'),
      cell: ({ state, createdAt, decidedAt }) => (
        <div>
          {t(`state.${state}`)}
          <div className="field-hint">
            <TimeText at={decidedAt ?? createdAt} only="distance" />
          </div>
        </div>
      ),
    },
  ]
  return (
    <Page title={t('list.title')} lead={t('list.lead')}>
      <Views
        label={t('view.label')}
        views={[
          { key: 'waiting', title: t('view.waiting'), sets: { view: undefined, after: undefined }, current: !all },
          { key: 'all', title: t('view.all'), sets: { view: 'all', after: undefined }, current: all },
        ]}
      />
      <DataTable
        caption={t('list.title')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ kindName, source }) => `${kindName}, ${source.title}`}
        rowLink={({ id }) => `/closings/${id}`}
        empty={
          <Empty title={t('list.none')}>
            <p>{t('list.none.next')}</p>
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
