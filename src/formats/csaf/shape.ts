import type { Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import type { Justification } from '#domain/vex.ts'

/** An advisory as we hold it, whichever version of CSAF it came in or goes out as. Lists are empty, never missing. */
export interface Csaf {
  version: CsafVersion
  /** The profile, for example `csaf_security_advisory` or `csaf_vex` (csaf § 4). */
  category: string
  /** Plain text: markup in it means nothing. */
  title: string
  language?: string
  sourceLanguage?: string
  publisher: Publisher
  tracking: Tracking
  tlp?: Tlp
  distribution?: string
  severity?: { text: string; namespace?: string }
  licence?: string
  notes: Note[]
  references: Reference[]
  acknowledgments: Acknowledgment[]
  products: Product[]
  groups: Group[]
  vulnerabilities: Vulnerability[]
}

export const csafVersions = ['2.0', '2.1'] as const
export type CsafVersion = (typeof csafVersions)[number]

export const publisherCategories = ['coordinator', 'discoverer', 'multiplier', 'other', 'translator', 'user', 'vendor'] as const

interface Publisher {
  category: (typeof publisherCategories)[number]
  name: string
  /** URL that stands for the publisher. */
  namespace: string
  contact?: string
  authority?: string
}

export const trackingStates = ['draft', 'interim', 'final'] as const

interface Tracking {
  id: string
  /** A whole number, or a semantic version. */
  version: string
  status: (typeof trackingStates)[number]
  released: Utc
  changed: Utc
  aliases: string[]
  revisions: { number: string; date: Utc; summary: string; legacy?: string }[]
  generator?: { name: string; version?: string; date?: Utc }
}

export const noteCategories = ['description', 'details', 'faq', 'general', 'legal_disclaimer', 'other', 'summary'] as const

export interface Note {
  category: (typeof noteCategories)[number]
  text: string
  title?: string
  audience?: string
}

export const referenceCategories = ['external', 'self'] as const

export interface Reference {
  summary: string
  url: string
  category?: (typeof referenceCategories)[number]
}

export interface Acknowledgment {
  names: string[]
  organization?: string
  summary?: string
  urls: string[]
}

export const branchCategories = [
  'architecture',
  'host_name',
  'language',
  'legacy',
  'patch_level',
  'platform',
  'product_family',
  'product_name',
  'product_version',
  'product_version_range',
  'service_pack',
  'specification',
  'vendor',
] as const

/** One step from the root of the product tree down to a product. */
export interface Step {
  category: (typeof branchCategories)[number]
  name: string
}

/** What a product is called elsewhere (csaf § 3.1.3.3). */
export interface Helpers {
  cpe?: string
  purls: string[]
  skus: string[]
  modelNumbers: string[]
  serialNumbers: string[]
  sbomUrls: string[]
  uris: { namespace: string; uri: string }[]
  hashes: { file: string; hashes: { algorithm: string; value: string }[] }[]
}

export const relationCategories = [
  'default_component_of',
  'external_component_of',
  'installed_on',
  'installed_with',
  'optional_component_of',
] as const

/** A product made of others: what it begins with, and what it stands in, step by step. */
export interface Made {
  from: string
  steps: { category: (typeof relationCategories)[number]; product: string }[]
}

export interface Product {
  id: string
  /** The full name as the publisher wrote it. */
  name: string
  /** Empty for a product that stands in no branch. */
  path: Step[]
  vendor?: string
  product?: string
  version?: string
  /** `vers:` or free text, as it stands. */
  versionRange?: string
  helpers: Helpers
  made?: Made
}

interface Group {
  id: string
  products: string[]
  summary?: string
}

export const statusGroups = [
  'first_affected',
  'first_fixed',
  'fixed',
  'known_affected',
  'known_not_affected',
  'last_affected',
  'recommended',
  'under_investigation',
  'unknown',
] as const
export type StatusGroup = (typeof statusGroups)[number]

export const cvssVersions = ['2.0', '3.0', '3.1', '4.0'] as const

/** A CVSS score as it was printed: nothing is computed here. */
export interface Cvss {
  version: (typeof cvssVersions)[number]
  vector: string
  baseScore?: number
  baseSeverity?: string
  /** Its other members: temporal and environmental scores, metrics by name. */
  more: Record<string, string | number>
}

export interface Metric {
  products: string[]
  source?: string
  cvss: Cvss[]
  epss?: { probability: string; percentile: string; timestamp: Utc }
  severity?: string
}

/** For which products and groups of products something is said. */
export interface Scope {
  products: string[]
  groups: string[]
}

export const remediationCategories = [
  'fix_planned',
  'mitigation',
  'no_fix_planned',
  'none_available',
  'optional_patch',
  'vendor_fix',
  'workaround',
] as const

export const restartCategories = [
  'connected',
  'dependencies',
  'machine',
  'none',
  'parent',
  'service',
  'system',
  'vulnerable_component',
  'zone',
] as const

export interface Remediation extends Scope {
  category: (typeof remediationCategories)[number]
  details: string
  date?: Utc
  url?: string
  entitlements: string[]
  restart?: { category: (typeof restartCategories)[number]; details?: string }
}

export const threatCategories = ['exploit_status', 'impact', 'target_set'] as const

export interface Threat extends Scope {
  category: (typeof threatCategories)[number]
  details: string
  date?: Utc
}

export interface Flag extends Scope {
  label: Justification
  date?: Utc
}

export interface Vulnerability {
  cve?: string
  title?: string
  ids: ({ system: string; text: string } & Scope)[]
  cwes: { id: string; name: string; version?: string }[]
  metrics: Metric[]
  status: Partial<Record<StatusGroup, string[]>>
  remediations: Remediation[]
  threats: Threat[]
  flags: Flag[]
  notes: Note[]
  references: Reference[]
  acknowledgments: Acknowledgment[]
  discovered?: Utc
  /** When it became public (2.0 `release_date`, 2.1 `disclosure_date`). */
  disclosed?: Utc
}

/** What a path says in its own words. */
export function namesIn(path: readonly Step[]): Pick<Product, 'vendor' | 'product' | 'version' | 'versionRange'> {
  const last = (category: Step['category']) => path.findLast((step) => step.category === category)?.name
  const [vendor, product, version, versionRange] = [
    last('vendor'),
    last('product_name'),
    last('product_version'),
    last('product_version_range'),
  ]
  return {
    ...(vendor !== undefined && { vendor }),
    ...(product !== undefined && { product }),
    ...(version !== undefined && { version }),
    ...(versionRange !== undefined && { versionRange }),
  }
}
