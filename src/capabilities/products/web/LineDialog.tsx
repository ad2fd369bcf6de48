import { useState } from 'react'
import { type ApiFault, useAction } from '#ui/api.ts'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { longest, type ProductLine, productsApi } from '../contract.ts'
import { type Organisation, OrganisationPicker } from './OrganisationPicker.tsx'
import { useReader } from './reader.ts'
import { productsTexts } from './texts.ts'

/** Adds a product for an organisation, or says what one says now. */
export function LineDialog({ line, onClose }: { line?: ProductLine; onClose: () => void }) {
  const t = useText(productsTexts)
  const { writesFor } = useReader()
  const [chosen, setChosen] = useState<Organisation | undefined>(line?.organisation ?? writesFor[0])
  const add = useAction(productsApi.add, {
    onDone: ({ line, already }) => {
      tell(t(already ? 'add.already' : 'add.done', { what: line.product }))
      onClose()
    },
  })
  const change = useAction(productsApi.change, {
    onDone: ({ line }) => {
      tell(t('change.done', { what: line.product }))
      onClose()
    },
  })
  const send = (values: Record<string, string>) => {
    const { quantity = '', saidBy = '', system = '', vendor = '', product = '', version = '', cpe = '', purl = '' } = values
    const said = { system, vendor, product, version, cpe, purl, note: values.note ?? '', saidBy }
    const whole = { ...said, quantity: quantity.trim() === '' ? null : Number(quantity) }
    if (line) change.mutate({ ...whole, id: line.id })
    else if (chosen) add.mutate({ ...whole, id: chosen.id })
  }
  const fault: ApiFault | null = add.error ?? change.error
  return (
    <Dialog title={t(line ? 'change.title' : 'add.title')} onClose={onClose}>
      <Form
        action={t(line ? 'change.action' : 'add.action')}
        busy={add.isPending || change.isPending}
        fault={fault}
        onSubmit={send}
      >
        {!line && <OrganisationPicker chosen={chosen} onChoose={setChosen} />}
        <Fields line={line} />
        <SaidBy />
      </Form>
    </Dialog>
  )
}

const names = ['product', 'version', 'vendor', 'system'] as const
const codes = ['cpe', 'purl'] as const

function Fields({ line }: { line: ProductLine | undefined }) {
  const t = useText(productsTexts)
  return (
    <>
      {names.map((name) => (
        <TextField
          key={name}
          name={name}
          label={t(`field.${name}`)}
          hint={t(`field.${name}.hint`)}
          defaultValue={line?.[name]}
          maxLength={longest[name]}
          optional={name !== 'product'}
        />
      ))}
      <TextField
        name="quantity"
        label={t('field.quantity')}
        defaultValue={line?.quantity ?? undefined}
        inputMode="numeric"
        optional
      />
      {codes.map((name) => (
        <TextField
          key={name}
          name={name}
          label={t(`field.${name}`)}
          hint={t(`field.${name}.hint`)}
          defaultValue={line?.[name]}
          maxLength={longest[name]}
          autoCapitalize="none"
          spellCheck={false}
          optional
        />
      ))}
      <TextAreaField name="note" label={t('field.note')} rows={2} defaultValue={line?.note} maxLength={longest.note} optional />
    </>
  )
}

/** For the team: who of the organisation said so. */
export function SaidBy() {
  const t = useText(productsTexts)
  const { team } = useReader()
  return team ? <TextField name="saidBy" label={t('field.saidBy')} hint={t('field.saidBy.hint')} maxLength={200} /> : null
}
