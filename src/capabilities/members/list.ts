import { z } from 'zod'
import { guessDelimiter, readRows } from '#domain/delimited.ts'
import { readJsonObjects } from '#domain/json-values.ts'
import { Locale } from '#domain/locale.ts'
import { readOrganisationNumber } from '#domain/organisation-number.ts'
import { findIdentityNumbers, maskIdentityNumbers } from '#domain/privacy.ts'
import type { Issue, IssueCode } from '#domain/reading.ts'
import { Day, readUtc, type Utc } from '#domain/time.ts'
import { looksLikeUnits, readUnits, type Unit } from '#formats/enhetsregisteret/read.ts'
import { type BaseOrganisation, readNorway } from '#formats/norway/read.ts'
import { BrokenArchive, type Spooled } from '#platform/spool.ts'
import {
  Constituency,
  type ContactRole,
  County,
  Criticality,
  Email,
  HoldingForm,
  HoldingProof,
  type Inlet,
  Membership,
  Municipality,
  OrganisationKind,
  Relation,
  Telephone,
} from './contract.ts'
import { type HoldingFault, mostLevels, readHolding } from './rules.ts'
import type { OrganisationRow } from './store.ts'

/** Why something in a list was not taken; the words are in `words.ts`. */
export type RefusalCode =
  | ListIssue
  | HoldingFault
  | 'bad-organisation-number'
  | 'bad-choice'
  | 'bad-period'
  | 'bad-email'
  | 'bad-telephone'
  | 'identity-number'
  | 'name-missing'
  | 'too-long'
  | 'kinds-missing'
  | 'other-county'
  | 'twice-in-file'
  | 'several-fit'
  | 'key-taken'
  | 'parent-unknown'
  | 'parent-circle'
  | 'parent-too-deep'
  | 'holding-overlaps'
  | 'kept-by-hand'
  | 'nothing-gone'
  | 'many-gone'
  | 'number-replaced'
  | 'organisation-succeeded'

/** What can be wrong with the file itself, or with a row as such. */
const listIssues = [
  'bad-encoding',
  'nul-byte',
  'broken-quote',
  'truncated',
  'line-too-long',
  'wrong-column-count',
  'missing-column',
  'unknown-column',
  'empty-file',
  'bad-json',
  'bad-schema',
  'bad-time',
  'unreadable',
] as const satisfies readonly IssueCode[]
type ListIssue = (typeof listIssues)[number]

/** Something in a list that was not taken. `detail` is what was meant, or the line it collides with. */
export interface Refusal {
  line: number
  field: string
  code: RefusalCode
  found: string
  detail?: string
}

/** What a list says of an organisation's holdings, with the periods it gives; without a beginning it is "now, as before". */
export interface ListedHolding {
  field: string
  relation: Relation
  form: HoldingForm
  value: string
  from?: Utc
  to?: Utc | null
  proof?: HoldingProof
  criticality?: number
}

type ListedFields = Pick<
  OrganisationRow,
  'names' | 'kinds' | 'constituencies' | 'county' | 'municipality' | 'language' | 'membership' | 'memberSince'
>

/** One organisation of a list, understood. What the list does not speak of is absent and stays as it is. */
export interface Listed {
  line: number
  number?: string | undefined
  externalKey?: string
  name: string
  fields: Partial<ListedFields>
  /** What an organisation is at first, that the register does not know yet. */
  firstFields?: Partial<ListedFields>
  parentNumber?: string | null
  /** It no longer exists there. */
  gone?: boolean
  /** From a register of everybody: it is taken only when it belongs to the sector. */
  outsider?: boolean
  /** The list calls members something; what the register calls them stays. */
  keepsName?: boolean
  holdings: ListedHolding[]
  /** Relations and forms (`owns network`) of which the list names all there is: what it leaves out has ended. */
  tellsAll: ReadonlySet<string>
  /** What the list does not speak of, or does not say well, is absent. */
  contacts: { role: ContactRole; column: string; email?: string; telephone?: string }[]
}

