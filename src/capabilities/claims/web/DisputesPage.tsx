import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { CountText } from '#ui/kit/CountText.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { Filters, readMany } from '#ui/kit/Filters.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { claimsApi, type Dispute, disputeStates } from '../contract.ts'
import { claimsTexts } from './texts.ts'

/** Claims that meet another's; only the team sees both. */
export function DisputesPage() {
  const t = useText(claimsTexts)
  const [params] = useAddress()
  const state = disputeStates.filter((one) => readMany(params.state).includes(one))
  const list = useCall(claimsApi.disputes, {
    ...(state.length > 0 && { state }),
    ...(params.after?.startsWith('dsp_') && { after: params.after }),
  })
  return (
    <Page title={t('disputes.title')} lead={t('disputes.lead')}>
      <Filters
        filters={[
          {
            kind: 'many',
            name: 'state',
            label: t('column.state'),
            choices: disputeStates.map((value) => ({ value, label: t(`dispute.${value}`) })),
          },
        ]}
      />
      {list.data && list.data.rows.length > 0 && (
        <p>
          <CountText parts={[{ value: list.data.rows.length, what: t('count.shown'), of: list.data.count }]} />
        </p>
      )}
      <DataTable<Dispute>
        caption={t('disputes.title')}
        columns={[
          { key: 'what', title: t('column.what'), cell: ({ claimant }) => <code>{claimant.value}</code> },
          { key: 'claimant', title: t('side.claimant'), cell: ({ claimant }) => claimant.organisation.name },
          {
            key: 'holder',
            title: t('side.holder'),
            cell: ({ holder, how }) => (
              <>
                {holder.organisation.name}
                <div className="faint">{t(`how.${how}`, { value: holder.value })}</div>
              </>
            ),
          },
          { key: 'state', title: t('column.state'), tight: true, cell: ({ state }) => t(`dispute.${state}`) },
          {
            key: 'found',
            title: t('disputes.found'),
            tight: true,
            cell: ({ foundAt }) => <TimeText at={foundAt} only="distance" />,
          },
        ]}
        rows={list.data?.rows}
        rowKey={({ id }) => id}
        rowName={({ claimant }) => claimant.value}
        rowLink={({ id }) => `/claims/disputes/${id}`}
        empty={
          <Empty title={t('disputes.none')}>
            <p>{t('disputes.none.why')}</p>
          </Empty>
        }
        fault={list.error}
        onRetry={() => void list.refetch()}
        busy={list.isFetching}
      />
      <Pager next={list.data?.next} />
    </Page>
  )
}
