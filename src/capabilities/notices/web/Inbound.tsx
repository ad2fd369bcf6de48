import { useState } from 'react'
import type { z } from 'zod'
import { useAction } from '#ui/api.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextAreaField, useDraft } from '#ui/kit/Form.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { type InboundMail, noticesApi } from '../contract.ts'
import { useReader } from './reader.ts'
import { noticesTexts } from './texts.ts'

export type InboundLine = z.output<typeof InboundMail>

/** One mail that came in: what it is, from whom, under which notice, and whether somebody has dealt with it. */
export function Mail({ mail, withNotice = false }: { mail: InboundLine; withNotice?: boolean }) {
  const t = useText(noticesTexts)
  const { mayDecide } = useReader()
  const [handles, setHandles] = useState(false)
  return (
    <div className="delivery">
      <p className="delivery-head">
        <b>{mail.subject || t('mail.noSubject')}</b>
        <span>{t(`mail.${mail.form}`)}</span>
        {mail.encrypted !== 'no' && <span>{t(`mail.encrypted.${mail.encrypted}`)}</span>}
        {mail.signature !== 'none' && <span>{t(`mail.signature.${mail.signature}`)}</span>}
      </p>
      <p>
        {mail.sender} · <TimeText at={mail.receivedAt} />
        {withNotice && mail.noticeId && (
          <>
            {' · '}
            <TextLink to={`/notices/${mail.noticeId}`}>{t('mail.notice')}</TextLink>
          </>
        )}
      </p>
      <details className="evidence">
        <summary>{t('mail.read')}</summary>
        <div className="mail-text mail-body">{mail.text || t('mail.empty')}</div>
      </details>
      {mail.handledAt ? (
        <p className="faint">
          {t('mail.handled', { who: mail.handledBy ?? 'Varde' })} <TimeText at={mail.handledAt} />
        </p>
      ) : (
        mayDecide && (
          <div className="actions">
            <Button look="secondary" onClick={() => setHandles(true)}>
              {t('mail.handle')}
            </Button>
          </div>
        )
      )}
      {handles && <HandleDialog mail={mail} onClose={() => setHandles(false)} />}
    </div>
  )
}

function HandleDialog({ mail, onClose }: { mail: InboundLine; onClose: () => void }) {
  const t = useText(noticesTexts)
  const [text, keep, forget] = useDraft(`notices.mail.${mail.id}`)
  const handle = useAction(noticesApi.handleMail, {
    onDone: () => {
      forget()
      tell(t('mail.handle.done'))
      onClose()
    },
  })
  return (
    <Dialog title={t('mail.handle')} onClose={onClose}>
      <p>{t('mail.handle.means')}</p>
      <Form
        action={t('mail.handle.action')}
        busy={handle.isPending}
        fault={handle.error}
        onSubmit={() => handle.mutate({ id: mail.id, ...(mail.noticeId && { noticeId: mail.noticeId }), text: text.trim() })}
      >
        <TextAreaField
          name="text"
          label={t('mail.handle.text')}
          hint={t('privacy.hint')}
          optional
          rows={3}
          maxLength={2_000}
          value={text}
          onChange={({ target }) => keep(target.value)}
        />
      </Form>
    </Dialog>
  )
}
