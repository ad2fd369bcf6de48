import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { useAction } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextAreaField } from '#ui/kit/Form.tsx'
import { Empty } from '#ui/kit/Notice.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { type Ours, servicesApi, type Target } from '../contract.ts'
import { useReader } from './reader.ts'
import { servicesTexts } from './texts.ts'

type Decision = 'approved' | 'refused'

/** What a service looks at, and what waits for the team because nobody has proved whose it is. */
export function Targets({ organisation, ours }: { organisation: Id<'org'>; ours: Ours }) {
  const t = useText(servicesTexts)
  const { mayKeep, maySpeakFor } = useReader()
  const [decides, setDecides] = useState<{ target: Target; decision: Decision }>()
  const remove = useAction(servicesApi.removeTarget)
  const take = (target: Target) =>
    remove.mutate({ id: target.id }, { onSuccess: () => tell(t('target.removed', { value: target.value })) })
  const columns: Column<Target>[] = [
    { key: 'value', title: t('target.value'), cell: ({ value }) => <span className="services-value">{value}</span> },
    {
      key: 'state',
      title: t('column.state'),
      cell: ({ state, reason }) => (
        <>
          {t(`target.${state}`)}
          {reason && <div className="field-hint">{reason}</div>}
        </>
      ),
    },
    {
      key: 'deeds',
      title: t('target.deeds'),
      cell: (target) => (
        <div className="row-actions">
          {mayKeep &&
            target.state === 'waiting' &&
            (['approved', 'refused'] as const).map((decision) => {
              const word = decision === 'approved' ? 'approve' : 'refuse'
              return (
                <Button
                  key={decision}
                  look="tertiary"
                  aria-label={t(`target.${word}.of`, { value: target.value })}
                  onClick={() => setDecides({ target, decision })}
                >
                  {t(`target.${word}`)}
                </Button>
              )
            })}
          {maySpeakFor(organisation) && (
            <Button
              look="tertiary"
              danger
              aria-label={t('target.remove.of', { value: target.value })}
              onClick={() => take(target)}
            >
              {t('target.remove')}
            </Button>
          )}
        </div>
      ),
    },
  ]
  const mayAct = mayKeep || maySpeakFor(organisation)
  return (
    <>
      <DataTable<Target>
        caption={t('target.title')}
        columns={mayAct ? columns : columns.slice(0, 2)}
        rows={ours.targets}
        rowKey={({ id }) => id}
        rowName={({ value }) => value}
        empty={<Empty title={t('target.none')} />}
        fault={remove.error}
      />
      {decides && <Decide {...decides} onClose={() => setDecides(undefined)} />}
    </>
  )
}

function Decide({ target, decision, onClose }: { target: Target; decision: Decision; onClose: () => void }) {
  const t = useText(servicesTexts)
  const undo = useAction(servicesApi.decideTarget, { onDone: () => tell(t('deed.undone')) })
  const decide = useAction(servicesApi.decideTarget, {
    onDone: () => {
      tell(t('target.decided'), () => undo.mutate({ id: target.id, decision: 'waiting', reason: t('deed.undone') }))
      onClose()
    },
  })
  return (
    <Dialog title={t('target.decide', { value: target.value })} onClose={onClose}>
      <Form
        action={t(decision === 'approved' ? 'target.approve' : 'target.refuse')}
        busy={decide.isPending}
        fault={worded(decide.error, { reason: t('target.reason.wrong') }, t('field.wrong'))}
        onSubmit={({ reason = '' }) => decide.mutate({ id: target.id, decision, reason })}
      >
        <TextAreaField name="reason" label={t('target.reason')} hint={t('target.reason.hint')} rows={2} maxLength={500} />
      </Form>
    </Dialog>
  )
}
