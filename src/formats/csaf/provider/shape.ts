import type { Utc } from '#domain/time.ts'
import type { Csaf } from '../shape.ts'

/**
 * What a feed may be labelled: the words of TLP 1, which CSAF 2.0 has (csaf § 7.1.15). Each label has a folder of its own, so that
 * what stands behind sign-in lies elsewhere than what is open (requirement 5).
 */
export const feedLabels = ['WHITE', 'GREEN', 'AMBER', 'RED'] as const
export type FeedLabel = (typeof feedLabels)[number]

export const providerRoles = ['csaf_publisher', 'csaf_provider', 'csaf_trusted_provider'] as const
export type ProviderRole = (typeof providerRoles)[number]

/** Who publishes, and where. */
export interface Provider {
  /** The https address of `provider-metadata.json`; everything else lies in the same folder and below. */
  url: string
  publisher: Csaf['publisher']
  /** Public keys that documents are signed with, armoured. */
  keys: { fingerprint: string; armoured: string }[]
  /** Whether aggregators may name us, and whether they may hold copies of what is open. */
  onAggregators: { list: boolean; mirror: boolean }
  /** When what is said here last changed. */
  changedAt: Utc
}

/** What the lists of a provider say of one document. */
export interface Listed {
  id: string
  title: string
  summary?: string
  label: FeedLabel
  released: Utc
  changed: Utc
  version: Csaf['version']
  /** By what readers choose (requirement 17): the category of the document and its language, and what a publisher adds. */
  terms: string[]
}

/** A document as it is published: these bytes are hashed and signed. */
export interface Published extends Listed {
  bytes: Uint8Array
}

/** A file of the tree that a provider serves. */
export interface ServedFile {
  /** Below the folder of `provider-metadata.json`, with `/`. */
  path: string
  /** Media type. */
  type: string
  bytes: Uint8Array
  /** Of what lies in the folder of a label. The metadata, the service document and keys lie in none and are open. */
  label?: FeedLabel
}
