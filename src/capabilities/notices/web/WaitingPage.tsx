import { useState } from 'react'
import type { z } from 'zod'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { noticesApi } from '../contract.ts'
import { Desk } from './Desk.tsx'
import { HoldButton } from './Hold.tsx'
import { Preview } from './Preview.tsx'
import { useReader } from './reader.ts'
import { noticesTexts } from './texts.ts'

type Row = z.output<typeof noticesApi.previews.output>['rows'][number]

/** What is about to be told: to whom, when, and what holds it back. */
export function WaitingPage() {
  const t = useText(noticesTexts)
  const [{ after }] = useAddress()
  const { mayDecide } = useReader()
  const [shown, show] = useState<Row['recipient']>()
  const { data, error, refetch, isFetching } = useCall(noticesApi.previews, after ? { after } : {}, { everySeconds: 30 })
  const columns: Column<Row>[] = [
    { key: 'recipient', title: t('column.recipient'), cell: ({ recipient }) => recipient.name },
    {
      key: 'findings',
      title: t('waiting.findings'),
      tight: true,
      cell: ({ findings }) => <CountText parts={[{ value: findings, what: t('waiting.findings.what') }]} />,
    },
    { key: 'worst', title: t('waiting.worst'), tight: true, cell: ({ worst }) => <SeverityMark severity={worst} /> },
    {
      key: 'when',
      title: t('waiting.when'),
      cell: ({ schedule, sendAfter, heldBack, notice }) => (
        <div>
          {notice && <div>{t('waiting.written')}</div>}
          {heldBack && <b>{t(`held.${heldBack}`)}</b>}
          {(!heldBack || heldBack === 'refused') && (
            <>
              {!heldBack && t(`schedule.${schedule}`)} <TimeText at={sendAfter} />
            </>
          )}
        </div>
      ),
    },
  ]
  if (mayDecide && data?.rows.some(({ notice }) => !notice))
    columns.push({
      key: 'preview',
      title: t('waiting.preview'),
      tight: true,
      cell: ({ recipient, notice }) =>
        !notice && (
          <Button look="tertiary" aria-label={t('waiting.preview.of', { name: recipient.name })} onClick={() => show(recipient)}>
            {t('waiting.preview')}
          </Button>
        ),
    })
  return (
    <Desk title={t('waiting.title')} lead={t('waiting.lead')} actions={<HoldButton />}>
      <Calls />
      <DataTable<Row>
        caption={t('waiting.title')}
        columns={columns}
        rows={data?.rows}
        rowKey={({ recipient, schedule, notice, sendAfter }) => `${notice ?? recipient.id}${schedule}${sendAfter}`}
        rowName={({ recipient }) => recipient.name}
        rowLink={({ recipient, notice }) => (notice ? `/notices/${notice}` : `/organisations/${recipient.id}/told-how`)}
        empty={
          <Empty title={t('waiting.none')}>
            <p>{t('waiting.none.why')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching && !data}
      />
      <Pager next={data?.next} />
      {shown && <PreviewDialog organisation={shown} onClose={() => show(undefined)} />}
    </Desk>
  )
}

/** Calls wait for a person; without them one wonders why somebody is not told. */
function Calls() {
  const t = useText(noticesTexts)
  const { data } = useCall(noticesApi.hold, {}, { everySeconds: 30 })
  if (!data || data.hold.calls === 0) return null
  return (
    <p>
      {t('waiting.calls', { count: data.hold.calls })} <TextLink to="/watch">{t('waiting.calls.see')}</TextLink>
    </p>
  )
}

/** What an organisation would be sent now; nothing is sent. */
export function PreviewDialog({ organisation, onClose }: { organisation: { id: Id<'org'>; name: string }; onClose: () => void }) {
  const t = useText(noticesTexts)
  const { data, error } = useCall(noticesApi.preview, { id: organisation.id })
  return (
    <Dialog title={t('waiting.preview.of', { name: organisation.name })} onClose={onClose}>
      <p>{t('waiting.preview.means')}</p>
      {error && <FaultNotice fault={error} />}
      {data && <Preview sent={data} fileName={organisation.name} />}
    </Dialog>
  )
}
