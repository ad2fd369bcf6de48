import { z } from 'zod'
import { readJsonObjects } from '#domain/json-values.ts'
import { type OrganisationNumber, readOrganisationNumber } from '#domain/organisation-number.ts'
import type { Issue } from '#domain/reading.ts'

export type UnitKind =
  | 'hospital'
  | 'general-practice'
  | 'dental-practice'
  | 'pharmacy'
  | 'municipality'
  | 'county'
  | 'intermunicipal'

/** A main unit or sub unit of Enhetsregisteret. */
export interface Unit {
  line: number
  number: OrganisationNumber
  name: string
  /** What it is to the sector, when its form or its activity says so. */
  kind?: UnitKind
  parentNumber?: OrganisationNumber
  /** Four digits, where its office lies. */
  municipality?: string
  language?: 'nb' | 'nn'
  /** The day on which it was deleted there. */
  deletedOn?: string
}

export interface UnitBatch {
  units: Unit[]
  issues: Issue[]
  /** Objects of this batch that are no unit; each has an issue. */
  lost: number
}

const Address = z
  .object({
    kommunenummer: z
      .string()
      .regex(/^\d{4}$/)
      .nullish(),
  })
  .nullish()
const Code = z.object({ kode: z.string() }).nullish()

/** The fields that are read, as Brønnøysundregistrene publish them in `enheter` and `underenheter`. */
const StoredUnit = z.object({
  organisasjonsnummer: z.string(),
  navn: z.string().trim().min(1).max(300),
  organisasjonsform: Code,
  overordnetEnhet: z.string().nullish(),
  forretningsadresse: Address,
  beliggenhetsadresse: Address,
  naeringskode1: Code,
  maalform: z.string().nullish(),
  slettedato: z.string().nullish(),
})

/** Forms of organisation that are a kind of the sector by themselves. */
const forms: Readonly<Record<string, UnitKind>> = { KOMM: 'municipality', FYLK: 'county', IKS: 'intermunicipal' }

/** Activities by SN2007, the standard of Statistics Norway, longest beginning first. */
const activities: readonly (readonly [string, UnitKind])[] = [
  ['86.10', 'hospital'],
  ['86.21', 'general-practice'],
  ['86.23', 'dental-practice'],
  ['47.73', 'pharmacy'],
]

/** Whether a file is a snapshot of Enhetsregisteret. */
export const looksLikeUnits = (bytes: Uint8Array): boolean =>
  /"organisasjonsnummer"/.test(new TextDecoder().decode(bytes.subarray(0, 20_000)))

/**
 * Reads a snapshot: an array of units as in the files of the whole register, or an answer of its interface with units in `_embedded`.
 * One broken unit costs one unit.
 */
export async function* readUnits(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<UnitBatch> {
  for await (const { objects, issues, lost } of readJsonObjects(bytes)) {
    const batch: UnitBatch = { units: [], issues: [...issues], lost }
    for (const { line, value } of objects) for (const one of unitsIn(value)) take(batch, line, one)
    yield batch
  }
}

function unitsIn(value: Readonly<Record<string, unknown>>): unknown[] {
  const embedded = value._embedded
  if (typeof embedded !== 'object' || embedded === null) return [value]
  const { enheter, underenheter } = embedded as Record<string, unknown>
  return [enheter, underenheter].flatMap((units) => (Array.isArray(units) ? units : []))
}

function take(batch: UnitBatch, line: number, value: unknown): void {
  const parsed = StoredUnit.safeParse(value)
  const written = (value as { organisasjonsnummer?: unknown } | null)?.organisasjonsnummer
  const number = typeof written === 'string' ? readOrganisationNumber(written) : undefined
  if (!parsed.success || number === undefined) {
    const field = parsed.success ? 'organisasjonsnummer' : parsed.error.issues[0]!.path.join('.')
    const found = typeof written === 'string' ? written : (JSON.stringify(value) ?? '').slice(0, 200)
    batch.issues.push({ line, code: parsed.success ? 'bad-number' : 'bad-schema', field, found })
    batch.lost++
    return
  }
  batch.units.push(unitOf(line, number, parsed.data))
}

function unitOf(line: number, number: OrganisationNumber, stored: z.output<typeof StoredUnit>): Unit {
  const parentNumber = stored.overordnetEnhet ? readOrganisationNumber(stored.overordnetEnhet) : undefined
  const municipality = (stored.forretningsadresse ?? stored.beliggenhetsadresse)?.kommunenummer
  const activity = stored.naeringskode1?.kode ?? ''
  const kind = forms[stored.organisasjonsform?.kode ?? ''] ?? activities.find(([code]) => activity.startsWith(code))?.[1]
  const language = stored.maalform ? ({ bokmål: 'nb', nynorsk: 'nn' } as const)[stored.maalform.toLowerCase()] : undefined
  return {
    line,
    number,
    name: stored.navn,
    ...(kind && { kind }),
    ...(parentNumber && { parentNumber }),
    ...(municipality && { municipality }),
    ...(language && { language }),
    ...(stored.slettedato && { deletedOn: stored.slettedato }),
  }
}