/** A list, understood as far as it goes. */
export interface List {
  rows: Listed[]
  refused: Refusal[]
  /** Refusals that were counted and not kept: a file of nothing but faults fills no memory. */
  moreRefused?: number
  /** Rows, understood or not. */
  count: number
  /** What refused rows called themselves: they are in the list, whatever was wrong with them. */
  mentioned: { number?: string | undefined; externalKey?: string; name?: string }[]
  /** Every row could be read, so that what is missing is missing. */
  complete: boolean
}

export const heldColumns = {
  networks: { relation: 'owns', form: 'network' },
  asns: { relation: 'owns', form: 'asn' },
  domains: { relation: 'owns', form: 'domain' },
  operated_networks: { relation: 'operates', form: 'network' },
  operated_domains: { relation: 'operates', form: 'domain' },
} as const satisfies Record<string, { relation: Relation; form: HoldingForm }>

const contactColumns = {
  security: 'security',
  operations: 'operations-24/7',
} as const satisfies Record<string, ContactRole>

/** The columns of a member list; their order does not matter and only `name` must be there. */
export const listColumns = [
  'number',
  'name',
  'kinds',
  'constituencies',
  'parent_number',
  'county',
  'municipality',
  'language',
  'membership',
  'member_since',
  ...(Object.keys(heldColumns) as (keyof typeof heldColumns)[]),
  'valid_from',
  'security_email',
  'security_telephone',
  'operations_email',
  'operations_telephone',
  'external_key',
] as const

/** Reads a member list: CSV, JSON, or a file of the Norwegian base data. Nothing is thrown: what could not be read is in `refused`. */
export async function readList(bytes: Uint8Array, fileName: string, inlet: Inlet = 'organisations'): Promise<List> {
  const head = headOf(bytes)
  if (head === '') return emptyList({ line: 1, field: '', code: 'empty-file', found: '' })
  const isJson = fileName.toLowerCase().endsWith('.json') || /^[[{]/.test(head)
  if (inlet === 'membership') return asMembership(isJson ? await readJson(bytes) : await readCsv(bytes))
  if (!isJson) return readCsv(bytes)
  if (looksLikeUnits(bytes))
    return readBusinessRegister(
      () => chunks(bytes),
      () => true,
    )
  const text = new TextDecoder().decode(bytes)
  return /"name_nb"|"orgnr"/.test(text.slice(0, 10_000)) ? readBase({ [fileName]: text }) : readJson(bytes)
}

const headOf = (bytes: Uint8Array): string =>
  new TextDecoder()
    .decode(bytes.subarray(0, 64))
    .replace(/^\ufeff/, '')
    .trimStart()

/** A list of who is a member elsewhere: all that it says of an organisation is that, and since when. Who is new is of no known kind. */
const asMembership = (list: List): List => ({
  ...list,
  rows: list.rows.map(({ line, number, externalKey, name, fields: { memberSince, kinds, constituencies } }) => ({
    line,
    name,
    keepsName: true,
    ...(number !== undefined && { number }),
    ...(externalKey !== undefined && { externalKey }),
    fields: {
      membership: 'member',
      ...(memberSince !== undefined && { memberSince }),
    },
    firstFields: { kinds: kinds ?? ['other'], ...(constituencies && { constituencies }) },
    holdings: [],
    tellsAll: new Set(),
    contacts: [],
  })),
})

/** What people and offices call the columns in their own lists. */
const otherNames: Readonly<Record<string, (typeof listColumns)[number]>> = {
  organisasjonsnummer: 'number',
  orgnr: 'number',
  nummer: 'number',
  navn: 'name',
  namn: 'name',
  'medlem siden': 'member_since',
  'medlem sidan': 'member_since',
  'member since': 'member_since',
  kommunenummer: 'municipality',
  overordnet: 'parent_number',
  overordna: 'parent_number',
}

const columnCalled = (name: string): string => otherNames[name] ?? name

const emptyList = (...refused: Refusal[]): List => ({ rows: [], refused, count: 0, mentioned: [], complete: false })

/** A record of a list: values as they came, by the names of `listColumns`. */
type Entry = Record<string, unknown>

async function readCsv(bytes: Uint8Array): Promise<List> {
  const list = emptyList()
  list.complete = true
  let columns: string[] | undefined
  for await (const batch of readRows(chunks(bytes), { delimiter: guessDelimiter })) {
    if (columns === undefined && batch.header.length > 0) {
      columns = batch.header.map((name) => columnCalled(name.trim().toLowerCase()))
      const refused = columnRefusals(columns, batch.header)
      list.refused.push(...refused)
      if (!columns.includes('name')) return { ...list, complete: false }
    }
    noteIssues(list, batch.issues, batch.lost)
    const narrow = new Set(batch.issues.flatMap(({ code, line }) => (code === 'wrong-column-count' ? [line] : [])))
    for (const { line, fields } of batch.rows) {
      const entry = Object.fromEntries(columns!.map((name, index) => [name, asTyped(fields[index] ?? '')]))
      // A row with columns missing says nothing that can be trusted, least of all that something has ended.
      if (narrow.has(line)) passOver(list, entry)
      else take(list, line, entry)
    }
  }
  return list
}

/** Our own export puts an apostrophe before what a spreadsheet would take for a formula. */
const asTyped = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@])/, '')

