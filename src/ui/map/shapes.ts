import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Polygon, Topology } from 'topojson-specification'
import norway from './norway.data.json' with { type: 'json' }

/** A place as it is drawn; all figures are kilometres from the north-west corner of the map. */
export interface Shape {
  place: string
  path: string
  /** The middle of its largest part. */
  centre: Point
  box: Box
}
export type Point = readonly [x: number, y: number]
export type Box = readonly [west: number, north: number, east: number, south: number]

const topology = norway as unknown as Topology<{ municipalities: GeometryCollection }>
const { municipalities } = topology.objects

type Ring = readonly (readonly number[])[]
const ringPath = (ring: Ring): string =>
  ring.map(([x, y], index) => `${index ? 'L' : 'M'}${x!.toFixed(1)} ${y!.toFixed(1)}`).join('')

/** Twice the area that a ring encloses, whichever way it turns, and its middle. */
function measured(ring: Ring): { area: number; centre: Point } {
  let [twice, x, y] = [0, 0, 0]
  for (const [index, [x1, y1]] of ring.entries()) {
    const [x2, y2] = ring[(index + 1) % ring.length]!
    const cross = x1! * y2! - x2! * y1!
    twice += cross
    x += (x1! + x2!) * cross
    y += (y1! + y2!) * cross
  }
  const [first] = ring
  return { area: Math.abs(twice) / 2, centre: twice === 0 ? [first![0]!, first![1]!] : [x / (3 * twice), y / (3 * twice)] }
}

const partsOf = (shape: GeoJSON.Polygon | GeoJSON.MultiPolygon): Ring[][] =>
  shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates

function shapeOf(geometry: (typeof municipalities.geometries)[number]): Shape & { areaKm2: number } {
  const parts = partsOf(feature(topology, geometry as Polygon).geometry)
  const outer = parts.map(([ring]) => measured(ring!))
  const holes = parts.flatMap(([, ...rings]) => rings.map((ring) => measured(ring).area))
  const points = parts.flatMap(([ring]) => ring!)
  const along = (axis: number) => points.map((point) => point[axis]!)
  return {
    place: String(geometry.id),
    path: parts
      .flat()
      .map((ring) => `${ringPath(ring)}Z`)
      .join(''),
    centre: outer.reduce((largest, each) => (each.area > largest.area ? each : largest)).centre,
    box: [Math.min(...along(0)), Math.min(...along(1)), Math.max(...along(0)), Math.max(...along(1))],
    areaKm2: outer.reduce((sum, { area }) => sum + area, 0) - holes.reduce((sum, area) => sum + area, 0),
  }
}

/** The municipalities of Norway in the order of their numbers. */
export const shapes: readonly (Shape & { areaKm2: number })[] = municipalities.geometries
  .map(shapeOf)
  .sort((one, other) => one.place.localeCompare(other.place))

/** The borders between counties; the first two digits of a municipality say its county. */
export const countyBorders: string = mesh(
  topology,
  municipalities,
  (one, other) => String(one.id).slice(0, 2) !== String(other.id).slice(0, 2),
)
  .coordinates.map(ringPath)
  .join('')

const [, , east, south] = norway.bbox as unknown as Box
/** The whole map. */
export const whole: Box = [-8, -8, east + 8, south + 8]

/** Where municipalities lie densely: drawn once more, larger, where the map is empty. */
export const insets = {
  oslofjord: [262, 1222, 392, 1385],
  bergen: [5, 1152, 105, 1237],
  stavanger: [5, 1310, 105, 1395],
  trondheim: [295, 848, 395, 933],
} as const satisfies Record<string, Box>
