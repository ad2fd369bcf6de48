import { readFile } from 'node:fs/promises'
import type { Difference, Outcome } from './suite.ts'

/** A difference that we stand by, with its reason; `*` in a cell stands for any text. */
export interface Explanation {
  suite: string
  case: string
  field: string
  ours: string
  theirs: string
  reason: string
}

/** Reads `docs/conformance-differences.tsv`; its first line names the columns. */
export async function readExplanations(path: string): Promise<Explanation[]> {
  const [, ...lines] = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '')
  return lines.map((line, index) => {
    const cells = line.split('\t')
    if (cells.length !== 6 || cells[5]!.trim() === '')
      throw new Error(`${path}, line ${index + 2}: six cells are needed, the last one a reason`)
    const [suite, inCase, field, ours, theirs, reason] = cells as [string, string, string, string, string, string]
    return { suite, case: inCase, field, ours, theirs, reason }
  })
}

/** The explanation of a difference, if there is one. */
export const explanationOf = (
  suite: string,
  difference: Difference,
  explanations: readonly Explanation[],
): Explanation | undefined =>
  explanations.find(
    (one) =>
      fits(one.suite, suite) &&
      fits(one.case, difference.case) &&
      fits(one.field, difference.field) &&
      fits(one.ours, difference.ours) &&
      fits(one.theirs, difference.theirs),
  )

const fits = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
    's',
  ).test(text)

/** At most this part of a suite may differ with an explanation. */
const mostExplained = 0.02

/** A case that differs, each difference with the reason why we stand by it, where there is one. */
export type Judged = (Difference & { because: string | undefined })[]

/** Whether a suite is good enough: there are cases, every difference is explained, and not too many had to be. */
export function judge(
  suite: string,
  outcome: Outcome,
  explanations: readonly Explanation[],
): { cases: Judged[]; explained: number; good: boolean } {
  const cases = outcome.differing.map((differences) =>
    differences.map((difference) => ({ ...difference, because: explanationOf(suite, difference, explanations)?.reason })),
  )
  const explained = cases.filter((differences) => differences.every(({ because }) => because !== undefined)).length
  return { cases, explained, good: outcome.total > 0 && explained === cases.length && explained <= outcome.total * mostExplained }
}
