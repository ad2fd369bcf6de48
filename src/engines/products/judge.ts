import { anyValue, type Cpe, cpeAttributes, naValue, plainValue, readCpe } from '#domain/cpe.ts'
import { compareValues } from '#domain/cpe-match.ts'
import { type Purl, packageOf, readPurl } from '#domain/purl.ts'
import { compareReleases, readVersion, type Version, type VersionScheme } from '#domain/version.ts'
import {
  type Bound,
  everyVersion,
  readRange,
  schemeOf,
  type Verdict,
  type VersionRange,
  versionIn,
} from '#domain/version-range.ts'
import { likeness, type Name, nameOf } from './names.ts'

/** A product as an advisory names it; the more it says, the surer the answer. */
export interface AffectedProduct {
  vendor?: string | undefined
  product?: string | undefined
  /** CPE 2.3 or a URI of 2.2; where it leaves something open, all are meant. */
  cpe?: string | undefined
  purl?: string | undefined
  /** Which versions, as `readRange` takes it; without it what CPE or purl say, else all. */
  versions?: string | undefined
}

/** A system as a member's inventory has it. */
export interface InventoryLine {
  member: string
  vendor?: string | undefined
  product: string
  version?: string | undefined
  cpe?: string | undefined
  purl?: string | undefined
  /** When it was last seen there (UTC), and who says so: *declared*, *scan*, a sensor. */
  seenAt: string
  by: string
}

export type Sureness = 'sure' | 'likely' | 'ask'

/** What speaks for a match, and what is open. */
export type Reason =
  | 'purl'
  | 'cpe'
  | 'name'
  | 'host'
  | 'no-vendor'
  | 'like-vendor'
  | 'open-cpe'
  | 'other-cpe'
  | 'version'
  | 'every-version'
  | 'version-in-name'
  | 'no-version'
  | 'rough-version'
  | 'range-not-understood'

export interface Match {
  line: InventoryLine
  /** Place of the product in the list of the advisory. */
  product: number
  sureness: Sureness
  /** First how the product was known, then what is said of its version. */
  reasons: readonly Reason[]
}

/** What an advisory says that could not be read: it is asked about, never passed over. */
export interface Problem {
  product: number
  field: 'cpe' | 'purl' | 'versions' | 'name'
  text: string
}

/** A product made ready to be compared. */
export interface Affected {
  index: number
  cpe: Cpe | undefined
  purl: Purl | undefined
  names: readonly Name[]
  /** Nothing when it could not be read. */
  range: VersionRange | undefined
  scheme: VersionScheme
}

/** Reads what an advisory says of a product. */
export function readAffected(product: AffectedProduct, index: number): { affected: Affected; problems: Problem[] } {
  const cpe = product.cpe === undefined ? undefined : readCpe(product.cpe)
  const purl = product.purl === undefined ? undefined : readPurl(product.purl)
  const name = cpe?.ok ? cpe.value : undefined
  const scheme = purl ? schemeOf(purl.type) : 'generic'
  const written = product.versions ?? purl?.version ?? versionOf(name)
  const range = written === undefined ? undefined : readRange(written, scheme)
  const names = [nameOf(product.vendor, product.product ?? ''), nameOfCpe(name)].filter((one) => one !== undefined)
  const problem = (field: Problem['field'], text: string): Problem => ({ product: index, field, text })
  return {
    affected: {
      index,
      cpe: name,
      purl,
      names,
      range: range === undefined ? everyVersion : range.ok ? range.value : undefined,
      scheme: range?.ok ? schemeIn(range.value, scheme) : scheme,
    },
    problems: [
      ...(cpe && !cpe.ok ? [problem('cpe', product.cpe!)] : []),
      ...(product.purl !== undefined && !purl ? [problem('purl', product.purl)] : []),
      ...(range && !range.ok ? [problem('versions', written!)] : []),
      ...(names.length === 0 && !purl && !name ? [problem('name', product.product ?? '')] : []),
    ],
  }
}

/** *8.\** is *8.x*; NA says that there are no versions, which is asked about. */
const versionOf = (cpe: Cpe | undefined): string | undefined =>
  cpe === undefined || cpe.version === anyValue
    ? undefined
    : cpe.version === naValue
      ? naValue
      : plainValue(cpe.version.replace(/(?:\\\.)?\*$/, '.x'))

const schemeIn = ({ intervals }: VersionRange, otherwise: VersionScheme): VersionScheme =>
  (intervals[0]?.from ?? intervals[0]?.to)?.version.scheme ?? otherwise

/** The name that a CPE name stands for, as people would write it. */
export const nameOfCpe = (cpe: Cpe | undefined): Name | undefined =>
  cpe && plainValue(cpe.product) !== undefined ? nameOf(plainValue(cpe.vendor), plainValue(cpe.product)!) : undefined

/** A line made ready to be compared. */
export interface Own {
  line: InventoryLine
  cpe: Cpe | undefined
  purl: Purl | undefined
  names: readonly Name[]
}

/** Reads a line; a CPE name or package URL that is none says nothing. */
export function readOwn(line: InventoryLine): Own {
  const cpe = line.cpe ? readCpe(line.cpe) : undefined
  const name = cpe?.ok ? cpe.value : undefined
  return {
    line,
    cpe: name,
    purl: line.purl ? readPurl(line.purl) : undefined,
    names: [nameOf(line.vendor, line.product), nameOfCpe(name)].filter((one) => one !== undefined),
  }
}

/** How the product was known. */
interface Identity {
  sureness: Sureness
  reasons: Reason[]
  /** The version that stands in the product's name, when that is the only one. */
  named?: string
}

