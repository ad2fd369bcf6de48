import type { Locale } from '#domain/locale.ts'
import type { Severity } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'

/** What stands in a table or beside a term; a severity has its shape before its word. */
export type Cell = string | { severity: Severity; text: string }

/** A step of a story: what somebody says (`claim`), what was measured (`proof`), or neither. */
export interface PrintedStep {
  side: 'claim' | 'proof' | 'note'
  kind: string
  at: string
  who: string
  words: string
  extra: readonly string[]
}

/** A bar of `value` within `of`; `known: false` is hatched. `text` says the number with its denominator. */
export interface Bar {
  label: string
  value: number
  of: number
  known: boolean
  text: string
}

/** What a document is made of, from the top to the bottom. Charts have an `alt` that says in words what they show. */
export type Block =
  | { block: 'heading'; level: 2 | 3; text: string }
  | { block: 'text'; text: string; faint: boolean }
  | { block: 'notice'; title: string | null; text: string }
  | { block: 'facts'; items: readonly (readonly [string, Cell])[] }
  | {
      block: 'table'
      columns: readonly { title: string; width: number; number: boolean }[]
      rows: readonly (readonly Cell[])[]
    }
  | { block: 'list'; numbered: boolean; items: readonly string[] }
  | { block: 'bars'; alt: string; rows: readonly Bar[] }
  | { block: 'columns'; alt: string; rows: readonly { label: string; value: number }[] }
  | { block: 'story'; claims: string; proofs: string; steps: readonly PrintedStep[] }
  | { block: 'sent'; text: string }

/** A document as it is printed: A4, tagged (PDF/UA-1), with the TLP label, who printed it and the page on every page. */
export interface Printed {
  title: string
  language: Locale
  /** From whom it is, at the top of every page. */
  sender: string
  tlp: Tlp
  /** A word across the top of every page when this is no real data. */
  band: string | null
  /** Who printed it and when, at the bottom of every page. */
  printed: string
  /** `Side {page} av {pages}`. */
  page: string
  at: Utc
  blocks: readonly Block[]
}
