import { useEffect, useState } from 'react'
import { useAction, useCall } from '#ui/api.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { Form, TextField } from '#ui/kit/Form.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { accessApi } from '../../contract.ts'
import { peopleTexts } from './texts.ts'

/** What an invitation opens: who invites to what, a new account or one's own. The secret stands after `#` and leaves no trace on the way. */
export function InvitationPage() {
  const [token] = useState(() => location.hash.slice(1))
  const opened = useAction(accessApi.openInvitation)
  const { mutate: open } = opened
  useEffect(() => open({ token: token.length >= 20 ? token : token.padEnd(20, '-') }), [open, token])
  if (opened.error && opened.error.code !== 'invitation-over' && opened.error.code !== 'invalid')
    return <FaultNotice fault={opened.error} onRetry={() => open({ token })} />
  if (opened.error) return <Over />
  return opened.data ? <Opened token={token} invitation={opened.data} /> : <PageAwaited />
}

function Over() {
  const t = useText(peopleTexts)
  return (
    <Page title={t('accept.over')}>
      <p>{t('accept.over.says')}</p>
      <div className="actions">
        <ButtonLink to="/">{t('accept.over.signIn')}</ButtonLink>
      </div>
    </Page>
  )
}

interface Shown {
  invitedBy: string
  organisation: string | null
  roles: readonly ('admin' | 'lead' | 'analyst' | 'duty' | 'member-security' | 'member-reader')[]
  email: string
  expiresAt: string
}

function Opened({ token, invitation }: { token: string; invitation: Shown }) {
  const t = useText(peopleTexts)
  const [isDone, setIsDone] = useState(false)
  const { data: session } = useCall(accessApi.me, {})
  const where = invitation.organisation ?? t('accept.team')
  const done = () => setIsDone(true)
  if (isDone) return <Welcome where={where} />
  return (
    <Page title={t('accept.title')} lead={t('accept.lead', { by: invitation.invitedBy, name: where })}>
      <Definition
        items={[
          [t('accept.role'), invitation.roles.map((role) => t(`role.${role}`)).join(', ')],
          [t('accept.until'), <TimeText key="until" at={invitation.expiresAt} only="day" />],
        ]}
      />
      {session?.me ? (
        <SignedIn token={token} name={session.me.displayName} onDone={done} />
      ) : (
        <>
          <NewAccount token={token} email={invitation.email} onDone={done} />
          <OwnAccount token={token} onDone={done} />
        </>
      )}
    </Page>
  )
}

function Welcome({ where }: { where: string }) {
  const t = useText(peopleTexts)
  return (
    <Page title={t('accept.done', { name: where })}>
      <p>{t('accept.done.says')}</p>
      <div className="actions">
        <Button onClick={() => location.assign('/account')}>{t('accept.done.factor')}</Button>
        <Button look="secondary" onClick={() => location.assign('/')}>
          {t('accept.done.front')}
        </Button>
      </div>
    </Page>
  )
}

function NewAccount({ token, email, onDone }: { token: string; email: string; onDone: () => void }) {
  const t = useText(peopleTexts)
  const locale = useLocale()
  const { data: ways } = useCall(accessApi.signInWays, {})
  // Whose role demands a second step sets it up on the page that comes then.
  const signIn = useAction(accessApi.signIn, { onDone: ({ lacks }) => (lacks ? location.replace('/') : onDone()) })
  const accept = useAction(accessApi.acceptInvitation, {
    onDone: ({ name, signedIn }, { password }) =>
      signedIn || !password ? location.replace('/') : signIn.mutate({ name, password }),
  })
  if (!ways) return null
  return (
    <Section title={t('accept.new.title')}>
      <Form
        action={t('accept.new.action')}
        busy={accept.isPending || signIn.isPending}
        fault={worded(
          accept.error ?? signIn.error,
          { displayName: t('accept.new.name.wrong'), password: t('accept.new.password.wrong') },
          t('accept.new.password.wrong'),
        )}
        onSubmit={({ displayName = '', password = '' }) =>
          accept.mutate({ token, displayName: displayName.trim(), ...(ways.password && { password }), locale })
        }
      >
        <TextField name="name" label={t('accept.email')} value={email} readOnly autoComplete="username" />
        <TextField name="displayName" label={t('accept.new.name')} hint={t('accept.new.name.hint')} autoComplete="name" />
        {ways.password && (
          <TextField
            name="password"
            label={t('accept.new.password')}
            hint={t('accept.new.password.hint')}
            type="password"
            autoComplete="new-password"
          />
        )}
      </Form>
    </Section>
  )
}

function OwnAccount({ token, onDone }: { token: string; onDone: () => void }) {
  const t = useText(peopleTexts)
  const take = useAction(accessApi.takeInvitation, { onDone })
  const [asksCode, setAsksCode] = useState(false)
  const signIn = useAction(accessApi.signIn, {
    onDone: ({ state }) => {
      if (state === 'signed-in') take.mutate({ token })
      else setAsksCode(true)
    },
  })
  const isOtherWay = signIn.error?.code === 'passkey-needed' || signIn.error?.code === 'password-off'
  return (
    <Section title={t('accept.known.title')}>
      {isOtherWay && (
        <Notice tone="warning">
          <p>{t('accept.known.other')}</p>
        </Notice>
      )}
      <Form
        action={t('accept.known.action')}
        busy={signIn.isPending || take.isPending}
        fault={signIn.error ?? take.error}
        onSubmit={({ name = '', password = '', code }) =>
          signIn.mutate({ name: name.trim(), password, ...(code && { code: code.replaceAll(/\s/g, '') }) })
        }
      >
        <TextField name="name" label={t('accept.known.name')} autoComplete="username" autoCapitalize="none" />
        <TextField name="password" label={t('accept.known.password')} type="password" autoComplete="current-password" />
        {asksCode && (
          <TextField name="code" label={t('accept.known.code')} inputMode="numeric" autoComplete="one-time-code" maxLength={10} />
        )}
      </Form>
    </Section>
  )
}

function SignedIn({ token, name, onDone }: { token: string; name: string; onDone: () => void }) {
  const t = useText(peopleTexts)
  const take = useAction(accessApi.takeInvitation, { onDone })
  return (
    <>
      {take.error && <FaultNotice fault={take.error} />}
      <p>{t('accept.as', { name })}</p>
      <div className="actions">
        <Button busy={take.isPending} onClick={() => take.mutate({ token })}>
          {t('accept.as.action', { name })}
        </Button>
      </div>
    </>
  )
}
