import { isSpecial, type Network, readNetwork } from '#domain/network.ts'
import { day, hour, later, type Utc } from '#domain/time.ts'
import type { ClaimState, HoldingForm, HoldingProof, ReviewReason, rivalPlaces } from './contract.ts'

/** What an organisation is, as far as the size of what it claims goes. */
type Kind = string

interface Size {
  /** The shortest prefix that is claimed without asking. */
  v4: number
  v6: number
  /** Whether an AS number is claimed without asking. */
  asn: boolean
}

const small: Size = { v4: 24, v6: 48, asn: false }
const medium: Size = { v4: 20, v6: 40, asn: true }
const large: Size = { v4: 16, v6: 32, asn: true }

/** How large a network each kind of organisation may claim before the team looks at it. Decided 22 November 2026. */
const sizes: Readonly<Record<Kind, Size>> = {
  'general-practice': small,
  'dental-practice': small,
  pharmacy: small,
  other: medium,
  supplier: medium,
  hospital: medium,
  municipality: medium,
  intermunicipal: medium,
  authority: medium,
  county: large,
  'hospital-trust': large,
  'regional-health-authority': { v4: 14, v6: 29, asn: true },
  'ict-operator': { v4: 14, v6: 29, asn: true },
}

/** Whether a claim is larger than anything the kinds of its organisation let expect. */
export function isTooLarge(form: HoldingForm, value: string, kinds: readonly Kind[]): boolean {
  const known = kinds.flatMap((kind) => sizes[kind] ?? [])
  const allowed = known.length > 0 ? known : [small]
  if (form === 'asn') return !allowed.some(({ asn }) => asn)
  const network = form === 'network' ? readNetwork(value) : undefined
  return network !== undefined && allowed.every((size) => network.prefix < (network.version === 4 ? size.v4 : size.v6))
}

/** Blocks for examples and measurements: in a demo they stand for ordinary networks. */
const examples = /^(?:Documentation|Benchmarking)/

/** The name of the block with a purpose of its own that a network lies in; nobody of the sector can hold that. */
export function specialBlock({ text, first, last, version }: Network): string | undefined {
  const ends = [first, last].map((value) => isSpecial(addressIn(version, value, text)))
  const [one, other] = ends
  return one && one.network === other?.network && !one.global && !examples.test(one.name) ? one.name : undefined
}

const addressIn = (version: 4 | 6, value: bigint, text: string): string => {
  const [address] = text.split('/')
  const network = readNetwork(`${address}/${version === 4 ? 32 : 128}`)!
  return value === network.first ? address! : lastAddress(text)
}

const lastAddress = (text: string): string => {
  const { version, last } = readNetwork(text)!
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => String((last >> shift) & 0xffn)).join('.')
  return Array.from({ length: 8 }, (_, place) => ((last >> BigInt(112 - 16 * place)) & 0xffffn).toString(16)).join(':')
}

/** AS numbers that nobody can hold: private use (RFC 6996), the last ones (RFC 7300), AS_TRANS (RFC 6793). Those for documentation (RFC 5398) are ordinary in a demo. */
export const isSpecialAsn = (asn: number): boolean =>
  asn === 23_456 || (asn >= 64_512 && asn <= 65_535) || asn >= 4_200_000_000 || (asn >= 65_552 && asn <= 131_071)

const ownNames = new Set(['local', 'localhost', 'internal', 'lan', 'home', 'corp', 'invalid', 'test', 'onion', 'arpa', 'alt'])

/** Names that no register gives out (RFC 6761, 6762, 7686, 8375, 9476), and those of addresses. */
export const isSpecialName = (host: string): boolean => ownNames.has(host.split('.').at(-1)!)

const scripts = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Armenian',
  'Hebrew',
  'Arabic',
  'Georgian',
  'Cherokee',
  'Thai',
  'Devanagari',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Bopomofo',
] as const
const letters = scripts.map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')] as const)
/** Scripts that are written together (UTS 39, 5.1). */
const together: readonly (readonly string[])[] = [
  ['Han', 'Hiragana', 'Katakana'],
  ['Han', 'Hangul'],
  ['Han', 'Bopomofo'],
]

