import { type ReactNode, useState } from 'react'
import { type Pap, paps, unmarkedPap } from '#domain/pap.ts'
import { type Tlp, tlps, unmarked } from '#domain/tlp.ts'
import type { ApiFault } from '#ui/api.ts'
import { CheckField, Form, SelectField, TextField } from '#ui/kit/Form.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { type Partner, type PartnerInput, type PartnerKind, partnerKinds } from '../contract.ts'
import { partnersTexts } from './texts.ts'

const rhythms = ['15', '60', '360', '1440', '10080'] as const

/** What the form says now. */
export const inputOf = (values: Record<string, string>): PartnerInput => ({
  name: values.name ?? '',
  kind: (values.kind ?? 'csaf') as PartnerKind,
  address: values.address ?? '',
  tlp: (values.tlp ?? unmarked) as Tlp,
  pap: (values.pap ?? unmarkedPap) as Pap,
  everyMinutes: Number(values.everyMinutes ?? 60),
  daysBack: Number(values.daysBack || 90),
  takeUnsigned: values.takeUnsigned === 'on',
})

/** The settings of a partner. */
export function PartnerForm({
  partner,
  action,
  busy,
  fault,
  onSave,
  onAddress,
  actions,
}: {
  partner?: Partner
  action: string
  busy: boolean
  fault: ApiFault | null
  onSave: (input: PartnerInput) => void
  /** Told while somebody writes, so that the address can be tried. */
  onAddress?: (given: Pick<PartnerInput, 'kind' | 'address'>) => void
  actions?: ReactNode
}) {
  const t = useText(partnersTexts)
  const [kind, setKind] = useState<PartnerKind>(partner?.kind ?? 'csaf')
  const [address, setAddress] = useState(partner?.address ?? '')
  const every = String(partner?.everyMinutes ?? 60)
  return (
    <Form
      action={action}
      busy={busy}
      fault={worded(fault, {}, t('form.wrong'))}
      onSubmit={(values) => onSave(inputOf(values))}
      actions={actions}
    >
      <TextField name="name" label={t('form.name')} defaultValue={partner?.name} maxLength={100} />
      <SelectField
        name="kind"
        label={t('form.kind')}
        value={kind}
        onChange={({ target }) => {
          setKind(target.value as PartnerKind)
          onAddress?.({ kind: target.value as PartnerKind, address })
        }}
        choices={partnerKinds.map((value) => ({ value, label: t(`form.kind.${value}`) }))}
      />
      <TextField
        name="address"
        label={t('form.address')}
        hint={t(`form.address.${kind}`)}
        value={address}
        onChange={({ target }) => {
          setAddress(target.value)
          onAddress?.({ kind, address: target.value })
        }}
        autoCapitalize="none"
        spellCheck={false}
      />
      <SelectField
        name="tlp"
        label={t('form.tlp')}
        hint={t('form.tlp.hint')}
        defaultValue={partner?.tlp ?? unmarked}
        choices={tlps.map((value) => ({ value, label: value }))}
      />
      <SelectField
        name="pap"
        label={t('form.pap')}
        defaultValue={partner?.pap ?? unmarkedPap}
        choices={paps.map((value) => ({ value, label: value }))}
      />
      <SelectField
        name="everyMinutes"
        label={t('form.every')}
        defaultValue={every}
        choices={[
          ...rhythms.map((value) => ({ value: String(value), label: t(`every.${value}`) })),
          ...(rhythms.some((one) => one === every) ? [] : [{ value: every, label: `${every} min` }]),
        ]}
      />
      <TextField
        name="daysBack"
        label={t('form.days')}
        type="number"
        min={1}
        max={3_650}
        defaultValue={partner?.daysBack ?? 90}
      />
      {kind === 'csaf' && (
        <CheckField
          name="takeUnsigned"
          label={t('form.unsigned')}
          hint={t('form.unsigned.hint')}
          defaultChecked={partner?.takeUnsigned ?? false}
        />
      )}
    </Form>
  )
}
