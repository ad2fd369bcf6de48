import { type CsafVersion, csafVersions } from './shape.ts'

export const testGroups = ['schema', 'mandatory', 'optional', 'informative'] as const
export type TestGroup = (typeof testGroups)[number]

/** One place where a document fails a test. */
export interface Failure {
  /** Number of the test in the standard (`6.1.14`), or `schema`. */
  test: string
  group: TestGroup
  /** JSON pointer; empty is the document as a whole. */
  pointer: string
  message: string
}

/** What the tests say of a document. */
export interface Judgement {
  version: CsafVersion
  /** Whether schema and mandatory tests pass: what may be published (csaf § 6). */
  valid: boolean
  failures: Failure[]
  /** How many failures there are beyond those listed. */
  more: number
  /** Numbers of the tests that were run. */
  tests: string[]
  milliseconds: number
}

/** A test by its number; it gives the places that fail. */
export interface CsafTest {
  id: string
  run(document: unknown): Promise<Pick<Failure, 'pointer' | 'message'>[]> | Pick<Failure, 'pointer' | 'message'>[]
}

/** 6.3.6 and 6.3.7 fetch every URL of the document, which a validator of foreign documents must not; 6.3.8 wants a spelling program. */
export const leftOut = ['6.3.6', '6.3.7', '6.3.8']

const mostFailures = 1_000

/** The version a document says it has. */
export function versionOf(document: unknown): CsafVersion | undefined {
  const said = (document as { document?: { csaf_version?: unknown } } | null)?.document?.csaf_version
  return csafVersions.find((one) => one === said)
}

/** The group a test belongs to (csaf § 6.1–6.3). */
const groupOf = (id: string): TestGroup =>
  id.startsWith('6.1') ? 'mandatory' : id.startsWith('6.2') ? 'optional' : id.startsWith('6.3') ? 'informative' : 'schema'

/** Runs every test. One that breaks fails with what broke it, and the others go on. */
export async function judge(document: unknown, version: CsafVersion, tests: readonly CsafTest[]): Promise<Judgement> {
  const begun = performance.now()
  const all: Failure[] = []
  for (const { id, run } of tests) {
    try {
      for (const { pointer, message } of await run(document)) all.push({ test: id, group: groupOf(id), pointer, message })
    } catch (error) {
      const message =
        error instanceof RangeError ? 'nested too deep to be tested' : `cannot be tested: ${(error as Error).message}`
      all.push({ test: id, group: groupOf(id), pointer: '', message })
    }
  }
  return {
    version,
    valid: all.every(({ group }) => group !== 'schema' && group !== 'mandatory'),
    failures: all.slice(0, mostFailures),
    more: Math.max(0, all.length - mostFailures),
    tests: tests.map(({ id }) => id),
    milliseconds: Math.round(performance.now() - begun),
  }
}
