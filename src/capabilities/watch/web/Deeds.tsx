import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { utc } from '#domain/time.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { CheckField, Form, SelectField, TextAreaField, TextField, useDraft } from '#ui/kit/Form.tsx'
import { useShortcut } from '#ui/kit/keys.ts'
import { TimeText, useNow } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { fromNorwegian, toNorwegian } from '#ui/text/norwegian.ts'
import { useText } from '#ui/text/text.ts'
import { type Task, watchApi } from '../contract.ts'
import { momentOf, type Wait, waits } from './moments.ts'
import { watchTexts } from './texts.ts'

type Ids = Id<'tsk'>[]
const idsOf = (tasks: readonly Task[]): Ids => tasks.map(({ id }) => id)

/** Which dialog is open, and for which tasks. */
export type Doing = { what: 'snooze' | 'done' | 'give'; tasks: readonly Task[] }

/** What can be done at once, without a question. */
export function useDeeds() {
  const t = useText(watchTexts)
  const take = useAction(watchApi.take, {
    onDone: ({ changed }, { ids }) =>
      tell(changed === ids.length ? t('take.done', { count: changed }) : t('take.some', { count: changed, of: ids.length })),
  })
  const release = useAction(watchApi.release, { onDone: ({ changed }) => tell(t('release.done', { count: changed })) })
  const reopen = useAction(watchApi.reopen, {
    onDone: ({ changed }, { ids }) => tell(changed === ids.length ? t('reopen.done', { count: changed }) : t('reopen.none')),
  })
  return {
    take: (tasks: readonly Task[]) => tasks.length > 0 && take.mutate({ ids: idsOf(tasks) }),
    takeOver: (tasks: readonly Task[], me: string) => take.mutate({ ids: idsOf(tasks), to: me as Id<'usr'> }),
    release: (tasks: readonly Task[]) => tasks.length > 0 && release.mutate({ ids: idsOf(tasks) }),
    reopen: (tasks: readonly Task[]) => reopen.mutate({ ids: idsOf(tasks) }),
    fault: take.error ?? release.error ?? reopen.error,
  }
}

/** Takes the next task that nobody has, and goes there. */
export function useNext() {
  const t = useText(watchTexts)
  const navigate = useNavigate()
  const next = useAction(watchApi.next, {
    onDone: ({ task }) => {
      if (task) void navigate({ to: `/watch/${task.id}` })
      else tell(t('next.none'))
    },
  })
  useShortcut('n', t('next.action'), () => next.mutate({}))
  return next
}

/** The dialog that is open, if one is. */
export function Deed({ doing, onClose, onDone }: { doing: Doing | undefined; onClose: () => void; onDone?: () => void }) {
  if (!doing || doing.tasks.length === 0) return null
  const props = { tasks: doing.tasks, onClose, onDone: onDone ?? onClose }
  if (doing.what === 'snooze') return <SnoozeDialog {...props} />
  if (doing.what === 'give') return <GiveDialog {...props} />
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

/** What came of it. Of calls also whether somebody answered. */
function DoneDialog({ tasks, onClose, onDone }: Props) {
  const t = useText(watchTexts)
  const [outcome, keep, forget] = useDraft('watch.done')
  const { reopen } = useDeeds()
  const done = useAction(watchApi.done, {
    onDone: ({ changed }) => {
      forget()
      tell(t('done.done', { count: changed }), () => reopen(tasks))
      onDone()
    },
  })
  const calls = tasks.some(({ what }) => what === 'call')
  return (
    <Dialog title={t('done.title', { count: tasks.length })} onClose={onClose}>
      <Preview tasks={tasks} />
      <Form
        action={t('done.action', { count: tasks.length })}
        busy={done.isPending}
        fault={worded(done.error, { outcome: t('done.outcome.wrong') }, t('field.wrong'))}
        onSubmit={({ reached }) => done.mutate({ ids: idsOf(tasks), outcome, reached: !calls || reached === 'on' })}
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
        {calls && <CheckField name="reached" label={t('done.reached')} hint={t('done.reached.hint')} defaultChecked />}
      </Form>
    </Dialog>
  )
}

function GiveDialog({ tasks, onClose, onDone }: Props) {
  const t = useText(watchTexts)
  const { data } = useCall(watchApi.colleagues, {})
  const give = useAction(watchApi.take, {
    onDone: ({ changed }) => {
      tell(t('give.done', { count: changed }))
      onDone()
    },
  })
  return (
    <Dialog title={t('give.title', { count: tasks.length })} onClose={onClose}>
      <Preview tasks={tasks} />
      {data && (
        <Form
          action={t('give.action', { count: tasks.length })}
          busy={give.isPending}
          fault={give.error}
          onSubmit={({ to }) => give.mutate({ ids: idsOf(tasks), to: to as Id<'usr'> })}
        >
          <SelectField name="to" label={t('give.to')} choices={data.people.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form>
      )}
    </Dialog>
  )
}
