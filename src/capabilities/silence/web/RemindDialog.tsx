import type { z } from 'zod'
import type { Id } from '#domain/id.ts'
import { useAction } from '#ui/api.ts'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextField } from '#ui/kit/Form.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { type SilenceFilter, silenceApi } from '../contract.ts'
import { askedIn } from './filter.ts'
import { silenceTexts } from './texts.ts'

type Done = z.output<typeof silenceApi.remind.output>

/** Says what came of reminders, and offers to take back what has not gone out. */
export function useReminding(id: Id<'adv'>): (answer: Done) => void {
  const t = useText(silenceTexts)
  const undo = useAction(silenceApi.undo, { onDone: ({ undone }) => tell(t('undone', { count: undone })) })
  return ({ reminded, left }) => {
    const written = reminded.filter(({ channel }) => channel === 'mail' || channel === 'sms')
    const calls = reminded.length - written.length
    const reasons = [...new Set(left.map(({ why }) => t(`left.${why}`)))].join(', ')
    if (written.length > 0)
      tell(t('remind.done', { count: written.length }), () => undo.mutate({ id, reminders: written.map((one) => one.id) }))
    if (calls > 0) tell(t('remind.calls', { count: calls }))
    if (left.length > 0) tell(`${t('remind.left', { count: left.length })}: ${reasons}.`)
  }
}

/** Reminds those chosen, or all that the filter finds, with a reason where it is soon. */
export function RemindDialog({
  id,
  organisations,
  filter,
  count,
  onClose,
  onDone,
}: {
  id: Id<'adv'>
  organisations?: Id<'org'>[]
  filter: SilenceFilter
  count: number
  onClose: () => void
  onDone: () => void
}) {
  const t = useText(silenceTexts)
  const done = useReminding(id)
  const act = useAction(silenceApi.remind, {
    onDone: (answer) => {
      done(answer)
      onDone()
      onClose()
    },
  })
  return (
    <Dialog title={t('remind.title', { count })} onClose={onClose}>
      <p>{t('remind.lead')}</p>
      <Form
        action={t('remind.do')}
        busy={act.isPending}
        fault={act.error}
        onSubmit={({ reason = '' }) =>
          act.mutate({ id, reason, ...(organisations ? { organisations } : { filter: askedIn(filter) }) })
        }
      >
        <TextField name="reason" label={t('remind.reason')} hint={t('remind.reason.hint')} optional maxLength={500} />
      </Form>
    </Dialog>
  )
}
