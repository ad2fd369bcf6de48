import { readAsn } from '#domain/asn.ts'
import { countOutsideQuotes } from '#domain/delimited.ts'
import { readHost, readUrl } from '#domain/host.ts'
import { flatten, textOf } from '#domain/json-values.ts'
import { readAddress, readNetwork } from '#domain/network.ts'
import { type MappedField, type Mapping, mappedFields } from './mapping.ts'
import { readMoment } from './moment.ts'

/** A mapping that a person has yet to agree to: it may lack a column for the asset. `columns` are all there are to choose from. */
export interface Suggestion {
  mapping: Mapping
  columns: string[]
}

/** Names that columns have in the wild, compared without case, spaces and signs. */
const names: Readonly<Record<MappedField, readonly string[]>> = {
  time: [
    'timestamp',
    'time',
    'date',
    'datetime',
    'seen',
    'seenat',
    'lastseen',
    'lastonline',
    'firstseen',
    'firstseenutc',
    'dateadded',
    'detected',
    'detecttime',
    'timesource',
    'observed',
    'tid',
    'tidspunkt',
    'dato',
  ],
  ip: [
    'ip',
    'ipaddress',
    'address',
    'addr',
    'host ip',
    'srcip',
    'sourceip',
    'source',
    'dstip',
    'clientip',
    'ipadresse',
    'adresse',
    'address0ip',
  ],
  port: ['port', 'srcport', 'sourceport', 'dstport', 'dport', 'portnumber', 'portnr'],
  transport: ['protocol', 'proto', 'transport', 'protocoltransport', 'protokoll'],
  host: ['host', 'hostname', 'domain', 'fqdn', 'domainname', 'sourcefqdn', 'dns', 'vert', 'vertsnavn', 'domene'],
  url: ['url', 'uri', 'link', 'sourceurl', 'nettadresse', 'lenke'],
  network: ['network', 'cidr', 'prefix', 'subnet', 'netblock', 'nett', 'nettverk'],
  asn: ['asn', 'as', 'asnumber', 'sourceasn', 'address0asn'],
  account: ['email', 'mail', 'username', 'user', 'account', 'login', 'epost', 'bruker', 'brukernavn', 'konto'],
  kind: ['kind', 'identifier', 'classificationidentifier'],
  type: ['type', 'classificationtype', 'category', 'kategori'],
  severity: ['severity', 'alvorlighet', 'alvor'],
  tlp: ['tlp', 'marking'],
  pap: ['pap'],
}

/** In this turn: a value that is an address is no host, one that is a URL no account. */
const looks: readonly (readonly [MappedField, (text: string) => boolean])[] = [
  ['ip', (text) => readAddress(text) !== undefined],
  ['network', (text) => text.includes('/') && readNetwork(text) !== undefined],
  ['url', (text) => readUrl(text) !== undefined],
  ['time', (text) => timeFormatOf(text) !== undefined],
  ['account', (text) => /^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(text)],
  ['host', (text) => text.includes('.') && readHost(text) !== undefined],
  ['asn', (text) => /^AS\d+$/i.test(text) && readAsn(text) !== undefined],
]

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9æøå]/g, '')

function timeFormatOf(text: string): Mapping['time']['format'] | undefined {
  if (/^1\d{12}$/.test(text)) return 'epoch-ms'
  if (/^1\d{9}(\.\d+)?$/.test(text)) return 'epoch'
  const zone = 'UTC'
  if (/^\d{1,2}\.\d/.test(text))
    return readMoment(text, { format: 'dd.mm.yyyy hh:mm', zone }) && !readAddress(text) ? 'dd.mm.yyyy hh:mm' : undefined
  return /^\d{4}-/.test(text) && readMoment(text, { format: 'iso', zone }) ? 'iso' : undefined
}

