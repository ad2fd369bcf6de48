import { membersApi } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { type Service, type Subject, servicesApi, type Terms } from '../contract.ts'
import { readTargets } from './filter.ts'
import { Handles } from './Handles.tsx'
import { TermsText } from './TermsText.tsx'
import { servicesTexts } from './texts.ts'

/** What data a service handles and what its terms say stands before the button: nobody says yes to what they have not been shown. */
export function ConsentDialog({
  organisation,
  subject,
  service,
  terms,
  onClose,
}: {
  organisation: Id<'org'>
  subject: Subject
  service: Service | null
  terms: Terms
  onClose: () => void
}) {
  const t = useText(servicesTexts)
  const name = service?.name ?? t('ours.agreement')
  const consent = useAction(servicesApi.consent, {
    onDone: ({ state }) => {
      tell(t(`consent.done.${state === 'on' || state === 'waiting' ? state : 'paused'}`))
      onClose()
    },
  })
  return (
    <Dialog title={t('consent.title', { name, version: terms.version })} onClose={onClose}>
      {service && <Handles service={service} />}
      <TermsText terms={terms} />
      <Form
        action={t('consent.action')}
        busy={consent.isPending}
        fault={worded(consent.error, { signatory: t('consent.signatory.wrong') }, t('field.wrong'))}
        onSubmit={({ signatory = '', contact, targets }) =>
          consent.mutate({
            id: organisation,
            subject,
            version: terms.version,
            signatory,
            contactId: contact ? (contact as Id<'con'>) : null,
            targets: readTargets(targets ?? ''),
          })
        }
      >
        <TextField name="signatory" label={t('consent.signatory')} hint={t('consent.signatory.hint')} maxLength={200} />
        {service && <ContactField organisation={organisation} />}
        {service?.needsTargets && (
          <TextAreaField name="targets" label={t('consent.targets')} hint={t('consent.targets.hint')} rows={4} />
        )}
      </Form>
    </Dialog>
  )
}

/** Whom a service reaches: one of the contacts that the member keeps. */
export function ContactField({ organisation, chosen }: { organisation: Id<'org'>; chosen?: Id<'con'> | undefined }) {
  const t = useText(servicesTexts)
  const { data } = useCall(membersApi.get, { id: organisation })
  if (!data) return null
  return (
    <SelectField
      name="contact"
      label={t('consent.contact')}
      defaultValue={chosen ?? ''}
      choices={[
        { value: '', label: t('consent.contact.none') },
        ...data.contacts.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  )
}
