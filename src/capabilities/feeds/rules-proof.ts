import { hour, type Utc, utc } from '#domain/time.ts'

/** After so many rhythms without a file a source is silent. */
export const rhythmsUntilSilent = 3

/**
 * What a source's silence says. Time is cut into windows of the source's rhythm: window n is from n to n + 1 rhythms after 1970.
 * A window proves that what a source did not name in it was not there, when the source would have named it.
 */
export const windowOf = (moment: Utc, rhythmHours: number): number => Math.floor(Date.parse(moment) / (rhythmHours * hour))

/** When a window begins. It ends where the next one begins. */
export const windowBegins = (window: number, rhythmHours: number): Utc => utc(window * rhythmHours * hour)

/** The newest window that ended at least one rhythm ago: what comes late has come. */
export const newestSettled = (now: Utc, rhythmHours: number): number => windowOf(now, rhythmHours) - 2

/** All that came of one report type of one source for one window. */
export interface ReportWindow {
  source: string
  /** Empty when the format has no types. */
  type: string
  window: number
  /** Files that were read to their end. */
  files: number
  /** What was understood in them. */
  rows: number
  /** One of them could not be read, ended before its end, or was withdrawn and not sent again. */
  broken: boolean
}

/** What a window says: it proves, or why it does not. */
export type Verdict = 'proves' | 'no-delivery' | 'few-files' | 'silent' | 'not-listening' | 'broken' | 'thin'

/** With fewer reports than this there is nothing to compare a report with. */
const fewestToCompare = 3
/** So many reports say what is usual. */
const mostToCompare = 14
/** How much less than usual is too little to prove anything. */
const share = 0.5

/** The middle of some numbers; of an even number of them the mean of the two in the middle. */
export function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Whether a number lies under half the median of those before it; no when they are too few to tell. */
const isLittle = (number: number, before: readonly number[]): boolean =>
  before.length >= fewestToCompare && number < share * medianOf(before.slice(-mostToCompare))

/** Windows with their number, oldest first, told apart by whether the number is far under the usual one. */
function littleOnes(counts: ReadonlyMap<number, number>): Set<number> {
  const little = new Set<number>()
  const before: number[] = []
  for (const [window, count] of [...counts].sort(([one], [other]) => one - other)) {
    if (isLittle(count, before)) little.add(window)
    before.push(count)
  }
  return little
}

/** The source whose silence is judged. */
export interface Listened {
  id: string
  rhythmHours: number
  /** Since when it has been listened to without a break; nothing while it is paused or failing. */
  listeningSince: Utc | null
  /** It is silent now although it should have reported. */
  silent: boolean
}

/** What each window of a source says of each kind. */
export interface Judgement {
  /** The newest and the oldest window that are judged. */
  newest: number
  oldest: number
  verdictOf(window: number, kind: string): Verdict
  /** How many files the provider delivered for a window. */
  filesIn(window: number): number
  /** The windows that prove something of a kind, newest first. */
  proving(kind: string): number[]
}

/**
 * Judges the windows of a source by all that its provider delivered: `reports` are those of every source of that provider, cut by this
 * source's rhythm; `kindsOf` says which kinds each type of this source carries.
 */
export function judge(
  source: Listened,
  reports: readonly ReportWindow[],
  kindsOf: ReadonlyMap<string, readonly string[]>,
  span: { newest: number; oldest: number },
): Judgement {
  const files = totals(reports, ({ files }) => files)
  const few = littleOnes(files)
  const own = reports.filter((report) => report.source === source.id)
  const ownFiles = totals(own, ({ files }) => files)
  const types = [...Map.groupBy(own, ({ type }) => type)].map(([type, ofType]) => ({
    kinds: kindsOf.get(type) ?? [],
    broken: new Set(ofType.filter(({ broken }) => broken).map(({ window }) => window)),
    thin: littleOnes(
      totals(
        ofType.filter(({ broken }) => !broken),
        ({ files, rows }) => (files > 0 ? rows : undefined),
      ),
    ),
  }))
  const known = new Set([...kindsOf.values()].flat())
  const since = source.listeningSince
  const isSilent = silences([...ownFiles.keys()], source.silent, span.newest)

  const ofWindow = (window: number): Verdict => {
    if (!files.get(window)) return 'no-delivery'
    if (few.has(window)) return 'few-files'
    // What others of its provider deliver speaks for it only while it is heard itself.
    if (isSilent(window)) return 'silent'
    // Before it was listened to only what it sent itself says anything.
    const heard = since !== null && windowBegins(window, source.rhythmHours) >= since
    return heard || ownFiles.get(window) ? 'proves' : 'not-listening'
  }
  const verdictOf = (window: number, kind: string): Verdict => {
    const verdict = ofWindow(window)
    if (verdict !== 'proves') return verdict
    // A type of which no kind is known might have carried any; so might every type, when none is known to carry this kind.
    const carrying = types.filter(({ kinds }) => kinds.length === 0 || !known.has(kind) || kinds.includes(kind))
    if (carrying.some(({ broken }) => broken.has(window))) return 'broken'
    return carrying.some(({ thin }) => thin.has(window)) ? 'thin' : 'proves'
  }
  return {
    ...span,
    verdictOf,
    filesIn: (window) => files.get(window) ?? 0,
    proving(kind) {
      const proving: number[] = []
      for (let window = span.newest; window >= span.oldest; window -= 1)
        if (verdictOf(window, kind) === 'proves') proving.push(window)
      return proving
    },
  }
}

/**
 * Tells the windows in which a source was silent: those between two that it delivered in, when they are as many as make a source silent, and
 * those since the last one, when it is silent now or they are as many and it used to deliver regularly before.
 */
function silences(delivered: readonly number[], isSilentNow: boolean, newest: number): (window: number) => boolean {
  const own = delivered.toSorted((one, other) => one - other)
  const last = own.at(-1) ?? Number.NEGATIVE_INFINITY
  const isLong = (from: number, to: number) => to - from - 1 >= rhythmsUntilSilent
  const habit = own.slice(-fewestToCompare)
  const isRegular =
    habit.length === fewestToCompare && habit.every((window, place) => place === 0 || !isLong(habit[place - 1]!, window))
  const isSilentSince = isSilentNow || (isRegular && isLong(last, newest + 1))
  const gaps = own.flatMap((window, place) =>
    place > 0 && isLong(own[place - 1]!, window) ? [[own[place - 1]!, window] as const] : [],
  )
  return (window) => (window > last ? isSilentSince : gaps.some(([from, to]) => window > from && window < to))
}

/** Sums by window; what is left out of the sum has no window. */
function totals(reports: readonly ReportWindow[], count: (report: ReportWindow) => number | undefined): Map<number, number> {
  const sums = new Map<number, number>()
  for (const report of reports) {
    const number = count(report)
    if (number !== undefined && report.files > 0) sums.set(report.window, (sums.get(report.window) ?? 0) + number)
  }
  return sums
}

/** So many windows are looked at for a number that has to be reached; in those before them we see what is usual. */
export const windowsLookedAt = (needed: number): number => 4 * needed + 30
export const windowsBefore = 60

/** More than this part of a kind's unsettled findings at once is a person's to decide. */
const mostAtOnce = 0.2
/** Fewer than this are closed however large a part they are. */
const alwaysFree = 5

/** Whether closing so many is too much at once; `closed` are those that absence closed within a day, unless a person released them. */
export function isTooMuch(wouldClose: number, closed: number, unsettled: number): boolean {
  const together = wouldClose + Math.max(0, closed)
  return together >= alwaysFree && together > mostAtOnce * (unsettled + Math.max(0, closed))
}
