import { useCall } from '#ui/api.ts'
import { AddressText } from '#ui/kit/AddressText.tsx'
import { useAddress } from '#ui/kit/address.ts'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { ListTools } from '#ui/kit/list-tools.ts'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { demoApi, type KeptMail } from '../contract.ts'
import { demoTexts } from './texts.ts'

/** What a demo would have sent, newest first. */
export function MailsPage() {
  const t = useText(demoTexts)
  const [{ after, q }] = useAddress()
  const { data: state } = useCall(demoApi.state, {})
  const { data, error, refetch, isFetching } = useCall(demoApi.mails, { ...(after && { after }), ...(q && { q }) })
  const columns: Column<KeptMail>[] = [
    { key: 'subject', title: t('mail.subject'), cell: ({ subject }) => subject || t('mail.noSubject') },
    {
      key: 'to',
      title: t('mail.to'),
      cell: ({ to }) => (
        <div className="whole">
          <AddressText address={to} />
        </div>
      ),
    },
    { key: 'at', title: t('mail.at'), cell: ({ at }) => (at ? <TimeText at={at} /> : t('mail.noTime')), tight: true },
  ]
  return (
    <Page title={t('mails.title')} lead={t('mails.lead')}>
      <ListTools value={undefined}>
        <Filters filters={[{ kind: 'search', name: 'q', label: t('mails.q') }]} />
      </ListTools>
      <DataTable<KeptMail>
        caption={t('mails.title')}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ subject, to }) => `${subject || t('mail.noSubject')}, ${to}`}
        rowLink={({ id }) => `/demo/mail/${id}`}
        columns={columns}
        empty={
          q ? (
            <Empty title={t('mails.found.none')}>
              <p>{t('mails.found.none.means')}</p>
            </Empty>
          ) : (
            <Empty title={t('mails.none')}>
              <p>{t(state?.demo === false ? 'mails.none.real' : 'mails.none.means')}</p>
            </Empty>
          )
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
    </Page>
  )
}