function columnRefusals(columns: readonly string[], written: readonly string[]): Refusal[] {
  const known: readonly string[] = listColumns
  const refused = columns.flatMap((name, index): Refusal[] => {
    if (columns.indexOf(name) < index) return [{ line: 1, field: name, code: 'twice-in-file', found: written[index]! }]
    return known.includes(name) || name === '' ? [] : [{ line: 1, field: name, code: 'unknown-column', found: written[index]! }]
  })
  return columns.includes('name')
    ? refused
    : [...refused, { line: 1, field: 'name', code: 'missing-column', found: written.join(', ').slice(0, 200) }]
}

async function readJson(bytes: Uint8Array): Promise<List> {
  const list = emptyList()
  list.complete = true
  const known = new Set<string>([...listColumns, 'holdings'])
  const strange = new Set<string>()
  for await (const batch of readJsonObjects(chunks(bytes))) {
    noteIssues(list, batch.issues, batch.lost)
    for (const { line, value } of batch.objects) {
      const entry = Object.fromEntries(Object.entries(value).map(([name, inner]) => [snake(name), inner]))
      for (const name of Object.keys(entry)) if (!known.has(name) && strange.size < 100) strange.add(name)
      take(list, line, entry)
    }
  }
  const refused = [...strange].map((field): Refusal => ({ line: 1, field, code: 'unknown-column', found: field }))
  return { ...list, refused: [...refused, ...list.refused] }
}

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const refusalOf = ({ line, code, field, found }: Issue): Refusal => ({
  line,
  field: field ?? '',
  code: code === 'bad-number' ? 'bad-organisation-number' : (listIssues.find((known) => known === code) ?? 'unreadable'),
  found: masked(found ?? ''),
})

/** Refusals of a file that are kept. */
const mostKept = 100_000

function noteIssues(list: List, issues: readonly Issue[], lost: number): void {
  const kept = issues.slice(0, Math.max(0, mostKept - list.refused.length))
  for (const issue of kept) list.refused.push(refusalOf(issue))
  list.moreRefused = (list.moreRefused ?? 0) + issues.length - kept.length
  list.count += lost
  // A row that broke off may have been anybody.
  if (lost > 0) list.complete = false
}

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

const masked = (text: string): string => maskIdentityNumbers(text.slice(0, 200))

/** What of a record could not be understood is said here; the rest is taken. */
type Complain = (field: string, code: RefusalCode, found: unknown, detail?: string) => undefined

