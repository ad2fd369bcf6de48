import type { CsafFailure } from '../contract.ts'

/** Failing tests with number, place and what is wrong. */
export function Failures({ failures }: { failures: readonly CsafFailure[] }) {
  return (
    <ul className="ds-list">
      {failures.map(({ test, pointer, message }) => (
        <li key={`${test} ${pointer} ${message}`}>
          <b>{test}</b> <code className="advisory-vector">{pointer || '/'}</code> {message}
        </li>
      ))}
    </ul>
  )
}