/** What is suspicious about the letters of a name: several scripts in one label (UTS 39, 5.2), or none that is written here. */
export function scriptsOf(name: string): 'mixed-script' | 'foreign-script' | undefined {
  let foreign = false
  for (const label of name.split('.')) {
    const found = letters.filter(([, has]) => has.test(label)).map(([script]) => script)
    const allowed = found.length < 2 || together.some((set) => found.every((script) => set.includes(script)))
    if (!allowed) return 'mixed-script'
    foreign ||= found.some((script) => script !== 'Latin')
  }
  return foreign ? 'foreign-script' : undefined
}

const pastDays = 31

/** Why the team must look at a claim first. A claim to the past would show what was found there when it may have been another's. */
export function reviewOf(
  claim: { form: HoldingForm; value: string; shown: string; from: Utc },
  kinds: readonly Kind[],
  now: Utc,
): ReviewReason[] {
  const reasons: ReviewReason[] = []
  if (isTooLarge(claim.form, claim.value, kinds)) reasons.push('too-large')
  const letters = claim.form === 'domain' ? scriptsOf(claim.shown) : undefined
  if (letters) reasons.push(letters)
  if (claim.from < later(now, -pastDays * day)) reasons.push('past')
  return reasons
}

const challengeLabel = '_varde-challenge'
export const tokenPrefix = 'varde-token='

/** Where the token of a claim is published: below the domain, or in the reverse zone of a network that has one of its own. */
export function challengeName(form: HoldingForm, value: string): string | undefined {
  if (form === 'domain') return `${challengeLabel}.${value}`
  const network = form === 'network' ? readNetwork(value) : undefined
  const zone = network && reverseZone(network)
  return zone && `${challengeLabel}.${zone}`
}

/** RFC 1035, 3.5 and RFC 3596, 2.5: only prefixes of whole octets and nibbles are zones. */
function reverseZone({ version, prefix, first }: Network): string | undefined {
  const step = version === 4 ? 8 : 4
  if (prefix === 0 || prefix % step !== 0) return undefined
  const [bits, base] = version === 4 ? [32, 10] : [128, 16]
  const labels = Array.from({ length: prefix / step }, (_, place) =>
    ((first >> BigInt(bits - step * (place + 1))) & ((1n << BigInt(step)) - 1n)).toString(base),
  )
  return `${labels.reverse().join('.')}.${version === 4 ? 'in-addr' : 'ip6'}.arpa`
}

/** What the records at the challenge's name say of a token. Another organisation's token is a wrong one. */
export function judgeRecords(records: readonly string[], token: string): 'proven' | 'wrong-token' | 'none' {
  const found = records.map((record) => record.trim()).filter((record) => record.startsWith(tokenPrefix))
  if (found.includes(`${tokenPrefix}${token}`)) return 'proven'
  return found.length > 0 ? 'wrong-token' : 'none'
}

const desks = ['security', 'abuse', 'postmaster'] as const

/** The addresses at a domain that are its owner's by custom (RFC 2142): at the name itself, and at the registered one above it. */
export const deskAddresses = (domain: string, registered: string): string[] =>
  [...new Set([domain, registered])].flatMap((name) => desks.map((desk) => `${desk}@${name}`))

const mostContacts = 5

/** The mail addresses that a security.txt gives as contact (RFC 9116, 2.5.3). */
export const contactsIn = (text: string): string[] =>
  [
    ...new Set(
      text
        .slice(0, 32_768)
        .split(/\r?\n/)
        .flatMap((line) => /^contact\s*:\s*mailto:([^\s?]+)/i.exec(line)?.[1]?.toLowerCase() ?? [])
        .filter((address) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address)),
    ),
  ].slice(0, mostContacts)

/** For how many days each proof counts. A delegation counts until its own day. Decided 22 November 2026. */
export const proofDays: Readonly<Record<Exclude<HoldingProof, 'declared' | 'delegated'>, number>> = {
  mail: 365,
  registry: 400,
  'dns-token': 365 + 30,
  team: 730,
}

/** After how many days DNS is asked again for a proof that stands; until it ends there is a month to mend what is wrong. */
export const provenAgainDays = 365

/** How long a claim waits for a proof. */
export const openDays = 60

const levels: readonly HoldingProof[] = ['declared', 'mail', 'registry', 'delegated', 'dns-token', 'team']

/** The stronger of two proofs. */
export const stronger = (one: HoldingProof, other: HoldingProof): HoldingProof =>
  levels.indexOf(one) >= levels.indexOf(other) ? one : other

const firstCheckMs = hour / 4
const longestOpenMs = day
const longestProvenMs = 7 * day

