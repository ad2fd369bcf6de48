import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type Ask, repliesApi } from '../contract.ts'
import { repliesTexts } from './texts.ts'

/** Suppliers that are asked, and of whom an answer is missing. */
export function AsksPage() {
  const t = useText(repliesTexts)
  const [params] = useAddress()
  const isMissing = params.missing === 'true'
  const asked = { ...(isMissing && { missing: true }), ...(params.after && { after: params.after }) }
  const { data, error, isFetching, refetch } = useCall(repliesApi.list, asked as never)
  const columns: Column<Ask>[] = [
    { key: 'title', title: t('column.warning'), cell: ({ title }) => title },
    {
      key: 'supplier',
      title: t('column.supplier'),
      cell: ({ organisation }) => <TextLink to={`/organisations/${organisation.id}`}>{organisation.name}</TextLink>,
    },
    { key: 'severity', title: t('column.severity'), tight: true, cell: (row) => <SeverityMark severity={row.severity} /> },
    {
      key: 'missing',
      title: t('column.answered'),
      tight: true,
      cell: ({ cells, missing, overAt }) =>
        overAt && missing > 0 ? t('ask.over') : t('ask.answered', { answered: cells - missing, cells }),
    },
    {
      key: 'asked',
      title: t('column.asked'),
      tight: true,
      cell: ({ askedAt, remindedAt }) => (
        <>
          <TimeText at={askedAt} only="day" />
          {remindedAt && (
            <div className="field-hint">
              {t('column.reminded')} <TimeText at={remindedAt} only="day" />
            </div>
          )}
        </>
      ),
    },
  ]
  return (
    <Page title={t('asks.title')} lead={t('asks.lead')}>
      <Filters
        filters={[
          {
            kind: 'one',
            name: 'missing',
            label: t('filter.missing'),
            choices: [{ value: 'true', label: t('filter.missing.yes') }],
          },
        ]}
      />
      {data && (
        <p>
          <CountText
            parts={[
              { value: data.count.asked, what: t('count.asked') },
              { value: data.count.missing, what: t('count.missing') },
            ]}
          />
        </p>
      )}
      <DataTable<Ask>
        caption={t('asks.title')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ advisory, organisation }) => `${advisory} ${organisation.id}`}
        rowName={({ title }) => title}
        rowLink={({ advisory }) => `/advisories/${advisory}/suppliers`}
        rowNote={({ trackingId }) => trackingId}
        empty={
          <Empty title={t(isMissing ? 'asks.noneMissing' : 'asks.none')}>
            <p>{t(isMissing ? 'asks.noneMissing.next' : 'asks.none.next')}</p>
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
