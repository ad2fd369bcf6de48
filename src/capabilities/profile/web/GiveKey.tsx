import { useEffect, useState } from 'react'
import type { Id } from '#domain/id.ts'
import { useAction } from '#ui/api.ts'
import { Button, Spinner } from '#ui/kit/Button.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextAreaField } from '#ui/kit/Form.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { profileApi } from '../contract.ts'
import { Fingerprint, KeyEnd } from './KeyWords.tsx'
import { keysTexts } from './texts.ts'

interface Asked {
  organisation: Id<'org'>
  contact: { id: Id<'con'>; name: string; email: string | null }
  onClose: () => void
}

function useGiving(onClose: () => void) {
  const t = useText(keysTexts)
  return useAction(profileApi.addKey, {
    onDone: ({ state }) => {
      tell(t(state === 'waiting' ? 'give.waits' : 'give.used'))
      onClose()
    },
  })
}

/** A key as somebody pastes it, or out of a file of theirs. */
export function GiveKey({ organisation, contact, onClose }: Asked) {
  const t = useText(keysTexts)
  const [text, setText] = useState('')
  const give = useGiving(onClose)
  return (
    <Dialog title={t('give.for', { contact: contact.name })} onClose={onClose}>
      <Form
        action={t('give')}
        busy={give.isPending}
        fault={give.error}
        onSubmit={() => give.mutate({ id: organisation, contactId: contact.id, pgpKey: text })}
      >
        <TextAreaField
          name="pgpKey"
          label={t('give.key')}
          hint={t('give.hint')}
          rows={8}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <div className="field">
          <label className="ds-label" htmlFor="key-file">
            {t('give.file')}
          </label>
          <input
            id="key-file"
            type="file"
            accept=".asc,.pgp,.gpg,.txt,text/plain,application/pgp-keys"
            onChange={({ target }) => void target.files?.[0]?.text().then(setText)}
          />
        </div>
      </Form>
    </Dialog>
  )
}

/** What the domain of the contact has for its address; used only when somebody says so. */
export function LookUpKey({ organisation, contact, onClose }: Asked) {
  const t = useText(keysTexts)
  const { mutate: find, data, error, isPending } = useAction(profileApi.lookUp)
  const give = useGiving(onClose)
  useEffect(() => find({ id: organisation, contactId: contact.id }), [find, organisation, contact.id])
  return (
    <Dialog
      title={t('look.for', { email: contact.email ?? '' })}
      onClose={onClose}
      {...(data && {
        foot: (
          <Button
            busy={give.isPending}
            onClick={() => give.mutate({ id: organisation, contactId: contact.id, pgpKey: data.armoured })}
          >
            {t('look.use')}
          </Button>
        ),
      })}
    >
      {isPending && (
        <p role="status">
          <Spinner /> {t('look.busy')}
        </p>
      )}
      {error && <FaultNotice fault={error} />}
      {give.error && <FaultNotice fault={give.error} />}
      {data && (
        <>
          {data.problem ? <Notice tone="warning">{t(`problem.${data.problem}`)}</Notice> : <p>{t('look.found')}</p>}
          <Definition
            items={[
              [t('fingerprint'), <Fingerprint key="print" value={data.fingerprint} />],
              [t('key.users'), data.userIds.join(', ')],
              [t('key.algorithms'), data.algorithms],
              [t('expires'), <KeyEnd key="ends" at={data.expiresAt} />],
            ]}
          />
        </>
      )}
    </Dialog>
  )
}
