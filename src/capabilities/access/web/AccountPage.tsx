import { useState } from 'react'
import { type Locale, locales } from '#domain/locale.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { ForColleague } from '#ui/kit/Desk.tsx'
import { ConfirmDialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextField } from '#ui/kit/Form.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { setLocale, useLocale, useText } from '#ui/text/text.ts'
import { accessApi, type Me } from '../contract.ts'
import { languages } from './languages.ts'
import { SecondFactor } from './SecondFactor.tsx'
import { accessTexts } from './texts.ts'
import { Identities, Passkeys } from './ways/OwnWays.tsx'

/** One's own account: who one is, language, password, second factor, and where one is signed in. */
export function AccountPage() {
  const t = useText(accessTexts)
  const { data } = useCall(accessApi.me, {})
  if (!data?.me) return null
  return (
    <Page title={t('account.title')} lead={t('account.lead')}>
      <Who me={data.me} />
      <Language />
      <Factor me={data.me} />
      <Passkeys />
      <Identities />
      <Password />
      <Sessions />
      <Section title={t('account.tour')}>
        <p>{t('account.tour.says')}</p>
        <div className="actions">
          <ButtonLink to="/account?tour=again">{t('account.tour.again')}</ButtonLink>
        </div>
      </Section>
    </Page>
  )
}

function Who({ me }: { me: Me }) {
  const t = useText(accessTexts)
  return (
    <Section title={t('account.who')}>
      <Definition
        items={[
          [t('account.display'), me.displayName],
          [t('account.name'), me.name],
          [t('account.roles'), me.roles.map((role) => t(`role.${role}`)).join(', ')],
          [t('account.for'), me.organisations.map(({ name }) => name).join(' · ')],
        ]}
      />
      <ForColleague organisation={me.organisations.map(({ name }) => name).join(', ')} />
    </Section>
  )
}

function Language() {
  const t = useText(accessTexts)
  const shown = useLocale()
  const remember = useAction(accessApi.setLocale)
  return (
    <Section title={t('account.language')}>
      <SelectField
        name="locale"
        label={t('account.language.label')}
        value={shown}
        onChange={({ target }) => {
          setLocale(target.value as Locale)
          remember.mutate({ locale: target.value as Locale })
        }}
        choices={locales.map((locale) => ({ value: locale, label: languages[locale] }))}
      />
    </Section>
  )
}

function Factor({ me }: { me: Me }) {
  const t = useText(accessTexts)
  const [begun, setBegun] = useState(false)
  return (
    <Section title={t('account.factor')}>
      {begun ? (
        <SecondFactor
          replaces={me.hasSecondFactor}
          onDone={() => {
            setBegun(false)
            tell(t('factor.done'))
          }}
          cancel={{ text: t('account.factor.cancel'), onCancel: () => setBegun(false) }}
        />
      ) : (
        <>
          <p>{t(me.hasSecondFactor ? 'account.factor.on' : 'account.factor.off')}</p>
          <div className="actions">
            <Button look="secondary" onClick={() => setBegun(true)}>
              {t(me.hasSecondFactor ? 'account.factor.replace' : 'account.factor.begin')}
            </Button>
          </div>
        </>
      )}
    </Section>
  )
}

function Password() {
  const t = useText(accessTexts)
  const [turn, setTurn] = useState(0)
  const change = useAction(accessApi.changePassword, {
    onDone: () => {
      setTurn(turn + 1)
      tell(t('account.password.done'))
    },
  })
  return (
    <Section title={t('account.password')}>
      <Form
        key={turn}
        action={t('account.password.action')}
        busy={change.isPending}
        fault={worded(change.error, { next: t('account.password.short') }, t('field.wrong'))}
        onSubmit={({ current = '', next = '' }) => change.mutate({ current, next })}
      >
        <TextField name="current" label={t('account.password.current')} type="password" autoComplete="current-password" />
        <TextField
          name="next"
          label={t('account.password.next')}
          hint={t('account.password.hint')}
          type="password"
          autoComplete="new-password"
        />
      </Form>
    </Section>
  )
}

/** What a browser calls itself, shortened to what people know it by. */
function browserName(agent: string): string | undefined {
  const system = /Windows|Mac OS X|Android|iPhone|iPad|Linux/.exec(agent)?.[0].replace('Mac OS X', 'macOS')
  const browser = /Edg|Firefox|Chrome|Safari/.exec(agent)?.[0].replace('Edg', 'Edge')
  return browser && system ? `${browser}, ${system}` : agent || undefined
}

function Sessions() {
  const t = useText(accessTexts)
  const { data, error, refetch } = useCall(accessApi.sessions, {})
  const [asks, setAsks] = useState(false)
  const end = useAction(accessApi.signOutEverywhere)
  const endOne = useAction(accessApi.endSession, { onDone: () => tell(t('account.sessions.one.done')) })
  return (
    <Section
      title={t('account.sessions')}
      actions={
        <Button look="secondary" danger onClick={() => setAsks(true)}>
          {t('account.sessions.end')}
        </Button>
      }
    >
      <DataTable
        caption={t('account.sessions.caption')}
        columns={[
          {
            key: 'agent',
            title: t('account.sessions.agent'),
            cell: ({ agent, current }) => (
              <div>
                {browserName(agent) ?? t('account.sessions.unknown')}
                {current && <b> ({t('account.sessions.here')})</b>}
              </div>
            ),
          },
          { key: 'address', title: t('account.sessions.address'), cell: ({ address }) => address, tight: true },
          { key: 'since', title: t('account.sessions.since'), cell: ({ createdAt }) => <TimeText at={createdAt} />, tight: true },
          {
            key: 'seen',
            title: t('account.sessions.seen'),
            cell: ({ seenAt }) => <TimeText at={seenAt} only="distance" />,
            tight: true,
          },
          {
            key: 'expires',
            title: t('account.sessions.expires'),
            cell: ({ expiresAt }) => <TimeText at={expiresAt} only="distance" />,
            tight: true,
          },
          {
            key: 'end',
            title: t('account.sessions.one'),
            cell: ({ id, agent, current }) =>
              current ? null : (
                <Button
                  look="tertiary"
                  danger
                  aria-label={t('account.sessions.one.of', { device: browserName(agent) ?? t('account.sessions.unknown') })}
                  onClick={() => endOne.mutate({ id })}
                >
                  {t('account.sessions.one')}
                </Button>
              ),
            tight: true,
          },
        ]}
        rows={data?.sessions}
        rowKey={({ id }) => id}
        rowName={({ agent }) => agent}
        empty={null}
        fault={error}
        onRetry={() => void refetch()}
      />
      {asks && (
        <ConfirmDialog
          title={t('account.sessions.end.title')}
          preview={<p>{t('account.sessions.end.preview', { count: data?.sessions.length ?? 1 })}</p>}
          action={t('account.sessions.end')}
          danger
          busy={end.isPending}
          fault={end.error}
          onConfirm={() => end.mutate({})}
          onClose={() => setAsks(false)}
        />
      )}
    </Section>
  )
}
