/** How versions of some kind of product are compared; what is no scheme of its own is `generic`. */
export const versionSchemes = ['generic', 'semver', 'pypi', 'deb', 'rpm'] as const
export type VersionScheme = (typeof versionSchemes)[number]

/** One of the runs between separators, from its digits on: *2zi* is 2, zi; *h4* is 0, h, 4. Words and numbers take turns. */
type Part = readonly string[]

/** A version made ready to be compared. */
export interface Version {
  text: string
  scheme: VersionScheme
  epoch: string
  parts: readonly Part[]
  /** What makes a semantic version come before its release. */
  pre: string | undefined
  /** The number of a build, when the vendor gives one beside the version. */
  build: string | undefined
  /** It ends in *x* or *\*\*: any version that begins like this. */
  open: boolean
}

const longest = 200
/** PEP 440: *1.0.dev1*, *1.0-dev-1* and *1.0dev1* are one. */
const pypiSuffix = /[._-]?(dev|alpha|a|beta|b|preview|pre|rc|c|post|rev|r)[._-]?(\d)/g
/** *8 Update 20* and *8u20*, *2010 Service Pack 1* and *2010 SP1* are one. */
const counted: readonly (readonly [RegExp, string])[] = [
  [/[\s._-]*(?<![a-z])(?:service\s*pack|sp)[\s._-]*(?=\d)/g, '.sp'],
  [/[\s._-]*(?<![a-z])(?:cumulative\s*update|cu)[\s._-]*(?=\d)/g, '.cu'],
  [/[\s._-]*(?<![a-z])(?:update|upd|u)[\s._-]*(?=\d)/g, '.u'],
  [/[\s._-]*(?<![a-z])(?:hotfix|hf)[\s._-]*(?=\d)/g, '.hf'],
]
const buildNumber = /[\s,(_-]+build[\s_-]*(\d[\d.]*)\)?$/

/**
 * Reads any vendor's version: *v1.2*, *1.0.2zi*, *10.2.3-h4*, *15.2(4)M5*, *7.0.12,build0523*, *1:2.3-4*. Everything is a version;
 * what has no digit at all is `undefined`, as is the hash of a commit, which no order knows, and what is longer than 200 signs.
 */
export function readVersion(from: string, scheme: VersionScheme = 'generic'): Version | undefined {
  const text = from.trim().toLowerCase()
  if (text.length > longest || !/\d/.test(text) || isCommit(text)) return undefined
  const [, epoch = '0', afterEpoch = text] = /^(\d+)[:!](.*)$/s.exec(text) ?? []
  const build = buildNumber.exec(afterEpoch)
  const plain = (build ? afterEpoch.slice(0, build.index) : afterEpoch).replace(/^(?:version|ver|v)[\s._-]*(?=\d)/, '')
  // Semantic Versioning 2.0.0, 10: what stands after + has no part in the order.
  const [released = '', pre] = scheme === 'semver' ? splitOnce(plain.replace(/\+.*$/s, ''), '-') : [plain, undefined]
  const joined = joinedAs(scheme, released)
  const closed = joined.replace(/[._\s-][x*]$/, '')
  return {
    text,
    scheme,
    epoch,
    parts: closed
      .split(/[^\p{L}0-9]+/u)
      .filter((part) => part !== '')
      .map(partOf),
    pre,
    build: build?.[1],
    open: closed !== joined,
  }
}

const isCommit = (text: string): boolean => /^(?=.*[a-f])[0-9a-f]{7,40}$/.test(text)

function joinedAs(scheme: VersionScheme, text: string): string {
  if (scheme === 'pypi') return text.replace(pypiSuffix, '$1$2')
  return scheme === 'generic' ? counted.reduce((written, [form, word]) => written.replace(form, word), text) : text
}

