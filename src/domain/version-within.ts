import { compareReleases } from './version.ts'
import type { Bound, Interval, VersionRange } from './version-range.ts'

/**
 * Whether every version of one range is surely in the other. What cannot be compared is not: *up to 4.1* may mean 4.1.3 too, which does
 * not lie in `<= 4.1`.
 */
export const liesWithin = (inner: VersionRange, outer: VersionRange): boolean =>
  outer.except.length === 0 &&
  inner.intervals.every((one) => outer.intervals.some((other) => coversFrom(other, one) && coversTo(other, one, inner, outer)))

const coversFrom = ({ from: wide }: Interval, { from: narrow }: Interval): boolean =>
  wide === undefined || (narrow !== undefined && covers(narrow, wide, 1))

const coversTo = ({ to: wide }: Interval, { to: narrow }: Interval, inner: VersionRange, outer: VersionRange): boolean => {
  if (wide === undefined) return true
  if (narrow === undefined || !covers(narrow, wide, -1)) return false
  // Where people write an end, what begins like it may be meant, too.
  const isVague = inner.loose && narrow.including
  return !isVague || (isSame(narrow, wide) ? outer.loose : !beginsAlike(narrow, wide))
}

const isSame = (one: Bound, other: Bound): boolean => compareReleases(one.version, other.version) === 0

const beginsAlike = ({ version: short }: Bound, { version: long }: Bound): boolean =>
  short.parts.every((part, at) => String(part) === String(long.parts[at]))

/** Whether an end lies no further out than another; `inner` is the sign of what lies inside. */
const covers = (narrow: Bound, wide: Bound, inner: 1 | -1): boolean =>
  isSame(narrow, wide)
    ? narrow.version.build === wide.version.build && (wide.including || !narrow.including)
    : Math.sign(compareReleases(narrow.version, wide.version)) === inner
