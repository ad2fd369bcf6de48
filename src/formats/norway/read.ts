import { z } from 'zod'
import { type OrganisationNumber, readOrganisationNumber } from '#domain/organisation-number.ts'
import type { Issue } from '#domain/reading.ts'

export type BaseKind =
  | 'regional-health-authority'
  | 'hospital-trust'
  | 'hospital'
  | 'pharmacy'
  | 'ict-operator'
  | 'municipality'
  | 'county'
  | 'authority'
  | 'other'

/** An organisation of the base data: what it is called, what it is, and where it belongs. */
export interface BaseOrganisation {
  /** Absent when the base data has none, or one whose check digit is wrong (then with an issue). */
  number?: OrganisationNumber
  name: string
  /** Official names by language (ISO 639: `no`, `se`, `sma`, `smj`, `fkv`). */
  names: Record<string, string>
  /** One organisation may be of several kinds: Oslo is municipality and county. */
  kinds: BaseKind[]
  /** Two digits. */
  county?: string
  /** Four digits. */
  municipality?: string
  website?: string
  /** The form of Norwegian to write to it in. Who is neutral is written to in bokmål until it chooses. */
  language: 'nb' | 'nn'
  /** Whether the organisation decided on that form itself. */
  languageChosen: boolean
  parentNumber?: OrganisationNumber
  healthRegion?: string
}

export interface NorwayIssue extends Issue {
  /** The file it stands in. */
  file: string
}

const text = z.string().min(1)
const Municipality = z.object({
  number: z.string().regex(/^\d{4}$/),
  name_nb: text,
  names: z.array(z.object({ name: text, lang: z.string() })).default([]),
  county_number: z.string().regex(/^\d{2}$/),
  health_region: z.string().nullish(),
  written_language: z.string().nullish(),
  website: z.string().nullish(),
  orgnr: z.string().nullish(),
})
const County = z.object({
  number: z.string().regex(/^\d{2}$/),
  name_nb: text,
  website: z.string().nullish(),
  health_region: z.string().nullish(),
  orgnr: z.string().nullish(),
})
const HealthOrganisation = z.object({
  name: text,
  kind: text,
  orgnr: z.string().nullish(),
  parent_orgnr: z.string().nullish(),
  health_region: z.string().nullish(),
})

const languages: Readonly<Record<string, string>> = {
  Norwegian: 'no',
  'Northern Sami': 'se',
  'Southern Sami': 'sma',
  'Lule Sami': 'smj',
  'Kven Finnish': 'fkv',
}

/** Kinds as the base data writes them, and our words. */
const healthKinds: Readonly<Record<string, BaseKind>> = {
  RHF: 'regional-health-authority',
  HF: 'hospital-trust',
  'pharmacy HF': 'pharmacy',
  'private non-profit': 'hospital',
  'IKT operator': 'ict-operator',
  'EHR operator': 'ict-operator',
  'national operator': 'ict-operator',
  directorate: 'authority',
}

/**
 * Reads the Norwegian base data: municipalities, counties and health organisations, each a JSON file that is recognised by
 * what is in it. A county that is one municipality of the same name is one organisation of two kinds.
 */
export function readNorway(files: Readonly<Record<string, string>>): {
  organisations: BaseOrganisation[]
  issues: NorwayIssue[]
} {
  const issues: NorwayIssue[] = []
  const rows = Object.entries(files).flatMap(([file, content]) => rowsOf(file, content, issues))
  const municipalities = understand(rows, Municipality, (row) => 'county_number' in row, issues, municipalityOf)
  const counties = understand(rows, County, (row) => 'name_nb' in row && !('county_number' in row), issues, countyOf)
  const health = understand(rows, HealthOrganisation, (row) => 'kind' in row, issues, healthOrganisationOf)
  return { organisations: [...joinCityCounties(municipalities, counties), ...health], issues }
}

interface Row {
  file: string
  place: number
  value: Record<string, unknown>
}

