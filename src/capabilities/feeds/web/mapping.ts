/** What a column can be to us, in the order in which people look for it. */
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

export const timeFormats = ['iso', 'epoch', 'epoch-ms', 'dd.mm.yyyy hh:mm'] as const
export const delimiters = [',', ';', '\t', '|', ' '] as const

/** How a table or list is understood: which column is what. The server checks it; the page only changes it. */
export interface Mapping {
  format: 'csv' | 'json'
  delimiter: (typeof delimiters)[number]
  header: boolean
  columns: Partial<Record<MappedField, string>>
  constants: { kind?: string; type?: string; severity?: string; tlp?: string; pap?: string }
  time: { format: (typeof timeFormats)[number]; zone: string }
}

/** The mapping with a field read from another column, or from none. */
export function withColumn(mapping: Mapping, field: MappedField, column: string): Mapping {
  const { [field]: _, ...others } = mapping.columns
  return { ...mapping, columns: column ? { ...others, [field]: column } : others }
}

/** The mapping with a value that holds for every row, or without. */
export function withConstant(mapping: Mapping, name: keyof Mapping['constants'], value: string): Mapping {
  const { [name]: _, ...others } = mapping.constants
  return { ...mapping, constants: value ? { ...others, [name]: value } : others }
}
