import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type Chosen, subscriptionsApi } from '../contract.ts'
import { subscriptionsTexts } from './texts.ts'

/** Who has chosen other than the usual. */
export function SubscriptionsPage() {
  const t = useText(subscriptionsTexts)
  const [{ after }] = useAddress()
  const { data, error, isFetching, refetch } = useCall(subscriptionsApi.list, { ...(after && { after }) })
  const columns: Column<Chosen>[] = [
    { key: 'who', title: t('list.who'), cell: ({ organisation }) => organisation.name },
    { key: 'contact', title: t('list.contact'), cell: ({ contact }) => <span className="whole">{contact ?? t('whole')}</span> },
    { key: 'said', title: t('list.said'), cell: ({ said }) => said.join(' ') },
    { key: 'changed', title: t('list.changed'), tight: true, cell: ({ changedAt }) => <TimeText at={changedAt} /> },
    { key: 'by', title: t('list.by'), cell: ({ changedBy }) => <span className="whole">{changedBy}</span> },
  ]
  return (
    <Page title={t('list.title')} lead={t('list.lead')}>
      <DataTable
        caption={t('list.caption')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ organisation, contact }) => `${organisation.id} ${contact}`}
        rowName={({ organisation }) => organisation.name}
        rowLink={({ organisation }) => `/organisations/${organisation.id}/subscriptions`}
        empty={
          <Empty title={t('list.empty')}>
            <p>{t('list.empty.next')}</p>
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
