import { compareReleases, type VersionScheme } from '#domain/version.ts'
import { type Bound, type Interval, rangeBetween, schemeOf, type WrittenBounds } from '#domain/version-range.ts'
import { type Json, objectsIn, textIn } from './values.ts'

const longestText = 480
/** What stands where somebody had to write a version and knew none. */
const unsaid = /^(?:|\*|-|0|0\.0|0\.0\.0|n\/?a|none|unknown|unspecified|tbd|not specified|multiple)$/i
const plain = /^v?\d[\w.+:~!-]*$/i
/** No order knows what lies between two commits. */
const commitTypes = new Set(['git', 'original_commit_for_fix', 'commit'])

/** A range as the domain reads it: `vers:generic/>=7.0|<7.0.13`. */
const versOf = (scheme: VersionScheme, constraints: readonly string[]): string =>
  `vers:${typeNames[scheme]}/${constraints.length === 0 ? '*' : constraints.join('|')}`

const typeNames: Readonly<Record<VersionScheme, string>> = {
  generic: 'generic',
  semver: 'semver',
  pypi: 'pypi',
  deb: 'deb',
  rpm: 'rpm',
}

const constraintOf = (sign: '>' | '<', { version, including }: Bound): string =>
  `${sign}${including ? '=' : ''}${encodeURIComponent(version.text)}`

const textOf = (scheme: VersionScheme, { from, to }: Interval): string =>
  versOf(scheme, [...(from ? [constraintOf('>', from)] : []), ...(to ? [constraintOf('<', to)] : [])])

/** The range between bounds as text; without bounds nothing, and what cannot be read as it was written. */
export function versText(bounds: WrittenBounds, scheme: VersionScheme = 'generic'): string | undefined {
  if (Object.values(bounds).every((bound) => bound === undefined)) return undefined
  const range = rangeBetween(bounds, scheme)
  const [interval] = range.ok ? range.value.intervals : []
  return interval ? textOf(scheme, interval) : writtenText(bounds)
}

const writtenText = ({ startIncluding, startExcluding, endIncluding, endExcluding }: WrittenBounds): string =>
  [
    startIncluding && `>= ${startIncluding}`,
    startExcluding && `> ${startExcluding}`,
    endIncluding && `<= ${endIncluding}`,
    endExcluding && `< ${endExcluding}`,
  ]
    .filter(Boolean)
    .join(', ')

/** Which versions a block of a CVE record says are affected, each as the domain reads it. */
export interface Affected {
  /** `undefined` in the list is every version. Empty: none is affected. */
  versions: (string | undefined)[]
  /** Only commits are named. */
  isCommits: boolean
}

type Status = 'affected' | 'unaffected' | 'unknown'

/** From one version to another, or one alone, with what holds there. */
interface Segment {
  status: Status
  scheme: VersionScheme
  start: string
  /** Nothing where one version alone is meant. */
  bounds?: WrittenBounds
}

/**
 * Reads `versions` beside `defaultStatus` (CVE record format 5.1, `product`): what is named as affected, and where everything is affected
 * unless it is named, what is left between the others. A version that nobody knew is kept as it was written: it is asked about.
 */
export function affectedVersions(block: Json): Affected {
  const all = objectsIn(block, 'versions', 5_000)
  const numbered = all.filter((entry) => !commitTypes.has(typeOf(entry)))
  if (all.length > 0 && numbered.length === 0) return { versions: all.flatMap(commitsOf).slice(0, 1), isCommits: true }
  const byDefault = statusOf(textIn(block, 'defaultStatus', 20))
  const segments = numbered.flatMap(segmentsOf)
  const named = segments.filter(({ status }) => status === 'affected')
  if (byDefault === 'affected') {
    const clean = segments.filter(({ status }) => status === 'unaffected')
    return { versions: clean.length === 0 ? [undefined] : (between(clean) ?? ['all but some']), isCommits: false }
  }
  if (numbered.length === 0) return { versions: byDefault === 'unaffected' ? [] : ['unspecified'], isCommits: false }
  return { versions: textsOf(named), isCommits: false }
}

const typeOf = (entry: Json): string => textIn(entry, 'versionType', 128)?.toLowerCase() ?? ''
const statusOf = (text: string | undefined): Status => (text === 'affected' || text === 'unaffected' ? text : 'unknown')

