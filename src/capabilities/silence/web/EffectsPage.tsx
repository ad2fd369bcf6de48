import { severities } from '#domain/severity.ts'
import { Utc } from '#domain/time.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable, sortText } from '#ui/kit/DataTable.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type EffectRow, silenceApi } from '../contract.ts'
import { CountOf, Reached, Settled } from './Figures.tsx'
import { readEffectSort, readSeverity } from './filter.ts'
import { silenceTexts } from './texts.ts'
import './silence.css'

/** Warnings of the last year with their effect, to be ordered by any of it. */
export function EffectsPage() {
  const t = useText(silenceTexts)
  const kit = useText(kitTexts)
  const locale = useLocale()
  const [params, change] = useAddress()
  const order = readEffectSort(params.sort)
  const severity = readSeverity(params.severity)
  const to = Utc.safeParse(params.to).data
  const asked = { ...(severity.length > 0 && { severity }), ...(order && { sort: order.sort }), ...(to && { to }) }
  const { data, error, refetch, isFetching } = useCall(silenceApi.effects, {
    ...asked,
    ...(params.after && { after: params.after }),
  })
  const columns: readonly Column<EffectRow>[] = [
    { key: 'title', title: t('column.warning'), cell: ({ warning }) => warning.title },
    {
      key: 'published',
      title: t('column.published'),
      sortable: true,
      cell: ({ warning }) => (
        <>
          <SeverityMark severity={warning.severity} />
          <div>
            <TimeText at={warning.publishedAt} only="day" />
          </div>
        </>
      ),
    },
    {
      key: 'told',
      title: t('effect.told'),
      sortable: true,
      cell: ({ figures }) => <CountOf count={figures.told} of={figures.addressed} />,
    },
    {
      key: 'read',
      title: t('effect.readCount'),
      sortable: true,
      cell: ({ figures }) => <Reached count={figures.read} of={figures.addressed} span={figures.toRead} />,
    },
    {
      key: 'answered',
      title: t('effect.answeredCount'),
      sortable: true,
      cell: ({ figures }) => <Reached count={figures.answered} of={figures.asked} span={figures.toAnswer} />,
    },
    { key: 'claimed', title: t('column.settled'), sortable: true, cell: ({ figures }) => <Settled figures={figures} /> },
  ]
  return (
    <Page
      title={t('effects.title')}
      lead={t('effects.lead')}
      actions={<TableDownloads csv={silenceApi.effectsCsv} xlsx={silenceApi.effectsXlsx} input={{ ...asked, locale }} />}
    >
      <Filters
        filters={[
          {
            kind: 'many',
            name: 'severity',
            label: t('filter.severity'),
            choices: severities.map((value) => ({ value, label: kit(`severity.${value}`) })),
          },
          {
            kind: 'one',
            name: 'sort',
            label: t('effects.quickest'),
            choices: (['toRead', 'toAnswer', 'toClaimed', 'toProved'] as const).map((value) => ({
              value,
              label: t(`column.${value}`),
            })),
          },
        ]}
      />
      {data && data.count > 0 && (
        <p>
          <CountText parts={[{ value: data.count, what: t('effects.count') }]} />
        </p>
      )}
      <div className="silence-table">
        {data?.older && (
          <p>
            {t('effects.cut', { count: data.count })}{' '}
            <Button look="tertiary" onClick={() => change({ to: data.older!, after: undefined })}>
              {t('effects.older')}
            </Button>
          </p>
        )}
        {to && (
          <p>
            {t('effects.before')} <TimeText at={to} only="day" />{' '}
            <Button look="tertiary" onClick={() => change({ to: undefined, after: undefined })}>
              {t('effects.newest')}
            </Button>
          </p>
        )}
        <DataTable<EffectRow>
          caption={t('effects.title')}
          columns={columns}
          rows={data?.rows}
          rowKey={({ warning }) => warning.id}
          rowName={({ warning }) => warning.title}
          rowLink={({ warning }) => `/advisories/${warning.id}/effect`}
          rowNote={({ warning }) => warning.trackingId}
          {...(order && { sort: order.shown })}
          onSort={(to) => change({ sort: sortText(to), after: undefined })}
          empty={
            <Empty title={t('effects.empty')}>
              <p>{t('effects.empty.next')}</p>
            </Empty>
          }
          fault={error}
          onRetry={() => void refetch()}
          busy={isFetching}
        />
      </div>
      <Pager next={data?.next} />
    </Page>
  )
}
