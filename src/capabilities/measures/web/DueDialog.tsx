import { useState } from 'react'
import { useAction } from '#ui/api.ts'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { endOfDay, toNorwegian } from '#ui/text/norwegian.ts'
import { useText } from '#ui/text/text.ts'
import { type Measure, measuresApi } from '../contract.ts'
import { measuresTexts } from './texts.ts'

/** Moves the deadline of one measure, with the reason that the member reads. */
export function DueDialog({ measure, onClose }: { measure: Measure; onClose: () => void }) {
  const t = useText(measuresTexts)
  const [day, setDay] = useState(() => toNorwegian(measure.dueAt).slice(0, 10))
  const move = useAction(measuresApi.due, {
    onDone: () => {
      tell(t('move.done'))
      onClose()
    },
  })
  return (
    <Dialog title={t('move.title')} onClose={onClose}>
      <Form
        action={t('move.action')}
        busy={move.isPending}
        fault={worded(move.error, { dueAt: t('move.day.wrong'), reason: t('move.reason.wrong') }, t('field.wrong'))}
        onSubmit={({ reason }) => move.mutate({ id: measure.id, dueAt: endOfDay(day), reason: reason ?? '' })}
      >
        <TextField
          name="dueAt"
          type="date"
          label={t('move.day')}
          hint={t('move.day.hint')}
          value={day}
          onChange={({ target }) => setDay(target.value)}
        />
        <TextAreaField name="reason" label={t('move.reason')} hint={t('move.reason.hint')} rows={2} maxLength={500} />
      </Form>
    </Dialog>
  )
}
