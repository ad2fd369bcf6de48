import { useCall } from '#ui/api.ts'
import { ButtonLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Empty, Notice } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { useText } from '#ui/text/text.ts'
import { type Standing, type Subject, servicesApi } from '../contract.ts'
import { useReader } from './reader.ts'
import { servicesTexts } from './texts.ts'
import './services.css'

interface Row {
  subject: Subject
  name: string
  what: string
  standing: Standing
}

/** What the programme offers, and how many of the members have said yes to each. */
export function ServicesPage() {
  const t = useText(servicesTexts)
  const { mayPublish } = useReader()
  const { data, error, refetch } = useCall(servicesApi.catalogue, {})
  const standings = data?.standings
  const rows =
    standings &&
    [{ id: 'membership' as const, name: t('ours.agreement'), what: '' }, ...data.services].map(
      ({ id, name, what }): Row => ({ subject: id, name, what, standing: standings[id] }),
    )
  return (
    <Page title={t('list.title')} lead={t('list.lead')}>
      {data && data.agreement.version === null && (
        <Notice
          tone="warning"
          title={t('list.unpublished')}
          actions={mayPublish && <ButtonLink to="/services/membership/terms">{t('list.unpublished.go')}</ButtonLink>}
        >
          <p>{t('list.unpublished.next')}</p>
        </Notice>
      )}
      {standings && (
        <p>
          <CountText
            parts={[
              { value: standings.membership.byState.on, what: t('list.accepted'), of: standings.membership.of },
              { value: standings.membership.lack, what: t('list.lacking') },
            ]}
          />
        </p>
      )}
      <DataTable<Row>
        caption={t('list.caption')}
        columns={useColumns()}
        rows={rows ?? undefined}
        rowKey={({ subject }) => subject}
        rowName={({ name }) => name}
        rowLink={({ subject }) => `/services/${subject}`}
        rowNote={({ what }) => what && <span className="services-what">{what}</span>}
        empty={<Empty title={t('empty.none')} />}
        fault={error}
        onRetry={() => void refetch()}
      />
    </Page>
  )
}

function useColumns(): Column<Row>[] {
  const t = useText(servicesTexts)
  const figure = (key: string, of: (standing: Standing) => number): Column<Row> => ({
    key,
    title: t(`list.${key as 'waiting' | 'asked' | 'lack' | 'none'}`),
    align: 'end',
    tight: true,
    cell: ({ standing }) => of(standing),
  })
  return [
    { key: 'name', title: t('list.what'), cell: ({ name }) => name },
    {
      key: 'on',
      title: t('list.on'),
      align: 'end',
      tight: true,
      cell: ({ standing }) => t('list.of', { some: standing.byState.on, of: standing.of }),
    },
    figure('waiting', ({ byState }) => byState.waiting),
    figure('asked', ({ byState }) => byState.asked),
    figure('lack', ({ lack }) => lack),
    figure('none', ({ byState }) => byState.none),
  ]
}
