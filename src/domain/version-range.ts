import type { Texts } from './locale.ts'
import { no, ok, type Result } from './result.ts'
import { compareNumbers, compareReleases, isEarly, readVersion, type Version, type VersionScheme } from './version.ts'

/** One end of an interval. */
export interface Bound {
  version: Version
  including: boolean
}

/** From one version to another; without an end it is open there. */
export interface Interval {
  from?: Bound
  to?: Bound
}

/** Which versions are meant. */
export interface VersionRange {
  /** As it was written. */
  text: string
  intervals: readonly Interval[]
  /** Versions that are not meant although they lie inside. */
  except: readonly Version[]
  /** Written by people for people: *up to 4.1* may well mean 4.1.3 too. */
  loose: boolean
}

/**
 * Whether a version is meant. `unclear` is no answer but a question: the version is said too roughly, or its build is missing.
 */
export type Verdict = 'inside' | 'outside' | 'unclear'

const longest = 500

/** All versions. */
export const everyVersion: VersionRange = { text: '*', intervals: [{}], except: [], loose: false }

/** How versions are compared, by the type of a package in purl and vers. */
export const schemeOf = (type: string): VersionScheme => schemes[type] ?? 'generic'

const schemes: Readonly<Record<string, VersionScheme>> = {
  semver: 'semver',
  npm: 'semver',
  cargo: 'semver',
  golang: 'semver',
  hex: 'semver',
  composer: 'semver',
  swift: 'semver',
  pypi: 'pypi',
  deb: 'deb',
  rpm: 'rpm',
}

/** The bounds that NVD and CVE records write apart from the name. */
export interface WrittenBounds {
  startIncluding?: string | undefined
  startExcluding?: string | undefined
  endIncluding?: string | undefined
  endExcluding?: string | undefined
}

/**
 * The range between bounds; without any it is every version. A bound of `*` is none, an end of *6.5.\** is that of 6.5 (CVE record
 * format 5.1). Refused when a bound is no version, or a start lies after its end.
 */
export function rangeBetween(bounds: WrittenBounds, scheme: VersionScheme = 'generic'): Result<VersionRange, 'not-understood'> {
  const { startIncluding, startExcluding, endIncluding, endExcluding } = bounds
  const from = boundOf(startExcluding ?? startIncluding, startExcluding === undefined, scheme)
  const to =
    endOfSeries(endExcluding === undefined ? endIncluding : undefined, scheme) ??
    boundOf(endExcluding ?? endIncluding, endExcluding === undefined, scheme)
  if (from === null || to === null) return no('not-understood')
  const text = [startIncluding && `>= ${startIncluding}`, startExcluding && `> ${startExcluding}`]
    .concat([endIncluding && `<= ${endIncluding}`, endExcluding && `< ${endExcluding}`])
    .filter(Boolean)
    .join(', ')
  return rangeOf(text || '*', [{ ...(from && { from }), ...(to && { to }) }])
}

/** Nothing when there is no bound, null when it is no version. */
function boundOf(text: string | undefined, including: boolean, scheme: VersionScheme): Bound | undefined | null {
  if (text === undefined || /^\s*[*]?\s*$/.test(text)) return undefined
  const version = readVersion(text, scheme)
  return version ? { version, including } : null
}

/** What comes after all that begin like *6.5.\**. */
function endOfSeries(text: string | undefined, scheme: VersionScheme): Bound | undefined {
  const next = text === undefined ? undefined : afterSeries(text, scheme)
  return next && { version: next, including: false }
}

const afterSeries = (text: string, scheme: VersionScheme): Version | undefined =>
  series.test(text)
    ? readVersion(
        text.replace(series, (_, last: string) => `${BigInt(last) + 1n}`),
        scheme,
      )
    : undefined

const series = /(\d+)[._\s-][x*]$/i

function rangeOf(
  text: string,
  intervals: readonly Interval[],
  more: Partial<VersionRange> = {},
): Result<VersionRange, 'not-understood'> {
  const backward = intervals.some(({ from, to }) => from && to && compareReleases(from.version, to.version) > 0)
  return intervals.length === 0 || backward
    ? no('not-understood', text)
    : ok({ text, intervals, except: [], loose: false, ...more })
}

/**
 * Reads a range as standards or people write it: `vers:npm/>=1.2|<2`, what stands in CSAF's product_version_range, *before 7.2.5*,
 * *7.0 through 7.0.12; 7.2.0 and later*, *til og med 4.1*. What is not understood is said so and never taken for *no versions*.
 */