function take(list: List, line: number, entry: Entry): void {
  list.count++
  const refused: Refusal[] = []
  const complain: Complain = (field, code, found, detail) => {
    const text = typeof found === 'string' ? found : (JSON.stringify(found) ?? '')
    refused.push({ line, field, code, found: masked(text), ...(detail !== undefined && { detail }) })
  }
  const row = understand(line, entry, complain)
  list.refused.push(...refused)
  if (row) list.rows.push(row)
  else list.mentioned.push(mentionedIn(entry))
}

function passOver(list: List, entry: Entry): void {
  list.count++
  list.mentioned.push(mentionedIn(entry))
}

const mentionedIn = (entry: Entry): List['mentioned'][number] => ({
  ...(readOrganisationNumber(textOf(entry.number)) && { number: readOrganisationNumber(textOf(entry.number))! }),
  ...(textOf(entry.external_key) && { externalKey: textOf(entry.external_key) }),
  ...(textOf(entry.name) && { name: textOf(entry.name) }),
})

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''

/** Whether the list says something here, were it only that there is nothing. */
const speaksOf = (entry: Entry, name: string): boolean => entry[name] !== undefined

function understand(line: number, entry: Entry, complain: Complain): Listed | undefined {
  const name = nameOf(entry, complain)
  const written = textOf(entry.number)
  const number = written === '' ? undefined : readOrganisationNumber(written)
  if (written !== '' && number === undefined) complain('number', 'bad-organisation-number', written)
  const externalKey = freeText(entry, 'external_key', 200, complain)
  if (name === undefined || (written !== '' && number === undefined)) return undefined
  return {
    line,
    name,
    ...(number !== undefined && { number }),
    ...(externalKey && { externalKey }),
    fields: fieldsOf(entry, complain),
    ...parentOf(entry, complain),
    ...heldOf(entry, complain),
    contacts: contactsOf(entry, complain),
  }
}

function nameOf(entry: Entry, complain: Complain): string | undefined {
  if (textOf(entry.name) === '') return complain('name', 'name-missing', entry.name ?? '')
  return freeText(entry, 'name', 300, complain)
}

/** Text that people wrote. Nobody's identity number gets in this way. */
function freeText(entry: Entry, field: string, longest: number, complain: Complain): string | undefined {
  const text = textOf(entry[field])
  if (text.length > longest) return complain(field, 'too-long', text.slice(0, 200))
  if (findIdentityNumbers(text).some(({ certainty }) => certainty !== 'possible')) return complain(field, 'identity-number', text)
  return text
}

function fieldsOf(entry: Entry, complain: Complain): Partial<ListedFields> {
  const fields: Partial<ListedFields> = {}
  const kinds = choices(entry, 'kinds', OrganisationKind, complain)
  if (kinds?.length) fields.kinds = kinds
  const constituencies = choices(entry, 'constituencies', Constituency, complain)
  if (constituencies) fields.constituencies = constituencies
  const language = one(entry, 'language', Locale, complain)
  if (language) fields.language = language
  const membership = one(entry, 'membership', Membership, complain)
  if (membership) fields.membership = membership
  const since = one(isoDay(entry, 'member_since'), 'member_since', Day, complain)
  if (since !== undefined) fields.memberSince = since
  return { ...fields, ...placeOf(entry, complain) }
}

/** A Norwegian spreadsheet writes 1.3.2021. */
function isoDay(entry: Entry, field: string): Entry {
  const parts = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(textOf(entry[field]))
  return parts ? { [field]: `${parts[3]}-${parts[2]!.padStart(2, '0')}-${parts[1]!.padStart(2, '0')}` } : entry
}

/** County and municipality. Spreadsheets take the zero in front away; the municipality says its county. */
function placeOf(entry: Entry, complain: Complain): Pick<Partial<ListedFields>, 'county' | 'municipality'> {
  const padded = (field: string, length: number): Entry => {
    const text = textOf(entry[field])
    return { [field]: speaksOf(entry, field) ? (/^\d+$/.test(text) ? text.padStart(length, '0') : text) : undefined }
  }
  const municipality = one(padded('municipality', 4), 'municipality', Municipality, complain)
  const county = one(padded('county', 2), 'county', County, complain)
  const said = municipality?.slice(0, 2)
  if (county && said && county !== said) complain('county', 'other-county', county, said)
  return {
    ...(municipality !== undefined && { municipality }),
    ...(said ? { county: said } : county !== undefined && { county }),
  }
}

