import { isWithin } from '#domain/host.ts'
import { contains, readNetwork } from '#domain/network.ts'
import type { Asset, AssetForm } from '#domain/reading.ts'
import { rank, type Severity } from '#domain/severity.ts'
import { buildDomains, type DomainIndex } from '#engines/domains/domains.ts'
import { buildNetworks, type NetworkIndex } from '#engines/networks/networks.ts'
import type { Unattributed } from './contract.ts'

/** A holding as attribution needs it: whose, since when, and how that is known. Moments are milliseconds since 1970. */
export interface Ground {
  id: string
  organisation: string
  organisationName: string
  member: boolean
  relation: 'owns' | 'operates'
  form: 'network' | 'asn' | 'domain'
  value: string
  from: number
  to: number | null
  proof: string
  confirmedAt: string
  criticality: number
}

/** All holdings, ready to be asked; built whole and swapped. */
export interface Register {
  version: number
  grounds: readonly Ground[]
  networks: NetworkIndex
  domains: DomainIndex
  asns: ReadonlyMap<number, readonly number[]>
}

export function buildRegister(version: number, grounds: readonly Ground[]): Register {
  const entries = (form: Ground['form']) =>
    grounds.flatMap((ground, value) => (ground.form === form ? [{ text: ground.value, value }] : []))
  const asns = new Map<number, number[]>()
  for (const { text, value } of entries('asn')) asns.set(Number(text), [...(asns.get(Number(text)) ?? []), value])
  return {
    version,
    grounds,
    networks: buildNetworks(entries('network').map(({ text, value }) => ({ network: text, value }))),
    domains: buildDomains(entries('domain').map(({ text, value }) => ({ domain: text, value }))),
    asns,
  }
}

/** Whose an asset was at a moment, or why nobody's. */
export type Ownership =
  | { state: 'known'; owner: Ground; operator: Ground | undefined; by: Ground['form']; asked: string }
  | { state: 'ambiguous'; candidates: readonly Ground[] }
  | { state: 'nobody' }

const validAt = (ground: Ground, at: number): boolean => ground.from <= at && (ground.to === null || at < ground.to)

/** Whether a holding that was valid has not ended. */
export const isStill = (ground: Ground, at: number): boolean => ground.to === null || at < ground.to

/** Every holding that covers an asset at a moment, most specific first, by one way of looking. */
export function covering(register: Register, way: Ground['form'], asset: Asset, at: number): Ground[] {
  const found =
    way === 'network'
      ? asset.ip
        ? register.networks.findAll(asset.ip)
        : []
      : way === 'domain'
        ? asset.host
          ? register.domains.findAll(asset.host)
          : []
        : asset.asn !== undefined
          ? (register.asns.get(asset.asn) ?? [])
          : []
  const valid: Ground[] = []
  for (const index of found) {
    const ground = register.grounds[index]!
    if (validAt(ground, at)) valid.push(ground)
  }
  return valid
}

/** What is asked first: what the warning is about. A web page is its domain's owner's, wherever it is hosted. */
const waysOf = (form: AssetForm): readonly Ground['form'][] =>
  form === 'address' || form === 'network' ? ['network', 'asn'] : ['domain', 'network', 'asn']

/** Whose the asset was at that moment: the most specific owner; an operator is told apart, and stands in where no owner is known. */
export function ownerAt(register: Register, form: AssetForm, asset: Asset, at: number): Ownership {
  for (const way of waysOf(form)) {
    const grounds = covering(register, way, asset, at)
    if (grounds.length === 0) continue
    const owner = grounds.find((ground) => ground.relation === 'owns')
    const operator = grounds.find((ground) => ground.relation === 'operates')
    const first = owner ?? operator!
    const rivals = grounds.filter(
      (ground) =>
        ground.relation === first.relation && ground.value === first.value && ground.organisation !== first.organisation,
    )
    if (rivals.length > 0) return { state: 'ambiguous', candidates: [first, ...rivals] }
    const asked = way === 'network' ? asset.ip! : way === 'domain' ? asset.host! : `AS${asset.asn}`
    return {
      state: 'known',
      owner: first,
      operator: owner && operator?.organisation !== owner.organisation ? operator : undefined,
      by: way,
      asked,
    }
  }
  return { state: 'nobody' }
}

