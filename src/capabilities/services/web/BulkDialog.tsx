import { useEffect } from 'react'
import type { Id } from '#domain/id.ts'
import { useAction } from '#ui/api.ts'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextAreaField } from '#ui/kit/Form.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { type Subject, servicesApi } from '../contract.ts'
import { servicesTexts } from './texts.ts'

export interface OpenDeed {
  deed: 'offer' | 'approve' | 'pause' | 'resume'
  organisations: Id<'org'>[]
}

/** What takes each deed back. A pause that is ended again needs the reason that it had. */
const undoing = { offer: 'unoffer', approve: 'unapprove', pause: 'resume', resume: 'pause' } as const

/** Shows for how many of those chosen it will be done, does it, and can take it back. */
export function BulkDialog({
  subject,
  deed,
  organisations,
  onClose,
  onDone,
}: OpenDeed & { subject: Subject; onClose: () => void; onDone: () => void }) {
  const t = useText(servicesTexts)
  const preview = useAction(servicesApi.bulk)
  const ask = preview.mutate
  useEffect(() => ask({ id: subject, deed, organisations, dryRun: true }), [ask, subject, deed, organisations])
  const undo = useAction(servicesApi.bulk, { onDone: () => tell(t('deed.undone')) })
  const act = useAction(servicesApi.bulk, {
    onDone: ({ changed }, { reason }) => {
      tell(t('deed.done', { count: changed.length }), () =>
        undo.mutate({ id: subject, deed: undoing[deed], organisations: changed, reason: reason || t('deed.undone') }),
      )
      onDone()
      onClose()
    },
  })
  const found = preview.data
  const words = (
    <>
      {preview.error && <FaultNotice fault={preview.error} />}
      {found && <p>{t('deed.preview', { count: found.changed.length, of: organisations.length })}</p>}
      {found && found.unfit > 0 && <p>{t('deed.unfit', { count: found.unfit })}</p>}
    </>
  )
  const go = (reason = '') => found?.changed.length && act.mutate({ id: subject, deed, organisations: found.changed, reason })
  if (deed !== 'pause')
    return (
      <ConfirmDialog
        title={t(`deed.${deed}`)}
        preview={words}
        action={t(`deed.${deed}`)}
        busy={act.isPending || !found}
        fault={act.error}
        onConfirm={() => void go()}
        onClose={onClose}
      />
    )
  return (
    <Dialog title={t('deed.pause')} onClose={onClose}>
      {words}
      <Form
        action={t('deed.pause')}
        busy={act.isPending || !found}
        fault={worded(act.error, { reason: t('deed.reason.wrong') }, t('field.wrong'))}
        onSubmit={({ reason }) => void go(reason)}
      >
        <TextAreaField name="reason" label={t('deed.reason')} hint={t('deed.reason.hint')} rows={2} maxLength={500} />
      </Form>
    </Dialog>
  )
}
