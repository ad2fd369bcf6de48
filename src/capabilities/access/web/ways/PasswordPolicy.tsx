import { useState } from 'react'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextField } from '#ui/kit/Form.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { accessApi } from '../../contract.ts'
import { waysTexts } from './texts.ts'

/** Who may sign in with a password, and which mailbox is told of a break-glass sign-in. */
export function PasswordPolicy({ mayChange }: { mayChange: boolean }) {
  const t = useText(waysTexts)
  const { data, error } = useCall(accessApi.policy, {})
  const [asks, setAsks] = useState<'password' | 'mail'>()
  const change = useAction(accessApi.setPolicy, {
    onDone: () => {
      tell(t('policy.saved'))
      setAsks(undefined)
    },
  })
  if (error)
    return (
      <Section title={t('policy.title')}>
        <FaultNotice fault={error} />
      </Section>
    )
  if (!data) return null
  const off = data.passwordFor === 'break-glass'
  const close = () => {
    change.reset()
    setAsks(undefined)
  }
  return (
    <Section title={t('policy.title')}>
      <p>
        {t(off ? 'policy.off' : 'policy.on')}{' '}
        {data.changedAt && (
          <>
            {t('policy.changed', { who: data.changedBy ?? '' })} <TimeText at={data.changedAt} only="day" />.
          </>
        )}
      </p>
      {data.people.lockedOut > 0 && (
        <p>{t(off ? 'policy.lockedOut.now' : 'policy.lockedOut', { count: data.people.lockedOut, of: data.people.of })}</p>
      )}
      {!off && data.lacks && <p>{t(`policy.lacks.${data.lacks}`)}</p>}
      <p>{data.alarmMail ? t('policy.mail', { mail: data.alarmMail }) : t('policy.mail.none')}</p>
      <p>{t('policy.alarmed', { count: data.alarmed.admins, of: data.alarmed.of })}</p>
      {mayChange && (
        <div className="actions">
          <Button look="secondary" disabled={!off && data.lacks !== null} onClick={() => setAsks('password')}>
            {t(off ? 'policy.turnOn' : 'policy.turnOff')}
          </Button>
          <Button look="secondary" onClick={() => setAsks('mail')}>
            {t('policy.mail.change')}
          </Button>
        </div>
      )}
      {asks === 'password' && (
        <ConfirmDialog
          title={t(off ? 'policy.turnOn' : 'policy.turnOff')}
          preview={
            <>
              <p>{t(off ? 'policy.turnOn.preview' : 'policy.turnOff.preview')}</p>
              {!off && <p>{t('policy.lockedOut', { count: data.people.lockedOut, of: data.people.of })}</p>}
            </>
          }
          action={t(off ? 'policy.turnOn' : 'policy.turnOff')}
          danger={!off}
          busy={change.isPending}
          fault={change.error}
          onConfirm={() => change.mutate({ passwordFor: off ? 'everybody' : 'break-glass', alarmMail: data.alarmMail })}
          onClose={close}
        />
      )}
      {asks === 'mail' && (
        <Dialog title={t('policy.mail.change')} onClose={close}>
          <Form
            action={t('policy.mail.action')}
            busy={change.isPending}
            fault={worded(change.error, { alarmMail: t('policy.mail.wrong') }, t('policy.mail.wrong'))}
            onSubmit={({ alarmMail = '' }) =>
              change.mutate({ passwordFor: data.passwordFor, alarmMail: alarmMail.trim() || null })
            }
          >
            <TextField
              name="alarmMail"
              label={t('policy.mail.label')}
              hint={t('policy.mail.hint')}
              type="email"
              defaultValue={data.alarmMail ?? ''}
              optional
            />
          </Form>
        </Dialog>
      )}
    </Section>
  )
}