const anyWay: readonly Ground['form'][] = ['domain', 'network', 'asn']

/**
 * Who operates a finding's asset at a moment, whoever did when it was seen. Where the asset has another owner meanwhile, or several, the
 * operator that it has stays as long as it operates it; what is over passes to nobody new.
 */
export function operatorAt(
  register: Register,
  {
    organisation,
    operator,
    isOver,
    form,
    asset,
  }: {
    organisation: string
    operator: string | null
    isOver: boolean
    form: AssetForm
    asset: Asset
  },
  at: number,
): string | null {
  const ownership = ownerAt(register, form, asset, at)
  if (!isOver && ownership.state === 'known' && ownership.owner.organisation === organisation)
    return ownership.operator?.organisation ?? null
  const operates = (ground: Ground): boolean => ground.relation === 'operates' && ground.organisation === operator
  return anyWay.some((way) => covering(register, way, asset, at).some(operates)) ? operator : null
}

/** Something that is not told, with whom it spares and until when. */
export interface IgnoreRule {
  id: string
  organisation: string | null
  kind: string | null
  source: string | null
  network: string | null
  host: string | null
  from: number
  until: number
}

/** The first rule that fits; every field a rule names must fit. `now` decides, not the time of the sighting: rules hold from now on. */
export function ignoredBy(
  rules: readonly IgnoreRule[],
  sighting: { organisation: string | null; kind: string; source: string; asset: Asset },
  now: number,
): IgnoreRule | undefined {
  return rules.find(
    (rule) =>
      rule.from <= now &&
      now < rule.until &&
      (rule.organisation === null || rule.organisation === sighting.organisation) &&
      (rule.kind === null || rule.kind === sighting.kind) &&
      (rule.source === null || rule.source === sighting.source) &&
      (rule.network === null || (sighting.asset.ip !== undefined && liesIn(rule.network, sighting.asset.ip))) &&
      (rule.host === null || (sighting.asset.host !== undefined && isWithin(sighting.asset.host, rule.host))),
  )
}

function liesIn(network: string, address: string): boolean {
  const known = readNetwork(network)
  return known !== undefined && contains(known, address)
}

/** The team is told of what is nobody's from this severity. */
export const worthTelling = rank('high')
const sampleSize = 3

/** What is bad and nobody's in a batch, drawn together by what one new holding would solve; the groups of the page of loose sightings. */
export function unattributedGroups(
  batch: readonly { asset: Asset; severity: Severity; verdict: { state: string } }[],
): Unattributed[] {
  const groups = new Map<string, Unattributed>()
  for (const { asset, severity, verdict } of batch) {
    if (verdict.state !== 'unattributed' || rank(severity) < worthTelling) continue
    const key = groupOf(asset)
    const group = groups.get(key) ?? { group: key, asn: asset.asn ?? null, sightings: 0, worst: 0, sample: [] }
    groups.set(key, group)
    group.sightings += 1
    group.worst = Math.max(group.worst, rank(severity))
    const what = asset.ip ?? asset.host ?? asset.account ?? asset.network
    if (what !== undefined && group.sample.length < sampleSize && !group.sample.includes(what)) group.sample.push(what)
  }
  return [...groups.values()]
}

/** What one new holding would solve: the network of an address (/24 or /48), else the host or the account. */
export function groupOf({ ip, host, account, network }: Asset): string {
  if (ip === undefined) return host ?? account ?? network ?? '?'
  return ip.includes(':') ? readNetwork(`${ip}/48`)!.text : `${ip.slice(0, ip.lastIndexOf('.'))}.0/24`
}
