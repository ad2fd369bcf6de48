import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { utc } from '#domain/time.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { CheckField, Form, SelectField, TextAreaField, TextField, useDraft } from '#ui/kit/Form.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { TimeText, useNow } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { fromNorwegian, toNorwegian } from '#ui/text/norwegian.ts'
import { useText } from '#ui/text/text.ts'
import { type Task, watchApi } from '../contract.ts'
import { type Doing, idsOf, useDeeds } from './deeds.ts'
import { momentOf, type Wait, waits } from './moments.ts'
import { PromiseFields, useMissing } from './PromiseFields.tsx'
import { type Missing, promiseOf } from './promise.ts'
import { useMayAnswer, useMine } from './reader.ts'
import { watchTexts } from './texts.ts'

/** The dialogs in which something is asked before tasks change. */
export function Dialogs({ what, ...props }: Props & { what: Doing['what'] }) {
  if (what === 'snooze') return <SnoozeDialog {...props} />
  if (what === 'give') return <GiveDialog {...props} />
  return <DoneDialog {...props} />
}

interface Props {
  tasks: readonly Task[]
  onClose: () => void
  onDone: () => void
}

const namedInPreview = 5

function Preview({ tasks }: { tasks: readonly Task[] }) {
  const t = useText(watchTexts)
  return (
    <div>
      <ul className="watch-preview">
        {tasks.slice(0, namedInPreview).map(({ id, words }) => (
          <li key={id}>{words}</li>
        ))}
      </ul>
      {tasks.length > namedInPreview && <p>{t('preview.rest', { count: tasks.length - namedInPreview })}</p>}
    </div>
  )
}

const allCalls = (tasks: readonly Task[]): boolean => tasks.every(({ what }) => what === 'call')

/** Until when and why; the usual moments are one press away. */
function SnoozeDialog({ tasks, onClose, onDone }: Props) {
  const t = useText(watchTexts)
  const now = utc(useNow())
  const [until, setUntil] = useState(() => toNorwegian(momentOf('hour', now)))
  const [reason, keep, forget] = useDraft('watch.snooze')
  const moment = fromNorwegian(until)
  const snooze = useAction(watchApi.snooze, {
    onDone: ({ changed }) => {
      forget()
      tell(t('snooze.done', { count: changed }))
      onDone()
    },
  })
  const choose = (wait: Wait) => setUntil(toNorwegian(momentOf(wait, now)))
  return (
    <Dialog title={t('snooze.title', { count: tasks.length })} onClose={onClose}>
      <Preview tasks={tasks} />
      <Form
        action={t('snooze.action', { count: tasks.length })}
        busy={snooze.isPending}
        fault={worded(snooze.error, { until: t('snooze.until.wrong'), reason: t('snooze.reason.wrong') }, t('field.wrong'))}
        onSubmit={({ tried }) => snooze.mutate({ ids: idsOf(tasks), until: moment, reason, tried: tried === 'on' })}
      >
        <div className="actions">
          {waits.map((wait) => (
            <Button key={wait} look="secondary" onClick={() => choose(wait)}>
              {t(`wait.${wait}`)}
            </Button>
          ))}
        </div>
        <TextField
          name="until"
          type="datetime-local"
          label={t('snooze.until')}
          hint={moment && <TimeText at={moment} zone />}
          value={until}
          onChange={({ target }) => setUntil(target.value)}
        />
        <TextAreaField
          name="reason"
          label={t('snooze.reason')}
          hint={t('snooze.reason.hint')}
          rows={2}
          maxLength={500}
          value={reason}
          onChange={({ target }) => keep(target.value)}
        />
        {allCalls(tasks) && <CheckField name="tried" label={t('snooze.tried')} hint={t('snooze.tried.hint')} />}
      </Form>
    </Dialog>
  )
}

