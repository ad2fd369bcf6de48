import { useNavigate } from '@tanstack/react-router'
import { useId } from 'react'
import type { z } from 'zod'
import { useAction, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Form, TextAreaField, TextField, useDraft } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { watchApi } from '../contract.ts'
import { Figures, PassedOn } from './Summary.tsx'
import { watchTexts } from './texts.ts'
import './watch.css'

/** The shift so far, and the form that hands it over. */
export function ShiftPage() {
  const t = useText(watchTexts)
  const { data, error, refetch } = useCall(watchApi.shift, {})
  return (
    <Page
      title={t('shift.title')}
      lead={
        data && (
          <>
            {t('shift.since')} <TimeText at={data.since} />
          </>
        )
      }
    >
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <div className="watch-task">
            <div className="watch-facts">
              <Figures summary={data.summary} />
              <HandOver />
            </div>
            <div className="watch-story">
              <Section title={t('passed.title')}>
                <PassedOn tasks={data.open} open={data.summary.open} />
              </Section>
            </div>
          </div>
          <Section title={t('handovers.title')}>
            <Handovers />
          </Section>
        </>
      )}
    </Page>
  )
}

function HandOver() {
  const t = useText(watchTexts)
  const id = useId()
  const navigate = useNavigate()
  const { data } = useCall(watchApi.colleagues, {})
  const [text, keep, forget] = useDraft('watch.handover')
  const handOver = useAction(watchApi.handOver, {
    onDone: (made) => {
      forget()
      void navigate({ to: `/watch/handovers/${made.id}` })
    },
  })
  return (
    <div className="panel">
      <Form
        action={t('handover.action')}
        busy={handOver.isPending}
        fault={worded(handOver.error, { to: t('handover.to.wrong') }, t('field.wrong'))}
        onSubmit={({ to }) => handOver.mutate({ to: to ?? '', text })}
      >
        <TextField name="to" label={t('handover.to')} list={`${id}-colleagues`} autoComplete="off" />
        <datalist id={`${id}-colleagues`}>
          {data?.people.map(({ id: key, name }) => (
            <option key={key} value={name} />
          ))}
        </datalist>
        <TextAreaField
          name="text"
          label={t('handover.text')}
          hint={t('handover.text.hint')}
          optional
          rows={8}
          maxLength={10_000}
          value={text}
          onChange={({ target }) => keep(target.value)}
        />
      </Form>
    </div>
  )
}

type Row = z.output<typeof watchApi.handovers.output>['rows'][number]

function Handovers() {
  const t = useText(watchTexts)
  const [{ after }] = useAddress()
  const list = useCall(watchApi.handovers, { limit: 10, ...(after && { after }) })
  const columns: Column<Row>[] = [
    { key: 'at', title: t('handover.at'), cell: (row) => <TimeText at={row.at} /> },
    { key: 'from', title: t('handover.from'), cell: (row) => row.from },
    { key: 'to', title: t('handover.to'), cell: (row) => row.to },
    {
      key: 'open',
      title: t('figures.open'),
      cell: (row) => (
        <CountText
          parts={[
            { value: row.summary.open, what: t('figures.left') },
            { value: row.summary.overdue, what: t('figures.overdue'), of: row.summary.open },
          ]}
        />
      ),
    },
  ]
  return (
    <>
      <DataTable<Row>
        caption={t('handovers.title')}
        columns={columns}
        rows={list.data?.rows}
        rowKey={(row) => row.id}
        rowName={(row) => row.to}
        rowLink={(row) => `/watch/handovers/${row.id}`}
        empty={
          <Empty title={t('handovers.none')}>
            <p>{t('handovers.none.next')}</p>
          </Empty>
        }
        fault={list.error}
        onRetry={() => void list.refetch()}
        busy={list.isFetching}
      />
      <Pager next={list.data?.next} />
    </>
  )
}
