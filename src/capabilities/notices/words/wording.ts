import type { Locale, Texts } from '#domain/locale.ts'
import type { Pap } from '#domain/pap.ts'
import type { Asset } from '#domain/reading.ts'
import type { Severity } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'

/** Where each copy of a notice has its own answer link; put in when the copy is composed. */
export const answerPlace = '{{answer}}'

/** What the attached list is called; the mail names it. */
export const listName: Texts = { nb: 'funn.csv', nn: 'funn.csv', en: 'findings.csv' }

/** A finding as it is worded in a notice. */
export interface WordedFinding {
  id: string
  kind: string
  asset: Asset
  assetText: string
  severity: Severity
  firstSeen: Utc
  lastSeen: Utc
  sources: readonly string[]
  dueAt: Utc
  /**
   * Why this recipient is told, in the notice's language: "because it operates 198.18.64.0/18 for you, agreed 2025-01-10". Stands after
   * a colon.
   */
  why: string
  /** It was told before, said to be fixed (`claimedAt`) or closed (`closedAt`), and has been seen again. */
  again?: { claimedAt: Utc | null; closedAt: Utc | null }
}

/** What a notice is worded from; pure data, so that the same always reads the same. */
export interface Wording {
  locale: Locale
  topic: 'findings' | 'correction'
  schedule: 'at-once' | 'daily'
  tlp: Tlp
  pap: Pap
  sender: { name: string; address: string; telephone: string; signature: string }
  recipient: { name: string }
  /** One a member: an owner has one (with the recipient's own name), an operator as many as it operates for. */
  sections: readonly { organisation: { id: string; name: string }; findings: readonly WordedFinding[] }[]
  /** The notice in the portal: `${publicUrl}/notices/ntc_…`. */
  portalLink: string
  /** When the next contact is asked if nobody has answered. */
  answerBy?: Utc
  /** Of a correction: when what is taken back was told, under which subject, and why it was wrong, in the notice's language. */
  correction?: { toldAt: Utc; subject?: string; reason: string }
  now: Utc
}

/** A notice in words: text and HTML say the same; `csv` has every finding and is safe against formulas. */
export interface Worded {
  subject: string
  text: string
  html: string
  csv: string | null
}
