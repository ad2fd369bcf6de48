import { PlusIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice, Notice as Warning } from '#ui/kit/Notice.tsx'
import { OneTimeSecret } from '#ui/kit/OneTimeSecret.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { noticesApi, type Webhook, webhookKinds } from '../contract.ts'
import { useReader } from './reader.ts'
import { noticesTexts } from './texts.ts'

interface Whose {
  organisation: { id: Id<'org'>; name: string }
}

/** Addresses of an organisation's own machines that are told as soon as something happens. */
export function Webhooks({ organisation }: Whose) {
  const t = useText(noticesTexts)
  const may = useReader().mayHook(organisation.id)
  const [adds, setAdds] = useState(false)
  const [secret, setSecret] = useState<string>()
  const { data, error, refetch } = useCall(noticesApi.webhooks, { id: organisation.id })
  return (
    <Section
      title={t('hooks.title')}
      actions={
        may && (
          <Button look="secondary" icon={<PlusIcon aria-hidden="true" />} onClick={() => setAdds(true)}>
            {t('hook.add')}
          </Button>
        )
      }
    >
      <p className="prose faint">{t('hooks.lead')}</p>
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {secret && (
        <OneTimeSecret title={t('hook.secret')} what={t('hook.secret.what')} text={secret}>
          {t('hook.secret.once')}
        </OneTimeSecret>
      )}
      {data?.webhooks.length === 0 && <Empty title={t('hooks.none')} />}
      <ul className="plain">
        {data?.webhooks.map((hook) => (
          <li key={hook.id} className="panel">
            <Hook hook={hook} may={may} />
          </li>
        ))}
      </ul>
      {adds && (
        <HookDialog
          organisation={organisation}
          onClose={() => setAdds(false)}
          onAdded={(made) => {
            setSecret(made)
            setAdds(false)
          }}
        />
      )}
    </Section>
  )
}

function Hook({ hook, may }: { hook: Webhook; may: boolean }) {
  const t = useText(noticesTexts)
  const [removes, setRemoves] = useState(false)
  const change = useAction(noticesApi.changeWebhook, {
    onDone: (_, { test, active }) => tell(t(test ? 'hook.tested' : active ? 'hook.on' : 'hook.off')),
  })
  const remove = useAction(noticesApi.removeWebhook, { onDone: () => tell(t('hook.removed')) })
  return (
    <div className="hook">
      <p className="delivery-head">
        <code>{hook.url}</code>
        {hook.active ? <span>{t('hook.active')}</span> : <b>{t('hook.inactive')}</b>}
      </p>
      <p className="faint">{hook.kinds.map((kind) => wordOf(t, kind)).join(', ')}</p>
      {hook.failures > 0 && (
        <Warning tone="warning" title={t('hook.failures', { count: hook.failures })}>
          <p>
            {hook.lastReply} {hook.lastFailureAt && <TimeText at={hook.lastFailureAt} />}
          </p>
        </Warning>
      )}
      <p>
        {hook.lastSuccessAt ? (
          <>
            {t('hook.lastSuccess')} <TimeText at={hook.lastSuccessAt} />
          </>
        ) : (
          t('hook.neverSuccess')
        )}
      </p>
      {change.error && <FaultNotice fault={change.error} />}
      <HookCalls hook={hook} />
      {may && (
        <div className="actions">
          <Button look="secondary" busy={change.isPending} onClick={() => change.mutate({ id: hook.id, test: true })}>
            {t('hook.test')}
          </Button>
          <Button
            look="secondary"
            disabled={change.isPending}
            onClick={() => change.mutate({ id: hook.id, active: !hook.active })}
          >
            {t(hook.active ? 'hook.turnOff' : 'hook.turnOn')}
          </Button>
          <Button look="tertiary" danger onClick={() => setRemoves(true)}>
            {t('hook.remove')}
          </Button>
        </div>
      )}
      {removes && (
        <ConfirmDialog
          title={t('hook.remove')}
          preview={<p>{t('hook.remove.preview', { url: hook.url })}</p>}
          action={t('hook.remove.action')}
          danger
          busy={remove.isPending}
          fault={remove.error}
          onConfirm={() => remove.mutate({ id: hook.id })}
          onClose={() => setRemoves(false)}
        />
      )}
    </div>
  )
}

type Say = ReturnType<typeof useText<(typeof noticesTexts)['words']['nb']>>

/** An event in words; one that this page does not know keeps its name. */
function wordOf(t: Say, kind: string): string {
  const known = webhookKinds.find((each) => each === kind)
  return known ? t(`hook.kind.${known}`) : kind
}

function HookCalls({ hook }: { hook: Webhook }) {
  const t = useText(noticesTexts)
  const [open, setOpen] = useState(false)
  const { data, error } = useCall(noticesApi.webhookCalls, { id: hook.id, limit: 20 }, { enabled: open })
  return (
    <details className="evidence" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('hook.calls')}</summary>
      {error && <FaultNotice fault={error} />}
      {data?.rows.length === 0 && <p>{t('hook.calls.none')}</p>}
      <ul className="plain">
        {data?.rows.map((row) => (
          <li key={row.id}>
            <TimeText at={row.createdAt} /> · {wordOf(t, row.kind)} · {row.state} · {t('hook.tries', { count: row.tries })}
            {row.reply && <div className="server-said">{row.reply}</div>}
          </li>
        ))}
      </ul>
    </details>
  )
}

function HookDialog({ organisation, onClose, onAdded }: Whose & { onClose: () => void; onAdded: (secret: string) => void }) {
  const t = useText(noticesTexts)
  const add = useAction(noticesApi.addWebhook, { onDone: ({ secret }) => onAdded(secret) })
  const [kinds, setKinds] = useState<readonly (typeof webhookKinds)[number][]>(webhookKinds)
  return (
    <Dialog title={t('hook.add')} onClose={onClose}>
      <Form
        action={t('hook.save')}
        busy={add.isPending}
        fault={worded(add.error, { url: t('hook.url.wrong'), kinds: t('hook.kinds.wrong') }, t('field.wrong'))}
        onSubmit={({ url = '' }) => add.mutate({ id: organisation.id, url: url.trim(), kinds: [...kinds] })}
      >
        <TextField name="url" type="url" label={t('hook.url')} hint={t('hook.url.hint')} spellCheck={false} />
        <fieldset className="choice-list">
          <legend className="ds-label">{t('hook.kinds')}</legend>
          {webhookKinds.map((kind) => (
            <label key={kind} className="check">
              <input
                type="checkbox"
                className="ds-input"
                checked={kinds.includes(kind)}
                onChange={({ target }) =>
                  setKinds(webhookKinds.filter((each) => (each === kind ? target.checked : kinds.includes(each))))
                }
              />
              {t(`hook.kind.${kind}`)}
            </label>
          ))}
        </fieldset>
      </Form>
    </Dialog>
  )
}