function commitsOf(entry: Json): string[] {
  if (statusOf(textIn(entry, 'status', 20)) !== 'affected') return []
  const end = textIn(entry, 'lessThan', 200)
  return [`git ${textIn(entry, 'version', 200) ?? ''}${end ? `..${end}` : ''}`]
}

/** An entry, cut where its status changes. */
function segmentsOf(entry: Json): Segment[] {
  const type = typeOf(entry)
  const scheme = schemeOf(type === 'python' ? 'pypi' : type)
  const start = textIn(entry, 'version', 1_024) ?? ''
  const status = statusOf(textIn(entry, 'status', 20))
  const [below, until] = [textIn(entry, 'lessThan', 1_024), textIn(entry, 'lessThanOrEqual', 1_024)]
  const changes = objectsIn(entry, 'changes', 100).flatMap((change) => {
    const at = textIn(change, 'at', 1_024)
    return at === undefined ? [] : [{ at, status: statusOf(textIn(change, 'status', 20)) }]
  })
  if (below === undefined && until === undefined && changes.length === 0) return [{ status, scheme, start }]
  const marks = [{ at: start, status }, ...changes]
  return marks.map(({ at, status: held }, index) => {
    const next = marks[index + 1]?.at
    return {
      status: held,
      scheme,
      start: at,
      bounds: {
        startIncluding: unsaid.test(at) || !/^v?\d/i.test(at) ? undefined : at,
        endExcluding: endOf(next ?? below),
        endIncluding: next === undefined && below === undefined ? endOf(until) : undefined,
      },
    }
  })
}

const endOf = (text: string | undefined): string | undefined =>
  text === undefined || text === '*' || /^(?:unspecified|n\/a|unknown)$/i.test(text) ? undefined : text

/** Versions that stand alone share a text, as many as one may hold. */
function textsOf(segments: readonly Segment[]): (string | undefined)[] {
  const texts: (string | undefined)[] = []
  const points = new Map<VersionScheme, string[]>()
  for (const { bounds, scheme, start } of segments) {
    if (bounds) texts.push(versText(bounds, scheme))
    else if (start === '*') texts.push(undefined)
    else if (plain.test(start) && !unsaid.test(start))
      points.set(scheme, [...(points.get(scheme) ?? []), encodeURIComponent(start)])
    else texts.push(unsaid.test(start) ? 'unspecified' : start.slice(0, longestText))
  }
  return [...texts, ...[...points].flatMap(([scheme, versions]) => chunks(versions).map((some) => versOf(scheme, some)))]
}

function chunks(versions: readonly string[]): string[][] {
  const all: string[][] = []
  let room = 0
  for (const version of versions) {
    if (all.length === 0 || version.length + 1 > room) {
      all.push([])
      room = longestText
    }
    all.at(-1)!.push(version)
    room -= version.length + 1
  }
  return all
}

/** What lies between what is named; nothing when that cannot be told. */
function between(segments: readonly Segment[]): string[] | undefined {
  const intervals: Interval[] = []
  for (const { bounds, scheme, start } of segments) {
    const range = rangeBetween(bounds ?? { startIncluding: start, endIncluding: start }, scheme)
    if (!range.ok) return undefined
    intervals.push(...range.value.intervals)
  }
  const scheme = segments[0]!.scheme
  const sorted = intervals.toSorted((one, other) => compareStarts(one.from, other.from))
  const gaps: Interval[] = []
  let from: Bound | undefined
  let isOpen = true
  for (const interval of sorted) {
    if (isOpen && interval.from && (!from || reaches(from, interval.from)))
      gaps.push({ ...(from && { from }), to: turned(interval.from) })
    if (!interval.to) isOpen = false
    else if (!from || compareReleases(interval.to.version, from.version) >= 0) from = turned(interval.to)
  }
  if (isOpen) gaps.push({ ...(from && { from }) })
  return gaps.map((gap) => textOf(scheme, gap))
}

const turned = ({ version, including }: Bound): Bound => ({ version, including: !including })

/** Whether anything lies between the beginning of a gap and the beginning of what ends it. */
const reaches = (from: Bound, to: Bound): boolean => compareReleases(from.version, to.version) < 0

function compareStarts(one: Bound | undefined, other: Bound | undefined): number {
  if (!one || !other) return one ? 1 : other ? -1 : 0
  return compareReleases(one.version, other.version)
}