/** When DNS is asked next after it gave no proof: soon, then ever more seldom. */
export const nextCheck = (state: ClaimState, misses: number, now: Utc): Utc =>
  state === 'proven'
    ? later(now, Math.min(day * 2 ** Math.max(0, misses - 1), longestProvenMs))
    : later(now, Math.min(firstCheckMs * 2 ** Math.max(0, misses), longestOpenMs))

const undoMs = hour / 6

/** Whether a decision of the team can still be taken back. */
export const canUndo = (decidedAt: Utc | null, now: Utc): boolean => decidedAt !== null && now < later(decidedAt, undoMs)

/** What happened until then is written about: it cannot be taken back any more. */
export const settledUntil = (now: Utc): Utc => later(now, -undoMs)

/** How something that another holds lies to what is claimed; `undefined` when they do not touch. */
export function placeOf(form: HoldingForm, claimed: string, other: string): (typeof rivalPlaces)[number] | undefined {
  if (claimed === other) return 'same'
  if (form === 'asn') return undefined
  if (form === 'domain') {
    if (other.endsWith(`.${claimed}`)) return 'inside'
    return claimed.endsWith(`.${other}`) ? 'around' : undefined
  }
  const [one, two] = [readNetwork(claimed), readNetwork(other)]
  if (!one || !two || one.version !== two.version) return undefined
  if (two.first >= one.first && two.last <= one.last) return 'inside'
  return one.first >= two.first && one.last <= two.last ? 'around' : undefined
}

/** Whether the team must look at a claim before a proof of it counts. */
export const waitsForTeam = (claim: { state: ClaimState; review: readonly ReviewReason[]; allowed: boolean }): boolean =>
  claim.state === 'disputed' || (claim.state === 'open' && claim.review.length > 0 && !claim.allowed)

/** What an organisation is written about, when somebody else did it. */
export const outcomes = [
  'proven',
  'allowed',
  'proof-waits',
  'refused',
  'not-upheld',
  'split',
  'operates-now',
  'proof-expired',
  'claim-expired',
  'delegation-ended',
  'holding-ended',
] as const
export type Outcome = (typeof outcomes)[number]

interface Step {
  at: Utc
  what: string
  /** Empty where nobody of the organisation did it. */
  who: string
}

const isOutcome = (what: string): what is Outcome => outcomes.some((outcome) => outcome === what)

/** The outcome to write about, of what happened to a claim since its organisation was written to; nothing where it knows, or was spared. */
export function outcomeToTell<Each extends Step>(steps: readonly Each[]): (Each & { what: Outcome }) | undefined {
  let news: (Each & { what: Outcome })[] = []
  for (const step of steps) {
    const { what, who } = step
    // A decision and what followed from it are of one moment, and are taken back together.
    if (what === 'undone') news = news.filter(({ at }) => at !== news.at(-1)?.at)
    // That the team looks at it first was not theirs to decide, also when the proof was.
    else if (isOutcome(what) && (who === '' || what === 'proof-waits')) news.push({ ...step, what })
    else if (who !== '') news = []
  }
  return news.at(-1)
}

export const mostTries = 5
export const codesADay = { claim: 3, organisation: 10 } as const
export const codeHours = 24
/** Two looks of one person lie so far apart. */
export const checkPauseSeconds = 10

/** Whether a line of a pasted list is the heading of a table. */
export const isHeading = (first: string): boolean =>
  /^(?:value|verdi|what|network|nett|nettverk|domain|domene|asn?|holding|cidr)s?$/i.test(first.trim())

/** The form of a body as the register writes it behind a name; people leave it out. */
const legalForm = /\s+(as|asa|sa|da|ans|ks|iks|kf|fkf|hf|rhf|stiftelse|stiftelsen)$/

/** The first of some names and numbers that a text has, whatever the case, without the legal form, and with or without spaces in numbers. */
export function namedIn(
  text: string,
  { names, numbers }: { names: readonly string[]; numbers: readonly string[] },
): string | undefined {
  const words = text.toLowerCase().replaceAll(/\s+/g, ' ')
  const digits = text.replaceAll(/(?<=\d)[\s.]+(?=\d)/g, '')
  return (
    names.find((name) => words.includes(name.toLowerCase().replaceAll(/\s+/g, ' ').replace(legalForm, ''))) ??
    numbers.find((number) => digits.includes(number))
  )
}
