import { membersApi } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextAreaField, TextField, useDraft } from '#ui/kit/Form.tsx'
import { Notice as Warning } from '#ui/kit/Notice.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { type Delivery, type Notice, noticesApi } from '../contract.ts'
import { noticesTexts } from './texts.ts'

interface Props {
  notice: Notice
  onClose: () => void
}

/** Keeps what has not been sent from going out. */
export function CancelDialog({ notice, count, onClose }: Props & { count: number }) {
  const t = useText(noticesTexts)
  const [reason, keep, forget] = useDraft(`notices.cancel.${notice.id}`)
  const cancel = useAction(noticesApi.cancel, {
    onDone: () => {
      forget()
      tell(t('cancel.done'))
      onClose()
    },
  })
  return (
    <Dialog title={t('cancel.open')} onClose={onClose}>
      <p>{t('cancel.preview', { count })}</p>
      <Form
        action={t('cancel.action')}
        busy={cancel.isPending}
        fault={worded(cancel.error, { reason: t('reason.wrong') }, t('reason.wrong'))}
        onSubmit={() => cancel.mutate({ id: notice.id, reason })}
      >
        <TextAreaField
          name="reason"
          label={t('reason.label')}
          rows={2}
          maxLength={500}
          value={reason}
          onChange={({ target }) => keep(target.value)}
        />
      </Form>
    </Dialog>
  )
}

/** Sends the same notice once more to whoever had it last. */
export function AgainDialog({ notice, last, onClose }: Props & { last: Delivery }) {
  const t = useText(noticesTexts)
  const again = useAction(noticesApi.resend, {
    onDone: () => {
      tell(t('resend.done'))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={t('again.open')}
      preview={<p>{t('again.means', { contact: last.contactName, address: last.address })}</p>}
      action={t('again.action')}
      busy={again.isPending}
      fault={again.error}
      onConfirm={() => again.mutate({ id: notice.id })}
      onClose={onClose}
    />
  )
}

/** Sends the same notice to another contact of the recipient. */
export function ResendDialog({ notice, onClose }: Props) {
  const t = useText(noticesTexts)
  const { data } = useCall(membersApi.get, { id: notice.recipient.id })
  const resend = useAction(noticesApi.resend, {
    onDone: () => {
      tell(t('resend.done'))
      onClose()
    },
  })
  const contacts = data?.contacts.filter(({ email }) => email) ?? []
  return (
    <Dialog title={t('resend.open')} onClose={onClose}>
      <p>{t('resend.means')}</p>
      {data && contacts.length === 0 ? (
        <Warning tone="warning" title={t('resend.none')}>
          <TextLink to={`/organisations/${notice.recipient.id}`}>{t('resend.none.next')}</TextLink>
        </Warning>
      ) : (
        <Form
          action={t('resend.action')}
          busy={resend.isPending}
          fault={resend.error}
          onSubmit={({ contactId }) => resend.mutate({ id: notice.id, contactId: contactId as Id<'con'> })}
        >
          <SelectField
            name="contactId"
            label={t('resend.to')}
            choices={contacts.map(({ id, name, role, email }) => ({
              value: id,
              label: `${name}, ${t(`role.${role}`)}: ${email}`,
            }))}
          />
        </Form>
      )}
    </Dialog>
  )
}

/** Notes a telephone call: whom, reached or not, and what was said. */
export function CallDialog({ notice, onClose }: Props) {
  const t = useText(noticesTexts)
  const [text, keep, forget] = useDraft(`notices.call.${notice.id}`)
  const { data } = useCall(membersApi.get, { id: notice.recipient.id })
  const call = useAction(noticesApi.call, {
    onDone: () => {
      forget()
      tell(t('call.done'))
      onClose()
    },
  })
  const numbers = data?.contacts.filter(({ telephone }) => telephone) ?? []
  return (
    <Dialog title={t('call.open')} onClose={onClose}>
      {numbers.length > 0 ? (
        <ul className="plain">
          {numbers.map(({ id, name, role, telephone }) => (
            <li key={id}>
              <b>{name}</b>, {t(`role.${role}`)}:{' '}
              <a className="ds-link" href={`tel:${telephone!.replaceAll(/[^+\d]/g, '')}`}>
                {telephone}
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <Warning tone="warning">{t('call.none')}</Warning>
      )}
      <Form
        action={t('call.action')}
        busy={call.isPending}
        fault={worded(call.error, { contact: t('call.contact.wrong') }, t('field.wrong'))}
        onSubmit={({ reached, contact = '' }) =>
          call.mutate({ id: notice.id, reached: reached === 'yes', contact: contact.trim(), text: text.trim() })
        }
      >
        <TextField name="contact" label={t('call.contact')} maxLength={200} defaultValue={numbers[0]?.name ?? ''} />
        <SelectField
          name="reached"
          label={t('call.reached')}
          choices={[
            { value: 'yes', label: t('call.reached.yes') },
            { value: 'no', label: t('call.reached.no') },
          ]}
        />
        <TextAreaField
          name="text"
          label={t('call.text')}
          hint={t('privacy.hint')}
          optional
          rows={4}
          maxLength={2_000}
          value={text}
          onChange={({ target }) => keep(target.value)}
        />
      </Form>
    </Dialog>
  )
}
