import { useState } from 'react'
import { inFours } from '#domain/fingerprint.ts'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextAreaField } from '#ui/kit/Form.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { type ContactKey, profileApi } from '../contract.ts'
import { Fingerprint, KeyEnd, KeyStand } from './KeyWords.tsx'
import { useReader } from './reader.ts'
import { keysTexts } from './texts.ts'

/** One key of a contact: what it is, whether it is used, and what the contact had before. */
export function KeyPage() {
  const t = useText(keysTexts)
  const id = usePlace('id') as Id<'pgp'>
  const { data, error, refetch } = useCall(profileApi.key, { id })
  if (error && !data)
    return (
      <Page title={t('title')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data) return <PageAwaited />
  const { key, armoured, history } = data
  return (
    <Page
      title={t('key.title', { contact: key.contact })}
      lead={
        <TextLink to={`/organisations/${key.organisation.id}/pgp-keys`}>{t('key.all', { name: key.organisation.name })}</TextLink>
      }
      actions={<Deeds value={key} />}
    >
      <Warnings value={key} />
      <Section title={t('key.facts')}>
        <Facts value={key} />
      </Section>
      <Section title={t('key.history')}>
        <DataTable
          caption={t('key.history')}
          columns={[
            { key: 'fingerprint', title: t('fingerprint'), cell: ({ fingerprint }) => <code>{inFours(fingerprint)}</code> },
            { key: 'stands', title: t('stands'), cell: (one) => <KeyStand value={one} /> },
            { key: 'added', title: t('key.added'), cell: ({ addedAt }) => <TimeText at={addedAt} only="day" /> },
          ]}
          rows={history}
          rowKey={(one) => one.id}
          rowName={({ fingerprint }) => fingerprint}
          rowLink={(one) => `/pgp-keys/${one.id}`}
          empty={<p>{t('key.history.none')}</p>}
        />
      </Section>
      <Section title={t('key.block')}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard (WCAG 2.1.1) */}
        <pre className="key-block" tabIndex={0}>
          {armoured}
        </pre>
      </Section>
    </Page>
  )
}

interface Shown {
  value: ContactKey
}

function Facts({ value: key }: Shown) {
  const t = useText(keysTexts)
  return (
    <Definition
      items={[
        [t('stands'), <KeyStand key="stands" value={key} />],
        [t('fingerprint'), <Fingerprint key="print" value={key.fingerprint} />],
        [t('key.users'), key.userIds.join(', ')],
        [t('key.algorithms'), key.algorithms],
        [t('key.made'), <TimeText key="made" at={key.madeAt} only="day" />],
        [t('expires'), <KeyEnd key="ends" at={key.expiresAt} />],
        [
          t('key.added'),
          <span key="added">
            <TimeText at={key.addedAt} /> {t('key.added.by', { who: key.addedBy, how: t(`source.${key.source}`) })}
          </span>,
        ],
        [
          t('key.settled'),
          key.settledAt && (
            <span>
              <TimeText at={key.settledAt} />{' '}
              {key.settledHow ? t('key.settled.how', { who: key.settledBy ?? '', how: key.settledHow }) : key.settledBy}
            </span>
          ),
        ],
      ]}
    />
  )
}

function Warnings({ value: key }: Shown) {
  const t = useText(keysTexts)
  const { team } = useReader()
  return (
    <>
      {key.state === 'waiting' && (
        <Notice tone="warning" title={t('waiting.title')}>
          <p>{t(team ? 'waiting.team' : 'waiting.own')}</p>
        </Notice>
      )}
      {key.address !== null && !key.hasAddress && (
        <Notice tone="warning" title={t('noAddress.title')}>
          <p>{t('noAddress.text', { address: key.address })}</p>
        </Notice>
      )}
    </>
  )
}

function Deeds({ value: key }: Shown) {
  const t = useText(keysTexts)
  const { maySettle, mayGive } = useReader()
  const [asked, ask] = useState<'accept' | 'refuse' | 'remove'>()
  const close = () => ask(undefined)
  return (
    <>
      {key.state === 'waiting' && maySettle && (
        <>
          <Button onClick={() => ask('accept')}>{t('accept')}</Button>
          <Button look="secondary" onClick={() => ask('refuse')}>
            {t('refuse')}
          </Button>
        </>
      )}
      {(key.state === 'used' || key.state === 'waiting') && mayGive(key.organisation.id) && (
        <Button look="tertiary" danger onClick={() => ask('remove')}>
          {t(key.state === 'used' ? 'remove' : 'withdraw')}
        </Button>
      )}
      {(asked === 'accept' || asked === 'refuse') && <Settle value={key} accept={asked === 'accept'} onClose={close} />}
      {asked === 'remove' && <Remove value={key} onClose={close} />}
    </>
  )
}

function Settle({ value: { id, fingerprint }, accept, onClose }: Shown & { accept: boolean; onClose: () => void }) {
  const t = useText(keysTexts)
  const settle = useAction(profileApi.settleKey, {
    onDone: () => {
      tell(t(accept ? 'settle.accepted' : 'settle.refused'))
      onClose()
    },
  })
  return (
    <Dialog title={t(accept ? 'accept' : 'refuse')} onClose={onClose}>
      <p>
        <code>{inFours(fingerprint)}</code>
      </p>
      <Form
        action={t(accept ? 'accept' : 'refuse')}
        busy={settle.isPending}
        fault={settle.error}
        onSubmit={({ how }) => settle.mutate({ id, accept, how: how ?? '' })}
      >
        <TextAreaField name="how" label={t('settle.how')} hint={t('settle.how.hint')} rows={3} />
      </Form>
    </Dialog>
  )
}

function Remove({ value: { id, state }, onClose }: Shown & { onClose: () => void }) {
  const t = useText(keysTexts)
  const used = state === 'used'
  const remove = useAction(profileApi.removeKey, {
    onDone: () => {
      tell(t(used ? 'remove.done' : 'withdraw.done'))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={t(used ? 'remove' : 'withdraw')}
      action={t(used ? 'remove' : 'withdraw')}
      danger
      busy={remove.isPending}
      fault={remove.error}
      onConfirm={() => remove.mutate({ id })}
      onClose={onClose}
      preview={<p>{t(used ? 'remove.means' : 'withdraw.means')}</p>}
    />
  )
}