/** One value: absent when the list does not speak of it or it was refused, null when it says that there is none. */
function one<Value>(entry: Entry, field: string, schema: z.ZodType<Value>, complain: Complain): Value | null | undefined {
  if (!speaksOf(entry, field)) return undefined
  const text = textOf(entry[field])
  if (text === '') return null
  const checked = schema.safeParse(text)
  return checked.success ? checked.data : complain(field, 'bad-choice', text, choicesOf(schema))
}

const choicesOf = (schema: z.ZodType): string | undefined => (schema instanceof z.ZodEnum ? schema.options.join(', ') : undefined)

function choices<Value>(entry: Entry, field: string, schema: z.ZodType<Value>, complain: Complain): Value[] | undefined {
  if (!speaksOf(entry, field)) return undefined
  const values = partsOf(entry[field]).map((text) => {
    const checked = schema.safeParse(text)
    return checked.success ? checked.data : complain(field, 'bad-choice', text, choicesOf(schema))
  })
  return [...new Set(values.filter((value) => value !== undefined))]
}

/** The values of a cell: separated by space or `|`, or an array. */
const partsOf = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.map(textOf).filter(Boolean)
    : textOf(value)
        .split(/[\s|]+/)
        .filter(Boolean)

function parentOf(entry: Entry, complain: Complain): { parentNumber?: string | null } {
  if (!speaksOf(entry, 'parent_number')) return {}
  const text = textOf(entry.parent_number)
  if (text === '') return { parentNumber: null }
  const number = readOrganisationNumber(text)
  if (number === undefined) complain('parent_number', 'bad-organisation-number', text)
  return number === undefined ? {} : { parentNumber: number }
}

/** What is held, from the columns or from `holdings`. Where a value was refused, the list is not believed to name all. */
function heldOf(entry: Entry, complain: Complain): Pick<Listed, 'holdings' | 'tellsAll'> {
  const start = textOf(entry.valid_from)
  const from = start === '' ? undefined : readUtc(start)
  if (start !== '' && from === undefined) {
    complain('valid_from', 'bad-time', start)
    return { holdings: [], tellsAll: new Set() }
  }
  const holdings = new Map<string, ListedHolding>()
  const tellsAll = new Set<string>()
  for (const [field, { relation, form }] of Object.entries(heldColumns)) {
    if (!speaksOf(entry, field)) continue
    const kind = `${relation} ${form}`
    tellsAll.add(kind)
    for (const text of partsOf(entry[field])) {
      const value = readHolding(form, text)
      if (value.ok) holdings.set(`${kind} ${value.value}`, { field, relation, form, value: value.value, ...(from && { from }) })
      else {
        complain(field, value.reason, text, value.detail)
        tellsAll.delete(kind)
      }
    }
  }
  if (speaksOf(entry, 'holdings')) addDetailed(entry.holdings, holdings, tellsAll, complain)
  return { holdings: [...holdings.values()], tellsAll }
}

const DetailedHolding = z.object({
  relation: Relation.default('owns'),
  form: HoldingForm,
  value: z.coerce.string(),
  from: z.string().optional(),
  to: z.string().nullish(),
  proof: HoldingProof.optional(),
  criticality: Criticality.optional(),
})

const everyKind = Relation.options.flatMap((relation) => HoldingForm.options.map((form) => `${relation} ${form}`))

