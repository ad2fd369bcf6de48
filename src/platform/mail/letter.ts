import { randomUUID } from 'node:crypto'
import type { Locale } from '#domain/locale.ts'
import type { Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import type { Clock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Jobs } from '#platform/jobs.ts'
import { createSecretBox } from '#platform/secret-box.ts'
import type { Mailbox } from './compose.ts'

/** A plain service letter that is no notice: an invitation, a question, a code. Text and HTML say the same; nothing is fetched from anywhere. */
export interface ServiceLetter {
  to: Mailbox
  /** Stays readable when the rest is encrypted. */
  subject: string
  /** Paragraphs, one line each. */
  lines: readonly string[]
  locale: Locale
  /** What stands below them, each under a heading of its own. */
  parts?: readonly LetterPart[]
  /** The one thing to press. What stands after `#` in it is in no log of any server. */
  link?: { label: string; url: string }
  /** Stands before the subject and on top of the letter. */
  tlp?: Tlp
  /** Armoured public key; ask `keyFacts` first, since a letter is never sent open instead. */
  encryptTo?: string
  /** The constituency in whose name it goes; `health` unless told. */
  as?: 'health' | 'municipal'
  /** What it is about, an id: told in `letterLost`. */
  about?: string
  /** Whether `letterSent` is told as well. */
  tellSent?: boolean
  /** Below everything else, in small: how such letters are ended. */
  end?: { words: string; link: { label: string; url: string } }
  headers?: Readonly<Record<string, string>>
}

/** A part of a longer letter: things of one sort, each with its own words and link. */
export interface LetterPart {
  heading: string
  things: readonly { title: string; lines: readonly string[]; link?: { label: string; url: string } }[]
}

/** A letter as it waits in the queue. */
export interface Queued {
  letter: ServiceLetter
  /** The same at every try, so that a letter which arrives twice is known as one. */
  id: string
  askedAt: Utc
}

/** Sends one letter; tried for two days when the server puts it off. `notices` works on it, since it knows the senders. */
export const letterJob = 'mail.letter'

/** Event: a letter that asked for it was taken by the server. */
export const letterSent = 'mail.letter-sent'
export interface LetterSent {
  about: string
  reply: string
}

/** Event: a letter came to nothing. */
export const letterLost = 'mail.letter-lost'
export interface LetterLost {
  about: string | null
  reply: string
}

const purpose = 'letter'

export interface Post {
  jobs: Pick<Jobs, 'ask'>
  config: Pick<Config, 'VARDE_SECRET_KEY' | 'dataDir'>
  clock: Clock
}

/**
 * Queues a letter; inside a transaction give it, and the letter exists exactly when the change does. It waits sealed, since it may hold a
 * link that opens something. It may arrive twice when a worker dies in the act, with the same Message-ID.
 */
export async function sendLetter({ jobs, config, clock }: Post, letter: ServiceLetter, tx?: Tx): Promise<void> {
  const queued: Queued = { letter, id: randomUUID(), askedAt: clock.now() }
  const sealed = createSecretBox(config).seal(JSON.stringify(queued), purpose)
  await jobs.ask(letterJob, { sealed, tries: 0 }, { ...(tx && { tx }) })
}

/** The letter of a job. Throws when it was sealed with another key. */
export const openQueued = (config: Post['config'], sealed: string): Queued =>
  JSON.parse(createSecretBox(config).open(sealed, purpose)) as Queued