/** What came of it. Of calls also whether somebody answered; of one call, what was promised. */
function DoneDialog({ tasks, onClose, onDone }: Props) {
  const t = useText(watchTexts)
  const [outcome, keep, forget] = useDraft('watch.done')
  const [reached, setReached] = useState(true)
  const [missing, setMissing] = useState<readonly Missing[]>([])
  const now = useNow()
  const { reopen } = useDeeds()
  const calls = tasks.some(({ what }) => what === 'call')
  const { unanswered, isAwaited } = useUnanswered(tasks)
  const asks = reached && unanswered > 0
  const done = useAction(watchApi.done, {
    onDone: ({ changed, answered }) => {
      forget()
      const said = answered.length > 0 ? t('done.answered', { count: answered.length }) : t('done.done', { count: changed })
      tell(said, () => reopen(tasks, answered))
      onDone()
    },
  })
  const submit = (values: Record<string, string>) => {
    const promise = asks ? promiseOf(values, now) : { ok: true as const, value: undefined }
    setMissing(promise.ok ? [] : promise.missing)
    if (!promise.ok) return
    const promised = promise.value && { promised: promise.value }
    done.mutate({ ids: idsOf(tasks), outcome, reached: !calls || reached, ...promised })
  }
  const fault = worded(done.error, { outcome: t('done.outcome.wrong') }, t('field.wrong'))
  return (
    <Dialog title={t('done.title', { count: tasks.length })} onClose={onClose}>
      <Preview tasks={tasks} />
      <Form
        action={t('done.action', { count: tasks.length })}
        busy={done.isPending || isAwaited}
        fault={useMissing(missing, fault)}
        onSubmit={submit}
      >
        <TextAreaField
          name="outcome"
          label={t('done.outcome')}
          hint={t(calls ? 'done.outcome.call' : 'done.outcome.hint')}
          rows={3}
          maxLength={2_000}
          value={outcome}
          onChange={({ target }) => keep(target.value)}
        />
        {calls && (
          <CheckField
            name="reached"
            label={t('done.reached')}
            hint={t('done.reached.hint')}
            checked={reached}
            onChange={({ target }) => setReached(target.checked)}
          />
        )}
        {asks && <PromiseFields unanswered={unanswered} />}
        {calls && tasks.length > 1 && reached && <p className="field-hint">{t('promise.oneByOne')}</p>}
      </Form>
    </Dialog>
  )
}

/** How many findings a call is still about; of several tasks nothing is asked, since each promises its own. */
function useUnanswered(tasks: readonly Task[]): { unanswered: number; isAwaited: boolean } {
  const mayAnswer = useMayAnswer()
  const [task] = tasks
  const isOneCall = tasks.length === 1 && task!.what === 'call' && mayAnswer
  const { data, isLoading } = useCall(watchApi.task, { id: task!.id }, { enabled: isOneCall })
  return { unanswered: (isOneCall && data?.call?.unanswered) || 0, isAwaited: isOneCall && isLoading }
}

/** Whom it goes to: one of the others, whom somebody chooses. */
function GiveDialog({ tasks, onClose, onDone }: Props) {
  const t = useText(watchTexts)
  const me = useMine()
  const { data, error } = useCall(watchApi.colleagues, {})
  const [text, keep, forget] = useDraft('watch.give')
  const give = useAction(watchApi.take, {
    onDone: ({ changed }) => {
      forget()
      tell(t('give.done', { count: changed }))
      onDone()
    },
  })
  const others = data?.people.filter(({ id }) => id !== me)
  return (
    <Dialog title={t('give.title', { count: tasks.length })} onClose={onClose}>
      <Preview tasks={tasks} />
      {error && <FaultNotice fault={error} />}
      {others?.length === 0 && <Notice>{t('give.nobody')}</Notice>}
      {others && others.length > 0 && (
        <Form
          action={t('give.action', { count: tasks.length })}
          busy={give.isPending}
          fault={worded(give.error, { to: t('give.to.wrong') }, t('field.wrong'))}
          onSubmit={({ to }) => give.mutate({ ids: idsOf(tasks), to: to as Id<'usr'>, text })}
        >
          <SelectField
            name="to"
            label={t('give.to')}
            required
            choices={[{ value: '', label: t('give.to.choose') }, ...others.map(({ id, name }) => ({ value: id, label: name }))]}
          />
          <TextAreaField
            name="text"
            label={t('give.text')}
            hint={t('give.text.hint')}
            optional
            rows={2}
            maxLength={2_000}
            value={text}
            onChange={({ target }) => keep(target.value)}
          />
        </Form>
      )}
    </Dialog>
  )
}