/** `holdings` of a JSON list: each with a period of its own. It names all that is held, of every kind. */
function addDetailed(value: unknown, holdings: Map<string, ListedHolding>, tellsAll: Set<string>, complain: Complain): void {
  for (const kind of everyKind) tellsAll.add(kind)
  for (const written of Array.isArray(value) ? value : [value]) {
    const holding = detailed(written, complain)
    if (holding) holdings.set(`${holding.relation} ${holding.form} ${holding.value} ${holding.from}`, holding)
    else for (const kind of everyKind) tellsAll.delete(kind)
  }
}

function detailed(written: unknown, complain: Complain): ListedHolding | undefined {
  const parsed = DetailedHolding.safeParse(written)
  if (!parsed.success) return complain(`holdings.${parsed.error.issues[0]!.path.join('.')}`, 'bad-schema', written)
  const { relation, form, proof, criticality } = parsed.data
  const value = readHolding(form, parsed.data.value)
  if (!value.ok) return complain('holdings.value', value.reason, parsed.data.value, value.detail)
  const from = parsed.data.from === undefined ? undefined : readUtc(parsed.data.from)
  const to = parsed.data.to == null ? null : readUtc(parsed.data.to)
  if (parsed.data.from !== undefined && from === undefined) return complain('holdings.from', 'bad-time', parsed.data.from)
  if (to === undefined) return complain('holdings.to', 'bad-time', parsed.data.to)
  if (to !== null && (from === undefined || to <= from)) return complain('holdings.to', 'bad-period', parsed.data.to)
  return {
    field: 'holdings',
    relation,
    form,
    value: value.value,
    to,
    ...(from && { from }),
    ...(proof && { proof }),
    ...(criticality !== undefined && { criticality }),
  }
}

function contactsOf(entry: Entry, complain: Complain): Listed['contacts'] {
  return Object.entries(contactColumns).flatMap(([column, role]) => {
    const read = (field: string, schema: z.ZodType<string>, fault: 'bad-email' | 'bad-telephone'): string | undefined => {
      const text = freeText(entry, field, 254, complain)
      if (text === undefined || text === '') return undefined
      return schema.safeParse(text).success ? text : complain(field, fault, text)
    }
    const email = read(`${column}_email`, Email, 'bad-email')
    const telephone = read(`${column}_telephone`, Telephone, 'bad-telephone')
    return email || telephone ? [{ role, column, ...(email && { email }), ...(telephone && { telephone }) }] : []
  })
}

/** Reads files of the Norwegian base data together, since Oslo stands in two of them. */
export function readBase(files: Readonly<Record<string, string>>): List {
  const { organisations, issues } = readNorway(files)
  const refused = issues.map(refusalOf)
  return {
    rows: organisations.map(listedOf),
    refused,
    count: organisations.length,
    mentioned: [],
    complete: refused.every(({ line }) => line > 0),
  }
}

const municipalKinds: ReadonlySet<string> = new Set(['municipality', 'county'])

const listedOf = (from: BaseOrganisation, index: number): Listed => ({
  line: index + 1,
  name: from.name,
  ...(from.number && { number: from.number }),
  fields: {
    names: from.names,
    kinds: from.kinds,
    constituencies: from.kinds.every((kind) => municipalKinds.has(kind)) ? ['municipal'] : ['health'],
    // Who has not chosen a form may have told us one since.
    ...(from.languageChosen && { language: from.language }),
    ...(from.county && { county: from.county }),
    ...(from.municipality && { municipality: from.municipality }),
  },
  ...(from.parentNumber && { parentNumber: from.parentNumber }),
  holdings: [],
  tellsAll: new Set(),
  contacts: [],
})

/** Units read so far; the file is gone through twice. */
export interface Progress {
  round: 1 | 2
  units: number
}

/** How a file of any size is read. */
interface FileOptions {
  fileName: string
  inlet?: Inlet | undefined
  /** Whether our register knows a unit already, or the one above it. */
  isKnown(unit: Pick<Unit, 'number' | 'parentNumber'>): boolean
  tell?: ((progress: Progress) => void) | undefined
}

const mostBytes = 50 * 1024 * 1024
/** The whole of Enhetsregisteret was under two gigabytes unpacked in 2026. */
const mostRegisterBytes = 8 * 1024 ** 3

