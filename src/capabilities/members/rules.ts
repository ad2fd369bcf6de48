import { readAsn } from '#domain/asn.ts'
import { hostOfUrl, readHost, registrableDomain } from '#domain/host.ts'
import { type Network, readAddress, readNetwork } from '#domain/network.ts'
import { no, ok, type Result } from '#domain/result.ts'
import { day, type Utc } from '#domain/time.ts'
import type { HoldingForm, HoldingsChanged, OrganisationKind, Relation } from './contract.ts'

/** Kinds of organisations that seldom have anybody for IT: the simple front page is theirs unless they choose another. */
const smallKinds: readonly OrganisationKind[] = ['general-practice', 'dental-practice', 'pharmacy']

/** Whether an organisation is nothing but small kinds. */
export const isSmall = (kinds: readonly OrganisationKind[]): boolean =>
  kinds.length > 0 && kinds.every((kind) => smallKinds.includes(kind))

/** Days that a confirmation is good for. */
export const confirmedDays = 90

/** How long each kind of change of the register can be undone, in milliseconds. */
export const undoWindow = { import: 7 * day, succession: 10 * 60_000 } as const

/** A stretch of time, from its first moment up to but not including its end; without end it lasts. */
export interface Period {
  from: Utc
  to: Utc | null
}

export type HoldingFault = 'not-a-network' | 'host-bits' | 'network-too-wide' | 'not-an-asn' | 'not-a-domain' | 'public-suffix'

/** The widest network that one organisation can hold: an IPv4 /8, an IPv6 /16. */
const shortestPrefix = { 4: 8, 6: 16 } as const

/** Reads what somebody says that an organisation holds; gives the canonical text. `detail` of `host-bits` is the network that was meant. */
export function readHolding(form: HoldingForm, text: string): Result<string, HoldingFault> {
  if (form === 'network') return readHeldNetwork(text)
  if (form === 'asn') {
    const asn = readAsn(text)
    return asn === undefined ? no('not-an-asn') : ok(String(asn))
  }
  const host = readHost(text)
  if (host === undefined || !host.includes('.')) return no('not-a-domain')
  return registrableDomain(host) === undefined ? no('public-suffix') : ok(host)
}

function readHeldNetwork(text: string): Result<string, HoldingFault> {
  const network = readNetwork(text)
  if (!network) return no('not-a-network')
  if (network.prefix < shortestPrefix[network.version]) return no('network-too-wide')
  return network.hostBits ? no('host-bits', network.text) : ok(network.text)
}

const endOf = (period: Period): Utc => period.to ?? '9999'

/** Whether the period holds at a moment: its end is the first moment at which it does not. */
export const holdsAt = (period: Period, at: Utc): boolean => period.from <= at && at < endOf(period)

/** Whether two periods share a moment. One that ends where the other begins does not; an empty one shares nothing. */
export const overlaps = (one: Period, other: Period): boolean =>
  one.from < endOf(other) && other.from < endOf(one) && one.from < endOf(one) && other.from < endOf(other)

/** Whether a period of a holding cannot stand beside the others of the same organisation, relation and value. */
export const clashes = (period: Period, others: readonly Period[]): boolean =>
  others.some((other) => other.from === period.from || overlaps(period, other))

/** The stretches of time in which something is held after a change and was not before, or the other way round. */
export function stretchesBetween(before: Period | undefined, after: Period): Period[] {
  const whole = [before, after].filter((period) => period !== undefined && period.from < endOf(period)) as Period[]
  if (before === undefined || !overlaps(before, after)) return whole
  const stretches: Period[] = []
  const [firstFrom, lastFrom] = [before.from, after.from].sort() as [Utc, Utc]
  if (firstFrom < lastFrom) stretches.push({ from: firstFrom, to: lastFrom })
  if (before.to !== after.to) {
    const [firstEnd, lastEnd] = [endOf(before), endOf(after)].sort() as [Utc, Utc]
    stretches.push({ from: firstEnd, to: lastEnd === '9999' ? null : lastEnd })
  }
  return stretches
}

