/**
 * QR codes (ISO/IEC 18004:2015) for short texts: byte mode, error correction level L, versions 1 to 10 (up to 271 bytes).
 * That is enough for an `otpauth` address, and small enough to read in one sitting.
 */

/** Data and correction codewords of level L by version: blocks, correction codewords per block, all codewords (table 9). */
const plans = [
  { blocks: 1, correction: 7, total: 26 },
  { blocks: 1, correction: 10, total: 44 },
  { blocks: 1, correction: 15, total: 70 },
  { blocks: 1, correction: 20, total: 100 },
  { blocks: 1, correction: 26, total: 134 },
  { blocks: 2, correction: 18, total: 172 },
  { blocks: 2, correction: 20, total: 196 },
  { blocks: 2, correction: 24, total: 242 },
  { blocks: 2, correction: 30, total: 292 },
  { blocks: 4, correction: 18, total: 346 },
] as const

/** Centres of the alignment patterns by version (annex E). */
const alignment = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]] as const

/** The eight masks (table 10): whether the module at row `y`, column `x` is turned. */
const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

type Grid = (boolean | undefined)[][]

/** The code of a text as rows of dark (`true`) and light modules; `undefined` when the text is too long. */
export function qrCode(text: string): boolean[][] | undefined {
  const bytes = new TextEncoder().encode(text)
  const version = plans.findIndex(({ blocks, correction, total }, index) => {
    const room = total - blocks * correction
    return bytes.length + (index < 9 ? 2 : 3) <= room
  })
  if (version < 0) return undefined
  const bits = interleaved(dataOf(bytes, version), version).flatMap((byte) => bitsOf(byte, 8))
  const drawn = masks.map((_, mask) => draw(bits, version, mask))
  return drawn.reduce((best, next) => (penalty(next) < penalty(best) ? next : best))
}

const bitsOf = (value: number, length: number): number[] => Array.from({ length }, (_, at) => (value >> (length - 1 - at)) & 1)

/** Mode, length, the bytes, and the filling 0xEC 0x11 … (7.4). */
function dataOf(bytes: Uint8Array, version: number): number[] {
  const { blocks, correction, total } = plans[version]!
  const room = total - blocks * correction
  const bits = [...bitsOf(4, 4), ...bitsOf(bytes.length, version < 9 ? 8 : 16), ...[...bytes].flatMap((byte) => bitsOf(byte, 8))]
  bits.push(...Array.from({ length: Math.min(4, room * 8 - bits.length) }, () => 0))
  while (bits.length % 8 > 0) bits.push(0)
  const words: number[] = []
  for (let at = 0; at < bits.length; at += 8) words.push(Number.parseInt(bits.slice(at, at + 8).join(''), 2))
  for (let fill = 0; words.length < room; fill += 1) words.push(fill % 2 === 0 ? 0xec : 0x11)
  return words
}

/** Blocks with their correction, written column by column; later blocks may be one longer (7.6). */
function interleaved(words: readonly number[], version: number): number[] {
  const { blocks, correction } = plans[version]!
  const short = Math.floor(words.length / blocks)
  const longer = words.length % blocks
  const divisor = divisorOf(correction)
  const parts: { data: number[]; check: number[] }[] = []
  for (let block = 0, at = 0; block < blocks; block += 1) {
    const length = short + (block >= blocks - longer ? 1 : 0)
    const data = words.slice(at, at + length)
    parts.push({ data, check: remainder(data, divisor) })
    at += length
  }
  const columns = (pick: (part: (typeof parts)[number]) => number[], length: number) =>
    Array.from({ length }, (_, at) => parts.flatMap((part) => (at < pick(part).length ? [pick(part)[at]!] : []))).flat()
  return [...columns(({ data }) => data, short + 1), ...columns(({ check }) => check, correction)]
}

/** Product in GF(2⁸) with the polynomial 0x11D (7.5.2). */
function times(one: number, other: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d)
    product ^= ((other >> bit) & 1) * one
  }
  return product
}

function divisorOf(degree: number): number[] {
  let result = [...Array.from({ length: degree - 1 }, () => 0), 1]
  for (let step = 0, root = 1; step < degree; step += 1, root = times(root, 2))
    result = result.map((value, at) => times(value, root) ^ (result[at + 1] ?? 0))
  return result
}

function remainder(data: readonly number[], divisor: readonly number[]): number[] {
  let result = divisor.map(() => 0)
  for (const byte of data) {
    const factor = byte ^ result[0]!
    result = divisor.map((coefficient, at) => (result[at + 1] ?? 0) ^ times(coefficient, factor))
  }
  return result
}

