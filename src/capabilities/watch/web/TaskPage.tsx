import { ArrowRightIcon, PhoneIcon } from '@navikt/aksel-icons'
import { useState } from 'react'
import type { z } from 'zod'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button, ButtonLink, TextLink } from '#ui/kit/Button.tsx'
import { CopyButton } from '#ui/kit/CopyButton.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { Form, TextAreaField, useDraft } from '#ui/kit/Form.tsx'
import { useShortcut } from '#ui/kit/keys.ts'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { Story } from '#ui/kit/Story.tsx'
import { SureMark } from '#ui/kit/SureMark.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { type Call, type Script, type Task, watchApi } from '../contract.ts'
import { Deed } from './Deed.tsx'
import { type Doing, useDeeds, useNext } from './deeds.ts'
import { useMine } from './reader.ts'
import { Clock, TaskSeverity, Who } from './TaskWords.tsx'
import { watchTexts } from './texts.ts'
import './watch.css'

type Told = z.output<typeof watchApi.task.output>

/** One task: what is the matter, what to do, and what was done. */
export function TaskPage() {
  const t = useText(watchTexts)
  const { data, error, refetch } = useCall(watchApi.task, { id: usePlace('id') as Id<'tsk'> })
  if (error)
    return (
      <Page title={t('task.missing')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data)
    return (
      <p className="faint" role="status">
        {t('task.loading')}
      </p>
    )
  return <Shown told={data} />
}

function Shown({ told: { task, notes, about, call } }: { told: Told }) {
  const t = useText(watchTexts)
  const [doing, setDoing] = useState<Doing>()
  const deeds = useDeeds()
  const next = useNext()
  return (
    <Page
      title={task.words}
      lead={
        <>
          <TaskSeverity task={task} /> · {t(`kind.${task.what}`)} · <Clock task={task} />
        </>
      }
      actions={
        <>
          {call?.number && task.state !== 'done' && <Ring number={call.number} />}
          <Actions task={task} open={(what) => setDoing({ what, tasks: [task] })} deeds={deeds} next={next} />
        </>
      }
    >
      {(deeds.fault ?? next.error) && <FaultNotice fault={(deeds.fault ?? next.error)!} />}
      {task.state === 'done' && (
        <Notice
          tone="success"
          title={t('task.ended')}
          actions={<ButtonLink to={task.link}>{t(`go.${placeOf(task.link)}`)}</ButtonLink>}
        >
          <p>{task.outcome}</p>
        </Notice>
      )}
      {task.state === 'snoozed' && (
        <Notice title={t('task.sleeps')}>
          <p>{task.snoozeReason}</p>
        </Notice>
      )}
      <div className="watch-task">
        <div className="watch-facts">
          {task.state !== 'done' && (
            <div className="panel watch-next">
              <h2 className="ds-heading" data-size="2xs">
                {t('task.next')}
              </h2>
              <p>{task.next}</p>
              <Said about={about} />
              <ButtonLink look="primary" to={task.link} icon={<ArrowRightIcon aria-hidden="true" />}>
                {t(`go.${placeOf(task.link)}`)}
              </ButtonLink>
            </div>
          )}
          <Facts task={task} />
        </div>
        <div className="watch-story">
          {call && <CallPanel call={call} />}
          {about.length > 1 && <About about={about} count={task.count} />}
          <Section title={t('notes.title')}>
            <Story
              label={t('notes.title')}
              steps={notes.map((note) => ({
                key: String(note.number),
                at: note.at,
                side: 'note',
                title: note.words,
                who: note.who,
                ...(note.text && { reason: <p className="watch-text">{note.text}</p> }),
              }))}
            />
            <NoteForm task={task} />
          </Section>
        </div>
      </div>
      <Deed doing={doing} onClose={() => setDoing(undefined)} />
    </Page>
  )
}

const places = ['findings', 'notices', 'organisations', 'sources', 'closings', 'unattributed'] as const

/** Which page a link leads to, for what its button says. */
const placeOf = (link: string): (typeof places)[number] => places.find((place) => link.startsWith(`/${place}`)) ?? 'findings'

function Actions({
  task,
  open,
  deeds,
  next,
}: {
  task: Task
  open: (what: Doing['what']) => void
  deeds: ReturnType<typeof useDeeds>
  next: ReturnType<typeof useNext>
}) {
  const t = useText(watchTexts)
  const me = useMine()
  const isDone = task.state === 'done'
  const isMine = task.takenBy?.id === me
  const isFree = !task.takenBy
  useShortcut('t', t('take.action'), () => deeds.take([task]), !isDone && isFree)
  useShortcut('a', t('give.open'), () => open('give'), !isDone)
  useShortcut('z', t('snooze.open'), () => open('snooze'), !isDone)
  useShortcut('e', t('done.open'), () => open('done'), !isDone)
  if (isDone)
    return (
      <>
        <Button busy={next.isPending} onClick={() => next.mutate({})}>
          {t('next.action')}
        </Button>
        <Button look="secondary" onClick={() => deeds.reopen([task])}>
          {t('reopen.action')}
        </Button>
      </>
    )
  return (
    <>
      {isFree && <Button onClick={() => deeds.take([task])}>{t('take.action')}</Button>}
      <Button look={isFree ? 'secondary' : 'primary'} onClick={() => open('done')}>
        {t('done.open')}
      </Button>
      {!isFree && !isMine && me && (
        <Button look="secondary" onClick={() => deeds.takeOver([task], me)}>
          {t('take.over', { name: task.takenBy!.name })}
        </Button>
      )}
      <Button look="secondary" onClick={() => open('give')}>
        {t('give.open')}
      </Button>
      {!isFree && (
        <Button look="secondary" onClick={() => deeds.release([task])}>
          {t('release.action')}
        </Button>
      )}
      <Button look="secondary" onClick={() => open('snooze')}>
        {t('snooze.open')}
      </Button>
    </>
  )
}

function Facts({ task }: { task: Task }) {
  const t = useText(watchTexts)
  return (
    <div className="panel">
      <Definition
        items={[
          [
            t('filter.organisation'),
            task.organisation && (
              <TextLink key="organisation" to={`/organisations/${task.organisation.id}/overview`}>
                {task.organisation.name}
              </TextLink>
            ),
          ],
          [t('fact.state'), t(`state.${task.state}`)],
          [t(task.state === 'done' ? 'column.endedBy' : 'column.who'), <Who key="who" task={task} />],
          [t('fact.due'), <TimeText key="due" at={task.dueAt} zone />],
          [t('fact.raised'), <TimeText key="raised" at={task.createdAt} zone />],
          [t('fact.count'), task.count > 1 ? String(task.count) : null],
        ]}
      />
    </div>
  )
}

/** Whom to ring and what to say, large enough to read while the telephone rings. */
function CallPanel({ call }: { call: Call }) {
  const t = useText(watchTexts)
  return (
    <Section title={t('call.title')}>
      <div className="panel watch-call">
        <p className="watch-number">
          <b>{call.contact || t('call.nobody')}</b>
          {call.number ? (
            <>
              <a className="ds-link" href={telephone(call.number)}>
                {call.number}
              </a>
              <CopyButton what={t('call.number')} text={call.number} />
            </>
          ) : (
            <span className="faint">{t('call.noNumber')}</span>
          )}
        </p>
        {call.sureness && (
          <p>
            <SureMark state={call.sureness.state}>{call.sureness.words}</SureMark>
          </p>
        )}
        {call.script ? <ScriptText script={call.script} /> : <p>{t('call.noScript')}</p>}
      </div>
    </Section>
  )
}

const telephone = (number: string): string => `tel:${number.replaceAll(/[^\d+]/g, '')}`

/** Where the page is on a telephone, the number comes before all else. */
function Ring({ number }: { number: string }) {
  const t = useText(watchTexts)
  return (
    <a className="ds-button watch-ring" data-variant="primary" href={telephone(number)}>
      <PhoneIcon aria-hidden="true" />
      {t('call.ring', { number })}
    </a>
  )
}

/** What is said stands in the language of whoever answers. */
function ScriptText({ script: { language, parts } }: { script: Script }) {
  return (
    <div className="watch-script">
      {parts.map(({ title, lines }) => (
        <section key={title}>
          <h3 className="ds-heading" data-size="2xs">
            {title}
          </h3>
          <ul>
            {lines.map(({ text, said }) => (
              <li key={text} lang={said ? language : undefined}>
                {text}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

/** The reasons that the member gave for a dispute, each once. */
function Said({ about }: { about: Told['about'] }) {
  const t = useText(watchTexts)
  const said = new Set(about.flatMap(({ over, said }) => (said && !over ? [said] : [])))
  if (said.size === 0) return null
  return (
    <div>
      <h3 className="ds-heading" data-size="2xs">
        {t('dispute.said')}
      </h3>
      {[...said].map((text) => (
        <blockquote key={text} className="watch-text">
          {text}
        </blockquote>
      ))}
    </div>
  )
}

function About({ about, count }: { about: Told['about']; count: number }) {
  const t = useText(watchTexts)
  const left = about.filter(({ over }) => !over).length
  return (
    <Section title={t('about.title')}>
      <ul className="watch-about">
        {about.map(({ object, words, link, at, over }) => (
          <li key={object} data-over={over || undefined}>
            <TextLink to={link}>{words}</TextLink>
            <span className="faint">{over ? t('about.over') : <TimeText at={at} only="distance" />}</span>
          </li>
        ))}
      </ul>
      {count > left && <p className="faint">{t('about.more', { count: count - left })}</p>}
    </Section>
  )
}

function NoteForm({ task }: { task: Task }) {
  const t = useText(watchTexts)
  const [text, keep, forget] = useDraft(`watch.note.${task.id}`)
  const note = useAction(watchApi.note, { onDone: forget })
  return (
    <Form
      action={t('note.action')}
      busy={note.isPending}
      fault={note.error}
      onSubmit={() => text.trim() && note.mutate({ id: task.id, text })}
    >
      <TextAreaField
        name="text"
        label={t('note.text')}
        hint={t('note.hint')}
        optional
        rows={2}
        maxLength={2_000}
        value={text}
        onChange={({ target }) => keep(target.value)}
      />
    </Form>
  )
}
