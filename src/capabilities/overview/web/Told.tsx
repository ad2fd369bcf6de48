import { type Measure, measuresApi, undone } from '#capabilities/measures/contract.ts'
import { type Notice, noticesApi } from '#capabilities/notices/contract.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { ButtonLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { AssetText } from './AssetText.tsx'
import { Due, shownHere } from './Now.tsx'
import { overviewTexts } from './texts.ts'

/** What it was told and how that was answered, and what others were told of its findings. */
export function Told({ organisation: { id, name } }: { organisation: { id: Id<'org'>; name: string } }) {
  return (
    <div className="page">
      <Notices id={id} />
      <OthersTold id={id} name={name} />
    </div>
  )
}

function Notices({ id }: { id: Id<'org'> }) {
  const t = useText(overviewTexts)
  const { data, error, refetch, isFetching } = useCall(noticesApi.list, { organisation: id, limit: shownHere })
  const { data: counted } = useCall(noticesApi.count, { organisation: id })
  const columns: Column<Notice>[] = [
    { key: 'subject', title: t('told.subject'), cell: ({ subject }) => subject },
    { key: 'to', title: t('told.recipient'), cell: ({ recipient }) => recipient.name },
    { key: 'severity', title: t('column.severity'), tight: true, cell: ({ severity }) => <SeverityMark severity={severity} /> },
    {
      key: 'sent',
      title: t('told.sent'),
      cell: ({ sentAt, state }) => (
        <div>
          {sentAt ? <TimeText at={sentAt} /> : t('told.sent.not')}
          <div className={state === 'bounced' || state === 'silent' ? 'overview-loud' : 'overview-faint'}>
            {t(`notice.${state}`)}
          </div>
        </div>
      ),
    },
    {
      key: 'answered',
      title: t('told.answered'),
      tight: true,
      cell: ({ answered, findings }) => <CountText parts={[{ value: answered, what: '', of: findings }]} />,
    },
  ]
  return (
    <Section title={t('told.title')} actions={<ButtonLink to={`/notices?organisation=${id}`}>{t('told.all')}</ButtonLink>}>
      {data && counted && data.rows.length > 0 && (
        <p>
          <CountText parts={[{ value: data.rows.length, what: t('count.shown'), of: counted.count }]} />
        </p>
      )}
      <DataTable<Notice>
        caption={t('told.title')}
        columns={columns}
        rows={data?.rows}
        rowKey={(row) => row.id}
        rowName={({ subject }) => subject}
        rowLink={(row) => `/notices/${row.id}`}
        empty={
          <Empty title={t('told.none')}>
            <p>{t('told.none.why')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching && !data}
      />
    </Section>
  )
}

/** Among the newest so many, those that went to somebody else are shown. */
const lookedAt = 100

function OthersTold({ id, name }: { id: Id<'org'>; name: string }) {
  const t = useText(overviewTexts)
  const { data, error, refetch, isFetching } = useCall(noticesApi.told, { id, limit: lookedAt })
  const rows = data?.rows.filter(({ recipient }) => recipient !== name).slice(0, shownHere * 2)
  type Row = NonNullable<typeof rows>[number]
  const columns: Column<Row>[] = [
    { key: 'what', title: t('column.what'), cell: ({ kindName }) => kindName },
    { key: 'severity', title: t('column.severity'), tight: true, cell: ({ severity }) => <SeverityMark severity={severity} /> },
    { key: 'where', title: t('column.where'), cell: ({ assetText }) => <AssetText text={assetText} /> },
    {
      key: 'to',
      title: t('told.recipient'),
      cell: ({ recipient, why }) => (
        <div>
          {recipient}
          <div className="overview-faint">{why}</div>
        </div>
      ),
    },
    {
      key: 'when',
      title: t('operator.when'),
      cell: ({ toldAt }) => (toldAt ? <TimeText at={toldAt} /> : t('operator.when.not')),
    },
  ]
  return (
    <Section title={t('operator.title')}>
      <DataTable<Row>
        caption={t('operator.title')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.noticeId + row.id}
        rowName={(row) => `${row.kindName}, ${row.assetText}`}
        rowLink={(row) => `/notices/${row.noticeId}`}
        empty={
          <Empty title={t('operator.none')}>
            <p>{t('operator.none.why')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching && !data}
      />
    </Section>
  )
}

/** What somebody shall do there, the shortest deadline first. */
export function Measures({ id }: { id: Id<'org'> }) {
  const t = useText(overviewTexts)
  const asked = { organisation: id, state: [...undone] }
  const { data, error, refetch, isFetching } = useCall(measuresApi.list, { ...asked, limit: shownHere })
  const { data: counted } = useCall(measuresApi.count, asked)
  const columns: Column<Measure>[] = [
    { key: 'what', title: t('measures.what'), cell: ({ what }) => what },
    { key: 'where', title: t('column.where'), cell: ({ assetText }) => <AssetText text={assetText} /> },
    { key: 'severity', title: t('column.severity'), tight: true, cell: ({ severity }) => <SeverityMark severity={severity} /> },
    {
      key: 'owner',
      title: t('measures.owner'),
      cell: ({ owner }) => owner ?? <span className="overview-faint">{t('measures.owner.none')}</span>,
    },
    { key: 'due', title: t('column.due'), tight: true, cell: (measure) => <Due {...measure} /> },
  ]
  return (
    <Section title={t('tab.measures')} actions={<ButtonLink to={`/measures?organisation=${id}`}>{t('measures.all')}</ButtonLink>}>
      {data && counted && data.rows.length > 0 && (
        <p>
          <CountText parts={[{ value: data.rows.length, what: t('count.shown'), of: counted.count }]} />
        </p>
      )}
      <DataTable<Measure>
        caption={t('tab.measures')}
        columns={columns}
        rows={data?.rows}
        rowKey={(row) => row.id}
        rowName={(row) => `${row.kindName}, ${row.assetText}`}
        rowLink={(row) => `/measures/${row.id}`}
        empty={
          <Empty title={t('measures.none')}>
            <p>{t('measures.none.why')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching && !data}
      />
    </Section>
  )
}
