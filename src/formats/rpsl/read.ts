import { readAsn } from '#domain/asn.ts'
import { readLines } from '#domain/lines.ts'
import { addressOf, addressValue, readAddress, readNetwork, versionOf } from '#domain/network.ts'

/** The objects of a registry that say who has what; others are counted and passed over. */
export const objectKinds = ['inetnum', 'inet6num', 'route', 'route6', 'aut-num', 'organisation'] as const
export type ObjectKind = (typeof objectKinds)[number]

/** One object: its kind, its key as it was written, where it begins, and its attributes in order (RFC 2622, 2). */
export interface RegistryObject {
  kind: ObjectKind
  key: string
  line: number
  attributes: { name: string; value: string }[]
  /** What it is about in canonical form: networks in CIDR, an AS number; nothing for an organisation. */
  holds: { form: 'network' | 'asn'; value: string }[]
}

export type ObjectFault =
  | 'broken-line'
  | 'line-too-long'
  | 'bad-range'
  | 'bad-network'
  | 'bad-as-number'
  | 'no-key'
  | 'too-many-attributes'
  | 'range-too-long'

/** An object that could not be understood. */
export interface ObjectIssue {
  line: number
  code: ObjectFault
  found: string
}

/** A handful of objects of a snapshot, in the order of the file. */
export interface ObjectBatch {
  objects: RegistryObject[]
  issues: ObjectIssue[]
  /** Objects of all kinds, also those that were passed over. */
  seen: number
}

const longestLine = 65_536
const mostAttributes = 1_000
const batchObjects = 250
const attribute = /^([a-z][a-z0-9-]*)\s*:\s*(.*)$/i

/**
 * Reads a snapshot of an internet registry: the split files of the RIPE database, or a whole dump (RPSL, RFC 2622, with inetnum and
 * inet6num as RIPE has them). It streams, and holds one object and one batch. A bad object costs itself: it is an issue with its line.
 */
export async function* readRegistry(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ObjectBatch> {
  let batch: ObjectBatch = { objects: [], issues: [], seen: 0 }
  let open: Draft | undefined
  const close = () => {
    if (open) finish(open, batch)
    open = undefined
  }
  for await (const block of readLines(bytes, longestLine)) {
    for (const [index, line] of block.lines.entries()) {
      if (line === undefined || line.trim() !== '') {
        open = takeLine(open, line, block.first + index)
        continue
      }
      close()
      if (batch.seen < batchObjects) continue
      yield batch
      batch = { objects: [], issues: [], seen: 0 }
    }
  }
  close()
  if (batch.seen > 0) yield batch
}

interface Draft {
  line: number
  attributes: { name: string; value: string }[]
  fault?: { line: number; code: ObjectFault; found: string }
}

function takeLine(open: Draft | undefined, line: string | undefined, number: number): Draft | undefined {
  // RFC 2622, 2: `%` and `#` in the first column are words of the server or a comment, and begin no object.
  if (line !== undefined && /^[%#]/.test(line)) return open
  const draft = open ?? { line: number, attributes: [] }
  if (draft.fault) return draft
  if (line === undefined) return { ...draft, fault: { line: number, code: 'line-too-long', found: '' } }
  if (draft.attributes.length >= mostAttributes)
    return { ...draft, fault: { line: number, code: 'too-many-attributes', found: short(line) } }
  const last = draft.attributes.at(-1)
  // A line that begins with a space, a tab or a plus goes on with the attribute before it.
  if (/^[ \t+]/.test(line) && last) {
    last.value = `${last.value} ${withoutComment(line.slice(1))}`.trim()
    return draft
  }
  const [, name, value] = attribute.exec(line) ?? []
  if (name === undefined) return { ...draft, fault: { line: number, code: 'broken-line', found: short(line) } }
  draft.attributes.push({ name: name.toLowerCase(), value: withoutComment(value!) })
  return draft
}

const withoutComment = (text: string): string => text.replace(/\s*#.*$/, '').trim()
const short = (text: string): string => text.slice(0, 200)

function finish(draft: Draft, batch: ObjectBatch): void {
  batch.seen += 1
  if (draft.fault) {
    batch.issues.push(draft.fault)
    return
  }
  const [first] = draft.attributes
  const kind = objectKinds.find((known) => known === first?.name)
  if (!first || !kind) return
  if (first.value === '') {
    batch.issues.push({ line: draft.line, code: 'no-key', found: first.name })
    return
  }
  const holds = readHolds(kind, first.value)
  if (typeof holds === 'string') batch.issues.push({ line: draft.line, code: holds, found: short(first.value) })
  else batch.objects.push({ kind, key: first.value, line: draft.line, attributes: draft.attributes, holds })
}

function readHolds(kind: ObjectKind, key: string): RegistryObject['holds'] | ObjectFault {
  switch (kind) {
    case 'organisation':
      return []
    case 'aut-num': {
      const asn = /^AS\d+$/i.test(key) ? readAsn(key) : undefined
      return asn === undefined ? 'bad-as-number' : [{ form: 'asn', value: String(asn) }]
    }
    case 'inetnum': {
      const networks = networksOfRange(key)
      return typeof networks === 'string' ? networks : networks.map((value) => ({ form: 'network', value }))
    }
    case 'inet6num':
    case 'route':
    case 'route6': {
      const network = readNetwork(key)
      const version = kind === 'route' ? 4 : 6
      if (!network || network.hostBits || network.version !== version || !key.includes('/')) return 'bad-network'
      return [{ form: 'network', value: network.text }]
    }
  }
}

const mostNetworks = 64

/**
 * The networks that a range is made of, `198.18.4.0 - 198.18.6.127` → `198.18.4.0/23 198.18.6.0/25`: ranges of a registry need not lie
 * on the borders of a prefix. Reversed and mixed ranges are faults, and so is one that needs more than 64 networks.
 */
export function networksOfRange(text: string): string[] | 'bad-range' | 'range-too-long' {
  const whole = text.includes('/') ? readNetwork(text) : undefined
  if (whole) return whole.hostBits ? 'bad-range' : [whole.text]
  const [from, to, more] = text.split('-').map((part) => readAddress(part.trim()))
  if (from === undefined || to === undefined || more !== undefined || text.split('-').length !== 2) return 'bad-range'
  const version = versionOf(from)
  if (versionOf(to) !== version) return 'bad-range'
  const bits = version === 4 ? 32 : 128
  const last = addressValue(to)
  const networks: string[] = []
  for (let first = addressValue(from); first <= last; ) {
    let free = 0
    while (free < bits && first % (1n << BigInt(free + 1)) === 0n && first + (1n << BigInt(free + 1)) - 1n <= last) free += 1
    networks.push(`${addressOf(version, first)}/${bits - free}`)
    if (networks.length > mostNetworks) return 'range-too-long'
    first += 1n << BigInt(free)
  }
  return networks.length === 0 ? 'bad-range' : networks
}
