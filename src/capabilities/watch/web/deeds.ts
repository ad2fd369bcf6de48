import { useNavigate } from '@tanstack/react-router'
import type { Id } from '#domain/id.ts'
import { useAction } from '#ui/api.ts'
import { useShortcut } from '#ui/kit/keys.ts'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { type Task, watchApi } from '../contract.ts'
import { watchTexts } from './texts.ts'

type Ids = Id<'tsk'>[]
export const idsOf = (tasks: readonly Task[]): Ids => tasks.map(({ id }) => id)

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
    reopen: (tasks: readonly Task[], answered: readonly Id<'fnd'>[] = []) =>
      reopen.mutate({ ids: idsOf(tasks), answered: [...answered] }),
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