function draw(bits: readonly number[], version: number, mask: number): boolean[][] {
  const size = 21 + version * 4
  const grid: Grid = Array.from({ length: size }, () => Array.from({ length: size }, () => undefined))
  const set = (x: number, y: number, dark: boolean) => {
    if (grid[y] !== undefined && x >= 0 && x < size) grid[y][x] = dark
  }
  for (let at = 0; at < size; at += 1) {
    set(6, at, at % 2 === 0)
    set(at, 6, at % 2 === 0)
  }
  const square = (x: number, y: number, reach: number, light: readonly number[]) => {
    for (let dy = -reach; dy <= reach; dy += 1)
      for (let dx = -reach; dx <= reach; dx += 1) set(x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))))
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    square(x, y, 4, [2, 4])
  const centres = alignment[version]!
  const last = centres.length - 1
  // Where the three large squares are, there is no small one.
  for (const [i, x] of centres.entries())
    for (const [j, y] of centres.entries())
      if (!((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0))) square(x, y, 2, [1])
  drawFormat(set, size, mask)
  if (version >= 6) drawVersion(set, size, version + 1)
  place(grid, bits, mask)
  return grid as boolean[][]
}

/** Level and mask, with their correction, twice (7.9). Level L is 01. */
function drawFormat(set: (x: number, y: number, dark: boolean) => void, size: number, mask: number): void {
  const data = (1 << 3) | mask
  let rest = data
  for (let step = 0; step < 10; step += 1) rest = (rest << 1) ^ ((rest >> 9) * 0x537)
  const bits = ((data << 10) | rest) ^ 0x5412
  const dark = (at: number) => ((bits >> at) & 1) === 1
  for (let at = 0; at < 6; at += 1) set(8, at, dark(at))
  set(8, 7, dark(6))
  set(8, 8, dark(7))
  set(7, 8, dark(8))
  for (let at = 9; at < 15; at += 1) set(14 - at, 8, dark(at))
  for (let at = 0; at < 8; at += 1) set(size - 1 - at, 8, dark(at))
  for (let at = 8; at < 15; at += 1) set(8, size - 15 + at, dark(at))
  set(8, size - 8, true)
}

/** The version, with its correction, twice; from version 7 (7.10). */
function drawVersion(set: (x: number, y: number, dark: boolean) => void, size: number, version: number): void {
  let rest = version
  for (let step = 0; step < 12; step += 1) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25)
  const bits = (version << 12) | rest
  for (let at = 0; at < 18; at += 1) {
    const dark = ((bits >> at) & 1) === 1
    set(size - 11 + (at % 3), Math.floor(at / 3), dark)
    set(Math.floor(at / 3), size - 11 + (at % 3), dark)
  }
}

/** Writes the bits two columns at a time, upwards and downwards in turn, past all that is drawn (7.7.3). */
function place(grid: Grid, bits: readonly number[], mask: number): void {
  const size = grid.length
  let next = 0
  for (let right = size - 1; right >= 1; right -= 2) {
    // The column of the timing pattern is left out.
    if (right === 6) right = 5
    for (let step = 0; step < size; step += 1) {
      for (const x of [right, right - 1]) {
        const y = ((right + 1) & 2) === 0 ? size - 1 - step : step
        if (grid[y]![x] !== undefined) continue
        grid[y]![x] = (bits[next] === 1) !== masks[mask]!(x, y)
        next += 1
      }
    }
  }
}

/** How hard a picture is to read (7.8.3): runs, squares, what looks like a finder, and too much of one colour. */
function penalty(grid: readonly (readonly boolean[])[]): number {
  const size = grid.length
  const columns = grid.map((_, x) => grid.map((row) => row[x]!))
  let sum = 0
  for (const line of [...grid, ...columns]) {
    const text = line.map((dark) => (dark ? '1' : '0')).join('')
    for (const [run] of text.matchAll(/0{5,}|1{5,}/g)) sum += run.length - 2
    for (const finder of ['10111010000', '00001011101'])
      for (let at = text.indexOf(finder); at >= 0; at = text.indexOf(finder, at + 1)) sum += 40
  }
  for (let y = 1; y < size; y += 1)
    for (let x = 1; x < size; x += 1) {
      const dark = grid[y]![x]
      if (dark === grid[y - 1]![x] && dark === grid[y]![x - 1] && dark === grid[y - 1]![x - 1]) sum += 3
    }
  const share = grid.flat().filter(Boolean).length / (size * size)
  return sum + Math.floor(Math.abs(share * 100 - 50) / 5) * 10
}
