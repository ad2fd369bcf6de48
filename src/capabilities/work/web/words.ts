import type { Say } from '#ui/text/catalogue.ts'
import type { WorkLine } from '../contract.ts'
import type { workTexts } from './texts.ts'

type T = Say<(typeof workTexts)['words']['nb']>

/** What a piece of work is called. */
export const nameOf = (t: T, { kind, about, total }: WorkLine): string =>
  kind === 'findings.answer' || kind === 'findings.close'
    ? t(`kind.${kind}`, { count: total ?? 0 })
    : kind === 'intake.reattribute'
      ? t('kind.intake.reattribute')
      : t(`kind.${kind}`, { about: about ?? '' })

/** How it stands, or what has come of it. */
export function summaryOf(t: T, work: WorkLine): string {
  const { state, done, total, outcome, isStopping } = work
  if (state === 'waiting') return t('state.waiting')
  if (isStopping) return t('state.stopping')
  if (state === 'interrupted') return t('state.interrupted')
  if (state === 'running') return total === null ? t('counted', { count: done }) : t('counted.of', { count: done, total })
  // What ended without a total has no sum that says more than that it ended.
  const counted = total === null ? '' : t('counted.of', { count: done, total })
  const changed = outcome.changed === undefined ? counted : t('outcome.changed', { count: outcome.changed, total: total ?? done })
  const kept = outcome.unchanged ? t('outcome.unchanged', { count: outcome.unchanged }) : ''
  return [t(`state.${state}`), changed, kept].filter(Boolean).join(' ')
}

/** How fast it goes and about how long is left; nothing before that can be said. */
export function paceOf(t: T, { state, perSecond, secondsLeft }: WorkLine): string | undefined {
  if (state !== 'running' || perSecond === null) return undefined
  const pace =
    perSecond >= 1 ? t('pace.second', { count: Math.round(perSecond) }) : t('pace.minute', { count: Math.ceil(perSecond * 60) })
  if (secondsLeft === null) return pace
  const left = secondsLeft < 60 ? t('left.soon') : t('left.minutes', { count: Math.ceil(secondsLeft / 60) })
  return `${pace} · ${left}`
}
