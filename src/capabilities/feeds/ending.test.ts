import { describe, expect, it } from 'vitest'
import type { FeedFormat } from './contract.ts'
import { watchEnding } from './ending.ts'

async function isCut(format: FeedFormat, content: string | Uint8Array, piece = 3): Promise<boolean> {
  const bytes = Buffer.from(content)
  const ending = watchEnding(
    (async function* () {
      for (let from = 0; from < bytes.length; from += piece) yield bytes.subarray(from, from + piece)
    })(),
  )
  for await (const _ of ending.bytes);
  return ending.isCut(format)
}

describe('A file that was cut between two rows is told from a whole one', () => {
  const cases: [string, FeedFormat, string | Uint8Array, boolean][] = [
    ['a report whose last line has its end', 'shadowserver', 'a,b\n1,2\n', false],
    ['a report whose last line has the end of another system', 'shadowserver', 'a,b\r\n1,2\r\n', false],
    ['a report whose last line has none', 'shadowserver', 'a,b\n1,2', true],
    ['a report in UTF-16', 'shadowserver', Buffer.from('\ufeffa,b\n1,2\n', 'utf16le'), false],
    ['an empty file', 'shadowserver', '', false],
    ['a table of our own, which may end as it likes', 'csv', 'a,b\n1,2', false],
    ['a list that is closed', 'intelmq', '\ufeff [ {"a":1} ]\n', false],
    ['a list that is not closed', 'intelmq', '[ {"a":1},\n {"a":2}', true],
    ['one object a line', 'n6', '{"a":1}\n{"a":2}', false],
  ]
  for (const [what, format, content, cut] of cases)
    it(`${what}: ${cut ? 'cut' : 'whole'}`, async () => {
      expect(await isCut(format, content)).toBe(cut)
      expect(await isCut(format, content, 1_000)).toBe(cut)
    })
})
