import type { Cve } from '#domain/cve.ts'
import type { CvssSeverity, CvssVersion } from '#domain/cvss-scale.ts'
import type { Issue } from '#domain/reading.ts'
import type { Day, Utc } from '#domain/time.ts'

/** The files that are read, each the word of one source. */
export const vulnerabilityFormats = ['kev', 'eukev', 'epss', 'cve5', 'nvd2'] as const
export type VulnerabilityFormat = (typeof vulnerabilityFormats)[number]

/** What does not agree inside a record; it is kept as it came, and said. `score-not-base`: the score is that of the vector with time. */
export const scoreProblems = [
  'vector-not-read',
  'no-vector',
  'score-differs',
  'score-not-base',
  'severity-differs',
  'version-differs',
] as const
export type ScoreProblem = (typeof scoreProblems)[number]

/** A score as somebody gave it, beside what its vector gives. */
export interface Score {
  version: CvssVersion
  /** As it came; empty when there is a score alone. */
  vector: string
  /** Who scored: the short name that the record gives, `nvd@nist.gov`, `CISA-ADP`. */
  by: string
  /** The base score that stands in the record, 0.0 to 10.0. */
  said?: number
  /** The base score that the vector gives; nothing when the vector could not be read. */
  score?: number
  /** The word for the score that counts: what the vector gives, else what was said. */
  severity?: CvssSeverity
  problems: ScoreProblem[]
}

export interface Weakness {
  /** `CWE-79`. */
  id: string
  name?: string
  by: string
}

/**
 * A product as a record names it, in the shape that the matching of products takes (`AffectedProduct`), with who says so. One for each
 * name and range of versions.
 */
export interface Product {
  vendor?: string
  product?: string
  /** CPE 2.3. */
  cpe?: string
  purl?: string
  /** As `readRange` of the domain takes it. Without it what the CPE name says, else every version. */
  versions?: string
  /** It is hit only together with one of these (CPE 2.3): the system that it runs on. */
  on?: string[]
  by: string
}

export interface Reference {
  url: string
  /** In the words of the record: *Vendor Advisory*, *exploit*. */
  tags: string[]
}

export interface Description {
  /** BCP 47, as the record says it: `en`, `es`. */
  lang: string
  text: string
}

/** That it is exploited, by somebody who keeps a catalogue of that. */
export interface Exploited {
  /** The day on which it came into the catalogue. */
  addedOn: Day
  /** By when federal bodies of the catalogue's country must have acted. */
  dueOn?: Day
  ransomware?: boolean
  requiredAction?: string
  /** Who saw it first: `ENISA`, `CERT.PL`. */
  origin?: string
  /** By whom it is used, in the words of the catalogue: `ransomware`, `APT`. */
  usedBy?: string[]
  patchedOn?: Day
  euvd?: string
  notes?: string
}

/** The probability of being exploited in the next thirty days (EPSS), and the part of all CVEs that score no more; both in hundred thousandths. */
export interface Epss {
  score: number
  percentile: number
}

/** How CISA judges it (SSVC): the words of its own. */
export interface Ssvc {
  exploitation?: string
  automatable?: string
  impact?: string
  at?: Utc
}

export type State = 'published' | 'rejected'

/** What one record says of one CVE. A source that does not speak of something leaves it out. */
export interface Statement {
  cve: Cve
  state?: State
  title?: string
  /** Titles and texts are in the languages that the record has. */
  descriptions?: Description[]
  publishedAt?: Utc
  modifiedAt?: Utc
  vendor?: string
  product?: string
  scores?: Score[]
  weaknesses?: Weakness[]
  products?: Product[]
  /** More products than are kept stand in the record. */
  productsLeftOut?: number
  references?: Reference[]
  exploited?: Exploited
  epss?: Epss
  ssvc?: Ssvc
}

/** A record that was understood, with its place: the line where it begins, and the how manieth it is. */
export interface StatementAt {
  line: number
  record: number
  statement: Statement
}

/** What costs a record, or is told of the file as a whole (line 0). */
export interface RecordIssue extends Issue {
  /** The how manieth record, from 1; 0 is the file. */
  record: number
  cve?: Cve
}

/** What the file says of itself, as far as it has been read. */
export interface About {
  /** The version of the catalogue or of the model. */
  version?: string
  /** The moment that the file speaks of. */
  asOf?: Utc
  /** How many records there should be. */
  count?: number
}

/** Some records of a file that is being streamed. */
export interface StatementBatch {
  statements: StatementAt[]
  issues: RecordIssue[]
  /** Records in this batch, understood or not. */
  records: number
  about: About
}

export interface ReadOptions {
  fileName: string
  batchRecords?: number
}

/** Streams: never more than a batch and one record are held. */
export type VulnerabilityReader = (bytes: AsyncIterable<Uint8Array>, options: ReadOptions) => AsyncGenerator<StatementBatch>

/** Records in a batch when the caller does not say. */
export const usualRecords = 250

/** What is told of a text without any record: that it is empty, or has a head alone. */
export const nothingIn = (hasHead: boolean): StatementBatch => ({
  statements: [],
  issues: [{ line: 0, record: 0, code: hasHead ? 'no-rows' : 'empty-file' }],
  records: 0,
  about: {},
})