/** A mapping for a sample (some first lines), from the names of its columns and from what the values look like. */
export function suggestMapping(sample: string): Suggestion {
  const text = sample.replace(/^\uFEFF/, '')
  return /^\s*[[{]/.test(text) ? fromJson(text) : fromTable(text)
}

function fromTable(text: string): Suggestion {
  const all = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const comment = ['#', ';', '//'].find((sign) => all[0]?.startsWith(sign))
  const lines = all.filter((line) => !comment || !line.startsWith(comment)).slice(0, 50)
  const delimiter = delimiterOf(lines)
  const rows = lines.map((line) => cells(line, delimiter))
  const first = rows[0] ?? []
  // Names say what they are; a first row with an address or a time in it is a row.
  const header =
    first.length > 0 &&
    !first.some((cell) => looks.slice(0, 5).some(([, is]) => is(cell))) &&
    (rows.length > 1 || first.some(isName))
  const columns = header ? first : first.map((_, index) => String(index + 1))
  const values = columns.map((_, index) => (header ? rows.slice(1) : rows).map((row) => row[index] ?? ''))
  return { mapping: { format: 'csv', delimiter, header, ...(comment && { comment }), ...fields(columns, values) }, columns }
}

const isName = (cell: string) => mappedFields.some((field) => names[field].includes(plain(cell)))

const cells = (line: string, delimiter: string): string[] =>
  line
    .split(new RegExp(`${delimiter === '|' ? '\\|' : delimiter}(?=(?:[^"]*"[^"]*")*[^"]*$)`))
    .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))

/** The delimiter that most lines have equally often. */
function delimiterOf(lines: readonly string[]): Mapping['delimiter'] {
  const candidates: Mapping['delimiter'][] = [',', ';', '\t', '|']
  const score = (candidate: string) => {
    const counts = lines.map((line) => countOutsideQuotes(line, candidate))
    const usual = counts.toSorted((one, other) => one - other)[Math.floor(counts.length / 2)] ?? 0
    return usual === 0 ? 0 : counts.filter((count) => count === usual).length * 100 + usual
  }
  return candidates.reduce((best, one) => (score(one) > score(best) ? one : best))
}

function fromJson(text: string): Suggestion {
  const objects = jsonSample(text)
  const flat = objects.map((object) => flatten(object))
  const columns = [...new Set(flat.flatMap((object) => [...object.keys()]))]
  const values = columns.map((column) => flat.map((object) => textOf(object.get(column))))
  return { mapping: { format: 'json', delimiter: ',', header: true, ...fields(columns, values) }, columns }
}

/** The objects of a sample that may break off anywhere: whole, or line by line. */
function jsonSample(text: string): Record<string, unknown>[] {
  const parse = (one: string): unknown => {
    try {
      return JSON.parse(one)
    } catch {
      return undefined
    }
  }
  const whole = parse(text) ?? parse(`${text.slice(0, text.lastIndexOf('}') + 1)}]`)
  const found =
    whole === undefined
      ? text.split('\n').map((line) => parse(line.replace(/,\s*$/, '')))
      : Array.isArray(whole)
        ? whole
        : [whole]
  return found
    .filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null && !Array.isArray(one))
    .slice(0, 50)
}

function fields(
  columns: readonly string[],
  values: readonly (readonly string[])[],
): Pick<Mapping, 'columns' | 'constants' | 'time'> {
  const chosen: Mapping['columns'] = {}
  const free = new Set(columns.keys())
  const take = (field: MappedField, index: number | undefined) => {
    if (index === undefined || chosen[field] !== undefined) return
    chosen[field] = columns[index]!
    free.delete(index)
  }
  const filled = (index: number) => values[index]!.filter((value) => value !== '')
  // A name is believed unless the values speak against it.
  const fitsName = (field: MappedField, index: number) => {
    const look = looks.find(([one]) => one === field)?.[1]
    const some = filled(index)
    return (
      !look ||
      field === 'asn' ||
      field === 'account' ||
      some.length === 0 ||
      some.filter((value) => look(value)).length * 2 >= some.length
    )
  }
  for (const field of mappedFields) {
    for (const name of names[field])
      take(
        field,
        [...free].find((index) => plain(columns[index]!) === plain(name) && fitsName(field, index)),
      )
  }
  for (const [field, is] of looks) {
    take(
      field,
      [...free].find((index) => filled(index).length > 0 && filled(index).every(is)),
    )
  }
  const times = chosen.time === undefined ? [] : filled(columns.indexOf(chosen.time))
  return { columns: chosen, constants: {}, time: { format: timeFormatOf(times[0] ?? '') ?? 'iso', zone: 'UTC' } }
}
