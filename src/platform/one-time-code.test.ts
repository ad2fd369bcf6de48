import { expect, it } from 'vitest'
import { utc } from '#domain/time.ts'
import { newCodeSecret, stepOfCode } from './one-time-code.ts'

// RFC 6238, appendix B, SHA-1: the secret is "12345678901234567890"; six of its eight digits.
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const vectors: [seconds: number, code: string, step: number][] = [
  [59, '287082', 0x1],
  [1_111_111_109, '081804', 0x23523ec],
  [1_111_111_111, '050471', 0x23523ed],
  [1_234_567_890, '005924', 0x273ef07],
  [2_000_000_000, '279037', 0x3f940aa],
  [20_000_000_000, '353130', 0x27bc86aa],
]

it.each(vectors)('knows the code of RFC 6238 at %i seconds', (seconds, code, step) => {
  expect(stepOfCode(secret, code, utc(seconds * 1_000))).toBe(step)
})

it('takes a code one step early or late, and names the step it belongs to', () => {
  const begins = 1_111_111_110
  const at = (seconds: number) => stepOfCode(secret, '050471', utc((begins + seconds) * 1_000))
  expect([-30, -1, 0, 29, 30, 59].map(at)).toEqual(Array(6).fill(0x23523ed))
  expect([-31, 60].map(at)).toEqual([undefined, undefined])
})

it('takes the code with the gap that apps show, and nothing that is no code', () => {
  const now = utc(59_000)
  expect(stepOfCode(secret, '287 082', now)).toBe(1)
  for (const code of ['', '28708', '2870822', 'abcdef', '２８７０８２']) expect(stepOfCode(secret, code, now)).toBeUndefined()
  expect(stepOfCode('not base32!', '287082', now)).toBeUndefined()
})

it('makes secrets of 160 bits with an address that an app can read', () => {
  const { secret: made, uri } = newCodeSecret('vakt.leder@example')
  expect(made).toMatch(/^[A-Z2-7]{32}$/)
  expect(new URL(uri).searchParams.get('secret')).toBe(made)
  expect(newCodeSecret('vakt').secret).not.toBe(made)
})
