import type { Choice } from '#capabilities/subscriptions/contract.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { lettersApi, type Previewed } from '../contract.ts'
import { useReader } from './reader.ts'
import { lettersTexts } from './texts.ts'

/** What a choice would have brought of the last 90 days' warnings; without one, what stands. */
export function PreviewOf({ id, contact = null, choice }: { id: Id<'org'>; contact?: Id<'con'> | null; choice?: Choice }) {
  const t = useText(lettersTexts)
  const { team } = useReader()
  const { data, error, isFetching, refetch } = useCall(lettersApi.preview, { id, contact, ...(choice && { choice }) })
  const columns: Column<Previewed>[] = [
    {
      key: 'title',
      title: t('column.title'),
      cell: (row) => (row.id ? <TextLink to={`/${team ? '' : 'our-'}advisories/${row.id}`}>{row.title}</TextLink> : row.title),
    },
    { key: 'severity', title: t('column.severity'), tight: true, cell: ({ severity }) => <SeverityMark severity={severity} /> },
    {
      key: 'when',
      title: t('column.when'),
      cell: ({ when, ways }) => (
        <>
          {t(`when.${when}`)}
          {ways.length > 0 && <> ({ways.map((way) => t(`by.${way}`)).join(', ')})</>}
        </>
      ),
    },
    { key: 'why', title: t('column.why'), cell: ({ why }) => why },
    { key: 'sent', title: t('column.sent'), tight: true, cell: ({ publishedAt }) => <TimeText at={publishedAt} only="day" /> },
  ]
  return (
    <Section title={t('preview.title')}>
      {choice && data && (
        <div className="subscription-said">
          {data.said.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      )}
      <p>{t('preview.lead')}</p>
      {error && !data ? (
        <>
          <FaultNotice fault={error} onRetry={() => void refetch()} />
          <ul className="ds-list">
            {Object.values(error.fields).map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </>
      ) : (
        <DataTable
          caption={t('preview.caption')}
          columns={columns}
          rows={data?.rows}
          rowKey={({ trackingId }) => trackingId}
          rowName={({ title }) => title}
          rowNote={({ trackingId }) => trackingId}
          busy={isFetching}
          empty={
            <Empty title={t('preview.empty')}>
              <p>{t('preview.empty.next')}</p>
            </Empty>
          }
        />
      )}
      {data?.more && <p className="field-hint">{t('preview.more')}</p>}
    </Section>
  )
}
