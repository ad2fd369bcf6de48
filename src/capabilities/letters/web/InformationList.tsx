import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { SeverityMark, TlpChip } from '#ui/kit/marks.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type Information, lettersApi } from '../contract.ts'
import { lettersTexts } from './texts.ts'

/** Warnings that were not addressed to us, and that we are told of because we subscribe to what they are about. */
export function InformationList() {
  const t = useText(lettersTexts)
  const [{ after }] = useAddress()
  const { data, error, isFetching, refetch } = useCall(lettersApi.information, { ...(after && { after }) })
  const columns: Column<Information>[] = [
    { key: 'title', title: t('column.title'), cell: ({ title }) => title },
    { key: 'severity', title: t('column.severity'), tight: true, cell: ({ severity }) => <SeverityMark severity={severity} /> },
    { key: 'label', title: t('column.label'), tight: true, cell: ({ tlp }) => <TlpChip tlp={tlp} /> },
    { key: 'why', title: t('column.why'), cell: ({ why }) => why },
    { key: 'sent', title: t('column.sent'), tight: true, cell: ({ addedAt }) => <TimeText at={addedAt} only="day" /> },
  ]
  return (
    <Section title={t('information.title')}>
      <p>{t('information.lead')}</p>
      <DataTable
        caption={t('information.caption')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ title }) => title}
        rowLink={({ id }) => `/what-we-get/${id}`}
        rowNote={({ trackingId }) => trackingId}
        empty={
          <Empty title={t('information.empty')}>
            <p>{t('information.empty.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
    </Section>
  )
}
