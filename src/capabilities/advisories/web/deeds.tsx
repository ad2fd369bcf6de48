import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { momentText } from '#domain/dates.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextAreaField } from '#ui/kit/Form.tsx'
import { Notice } from '#ui/kit/Notice.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type Advisory, advisoriesApi } from '../contract.ts'
import { advisoriesTexts } from './texts.ts'

interface Asked {
  advisory: Advisory
  onClose: () => void
}

/** Sends the draft to a second person, with what stands beside its text: what is new in it, and why it asks nothing. */
export function SendDialog({
  advisory: { id, revision, version, checks, noMeasures, news },
  onClose,
  onDone,
}: Asked & { onDone: () => void }) {
  const t = useText(advisoriesTexts)
  const send = useAction(advisoriesApi.send, {
    onDone: () => {
      onDone()
      onClose()
    },
  })
  return (
    <Dialog title={t('one.send')} onClose={onClose}>
      <Form
        action={t('one.send')}
        busy={send.isPending}
        fault={worded(send.error, {}, t('wrong'))}
        onSubmit={({ words = '', reason = '', nb = '', nn = '', en = '' }) =>
          send.mutate({ id, revision, words, noMeasures: reason, ...(version > 0 && { news: { nb, nn, en } }) })
        }
      >
        {checks?.needsReason && (
          <TextAreaField
            name="reason"
            label={t('one.publish.reason')}
            hint={t('one.publish.reason.hint')}
            rows={3}
            maxLength={2_000}
            defaultValue={noMeasures ?? ''}
          />
        )}
        {version > 0 &&
          (['nb', 'nn', 'en'] as const).map((language) => (
            <TextAreaField
              key={language}
              name={language}
              label={`${t('one.publish.news')} (${t(`language.${language}`)})`}
              optional={language !== 'nb'}
              rows={2}
              maxLength={1_000}
              defaultValue={news?.[language] ?? ''}
            />
          ))}
        <TextAreaField name="words" label={t('one.send.words')} optional rows={2} maxLength={2_000} />
      </Form>
    </Dialog>
  )
}

/** Approves the draft, or returns it with words. */
export function ReviewDialog({ advisory: { id, revision }, onClose }: Asked) {
  const t = useText(advisoriesTexts)
  const [words, setWords] = useState('')
  const review = useAction(advisoriesApi.review, {
    onDone: (_, { approve }) => {
      tell(t(approve ? 'one.approved' : 'one.returned'))
      onClose()
    },
  })
  return (
    <Dialog title={t('one.review.title')} onClose={onClose}>
      <Form
        action={t('one.approve')}
        busy={review.isPending}
        fault={worded(review.error, {}, t('wrong'))}
        onSubmit={() => review.mutate({ id, revision, approve: true, words })}
        actions={
          <Button look="secondary" onClick={() => review.mutate({ id, revision, approve: false, words })}>
            {t('one.return')}
          </Button>
        }
      >
        <TextAreaField
          name="words"
          label={t('one.review.words')}
          optional
          rows={4}
          maxLength={2_000}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
      </Form>
    </Dialog>
  )
}

/** Publishes what was approved: says to how many. */
export function PublishDialog({ advisory: { id, revision }, onClose }: Asked) {
  const t = useText(advisoriesTexts)
  const { data } = useCall(advisoriesApi.audience, { id, limit: 1 })
  const publish = useAction(advisoriesApi.publish, {
    onDone: (done) => {
      tell(t('one.published', { version: done.version, count: done.addressed }))
      onClose()
    },
  })
  return (
    <Dialog title={t('one.publish.title')} onClose={onClose}>
      <Form
        action={t('one.publish')}
        busy={publish.isPending}
        fault={worded(publish.error, {}, t('wrong'))}
        onSubmit={() => publish.mutate({ id, revision })}
      >
        {data && <Notice>{t('one.publish.to', { count: data.count })}</Notice>}
      </Form>
    </Dialog>
  )
}

/** Takes back a withdrawal that has not been carried out. */
export function useKeep() {
  const t = useText(advisoriesTexts)
  return useAction(advisoriesApi.keep, { onDone: () => tell(t('one.withdraw.kept')) })
}

/** Throws away the draft of the next version, after saying what is lost. */
export function DiscardDialog({ advisory: { id, revision, version }, onClose }: Asked) {
  const t = useText(advisoriesTexts)
  const navigate = useNavigate()
  const discard = useAction(advisoriesApi.discard, {
    onDone: () => {
      tell(t('one.discarded'))
      onClose()
      void navigate({ to: `/advisories/${id}` })
    },
  })
  return (
    <Dialog title={t('one.discard.title', { version: version + 1 })} onClose={onClose}>
      <Form
        action={t('one.discard')}
        busy={discard.isPending}
        fault={worded(discard.error, {}, t('wrong'))}
        onSubmit={() => discard.mutate({ id, revision })}
      >
        <p>{t('one.discard.lead', { version })}</p>
      </Form>
    </Dialog>
  )
}

/** Withdraws with a reason that those who got it see. */
export function WithdrawDialog({ advisory: { id }, onClose }: Asked) {
  const t = useText(advisoriesTexts)
  const locale = useLocale()
  const keep = useKeep()
  const withdraw = useAction(advisoriesApi.withdraw, {
    onDone: ({ at }) => {
      if (at) tell(t('one.withdraw.asked', { at: momentText(at, locale) }), () => keep.mutate({ id }))
      else tell(t('one.withdrawn'))
      onClose()
    },
  })
  return (
    <Dialog title={t('one.withdraw.title')} onClose={onClose}>
      <Form
        action={t('one.withdraw')}
        busy={withdraw.isPending}
        fault={worded(withdraw.error, {}, t('wrong'))}
        onSubmit={({ reason = '' }) => withdraw.mutate({ id, reason })}
      >
        <TextAreaField name="reason" label={t('one.withdraw.reason')} hint={t('one.withdraw.hint')} rows={3} maxLength={2_000} />
      </Form>
    </Dialog>
  )
}
