import { type ReactNode, useState } from 'react'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { Form, TextField } from '#ui/kit/Form.tsx'
import { Page } from '#ui/kit/Page.tsx'
import { useText } from '#ui/text/text.ts'
import { accessApi, type Me } from '../contract.ts'
import { SecondFactor } from './SecondFactor.tsx'
import { accessTexts } from './texts.ts'
import { CodeField } from './ways/CodeField.tsx'
import { OwnPassword, OwnWayIn } from './ways/Lacks.tsx'
import { OtherWays } from './ways/OtherWays.tsx'
import { PasskeyInstead } from './ways/PasskeyInstead.tsx'
import { waysTexts } from './ways/texts.ts'

/**
 * Every way in, in one column: name and password, a passkey, and whoever else says who somebody is. Whoever must have a second factor
 * and has none sets it up here, before anything else opens; so does who must choose a password, or a way in without one. What was wrong,
 * the server says in words.
 */
export function SignInPage({ onSignedIn }: { onSignedIn: (me: Me) => void }) {
  const t = useText(accessTexts)
  const { data: session } = useCall(accessApi.me, {})
  const signOut = useAction(accessApi.signOut)
  const [known, setKnown] = useState<{ name: string; password: string }>()
  const signIn = useAction(accessApi.signIn, {
    onDone: ({ state, me, lacks }, { name, password }) => {
      if (state === 'code-needed') setKnown({ name, password })
      // Who still lacks something is told so by the session, which is asked for anew.
      else if (me && !lacks) onSignedIn(me)
    },
  })
  const back = () => {
    signIn.reset()
    setKnown(undefined)
  }
  const leave = { text: t('signIn.back'), onLeave: () => signOut.mutate({}) }
  if (session?.lacks && session.lacks !== 'second-factor')
    return (
      <div className="sign-in panel" data-step={session.lacks}>
        {session.lacks === 'password' ? <OwnPassword leave={leave} /> : <OwnWayIn leave={leave} />}
      </div>
    )
  if (session?.lacks)
    return (
      <div className="sign-in panel" data-step="factor">
        <Page title={t('factor.first.title')} lead={t('factor.first.lead')}>
          <PasskeyInstead />
          <SecondFactor
            replaces={false}
            onDone={() => {}}
            cancel={{ text: t('signIn.back'), onCancel: () => signOut.mutate({}) }}
          />
        </Page>
      </div>
    )
  if (known)
    return (
      <div className="sign-in panel" data-step="code">
        <Page title={t('signIn.code.title')} lead={t('signIn.code.lead')}>
          <Form
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
            <CodeField label={t('signIn.code')} />
          </Form>
        </Page>
      </div>
    )
  return (
    <div className="sign-in panel" data-step="name">
      <Page title={t('signIn.title')} lead={t('signIn.lead')}>
        <Ways
          onSignedIn={onSignedIn}
          password={
            <Form
              action={t('signIn.action')}
              busy={signIn.isPending}
              fault={signIn.error}
              onSubmit={({ name = '', password = '' }) => signIn.mutate({ name: name.trim(), password })}
            >
              <TextField name="name" label={t('signIn.name')} autoComplete="username" autoCapitalize="none" spellCheck={false} />
              <TextField name="password" label={t('signIn.password')} type="password" autoComplete="current-password" />
            </Form>
          }
        />
      </Page>
    </div>
  )
}

/** The password stands first while everybody may use it; else it waits behind a button for the day on which nothing else works. */
function Ways({ password, onSignedIn }: { password: ReactNode; onSignedIn: (me: Me) => void }) {
  const t = useText(waysTexts)
  const { data: ways } = useCall(accessApi.signInWays, {})
  const [opened, setOpened] = useState(false)
  const passwordFirst = ways?.password !== false
  const others = <OtherWays providers={ways?.providers ?? []} first={!passwordFirst} onSignedIn={onSignedIn} />
  if (passwordFirst)
    return (
      <>
        {password}
        <p className="sign-in-or">{t('ways.or')}</p>
        {others}
      </>
    )
  return (
    <>
      {others}
      {opened ? (
        password
      ) : (
        <Button look="tertiary" onClick={() => setOpened(true)}>
          {t('ways.password')}
        </Button>
      )}
    </>
  )
}
