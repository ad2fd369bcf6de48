import type { Locale } from '#domain/locale.ts'
import { problemWords } from '#formats/csaf/provider/problems.ts'
import { type FeedReason, feedReasons } from '#formats/syndication/shape.ts'
import { tellFeedProblem } from '#formats/syndication/words.ts'

const ofFeed = (reason: string): FeedReason | undefined => feedReasons.find((one) => `feed:${one}` === reason)

/** Why something of a partner was not taken, and what to do, in the reader's language. */
export function problemInWords({ reason, line }: { reason: string; line: number }, locale: Locale): string {
  const feed = ofFeed(reason)
  if (feed) return tellFeedProblem(locale, { line, reason: feed })
  const words = Object.entries(problemWords).find(([one]) => one === reason)?.[1]
  return words?.[locale] ?? reason
}