function rowsOf(file: string, content: string, issues: NorwayIssue[]): Row[] {
  try {
    const parsed: unknown = JSON.parse(content)
    const list = Array.isArray(parsed) ? parsed : ((parsed as { organisations?: unknown } | null)?.organisations ?? [])
    return (list as Record<string, unknown>[]).map((value, index) => ({ file, place: index + 1, value }))
  } catch (error) {
    issues.push({ file, line: 0, code: 'bad-json', found: (error as Error).message.slice(0, 200) })
    return []
  }
}

type Complain = (code: 'bad-number' | 'bad-schema', field: string, found: string) => void

/** `line` of an issue is the place in the list: the files are written by machines, with one object over many lines. */
function understand<Value>(
  rows: readonly Row[],
  schema: z.ZodType<Value>,
  isOne: (row: Record<string, unknown>) => boolean,
  issues: NorwayIssue[],
  read: (value: Value, complain: Complain) => BaseOrganisation,
): BaseOrganisation[] {
  return rows
    .filter((row) => typeof row.value === 'object' && row.value !== null && isOne(row.value))
    .flatMap((row) => {
      const complain: Complain = (code, field, found) => issues.push({ file: row.file, line: row.place, code, field, found })
      const checked = schema.safeParse(row.value)
      if (checked.success) return [read(checked.data, complain)]
      complain('bad-schema', checked.error.issues[0]!.path.join('.'), checked.error.issues[0]!.message)
      return []
    })
}

function numberOf(field: string, written: string | null | undefined, complain: Complain): OrganisationNumber | undefined {
  if (!written) return undefined
  const number = readOrganisationNumber(written)
  if (!number) complain('bad-number', field, written)
  return number
}

const common = (from: { website?: string | null | undefined; health_region?: string | null | undefined }) => ({
  ...(from.website && { website: from.website }),
  ...(from.health_region && { healthRegion: from.health_region }),
})

function municipalityOf(from: z.infer<typeof Municipality>, complain: Complain): BaseOrganisation {
  const number = numberOf('orgnr', from.orgnr, complain)
  return {
    ...(number && { number }),
    name: from.name_nb,
    names: Object.fromEntries(from.names.map(({ name, lang }) => [languages[lang] ?? lang, name])),
    kinds: ['municipality'],
    county: from.county_number,
    municipality: from.number,
    language: from.written_language === 'Nynorsk' ? 'nn' : 'nb',
    languageChosen: from.written_language === 'Nynorsk' || from.written_language === 'Bokmål',
    ...common(from),
  }
}

function countyOf(from: z.infer<typeof County>, complain: Complain): BaseOrganisation {
  const number = numberOf('orgnr', from.orgnr, complain)
  return {
    ...(number && { number }),
    name: from.name_nb,
    names: { no: from.name_nb },
    kinds: ['county'],
    county: from.number,
    language: 'nb',
    languageChosen: false,
    ...common(from),
  }
}

function healthOrganisationOf(from: z.infer<typeof HealthOrganisation>, complain: Complain): BaseOrganisation {
  const number = numberOf('orgnr', from.orgnr, complain)
  const parentNumber = numberOf('parent_orgnr', from.parent_orgnr, complain)
  return {
    ...(number && { number }),
    name: from.name,
    names: { no: from.name },
    kinds: [healthKinds[from.kind] ?? 'other'],
    language: 'nb',
    languageChosen: false,
    ...(parentNumber && { parentNumber }),
    ...common(from),
  }
}

function joinCityCounties(municipalities: BaseOrganisation[], counties: BaseOrganisation[]): BaseOrganisation[] {
  const cityOf = (county: BaseOrganisation) => {
    const within = municipalities.filter((one) => one.county === county.county)
    return within.length === 1 && within[0]!.name === county.name ? within[0] : undefined
  }
  const cities = new Set(counties.map(cityOf).filter((city) => city !== undefined))
  return [
    ...municipalities.map((one) => (cities.has(one) ? { ...one, kinds: [...one.kinds, 'county' as const] } : one)),
    ...counties.filter((county) => !cityOf(county)),
  ]
}
