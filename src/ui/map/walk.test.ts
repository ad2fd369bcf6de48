import { expect, it } from 'vitest'
import type { Box } from './shapes.ts'
import { moved, neighbour, showing, zoomed } from './walk.ts'

const whole: Box = [0, 0, 100, 200]
const places = [
  { place: 'a', centre: [50, 50] },
  { place: 'b', centre: [60, 52] },
  { place: 'c', centre: [55, 90] },
] as const

it('An arrow key leads to what is near in its direction, and nowhere where the country ends', () => {
  expect(neighbour(places, 'a', 'ArrowRight')).toBe('b')
  expect(neighbour(places, 'a', 'ArrowDown')).toBe('c')
  expect(neighbour(places, 'a', 'ArrowUp')).toBe('a')
})

it('Going nearer keeps the point in its place, and never shows what is beyond the map', () => {
  const near = zoomed(whole, whole, 2, [50, 100])
  expect(near).toEqual([25, 50, 75, 150])
  expect(zoomed(near, whole, 0.1, [25, 50])).toEqual(whole)
  expect(moved(near, whole, [500, -500])).toEqual([50, 0, 100, 100])
})

it('What gets the focus comes into view', () => {
  const [west, north, east, south] = showing([0, 0, 25, 50], whole, [80, 120])
  expect([west < 80 && east > 80, north < 120 && south > 120]).toEqual([true, true])
  expect(showing([0, 0, 50, 100], whole, [25, 50])).toEqual([0, 0, 50, 100])
})