/** The definition: whether a line is what an advisory names, how sure that is, and why. */
export function judge(affected: Affected, own: Own): Match | undefined {
  const identity = identify(affected, own)
  if (!identity) return undefined
  const version = judgeVersion(affected, own, identity.named)
  if (!version) return undefined
  const order: Sureness[] = ['sure', 'likely', 'ask']
  const sureness = order[Math.max(order.indexOf(identity.sureness), order.indexOf(version.sureness))]!
  return { line: own.line, product: affected.index, sureness, reasons: [...identity.reasons, version.reason] }
}

/** A package of an ecosystem is known by its URL; else CPE decides where both have one, else names do. */
function identify(affected: Affected, own: Own): Identity | undefined {
  const bothPurl = affected.purl && own.purl
  if (bothPurl && packageOf(affected.purl!) === packageOf(own.purl!)) return { sureness: 'sure', reasons: ['purl'] }
  const byCpe = affected.cpe && own.cpe ? identifyByCpe(affected.cpe, own.cpe) : undefined
  if (byCpe === 'never') return undefined
  if (byCpe && byCpe !== 'other') return byCpe
  const byName = bothPurl ? undefined : identifyByName(affected, own)
  if (!byName) return undefined
  if (byCpe === 'other') return { ...byName, sureness: 'ask', reasons: [...byName.reasons, 'other-cpe'] }
  return affected.cpe && isNarrow(affected.cpe) ? narrowed(byName) : byName
}

/** Names say nothing of the edition or the platform that CPE demands. */
const isNarrow = (cpe: Cpe): boolean => details.some((name) => name !== 'part' && cpe[name] !== anyValue && cpe[name] !== naValue)

const narrowed = (identity: Identity): Identity => ({
  ...identity,
  sureness: identity.sureness === 'sure' ? 'likely' : identity.sureness,
  reasons: [...identity.reasons, 'open-cpe'],
})

const details = cpeAttributes.filter((name) => !['vendor', 'product', 'version'].includes(name))

/** `never` when it is the product, but for another platform or edition; `other` when the names differ. */
function identifyByCpe(affected: Cpe, own: Cpe): Identity | 'never' | 'other' {
  const [vendor, product] = [compareValues(affected.vendor, own.vendor), compareValues(affected.product, own.product)]
  const open = (relation: typeof vendor) => relation === 'subset' || relation === 'undefined'
  if (vendor === 'disjoint' || product === 'disjoint' || (open(vendor) && product !== 'equal')) return 'other'
  const relations = details.map((name) => compareValues(affected[name], own[name]))
  if (relations.includes('disjoint')) return 'never'
  if (open(product)) return { sureness: 'ask', reasons: ['open-cpe'] }
  const likely = open(vendor) || relations.some(open)
  return { sureness: likely ? 'likely' : 'sure', reasons: likely ? ['cpe', 'open-cpe'] : ['cpe'] }
}

function identifyByName(affected: Affected, own: Own): Identity | undefined {
  const found = own.names.flatMap((mine) =>
    affected.names.flatMap((theirs): Identity[] => {
      const whole = likeness(theirs, mine)
      if (whole) return [{ sureness: whole.sureness, reasons: [whole.reason] }]
      const stem = mine.stem && likeness(theirs, mine.stem.name)
      return stem ? [{ sureness: stem.sureness, reasons: [stem.reason], named: mine.stem!.version }] : []
    }),
  )
  return (
    found.find(({ sureness, named }) => sureness === 'sure' && !named) ??
    found.find(({ sureness }) => sureness === 'sure') ??
    found.find(({ sureness }) => sureness === 'likely') ??
    found[0]
  )
}

interface SaidOfVersion {
  sureness: Sureness
  reason: Reason
}

/** Nothing when the version is not meant. What CPE or purl say is the whole version; what people type may be short. */
function judgeVersion({ range, scheme }: Affected, own: Own, named: string | undefined): SaidOfVersion | undefined {
  if (!range) return { sureness: 'ask', reason: 'range-not-understood' }
  if (range.except.length === 0 && range.intervals.some(({ from, to }) => !from && !to))
    return { sureness: 'sure', reason: 'every-version' }
  const exact = own.purl?.version ?? (own.cpe && plainValue(own.cpe.version))
  const typed = exact ?? (own.line.version || undefined)
  const version = readVersion(typed ?? named ?? '', scheme)
  if (!version) return { sureness: 'ask', reason: 'no-version' }
  const verdict = versionIn(version, range, exact !== undefined)
  if (typed !== undefined) return said[verdict]
  if (verdict === 'outside' && range.intervals.every(({ from, to }) => isOtherGeneration(version, from, to))) return undefined
  return { sureness: verdict === 'inside' ? 'likely' : 'ask', reason: 'version-in-name' }
}

/**
 * A number in a name may be a year or a generation: it speaks for a match, and against one only beside another number of its kind
 * (*Exchange Server 2019* beside 2016, but not beside 15.2.1118).
 */
function isOtherGeneration(version: Version, from: Bound | undefined, to: Bound | undefined): boolean {
  const point = from && to && compareReleases(from.version, to.version) === 0 ? from.version : undefined
  return point !== undefined && point.parts.length <= version.parts.length && isYear(point) === isYear(version)
}

const isYear = ({ parts }: Version): boolean => /^(?:19|20)\d\d$/.test(parts[0]?.[0] ?? '')

const said: Readonly<Record<Verdict, SaidOfVersion | undefined>> = {
  inside: { sureness: 'sure', reason: 'version' },
  unclear: { sureness: 'ask', reason: 'rough-version' },
  outside: undefined,
}
