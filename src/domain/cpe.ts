import { no, ok, type Result } from './result.ts'

/** The attributes of a name in the order of the formatted string (NISTIR 7695, 6.2). */
export const cpeAttributes = [
  'part',
  'vendor',
  'product',
  'version',
  'update',
  'edition',
  'language',
  'sw_edition',
  'target_sw',
  'target_hw',
  'other',
] as const
export type CpeAttribute = (typeof cpeAttributes)[number]

/**
 * A well-formed name (NISTIR 7695, 5): each attribute is `*` (ANY), `-` (NA), or a text in lower case in which all signs but letters,
 * digits and `_` are quoted by `\`, and bare `*` and `?` at the ends are wildcards.
 */
export type Cpe = Readonly<Record<CpeAttribute, string>>

/** Every value there is. */
export const anyValue = '*'
/** The attribute has no meaning for this product. */
export const naValue = '-'

export type CpeReason = 'no-cpe' | 'attributes' | 'part' | 'sign' | 'wildcard'

const longest = 1024
const parts = new Set(['a', 'h', 'o', anyValue, naValue])
/** Signs that may stand in a name when they are quoted (NISTIR 7695, 5.3.2). */
const punctuation = /[!"#$%&'()*+,./:;<=>?@[\\\]^`{|}~-]/

/** Reads a formatted string (`cpe:2.3:…`) or a URI of version 2.2 (`cpe:/…`). `detail` names the attribute that is wrong. */
export function readCpe(from: string): Result<Cpe, CpeReason> {
  const text = from.trim()
  if (text.length > longest) return no('no-cpe')
  if (/^cpe:2\.3:/i.test(text)) return readFormatted(text.slice(8))
  if (/^cpe:\//i.test(text)) return readUri(text.slice(5))
  return no('no-cpe')
}

/** The attributes that are given, the others ANY. */
export function cpeOf(given: Partial<Record<CpeAttribute, string>>): Cpe {
  return Object.fromEntries(cpeAttributes.map((name) => [name, given[name] ?? anyValue])) as Record<CpeAttribute, string>
}

/** Fields between colons that are not quoted. */
const fieldsOf = (text: string): string[] => text.match(/(?:^|:)(?:[^:\\]|\\.?)*/gs)!.map((field) => field.replace(/^:/, ''))

function readFormatted(text: string): Result<Cpe, CpeReason> {
  const fields = fieldsOf(text.startsWith(':') ? `*${text}` : text)
  if (fields.length !== cpeAttributes.length) return no('attributes', `${fields.length}`)
  return readFields(fields.map((field, at) => [cpeAttributes[at]!, quote(field)]))
}

function readFields(fields: readonly (readonly [CpeAttribute, Quoted])[]): Result<Cpe, CpeReason> {
  const wrong = fields.find(([, value]) => typeof value !== 'string')
  if (wrong) return no((wrong[1] as { reason: CpeReason }).reason, wrong[0])
  const name = cpeOf(Object.fromEntries(fields))
  return parts.has(name.part) ? ok(name) : no('part', name.part)
}

type Quoted = string | { reason: CpeReason }

/** NISTIR 7695, 6.2.3.2: quotes what stands bare in a formatted string; wildcards may stand at the ends only. */
function quote(field: string): Quoted {
  if (field === anyValue || field === naValue) return field
  const tokens = field.toLowerCase().match(/\\?./gsu) ?? []
  if (tokens.length === 0) return { reason: 'sign' }
  let quoted = ''
  for (const [at, token] of tokens.entries()) {
    if (token === '*' || token === '?') {
      if (!isAtAnEnd(tokens, at)) return { reason: 'wildcard' }
      quoted += token
    } else if (/^[a-z0-9_]$/.test(token)) quoted += token
    else if (token.length === 2 && /^\\[a-z0-9_]$/.test(token)) quoted += token[1]
    else if (punctuation.test(token.at(-1)!) && token !== '\\') quoted += `\\${token.at(-1)}`
    else return { reason: 'sign' }
  }
  return /^[*?]*\*[*?]*$/.test(quoted) ? { reason: 'wildcard' } : quoted
}

/** One `*`, or any number of `?`, at the beginning or at the end. */
function isAtAnEnd(tokens: readonly string[], at: number): boolean {
  if (tokens[at] === '*') return at === 0 || at === tokens.length - 1
  return tokens.slice(0, at).every((token) => token === '?') || tokens.slice(at).every((token) => token === '?')
}

const uriAttributes = cpeAttributes.slice(0, 7)

/** NISTIR 7695, 6.1.3: seven components, of which the edition may hold five attributes packed between `~`. */
function readUri(text: string): Result<Cpe, CpeReason> {
  const components = text.split(':')
  if (components.length > uriAttributes.length) return no('attributes', `${components.length}`)
  return readFields(
    components.flatMap((component, at): (readonly [CpeAttribute, Quoted])[] => {
      const name = uriAttributes[at]!
      return name === 'edition' && component.startsWith('~') ? unpack(component) : [[name, unescapeUri(component)]]
    }),
  )
}

const packed = ['edition', 'sw_edition', 'target_sw', 'target_hw', 'other'] as const

function unpack(component: string): [CpeAttribute, Quoted][] {
  const values = component.slice(1).split('~')
  if (values.length !== packed.length) return [['edition', { reason: 'sign' }]]
  return packed.map((name, at) => [name, unescapeUri(values[at]!)])
}

/** %01 is a bare `?`, %02 a bare `*`; every other sign is itself. */
function unescapeUri(component: string): Quoted {
  if (component === '') return anyValue
  if (component === naValue) return naValue
  const tokens = component.match(/%[0-9a-f]{2}|./gis)!
  const plain = tokens.map((token) => {
    if (token === '%01') return '?'
    if (token === '%02') return '*'
    const sign = token.length === 3 ? String.fromCharCode(Number.parseInt(token.slice(1), 16)) : token
    return /[a-z0-9_]/i.test(sign) ? sign : `\\${sign}`
  })
  return plain.some((token) => (token === '\\%' || token === '\\\\' ? false : !/^[\\]?[\x21-\x7e]$/.test(token)))
    ? { reason: 'sign' }
    : quote(plain.join(''))
}

/** Writes a formatted string (NISTIR 7695, 6.2.2): `.` `-` and `_` need no quoting there. */
export const writeCpe = (name: Cpe): string =>
  `cpe:2.3:${cpeAttributes.map((attribute) => (name[attribute] === '\\-' ? '\\-' : name[attribute].replace(/\\./gs, unquoted))).join(':')}`

const unquoted = (token: string): string => (/[._-]/.test(token[1]!) ? token[1]! : token)

/** Writes a URI of version 2.2 (NISTIR 7695, 6.1.2); components that say nothing at the end are left out. */
export function writeCpeUri(name: Cpe): string {
  const isPacked = packed.slice(1).some((attribute) => name[attribute] !== anyValue)
  const edition = isPacked ? `~${packed.map((attribute) => escapeUri(name[attribute])).join('~')}` : escapeUri(name.edition)
  const components = uriAttributes.map((attribute) => (attribute === 'edition' ? edition : escapeUri(name[attribute])))
  return `cpe:/${components.join(':').replace(/:+$/, '')}`
}

function escapeUri(value: string): string {
  if (value === anyValue) return ''
  if (value === naValue) return naValue
  return value.replace(/\\?./gs, (token) => {
    if (token === '?') return '%01'
    if (token === '*') return '%02'
    const sign = token.at(-1)!
    return /[a-z0-9._-]/.test(sign) ? sign : `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`
  })
}

/** The value of an attribute as people write it: without quotes; nothing when it is ANY or NA. */
export const plainValue = (value: string): string | undefined =>
  value === anyValue || value === naValue ? undefined : value.replace(/\\(.)/gs, '$1')

/** Whether a value holds wildcards. */
export const hasWildcard = (value: string): boolean => /^[*?]|[*?]$/.test(value.replace(/\\./gs, '_')) && value !== anyValue
