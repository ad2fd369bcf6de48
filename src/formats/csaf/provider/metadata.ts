import { z } from 'zod'
import { no, ok, type Result } from '#domain/result.ts'
import { readUtc, type Utc } from '#domain/time.ts'
import { readTlp, type Tlp } from '#domain/tlp.ts'
import { publisherCategories } from '../shape.ts'
import { jsonOf } from './outside.ts'
import { type ProviderRole, providerRoles } from './shape.ts'

/** What another provider says of itself, of CSAF 2.0 or 2.1. Addresses are absolute. */
export interface Metadata {
  canonicalUrl: string
  version: '2.0' | '2.1'
  role: ProviderRole
  updatedAt: Utc
  publisher: { category: string; name: string; namespace: string }
  onAggregators: { list: boolean; mirror: boolean }
  keys: { url: string; fingerprint?: string }[]
  feeds: Place[]
  directories: Place[]
}

/** Where documents are listed. Without a label the provider names none. */
export interface Place {
  url: string
  tlp?: Tlp
}

const address = z
  .string()
  .refine((text) => text.length <= 2_000 && /^https?:$/.test(URL.parse(text)?.protocol ?? ''), 'not a web address')
const moment = z
  .string()
  .transform((text) => readUtc(text))
  .refine((at) => at !== undefined, 'not a moment')

const Feed = z.object({ url: address, tlp_label: z.string() })
const Distribution = z.object({
  directory_url: address.optional(),
  directory: z.object({ url: address, tlp_label: z.string() }).optional(),
  rolie: z.object({ feeds: z.array(Feed).min(1) }).optional(),
})
const Shape = z.object({
  canonical_url: address,
  distributions: z.array(Distribution).default([]),
  last_updated: moment,
  list_on_CSAF_aggregators: z.boolean(),
  metadata_version: z.enum(['2.0', '2.1']),
  mirror_on_CSAF_aggregators: z.boolean(),
  public_openpgp_keys: z
    .array(
      z.object({
        fingerprint: z
          .string()
          .regex(/^[0-9a-fA-F]{40,}$/)
          .optional(),
        url: address,
      }),
    )
    .default([]),
  publisher: z.object({ category: z.enum(publisherCategories), name: z.string().min(1), namespace: address }),
  role: z.enum(providerRoles),
})

/** Reads `provider-metadata.json`; the detail of a refusal names the field. */
export function readMetadata(bytes: Uint8Array): Result<Metadata, 'bad-metadata'> {
  const read = Shape.safeParse(jsonOf(bytes))
  if (!read.success) {
    const [first] = read.error.issues
    return no('bad-metadata', `/${first?.path.join('/') ?? ''}: ${first?.message ?? ''}`)
  }
  const { data } = read
  return ok({
    canonicalUrl: data.canonical_url,
    version: data.metadata_version,
    role: data.role,
    updatedAt: data.last_updated!,
    publisher: data.publisher,
    onAggregators: { list: data.list_on_CSAF_aggregators, mirror: data.mirror_on_CSAF_aggregators },
    keys: data.public_openpgp_keys.map(({ url, fingerprint }) => ({
      url,
      ...(fingerprint !== undefined && { fingerprint: fingerprint.toUpperCase() }),
    })),
    feeds: data.distributions.flatMap(({ rolie }) => rolie?.feeds ?? []).map(({ url, tlp_label }) => placeOf(url, tlp_label)),
    directories: data.distributions.flatMap(({ directory_url, directory }) => [
      ...(directory_url === undefined ? [] : [placeOf(directory_url)]),
      ...(directory ? [placeOf(directory.url, directory.tlp_label)] : []),
    ]),
  })
}

function placeOf(url: string, label = ''): Place {
  const tlp = readTlp(label)
  return { url, ...(tlp && { tlp }) }
}
