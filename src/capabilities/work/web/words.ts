import { say } from '#ui/text/text.ts'
import type { WorkLine } from '../contract.ts'
import { workTexts } from './texts.ts'

/** What a piece of work is called, in the language that is shown now. */
export function nameOf({ kind, about, total }: WorkLine): string {
  const t = say(workTexts)
  if (kind === 'findings.answer' || kind === 'findings.close') return t(`kind.${kind}`, { count: total ?? 0 })
  return kind === 'intake.reattribute' ? t('kind.intake.reattribute') : t(`kind.${kind}`, { about: about ?? '' })
}

/** How it stands, or what has come of it. */
export function summaryOf({ state, done, total, outcome, isStopping }: WorkLine): string {
  const t = say(workTexts)
  if (state === 'waiting') return t('state.waiting')
  if (isStopping) return t('state.stopping')
  if (state === 'interrupted') return t('state.interrupted')
  const counted = total === null ? t('counted', { count: done }) : t('counted.of', { count: done, total })
  if (state === 'running') return counted
  const changed = outcome.changed === undefined ? counted : t('outcome.changed', { count: outcome.changed, total: total ?? done })
  const kept = outcome.unchanged ? ` ${t('outcome.unchanged', { count: outcome.unchanged })}` : ''
  return `${t(`state.${state}`)} ${changed}${kept}`
}

/** How fast it goes and about how long is left; nothing before that can be said. */
export function paceOf({ state, perSecond, secondsLeft }: WorkLine): string | undefined {
  const t = say(workTexts)
  if (state !== 'running' || perSecond === null) return undefined
  const pace =
    perSecond >= 1 ? t('pace.second', { count: Math.round(perSecond) }) : t('pace.minute', { count: Math.ceil(perSecond * 60) })
  if (secondsLeft === null) return pace
  const left = secondsLeft < 60 ? t('left.soon') : t('left.minutes', { count: Math.ceil(secondsLeft / 60) })
  return `${pace} · ${left}`
}
