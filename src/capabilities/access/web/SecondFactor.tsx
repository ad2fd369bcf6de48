import { useEffect } from 'react'
import { useAction } from '#ui/api.ts'
import { Button, Spinner } from '#ui/kit/Button.tsx'
import { CopyButton } from '#ui/kit/CopyButton.tsx'
import { Form, TextField } from '#ui/kit/Form.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { Qr } from '#ui/kit/Qr.tsx'
import { useText } from '#ui/text/text.ts'
import { accessApi } from '../contract.ts'
import { accessTexts } from './texts.ts'
import '#ui/kit/secret.css'

const inFours = (secret: string): string => secret.replaceAll(/(.{4})(?=.)/g, '$1 ')

/** Sets up a second factor: a key for the app on the telephone, and a code that proves that it arrived there. */
export function SecondFactor({
  replaces,
  onDone,
  cancel,
}: {
  /** One stands already; the password is asked for again. */
  replaces: boolean
  onDone: () => void
  cancel: { text: string; onCancel: () => void }
}) {
  const t = useText(accessTexts)
  const { data: made, error, mutate: begin } = useAction(accessApi.beginSecondFactor)
  const confirm = useAction(accessApi.confirmSecondFactor, { onDone })
  useEffect(() => begin({}), [begin])
  if (error) return <FaultNotice fault={error} onRetry={() => begin({})} />
  if (!made)
    return (
      <p className="loading" role="status">
        <Spinner /> {t('factor.preparing')}
      </p>
    )
  return (
    <Form
      action={t('factor.action')}
      busy={confirm.isPending}
      fault={confirm.error}
      onSubmit={({ code = '', password }) =>
        confirm.mutate({ secret: made.secret, code: code.replaceAll(/\s/g, ''), ...(password && { password }) })
      }
      actions={
        <Button look="tertiary" onClick={cancel.onCancel}>
          {cancel.text}
        </Button>
      }
    >
      <p>{t('factor.step.scan')}</p>
      <Qr text={made.uri} label={t('factor.qr')} />
      <div>
        <p>{t('factor.step.type')}</p>
        <p className="secret">
          <code>{inFours(made.secret)}</code>
          <CopyButton text={made.secret} what={t('factor.secret')} />
        </p>
        <p>
          <a className="ds-link" href={made.uri}>
            {t('factor.step.link')}
          </a>
        </p>
      </div>
      {replaces && (
        <TextField
          name="password"
          label={t('factor.password')}
          hint={t('factor.password.hint')}
          type="password"
          autoComplete="current-password"
        />
      )}
      <TextField
        name="code"
        label={t('factor.code')}
        hint={t('factor.code.hint')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
      />
    </Form>
  )
}
