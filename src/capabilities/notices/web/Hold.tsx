import { PauseIcon, PlayIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import { useAction, useCall } from '#ui/api.ts'
import { Band } from '#ui/kit/Band.tsx'
import { Button } from '#ui/kit/Button.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextAreaField, useDraft } from '#ui/kit/Form.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { type Hold, noticesApi } from '../contract.ts'
import { useReader } from './reader.ts'
import { noticesTexts } from './texts.ts'

/** While nothing is sent: who held it, why, since when, and how much waits. */
export function HoldBand() {
  const { team } = useReader()
  const { data } = useCall(noticesApi.hold, {}, { enabled: team, everySeconds: 30 })
  return data?.hold.held ? <Held hold={data.hold} /> : null
}

function Held({ hold }: { hold: Hold }) {
  const t = useText(noticesTexts)
  return (
    <Band
      icon={<PauseIcon aria-hidden="true" />}
      title={t('hold.band')}
      actions={<Release waiting={hold.waiting} due={hold.due} />}
    >
      {hold.reason && `«${hold.reason}» · `}
      {hold.who}
      {hold.since && (
        <>
          {' · '}
          <TimeText at={hold.since} />
        </>
      )}
      {' · '}
      {t('hold.waiting', { count: hold.waiting })}
    </Band>
  )
}

function Release({ waiting, due }: Pick<Hold, 'waiting' | 'due'>) {
  const t = useText(noticesTexts)
  const { mayDecide } = useReader()
  const [asks, setAsks] = useState(false)
  const set = useAction(noticesApi.setHold, {
    onDone: ({ hold }) => {
      tell(t('hold.released', { count: hold.waiting, due: hold.due }))
      setAsks(false)
    },
  })
  if (!mayDecide) return null
  return (
    <>
      <Button look="secondary" icon={<PlayIcon aria-hidden="true" />} onClick={() => setAsks(true)}>
        {t('hold.release')}
      </Button>
      {asks && (
        <ConfirmDialog
          title={t('hold.release')}
          preview={<p>{t('hold.release.preview', { count: waiting, due })}</p>}
          action={t('hold.release.action')}
          busy={set.isPending}
          fault={set.error}
          onConfirm={() => set.mutate({ held: false, reason: '' })}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  )
}

/** The one button that stops all mail, for a bad feed or a wrong word; says what will and will not happen. */
export function HoldButton() {
  const t = useText(noticesTexts)
  const { mayDecide } = useReader()
  const { data } = useCall(noticesApi.hold, {})
  const [asks, setAsks] = useState(false)
  const [reason, keep, forget] = useDraft('notices.hold')
  const set = useAction(noticesApi.setHold, {
    onDone: () => {
      forget()
      tell(t('hold.held'))
      setAsks(false)
    },
  })
  if (!mayDecide || !data || data.hold.held) return null
  return (
    <>
      <Button danger icon={<PauseIcon aria-hidden="true" />} onClick={() => setAsks(true)}>
        {t('hold.open')}
      </Button>
      {asks && (
        <Dialog title={t('hold.open')} onClose={() => setAsks(false)}>
          <p>{t('hold.means')}</p>
          <p>{t('hold.waiting', { count: data.hold.waiting })}</p>
          <Form
            action={t('hold.action')}
            busy={set.isPending}
            fault={set.error}
            onSubmit={() => set.mutate({ held: true, reason: reason.trim() })}
          >
            <TextAreaField
              name="reason"
              label={t('hold.reason')}
              hint={t('hold.reason.hint')}
              rows={2}
              maxLength={500}
              value={reason}
              onChange={({ target }) => keep(target.value)}
            />
          </Form>
        </Dialog>
      )}
    </>
  )
}
