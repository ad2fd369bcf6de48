import type { Id } from '#domain/id.ts'
import { rank, type Severity, severities } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Operated, OperatedFilter, operatedOrders } from './contract.ts'

/** What an operator has to do at one owner, as the database counts it. */
export type OperatedCounts = Omit<Operated, 'organisation' | 'worst'>

/** What nothing was seen of. */
export const nothingSeen: OperatedCounts = {
  findings: 0,
  unsettled: 0,
  bySeverity: {},
  unanswered: 0,
  overdue: 0,
  nextDue: null,
  told: 0,
  silent: 0,
  lastToldAt: null,
}

/** The gravest severity that is counted; undefined when nothing is. */
export const worstOf = (bySeverity: Readonly<Record<string, number>>): Severity | undefined =>
  severities.find((severity) => bySeverity[severity])

type Key = (row: Operated) => number | string | null

const moment = (at: Utc | null): number | null => (at === null ? null : Date.parse(at))

/** What a list is sorted by, least first; what has nothing to be sorted by comes last. */
const keys: Record<(typeof operatedOrders)[number], Key> = {
  name: ({ organisation }) => organisation.name,
  // The gravest first, and of those where most is unanswered.
  worst: ({ worst, unanswered }) => (worst === null ? null : -(rank(worst) * 1e7 + unanswered)),
  unsettled: ({ unsettled }) => -unsettled,
  overdue: ({ overdue }) => -overdue,
  due: ({ nextDue }) => moment(nextDue),
  told: ({ lastToldAt }) => moment(lastToldAt),
  silent: ({ silent }) => -silent,
}

const { compare: compareNames } = new Intl.Collator('nb', { numeric: true })

function compare(one: number | string | null, other: number | string | null): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1
  return typeof one === 'string' ? compareNames(one, String(other)) : one - Number(other)
}

/** Whether an owner is among those that are asked for. */
export function isWanted(row: Operated, { q, severity, overdue, silent }: OperatedFilter): boolean {
  if (q && !row.organisation.name.toLowerCase().includes(q.trim().toLowerCase())) return false
  if (severity?.length && !severity.some((each) => row.bySeverity[each])) return false
  return !(overdue && row.overdue === 0) && !(silent && row.silent === 0)
}

/**
 * One page of those that are asked for, and how many there are of how many. A page begins after the owner that ended the one before;
 * when that one is no longer there, with the first.
 */
export function operatedPage(
  rows: readonly Operated[],
  wanted: OperatedFilter & { order: (typeof operatedOrders)[number]; after?: Id<'org'> | undefined; limit: number },
): { rows: Operated[]; next?: Id<'org'>; count: number; of: number } {
  const key = keys[wanted.order]
  const sorted = rows.toSorted(
    (one, other) =>
      compare(key(one), key(other)) ||
      compareNames(one.organisation.name, other.organisation.name) ||
      compare(one.organisation.id, other.organisation.id),
  )
  const begins = sorted.findIndex(({ organisation }) => organisation.id === wanted.after) + 1
  const left = sorted.slice(begins).filter((row) => isWanted(row, wanted))
  const shown = left.slice(0, wanted.limit)
  return {
    rows: shown,
    ...(left.length > shown.length && { next: shown.at(-1)!.organisation.id }),
    count: rows.filter((row) => isWanted(row, wanted)).length,
    of: rows.length,
  }
}
