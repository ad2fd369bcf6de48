/** The families of standards that are read. */
export type SbomForm = 'cyclonedx' | 'spdx'

/** Something that the product is made of, or the product itself. */
export interface SbomComponent {
  name: string
  /** The organisation behind it, never a person. */
  vendor?: string
  version?: string
  /** As ECMA-427 writes it. */
  purl?: string
  /** A formatted string of CPE 2.3. */
  cpe?: string
  /** RFC 6901 pointer in JSON, `line 12` in XML and tag-value. */
  place: string
}

export const sbomReasons = [
  'bad-cpe',
  'bad-encoding',
  'bad-json',
  'bad-purl',
  'bad-xml',
  'duplicate-id',
  'missing-name',
  'not-a-list',
  'not-an-object',
  'not-sbom',
  'not-text',
  'text-cut',
  'too-deep',
  'too-large',
  'too-many-components',
  'too-many-problems',
  'truncated',
  'unknown-version',
] as const
export type SbomReason = (typeof sbomReasons)[number]

/** What cost itself, and where. */
export interface SbomProblem {
  place: string
  reason: SbomReason
}

export interface SbomReading {
  /** Absent when the file is neither. */
  form?: SbomForm
  components: SbomComponent[]
  problems: SbomProblem[]
}

/** Bytes; a larger file is not read. */
export const largestSbom = 50 * 1024 * 1024
/** Components beyond this are left out, with one problem. */
export const mostComponents = 200_000
