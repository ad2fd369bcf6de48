import { domainToUnicode } from 'node:url'
import { readAsked, readHolding } from '#capabilities/members/index.ts'
import { readAsn } from '#domain/asn.ts'
import { hostOfUrl } from '#domain/host.ts'
import { readNetwork } from '#domain/network.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { readUtc, type Utc } from '#domain/time.ts'
import type { HoldingForm, Relation } from './contract.ts'
import { isHeading, isSpecialAsn, isSpecialName, specialBlock } from './rules.ts'

export type ReadingFault =
  | 'claim-is-url'
  | 'claim-is-mail'
  | 'claim-is-wildcard'
  | 'claim-special-network'
  | 'claim-special-asn'
  | 'claim-special-name'
  | 'not-a-network'
  | 'host-bits'
  | 'network-too-wide'
  | 'not-an-asn'
  | 'not-a-domain'
  | 'public-suffix'
  | 'not-an-asset'

/** What is claimed: canonical for the register, and as people write it. */
export interface Claimed {
  form: HoldingForm
  value: string
  shown: string
}

/** A value as people write it: `AS64500`, and a domain in its own letters. */
export const shownValue = (form: HoldingForm, value: string): string =>
  form === 'asn' ? `AS${value}` : form === 'domain' && value.includes('xn--') ? domainToUnicode(value) || value : value

/** Every canonical value that would cover this one, itself first. */
export const coveringOf = (form: HoldingForm, value: string): string[] =>
  readAsked(form === 'asn' ? `AS${value}` : value)?.covering ?? [value]

/**
 * Reads what somebody claims. `detail` is what was probably meant: the network in which an address lies, the host of a URL, the domain
 * of a mail address.
 */
export function readClaim(text: string, form?: HoldingForm): Result<Claimed, ReadingFault> {
  const trimmed = text.trim()
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)) return no('claim-is-url', hostOfUrl(trimmed))
  if (trimmed.includes('@')) return no('claim-is-mail', trimmed.slice(trimmed.lastIndexOf('@') + 1) || undefined)
  if (trimmed.startsWith('*.')) return no('claim-is-wildcard', trimmed.slice(2))
  const meant = form ?? formOf(trimmed)
  if (!meant) return no('not-an-asset')
  const read = readHolding(meant, trimmed)
  if (!read.ok) return read
  const { value } = read
  if (meant === 'network') {
    const block = specialBlock(readNetwork(value)!)
    if (block) return no('claim-special-network', block)
  }
  if (meant === 'asn' && isSpecialAsn(Number(value))) return no('claim-special-asn')
  if (meant === 'domain' && isSpecialName(value)) return no('claim-special-name')
  return ok({ form: meant, value, shown: shownValue(meant, value) })
}

/** What a text looks like. Bare digits are an AS number, digits with dots an address; what else has a dot is a domain. */
function formOf(text: string): HoldingForm | undefined {
  if (readNetwork(text) || /[/:]/.test(text) || /^\d+\.[\d.]+$/.test(text)) return 'network'
  if (readAsn(text) !== undefined || /^AS\s*\d/i.test(text)) return 'asn'
  return text.includes('.') ? 'domain' : undefined
}

/** One line of what was pasted. */
export interface Line {
  line: number
  text: string
  from: Utc | undefined
  to: Utc | null
  relation: Relation | undefined
  fault?: 'bad-time' | 'bad-relation' | 'too-many-lines'
  /** How many lines from here on were not read. */
  left?: number
}

const relations: Readonly<Record<string, Relation>> = {
  owns: 'owns',
  eier: 'owns',
  eig: 'owns',
  operates: 'operates',
  drifter: 'operates',
  driftar: 'operates',
}
const mostLines = 2_000

/**
 * The lines of a list as people paste it: what, and as CSV also from, to, owns or operates. Headings, comments and empty lines are
 * passed over; where there are too many, the last says how many were not read.
 */
export function readLinesOf(text: string): Line[] {
  const lines: Line[] = []
  for (const [index, whole] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const cells = whole.split(/[;\t,]/).map((cell) =>
      cell
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    )
    const [what = '', from = '', to = '', relation = ''] = cells
    if (what === '' || what.startsWith('#') || (lines.length === 0 && isHeading(what))) continue
    if (lines.length >= mostLines) {
      const rest = lines[mostLines] ?? { line: index + 1, text: what, from: undefined, to: null, relation: undefined }
      lines[mostLines] = { ...rest, fault: 'too-many-lines', left: (rest.left ?? 0) + 1 }
      continue
    }
    const begins = from === '' ? undefined : readUtc(from)
    const ends = to === '' ? undefined : readUtc(to)
    const known = relation === '' ? undefined : relations[relation.toLowerCase()]
    const badTime = (from !== '' && begins === undefined) || (to !== '' && ends === undefined)
    lines.push({
      line: index + 1,
      text: what,
      from: begins,
      to: ends ?? null,
      relation: known,
      ...(badTime ? { fault: 'bad-time' as const } : relation !== '' && !known ? { fault: 'bad-relation' as const } : {}),
    })
  }
  return lines
}
