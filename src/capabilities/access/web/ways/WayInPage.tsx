import { useEffect, useState } from 'react'
import { useAction } from '#ui/api.ts'
import { ButtonLink } from '#ui/kit/Button.tsx'
import { Form, TextField } from '#ui/kit/Form.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited } from '#ui/kit/Page.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { accessApi } from '../../contract.ts'
import { CodeField } from './CodeField.tsx'
import { waysTexts } from './texts.ts'

/** What the link of a letter opens to whoever was let in anew. The secret stands after `#` and leaves no trace on the way. */
export function WayInPage() {
  const [token] = useState(() => location.hash.slice(1).padEnd(20, '-'))
  const opened = useAction(accessApi.openLink)
  const { mutate: open } = opened
  useEffect(() => open({ token }), [open, token])
  if (opened.error && opened.error.code !== 'link-over' && opened.error.code !== 'invalid')
    return <FaultNotice fault={opened.error} onRetry={() => open({ token })} />
  if (opened.error) return <Over />
  return opened.data ? <Opened token={token} {...opened.data} /> : <PageAwaited />
}

function Over() {
  const t = useText(waysTexts)
  return (
    <Page title={t('wayIn.over')}>
      <p>{t('wayIn.over.says')}</p>
      <div className="actions">
        <ButtonLink to="/">{t('answer.home')}</ButtonLink>
      </div>
    </Page>
  )
}

function Opened({ token, name, password, code }: { token: string; name: string; password: boolean; code: boolean }) {
  const t = useText(waysTexts)
  // With a new page nothing stays of whoever was signed in before; who lacks a second step is asked for it there.
  const goIn = () => location.replace('/')
  const signIn = useAction(accessApi.signIn, { onDone: goIn })
  const take = useAction(accessApi.takeLink, {
    onDone: ({ signedIn }, { password: chosen }) =>
      signedIn || !chosen ? goIn() : signIn.mutate({ name, password: chosen }, { onError: goIn }),
  })
  return (
    <div className="sign-in panel" data-step="way-in">
      <Page title={t('wayIn.title')} lead={t(password ? 'wayIn.password' : 'wayIn.passkey')}>
        <Form
          action={t(password ? 'wayIn.password.action' : 'wayIn.passkey.action')}
          busy={take.isPending || take.isSuccess}
          fault={worded(take.error, { password: t('lack.password.short') }, t('lack.password.short'))}
          onSubmit={({ next = '', code: typed = '' }) =>
            take.mutate({ token, ...(password && { password: next }), ...(code && { code: typed.replaceAll(/\s/g, '') }) })
          }
        >
          <TextField name="name" label={t('wayIn.name')} value={name} readOnly autoComplete="username" />
          {password && (
            <TextField
              name="next"
              label={t('lack.password.next')}
              hint={t('lack.password.hint')}
              type="password"
              autoComplete="new-password"
            />
          )}
          {code && <CodeField label={t('wayIn.code')} />}
        </Form>
      </Page>
    </div>
  )
}
