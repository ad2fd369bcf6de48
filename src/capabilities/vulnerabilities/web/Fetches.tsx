import { useState } from 'react'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextField } from '#ui/kit/Form.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { type Fetch, Fetched, usualAddresses, vulnerabilitiesApi } from '../contract.ts'
import { vulnerabilitiesTexts } from './texts.ts'

interface Row {
  source: Fetched
  fetch: Fetch | undefined
}

const usualHours = 12

/** Which catalogues are fetched by themselves, and how that goes; whoever may reads one now, changes it or stops it. */
export function Fetches({ mayChange }: { mayChange: boolean }) {
  const t = useText(vulnerabilitiesTexts)
  const { data, error, refetch } = useCall(vulnerabilitiesApi.fetches, {}, { everySeconds: 30 })
  const [edited, setEdited] = useState<Row>()
  const now = useAction(vulnerabilitiesApi.fetchNow, { onDone: () => tell(t('fetch.asked')) })
  const rows = data && Fetched.options.map((source) => ({ source, fetch: data.fetches.find((one) => one.source === source) }))
  const columns: Column<Row>[] = [
    { key: 'source', title: t('facts.source'), cell: ({ source }) => t(`source.${source}`) },
    {
      key: 'from',
      title: t('fetch.from'),
      cell: ({ fetch }) =>
        fetch ? (
          <>
            <span className="vulnerability-name">{fetch.address}</span>{' '}
            <span className="faint">{t('fetch.every', { count: fetch.everyHours })}</span>
          </>
        ) : (
          t('fetch.not')
        ),
    },
    {
      key: 'reached',
      title: t('fetch.reached'),
      cell: ({ fetch }) =>
        fetch?.reachedAt ? (
          <TimeText at={fetch.reachedAt} only="distance" />
        ) : (
          <span className="faint">{t('sources.never')}</span>
        ),
    },
    ...(mayChange
      ? [
          {
            key: 'do',
            title: t('fetch.do'),
            cell: (row: Row) => (
              <span className="fetch-actions">
                {row.fetch && (
                  <Button look="secondary" busy={now.isPending} onClick={() => now.mutate({ id: row.source })}>
                    {t('fetch.now')}
                  </Button>
                )}
                <Button look="secondary" onClick={() => setEdited(row)}>
                  {row.fetch ? t('fetch.change') : t('fetch.begin')}
                </Button>
              </span>
            ),
          },
        ]
      : []),
  ]
  return (
    <>
      <DataTable<Row>
        caption={t('fetch.title')}
        columns={columns}
        rows={rows}
        rowKey={({ source }) => source}
        rowName={({ source }) => t(`source.${source}`)}
        rowNote={({ fetch }) => fetch?.fault && <b>{fetch.fault.words}</b>}
        empty={null}
        fault={error ?? now.error}
        onRetry={() => void refetch()}
      />
      {edited && <Edit row={edited} onClose={() => setEdited(undefined)} />}
    </>
  )
}

function Edit({ row: { source, fetch }, onClose }: { row: Row; onClose: () => void }) {
  const t = useText(vulnerabilitiesTexts)
  const done = (said: string) => {
    tell(said)
    onClose()
  }
  const put = useAction(vulnerabilitiesApi.putFetch, { onDone: () => done(t('fetch.asked')) })
  const stop = useAction(vulnerabilitiesApi.stopFetch, { onDone: () => done(t('fetch.stopped')) })
  return (
    <Dialog title={t('fetch.edit', { source: t(`source.${source}`) })} onClose={onClose}>
      {stop.error && <FaultNotice fault={stop.error} />}
      <Form
        action={t('fetch.save')}
        busy={put.isPending}
        fault={put.error}
        onSubmit={({ address = '', everyHours }) =>
          put.mutate({ id: source, address: address.trim(), everyHours: Number(everyHours) })
        }
        actions={
          fetch && (
            <Button look="secondary" busy={stop.isPending} onClick={() => stop.mutate({ id: source })}>
              {t('fetch.stop')}
            </Button>
          )
        }
      >
        <TextField
          name="address"
          label={t('fetch.address')}
          hint={t('fetch.address.hint')}
          type="url"
          defaultValue={fetch?.address ?? usualAddresses[source]}
        />
        <TextField
          name="everyHours"
          label={t('fetch.hours')}
          hint={t('fetch.hours.hint')}
          type="number"
          min={1}
          max={168}
          defaultValue={fetch?.everyHours ?? usualHours}
        />
      </Form>
    </Dialog>
  )
}
