import { useState } from 'react'
import { feedsApi } from '#capabilities/feeds/contract.ts'
import { findingsApi } from '#capabilities/findings/contract.ts'
import { membersApi } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { day, later, utc } from '#domain/time.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextAreaField, TextField, useDraft } from '#ui/kit/Form.tsx'
import { type Found, Lookup, type Search } from '#ui/kit/Lookup.tsx'
import { useNow } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { intakeApi } from '../contract.ts'
import { lastMomentOf } from './last-moment.ts'
import { intakeTexts } from './texts.ts'

const useOrganisations: Search = (typed) => {
  const { data } = useCall(membersApi.list, { q: typed, limit: 10 }, { enabled: typed !== '' })
  return typed === ''
    ? undefined
    : data?.rows.map(({ id, name, number }) => ({ value: id, label: number ? `${name} (${number})` : name }))
}

/** Long enough to be of use, short enough that somebody looks again. */
const usualDays = 90

/** Adds a rule: what is not told, why, and until when. */
export function AddRuleDialog({ onClose }: { onClose: () => void }) {
  const t = useText(intakeTexts)
  const [reason, keep, forget] = useDraft('ignore-rule.reason')
  const [organisation, setOrganisation] = useState<Found>()
  const kinds = useCall(findingsApi.kinds, {})
  const sources = useCall(feedsApi.sources, {})
  const add = useAction(intakeApi.addRule, {
    onDone: () => {
      forget()
      tell(t('rule.added'))
      onClose()
    },
  })
  const submit = (values: Record<string, string>) =>
    add.mutate({
      organisationId: (organisation?.value as Id<'org'> | undefined) ?? null,
      kind: values.kind || null,
      source: values.source || null,
      network: values.network?.trim() || null,
      host: values.host?.trim() || null,
      reason,
      expiresAt: lastMomentOf(values.expiresAt ?? ''),
    })
  return (
    <Dialog title={t('rule.add')} onClose={onClose}>
      <p>{t('rule.add.means')}</p>
      <Form action={t('rule.save')} busy={add.isPending} fault={add.error} onSubmit={submit}>
        <TextField name="network" label={t('rule.network')} hint={t('rule.network.hint')} optional />
        <TextField name="host" label={t('rule.host')} hint={t('rule.host.hint')} optional />
        <SelectField
          name="kind"
          label={t('rule.kind')}
          optional
          choices={(kinds.data?.kinds ?? [])
            .map(({ id, name }) => ({ value: id, label: name }))
            .sort((one, other) => one.label.localeCompare(other.label))}
        />
        <SelectField
          name="source"
          label={t('rule.source')}
          optional
          choices={(sources.data?.sources ?? []).map(({ name, title }) => ({ value: name, label: title }))}
        />
        <Lookup
          label={t('rule.organisation.only')}
          chosen={organisation}
          useSearch={useOrganisations}
          onChoose={setOrganisation}
        />
        <TextAreaField
          name="reason"
          label={t('rule.reason')}
          hint={t('rule.reason.hint')}
          rows={3}
          value={reason}
          onChange={({ target }) => keep(target.value)}
        />
        <TextField
          name="expiresAt"
          type="date"
          label={t('rule.until')}
          hint={t('rule.until.hint')}
          defaultValue={later(utc(useNow()), usualDays * day).slice(0, 10)}
        />
      </Form>
    </Dialog>
  )
}
