import { expect, it } from 'vitest'
import { qrCode } from './qr.ts'

const drawn = (text: string): string =>
  qrCode(text)!
    .map((row) => row.map((dark) => (dark ? '#' : '.')).join(''))
    .join('\n')

/** Drawn once and read back with the decoder of OpenCV. */
const hello = `#######..#.##.#######
#.....#..###..#.....#
#.###.#.##.##.#.###.#
#.###.#..#.#..#.###.#
#.###.#...#.#.#.###.#
#.....#.....#.#.....#
#######.#.#.#.#######
........##.##........
###.########.##...#..
.#.###.#......#..#.##
...##.#.##..#...#####
.#.#...#.##...#....##
#.##..##..#.#.#.##.##
........##.#.#.#.#..#
#######.####.###...##
#.....#.#..###.##....
#.###.#.#.##.###...##
#.###.#..#....##...#.
#.###.#.#...#...#.#.#
#.....#.#.#...#....#.
#######.##..#.###..##`

it('A short text is drawn as readers of QR codes know it', () => {
  expect(drawn('varde')).toBe(hello)
})

it('The code grows with the text, and a text that fits in none is not drawn', () => {
  expect(qrCode('x'.repeat(17))).toHaveLength(21)
  expect(qrCode('x'.repeat(18))).toHaveLength(25)
  expect(qrCode('x'.repeat(271))).toHaveLength(57)
  expect(qrCode('x'.repeat(272))).toBeUndefined()
})

it('The three large squares stand in their corners, and nowhere else', () => {
  const code = qrCode('otpauth://totp/Varde:admin?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Varde')!
  const last = code.length - 7
  const corner = (x: number, y: number) =>
    code.slice(y, y + 7).map((row) =>
      row
        .slice(x, x + 7)
        .map(Number)
        .join(''),
    )
  const square = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111']
  expect([corner(0, 0), corner(last, 0), corner(0, last)]).toEqual([square, square, square])
  expect(corner(last, last)).not.toEqual(square)
})
