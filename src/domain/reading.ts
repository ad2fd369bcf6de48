import type { Pap } from './pap.ts'
import type { RsitType } from './rsit.ts'
import type { Severity } from './severity.ts'
import type { Utc } from './time.ts'
import type { Tlp } from './tlp.ts'

/** What could not be understood: kept with its line and reason, so that one bad row costs one row. */
export interface Issue {
  /** 1-based line in the file where the row begins; 0 is the file as a whole. */
  line: number
  /** A key of the language files (`issue.<code>`), for example `bad-address`. */
  code: IssueCode
  /** What stood there, shortened to 200 characters. */
  found?: string
  /** The column or field it stood in. */
  field?: string
}

export const issueCodes = [
  'bad-time',
  'time-in-future',
  'bad-address',
  'bad-port',
  'bad-url',
  'bad-number',
  'no-asset',
  'wrong-column-count',
  'broken-quote',
  'line-too-long',
  'nul-byte',
  'bad-encoding',
  'truncated',
  'bad-json',
  'bad-schema',
  'missing-column',
  'unknown-column',
  'unknown-report-type',
  'wrong-delimiter',
  'empty-file',
  'no-rows',
  'unpacks-too-large',
  'unreadable',
] as const
export type IssueCode = (typeof issueCodes)[number]

/** What a source says is wrong: never empty, at least one of address, host, url, network or account is there. */
export interface Asset {
  /** Canonical text of an IPv4 or IPv6 address. */
  ip?: string
  port?: number
  transport?: 'tcp' | 'udp'
  /** Lower-case host name without a final dot. */
  host?: string
  url?: string
  /** CIDR, when the source speaks of a whole network. */
  network?: string
  asn?: number
  /** User name or mail address, for leaked credentials. */
  account?: string
}

/** Which part of an asset the warning is about; attribution looks there first. */
export type AssetForm = 'address' | 'host' | 'url' | 'network' | 'account'

/** One row of a foreign file, understood: still without owner, and without the team's own words. */
export interface Observation {
  line: number
  seenAt: Utc
  /** Kind of the catalogue, when the format knows one (`open-rdp`). Otherwise `type` decides. */
  kind?: string
  type?: RsitType
  severity?: Severity
  form: AssetForm
  asset: Asset
  tlp?: Tlp
  pap?: Pap
  /** What else the row said and a reader may want: malware family, banner, version. Values are text as it came. */
  evidence: Record<string, string>
}

/** A handful of rows of a file that is being streamed, in the order of the file. `line` is the last line that was taken in. */
export interface Batch {
  observations: Observation[]
  issues: Issue[]
  /** Rows in this batch, understood or not (header and empty lines are not rows). */
  rows: number
  line: number
}

/** What every reader of a foreign format is given beside the bytes. */
export interface ReadOptions {
  /** Name of the file as it came; some formats say their type there. */
  fileName: string
  /** Report type, when the caller knows better than the file name. */
  type?: string
  /** Rows per batch. */
  batchRows?: number
  /** The moment of reading: a row more than a day later than this is in the future. */
  now: Utc
}

/** A reader streams: it never holds more than a batch, and it ends quietly after a whole-file issue. */
export type Reader = (bytes: AsyncIterable<Uint8Array>, options: ReadOptions) => AsyncGenerator<Batch>
