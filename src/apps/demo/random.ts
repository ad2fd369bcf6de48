/** Chance that can be repeated: the same seed gives the same demo on every machine. */
export interface Random {
  /** A fraction from 0 up to but not including 1. */
  next(): number
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number
  /** True in `share` of the cases, 0 never and 1 always. */
  chance(share: number): boolean
  /** One of the items. Throws `RangeError` when there are none. */
  pick<Item>(items: readonly Item[]): Item
  /** The same items in another order; the given list stays as it is. */
  shuffle<Item>(items: readonly Item[]): Item[]
}

/** FNV-1a over the seed: what differs in one sign differs everywhere. */
function stateOf(seed: string): number {
  let state = 0x811c9dc5
  for (const sign of seed) state = Math.imul(state ^ sign.codePointAt(0)!, 0x01000193)
  return state >>> 0
}

/** A generator of its own for each use (`random('sector')`), so that a new use does not change what the others get. mulberry32. */
export function random(seed: string): Random {
  let state = stateOf(seed)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    int,
    chance: (share) => next() < share,
    pick(items) {
      if (items.length === 0) throw new RangeError('nothing to pick from')
      return items[int(0, items.length - 1)]!
    },
    shuffle(items) {
      const shuffled = [...items]
      for (let last = shuffled.length - 1; last > 0; last -= 1) {
        const other = int(0, last)
        ;[shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!]
      }
      return shuffled
    },
  }
}
