import { useState } from 'react'
import { useAction, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { Button } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { ConfirmDialog } from '#ui/kit/Dialog.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { membersApi, type RegisterChange } from '../contract.ts'
import { registerTexts } from './register/texts.ts'

/** The lists that were imported, and until when each can be undone. */
export function Imports() {
  const t = useText(registerTexts)
  const [{ after }] = useAddress()
  const [chosen, setChosen] = useState<RegisterChange>()
  const { data, error, refetch } = useCall(membersApi.changes, { kind: 'import', limit: 20, ...(after && { after }) })
  const undo = useAction(membersApi.undo, {
    onDone: () => {
      tell(t('undo.done'))
      setChosen(undefined)
    },
  })
  const named = ({ title, list }: RegisterChange) => `${title} (${list})`
  return (
    <Section title={t('undo.title')}>
      <p className="field-hint">{t('undo.lead')}</p>
      <DataTable
        caption={t('undo.title')}
        columns={[
          {
            key: 'file',
            title: t('undo.file'),
            cell: ({ title, list }) => (
              <div>
                {title}
                <div className="field-hint">{list}</div>
              </div>
            ),
          },
          {
            key: 'at',
            title: t('undo.at'),
            cell: ({ at, by }) => (
              <div>
                <TimeText at={at} />
                <div className="field-hint">{by}</div>
              </div>
            ),
          },
          {
            key: 'what',
            title: t('undo.what'),
            cell: ({ counts }) =>
              t('undo.counts', {
                fresh: counts.organisationsNew ?? 0,
                changed: counts.organisationsChanged ?? 0,
                gone: counts.organisationsGone ?? 0,
              }),
          },
          {
            key: 'undo',
            title: t('undo.state'),
            cell: (change) =>
              change.undoUntil ? (
                <div>
                  <Button look="secondary" aria-label={t('undo.of', { what: named(change) })} onClick={() => setChosen(change)}>
                    {t('undo.action')}
                  </Button>
                  <div className="field-hint">
                    {t('undo.until')} <TimeText at={change.undoUntil} />
                  </div>
                </div>
              ) : change.undoneAt ? (
                t('undo.undone', { by: change.undoneBy ?? '' })
              ) : (
                t('undo.over')
              ),
          },
        ]}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={named}
        empty={
          <Empty title={t('undo.none')}>
            <p>{t('undo.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
      />
      <Pager next={data?.next} />
      {chosen && (
        <ConfirmDialog
          title={t('undo.confirm', { name: named(chosen) })}
          preview={<p>{t('undo.confirm.text')}</p>}
          action={t('undo.of', { what: named(chosen) })}
          danger
          busy={undo.isPending}
          fault={undo.error}
          onConfirm={() => undo.mutate({ id: chosen.id })}
          onClose={() => {
            undo.reset()
            setChosen(undefined)
          }}
        />
      )}
    </Section>
  )
}
