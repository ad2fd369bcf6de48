/**
 * Makes the map of Norway that the pages draw, and the names that the server says, from Kartverket's geometry:
 *   node tools/map.ts FOLDER
 * FOLDER holds Kommuner-S.topojson and Fylker-S.topojson of robhop/fylker-og-kommuner (Kartverket, CC BY 4.0). What it makes is kept
 * in the repository, so that nobody needs them to build.
 * The map is projected here once (equal area, in kilometres), so that browsers need no projection and the turn of rings means nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { geoConicEqualArea } from 'd3-geo'
import { quantize } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'

const folder = process.argv[2]
if (!folder) throw new Error('say where Kommuner-S.topojson and Fylker-S.topojson are: node tools/map.ts FOLDER')
const earthRadiusKm = 6371.0088
/** Steps along the longer side; one is 150 metres. */
const steps = 10_000

type Flat = Parameters<typeof quantize>[0]
type Source = Topology<Record<string, GeometryCollection<{ id: string; name: string }>>>

const read = (file: string): Source => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'))

/** Number and name of each, and what it is made of. */
const placesIn = (from: Source, object: string) =>
  from.objects[object]!.geometries.map(({ properties, ...shape }) => {
    const { id, name } = properties as { id: string; name: string }
    return { number: id, name: name.replaceAll(' - ', ' – '), shape }
  })

const project = geoConicEqualArea().parallels([60, 69]).rotate([-15, 0]).center([0, 65]).scale(earthRadiusKm).translate([0, 0])

/** The topology in kilometres, with the north-west corner at nought. */
function flattened(from: Flat): Flat {
  const arcs = from.arcs.map((arc) => arc.map((point) => project([point[0]!, point[1]!])!))
  const [west, north] = [0, 1].map((axis) => Math.min(...arcs.flat().map((point) => point[axis]!))) as [number, number]
  const shifted = arcs.map((arc) => arc.map(([x, y]) => [x - west, y - north]))
  const { bbox: _, ...rest } = from
  return { ...rest, arcs: shifted }
}

const source = read('Kommuner-S.topojson')
const municipalities = placesIn(source, 'Kommuner')
const counties = placesIn(read('Fylker-S.topojson'), 'Fylker')
const geometries = municipalities.map(({ number, shape }) => ({ ...shape, id: number }))
const map = quantize(flattened({ ...source, objects: { municipalities: { type: 'GeometryCollection', geometries } } }), steps)
const named = (places: readonly { number: string; name: string }[]) =>
  Object.fromEntries(
    places.toSorted((one, other) => one.number.localeCompare(other.number)).map(({ number, name }) => [number, name]),
  )

const text = JSON.stringify(map)
writeFileSync('src/ui/map/norway.data.json', `${text}\n`)
const names = { counties: named(counties), municipalities: named(municipalities) }
writeFileSync('src/domain/places.data.json', `${JSON.stringify(names, null, 2)}\n`)
console.log(`${municipalities.length} municipalities, ${Math.round(gzipSync(text).length / 1000)} kB gzipped`)
