import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Cpe, type CpeAttribute, cpeOf, readCpe, writeCpe, writeCpeUri } from '#domain/cpe.ts'
import { compareNames, compareValues, matchCpe } from '#domain/cpe-match.ts'
import { compareVersions, readVersion } from '#domain/version.ts'
import { everyVersion, rangeBetween, schemeOf, versionIn } from '#domain/version-range.ts'
import { compareField, counting, type Difference, type Suite } from '../suite.ts'

type Named = Partial<Record<CpeAttribute, string>>

/** A case says by its fields what is asked. */
interface Case {
  wfn?: Named
  bound?: string
  expected_wfn?: Named
  error?: boolean
  source?: string | Named
  target?: string | Named
  relation?: string
  a?: string
  b?: string
  vulnerable_cpe?: string
  component_cpe?: string
  range?: Record<string, string> | null
  expected?: unknown
}

/** Cases of NISTIR 7695 and 7696 from several implementations: binding, unbinding, relations, version order, matching. */
export const cpe: Suite = {
  takes: (path) => path.endsWith('/cpe') || path === 'cpe',

  async compare(folder) {
    const { add, outcome } = counting()
    for (const file of (await readdir(folder)).filter((one) => one.endsWith('.json')).sort()) {
      const found = JSON.parse(await readFile(join(folder, file), 'utf8')) as Case[] | { cases: Case[] }
      const cases = Array.isArray(found) ? found : found.cases
      for (const [index, one] of cases.entries()) add(differ(`${file}#${index + 1}`, one))
    }
    return outcome
  },
}

function differ(place: string, one: Case): Difference[] {
  if (one.vulnerable_cpe !== undefined) return compareField(place, 'match', matchOf(one), one.expected)
  if (one.wfn) return compareField(place, 'bound', bind(one.wfn, String(one.expected)), one.expected)
  if (one.bound !== undefined) return differUnbound(place, one.bound, one.expected_wfn ?? {}, one.error ?? false)
  if (one.relation !== undefined)
    return compareField(place, 'relation', compareValues(one.source as string, one.target as string), one.relation.toLowerCase())
  if (typeof one.source === 'object') return differRelated(place, one)
  const [left, right] = [readVersion(one.a ?? ''), readVersion(one.b ?? '')]
  return compareField(place, 'order', left && right && Math.sign(compareVersions(left, right)), one.expected)
}

/** What a name is in our own form: the words ANY and NA, and what the other side writes in upper case. */
const nameOf = (wfn: Named): Cpe =>
  cpeOf(
    Object.fromEntries(
      Object.entries(wfn).map(([name, value]) => [name, value === 'ANY' ? '*' : value === 'NA' ? '-' : value.toLowerCase()]),
    ),
  )

const bind = (wfn: Named, as: string): string => (as.startsWith('cpe:2.3:') ? writeCpe(nameOf(wfn)) : writeCpeUri(nameOf(wfn)))

/** An edition alone, packed, is read inside a URI. */
function differUnbound(place: string, bound: string, expected: Named, error: boolean): Difference[] {
  const name = readCpe(bound.startsWith('~') ? `cpe:/a:::::${bound}` : bound)
  if (!name.ok) return compareField(place, 'name', name.reason, error ? name.reason : 'a name')
  const wanted = nameOf(expected)
  return Object.keys(expected).flatMap((key) =>
    compareField(place, key, name.value[key as CpeAttribute], wanted[key as CpeAttribute]),
  )
}

function differRelated(place: string, { source, target, expected }: Case): Difference[] {
  const relation = compareNames(nameOf(source as Named), nameOf(target as Named))
  const theirs = Object.entries(expected as Record<string, boolean>).find(([, holds]) => holds)?.[0]
  return compareField(place, 'relation', relation, theirs)
}

/** What we ask about is a match to those who have two answers only. */
function matchOf({ vulnerable_cpe: vulnerable = '', component_cpe: component = '', range }: Case): string {
  const [name, product] = [readCpe(vulnerable), readCpe(component)]
  const versions = rangeBetween({
    startIncluding: range?.versionStartIncluding,
    startExcluding: range?.versionStartExcluding,
    endIncluding: range?.versionEndIncluding,
    endExcluding: range?.versionEndExcluding,
  })
  if (!name.ok || !product.ok || !versions.ok) return 'not read'
  const verdict = matchCpe({ name: name.value, ...(range && { versions: versions.value }) }, product.value)
  return verdict === 'no-match' ? 'no-match' : 'match'
}

interface Affected {
  cpes?: string[]
  packageType?: string
  versions?: { version: string; lessThan?: string; lessThanOrEqual?: string; versionType?: string; status: string }[]
}

/**
 * Products of CVE records: every name is written as it was read, and of each range the first version is affected and its end is
 * or is not, as the record says.
 */
export const cpeEnrichment: Suite = {
  takes: (path) => path.endsWith('/cpe-enrichment') || path === 'cpe-enrichment',

  async compare(folder) {
    const { add, outcome } = counting()
    for (const file of (await readdir(folder)).filter((one) => one.endsWith('.json')).sort()) {
      const record = JSON.parse(await readFile(join(folder, file), 'utf8')) as { adp?: { affected?: Affected[] } }
      for (const affected of record.adp?.affected ?? []) {
        for (const text of affected.cpes ?? []) add(differWritten(`${file}#${text}`, text))
        for (const version of affected.versions ?? []) add(differRange(`${file}#${version.version}`, affected, version))
      }
    }
    return outcome
  },
}

function differWritten(place: string, text: string): Difference[] {
  const name = readCpe(text)
  // NISTIR 7695, 5.3.2: upper and lower case are one.
  return compareField(place, 'name', name.ok ? writeCpe(name.value) : name.reason, text.toLowerCase())
}

function differRange(place: string, { cpes = [] }: Affected, version: NonNullable<Affected['versions']>[number]): Difference[] {
  const { version: start, lessThan, lessThanOrEqual, versionType = 'custom' } = version
  const scheme = schemeOf(versionType === 'python' ? 'pypi' : versionType)
  const end = lessThan ?? lessThanOrEqual
  const range = rangeBetween({ startIncluding: start, endExcluding: lessThan, endIncluding: lessThanOrEqual }, scheme)
  if (!range.ok) return compareField(place, 'range', range.reason, 'a range')
  const verdict = (text: string) => versionIn(readVersion(text, scheme)!, range.value, true)
  const name = readCpe(cpes[0] ?? 'cpe:2.3:*:*:*:*:*:*:*:*:*:*:*')
  return [
    ...compareField(place, 'first', verdict(start), 'inside'),
    ...(end ? compareField(place, 'end', verdict(end), lessThan ? 'outside' : 'inside') : []),
    ...(name.ok
      ? compareField(place, 'itself', matchCpe({ name: name.value, versions: everyVersion }, name.value), 'match')
      : []),
  ]
}
