import { useEffect, useRef, useState } from 'react'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { Form, TextField } from '#ui/kit/Form.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { useText } from '#ui/text/text.ts'
import { accessApi, type Me } from '../contract.ts'
import { SecondFactor } from './SecondFactor.tsx'
import { accessTexts } from './texts.ts'

/**
 * Name and password, then the code of the second factor where there is one. Whoever must have one and has none sets it up
 * here, before anything else opens. What was wrong, the server says in words.
 */
export function SignInPage({ onSignedIn }: { onSignedIn: (me: Me) => void }) {
  const t = useText(accessTexts)
  const { data: session } = useCall(accessApi.me, {})
  const signOut = useAction(accessApi.signOut)
  const [known, setKnown] = useState<{ name: string; password: string }>()
  const signIn = useAction(accessApi.signIn, {
    onDone: ({ state, me }, { name, password }) => {
      if (state === 'code-needed') setKnown({ name, password })
      // Who still lacks the second factor is told so by the session, which is asked for anew.
      else if (me && (!me.team || me.hasSecondFactor)) onSignedIn(me)
    },
  })
  const back = () => {
    signIn.reset()
    setKnown(undefined)
  }
  if (session?.secondFactorNeeded)
    return (
      <div className="sign-in panel" data-step="factor">
        <Page title={t('factor.first.title')} lead={t('factor.first.lead')}>
          <SecondFactor
            replaces={false}
            onDone={() => {}}
            cancel={{ text: t('signIn.back'), onCancel: () => signOut.mutate({}) }}
          />
        </Page>
      </div>
    )
  const asksCode = known !== undefined
  return (
    <div className="sign-in panel" data-step={asksCode ? 'code' : 'name'}>
      <Page title={t(asksCode ? 'signIn.code.title' : 'signIn.title')} lead={t(asksCode ? 'signIn.code.lead' : 'signIn.lead')}>
        {asksCode ? (
          <Form
            key="code"
            action={t('signIn.code.action')}
            busy={signIn.isPending}
            fault={signIn.error}
            onSubmit={({ code }) => signIn.mutate({ ...known, code: code?.replaceAll(/\s/g, '') })}
            actions={
              <Button look="tertiary" onClick={back}>
                {t('signIn.back')}
              </Button>
            }
          >
            <Code label={t('signIn.code')} />
          </Form>
        ) : (
          <Form
            key="name"
            action={t('signIn.action')}
            busy={signIn.isPending}
            fault={signIn.error}
            onSubmit={({ name = '', password = '' }) => signIn.mutate({ name: name.trim(), password })}
          >
            <TextField name="name" label={t('signIn.name')} autoComplete="username" autoCapitalize="none" spellCheck={false} />
            <TextField name="password" label={t('signIn.password')} type="password" autoComplete="current-password" />
          </Form>
        )}
      </Page>
    </div>
  )
}

function Code({ label }: { label: string }) {
  const frame = useRef<HTMLDivElement>(null)
  // The step changed by itself: the keyboard follows, so that the code can be typed at once.
  useEffect(() => frame.current?.querySelector('input')?.focus(), [])
  return (
    <div ref={frame} className="sign-in-code">
      <TextField name="code" label={label} inputMode="numeric" autoComplete="one-time-code" maxLength={10} />
    </div>
  )
}
