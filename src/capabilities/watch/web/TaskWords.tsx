import { SeverityMark } from '#ui/kit/marks.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import type { Task } from '../contract.ts'
import { watchTexts } from './texts.ts'

/** Critical, and nobody has taken it: the fire is lit. */
export const isLit = ({ severity, state }: Pick<Task, 'severity' | 'state'>): boolean =>
  severity === 'critical' && state === 'open'

export function TaskSeverity({ task }: { task: Task }) {
  return <SeverityMark severity={task.severity} lit={isLit(task)} />
}

/** When it must have been looked at, how long it sleeps, or when it ended. */
export function Clock({ task }: { task: Task }) {
  const t = useText(watchTexts)
  if (task.state === 'done' && task.doneAt) return <TimeText at={task.doneAt} />
  if (task.state === 'snoozed' && task.snoozedUntil)
    return (
      <span>
        {t('clock.sleeps')} <TimeText at={task.snoozedUntil} />
      </span>
    )
  return task.overdue ? (
    <span className="overdue">
      {t('clock.passed')} <TimeText at={task.dueAt} />
    </span>
  ) : (
    <TimeText at={task.dueAt} />
  )
}

/** Who has it; of what ended, who ended it. */
export function Who({ task }: { task: Task }) {
  const t = useText(watchTexts)
  if (task.state === 'done') return <span>{task.doneBy ?? t('who.itself')}</span>
  return task.takenBy ? <span>{task.takenBy.name}</span> : <span className="faint">{t('who.nobody')}</span>
}
