import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { utc } from '#domain/time.ts'
import { useAction } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { fromNorwegian, toNorwegian } from '#ui/text/norwegian.ts'
import { useText } from '#ui/text/text.ts'
import { CallResult, membersApi, type TestCall } from '../contract.ts'
import { useReader } from './reader.ts'
import { membersTexts } from './texts.ts'
import { contactsTexts } from './texts-contacts.ts'

/** Notes that somebody rang to see whether anybody answers. */
export function TestCallDialog({
  contact,
  onClose,
}: {
  contact: { id: Id<'con'>; name: string; telephone: string }
  onClose: () => void
}) {
  const t = useText(contactsTexts)
  const words = useText(membersTexts)
  const [now] = useState(() => toNorwegian(utc(Date.now())))
  const add = useAction(membersApi.addTestCall, {
    onDone: ({ night }) => {
      tell(t(night ? 'call.done.night' : 'call.done.day'))
      onClose()
    },
  })
  return (
    <Dialog title={t('call.of', { name: contact.name })} onClose={onClose}>
      <p>{t('call.lead', { telephone: contact.telephone })}</p>
      <Form
        action={t('call.save')}
        busy={add.isPending}
        fault={worded(add.error, { at: t('call.at.wrong') }, words('field.wrong'))}
        onSubmit={({ at = '', result, answeredBy = '', note = '' }) =>
          add.mutate({
            id: contact.id,
            // What was left as it stood is now: the minute that is shown may lie behind.
            ...(at !== now && { at: fromNorwegian(at) }),
            result: result as CallResult,
            answeredBy,
            note,
          })
        }
      >
        <TextField name="at" type="datetime-local" label={t('call.at')} hint={t('call.at.hint')} defaultValue={now} />
        <SelectField
          name="result"
          label={t('call.result')}
          choices={CallResult.options.map((value) => ({ value, label: t(`result.${value}`) }))}
        />
        <TextField name="answeredBy" label={t('call.answeredBy')} hint={t('call.answeredBy.hint')} optional maxLength={200} />
        <TextAreaField name="note" label={t('call.note')} hint={t('call.note.hint')} optional rows={2} maxLength={500} />
      </Form>
    </Dialog>
  )
}

/** A test call in a line; the team can take away one that was a slip. */
export function TestCallText({ call, of }: { call: TestCall; of?: string }) {
  const t = useText(contactsTexts)
  const { team } = useReader()
  const remove = useAction(membersApi.removeTestCall, { onDone: () => tell(t('call.removed')) })
  return (
    <>
      <TimeText at={call.at} /> – {t(call.night ? 'call.night' : 'call.day')}: {t(`result.${call.result}`)}
      {call.answeredBy && `, ${call.answeredBy}`}
      {call.by && ` (${t('history.by', { by: call.by })})`}
      {call.note && <div className="field-hint">{call.note}</div>}
      {team && of && (
        <Button
          look="tertiary"
          danger
          aria-label={t('call.remove.of', { name: of })}
          disabled={remove.isPending}
          onClick={() => remove.mutate({ id: call.id })}
        >
          {t('call.remove')}
        </Button>
      )}
    </>
  )
}
