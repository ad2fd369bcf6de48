import { useState } from 'react'
import { useAction, useCall } from '#ui/api.ts'
import { Definition } from '#ui/kit/Definition.tsx'
import { Form, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { noticesApi, type Sender } from '../contract.ts'
import { SenderKey } from './senders/SenderKey.tsx'
import { sendersTexts } from './senders/texts.ts'
import './senders/senders.css'

/** As whom we write to each constituency, and the keys that say that it was us. */
export function SendersPage() {
  const t = useText(sendersTexts)
  const { data, error, refetch } = useCall(noticesApi.senders, {})
  return (
    <Page title={t('title')} lead={t('lead')}>
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {data?.senders.map((sender) => (
        <SenderSection key={sender.constituency} sender={sender} />
      ))}
    </Page>
  )
}

type Draft = Pick<Sender, 'name' | 'address' | 'telephone' | 'signature'>

function SenderSection({ sender }: { sender: Sender }) {
  const t = useText(sendersTexts)
  const [draft, setDraft] = useState<Draft>(sender)
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const save = useAction(noticesApi.setSender, { onDone: (_, { name }) => tell(t('saved', { name })) })
  const { name, address, telephone, signature } = draft
  return (
    <Section title={t(`for.${sender.constituency}`)}>
      <div className="sender">
        <Form
          action={t('save')}
          busy={save.isPending}
          fault={worded(save.error, { address: t('address.wrong'), name: t('name.wrong') }, t('field.wrong'))}
          onSubmit={() =>
            save.mutate({
              constituency: sender.constituency,
              name: name.trim(),
              address: address.trim(),
              telephone: telephone.trim(),
              signature,
            })
          }
        >
          <TextField name="name" label={t('name')} value={name} onChange={({ target }) => change({ name: target.value })} />
          <TextField
            name="address"
            label={t('address')}
            hint={t('address.hint')}
            inputMode="email"
            value={address}
            onChange={({ target }) => change({ address: target.value })}
          />
          <TextField
            name="telephone"
            label={t('telephone')}
            hint={t('telephone.hint')}
            optional
            inputMode="tel"
            value={telephone}
            onChange={({ target }) => change({ telephone: target.value })}
          />
          {(['nb', 'nn', 'en'] as const).map((language) => (
            <TextAreaField
              key={language}
              name={`signature.${language}`}
              label={t(`signature.${language}`)}
              rows={2}
              value={signature[language]}
              onChange={({ target }) => change({ signature: { ...signature, [language]: target.value } })}
            />
          ))}
        </Form>
        <div className="sender-side">
          <Preview draft={draft} />
          <SenderKey sender={sender} />
        </div>
      </div>
    </Section>
  )
}

/** How a mail from this sender begins and ends, as it is typed. */
function Preview({ draft: { name, address, telephone, signature } }: { draft: Draft }) {
  const t = useText(sendersTexts)
  const locale = useLocale()
  return (
    <figure className="sender-mail">
      <figcaption>{t('preview.title')}</figcaption>
      <Definition
        items={[
          [t('preview.from'), `${name} <${address}>`],
          [t('preview.subject'), t('preview.subject.text')],
        ]}
      />
      <p>{t('preview.begins', { name })}</p>
      <p aria-hidden="true">…</p>
      <p>
        {telephone.trim() && t('preview.call', { name, telephone })} {t('preview.write', { address })}
      </p>
      <p className="sender-signature">
        {name}
        {'\n'}
        {signature[locale]}
      </p>
    </figure>
  )
}
