import { PlusIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { CopyButton } from '#ui/kit/CopyButton.tsx'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { accessApi, type IdentityProvider } from '../../contract.ts'
import { waysTexts } from './texts.ts'

type Opened = { what: 'change' | 'switch' | 'key'; provider: IdentityProvider } | { what: 'add' }

/** Who else says who somebody is; what we must register there, and our keys. */
export function Providers({ mayChange }: { mayChange: boolean }) {
  const t = useText(waysTexts)
  const { data, error, refetch, isFetching } = useCall(accessApi.providers, {})
  const [opened, setOpened] = useState<Opened>()
  const close = () => setOpened(undefined)
  const columns: Column<IdentityProvider>[] = [
    {
      key: 'name',
      title: t('providers.name'),
      cell: ({ name, issuer, profile }) => (
        <div>
          <b>{name}</b>
          <div>{t(`providers.profile.${profile}`)}</div>
          <div>{issuer}</div>
        </div>
      ),
    },
    {
      key: 'state',
      title: t('providers.state'),
      cell: ({ enabled, people }) => (
        <div>
          {t(enabled ? 'providers.on' : 'providers.off')}
          <div>{t('providers.people', { count: people })}</div>
        </div>
      ),
    },
    { key: 'keys', title: t('providers.keys'), cell: (provider) => <Keys provider={provider} /> },
    {
      key: 'actions',
      title: t('providers.actions'),
      cell: (provider) => (
        <div className="actions">
          <Button
            look="tertiary"
            aria-label={t('providers.change.of', { name: provider.name })}
            onClick={() => setOpened({ what: 'change', provider })}
          >
            {t('providers.change')}
          </Button>
          <Button
            look="tertiary"
            aria-label={t('providers.key.of', { name: provider.name })}
            onClick={() => setOpened({ what: 'key', provider })}
          >
            {t('providers.key')}
          </Button>
          <Button
            look="tertiary"
            aria-label={t(provider.enabled ? 'providers.disable.of' : 'providers.enable.of', { name: provider.name })}
            onClick={() => setOpened({ what: 'switch', provider })}
          >
            {t(provider.enabled ? 'providers.disable' : 'providers.enable')}
          </Button>
        </div>
      ),
    },
  ]
  return (
    <Section
      title={t('providers.title')}
      actions={
        mayChange && (
          <Button look="secondary" icon={<PlusIcon aria-hidden="true" />} onClick={() => setOpened({ what: 'add' })}>
            {t('providers.add')}
          </Button>
        )
      }
    >
      <p>{t('providers.lead')}</p>
      <DataTable
        caption={t('providers.title')}
        columns={columns.filter(({ key }) => mayChange || key !== 'actions')}
        rows={data?.providers}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        empty={
          <Empty title={t('providers.none')}>
            <p>{t('providers.none.next')}</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      {opened?.what === 'add' && <Fields onClose={close} redirect={data?.redirect ?? null} />}
      {opened?.what === 'change' && <Fields before={opened.provider} onClose={close} redirect={data?.redirect ?? null} />}
      {opened?.what === 'key' && <NewKey provider={opened.provider} onClose={close} />}
      {opened?.what === 'switch' && <Switch provider={opened.provider} onClose={close} />}
    </Section>
  )
}

function Keys({ provider: { id, keys, hasSecret } }: { provider: IdentityProvider }) {
  const t = useText(waysTexts)
  const address = `${location.origin}/api/sign-in/providers/${id}/jwks`
  return (
    <div>
      {hasSecret ? (
        t('providers.secret')
      ) : (
        <>
          {keys.map(({ kid, signsFrom, endsAt }) => (
            <div key={kid}>
              <code>{kid.slice(0, 8)}</code>{' '}
              {endsAt ? (
                <>
                  {t('providers.key.until')} <TimeText at={endsAt} only="day" />
                </>
              ) : (
                <>
                  {t('providers.key.from')} <TimeText at={signsFrom} only="day" />
                </>
              )}
            </div>
          ))}
          <div>
            {t('providers.jwks.title')} <CopyButton text={address} what={t('providers.jwks')} />
          </div>
        </>
      )}
    </div>
  )
}

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean)

/** What HelseID wants is written in beforehand (domain.md § 18): the level that asks for two factors, and no national identity number. */
const beforehand = {
  plain: { scopes: 'openid profile', strong: '' },
  helseid: {
    scopes: 'openid profile helseid://scopes/identity/pid_pseudonym helseid://scopes/identity/security_level',
    strong: 'Level4',
  },
}

function Fields({ before, redirect, onClose }: { before?: IdentityProvider; redirect: string | null; onClose: () => void }) {
  const t = useText(waysTexts)
  const [profile, setProfile] = useState<'plain' | 'helseid'>(before?.profile ?? 'helseid')
  const done = () => {
    tell(t('providers.saved'))
    onClose()
  }
  const add = useAction(accessApi.addProvider, { onDone: done })
  const change = useAction(accessApi.changeProvider, { onDone: done })
  const says = {
    name: t('providers.form.name.wrong'),
    issuer: t('providers.form.issuer.wrong'),
    clientId: t('providers.form.client.wrong'),
    scopes: t('providers.form.scopes.wrong'),
  }
  const given = beforehand[profile]
  return (
    <Dialog title={before ? t('providers.change.of', { name: before.name }) : t('providers.add')} onClose={onClose}>
      <Form
        action={t('providers.form.action')}
        busy={add.isPending || change.isPending}
        fault={worded(add.error ?? change.error, says, t('providers.form.wrong'))}
        onSubmit={({ name = '', issuer = '', clientId = '', clientSecret = '', scopes = '', strong = '' }) => {
          const said = {
            name: name.trim(),
            issuer: issuer.trim(),
            clientId: clientId.trim(),
            profile,
            scopes: words(scopes),
            strong: words(strong),
            ...(clientSecret && { clientSecret }),
          }
          if (before) change.mutate({ id: before.id, ...said })
          else add.mutate(said)
        }}
      >
        <SelectField
          name="profile"
          label={t('providers.form.profile')}
          value={profile}
          onChange={({ target }) => setProfile(target.value as 'plain' | 'helseid')}
          choices={(['helseid', 'plain'] as const).map((value) => ({ value, label: t(`providers.profile.${value}`) }))}
        />
        <TextField
          name="name"
          label={t('providers.form.name')}
          hint={t('providers.form.name.hint')}
          defaultValue={before?.name}
        />
        <TextField
          name="issuer"
          label={t('providers.form.issuer')}
          hint={t('providers.form.issuer.hint')}
          type="url"
          defaultValue={before?.issuer}
        />
        <TextField name="clientId" label={t('providers.form.client')} defaultValue={before?.clientId} spellCheck={false} />
        {profile === 'plain' && (
          <TextField
            name="clientSecret"
            label={t('providers.form.secret')}
            hint={t('providers.form.secret.hint')}
            type="password"
            autoComplete="off"
            optional
          />
        )}
        <TextField
          key={`scopes ${profile}`}
          name="scopes"
          label={t('providers.form.scopes')}
          hint={t('providers.form.scopes.hint')}
          defaultValue={before?.profile === profile ? before.scopes.join(' ') : given.scopes}
          spellCheck={false}
        />
        <TextField
          key={`strong ${profile}`}
          name="strong"
          label={t('providers.form.strong')}
          hint={t('providers.form.strong.hint')}
          defaultValue={before?.profile === profile ? before.strong.join(' ') : given.strong}
          spellCheck={false}
          optional
        />
        {redirect && (
          <p>
            {t('providers.redirect')} <code>{redirect}</code> <CopyButton text={redirect} what={t('providers.redirect.what')} />
          </p>
        )}
      </Form>
    </Dialog>
  )
}

function NewKey({ provider, onClose }: { provider: IdentityProvider; onClose: () => void }) {
  const t = useText(waysTexts)
  const make = useAction(accessApi.renewProviderKey, {
    onDone: () => {
      tell(t('providers.key.made'))
      onClose()
    },
  })
  return (
    <Dialog title={t('providers.key.of', { name: provider.name })} onClose={onClose}>
      <Form
        action={t('providers.key.action')}
        busy={make.isPending}
        fault={make.error}
        onSubmit={({ when }) => make.mutate({ id: provider.id, atOnce: when === 'now' })}
      >
        <p>{t('providers.key.what')}</p>
        <SelectField
          name="when"
          label={t('providers.key.when')}
          choices={[
            { value: 'later', label: t('providers.key.when.later') },
            { value: 'now', label: t('providers.key.when.now') },
          ]}
        />
      </Form>
    </Dialog>
  )
}

/** Before a provider is switched on it is asked what it can do, so that nobody meets a button that leads nowhere. */
function Switch({ provider, onClose }: { provider: IdentityProvider; onClose: () => void }) {
  const t = useText(waysTexts)
  const tries = useAction(accessApi.tryProvider)
  const change = useAction(accessApi.changeProvider, {
    onDone: () => {
      tell(t(provider.enabled ? 'providers.disabled' : 'providers.enabled', { name: provider.name }))
      onClose()
    },
  })
  const key = provider.enabled ? 'providers.disable' : 'providers.enable'
  return (
    <ConfirmDialog
      title={t(`${key}.of`, { name: provider.name })}
      preview={
        <>
          <p>{t(`${key}.preview`, { count: provider.people })}</p>
          {!provider.enabled && (
            <div className="actions">
              <Button look="secondary" busy={tries.isPending} onClick={() => tries.mutate({ id: provider.id })}>
                {t('providers.try')}
              </Button>
            </div>
          )}
          {tries.error && <FaultNotice fault={tries.error} />}
          {tries.data && (
            <Notice
              tone={tries.data.lacks.length === 0 ? 'success' : 'warning'}
              title={t(tries.data.lacks.length === 0 ? 'providers.try.well' : 'providers.try.lacks')}
            >
              <Definition
                items={[
                  [t('providers.form.issuer'), tries.data.issuer],
                  ...(tries.data.lacks.length > 0 ? [[t('providers.try.missing'), tries.data.lacks.join(', ')] as const] : []),
                ]}
              />
            </Notice>
          )}
        </>
      }
      action={t(key)}
      danger={provider.enabled}
      busy={change.isPending}
      fault={change.error}
      onConfirm={() => change.mutate({ id: provider.id, enabled: !provider.enabled })}
      onClose={onClose}
    />
  )
}
