/** Hands out networks side by side, each on its own border, from the ranges that RFC 2544 and RFC 3849 keep free of real hosts. */
export interface AddressPlan {
  /** The next free network below 198.18.0.0/15 with this prefix, from 16 to 32. Throws `RangeError` when the range is used up. */
  v4(prefix: number): string
  /** The next free /48 below 2001:db8::/32. */
  v6(): string
}

const first = 198 * 2 ** 24 + 18 * 2 ** 16
/** The upper eighth belongs to nobody, so that there is something whose owner is unknown. */
const end = first + (2 ** 17 / 8) * 7

const dotted = (address: number): string => [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.')

export function addressPlan(): AddressPlan {
  let free = first
  let sites = 0
  return {
    v4(prefix) {
      const size = 2 ** (32 - prefix)
      const start = Math.ceil(free / size) * size
      if (start + size > end) throw new RangeError('198.18.0.0/15 is used up')
      free = start + size
      return `${dotted(start)}/${prefix}`
    },
    v6() {
      sites += 1
      return `2001:db8:${sites.toString(16)}::/48`
    },
  }
}
