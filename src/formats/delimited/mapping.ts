import { z } from 'zod'
import { Pap } from '#domain/pap.ts'
import { RsitType } from '#domain/rsit.ts'
import { Severity } from '#domain/severity.ts'
import { Tlp } from '#domain/tlp.ts'

/** What a column can be to us. */
export const mappedFields = [
  'time',
  'ip',
  'port',
  'transport',
  'host',
  'url',
  'network',
  'asn',
  'account',
  'kind',
  'type',
  'severity',
  'tlp',
  'pap',
] as const
export type MappedField = (typeof mappedFields)[number]

/** How times are written; those without a zone are read in `zone`. */
const timeFormats = ['iso', 'epoch', 'epoch-ms', 'dd.mm.yyyy hh:mm'] as const

const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

const column = z.string().trim().min(1).max(200).optional()

/**
 * How a table or list that somebody made is understood: which column is what. A column is its name in the header, its number
 * (from 1) when there is no header, or a path such as `source.ip` or `address.0.ip` in JSON.
 */
export const Mapping = z
  .object({
    format: z.enum(['csv', 'json']).default('csv'),
    delimiter: z.enum([',', ';', '\t', '|', ' ']).default(','),
    header: z.boolean().default(true),
    comment: z.string().max(3).optional().describe('lines that begin so are no rows'),
    columns: z
      .object(Object.fromEntries(mappedFields.map((field) => [field, column])) as Record<MappedField, typeof column>)
      .describe('our field → their column'),
    constants: z
      .object({
        kind: z.string().max(100).optional(),
        type: RsitType.optional(),
        severity: Severity.optional(),
        tlp: Tlp.optional(),
        pap: Pap.optional(),
      })
      .default({}),
    time: z
      .object({ format: z.enum(timeFormats).default('iso'), zone: z.string().refine(isZone).default('UTC') })
      .default({ format: 'iso', zone: 'UTC' }),
    form: z
      .enum(['address', 'host', 'url', 'network', 'account'])
      .optional()
      .describe('what the warning is about; told by the type when absent'),
  })
  .refine(({ columns }) => columns.ip || columns.host || columns.url || columns.network || columns.account, {
    path: ['columns'],
    message: 'one column for address, host, URL, network or account',
  })
  .meta({ id: 'Mapping' })
export type Mapping = z.infer<typeof Mapping>
