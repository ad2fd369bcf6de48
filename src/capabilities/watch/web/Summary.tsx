import { TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { numberText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type HandoverSummary, type Task, taskKinds } from '../contract.ts'
import { watchTexts } from './texts.ts'

/** The figures of a shift, each with what it is of. */
export function Figures({ summary }: { summary: HandoverSummary }) {
  const t = useText(watchTexts)
  const locale = useLocale()
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
                { value: summary.overdue, what: t('figures.overdue'), of: summary.open },
              ]}
            />,
          ],
          [
            t('figures.kinds'),
            kinds.length > 0 && (
              <ul key="kinds" className="watch-kinds">
                {kinds.map((kind) => (
                  <li key={kind}>
                    {t(`kind.${kind}`)} <b>{numberText(summary.byKind[kind]!, locale)}</b>
                  </li>
                ))}
              </ul>
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
              <SeverityMark severity={task.severity} /> ·{' '}
              {task.state === 'snoozed' && task.snoozedUntil ? (
                <>
                  {t('clock.sleeps')} <TimeText at={task.snoozedUntil} />
                </>
              ) : (
                <>
                  {t(`state.${task.state}`)}
                  {task.takenBy && ` (${task.takenBy.name})`} · {t(task.overdue ? 'clock.passed' : 'clock.due')}{' '}
                  <TimeText at={task.dueAt} />
                </>
              )}
            </p>
            {task.snoozeReason && <p className="faint">{task.snoozeReason}</p>}
          </li>
        ))}
      </ol>
      {open > tasks.length && <p>{t('passed.more', { count: open - tasks.length })}</p>}
    </>
  )
}