/** What the event of a change to a holding says: what is held, and when that is now another's. */
export const changesOf = (
  held: { form: HoldingForm; value: string },
  before: Period | undefined,
  after: Period,
): HoldingsChanged['changes'] =>
  stretchesBetween(before, after).map(({ from, to }) => ({ form: held.form, value: held.value, from, to }))

/** The moment a holding ends when it ends now; one that has not begun ends where it begins. */
export const endNow = (period: Period, now: Utc): Utc => (period.from > now ? period.from : now)

/** What somebody asks the owner of, and every canonical holding that would cover it, most specific first. */
export interface Asked {
  form: HoldingForm
  /** As it is said back to the reader. */
  text: string
  covering: string[]
}

/** Reads an address, network, AS number (`AS64500`), host or URL. Bare digits are an AS number. */
export function readAsked(text: string): Asked | undefined {
  const trimmed = text.trim()
  const target = /^[a-z]+:\/\//i.test(trimmed) || /^h(xx|\*\*)ps?/i.test(trimmed) ? hostOfUrl(trimmed) : trimmed
  if (target === undefined) return undefined
  const network = readNetwork(target)
  if (network) return { form: 'network', text: readAddress(target) ?? network.text, covering: networksAround(network) }
  const asn = readAsn(target)
  if (asn !== undefined) return { form: 'asn', text: `AS${asn}`, covering: [String(asn)] }
  const host = readHost(target)
  return host === undefined ? undefined : { form: 'domain', text: host, covering: domainsAround(host) }
}

const networksAround = (network: Network): string[] =>
  Array.from({ length: network.prefix - shortestPrefix[network.version] + 1 }, (_, wider) => {
    const [address] = network.text.split('/')
    return readNetwork(`${address}/${network.prefix - wider}`)!.text
  })

const domainsAround = (host: string): string[] => {
  const labels = host.split('.')
  return labels.slice(0, -1).map((_, from) => labels.slice(from).join('.'))
}

/** What a text in a search field looks for: all words in names or number, or whoever holds what it names. */
export function searchOf(text = ''): { words: string[]; held?: { form: HoldingForm; values: string[] } } {
  const asked = readAsked(text)
  // A bare word is a part of a name; an AS number is asked for as AS64500, bare digits are part of an organisation number.
  const holds = asked !== undefined && asked.covering.length > 0 && !(asked.form === 'asn' && /^\s*\d+\s*$/.test(text))
  return {
    words: text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10),
    ...(holds && { held: { form: asked.form, values: asked.covering } }),
  }
}

/** Who among the holdings that cover it, most specific first, is the one: the narrowest, when only one organisation has that. */
export function narrowest<H extends { relation: Relation; value: string; organisation: { id: string } }>(
  candidates: readonly H[],
  relation: Relation,
): H | 'several' | undefined {
  const first = candidates.find((holding) => holding.relation === relation)
  const rival = candidates.some(
    (holding) =>
      holding.relation === relation && holding.value === first!.value && holding.organisation.id !== first!.organisation.id,
  )
  return rival ? 'several' : first
}

/** Levels that a hierarchy of organisations may have; more is a slip in a list. */
export const mostLevels = 20

export type ParentFault = 'parent-circle' | 'parent-too-deep'

/** Whether an organisation may have this parent, given the parents that stand. */
export function parentFault(
  child: string,
  parent: string | null,
  parentOf: (id: string) => string | null | undefined,
): ParentFault | undefined {
  let levels = 1
  for (let above: string | null | undefined = parent; above; above = parentOf(above)) {
    if (above === child) return 'parent-circle'
    if (++levels > mostLevels) return 'parent-too-deep'
  }
  return undefined
}

/** Whether the text is the public half of a key for encrypted mail (RFC 9580, 6.2), and not the secret one. */
export const isPublicKey = (text: string): boolean =>
  /^\s*-----BEGIN PGP PUBLIC KEY BLOCK-----[\s\S]+-----END PGP PUBLIC KEY BLOCK-----\s*$/.test(text) &&
  !text.includes('PRIVATE KEY')
