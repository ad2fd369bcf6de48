/** Where a test may let the process die, to see that nothing is lost and nothing happens twice. */
export type CrashPoint =
  | 'after-parse'
  | 'after-insert'
  | 'before-commit'
  | 'notices.before-data'
  | 'notices.in-data'
  | 'notices.after-250'
  | 'notices.before-commit'

const [point, first] = (process.env.VARDE_CRASH_AT ?? '').split(':')
let left = Number(first ?? 1)

/** Ends the process as a power cut would, at the n-th passage of the point named by VARDE_CRASH_AT (`after-insert:3`). */
export function crashPoint(here: CrashPoint): void {
  if (point !== here) return
  left -= 1
  if (left <= 0) process.kill(process.pid, 'SIGKILL')
}