export function readRange(from: string, scheme: VersionScheme = 'generic'): Result<VersionRange, 'not-understood'> {
  const text = from.trim()
  if (text === '' || text.length > longest) return no('not-understood', text.slice(0, 40))
  const vers = /^vers:([a-z0-9.+-]+)\/(.+)$/is.exec(text)
  return vers ? readVers(text, schemeOf(vers[1]!.toLowerCase()), vers[2]!) : readText(text, scheme)
}

const comparators = /^(<=|>=|!=|==|=|<|>)\s*(\S.*)$/s

interface Constraint {
  by: string
  version: Version
}

/** Version range specifier (vers): constraints divided by `|`, from low to high, of which neighbours make intervals. */
function readVers(text: string, scheme: VersionScheme, body: string): Result<VersionRange, 'not-understood'> {
  if (body.trim() === '*') return ok({ ...everyVersion, text })
  const constraints: Constraint[] = []
  for (const part of body.split('|').map((one) => decode(one.trim()))) {
    const [, by = '=', written = part] = comparators.exec(part) ?? []
    const version = readVersion(written, scheme)
    if (!version) return no('not-understood', text)
    constraints.push({ by: by === '==' ? '=' : by, version })
  }
  const intervals = intervalsOf(constraints)
  const except = constraints.filter(({ by }) => by === '!=').map(({ version }) => version)
  return intervals ? rangeOf(text, intervals, { except }) : no('not-understood', text)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Equal ones are points; of the others each lower bound is closed by the next upper one. Two of a kind in a row make no sense. */
function intervalsOf(constraints: readonly Constraint[]): Interval[] | undefined {
  const points = constraints
    .filter(({ by }) => by === '=')
    .map(({ version }) => ({ from: { version, including: true }, to: { version, including: true } }))
  const sorted = constraints
    .filter(({ by }) => by !== '=' && by !== '!=')
    .toSorted((one, other) => compareReleases(one.version, other.version))
  const intervals: Interval[] = []
  let from: Bound | undefined
  for (const { by, version } of sorted) {
    const bound = { version, including: by.endsWith('=') }
    const isLower = by.startsWith('>')
    if (isLower ? from !== undefined : from === undefined && intervals.length > 0) return undefined
    if (!isLower) intervals.push({ ...(from && { from }), to: bound })
    from = isLower ? bound : undefined
  }
  if (from) intervals.push({ from })
  const all = [...points, ...intervals]
  // Only *not this one*: every other.
  return all.length === 0 && constraints.length > 0 ? [{}] : all
}

const every = /^(?:\*|all|any|every|alle|(?:all|alle)\s+(?:versions|versjoner|versjonar))$/i
/** What people set before a version without meaning anything by it. */
const filler = /\b(?:affected|affects|versions?|versjon(?:er|ar|en)?|releases?|firmware)\b:?/gi
/** What vendors count beside the version: *V14 SP1*, *V7.3 Update 15*, *1.8.4 Service Pack 01*. */
const counted = 'sp|service pack|cu|upd|update|u|patch|p|build|hf|hotfix|r|rev|rollup|d'
const one = String.raw`([a-z]{0,3}[.-]?\d[^\s|;,]*(?:\s(?:${counted})\s?-?\d+)*)`

type Ends = (...versions: string[]) => WrittenBounds
const sentence = (before: string, ends: Ends): readonly [RegExp, Ends] => [
  new RegExp(`^${before.replaceAll('V', one).replaceAll(' ', String.raw`\s+`)}$`, 'i'),
  ends,
]

const below =
  '(?:before|prior to|earlier than|older than|lower than|less than|below|under|up to (?:but )?(?:not including|excluding)|' +
  'up to,? but not including,?|før|eldre enn|lavere enn|lågare enn|til (?:men )?ikk(?:j)?e med)'
const until =
  '(?:through|thru|to|until|up to|up through|up to and including|up to [(]including[)]|til|till|til og med|opp til|opp til og med)'
const laterWords = 'later|newer|above|higher|up|onwards?|nyere|nyare|senere|seinare|høyere|høgare|oppover'
const since = `(?:(?:and|or|og|eller) )?(?:${laterWords})`
const earlierWords = 'earlier|older|below|prior|lower|before|previous|eldre|tidligere|tidlegare|lavere|lågare'
const back = `(?:(?:and|or|og|eller) )?(?:${earlierWords})`
/** What stands between two pieces that have nothing to do with each other; *or later* belongs to its version. */
const between = new RegExp(`\\s*(?:;|\\n|\\s\\|\\|\\s|\\s(?:or|eller)\\s(?!${laterWords}|${earlierWords}))\\s*`, 'i')

/** Sentences about one interval; V stands for a version. Where people are vague, the wider reading counts. */
const sentences: readonly (readonly [RegExp, Ends])[] = [
  sentence(`${below} V`, (to) => ({ endExcluding: to })),
  sentence(`(?:from |fra |frå )?V ${below} V`, (from, to) => ({ startIncluding: from, endExcluding: to })),
  sentence(`(?:from |fra |frå )?V (?:${until}|-|–) V`, (from, to) => ({ startIncluding: from, endIncluding: to })),
  sentence(`between V [(]including[)] and V [(]excluding[)]`, (from, to) => ({ startIncluding: from, endExcluding: to })),
  sentence(`(?:between|mellom) V(?: [(]including[)])? (?:and|og|-|–) V(?: [(]including[)])?`, (from, to) => ({
    startIncluding: from,
    endIncluding: to,
  })),
  sentence(`(?:from|fra|frå|since|starting with|starting from) V(?: ${since})?`, (from) => ({ startIncluding: from })),
  sentence(`V,? ${since}`, (from) => ({ startIncluding: from })),
  sentence(`V\\+`, (from) => ({ startIncluding: from })),
  sentence(`(?:later than|newer than|above|after|higher than|nyere enn|nyare enn|etter) V`, (from) => ({ startExcluding: from })),
  sentence(`${until} V`, (to) => ({ endIncluding: to })),
  sentence(`V,? ${back}`, (to) => ({ endIncluding: to })),
]

function readText(text: string, scheme: VersionScheme): Result<VersionRange, 'not-understood'> {
  if (every.test(text)) return ok({ ...everyVersion, text })
  const plain = text.replace(filler, ' ').replace(/\s+/g, ' ').trim()
  if (every.test(plain)) return ok({ ...everyVersion, text })
  // *All versions before 7.2.5* are not all.
  const meant = plain.replace(/^(?:all|any|every|alle) /i, '')
  const intervals: Interval[] = []
  for (const piece of meant.split(between)) {
    const read = readPiece(piece.trim(), scheme)
    if (!read) return no('not-understood', text)
    intervals.push(...read)
  }
  return rangeOf(text, intervals, { loose: true })
}

const comparison = /^[<>=!≤≥]/

/** Comparisons that hold together, one sentence, or a list of versions and sentences. */
function readPiece(piece: string, scheme: VersionScheme): Interval[] | undefined {
  if (comparison.test(piece)) return readCompared(piece, scheme)
  const whole = readSentence(piece, scheme)
  if (whole) return [whole]
  const parts = piece.split(/\s*[,|]\s*(?:and |og )?|\s+(?:and|og|&)\s+/i).filter((part) => part !== '')
  const read = parts.length > 1 ? parts.map((part) => readSentence(part, scheme)) : []
  return read.length > 0 && read.every((interval) => interval !== undefined) ? (read as Interval[]) : undefined
}

/** *>= 7.0, < 7.0.13*, also with *and*, `&&`, `|` or nothing between. */
function readCompared(piece: string, scheme: VersionScheme): Interval[] | undefined {
  const parts = piece.split(/\s*(?:,|\||&&|\sand\s|\sog\s|\s(?=[<>=!≤≥]))\s*/i).filter((part) => part !== '')
  const constraints: Constraint[] = []
  for (const part of parts) {
    const [, by, written] = comparators.exec(part.replace('≤', '<=').replace('≥', '>=')) ?? []
    const version = by && by !== '!=' && isVersion(written!) ? readVersion(written!, scheme) : undefined
    if (!version) return undefined
    constraints.push({ by: by === '==' ? '=' : by!, version })
  }
  return constraints.length > 0 ? intervalsOf(constraints) : undefined
}

/** *7.0-7.4*, *8.5.0–8.5.3*, *1.0..1.3*: two versions with nothing but a sign between. */
const tied = /^([a-z]{0,3}\d+(?:\.\d+)*)\s?(-|–|—|…|\.{2,3})\s?([a-z]{0,3}\d+(?:\.\d+)*)$/i

/**
 * From one version to another where a sign alone stands between them. A hyphen is also part of versions (*1.2.3-4*, *2.4.5-1.1*): it
 * makes a range of two dotted ones of which the first is the earlier, and of no package of Debian or Red Hat. Null: a range, but none.
 */
function readTied(piece: string, scheme: VersionScheme): Interval | undefined | null {
  const [, start = '', sign, end = ''] = tied.exec(piece) ?? []
  if (sign === undefined) return undefined
  const range = rangeBetween({ startIncluding: start, endIncluding: end }, scheme)
  if (sign !== '-') return range.ok ? range.value.intervals[0]! : null
  const isRange = scheme === 'generic' && start.includes('.') && end.includes('.') && range.ok
  return isRange ? range.value.intervals[0] : undefined
}

function readSentence(piece: string, scheme: VersionScheme): Interval | undefined {
  const between = readTied(piece, scheme)
  if (between !== undefined) return between ?? undefined
  if (isVersion(piece)) return exactly(piece, scheme)
  for (const [form, ends] of sentences) {
    const found = form.exec(piece)
    if (!found) continue
    const range = rangeBetween(ends(...found.slice(1)), scheme)
    return range.ok ? range.value.intervals[0] : undefined
  }
  return undefined
}

/** What people set between several versions is no part of one. */
const isVersion = (text: string): boolean =>
  text.length <= 80 && !/\+$|[/–—…]|\.\./.test(text) && new RegExp(`^${one}$`, 'i').test(text)

/**
 * Whether a text names one version and nothing else. What is not understood names none: it may be a range that nobody can read.
 */
export const isOneVersion = (text: string): boolean => {
  const range = readRange(text)
  const [interval, ...more] = range.ok ? range.value.intervals : []
  return (
    interval !== undefined &&
    more.length === 0 &&
    range.ok &&
    range.value.except.length === 0 &&
    isVersion(text.trim()) &&
    interval.from?.including === true &&
    interval.to?.including === true &&
    compareReleases(interval.from.version, interval.to.version) === 0
  )
}

/** One version; *7.0.x* is everything from 7.0 to before 7.1. */
function exactly(text: string, scheme: VersionScheme): Interval | undefined {
  const version = readVersion(text, scheme)
  if (!version) return undefined
  if (!version.open) return { from: { version, including: true }, to: { version, including: true } }
  const from = readVersion(text.replace(/[._\s-][x*]$/i, ''), scheme)
  const next = afterSeries(text, scheme)
  return from && next ? { from: { version: from, including: true }, to: { version: next, including: false } } : undefined
}

/**
 * Whether a version is meant. `exact` says that it is whole, as in CPE names and package URLs; what people type may be short (*7.0*
 * for 7.0.11), and is then unclear when the range ends among the versions that it may stand for.
 */
export function versionIn(version: Version, range: VersionRange, exact: boolean): Verdict {
  if (range.except.some((other) => compareReleases(version, other) === 0)) return 'outside'
  const verdicts = range.intervals.map((interval) => within(version, interval, range.loose, exact))
  return verdicts.includes('inside') ? 'inside' : verdicts.includes('unclear') ? 'unclear' : 'outside'
}

function within(version: Version, { from, to }: Interval, loose: boolean, exact: boolean): Verdict {
  const ends = [
    from ? side(version, from, 1, exact) : 'inside',
    to ? (loose && to.including && isShort(to.version, version) ? 'unclear' : side(version, to, -1, exact)) : 'inside',
  ]
  return ends.includes('outside') ? 'outside' : ends.includes('unclear') ? 'unclear' : 'inside'
}

/** On which side of an end it lies; `inner` is the sign of what lies inside. */
function side(version: Version, { version: end, including }: Bound, inner: 1 | -1, exact: boolean): Verdict {
  if ((!exact && isShort(version, end)) || (version.open && beginsWith(end, version))) return 'unclear'
  const order = compareReleases(version, end) || buildOrder(version, end)
  if (order === undefined) return 'unclear'
  return (order === 0 ? including : Math.sign(order) === inner) ? 'inside' : 'outside'
}

/** An end without a build means the release, whatever build; a version without one lies before or after an end that has one. */
function buildOrder(version: Version, end: Version): number | undefined {
  if (end.build === undefined) return 0
  return version.build === undefined ? undefined : compareNumbers(version.build, end.build)
}

/**
 * *7.0* beside *7.0.13*, *V16* beside *V16 Update 4*: the longer one says more of the same. What is not yet released is not more.
 */
function isShort(short: Version, long: Version): boolean {
  if (!beginsWith(long, short)) return false
  const more = runsOf(long).slice(runsOf(short).length)
  return more.some((run) => /[^.0]/.test(run)) && !isEarly(more.find((run) => /[^.0-9]/.test(run)) ?? '')
}

const beginsWith = (long: Version, short: Version): boolean =>
  short.pre === undefined && short.epoch === long.epoch && runsOf(short).every((run, at) => run === runsOf(long)[at])

const runsOf = ({ parts }: Version): string[] => parts.flatMap((part) => ['.', ...part])

/** What to say of a range that nobody understood. */
export const tellRangeProblem = (text: string): Texts => ({
  nb: `Vi forstår ikke versjonene «${text}». Skriv for eksempel «før 7.2.5», «<= 4.1» eller «7.0 til og med 7.0.12».`,
  nn: `Vi forstår ikkje versjonane «${text}». Skriv til dømes «før 7.2.5», «<= 4.1» eller «7.0 til og med 7.0.12».`,
  en: `We do not understand the versions “${text}”. Write for example “before 7.2.5”, “<= 4.1” or “7.0 through 7.0.12”.`,
})
