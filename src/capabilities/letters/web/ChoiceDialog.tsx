import { useState } from 'react'
import {
  atOnceSeverities,
  type Choice,
  rhythms,
  type Subscription,
  subscriptionsApi,
} from '#capabilities/subscriptions/contract.ts'
import { advisoryTypes } from '#domain/advisory-type.ts'
import type { Id } from '#domain/id.ts'
import { locales } from '#domain/locale.ts'
import { severities } from '#domain/severity.ts'
import { useAction } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { CheckField, Form, SelectField, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { useText } from '#ui/text/text.ts'
import { readChoice, writeProducts } from './form.ts'
import { PreviewOf } from './Preview.tsx'
import { useReader } from './reader.ts'
import { lettersTexts } from './texts.ts'

interface Asked {
  id: Id<'org'>
  subscription: Subscription
  can: { sms: boolean; webhook: boolean }
  name: string
  onClose: () => void
}

/** First what is wanted, then what that would have given: nobody saves what they have not seen. */
export function ChoiceDialog({ id, subscription, can, name, onClose }: Asked) {
  const t = useText(lettersTexts)
  const { team } = useReader()
  const [choice, setChoice] = useState(subscription.choice)
  const [reason, setReason] = useState('')
  const [isShown, setShown] = useState(false)
  const contact = subscription.contact?.id ?? null
  const save = useAction(subscriptionsApi.set, {
    onDone: () => {
      tell(t('change.saved'))
      onClose()
    },
  })
  if (isShown)
    return (
      <Dialog title={t('change.title', { name })} onClose={onClose}>
        <PreviewOf id={id} contact={contact} choice={choice} />
        {save.error && <FaultNotice fault={save.error} />}
        <div className="actions">
          <Button busy={save.isPending} onClick={() => save.mutate({ id, contact, choice, reason })}>
            {t('change.save')}
          </Button>
          <Button look="secondary" onClick={() => setShown(false)}>
            {t('change.back')}
          </Button>
        </div>
      </Dialog>
    )
  return (
    <Dialog title={t('change.title', { name })} onClose={onClose}>
      <Form
        action={t('change.preview')}
        fault={save.error}
        actions={
          subscription.own &&
          !team && (
            <Button look="secondary" busy={save.isPending} onClick={() => save.mutate({ id, contact, choice: null })}>
              {t('change.usual')}
            </Button>
          )
        }
        onSubmit={(values) => {
          setChoice(readChoice(values, choice))
          setReason(values.reason ?? '')
          setShown(true)
        }}
      >
        <ChoiceFields choice={choice} can={can} />
        {team && <TextField name="reason" label={t('field.reason')} defaultValue={reason} maxLength={500} />}
      </Form>
    </Dialog>
  )
}

function ChoiceFields({ choice, can }: { choice: Choice; can: { sms: boolean; webhook: boolean } }) {
  const t = useText(lettersTexts)
  const kit = useText(kitTexts)
  return (
    <>
      <SelectField
        name="atOnce"
        label={t('field.atOnce')}
        hint={t('field.atOnce.hint')}
        defaultValue={choice.atOnce}
        choices={atOnceSeverities.map((value) => ({ value, label: kit(`severity.${value}`) }))}
      />
      <fieldset className="subscription-group">
        <legend>{t('field.ways')}</legend>
        {(['sms', 'webhook'] as const).map((way) => (
          <CheckField
            key={way}
            name={`way-${way}`}
            label={t(can[way] ? `way.${way}` : `way.${way}.none`)}
            defaultChecked={choice.ways.includes(way)}
          />
        ))}
      </fieldset>
      <SelectField
        name="rest"
        label={t('field.rest')}
        defaultValue={choice.rest}
        choices={rhythms.map((value) => ({ value, label: t(`rest.${value}`) }))}
      />
      <SelectField
        name="least"
        label={t('field.least')}
        defaultValue={choice.least}
        choices={severities.toReversed().map((value) => ({ value, label: kit(`severity.${value}`) }))}
      />
      <fieldset className="subscription-group">
        <legend>{t('field.types')}</legend>
        <p className="field-hint">{t('field.types.hint')}</p>
        {advisoryTypes.map((type) => (
          <CheckField key={type} name={`type-${type}`} label={t(`type.${type}`)} defaultChecked={choice.types.includes(type)} />
        ))}
      </fieldset>
      <TextAreaField
        name="products"
        label={t('field.products')}
        hint={t('field.products.hint')}
        rows={4}
        optional
        defaultValue={writeProducts(choice.products)}
      />
      <CheckField name="inventory" label={t('field.inventory')} defaultChecked={choice.inventory} />
      <TextField
        name="words"
        label={t('field.words')}
        hint={t('field.words.hint')}
        optional
        defaultValue={choice.words.join(', ')}
        maxLength={1_000}
      />
      <SelectField
        name="language"
        label={t('field.language')}
        defaultValue={choice.language ?? ''}
        choices={[{ value: '', label: t('language.own') }, ...locales.map((value) => ({ value, label: t(`language.${value}`) }))]}
      />
    </>
  )
}
