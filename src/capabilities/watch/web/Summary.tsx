import { TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type HandoverSummary, type Task, taskKinds } from '../contract.ts'
import { watchTexts } from './texts.ts'

/** The figures of a shift, each with what it is of. */
export function Figures({ summary }: { summary: HandoverSummary }) {
  const t = useText(watchTexts)
  const kinds = taskKinds.filter((kind) => summary.byKind[kind])
  return (
    <div className="panel">
      <Definition
        items={[
          [
            t('figures.queue'),
            <CountText
              key="queue"
              parts={[
                { value: summary.raised, what: t('figures.raised') },
                { value: summary.done, what: t('figures.done') },
              ]}
            />,
          ],
          [
            t('figures.open'),
            <CountText
              key="open"
              parts={[
                { value: summary.open, what: t('figures.left') },
                { value: summary.overdue, what: t('figures.overdue') },
              ]}
            />,
          ],
          [
            t('figures.kinds'),
            kinds.length > 0 && (
              <CountText key="kinds" parts={kinds.map((kind) => ({ value: summary.byKind[kind]!, what: t(`kinds.${kind}`) }))} />
            ),
          ],
          [
            t('figures.sector'),
            <CountText
              key="sector"
              parts={[
                { value: summary.opened, what: t('figures.opened') },
                { value: summary.fixed, what: t('figures.fixed') },
                { value: summary.noticesSent, what: t('figures.sent') },
              ]}
            />,
          ],
        ]}
      />
    </div>
  )
}

/** What is passed on, worst first. */
export function PassedOn({ tasks, open }: { tasks: readonly Task[]; open: number }) {
  const t = useText(watchTexts)
  if (tasks.length === 0) return <p>{t('passed.none')}</p>
  return (
    <>
      <ol className="watch-passed">
        {tasks.map((task) => (
          <li key={task.id}>
            <p>
              <TextLink to={`/watch/${task.id}`}>{task.words}</TextLink>
            </p>
            <p className="faint">
              <SeverityMark severity={task.severity} /> · {t(`state.${task.state}`)}
              {task.takenBy && ` (${task.takenBy.name})`} ·{' '}
              {task.state === 'snoozed' && task.snoozedUntil ? (
                <>
                  {t('clock.sleeps')} <TimeText at={task.snoozedUntil} />: {task.snoozeReason}
                </>
              ) : (
                <>
                  {t(task.overdue ? 'clock.passed' : 'clock.due')} <TimeText at={task.dueAt} />
                </>
              )}
            </p>
          </li>
        ))}
      </ol>
      {open > tasks.length && <p>{t('passed.more', { count: open - tasks.length })}</p>}
    </>
  )
}
