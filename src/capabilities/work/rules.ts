import type { Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { WorkKind } from '#domain/work.ts'
import type { WorkLine } from './contract.ts'

/** What is done in parts, and can end between two of them. */
export const stoppable: readonly WorkKind[] = ['findings.answer', 'findings.close']

/** A worker reports every second. One that is silent for so long is dead. */
export const silentMs = 60_000

/** Before so much has been done, nobody can say how fast it goes. */
const shortestMeasuredMs = 1_000

/** What stands of a piece of work, without how it looks to somebody. */
interface Standing extends Omit<WorkLine, 'own' | 'by' | 'state' | 'perSecond' | 'secondsLeft' | 'mayStop' | 'isStopping'> {
  who: string
  whoName: string
  state: Exclude<WorkLine['state'], 'interrupted'>
  takenAt: Utc | null
  takenDone: number
  stop: boolean
}

/** Work as somebody sees it at a moment. */
export function lineOf(work: Standing, { who }: Scope, now: Utc): WorkLine {
  const { whoName, takenAt, takenDone, stop, who: asker, ...same } = work
  const underWay = work.endedAt === null
  const isSilent = work.state === 'running' && Date.parse(now) - Date.parse(work.changedAt) > silentMs
  const perSecond = isSilent ? null : paceOf(work)
  const left = work.total === null ? null : work.total - work.done
  return {
    ...same,
    own: asker === who.id,
    by: /^(usr|key)_/.test(asker) ? whoName : '',
    state: isSilent ? 'interrupted' : work.state,
    perSecond,
    secondsLeft: underWay && left !== null && perSecond ? Math.max(0, Math.ceil(left / perSecond)) : null,
    mayStop: underWay && !stop && stoppable.includes(work.kind),
    isStopping: underWay && stop,
  }
}

/** How many a second, since the present worker took it up. */
function paceOf({ takenAt, takenDone, changedAt, done }: Standing): number | null {
  const took = takenAt === null ? 0 : Date.parse(changedAt) - Date.parse(takenAt)
  return took < shortestMeasuredMs || done <= takenDone ? null : Math.round((10_000 * (done - takenDone)) / took) / 10
}
