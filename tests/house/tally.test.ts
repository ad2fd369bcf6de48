import { expect, it } from 'vitest'
import { countTests, total, verdict } from '../../tools/tally.ts'

const report = (counts: object, files: { status: string; assertionResults: { status: string }[] }[] = []): string =>
  JSON.stringify({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: files, ...counts })

it('ends with "N passed, N failed" and exit code 0 when nothing failed', () => {
  expect(verdict({ passed: 12, failed: 0, skipped: 0 }, true)).toEqual({ line: '12 passed, 0 failed', exitCode: 0 })
})

it('names skipped tests where somebody looks, and counts them as failures in CI', () => {
  const tally = { passed: 12, failed: 0, skipped: 3 }
  expect(verdict(tally, false)).toEqual({ line: '12 passed, 0 failed, 3 skipped', exitCode: 0 })
  expect(verdict(tally, true)).toEqual({ line: '12 passed, 3 failed', exitCode: 1 })
})

it('counts a test file that did not load as a failure', () => {
  const broken = [{ status: 'failed', assertionResults: [] }]
  expect(countTests(report({ numPassedTests: 4 }, broken), 1)).toEqual({ passed: 4, failed: 1, skipped: 0 })
})

it('counts a failing test once', () => {
  const file = [{ status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] }]
  expect(countTests(report({ numPassedTests: 1, numFailedTests: 1 }, file), 1)).toEqual({ passed: 1, failed: 1, skipped: 0 })
})

it('never reports success when the run died: no report, or a red exit code without a failing test', () => {
  expect(countTests(undefined, 0).failed).toBe(1)
  expect(countTests(report({ numPassedTests: 9 }), 1).failed).toBe(1)
})

it('adds checks and suites', () => {
  expect(
    total([
      { passed: 6, failed: 1, skipped: 0 },
      { passed: 40, failed: 0, skipped: 2 },
    ]),
  ).toEqual({ passed: 46, failed: 1, skipped: 2 })
})
