import type { Id } from '#domain/id.ts'
import { useAction } from '#ui/api.ts'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextAreaField } from '#ui/kit/Form.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { type Ours, type Service, servicesApi } from '../contract.ts'
import { ContactField } from './ConsentDialog.tsx'
import { readTargets } from './filter.ts'
import { servicesTexts } from './texts.ts'

/** Changes whom a service reaches, and adds networks and domains to it. */
export function ChangeDialog({
  organisation,
  ours,
  service,
  onClose,
}: {
  organisation: Id<'org'>
  ours: Ours
  service: Service
  onClose: () => void
}) {
  const t = useText(servicesTexts)
  const change = useAction(servicesApi.change, {
    onDone: () => {
      tell(t('change.done'))
      onClose()
    },
  })
  return (
    <Dialog title={service.name} onClose={onClose}>
      <Form
        action={t('change.save')}
        busy={change.isPending}
        fault={change.error}
        onSubmit={({ contact, targets }) =>
          change.mutate({
            id: organisation,
            service: service.id,
            contactId: contact ? (contact as Id<'con'>) : null,
            targets: readTargets(targets ?? ''),
          })
        }
      >
        {service.needsTargets && (
          <TextAreaField name="targets" label={t('consent.targets')} hint={t('consent.targets.hint')} rows={4} optional />
        )}
        <ContactField organisation={organisation} chosen={ours.contact?.id} />
      </Form>
    </Dialog>
  )
}
