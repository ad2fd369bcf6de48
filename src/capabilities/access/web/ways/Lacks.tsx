import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { Form, TextField } from '#ui/kit/Form.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { accessApi } from '../../contract.ts'
import { knowsPasskeys, usePasskeyMaking } from './passkeys.ts'
import { waysTexts } from './texts.ts'

/** Whoever came in with a password that somebody else gave chooses their own, before anything else opens. */
export function OwnPassword({ leave }: { leave: { text: string; onLeave: () => void } }) {
  const t = useText(waysTexts)
  const change = useAction(accessApi.changePassword)
  return (
    <Page title={t('lack.password')} lead={t('lack.password.lead')}>
      <Form
        action={t('wayIn.password.action')}
        busy={change.isPending}
        fault={worded(change.error, { next: t('lack.password.short') }, t('lack.password.short'))}
        onSubmit={({ current = '', next = '' }) => change.mutate({ current, next })}
        actions={
          <Button look="tertiary" onClick={leave.onLeave}>
            {leave.text}
          </Button>
        }
      >
        <TextField name="current" label={t('lack.password.given')} type="password" autoComplete="current-password" />
        <TextField
          name="next"
          label={t('lack.password.next')}
          hint={t('lack.password.hint')}
          type="password"
          autoComplete="new-password"
        />
      </Form>
    </Page>
  )
}

/** Where passwords are off: whoever came by a link makes a passkey or links a provider, before anything else opens. */
export function OwnWayIn({ leave }: { leave: { text: string; onLeave: () => void } }) {
  const t = useText(waysTexts)
  const { data: ways } = useCall(accessApi.signInWays, {})
  const make = usePasskeyMaking(() => {})
  const begin = useAction(accessApi.beginProvider, { onDone: ({ url }) => location.assign(url) })
  const fault = make.error ?? begin.error
  return (
    <Page title={t('lack.wayIn')} lead={t('lack.wayIn.lead')}>
      <div className="sign-in-ways">
        {fault && <FaultNotice fault={fault} />}
        {knowsPasskeys() && (
          <Button busy={make.isPending} onClick={() => make.mutate(t('passkeys.form.name.default'))}>
            {t('passkeys.form.action')}
          </Button>
        )}
        {ways?.providers.map(({ id, name }) => (
          <Button key={id} look="secondary" busy={begin.isPending} onClick={() => begin.mutate({ id, link: true, back: '/' })}>
            {t('identities.link', { name })}
          </Button>
        ))}
        <Button look="tertiary" onClick={leave.onLeave}>
          {leave.text}
        </Button>
      </div>
    </Page>
  )
}
