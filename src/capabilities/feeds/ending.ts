import type { FeedFormat } from './contract.ts'

const [openList, closeList, lineBreak] = ['[', ']', '\n'].map((letter) => letter.charCodeAt(0))
/** Spaces, line breaks, zero bytes (UTF-16) and the bytes of a mark of UTF-8 or UTF-16 (EF BB BF, FF FE). */
const means = (byte: number): boolean => byte > 32 && ![0xef, 0xbb, 0xbf, 0xff, 0xfe].includes(byte)

/**
 * Looks at how a text begins and ends while it passes. A reader sees when a row breaks off; a file that was cut between two rows looks whole
 * to it. Then `isCut` tells: a list of JSON that was opened is closed, and in a report of Shadowserver every line has its end.
 */
export function watchEnding(bytes: AsyncIterable<Uint8Array>): {
  bytes: AsyncIterable<Uint8Array>
  isCut(format: FeedFormat): boolean
} {
  let first: number | undefined
  let last: number | undefined
  let lastMeaning: number | undefined
  return {
    bytes: (async function* () {
      for await (const piece of bytes) {
        first ??= piece.find(means)
        last = piece.findLast((byte) => byte !== 0) ?? last
        lastMeaning = piece.findLast(means) ?? lastMeaning
        yield piece
      }
    })(),
    isCut: (format) =>
      format === 'shadowserver'
        ? lastMeaning !== undefined && last !== lineBreak
        : format !== 'csv' && first === openList && lastMeaning !== closeList,
  }
}