/**
 * Reads a list from a file. A snapshot of Enhetsregisteret may be of the whole country: it is streamed, and of it only the sector's units are
 * kept. Of everything else at most 50 MB is read; more ends the spool as `too-large`.
 */
export async function readFile(file: Spooled, { fileName, inlet, isKnown, tell }: FileOptions): Promise<List> {
  try {
    if (inlet !== 'membership' && /^[[{]/.test(headOf(file.head)) && looksLikeUnits(file.head))
      return await readBusinessRegister(() => file.read(mostRegisterBytes), isKnown, tell)
    const parts: Uint8Array[] = []
    for await (const part of file.read(mostBytes)) parts.push(part)
    return await readList(Buffer.concat(parts), fileName.replace(/\.gz$/i, ''), inlet)
  } catch (error) {
    if (!(error instanceof BrokenArchive)) throw error
    return emptyList({ line: 0, field: '', code: 'truncated', found: '' })
  }
}

/**
 * Reads a snapshot of Enhetsregisteret, main units and sub units, twice: to see which are the sector's, then to take those; the rest is
 * counted and passed over. Memory: two numbers a unit, and what is taken.
 */
async function readBusinessRegister(
  bytes: () => AsyncIterable<Uint8Array>,
  isKnown: FileOptions['isKnown'],
  tell?: FileOptions['tell'],
): Promise<List> {
  const isOurs = await sectorOf(bytes(), isKnown, tell)
  const list = emptyList()
  list.complete = true
  for await (const { units, issues, lost } of readUnits(bytes())) {
    noteIssues(list, issues, lost)
    list.count += units.length
    tell?.({ round: 2, units: list.count })
    for (const unit of units) if (isOurs(unit)) takeUnit(list, unit)
  }
  return list
}

function takeUnit(list: List, unit: Unit): void {
  const fault = findIdentityNumbers(unit.name).some(({ certainty }) => certainty !== 'possible')
  if (fault) list.refused.push({ line: unit.line, field: 'navn', code: 'identity-number', found: masked(unit.name) })
  if (fault) list.mentioned.push({ number: unit.number })
  else list.rows.push(listedUnit(unit))
}

/** Which units of a snapshot are the sector's: of a kind that we know, in our register already, or below one that is. */
async function sectorOf(
  bytes: AsyncIterable<Uint8Array>,
  isKnown: FileOptions['isKnown'],
  tell?: FileOptions['tell'],
): Promise<(unit: Unit) => boolean> {
  const ours = new Set<number>()
  const above = new Map<number, number>()
  let read = 0
  for await (const { units } of readUnits(bytes)) {
    read += units.length
    tell?.({ round: 1, units: read })
    for (const unit of units) {
      if (unit.kind !== undefined || isKnown(unit)) ours.add(Number(unit.number))
      else if (unit.parentNumber !== undefined) above.set(Number(unit.number), Number(unit.parentNumber))
    }
  }
  return ({ number }) => {
    let at: number | undefined = Number(number)
    for (let levels = 0; at !== undefined && levels <= mostLevels; levels++) {
      if (ours.has(at)) return true
      at = above.get(at)
    }
    return false
  }
}

const listedUnit = (unit: Unit): Listed => ({
  line: unit.line,
  number: unit.number,
  name: unit.name,
  fields: {
    ...(unit.language && { language: unit.language }),
    ...(unit.municipality && { municipality: unit.municipality, county: unit.municipality.slice(0, 2) }),
  },
  firstFields: unit.kind
    ? { kinds: [unit.kind], constituencies: [municipalKinds.has(unit.kind) ? 'municipal' : 'health'] }
    : { kinds: ['other'] },
  ...(unit.parentNumber && { parentNumber: unit.parentNumber }),
  ...(unit.deletedOn && { gone: true }),
  outsider: unit.kind === undefined,
  holdings: [],
  tellsAll: new Set(),
  contacts: [],
})
