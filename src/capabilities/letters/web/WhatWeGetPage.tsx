import { useState } from 'react'
import { type Subscription, subscriptionsApi } from '#capabilities/subscriptions/contract.ts'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { ChoiceDialog } from './ChoiceDialog.tsx'
import { InformationList } from './InformationList.tsx'
import { PreviewOf } from './Preview.tsx'
import { useReader } from './reader.ts'
import { lettersTexts } from './texts.ts'
import './letters.css'

/** What a member is told of warnings, how and when. */
export function WhatWeGetPage() {
  const t = useText(lettersTexts)
  const { organisations } = useReader()
  return (
    <Page title={t('ours.title')} lead={t('ours.lead')}>
      {organisations.map(({ id, name }) => (
        <At key={id} id={id} {...(organisations.length > 1 && { name })} />
      ))}
      <InformationList />
    </Page>
  )
}

/** The same of one organisation, for the team, which chooses on its behalf. */
export function OrganisationSubscriptionsPage() {
  const t = useText(lettersTexts)
  const id = usePlace('id') as Id<'org'>
  const { data, error, refetch } = useCall(subscriptionsApi.of, { id })
  if (error && !data)
    return (
      <Page title={t('of.awaited')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data) return <PageAwaited />
  return (
    <Page title={t('of.title', { name: data.organisation.name })} lead={t('of.lead')}>
      <At id={id} />
    </Page>
  )
}

/** Three lines of what is coming. */
const bones = [70, 45, 60]

function At({ id, name }: { id: Id<'org'>; name?: string }) {
  const t = useText(lettersTexts)
  const { data, error, refetch } = useCall(subscriptionsApi.of, { id })
  if (error && !data) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  if (!data)
    return (
      <Section title={name ?? t('whole')}>
        {bones.map((width) => (
          <p key={width}>
            <span className="bone" style={{ width: `${width}%` }} />
          </p>
        ))}
      </Section>
    )
  const [whole, ...contacts] = data.subscriptions
  return (
    <>
      <Section title={name ?? t('whole')}>
        {whole && <One id={id} subscription={whole} can={data.can} mayChange={data.mayChange} />}
      </Section>
      <Section title={t('contacts')}>
        {contacts.length === 0 ? (
          <Empty title={t('contacts.none')} actions={<ButtonLink to="/contacts">{t('contacts.go')}</ButtonLink>}>
            <p>{t('contacts.none.next')}</p>
          </Empty>
        ) : (
          contacts.map((subscription) => (
            <One key={subscription.contact?.id} id={id} subscription={subscription} can={data.can} mayChange={data.mayChange} />
          ))
        )}
      </Section>
      <PreviewOf id={id} />
      <History id={id} steps={data.steps} undo={data.undo} mayChange={data.mayChange} />
    </>
  )
}

function One({
  id,
  subscription,
  can,
  mayChange,
}: {
  id: Id<'org'>
  subscription: Subscription
  can: { sms: boolean; webhook: boolean }
  mayChange: boolean
}) {
  const t = useText(lettersTexts)
  const [isOpen, setOpen] = useState(false)
  const { contact, own, first, reachable, said } = subscription
  const name = contact?.name ?? t('whole.within')
  const saysAll = contact === null || own
  return (
    <div className="subscription">
      <div className="subscription-head">
        {contact && (
          <h3 className="ds-heading" data-size="2xs">
            {contact.name}
          </h3>
        )}
        <p className="field-hint">
          {t(contact === null ? 'whole.hint' : own ? 'contact.own' : first ? 'contact.first' : 'contact.later')}{' '}
          {contact && !reachable.mail && t('contact.nowhere')}
        </p>
        {mayChange && (
          <Button look="secondary" aria-label={t('change.of', { name })} onClick={() => setOpen(true)}>
            {t('change')}
          </Button>
        )}
      </div>
      {saysAll && (
        <div className="subscription-said">
          {said.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      )}
      {isOpen && <ChoiceDialog id={id} subscription={subscription} can={can} name={name} onClose={() => setOpen(false)} />}
    </div>
  )
}

function History({
  id,
  steps,
  undo,
  mayChange,
}: {
  id: Id<'org'>
  steps: readonly { at: string; who: string; words: string; reason: string; contact: string | null }[]
  undo: string | null
  mayChange: boolean
}) {
  const t = useText(lettersTexts)
  const { team } = useReader()
  const [isAsking, setAsking] = useState(false)
  const action = useAction(subscriptionsApi.undo, {
    onDone: () => {
      tell(t('history.undone'))
      setAsking(false)
    },
  })
  return (
    <Section
      title={t('history.title')}
      actions={
        mayChange &&
        undo && (
          <Button look="secondary" busy={action.isPending} onClick={() => (team ? setAsking(true) : action.mutate({ id }))}>
            {t('history.undo.of', { what: undo })}
          </Button>
        )
      }
    >
      {action.error && !isAsking && <FaultNotice fault={action.error} />}
      {steps.length === 0 ? (
        <Empty title={t('history.empty')}>
          <p>{t('history.empty.next')}</p>
        </Empty>
      ) : (
        <ul className="ds-list">
          {steps.map(({ at, who, words, reason, contact }) => (
            <li key={`${at} ${words} ${contact}`}>
              <TimeText at={at} /> · {words}: {contact ?? t('history.whole')} · {who}
              {reason && <> · {reason}</>}
            </li>
          ))}
        </ul>
      )}
      {isAsking && (
        <Dialog title={t('history.undo')} onClose={() => setAsking(false)}>
          <Form
            action={t('history.undo')}
            busy={action.isPending}
            fault={action.error}
            onSubmit={({ reason = '' }) => action.mutate({ id, reason })}
          >
            <TextField name="reason" label={t('field.reason')} maxLength={500} />
          </Form>
        </Dialog>
      )}
    </Section>
  )
}
