import type { Box, Point, Shape } from './shapes.ts'

export const directions = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] as const
export type Direction = (typeof directions)[number]

/** How far ahead and how far aside a point lies, seen in a direction. */
function seen([x, y]: Point, [fromX, fromY]: Point, direction: Direction): { ahead: number; aside: number } {
  const [right, down] = [x - fromX, y - fromY]
  switch (direction) {
    case 'ArrowUp':
      return { ahead: -down, aside: Math.abs(right) }
    case 'ArrowDown':
      return { ahead: down, aside: Math.abs(right) }
    case 'ArrowLeft':
      return { ahead: -right, aside: Math.abs(down) }
    case 'ArrowRight':
      return { ahead: right, aside: Math.abs(down) }
  }
}

/** The place that an arrow key leads to: near, and rather ahead than aside. The same one where the country ends. */
export function neighbour(places: readonly Pick<Shape, 'place' | 'centre'>[], from: string, direction: Direction): string {
  const here = places.find(({ place }) => place === from)
  if (!here) return places[0]?.place ?? from
  const reachable = places
    .filter(({ place }) => place !== from)
    .map(({ place, centre }) => ({ place, ...seen(centre, here.centre, direction) }))
    .filter(({ ahead, aside }) => ahead > 0 && aside <= ahead * 2)
  return reachable.sort((one, other) => one.ahead + one.aside * 2 - (other.ahead + other.aside * 2))[0]?.place ?? from
}

/** How near the map is looked at: one is the whole country. */
const nearest = 24

/** The part of the map that is shown after going nearer (above one) or away, with a point staying where it is. */
export function zoomed(view: Box, whole: Box, times: number, [x, y]: Point): Box {
  const most = whole[2] - whole[0]
  const width = Math.min(most, Math.max(most / nearest, (view[2] - view[0]) / times))
  const scale = width / (view[2] - view[0])
  return within([x - (x - view[0]) * scale, y - (y - view[1]) * scale, 0, 0], width, whole)
}

/** The same part, moved. */
export const moved = (view: Box, whole: Box, [right, down]: Point): Box =>
  within([view[0] + right, view[1] + down, 0, 0], view[2] - view[0], whole)

/** Moved as little as is needed for a point to be seen with some room around it. */
export function showing(view: Box, whole: Box, [x, y]: Point): Box {
  const room = (view[2] - view[0]) / 8
  const step = (at: number, from: number, to: number) => Math.min(0, at - from - room) + Math.max(0, at - to + room)
  return moved(view, whole, [step(x, view[0], view[2]), step(y, view[1], view[3])])
}

function within([west, north]: Box, width: number, whole: Box): Box {
  const height = (width * (whole[3] - whole[1])) / (whole[2] - whole[0])
  const x = Math.min(Math.max(west, whole[0]), whole[2] - width)
  const y = Math.min(Math.max(north, whole[1]), whole[3] - height)
  return [x, y, x + width, y + height]
}

/** The middle of a part of the map. */
export const middleOf = ([west, north, east, south]: Box): Point => [(west + east) / 2, (north + south) / 2]
