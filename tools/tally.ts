/** How a run went. */
export interface Tally {
  passed: number
  failed: number
  skipped: number
}

interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/** The sum of several runs. */
export const total = (tallies: Tally[]): Tally => ({
  passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
  failed: tallies.reduce((sum, tally) => sum + tally.failed, 0),
  skipped: tallies.reduce((sum, tally) => sum + tally.skipped, 0),
})

/**
 * Counts vitest's JSON report. A file that failed without a failing test of its own (it did not load, or its set-up threw)
 * counts as one failure; so does a run without a report, and a red exit code that no test explains.
 */
export function countTests(report: string | undefined, exitCode: number): Tally {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(report) as Report
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  )
  const failed = numFailedTests + brokenFiles.length
  return { passed: numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed, skipped: numPendingTests + numTodoTests }
}

/** The last line of a run and its exit code. Where nobody looks (`CI=true`), a skipped test is a failure. */
export function verdict(tally: Tally, ci: boolean): { line: string; exitCode: number } {
  const failed = tally.failed + (ci ? tally.skipped : 0)
  const skipped = !ci && tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''
  return { line: `${tally.passed} passed, ${failed} failed${skipped}`, exitCode: failed > 0 ? 1 : 0 }
}
