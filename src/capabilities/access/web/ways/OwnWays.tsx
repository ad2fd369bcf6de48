import { PlusIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextField } from '#ui/kit/Form.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { accessApi, type Passkey } from '../../contract.ts'
import { knowsPasskeys, usePasskeyMaking } from './passkeys.ts'
import { waysTexts } from './texts.ts'

/** One's own passkeys: what each is called, where it lives, when it was used. */
export function Passkeys() {
  const t = useText(waysTexts)
  const { data, error, refetch } = useCall(accessApi.passkeys, {})
  const [adds, setAdds] = useState(false)
  const [ends, setEnds] = useState<Passkey>()
  const remove = useAction(accessApi.removePasskey, {
    onDone: () => {
      tell(t('passkeys.removed', { name: ends?.name ?? '' }))
      setEnds(undefined)
    },
  })
  return (
    <Section
      title={t('passkeys.title')}
      actions={
        knowsPasskeys() && (
          <Button look="secondary" icon={<PlusIcon aria-hidden="true" />} onClick={() => setAdds(true)}>
            {t('passkeys.add')}
          </Button>
        )
      }
    >
      <p>{t('passkeys.lead')}</p>
      <DataTable
        caption={t('passkeys.title')}
        columns={[
          { key: 'name', title: t('passkeys.name'), cell: ({ name }) => name },
          { key: 'device', title: t('passkeys.device'), cell: ({ device }) => t(`passkeys.device.${device}`) },
          {
            key: 'made',
            title: t('passkeys.made'),
            cell: ({ createdAt }) => <TimeText at={createdAt} only="day" />,
            tight: true,
          },
          {
            key: 'used',
            title: t('passkeys.used'),
            cell: ({ usedAt }) => (usedAt ? <TimeText at={usedAt} only="distance" /> : t('passkeys.never')),
            tight: true,
          },
          {
            key: 'remove',
            title: t('passkeys.remove'),
            cell: (key) => (
              <Button
                look="tertiary"
                danger
                aria-label={t('passkeys.remove.of', { name: key.name })}
                onClick={() => setEnds(key)}
              >
                {t('passkeys.remove')}
              </Button>
            ),
            tight: true,
          },
        ]}
        rows={data?.passkeys}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        empty={<p>{t(knowsPasskeys() ? 'passkeys.none' : 'passkeys.unknown')}</p>}
        fault={error}
        onRetry={() => void refetch()}
      />
      {adds && <AddPasskey onClose={() => setAdds(false)} />}
      {ends && (
        <ConfirmDialog
          title={t('passkeys.remove.title', { name: ends.name })}
          preview={<p>{t('passkeys.remove.preview')}</p>}
          action={t('passkeys.remove')}
          danger
          busy={remove.isPending}
          fault={remove.error}
          onConfirm={() => remove.mutate({ id: ends.id })}
          onClose={() => {
            remove.reset()
            setEnds(undefined)
          }}
        />
      )}
    </Section>
  )
}

function AddPasskey({ onClose }: { onClose: () => void }) {
  const t = useText(waysTexts)
  const make = usePasskeyMaking(() => {
    tell(t('passkeys.added'))
    onClose()
  })
  return (
    <Dialog title={t('passkeys.add')} onClose={onClose}>
      <Form
        action={t('passkeys.form.action')}
        busy={make.isPending}
        fault={make.error}
        onSubmit={({ name = '' }) => make.mutate(name.trim() || t('passkeys.form.name.default'))}
      >
        <p>{t('passkeys.form.what')}</p>
        <TextField
          name="name"
          label={t('passkeys.form.name')}
          hint={t('passkeys.form.name.hint')}
          defaultValue={t('passkeys.form.name.default')}
          maxLength={60}
        />
      </Form>
    </Dialog>
  )
}

/** The providers that one's account is linked to; without any provider there is nothing to say. */
export function Identities() {
  const t = useText(waysTexts)
  const { data: ways } = useCall(accessApi.signInWays, {})
  const { data, error } = useCall(accessApi.identities, {})
  const [ends, setEnds] = useState<{ provider: Id<'idp'>; name: string }>()
  const begin = useAction(accessApi.beginProvider, { onDone: ({ url }) => location.assign(url) })
  const unlink = useAction(accessApi.unlink, {
    onDone: () => {
      tell(t('identities.unlinked', { name: ends?.name ?? '' }))
      setEnds(undefined)
    },
  })
  const linked = data?.identities ?? []
  const open = ways?.providers.filter(({ id }) => !linked.some(({ provider }) => provider === id)) ?? []
  if (linked.length === 0 && open.length === 0) return null
  const fault = error ?? begin.error
  return (
    <Section title={t('identities.title')}>
      <p>{t('identities.lead')}</p>
      {fault && <FaultNotice fault={fault} />}
      <ul className="ways">
        {linked.map(({ provider, name, linkedAt, usedAt }) => (
          <li key={provider}>
            <span>
              <b>{name}</b> · {t('identities.since')} <TimeText at={linkedAt} only="day" />
              {usedAt && (
                <>
                  {' '}
                  · {t('identities.used')} <TimeText at={usedAt} only="distance" />
                </>
              )}
            </span>
            <Button
              look="tertiary"
              danger
              aria-label={t('identities.unlink.of', { name })}
              onClick={() => setEnds({ provider, name })}
            >
              {t('identities.unlink')}
            </Button>
          </li>
        ))}
        {open.map(({ id, name }) => (
          <li key={id}>
            <span>
              <b>{name}</b> · {t('identities.not')}
            </span>
            <Button
              look="secondary"
              busy={begin.isPending && begin.variables.id === id}
              onClick={() => begin.mutate({ id, link: true, back: '/account' })}
            >
              {t('identities.link', { name })}
            </Button>
          </li>
        ))}
      </ul>
      {ends && (
        <ConfirmDialog
          title={t('identities.unlink.title', { name: ends.name })}
          preview={<p>{t('identities.unlink.preview')}</p>}
          action={t('identities.unlink')}
          danger
          busy={unlink.isPending}
          fault={unlink.error}
          onConfirm={() => unlink.mutate({ id: ends.provider })}
          onClose={() => {
            unlink.reset()
            setEnds(undefined)
          }}
        />
      )}
    </Section>
  )
}
