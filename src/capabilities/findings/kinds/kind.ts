import type { Locale, Texts } from '#domain/locale.ts'
import type { RsitType } from '#domain/rsit.ts'
import type { Severity } from '#domain/severity.ts'

/** A group of kinds that are explained and mended in much the same way; one file in `families/` each. */
export type FamilyId =
  | 'abusive-content'
  | 'amplifier'
  | 'attacks-others'
  | 'camera-printer'
  | 'compromised-device'
  | 'compromised-website'
  | 'control-server'
  | 'database'
  | 'ddos-participant'
  | 'ddos-target'
  | 'directory'
  | 'file-sharing'
  | 'fraud'
  | 'harmful-content'
  | 'identification'
  | 'industrial'
  | 'infected-machine'
  | 'information-loss'
  | 'leaked-account'
  | 'mail-service'
  | 'management'
  | 'message-broker'
  | 'name-server'
  | 'network-equipment'
  | 'other'
  | 'outage'
  | 'probing'
  | 'proxy'
  | 'ransomware'
  | 'remote-desktop'
  | 'remote-shell'
  | 'reputation'
  | 'special-report'
  | 'telephony'
  | 'vulnerable-mail'
  | 'vulnerable-service'
  | 'vulnerable-web'
  | 'weak-encryption'

/** An exposure is a lasting state that is there until somebody ends it; an event happened at a moment, such as contact with a sinkhole. */
export type Nature = 'exposure' | 'event'

/**
 * How we know that it is over. `rescan`: one look from outside at the address and port shows it. `absent-from-source`: only the
 * source can see it, so its silence counts. `answer-only`: nothing outside changes, the member's answer stands.
 */
export type Proof = 'rescan' | 'absent-from-source' | 'answer-only'

/** An entry in the catalogue of things that can be wrong. Its words are asked for with `wordsOf`. */
export interface Kind {
  id: string
  family: FamilyId
  /** RSIT 1003, the type part. */
  type: RsitType
  /** Default severity, before the asset's importance raises it. */
  severity: Severity
  /** The service or the thing as English text names it; `wordsOf` writes it in the reader's language. */
  service: string
  /** The usual port; the port of a sighting goes before it. */
  port?: number
  nature: Nature
  /** Measures of NSM's Grunnprinsipper for IKT-sikkerhet 2.1 that prevent this, at least one. */
  principles: readonly string[]
  proof: Proof
  /** Shadowserver's own page about the report. */
  reference?: string
}

/** What a member reads about a kind, in one language, nothing left to fill in. */
export interface Words {
  name: string
  what: string
  why: string
  doNow: string[]
  ifYouCannot: string[]
}

/** Of a family: `doNow` comes before what a kind says itself, `doLast` after it, as a test does after the mending. */
export interface FamilyWords extends Omit<Words, 'doNow'> {
  doNow?: string[]
  doLast?: string[]
}

/** A noun that is spelt alike everywhere (Redis), or once per language (the infected machine), in the definite form. */
export type Service = string | Texts

/**
 * A kind's own words in one language. `what` stands before the family's, `doNow` after it; `seen` (where it was
 * seen) takes the place of the family's `what`, `first` of its `doNow` and `doLast`; `name`, `why` and `ifYouCannot` of those of the same name.
 */
export interface OwnWords {
  name?: string
  what?: string
  seen?: string
  why?: string
  first?: string
  doNow: readonly string[]
  ifYouCannot?: readonly string[]
}

/** One kind as its family's file writes it down; what is left out comes from the family. */
export interface KindEntry extends Record<Locale, OwnWords> {
  id: string
  type: RsitType
  severity: Severity
  service: Service
  port?: number
  nature?: Nature
  principles?: readonly string[]
  proof?: Proof
  /** The last part of the address of Shadowserver's page about the report. */
  report?: string
}

/**
 * A family: what its kinds have in common, and the kinds. Sentences may hold `{service}` and `{port}`; the latter becomes
 * "port 3389", or "the stated port" in the reader's language when no port is known.
 */
export interface Family {
  id: FamilyId
  nature: Nature
  proof: Proof
  principles: readonly string[]
  /** `other-side`: `{port}` is what the machine connected to, so a sighting's own (random) port is never named. */
  portOf?: 'asset' | 'other-side'
  words: Record<Locale, FamilyWords>
  kinds: readonly KindEntry[]
}
