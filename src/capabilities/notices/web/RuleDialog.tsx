import { useState } from 'react'
import { findingsApi } from '#capabilities/findings/contract.ts'
import { membersApi } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { type Severity, severities } from '#domain/severity.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextAreaField, useDraft } from '#ui/kit/Form.tsx'
import { type Found, Lookup } from '#ui/kit/Lookup.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { noticesApi, Tell } from '../contract.ts'
import { useOrganisations } from './organisations.ts'
import { noticesTexts } from './texts.ts'

/** Adds a rule of who is told; what is left out fits everything, and the narrowest rule that fits decides. */
export function RuleDialog({ organisation: given, onClose }: { organisation?: Found; onClose: () => void }) {
  const t = useText(noticesTexts)
  const kit = useText(kitTexts)
  const [reason, keep, forget] = useDraft('notices.rule')
  const [organisation, setOrganisation] = useState<Found | undefined>(given)
  const id = organisation?.value as Id<'org'> | undefined
  const kinds = useCall(findingsApi.kinds, {})
  const holdings = useCall(membersApi.holdings, { id: id!, limit: 200 }, { enabled: id !== undefined })
  const add = useAction(noticesApi.addRouting, {
    onDone: () => {
      forget()
      tell(t('rule.added'))
      onClose()
    },
  })
  return (
    <Dialog title={t('rule.add')} onClose={onClose}>
      <p>{t('rule.add.means')}</p>
      <Form
        action={t('rule.save')}
        busy={add.isPending}
        fault={worded(add.error, { reason: t('reason.wrong') }, t('field.wrong'))}
        onSubmit={(values) =>
          add.mutate({
            organisationId: id ?? null,
            holdingId: (values.holding as Id<'hol'>) || null,
            kind: values.kind || null,
            family: null,
            severityFrom: (values.severity as Severity) || null,
            tell: Tell.parse(values.tell),
            reason: reason.trim(),
          })
        }
      >
        {!given && (
          <Lookup
            label={t('rule.organisation')}
            hint={t('rule.organisation.hint')}
            chosen={organisation}
            useSearch={useOrganisations}
            onChoose={setOrganisation}
          />
        )}
        {id && (
          <SelectField
            name="holding"
            label={t('rule.holding')}
            optional
            choices={(holdings.data?.rows ?? []).map(({ id, value }) => ({ value: id, label: value }))}
          />
        )}
        <SelectField
          name="kind"
          label={t('rule.kind')}
          optional
          choices={(kinds.data?.kinds ?? [])
            .map(({ id, name }) => ({ value: id, label: name }))
            .sort((one, other) => one.label.localeCompare(other.label))}
        />
        <SelectField
          name="severity"
          label={t('rule.severity')}
          optional
          choices={severities.map((value) => ({ value, label: kit(`severity.${value}`) }))}
        />
        <SelectField
          name="tell"
          label={t('rule.tell')}
          choices={Tell.options.map((value) => ({ value, label: t(`tell.${value}`) }))}
        />
        <TextAreaField
          name="reason"
          label={t('reason.label')}
          hint={t('rule.reason.hint')}
          rows={2}
          maxLength={500}
          value={reason}
          onChange={({ target }) => keep(target.value)}
        />
      </Form>
    </Dialog>
  )
}
