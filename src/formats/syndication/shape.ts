import type { Utc } from '#domain/time.ts'

/** What is announced: an advisory, a piece of news. */
export interface FeedItem {
  /** Stays the same when the item changes: what the feed says, otherwise its address or title. */
  id: string
  title: string
  /** An absolute address, http or https. */
  link?: string
  /** Plain text; lists are lines that begin with `- `. */
  summary: string
  published?: Utc
  updated?: Utc
  authors: string[]
  categories: string[]
}

/** A list of items, newest first as a rule. */
export interface Feed {
  title: string
  link?: string
  /** As it is said (`nb-NO`). */
  language?: string
  updated?: Utc
  items: FeedItem[]
}

export type FeedForm = 'rss' | 'rss-1' | 'atom'

export const feedReasons = [
  'bad-date',
  'bad-encoding',
  'bad-link',
  'bad-xml',
  'duplicate-id',
  'no-item-text',
  'not-a-feed',
  'text-cut',
  'too-deep',
  'too-large',
  'too-many-items',
  'truncated',
] as const
export type FeedReason = (typeof feedReasons)[number]

/** What cost itself, and the line it stands in; 0 is the file as a whole. */
export interface FeedProblem {
  line: number
  reason: FeedReason
}

export interface FeedReading {
  /** Absent when the file is no feed. */
  form?: FeedForm
  feed?: Feed
  problems: FeedProblem[]
}

/** Bytes; a larger file is not read. */
export const largestFeed = 10 * 1024 * 1024
/** Items beyond this are left out, with one problem. */
export const mostItems = 5_000
/** Characters of a summary; what is longer is cut. */
export const longestSummary = 20_000
export const longestTitle = 500
