import { DownloadIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { inFours } from '#domain/fingerprint.ts'
import { fileAddress, useAction } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { Notice } from '#ui/kit/Notice.tsx'
import { TimeText, useNow } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { noticesApi, type Sender } from '../../contract.ts'
import { sendersTexts } from './texts.ts'

/** The key of a sender: what it is, until when, and how another takes its place. */
export function SenderKey({ sender }: { sender: Sender }) {
  const t = useText(sendersTexts)
  const [asked, ask] = useState<'make' | 'import' | 'remove'>()
  const close = () => ask(undefined)
  const { pgp, constituency } = sender
  return (
    <div className="sender-key">
      <h3 className="ds-heading" data-size="2xs">
        {t('key.title')}
      </h3>
      <p>{t('key.means')}</p>
      {pgp ? <KeyFacts pgp={pgp} /> : <p>{t('key.none')}</p>}
      <div className="actions">
        {pgp && (
          <a className="ds-button" data-variant="secondary" href={fileAddress(noticesApi.senderKeys, { constituency })}>
            <DownloadIcon aria-hidden="true" />
            {t('key.download')}
          </a>
        )}
        <Button look="secondary" onClick={() => ask('make')}>
          {t('key.make')}
        </Button>
        <Button look="secondary" onClick={() => ask('import')}>
          {t('key.import')}
        </Button>
        {pgp && (
          <Button look="tertiary" danger onClick={() => ask('remove')}>
            {t('key.remove')}
          </Button>
        )}
      </div>
      {asked === 'make' && <MakeKey sender={sender} onClose={close} />}
      {asked === 'import' && <ImportKey sender={sender} onClose={close} />}
      {asked === 'remove' && <RemoveKey sender={sender} onClose={close} />}
    </div>
  )
}

function KeyFacts({ pgp }: { pgp: NonNullable<Sender['pgp']> }) {
  const t = useText(sendersTexts)
  const now = useNow()
  const isOver = pgp.expiresAt !== null && Date.parse(pgp.expiresAt) <= now
  return (
    <>
      {isOver && <Notice tone="warning">{t('key.ended')}</Notice>}
      <Definition
        items={[
          [t('key.fingerprint'), <code key="fingerprint">{inFours(pgp.fingerprint)}</code>],
          [t('key.ends'), pgp.expiresAt ? <TimeText key="ends" at={pgp.expiresAt} /> : t('key.never')],
        ]}
      />
    </>
  )
}

interface Asked {
  sender: Sender
  onClose: () => void
}

function MakeKey({ sender: { constituency, name, address }, onClose }: Asked) {
  const t = useText(sendersTexts)
  const make = useAction(noticesApi.makeSenderKey, {
    onDone: () => {
      tell(t('key.isMade'))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={t('key.make.for', { name })}
      action={t('key.make')}
      busy={make.isPending}
      fault={make.error}
      onConfirm={() => make.mutate({ constituency })}
      onClose={onClose}
      preview={
        <>
          <p>{t('key.make.means', { name, address })}</p>
          <p>{t('key.make.tell')}</p>
        </>
      }
    />
  )
}

function ImportKey({ sender: { pgp: _, ...sender }, onClose }: Asked) {
  const t = useText(sendersTexts)
  const use = useAction(noticesApi.setSender, {
    onDone: () => {
      tell(t('key.used'))
      onClose()
    },
  })
  return (
    <Dialog title={t('key.import.for', { name: sender.name })} onClose={onClose}>
      <Form
        action={t('key.use')}
        busy={use.isPending}
        fault={use.error}
        onSubmit={({ privateKey, passphrase }) =>
          use.mutate({ ...sender, privateKey: privateKey ?? '', ...(passphrase && { passphrase }) })
        }
      >
        <TextAreaField
          name="privateKey"
          label={t('key.private')}
          hint={t('key.private.hint')}
          rows={8}
          autoComplete="off"
          spellCheck={false}
        />
        <TextField
          name="passphrase"
          type="password"
          label={t('key.passphrase')}
          hint={t('key.passphrase.hint')}
          optional
          autoComplete="off"
        />
      </Form>
    </Dialog>
  )
}

function RemoveKey({ sender: { pgp: _, ...sender }, onClose }: Asked) {
  const t = useText(sendersTexts)
  const remove = useAction(noticesApi.setSender, {
    onDone: () => {
      tell(t('key.removed'))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={t('key.remove.for', { name: sender.name })}
      action={t('key.remove')}
      danger
      busy={remove.isPending}
      fault={remove.error}
      onConfirm={() => remove.mutate({ ...sender, privateKey: null })}
      onClose={onClose}
      preview={<p>{t('key.remove.means', { name: sender.name })}</p>}
    />
  )
}
