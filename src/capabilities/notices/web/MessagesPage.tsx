import type { z } from 'zod'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { ButtonLink, TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type Notice, noticesApi } from '../contract.ts'
import { NewsOfNotices } from './live.tsx'
import { useReader } from './reader.ts'
import { noticesTexts } from './texts.ts'
import './notices.css'

type Told = z.output<typeof noticesApi.told.output>['rows'][number]

/** What a member was sent, and what whoever operates for it was told about it. */
export function MessagesPage() {
  const t = useText(noticesTexts)
  const { organisations } = useReader()
  const [{ after }] = useAddress()
  const { data, error, refetch, isFetching } = useCall(noticesApi.list, after ? { after } : {})
  const several = organisations.length > 1
  return (
    <Page title={t('messages.title')} lead={t('messages.lead')}>
      <NewsOfNotices onShow={() => void refetch()} />
      <DataTable<Notice>
        caption={t('messages.title')}
        columns={useColumns(several)}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ subject }) => subject}
        rowLink={({ id }) => `/notices/${id}`}
        empty={
          <Empty title={t('messages.none')} actions={<ButtonLink to="/told-how">{t('messages.how')}</ButtonLink>}>
            <p>{t('messages.none.why')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
      {organisations.map(({ id, name }) => (
        <OperatorTold key={id} id={id} name={several ? name : ''} own={organisations.map((one) => one.name)} />
      ))}
    </Page>
  )
}

function useColumns(several: boolean): readonly Column<Notice>[] {
  const t = useText(noticesTexts)
  const columns: (Column<Notice> | false)[] = [
    { key: 'subject', title: t('column.subject'), cell: ({ subject }) => subject },
    several && { key: 'recipient', title: t('column.recipient'), cell: ({ recipient }) => recipient.name },
    { key: 'severity', title: t('column.severity'), tight: true, cell: ({ severity }) => <SeverityMark severity={severity} /> },
    {
      key: 'answered',
      title: t('column.answered'),
      tight: true,
      cell: ({ answered, findings }) => <CountText parts={[{ value: answered, what: '', of: findings }]} />,
    },
    {
      key: 'sent',
      title: t('column.sent'),
      tight: true,
      cell: ({ sentAt, createdAt }) => <TimeText at={sentAt ?? createdAt} only="day" />,
    },
  ]
  return columns.filter((column) => column !== false)
}

/** The server gives so many at once; older ones stand on their findings. */
const lookedAt = 200

/** What was told to whoever operates for a member: to whom, when, why, and about what. */
function OperatorTold({ id, name, own }: { id: Id<'org'>; name: string; own: readonly string[] }) {
  const t = useText(noticesTexts)
  const { data, error, refetch } = useCall(noticesApi.told, { id, limit: lookedAt })
  if (error) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  const others = (data?.rows ?? []).filter(({ recipient }) => !own.includes(recipient))
  if (others.length === 0) return null
  const notices = [...Map.groupBy(others, ({ noticeId }) => noticeId).values()]
  return (
    <Section title={name ? t('messages.operator.of', { name }) : t('messages.operator')}>
      <p className="prose faint">{t('messages.operator.lead')}</p>
      <ul className="plain">
        {notices.map((rows) => (
          <li key={rows[0]!.noticeId} className="panel">
            <OneTold rows={rows} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function OneTold({ rows }: { rows: readonly Told[] }) {
  const t = useText(noticesTexts)
  const { recipient, toldAt, why } = rows[0]!
  return (
    <>
      <p>
        <b>{recipient}</b> · {toldAt ? <TimeText at={toldAt} /> : t('list.notSent')} ·{' '}
        {t('messages.operator.findings', { count: rows.length })}
      </p>
      <p className="faint">{why}</p>
      <details className="evidence">
        <summary>{t('messages.operator.show')}</summary>
        <ul className="ds-list">
          {rows.map(({ id, kindName, assetText }) => (
            <li key={id}>
              <TextLink to={`/findings/${id}`}>{kindName}</TextLink>, {assetText}
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}