const splitOnce = (text: string, by: string): [string, string | undefined] => {
  const at = text.indexOf(by)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

function partOf(text: string): Part {
  const runs = text.match(/[0-9]+|[^0-9]+/g) ?? []
  return /^[0-9]/.test(text) ? runs : ['0', ...runs]
}

/**
 * Which of two versions is the later one: below 0, 0 or above 0. A total order: what is left out counts as zero (*1.0* is *1.0.0*),
 * letters come after the bare number (*1.1.1v*, *7.4p1*, *10.2.3-h4*), words that say *not yet released* before it (*1.0-rc1*).
 */
export function compareVersions(one: Version, other: Version): number {
  return (
    compareReleases(one, other) ||
    (one.build || other.build ? compareNumbers(one.build ?? '0', other.build ?? '0', one.scheme) : 0)
  )
}

/** The same, whatever build it is. */
export function compareReleases(one: Version, other: Version): number {
  if (one.scheme === 'deb') return compareDebian(one.text, other.text)
  if (one.scheme === 'rpm') return compareRpm(one.text, other.text)
  return compareDigits(one.epoch, other.epoch) || compareParts(one, other) || comparePre(one.pre, other.pre)
}

/** The numbers of two builds, part by part. */
export const compareNumbers = (one: string, other: string, scheme: VersionScheme = 'generic'): number =>
  compareParts(readVersion(one, scheme)!, readVersion(other, scheme)!)

const nothing: Part = []

function compareParts(one: Version, other: Version): number {
  const length = Math.max(one.parts.length, other.parts.length)
  for (let at = 0; at < length; at++) {
    const order = comparePart(one.parts[at] ?? nothing, other.parts[at] ?? nothing, one.scheme)
    if (order !== 0) return order
  }
  return 0
}

function comparePart(one: Part, other: Part, scheme: VersionScheme): number {
  const length = Math.max(one.length, other.length)
  for (let at = 0; at < length; at++) {
    const order =
      at % 2 === 0 ? compareDigits(one[at] ?? '0', other[at] ?? '0') : compareWords(one[at] ?? '', other[at] ?? '', scheme)
    if (order !== 0) return order
  }
  return 0
}

/** Numbers of any length, leading zeros aside. */
function compareDigits(one: string, other: string): number {
  const [short, long] = [one.replace(/^0+/, ''), other.replace(/^0+/, '')]
  return short.length - long.length || compareText(short, long)
}

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** Words for what is not yet released, from early to late. */
const early = ['dev', 'snapshot', 'nightly', 'alpha', 'beta', 'milestone', 'pre', 'preview', 'ea', 'cr', 'rc']
/** Whether a word says that something is not yet released. */
export const isEarly = (word: string): boolean => early.includes(word)
/** PEP 440: one letter stands for the word. */
const pypiWords: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', c: 'rc' }

function compareWords(one: string, other: string, scheme: VersionScheme): number {
  const [left, right] = scheme === 'pypi' ? [pypiWords[one] ?? one, pypiWords[other] ?? other] : [one, other]
  return rankOf(left) - rankOf(right) || compareText(left, right)
}

/** Below 0 for what is not yet released, 0 for the release itself, 1 for whatever came after it. */
const rankOf = (word: string): number => (word === '' ? 0 : isEarly(word) ? early.indexOf(word) - early.length : 1)

/** Semantic Versioning 2.0.0, 11.3 and 11.4. */
function comparePre(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined) return one === other ? 0 : one === undefined ? 1 : -1
  const [left, right] = [one.split('.'), other.split('.')]
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const [a, b] = [left[at]!, right[at]!]
    const numbers = [isNumber(a), isNumber(b)]
    const order =
      numbers[0] && numbers[1] ? compareDigits(a, b) : numbers[0] === numbers[1] ? compareText(a, b) : numbers[0] ? -1 : 1
    if (order !== 0) return order
  }
  return left.length - right.length
}

const isNumber = (text: string): boolean => /^[0-9]+$/.test(text)

/** Debian Policy 5.6.12: epoch, then upstream version, then revision. */
function compareDebian(one: string, other: string): number {
  const [left, right] = [debianParts(one), debianParts(other)]
  return compareDigits(left.epoch, right.epoch) || walk(left.upstream, right.upstream) || walk(left.revision, right.revision)
}

function debianParts(text: string) {
  const [, epoch = '0', rest = text] = /^(\d+):(.*)$/s.exec(text) ?? []
  const at = rest.lastIndexOf('-')
  return { epoch, upstream: at < 0 ? rest : rest.slice(0, at), revision: at < 0 ? '0' : rest.slice(at + 1) }
}

/** Runs of other signs and runs of digits take turns; `~` comes before the end, letters before all other signs. */
function walk(one: string, other: string): number {
  const [left, right] = [runsOf(one), runsOf(other)]
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [a, b] = [left[at] ?? '', right[at] ?? '']
    const order = at % 2 === 1 ? compareDigits(a, b) : compareSigns(a, b)
    if (order !== 0) return order
  }
  return 0
}

/** Beginning with what is no digit, though it be nothing. */
const runsOf = (text: string): string[] => {
  const runs = text.match(/[0-9]+|[^0-9]+/g) ?? []
  return /^[0-9]/.test(text) ? ['', ...runs] : runs
}

function compareSigns(one: string, other: string): number {
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    const order = weightOf(one[at]) - weightOf(other[at])
    if (order !== 0) return order
  }
  return 0
}

const weightOf = (sign: string | undefined): number =>
  sign === '~' ? -1 : sign === undefined ? 0 : /[a-z]/.test(sign) ? sign.charCodeAt(0) : sign.charCodeAt(0) + 256

/** rpmvercmp: epoch, version and release in turn. */
function compareRpm(one: string, other: string): number {
  const [left, right] = [debianParts(one), debianParts(other)]
  const released = one.includes('-') && other.includes('-')
  return (
    compareDigits(left.epoch, right.epoch) ||
    rpmWalk(left.upstream, right.upstream) ||
    (released ? rpmWalk(left.revision, right.revision) : 0)
  )
}

function rpmWalk(one: string, other: string): number {
  const [left, right] = [rpmRuns(one), rpmRuns(other)]
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = rpmWeight(left[at]) - rpmWeight(right[at]) || compareRun(left[at]!, right[at]!)
    if (order !== 0) return order
  }
  return 0
}

const rpmRuns = (text: string): string[] => text.match(/[0-9]+|[a-z]+|[~^]/g) ?? []

/** `~` before the end, the end before `^`, then letters, then numbers. */
const rpmWeight = (run: string | undefined): number =>
  run === '~' ? 0 : run === undefined ? 1 : run === '^' ? 2 : isNumber(run) ? 4 : 3

const compareRun = (one: string | undefined, other: string | undefined): number =>
  one === undefined || other === undefined ? 0 : isNumber(one) ? compareDigits(one, other) : compareText(one, other)
