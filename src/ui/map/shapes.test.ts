import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { insets, shapes, whole } from './shapes.ts'
import { directions, neighbour } from './walk.ts'

/** How large each municipality is, in km². */
const areas = new URL('fixtures/areas.json', import.meta.url)

it('The map has all 357 municipalities, and is small enough to be fetched over a telephone', () => {
  expect(shapes.length).toBe(357)
  expect(new Set(shapes.map(({ place }) => place)).size).toBe(357)
  expect(gzipSync(readFileSync(new URL('norway.data.json', import.meta.url))).length).toBeLessThan(200_000)
})

it('No municipality is drawn inside out or larger than it is, and together they are the country', () => {
  const areaOf = new Map(Object.entries(JSON.parse(readFileSync(areas, 'utf8')) as Record<string, number>))
  const odd = shapes.filter(({ place, areaKm2 }) => areaKm2 > areaOf.get(place)! * 1.1 || areaKm2 < areaOf.get(place)! / 10)
  const drawn = shapes.reduce((sum, { areaKm2 }) => sum + areaKm2, 0)
  const whole = [...areaOf.values()].reduce((sum, area) => sum + area, 0)
  expect(drawn / whole).toBeGreaterThan(0.95)
  expect(odd.map(({ place, areaKm2 }) => `${place}: ${Math.round(areaKm2)} of ${areaOf.get(place)} km²`)).toEqual([])
})

it('By arrow keys one comes from any municipality to every other', () => {
  const ways = new Map(shapes.map(({ place }) => [place, directions.map((direction) => neighbour(shapes, place, direction))]))
  const reachedFrom = (start: string): Set<string> => {
    const seen = new Set([start])
    for (const place of seen) for (const next of ways.get(place)!) seen.add(next)
    return seen
  }
  const oslo = reachedFrom('0301')
  expect(shapes.filter(({ place }) => !oslo.has(place)).map(({ place }) => place)).toEqual([])
  expect([...ways.keys()].filter((place) => !reachedFrom(place).has('0301'))).toEqual([])
})

it('Each inset lies in the map and holds the city that it is for', () => {
  const cities = { oslofjord: '0301', bergen: '4601', stavanger: '1103', trondheim: '5001' }
  for (const [name, [west, north, east, south]] of Object.entries(insets)) {
    const [x, y] = shapes.find(({ place }) => place === cities[name as keyof typeof cities])!.centre
    expect([west >= whole[0], north >= whole[1], east <= whole[2], south <= whole[3]], name).toEqual([true, true, true, true])
    expect([x > west && x < east, y > north && y < south], name).toEqual([true, true])
  }
})
